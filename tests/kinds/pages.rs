//! Pages settings: they depend on domains, and GitLab fails or keeps silent instead of saying so.

use crate::support::World;
use labwright::sandbox::{Answer, Fault, Harm};
use serde_json::json;

const SEED: &str = "
users: [{ username: dan }]
projects:
  - path: acme/api
    members: { dan: developer }
    pages: { pages_https_only: false }
    pages_domains:
      - { domain: docs.example.com }
      - { domain: auto.example.com, auto_ssl_enabled: true }
      - { domain: tls.example.com, certificate: PEM, key: PEM }
  - { path: acme/bare }
";

fn declare(world: &World, project: &str, pages: &str) {
    let text = format!("version: 1\nprojects:\n  {project}:\n    pages: {{ {pages} }}\n");
    world.write("labwright.yaml", &text);
}

async fn run(world: &World, arguments: &[&str]) -> (Option<i32>, String) {
    let output = world.run(arguments).await;
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).replace('│', "");
    (output.status.code(), text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// GitLab answers 500 to the first one, and 400 to the others.
#[tokio::test(flavor = "multi_thread")]
async fn what_the_domains_do_not_allow_is_a_problem_of_the_plan() {
    let world = World::start(SEED).await;
    for (pages, said) in [
        ("pages_https_only: true", "the Pages domain `docs.example.com` has no certificate"),
        ("pages_primary_domain: 'https://docs.example.com'", "write `http://docs.example.com`"),
        ("pages_primary_domain: 'http://DOCS.example.com/'", "write `http://docs.example.com`"),
        ("pages_primary_domain: 'http://tls.example.com'", "write `https://tls.example.com`"),
        (
            "pages_primary_domain: 'https://none.example.com'",
            "`http://auto.example.com`, `http://docs.example.com`",
        ),
    ] {
        declare(&world, "acme/api", pages);
        let (code, told) = run(&world, &["plan"]).await;
        assert!(code == Some(1) && told.contains(said), "{pages}: {code:?} {told}");
        assert!(told.contains("labwright.yaml:4"), "{pages}: {told}");
    }
    declare(&world, "acme/bare", "pages_primary_domain: 'https://none.example.com'");
    let (_, told) = run(&world, &["plan"]).await;
    assert!(told.contains("the project has no Pages domains"), "{told}");
    declare(&world, "acme/bare", "pages_primary_domain: docs.example.com");
    let (code, told) = run(&world, &["validate"]).await;
    assert!(code == Some(3) && told.contains("is not a URL"), "{told}");
    assert!(world.take_exchanges().iter().all(|it| it.method == "GET"));
}

/// The domains are read only if a change depends on them.
#[tokio::test(flavor = "multi_thread")]
async fn domains_are_read_only_if_a_change_depends_on_them() {
    let world = World::start(SEED).await;
    let reads = |world: &World| {
        let all = world.take_exchanges().into_iter().filter(|it| it.path.contains("/pages"));
        all.map(|it| it.path.rsplit('/').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    declare(
        &world,
        "acme/api",
        "pages_unique_domain_enabled: false, pages_https_only: false, pages_primary_domain: null",
    );
    assert_eq!(world.plan().await.steps().len(), 1);
    assert_eq!(reads(&world), ["pages"]);
    declare(&world, "acme/api", "pages_primary_domain: 'https://tls.example.com'");
    world.converge().await;
    let all = reads(&world);
    assert_eq!(all.iter().filter(|it| it.starts_with("domains")).count(), 1, "{all:?}");
    // All domains have a certificate or get one.
    world.send("DELETE", "projects/acme%2Fapi/pages/domains/docs.example.com", json!(null)).await;
    declare(&world, "acme/api", "pages_https_only: true");
    world.converge().await;
    world.take_exchanges();
}

/// GitLab's own words are a bare 500, and a sentence about an attribute.
#[tokio::test(flavor = "multi_thread")]
async fn domains_that_change_after_the_plan_are_named() {
    let world = World::start(SEED).await;
    declare(&world, "acme/api", "pages_primary_domain: 'https://tls.example.com'");
    let plan = world.plan().await;
    world.send("DELETE", "projects/acme%2Fapi/pages/domains/tls.example.com", json!(null)).await;
    let told = format!("{:#}", world.apply(plan).await.to_json());
    assert!(told.contains("is not the URL of a Pages domain of acme/api"), "{told}");
    declare(&world, "acme/bare", "pages_https_only: false");
    world.converge().await;
    declare(&world, "acme/bare", "pages_https_only: true");
    let plan = world.plan().await;
    let domain = json!({ "domain": "new.example.com" });
    world.send("POST", "projects/acme%2Fbare/pages/domains", domain).await;
    let told = format!("{:#}", world.apply(plan).await.to_json());
    assert!(told.contains("while a Pages domain has no certificate"), "{told}");
    // The URL of the site itself is for GitLab to judge.
    let site =
        world.send("GET", "projects/acme%2Fbare/pages", json!(null)).await.body["url"].clone();
    declare(&world, "acme/bare", &format!("pages_primary_domain: {site}"));
    assert_eq!(world.plan().await.steps().len(), 1);
    world.take_exchanges();
}

/// Where Pages are not served over HTTPS, GitLab answers 200 and leaves the switch off.
#[tokio::test(flavor = "multi_thread")]
async fn https_that_stays_off_is_a_failure() {
    let world = World::start(SEED).await;
    declare(&world, "acme/bare", "pages_https_only: false");
    world.converge().await;
    declare(&world, "acme/bare", "pages_https_only: true");
    let off = Harm::Replaced { at: "/force_https".to_owned(), with: json!(false) };
    world.sandbox().fault(Fault::new("PATCH", "/projects/*/pages", off));
    let report = world.apply(world.plan().await).await;
    let told = format!("{:#}", report.to_json());
    assert!(!report.is_whole(), "{told}");
    assert!(told.contains("sent true, but GitLab returned false"), "{told}");
    assert!(told.contains("not served over HTTPS"), "{told}");
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_role_or_without_pages_the_cause_is_named() {
    let world = World::start(SEED).await;
    declare(&world, "acme/api", "pages_unique_domain_enabled: false");
    world.write("token", "sandbox-dan-token");
    let (code, told) = run(&world, &["plan", "--token-file", "token"]).await;
    assert!(code == Some(1) && told.contains("the Maintainer role"), "{told}");
    world.send("PUT", "projects/acme%2Fapi", json!({ "pages_access_level": "disabled" })).await;
    let (code, told) = run(&world, &["plan"]).await;
    assert!(code == Some(1) && told.contains("`pages_access_level`"), "{told}");
    // The instance has no Pages at all.
    let gone = Harm::Answer(Answer {
        status: 404,
        body: json!({ "message": "404 Not Found" }).to_string(),
        ..Answer::default()
    });
    world.sandbox().fault(Fault::new("GET", "/projects/*/pages", gone));
    let (code, told) = run(&world, &["plan"]).await;
    assert!(code == Some(1) && told.contains("Pages are disabled on this instance"), "{told}");
    world.take_exchanges();
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_gitlab_returns_or_puts_elsewhere_lead_to_the_right_ones() {
    let world = World::start(SEED).await;
    for (pages, said) in [
        ("force_https: true", "pages_https_only"),
        ("is_unique_domain_enabled: true", "pages_unique_domain_enabled"),
        ("pages_access_level: enabled", "`settings`"),
    ] {
        declare(&world, "acme/api", pages);
        let (code, told) = run(&world, &["validate"]).await;
        assert!(code == Some(3) && told.contains(said), "{pages}: {told}");
    }
}
