//! Fields whose entries are merged one by one: headers and variables of hooks, properties of integrations, and allow-lists.

use std::collections::{BTreeMap, BTreeSet};

use crate::support::World;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestRunner};
use serde_json::{Value, json};

const SEED: &str = "
groups: [{ path: acme }, { path: tools }]
projects: [{ path: acme/api }, { path: acme/web }, { path: acme/docs }]
";

async fn world(files: &str) -> World {
    let mut world = World::start(SEED).await;
    for name in ["WIDE", "NARROW", "OWN", "OTHER"] {
        world.secret(name, &format!("value-of-{name}"));
    }
    world.write("labwright.yaml", &format!("version: 1\n{files}"));
    world
}

fn offline(world: &World) -> String {
    world.try_config().err().map(|it| it.to_string()).unwrap_or_default()
}

/// A block of `defaults` with headers for the hook `audit`.
fn headers(pattern: &str, headers: &str) -> String {
    format!(
        "  - {{ for: {pattern}, project: {{ hooks: [{{ name: audit, custom_headers: {headers} }}] }} }}\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn each_header_comes_from_the_nearest_declaration_that_has_it() {
    let blocks = [
        headers("acme/*", "{ X-Team: { env: WIDE }, X-Env: { env: WIDE } }"),
        headers("'*/*'", "{ X-Env: { env: OTHER }, X-Far: { env: OTHER } }"),
    ];
    let world = world(&format!(
        "projects:
  acme/api:
    hooks: [{{ name: audit, url: 'https://a.example.com', custom_headers: {{ X-Team: {{ env: OWN }} }} }}]
  acme/web:
    hooks: [{{ name: audit, url: 'https://b.example.com', custom_headers: null }}]
defaults:\n{}",
        blocks.concat()
    ))
    .await;
    world.converge().await;
    let sent: BTreeMap<_, _> = world
        .take_exchanges()
        .into_iter()
        .filter(|it| it.method == "POST")
        .map(|it| (it.path, it.body.unwrap_or_default()["custom_headers"].clone()))
        .collect();
    let header = |key: &str, value: &str| json!({ "key": key, "value": value });
    let api = json!([
        header("X-Env", "value-of-WIDE"),
        header("X-Far", "value-of-OTHER"),
        header("X-Team", "value-of-OWN"),
    ]);
    assert_eq!(sent["/projects/acme%2Fapi/hooks"], api);
    // `null` is a value for all of it.
    assert_eq!(sent["/projects/acme%2Fweb/hooks"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_entry_of_an_allow_list_counts_where_it_is_nearest() {
    let list = |pattern: &str, list: &str| {
        format!(
            "  - {{ for: {pattern}, project: {{ job_token_scope: {{ projects: {list} }} }} }}\n"
        )
    };
    for (own, blocks, expected) in [
        (
            "[{ project: acme/docs }]",
            vec![list("acme/*", "{ prune: true, items: [{ project: Acme/Web }] }")],
            vec!["acme/docs", "acme/web"],
        ),
        (
            "[{ project: acme/web, state: absent }]",
            vec![list("acme/*", "[{ project: acme/web }, { project: acme/docs }]")],
            vec!["acme/docs"],
        ),
        (
            "{ inherit: false, items: [{ project: acme/docs }] }",
            vec![list("acme/*", "{ prune: true, items: [] }")],
            vec!["acme/docs", "acme/web"],
        ),
        (
            "{ inherit: false }",
            vec![list("acme/*", "{ prune: true, items: [{ project: acme/docs }] }")],
            vec!["acme/web"],
        ),
        (
            "{ prune: false, items: [] }",
            vec![list("acme/*", "{ prune: true, items: [{ project: acme/docs }] }")],
            vec!["acme/docs", "acme/web"],
        ),
        (
            "[]",
            vec![
                list("acme/api", "{ inherit: false, items: [] }"),
                list("acme/*", "{ prune: true, items: [] }"),
            ],
            vec!["acme/web"],
        ),
    ] {
        let world = world(&format!(
            "projects: {{ acme/api: {{ job_token_scope: {{ projects: {own} }} }} }}\ndefaults:\n{}",
            blocks.concat()
        ))
        .await;
        let id = |path: &str| world.sandbox().world().project_at(path).unwrap();
        let (api, web) = (id("acme/api"), id("acme/web"));
        world.sandbox().world().projects.get_mut(&api).unwrap().job_tokens.projects = vec![web];
        world.converge().await;
        let expected: BTreeSet<u64> = expected.into_iter().map(id).collect();
        let list = world.sandbox().world().projects[&api].job_tokens.projects.clone();
        assert_eq!(list.into_iter().collect::<BTreeSet<_>>(), expected, "{own}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn properties_of_an_integration_are_merged_by_name() {
    let block = "{ for: acme/*, project: { integrations: [{ slug: pushover, properties: { device: wide, priority: 1 }, secrets: { api_key: { env: WIDE }, user_key: { env: WIDE } } }] } }";
    let world = world(&format!(
        "projects: {{ acme/api: {{ integrations: [{{ slug: pushover, properties: {{ device: own }}, secrets: {{ user_key: {{ env: OWN }} }} }}] }} }}
defaults: [{block}]\n"
    ))
    .await;
    let plan = world.plan().await;
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    world.apply(plan).await;
    let sent = world.take_exchanges().into_iter().find(|it| it.method == "PUT").unwrap();
    let sent = sent.body.unwrap_or_default();
    assert_eq!(
        [&sent["device"], &sent["priority"], &sent["api_key"], &sent["user_key"]],
        [&json!("own"), &json!(1), &json!("value-of-WIDE"), &json!("value-of-OWN")],
        "{sent}"
    );
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_that_disagree_are_a_problem_unless_something_nearer_decides() {
    let scope = |own: &str| {
        let hook = "name: audit, url: 'https://a.example.com'";
        format!("projects: {{ acme/api: {{ hooks: [{{ {hook}{own} }}] }} }}\ndefaults:\n")
    };
    let (one, other) = ("acme/*", "'*/api'");
    let world = world("").await;
    for (own, blocks, said) in [
        (
            "",
            [headers(one, "{ A: { env: WIDE } }"), headers(other, "{ A: { env: OTHER } }")],
            "`A` in `custom_headers` of hook `audit` is set twice",
        ),
        ("", [headers(one, "{ A: { env: WIDE } }"), headers(other, "{ A: { env: WIDE } }")], ""),
        ("", [headers(one, "{ A: { env: WIDE } }"), headers(other, "{ B: { env: OTHER } }")], ""),
        (
            "",
            [headers(one, "{ A: { env: WIDE } }"), headers(other, "null")],
            "`custom_headers` of hook `audit` is set twice",
        ),
        ("", [headers(one, "null"), headers(other, "null")], ""),
        (
            ", custom_headers: { A: { env: OWN } }",
            [headers(one, "{ A: { env: WIDE } }"), headers(other, "{ A: { env: OTHER } }")],
            "",
        ),
        (
            ", custom_headers: null",
            [headers(one, "{ A: { env: WIDE } }"), headers(other, "{ A: { env: OTHER } }")],
            "",
        ),
        (
            ", custom_headers: { B: { env: OWN } }",
            [headers(one, "{ A: { env: WIDE } }"), headers(other, "{ A: { env: OTHER } }")],
            "`A` in `custom_headers`",
        ),
    ] {
        for blocks in [blocks.concat(), blocks.iter().rev().cloned().collect()] {
            world.write("labwright.yaml", &format!("version: 1\n{}{blocks}", scope(own)));
            let found = offline(&world);
            assert_eq!(found.is_empty(), said.is_empty(), "{own} {blocks}: {found}");
            assert!(found.contains(said), "{own} {blocks}: {found}");
            let problems = world.try_config().err().unwrap_or_default();
            let places = |it: &labwright::problem::Problem| {
                let related = it.related.iter().map(|it| &it.0);
                it.place.iter().chain(related).map(|it| it.line).collect::<BTreeSet<_>>()
            };
            assert!(problems.iter().all(|it| places(it) == BTreeSet::from([4, 5])), "{found}");
        }
    }
}

/// What several files say about one object is one, entry by entry; the same entry twice is a mistake.
#[tokio::test(flavor = "multi_thread")]
async fn several_files_have_entries_of_one_field() {
    let world = world("include: [more.yaml]\nprojects: { acme/api: { job_token_scope: { projects: [{ project: acme/web }] } } }\n").await;
    let more = |list: &str| {
        let text =
            format!("projects: {{ acme/api: {{ job_token_scope: {{ projects: {list} }} }} }}\n");
        world.write("more.yaml", &text);
    };
    more("[{ project: ACME/web }]");
    assert!(offline(&world).contains("`acme/web` in `projects`"), "{}", offline(&world));
    more("[{ project: acme/docs }, { project: acme/docs }]");
    assert!(offline(&world).contains("`acme/docs` is declared twice"), "{}", offline(&world));
    more("{ prune: true, items: [{ project: acme/docs }] }");
    assert_eq!(offline(&world), "");
    let plan = world.plan().await;
    let origins: Vec<_> = plan.document().steps.iter().map(|it| it.changes[0].clone()).collect();
    let entries: Vec<_> = origins.iter().flat_map(|it| it.entries.clone()).collect();
    assert_eq!((entries.len(), entries[0].0.as_str()), (1, "acme/docs"), "{entries:?}");
    assert!(entries[0].1.file.ends_with("more.yaml"), "{entries:?}");
    assert!(origins.iter().all(|it| it.origin.is_none()), "{origins:?}");
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_entry_has_its_own_place() {
    let world = world(
        "
projects:
  acme/api:
    job_token_scope:
      projects: { prune: true, items: [{ project: acme/web }] }
    hooks: [{ name: audit, url: 'https://a.example.com', custom_headers: { X-Own: { env: OWN } } }]
defaults:
  - for: acme/*
    project:
      job_token_scope:
        projects:
          - project: acme/docs
      hooks:
        - name: audit
          custom_headers:
            X-Team: { env: WIDE }
",
    )
    .await;
    let output = world.run(&["show", "acme/api"]).await;
    let shown = String::from_utf8(output.stdout).unwrap();
    let line = |text: &str| {
        let line = shown.lines().find(|it| it.contains(text)).unwrap_or_else(|| panic!("{shown}"));
        line.rsplit(':').next().unwrap().to_owned()
    };
    let lines = ["prune: true", "acme/web", "acme/docs", "X-Own", "url:"].map(line);
    assert_eq!(lines, ["6", "6", "13", "7", "7"], "{shown}");
    // What a reference becomes is a mapping of its own, whose place is above it.
    assert!(shown.contains("X-Team:") && shown.contains("labwright.yaml:17"), "{shown}");
    let read: Value = serde_yaml::from_str(&shown).unwrap();
    let scope = &read["projects"]["acme/api"];
    assert_eq!(
        scope["job_token_scope"]["projects"],
        json!({ "prune": true, "items": [{ "project": "acme/web" }, { "project": "acme/docs" }] })
    );
    assert_eq!(
        scope["hooks"][0]["custom_headers"],
        json!({ "X-Own": { "env": "OWN" }, "X-Team": { "env": "WIDE" } })
    );

    let output = world.run(&["-o", "json", "show", "acme/api/hooks/audit"]).await;
    let read: Value = serde_json::from_slice(&output.stdout).unwrap();
    let field = &read["collections"][0]["objects"][0]["fields"]["custom_headers"];
    assert_eq!(field["entries"]["X-Team"]["line"], 17, "{field}");
    assert_eq!(field["entries"]["X-Own"]["line"], 7, "{field}");

    let output = world.run(&["plan"]).await;
    let plan = String::from_utf8(output.stdout).unwrap();
    let flat = plan.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("(X-Team: labwright.yaml:17)"), "{plan}");
    assert!(flat.contains("(acme/docs: labwright.yaml:13)"), "{plan}");
    assert!(!plan.contains("X-Own: lab"), "{plan}");
    world.finish();
}

/// What an entry that is not valid points at.
#[tokio::test(flavor = "multi_thread")]
async fn a_problem_with_an_entry_points_at_it() {
    let world = world(
        "projects: { acme/api: { job_token_scope: { projects: [{ project: acme/web }] } } }
defaults:
  - for: acme/*
    project:
      job_token_scope:
        projects:
          - project: acme/..
",
    )
    .await;
    let said = offline(&world);
    assert!(said.contains("labwright.yaml:8"), "{said}");
}

/// A declaration of headers and of an allow-list: `None` is `null`.
#[derive(Debug, Clone)]
struct Part {
    pattern: usize,
    headers: Option<BTreeMap<usize, usize>>,
    list: BTreeMap<usize, bool>,
    prune: Option<bool>,
    inherit: bool,
}

/// `acme/*` and `*/api` are equally far; the last one is the scope's own entry.
const PATTERNS: [&str; 4] = ["'**'", "acme/*", "'*/api'", "own"];

fn part() -> impl Strategy<Value = Part> {
    let headers = prop::collection::btree_map(0..3usize, 0..2usize, 0..3);
    let list = prop::collection::btree_map(0..3usize, any::<bool>(), 0..3);
    let flags = (prop::option::weighted(0.3, any::<bool>()), prop::bool::weighted(0.8));
    (0..PATTERNS.len(), prop::option::weighted(0.8, headers), list, flags).prop_map(
        |(pattern, headers, list, (prune, inherit))| Part {
            pattern,
            headers,
            list,
            prune,
            inherit,
        },
    )
}

impl Part {
    fn text(&self) -> String {
        let headers = self.headers.as_ref().map_or("null".to_owned(), |it| {
            let one = |(key, value): (&usize, &usize)| format!("K{key}: {{ env: V{value} }}");
            format!("{{ {} }}", it.iter().map(one).collect::<Vec<_>>().join(", "))
        });
        let item = |(path, there): (&usize, &bool)| {
            let state = if *there { "present" } else { "absent" };
            format!("{{ project: acme/p{path}, state: {state} }}")
        };
        let items: Vec<_> = self.list.iter().map(item).collect();
        let prune = self.prune.map_or_else(String::new, |it| format!("prune: {it}, "));
        let inherit = if self.inherit { "" } else { "inherit: false, " };
        format!(
            "{{ hooks: [{{ name: audit, custom_headers: {headers} }}], job_token_scope: {{ projects: {{ {prune}{inherit}items: [{}] }} }} }}",
            items.join(", ")
        )
    }
}

/// What the files declare, or how many problems they have, whatever their order.
fn declared(world: &World, parts: &[Part]) -> Result<Vec<String>, usize> {
    let mut blocks = String::new();
    let mut files = Vec::new();
    for part in parts {
        let text = part.text();
        match PATTERNS[part.pattern] {
            "own" => files.push(format!("projects: {{ acme/api: {text} }}\n")),
            pattern => blocks += &format!("  - {{ for: {pattern}, project: {text} }}\n"),
        }
    }
    for at in 0..4 {
        let text = files.get(at).cloned().unwrap_or_else(|| "groups: {}\n".to_owned());
        world.write(&format!("more-{at}.yaml"), &text);
    }
    let root = format!(
        "version: 1\ninclude: ['more-*.yaml']\nprojects: {{ acme/api: {{ hooks: [{{ name: audit, url: 'https://a.example.com' }}] }} }}\ndefaults:\n  - {{ for: x/*, project: {{}} }}\n{blocks}"
    );
    world.write("labwright.yaml", &root);
    let config = world.try_config().map_err(|it| it.iter().count())?;
    let items = config.collections().flat_map(|(_, it)| &it.items);
    Ok(items.map(|it| format!("{:?}", it.object.rows())).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_order_of_blocks_nor_that_of_files_has_an_effect() {
    let world = world("").await;
    let strategy = prop::collection::vec(part(), 1..5)
        .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle()));
    let found = std::cell::Cell::new((0, 0));
    let mut runner = TestRunner::new(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(60)
    });
    let check = |(parts, shuffled): (Vec<Part>, Vec<Part>)| -> TestCaseResult {
        let one = declared(&world, &parts);
        let other = declared(&world, &shuffled);
        prop_assert_eq!(one.is_ok(), other.is_ok(), "{:?}\n{:?}", &one, &other);
        if let (Ok(one), Ok(other)) = (&one, &other) {
            prop_assert_eq!(one, other);
        }
        let (good, bad) = found.get();
        found.set(if one.is_ok() { (good + 1, bad) } else { (good, bad + 1) });
        Ok(())
    };
    runner.run(&strategy, check).unwrap_or_else(|it| panic!("{it}"));
    let (good, bad) = found.get();
    assert!(good > 5 && bad > 5, "{good} {bad}");
}
