//! `was`: the former name of an object.

use crate::support::World;
use labwright::resource::Action;

const SEED: &str = "{ projects: [{ path: acme/api, labels: [{ name: old, color: '#112233' }] }] }";

async fn planned(labels: &str) -> Vec<(Action, String)> {
    let world = World::start(SEED).await;
    let text = format!("version: 1\nprojects: {{ acme/api: {{ labels: [{labels}] }} }}\n");
    world.write("labwright.yaml", &text);
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    plan.steps().iter().map(|it| (it.action, it.order.address.to_string())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_object_that_is_declared_itself_is_not_renamed_in_any_order() {
    let (new, old) =
        ("{ name: new, was: old, color: '#112233' }", "{ name: old, color: '#112233' }");
    let created = vec![(Action::Create, "projects/acme/api/labels/new".to_owned())];
    assert_eq!(planned(&format!("{new}, {old}")).await, created);
    assert_eq!(planned(&format!("{old}, {new}")).await, created);
    let renamed = vec![(Action::Update, "projects/acme/api/labels/new".to_owned())];
    assert_eq!(planned(new).await, renamed);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_absent_deletes_nothing_by_its_former_name() {
    assert_eq!(planned("{ name: new, was: old, state: absent }").await, []);
}
