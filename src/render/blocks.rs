//! The blocks of a plan: what changes in one scope, or equally in several.
//!
//! **Invariant:** every object of a plan is in one block, and only what reads the same in every scope is folded, down to the
//! lines of the files.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::objects::{Object, objects};
use super::{count, listed};
use crate::plan::{Document, Summary};
use crate::resource::{Hole, holes};

/// Whether equal changes in many scopes are shown once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fold {
    /// Equal changes in three scopes or more are one block.
    #[default]
    Alike,
    /// Each scope is a block.
    Nothing,
}

/// In so many scopes at least, equal changes are folded.
const FEWEST: usize = 3;

/// With more steps than this, a plan is also counted by kind.
const MANY: usize = 20;

/// An object, or objects in different scopes that are otherwise alike.
pub(super) struct Alike<'d> {
    /// Where the first one is among the objects of the plan.
    pub at: usize,
    /// The objects, by scope; never empty.
    pub objects: Vec<Object<'d>>,
    /// What their scopes are, all of them: `projects`.
    noun: &'static str,
}

impl<'d> Alike<'d> {
    /// One of them: what is shown of it holds for all.
    pub(super) fn one(&self) -> &Object<'d> {
        &self.objects[0]
    }

    pub(super) fn is_fold(&self) -> bool {
        self.objects.len() > 1
    }

    pub(super) fn scopes(&self) -> Vec<&'d str> {
        self.objects.iter().map(Object::scope).collect()
    }

    /// How many scopes there are: `200 projects`.
    pub(super) fn in_all(&self) -> String {
        format!("{} {}", self.objects.len(), self.noun)
    }
}

/// What changes in one scope, or equally in several.
pub(super) struct Block<'a, 'd> {
    /// The scopes; never empty.
    pub scopes: Vec<&'d str>,
    /// What changes in each of them, in the order of the plan; never empty.
    pub alike: Vec<&'a Alike<'d>>,
}

impl Block<'_, '_> {
    pub(super) fn is_fold(&self) -> bool {
        self.scopes.len() > 1
    }

    /// The scope, or how many there are, and the first few; each as `name` writes it.
    pub(super) fn title(&self, name: impl Fn(&str) -> String) -> String {
        let names = listed(self.scopes.iter().map(|it| name(it)));
        if self.is_fold() { format!("{}: {names}", self.alike[0].in_all()) } else { names }
    }

    /// How many objects change: `2 objects`, `2 objects each`.
    pub(super) fn size(&self) -> String {
        let each = if self.is_fold() { " each" } else { "" };
        format!("{}{each}", count(self.alike.len(), "object"))
    }
}

/// The objects of a plan in its order, those that are alike together.
pub(super) fn alike(plan: &Document, fold: Fold) -> Vec<Alike<'_>> {
    let homes: BTreeSet<&str> = plan.scopes.iter().map(|it| it.scope.as_str()).collect();
    let new = |at: usize, objects: Vec<_>| Alike { at, noun: noun(&objects, &homes), objects };
    let mut by_look: BTreeMap<String, Vec<(usize, Object<'_>)>> = BTreeMap::new();
    let mut all = Vec::new();
    for (at, object) in objects(plan).into_iter().enumerate() {
        match look(&object).filter(|_| fold == Fold::Alike) {
            Some(look) => by_look.entry(look).or_default().push((at, object)),
            None => all.push(new(at, vec![object])),
        }
    }
    for same in by_look.into_values() {
        if same.len() < FEWEST {
            all.extend(same.into_iter().map(|(at, it)| new(at, vec![it])));
            continue;
        }
        let at = same[0].0;
        let mut objects: Vec<_> = same.into_iter().map(|(_, it)| it).collect();
        objects.sort_by_key(Object::scope);
        all.push(new(at, objects));
    }
    all.sort_by_key(|it| it.at);
    all
}

/// What the scopes of objects are, all of them.
fn noun(objects: &[Object<'_>], homes: &BTreeSet<&str>) -> &'static str {
    let all = |of: &str| {
        objects.iter().map(Object::scope).all(|it| it.starts_with(of) && homes.contains(it))
    };
    if all("projects/") {
        "projects"
    } else if all("groups/") {
        "groups"
    } else {
        "scopes"
    }
}

/// All that a reader sees of an object but its scope, and the digests of what plans hide. `None` if its scope is not the
/// beginning of its address: without it, nobody could tell which object is meant.
fn look(object: &Object<'_>) -> Option<String> {
    let within = object.within_scope();
    if object.address().strip_suffix(&within)?.strip_suffix('/')? != object.scope() {
        return None;
    }
    let steps = object.steps.iter().map(|it| {
        let mut hidden = Vec::new();
        holes(&it.request.body, &mut |hole| {
            if let Hole::Hidden(digest) = hole {
                hidden.push(digest.clone());
            }
        });
        (it.within_scope(), it.action, &it.origin, &it.changes, &it.why, it.conditional, hidden)
    });
    serde_json::to_string(&(object.kind(), object.key(), steps.collect::<Vec<_>>())).ok()
}

/// What is alike by its scopes, in the order of the plan.
pub(super) fn blocks<'a, 'd: 'a>(
    alike: impl IntoIterator<Item = &'a Alike<'d>>,
) -> Vec<Block<'a, 'd>> {
    let mut by_scopes: IndexMap<Vec<&str>, Vec<&Alike<'_>>> = IndexMap::new();
    for it in alike {
        by_scopes.entry(it.scopes()).or_default().push(it);
    }
    by_scopes.into_iter().map(|(scopes, alike)| Block { scopes, alike }).collect()
}

/// What becomes of the objects of each kind, if a plan has so many steps that nobody counts them. Of one kind alone, the line that
/// counts all of them says it.
pub(super) fn by_kind(plan: &Document) -> Vec<(&str, Summary)> {
    if plan.steps.len() <= MANY {
        return Vec::new();
    }
    let mut kinds: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for step in &plan.steps {
        kinds.entry(&step.kind).or_default().push(step);
    }
    if kinds.len() == 1 {
        return Vec::new();
    }
    kinds.into_iter().map(|(kind, steps)| (kind, Summary::of(steps.into_iter()))).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::plan::document::{Change, Home, Line, Origin, Request, Step};
    use crate::problem::Problems;
    use crate::resource::Action;

    fn step(scope: &str, kind: &str, key: &str, after: &str) -> Step {
        Step {
            address: format!("{scope}/{kind}/{key}"),
            scope: scope.to_owned(),
            kind: kind.to_owned(),
            key: Some(key.to_owned()),
            action: Action::Update,
            phase: 1,
            turn: 0,
            origin: Origin { file: "a.yaml".to_owned(), line: 1, pruned: false },
            changes: vec![Change {
                field: "color".to_owned(),
                before: Value::Null,
                after: Some(json!(after)),
                loosens: false,
                origin: None,
                entries: BTreeMap::new(),
            }],
            request: Request { method: "PUT".to_owned(), path: scope.to_owned(), body: json!({}) },
            why: None,
            undo: None,
            joined: false,
            waits: false,
            runs: Vec::new(),
            conditional: false,
        }
    }

    fn plan(steps: Vec<Step>) -> Document {
        Document { steps, ..Document::of_problems(&Problems::new()) }
    }

    fn titles(plan: &Document, fold: Fold) -> Vec<String> {
        let all = alike(plan, fold);
        let blocks = blocks(&all);
        blocks.iter().map(|it| format!("{}: {}", it.title(str::to_owned), it.size())).collect()
    }

    fn fleet(size: usize) -> Vec<Step> {
        let of = |it| {
            let scope = format!("projects/acme/p{it}");
            [step(&scope, "labels", "bug", "red"), step(&scope, "labels", "idea", "green")]
        };
        (1..=size).flat_map(of).collect()
    }

    #[test]
    fn equal_changes_of_three_scopes_are_one_block() {
        let each = ["projects/acme/p1: 2 objects", "projects/acme/p2: 2 objects"];
        assert_eq!(titles(&plan(fleet(2)), Fold::Alike), each);
        let expected = "5 scopes: projects/acme/p1, projects/acme/p2, projects/acme/p3, and 2 more: 2 objects each";
        let mut plan = plan(fleet(5));
        assert_eq!(titles(&plan, Fold::Alike), [expected]);
        assert_eq!(titles(&plan, Fold::Nothing).len(), 5);
        let home = |it: &Step| Home { scope: it.scope.clone(), id: 1, path: String::new() };
        plan.scopes = plan.steps.iter().map(home).collect();
        assert_eq!(titles(&plan, Fold::Alike), [expected.replace("scopes", "projects")]);
        plan.scopes.pop();
        plan.scopes.pop();
        assert_eq!(titles(&plan, Fold::Alike), [expected]);
    }

    /// Whatever a reader sees of one of three is different: then the three are shown.
    #[test]
    fn what_reads_differently_is_not_folded() {
        type Way = (&'static str, fn(&mut Step));
        let ways: [Way; 16] = [
            ("kind", |it| it.kind = "badges".to_owned()),
            ("key", |it| it.key = Some("Bug".to_owned())),
            ("address", |it| it.address = "projects/elsewhere/labels/bug".to_owned()),
            ("action", |it| it.action = Action::Create),
            ("file", |it| it.origin.file = "b.yaml".to_owned()),
            ("line", |it| it.origin.line = 2),
            ("pruned", |it| it.origin.pruned = true),
            ("field", |it| it.changes[0].field = "description".to_owned()),
            ("before", |it| it.changes[0].before = json!("red")),
            ("after", |it| it.changes[0].after = Some(Value::Null)),
            ("loosens", |it| it.changes[0].loosens = true),
            ("place", |it| {
                it.changes[0].origin = Some(Line { file: "a.yaml".to_owned(), line: 1 });
            }),
            ("place of an entry", |it| {
                let line = Line { file: "a.yaml".to_owned(), line: 1 };
                it.changes[0].entries = BTreeMap::from([("x".to_owned(), line)]);
            }),
            ("why", |it| it.why = Some("because".to_owned())),
            ("conditional", |it| it.conditional = true),
            ("hidden", |it| {
                it.request.body = json!({ "value": { "$hidden": "0123456789abcdef" } })
            }),
        ];
        let bug = |it: &Step| it.key.as_deref() == Some("bug");
        let steps: Vec<Step> = fleet(3).into_iter().filter(bug).collect();
        assert_eq!(titles(&plan(steps.clone()), Fold::Alike).len(), 1);
        for (what, change) in ways {
            let mut steps = steps.clone();
            change(&mut steps[1]);
            assert_eq!(titles(&plan(steps), Fold::Alike).len(), 3, "{what}");
        }
        let mut more = steps.clone();
        more.push(Step { action: Action::Act, ..steps[2].clone() });
        assert_eq!(titles(&plan(more), Fold::Alike).len(), 3, "a second call");
        // What no reader sees.
        let mut same = steps;
        same[1].phase = 7;
        same[1].request.body = json!({ "id": 5 });
        assert_eq!(titles(&plan(same), Fold::Alike).len(), 1);
    }

    #[test]
    fn kinds_are_counted_above_twenty_steps() {
        assert_eq!(by_kind(&plan(fleet(10))), []);
        assert_eq!(by_kind(&plan(fleet(20))), [], "labels alone");
        let mut steps = fleet(10);
        steps.push(Step { action: Action::Delete, ..step("projects/x", "badges", "b", "") });
        let plan = plan(steps);
        let counted = by_kind(&plan);
        let counts: Vec<_> = counted.iter().map(|(it, of)| (*it, of.update, of.delete)).collect();
        assert_eq!(counts, [("badges", 0, 1), ("labels", 20, 0)]);
    }

    fn any_steps() -> impl Strategy<Value = Vec<Step>> {
        let one = (0..7usize, 0..3usize, 0..2usize, 0..3usize, 0..2usize, any::<bool>());
        proptest::collection::vec(one, 0..60).prop_map(|all| {
            all.into_iter()
                .map(|(scope, kind, key, after, act, none)| {
                    let scopes =
                        ["projects/a", "projects/b", "projects/c", "groups/a", "instance", "", "x"];
                    let kinds = ["labels", "labels/labels", ""];
                    let mut step =
                        step(scopes[scope], kinds[kind], ["k", ""][key], ["1", "1", "2"][after]);
                    step.action = [Action::Update, Action::Delete][act];
                    step.key = step.key.filter(|_| !none);
                    step
                })
                .collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_step_is_in_one_block(steps in any_steps(), folds in any::<bool>()) {
            let plan = plan(steps);
            let fold = if folds { Fold::Alike } else { Fold::Nothing };
            let all = alike(&plan, fold);
            let blocks = blocks(&all);
            let mut told = BTreeMap::new();
            for block in &blocks {
                for alike in &block.alike {
                    prop_assert_eq!(alike.objects.len(), block.scopes.len());
                    prop_assert!(!alike.is_fold() || folds && alike.objects.len() >= FEWEST);
                    for (scope, object) in block.scopes.iter().zip(&alike.objects) {
                        prop_assert_eq!(*scope, object.scope());
                        prop_assert_eq!(object.difference(), alike.one().difference());
                        prop_assert_eq!(object.action, alike.one().action);
                        for it in &object.steps {
                            *told.entry(std::ptr::from_ref::<Step>(it)).or_insert(0) += 1;
                        }
                    }
                    let scopes: BTreeSet<_> = block.scopes.iter().collect();
                    prop_assert_eq!(scopes.len(), block.scopes.len());
                }
            }
            let asked: BTreeMap<_, _> =
                plan.steps.iter().map(|it| (std::ptr::from_ref(it), 1)).collect();
            prop_assert_eq!(told, asked);
            // The order is that of the first step, whatever is folded.
            prop_assert!(all.is_sorted_by_key(|it| it.at));
            let firsts: Vec<_> = blocks.iter().map(|it| it.alike[0].at).collect();
            prop_assert!(firsts.is_sorted());
        }
    }
}
