//! Rows of plain collections in a seed: written as a request would write them.

use labwright::sandbox::{Seed, World};

use super::{get, started};

fn refused(yaml: &str) -> String {
    let world: Result<World, _> = Seed::parse(yaml).and_then(|seed| seed.world());
    world.map(|_| ()).unwrap_err().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seed_fills_the_collections_of_the_instance_of_groups_and_of_projects() {
    let sandbox = started(
        "{ instance: { variables: [{ key: A, value: a }] },
           groups: [{ path: acme, labels: [{ name: of the group, color: red }] }],
           projects: [{ path: acme/api, push_rules: { member_check: true },
             labels: [{ id: 7, name: bug, color: '#abc', priority: 2 }],
             variables: [{ key: B, value: longenough, masked_and_hidden: true, environment_scope: x }] }] }",
    )
    .await;
    assert_eq!(get(&sandbox, "/admin/ci/variables/A").1["value"], "a");
    assert_eq!(get(&sandbox, "/groups/acme/labels").1[0]["color"], "#FF0000");
    let (_, labels) = get(&sandbox, "/projects/acme%2Fapi/labels");
    assert_eq!((&labels[0]["id"], &labels[0]["priority"]), (&7.into(), &2.into()));
    assert_eq!(labels[1]["is_project_label"], false);
    assert_eq!(get(&sandbox, "/projects/acme%2Fapi/push_rule").1["member_check"], true);
    let (_, hidden) = get(&sandbox, "/projects/acme%2Fapi/variables/B?filter[environment_scope]=x");
    assert_eq!((&hidden["hidden"], hidden["value"].is_null()), (&true.into(), true));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seed_sets_the_settings_of_the_instance_of_groups_and_of_projects() {
    let sandbox = started(
        "{ instance: { settings: { help_page_text: Hi, admin_notification_email: a@example.com } },
           groups: [{ path: acme, settings: { project_creation_level: maintainer } }],
           projects: [{ path: acme/api, settings: {
             issues_enabled: false, topics: [zebra, Ant], archived: true, merge_method: ff } }] }",
    )
    .await;
    let (_, instance) = get(&sandbox, "/application/settings");
    assert_eq!(instance["help_page_text"], "Hi");
    assert_eq!(instance["abuse_notification_email"], "a@example.com");
    assert_eq!(get(&sandbox, "/groups/acme").1["project_creation_level"], "maintainer");
    let (_, project) = get(&sandbox, "/projects/acme%2Fapi");
    assert_eq!(
        (&project["issues_access_level"], &project["archived"]),
        (&"disabled".into(), &true.into())
    );
    assert_eq!(project["topics"], serde_json::json!(["Ant", "zebra"]));
    let world = sandbox.world();
    let project = world.project("acme/api").unwrap();
    assert!(!project.is_on("issues_enabled"), "an older name reads the newer one");
    assert_eq!(project.setting("merge_method"), "ff");
}

#[test]
fn a_seed_holds_nothing_that_gitlab_would_refuse_or_not_know() {
    let cases = [
        ("labelz: []", "project acme/api: unknown field `labelz`; collections here: variables, "),
        ("labels: [{ name: bug, colour: red }]", "labels[0]: unknown field `colour`"),
        ("labels: [{ name: bug }]", "labels[0]: color is missing"),
        ("labels: [{ name: bug, color: none }]", "must be a valid color code"),
        ("variables: [{ key: A, value: a }, { key: A, value: b }]", "variables[1]"),
        ("variables: [A]", "variables[0]: a row is a mapping of attributes"),
        ("settings: { merge_methode: ff }", "unknown setting `merge_methode`"),
        ("settings: { merge_method: fast }", "merge_method does not have a valid value"),
        ("settings: { visibility: public }", "public is not allowed in a private namespace"),
    ];
    for (rows, expected) in cases {
        let told = refused(&format!("projects: [{{ path: acme/api, {rows} }}]"));
        assert!(told.contains(expected), "{rows}: {told}");
    }
    let below = "groups: [{ path: a/b, settings: { ip_restriction_ranges: 10.0.0.0/8 } }]";
    assert!(refused(below).contains("only allowed for top-level groups"), "{}", refused(below));
    assert!(refused("instance: { settings: { kroki: 1 } }").contains("unknown setting `kroki`"));
    assert!(refused("instance: { labels: [] }").contains("unknown field `labels`"));
}

#[test]
fn what_is_wrong_with_a_seed_has_a_line() {
    let project = "projects:\n  - path: acme/api\n    members: { root: owner }\n";
    let cases = [
        ("instance: { topics: [{ name: A }] }", "line 1: instance: topics[0]: "),
        (
            "groups:\n  - path: acme\n    labels:\n      - { name: ok, color: red }\n      - { name: bug }\n",
            "line 5: group acme: labels[1]: color is missing",
        ),
        (
            &format!("{project}    push_rules:\n      member_check: maybe"),
            "line 5: project acme/api: push_rules[0]: ",
        ),
        (&format!("{project}    labelz: []"), "line 4: project acme/api: unknown field `labelz`"),
        (
            &format!("\n{project}    shares: {{ crew: owner }}\n    visibility: none"),
            "line 3: project acme/api: ",
        ),
    ];
    for (yaml, expected) in cases {
        let told = refused(yaml);
        assert!(told.contains(expected), "{yaml}: {told}");
    }
}
