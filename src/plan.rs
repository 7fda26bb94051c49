//! Compares what the files say with what GitLab says. Reads, decides, and writes nothing.
//!
//! **Invariants:** planning is pure, and a plan of the same input is the same bytes. A [`Plan`] is
//! made here only: it cannot be read from a file. What can be read from a file is a [`Saved`] plan,
//! which can be compared and never executed.

mod draft;
mod gather;
mod guards;
mod moves;
mod reconcile;
mod saved;
pub mod schema;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value, json};

pub use draft::Options;
pub use gather::{PlanError, plan, plan_from};
pub use guards::{Allowed, Finding, Guard, Refusal};
pub use saved::{Approved, NotApproved, Saved, SavedError, Stale};

use crate::gitlab::{ApiPath, Method};
use crate::problem::{Place, Problems};
use crate::resource::{Action, Change, Check, Rank};

/// Everything one apply will do, in order.
#[derive(Debug, Default)]
pub struct Plan {
    /// The server it was made for.
    pub server: String,
    steps: Vec<Step>,
    /// Objects that are as they should be.
    pub unchanged: usize,
    /// What a reader should know and no step says.
    pub notes: Vec<Note>,
    /// What could not be read, or cannot be done. For its objects there are no steps.
    pub problems: Problems,
    /// Ids of what the steps refer to, by address. What is missing an earlier step creates.
    ids: BTreeMap<String, u64>,
    /// What guards look at.
    ground: guards::Ground,
}

/// One call, and why.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it stands in the plan.
    pub order: Order,
    /// What it does to its object.
    pub action: Action,
    /// What asked for it.
    pub origin: Origin,
    /// The fields it sets.
    pub changes: Vec<Change>,
    /// The call.
    pub request: Request,
    /// Why it is needed, where the fields do not say it.
    pub why: Option<String>,
    /// The collection of the scope it belongs to: steps of one lane are made one after the other.
    pub(crate) lane: String,
    /// Addresses that must have been done before; when one failed, this is skipped.
    pub(crate) needs: BTreeSet<String>,
    /// How to tell that it took effect.
    pub(crate) check: Check,
}

/// A call as it stands in a plan: secrets and ids are still holes.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// The verb.
    pub method: Method,
    /// Below `/api/v4`.
    pub path: ApiPath,
    /// The body; `null` where there is none.
    pub body: Value,
}

/// Where a step stands in a plan. Sorting by it is all the scheduling there is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// Writing comes before deleting.
    pub stage: Stage,
    /// The rank of the kind; backwards among deletions.
    pub rank: Turned,
    /// Within one collection: what takes a name or url waits until its holder let it go.
    pub turn: u32,
    /// The object.
    pub address: String,
    /// The calls for one object, in order.
    pub part: usize,
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Creating and changing.
    Write,
    /// Deleting: last, so that an apply that is broken off has taken nothing away yet.
    Prune,
}

/// A rank that runs backwards among deletions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turned {
    /// As kinds refer to each other.
    Forwards(Rank),
    /// The other way round.
    Backwards(Reverse<Rank>),
}

/// What asked for a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The file, as people see it.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// It is deleted because no file mentions it.
    pub pruned: bool,
}

impl Origin {
    fn at(place: &Place) -> Self {
        Origin { file: place.file.clone(), line: place.line, pruned: false }
    }
}

/// What a reader should know about an object.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// The object.
    pub address: String,
    /// What to know.
    pub message: String,
    /// Something is awaited: GitLab, a job or a person is at it.
    pub waiting: bool,
}

/// How many steps of each sort there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Objects to create.
    pub create: usize,
    /// Objects to change in place.
    pub update: usize,
    /// Objects to delete and make anew.
    pub replace: usize,
    /// Objects to delete.
    pub delete: usize,
    /// Acts to perform.
    pub act: usize,
    /// Objects that are as they should be.
    pub unchanged: usize,
}

impl Plan {
    /// The steps, in the order in which they are made.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Counts objects, not calls: a change that takes three calls is one.
    pub fn summary(&self) -> Summary {
        let mut summary = Summary { unchanged: self.unchanged, ..Summary::default() };
        let mut objects: BTreeMap<&str, BTreeSet<Action>> = BTreeMap::new();
        for step in &self.steps {
            objects.entry(&step.order.address).or_default().insert(step.action);
        }
        for actions in objects.values() {
            let has = |action| actions.contains(&action);
            if has(Action::Replace) {
                summary.replace += 1;
            } else if has(Action::Delete) {
                summary.delete += 1;
            } else if has(Action::Create) {
                summary.create += 1;
            } else if has(Action::Update) {
                summary.update += 1;
            } else {
                summary.act += 1;
            }
        }
        summary
    }

    /// The plan as one document: `-o json`, plan files, and everything that programs read.
    pub fn to_json(&self) -> Value {
        let Summary { create, update, replace, delete, act, unchanged } = self.summary();
        json!({
            "format": saved::FORMAT,
            "labwright": env!("CARGO_PKG_VERSION"),
            "server": self.server,
            "steps": self.steps.iter().map(Step::to_json).collect::<Vec<_>>(),
            "summary": {
                "create": create, "update": update, "replace": replace, "delete": delete,
                "act": act, "unchanged": unchanged,
            },
            "notes": self.notes.iter().map(Note::to_json).collect::<Vec<_>>(),
            "problems": self.problems.to_json(),
        })
    }
}

impl Step {
    /// The step as programs read it.
    pub fn to_json(&self) -> Value {
        let change = |it: &Change| {
            json!({
                "field": it.field,
                "before": it.before.as_ref().map(|it| it.show()),
                "after": it.after.as_ref().map(|it| it.show()),
            })
        };
        let mut request = Map::new();
        request.insert("method".to_owned(), json!(self.request.method));
        request.insert("path".to_owned(), json!(self.request.path));
        request.insert("body".to_owned(), self.request.body.clone());
        let mut step = Map::new();
        step.insert("address".to_owned(), json!(self.order.address));
        step.insert("action".to_owned(), json!(self.action.word()));
        step.insert(
            "origin".to_owned(),
            json!({
                "file": &*self.origin.file, "line": self.origin.line, "pruned": self.origin.pruned,
            }),
        );
        step.insert("changes".to_owned(), self.changes.iter().map(change).collect());
        step.insert("request".to_owned(), Value::Object(request));
        if let Some(why) = &self.why {
            step.insert("why".to_owned(), json!(why));
        }
        Value::Object(step)
    }
}

impl Note {
    fn to_json(&self) -> Value {
        json!({ "address": self.address, "message": self.message, "waiting": self.waiting })
    }
}

impl Action {
    /// The word in plans and reports.
    pub fn word(self) -> &'static str {
        match self {
            Action::Create => "create",
            Action::Update => "update",
            Action::Replace => "replace",
            Action::Delete => "delete",
            Action::Act => "act",
        }
    }
}
