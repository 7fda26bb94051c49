//! `--only`: what it finds, and what it says if it finds nothing.

use serde_json::Value;

use super::{code, stderr, stdout, world};
use crate::support::World;

const CHOICE: &str = "
version: 1
projects:
  acme/api:
    protected_branches: [{ name: main, allow_force_push: true }, { name: main/next, allow_force_push: true }]
    external_status_checks: { items: [], prune: true }
  acme/web: { protected_branches: [{ name: main, allow_force_push: true }] }
";

/// The addresses of a plan; else its exit code, which is 3 where nothing matches.
async fn chosen(world: &World, only: &[&str]) -> Result<Vec<String>, String> {
    let flags = only.iter().flat_map(|it| ["--only", it]);
    let arguments: Vec<&str> = ["plan", "-o", "json"].into_iter().chain(flags).collect();
    let output = world.run(&arguments).await;
    if code(&output) != 0 {
        assert_eq!(code(&output), 3, "{}", stderr(&output));
        return Err(stderr(&output));
    }
    let document: Value = serde_json::from_str(&stdout(&output)).expect("a plan as JSON");
    let address = |it: &Value| it["address"].as_str().unwrap_or_default().to_owned();
    Ok(document["steps"].as_array().into_iter().flatten().map(address).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn only_takes_addresses_and_what_people_call_a_project_a_collection_or_a_kind() {
    let world = world(CHOICE).await;
    let [main, next, web] = [
        "projects/acme/api/protected_branches/main",
        "projects/acme/api/protected_branches/main/next",
        "projects/acme/web/protected_branches/main",
    ];
    let checks =
        ["One", "Three", "Two"].map(|it| format!("projects/acme/api/external_status_checks/{it}"));
    let checks = checks.each_ref().map(String::as_str);
    let api = [&[main, next][..], &checks].concat();
    for (only, expected) in [
        // One object is one object, although another's name begins like it.
        (&[main][..], vec![main]),
        (&["acme/api/protected_branches/main"], vec![main]),
        (&["**/main"], vec![main, web]),
        (&["projects/acme/api"], api.clone()),
        (&["acme/api"], api.clone()),
        (&["acme/api/"], api.clone()),
        // GitLab ignores the case of paths, and of nothing else.
        (&["Acme/API"], api.clone()),
        (&["Projects/Acme/API/protected_branches"], vec![main, next]),
        (&["ACME/api/external_status_checks/T*"], checks[1..].to_vec()),
        (&["/acme/api/**"], api.clone()),
        (&["acme/*"], [&api[..2], &[web], &checks].concat()),
        (&["protected_branches"], vec![main, next, web]),
        (&["acme/api/protected_branches"], vec![main, next]),
        (&["projects/acme/api/protected_branches/"], vec![main, next]),
        (&["acme/api/external_status_checks/T*"], checks[1..].to_vec()),
        (&["projects/acme/api/external_status_checks/One"], checks[..1].to_vec()),
        (&["acme/web", "external_status_checks"], [&[web], &checks[..]].concat()),
    ] {
        let mut found =
            chosen(&world, only).await.unwrap_or_else(|said| panic!("{only:?}: {said}"));
        found.sort_by_key(|it| (it.contains("status_checks"), it.clone()));
        assert_eq!(found, expected, "{only:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_that_matches_nothing_exits_with_3_and_shows_what_addresses_look_like() {
    let world = world(CHOICE).await;
    for (only, wrong, meant) in [
        (&["acme/wbe"][..], "acme/wbe", Some("acme/web")),
        (
            &["acme/web/protected_branches/Main"],
            "acme/web/protected_branches/Main",
            Some("acme/web/protected_branches/main"),
        ),
        (&["protected_branch"], "protected_branch", Some("protected_branches")),
        (
            &["acme/web/protected_branches/mian"],
            "acme/web/protected_branches/mian",
            Some("acme/web/protected_branches/main"),
        ),
        (&["acme/web", "northwind/billing"], "northwind/billing", None),
        (&["deployments"], "deployments", None),
        (&["main"], "main", None),
        (
            &["**/extrenal_status_checks/*"],
            "**/extrenal_status_checks/*",
            Some("external_status_checks"),
        ),
    ] {
        let said = chosen(&world, only).await.unwrap_err();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(said.matches("does not match anything").count(), 1, "{said}");
        assert!(said.contains(&format!("--only: `{wrong}` does not match anything")), "{said}");
        let hint = meant.map(|it| format!("did you mean `{it}`?"));
        assert!(hint.is_none_or(|it| said.contains(&it)), "{said}");
        assert!(said.contains("such as: projects/acme/"), "{said}");
        assert!(said.contains("selects all of its objects"), "{said}");
    }
    // The nearest address comes first, and what is only on GitLab is known too.
    let said =
        chosen(&world, &["projects/acme/api/external_status_checks/Onee"]).await.unwrap_err();
    let first = said.find("  projects/").map(|at| &said[at..]).unwrap();
    assert!(first.trim().starts_with("projects/acme/api/external_status_checks/One"), "{said}");
    // What is certain from the files alone is reported before anything is sent.
    world.sandbox().clear_exchanges();
    for arguments in [
        &["plan", "--only", "acme/wbe/protected_branches/main"][..],
        &["apply", "-y", "--only", "acme/wbe"],
        &["apply", "-y", "--allow-empty", "--only", "acme/wbe"],
        &["apply", "-y", "--rotate-secrets=acme/wbe"],
        &["doctor", "--only", "acme/wbe"],
    ] {
        let output = world.run(arguments).await;
        assert_eq!(code(&output), 3, "{arguments:?}: {}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains("`acme/wbe") && said.contains("does not match anything"), "{said}");
        assert!(stderr(&output).contains(if arguments[2].starts_with("--r") {
            "--rotate-secrets"
        } else {
            "--only"
        }));
    }
    assert!(world.exchanges().is_empty());
    // A part may well be empty: what another shard has is no mistake.
    for shard in ["1/2", "2/2"] {
        for only in ["acme/web", "acme/api", "acme/api/external_status_checks/One"] {
            let output = world.run(&["plan", "--shard", shard, "--only", only]).await;
            assert_eq!(code(&output), 0, "{shard} {only}: {}", stderr(&output));
        }
    }
}
