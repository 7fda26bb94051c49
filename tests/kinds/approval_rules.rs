//! Approval rules: what GitLab silently drops, the branches that a rule loses, and rules of another type.

use crate::support::World;
use labwright::sandbox::Licence;

const SEED: &str = "
users: [{ username: mia }, { username: out }]
groups: [{ path: hidden }]
tokens: [{ user: mia, token: token-of-mia, scopes: [api] }]
projects:
  - path: acme/api
    members: { mia: maintainer }
    protected_branches: [{ name: main }, { name: stable }]
    approval_rules:
      - { name: Scoped, approvals_required: 1, usernames: [mia], protected_branch_ids: [2] }
      - { name: All Members, approvals_required: 1, usernames: [mia] }
";

async fn world(file: &str) -> World {
    let world = World::start(SEED).await;
    declare(&world, file);
    world
}

fn declare(world: &World, file: &str) {
    world.write("labwright.yaml", &format!("version: 1\nprojects:\n  acme/api:\n{file}\n"));
}

async fn said(world: &World, arguments: &[&str], code: i32) -> String {
    let output = world.run(arguments).await;
    let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    let text = text.replace('│', " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(output.status.code(), Some(code), "{text}");
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_groups_that_gitlab_drops_are_a_failure_that_names_them() {
    for (who, words) in [
        ("users: [mia, out]", "GitLab silently ignores users who are not members of the project"),
        ("users: [out]", "user out"),
    ] {
        for name in ["Scoped", "New"] {
            let world = world(&format!(
                "    approval_rules: [{{ name: {name}, approvals_required: 1, {who} }}]"
            ))
            .await;
            let text = said(&world, &["apply", "-y"], 1).await;
            assert!(text.contains(words), "{name} {who}: {text}");
            world.finish();
        }
    }
}

/// The group is found by the administrator who plans, and not by the token that writes: GitLab's answer is compared.
#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_the_token_cannot_see_is_a_problem_before_anything_is_sent() {
    let mut world =
        world("    approval_rules: [{ name: New, approvals_required: 1, groups: [hidden] }]").await;
    world.secret("GITLAB_TOKEN", "token-of-mia");
    let text = said(&world, &["plan"], 1).await;
    assert!(
        text.contains("the group `hidden` does not exist, or this token cannot see it"),
        "{text}"
    );
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_branch_of_a_rule_is_not_deleted() {
    let world = world("    protected_branches: [{ name: stable, state: absent }]").await;
    let plan = world.plan().await;
    let problems = plan.problems.to_string();
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
    assert!(problems.contains("approval_rules/Scoped` would apply to all branches"), "{problems}");
    // In the same plan, the rule is changed first.
    let rule = "{ name: Scoped, approvals_required: 1, protected_branches: [main] }";
    declare(
        &world,
        &format!(
            "    protected_branches: [{{ name: stable, state: absent }}]\n    approval_rules: [{rule}]"
        ),
    );
    let report = world.converge().await;
    assert_eq!(report.entries.len(), 2);
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    let writes: Vec<_> = writes.map(|it| it.method).collect();
    assert_eq!(writes, ["PUT", "DELETE"]);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_type_of_a_rule_is_never_changed() {
    let world = world("    approval_rules: [{ name: All Members, approvals_required: 2 }]").await;
    let problems = world.plan().await.problems.to_string();
    assert!(problems.contains("a rule of another type with this name"), "{problems}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_licence_is_named() {
    let world = world("    approval_rules: [{ name: New, approvals_required: 2 }]").await;
    world.sandbox().world().licence = Licence::Free;
    let text = said(&world, &["plan"], 1).await;
    assert!(text.contains("approval rules require GitLab Premium"), "{text}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_would_refuse_is_a_problem_at_its_line() {
    let world = world("    approval_rules: []").await;
    let cases = [
        ("{ name: x }", "requires `approvals_required`"),
        ("{ name: x, approvals_required: 101 }", "approvals_required"),
        ("{ name: x, approvals_required: -1 }", "approvals_required"),
        ("{ name: Coverage-Check, approvals_required: 1 }", "report_type: code_coverage"),
        (
            "{ name: x, approvals_required: 1, report_type: code_coverage }",
            "only the rule `Coverage-Check`",
        ),
        ("{ name: All Members, approvals_required: 1, users: [mia] }", "is for every member"),
        ("{ name: x, approvals_required: 1, user_ids: [3] }", "write usernames"),
        ("{ name: x, approvals_required: 1, rule_type: regular }", "follows from the name"),
        (
            "{ name: x, approvals_required: 1, protected_branches: [main], applies_to_all_protected_branches: true }",
            "have no effect next to",
        ),
        ("{ name: x, approvals_required: 1, protected_branches: [HEAD] }", "HEAD"),
    ];
    for (rule, words) in cases {
        declare(&world, &format!("    approval_rules:\n      - {rule}"));
        let text = said(&world, &["validate"], 3).await;
        assert!(text.contains(words) && text.contains("labwright.yaml:5"), "{rule}: {text}");
    }
    world.finish();
}
