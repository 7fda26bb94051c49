//! The objects of a plan: what people count, where a plan lists calls.

use std::collections::HashMap;

use serde_json::Value;
use similar::{ChangeTag, TextDiff};

use super::{as_before, value};
use crate::plan::Document;
use crate::plan::document::{Change, Line, Step};
use crate::problem::clean;
use crate::resource::Action;

/// An object, and all calls for it.
pub(super) struct Object<'d> {
    /// The calls, in order; never empty.
    pub steps: Vec<&'d Step>,
    /// What becomes of it, all calls together.
    pub action: Action,
}

/// The objects of a plan, in the order of their first calls.
pub(super) fn objects(plan: &Document) -> Vec<Object<'_>> {
    let mut objects: Vec<Object<'_>> = Vec::new();
    let mut known: HashMap<[&str; 3], usize> = HashMap::new();
    for step in &plan.steps {
        match known.get(&step.object()) {
            Some(at) => {
                let object = &mut objects[*at];
                object.action = heavier(object.action, step.action);
                object.steps.push(step);
            }
            None => {
                known.insert(step.object(), objects.len());
                objects.push(Object { steps: vec![step], action: step.action });
            }
        }
    }
    objects
}

/// As the summary of a plan counts: an object that is made and then changed is created.
fn heavier(one: Action, other: Action) -> Action {
    let weight = |it| match it {
        Action::Replace => 4,
        Action::Delete => 3,
        Action::Create => 2,
        Action::Update => 1,
        Action::Act => 0,
    };
    if weight(other) > weight(one) { other } else { one }
}

impl<'d> Object<'d> {
    fn first(&self) -> &'d Step {
        self.steps[0]
    }

    pub(super) fn address(&self) -> &'d str {
        &self.first().address
    }

    /// What it belongs to. A document of an older labwright may not say: then it stands for itself.
    pub(super) fn scope(&self) -> &'d str {
        let Step { scope, address, .. } = self.first();
        if scope.is_empty() { address } else { scope }
    }

    pub(super) fn kind(&self) -> &'d str {
        &self.first().kind
    }

    /// The address within its scope: `protected_branches/main`.
    pub(super) fn within_scope(&self) -> String {
        self.first().within_scope()
    }

    /// Its identity in its collection, if the document has it, and it is not a single object.
    pub(super) fn key(&self) -> Option<&'d str> {
        self.first().key.as_deref().filter(|it| !it.is_empty())
    }

    /// What asked for it first.
    pub(super) fn origin(&self) -> &'d crate::plan::document::Origin {
        &self.first().origin
    }

    /// Whether it is gone afterwards, or for a moment.
    pub(super) fn deletes(&self) -> bool {
        self.steps.iter().any(|it| it.deletes())
    }

    /// Whether it stays, with less protection.
    pub(super) fn loosens(&self) -> bool {
        self.steps.iter().any(|it| it.loosens())
    }

    /// Whether only an apply knows if it changes.
    pub(super) fn is_conditional(&self) -> bool {
        self.steps.iter().all(|it| it.conditional)
    }

    /// Its calls as lines of a difference: `- field: before`, `+ field: after`, `# why`.
    pub(super) fn difference(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for step in &self.steps {
            lines.extend(step.why.iter().map(|it| format!("# {}", clean(it))));
            for change in &step.changes {
                let field = clean(&change.field);
                let place = |it: &Line| format!("{}:{}", clean(&it.file), it.line);
                lines.extend(change.origin.iter().map(|it| format!("# {field}: {}", place(it))));
                let entries = change.entries.iter();
                lines.extend(
                    entries.map(|(key, it)| format!("# {field}.{}: {}", clean(key), place(it))),
                );
                lines.extend(shown(step, change).into_iter().map(|it| it.into_line(&change.field)));
            }
        }
        lines
    }
}

/// A part of a change as people see it.
pub(super) enum Shown {
    Before(String),
    After(String),
    /// A line of a long text, with its tag.
    Line(ChangeTag, String),
}

impl Shown {
    fn into_line(self, field: &str) -> String {
        let field = clean(field);
        match self {
            Shown::Before(it) => format!("- {field}: {it}"),
            Shown::After(it) => format!("+ {field}: {it}"),
            Shown::Line(tag, it) => format!("{tag} {field}: {it}"),
        }
    }
}

/// A change as people see it: what was and what becomes of it, or line by line where a text has lines. What was is left out
/// where there was nothing, or GitLab never returns it; what becomes of it where the object is deleted.
pub(super) fn shown(step: &Step, change: &Change) -> Vec<Shown> {
    let Change { before, after, .. } = change;
    if let (Value::String(before), Some(Value::String(after))) = (before, after)
        && (before.contains('\n') || after.contains('\n'))
    {
        let lines = TextDiff::from_lines(before.as_str(), after.as_str());
        let line = |it: similar::Change<&str>| {
            let text = clean(it.value().trim_end_matches(['\n', '\r'])).into_owned();
            Shown::Line(it.tag(), text)
        };
        return lines.iter_all_changes().map(line).collect();
    }
    let was = step.action != Action::Create && !before.is_null();
    if let (Some(why), Some(after)) = (as_before(step, change), after) {
        return vec![Shown::After(format!("{}, {why}", value(after)))];
    }
    let before = was.then(|| Shown::Before(value(before)));
    let after = after.as_ref().map(|it| Shown::After(value(it)));
    before.into_iter().chain(after).collect()
}
