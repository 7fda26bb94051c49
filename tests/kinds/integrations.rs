//! Integrations: secrets that are part of every change, inheritance, what GitLab ignores silently, and what it refuses.

use serde_json::{Value, json};

use crate::support::World;

const SEED: &str = "
groups:
  - path: acme
    integrations:
      - { slug: external-wiki, external_wiki_url: 'https://wiki.example.com/acme' }
      - { slug: mattermost, webhook: 'https://chat.example.com/unseen-path' }
projects:
  - path: acme/api
    integrations: [{ slug: slack, webhook: 'https://hooks.example.com/unseen-path', channel: old }]
";
const HOOK: &str = "https://hooks.example.com/services/unseen-path";

async fn world() -> World {
    let mut world = World::start(SEED).await;
    world.secret("WEBHOOK", HOOK);
    world.secret("PASSWORD", "unseen-password");
    world.secret("SHORT", "s3cr3t");
    world
}

fn declare(world: &World, integrations: &str) {
    let text =
        format!("version: 1\nprojects: {{ acme/api: {{ integrations: {integrations} }} }}\n");
    world.write("labwright.yaml", &text);
}

/// Runs an apply that succeeds, and returns method, slug, and body of what it wrote.
async fn applied(world: &World, arguments: &[&str]) -> Vec<(String, String, Value)> {
    world.take_exchanges();
    let output = world.run(&[&["apply", "-y"], arguments].concat()).await;
    assert!(output.status.success(), "{output:?}");
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    let slug = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
    writes.map(|it| (it.method, slug(&it.path), it.body.unwrap_or_default())).collect()
}

/// What a plan prints.
async fn planned(world: &World) -> String {
    let output = world.run(&["plan"]).await;
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn put(slug: &str, body: Value) -> (String, String, Value) {
    ("PUT".to_owned(), slug.to_owned(), body)
}

/// GitLab requires them each time, and never returns them.
#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_part_of_every_change_and_are_not_compared() {
    let world = world().await;
    let slack = |more: &str| {
        format!("[{{ slug: slack, secrets: {{ webhook: {{ env: WEBHOOK }} }}{more} }}]")
    };
    declare(&world, &slack(""));
    assert!(applied(&world, &[]).await.is_empty(), "nothing to compare");
    let sent = applied(&world, &["--rotate-secrets"]).await;
    assert_eq!(sent, [put("slack", json!({ "webhook": HOOK, "use_inherited_settings": false }))]);
    declare(&world, &slack(", properties: { channel: new, username: null }, push_events: true"));
    let plan = planned(&world).await;
    assert!(plan.contains("channel") && !plan.contains("unseen-"), "{plan}");
    let whole = json!({
        "webhook": HOOK, "use_inherited_settings": false, "channel": "new", "username": null, "push_events": true,
    });
    assert_eq!(applied(&world, &[]).await, [put("slack", whole)]);
    assert!(applied(&world, &[]).await.is_empty(), "in sync");
    declare(&world, "[{ slug: slack, state: absent }, { slug: jira, state: absent }]");
    let gone = ("DELETE".to_owned(), "slack".to_owned(), Value::Null);
    assert_eq!(applied(&world, &[]).await, [gone]);
    assert!(applied(&world, &[]).await.is_empty(), "one that is disabled does not exist");
    // An integration that was disabled is activated by the same call.
    declare(&world, &slack(", properties: { channel: new }"));
    assert_eq!(applied(&world, &[]).await.len(), 1);
    assert!(applied(&world, &[]).await.is_empty(), "in sync");
    world.finish();
}

/// While it is inherited, GitLab answers 200 and ignores every value.
#[tokio::test(flavor = "multi_thread")]
async fn an_inherited_integration_becomes_the_projects_own_and_back() {
    let world = world().await;
    declare(&world, "[{ slug: external-wiki, use_inherited_settings: true }]");
    assert!(applied(&world, &[]).await.is_empty(), "it is inherited");
    // Its values are those of the group, and it is not the same integration.
    let url = "https://wiki.example.com/acme";
    declare(
        &world,
        &format!("[{{ slug: external-wiki, properties: {{ external_wiki_url: '{url}' }} }}]"),
    );
    let plan = planned(&world).await;
    assert!(plan.contains("use_inherited_settings") && plan.contains("it is inherited"), "{plan}");
    let own = json!({ "external_wiki_url": url, "use_inherited_settings": false });
    assert_eq!(applied(&world, &[]).await, [put("external-wiki", own)]);
    assert!(applied(&world, &[]).await.is_empty(), "in sync");
    declare(&world, "[{ slug: external-wiki, use_inherited_settings: true }]");
    let inherited = json!({ "external_wiki_url": "", "use_inherited_settings": true });
    assert_eq!(applied(&world, &[]).await, [put("external-wiki", inherited)]);
    assert!(applied(&world, &[]).await.is_empty(), "in sync");
    // What is inherited is not pruned; the project's own is.
    declare(
        &world,
        "{ prune: true, items: [{ slug: external-wiki, use_inherited_settings: true }] }",
    );
    let plan = planned(&world).await;
    assert!(plan.contains("it is inherited; use `state: absent`"), "{plan}");
    let gone = |slug: &str| ("DELETE".to_owned(), slug.to_owned(), Value::Null);
    assert_eq!(applied(&world, &[]).await, [gone("slack")]);
    declare(&world, "[{ slug: mattermost, state: absent }]");
    assert_eq!(applied(&world, &[]).await, [gone("mattermost")]);
    assert!(applied(&world, &[]).await.is_empty(), "in sync");
    world.finish();
}

/// Those of groups are written first.
#[tokio::test(flavor = "multi_thread")]
async fn what_one_file_declares_in_a_group_is_inherited_in_the_same_apply() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    let wiki = "slug: external-wiki";
    world.write(
        "labwright.yaml",
        &format!(
            "version: 1\ngroups: {{ acme: {{ integrations: [{{ {wiki}, properties: {{ external_wiki_url: 'https://a.example.com' }} }}] }} }}
projects: {{ acme/api: {{ integrations: [{{ {wiki}, use_inherited_settings: true }}] }} }}\n"
        ),
    );
    assert_eq!(applied(&world, &["--parallelism", "1"]).await.len(), 2);
    assert!(applied(&world, &[]).await.is_empty(), "in sync");
    world.finish();
}

/// The project keeps its own values, since empty ones are refused.
#[tokio::test(flavor = "multi_thread")]
async fn what_no_group_has_cannot_be_inherited_and_loses_nothing() {
    let world = world().await;
    declare(&world, "[{ slug: slack, use_inherited_settings: true }]");
    let output = world.run(&["apply", "-y"]).await;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("rejects these values of the integration"), "{said}");
    let now = world.send("GET", "/projects/acme%2Fapi/integrations/slack", Value::Null).await.body;
    assert_eq!((&now["properties"]["channel"], &now["inherited"]), (&json!("old"), &json!(false)));
    world.finish();
}

/// GitLab answers 200, with other values.
#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_gitlab_ignores_fails_its_step() {
    for (integration, expected) in [
        (
            "{ slug: datadog, properties: { datadog_ci_visibility: true }, secrets: { api_key: { env: PASSWORD } }, pipeline_events: false }",
            "`pipeline_events`: sent false, but GitLab returned true",
        ),
        (
            "{ slug: pushover, properties: { priority: '0', volume: 11 }, secrets: { api_key: { env: PASSWORD }, user_key: { env: PASSWORD } } }",
            "`properties`: sent {\"priority\":\"0\",\"volume\":11}, but GitLab returned {\"priority\":\"0\",\"volume\":null}",
        ),
    ] {
        let world = world().await;
        declare(&world, &format!("[{integration}]"));
        let output = world.run(&["apply", "-y"]).await;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(said.contains(expected), "{expected}: {said}");
        assert!(!said.contains("unseen-"), "{said}");
        world.take_exchanges();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_refuses_or_ignores_in_an_integration_is_a_sentence() {
    let world = world().await;
    let secret = "secrets: { webhook: { env: WEBHOOK } }";
    for (integration, expected) in [
        ("{ slug: slack }", "slack requires `webhook`, with every change"),
        ("{ slug: slack, secrets: { webhook: unseen-path } }", "a reference to a secret"),
        ("{ slug: slack, properties: { webhook: unseen-path } }", "`webhook` of slack is a secret"),
        (
            &format!("{{ slug: slack, {secret}, properties: {{ push_events: true }} }}"),
            "write it next to `slug`: push_events: true",
        ),
        (
            &format!("{{ slug: slack, {secret}, properties: {{ chanel: a }} }}"),
            "properties of slack: ",
        ),
        (
            &format!(
                "{{ slug: slack, {secret}, properties: {{ notify_only_broken_pipelines: 'yes' }} }}"
            ),
            "must be true or false",
        ),
        (&format!("{{ slug: slack, {secret}, properties: {{ channel: 5 }} }}"), "must be a text"),
        (
            &format!("{{ slug: slack, {secret}, commit_events: true }}"),
            "GitLab ignores `commit_events` of slack",
        ),
        (
            "{ slug: slack, secrets: { webhook: { env: WEBHOOK }, username: { env: WEBHOOK } } }",
            "`username` is not a secret of slack",
        ),
        (
            &format!("{{ slug: external-wiki, use_inherited_settings: true, {secret} }}"),
            "GitLab ignores `secrets` while",
        ),
        (
            "{ slug: external-wiki, use_inherited_settings: true, push_events: true }",
            "GitLab ignores `push_events` while",
        ),
        (
            "{ slug: jira, properties: { url: 'https://jira.example.com', project_keys: AB }, secrets: { password: { env: PASSWORD } } }",
            "must be a list of texts",
        ),
        (
            "{ slug: external_wiki, properties: { external_wiki_url: 'https://a.example.com' } }",
            "lower-case letters, digits, and `-`",
        ),
        (
            "{ slug: pushover, properties: { user_key: unseen-path, priority: '0' } }",
            "the property `user_key` looks like a credential",
        ),
        (
            "{ slug: pushover, properties: { priority: '0' }, secrets: { api_key: { env: PASSWORD } } }",
            "requires a value that the file does not declare",
        ),
        ("{ slug: nonsense, properties: { a: b } }", "does not have an integration with this slug"),
        (
            "{ slug: discord, secrets: { webhook: { env: WEBHOOK } } }",
            "URL must point to discord.com",
        ),
        (
            "{ slug: harbor, properties: { url: 'https://h.example.com', project_name: x, username: u }, secrets: { password: { env: SHORT } } }",
            "\"is invalid\"",
        ),
        (
            "{ slug: gitlab-slack-application, properties: { channel: x } }",
            "does not offer the integration",
        ),
        (
            "{ slug: emails-on-push, properties: { recipients: a@example.com, disable_diffs: null } }",
            "must be true or false",
        ),
        (&format!("{{ slug: mattermost, {secret}, push_events: null }}"), "push_events"),
    ] {
        declare(&world, &format!("[{integration}]"));
        let output = world.run(&["validate"]).await;
        let said = match output.status.code() {
            Some(0) => crate::unsupported::refused(&world, integration, "/integrations/").await,
            code => {
                let text = String::from_utf8_lossy(&output.stderr).into_owned();
                assert_eq!(code, Some(3), "{integration}: {text}");
                assert!(text.contains("labwright.yaml:2"), "{integration}: {text}");
                text.split_whitespace().filter(|it| *it != "│").collect::<Vec<_>>().join(" ")
            }
        };
        assert!(said.contains(expected), "{integration}: {said}");
        assert!(!said.contains("unseen-"), "{said}");
    }
    world.take_exchanges();
}

/// Only one can be active.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_issue_tracker_is_refused_with_what_to_do() {
    let world = world().await;
    let jira = "{ slug: jira, properties: { url: 'https://jira.example.com', username: bot, jira_auth_type: 0 }, secrets: { password: { env: PASSWORD } } }";
    declare(&world, &format!("[{jira}]"));
    applied(&world, &[]).await;
    let url = "https://issues.example.com";
    declare(
        &world,
        &format!(
            "[{{ slug: custom-issue-tracker, properties: {{ project_url: '{url}', issues_url: '{url}/:id', new_issue_url: '{url}/new' }} }}]"
        ),
    );
    let said = crate::unsupported::refused(&world, "trackers", "/integrations/").await;
    assert!(
        said.contains("another active issue tracker") && said.contains("`state: absent`"),
        "{said}"
    );
    world.finish();
}
