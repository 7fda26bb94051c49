//! What is sent to create projects and groups, and what is not asked before.

use labwright::apply::Outcome;
use labwright::plan::Options;
use labwright::sandbox::{Exchange, Fault, Harm};
use serde_json::{Value, json};

use crate::support::World;

const FILES: &str = "version: 1
groups:
  acme/next:
    create: true
    settings: { visibility: private, description: Fresh }
    labels: [{ name: bug, color: '#d9534f' }]
  acme/next/deep: { create: true }
projects:
  acme/next/deep/api:
    create: { initialize_with_readme: true, default_branch: trunk }
    settings: { merge_method: ff, ci_default_git_depth: 7, description: An API }
    labels: [{ name: urgent, color: '#000000' }]
    variables: [{ key: A, value: b }]
";

/// Method, path, and body of all that was sent that could write.
fn writes(all: &[Exchange]) -> Vec<(String, Value)> {
    let writes = all.iter().filter(|it| it.method != "GET");
    writes
        .map(|it| (format!("{} {}", it.method, it.path), it.body.clone().unwrap_or_default()))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_planned_from_the_outside_in_without_asking_for_what_is_in_it() {
    let world = World::start("groups: [{ path: acme }]").await;
    world.write("labwright.yaml", FILES);
    let plan = world.plan_with(&Options::default()).await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let planned: Vec<String> = plan
        .steps()
        .iter()
        .map(|it| format!("{} {}", it.action.word(), it.order.address))
        .collect();
    assert_eq!(
        planned,
        [
            "create groups/acme/next/group",
            "create groups/acme/next/deep/group",
            "create projects/acme/next/deep/api/project",
            "create groups/acme/next/labels/bug",
            "create projects/acme/next/deep/api/labels/urgent",
            "update projects/acme/next/deep/api/settings",
            "create projects/acme/next/deep/api/variables/A",
        ]
    );
    let asked = world.take_exchanges();
    let mut asked: Vec<&str> = asked.iter().map(|it| it.path.as_str()).collect();
    asked.sort_unstable();
    assert_eq!(
        asked,
        [
            "/api/graphql",
            "/groups",
            "/groups/acme",
            "/groups/acme%2Fnext",
            "/groups/acme%2Fnext%2Fdeep",
            "/metadata",
            // Whether a proxy in front of GitLab decodes slashes.
            "/projects",
            "/projects/acme%2Fnext%2Fdeep%2Fapi",
        ]
    );
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let sent = writes(&world.take_exchanges());
    let made: Vec<_> = sent.iter().take(3).collect();
    let ids = |path: &str| world.sandbox().world().group_at(path);
    assert_eq!(made[0].0, "POST /groups");
    assert_eq!(
        made[0].1,
        json!({
            "name": "next", "path": "next", "parent_id": ids("acme"), "visibility": "private",
            "description": "Fresh",
        })
    );
    assert_eq!(made[1].1, json!({ "name": "deep", "path": "deep", "parent_id": ids("acme/next") }));
    assert_eq!(made[2].0, "POST /projects");
    assert_eq!(
        made[2].1,
        json!({
            "name": "api", "path": "api", "namespace_id": ids("acme/next/deep"),
            "initialize_with_readme": true, "default_branch": "trunk",
            "description": "An API", "merge_method": "ff",
        })
    );
    let later = sent.iter().find(|it| it.0.starts_with("PUT /projects/acme%2Fnext"));
    assert_eq!(later.map(|it| &it.1), Some(&json!({ "ci_default_git_depth": 7 })));
    let rest = world.plan().await;
    assert!(rest.steps().is_empty() && rest.problems.is_empty(), "{:#}", rest.to_json());
}

/// What a plan of these files has problems with.
async fn problems(world: &World, files: &str) -> Vec<String> {
    world.write("labwright.yaml", files);
    let plan = world.plan().await;
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
    let told = plan.problems.told();
    told.iter().map(|it| format!("{} ({})", it.message, it.hint.as_deref().unwrap_or(""))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_group_or_beyond_its_visibility_nothing_is_created() {
    let world = World::start("groups: [{ path: acme, visibility: internal }]").await;
    for (files, expected) in [
        ("projects: { none/api: { create: true } }", "the group `none` does not exist"),
        ("groups: { none/deep: { create: true } }", "the group `none` does not exist"),
        (
            "projects: { acme/api: { create: true, settings: { visibility: public } } }",
            "does not create a project that is public in a group that is internal",
        ),
        (
            "groups: { acme/xy: { create: true, settings: { visibility: public } } }\nprojects: { acme/xy/api: { create: true } }",
            "does not create a group that is public in a group that is internal",
        ),
        ("projects: { acme/api: { labels: [{ name: a, color: '#000000' }] } }", "does not exist"),
        (
            "projects: { acme/api: { create: false, labels: [{ name: a, color: '#000000' }] } }",
            "does not exist",
        ),
    ] {
        let found = problems(&world, &format!("version: 1\n{files}")).await;
        assert!(found.len() == 1 && found[0].contains(expected), "{files}: {found:#?}");
    }
}

/// GitLab keeps no old path of a group, but those of its projects, until another group takes it.
#[tokio::test(flavor = "multi_thread")]
async fn a_rename_is_not_an_absence() {
    let seed = "groups: [{ path: acme }, { path: acme/team }]\nprojects: [{ path: acme/team/api }]";
    let world = World::start(seed).await;
    let rename = json!({ "path": "squad", "name": "squad" });
    assert_eq!(world.send("PUT", "/groups/acme%2Fteam", rename).await.status, 200);
    let label = "labels: [{ name: a, color: '#000000' }]";
    let files = format!(
        "version: 1
groups: {{ acme/team: {{ create: true, {label} }} }}
projects:
  acme/team/api: {{ create: true }}
  acme/team/web: {{ create: true, {label} }}
"
    );
    let found = problems(&world, &files).await;
    let expected = "it looks renamed to acme/squad: projects/acme/team/api is now acme/squad/api";
    assert!(found.len() == 1 && found[0].contains(expected), "{found:#?}");
    assert!(found[0].contains("moved_from: acme/squad"), "{found:#?}");
    // An old path leads to the project, which is not created again.
    let api = format!("version: 1\nprojects: {{ acme/team/api: {{ create: true, {label} }} }}\n");
    world.write("labwright.yaml", &api);
    let plan = world.plan().await;
    let steps: Vec<_> = plan.steps().iter().map(|it| it.order.address.to_string()).collect();
    assert_eq!(steps, ["projects/acme/team/api/labels/a"]);
    let id = world.sandbox().world().group_at("acme/squad").unwrap_or_default();
    assert_eq!(world.send("DELETE", "/groups/acme%2Fsquad", Value::Null).await.status, 202);
    let found = problems(&world, &files).await;
    let expected = "it is not created, because projects/acme/team/api is marked for deletion";
    assert!(found.len() == 2 && found[0].contains(expected), "{found:#?}");
    let restore = format!("glab api -X POST groups/{id}/restore");
    assert!(found.iter().all(|it| it.contains(&restore)), "{found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_marked_for_deletion_is_not_created_and_the_way_back_is_named() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    let id = world.sandbox().world().project_at("acme/api").unwrap_or_default();
    assert_eq!(world.send("DELETE", "/projects/acme%2Fapi", Value::Null).await.status, 202);
    for more in ["", ", labels: [{ name: a, color: '#000000' }]", ", settings: { description: x }"]
    {
        let files = format!("version: 1\nprojects: {{ acme/api: {{ create: true{more} }} }}");
        let found = problems(&world, &files).await;
        let restore = format!("restore it: `glab api -X POST projects/{id}/restore`, or wait");
        assert!(found.len() == 1 && found[0].contains(&restore), "{found:#?}");
    }
}

/// GitLab keeps no old path of a group: nothing is at the path of one that is marked for deletion.
#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_is_marked_for_deletion_is_not_created_a_second_time() {
    let world =
        World::start("groups: [{ path: acme }, { path: acme/team }, { path: other }]").await;
    for path in ["other", "acme/team"] {
        let id = world.sandbox().world().group_at(path).unwrap();
        let encoded = path.replace('/', "%2F");
        let deleted = world.send("DELETE", &format!("/groups/{encoded}"), Value::Null).await;
        assert_eq!(deleted.status, 202);
        let files = format!("version: 1\ngroups: {{ {path}: {{ create: true }} }}");
        let found = problems(&world, &files).await;
        let restore = format!("restore it: `glab api -X POST groups/{id}/restore`, or wait");
        assert!(found.len() == 1 && found[0].contains(&restore), "{found:#?}");
    }
    // A group whose name only looks alike is none of these.
    world.write(
        "labwright.yaml",
        "version: 1\ngroups: { team: { create: true }, ot: { create: true } }",
    );
    assert_eq!(world.plan().await.steps().len(), 2);
    // What cannot be read is not absent.
    world.sandbox().fault(Fault::new("GET", "/groups", Harm::Echo { status: 403 }).always());
    world.write("labwright.yaml", "version: 1\ngroups: { other: { create: true } }");
    let plan = world.plan().await;
    assert!(plan.steps().is_empty() && !plan.problems.is_empty(), "{:#}", plan.to_json());
}

/// In a user's namespace, by an administrator.
#[tokio::test(flavor = "multi_thread")]
async fn projects_are_created_in_the_namespace_of_a_user() {
    let world = World::start("users: [{ username: mia }]").await;
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  mia/dotfiles:
    create: { initialize_with_readme: true }
    settings: { visibility: public, merge_method: ff }
    labels: [{ name: bug, color: '#d9534f' }]
",
    );
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    world.take_exchanges();
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let sent = world.take_exchanges();
    let created = sent.iter().find(|it| it.method == "POST" && it.path.contains("/projects/user/"));
    let mia = world.sandbox().world().user_named("mia").unwrap();
    assert_eq!(created.unwrap().path, format!("/projects/user/{mia}"));
    let owns = |it: &labwright::sandbox::World| {
        it.project("mia/dotfiles").unwrap().members.contains_key(&mia)
    };
    assert!(owns(&world.sandbox().world()));
    let rest = world.plan().await;
    assert!(rest.steps().is_empty() && rest.problems.is_empty(), "{:#}", rest.to_json());
    let both = "version: 1
projects: { jane/dotfiles: { create: true } }
instance: { users: [{ username: jane, name: Jane, email: jane@example.com, reset_password: true }] }
";
    world.write("labwright.yaml", both);
    let output = world.run(&["plan", "--only", "projects/jane/**"]).await;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("--only 'instance/users/jane'"), "{said}");
    // The user comes first.
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let calls: Vec<_> = plan.steps().iter().map(|it| it.request.path.as_str()).collect();
    assert_eq!(calls, ["users", "projects/user/{jane}"]);
    world.take_exchanges();
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let jane = world.sandbox().world().user_named("jane").unwrap();
    let sent = world.take_exchanges().into_iter().filter(|it| it.method == "POST");
    let sent: Vec<_> = sent.map(|it| it.path).collect();
    assert_eq!(sent, ["/users".to_owned(), format!("/projects/user/{jane}")]);
    let rest = world.plan().await;
    assert!(rest.steps().is_empty() && rest.problems.is_empty(), "{:#}", rest.to_json());
    // What was approved for a user whom GitLab has by now still holds.
    world.write("labwright.yaml", &both.replace("jane", "june"));
    world.run(&["plan", "--out", "plan.json"]).await;
    let fault = Fault::new("POST", "/projects/user/*", Harm::Echo { status: 500 });
    world.sandbox().fault(fault.times(9));
    let output = world.run(&["apply", "--plan", "plan.json"]).await;
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    assert!(world.sandbox().world().user_named("june").is_some());
    world.sandbox().clear_faults();
    let output = world.run(&["apply", "--plan", "plan.json"]).await;
    let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(world.sandbox().world().project("june/dotfiles").is_some());
    // Without the user, nothing is sent.
    world.write("labwright.yaml", &both.replace("jane", "judy"));
    world.sandbox().fault(Fault::new("POST", "/users", Harm::Echo { status: 403 }).times(9));
    world.take_exchanges();
    let report = world.apply(world.plan().await).await;
    assert!(matches!(report.entries[1].outcome, Outcome::Skipped { .. }), "{:#}", report.to_json());
    let sent = world.take_exchanges().into_iter().filter(|it| it.method == "POST");
    assert!(sent.map(|it| it.path).all(|it| it == "/users"));
    world.sandbox().clear_faults();
    let found = problems(&world, "version: 1\nprojects: { nobody/x: { create: true } }").await;
    assert!(found[0].contains("the group `nobody` does not exist"), "{found:?}");
}
