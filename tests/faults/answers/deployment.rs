//! `apply --record-deployment`, over every way in which an apply and an environment can be.

use labwright::sandbox::{Fault, Harm, Loss};
use serde_json::{Value, json};

use crate::answers::{Ran, run, terminate, writes};
use crate::support::World;

const SHA: &str = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";
const OTHER: &str = "141be9714669a4c1ccaa013c6a7f3e462ff2a40f";

const SEED: &str = "
users: [{ username: dev }, { username: rep }]
projects:
  - id: 7
    path: acme/config
    members: { dev: developer, rep: reporter }
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
    tags: { v1.2: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
    environments:
      - { name: gitlab/prod, tier: other }
      - { name: live }
      - { name: guarded }
    protected_environments: [{ name: guarded, deploy: [maintainer] }]
    commit_messages: { 141be9714669a4c1ccaa013c6a7f3e462ff2a40f: Earlier }
    deployments:
      - { environment: gitlab/prod, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }
  - path: acme/api
    external_status_checks: [{ name: Old, external_url: 'https://old.example.com' }]
";

const CREATES: &str = "protected_branches: [{ name: release }, { name: next }]";

/// The variables of a job on the default branch, as GitLab sets them.
const MAIN: &[(&str, &str)] = &[
    ("GITLAB_CI", "true"),
    ("NO_COLOR", "1"),
    ("CI_PROJECT_ID", "7"),
    ("CI_PROJECT_PATH", "acme/config"),
    ("CI_COMMIT_SHA", SHA),
    ("CI_COMMIT_REF_NAME", "main"),
    ("CI_COMMIT_BRANCH", "main"),
    ("CI_NODE_TOTAL", "1"),
];

fn but<'a>(others: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    MAIN.iter().chain(others).copied().collect()
}

async fn world(wants: &str) -> World {
    let world = World::start(SEED).await;
    declare(&world, wants);
    world
}

fn declare(world: &World, wants: &str) {
    let text = format!("version: 1\nprojects: {{ acme/api: {{ {wants} }} }}\n");
    world.write("labwright.yaml", &text);
}

async fn apply(world: &World, variables: &[(&str, &str)], more: &[&str]) -> Ran {
    let arguments = [&["apply", "--auto-approve", "--record-deployment"], more].concat();
    run(world, variables, &arguments).await
}

/// The deployments to an environment: how they stand, of which commit, ref, and whether that is a tag.
fn rows(world: &World, environment: &str) -> Vec<(String, String, String, bool)> {
    let state = world.sandbox().world();
    let project = state.project("acme/config").unwrap();
    let named = project.environments.values().find(|it| it.name == environment);
    let id = named.map(|it| it.id);
    let all = project.deployments.values().filter(|it| Some(it.environment) == id);
    all.map(|it| (it.status.clone(), it.sha.clone(), it.reference.clone(), it.tag)).collect()
}

fn row(status: &str) -> (String, String, String, bool) {
    (status.to_owned(), SHA.to_owned(), "main".to_owned(), false)
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_running_before_the_first_write_and_a_success_after_the_last() {
    let world = world(CREATES).await;
    let ran = apply(&world, MAIN, &["config"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.said.contains("projects/acme/config/deployments/config"), "{}", ran.all());
    assert!(ran.said.contains("of a91957a8 (main): success"), "{}", ran.all());
    let made = writes(&world);
    assert_eq!(made.first().unwrap(), "POST /projects/acme%2Fconfig/deployments", "{made:?}");
    assert!(
        made.last().unwrap().starts_with("PUT /projects/acme%2Fconfig/deployments/"),
        "{made:?}"
    );
    assert_eq!(made.len(), 4);
    assert_eq!(rows(&world, "config"), [row("success")]);
    // The same job again: nothing is to do, and it is recorded.
    let ran = apply(&world, MAIN, &["config"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.said.contains("a91957a8 (main) is already recorded as success"), "{}", ran.all());
    // And where something was changed by hand since, the record of the commit stays what it is.
    world.send("DELETE", "/projects/acme%2Fapi/protected_branches/next", Value::Null).await;
    let ran = apply(&world, MAIN, &["config"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(rows(&world, "config"), [row("success")]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_with_nothing_to_do_is_what_the_environment_has_now() {
    let world = world("protected_branches: [{ name: main }]").await;
    let ran = apply(&world, MAIN, &["gitlab/prod"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(writes(&world), ["POST /projects/acme%2Fconfig/deployments"]);
    let earlier = ("success".to_owned(), OTHER.to_owned(), "main".to_owned(), false);
    assert_eq!(rows(&world, "gitlab/prod"), [earlier, row("success")]);
    let ran = apply(&world, MAIN, &["gitlab/prod"]).await;
    assert_eq!((ran.code, writes(&world).len()), (0, 1), "{}", ran.all());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_apply_is_recorded_as_failed_and_the_next_one_anew() {
    let world = world(CREATES).await;
    let path = "/projects/acme%2Fapi/protected_branches";
    world.sandbox().fault(Fault::new("POST", path, Harm::Forbidden).always());
    let ran = apply(&world, MAIN, &["config"]).await;
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(ran.said.contains("(main): failed"), "{}", ran.all());
    assert_eq!(rows(&world, "config"), [row("failed")]);
    world.sandbox().clear_faults();
    assert_eq!(apply(&world, MAIN, &["config"]).await.code, 0);
    assert_eq!(rows(&world, "config"), [row("failed"), row("success")]);
    // What cannot be planned leaves the commit applied in part; it is told once.
    declare(&world, "protected_branches: [{ name: x, allowed_to_push: [{ user: nobody }] }]");
    for _ in 0..2 {
        assert_eq!(apply(&world, MAIN, &["config"]).await.code, 1);
        assert_eq!(rows(&world, "config"), [row("failed"), row("success"), row("failed")]);
    }
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_applied_is_not_recorded() {
    let world = world("external_status_checks: { prune: true, items: [] }").await;
    let environment = ["apply", "--record-deployment", "config"];
    for (more, code) in [
        (&["--dry-run"][..], 0),
        (&[], 3),
        (&["--auto-approve", "--max-deletes", "0"], 5),
        (&["--auto-approve", "--plan", "none.json"], 3),
    ] {
        let ran = run(&world, MAIN, &[&environment[..], more].concat()).await;
        assert_eq!(ran.code, code, "{}", ran.all());
    }
    declare(&world, "protected_brunches: []");
    assert_eq!(apply(&world, MAIN, &["config"]).await.code, 3);
    assert_eq!(writes(&world), [""; 0]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_apply_that_cannot_be_recorded_does_not_begin() {
    let unknown = "0000000000000000000000000000000000000001";
    for (variables, more, told) in [
        (
            but(&[("LABWRIGHT_REVIEW_TOKEN", "sandbox-rep-token")]),
            &["config"][..],
            "requires the Developer role",
        ),
        (
            but(&[("LABWRIGHT_REVIEW_TOKEN", "sandbox-dev-token")]),
            &["guarded"],
            "the right to deploy to it",
        ),
        (but(&[("CI_COMMIT_SHA", unknown)]), &["config"], "is not a commit of"),
        (MAIN.to_vec(), &["config", "--project", "acme/none"], "acme/none does not exist"),
        (MAIN.to_vec(), &["a*b"], "the deployment to `a*b` was not recorded"),
    ] {
        let world = world(CREATES).await;
        let ran = apply(&world, &variables, more).await;
        assert_eq!(ran.code, 1, "{}", ran.all());
        assert!(
            ran.said.contains(told) && ran.said.contains("Nothing was written"),
            "{}",
            ran.all()
        );
        assert!(
            writes(&world).iter().all(|it| it.ends_with("/deployments")),
            "{:?}",
            writes(&world)
        );
        let _ = world.take_exchanges();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_usage_is_told_before_anything_is_sent() {
    let world = world(CREATES).await;
    for (variables, more, told) in [
        (vec![], &["config"][..], "--record-deployment requires a project"),
        (vec![("CI_PROJECT_ID", "7")], &["config"], "is not in a Git checkout"),
        (but(&[("CI_COMMIT_SHA", "main")]), &["config"], "CI_COMMIT_SHA is `main`"),
        (
            but(&[("CI_COMMIT_BRANCH", ""), ("CI_COMMIT_REF_NAME", "")]),
            &["config"],
            "CI_COMMIT_REF_NAME is not",
        ),
        (
            MAIN.to_vec(),
            &["config", "--shard", "1/2"],
            "shard 1/2 cannot record a deployment for the other shards",
        ),
    ] {
        let ran = apply(&world, &variables, more).await;
        assert_eq!(ran.code, 3, "{}", ran.all());
        assert!(ran.said.contains(told), "{}", ran.all());
    }
    assert!(world.exchanges().is_empty());
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_that_the_job_itself_deploys_to_is_left_to_it() {
    let world = world(CREATES).await;
    let own = [("CI_ENVIRONMENT_NAME", "config"), ("CI_ENVIRONMENT_ACTION", "start")];
    let ran = apply(&world, &but(&own), &["config"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert!(ran.said.contains("this job itself deploys to the environment"), "{}", ran.all());
    assert_eq!(rows(&world, "config"), []);
    // One that it only looks at gets no deployment by it.
    let looks = [("CI_ENVIRONMENT_NAME", "config"), ("CI_ENVIRONMENT_ACTION", "verify")];
    assert_eq!(apply(&world, &but(&looks), &["config"]).await.code, 0);
    assert_eq!(apply(&world, &but(&own), &["elsewhere"]).await.code, 0);
    assert_eq!(
        (rows(&world, "config"), rows(&world, "elsewhere")),
        (vec![row("success")], vec![row("success")])
    );
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_counts_as_production_is_warned_of() {
    for (environment, warned) in
        [("live", true), ("gitlab/prod", false), ("config", false), ("new/production", true)]
    {
        let world = world(CREATES).await;
        let ran = apply(&world, MAIN, &[environment]).await;
        assert_eq!(ran.code, 0, "{}", ran.all());
        assert_eq!(ran.said.contains("DORA"), warned, "{environment}: {}", ran.all());
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_is_recorded_as_one_and_a_checkout_tells_what_no_variable_does() {
    let world = world("protected_branches: [{ name: main }]").await;
    let tag =
        but(&[("CI_COMMIT_BRANCH", ""), ("CI_COMMIT_TAG", "v1.2"), ("CI_COMMIT_REF_NAME", "v1.2")]);
    let ran = apply(&world, &tag, &["config"]).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(
        rows(&world, "config"),
        [("success".to_owned(), SHA.to_owned(), "v1.2".to_owned(), true)]
    );
    // A checkout of one's own.
    let git = |arguments: &'static str| {
        let folder = world.folder().to_owned();
        let mut git = std::process::Command::new("git");
        let as_somebody = [
            "-c",
            "user.name=Mia",
            "-c",
            "user.email=mia@example.com",
            "-c",
            "init.defaultBranch=main",
        ];
        git.arg("-C").arg(folder).args(as_somebody).args(arguments.split(' '));
        let output = git.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    git("init --quiet");
    git("add .");
    git("commit --quiet --message=first");
    let sha = git("rev-parse HEAD");
    world.sandbox().world().project_mut("acme/config").unwrap().commits.insert(sha.clone());
    let of = [&["by-hand", "--project", "acme/config"][..]].concat();
    let ran = apply(&world, &[], &of).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    let wanted = |name: &str, tag| ("success".to_owned(), sha.clone(), name.to_owned(), tag);
    assert_eq!(rows(&world, "by-hand"), [wanted("main", false)]);
    git("checkout --quiet --detach");
    let ran = apply(&world, &[], &of).await;
    assert!(ran.code == 3 && ran.said.contains("no branch or tag is checked out"), "{}", ran.all());
    git("tag v1.2");
    let ran = apply(&world, &[], &of).await;
    assert_eq!(ran.code, 0, "{}", ran.all());
    assert_eq!(rows(&world, "by-hand"), [wanted("main", false), wanted("v1.2", true)]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_whose_response_is_lost_is_found() {
    let posts = "/projects/acme%2Fconfig/deployments";
    let puts = "/projects/acme%2Fconfig/deployments/*";
    let late = |answer| Harm::Late { milliseconds: 250, answer };
    for (method, path, harm) in [
        ("POST", posts, Harm::DropAfter),
        ("POST", posts, Harm::CutOff),
        ("POST", posts, Harm::Removed { at: "/id".to_owned() }),
        ("POST", posts, late(Loss::BadGateway)),
        ("POST", posts, late(Loss::Drop)),
        ("PUT", puts, Harm::DropAfter),
        ("PUT", puts, Harm::CutOff),
        ("PUT", puts, Harm::DropBefore),
    ] {
        let world = world(CREATES).await;
        world.sandbox().fault(Fault::new(method, path, harm.clone()));
        let ran = apply(&world, MAIN, &["config"]).await;
        assert_eq!(ran.code, 0, "{method} {harm:?}: {}", ran.all());
        assert_eq!(rows(&world, "config"), [row("success")], "{method} {harm:?}");
        let told = ran.all().contains("running; the response was lost, but the call took effect");
        assert_eq!(told, method == "POST", "{harm:?}: {}", ran.all());
        world.finish();
    }
    // The end cannot be recorded: what was applied is applied, and the next run ends the same row.
    let world = world(CREATES).await;
    world.sandbox().fault(Fault::new("PUT", puts, Harm::Crash).always());
    let ran = apply(&world, MAIN, &["config"]).await;
    assert_eq!(ran.code, 1, "{}", ran.all());
    assert!(
        ran.said.contains("the deployment to `config` was not recorded")
            && ran.out.contains("2 done"),
        "{}",
        ran.all()
    );
    assert_eq!(rows(&world, "config"), [row("running")]);
    world.sandbox().clear_faults();
    assert_eq!(apply(&world, MAIN, &["config"]).await.code, 0);
    assert_eq!(rows(&world, "config"), [row("success")]);
    world.finish();
}

/// An apply that has nothing to do posts its end; one that writes posts its beginning.
#[tokio::test(flavor = "multi_thread")]
async fn a_row_that_may_appear_later_is_not_sent_again_and_the_next_apply_goes_on_with_it() {
    const NOTHING: &str =
        "external_status_checks: [{ name: Old, external_url: 'https://old.example.com' }]";
    const POSTS: &str = "/projects/acme%2Fconfig/deployments";
    let late = |answer| Harm::Late { milliseconds: 1500, answer };
    for (wants, harm) in [
        (CREATES, late(Loss::Drop)),
        (CREATES, Harm::BadGateway),
        (CREATES, Harm::DropBefore),
        (NOTHING, late(Loss::GatewayTimeout)),
        (NOTHING, Harm::DropBefore),
    ] {
        let world = world(wants).await;
        world.sandbox().fault(Fault::new("POST", POSTS, harm.clone()));
        let ran = apply(&world, MAIN, &["config", "--max-wait", "0"]).await;
        assert_eq!(ran.code, 1, "{harm:?}: {}", ran.all());
        for told in [
            "labwright cannot determine whether the deployment to `config` was recorded",
            "not sent again: GitLab would create a second one",
            "Apply again: labwright continues with the deployment",
        ] {
            assert!(ran.said.contains(told), "{harm:?}: {told}: {}", ran.all());
        }
        let posts = || world.exchanges().into_iter().filter(|it| it.method == "POST");
        assert_eq!(posts().filter(|it| it.status != 201).count(), 1, "{harm:?}");
        assert!(posts().all(|it| it.path == POSTS), "nothing was applied");
        if matches!(harm, Harm::Late { .. }) {
            while rows(&world, "config").is_empty() {
                tokio::task::yield_now().await;
            }
        }
        assert_eq!(apply(&world, MAIN, &["config"]).await.code, 0);
        assert_eq!(rows(&world, "config"), [row("success")], "{wants} {harm:?}");
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_apply_is_recorded_as_failed() {
    let world = world(CREATES).await;
    let path = "/projects/acme%2Fapi/protected_branches";
    world.sandbox().fault(Fault::new("POST", path, Harm::StallBefore).always());
    let arguments = ["apply", "--auto-approve", "--record-deployment", "config", "-o", "json"];
    let writing = |world: &World| world.sandbox().arrived("POST") >= 2;
    let ran = terminate(&world, MAIN, &arguments, writing).await;
    assert_eq!(ran.code, 130, "{}", ran.all());
    assert_eq!(rows(&world, "config"), [row("failed")], "{}", ran.all());
    let events: Vec<Value> = ran.out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    let note = events.iter().find(|it| it["event"] == "note").unwrap();
    assert_eq!(note["address"], json!("projects/acme/config/deployments/config"));
    assert!(note["message"].as_str().unwrap().ends_with("(main): failed"), "{note}");
    assert_eq!(events.last().unwrap()["event"], "summary");
    world.finish();
}
