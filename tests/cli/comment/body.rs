//! What a comment looks like: a reader of Markdown that nobody here wrote finds foreign text in code alone. GitLab renders
//! with comrak as well.

use std::collections::BTreeMap;

use comrak::nodes::{AstNode, NodeValue};
use comrak::{Arena, Options, parse_document};
use labwright::plan::document::{Change, Origin, Request, Step};
use labwright::plan::{Document, Note};
use labwright::problem::Problems;
use labwright::render::{self, BUDGET, Fold, Head};
use labwright::resource::Action;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Stands in every foreign text, and nowhere else.
const FOREIGN: &str = "evil";

fn step(scope: &str, address: &str, action: Action, changes: Vec<Change>) -> Step {
    Step {
        address: address.to_owned(),
        scope: scope.to_owned(),
        kind: "protected_branches".to_owned(),
        key: None,
        action,
        origin: Origin { file: "labwright.yaml".to_owned(), line: 1, pruned: false },
        changes,
        request: Request { method: "PUT".to_owned(), path: "x".to_owned(), body: Value::Null },
        why: None,
        undo: None,
        joined: false,
        waits: false,
        runs: Vec::new(),
        conditional: false,
        phase: Default::default(),
        turn: Default::default(),
    }
}

fn change(field: &str, before: &str, after: &str, loosens: bool) -> Change {
    Change {
        field: field.to_owned(),
        before: json!(before),
        after: Some(json!(after)),
        loosens,
        origin: None,
        entries: BTreeMap::new(),
    }
}

fn plan(steps: Vec<Step>) -> Document {
    Document { steps, ..Document::of_problems(&Problems::new()) }
}

fn head() -> Head {
    Head {
        commit: Some("141be9714669a4c1ccaa013c6a7f3e462ff2a40f".to_owned()),
        time: "2026-11-24 12:00 UTC".to_owned(),
        ..Head::default()
    }
}

/// Foreign text in every place that there is; `bare` is without the word, so that it may be a whole line.
fn hostile(it: &str, bare: &str) -> (Document, Head) {
    let mut steps = Vec::new();
    for action in [Action::Create, Action::Update, Action::Replace, Action::Delete, Action::Act] {
        let address = format!("{it}/{}", action.word());
        let mut step = step(it, &address, action, vec![change(it, it, it, true)]);
        step.origin.file = it.to_owned();
        step.why = Some(it.to_owned());
        steps.push(step);
    }
    let address = format!("{it}/of no scope");
    steps.push(step("", &address, Action::Update, vec![change(it, it, it, false)]));
    for (at, action) in (0..4).flat_map(|at| [(at, Action::Delete), (at, Action::Update)]) {
        let scope = format!("{it}{at}");
        let within = format!("{it}/alike/{}", action.word());
        steps.push(step(
            &scope,
            &format!("{scope}/{within}"),
            action,
            vec![change(it, it, it, true)],
        ));
    }
    let mut plan = plan(steps);
    plan.notes = vec![Note {
        address: it.to_owned(),
        message: it.to_owned(),
        waiting: true,
        ..Note::default()
    }];
    plan.problems = serde_json::from_value(json!([
        { "file": null, "line": null, "column": null, "message": bare, "hint": bare },
        { "file": it, "line": 1, "column": null, "message": it, "hint": it },
        { "file": it, "line": null, "column": null, "message": it, "hint": null },
    ]))
    .unwrap();
    (plan, Head { root: Some(it.to_owned()), ..head() })
}

fn options() -> Options<'static> {
    let mut options = Options::default();
    let on = &mut options.extension;
    on.strikethrough = true;
    on.table = true;
    on.autolink = true;
    on.tasklist = true;
    on.superscript = true;
    on.footnotes = true;
    on.description_lists = true;
    on.multiline_block_quotes = true;
    on.alerts = true;
    on.math_dollars = true;
    on.math_code = true;
    on.wikilinks_title_after_pipe = true;
    on.underline = true;
    options
}

/// Holds one node: foreign text stands in code.
fn hold<'a>(node: &'a AstNode<'a>, whole: &str) {
    let data = node.data();
    match &data.value {
        NodeValue::Code(_) | NodeValue::CodeBlock(_) => {}
        NodeValue::HtmlBlock(html) => {
            for line in html.literal.lines() {
                let mut rest = line.to_owned();
                while let Some((before, code)) = rest.split_once("<code>") {
                    let (code, after) = code.split_once("</code>").unwrap();
                    let inert = |it: char| it.is_ascii_alphanumeric() || "-./_ &#;".contains(it);
                    assert!(code.chars().all(inert), "{code:?} in {whole}");
                    rest = format!("{before}{after}");
                }
                let ours = |it: &str| {
                    it == "</details>"
                        || it
                            .strip_prefix("<details><summary>")
                            .and_then(|it| it.strip_suffix("</summary>"))
                            .is_some_and(|it| {
                                !it.contains(['<', '>', '&']) && !it.contains(FOREIGN)
                            })
                };
                assert!(rest.is_empty() || ours(&rest), "{rest:?} in {whole}");
            }
        }
        NodeValue::Link(link) => {
            assert!(link.url.starts_with("https://gitlab.example.com/"), "{} in {whole}", link.url);
        }
        other => {
            let told = format!("{other:?}").to_lowercase();
            assert!(!told.contains(FOREIGN), "{told} in {whole}");
            let known = matches!(
                other,
                NodeValue::Document
                    | NodeValue::BlockQuote
                    | NodeValue::Alert(_)
                    | NodeValue::List(_)
                    | NodeValue::Item(_)
                    | NodeValue::Paragraph
                    | NodeValue::Heading(_)
                    | NodeValue::Table(_)
                    | NodeValue::TableRow(_)
                    | NodeValue::TableCell
                    | NodeValue::Text(_)
                    | NodeValue::SoftBreak
                    | NodeValue::Strong
            );
            assert!(known, "{told} in {whole}");
        }
    }
}

fn check(text: &str) {
    let (plan, head) = hostile(&format!("{text}{FOREIGN}{text}"), text);
    for whole in [render::comment(&plan, &head), render::markdown(&plan, Fold::Alike)] {
        let arena = Arena::new();
        let root = parse_document(&arena, &whole, &options());
        let mut fenced = vec![false; whole.lines().count() + 2];
        let mut fences = 0;
        for node in root.descendants() {
            hold(node, &whole);
            let data = node.data();
            if matches!(data.value, NodeValue::CodeBlock(_)) {
                fences += 1;
                fenced[data.sourcepos.start.line..=data.sourcepos.end.line].fill(true);
            }
        }
        // One for problems, one for notes, one for each scope, one for the scopes that are alike.
        assert_eq!(fences, 5, "{whole}");
        for (number, line) in whole.lines().enumerate().filter(|(number, _)| !fenced[number + 1]) {
            assert!(!line.trim_start().starts_with('/'), "line {number}: {line:?} of {whole}");
        }
    }
}

#[test]
fn foreign_text_stands_in_code_alone() {
    for text in [
        "",
        "\n/close\n",
        "```\n/close\n",
        "~~~\n",
        "`",
        "``",
        "```````",
        " ` ",
        "\n\n/merge\n\n",
        "@all ",
        "#1 !2 ~bug ",
        "</details>",
        "</code>",
        "</summary>",
        "<!-- ",
        " -->",
        "<script>",
        "|",
        "\\|",
        "\\\\|",
        "`|`",
        "\\",
        "\\`",
        "**",
        "__",
        "[a](javascript:alert) ",
        "![a](b) ",
        "www.example.com ",
        "https://example.com ",
        "a@b.example ",
        "> ",
        ">>>\n",
        "- ",
        "# ",
        "$`a`$",
        "$$",
        "&#96;",
        "\r\n/close\r\n",
        "\u{2028}/close",
        "\u{85}/close",
        "[^1]: ",
        "[[a]]",
        ":tada:",
        "\t/close",
        "```suggestion\n",
        "{+ +}",
        "    ",
        "| a |\n|---|\n",
        "\u{0}",
        "$",
        "$$\n/close\n$$",
    ] {
        check(text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn foreign_text_stands_in_code_alone_whatever_it_is(
        text in "[`~|\\\\<>/@#!$&*_ \\[\\]():.\n\r\ta-z-]{0,40}"
    ) {
        check(&text.replace(FOREIGN, ""));
    }
}

#[test]
fn what_is_dangerous_stands_first_and_outside_of_folds() {
    let plan = plan(vec![
        step(
            "projects/a",
            "projects/a/protected_branches/new",
            Action::Create,
            vec![change("name", "", "new", false)],
        ),
        step(
            "projects/b",
            "projects/b/protected_branches/main",
            Action::Update,
            vec![change("allow_force_push", "false", "true", true)],
        ),
        step("projects/c", "projects/c/protected_branches/old", Action::Delete, Vec::new()),
    ]);
    let whole = render::comment(&plan, &head());
    let at = |text: &str| whole.find(text).unwrap_or_else(|| panic!("{text} in {whole}"));
    let order = [
        "— `141be971`",
        "Planned 2026-11-24 12:00 UTC.",
        "**1 deletion, 1 change that loosens protection**",
        "> - deletes `projects/c/protected_branches/old`",
        "> - `projects/b/protected_branches/main`: `allow_force_push` `false` → `true`",
        "| Scope | Create | Change | Delete |",
        "| `projects/c` | 0 | 0 | 1 |",
        "| `projects/b` | 0 | 1 | 0 |",
        "| `projects/a` | 1 | 0 | 0 |",
        "<details><summary><code>projects/c</code>: 1 object</summary>",
        "- protected_branches/old   (labwright.yaml:1)",
        "<code>projects/a</code>",
    ];
    let places: Vec<usize> = order.iter().map(|it| at(it)).collect();
    assert!(places.is_sorted(), "{whole}");
}

#[test]
fn a_comment_has_a_budget_and_what_is_least_dangerous_goes_first() {
    let long = "x".repeat(3_000);
    let of = |from: usize, action: Action, loosens: bool| {
        (from..from + 60).map(move |it| {
            let scope = format!("projects/acme/p{}", it % 30);
            let changes = vec![change("description", "a", "b", loosens)];
            step(&scope, &format!("{scope}/protected_branches/{it:05}"), action, changes)
        })
    };
    let mut steps: Vec<Step> =
        of(0, Action::Delete, false).chain(of(100, Action::Update, true)).collect();
    steps.extend((0..5_000).map(|it| {
        let scope = format!("projects/acme/p{}", it % 700);
        let address = format!("{scope}/external_status_checks/{it:05}");
        step(&scope, &address, Action::Create, vec![change("name", "", &long, false)])
    }));
    let plan = plan(steps);
    let whole = render::comment(&plan, &head());
    assert!(whole.len() <= BUDGET && whole.len() > BUDGET / 2, "{} bytes", whole.len());
    assert!(whole.lines().nth(4).unwrap().starts_with("The details of 4"), "{}", &whole[..500]);
    for it in 0..60 {
        assert!(whole.contains(&format!(
            "> - deletes `projects/acme/p{}/protected_branches/{it:05}`",
            it % 30
        )));
        assert!(whole.contains(&format!("- protected_branches/{it:05}")), "{it}");
        assert!(whole.contains(&format!("! protected_branches/{:05}", it + 100)), "{it}");
    }
    assert!(whole.contains("more characters)") && !whole.contains(&long));
    assert_eq!(whole.matches("<details>").count(), whole.matches("</details>").count());

    // Nothing but dangers, more than there is room for.
    let many = (0..20_000).map(|it| {
        let scope = format!("projects/acme/{it}-{}", "`".repeat(it % 50));
        step(&scope, &format!("{scope}/protected_branches/{it}"), Action::Delete, Vec::new())
    });
    let mut plan = self::plan(many.collect());
    plan.notes = vec![
        Note {
            address: long.clone(),
            message: long.clone(),
            waiting: false,
            ..Note::default()
        };
        200
    ];
    let whole = render::comment(&plan, &head());
    assert!(
        whole.len() <= BUDGET && whole.contains("**20000 deletions**"),
        "{} bytes",
        whole.len()
    );
    assert!(whole.contains("> - and 1"), "{}", &whole[..300]);
}

#[test]
fn what_is_alike_is_folded_before_anything_is_left_out() {
    let of = |(action, loosens, name): (Action, bool, &'static str)| {
        (0..20_000).map(move |it| {
            let scope = format!("projects/acme/p{it:05}");
            let changes = vec![change("allow_force_push", "false", "true", loosens)];
            step(&scope, &format!("{scope}/protected_branches/{name}"), action, changes)
        })
    };
    let all = [
        (Action::Delete, false, "old"),
        (Action::Update, true, "main"),
        (Action::Create, false, "new"),
    ];
    let plan = plan(all.into_iter().flat_map(of).collect());
    let whole = render::comment(&plan, &head());
    let names =
        "`projects/acme/p00000`, `projects/acme/p00001`, `projects/acme/p00002`, and 19997 more";
    for line in [
        "> **20000 deletions, 20000 changes that loosen protection**".to_owned(),
        format!("> - deletes `protected_branches/old` in 20000 scopes ({names})"),
        format!(
            "> - `protected_branches/main` in 20000 scopes ({names}): `allow_force_push` `false` → `true`"
        ),
        format!("| 20000 scopes: {names} | 20000 | 20000 | 20000 |"),
        "+ protected_branches/new   (labwright.yaml:1)".to_owned(),
    ] {
        assert!(whole.lines().any(|it| it == line), "{line} in {whole}");
    }
    // All of it is of one kind, which the total counts.
    assert!(!whole.contains("- `protected_branches`: "), "{whole}");
    let code = |it: &str| format!("<code>{it}</code>");
    let names = names.replace("`, `", "</code>, <code>").replacen('`', "<code>", 1);
    let fold = format!(
        "<details><summary>20000 scopes: {}: 3 objects each</summary>",
        names.replace('`', "</code>")
    );
    assert!(whole.contains(&fold), "{fold} in {whole}");
    assert!(!whole.contains("omitted") && whole.len() < 2_000, "{whole}");
    // Without folding, it is the same plan in as many scopes, as far as there is room.
    let whole = render::comment(&plan, &Head { fold: Fold::Nothing, ..head() });
    assert!(whole.len() <= BUDGET && whole.contains("The details of 5"), "{}", &whole[..500]);
    assert!(
        whole.contains(&format!("{}: 3 objects", code("projects/acme/p00000"))),
        "{}",
        &whole[..500]
    );
}

#[test]
fn only_the_time_is_not_steady() {
    let mut plan = plan(vec![step("a", "a/b/c", Action::Delete, Vec::new())]);
    plan.summary.delete = 1;
    let steady =
        |head: &Head| render::steady(&render::comment(&plan, head)).collect::<Vec<_>>().join("\n");
    let later = Head {
        time: "2026-11-25 12:00 UTC".to_owned(),
        job_url: Some("https://gitlab.example.com/-/jobs/8".to_owned()),
        ..head()
    };
    assert_eq!(steady(&head()), steady(&later));
    for other in [
        Head { commit: None, ..head() },
        Head { applied: true, ..head() },
        Head { root: Some("infra".to_owned()), ..head() },
    ] {
        assert_ne!(steady(&head()), steady(&other));
    }
}

/// What the page of the documentation shows, between its tildes.
#[test]
fn the_page_shows_a_real_comment() {
    let mut plan = plan(vec![
        step(
            "projects/acme/api",
            "projects/acme/api/external_status_checks/Compliance Tool",
            Action::Create,
            vec![
                change("external_url", "", "https://compliance.example.com/check", false),
                Change {
                    field: "protected_branches".to_owned(),
                    before: Value::Null,
                    after: Some(json!(["main"])),
                    loosens: false,
                    origin: None,
                    entries: BTreeMap::new(),
                },
            ],
        ),
        step(
            "projects/acme/api",
            "projects/acme/api/protected_branches/main",
            Action::Update,
            vec![change("allow_force_push", "false", "true", true)],
        ),
        step(
            "projects/acme/web",
            "projects/acme/web/protected_branches/release/*",
            Action::Delete,
            Vec::new(),
        ),
    ]);
    (plan.summary.create, plan.summary.update, plan.summary.delete, plan.summary.unchanged) =
        (1, 1, 1, 12);
    plan.steps[2].origin.pruned = true;
    let head = Head {
        job_url: Some("https://gitlab.example.com/acme/config/-/jobs/7".to_owned()),
        ..head()
    };
    let shown = render::comment(&plan, &head);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/comments.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (before, rest) = page.split_once("~~~markdown\n").unwrap();
    let (written, after) = rest.split_once("~~~\n").unwrap();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, format!("{before}~~~markdown\n{shown}~~~\n{after}")).unwrap();
    } else {
        assert_eq!(written, shown, "docs/comments.md shows something else: run with UPDATE=1");
    }
}
