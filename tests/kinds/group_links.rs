//! Links with groups of identity providers and LDAP servers.

#![expect(clippy::unwrap_used, reason = "a test")]

use crate::support::World;
use crate::unsupported::refused;
use serde_json::{Value, json};

/// Links, from line 3 on.
fn declare(world: &World, links: &str) {
    world.write("labwright.yaml", &format!("version: 1\ngroups: {{ acme: {{\n{links} }} }}\n"));
}

async fn told(world: &World, arguments: &[&str], code: i32) -> String {
    let output = world.run(arguments).await;
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(code), "{text}");
    let marks = |it: char| it.is_whitespace() || "│×╭╰─·".contains(it);
    text.split(marks).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What was written since the last time.
fn writes(world: &World) -> Vec<(String, Value)> {
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| (it.method, it.body.unwrap_or_default())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_a_deletion_and_a_creation_side_by_side() {
    let world = World::start("{ saml: true, groups: [{ path: acme }] }").await;
    declare(
        &world,
        "ldap_group_links: [{ cn: devs, provider: ldapmain, group_access: guest }],
        saml_group_links: [{ saml_group_name: devs, access_level: guest }]",
    );
    told(&world, &["apply", "-y"], 0).await;
    told(&world, &["apply", "-y"], 0).await;
    assert_eq!(writes(&world).len(), 2, "then in sync");
    declare(
        &world,
        "ldap_group_links: [{ cn: devs, provider: ldapmain, group_access: developer }]",
    );
    let text = told(&world, &["plan"], 0).await;
    assert!(text.contains("ldap_group_links/devs@ldapmain"), "{text}");
    assert!(text.contains("GitLab cannot change a link"), "{text}");
    told(&world, &["apply", "-y"], 0).await;
    let body = json!({ "cn": "devs", "provider": "ldapmain", "group_access": 30 });
    assert_eq!(writes(&world), [("DELETE".to_owned(), Value::Null), ("POST".to_owned(), body)]);
}

/// GitLab answers 401, as it does to a token that it does not know.
#[tokio::test(flavor = "multi_thread")]
async fn a_group_without_single_sign_on_is_a_problem_of_its_own() {
    let world = World::start("{ groups: [{ path: acme }] }").await;
    declare(
        &world,
        "saml_group_links: [{ saml_group_name: devs, access_level: guest }],
        ldap_group_links: [{ cn: devs, provider: ldapmain, group_access: guest }]",
    );
    let text = refused(&world, "SAML", "/saml_group_links").await;
    assert!(text.contains("SAML single sign-on is not enabled for acme"), "{text}");
    assert!(
        text.contains("labwright.yaml:3") && !text.contains("does not know this token"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_links_are_problems_in_words() {
    let world = World::start("{ groups: [{ path: acme }] }").await;
    for (links, said) in [
        ("ldap_group_links: [{ provider: a, group_access: guest }]", "`cn` or `filter` is missing"),
        (
            "ldap_group_links: [{ cn: a, filter: (b=c), provider: a, group_access: guest }]",
            "a link has either `cn` or `filter`",
        ),
        ("ldap_group_links: [{ cn: a, group_access: guest }]", "`provider` is missing"),
        ("ldap_group_links: [{ cn: a, provider: a }]", "`group_access` is missing"),
        (
            "ldap_group_links: [{ cn: a, provider: a, group_access: guest }, { cn: a, provider: a, group_access: owner }]",
            "declared twice",
        ),
        ("saml_group_links: [{ access_level: guest }]", "`saml_group_name` is missing"),
        ("saml_group_links: [{ saml_group_name: a }]", "`access_level` is missing"),
    ] {
        declare(&world, links);
        let text = told(&world, &["validate"], 3).await;
        assert!(text.contains(said) && text.contains("labwright.yaml:3"), "{links}: {text}");
    }
}
