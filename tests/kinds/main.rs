//! What holds for every kind: an applied plan leaves nothing to do, a second plan is the same to the
//! byte, a dry run sends only GETs, no secret appears anywhere, prune and absent work twice.
//!
//! A kind takes part by a file in `cases/`; a kind without one fails every test.

mod addresses;
mod applications;
mod approval_rules;
mod approval_settings;
mod avatars;
mod branches;
mod cases;
mod checked;
mod contents;
mod copies;
mod credentials;
mod default_branch;
mod defaults;
mod discovery;
mod document;
mod entries;
mod environments;
mod export;
mod files;
mod goals;
mod group_links;
mod guards;
mod homes;
mod hooks;
mod ignored;
mod inputs;
mod integrations;
mod invitations;
mod job_token_scope;
mod life;
mod membership;
mod mirrors;
mod nesting;
mod object_tokens;
mod origins;
mod pages;
mod people;
mod projects;
mod properties;
mod protected_environments;
mod records;
mod renames;
mod resource_groups;
mod runners;
mod security_settings;
mod shards;
mod shares;
mod stages;
#[path = "../support/mod.rs"]
mod support;
mod templates;
mod ties;
#[cfg(unix)]
mod token_commands;
mod undo;
mod unsupported;
mod users;
mod versions;

use cases::{CASES, Case};
use labwright::render::{self, Fold, Paint};
use support::World;

const HEAD: &str = "version: 1\n";

/// Distinct, so that a find says which one it was.
const CANARIES: [(&str, &str); 5] = [
    ("CANARY_TOKEN", "canary-of-a-token-7d1f"),
    ("CANARY_VARIABLE", "canary-of-a-variable-c3a9"),
    ("CANARY_HEADER", "canary-of-a-header-58be"),
    ("CANARY_URL", "https://u:canary-of-a-url-2b6d@a.example.com/canary-of-a-path-70aa/in"),
    ("CANARY_SECRET", "canary-of-a-secret-e604"),
];
const CANARY_FILE: &str = "canary-in-a-file-91d2";

/// Runs the program, and returns its exit code and all that it printed, with single spaces.
async fn run(world: &World, arguments: &[&str]) -> (Option<i32>, String) {
    let output = world.run(arguments).await;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).split_whitespace().collect::<Vec<_>>().join(" ");
    (output.status.code(), text)
}

async fn world(case: &Case) -> World {
    let mut world = World::start(case.seed).await;
    for (name, value) in CANARIES {
        world.secret(name, value);
    }
    world.files_of_cases(&format!("{CANARY_FILE}\n"));
    world
}

fn assert_no_secret(case: &Case, what: &str, text: &str) {
    let all = CANARIES.iter().map(|(_, value)| *value).chain([
        CANARY_FILE,
        "unseen-",
        labwright::sandbox::ADMIN_TOKEN,
    ]);
    for canary in all {
        assert!(!text.contains(canary), "{}: {canary} in {what}:\n{text}", case.kind);
    }
}

fn only_gets(case: &Case, world: &World) {
    for it in world.exchanges() {
        // Files are read by their headers.
        let reads = ["GET", "HEAD"].contains(&it.method.as_str());
        assert!(reads, "{}: {} {} is written to", case.kind, it.method, it.path);
    }
}

/// The setup of `benches/mixed.rs`, at its smallest.
#[tokio::test(flavor = "multi_thread")]
async fn copies_of_all_cases_exist_side_by_side() {
    let (seed, file) = copies::copies(2);
    let mut world = World::start(&seed.to_string()).await;
    CANARIES.iter().for_each(|(name, value)| world.secret(name, value));
    world.files_of_cases(CANARY_FILE);
    world.write("labwright.yaml", &file.to_string());
    let report = world.converge().await;
    assert!(report.counts().done > 2 * CASES.len(), "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_applied_plan_leaves_nothing_to_do_and_shows_no_secret() {
    for case in CASES.iter() {
        let world = world(case).await;
        for (at, stage) in case.stages.iter().enumerate() {
            world.write("labwright.yaml", &format!("{HEAD}{stage}"));
            let plan = world.plan().await;
            let shown = [
                render::text(&plan.document(), Fold::Alike, Paint { color: true, width: 80 }),
                render::markdown(&plan.document(), Fold::Alike),
                format!("{:#}", plan.to_json()),
                format!("{plan:?}"),
            ];
            assert!(plan.problems.is_empty(), "{} {at}: {}", case.kind, plan.problems);
            let report = world.apply(plan).await;
            let told = [render::report(&report, Paint::PLAIN), format!("{:#}", report.to_json())];
            for text in shown.iter().chain(&told) {
                assert_no_secret(case, "what is shown", text);
            }
            assert!(report.is_whole(), "{} {at}:\n{}\n{}", case.kind, shown[0], told[0]);
            assert!(!told[0].contains("GitLab has"), "{} {at}: {}", case.kind, told[0]);
            let rest = world.plan().await;
            let left = render::text(&rest.document(), Fold::Alike, Paint::PLAIN);
            assert!(
                rest.steps().is_empty() && rest.problems.is_empty(),
                "{} {at}: left to do:\n{left}\nafter:\n{}\n{}",
                case.kind,
                shown[0],
                rest.problems
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_plan_is_the_same_to_the_byte() {
    for case in CASES.iter() {
        let world = world(case).await;
        for stage in case.stages {
            world.write("labwright.yaml", &format!("{HEAD}{stage}"));
            let (one, two) = (world.plan().await, world.plan().await);
            assert_eq!(one.to_json().to_string(), two.to_json().to_string(), "{}", case.kind);
            assert_eq!(
                render::text(&one.document(), Fold::Alike, Paint::PLAIN),
                render::text(&two.document(), Fold::Alike, Paint::PLAIN)
            );
            assert_eq!(
                render::markdown(&one.document(), Fold::Alike),
                render::markdown(&two.document(), Fold::Alike)
            );
            world.apply(one).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_and_dry_runs_send_only_gets_and_print_no_secret() {
    for case in CASES.iter() {
        let world = world(case).await;
        world.write("labwright.yaml", &format!("{HEAD}{}", case.stages[0]));
        for arguments in [
            &["plan", "-vv"][..],
            &["plan", "-o", "json", "--out", "plan.json"],
            &["apply", "--dry-run", "-vvv"],
            &["apply", "--dry-run", "-o", "markdown"],
        ] {
            let output = world.run(arguments).await;
            let text = format!(
                "{}{}",
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr)
            );
            assert_eq!(output.status.code(), Some(0), "{} {arguments:?}:\n{text}", case.kind);
            assert_no_secret(case, "the output", &text);
        }
        let saved = std::fs::read_to_string(world.folder().join("plan.json")).unwrap();
        assert_no_secret(case, "the plan file", &saved);
        assert!(saved.contains(case.kind), "{saved}");
        only_gets(case, &world);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_approved_plan_runs_from_its_file_and_is_stale_once_it_is_not_what_was_approved() {
    for case in CASES.iter() {
        let world = world(case).await;
        world.write("labwright.yaml", &format!("{HEAD}{}", case.stages[0]));
        let planned = world.run(&["plan", "--out", "plan.json", "--detailed-exitcode"]).await;
        assert_eq!(planned.status.code(), Some(2), "{}", case.kind);
        let applied = world.run(&["apply", "--plan", "plan.json"]).await;
        let text = String::from_utf8_lossy(&applied.stdout);
        assert_eq!(applied.status.code(), Some(0), "{}: {text}", case.kind);
        // Nothing is left to do, so nothing is there that was not approved.
        let again = world.run(&["apply", "--plan", "plan.json"]).await;
        assert_eq!(again.status.code(), Some(0), "{}", case.kind);
        let Some(next) = case.stages.get(1) else { continue };
        world.write("labwright.yaml", &format!("{HEAD}{next}"));
        world.take_exchanges();
        let stale = world.run(&["apply", "--plan", "plan.json"]).await;
        assert_eq!(stale.status.code(), Some(4), "{}", case.kind);
        only_gets(case, &world);
    }
}

/// Levels that a file cannot declare: each is shown as what it is, differs, and is removed by its id.
#[tokio::test(flavor = "multi_thread")]
async fn a_level_that_is_not_understood_is_never_taken_for_a_role() {
    use labwright::sandbox::{Fault, Harm};
    use serde_json::json;

    let rules = "/projects/*/protected_branches";
    let plain = json!({ "id": 1, "access_level": 40, "access_level_description": "Maintainers", "user_id": null, "group_id": null });
    let entry = |more: serde_json::Value| {
        let mut entry = plain.clone();
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        entry
    };
    for (told, shown) in [
        (entry(json!({ "access_level": null })), "level null"),
        (entry(json!({ "access_level": 35 })), "level 35"),
        (entry(json!({ "access_level": 50 })), "level 50"),
        (entry(json!({ "access_level": "40" })), "level \"40\""),
        (entry(json!({ "access_level": 40.5 })), "level 40.5"),
        (entry(json!({ "access_level": [40] })), "level [40]"),
        (entry(json!({ "member_role_id": 7 })), "custom role 7 with maintainer"),
        (entry(json!({ "member_role_id": 7, "access_level": 30 })), "custom role 7 with developer"),
        (entry(json!({ "member_role_id": "x" })), "custom role \"x\" with maintainer"),
        (entry(json!({ "user_id": 0 })), "maintainer with user_id 0"),
        (entry(json!({ "user_id": "1" })), "maintainer with user_id \"1\""),
        (entry(json!({ "user_id": 1, "group_id": 2 })), "maintainer with user_id 1 and group_id 2"),
        (
            entry(json!({ "user_id": 1, "member_role_id": 7 })),
            "maintainer with user_id 1 and member_role_id 7",
        ),
        (entry(json!({ "deploy_key_id": "1" })), "maintainer with deploy_key_id \"1\""),
        (json!({ "id": 1 }), "level null"),
    ] {
        let world = World::start("projects: [{ path: acme/api }]").await;
        world.write(
            "labwright.yaml",
            "version: 1\nprojects: { acme/api: { protected_branches: [{ name: main, allowed_to_push: [maintainer] }] } }\n",
        );
        assert!(world.plan().await.steps().is_empty());
        let harm = Harm::Replaced { at: "/0/push_access_levels/0".to_owned(), with: told.clone() };
        world.sandbox().fault(Fault::new("GET", rules, harm).always());
        let plan = world.plan().await;
        assert!(plan.problems.is_empty(), "{told}: {}", plan.problems);
        let steps = plan.to_json()["steps"].clone();
        assert_eq!(steps[0]["changes"][0]["before"], json!([shown]), "{told}: {steps:#}");
        assert_eq!(
            steps[0]["request"]["body"]["allowed_to_push"],
            json!([{ "access_level": 40 }, { "id": 1, "_destroy": true }]),
            "{told}"
        );
        let table = world.run(&["get", "protected_branches", "--project", "acme/api"]).await;
        let table = String::from_utf8_lossy(&table.stdout).into_owned();
        assert!(table.contains(shown), "{told}: {table}");
        world.take_exchanges();
    }
    // The rule is exact afterwards.
    let world = World::start("projects: [{ path: acme/api }]").await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects: { acme/api: { protected_branches: [{ name: main, allowed_to_push: [maintainer] }] } }\n",
    );
    let push = |world: &World| {
        let gitlab = world.sandbox().world();
        let rules = &gitlab.project("acme/api").unwrap().protected_branches;
        rules.values().flat_map(|it| it.push.iter().map(|it| it.level)).collect::<Vec<_>>()
    };
    for odd in [None, Some(35)] {
        for project in world.sandbox().world().projects.values_mut() {
            project.protected_branches.values_mut().for_each(|it| it.push[0].level = odd);
        }
        assert_eq!(push(&world), [odd]);
        world.converge().await;
        assert_eq!(push(&world), [Some(40)]);
    }
    world.take_exchanges();
    // What cannot be removed by an id, and what is no list of entries, is not planned from.
    for (at, with) in [
        ("/0/push_access_levels/0", entry(json!({ "id": null, "access_level": 35 }))),
        ("/0/push_access_levels/0", json!(40)),
        ("/0/push_access_levels", json!(null)),
        ("/0/push_access_levels", json!({ "access_level": 40 })),
    ] {
        let world = World::start("projects: [{ path: acme/api }]").await;
        world.write(
            "labwright.yaml",
            "version: 1\nprojects: { acme/api: { protected_branches: [{ name: main, allowed_to_push: [maintainer] }] } }\n",
        );
        let harm = Harm::Replaced { at: at.to_owned(), with: with.clone() };
        world.sandbox().fault(Fault::new("GET", rules, harm).always());
        let plan = world.plan().await;
        assert!(plan.steps().is_empty() && !plan.problems.is_empty(), "{with}");
        world.take_exchanges();
    }
    // A switch that is told as null is no switch that is off.
    let world = World::start("projects: [{ path: acme/api }]").await;
    world.write(
        "labwright.yaml",
        "version: 1\nprojects: { acme/api: { protected_branches: [{ name: main, allow_force_push: false }] } }\n",
    );
    let harm = Harm::Replaced { at: "/0/allow_force_push".to_owned(), with: json!(null) };
    world.sandbox().fault(Fault::new("GET", rules, harm).always());
    let steps = world.plan().await.to_json()["steps"].clone();
    assert_eq!(
        steps[0]["changes"][0],
        json!({ "field": "allow_force_push", "before": null, "after": false })
    );
    world.take_exchanges();
}
