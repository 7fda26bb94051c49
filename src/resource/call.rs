//! The calls that a kind plans.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::address::Address;
use super::check::{
    Check, Fresh, Seen, Sent, compare_changed, compare_new, trace, was_created, was_listed,
    was_updated,
};
use super::command::TokenCommand;
use super::datum::Datum;
use super::fields::{Change, Row, Rows, Rule};
use super::hole::shown_body;
use super::look::Look;
use super::scope::Scope;
use super::spec::{Moment, Rank, Spec};
use crate::gitlab::{ApiPath, Method};

/// What a step does to its object.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Creates the object.
    Create,
    /// Updates the object in place.
    Update,
    /// Deletes the object to recreate it.
    Replace,
    /// Deletes the object.
    Delete,
    /// Changes no setting but does something once: approves or rejects.
    Act,
}

/// A field of the response to a call that later calls need: see [`super::Hole::Answer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Produced {
    /// The field.
    pub field: &'static str,
    /// Its value is masked in everything that is printed after the response.
    pub secret: bool,
}

/// A kind without its type, as the checks of a call need it.
pub trait AnyKind: fmt::Debug + Sync {
    /// What is the same for all its objects.
    fn spec(&self) -> &'static Spec;

    /// An object of GitLab; `None` for one that belongs to another scope.
    ///
    /// # Errors
    /// Why it cannot be understood.
    fn seen_in(&self, raw: &Value, scope: &Scope) -> Result<Option<Seen>, String>;
}

/// An object that a call writes.
#[derive(Debug, Clone)]
pub struct Target {
    /// What it belongs to.
    pub scope: Scope,
    /// Its kind.
    pub kind: &'static dyn AnyKind,
    /// Its identity in its collection.
    pub key: String,
}

/// What is sent if GitLab refuses a call: it puts back what earlier calls for the object deleted, or deletes what they
/// created.
#[derive(Clone, PartialEq)]
pub struct Undo {
    /// The HTTP method.
    pub method: Method,
    /// Below `/api/v4`. It may end with the ID of the object, if an earlier call creates it.
    pub path: ApiPath,
    /// The body, with holes.
    pub body: Value,
}

impl Undo {
    /// Deletes what an earlier call for the object creates in `collection`. It is also sent if the call is skipped, but never
    /// if another call may have delivered the new object elsewhere.
    pub fn creation(collection: ApiPath) -> Self {
        Undo { method: Method::Delete, path: collection.created(), body: Value::Null }
    }
}

impl fmt::Debug for Undo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.method, self.path, shown_body(&self.body, self.path.as_str()))
    }
}

/// Something that is read immediately before a call is sent, and can hold it back.
#[derive(Debug, Clone)]
pub struct Held {
    /// What is read.
    pub look: Fresh,
    /// Why the call is not sent; `None` if it is.
    pub by: fn(&Sent<'_>, &Value) -> Option<String>,
}

/// When a call is sent that does not belong to the writes of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// Before everything else in its scope.
    Open,
    /// With the kinds of this rank.
    Rank(Rank),
    /// After everything else in its scope.
    Close,
}

/// One request, why it is sent, and how to check that it took effect.
#[derive(Debug, Clone)]
pub struct Call {
    /// What it does to the object.
    pub action: Action,
    /// The HTTP method.
    pub method: Method,
    /// Below `/api/v4`.
    pub path: ApiPath,
    /// The body, with holes for secrets and IDs.
    pub body: Value,
    /// The fields that it sets.
    pub changes: Vec<Change>,
    /// Why this call is needed, if the fields alone do not explain it.
    pub why: Option<String>,
    /// Needed only if a value that cannot be read here differs: `apply` compares it.
    pub conditional: bool,
    /// When it is sent, if that is not when the kind is written.
    pub at: Option<At>,
    /// What must be done before, besides what its holes refer to.
    pub after: Option<Address>,
    /// The object whose ID the hole of the path is for, if nothing in the scope of the call has that ID.
    pub owner: Option<Address>,
    /// An object that it creates as well. Its own creation is sent as a part of this call, at the time of that creation; without
    /// one in the plan, this call is a problem. The call is one of those that are joined, at most one for each object.
    pub brings: Option<Address>,
    /// What to send if GitLab refuses it.
    pub undo: Option<Undo>,
    /// What later calls need of its response.
    pub produces: &'static [Produced],
    /// It is sent as one call with others of its collection, and what they bring: the lists of this name in their bodies are
    /// joined. Without such a list, they are the same call. GitLab itself has to refuse what was done since the plan was made.
    pub joined: Option<&'static str>,
    /// What it destroys that nothing brings back: an apply makes it only if the command line names the object.
    pub destroys: Option<String>,
    /// The object that it writes, if that is another one: a variable that gets a token.
    pub elsewhere: Option<Target>,
    /// What can hold it back: it is read immediately before.
    pub held: Vec<Held>,
    /// What runs once it took effect, in order. The first one that fails fails the call, which is undone then.
    pub commands: Vec<TokenCommand>,
    /// It removes what an interrupted apply may have left. An approval that does not show it leaves it to the next plan.
    pub tidies: bool,
    /// How to check that it took effect.
    pub check: Check,
}

/// What to do about a goal.
#[derive(Debug)]
pub enum Decision {
    /// Nothing: the goal is reached.
    Reached,
    /// Nothing, for a reason that the reader should know.
    ReachedBut(String),
    /// These calls.
    Do(Vec<Call>),
    /// Nothing now: GitLab, a job, or a person has to act first.
    Wait(String),
}

impl At {
    /// When a change is sent.
    pub(crate) fn of(spec: &Spec, change: &Change) -> Option<Self> {
        Some(match spec.moment(change.field)? {
            Moment::With(rank) => At::Rank(rank),
            Moment::Freezes if change.after == Some(Datum::Bool(true)) => At::Close,
            Moment::Freezes => At::Open,
        })
    }
}

impl Call {
    /// A call without a body that shows no change.
    pub fn new(action: Action, method: Method, path: ApiPath, check: Check) -> Self {
        Call {
            action,
            method,
            path,
            body: Value::Null,
            changes: Vec::new(),
            why: None,
            conditional: false,
            at: None,
            after: None,
            owner: None,
            brings: None,
            undo: None,
            produces: &[],
            joined: None,
            destroys: None,
            elsewhere: None,
            held: Vec::new(),
            commands: Vec::new(),
            tidies: false,
            check,
        }
    }

    /// Creates an object of a matched kind in its collection, with all rows that have a value.
    pub fn create(look: &Look<'_>, rows: &Rows) -> Self {
        let spec = look.spec();
        let own = || spec.named_in(look.scope(), &spec.key(rows));
        let sent = |row: &&Row| row.rule != Rule::Guide && !spec.later.contains(&row.name);
        let body = |row: &Row| Some(spec.sent(row.name, row.wire, row.value()?));
        let mut changes = created(rows);
        changes.retain(|it| !spec.later.contains(&it.field));
        let unanswered = |it: &Row| {
            spec.unanswered.contains(&it.name)
                && it.value().is_some_and(|value| Some(value) != it.default.as_ref())
        };
        let check = match spec.reread || rows.iter().any(unanswered) {
            true => Check::new(Fresh::List(look.list_here(), spec.listing), was_listed),
            false => Check::new(Fresh::Answer, compare_new),
        };
        Call {
            body: rows.iter().filter(sent).filter_map(body).collect(),
            changes,
            ..Call::new(
                Action::Create,
                Method::Post,
                look.collection(),
                check.traced(trace(spec, look.scope(), own), was_created),
            )
        }
    }

    /// Changes the object at `path` in place, by the new value of each field.
    pub fn set(look: &Look<'_>, path: ApiPath, changes: Vec<Change>) -> Self {
        let spec = look.spec();
        let body = |it: &Change| Some(spec.sent(it.field, it.wire, it.after.as_ref()?));
        let body = changes.iter().filter_map(body).collect();
        Call::update(look, path, body, changes)
    }

    /// Creates an object, and sets what GitLab ignores on creation by a second call.
    pub fn create_whole(look: &Look<'_>, rows: &Rows) -> Vec<Self> {
        let later = look.spec().later;
        let own = |row: &&Row| {
            later.contains(&row.name)
                && row.value().is_some_and(|it| Some(it) != row.default.as_ref())
        };
        let rest: Rows = rows.iter().filter(own).cloned().collect();
        let mut calls = vec![Call::create(look, rows)];
        if !rest.is_empty() {
            let call = Call::set(look, look.collection().created(), created(&rest));
            calls.push(call.because("GitLab ignores it when it creates the object"));
        }
        calls
    }

    /// Changes the object at `path` in place.
    pub fn update(
        look: &Look<'_>,
        path: ApiPath,
        body: Map<String, Value>,
        changes: Vec<Change>,
    ) -> Self {
        let spec = look.spec();
        // A list does not show whether these changed, and one that is asked by name needs the name.
        let alone = spec.asked_by.is_some();
        let trace = match alone || changes.iter().any(|it| spec.alone.contains(&it.field)) {
            true => Fresh::Find(path.clone(), spec.listing.element),
            false => trace(spec, look.scope(), || path.clone()),
        };
        let fresh = match changes.iter().any(|it| spec.unanswered.contains(&it.field)) {
            true => Fresh::Find(path.clone(), spec.listing.element),
            false => Fresh::Answer,
        };
        Call {
            body: Value::Object(body),
            changes,
            ..Call::new(
                Action::Update,
                spec.update,
                path,
                Check::new(fresh, compare_changed).traced(trace, was_updated),
            )
        }
    }

    /// Changes an object by a call to `path` that says by itself what it does, and answers with the object.
    pub fn act(look: &Look<'_>, path: ApiPath, changes: Vec<Change>) -> Self {
        let trace = trace(look.spec(), look.scope(), || path.clone());
        Call {
            method: Method::Post,
            body: Value::Null,
            check: Check::answer().traced(trace, was_updated),
            ..Call::set(look, path, changes)
        }
    }

    /// Deletes an object with these rows, and checks where it was that it is gone.
    pub fn delete(look: &Look<'_>, path: ApiPath, rows: &Rows) -> Self {
        let gone = Check::gone(trace(look.spec(), look.scope(), || path.clone()));
        Call { changes: deleted(rows), ..Call::new(Action::Delete, Method::Delete, path, gone) }
    }

    /// Deletes an object and creates it again, because GitLab cannot change it. What `rows` do not declare stays as it is;
    /// defaults are not sent, so that the call is also the one that creates the object after it is deleted.
    pub fn replace(look: &Look<'_>, path: ApiPath, live: &Rows, rows: &Rows) -> Vec<Self> {
        let is_set = |it: &&Row| it.value().is_some_and(|it| *it != Datum::Null);
        let is_own = |it: &&Row| it.value() != it.default.as_ref();
        let of =
            |row: &Row| live.iter().find(|it| it.name == row.name).filter(is_set).filter(is_own);
        // Users that cannot be looked up were a problem before this.
        let mut rows = rows.clone();
        drop(look.name_users(&mut rows));
        let kept = |row: &Row| of(row).unwrap_or(row).clone();
        let whole = |row: &Row| if row.value().is_some() { row.clone() } else { kept(row) };
        let whole: Rows = rows.iter().map(whole).collect();
        let delete = Call { action: Action::Replace, ..Call::delete(look, path, live) };
        let create = Call::create(look, &whole);
        // What GitLab does not return cannot be put back.
        let known = |it: &Row| match it.value() {
            Some(value) => it.rule != Rule::WriteOnly || *value == Datum::Null,
            None => false,
        };
        let returned = |row: &&Row| live.iter().any(|it| it.name == row.name && known(it));
        let sent = |row: &&Row| row.rule != Rule::Guide && row.value().is_some();
        let undo = whole.iter().filter(sent).all(|row| returned(&row)).then(|| {
            let before: Rows = live.iter().filter(is_set).cloned().collect();
            let Call { path, body, .. } = Call::create(look, &before);
            Undo { method: Method::Post, path, body }
        });
        vec![delete, Call { action: Action::Replace, undo, ..create }]
    }

    /// The same creation without the values that a new object lacks anyway, for endpoints that do not describe `null`.
    #[must_use]
    pub fn without_nulls(mut self) -> Self {
        if let Value::Object(body) = &mut self.body {
            body.retain(|_, it| !it.is_null());
        }
        self
    }

    /// The same call with a reason.
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }
}

/// Every value of a new object as a change from nothing.
pub fn created(rows: &Rows) -> Vec<Change> {
    let change = |row: &Row| changed(row, None, Some(row.value()?.clone()));
    rows.iter().filter_map(change).collect()
}

/// Every value of a live object as a change to nothing, so that a reader sees what a deletion removes.
///
/// Values shown as `null` are left out: GitLab has none, or never returns them.
fn deleted(rows: &Rows) -> Vec<Change> {
    let change = |row: &Row| {
        let before = row.value().filter(|it| !it.show().is_null())?;
        changed(row, Some(before.clone()), None)
    };
    rows.iter().filter_map(change).collect()
}

/// A change of a whole object, in which its identity is not shown.
fn changed(row: &Row, before: Option<Datum>, after: Option<Datum>) -> Option<Change> {
    let Row { name, wire, rule, .. } = *row;
    let shown = rule != Rule::Identity && rule != Rule::Guide;
    shown.then_some(Change { field: name, wire, rule, before, after })
}
