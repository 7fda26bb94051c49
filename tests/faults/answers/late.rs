//! What happens between the beginning and the end of an answer.

use std::collections::BTreeMap;
use std::time::Duration;

use labwright::review::ci::MergeRequest;
use labwright::review::{Answering, Begun, Verdict};
use labwright::sandbox::{Answer, Fault, Harm};
use serde_json::{Value, json};

use crate::answers::check::{HEAD, NOTHING, answers, world};
use crate::support::World;

async fn begin(world: &World) -> Box<Answering> {
    let place = MergeRequest { project: "acme/config".to_owned(), iid: 4 };
    match Answering::begin(&world.reader(), &place, "Plan", Some(HEAD)).await.unwrap() {
        Begun::Answering(it) => it,
        Begun::Moot(note) => panic!("{note:?}"),
    }
}

fn json_answer(status: u16, body: &Value) -> Answer {
    let headers = BTreeMap::from([("content-type".to_owned(), "application/json".to_owned())]);
    Answer { status, headers, body: body.to_string() }
}

fn passed() -> Verdict {
    Verdict { passed: true, why: "no errors".to_owned() }
}

async fn status(world: &World) -> String {
    let path = "/projects/acme%2Fconfig/merge_requests/4/status_checks";
    let list = world.send("GET", path, json!(null)).await;
    list.body[0]["status"].as_str().unwrap().to_owned()
}

/// Pushes, as far as anybody can see.
fn push(world: &World, commit: &str) {
    let mut state = world.sandbox().world();
    let project = state.project_mut("acme/config").unwrap();
    commit.clone_into(&mut project.merge_requests.get_mut(&4).unwrap().sha);
}

#[tokio::test(flavor = "multi_thread")]
async fn pending_is_kept_up_for_as_long_as_it_takes() {
    let world = world(NOTHING).await;
    let answering = begin(&world).await;
    // Three minutes pass: GitLab gives up on a check after two.
    let minutes = |world: &World| {
        let mut state = world.sandbox().world();
        state.now = state.now.plus_seconds(180);
    };
    minutes(&world);
    assert_eq!(status(&world).await, "failed");
    let work = async {
        while answers(&world).len() < 3 {
            tokio::task::yield_now().await;
        }
        "a plan"
    };
    let done = answering.while_working(work, Duration::from_millis(1)).await;
    assert_eq!((done, status(&world).await.as_str()), ("a plan", "pending"));
    let note = answering.end(&passed()).await.unwrap();
    assert_eq!(note.message, "set to passed for 141be971: no errors");
    assert_eq!((answers(&world)[0].as_str(), status(&world).await.as_str()), ("pending", "passed"));
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_goes_wrong_with_pending_does_not_disturb_the_plan() {
    let world = world(NOTHING).await;
    let answering = begin(&world).await;
    world.sandbox().fault(Fault::new("POST", "**", Harm::Crash).always());
    let failed = || world.exchanges().iter().filter(|it| it.status == 500).count();
    let work = async {
        while failed() < 2 {
            tokio::task::yield_now().await;
        }
    };
    answering.while_working(work, Duration::from_millis(1)).await;
    world.sandbox().clear_faults();
    assert!(answering.end(&passed()).await.is_ok());
    assert_eq!(answers(&world), ["pending", "passed"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_that_stands_is_left_until_there_is_another() {
    let world = world(NOTHING).await;
    begin(&world).await.end(&passed()).await.unwrap();
    let answering = begin(&world).await;
    let mut turns = 0;
    let work = std::future::poll_fn(|context| {
        turns += 1;
        context.waker().wake_by_ref();
        if turns < 1000 { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    });
    answering.while_working(work, Duration::ZERO).await;
    assert_eq!(answers(&world), ["pending", "passed"]);
    let failed = Verdict { passed: false, why: "1 problem".to_owned() };
    answering.end(&failed).await.unwrap();
    assert_eq!(answers(&world), ["pending", "passed", "failed"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_push_in_the_midst_leaves_the_answer_to_the_next_pipeline() {
    const PUSHED: &str = "0000000000000000000000000000000000000001";
    let newer = "not answered: this commit is 141be971, but the merge request's head is 00000000";
    // Before the verdict is sent.
    let world = world(NOTHING).await;
    let answering = begin(&world).await;
    push(&world, PUSHED);
    let note = answering.end(&passed()).await.unwrap();
    assert!(note.message.starts_with(newer), "{note:?}");
    assert_eq!(answers(&world), ["pending"]);
    // A pending answer for a commit that is no longer the head is refused, once.
    let posts = || world.exchanges().iter().filter(|it| it.method == "POST").count();
    let mut turns = 0;
    let work = async {
        while turns < 1000 {
            turns += usize::from(posts() == 2);
            tokio::task::yield_now().await;
        }
    };
    answering.while_working(work, Duration::from_millis(1)).await;
    assert_eq!(posts(), 2);
    // While it is sent: GitLab says 409, and that is no error.
    push(&world, HEAD);
    let refused = format!("SHA does not match HEAD of source branch: {PUSHED}");
    let fault = |method, path, answer: Answer| Fault::new(method, path, Harm::Answer(answer));
    world.sandbox().fault(fault("POST", "**", json_answer(409, &json!({ "message": refused }))));
    let request = json_answer(200, &json!({ "id": 4, "iid": 4, "sha": PUSHED, "state": "opened" }));
    world.sandbox().fault(fault("GET", "/projects/*/merge_requests/4", request).from(2));
    let note = answering.end(&passed()).await.unwrap();
    assert!(note.message.starts_with(newer), "{note:?}");
    // A 409 for another reason is an error.
    world.sandbox().clear_faults();
    let locked = json_answer(409, &json!({ "message": "409 Conflict" }));
    world.sandbox().fault(fault("POST", "**", locked).always());
    let error = answering.end(&passed()).await.unwrap_err();
    assert!(error.problem().to_string().contains("409"), "{error}");
    world.finish();
}
