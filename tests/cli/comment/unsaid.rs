//! Where nothing can be said, the log of the job says it, with the reason, and the plan ends as it would have.

use labwright::sandbox::{Fault, Harm, Times};
use serde_json::Value;

use super::job::{DELETES, Job, Ran};

/// A plan with changes that could not be said: what it would have said is in the log, and nothing else is another.
async fn unsaid(job: &Job, why: &str) {
    let unsaid = |ran: &Ran| {
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        let told = said.contains("note: the comment was not posted: ")
            && ran.stderr.contains("\n### labwright plan: 1 to delete, 0 unchanged")
            && said.contains(why);
        assert!(told, "{why}: {ran:?}");
    };
    let ran = job
        .run(&["plan", "--comment", "update", "--detailed-exitcode", "--out", "plan.json"])
        .await;
    assert_eq!(ran.code, 2, "{ran:?}");
    unsaid(&ran);
    let ran = job.run(&["comment", "--plan", "plan.json", "-o", "json"]).await;
    assert_eq!((ran.code, ran.json()["done"].as_str()), (0, Some("none")), "{ran:?}");
    assert!(ran.json()["why"].is_string());
    unsaid(&ran);
    let refused = |it: &String| it.starts_with("POST");
    let notes = job.world.sandbox().world().project("acme/config").unwrap().notes.len();
    assert!(notes == 0 && job.writes().iter().all(refused));
}

#[tokio::test(flavor = "multi_thread")]
async fn for_want_of_a_place_or_of_rights_nothing_fails() {
    for (variables, why) in [
        (&[("CI_MERGE_REQUEST_IID", "")][..], "the environment does not name a merge request"),
        (&[("CI_MERGE_REQUEST_IID", "99")], "GitLab answered 404"),
        (&[("CI_MERGE_REQUEST_IID", "2")], "!2 is closed: reopen it"),
        (&[("CI_MERGE_REQUEST_PROJECT_ID", "99")], "LABWRIGHT_REVIEW_TOKEN"),
        (&[("LABWRIGHT_REVIEW_TOKEN", "read-only")], "a token with the api scope"),
        (&[("LABWRIGHT_REVIEW_TOKEN", "unknown")], "GitLab answered 401"),
        (&[("LABWRIGHT_REVIEW_TOKEN", "glcbt-64_x")], "a CI/CD job token"),
        (
            &[("LABWRIGHT_REVIEW_TOKEN", "sandbox-out-token"), ("CI_MERGE_REQUEST_IID", "4")],
            "GitLab answered 403",
        ),
        (
            &[
                ("LABWRIGHT_REVIEW_TOKEN", ""),
                ("CI_API_V4_URL", "https://gitlab.example.com/api/v4"),
            ],
            "no token for https://gitlab.example.com, the server of the merge request",
        ),
    ] {
        let mut job = Job::start(DELETES).await;
        for (name, value) in variables {
            job.set(name, value);
        }
        unsaid(&job, why).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_token_of_its_own_the_plans_token_says_it() {
    let mut job = Job::start(DELETES).await;
    job.set("LABWRIGHT_REVIEW_TOKEN", "");
    job.says("update").await;
    assert_eq!(job.author(&job.note()), "root");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failure_of_gitlab_is_one() {
    let unknown = "error: labwright cannot determine whether the comment was posted";
    for (harm, lead, why, done) in [
        (Harm::Crash, "error: the comment was not posted", "GitLab answered 500", "none"),
        (Harm::DropBefore, unknown, "the connection to", "unknown"),
    ] {
        let job = Job::start(DELETES).await;
        let times = Times::Always;
        let (method, path) = (Some("POST".to_owned()), "**/notes".to_owned());
        job.world.sandbox().fault(Fault { method, path, from: 1, times, harm });
        let ran = job
            .run(&["plan", "--comment", "update", "--detailed-exitcode", "--out", "plan.json"])
            .await;
        assert_eq!(ran.code, 1, "{ran:?}");
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(lead) && said.contains(why), "{ran:?}");
        assert!(ran.stderr.contains("### labwright plan"));
        let ran = job.run(&["comment", "--plan", "plan.json", "-o", "json"]).await;
        assert_eq!((ran.code, ran.json()["done"].as_str()), (1, Some(done)), "{ran:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn variables_that_lie_are_told_before_anything_is_read() {
    let mut job = Job::start(DELETES).await;
    job.set("CI_MERGE_REQUEST_IID", "four");
    for arguments in
        [&["plan", "--comment", "update"][..], &["plan", "--comment", "new", "-o", "json"]]
    {
        let ran = job.run(arguments).await;
        assert!(ran.code == 3 && ran.stderr.contains("use --merge-request N"), "{ran:?}");
        assert!(job.world.exchanges().is_empty());
        assert!(arguments.len() == 3 || ran.json()["problems"][0]["message"].is_string());
    }
    assert_eq!(job.run(&["plan"]).await.code, 0, "nobody asked for a comment");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_no_plan_is_told() {
    let job = Job::start(DELETES).await;
    job.world.write("old.json", "{\"format\": 99}");
    job.world.write("cut.json", "{\"format\": 1, \"steps\": [");
    for (file, why) in [
        ("none.json", "cannot read the plan file"),
        ("old.json", "has format 99"),
        ("cut.json", "not a complete plan file"),
    ] {
        let ran = job.run(&["comment", "--plan", file, "-o", "json"]).await;
        let said = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(ran.code == 3 && said.contains(why), "{ran:?}");
        assert_ne!(ran.json()["problems"], Value::Null);
        assert!(job.world.exchanges().is_empty());
    }
}
