//! Properties of the pure core: from files and facts to a plan, and from a plan to what people read.
//!
//! Facts are made here by hand, so a case costs microseconds and what fails is made small.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod hostile;
#[path = "../support/plan_documents.rs"]
mod plan_documents;
mod states;

use std::sync::OnceLock;

use hostile::{foreign, hostile};
use labwright::apply::{Entry, Outcome, Report};
use labwright::config::{self, Config, Schemas};
use labwright::plan::{Approved, NotApproved, Options, Plan, Saved, plan_from};
use labwright::render::{self, Fold, Paint};
use labwright::resource::Facts;
use plan_documents::{acts, all_that_is_made_of, places};
use proptest::prelude::*;
use serde_json::{Value, json};
use states::{Object, State, document, state};

impl State {
    fn config(&self) -> Config {
        read(&[document(self.lists(), self.prune)])
    }
}

/// Reads documents as one configuration: the first one includes the others.
fn read(documents: &[Value]) -> Config {
    static SCHEMAS: OnceLock<Schemas> = OnceLock::new();
    let schemas = SCHEMAS.get_or_init(|| Schemas::new(&config::schema::json_schema()).unwrap());
    let folder = tempfile::tempdir().unwrap();
    for (at, document) in documents.iter().enumerate() {
        let mut document = document.clone();
        let name = if at == 0 { "labwright.yaml".to_owned() } else { format!("more-{at}.yaml") };
        if at == 0 && documents.len() > 1 {
            document["include"] = json!(["more-*.yaml"]);
        }
        std::fs::write(folder.path().join(name), document.to_string()).unwrap();
    }
    let loaded = config::load(folder.path(), schemas).unwrap_or_else(|it| panic!("{it}"));
    config::read(loaded).unwrap_or_else(|it| panic!("{it}"))
}

fn planned(config: &Config, facts: &Facts) -> Plan {
    plan_from(config, facts, &Options::default())
}

/// The steps, without what asked for them.
fn steps(plan: &Plan) -> Vec<Value> {
    let bare = |it: &labwright::plan::Step| {
        let mut it = serde_json::to_value(it.document()).unwrap();
        it["origin"] = Value::Null;
        it
    };
    plan.steps().iter().map(bare).collect()
}

fn save(document: &Value) -> Saved {
    Saved::parse(document.to_string().as_bytes()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(if cfg!(debug_assertions) { 24 } else { 256 }) })]

    #[test]
    fn what_is_as_declared_needs_no_step(state in state()) {
        let plan = planned(&state.config(), &state.facts());
        prop_assert!(plan.problems.is_empty(), "{}", plan.problems);
        prop_assert_eq!(steps(&plan), Vec::<Value>::new());
        prop_assert_eq!(plan.unchanged, state.hooks.len() + state.branches.len() + state.checks.len());
    }

    #[test]
    fn steps_stand_in_one_order_whatever_the_order_of_files_and_lists(
        live in state(),
        wanted in state(),
        order in Just((0..16usize).collect::<Vec<_>>()).prop_shuffle(),
        files in 1..4usize,
    ) {
        let facts = live.facts();
        let plan = planned(&wanted.config(), &facts);
        let orders: Vec<_> = plan.steps().iter().map(|it| it.order.clone()).collect();
        prop_assert!(orders.is_sorted_by(|a, b| a < b), "two steps at one place: {orders:?}");
        // Lists are shuffled and dealt to several files.
        let mut hands = vec![[Vec::new(), Vec::new(), Vec::new()]; files];
        for (kind, list) in wanted.lists().into_iter().enumerate() {
            let mut list: Vec<_> = list.into_iter().enumerate().collect();
            list.sort_by_key(|(at, _)| order[*at]);
            for (at, item) in list {
                hands[order[at] % files][kind].push(item);
            }
        }
        let last = hands.len() - 1;
        let prune = |at: usize| (at == last).then_some(wanted.prune);
        let documents: Vec<_> =
            hands.into_iter().enumerate().map(|(at, it)| document(it, prune(at))).collect();
        let dealt = planned(&read(&documents), &facts);
        for (one, other) in steps(&plan).iter().zip(&steps(&dealt)) {
            prop_assert_eq!(one, other);
        }
        prop_assert_eq!(plan.steps().len(), dealt.steps().len());
        prop_assert_eq!(plan.problems.iter().count(), dealt.problems.iter().count());
    }

    #[test]
    fn a_saved_plan_approves_its_own_steps_and_no_others(live in state(), wanted in state()) {
        let (config, facts) = (wanted.config(), live.facts());
        let fresh = || planned(&config, &facts);
        let document = fresh().to_json();
        prop_assert!(Approved::by_file(fresh(), &save(&document)).is_ok());
        for at in 0..fresh().steps().len() {
            let mut fewer = document.clone();
            let gone = fewer["steps"].as_array_mut().unwrap().remove(at);
            match Approved::by_file(fresh(), &save(&fewer)) {
                Err(NotApproved::Stale(stale)) => {
                    let unseen: Vec<_> = stale.unseen.iter().map(|it| serde_json::to_value(it.document()).unwrap()).collect();
                    prop_assert_eq!(unseen, vec![gone]);
                }
                other => prop_assert!(false, "{other:?}"),
            }
            // A file that says something else than the fresh plan approves that and nothing more.
            let mut other = document.clone();
            other["steps"][at]["request"]["body"]["labwright"] = json!("more");
            prop_assert!(Approved::by_file(fresh(), &save(&other)).is_err());
            // Nor does one that shows something else than it would do.
            for (place, value) in [("/changes", json!([])), ("/why", json!("harmless")), ("/scope", json!("instance/x")),
                                   ("/kind", json!("x")), ("/origin/pruned", json!(true)), ("/action", json!("act"))] {
                let mut other = document.clone();
                let step = &mut other["steps"][at];
                if place == "/why" {
                    step["why"] = value;
                } else if step.pointer(place) != Some(&value) {
                    *step.pointer_mut(place).unwrap() = value;
                } else {
                    continue;
                }
                prop_assert!(Approved::by_file(fresh(), &save(&other)).is_err(), "{place} of step {at}");
            }
            for change in 0..document["steps"][at]["changes"].as_array().unwrap().len() {
                for (key, value) in [("before", json!("other")), ("after", json!("other")), ("field", json!("other")), ("loosens", json!("flip"))] {
                    let mut other = document.clone();
                    let shown = &mut other["steps"][at]["changes"][change];
                    shown[key] = if key == "loosens" { json!(shown[key] != json!(true)) } else { value };
                    prop_assert!(Approved::by_file(fresh(), &save(&other)).is_err(), "{key} of {change} of {at}");
                }
            }
        }
        // What was approved runs; a file cannot add a step.
        let mut more = document.clone();
        let step = json!({
            "address": "instance/system_hooks/x", "action": "delete", "changes": [],
            "origin": { "file": "labwright.yaml", "line": 1, "pruned": false },
            "request": { "method": "DELETE", "path": "hooks/1", "body": null },
        });
        more["steps"].as_array_mut().unwrap().push(step);
        let approved = Approved::by_file(fresh(), &save(&more)).unwrap();
        prop_assert_eq!(steps(approved.plan()), steps(&fresh()));
    }

    #[test]
    fn nothing_that_gitlab_holds_reaches_a_terminal_or_leaves_its_fence(
        names in proptest::collection::vec(hostile(), 1..4),
        said in hostile(),
    ) {
        let mut live = State::default();
        for (at, name) in names.iter().enumerate() {
            let entry = json!({ "id": 1, "access_level": 40, "access_level_description": said, "user_id": 4711, "group_id": null });
            let name = format!("{name}{at}");
            let told = json!({
                "id": at + 1, "name": name, "url": format!("https://x.example.com/{said}"),
                "description": said, "external_url": format!("https://{at}.example.com/{said}"),
                "hmac": true, "protected_branches": [{ "id": 1, "name": name }],
                "push_access_levels": [entry], "merge_access_levels": [], "unprotect_access_levels": [],
                "url_variables": [{ "key": said }], "custom_headers": [],
            });
            let it = Object { declared: Value::Null, told };
            live.hooks.push(it.clone());
            live.checks.push(it.clone());
            live.branches.push(it);
        }
        live.branches.push(Object {
            declared: Value::Null,
            told: json!({
                "id": 77, "name": "main", "merge_access_levels": [], "unprotect_access_levels": [],
                "push_access_levels": [{ "id": 1, "access_level": 40, "access_level_description": said, "user_id": 4711, "group_id": null }],
            }),
        });
        live.hooks.push(Object {
            declared: Value::Null,
            told: json!({ "id": 78, "name": "audit", "url": format!("https://y.example.com/{said}"), "description": said, "custom_headers": [{ "key": said }] }),
        });
        let hooks = vec![json!({ "name": "audit", "url": "https://z.example.com", "description": "x" })];
        let branches = vec![json!({ "name": "main", "allowed_to_push": [] })];
        for prune in [true, false] {
            let config = read(&[document([hooks.clone(), branches.clone(), Vec::new()], prune)]);
            let mut plan = planned(&config, &live.facts());
            plan.notes.push(labwright::plan::Note { address: said.clone(), message: said.clone(), waiting: true, ..Default::default() });
            let entries = plan.steps().iter().map(|it| Entry {
                address: it.order.address.clone(),
                action: it.action,
                call: format!("{} {}", it.request.method.as_str(), it.request.path),
                why: Some(said.clone()),
                origin: it.origin.clone(),
                outcome: Outcome::Failed { message: said.clone(), hint: said.clone(), cause: Some((said.clone(), said.clone())) },
            });
            let report = Report { entries: entries.collect(), stopped: Some(said.clone()), interrupted: true, incomplete: false };
            // That foreign text stands in code alone is held in tests/cli/comment.
            for text in [
                &render::text(&plan.document(), Fold::Alike, Paint::PLAIN),
                &render::markdown(&plan.document(), Fold::Alike),
                &render::report(&report, Paint::PLAIN),
                &render::problems(&plan.problems, Paint::PLAIN),
            ] {
                prop_assert!(!text.contains(acts), "{text:?}");
            }
        }
    }

    /// Whatever is written into a plan file, all that is made of it is harmless.
    #[test]
    fn nothing_in_a_plan_file_acts_on_a_terminal_or_breaks_a_report(
        live in state(), wanted in state(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), foreign()), 1..6),
    ) {
        let mut document = planned(&wanted.config(), &live.facts()).to_json();
        document["server"] = json!("https://gitlab.example.com");
        document["notes"] = json!([{ "address": "a", "message": "b", "waiting": true }]);
        document["problems"] = json!([{ "file": "f", "line": 1, "column": 1, "message": "m", "hint": "h" }]);
        let mut all = Vec::new();
        places(&document, "", &mut all);
        for (at, value) in edits {
            let place = at.get(&all);
            // A place within one that was edited before may be gone.
            if let Some(it) = document.pointer_mut(place) {
                *it = value;
            }
        }
        if let Ok(saved) = Saved::parse(document.to_string().as_bytes()) {
            all_that_is_made_of(saved.document());
        }
    }

    #[test]
    fn no_bytes_make_the_readers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), text in ".{0,80}") {
        entry_points(&bytes);
        entry_points(text.as_bytes());
    }

    /// The property of the target `globs` in `fuzz/`, on globs and paths that have something to do with each other.
    #[test]
    fn a_glob_is_refused_or_matches_and_never_panics(
        glob in "([a-cé/.*?!-]|\\*\\*/|[{\\[\\]},\\\\]){0,30}", many in 0..600usize, path in "[a-cé]{0,3}(/[a-cé.]{0,3}){0,4}",
    ) {
        matches_as_it_says(&glob, &path);
        matches_as_it_says(&path, &path);
        matches_as_it_says(&path.replace(['a', 'é'], "?"), &path);
        matches_as_it_says(&glob.repeat(many), &path);
        matches_as_it_says(&format!("{}{glob}{}", "{a,".repeat(many), "}".repeat(many)), &path);
    }

    #[test]
    fn no_text_at_all_makes_a_glob_panic(glob in ".{0,60}", path in ".{0,40}") {
        matches_as_it_says(&glob, &path);
    }

    #[test]
    fn no_half_of_a_plan_or_a_configuration_makes_the_readers_panic(
        live in state(), wanted in state(), cut in 0.0..1.0f64, byte in any::<u8>(),
    ) {
        for text in [
            planned(&wanted.config(), &live.facts()).to_json().to_string(),
            document(wanted.lists(), wanted.prune).to_string(),
        ] {
            let mut bytes = text.into_bytes();
            let at = (bytes.len() as f64 * cut) as usize;
            entry_points(&bytes[..at]);
            if let Some(it) = bytes.get_mut(at) {
                *it = byte;
            }
            entry_points(&bytes);
        }
    }
}

/// Without wildcards a glob matches itself alone; `*` and `?` do not go beyond a slash, and each `?` is one character.
fn matches_as_it_says(glob: &str, path: &str) {
    let Ok(set) = config::glob::Globs::new([glob]) else { return };
    let matches = set.is_match(path);
    let has = |wildcards: &[char]| glob.contains(wildcards);
    let parts = |text: &str| text.matches('/').count();
    if !has(&['*', '?', '[', ']', '{', '}', '\\']) {
        assert_eq!(matches, glob == path, "{glob:?} {path:?}");
    }
    if matches && !has(&['[', '{', '\\']) && !glob.contains("**") {
        assert_eq!(parts(glob), parts(path), "{glob:?} {path:?}");
    }
    if !has(&['*', '[', ']', '{', '}', '\\']) && glob.len() < 100 {
        let same = |(one, other): (char, char)| one == other || one == '?' && other != '/';
        let expected = glob.chars().count() == path.chars().count()
            && glob.chars().zip(path.chars()).all(same);
        assert_eq!(matches, expected, "{glob:?} {path:?}");
    }
}

/// What the other targets in `fuzz/` do with their bytes.
fn entry_points(bytes: &[u8]) {
    static SCHEMAS: OnceLock<Schemas> = OnceLock::new();
    let schemas = SCHEMAS.get_or_init(|| Schemas::new(&config::schema::json_schema()).unwrap());
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("labwright.yaml"), bytes).unwrap();
    match config::load(folder.path(), schemas).and_then(config::read) {
        Ok(config) => drop(planned(&config, &State::default().facts())),
        Err(problems) => drop(problems.to_string()),
    }
    if let Ok(saved) = Saved::parse(bytes) {
        all_that_is_made_of(saved.document());
    }
}
