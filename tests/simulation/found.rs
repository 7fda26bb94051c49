//! Counterexamples that the simulation found, each told in the fewest words.

use labwright::plan::{Approved, Plan};
use labwright::sandbox::{Break, World};
use serde_json::{Value, json};

use super::lab::{After, Lab};
use super::{saved, text, told};

const PROJECT: &str = "acme/api";

/// A project whose files say this.
fn project(kinds: Value) -> Value {
    json!({ "version": 1, "projects": { PROJECT: kinds } })
}

/// Plans, breaks one call off, and applies the rest with what was approved; nothing may be left.
async fn broken_off(lab: &mut Lab, wanted: &Value, at: usize, how: Break, after: After) -> World {
    let config = lab.config(wanted).unwrap();
    let plan = lab.plan(&config).await;
    let (shown, approved) = (text(&plan), saved(&plan));
    lab.sandbox.break_at(at, how);
    let report = lab.apply(Approved::by_hand(plan), 1, after).await;
    assert!(lab.sandbox.mend(), "{shown}\n{}", told(&report));
    let rest = lab.plan(&config).await;
    let shown = format!("{shown}\nthe rest:\n{}", text(&rest));
    let rest = Approved::by_file(rest, &approved).unwrap_or_else(|why| panic!("{why}\n{shown}"));
    let report = lab.apply(rest, 1, After::GoOn).await;
    assert!(report.is_whole(), "{shown}\n{}", told(&report));
    let left = lab.plan(&config).await;
    assert!(left.steps().is_empty() && left.problems.is_empty(), "{shown}\n{}", text(&left));
    lab.sandbox.world().clone()
}

async fn planned(lab: &mut Lab, wanted: &Value) -> Plan {
    let config = lab.config(wanted).unwrap();
    lab.plan(&config).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_lost_on_the_way_is_still_the_one_that_was_approved() {
    let mut lab = Lab::start(
        "version: 19.0.1\nhooks: [{ name: audit, url: 'https://a.example.com/{tenant}', token: old, url_variables: { tenant: old } }]",
    )
    .await;
    let wanted = json!({ "version": 1, "instance": { "system_hooks": [{
        "name": "audit", "url": "https://a.example.com/{area}", "push_events": true,
        "token": { "env": "TOKEN" }, "url_variables": { "area": { "env": "AREA" } },
    }] } });
    let world = broken_off(&mut lab, &wanted, 0, Break::After, After::Stop).await;
    let hook = world.hooks.values().next().unwrap();
    assert_eq!(hook.token.as_deref(), Some("value-of-TOKEN"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_url_that_an_undeclared_check_keeps_is_a_problem_and_no_call() {
    let seed = "
projects:
  - path: acme/api
    external_status_checks:
      - { name: Kept, external_url: 'https://a.example.com' }
      - { name: B, external_url: 'https://b.example.com' }
";
    let mut lab = Lab::start(seed).await;
    // C waits for B's url, and B for one that nobody lets go.
    let plan = planned(
        &mut lab,
        &project(json!({ "external_status_checks": [
            { "name": "B", "external_url": "https://a.example.com" },
            { "name": "C", "external_url": "https://b.example.com" },
            { "name": "D", "external_url": "https://d.example.com" },
        ] })),
    )
    .await;
    let addresses: Vec<_> = plan.steps().iter().map(|it| it.order.address.as_str()).collect();
    assert_eq!(addresses, ["projects/acme/api/external_status_checks/D"]);
    let problems = plan.problems.to_string();
    assert_eq!(plan.problems.iter().count(), 2, "{problems}");
    assert!(
        problems.contains("external_status_checks/Kept`, which this plan does not change"),
        "{problems}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_environment_is_started_by_the_row_that_was_set_to_failed_for_it() {
    let seed = "
projects:
  - path: acme/api
    commits: [a91957a858320c0e17f3a0eca7cfacbff50ea29a]
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
    environments: [{ name: production }]
    deployments: [{ environment: production, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a }]
";
    let mut lab = Lab::start(seed).await;
    let project_mut = |world: &mut World| {
        let project = world.project_mut(PROJECT).unwrap();
        project.environments.values_mut().for_each(|it| it.state = "stopped".to_owned());
    };
    project_mut(&mut lab.sandbox.world());
    let wanted = project(json!({ "deployments": [{
        "environment": "production", "ref": "main", "status": "success",
        "sha": "a91957a858320c0e17f3a0eca7cfacbff50ea29a",
    }] }));
    for how in [Break::Before, Break::After] {
        for at in [0, 1] {
            project_mut(&mut lab.sandbox.world());
            let world = broken_off(&mut lab, &wanted, at, how, After::Stop).await;
            assert_eq!(world.project(PROJECT).unwrap().deployments.len(), 1, "{at} {how:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_new_url_takes_away_is_given_back_in_one_call_that_was_approved() {
    let wanted = json!({ "version": 1, "instance": { "system_hooks": [{
        "name": "audit", "url": "https://a.example.com/in",
        "url_variables": { "spare": { "env": "SPARE" } }, "custom_headers": { "X-A": { "env": "A" } },
    }] } });
    for how in [Break::Before, Break::After] {
        let mut lab = Lab::start(
            "hooks: [{ name: audit, url: 'https://a.example.com/{tenant}', url_variables: { tenant: old }, custom_headers: { X-A: old } }]",
        )
        .await;
        let world = broken_off(&mut lab, &wanted, 0, how, After::Stop).await;
        let hook = world.hooks.values().next().unwrap();
        assert_eq!((hook.url_variables.len(), hook.custom_headers.len()), (1, 1), "{hook:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_goes_with_the_old_url_is_not_cleared_once_more() {
    let mut lab = Lab::start(
        "version: 19.0.1\nhooks: [{ name: audit, url: 'https://a.example.com/{tenant}', token: old, url_variables: { tenant: old } }]",
    )
    .await;
    let wanted = json!({ "version": 1, "instance": { "system_hooks": [{
        "name": "audit", "url": "https://a.example.com/{area}", "token": null,
        "url_variables": { "area": { "env": "AREA" } },
    }] } });
    let world = broken_off(&mut lab, &wanted, 0, Break::After, After::Stop).await;
    assert_eq!(world.hooks.values().next().unwrap().token, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_that_went_with_the_first_part_leaves_the_rest_approved() {
    let seed = "
projects:
  - path: acme/api
    protected_branches: [{ name: dev }, { name: v1.x }]
    external_status_checks:
      - { name: C, external_url: 'https://c.example.com', protected_branches: [dev, v1.x] }
";
    let wanted = project(json!({
        "protected_branches": { "prune": true, "items": [{ "name": "v1.x" }] },
        "external_status_checks": [
            { "name": "C", "external_url": "https://c.example.com", "protected_branches": [] },
        ],
    }));
    let mut lab = Lab::start(seed).await;
    // The check's call is lost; `dev` is deleted, so GitLab no longer has it in the check.
    let world = broken_off(&mut lab, &wanted, 0, Break::Before, After::GoOn).await;
    let branches = &world.project(PROJECT).unwrap().protected_branches;
    assert_eq!(branches.len(), 1, "{branches:?}");
}
