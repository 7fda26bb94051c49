//! Hooks of projects and groups: what only the single hook has, signing tokens, and what GitLab refuses.

use crate::support::World;
use serde_json::json;

const SEED: &str = "
users: [{ username: mia }, { username: max }]
tokens:
  - { user: mia, token: token-of-mia, scopes: [api] }
  - { user: max, token: token-of-max, scopes: [api] }
groups:
  - { path: acme, members: { mia: owner } }
projects:
  - path: acme/api
    members: { max: developer }
    hooks:
      - { name: one, url: 'https://one.example.com/', custom_headers: { X-Old: unseen-old } }
      - { name: two, url: 'https://two.example.com/', url_variables: { tenant: unseen-old } }
      - { name: three, url: 'https://three.example.com/' }
";

async fn world() -> World {
    let mut world = World::start(SEED).await;
    world.secret("GITLAB_TOKEN", "token-of-mia");
    world.secret("HEADER", "value-of-a-header");
    world.secret("TOKEN", "value-of-a-token");
    world
}

fn declare(world: &World, hooks: &str) {
    let text = format!("version: 1\nprojects: {{ acme/api: {{ hooks: [\n{hooks}] }} }}\n");
    world.write("labwright.yaml", &text);
}

fn sent(world: &World, method: &str) -> Vec<String> {
    let all = world.take_exchanges().into_iter();
    let all = all.filter(|it| it.method == method && it.path.contains("/hooks"));
    all.map(|it| it.path.replace("/projects/acme%2Fapi/hooks", "…")).collect()
}

/// What a plan and an apply that write nothing print.
async fn refused(world: &World) -> String {
    crate::unsupported::refused(world, "hooks", "/hooks").await
}

/// The list of a project lacks variables and headers.
#[tokio::test(flavor = "multi_thread")]
async fn a_hook_is_read_itself_only_if_its_variables_or_headers_are_declared() {
    let world = world().await;
    declare(
        &world,
        "{ name: one, url: 'https://one.example.com/', custom_headers: { X-New: { env: HEADER } } },
         { name: two, url: 'https://two.example.com/' },
         { name: three, url: 'https://three.example.com/', url_variables: {} }",
    );
    world.take_exchanges();
    let plan = world.plan().await;
    assert_eq!(sent(&world, "GET"), ["…", "…/1", "…/3"]);
    let report = world.apply(plan).await;
    assert!(report.is_whole(), "{:#}", report.to_json());
    let calls = world.take_exchanges();
    let writes: Vec<_> = calls.iter().filter(|it| it.method != "GET").collect();
    let [put, delete] = writes.as_slice() else { panic!("{writes:?}") };
    let header = json!([{ "key": "X-New", "value": "value-of-a-header" }]);
    assert_eq!(put.body, Some(json!({ "custom_headers": header })));
    assert!(delete.path.ends_with("/hooks/1/custom_headers/X-Old"), "{}", delete.path);
    assert!(world.plan().await.steps().is_empty());
    world.finish();
}

/// A new URL would make GitLab remove headers that no file has.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_url_reads_the_hook_and_never_loses_headers() {
    let world = world().await;
    declare(&world, "{ name: one, url: 'https://new.example.com/' }");
    let said = refused(&world).await;
    assert!(said.contains("GitLab removes the headers X-Old when the URL changes"), "{said}");
    assert!(said.contains("labwright.yaml:3"), "{said}");
    declare(&world, "{ name: three, url: 'https://new.example.com/' }");
    world.take_exchanges();
    assert_eq!(world.plan().await.steps().len(), 1);
    assert_eq!(sent(&world, "GET"), ["…", "…/3"]);
    world.finish();
}

/// Older GitLabs ignore a signing token.
#[tokio::test(flavor = "multi_thread")]
async fn a_signing_token_that_gitlab_ignores_is_a_failure_in_words() {
    let world = world().await;
    declare(
        &world,
        "{ name: three, url: 'https://three.example.com/', signing_token: { env: TOKEN } }",
    );
    let said = refused(&world).await;
    assert!(said.contains("GitLab does not return `signing_token`"), "{said}");
    assert!(said.contains("requires GitLab 19.0 or newer"), "{said}");
    declare(
        &world,
        "{ name: four, url: 'https://four.example.com/', signing_token: { env: TOKEN } }",
    );
    let output = world.run(&["apply", "-y"]).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("failed: create projects/acme/api/hooks/four"), "{text}");
    assert!(text.contains("`signing_token`: sent"), "{text}");
    assert!(!text.contains("value-of-a-token"), "{text}");
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn from_19_0_on_a_signing_token_is_compared_by_presence_and_sent_with_a_new_url() {
    let mut world = World::start(&format!("version: 19.1.0-ee\n{SEED}")).await;
    world.secret("TOKEN", "value-of-a-token");
    let three = |more: &str| format!("{{ name: three, {more} }}");
    let signed = "signing_token: { env: TOKEN }";
    declare(&world, &three(&format!("url: 'https://three.example.com/', {signed}")));
    world.converge().await;
    world.take_exchanges();
    declare(&world, &three(&format!("url: 'https://new.example.com/', {signed}")));
    world.converge().await;
    let put = world.take_exchanges().into_iter().find(|it| it.method == "PUT").unwrap();
    let body = json!({ "url": "https://new.example.com/", "signing_token": "value-of-a-token" });
    assert_eq!(put.body, Some(body));
    declare(&world, &three("url: 'https://other.example.com/'"));
    let said = refused(&world).await;
    assert!(said.contains("GitLab removes the signing token when the URL changes"), "{said}");
    world.take_exchanges();
}

/// What GitLab refuses, each at its line and with the next step.
#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_refuses_in_a_hook_is_a_sentence() {
    let mut world = world().await;
    for (hook, expected) in [
        ("{ name: x, url: 'ftp://x.example.com' }", "http://"),
        ("{ name: x, url: 'https://x.example.com/{missing}' }", "`url_variables` does not define"),
        ("{ name: x }", "`url`"),
        ("{ url: { env: TOKEN } }", "a hook whose `url` is a reference requires a `name`"),
        ("{ name: x, url: 'https://u:pw@x.example.com/' }", "write `url: { env: NAME }`"),
        ("{ name: x, url: 'https://x.example.com/', subgroup_events: true }", "`subgroup_events`"),
        (
            "{ name: x, url: 'https://x.example.com/', branch_filter_strategy: all_branches, push_events_branch_filter: main }",
            "GitLab removes the filter",
        ),
    ] {
        declare(&world, hook);
        let output = world.run(&["validate"]).await;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{hook}: {text}");
        assert!(text.contains(expected) && text.contains("labwright.yaml:3"), "{hook}: {text}");
    }
    for (hook, expected) in [
        ("{ name: x, url: 'http://127.0.0.1:9/x' }", "not lead to a local network"),
        (
            "{ name: x, url: 'https://x.example.com/', branch_filter_strategy: regex, push_events_branch_filter: '(broken' }",
            "not a valid wildcard or regular expression",
        ),
    ] {
        declare(&world, hook);
        let said = refused(&world).await;
        assert!(said.contains(expected), "{hook}: {said}");
    }
    world.secret("GITLAB_TOKEN", "token-of-max");
    declare(&world, "{ name: three, url: 'https://three.example.com/', push_events: false }");
    let said = refused(&world).await;
    assert!(said.contains("Give the token's user the Maintainer role"), "{said}");
    world.take_exchanges();
}

/// Hooks of a group are for its owners, and for GitLab Premium.
#[tokio::test(flavor = "multi_thread")]
async fn hooks_of_a_group_require_premium() {
    let world = World::start("licence: free\ngroups: [{ path: acme }]\n").await;
    world.write(
        "labwright.yaml",
        "version: 1\ngroups: { acme: { hooks: [{ name: a, url: 'https://a.example.com/' }] } }\n",
    );
    let said = refused(&world).await;
    assert!(said.contains("Premium"), "{said}");
}
