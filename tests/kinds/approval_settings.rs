//! Approval settings: what a group locks, what its first change turns off, and settings that require others.

use crate::support::World;
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: mia }, { username: dan }]
groups: [{ path: acme, members: { mia: maintainer } }, { path: acme/sub }]
projects: [{ path: acme/sub/api, members: { dan: developer } }]
";

/// A group that locks `allow_author_approval` as false, and what it does not name, but for the committers.
const LOCKS: &str = "
groups: [{ path: acme, approval_settings: { allow_author_approval: false, allow_committer_approval: true } }, { path: acme/sub }]
projects: [{ path: acme/sub/api }]
";

const PROJECT: &str = "/projects/*/merge_request_approval_setting";
const GROUP: &str = "/groups/*/merge_request_approval_setting";

async fn world(seed: &str, file: &str) -> World {
    let world = World::start(seed).await;
    declare(&world, file);
    world
}

fn declare(world: &World, file: &str) {
    world.write("labwright.yaml", &format!("version: 1\n{file}\n"));
}

fn of_project(settings: &str) -> String {
    format!("projects: {{ acme/sub/api: {{ approval_settings: {{ {settings} }} }} }}")
}

fn of_group(settings: &str) -> String {
    format!("groups: {{ acme: {{ approval_settings: {{ {settings} }} }} }}")
}

async fn said(world: &World, arguments: &[&str], code: i32) -> String {
    let output = world.run(arguments).await;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).replace('│', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(code), "{text}");
    text
}

/// The bodies that were sent since the last time.
fn sent(world: &World) -> Vec<Value> {
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| it.body.unwrap_or_default()).collect()
}

/// The value of a setting of the project, as GitLab returns it.
fn replaced(method: &'static str, path: &str, field: &str, with: Value) -> Fault {
    Fault::new(method, path, Harm::Replaced { at: format!("/{field}"), with }).always()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_group_locks_is_a_problem_if_it_differs_and_never_sent() {
    let world = world(LOCKS, &of_project("allow_author_approval: true")).await;
    let text = said(&world, &["apply", "-y"], 1).await;
    for words in [
        "the group `acme` locks `allow_author_approval` as false",
        "`approval_settings` of the group",
        "labwright.yaml:2",
    ] {
        assert!(text.contains(words), "{text}");
    }
    assert!(sent(&world).is_empty());
    // The value that is locked is in sync, and beside it only what differs is sent.
    declare(
        &world,
        &of_project(
            "allow_author_approval: false, retain_approvals_on_push: null, allow_committer_approval: false",
        ),
    );
    said(&world, &["apply", "-y"], 0).await;
    assert_eq!(sent(&world), [json!({ "allow_committer_approval": false })]);
    assert!(world.plan().await.steps().is_empty());
    world.take_exchanges();
}

/// GitLab tells by a word who locks a setting.
#[tokio::test(flavor = "multi_thread")]
async fn who_else_locks_a_setting_is_named() {
    for (from, words) in [
        (json!("instance"), "the instance locks `allow_author_approval` as false"),
        (json!("policy"), "GitLab locks `allow_author_approval` as false"),
        (Value::Null, "GitLab locks `allow_author_approval` as false"),
    ] {
        let world = world(SEED, &of_project("allow_author_approval: true")).await;
        let with = json!({ "value": false, "locked": true, "inherited_from": from });
        world.sandbox().fault(replaced("GET", PROJECT, "allow_author_approval", with));
        let text = said(&world, &["plan"], 1).await;
        assert!(text.contains(words), "{text}");
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_cannot_be_read_is_not_the_absence_of_one() {
    for with in [
        json!({ "value": false, "locked": "no", "inherited_from": null }),
        json!({ "value": false, "inherited_from": null }),
        json!({ "value": null, "locked": false, "inherited_from": null }),
        json!(false),
        json!([{}]),
    ] {
        let world = world(SEED, &of_project("allow_author_approval: true")).await;
        world.sandbox().fault(replaced("GET", PROJECT, "allow_author_approval", with.clone()));
        let plan = world.plan().await;
        assert!(plan.steps().is_empty() && !plan.problems.is_empty(), "{with}: {plan:?}");
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_change_of_a_group_sends_what_stays() {
    let world = world(SEED, &of_group("allow_author_approval: false")).await;
    let text = said(&world, &["plan"], 0).await;
    for words in [
        "# the first change: GitLab turns off what it omits, and locks `selective_code_owner_removals` as false in the group's projects",
        "allow_author_approval true -> false",
        "allow_committer_approval true, sent again",
        "require_reauthentication_to_approve false, sent again",
    ] {
        assert!(text.contains(words), "{text}");
    }
    said(&world, &["apply", "-y"], 0).await;
    let all = json!({
        "allow_author_approval": false,
        "allow_committer_approval": true,
        "allow_overrides_to_approver_list_per_merge_request": true,
        "retain_approvals_on_push": true,
        "require_reauthentication_to_approve": false,
    });
    assert_eq!(sent(&world), [all]);
    // Later changes are sent alone.
    declare(&world, &of_group("allow_author_approval: null"));
    said(&world, &["apply", "-y"], 0).await;
    assert_eq!(sent(&world), [json!({ "allow_author_approval": true })]);
    world.take_exchanges();
}

/// A group that does not exist yet gets GitLab's defaults, which the first change would turn off, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_group_keeps_the_defaults() {
    let file = "groups: { fresh: { create: true, approval_settings: { allow_author_approval: false } } }
projects: { fresh/api: { create: true, approval_settings: { selective_code_owner_removals: true } } }";
    let world = world(SEED, file).await;
    let text = said(&world, &["plan"], 1).await;
    assert!(text.contains("requires `retain_approvals_on_push: true`"), "{text}");
    declare(&world, file.lines().next().unwrap());
    said(&world, &["apply", "-y"], 0).await;
    let all = json!({
        "allow_author_approval": false,
        "allow_committer_approval": true,
        "allow_overrides_to_approver_list_per_merge_request": true,
        "retain_approvals_on_push": true,
        "require_reauthentication_to_approve": false,
    });
    assert_eq!(sent(&world).last(), Some(&all));
    assert!(world.plan().await.steps().is_empty());
    world.take_exchanges();
}

/// What is locked belongs to the group.
#[tokio::test(flavor = "multi_thread")]
async fn an_export_leaves_out_what_is_locked() {
    let world = world(LOCKS, "").await;
    let text =
        said(&world, &["export", "--group", "acme", "--project", "acme/sub/api", "--all"], 0).await;
    let (group, project) = text.split_once("projects:").expect(&text);
    assert!(group.contains("allow_author_approval: false"), "{text}");
    assert!(project.contains("allow_committer_approval: true"), "{text}");
    assert!(!project.contains("allow_author_approval"), "{text}");
    world.take_exchanges();
}

/// What is sent again is checked like what changes.
#[tokio::test(flavor = "multi_thread")]
async fn a_switch_that_the_first_change_turns_off_is_a_failure() {
    let world = world(SEED, &of_group("allow_author_approval: false")).await;
    let at = "/retain_approvals_on_push".to_owned();
    world.sandbox().fault(Fault::new("PUT", GROUP, Harm::Ignores { at }));
    let text = said(&world, &["apply", "-y"], 1).await;
    assert!(
        text.contains("`retain_approvals_on_push`: sent true, but GitLab returned false"),
        "{text}"
    );
    world.take_exchanges();
}

/// GitLab answers 200, and keeps the value for later.
#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_comes_after_the_plan_is_a_failure_that_says_so() {
    let world = world(SEED, &of_project("allow_author_approval: true")).await;
    let plan = world.plan().await;
    let with = json!({ "value": false, "locked": true, "inherited_from": "group" });
    world.sandbox().fault(replaced("PUT", PROJECT, "allow_author_approval", with));
    let report = world.apply(plan).await;
    let text = format!("{:#}", report.to_json());
    assert!(text.contains("GitLab silently ignores values other than those"), "{text}");
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn selective_removals_require_that_other_approvals_stay() {
    let world = world(SEED, "").await;
    let both = "selective_code_owner_removals: true, retain_approvals_on_push: ";
    declare(&world, &of_project(&format!("{both}false")));
    let text = said(&world, &["validate"], 3).await;
    assert!(text.contains("requires `retain_approvals_on_push: true`"), "{text}");
    // A new project does not retain them.
    for other in ["selective_code_owner_removals: true", &format!("{both}null")] {
        declare(&world, &of_project(other));
        let text = said(&world, &["plan"], 1).await;
        assert!(text.contains("requires `retain_approvals_on_push: true`"), "{text}");
    }
    declare(&world, &of_project(&format!("{both}true")));
    said(&world, &["apply", "-y"], 0).await;
    declare(&world, &of_project("retain_approvals_on_push: false"));
    let text = said(&world, &["plan"], 1).await;
    assert!(text.contains("`selective_code_owner_removals: false`"), "{text}");
    declare(
        &world,
        &of_project("selective_code_owner_removals: false, retain_approvals_on_push: false"),
    );
    world.take_exchanges();
    said(&world, &["apply", "-y"], 0).await;
    assert_eq!(sent(&world).len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_that_loosens_approvals_is_marked() {
    let tight = "allow_author_approval: false, allow_committer_approval: false, \
         allow_overrides_to_approver_list_per_merge_request: false, retain_approvals_on_push: true, \
         selective_code_owner_removals: true, require_reauthentication_to_approve: true";
    let loose = "allow_author_approval: true, allow_committer_approval: true, \
         allow_overrides_to_approver_list_per_merge_request: true, \
         selective_code_owner_removals: false, require_reauthentication_to_approve: false";
    let world = world(SEED, &of_project(tight)).await;
    let marked = async |file: &str| {
        declare(&world, &of_project(file));
        let plan = world.plan().await.to_json();
        let changes = plan["steps"][0]["changes"].as_array().unwrap().clone();
        (changes.iter().filter(|it| it["loosens"] == true).count(), changes.len())
    };
    // A project that is new does not retain approvals, which is stricter.
    assert_eq!(marked(tight).await, (1, 5));
    said(&world, &["apply", "-y"], 0).await;
    assert_eq!(marked(loose).await, (5, 5));
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_group_does_not_have_is_refused_with_what_to_do() {
    let world = world(SEED, "").await;
    for (file, words) in [
        (of_group("selective_code_owner_removals: false"), "set it in each project"),
        (of_group("require_password_to_approve: true"), "require_reauthentication_to_approve"),
        (of_project("reset_approvals_on_push: true"), "the opposite as `retain_approvals_on_push`"),
        (of_group("allow_author_approval: true").replace("acme", "acme/sub"), "top-level group"),
    ] {
        declare(&world, &file);
        let text = said(&world, &["validate"], 3).await;
        assert!(text.contains(words) && text.contains("labwright.yaml:2"), "{file}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_that_is_too_low_is_named() {
    for (user, file, words) in [
        ("dan", of_project("allow_author_approval: true"), "the Maintainer role"),
        ("mia", of_group("allow_author_approval: false"), "the Owner role"),
    ] {
        let mut world = world(SEED, &file).await;
        world.secret("GITLAB_TOKEN", &format!("sandbox-{user}-token"));
        let text = said(&world, &["plan"], 1).await;
        assert!(text.contains("GitLab Premium") && text.contains(words), "{text}");
        world.finish();
    }
}

/// What both files say is compared without asking GitLab.
#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_a_declared_group_locks_is_a_problem_offline() {
    let groups = |settings: &str| {
        format!(
            "groups:\n  acme: {{ approval_settings: {{ {settings} }} }}\nprojects:\n  acme/sub/api: {{ approval_settings: {{ allow_author_approval: true, require_reauthentication_to_approve: false }} }}\n"
        )
    };
    let text = "allow_author_approval: false, require_reauthentication_to_approve: true";
    let world = world(SEED, &groups(text)).await;
    let text = said(&world, &["validate"], 3).await;
    for words in [
        "the group `acme` locks `allow_author_approval` as false",
        "the group `acme` locks `require_reauthentication_to_approve` as true",
        "locked here",
        "labwright.yaml:3",
        "labwright.yaml:5",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // What does not lock, and what is in another group, is no conflict.
    for files in [
        groups("allow_author_approval: true, require_reauthentication_to_approve: false"),
        groups("allow_committer_approval: false"),
        groups("allow_author_approval: false").replace("acme/sub/api", "acmes/api"),
        groups("allow_author_approval: false")
            .replace("author_approval: true", "author_approval: false"),
    ] {
        declare(&world, &files);
        said(&world, &["validate"], 0).await;
    }
    world.finish();
}
