//! `defaults`: what reaches a scope, and what is nearer.

use std::collections::BTreeSet;

use crate::support::World;
use labwright::plan::Plan;

const SEED: &str = "
groups: [{ path: acme }, { path: acme/web }, { path: other }]
projects:
  - { path: acme/api }
  - { path: acme/web/shop }
  - { path: acme/web/old, settings: { archived: true } }
  - { path: other/tool }
";

pub(crate) async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", &format!("version: 1\n{files}"));
    world
}

/// The changes of a plan: `ADDRESS FIELD VALUE`.
pub(crate) fn changes(plan: &Plan) -> Vec<String> {
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let step = |it: &labwright::plan::Step| {
        let address = it.order.address.to_string();
        let change = |it: &labwright::resource::Change| {
            let after = it.after.as_ref().map(|it| it.show().to_string()).unwrap_or_default();
            format!("{address} {} {after}", it.field)
        };
        it.changes.iter().map(change).collect::<Vec<_>>()
    };
    plan.steps().iter().flat_map(step).collect()
}

fn offline(world: &World) -> String {
    world.try_config().err().map(|it| it.to_string()).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_reaches_the_declared_scopes_that_it_matches_and_the_nearest_counts() {
    let world = world(
        "
projects:
  acme/api: { classes: [service], settings: { merge_method: rebase_merge } }
  acme/web/shop: {}
  other/tool: {}
defaults:
  - for: acme/**
    project:
      settings: { merge_method: ff, squash_option: always, description: wide }
      labels: [{ name: bug, color: '#ff0000' }]
  - for: acme/web/*
    project: { settings: { description: narrow }, labels: [{ name: bug, description: broken }] }
  - for: '**'
    with: { class: service }
    project: { settings: { description: service } }
",
    )
    .await;
    let expected = [
        "projects/acme/api/settings description \"service\"",
        "projects/acme/api/settings merge_method \"rebase_merge\"",
        "projects/acme/api/settings squash_option \"always\"",
        "projects/acme/web/shop/settings description \"narrow\"",
        "projects/acme/web/shop/settings merge_method \"ff\"",
        "projects/acme/web/shop/settings squash_option \"always\"",
        "projects/acme/api/labels/bug color \"#ff0000\"",
        "projects/acme/web/shop/labels/bug color \"#ff0000\"",
        "projects/acme/web/shop/labels/bug description \"broken\"",
    ];
    let found: BTreeSet<_> = changes(&world.plan().await).into_iter().collect();
    assert_eq!(found, expected.iter().map(|it| (*it).to_owned()).collect());
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn prune_absent_unmanaged_and_once_of_the_nearest_layer_count() {
    let world = World::start(
        "projects:
  - { path: acme/api, labels: [{ name: mine, color: '#000000' }, { name: stray, color: '#000000' }, { name: seed, color: '#000000' }] }
  - { path: acme/cli, labels: [{ name: old, color: '#000000' }, { name: stray, color: '#000000' }] }
  - { path: acme/raw, labels: [{ name: old, color: '#000000' }] }
",
    )
    .await;
    let file = "version: 1
defaults:
  - for: acme/*
    project:
      settings: { merge_method: ff }
      labels:
        prune: true
        items:
          - { name: old, state: absent }
          - { name: bug, color: '#ff0000' }
          - { name: seed, color: '#ff0000', once: true }
projects:
  acme/api:
    labels: [{ name: mine, state: unmanaged }, { name: old, color: '#123456' }, { name: bug, state: absent }]
  acme/cli:
    settings: { inherit: false }
    labels: { prune: false, items: [] }
  acme/raw: { inherit: false, labels: [{ name: x, color: '#000000' }] }
";
    world.write("labwright.yaml", file);
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let step =
        |it: &labwright::plan::Step| format!("{} {}", it.request.method.as_str(), it.order.address);
    let steps: BTreeSet<_> = plan.steps().iter().map(step).collect();
    let expected = [
        "DELETE projects/acme/api/labels/stray",
        "DELETE projects/acme/cli/labels/old",
        "POST projects/acme/api/labels/old",
        "POST projects/acme/cli/labels/bug",
        "POST projects/acme/cli/labels/seed",
        "POST projects/acme/raw/labels/x",
        "PUT projects/acme/api/settings",
    ];
    assert_eq!(steps, expected.iter().map(|it| (*it).to_owned()).collect());
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_that_disagree_are_a_problem_unless_something_nearer_decides() {
    let block = |method: &str, pattern: &str| {
        format!("  - {{ for: {pattern}, project: {{ settings: {{ merge_method: {method} }} }} }}\n")
    };
    let both = format!("defaults:\n{}{}", block("ff", "acme/*"), block("merge", "'*/api'"));
    let world = world(&format!("projects: {{ acme/api: {{}} }}\n{both}")).await;
    let said = offline(&world);
    assert!(said.contains("`merge_method` of the settings is set twice"), "{said}");
    let nearer =
        format!("version: 1\nprojects: {{ acme/api: {{}} }}\n{both}{}", block("ff", "acme/api"));
    world.write("labwright.yaml", &nearer);
    assert_eq!(offline(&world), "");
    let own = format!(
        "version: 1\nprojects: {{ acme/api: {{ settings: {{ merge_method: ff }} }} }}\n{both}"
    );
    world.write("labwright.yaml", &own);
    assert_eq!(offline(&world), "");
    let same = format!(
        "version: 1\nprojects: {{ acme/api: {{}} }}\ndefaults:\n{}{}",
        block("ff", "acme/*"),
        block("ff", "'*/api'")
    );
    world.write("labwright.yaml", &same);
    assert_eq!(offline(&world), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_object_requires_is_checked_when_all_parts_are_known() {
    let world = world(
        "projects: { acme/api: { external_status_checks: [{ name: Scan }] } }
defaults: [{ for: acme/*, project: { external_status_checks: [{ name: Scan, external_url: 'https://scan.example.com' }] } }]
",
    )
    .await;
    assert_eq!(offline(&world), "");
    world.converge().await;
    world.write(
        "labwright.yaml",
        "version: 1
projects: { acme/api: { external_status_checks: [{ name: Scan }] } }
defaults: [{ for: acme/*, project: { external_status_checks: [{ name: Scan, protected_branches: [main] }] } }]
",
    );
    let said = offline(&world);
    assert!(
        said.contains("requires `external_url`") && said.contains("labwright.yaml:2"),
        "{said}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn blocks_are_checked_although_they_match_nothing() {
    let world = world("").await;
    for (block, said) in [
        ("{ for: acme/x/**, project: { settings: { merge_method: fast } } }", "merge_method"),
        (
            "{ for: acme/x/**, project: { labels: [{ name: a, color: '#fff' }, { name: a, color: '#fff' }] } }",
            "declared twice",
        ),
        ("{ for: 'acme/[a', project: {} }", "*"),
        ("{ for: [], project: {} }", "for"),
        ("{ project: {} }", "for"),
        ("{ for: acme/.., project: {} }", "acme/.."),
        ("{ for: acme/x, project: {}, group: {} }", "is a group or a project is not clear"),
        ("{ for: acme/*, project: { classes: [a] } }", "cannot have `classes`"),
        ("{ for: acme/*, project: { merge_requests: [] } }", "cannot have `merge_requests`"),
    ] {
        world.write("labwright.yaml", &format!("version: 1\ndefaults: [{block}]\n"));
        let found = offline(&world);
        assert!(found.contains(said), "{block}: {found}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_select_projects_by_what_is_declared_or_by_what_gitlab_has() {
    let world = World::start(
        "projects:
  - { path: acme/api, settings: { topics: [service, rust] } }
  - { path: acme/cli, settings: { topics: [service] } }
  - { path: acme/doc }
",
    )
    .await;
    let file = "version: 1
projects: { acme/api: {}, acme/cli: { settings: { topics: [tool] } }, acme/doc: { settings: { topics: [service] } } }
defaults: [{ for: acme/*, with: { topics: [service] }, project: { settings: { merge_method: ff } } }]
";
    world.write("labwright.yaml", file);
    let plan = world.plan().await;
    let changed: Vec<_> =
        changes(&plan).into_iter().filter(|it| it.contains("merge_method")).collect();
    assert_eq!(
        changed,
        [
            "projects/acme/api/settings merge_method \"ff\"",
            "projects/acme/doc/settings merge_method \"ff\"",
        ]
    );
    world.converge().await;
}

/// Whatever the order of blocks, lists, and scopes, the plan is the same.
#[tokio::test(flavor = "multi_thread")]
async fn the_order_of_blocks_has_no_effect() {
    let blocks = [
        "{ for: acme/**, project: { settings: { merge_method: ff, squash_option: always }, labels: [{ name: a, color: '#111111' }, { name: b, color: '#222222' }] } }",
        "{ for: [acme/web/*, acme/api], project: { settings: { description: near }, labels: { prune: true, items: [{ name: b, state: absent }] } } }",
        "{ for: '**', discover: true, with: { class: service }, project: { settings: { merge_method: merge } } }",
        "{ for: '*/api', with: { topics: [x] }, project: { settings: { description: topic } } }",
        "{ for: acme/web/**, discover: true, project: { labels: [{ name: c, color: '#333333' }] } }",
    ];
    let scopes = [
        "acme/api: { classes: [service], settings: { topics: [x] } }",
        "acme/web/shop: { labels: [{ name: a, description: own }] }",
    ];
    let mut plans = BTreeSet::new();
    for turn in 0..blocks.len() {
        let mut blocks = blocks;
        blocks.rotate_left(turn);
        if turn % 2 == 1 {
            blocks.swap(0, 3);
        }
        let mut scopes = scopes;
        scopes.rotate_left(turn % 2);
        let (scopes, blocks) = (scopes.join(",\n  "), blocks.join(",\n  "));
        let world =
            world(&format!("projects: {{\n  {scopes} }}\ndefaults: [\n  {blocks} ]\n")).await;
        let mut found = changes(&world.plan().await);
        found.sort();
        assert!(found.len() >= 10, "{found:?}");
        plans.insert(found);
        world.converge().await;
    }
    assert_eq!(plans.len(), 1, "{plans:#?}");
}
