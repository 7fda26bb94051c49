//! Which steps of a fresh plan a saved one approves.
//!
//! Steps are compared by what they do: the object, the action, the call, and the fields that it sets, one by one. What was
//! approved may be partly done: then a fresh plan has fewer steps, fewer fields, or only the rest of what was approved for
//! an object. **Invariant:** nothing is covered that the saved plan does not show, and a deletion only by the same one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::document::Step as Shown;
use super::{Note, Plan, Step};
use crate::gitlab::{Method, is_shown};
use crate::kinds::SETTINGS;
use crate::resource::{Action, GROUP, Hole, ID_HOLE, PROJECT, Referent, Scope};

/// The steps of `fresh` that `approved` does not cover.
pub(super) fn unseen(approved: &[Shown], fresh: &Plan) -> Vec<Step> {
    let all = fresh.steps().iter().zip(covers(approved, fresh));
    all.filter(|it| it.1.is_none()).map(|it| it.0.clone()).collect()
}

/// Leaves to the next plan what `fresh` removes of an interrupted apply, unless `approved` shows it: nobody has seen that it
/// is nothing else.
pub(super) fn spare(approved: &[Shown], fresh: &mut Plan) {
    if !fresh.steps.iter().any(|it| it.tidies) {
        return;
    }
    let covers = covers(approved, fresh);
    let all = std::mem::take(&mut fresh.steps).into_iter().zip(covers);
    let (spared, kept): (Vec<_>, Vec<_>) =
        all.partition(|(step, cover)| step.tidies && cover.is_none());
    fresh.steps = kept.into_iter().map(|it| it.0).collect();
    for (step, _) in spared {
        let why = step.why.unwrap_or_default();
        let message =
            format!("{why}: left to the next plan, because the approved one does not show it");
        fresh.notes.push(Note::of(&step.order.address, message, false));
    }
    fresh.notes.sort();
}

/// A step as a person is shown it.
pub(super) fn shown(step: &Step) -> Shown {
    let mut shown = step.document();
    shown.tidy();
    shown
}

/// For each step of `fresh`, which of `approved` covers it.
pub(super) fn covers(approved: &[Shown], fresh: &Plan) -> Vec<Option<usize>> {
    let documents: Vec<Shown> = fresh.steps().iter().map(shown).collect();
    let by_object = |steps: &[Shown]| {
        let mut objects: BTreeMap<(String, String, String), Vec<usize>> = BTreeMap::new();
        for (at, it) in steps.iter().enumerate() {
            let object = (it.scope.clone(), it.kind.clone(), it.address.clone());
            objects.entry(object).or_default().push(at);
        }
        objects
    };
    let ids = &fresh.ids;
    let (shown, now) = (by_object(approved), by_object(&documents));
    // A project or group is created with its settings.
    let mut creations: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let creates = |it: &Shown| it.action == Action::Create && [PROJECT, GROUP].contains(&&*it.kind);
    for (at, it) in approved.iter().enumerate().filter(|it| creates(it.1)) {
        creations.entry(&it.scope).or_default().push(at);
    }
    let none: Vec<usize> = Vec::new();
    // What GitLab has in these scopes is not what it had: a deleted branch, for example, is gone from its checks.
    let mut begun: BTreeSet<&str> = BTreeSet::new();
    for (object, steps) in &shown {
        let now = now.get(object).unwrap_or(&none);
        let is_left =
            |at: &usize| now.iter().any(|it| is_call(&approved[*at], &documents[*it], ids));
        if !steps.iter().all(is_left) {
            begun.insert(&object.0);
        }
    }
    let mut waiting: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (at, it) in approved.iter().enumerate().filter(|it| it.1.waits) {
        waiting.entry((&it.scope, &it.kind)).or_default().push(at);
    }
    let mut covers = vec![None; documents.len()];
    for (object, steps) in &now {
        let own = shown.get(object).unwrap_or(&none);
        let creation = creations.get(&*object.0).filter(|_| object.1 == SETTINGS).unwrap_or(&none);
        let begun = begun.contains(object.0.as_str());
        let is_new = creations.contains_key(&*object.0);
        let covering = |fresh: &Shown, step: &Step| {
            own.iter().chain(creation).copied().find(|at| {
                let shown = &approved[*at];
                // An older labwright wrote no key.
                (shown.key.is_none() || shown.key == fresh.key)
                    && shown.origin.pruned == fresh.origin.pruned
                    && shown.runs == fresh.runs
                    && (is_same(shown, fresh, begun, is_new, ids)
                        || is_rest(shown, fresh, is_new, ids)
                        || step.elsewhere.is_some() && is_delivery(shown, fresh, is_new, ids)
                        || !step.produces.is_empty() && is_replaced(shown, fresh, ids))
            })
        };
        let waiting = waiting.get(&(&*object.0, &*object.1)).unwrap_or(&none);
        for at in steps {
            let it = &documents[*at];
            let filled = || {
                let names = if waiting.is_empty() { Vec::new() } else { fresh.filled_in(*at) };
                let is_it = |of: &usize| is_filled(&approved[*of], it, is_new, &names, ids);
                waiting.iter().copied().find(is_it)
            };
            covers[*at] = covering(it, &fresh.steps[*at]).or_else(filled);
        }
    }
    covers
}

impl Plan {
    /// What stood for values of the scope of a step before the project or group was there, and what GitLab has.
    fn filled_in(&self, step: usize) -> Vec<(String, String)> {
        let Some(own) = self.steps()[step].scope.home() else { return Vec::new() };
        let path = own.full_path().unwrap_or_default();
        let group = match own {
            Scope::Project(_) => path.rsplit_once('/').map(|(above, _)| Scope::group(above)),
            _ => Some(own.clone()),
        };
        let known = |owner: &str, scope: Option<Scope>, field: &str| {
            let value = match &self.named.get(&scope?)?[field] {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            };
            Some((format!("{{{{ {owner}.{field} }}}}"), value))
        };
        let of_project = Some(own.clone()).filter(|it| matches!(it, Scope::Project(_)));
        [
            known("project", of_project.clone(), "id"),
            known("project", of_project, "default_branch"),
            known("group", group, "id"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// Whether it is the same call.
fn is_call(shown: &Shown, fresh: &Shown, ids: &BTreeMap<Referent, u64>) -> bool {
    let (a, b) = (&shown.request, &fresh.request);
    let body = match (&a.body, &b.body) {
        // Someone may have set some of the fields already.
        (Value::Object(a), Value::Object(b)) if fresh.changes.len() < shown.changes.len() => {
            fresh.action == Action::Update && is_part(a, b, ids)
        }
        (a, b) => is_value(a, b, ids),
    };
    let undo = match (&shown.undo, &fresh.undo) {
        (Some(a), Some(b)) => {
            a.method == b.method && is_shown(&b.path, &a.path) && is_value(&a.body, &b.body, ids)
        }
        (_, undo) => undo.is_none(),
    };
    // An object that the approved plan created has an ID by now; its address is the same.
    let path = || is_shown(&b.path, &a.path);
    shown.action == fresh.action && a.method == b.method && path() && body && undo
}

/// Whether a fresh step is what a person was shown. Whether it is conditional means nothing here: the value that one of the
/// two knows is shown by neither. Lines of files may have moved since. If another approved call in the scope was made
/// (`begun`), GitLab may have other values than before, as everyone who approved that call expects. What loosens
/// protection must be shown as that all the same: only the file itself says that a call was made. In a project or group that
/// is created (`is_new`), there was no protection.
fn is_same(
    shown: &Shown,
    fresh: &Shown,
    begun: bool,
    is_new: bool,
    ids: &BTreeMap<Referent, u64>,
) -> bool {
    let some = fresh.action == Action::Update;
    is_call(shown, fresh, ids)
        && match begun {
            true => shows_values(shown, fresh, is_new),
            false => {
                (some || shown.changes.len() == fresh.changes.len())
                    && fresh.changes.iter().all(|it| shown.changes.iter().any(|shown| shown.is(it)))
            }
        }
        && (begun || shown.why == fresh.why)
}

/// Whether a fresh step is the rest of what was approved for its object: the creation of an object whose approved
/// replacement was broken off after the deletion, an update that sets only values of an approved creation, or the same creation
/// once more, in place of what the first one left.
fn is_rest(shown: &Shown, fresh: &Shown, is_new: bool, ids: &BTreeMap<Referent, u64>) -> bool {
    let creates = shown.request.method == Method::Post.as_str()
        && matches!(shown.action, Action::Create | Action::Replace);
    let same = || is_request(shown, fresh, ids);
    creates
        && shows_values(shown, fresh, is_new)
        && match fresh.action {
            Action::Create => shown.action == Action::Replace && same(),
            Action::Update => !fresh.changes.is_empty(),
            // What was created does not serve, as a token that was not delivered. The deletion is a step of its own.
            Action::Replace => shown.action == Action::Create && same(),
            Action::Delete | Action::Act => false,
        }
}

/// Whether a fresh step, which creates a credential in place of another one, creates the same as an approved one did: the other
/// one may have been left by that. What happens to it is a step of its own.
fn is_replaced(shown: &Shown, fresh: &Shown, ids: &BTreeMap<Referent, u64>) -> bool {
    (shown.action, fresh.action) == (Action::Replace, Action::Replace)
        && fresh.request.method == Method::Post.as_str()
        && is_request(shown, fresh, ids)
}

/// Whether it sends the same.
fn is_request(shown: &Shown, fresh: &Shown, ids: &BTreeMap<Referent, u64>) -> bool {
    is_shown(&fresh.request.path, &shown.request.path)
        && fresh.request.method == shown.request.method
        && is_value(&shown.request.body, &fresh.request.body, ids)
}

/// Whether a fresh step, which writes an object elsewhere, writes the one that the approved step does: both say which one it
/// is. A variable that had to be created may be there by now, with some of its attributes.
fn is_delivery(shown: &Shown, fresh: &Shown, is_new: bool, ids: &BTreeMap<Referent, u64>) -> bool {
    let is_body = match (&shown.request.body, &fresh.request.body) {
        (Value::Object(shown), Value::Object(fresh)) => is_part(shown, fresh, ids),
        _ => false,
    };
    fresh.why.is_some()
        && fresh.why == shown.why
        && (fresh.action == shown.action
            || (shown.action, fresh.action) == (Action::Create, Action::Replace))
        && fresh.request.method == Method::Put.as_str()
        && is_body
        && shows_values(shown, fresh, is_new)
}

/// Whether a fresh step is the approved creation of an object whose templates name what GitLab has by now (`names`), or an
/// update that sets only values of it.
fn is_filled(
    shown: &Shown,
    fresh: &Shown,
    is_new: bool,
    names: &[(String, String)],
    ids: &BTreeMap<Referent, u64>,
) -> bool {
    let mut shown = shown.clone();
    let filled = |text: &mut String| {
        names.iter().for_each(|(name, value)| *text = text.replace(name, value));
    };
    let words = shown.runs.iter_mut().flat_map(|it| &mut it.command);
    shown.key.iter_mut().chain(words).for_each(filled);
    let changes = shown.changes.iter_mut().filter_map(|it| it.after.as_mut());
    changes.chain([&mut shown.request.body]).for_each(|it| texts(it, &filled));
    let is_call = match fresh.action {
        Action::Create => {
            fresh.request.method == shown.request.method
                && is_shown(&fresh.request.path, &shown.request.path)
                && is_value(&shown.request.body, &fresh.request.body, ids)
        }
        Action::Update => !fresh.changes.is_empty(),
        Action::Replace | Action::Delete | Action::Act => false,
    };
    shown.action == Action::Create
        && shown.key == fresh.key
        && shown.runs == fresh.runs
        && is_call
        && shows_values(&shown, fresh, is_new)
}

/// Changes all texts in a value.
fn texts(value: &mut Value, change: &dyn Fn(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|it| texts(it, change)),
        Value::Object(fields) => fields.values_mut().for_each(|it| texts(it, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Whether every field that a fresh step sets is shown with the same value.
fn shows_values(shown: &Shown, fresh: &Shown, is_new: bool) -> bool {
    fresh.changes.iter().all(|it| {
        shown.changes.iter().any(|shown| {
            shown.field == it.field
                && shown.after == it.after
                && (is_new || shown.loosens || !it.loosens)
        })
    })
}

/// Whether a body has only fields of an approved one.
fn is_part(
    shown: &Map<String, Value>,
    fresh: &Map<String, Value>,
    ids: &BTreeMap<Referent, u64>,
) -> bool {
    fresh.iter().all(|(key, it)| shown.get(key).is_some_and(|shown| is_value(shown, it, ids)))
}

/// Whether a value is the approved one. The order in which an object names its fields means nothing; the ID of an object
/// that the approved plan created is known by now.
fn is_value(shown: &Value, fresh: &Value, ids: &BTreeMap<Referent, u64>) -> bool {
    if let (Some(shown), Value::Number(id)) = (shown[ID_HOLE].as_str(), fresh) {
        // A plan shows an object by its address.
        let is_it =
            |(it, known): (&Referent, &u64)| id.as_u64() == Some(*known) && it.to_string() == shown;
        return ids.iter().any(is_it);
    }
    // What changes by itself is no part of an approval.
    if let Some(Hole::Now(_)) = Hole::of(shown) {
        return matches!(Hole::of(fresh), Some(Hole::Now(_)));
    }
    match (shown, fresh) {
        (Value::Object(a), Value::Object(b)) => a.len() == b.len() && is_part(a, b, ids),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_value(a, b, ids))
        }
        (a, b) => a == b,
    }
}
