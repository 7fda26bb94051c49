//! The calls that a kind plans, and how the result of each is checked.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::datum::Datum;
use super::fields::{Change, Row, Rows, Rule};
use super::hole::shown_body;
use super::look::Look;
use super::reference::{Referent, Space};
use super::scope::Scope;
use super::secret::Resolved;
use super::spec::{Moment, Rank, Shape, Spec};
use crate::gitlab::{ApiPath, Element, Listing, Method};
use crate::problem::clean;

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

/// A POST that puts back what a call should have replaced.
#[derive(Clone, PartialEq)]
pub struct Undo {
    /// Below `/api/v4`.
    pub path: ApiPath,
    /// The body, with holes.
    pub body: Value,
}

impl fmt::Debug for Undo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.path, shown_body(&self.body, self.path.as_str()))
    }
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

/// An object of GitLab as the checks of a call need it.
#[derive(Debug)]
pub struct Seen {
    /// Its identity in its collection.
    pub key: String,
    /// Its path.
    pub path: ApiPath,
    /// Its rows.
    pub rows: Rows,
}

/// Reads responses as objects of one collection.
pub trait Reads: Sync {
    /// The object in a response; `None` for one that belongs to another collection.
    ///
    /// # Errors
    /// Why the response cannot be understood.
    fn seen(&self, raw: &Value) -> Result<Option<Seen>, String>;
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
    /// What to send if GitLab refuses it.
    pub undo: Option<Undo>,
    /// What later calls need of its response.
    pub produces: &'static [Produced],
    /// It is sent as one call with others of its collection: the lists of this name in their bodies are joined. GitLab
    /// itself has to refuse what was done since the plan was made.
    pub joined: Option<&'static str>,
    /// The object that it writes, if that is another one: a variable that gets a token.
    pub elsewhere: Option<Target>,
    /// How to check that it took effect.
    pub check: Check,
}

/// How to check that a call took effect.
#[derive(Debug, Clone)]
pub struct Check {
    /// What to read.
    pub look: Fresh,
    /// Compares it with what was sent.
    pub judge: fn(&Sent<'_>, &Value) -> Verdict,
    /// Where GitLab reports why the call took no effect, if it does so elsewhere.
    pub reason: Option<Reason>,
    /// How to check when the response to the call was lost. Without one, `look` and `judge` are used, unless they need
    /// the response.
    pub trace: Option<Trace>,
}

/// Where GitLab reports why a call that it accepted took no effect.
#[derive(Debug, Clone)]
pub struct Reason {
    /// What to read: one page.
    pub path: ApiPath,
    /// Finds the reason in it.
    pub find: fn(&[Value]) -> Option<String>,
}

/// Where a call leaves a trace, by which labwright determines whether it took effect although the response was lost.
#[derive(Debug, Clone)]
pub struct Trace {
    /// What to read.
    pub look: Fresh,
    /// Finds the trace in it.
    pub find: fn(&Sent<'_>, &Value) -> Found,
}

/// The trace of a call whose response was lost.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// It took effect; what GitLab has now replaces the response.
    Effect(Value),
    /// Certainly nothing.
    Nothing,
    /// Unknown, and why.
    Unclear(String),
}

/// What to read after a call.
#[derive(Debug, Clone, PartialEq)]
pub enum Fresh {
    /// The response to the call itself.
    Answer,
    /// A list, read again: if the response proves nothing.
    List(ApiPath, Listing),
    /// One page of a list, read again.
    Page(ApiPath),
    /// An object, read again; `null` if it does not exist.
    Find(ApiPath, Element),
}

impl Fresh {
    /// A list of objects with IDs, in numbered pages.
    pub fn list(path: ApiPath) -> Self {
        Fresh::List(path, Listing::default())
    }

    /// An object with an ID.
    pub fn find(path: ApiPath) -> Self {
        Fresh::Find(path, Element::default())
    }
}

/// What was sent, for a judge.
pub struct Sent<'a> {
    /// Reads responses as objects of the kind.
    pub reads: &'a dyn Reads,
    /// The identity of the object.
    pub key: &'a str,
    /// The path of the call.
    pub path: ApiPath,
    /// The body, with holes.
    pub body: &'a Value,
    /// The fields it should have set.
    pub changes: &'a [Change],
    /// The IDs that went into the holes.
    pub ids: &'a BTreeMap<Referent, u64>,
    /// The secrets that went into the holes.
    pub secrets: &'a Resolved,
}

/// The result of a check.
#[derive(Debug, PartialEq)]
pub enum Verdict {
    /// It took effect.
    Good,
    /// Not yet known: read again.
    Again,
    /// It took effect, but some fields are not what was sent.
    Differs(Vec<Deviation>),
    /// It took no effect, and why.
    Failed(String),
}

/// A field that GitLab ignored or changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// The field.
    pub field: String,
    /// What was sent.
    pub sent: Value,
    /// What GitLab has now.
    pub found: Value,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, sent, found } = self;
        write!(f, "`{field}`: sent {sent}, but GitLab returned {found}")
    }
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

impl Check {
    /// Reads something and judges it.
    pub fn new(look: Fresh, judge: fn(&Sent<'_>, &Value) -> Verdict) -> Self {
        Check { look, judge, reason: None, trace: None }
    }

    /// Compares the fields of the response with those that were sent.
    pub fn answer() -> Self {
        Check::new(Fresh::Answer, compare)
    }

    /// Checks that the object is no longer where it was.
    pub fn gone(list: Fresh) -> Self {
        Check::new(list, is_gone)
    }

    /// Trusts the status code.
    pub fn status() -> Self {
        Check::new(Fresh::Answer, |_, _| Verdict::Good)
    }

    /// Whether GitLab shows afterwards that the call took effect, even if its response was lost.
    pub fn leaves_a_trace(&self) -> bool {
        self.trace.is_some() || self.look != Fresh::Answer
    }

    /// The same, with a trace to look for if the response was lost.
    #[must_use]
    pub fn traced(self, look: Fresh, find: fn(&Sent<'_>, &Value) -> Found) -> Self {
        Check { trace: Some(Trace { look, find }), ..self }
    }
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
            undo: None,
            produces: &[],
            joined: None,
            elsewhere: None,
            check,
        }
    }

    /// Creates an object of a matched kind in its collection, with all rows that have a value.
    pub fn create(look: &Look<'_>, rows: &Rows) -> Self {
        let spec = look.spec();
        let sent = |row: &&Row| row.rule != Rule::Guide && !spec.later.contains(&row.name);
        let body = |row: &Row| Some(spec.sent(row.name, row.wire, row.value()?));
        let mut changes = created(rows);
        changes.retain(|it| !spec.later.contains(&it.field));
        Call {
            body: rows.iter().filter(sent).filter_map(body).collect(),
            changes,
            ..Call::new(
                Action::Create,
                Method::Post,
                look.collection(),
                Check::new(Fresh::Answer, compare_new)
                    .traced(trace(look.spec(), look.scope()), was_created),
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
        Call {
            body: Value::Object(body),
            changes,
            ..Call::new(
                Action::Update,
                look.spec().update,
                path,
                Check::new(Fresh::Answer, compare_changed)
                    .traced(trace(look.spec(), look.scope()), was_updated),
            )
        }
    }

    /// Changes an object by a call to `path` that says by itself what it does, and answers with the object.
    pub fn act(look: &Look<'_>, path: ApiPath, changes: Vec<Change>) -> Self {
        let trace = trace(look.spec(), look.scope());
        Call {
            method: Method::Post,
            body: Value::Null,
            check: Check::answer().traced(trace, was_updated),
            ..Call::set(look, path, changes)
        }
    }

    /// Deletes an object with these rows, and checks where it was that it is gone.
    pub fn delete(path: ApiPath, list: Fresh, rows: &Rows) -> Self {
        Call {
            changes: deleted(rows),
            ..Call::new(Action::Delete, Method::Delete, path, Check::gone(list))
        }
    }

    /// Deletes an object and creates it again, because GitLab cannot change it. What `rows` do not declare stays as it is;
    /// defaults are not sent, so that the call is also the one that creates the object after it is deleted.
    pub fn replace(look: &Look<'_>, path: ApiPath, live: &Rows, rows: &Rows) -> Vec<Self> {
        let is_set = |it: &&Row| it.value().is_some_and(|it| *it != Datum::Null);
        let is_own = |it: &&Row| it.value() != it.default.as_ref();
        let of =
            |row: &Row| live.iter().find(|it| it.name == row.name).filter(is_set).filter(is_own);
        let kept = |row: &Row| of(row).unwrap_or(row).clone();
        let whole = |row: &Row| if row.value().is_some() { row.clone() } else { kept(row) };
        let whole: Rows = rows.iter().map(whole).collect();
        let delete = Call {
            action: Action::Replace,
            ..Call::delete(path, trace(look.spec(), look.scope()), live)
        };
        let create = Call::create(look, &whole);
        // What GitLab does not return cannot be put back.
        let returned =
            |row: &&Row| live.iter().any(|it| it.name == row.name && it.value().is_some());
        let sent = |row: &&Row| row.rule != Rule::Guide && row.value().is_some();
        let undo = whole.iter().filter(sent).all(|row| returned(&row)).then(|| {
            let before: Rows = live.iter().filter(is_set).cloned().collect();
            let Call { path, body, .. } = Call::create(look, &before);
            Undo { path, body }
        });
        vec![delete, Call { action: Action::Replace, undo, ..create }]
    }

    /// The same call with a reason.
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }
}

/// Where an object of the kind that looks is found again.
pub(crate) fn trace(spec: &Spec, scope: &Scope) -> Fresh {
    match spec.shape {
        Shape::Single => Fresh::Find(spec.list_in(scope), spec.listing.element),
        Shape::List | Shape::Goal => Fresh::List(spec.list_in(scope), spec.listing),
    }
}

/// Every value of a new object as a change from nothing.
pub fn created(rows: &Rows) -> Vec<Change> {
    let change = |row: &Row| {
        let after = row.value()?.clone();
        let Row { name, wire, rule, .. } = *row;
        let shown = rule != Rule::Identity && rule != Rule::Guide;
        shown.then_some(Change { field: name, wire, rule, before: None, after: Some(after) })
    };
    rows.iter().filter_map(change).collect()
}

/// Every value of a live object as a change to nothing, so that a reader sees what a deletion removes.
///
/// Values shown as `null` are left out: GitLab has none, or never returns them.
fn deleted(rows: &Rows) -> Vec<Change> {
    let change = |row: &Row| {
        let before = row.value().filter(|it| !it.show().is_null())?.clone();
        let Row { name, wire, rule, .. } = *row;
        let shown = rule != Rule::Identity && rule != Rule::Guide;
        shown.then_some(Change { field: name, wire, rule, before: Some(before), after: None })
    };
    rows.iter().filter_map(change).collect()
}

fn compare(sent: &Sent<'_>, answer: &Value) -> Verdict {
    match sent.reads.seen(answer) {
        Ok(Some(seen)) => compared(sent, &seen.rows),
        Ok(None) => not_understood("it belongs to another scope"),
        Err(why) => not_understood(&why),
    }
}

/// Compares the rows of an object with what was sent.
fn compared(sent: &Sent<'_>, rows: &Rows) -> Verdict {
    let differs = |change: &Change| {
        let row = rows.iter().find(|row| row.name == change.field)?;
        let after = change.after.as_ref()?;
        let found = match row.value() {
            Some(found) => found,
            // GitLab silently ignores fields that it does not know.
            None if row.untold || row.default.as_ref() == Some(after) => return None,
            None => &Datum::Null,
        };
        // Responses have users and groups by ID, and branches without their scope. For this comparison,
        // so has what was sent.
        let mut told = after.clone();
        told.refs_mut(&mut |it| match (it.space, it.referent().and_then(|it| sent.ids.get(&it))) {
            (Space::User, Some(id)) => it.space = Space::Told("users", *id),
            (Space::Group, Some(id)) => it.space = Space::Told("groups", *id),
            (Space::Object(..), _) => it.scope = None,
            _ => {}
        });
        if let (Some(source), Datum::Text(found) | Datum::Hidden(found)) =
            (change.reference(), found)
        {
            return (sent.secrets.get(source) != Some(found)).then(|| Deviation {
                field: change.field.to_owned(),
                sent: after.show(),
                found: Value::from("(another value)"),
            });
        }
        (!same(&told, found)).then(|| Deviation {
            field: change.field.to_owned(),
            sent: after.show(),
            found: found.show_told(),
        })
    };
    let deviations: Vec<_> = sent.changes.iter().filter_map(differs).collect();
    if deviations.is_empty() { Verdict::Good } else { Verdict::Differs(deviations) }
}

/// [`compare`], for a response that is the new object.
fn compare_new(sent: &Sent<'_>, answer: &Value) -> Verdict {
    match sent.reads.seen(answer) {
        Ok(Some(seen)) if seen.key != sent.key => another(&seen.key),
        _ => compare(sent, answer),
    }
}

/// [`compare`], for a response that is the changed object.
fn compare_changed(sent: &Sent<'_>, answer: &Value) -> Verdict {
    match sent.reads.seen(answer) {
        Ok(Some(seen)) if seen.path != sent.path => another(seen.path.as_str()),
        _ => compare(sent, answer),
    }
}

fn not_understood(why: &str) -> Verdict {
    Verdict::Failed(format!("cannot understand GitLab's response ({})", clean(why)))
}

fn another(told: &str) -> Verdict {
    Verdict::Failed(format!("GitLab returned another object, `{}`", clean(told)))
}

/// Whether a declared value and a returned one agree. Secrets agree if both are set, or neither is.
pub(crate) fn same(wanted: &Datum, told: &Datum) -> bool {
    match (wanted, told) {
        (Datum::Secret(a), Datum::Secret(b)) => a.is_there() == b.is_there(),
        (Datum::Null, Datum::Secret(it)) | (Datum::Secret(it), Datum::Null) => !it.is_there(),
        (Datum::Record(a), Datum::Record(b)) => {
            a.len() == b.len() && a.iter().all(|(k, v)| b.get(k).is_some_and(|it| same(v, it)))
        }
        (Datum::Ref(a), Datum::Ref(b)) => a.is_same(b),
        (Datum::Set(a), Datum::Set(b)) => {
            a == b || a.len() == b.len() && a.iter().all(|it| b.iter().any(|other| same(it, other)))
        }
        (a, b) => a == b,
    }
}

/// The objects of a list, or a single object, with the responses they were read from.
fn seen_all<'l>(sent: &Sent<'_>, list: &'l Value) -> Result<Vec<(Seen, &'l Value)>, String> {
    let list = match list {
        Value::Array(list) => list.as_slice(),
        Value::Null => &[],
        Value::Object(_) => std::slice::from_ref(list),
        _ => return Err("it is not a list".to_owned()),
    };
    let seen = |raw: &'l Value| match sent.reads.seen(raw) {
        Ok(seen) => seen.map(|it| Ok((it, raw))),
        Err(why) => Some(Err(why)),
    };
    list.iter().filter_map(seen).collect()
}

fn unclear(why: &str) -> Found {
    Found::Unclear(format!("cannot understand GitLab's response ({why})"))
}

/// Finds a new object by its key.
fn was_created(sent: &Sent<'_>, list: &Value) -> Found {
    let seen = match seen_all(sent, list) {
        Ok(seen) => seen,
        Err(why) => return unclear(&why),
    };
    let found: Vec<_> = seen.iter().filter(|(it, _)| it.key == sent.key).collect();
    match found.as_slice() {
        [] => Found::Nothing,
        [(_, raw)] => Found::Effect((*raw).clone()),
        all => Found::Unclear(format!("GitLab now has {} objects with this identity", all.len())),
    }
}

/// Finds a changed object by its key, and checks that it has what was sent.
fn was_updated(sent: &Sent<'_>, told: &Value) -> Found {
    let secret = |it: &&Change| it.rule == Rule::WriteOnly && it.after != Some(Datum::Null);
    if let Some(change) = sent.changes.iter().find(secret) {
        let field = change.field;
        return Found::Unclear(format!(
            "GitLab does not return `{field}`, so labwright cannot determine whether it was changed; \
             send it again with --rotate-secrets"
        ));
    }
    let found = was_created(sent, told);
    match found {
        Found::Effect(raw) if compare(sent, &raw) != Verdict::Good => Found::Nothing,
        found => found,
    }
}

/// Compares paths: what a path ends with is an ID for one kind and a name for another.
fn is_gone(sent: &Sent<'_>, list: &Value) -> Verdict {
    let gone = match seen_all(sent, list) {
        Ok(seen) => seen.iter().all(|(it, _)| it.path != sent.path),
        Err(why) => return not_understood(&why),
    };
    match gone {
        true => Verdict::Good,
        false => Verdict::Failed(
            "GitLab accepted the deletion, but did not delete the object: the role of the token's user is too low".into(),
        ),
    }
}
