//! Plans of a fleet: equal changes in many projects are one block, wherever people read a plan.

use std::collections::BTreeMap;

use labwright::plan::Document;
use labwright::plan::document::{Change, Origin, Request, Step};
use labwright::problem::Problems;
use labwright::render::Fold;
use labwright::render::reports::{Context, html};
use labwright::resource::Action;
use serde_json::{Value, json};

use super::{code, stderr, stdout, writes};
use crate::support::World;

/// Five projects, of which one also has settings of its own.
const FILES: &str = "version: 1
defaults:
  - for: acme/*
    project:
      settings: { merge_method: ff }
      protected_branches: [{ name: main, allow_force_push: true }]
projects:
  acme/a: {}
  acme/b: {}
  acme/c: {}
  acme/d: {}
  acme/e: { settings: { description: Own } }
";

const FOLDED: &str = "
4 projects: projects/acme/a, projects/acme/b, projects/acme/c, and 1 more
  ~ settings                 labwright.yaml:5
      merge_method   merge -> ff

projects/acme/e
  ~ settings                 labwright.yaml:12
      description    Own
      merge_method   merge -> ff   (labwright.yaml:5)

5 projects: projects/acme/a, projects/acme/b, projects/acme/c, and 2 more
  ~ protected_branches/main  labwright.yaml:6
      allow_force_push   false -> true   (loosens protection)

Plan: 10 to update (5 loosening protection), 0 unchanged.
Equal changes are shown once; --no-fold shows every project and group.
";

async fn world(projects: usize, files: &str) -> World {
    let name = |it| char::from(b'a' + u8::try_from(it).unwrap_or_default());
    let project = |it| format!("{{ path: acme/{} }}", name(it));
    let projects: Vec<_> = (0..projects).map(project).collect();
    let world = World::start(&format!("projects: [{}]", projects.join(", "))).await;
    world.write("labwright.yaml", files);
    world
}

/// What a command that ends well prints, but for the server.
async fn shown(world: &World, arguments: &[&str]) -> String {
    let output = world.run(arguments).await;
    assert_eq!(code(&output), 0, "{arguments:?}: {}", stderr(&output));
    let text = stdout(&output);
    text.lines().filter(|it| !it.starts_with("Server: ")).map(|it| format!("{it}\n")).collect()
}

fn read(world: &World, name: &str) -> String {
    std::fs::read_to_string(world.folder().join(name)).expect("a file")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_that_shows_a_plan_folds_it_or_not() {
    let world = world(5, FILES).await;
    assert_eq!(shown(&world, &["plan", "--out", "plan.json"]).await, FOLDED);
    let whole = shown(&world, &["plan", "--no-fold"]).await;
    for it in ["a", "b", "c", "d", "e"] {
        assert!(whole.contains(&format!("\nprojects/acme/{it}\n  ~ settings ")), "{whole}");
    }
    assert_eq!(whole.matches("allow_force_push   false -> true   (loosens protection)").count(), 5);
    assert!(!whole.contains("more") && !whole.contains("--no-fold"), "{whole}");
    for command in [
        &["show", "--plan", "plan.json"][..],
        &["plan-merge", "plan.json"],
        &["apply", "--dry-run"],
        &["apply", "--plan", "plan.json", "--dry-run"],
    ] {
        assert_eq!(shown(&world, command).await, FOLDED, "{command:?}");
        let arguments = [command, &["--no-fold"]].concat();
        assert_eq!(shown(&world, &arguments).await, whole, "{command:?}");
    }
    // Programs get every step.
    let json = shown(&world, &["plan", "-o", "json"]).await;
    assert_eq!(json, shown(&world, &["plan", "-o", "json", "--no-fold"]).await);
    assert_eq!(
        serde_json::from_str::<Value>(&json).unwrap()["steps"].as_array().unwrap().len(),
        10
    );
    let output = world.run(&["show", "--no-fold"]).await;
    assert_eq!((code(&output), stdout(&output).as_str()), (3, ""), "{}", stderr(&output));
    assert!(stderr(&output).contains("--plan FILE"), "{}", stderr(&output));
    assert_eq!(writes(&world), 0);
    // What is done is told of each.
    let output = world.run(&["apply", "-y"]).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains(FOLDED), "{}", stdout(&output));
    for it in ["a", "b", "c", "d", "e"] {
        let address = format!("updated projects/acme/{it}/protected_branches/main (");
        assert!(stderr(&output).contains(&address), "{}", stderr(&output));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn markdown_and_comments_fold() {
    let world = world(5, FILES).await;
    let names =
        "<code>projects/acme/a</code>, <code>projects/acme/b</code>, <code>projects/acme/c</code>";
    let fold = format!("<summary>5 projects: {names}, and 2 more: 1 object each</summary>");
    let danger = "> - `protected_branches/main` in 5 projects (`projects/acme/a`, `projects/acme/b`, `projects/acme/c`, and 2 more): `allow_force_push` `false` → `true`\n";
    let row =
        "| 5 projects: `projects/acme/a`, `projects/acme/b`, `projects/acme/c`, and 2 more | 5 |\n";
    shown(&world, &["plan", "--out", "plan.json"]).await;
    for command in [
        &["plan", "-o", "markdown"][..],
        &["plan", "--comment", "update"],
        &["comment", "--plan", "plan.json"],
    ] {
        let said = |output: &std::process::Output| stdout(output) + &stderr(output);
        let text = said(&world.run(command).await);
        for it in [&fold, danger, row] {
            assert!(text.contains(it), "{command:?}: {it} in {text}");
        }
        let text = said(&world.run(&[command, &["--no-fold"]].concat()).await);
        assert!(!text.contains("5 projects"), "{command:?}: {text}");
        for it in ["a", "b", "c", "d", "e"] {
            let summary = format!("<summary><code>projects/acme/{it}</code>: 2 objects</summary>");
            assert!(text.contains(&summary), "{command:?}: {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_lists_every_scope_of_a_fold() {
    let world = world(5, FILES).await;
    shown(&world, &["plan", "--report-html", "page.html"]).await;
    let page = read(&world, "page.html");
    let objects = |page: &str| page.matches("<details class=\"object\"").count();
    assert_eq!(objects(&page), 3, "{page}");
    let all = "<ul class=\"names\"><li><code>projects/acme/a</code></li><li><code>projects/acme/b</code></li><li><code>projects/acme/c</code></li><li><code>projects/acme/d</code></li>";
    assert_eq!(page.matches(all).count(), 2, "{page}");
    assert!(page.contains("in 5 projects") && page.contains("<h3>4 projects: "), "{page}");
    shown(&world, &["plan", "--report-html", "page.html", "--no-fold"]).await;
    let page = read(&world, "page.html");
    assert_eq!((objects(&page), page.matches("class=\"names\"").count()), (10, 0), "{page}");
}

#[tokio::test(flavor = "multi_thread")]
async fn deletions_and_kinds_are_counted_in_all() {
    let mut world = World::start(
        &(0..12)
            .map(|it| {
                format!(
                    "- {{ path: acme/p{it:02}, labels: [{{ name: old, color: '#d9534f' }}] }}\n"
                )
            })
            .fold("projects:\n".to_owned(), |all, it| all + &it),
    )
    .await;
    world.write(
        "labwright.yaml",
        "version: 1
defaults:
  - for: acme/*
    discover: true
    project:
      labels: { prune: true, items: [] }
      variables: [{ key: TOKEN, value: { env: VALUE }, masked: true }]
",
    );
    world.secret("VALUE", "hush-hush-hush");
    let text = shown(&world, &["plan"]).await;
    let names =
        "12 projects: projects/acme/p00, projects/acme/p01, projects/acme/p02, and 9 more\n";
    assert_eq!(text.matches(names).count(), 1, "{text}");
    assert!(
        text.contains("  - labels/old") && text.contains(" pruned: labwright.yaml:6\n"),
        "{text}"
    );
    assert!(
        text.contains("\nBy kind:\n  labels: 12 to delete\n  variables: 12 to create\n\n"),
        "{text}"
    );
    assert!(!text.contains("hush"), "{text}");
    assert!(text.lines().all(|it| it.chars().count() <= 80), "{text}");
    let markdown = shown(&world, &["plan", "-o", "markdown"]).await;
    let deletes = "> - deletes `labels/old` in 12 projects (`projects/acme/p00`, `projects/acme/p01`, `projects/acme/p02`, and 9 more), not declared in any file\n";
    for it in [
        "> **12 deletions**\n",
        deletes,
        "**By kind**\n\n- `labels`: 12 to delete\n- `variables`: 12 to create\n",
    ] {
        assert!(markdown.contains(it), "{it} in {markdown}");
    }
    shown(&world, &["plan", "--report-html", "page.html"]).await;
    let page = read(&world, "page.html");
    assert!(page.contains("<li><code>labels</code>: 12 to delete</li>"), "{page}");
}

/// Values that plans hide look the same, and need not be.
#[tokio::test(flavor = "multi_thread")]
async fn hidden_values_are_never_folded() {
    let variables = |value: &str| format!("{{ variables: [{{ key: A, value: {value} }}] }}");
    let files = |values: [&str; 3]| {
        let [a, b, c] = values.map(variables);
        format!("version: 1\nprojects: {{ acme/a: {a}, acme/b: {b}, acme/c: {c} }}\n")
    };
    let world = world(3, &files(["one", "two", "two"])).await;
    let text = shown(&world, &["plan"]).await;
    assert_eq!(text.matches("(hidden)").count(), 3, "{text}");
    assert!(
        !text.contains("3 projects") && !text.contains("one") && !text.contains("two"),
        "{text}"
    );
}

/// Names and addresses of a plan file that anybody wrote.
#[test]
fn foreign_scopes_are_text_on_the_page() {
    let evil = "projects/</script><img src=x onerror=pwned()>\"'\u{202e}\u{7}\n";
    for (loosens, danger) in [(false, 0), (true, 1)] {
        let step = |it: usize| {
            let scope = format!("{evil}{it}");
            Step {
                address: format!("{scope}/labels/<b>"),
                scope,
                kind: "labels".to_owned(),
                key: Some("<b>".to_owned()),
                action: Action::Update,
                phase: 0,
                turn: 0,
                origin: Origin { file: evil.to_owned(), line: 1, pruned: false },
                changes: vec![Change {
                    field: evil.to_owned(),
                    before: json!(evil),
                    after: Some(json!(evil)),
                    loosens,
                    origin: None,
                    entries: BTreeMap::new(),
                }],
                request: Request {
                    method: "PUT".to_owned(),
                    path: String::new(),
                    body: Value::Null,
                },
                why: None,
                undo: None,
                joined: false,
                waits: false,
                runs: Vec::new(),
                conditional: false,
            }
        };
        let steps = (0..30).map(step).collect();
        let plan = Document { steps, ..Document::of_problems(&Problems::new()) };
        let page = html(&plan, &Context::default());
        assert_eq!(page.matches("<details class=\"object\"").count(), 1, "{page}");
        assert_eq!(page.matches("in 30 scopes").count(), danger, "{page}");
        assert_eq!(page.matches("<li><code>projects/&lt;/script&gt;").count(), 30, "{page}");
        assert_eq!((page.matches("<img").count(), page.matches("</script>").count()), (0, 1));
        assert_eq!(page.matches("<b>&lt;b&gt;</b>").count(), 1, "{page}");
        assert!(!page.contains(['\u{202e}', '\u{7}']));
        let page = html(&plan, &Context { fold: Fold::Nothing, ..Context::default() });
        assert_eq!(page.matches("<details class=\"object\"").count(), 30, "{page}");
    }
}
