//! One note for each merge request, root and shard, whatever is there already.

use labwright::sandbox::{Fault, Harm, Loss, Times};
use serde_json::Value;

use super::job::{CHANGES, DELETES, HEAD, Job, NOTHING};

fn fault(method: &str, path: &str, harm: Harm, times: u64) -> Fault {
    let times = Times::Count(times);
    Fault { method: Some(method.to_owned()), path: path.to_owned(), from: 1, times, harm }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_one_note_that_is_edited_only_when_it_changes() {
    let mut job = Job::start(DELETES).await;
    let ran = job.says("update").await;
    assert!(ran.stderr.contains("comment: created http"), "{ran:?}");
    let first = job.note();
    assert_eq!(job.author(&first), "bot");
    let lines: Vec<&str> = first.body.lines().collect();
    assert_eq!(lines[0], format!("<!-- labwright:plan v=1 key=. pipeline=500 commit={HEAD} -->"));
    let (heading, server) = lines[1].split_once(" on `http://127.0.0.1:").unwrap();
    assert_eq!(heading, "### labwright plan: 1 to delete, 0 unchanged");
    assert!(server.ends_with("` (from `GITLAB_URL`) — `141be971`"), "{server}");
    assert!(lines[3].starts_with("Planned 20") && lines[3].contains("/-/jobs/7"), "{}", lines[3]);
    assert_eq!(job.writes().len(), 1);

    job.set("CI_PIPELINE_ID", "501");
    let ran = job.says("update").await;
    assert!(ran.stderr.contains("comment: unchanged http"), "{ran:?}");
    assert_eq!((job.writes(), job.note().body), (vec![], first.body), "only the time is another");

    job.asks_for(CHANGES);
    job.set("CI_PIPELINE_ID", "502");
    let ran = job.says("update").await;
    assert!(ran.stderr.contains("comment: updated http"), "{ran:?}");
    assert_eq!((job.note().id, job.writes().len()), (first.id, 1));
    assert!(job.note().body.contains("pipeline=502"));

    job.set("CI_COMMIT_SHA", "a91957a858320c0e17f3a0eca7cfacbff50ea29a");
    job.says("update").await;
    assert!(job.note().body.contains("— `a91957a8`"), "the same plan of another commit");

    let path = format!("/projects/acme%2Fconfig/merge_requests/1/notes/{}", first.id);
    let other = serde_json::json!({ "body": job.note().body.replace("no one", "maintainer") });
    job.world.send("PUT", &path, other).await;
    job.says("update").await;
    assert!(job.note().body.contains("no one"), "what somebody else wrote into it is mended");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_of_a_newer_pipeline_is_left_alone() {
    let mut job = Job::start(DELETES).await;
    job.says("update").await;
    let first = job.note();
    job.asks_for(CHANGES);
    job.set("CI_PIPELINE_ID", "499");
    job.writes();
    let ran = job.says("update").await;
    assert!(ran.stderr.contains("it is from the newer pipeline 500"), "{ran:?}");
    assert_eq!((job.writes(), job.note().body), (vec![], first.body.clone()));
    // Such a line of somebody else says nothing.
    job.posts("dev", &first.body.replace("pipeline=500", "pipeline=900")).await;
    job.set("CI_PIPELINE_ID", "501");
    job.says("update").await;
    assert!(job.notes()[0].body.contains("pipeline=501"));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_several_notes_the_oldest_stays_and_those_of_others() {
    let job = Job::start(DELETES).await;
    job.says("update").await;
    let first = job.note();
    let answered = job.posts("bot", &first.body).await;
    job.posts("bot", &first.body).await;
    let foreign = job.posts("dev", &first.body).await;
    let elsewhere = job.posts("bot", &first.body.replace("key=.", "key=infra")).await;
    let path = "/projects/acme%2Fconfig/merge_requests/1/discussions";
    let list = job.world.send("GET", path, Value::Null).await.body;
    let thread = list.as_array().unwrap().iter().find(|it| it["notes"][0]["id"] == answered);
    let path = format!("{path}/{}/notes", thread.unwrap()["id"].as_str().unwrap());
    let answer = job.world.send("POST", &path, serde_json::json!({ "body": "why?" })).await;
    job.asks_for(CHANGES);
    let ran = job.says("update").await;
    assert!(ran.stderr.contains("1 duplicate deleted"), "{ran:?}");
    let left: Vec<u64> = job.notes().iter().map(|it| it.id).collect();
    let answer = answer.body["id"].as_u64().unwrap();
    assert_eq!(left, [first.id, answered, foreign, elsewhere, answer], "what was answered stays");
    assert!(job.notes()[0].body.contains("no one"));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_token_begins_a_note_of_its_own() {
    let mut job = Job::start(DELETES).await;
    job.says("update").await;
    let first = job.note();
    // A maintainer could edit it, and anybody could have pasted its first line.
    job.set("LABWRIGHT_REVIEW_TOKEN", "sandbox-next-token");
    job.says("update").await;
    let notes = job.notes();
    assert_eq!((notes.len(), &notes[0].body), (2, &first.body));
    assert_eq!(job.author(&notes[1]), "next");
    job.says("update").await;
    assert_eq!(job.notes().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_that_can_no_longer_be_edited_is_made_anew() {
    let job = Job::start(DELETES).await;
    job.says("update").await;
    job.asks_for(CHANGES);
    job.world.sandbox().fault(fault("PUT", "**/notes/*", Harm::Forbidden, 1));
    let ran = job.says("update").await;
    assert!(ran.stderr.contains("comment: created http"), "{ran:?}");
    assert!(job.note().body.contains("no one"), "the old one was one too many");
}

/// The 404 may be a proxy's. A second note would be one too many.
#[tokio::test(flavor = "multi_thread")]
async fn a_note_that_is_there_is_not_gone_because_an_edit_says_so() {
    let job = Job::start(DELETES).await;
    job.says("update").await;
    let first = job.note();
    job.asks_for(CHANGES);
    job.world.sandbox().fault(fault("PUT", "**/notes/*", Harm::NotFound, 1));
    let ran = job.says("update").await;
    assert!(ran.stderr.contains("the comment was not posted"), "{ran:?}");
    assert_eq!(job.note().body, first.body);
    let ran = job.says("update").await;
    assert!(ran.stderr.contains("comment: updated http"), "{ran:?}");
    assert_eq!(job.note().id, first.id);
}

/// Who wrote a note decides whether it may be edited, and whether there is one: nobody is no author.
#[tokio::test(flavor = "multi_thread")]
async fn a_user_or_a_note_that_is_misread_makes_no_second_note() {
    let at = |at: &str| at.to_owned();
    let nothing = serde_json::Value::Null;
    for (path, harm) in [
        ("/user", Harm::Removed { at: at("/id") }),
        ("/user", Harm::Replaced { at: at("/id"), with: nothing.clone() }),
        ("/user", Harm::Replaced { at: at("/id"), with: 0.into() }),
        ("**/discussions", Harm::Removed { at: at("/0/notes/0/author") }),
        ("**/discussions", Harm::Removed { at: at("/0/notes/0/author/id") }),
        ("**/discussions", Harm::Replaced { at: at("/0/notes/0/id"), with: nothing.clone() }),
        ("**/discussions", Harm::Replaced { at: at("/0/notes"), with: nothing.clone() }),
        ("**/discussions", Harm::Removed { at: at("/0/notes/0/body") }),
        ("**/discussions", Harm::Removed { at: at("/0/id") }),
    ] {
        let job = Job::start(DELETES).await;
        job.says("update").await;
        let first = job.note();
        job.asks_for(CHANGES);
        job.world.sandbox().fault(fault("GET", path, harm.clone(), 9));
        // Both at once: nobody is no author of nobody's note either.
        if path == "/user" {
            let author = Harm::Replaced { at: at("/0/notes/0/author/id"), with: nothing.clone() };
            job.world.sandbox().fault(fault("GET", "**/discussions", author, 9));
        }
        let ran = job.run(&["plan", "--comment", "update"]).await;
        assert!(ran.stderr.contains("the comment was not posted"), "{harm:?}: {ran:?}");
        assert_eq!(ran.code, 1, "{harm:?}: {ran:?}");
        assert_eq!(job.note().body, first.body, "{harm:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_whose_response_is_lost_is_found() {
    let late = |answer| Harm::Late { milliseconds: 250, answer };
    let number = Harm::Removed { at: "/id".to_owned() };
    for (mode, harm) in [
        ("update", Harm::DropAfter),
        ("update", number),
        ("thread", Harm::CutOff),
        ("new", Harm::Truncated),
        ("update", late(Loss::BadGateway)),
        ("thread", late(Loss::GatewayTimeout)),
        ("new", late(Loss::Drop)),
    ] {
        let job = Job::start(DELETES).await;
        job.world.sandbox().fault(fault("POST", "**/merge_requests/**", harm.clone(), 1));
        let ran = job.says(mode).await;
        let note = job.note();
        let told = format!("#note_{}, although the response was lost", note.id);
        assert!(
            ran.stderr.contains("comment: created http") && ran.stderr.contains(&told),
            "{mode} {harm:?}: {ran:?}"
        );
        job.says("update").await;
        assert_eq!(job.note().id, note.id);
    }
    let job = Job::start(DELETES).await;
    job.says("update").await;
    job.asks_for(CHANGES);
    job.world.sandbox().fault(fault("PUT", "**/notes/*", Harm::DropAfter, 1));
    job.says("update").await;
    assert!(job.note().body.contains("no one"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_that_may_appear_later_is_not_posted_again_and_the_next_run_edits_it() {
    let late = |answer| Harm::Late { milliseconds: 1500, answer };
    for (mode, harm) in [
        ("update", late(Loss::Drop)),
        ("thread", late(Loss::Unavailable)),
        ("update", Harm::DropBefore),
        ("thread", Harm::BadGateway),
    ] {
        let job = Job::start(DELETES).await;
        job.world.sandbox().fault(fault("POST", "**/merge_requests/**", harm.clone(), 1));
        let ran = job.run(&["plan", "--comment", mode, "--max-wait", "0"]).await;
        assert_eq!(ran.code, 1, "{harm:?}: {ran:?}");
        for told in [
            "error: labwright cannot determine whether the comment was posted",
            "not sent again: GitLab would create a second one",
            "Run it again: labwright edits the note if GitLab has posted it",
        ] {
            let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(said.contains(told), "{harm:?}: {told}: {ran:?}");
        }
        let posts = || job.world.exchanges().into_iter().filter(|it| it.method == "POST");
        assert_eq!(posts().filter(|it| it.status != 201).count(), 1, "{harm:?}");
        if matches!(harm, Harm::Late { .. }) {
            while job.notes().is_empty() {
                tokio::task::yield_now().await;
            }
        }
        job.asks_for(CHANGES);
        job.says(mode).await;
        assert!(job.note().body.contains("no one"), "{harm:?}");
        assert_eq!(posts().filter(|it| it.status == 201).count(), 1, "{harm:?}");
    }
    let job = Job::start(DELETES).await;
    assert_eq!(job.run(&["plan", "--out", "plan.json"]).await.code, 0);
    let comment = ["comment", "--plan", "plan.json", "--max-wait", "0", "-o", "json"];
    for (harm, done) in [(Harm::BadGateway, "unknown"), (Harm::Crash, "none")] {
        job.world.sandbox().fault(fault("POST", "**/notes", harm, 1));
        let ran = job.run(&comment).await;
        let document: Value = serde_json::from_str(&ran.stdout).unwrap();
        assert_eq!((ran.code, &document["done"]), (1, &Value::from(done)), "{ran:?}");
        job.world.sandbox().clear_faults();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_each_time_is_a_note_each_time() {
    let job = Job::start(DELETES).await;
    job.says("new").await;
    // One that says the same to the minute is not the one whose answer was lost.
    job.world.sandbox().fault(fault("POST", "**/notes", Harm::DropBefore, 1));
    let ran = job.run(&["plan", "--comment", "new", "--max-wait", "0"]).await;
    assert!(ran.code == 1 && ran.stderr.contains("every run posts a note"), "{ran:?}");
    assert_eq!(job.notes().len(), 1);
    job.says("new").await;
    assert_eq!(job.notes().len(), 2);
    job.says("update").await;
    assert_eq!(job.notes().len(), 1, "one place, one note");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_root_and_every_shard_has_a_note() {
    let job = Job::start(DELETES).await;
    assert_eq!(job.run(&["plan", "--out", "plan.json"]).await.code, 0);
    let plan = std::fs::read_to_string(job.world.folder().join("plan.json")).unwrap();
    let mut plan: Value = serde_json::from_str(&plan).unwrap();
    for shard in ["1/2", "2/2"] {
        plan["shard"] = shard.into();
        job.world.write("shard.json", &plan.to_string());
        for _ in 0..2 {
            let ran = job.run(&["comment", "--plan", "shard.json"]).await;
            assert_eq!(ran.code, 0, "{ran:?}");
        }
    }
    let folder = job.world.folder().join("infra");
    job.world.write("infra/labwright.yaml", "version: 1\n");
    let whole = folder.join("labwright.yaml");
    for root in ["infra", "./infra/", "infra/labwright.yaml", whole.to_str().unwrap()] {
        let ran = job.run(&["comment", "--plan", "plan.json", "-c", root]).await;
        assert_eq!(ran.code, 0, "{ran:?}");
    }
    let heads = job.notes().into_iter().map(|it| it.body.lines().nth(1).unwrap().to_owned());
    let heads: Vec<String> = heads.map(|it| it.split(':').next().unwrap().to_owned()).collect();
    let [one, two] = ["1/2", "2/2"].map(|it| format!("### labwright plan (shard {it})"));
    assert_eq!(heads, [one, two, "### labwright plan of `infra`".to_owned()]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_merge_request_of_a_fork_is_in_its_own_project() {
    let mut job = Job::start(DELETES).await;
    let fork = job.world.sandbox().world().project_at("fork/config").unwrap().to_string();
    job.set("CI_PROJECT_ID", &fork);
    job.says("update").await;
    assert_eq!((job.notes().len(), job.notes_of("fork/config", 1).len()), (1, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_merged_result_is_told_by_the_head_of_its_merge_request() {
    let mut job = Job::start(DELETES).await;
    job.set("CI_COMMIT_SHA", "a91957a858320c0e17f3a0eca7cfacbff50ea29a");
    job.set("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", HEAD);
    job.says("update").await;
    assert!(job.note().body.contains("— `141be971`"), "{}", job.note().body);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gitlab_of_the_pipeline_may_be_another_than_that_of_the_plan() {
    let mut job = Job::start(DELETES).await;
    let other = Job::start(NOTHING).await;
    let url = other.world.sandbox().url();
    job.set("CI_API_V4_URL", &format!("{url}/api/v4"));
    job.set("CI_SERVER_URL", &url);
    job.set("LABWRIGHT_REVIEW_TOKEN", "sandbox-next-token");
    job.says("update").await;
    assert_eq!((job.notes().len(), other.author(&other.note())), (0, "next".to_owned()));
    let told = other.world.exchanges().into_iter().all(|it| it.user.as_deref() == Some("next"));
    assert!(told && !other.world.exchanges().is_empty(), "the token of the plan went nowhere else");
    job.set("LABWRIGHT_REVIEW_TOKEN", "");
    other.world.take_exchanges();
    job.says("update").await;
    assert!(other.world.exchanges().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn flags_and_branch_pipelines_name_a_merge_request_too() {
    let mut job = Job::start(DELETES).await;
    job.set("CI_MERGE_REQUEST_IID", "");
    job.set("CI_OPEN_MERGE_REQUESTS", "acme/config!1");
    job.says("update").await;
    assert_eq!(job.notes().len(), 1);
    let flags = ["--merge-request", "1", "--project", "fork/config", "--commit", "abcdef12"];
    job.set("LABWRIGHT_REVIEW_TOKEN", "sandbox-admin-token");
    let ran = job.run(&[&["plan", "--comment", "update"], &flags[..]].concat()).await;
    assert_eq!(ran.code, 0, "{ran:?}");
    let notes = job.notes_of("fork/config", 1);
    assert!(notes[0].body.contains("— `abcdef12`"), "{}", notes[0].body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_with_problems_says_them() {
    let job = Job::start("external_status_checks: [{ name: Scan, external_url: 'https://a.example.com', protected_branches: [none] }]").await;
    let ran = job.run(&["plan", "--comment", "update"]).await;
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(job.note().body.contains("**Problems**"), "{}", job.note().body);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_name_says_is_not_done() {
    // A file cannot hold a name with line breaks; GitLab can.
    let job = Job::start("external_status_checks: { prune: true, items: [{ name: /close, external_url: 'https://b.example.com' }] }").await;
    for mode in ["update", "thread", "new"] {
        let ran = job.run(&["plan", "--comment", mode]).await;
        let noted = |name: &str| job.notes().iter().any(|it| it.body.contains(name));
        assert!(noted("checks//close") && noted(r"/close\n/close"), "{ran:?} {:?}", job.notes());
        let path = "/projects/acme%2Fconfig/merge_requests/1";
        assert_eq!(job.world.send("GET", path, Value::Null).await.body["state"], "opened");
    }
    // It would have been done elsewhere.
    let path = "/projects/acme%2Fconfig/merge_requests/1/notes";
    job.world.send("POST", path, serde_json::json!({ "body": "a\n/close" })).await;
    let path = "/projects/acme%2Fconfig/merge_requests/1";
    assert_eq!(job.world.send("GET", path, Value::Null).await.body["state"], "closed");
}

#[tokio::test(flavor = "multi_thread")]
async fn output_for_programs_is_one_document() {
    let job = Job::start(DELETES).await;
    let ran = job.run(&["plan", "--comment", "update", "-o", "json", "--out", "plan.json"]).await;
    assert_eq!(ran.json()["summary"]["delete"], 1);
    let ran = job.run(&["comment", "--plan", "plan.json", "-o", "json"]).await;
    let said = ran.json();
    assert_eq!((&said["done"], &said["deleted"]), (&Value::from("unchanged"), &Value::from(0)));
    assert!(said["url"].as_str().unwrap().contains("merge_requests/1#note_"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_writes_only_what_the_flag_asks_for() {
    let job = Job::start(DELETES).await;
    for arguments in [&["plan"][..], &["plan", "--comment", "none"]] {
        assert_eq!(job.run(arguments).await.code, 0);
        assert_eq!(job.writes(), Vec::<String>::new());
    }
    job.says("thread").await;
    job.asks_for(NOTHING);
    job.says("thread").await;
    let below = |it: &String| it.contains(" /projects/") && it.contains("/merge_requests/1/");
    let writes = job.writes();
    assert!(writes.len() == 3 && writes.iter().all(below), "{writes:?}");
}
