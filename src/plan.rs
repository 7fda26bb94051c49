//! Compares what the files say with what GitLab says. Reads, decides, and writes nothing.
//!
//! **Invariants:** planning is pure, and a plan of the same input is the same bytes. A [`Plan`] is
//! made here only: it cannot be read from a file. What can be read from a file is a [`Saved`] plan,
//! which can be compared and never executed.

mod approval;
mod brought;
mod contents;
mod destroy;
mod diff;
mod discover;
pub mod document;
mod draft;
mod gather;
mod guards;
mod homes;
mod life;
mod listed;
mod merge;
mod moves;
mod names;
mod nesting;
mod options;
mod pair;
mod phases;
mod presence;
mod reconcile;
mod relocate;
mod roles;
mod saved;
mod shard;
mod steps;
mod unique;
mod unread;
mod whereabouts;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub(crate) use crate::kinds::life::Settles;
pub use document::{Document, Note};
pub(crate) use gather::read as read_facts;
pub use gather::{PlanError, declared, facts, plan, plan_from, references};
pub use guards::{Allowed, Cause, Guard, Refusal};
pub(crate) use listed::{What, Within, administers, listed};
pub use merge::{NotShards, merge};
pub use options::Options;
pub use phases::Again;
pub(crate) use phases::{Phases, Second};
pub use saved::{Approved, NotApproved, Other, Saved, SavedError, Stale};
pub use shard::{NoShard, Shard};

use crate::config::{Config, Line};
use crate::gitlab::{ApiPath, Method};
use crate::problem::{Place, Problems};
use crate::resource::{
    Action, Address, AnyKind, Change, Check, Datum, Entry, Held, Home, Produced, Rank, Reads,
    Referent, Scope, Seen, Target, TokenCommand, Undo, shown_body,
};

/// Everything one apply will do, in order.
#[derive(Debug, Default)]
pub struct Plan {
    /// The server it was made for.
    pub server: String,
    /// Where the address of the server was found.
    pub server_source: String,
    /// Which part of everything it is; `None` for all.
    pub shard: Option<Shard>,
    steps: Vec<Step>,
    /// Objects in sync.
    pub unchanged: usize,
    /// What a reader should know that no step shows.
    pub notes: Vec<Note>,
    /// What could not be read, or cannot be done. For its objects there are no steps.
    pub problems: Problems,
    /// Ids of what the steps refer to. What is missing an earlier step creates.
    ids: BTreeMap<Referent, u64>,
    /// Projects and groups, as far as they were read.
    homes: BTreeMap<Scope, Home>,
    /// The projects and groups that no file declares: blocks of `defaults` found them.
    found: BTreeMap<Scope, Home>,
    /// What templates name of projects and groups, as GitLab returns it; `null` if it cannot be read.
    named: BTreeMap<Scope, Value>,
    /// What the files declare with these.
    discovered: Option<Config>,
    /// What guards look at.
    for_guards: guards::ForGuards,
}

/// One call, and why.
#[derive(Debug, Clone)]
pub struct Step {
    /// Where it stands in the plan.
    pub order: Order,
    /// What it does to its object.
    pub action: Action,
    /// What asked for it: see [`document::Step::origin`].
    pub origin: Origin,
    /// The fields it sets; for a deletion the fields that the object has.
    pub changes: Vec<Change>,
    /// The call.
    pub request: Request,
    /// Why it is needed, where the fields do not say it.
    pub why: Option<String>,
    /// Needed only if a value that cannot be read here differs: `apply` compares it.
    pub conditional: bool,
    /// A text in it has names of what GitLab does not have before the project or group is created. It is not sent: the step
    /// that is planned then is.
    pub(crate) waits: bool,
    /// What its object belongs to.
    pub scope: Scope,
    /// The kind of its object.
    pub entry: &'static Entry,
    /// The identity of its object in its collection.
    pub key: String,
    /// Fields that are written elsewhere than the object, and where.
    pub lines: Vec<Line>,
    /// Fields of which the change takes protection away.
    pub loosens: Vec<&'static str>,
    /// An archived project rejects it.
    pub(crate) frozen: bool,
    /// Objects that must have been done before; when one failed, this is skipped.
    pub(crate) needs: BTreeSet<Address>,
    /// What later steps need of the response.
    pub(crate) produces: &'static [Produced],
    /// It is sent as one call with adjacent steps: the lists of this name in their bodies are joined.
    pub(crate) joined: Option<&'static str>,
    /// The object whose call creates this one as well: see [`super::resource::Call::brings`]. On its own, it is not sent.
    pub(crate) brought_by: Option<Address>,
    /// The object that the call writes, if that is not the step's own.
    pub(crate) elsewhere: Option<Target>,
    /// The object whose ID the path has: see [`super::resource::Call::owner`].
    pub(crate) owner: Option<Address>,
    /// What can hold it back: it is read immediately before.
    pub(crate) held: Vec<Held>,
    /// What runs once it took effect: see [`super::resource::Call::commands`].
    pub(crate) commands: Vec<TokenCommand>,
    /// It removes what an interrupted apply may have left: see [`super::resource::Call::tidies`].
    pub(crate) tidies: bool,
    /// What is sent if GitLab refuses the call.
    pub(crate) undo: Option<Undo>,
    /// How to tell that it took effect.
    pub(crate) check: Check,
}

/// A call as it stands in a plan: secrets and ids are still holes.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// Below `/api/v4`.
    pub path: ApiPath,
    /// The body; `null` where there is none.
    pub body: Value,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path, body } = self;
        write!(f, "{} {path} {}", method.as_str(), shown_body(body, path.as_str()))
    }
}

/// Where a step stands in a plan. Sorting by it is all the scheduling there is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Order {
    /// The stage of the apply.
    pub stage: Stage,
    /// The rank of the kind; backwards among deletions.
    pub rank: Turned,
    /// What has to wait for another one: what takes a name or URL until its holder let it go, and what is in a group for what
    /// the group allows.
    pub turn: u32,
    /// The object.
    pub address: Address,
    /// The calls for one object, in order.
    pub part: usize,
}

impl Order {
    /// Stage and rank in one number: writing forwards, then deleting backwards.
    fn phase(&self) -> u32 {
        let ranks = 1 + Rank::LAST as u32;
        match (self.stage, self.rank) {
            (Stage::Open, _) => 0,
            (Stage::Make, _) => 1,
            (Stage::Write | Stage::Prune, Turned::Forwards(rank)) => 2 + rank as u32,
            (Stage::Write | Stage::Prune, Turned::Backwards(Reverse(rank))) => {
                2 * ranks + 1 - rank as u32
            }
            (Stage::Close, _) => 2 * ranks + 2,
        }
    }

    /// What is made at the same time.
    pub(crate) fn wave(&self) -> (Stage, Turned, u32) {
        (self.stage, self.rank, self.turn)
    }
}

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// What makes the other changes of a scope possible: unarchiving a project.
    Open,
    /// Creating and moving projects and groups: what contains others first.
    Make,
    /// Creating and changing.
    Write,
    /// Deleting: late, so that an apply that is broken off has taken nothing away yet.
    Prune,
    /// What makes further changes of a scope impossible: archiving a project.
    Close,
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

    /// Its place in the files.
    fn place(&self) -> Place {
        Place { line: self.line, ..Place::file(self.file.clone()) }
    }
}

/// The number of objects by action.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Summary {
    /// Objects to create.
    pub create: usize,
    /// Objects to change in place.
    pub update: usize,
    /// Objects to delete and recreate.
    pub replace: usize,
    /// Objects to delete.
    pub delete: usize,
    /// Acts to perform.
    pub act: usize,
    /// Objects in sync.
    pub unchanged: usize,
    /// How many of the objects to update lose protection.
    #[serde(default)]
    pub loosens: usize,
    /// Objects of which only `apply` knows whether they differ. Left out if it is 0.
    #[serde(default, skip_serializing_if = "is_none")]
    pub conditional: usize,
}

fn is_none(count: &usize) -> bool {
    *count == 0
}

impl Summary {
    /// Counts objects by what their steps do to them; each object once.
    pub(crate) fn of<'s>(steps: impl Iterator<Item = &'s document::Step>) -> Self {
        let mut summary = Summary::default();
        let mut objects: BTreeMap<[&str; 3], (BTreeSet<Action>, bool)> = BTreeMap::new();
        for step in steps {
            let object = objects.entry(step.object()).or_default();
            if !step.conditional {
                object.0.insert(step.action);
            }
            object.1 |= step.loosens();
        }
        for (actions, loosens) in objects.values() {
            let has = |action| actions.contains(&action);
            if actions.is_empty() {
                summary.conditional += 1;
                continue;
            }
            if has(Action::Replace) {
                summary.replace += 1;
            } else if has(Action::Delete) {
                summary.delete += 1;
            } else if has(Action::Create) {
                summary.create += 1;
            } else if has(Action::Update) {
                summary.update += 1;
                summary.loosens += usize::from(*loosens);
            } else {
                summary.act += 1;
            }
        }
        summary
    }
}

impl Plan {
    /// The steps, in the order in which they are made.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// A plan of these steps, for which the IDs of what exists are known.
    #[cfg(test)]
    pub(crate) fn of_steps(steps: Vec<Step>, ids: BTreeMap<Referent, u64>) -> Self {
        Plan { steps, ids, ..Plan::default() }
    }

    /// Counts objects, not calls: a change that takes three calls is one.
    pub fn summary(&self) -> Summary {
        let steps: Vec<document::Step> = self.steps.iter().map(Step::document).collect();
        Summary { unchanged: self.unchanged, ..Summary::of(steps.iter()) }
    }

    /// The plan as one document: `-o json`, plan files, reports, and everything that programs read.
    pub fn document(&self) -> Document {
        let changed: BTreeSet<Scope> = self.steps.iter().flat_map(Step::homes).collect();
        Document {
            format: document::FORMAT,
            labwright: env!("CARGO_PKG_VERSION").to_owned(),
            server: self.server.clone(),
            server_source: self.server_source.clone(),
            shard: self.shard,
            scopes: self
                .homes
                .iter()
                .filter(|it| changed.contains(it.0))
                .map(document::Home::of)
                .collect(),
            found: self.found.iter().map(document::Home::of).collect(),
            steps: self.steps.iter().map(Step::document).collect(),
            summary: self.summary(),
            notes: self.notes.clone(),
            problems: self.problems.told(),
        }
    }

    /// The document as JSON.
    pub fn to_json(&self) -> Value {
        self.document().to_json()
    }
}

impl Reads for Step {
    fn seen(&self, raw: &Value) -> Result<Option<Seen>, String> {
        let it = self.written();
        let spec = it.kind.spec();
        // GitLab keeps the case in which a name was written first.
        let seen = it.kind.seen_in(raw, it.scope)?;
        Ok(seen.map(|seen| match spec.folded(&seen.key) == spec.folded(it.key) {
            true => Seen { key: it.key.clone(), ..seen },
            false => seen,
        }))
    }

    fn ignored(&self, field: &str) -> Option<&'static str> {
        let ignored = self.written().kind.spec().ignored;
        ignored.iter().find(|it| it.0 == field).map(|it| it.1)
    }
}

/// The object that a step writes.
pub(crate) struct Written<'s> {
    pub scope: &'s Scope,
    pub kind: &'static dyn AnyKind,
    pub key: &'s String,
}

impl Step {
    /// A step that creates an object by a POST to its collection.
    #[cfg(test)]
    pub(crate) fn creating(entry: &'static Entry, scope: &Scope, key: &str, body: Value) -> Self {
        let rank = Turned::Forwards(Rank::Settings);
        let address = scope.address_of(entry.spec.kind, key);
        let order = Order { stage: Stage::Write, rank, turn: 0, address, part: 0 };
        let request = Request { method: Method::Post, path: entry.spec.list_in(scope), body };
        Step {
            order,
            action: Action::Create,
            origin: Origin { file: Arc::from("labwright.yaml"), line: 1, pruned: false },
            changes: Vec::new(),
            request,
            why: None,
            conditional: false,
            waits: false,
            scope: scope.clone(),
            entry,
            key: key.to_owned(),
            lines: Vec::new(),
            loosens: Vec::new(),
            frozen: false,
            needs: BTreeSet::new(),
            produces: &[],
            joined: None,
            brought_by: None,
            elsewhere: None,
            owner: None,
            held: Vec::new(),
            commands: Vec::new(),
            tidies: false,
            undo: None,
            check: Check::status(),
        }
    }

    /// The object that the call writes: the step's own, or one elsewhere.
    pub(crate) fn written(&self) -> Written<'_> {
        match &self.elsewhere {
            Some(Target { scope, kind, key }) => Written { scope, kind: *kind, key },
            None => Written { scope: &self.scope, kind: self.entry, key: &self.key },
        }
    }

    /// The projects and groups that it is for and writes to.
    pub(crate) fn homes(&self) -> BTreeSet<Scope> {
        [self.written().scope, &self.scope].into_iter().filter_map(Scope::home).collect()
    }

    /// Whether it is sent as one call with a later step of its collection: their bodies differ only in the list that is
    /// joined.
    pub(crate) fn is_one_call_with(&self, next: &Step) -> bool {
        let alike = |a: &Value, b: &Value, list: &str| match (a, b) {
            (Value::Object(a), Value::Object(b)) => {
                a.len() == b.len()
                    && a.iter().all(|(key, it)| key == list || b.get(key) == Some(it))
            }
            (a, b) => a == b,
        };
        let (a, b) = (&self.request, &next.request);
        self.joined.is_some_and(|list| {
            self.joined == next.joined
                && self.order.turn == next.order.turn
                && (a.method, &a.path) == (b.method, &b.path)
                && alike(&a.body, &b.body, list)
        })
    }

    /// The bodies of its call and of its undo.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &Value> {
        [Some(&self.request.body), self.undo.as_ref().map(|it| &it.body)].into_iter().flatten()
    }

    /// The collection that it writes to: steps of one lane are made one after the other.
    pub(crate) fn lane(&self) -> Address {
        let it = self.written();
        match &self.brought_by {
            Some(by) => by.collection(),
            None => it.scope.address_of(it.kind.spec().kind, ""),
        }
    }

    /// The collection of the object that it is for.
    pub(crate) fn own_lane(&self) -> Address {
        self.scope.address_of(self.entry.spec.kind, "")
    }

    /// The step as data.
    pub fn document(&self) -> document::Step {
        let change = |it: &Change| {
            let of_field = |line: &&Line| line.field == it.field;
            let line =
                |it: &Line| document::Line { file: it.place.file.to_string(), line: it.place.line };
            let lines = || self.lines.iter().filter(of_field);
            let entry = |of: &Line| Some((of.entry.clone().filter(|key| it.has(key))?, line(of)));
            document::Change {
                field: it.field.to_owned(),
                before: it.before.as_ref().map_or(Value::Null, Datum::show_live),
                after: it.after.as_ref().map(Datum::show),
                loosens: self.loosens.contains(&it.field),
                origin: lines().find(|it| it.entry.is_none()).map(line),
                entries: lines().filter_map(entry).collect(),
            }
        };
        document::Step {
            address: self.order.address.to_string(),
            scope: self.scope.to_string(),
            kind: self.entry.spec.kind.to_owned(),
            key: Some(self.key.clone()),
            action: self.action,
            phase: self.order.phase(),
            turn: self.order.turn,
            origin: document::Origin {
                file: self.origin.file.to_string(),
                line: self.origin.line,
                pruned: self.origin.pruned,
            },
            changes: self.changes.iter().map(change).collect(),
            request: document::Request {
                method: self.request.method.as_str().to_owned(),
                path: self.request.path.to_string(),
                body: shown_body(&self.request.body, self.order.address.as_str()),
            },
            why: self.why.clone(),
            runs: self
                .commands
                .iter()
                .map(|it| document::Run { command: it.words.clone(), field: it.field.to_owned() })
                .collect(),
            undo: self.undo.as_ref().map(|it| document::Request {
                method: it.method.as_str().to_owned(),
                path: it.path.to_string(),
                body: shown_body(&it.body, self.order.address.as_str()),
            }),
            joined: self.joined.is_some(),
            waits: self.waits,
            conditional: self.conditional,
        }
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

    /// The word for a step that took effect.
    pub fn past(self) -> &'static str {
        match self {
            Action::Create => "created",
            Action::Update => "updated",
            Action::Replace => "replaced",
            Action::Delete => "deleted",
            Action::Act => "acted on",
        }
    }
}
