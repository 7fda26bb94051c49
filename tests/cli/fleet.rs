//! A fleet, from the first export to drift: three groups with 60 projects of different age are exported, factored out, planned
//! empty, changed by one line, applied, and found to differ after somebody changed one by hand.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::support::World;
use crate::{code, stderr, stdout};

const GROUPS: [&str; 3] = ["acme", "acme/web", "acme/data"];
const PROJECTS: usize = 60;
/// The last project of each group is archived.
const ARCHIVED: usize = 3;

/// What projects of each age have: old ones still have `master`, and new ones are written by a template.
const AGES: [&str; 3] = [
    "default_branch: master, settings: { merge_method: merge, squash_option: default_off, shared_runners_enabled: false, ARCHIVED }, \
     protected_branches: [{ name: master }, { name: release/* }], labels: [{ name: bug, color: '#d9534f' }, { name: legacy, color: '#000000' }]",
    "settings: { merge_method: rebase_merge, squash_option: default_off, ARCHIVED }, labels: [{ name: bug, color: '#d9534f' }], \
     variables: [{ key: REGION, value: eu }], hooks: [{ url: 'https://chat.example.com/in', name: chat }]",
    "settings: { merge_method: ff, squash_option: default_off, remove_source_branch_after_merge: true, ARCHIVED }, \
     labels: [{ name: bug, color: '#d9534f' }, { name: idea, color: '#428bca' }], milestones: [{ title: '1.0' }], \
     external_status_checks: [{ name: Scan, external_url: 'https://scan.example.com' }]",
];

fn path(at: usize) -> String {
    format!("{}/service-{at:02}", GROUPS[at % GROUPS.len()])
}

async fn fleet() -> World {
    let mut seed = String::from("groups:\n");
    for group in GROUPS {
        let label = group.replace('/', "-");
        writeln!(seed, "  - {{ path: {group}, labels: [{{ name: {label}, color: '#ff0000' }}] }}")
            .unwrap_or_default();
    }
    seed += "projects:\n";
    for at in 0..PROJECTS {
        let age = AGES[at * AGES.len() / PROJECTS];
        let archived = format!("archived: {}", at >= PROJECTS - ARCHIVED);
        let has = age.replace("ARCHIVED", &archived);
        writeln!(seed, "  - {{ path: {}, {has} }}", path(at)).unwrap_or_default();
    }
    let world = World::start(&seed).await;
    world.take_exchanges();
    world
}

/// Runs a command that has to end with this exit code. Returns what it prints.
async fn run(world: &World, arguments: &[&str], exit: i32) -> String {
    let output = world.run(arguments).await;
    let (said, told) = (stdout(&output), stderr(&output));
    assert_eq!(code(&output), exit, "{arguments:?}: {said}{told}");
    for line in said.lines().chain(told.lines()) {
        assert!(line.chars().count() <= 80, "{arguments:?}: wider than a terminal: {line}");
        assert!(!line.contains('\u{1b}') && line.trim_end() == line, "{arguments:?}: {line:?}");
    }
    said
}

/// Method, path, and body of what was written since the last time.
fn writes(world: &World) -> Vec<(String, String, Value)> {
    let all = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    all.map(|it| (it.method, it.path, it.body.unwrap_or_default())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fleet_is_adopted_changed_by_one_line_and_watched() {
    let world = fleet().await;
    let export = ["export", "--group", "acme", "--recursive", "--with-values", "--into"];
    run(&world, &[&export[..], &["whole", "--all"]].concat(), 0).await;
    let said = run(&world, &["plan", "-c", "whole", "--detailed-exitcode"], 0).await;
    assert!(said.contains("Nothing to do"), "{said}");

    run(&world, &[&export[..], &["fleet", "--all", "--common", "acme/**"]].concat(), 0).await;
    let said = run(&world, &["plan", "-c", "fleet", "--detailed-exitcode"], 0).await;
    assert!(said.contains("Nothing to do"), "{said}");
    let root = world.folder().join("fleet/labwright.yaml");
    let files = std::fs::read_to_string(&root).unwrap();
    assert!(files.contains("for: acme/**") && files.contains("name: bug"), "{files}");
    assert!(!files.contains("merge_method") && !files.contains("master"), "{files}");
    assert_eq!(writes(&world), [], "export and plan only read");

    // One line for all of them.
    assert_eq!(files.matches("squash_option: default_off").count(), 1, "{files}");
    let changed = files.replace("squash_option: default_off", "squash_option: always");
    let line = 1 + changed.lines().position(|it| it.contains("squash_option")).unwrap();
    std::fs::write(&root, changed).unwrap();
    let said = run(&world, &["plan", "-c", "fleet", "--detailed-exitcode"], 2).await;
    assert!(said.contains(&format!("{PROJECTS} projects: ")), "{said}");
    assert_eq!(said.matches("squash_option   default_off -> always").count(), 1, "{said}");
    assert!(said.contains(&format!("fleet/labwright.yaml:{line}")), "{said}");
    assert!(said.contains(&format!("Plan: {PROJECTS} to update")), "{said}");
    assert!(said.lines().count() < 30, "{said}");

    let said = run(&world, &["apply", "-c", "fleet", "-y", "-q"], 0).await;
    assert!(said.is_empty() || said.contains(&format!("{PROJECTS} to update")), "{said}");
    let written = writes(&world);
    assert_eq!(written.len(), PROJECTS);
    let body = json!({ "squash_option": "always" });
    assert!(written.iter().all(|it| it.0 == "PUT" && it.2 == body), "{written:?}");
    let said = run(&world, &["plan", "-c", "fleet", "--detailed-exitcode"], 0).await;
    assert!(said.contains("Nothing to do"), "{said}");

    // The next day.
    let by_hand = format!("/projects/{}", path(7).replace('/', "%2F"));
    let body = json!({ "squash_option": "never", "merge_method": "merge" });
    assert_eq!(world.send("PUT", &by_hand, body).await.status, 200);
    world.take_exchanges();
    let said = run(&world, &["plan", "-c", "fleet", "--detailed-exitcode"], 2).await;
    assert!(said.contains(&format!("~ projects/{}/settings", path(7))), "{said}");
    assert!(said.contains("never -> always") && said.contains("Plan: 1 to update"), "{said}");
    assert_eq!(writes(&world), []);
    run(&world, &["apply", "-c", "fleet", "-y", "-q"], 0).await;
    assert_eq!(writes(&world).len(), 1);
    run(&world, &["plan", "-c", "fleet", "--detailed-exitcode"], 0).await;
    world.finish();
}
