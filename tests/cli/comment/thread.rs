//! The thread of a plan is open as long as it deletes something, unless somebody resolved it.

use labwright::sandbox::{Fault, Harm, Times};
use serde_json::{Value, json};

use super::job::{CHANGES, DELETES, Job, NOTHING};

impl Job {
    fn is_resolved(&self) -> bool {
        let note = self.note();
        assert!(note.threaded, "{note:?}");
        note.resolved.is_some()
    }

    async fn resolve(&self) {
        let path = "/projects/acme%2Fconfig/merge_requests/1/discussions";
        let path = format!("{path}/{}", self.note().discussion);
        let answer = self.world.send("PUT", &path, json!({ "resolved": true })).await;
        assert_eq!(answer.status, 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_is_resolved_when_nothing_is_left_and_opened_when_something_is_deleted() {
    let mut job = Job::start(NOTHING).await;
    job.says("thread").await;
    assert!(job.is_resolved(), "there is nothing to do");
    let id = job.note().id;
    job.asks_for(CHANGES);
    job.says("thread").await;
    assert!(job.is_resolved(), "nothing is deleted");
    job.asks_for(DELETES);
    let ran = job.says("thread").await;
    assert!(!job.is_resolved() && ran.stderr.contains("thread reopened"), "{ran:?}");
    job.resolve().await;
    job.says("thread").await;
    assert!(job.is_resolved(), "somebody has seen this very plan");
    job.set("CI_COMMIT_SHA", "a91957a858320c0e17f3a0eca7cfacbff50ea29a");
    job.says("thread").await;
    assert!(!job.is_resolved(), "this is a plan that nobody has seen");
    job.asks_for(NOTHING);
    let ran = job.says("thread").await;
    assert!(job.is_resolved() && ran.stderr.contains("thread resolved"), "{ran:?}");
    assert_eq!(job.note().id, id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_takes_the_place_of_a_note_and_stays_where_a_note_is_asked_for() {
    let job = Job::start(DELETES).await;
    job.says("update").await;
    job.says("thread").await;
    let thread = job.note();
    assert!(!job.is_resolved());
    job.says("update").await;
    assert_eq!(job.note().id, thread.id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_that_was_applied_resolves_its_thread() {
    let job = Job::start(DELETES).await;
    let ran = job.run(&["plan", "--comment", "thread", "--out", "plan.json"]).await;
    assert_eq!((ran.code, job.is_resolved()), (0, false));
    let ran = job.run(&["apply", "--plan", "plan.json"]).await;
    assert_eq!(ran.code, 0, "{ran:?}");
    let comment = ["comment", "--plan", "plan.json", "--mode", "thread", "--applied"];
    let ran = job.run(&comment).await;
    assert_eq!((ran.code, job.is_resolved()), (0, true), "{ran:?}");
    let body = job.note().body;
    assert!(
        body.contains("### labwright plan: applied: 1 to delete") && body.contains("\nApplied 20"),
        "{body}"
    );
    job.writes();
    assert_eq!(job.run(&comment).await.code, 0);
    assert_eq!(job.writes(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_pipeline_after_a_merge_finds_the_merge_request_that_it_came_from() {
    let mut job = Job::start(DELETES).await;
    job.set("CI_MERGE_REQUEST_IID", "3");
    let ran = job.run(&["plan", "--comment", "thread", "--out", "plan.json"]).await;
    assert_eq!(ran.code, 0, "{ran:?}");
    job.set("CI_MERGE_REQUEST_IID", "");
    job.set("CI_MERGE_REQUEST_PROJECT_ID", "");
    let path = "/projects/acme%2Fconfig/merge_requests/3";
    let merged = job.world.send("GET", path, Value::Null).await.body;
    let commit = merged["merge_commit_sha"].as_str().unwrap().to_owned();
    job.world.sandbox().world().project_mut("acme/config").unwrap().commits.insert(commit.clone());
    job.set("CI_COMMIT_SHA", &commit);
    let comment = ["comment", "--plan", "plan.json", "--mode", "thread", "--applied"];
    let ran = job.run(&comment).await;
    assert_eq!(ran.code, 0, "{ran:?}");
    let notes = job.notes_of("acme/config", 3);
    assert_eq!(notes.len(), 1);
    assert!(notes[0].resolved.is_some() && notes[0].body.contains("applied"), "{}", notes[0].body);
    job.set("CI_COMMIT_SHA", "0fca33964f5327cf18e2b54a129a4b3b24908f70");
    let ran = job.run(&comment).await;
    assert!(ran.code == 0 && ran.stderr.contains("The comment would be:"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thread_that_may_not_be_resolved_is_said_all_the_same() {
    let job = Job::start(DELETES).await;
    job.says("thread").await;
    job.asks_for(NOTHING);
    let (method, path) = (Some("PUT".to_owned()), "**/discussions/*".to_owned());
    let times = Times::Count(1);
    job.world.sandbox().fault(Fault { method, path, from: 1, times, harm: Harm::Forbidden });
    let ran = job.says("thread").await;
    assert!(ran.stderr.contains("the thread cannot be resolved"), "{ran:?}");
    assert!(ran.stderr.contains("comment: updated http") && !job.is_resolved(), "{ran:?}");
    let ran = job.says("thread").await;
    assert!(ran.stderr.contains("thread resolved") && job.is_resolved(), "{ran:?}");
}
