//! What the table cannot say: waits, what stops an apply, and lost answers of every kind of call.

use std::time::{Duration, Instant};

use labwright::sandbox::{Fault, Harm};
use serde_json::Value;

use super::support::World;

const DELIVERY: &str = "
projects:
  - path: acme/api
    settings: { merge_pipelines_enabled: true, merge_trains_enabled: true }
    commits: [a91957a858320c0e17f3a0eca7cfacbff50ea29a, 141be9714669a4c1ccaa013c6a7f3e462ff2a40f]
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
    external_status_checks: [{ name: A, external_url: 'https://a.example.com' }]
    merge_requests:
      - { iid: 1, source_branch: green, pipeline: success }
      - { iid: 2, source_branch: slow, pipeline: running }
";

const DELIVERED: &str = "
version: 1
projects:
  acme/api:
    merge_requests: [{ iid: 1, status_checks: [{ name: A, status: passed }] }]
    deployments:
      - { environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: STATUS }
    merge_trains: [{ merge_request: 1 }, { merge_request: 2 }]
";

async fn world(seed: &str, files: &str) -> World {
    let world = World::start(seed).await;
    world.write("labwright.yaml", files);
    world
}

fn sent(world: &World, method: &str) -> usize {
    world.exchanges().iter().filter(|it| it.method == method).count()
}

fn said(output: &std::process::Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}

/// Remarks of all steps, all of which have to be done; afterwards nothing is left to do.
async fn remarks(world: &World) -> Vec<String> {
    let report = world.converge().await.to_json();
    let results = report["results"].as_array().cloned().unwrap_or_default();
    results.iter().filter_map(|it| it["message"].as_str().map(str::to_owned)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_posted_is_looked_for_when_its_answer_is_lost() {
    for (harm, calls) in [(Harm::DropAfter, 4), (Harm::DropBefore, 6)] {
        let world = world(DELIVERY, &DELIVERED.replace("STATUS", "success")).await;
        for path in [
            "**/status_check_responses",
            "**/deployments",
            "**/merge_trains/merge_requests/1",
            "**/merge_trains/merge_requests/2",
        ] {
            world.sandbox().fault(Fault::new("POST", path, harm.clone()));
        }
        let report = world.apply(world.plan().await).await;
        assert_eq!(report.entries.len(), 4);
        for (at, entry) in report.entries.iter().enumerate() {
            let told = entry.told(at + 1);
            // A place on a train there is once; a deployment or an answer to a check would be there twice.
            let (outcome, message) = match harm {
                Harm::DropAfter => ("done", "the response was lost, but the call took effect"),
                _ if entry.address.kind() == "merge_trains" => {
                    ("done", "the first response was lost")
                }
                _ => ("unknown", "POST"),
            };
            assert!(told.outcome == outcome && told.message.starts_with(message), "{told:?}");
        }
        assert_eq!(sent(&world, "POST"), calls);
        world.converge().await;
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_that_was_repeated_and_refused_because_it_was_made_is_done() {
    let world = world(DELIVERY, &DELIVERED.replace("STATUS", "running")).await;
    world.converge().await;
    world.write("labwright.yaml", &DELIVERED.replace("STATUS", "success"));
    world.sandbox().fault(Fault::new("PUT", "**/deployments/*", Harm::DropAfter));
    world.take_exchanges();
    let remarks = remarks(&world).await;
    assert_eq!(remarks, ["the response was lost, but the call took effect"]);
    let puts: Vec<_> = world.exchanges().into_iter().filter(|it| it.method == "PUT").collect();
    assert_eq!(puts.iter().map(|it| it.status).collect::<Vec<_>>(), [200, 400]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_id_of_what_was_made_without_an_answer_is_learnt() {
    let files = "
version: 1
projects:
  acme/api:
    protected_branches: [{ name: stable }]
    external_status_checks: [{ name: A, external_url: 'https://a.example.com', protected_branches: [stable] }]
";
    let world = world("projects: [{ path: acme/api }]", files).await;
    world.sandbox().fault(Fault::new("POST", "**/protected_branches", Harm::DropAfter));
    let remarks = remarks(&world).await;
    assert_eq!(remarks, ["the response was lost, but the call took effect", ""]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_whose_change_cannot_be_seen_stays_unknown() {
    let seed = "projects: [{ path: acme/api, external_status_checks: [{ name: A, external_url: 'https://a.example.com', shared_secret: old }] }]";
    let files = "
version: 1
projects:
  acme/api:
    external_status_checks: [{ name: A, external_url: 'https://a.example.com', shared_secret: { env: NEW } }]
";
    let mut world = world(seed, files).await;
    world.secret("NEW", "canary-of-a-new-secret");
    world.sandbox().fault(Fault::new("PUT", "**", Harm::DropAfter).always());
    let output = world.run(&["apply", "-y", "--rotate-secrets", "--max-wait", "0", "-vvv"]).await;
    let text = said(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("does not return `shared_secret`"), "{text}");
    assert!(text.contains("unknown") && !text.contains("canary"), "{text}");
    world.finish();
}

const CHECKS: &str = "
version: 1
projects:
  acme/api:
    external_status_checks:
      - { name: A, external_url: 'https://a.example.com' }
      - { name: B, external_url: 'https://b.example.com' }
      - { name: C, external_url: 'https://c.example.com' }
      - { name: D, external_url: 'https://d.example.com' }
";

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_ends_in_the_middle_of_an_apply_stops_it_at_once() {
    // Once in the words for an ended token, and once in those for a token that GitLab does not know.
    for ended in [
        &[("POST", Harm::Revoked)][..],
        &[("POST", Harm::Unauthorized), ("GET", Harm::Unauthorized)],
    ] {
        let world = world("projects: [{ path: acme/api }]", CHECKS).await;
        let plan = world.plan().await;
        for (method, harm) in ended {
            let from = if *method == "POST" { 2 } else { 1 };
            world.sandbox().fault(Fault::new(method, "**", harm.clone()).from(from).always());
        }
        let report = world.apply(plan).await;
        let counts = report.counts();
        assert_eq!((counts.done, counts.failed, counts.not_started), (1, 1, 2), "{report:?}");
        assert!(report.stopped.as_ref().is_some_and(|it| it.contains("401")), "{report:?}");
        assert_eq!(sent(&world, "POST"), 2);
        world.sandbox().clear_faults();
        world.converge().await;
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_that_is_missing_for_one_call_does_not_stop_the_others() {
    let world = world("projects: [{ path: acme/api }]", CHECKS).await;
    let plan = world.plan().await;
    world.sandbox().fault(Fault::new("POST", "**", Harm::Unauthorized).from(2));
    let report = world.apply(plan).await;
    assert_eq!((report.counts().done, report.counts().failed), (3, 1), "{report:?}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wait_is_as_long_as_max_wait_allows_and_no_longer() {
    let world = world("projects: [{ path: acme/api }]", CHECKS).await;
    let throttle = Harm::Throttle { retry_after: Some(2), as_date: false, json: false };
    world.sandbox().fault(Fault::new("GET", "**/external_status_checks", throttle));
    let output = world.run(&["plan", "--max-wait", "1"]).await;
    // Without the frame and the line breaks of a drawn problem.
    let text = said(&output).replace('│', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(
        text.contains("asks for a wait of 2 s, more than the 1 s") && text.contains("--max-wait"),
        "{text}"
    );
    for wrong in ["-1", "86401", "soon"] {
        assert_eq!(world.run(&["plan", "--max-wait", wrong]).await.status.code(), Some(3));
    }
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_that_is_nearly_used_up_slows_all_down_and_is_said_once() {
    let world = world("projects: [{ path: acme/api }]", CHECKS).await;
    let quota = Harm::Quota { limit: 60, remaining: 29, reset: 2 };
    world.sandbox().fault(Fault::new("GET", "**", quota.clone()).always());
    world.sandbox().fault(Fault::new("POST", "**", quota).always());
    let began = Instant::now();
    let output = world.run(&["apply", "-y"]).await;
    let text = said(&output);
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert_eq!(text.matches("rate limit is nearly used up (29 of 60").count(), 1, "{text}");
    // Five calls after the first, 33 to 67 ms apart.
    assert!(began.elapsed() > Duration::from_millis(150), "{:?}", began.elapsed());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sandbox_takes_faults_from_a_file_and_refuses_what_it_does_not_know() {
    let world = World::start("").await;
    world.write("faults.yaml", "- { path: /hooks, do: explode }\n");
    let output =
        world.run(&["sandbox", "--listen", "127.0.0.1:0", "--faults", "faults.yaml"]).await;
    let text = said(&output);
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert!(text.contains("faults.yaml") && text.contains("explode"), "{text}");
    let output = world.run(&["sandbox", "--listen", "127.0.0.1:0", "--faults", "none.yaml"]).await;
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    world.finish();
}

/// The list of `do` in the documentation is the list of faults.
#[test]
fn every_fault_is_documented() {
    let document = super::table::document(&[]);
    let refused = Fault::parse("- { do: explode }").map(|_| Value::Null);
    let told = refused.err().map(|it| it.to_string()).unwrap_or_default();
    let known = told.split("expected one of ").nth(1).and_then(|it| it.split(" at line").next());
    let names: Vec<_> = known.into_iter().flat_map(|it| it.split(", ")).collect();
    assert!(names.len() > 25, "{told}");
    for name in names {
        assert!(document.contains(&format!("`{name}")), "{name} is not documented");
    }
}
