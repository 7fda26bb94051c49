//! What SECURITY.md claims: where the token and secrets never go, and that every claim names a test that is there.
//!
//! Most claims are held elsewhere, next to what they are about; SECURITY.md says where.

#![cfg(unix)]

mod files;
mod proxies;
#[path = "../support/mod.rs"]
mod support;
mod tokens;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Output;

use support::World;

fn said(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    // As it was before it was wrapped for the terminal.
    let all = text(&output.stdout) + &text(&output.stderr);
    all.lines().map(|it| it.trim_start_matches(['│', ' '])).collect::<Vec<_>>().join(" ")
}

/// A hook whose token is in a file.
fn hook(file: &str) -> String {
    format!(
        "version: 1\ninstance:\n  system_hooks: [{{ name: a, url: 'https://a.example.com', token: {{ file: '{file}' }} }}]\n"
    )
}

/// GitLab takes such names for protected branches; an address with one of them is that of the project.
#[tokio::test(flavor = "multi_thread")]
async fn a_name_of_dots_never_leads_to_something_else() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    let rules = "/projects/acme%2Fapi/protected_branches";
    for name in ["..", ".", "a/../b", "/"] {
        let made = world.send("POST", rules, serde_json::json!({ "name": name })).await;
        assert_eq!(made.status, 201, "{name}");
    }
    world.take_exchanges();
    let pruning = "version: 1\nprojects:\n  acme/api:\n    protected_branches: { prune: true, items: [{ name: main }] }\n";
    world.write("labwright.yaml", pruning);
    for arguments in [&["plan"][..], &["apply", "-y", "--max-deletes", "9"]] {
        let refused = world.run(arguments).await;
        let text = said(&refused);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}: {text}");
        assert!(
            text.contains("`..` cannot be part of a path")
                && text.contains("GitLab's own interface"),
            "{text}"
        );
    }
    let shown = said(&world.run(&["get", "protected_branches", "--project", "acme/api"]).await);
    assert!(shown.contains(".. (unusable name)") && !shown.contains("main (unusable"), "{shown}");
    for yaml in [
        "acme/api: { protected_branches: [{ name: '..' }] }",
        "acme/api: { protected_branches: [{ name: '..', state: absent }] }",
        "acme/api: { protected_branches: [{ name: 'a/../b', allowed_to_push: [maintainer] }] }",
        "acme/api: { protected_branches: [{ name: main, allowed_to_push: [{ group: '..' }] }] }",
        "acme/api: { protected_branches: [{ name: main, allowed_to_push: [{ group: 'acme/../x' }] }] }",
        "acme/api: { protected_branches: [{ name: main, allowed_to_push: [{ user: '..' }] }] }",
        "acme/api: { external_status_checks: [{ name: '..', external_url: 'https://x.example' }] }",
        "acme/api: { external_status_checks: [{ name: x, external_url: 'https://x.example', protected_branches: ['.'] }] }",
        "acme/api: { deployments: [{ environment: '..', sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }] }",
        "acme/api: { merge_requests: [{ iid: 1, status_checks: [{ name: '..', status: passed }] }] }",
        "acme/..: { protected_branches: [{ name: main }] }",
        "../acme/api: { protected_branches: [{ name: main }] }",
        "acme/./api: { protected_branches: [{ name: main }] }",
    ] {
        world.write("labwright.yaml", &format!("version: 1\nprojects:\n  {yaml}\n"));
        for arguments in [&["validate"][..], &["apply", "-y"]] {
            let refused = world.run(arguments).await;
            assert_eq!(refused.status.code(), Some(3), "{arguments:?} {yaml}: {}", said(&refused));
        }
    }
    let asked = ["get", "protected_branches", "--project", "acme/api", ".."];
    assert_eq!(world.run(&asked).await.status.code(), Some(3));
    for project in ["acme/..", "..", "acme//api", "./acme/api"] {
        let asked = ["get", "protected_branches", "--project", project];
        assert_eq!(world.run(&asked).await.status.code(), Some(3), "{project}");
    }
    let checks = "/projects/acme%2Fapi/external_status_checks";
    let approvals = "/projects/acme%2Fapi/approval_rules";
    let allowed = ["/metadata", "/user", rules, checks, approvals];
    for exchange in world.exchanges() {
        assert!(exchange.method == "GET" && allowed.contains(&&*exchange.path), "{exchange:?}");
    }
    let gitlab = world.sandbox().world();
    assert_eq!(gitlab.project("acme/api").map(|it| it.protected_branches.len()), Some(5));
    drop(gitlab);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_looks_like_another_is_marked_wherever_it_is_shown() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    let at = "/projects/acme%2Fapi";
    let names = ["main\u{200b}", "main\n", "main ", "main\u{a0}", "main\\n"];
    for name in names {
        let made = world
            .send("POST", &format!("{at}/protected_branches"), serde_json::json!({ "name": name }))
            .await;
        assert_eq!(made.status, 201, "{name:?}");
    }
    let check = serde_json::json!({ "name": "scan\u{ad}", "external_url": "https://a.example" });
    assert_eq!(
        world.send("POST", &format!("{at}/external_status_checks"), check).await.status,
        201
    );
    let marked = ["main\\u{200b}", "main\\n", "main\\u{20}", "main\\u{a0}", "main\\\\n"];
    let declared = "version: 1\nprojects:\n  acme/api:\n    external_status_checks: { prune: true, items: [] }\n    \
         protected_branches: { prune: true, items: [{ name: main }] }\n";
    world.write("labwright.yaml", declared);
    let shown = said(&world.run(&["get", "protected_branches", "--project", "acme/api"]).await);
    for name in marked {
        assert!(shown.contains(&format!("{name} (unusable name)")), "{name}: {shown}");
    }
    let checks =
        said(&world.run(&["get", "external_status_checks", "--project", "acme/api"]).await);
    assert!(checks.contains("scan\\u{ad} (unusable name)"), "{checks}");
    for form in [
        &["plan"][..],
        &["plan", "-o", "json"],
        &["plan", "-o", "markdown"],
        &["apply", "-y", "--max-deletes", "9"],
    ] {
        let told = world.run(form).await;
        assert_eq!(told.status.code(), Some(0), "{form:?}: {}", said(&told));
        let text = said(&told).replace("\\\\", "\\");
        for name in &marked[..4] {
            assert!(
                text.contains(&format!("protected_branches/{name}")),
                "{form:?} {name}: {text}"
            );
        }
        assert!(text.contains("external_status_checks/scan\\u{ad}"), "{form:?}: {text}");
        assert!(
            text.contains("its name contains the invisible character U+200B"),
            "{form:?}: {text}"
        );
    }
    let left = world.sandbox().world();
    let rules = left.project("acme/api").map(|it| it.protected_branches.len());
    assert_eq!(rules, Some(1));
    drop(left);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_cannot_be_meant_is_not_sent() {
    let mut world = World::start("projects: [{ path: acme/api }]").await;
    let kubeconfig = world.folder().join("KUBECONFIG");
    world.write("KUBECONFIG", "content");
    world.write("nul", "a\0b");
    world.write("blank", " \t ");
    let file = kubeconfig.to_str().unwrap().to_owned();
    let gone = "/builds/acme/api.tmp/AUDIT_TOKEN";
    let cases = [
        ("A", "$AUDIT_TOKEN", "name of a variable"),
        ("B", "${AUDIT_TOKEN}", "name of a variable"),
        ("C", "%AUDIT_TOKEN%", "name of a variable"),
        ("D", "[MASKED]", "GitLab masks it"),
        ("E", " \u{a0}\u{200b} ", "only blanks"),
        ("F", &file, "is the path of a file"),
        ("G", gone, "is the path of a file"),
        ("H", "", "is empty"),
    ];
    let hooks = |as_is: &str| -> String {
        let names = cases.iter().map(|(name, ..)| format!("{{ env: {name}{as_is} }}"));
        let files = ["nul", "blank"].iter().map(|it| format!("{{ file: {it}{as_is} }}"));
        let all = names.chain(files).enumerate().map(|(at, it)| {
            format!("  - {{ name: h{at}, url: 'https://h{at}.example.com', token: {it} }}\n")
        });
        format!("version: 1\ninstance:\n system_hooks:\n{}", all.collect::<String>())
    };
    for (name, value, _) in cases {
        world.secret(name, value);
    }
    world.write("labwright.yaml", &hooks(""));
    // All of them at once, before the first write.
    let refused = world.run(&["apply", "-y", "-o", "json"]).await;
    let text = said(&refused);
    assert_eq!(refused.status.code(), Some(3), "{text}");
    for (name, value, words) in cases {
        assert!(
            text.contains(&format!("the secret {name} ")) && text.contains(words),
            "{name}: {text}"
        );
        assert!(value.trim().len() < 3 || !text.contains(value), "{value}: {text}");
    }
    assert!(
        text.contains("file nul contains a NUL")
            && text.contains("file blank contains only blanks"),
        "{text}"
    );
    assert!(world.sandbox().world().hooks.is_empty());
    // What is meant is sent as it is; what GitLab cannot hold never is.
    world.write("labwright.yaml", &hooks(", as_is: true"));
    let refused = world.run(&["apply", "-y"]).await;
    let text = said(&refused);
    assert_eq!(refused.status.code(), Some(3), "{text}");
    assert!(text.contains("H is empty") && text.contains("contains a NUL"), "{text}");
    assert!(!text.contains("the secret A ") && !text.contains("file blank contains"), "{text}");
    world.secret("H", "$$");
    world.write("nul", "\u{feff}kept");
    let applied = world.run(&["apply", "-y"]).await;
    assert_eq!(applied.status.code(), Some(0), "{}", said(&applied));
    let tokens = |world: &World| -> Vec<String> {
        world.sandbox().world().hooks.values().filter_map(|it| it.token.clone()).collect()
    };
    assert!(
        cases[..7].iter().all(|it| tokens(&world).contains(&it.1.to_owned())),
        "{:?}",
        tokens(&world)
    );
    assert!(tokens(&world).contains(&"\u{feff}kept".to_owned()));
    // Without that a byte-order mark is no part of it.
    world.write("labwright.yaml", &hook("nul"));
    let applied = world.run(&["apply", "-y"]).await;
    assert_eq!(applied.status.code(), Some(0), "{}", said(&applied));
    assert!(tokens(&world).contains(&"kept".to_owned()));
    world.finish();
}

/// An address with a credential is refused in files, never sent masked, and what GitLab has of one is shown cut.
#[tokio::test(flavor = "multi_thread")]
async fn a_credential_in_an_address_is_refused_in_files_and_cut_where_it_is_live() {
    let seed = "
hooks:
  - { url: 'https://user:pw-7d63@live.example.com/in/x', name: basic }
  - { url: 'https://live.example.com/in?private_token=pw-7d63', name: query }
  - { url: 'https://hooks.slack.com/services/T1/pw-7d63', name: slack }
  - { url: 'https://live.example.com/x?id=pw-7d63', name: unclear }
  - { url: 'https://nameless:pw-7d63@live.example.com/in' }
projects:
  - path: acme/api
    external_status_checks: [{ name: Scan, external_url: 'https://scan.example.com/hook/pw-7d63?sig=pw-7d63' }]
";
    let world = World::start(seed).await;
    let hook = |url: &str| {
        format!("version: 1\ninstance: {{ system_hooks: [{{ name: a, url: '{url}' }}] }}\n")
    };
    let check = |url: &str| {
        format!(
            "version: 1\nprojects: {{ acme/api: {{ external_status_checks: [{{ name: a, external_url: '{url}' }}] }} }}\n"
        )
    };
    for url in [
        "https://mia:pw-7d63@a.example.com/in",
        "https://pw-7d63@a.example.com/in",
        "https://a.example.com/in?token=pw-7d63",
        "https://a.example.com/in?x=1&ACCESS_TOKEN=pw-7d63",
        "https://hooks.slack.com/services/T1/B1/pw-7d63",
        "https://discord.com/api/webhooks/1/pw-7d63",
    ] {
        for (text, hint) in [
            (hook(url), "write `url: { env: NAME }`"),
            (check(url), "write `external_url: { env: NAME }`"),
        ] {
            world.write("labwright.yaml", &text);
            for arguments in
                [&["validate"][..], &["validate", "-o", "json"], &["plan"], &["apply", "-y"]]
            {
                let refused = world.run(arguments).await;
                let told = said(&refused);
                assert_eq!(refused.status.code(), Some(3), "{url} {arguments:?}: {told}");
                assert!(
                    told.contains("is a URL with a credential in it") && told.contains(hint),
                    "{told}"
                );
                assert!(!told.contains("pw-7d63"), "{told}");
            }
        }
        // Nor is it shown where something else is wrong as well.
        world.write("labwright.yaml", &hook(url).replace("name: a", "nmae: a"));
        let told = said(&world.run(&["validate"]).await);
        assert!(!told.contains("pw-7d63"), "{told}");
    }
    assert!(world.take_exchanges().is_empty());
    world.write(
        "labwright.yaml",
        "version: 1
instance:
  system_hooks:
    prune: true
    items:
      - { name: basic, url: 'https://mia:{pw}@a.example.com/in', url_variables: { pw: { file: value } } }
      - { name: query, url: 'https://a.example.com/in?token={token}', url_variables: { token: { file: value } } }
      - { name: unclear, url: 'https://a.example.com/x', description: 'see https://u:of-docs@docs.example.com/x?a=1' }
projects:
  acme/api: { external_status_checks: { prune: true, items: [] } }
",
    );
    world.write("value", "of-no-importance");
    for arguments in [
        &["get", "system_hooks"][..],
        &["get", "system_hooks", "-o", "json"],
        &["get", "system_hooks", "-o", "yaml"],
        &["get", "external_status_checks", "--project", "acme/api", "-o", "json"],
        &["plan", "--out", "plan.json"],
        &["plan", "-o", "json"],
        &["plan", "-o", "markdown"],
        &["apply", "-y", "-o", "json", "--max-deletes", "9", "--max-delete-percent", "100"],
    ] {
        let told = said(&world.run(arguments).await);
        assert!(!told.contains("pw-7d63"), "{arguments:?}: {told}");
        assert!(told.contains("example.com") && told.contains('…'), "{arguments:?}: {told}");
    }
    let saved = std::fs::read_to_string(world.folder().join("plan.json")).unwrap();
    assert!(
        !saved.contains("pw-7d63") && saved.contains("https://***@live.example.com/in/…"),
        "{saved}"
    );
    // What is sent is what stands in the file.
    let sent: Vec<_> = world.exchanges().iter().filter_map(|it| it.body.clone()).collect();
    let sent = format!("{sent:?}");
    assert!(
        sent.contains("see https://u:of-docs@docs.example.com/x?a=1") && !sent.contains("***"),
        "{sent}"
    );
    let again = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    world.finish();
}

/// `path::name` of every test that SECURITY.md names.
fn named(page: &str) -> BTreeSet<(&str, &str)> {
    let quoted = page.split('`').skip(1).step_by(2);
    quoted.filter_map(|it| it.split_once(".rs::")).collect()
}

#[test]
fn every_claim_of_the_security_page_names_a_test_that_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("SECURITY.md")).unwrap();
    for (file, name) in named(&page) {
        let text = std::fs::read_to_string(root.join(format!("{file}.rs")));
        let text = text.unwrap_or_else(|why| panic!("{file}.rs: {why}"));
        assert!(text.contains(&format!("fn {name}(")), "{file}.rs has no test {name}");
    }
    let rows = page.lines().filter(|it| it.starts_with("| ") && !it.starts_with("| claim"));
    let (mut claims, mut bare) = (0, Vec::new());
    for row in rows {
        claims += 1;
        if named(row).is_empty() {
            bare.push(row);
        }
    }
    assert!(bare.is_empty(), "claims without a test:\n{}", bare.join("\n"));
    assert!(claims > 20, "{claims} claims");
}
