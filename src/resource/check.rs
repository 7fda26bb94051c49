//! How the result of a call is checked: what to read afterwards, and what it means.
//!
//! It sees what was sent and what GitLab has, never the call itself, so that a lost response is checked like one that came.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::datum::Datum;
use super::fields::{Change, Rows, Rule};
use super::hole::Hole;
use super::reference::{CUSTOM_ROLES, Ref, Referent, Space};
use super::scope::Scope;
use super::secret::{Resolved, Secret};
use super::spec::{Shape, Spec};
use crate::gitlab::{ApiPath, Element, Listing, is_shown};
use crate::problem::clean;

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

    /// Which values of a field GitLab silently ignores: see [`Spec::ignored`].
    fn ignored(&self, field: &str) -> Option<&'static str>;
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
    /// A file of a repository, with the response to the call: `{ commit, file }`. It is read at the commit that the response names;
    /// without one, at its branch. Many of them take one request.
    File {
        /// The path of the repository in the API.
        repository: ApiPath,
        /// The branch.
        branch: String,
        /// The path of the file.
        path: String,
    },
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
    /// The body as it is sent, as far as its holes can be filled.
    pub filled: Value,
    /// The fields it should have set.
    pub changes: &'a [Change],
    /// The IDs that went into the holes.
    pub ids: &'a BTreeMap<Referent, u64>,
    /// The secrets that went into the holes.
    pub secrets: &'a Resolved,
}

impl Sent<'_> {
    /// A value of the body as it was sent, if it is an ID.
    pub(crate) fn id(&self, value: &Value) -> Value {
        match Hole::of(value) {
            Some(Hole::Id(to)) => self.ids.get(&to).copied().map_or(Value::Null, Value::from),
            _ => value.clone(),
        }
    }
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
    /// Which values of the field GitLab silently ignores.
    pub ignored: Option<&'static str>,
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, sent, found, ignored } = self;
        write!(f, "`{field}`: sent {sent}, but GitLab returned {found}")?;
        ignored.map_or(Ok(()), |it| write!(f, "; GitLab silently ignores {it}"))
    }
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

/// Where an object of a kind is found again: `own` is its path.
pub(crate) fn trace(spec: &Spec, scope: &Scope, own: impl FnOnce() -> ApiPath) -> Fresh {
    match spec.shape {
        _ if spec.asked_by.is_some() => Fresh::List(own(), spec.listing),
        _ if spec.each => Fresh::Find(own(), spec.listing.element),
        Shape::Single => Fresh::Find(spec.list_in(scope), spec.listing.element),
        Shape::List | Shape::Goal => Fresh::List(spec.list_in(scope), spec.listing),
    }
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
        let found = row.value().map(|it| row.part_of(it, after));
        let found = match found.as_deref() {
            Some(found) => found,
            // GitLab silently ignores fields that it does not know.
            None if row.omittable || row.default.as_ref() == Some(after) => return None,
            None => &Datum::Null,
        };
        // Responses have users and groups by ID, and branches without their scope. For this comparison,
        // so has what was sent.
        let mut returned = after.clone();
        returned.refs_mut(
            &mut |it| match (it.space, it.referent().and_then(|it| sent.ids.get(&it))) {
                (Space::User, Some(id)) => it.space = Space::Returned("users", *id),
                (Space::Group, Some(id)) => it.space = Space::Returned("groups", *id),
                // Some responses have the name of a custom role.
                (Space::MemberRole, Some(id)) if is_returned(found) => {
                    it.space = Space::Returned(CUSTOM_ROLES, *id);
                }
                (Space::Object(..), _) => it.scope = None,
                _ => {}
            },
        );
        if let (Some(source), Datum::Text(found) | Datum::Hidden(found)) =
            (change.reference(), found)
        {
            return (sent.secrets.get(source) != Some(found)).then(|| Deviation {
                field: change.field.to_owned(),
                sent: after.show(),
                found: Value::from("(another value)"),
                ignored: None,
            });
        }
        (!same(&returned, found)).then(|| Deviation {
            field: change.field.to_owned(),
            sent: after.show(),
            found: found.show_live(),
            ignored: sent.reads.ignored(change.field),
        })
    };
    let deviations: Vec<_> = sent.changes.iter().filter_map(differs).collect();
    if deviations.is_empty() { Verdict::Good } else { Verdict::Differs(deviations) }
}

/// Whether a value is the ID of an object.
fn is_returned(value: &Datum) -> bool {
    matches!(value, Datum::Ref(Ref { space: Space::Returned(..), .. }))
}

/// [`compare_listed`]: a new object that is not in the list is a failure.
pub(super) fn was_listed(sent: &Sent<'_>, list: &Value) -> Verdict {
    compare_listed(sent, list).unwrap_or_else(|| {
        Verdict::Failed("GitLab accepted the call, but does not list the new object".to_owned())
    })
}

/// [`compare`], for a response that is the new object.
pub(crate) fn compare_new(sent: &Sent<'_>, answer: &Value) -> Verdict {
    match sent.reads.seen(answer) {
        Ok(Some(seen)) if seen.key != sent.key => another(&seen.key),
        _ => compare(sent, answer),
    }
}

/// [`compare`], for a new object that is read from a list afterwards; `None` if the list does not have it.
pub(crate) fn compare_listed(sent: &Sent<'_>, list: &Value) -> Option<Verdict> {
    match seen_all(sent, list) {
        Ok(seen) => {
            let (found, _) = seen.iter().find(|(it, _)| it.key == sent.key)?;
            Some(compared(sent, &found.rows))
        }
        Err(why) => Some(not_understood(&why)),
    }
}

/// [`compare`], for a response that is the changed object.
pub(crate) fn compare_changed(sent: &Sent<'_>, answer: &Value) -> Verdict {
    match sent.reads.seen(answer) {
        Ok(Some(seen)) if !is_shown(sent.path.as_str(), seen.path.as_str()) => {
            another(seen.path.as_str())
        }
        _ => compare(sent, answer),
    }
}

fn not_understood(why: &str) -> Verdict {
    Verdict::Failed(format!("cannot understand GitLab's response ({})", clean(why)))
}

fn another(returned: &str) -> Verdict {
    Verdict::Failed(format!("GitLab returned another object, `{}`", clean(returned)))
}

/// Whether a declared value and a returned one agree. Secrets agree if both are set, or neither is.
pub(crate) fn same(wanted: &Datum, returned: &Datum) -> bool {
    match (wanted, returned) {
        (Datum::Secret(a), Datum::Secret(b)) => a.is_there() == b.is_there(),
        // GitLab returns only whether a text is set.
        (Datum::Text(a), Datum::Secret(Secret::Present(there))) => a.is_empty() != *there,
        (Datum::Null, Datum::Secret(it)) | (Datum::Secret(it), Datum::Null) => !it.is_there(),
        (Datum::Record(a), Datum::Record(b)) => {
            a.len() == b.len() && a.iter().all(|(k, v)| b.get(k).is_some_and(|it| same(v, it)))
        }
        (Datum::Ref(a), Datum::Ref(b)) => a.is_same(b),
        (Datum::Content(a), Datum::Content(b)) => a.is_same(b),
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
pub(super) fn was_created(sent: &Sent<'_>, list: &Value) -> Found {
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
pub(super) fn was_updated(sent: &Sent<'_>, returned: &Value) -> Found {
    let secret = |it: &&Change| it.rule == Rule::WriteOnly && it.after != Some(Datum::Null);
    if let Some(change) = sent.changes.iter().find(secret) {
        let field = change.field;
        return Found::Unclear(format!(
            "GitLab does not return `{field}`, so labwright cannot determine whether it was changed; \
             send it again with --rotate-secrets"
        ));
    }
    let bytes = |it: &&Change| matches!(it.after, Some(Datum::Content(_)));
    if let Some(Change { field, .. }) = sent.changes.iter().find(bytes) {
        return Found::Unclear(format!(
            "GitLab does not return the content of `{field}` here: plan again to compare it"
        ));
    }
    let found = was_created(sent, returned);
    match found {
        Found::Effect(raw) if compare(sent, &raw) != Verdict::Good => Found::Nothing,
        found => found,
    }
}

/// Compares paths: what a path ends with is an ID for one kind and a name for another.
fn is_gone(sent: &Sent<'_>, list: &Value) -> Verdict {
    let gone = match seen_all(sent, list) {
        Ok(seen) => seen.iter().all(|(it, _)| !is_shown(sent.path.as_str(), it.path.as_str())),
        Err(why) => return not_understood(&why),
    };
    match gone {
        true => Verdict::Good,
        false => Verdict::Failed(
            "GitLab accepted the deletion, but did not delete the object: the role of the token's user is too low".into(),
        ),
    }
}
