//! Whatever stands in a plan, every report stays what it is. Hostile text in the HTML report is tried in a browser:
//! `tests/browser/report.mjs`.

use labwright::plan::document::{Change, Line, Origin, Request, Step};
use labwright::plan::{Document, Note, Summary};
use labwright::problem::Told;
use labwright::render::Fold;
use labwright::render::reports::{
    Context, annotations, codequality, dotenv, html, junit, terraform,
};
use labwright::resource::Action;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::rules::{self, Findings, Tests};

/// Text that formats stumble over, and any other.
fn text() -> impl Strategy<Value = String> {
    let nasty = select(vec![
        "",
        "]]>",
        "<!--",
        "</failure>",
        "&#0;",
        "&lt;",
        "\"",
        "'",
        "\u{0}",
        "\u{b}",
        "\u{1b}[31m",
        "\u{85}",
        "\u{fffe}",
        "\u{ffff}",
        "\u{2028}",
        "\u{202e}",
        "\u{feff}",
        "\r\n",
        "\n",
        "\t",
        "=",
        "$HOME",
        "../",
        "./",
        "/",
        "//",
        "\\",
        "C:\\x",
        " ",
        "section_start:1:x\r\u{1b}[0K",
        "</script>",
        "é",
        "💥",
        "javascript:1",
    ]);
    let part = prop_oneof![3 => nasty.prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(part, 0..4).prop_map(|it| it.concat())
}

fn file() -> impl Strategy<Value = String> {
    text().prop_map(|it| format!("{it}a.yaml"))
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        text().prop_map(Value::from),
        proptest::collection::vec(text(), 0..3).prop_map(Value::from),
        (text(), text()).prop_map(|(key, value)| json!({ key: value })),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let actions =
        vec![Action::Create, Action::Update, Action::Replace, Action::Delete, Action::Act];
    let line = || (file(), 1..9_usize).prop_map(|(file, line)| Line { file, line });
    let lines = proptest::collection::btree_map(text(), line(), 0..3);
    let places = (proptest::option::of(line()), lines);
    let change = (text(), value(), proptest::option::of(value()), any::<bool>(), places).prop_map(
        |(field, before, after, loosens, (origin, entries))| Change {
            field,
            before,
            after,
            loosens,
            origin,
            entries,
        },
    );
    let changes = proptest::collection::vec(change, 0..3);
    let scope = (
        select(vec!["", "instance", "projects/", "groups/", "projects/a/merge_requests/"]),
        text(),
    );
    let origin = (file(), 1..9_usize, any::<bool>()).prop_map(|(file, line, pruned)| Origin {
        file,
        line,
        pruned,
    });
    let kind = prop_oneof![text(), Just("protected_branches".to_owned())];
    (scope, kind, text(), select(actions), changes, origin, proptest::option::of(text())).prop_map(
        |((start, end), kind, name, action, changes, origin, why)| {
            let scope = format!("{start}{end}");
            Step {
                address: format!("{scope}/{kind}/{name}"),
                scope,
                kind,
                key: Some(name.clone()),
                action,
                phase: 1,
                turn: 0,
                origin,
                changes,
                request: Request { method: "PUT".to_owned(), path: name, body: Value::Null },
                why,
                undo: None,
                joined: false,
                waits: false,
                runs: Vec::new(),
                conditional: false,
            }
        },
    )
}

fn plan() -> impl Strategy<Value = Document> {
    let note = (text(), text(), any::<bool>()).prop_map(|(address, message, waiting)| Note {
        address,
        message: format!("{message}."),
        waiting,
        ..Note::default()
    });
    let place = proptest::option::of((file(), 1..9_usize));
    let problem = (place, text(), proptest::option::of(text()), 0..3_usize).prop_map(
        |(place, message, hint, more)| {
            let (file, line) = place.unzip();
            Told { file, line, column: line, message, hint, more, of: Default::default() }
        },
    );
    (
        proptest::collection::vec(step(), 0..6),
        proptest::collection::vec(note, 0..3),
        proptest::collection::vec(problem, 0..4),
        any::<bool>(),
    )
        .prop_map(|(steps, notes, problems, server)| Document {
            format: 1,
            labwright: "0.1.0".to_owned(),
            server: if server { "https://gitlab.example.com".to_owned() } else { String::new() },
            server_source: if server { "GITLAB_URL\u{1b}[1m<b>".to_owned() } else { String::new() },
            shard: None,
            scopes: vec![],
            found: vec![],
            steps,
            summary: Summary::default(),
            notes,
            problems,
        })
}

fn context() -> impl Strategy<Value = Context> {
    let job = Just("https://gitlab.example.com/acme/config/-/jobs/7".to_owned());
    (
        proptest::option::of(text()),
        text(),
        text(),
        proptest::option::of(job),
        proptest::option::of(text()),
    )
        .prop_map(|(repository, folder, root_file, job, html)| Context {
            fold: Fold::Alike,
            repository,
            folder,
            root_file: format!("{root_file}labwright.yaml"),
            commit: None,
            source: job.clone(),
            job,
            html,
        })
}

/// No control character but those that are written on purpose, nothing that turns the direction of writing.
fn is_clean(text: &str) -> bool {
    let hidden = |it: char| {
        (it.is_control() && it != '\n')
            || ('\u{200b}'..='\u{200f}').contains(&it)
            || ('\u{2028}'..='\u{202e}').contains(&it)
            || it == '\u{feff}'
    };
    !text.chars().any(hidden)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_report(mut plan in plan(), context in context()) {
        // Without a server there are no steps to show pages of.
        if plan.server.is_empty() {
            plan.steps.clear();
        }
        let reports = [
            codequality(&plan, true, &context),
            junit(&plan, &context),
            annotations(&plan, &context),
            dotenv(&plan),
            terraform(&plan),
            html(&plan, &context),
        ];
        for it in &reports {
            prop_assert!(is_clean(it), "{it:?}");
        }
        let [quality, tests, links, variables, terraform, _] = reports;
        let findings = Findings::parse(&quality);
        let tests = Tests::parse(&tests);
        prop_assert!(findings.list.len() >= plan.problems.len());
        prop_assert!(tests.list.len() >= findings.list.len());
        rules::links(&links);
        rules::variables(&variables);
        serde_json::from_str::<Value>(&terraform)?;
    }
}

fn many(number: usize, name: &str) -> Document {
    let step = |at: usize| {
        let scope = format!("projects/acme/{name}-{at}");
        Step {
            address: format!("{scope}/protected_branches/main"),
            scope,
            kind: "protected_branches".to_owned(),
            key: Some("main".to_owned()),
            action: if at % 100 == 99 { Action::Delete } else { Action::Update },
            phase: 1,
            turn: 0,
            origin: Origin { file: "labwright.yaml".to_owned(), line: 1, pruned: false },
            changes: Vec::new(),
            request: Request { method: "PUT".to_owned(), path: String::new(), body: Value::Null },
            why: None,
            undo: None,
            joined: false,
            waits: false,
            runs: Vec::new(),
            conditional: false,
        }
    };
    Document {
        format: 1,
        labwright: String::new(),
        server: "https://gitlab.example.com".to_owned(),
        server_source: "GITLAB_URL".to_owned(),
        shard: None,
        scopes: vec![],
        found: vec![],
        steps: (0..number).map(step).collect(),
        summary: Summary { update: number, ..Summary::default() },
        notes: Vec::new(),
        problems: Vec::new(),
    }
}

#[test]
fn links_fit_into_what_gitlab_takes_however_many_there_are() {
    let job = Some("https://gitlab.example.com/acme/config/-/jobs/7".to_owned());
    let context = Context { job, html: Some("plan.html".to_owned()), ..Context::default() };
    for (number, name) in
        [(3, "x"), (5000, "x"), (5000, &*"\"".repeat(900)), (5000, &*"é".repeat(9000))]
    {
        let links = rules::links(&annotations(&many(number, name), &context));
        assert_eq!(links[0].0, "labwright plan");
        if number > 50 {
            let more = links.last().unwrap();
            assert!(more.0.starts_with("and ") && more.1 == links[0].1, "{more:?}");
        }
        // Deletions come first, where there is room for any.
        assert!(
            number < 5000 || links.len() == 2 || links[1].0.contains("-99: "),
            "{:?}",
            links[1]
        );
    }
}

/// Characters that XML forbids become one and the same: the tests stay two.
#[test]
fn names_that_look_alike_are_two_tests() {
    let mut plan = many(3, "x");
    for (step, name) in plan.steps.iter_mut().zip(["\u{1}", "\u{ffff}", "\u{fffd} (2)"]) {
        step.scope = "instance".to_owned();
        step.kind = "system_hooks".to_owned();
        step.key = None;
        step.address = format!("instance/system_hooks/{name}");
    }
    let tests = Tests::parse(&junit(&plan, &Context::default()));
    let names: Vec<_> =
        tests.list.iter().map(|it| it.name.trim_start_matches("system_hooks/")).collect();
    assert_eq!(names, ["\u{fffd}", "\u{fffd} (2)", "\u{fffd} (2) (2)"]);
}

#[test]
fn counts_are_those_that_the_widget_knows() {
    let mut plan = many(0, "");
    plan.summary = Summary {
        create: 1,
        update: 2,
        replace: 4,
        delete: 8,
        act: 16,
        unchanged: 32,
        loosens: 1,
        conditional: 64,
    };
    let report: Value = serde_json::from_str(&terraform(&plan)).unwrap();
    assert_eq!(report, json!({ "create": 5, "update": 18, "delete": 12 }));
}

#[test]
fn the_digest_goes_by_what_is_done() {
    let digest = |plan: &Document| rules::variables(&dotenv(plan))["LABWRIGHT_DIGEST"].clone();
    let plan = many(3, "x");
    let mut moved = plan.clone();
    moved.steps[1].origin.line = 700;
    assert_eq!(digest(&plan), digest(&moved));
    let mut other = plan.clone();
    other.steps[1].request.body = json!({ "a": 1 });
    assert_ne!(digest(&plan), digest(&other));
    let mut elsewhere = plan.clone();
    elsewhere.server = "https://other.example.com".to_owned();
    assert_ne!(digest(&plan), digest(&elsewhere));
}

/// A place on a merge train is waited for: it is neither as declared nor different.
#[test]
fn what_waits_is_skipped() {
    let mut plan = many(0, "");
    let note = |waiting| Note {
        address: "projects/acme/api/merge_trains/59".to_owned(),
        message: "the pipeline runs".to_owned(),
        waiting,
        ..Note::default()
    };
    plan.notes = vec![note(true), note(false)];
    let tests = Tests::parse(&junit(&plan, &Context::default()));
    assert_eq!(tests.outcomes(), [("waiting", "projects/acme/api/merge_trains/59", "skipped")]);
}
