//! Blocks of `defaults` that disagree about what GitLab has: it is left as it is, and everything else is planned.

use std::collections::BTreeSet;

use crate::support::World;
use labwright::plan::Plan;

/// Fifty projects with labels that no file declares.
async fn world(blocks: &[&str]) -> World {
    let project = |at| {
        format!(
            "  - {{ path: acme/p{at:02}, labels: [{{ name: stray, color: '#000000' }}, {{ name: bug, color: '#000000' }}] }}\n"
        )
    };
    let projects: String = (0..50).map(project).collect();
    let world = World::start(&format!("projects:\n  - {{ path: acme/pown, labels: [{{ name: bug, color: '#000000' }}] }}\n{projects}")).await;
    let own = "{ vars: { team: own }, settings: { merge_method: ff, squash_option: never }, labels: { prune: false, items: [{ name: bug, color: '#000000' }] } }";
    let blocks: String = blocks.iter().map(|it| format!("  - {it}\n")).collect();
    world.write(
        "labwright.yaml",
        &format!("version: 1\nprojects: {{ acme/pown: {own} }}\ndefaults:\n{blocks}"),
    );
    world
}

/// The problems, each with the number of objects that it is about, and the steps.
fn all(plan: &Plan) -> (Vec<(String, usize)>, BTreeSet<String>) {
    let problems = plan.problems.iter().map(|it| (it.message.clone(), it.of.len())).collect();
    let step =
        |it: &labwright::plan::Step| format!("{} {}", it.request.method.as_str(), it.order.address);
    (problems, plan.steps().iter().map(step).collect())
}

/// The same, whatever the order of the blocks.
async fn planned(blocks: &[&str]) -> (Vec<(String, usize)>, BTreeSet<String>) {
    let backwards: Vec<&str> = blocks.iter().rev().copied().collect();
    let plan = world(blocks).await.plan().await;
    let other = world(&backwards).await.plan().await;
    assert_eq!(all(&plan).1, all(&other).1);
    assert_eq!(all(&plan).0.len(), all(&other).0.len());
    all(&plan)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_blocks_that_disagree_are_one_problem_with_a_count() {
    let idea = "labels: [{ name: idea, color: '#00ff00' }]";
    let one = format!(
        "{{ for: acme/*, discover: true, project: {{ settings: {{ merge_method: ff, squash_option: never }}, {idea} }} }}"
    );
    let other = format!(
        "{{ for: acme/p*, project: {{ settings: {{ merge_method: rebase_merge, squash_option: always }}, {idea} }} }}"
    );
    let (problems, steps) = planned(&[&one, &other]).await;
    let [(message, count)] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(*count, 50, "{message}");
    for text in ["acme/*", "acme/p*", "`merge_method` of the settings", "`squash_option`"] {
        assert!(message.contains(text), "{message}");
    }
    // Where something nearer decides, everything is planned.
    assert!(steps.contains("PUT projects/acme/pown/settings"), "{steps:?}");
    let labels = steps.iter().filter(|it| it.ends_with("labels/idea")).count();
    assert_eq!((labels, steps.len()), (51, 52), "{steps:?}");

    // Nothing of it is sent, and the rest is.
    let world = world(&[&one, &other]).await;
    let output = world.run(&["apply", "-y"]).await;
    let said = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("50 in all") && said.contains("labwright.yaml:4"), "{said}");
    assert!(said.contains("labwright.yaml:5"), "{said}");
    let sent: Vec<_> = world.take_exchanges().into_iter().filter(|it| it.method != "GET").collect();
    let puts: Vec<_> = sent.iter().filter(|it| it.method == "PUT").collect();
    assert_eq!((puts.len(), sent.len()), (1, 52));
    assert!(puts.iter().all(|it| it.path.ends_with("acme%2Fpown")), "{puts:?}");
    world.finish();
}

/// What blocks disagree about is not undeclared.
#[tokio::test(flavor = "multi_thread")]
async fn an_object_that_blocks_disagree_about_is_not_pruned() {
    let (problems, steps) = planned(&[
        "{ for: acme/*, discover: true, project: { labels: { prune: true, items: [{ name: bug, color: '#111111' }] } } }",
        "{ for: acme/p*, project: { labels: [{ name: bug, color: '#222222' }] } }",
    ])
    .await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].1, 50, "{problems:?}");
    let stray: BTreeSet<_> =
        (0..50).map(|it| format!("DELETE projects/acme/p{it:02}/labels/stray")).collect();
    let found: BTreeSet<_> = steps.into_iter().filter(|it| !it.contains("settings")).collect();
    assert_eq!(found, stray);
}

/// Nothing is deleted because of one of two values.
#[tokio::test(flavor = "multi_thread")]
async fn blocks_that_disagree_about_prune_or_a_variable_change_nothing_by_it() {
    let (problems, steps) = planned(&[
        "{ for: acme/p*, discover: true, project: { labels: { prune: true, items: [] } } }",
        "{ for: acme/*, project: { labels: { prune: false, items: [] } } }",
    ])
    .await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].0.contains("`prune` of `labels`") && problems[0].1 == 50, "{problems:?}");
    assert!(!steps.iter().any(|it| it.contains("labels")), "{steps:?}");

    let label = "labels: [{ name: { template: 'x-{{ vars.team }}' }, color: '#111111' }]";
    let one =
        format!("{{ for: acme/*, discover: true, project: {{ vars: {{ team: one }}, {label} }} }}");
    let (problems, steps) =
        planned(&[&one, "{ for: acme/p*, project: { vars: { team: other } } }"]).await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].0.contains("`vars.team`") && problems[0].1 == 50, "{problems:?}");
    let labels: Vec<_> = steps.iter().filter(|it| it.contains("labels")).collect();
    assert_eq!(labels, ["POST projects/acme/pown/labels/x-own"]);
}

/// Entries of a field are decided one by one.
#[tokio::test(flavor = "multi_thread")]
async fn entries_that_disagree_are_left_too() {
    let list = |pattern: &str, discover: bool, state: &str| {
        format!(
            "{{ for: {pattern}, discover: {discover}, project: {{ job_token_scope: {{ projects: [{{ project: acme/pown, state: {state} }}] }} }} }}"
        )
    };
    let (one, other) = (list("acme/p0*", true, "present"), list("acme/*1", false, "absent"));
    let (problems, steps) = planned(&[&one, &other]).await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].0.contains("`acme/pown` in `projects`") && problems[0].1 == 1,
        "{problems:?}"
    );
    assert_eq!(steps.iter().filter(|it| it.contains("job_token_scope")).count(), 9, "{steps:?}");
}
