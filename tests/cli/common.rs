//! `labwright export --common`: a fleet is exported, what is common is factored out, and a plan of it has nothing to do.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::support::World;
use crate::{code, flat, stderr, stdout};

const PROJECTS: usize = 200;

/// Ten kinds that each project has.
const DEFAULTS: &str = r##"version: 1
defaults:
  - for: acme/**
    project:
      settings: { merge_method: ff, squash_option: always }
      labels: [{ name: bug, color: "#d9534f" }, { name: "a: b", color: "#428bca", description: "- x" }]
      milestones: [{ title: "1.0" }]
      badges: [{ name: pipeline, link_url: "https://a.example.com/%{project_path}", image_url: "https://a.example.com/b.svg" }]
      protected_branches: [{ name: main, allowed_to_push: [no one], allowed_to_merge: [{ user: mia }] }]
      protected_tags: [{ name: "v*", allowed_to_create: [maintainer] }]
      external_status_checks: [{ name: Scan, external_url: "https://scan.example.com/check" }]
      hooks: [{ name: audit, url: "https://a.example.com/in", push_events: false, issues_events: true }]
      environments: [{ name: production, tier: production, external_url: "https://shop.example.com" }]
      push_rules: { deny_delete_tag: true, max_file_size: 5 }
"##;

async fn fleet() -> World {
    let mut seed = String::from(
        "users: [{ username: mia }]\ngroups: [{ path: acme, members: { mia: owner } }, { path: acme/web }]\nprojects:\n",
    );
    let mut files = format!("{DEFAULTS}projects:\n");
    for at in 0..PROJECTS {
        let path = if at % 2 == 0 { format!("acme/p{at}") } else { format!("acme/web/p{at}") };
        writeln!(seed, "  - {{ path: {path} }}").unwrap_or_default();
        let own = match at % 50 {
            0 => "{ settings: { merge_method: merge, description: Own } }",
            1 => {
                "{ labels: [{ name: bug, color: \"#000000\" }, { name: own, color: \"#ffffff\" }] }"
            }
            _ => "{}",
        };
        writeln!(files, "  {path}: {own}").unwrap_or_default();
    }
    let world = World::start(&seed).await;
    world.write("labwright.yaml", &files);
    let output = world.run(&["apply", "-y", "-q"]).await;
    assert_eq!(code(&output), 0, "{}{}", stdout(&output), stderr(&output));
    world.take_exchanges();
    world
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_fleet_has_in_common_becomes_a_block_and_a_plan_has_nothing_to_do() {
    let world = fleet().await;
    let export = ["export", "--group", "acme", "--recursive", "--into"];
    let output = world.run(&[&export[..], &["whole"]].concat()).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let reads = world.take_exchanges();
    let asked: BTreeSet<_> = reads.iter().map(|it| (&it.method, &it.path, &it.query)).collect();
    assert_eq!(asked.len(), reads.len(), "a request is sent twice");

    let output = world.run(&[&export[..], &["common", "--common", "acme/**"]].concat()).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert_eq!(world.take_exchanges().len(), reads.len());
    let read = |name: &str| std::fs::read_to_string(world.folder().join(name)).unwrap();
    let root = read("common/labwright.yaml");
    for it in
        ["for: acme/**", "squash_option: always", "name: 'a: b'", "title: \"1.0\"", "name: audit"]
    {
        assert!(root.replace('"', "'").contains(&it.replace('"', "'")), "{it}\n{root}");
    }
    // Merging is by project: these differ in some.
    assert!(!root.contains("merge_method") && !root.contains("#d9534f"), "{root}");
    let lines = |name: &str| read(name).lines().count();
    let (own, whole) = ("common/projects/acme/p2.yaml", "whole/projects/acme/p2.yaml");
    assert!(lines(own) * 2 < lines(whole), "{}", read(own));

    let output = world.run(&["plan", "-c", "common"]).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("Nothing to do"), "{}", stdout(&output));
    let values = |folder: &'static str| {
        let world = &world;
        async move {
            let shown = stdout(&world.run(&["show", "-c", folder]).await);
            let bare = shown.lines().map(|it| it.split("  # ").next().unwrap_or(it).trim_end());
            let mut bare: Vec<String> = bare.map(str::to_owned).collect();
            bare.sort();
            bare
        }
    };
    assert_eq!(values("common").await, values("whole").await, "they declare the same");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pattern_that_matches_no_two_projects_is_refused() {
    let world = World::start("projects: [{ path: acme/api }, { path: acme/web }]").await;
    for (pattern, says) in [
        ("acme/api", "names one project"),
        ("other/**", "matches 0 of the exported projects"),
        ("acme/a*", "matches 1 of the exported projects"),
        ("acme/{*", "this pattern is not valid"),
    ] {
        let output = world
            .run(&["export", "--project", "acme/api", "--project", "acme/web", "--common", pattern])
            .await;
        assert_eq!((code(&output), stdout(&output).as_str()), (3, ""), "{}", stderr(&output));
        assert!(flat(&output).contains(says), "{pattern}: {}", stderr(&output));
    }
}
