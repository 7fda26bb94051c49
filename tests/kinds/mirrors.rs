//! Mirrors: credentials in a URL, what GitLab turns off silently, and what it refuses.

use crate::support::World;
use serde_json::json;

const SEED: &str = "
projects:
  - path: acme/api
    push_mirrors:
      - { url: 'https://u:unseen-pw@git.example.com/kept.git', enabled: true, only_protected_branches: true }
";

async fn world() -> World {
    let mut world = World::start(SEED).await;
    world.secret("PASSWORD", "p:w/o @rd+%");
    world.secret("LOGIN", "bot@example.com");
    world
}

fn declare(world: &World, mirrors: &str) {
    let text = format!("version: 1\nprojects: {{ acme/api: {{ push_mirrors: [\n{mirrors}] }} }}\n");
    world.write("labwright.yaml", &text);
}

/// Runs an apply that succeeds, and returns method and body of what it wrote.
async fn applied(world: &World) -> Vec<(String, serde_json::Value)> {
    world.take_exchanges();
    let output = world.run(&["apply", "-y"]).await;
    assert!(output.status.success(), "{output:?}");
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| (it.method, it.body.unwrap_or_default())).collect()
}

/// They are encoded, so that no character of them ends the user or the host.
#[tokio::test(flavor = "multi_thread")]
async fn credentials_are_a_part_of_the_url_and_a_mirror_with_others_is_recreated() {
    let world = world().await;
    let url = "url: 'https://git.example.com/new.git'";
    declare(
        &world,
        &format!(
            "{{ {url}, credentials: {{ user: {{ env: LOGIN }}, password: {{ env: PASSWORD }} }} }}"
        ),
    );
    let sent = applied(&world).await;
    let whole = "https://bot%40example%2Ecom:p%3Aw%2Fo%20%40rd%2B%25@git.example.com/new.git";
    assert_eq!(sent, [("POST".to_owned(), json!({ "url": whole }))]);
    assert!(applied(&world).await.is_empty(), "in sync");
    // A mirror that loses its password is another one.
    declare(&world, &format!("{{ {url}, credentials: {{ user: bot }} }}"));
    let sent = applied(&world).await;
    let methods: Vec<_> = sent.iter().map(|it| it.0.as_str()).collect();
    assert_eq!(methods, ["DELETE", "POST"]);
    assert_eq!(sent[1].1, json!({ "url": "https://bot@git.example.com/new.git" }));
    assert!(applied(&world).await.is_empty(), "in sync");
    let output = world.run(&["apply", "-y", "--rotate-secrets"]).await;
    assert!(output.status.success(), "{output:?}");
    let writes: Vec<_> =
        world.take_exchanges().into_iter().filter(|it| it.method != "GET").collect();
    assert_eq!(writes.len(), 2, "a rotation recreates it");
    world.finish();
}

/// GitLab never returns credentials, so a mirror that needs them cannot be recreated without them.
#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_whose_credentials_are_unknown_is_never_recreated() {
    let world = world().await;
    declare(&world, "{ url: 'http://git.example.com/kept.git' }");
    let said = crate::unsupported::refused(&world, "mirrors", "/remote_mirrors").await;
    assert!(said.contains("does not know the credentials"), "{said}");
    assert!(said.contains("declare `credentials`") && said.contains("labwright.yaml:3"), "{said}");
    world.finish();
}

/// A request can have one of the two fields, and GitLab turns the other one off.
#[tokio::test(flavor = "multi_thread")]
async fn a_pattern_and_protected_branches_exclude_each_other() {
    let world = world().await;
    let kept = "url: 'https://git.example.com/kept.git'";
    declare(&world, &format!("{{ {kept}, mirror_branch_regex: '^v' }}"));
    let output = world.run(&["plan"]).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("GitLab turns `only_protected_branches` off"), "{text}");
    declare(
        &world,
        &format!("{{ {kept}, mirror_branch_regex: '^v', only_protected_branches: false }}"),
    );
    let sent = applied(&world).await;
    assert_eq!(sent, [("PUT".to_owned(), json!({ "mirror_branch_regex": "^v" }))]);
    declare(
        &world,
        &format!("{{ {kept}, mirror_branch_regex: null, only_protected_branches: true }}"),
    );
    let sent = applied(&world).await;
    assert_eq!(sent, [("PUT".to_owned(), json!({ "only_protected_branches": true }))]);
    assert!(applied(&world).await.is_empty(), "in sync");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_gitlab_refuses_in_a_mirror_is_a_sentence() {
    let world = world().await;
    for (mirror, expected) in [
        (
            "{ url: 'https://u:unseen-pw@git.example.com/a.git' }",
            "write `credentials: { user: NAME, password: { env: NAME } }`",
        ),
        ("{ url: 'https://unseen-pw@git.example.com/a.git' }", "is a URL with a credential in it"),
        ("{ url: 'git@git.example.com:a/b.git' }", "ssh://"),
        ("{ url: 'ftp://git.example.com/a.git' }", "ssh://"),
        (
            "{ url: 'https://a.example.com/a', credentials: { user: u, password: unseen-pw } }",
            "a reference to a secret",
        ),
        (
            "{ url: 'https://a.example.com/a', only_protected_branches: true, mirror_branch_regex: x }",
            "remove `only_protected_branches` or `mirror_branch_regex`",
        ),
        ("{ url: 'https://a.example.com/a', auth_method: nonsense }", "ssh_public_key"),
        ("{ url: 'ssh://git@a.example.com/a', credentials: { user: u } }", "`url` has a user"),
        ("{ url: 'https://a.example.com/a' }, { url: 'http://a.example.com/a' }", "declared twice"),
    ] {
        declare(&world, mirror);
        let output = world.run(&["validate"]).await;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        let text = text.split_whitespace().filter(|it| *it != "│").collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(3), "{mirror}: {text}");
        assert!(text.contains(expected) && text.contains("labwright.yaml:3"), "{mirror}: {text}");
        assert!(!text.contains("unseen-pw"), "{mirror}: {text}");
    }
    for (mirror, expected) in [
        ("{ url: 'http://127.0.0.1:9/a.git' }", "Requests to localhost are not allowed"),
        (
            "{ url: 'https://a.example.com/a', mirror_branch_regex: '(broken' }",
            "not valid RE2 syntax",
        ),
    ] {
        declare(&world, mirror);
        let said = crate::unsupported::refused(&world, mirror, "/remote_mirrors").await;
        assert!(said.contains(expected), "{mirror}: {said}");
    }
    world.take_exchanges();
}

const MIRRORED: &str = "
projects:
  - path: acme/api
    pull_mirror: { enabled: true, url: 'https://git.example.com/a.git', auth_user: u, auth_password: unseen-pw }
";

fn pulls(world: &World, mirror: &str) {
    let text =
        format!("version: 1\nprojects: {{ acme/api: {{ pull_mirror: {{\n{mirror} }} }} }}\n");
    world.write("labwright.yaml", &text);
}

/// GitLab answers 400 for a project that is not mirrored, and has no DELETE.
#[tokio::test(flavor = "multi_thread")]
async fn a_pull_mirror_is_created_and_turned_off_by_put() {
    let mut world = World::start("projects: [{ path: acme/api }]").await;
    world.secret("PASSWORD", "unseen-pw");
    pulls(&world, "enabled: false");
    assert!(applied(&world).await.is_empty(), "it is off already");
    pulls(
        &world,
        "url: 'https://git.example.com/a.git', auth_user: bot, auth_password: { env: PASSWORD }",
    );
    let body = json!({
        "enabled": true, "url": "https://git.example.com/a.git", "auth_user": "bot", "auth_password": "unseen-pw",
    });
    assert_eq!(applied(&world).await, [("PUT".to_owned(), body)]);
    assert!(applied(&world).await.is_empty(), "in sync");
    pulls(&world, "enabled: false, url: 'https://git.example.com/other.git'");
    assert_eq!(applied(&world).await, [("PUT".to_owned(), json!({ "enabled": false }))]);
    assert!(applied(&world).await.is_empty(), "in sync");
    for (mirror, expected) in [
        (
            "url: 'https://a.example.com/a', only_mirror_protected_branches: true, mirror_branch_regex: x",
            "remove `only_mirror_protected_branches` or `mirror_branch_regex`",
        ),
        ("url: 'ssh://git@a.example.com/a', auth_user: u", "`url` has a user"),
        ("url: 'ftp://a.example.com/a'", "ssh://"),
        (
            "enabled: false, only_mirror_protected_branches: true, mirror_branch_regex: x",
            "remove `only_mirror_protected_branches` or `mirror_branch_regex`",
        ),
    ] {
        pulls(&world, mirror);
        world.take_exchanges();
        let output = world.run(&["validate"]).await;
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{mirror}: {text}");
        assert!(text.contains(expected) && text.contains("labwright.yaml:3"), "{mirror}: {text}");
        assert!(world.take_exchanges().is_empty(), "{mirror}: offline");
    }
    // Fields that two files declare are one object.
    let filter = |field| format!("projects: {{ acme/api: {{ pull_mirror: {{ {field} }} }} }}\n");
    let root = filter("only_mirror_protected_branches: true");
    world.write("labwright.yaml", &format!("version: 1\ninclude: [more.yaml]\n{root}"));
    world.write("more.yaml", &filter("mirror_branch_regex: x"));
    let output = world.run(&["validate"]).await;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(text.contains("remove `only_mirror_protected_branches`"), "{text}");
    pulls(&world, "mirror_trigger_builds: true");
    let said = crate::unsupported::refused(&world, "pull_mirror", "/mirror/pull").await;
    assert!(said.contains("the project is not mirrored, and `url` is missing"), "{said}");
    world.take_exchanges();
}

/// Whether GitLab keeps credentials with a new URL is not known, so they are sent again.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_url_of_a_pull_mirror_goes_with_its_credentials() {
    let mut world = World::start(MIRRORED).await;
    world.secret("PASSWORD", "unseen-new");
    pulls(&world, "url: 'https://git.example.com/b.git', auth_user: u");
    let said = crate::unsupported::refused(&world, "pull_mirror", "/mirror/pull").await;
    assert!(said.contains("a new URL requires `auth_password` again"), "{said}");
    assert!(said.contains("labwright.yaml:"), "{said}");
    pulls(
        &world,
        "url: 'https://git.example.com/b.git', auth_user: u, auth_password: { env: PASSWORD }",
    );
    let body = json!({
        "url": "https://git.example.com/b.git", "auth_user": "u", "auth_password": "unseen-new",
    });
    assert_eq!(applied(&world).await, [("PUT".to_owned(), body)]);
    assert!(applied(&world).await.is_empty(), "in sync");
    // A mirror whose credentials are gone gets them again.
    world
        .send(
            "PUT",
            "/projects/acme%2Fapi/mirror/pull",
            json!({ "url": "https://git.example.com/b.git" }),
        )
        .await;
    let body = json!({ "auth_user": "u", "auth_password": "unseen-new" });
    assert_eq!(applied(&world).await, [("PUT".to_owned(), body)]);
    world.finish();
}

/// Another 400 is not a project without a mirror.
#[tokio::test(flavor = "multi_thread")]
async fn only_gitlabs_own_words_mean_that_there_is_no_pull_mirror() {
    let world = World::start(MIRRORED).await;
    pulls(&world, "enabled: false");
    let answer = labwright::sandbox::Answer {
        status: 400,
        headers: std::collections::BTreeMap::default(),
        body: json!({ "message": "Bad luck" }).to_string(),
    };
    let harm = labwright::sandbox::Harm::Answer(answer);
    let fault = labwright::sandbox::Fault::new("GET", "/projects/*/mirror/pull", harm);
    world.sandbox().fault(fault.always());
    let said = crate::unsupported::refused(&world, "pull_mirror", "/mirror/pull").await;
    assert!(said.contains("Bad luck"), "{said}");
    world.take_exchanges();
}
