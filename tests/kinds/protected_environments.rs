//! Protected environments: entries by their IDs, what GitLab silently drops, and a licence that is missing.

use crate::support::World;
use labwright::sandbox::Licence;
use serde_json::json;

const SEED: &str = "
users: [{ username: mia }, { username: dan }, { username: out }]
groups: [{ path: acme }, { path: guests }, { path: apart }]
projects:
  - path: acme/api
    members: { mia: maintainer, dan: developer, out: reporter }
    shares: { guests: developer }
    protected_environments:
      - name: production
        deploy: [{ id: 70, level: maintainer }, { id: 71, user: dan }]
        approval_rules: [{ who: { id: 80, level: maintainer }, required_approvals: 2 }, { who: { id: 81, user: dan } }]
";

async fn world(environment: &str) -> World {
    let world = World::start(SEED).await;
    declare(&world, environment);
    world
}

fn declare(world: &World, environment: &str) {
    let text = format!(
        "version: 1\nprojects:\n  acme/api:\n    protected_environments:\n      - {environment}\n"
    );
    world.write("labwright.yaml", &text);
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_and_rules_are_changed_by_their_ids_in_one_call() {
    let world = world(
        "{ name: production, deploy_access_levels: [developer, { user: dan }], \
         approval_rules: [{ access_level: maintainer, required_approvals: 3 }, { group: guests }] }",
    )
    .await;
    let plan = world.plan().await;
    assert_eq!(plan.steps().len(), 1);
    let mut loosens = plan.steps()[0].loosens.clone();
    loosens.sort_unstable();
    assert_eq!(loosens, ["approval_rules", "deploy_access_levels"], "a lower role, a rule less");
    world.take_exchanges();
    assert!(world.apply(plan).await.is_whole());
    let sent = world.take_exchanges().into_iter().find(|it| it.method == "PUT").unwrap();
    assert_eq!(
        sent.body.unwrap(),
        json!({
            "deploy_access_levels": [{ "access_level": 30 }, { "id": 70, "access_level": 40, "_destroy": true }],
            "approval_rules": [
                { "group_id": 2, "required_approvals": 1 },
                { "id": 80, "access_level": 40, "required_approvals": 3, "group_inheritance_type": 0 },
                { "id": 81, "user_id": 3, "_destroy": true },
            ],
        })
    );
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn people_and_groups_that_gitlab_drops_are_a_failure_that_names_them() {
    for (entries, rules) in [
        ("[maintainer, { user: out }]", "[]"),
        ("[maintainer, { group: apart }]", "[]"),
        ("[maintainer]", "[{ user: out }]"),
        ("[maintainer]", "[{ group: apart }, { access_level: developer }]"),
    ] {
        for name in ["production", "new"] {
            let environment = format!(
                "{{ name: {name}, deploy_access_levels: {entries}, approval_rules: {rules} }}"
            );
            let world = world(&environment).await;
            let output = world.run(&["apply", "-y"]).await;
            let text = String::from_utf8_lossy(&output.stdout).into_owned();
            let text = text + &String::from_utf8_lossy(&output.stderr);
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(output.status.code(), Some(1), "{environment}: {text}");
            let words = "silently ignores users without the Developer role, and groups that the project is not shared with";
            assert!(text.contains(words), "{environment}: {text}");
            assert!(text.contains("user out") || text.contains("group apart"), "{text}");
            world.finish();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_environment_that_no_one_can_deploy_to_is_noted_and_opened() {
    let world = world("{ name: production, deploy_access_levels: [{ user: dan }] }").await;
    world.converge().await;
    {
        let mut inside = world.sandbox().world();
        let project = inside.projects.values().next().unwrap().id;
        let user = inside.users.values().find(|it| it.username == "dan").unwrap().id;
        inside.remove_member(project, user);
    }
    declare(&world, "{ name: production, deploy_access_levels: [maintainer] }");
    let plan = world.plan().await;
    let text = format!("{:#}", plan.to_json());
    assert!(text.contains("no one can deploy to it now"), "{text}");
    assert!(world.apply(plan).await.is_whole());
    world.finish();
}

/// Without it, GitLab answers 201, and the environment is not protected.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_protected_without_a_licence() {
    let world = world("{ name: new, deploy_access_levels: [maintainer] }").await;
    world.sandbox().world().licence = Licence::Free;
    let plan = world.plan().await;
    let problems = plan.problems.to_string();
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
    assert!(problems.contains("requires GitLab Premium: without it"), "{problems}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_would_refuse_is_a_problem_at_its_line() {
    let world = world("{ name: x, state: absent }").await;
    let cases = [
        ("{ name: x }", "requires `deploy_access_levels`"),
        ("{ name: x, deploy_access_levels: [] }", "deploy_access_levels"),
        ("{ name: x, deploy_access_levels: [owner] }", "GitLab has no level for owners only"),
        ("{ name: x, deploy_access_levels: [no one] }", "cannot be `no one`"),
        ("{ name: 'review/*', deploy_access_levels: [admin] }", "without wildcards"),
        (
            "{ name: x, deploy_access_levels: [admin], approval_rules: [{ user: a, required_approvals: 6 }] }",
            "required_approvals",
        ),
        (
            "{ name: x, deploy_access_levels: [admin], approval_rules: [{ user: a, required_approvals: 0 }] }",
            "required_approvals",
        ),
        (
            "{ name: x, deploy_access_levels: [admin], approval_rules: [{ user: a }, { user: A }] }",
            "two rules are for the same",
        ),
        ("{ name: x, allowed_to_deploy: [admin] }", "deploy_access_levels"),
        ("{ name: x, required_approval_count: 2 }", "approval_rules"),
    ];
    for (environment, words) in cases {
        declare(&world, environment);
        let output = world.run(&["validate"]).await;
        let text = String::from_utf8_lossy(&output.stderr).replace('│', " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(3), "{environment}: {text}");
        assert!(text.contains(words) && text.contains("labwright.yaml:5"), "{environment}: {text}");
    }
    let group = "version: 1\ngroups:\n  acme:\n    protected_environments: [{ name: Production, deploy_access_levels: [admin] }]\n";
    world.write("labwright.yaml", group);
    let output = world.run(&["validate"]).await;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(3) && text.contains("staging"), "{text}");
    world.finish();
}
