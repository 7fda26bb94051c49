//! What is the same for all objects of a kind, as data.

use serde_json::{Map, Value};

use super::datum::Datum;
use super::fields::Row;
use super::needs::Needs;
use super::scope::{In, Scope};
use crate::gitlab::{ApiPath, Element, Listing, Method, Paging, Version, without_credentials};

/// A kind in one type of scope: rows, plans, schema, and documentation are derived from it.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// The key in the YAML files, and a part of every address: `external_status_checks`.
    pub kind: &'static str,
    /// The name of one object: `external status check`.
    pub noun: &'static str,
    /// The scopes that can declare it.
    pub scope: In,
    /// Where files declare its objects, if that is in the list of another kind.
    pub host: Option<Host>,
    /// Only top-level groups have it.
    pub top: bool,
    /// Fields that only top-level groups have.
    pub top_fields: &'static [&'static str],
    /// A list of objects, one object, or goals.
    pub shape: Shape,
    /// When an apply writes this kind.
    pub rank: Rank,
    /// The fields that an apply writes at another time, in a call of their own.
    pub moments: &'static [(&'static str, Moment)],
    /// What it requires of GitLab and of the token's user.
    pub needs: Needs,
    /// The path of the collection below its scope, in GitLab's API. Empty for the scope itself.
    pub path: &'static str,
    /// Where the list is, if that is not the path of the collection.
    pub listed: fn(&Scope) -> Option<ApiPath>,
    /// The path below which its objects have objects of their own, if that is not `path`. Empty if it is.
    pub inside: &'static str,
    /// What the list is asked for in addition: only the objects of the scope itself.
    pub query: &'static [(&'static str, &'static str)],
    /// The name in a request for a new value of the first field of the identity, if GitLab can rename objects in place. A
    /// file then names the old one by `was`.
    pub renamed: Option<&'static str>,
    /// Whether and how objects are removed.
    pub removal: Removal,
    /// How the value of a field is sent if that differs from how it is compared: under which name, and as what.
    pub written: fn(&str, &Datum) -> Option<(&'static str, Value)>,
    /// Fields that GitLab ignores on creation. A second call sets those whose value is not GitLab's default.
    pub later: &'static [&'static str],
    /// GitLab's response to a creation is not the new object: the list is read again.
    pub reread: bool,
    /// Fields that responses to writes lack: the object is read again after a call that sets one.
    pub unanswered: &'static [&'static str],
    /// What identifies an object, made of the text of the first field of the identity.
    pub keyed: fn(String) -> String,
    /// What a collection declares for all its objects, beside `items`.
    pub shared: &'static [Shared],
    /// The fields that can identify an object; one of them is required.
    pub identity: &'static [&'static str],
    /// How these fields identify it.
    pub known: Known,
    /// How the collection is read, and what identifies its objects in responses.
    pub listing: Listing,
    /// Objects are read one by one, by the names in the files: GitLab's list is not up to date.
    pub each: bool,
    /// How an export lists all objects, if plans read them one by one; without it, an export has none of them.
    pub whole: Option<Whole>,
    /// The query parameter by which the list is asked for one object, if objects are read one by one from it.
    pub asked_by: Option<&'static str>,
    /// The other required fields of an object, unless it is `absent`.
    pub required: &'static [&'static str],
    /// Fields of which an object has one: where several declarations have one of them, the nearest declaration counts.
    pub alternatives: &'static [&'static str],
    /// Fields of the same kind in other scopes that this scope does not have.
    pub omits: &'static [&'static str],
    /// Fields that only the response of a single object contains, not the list. An object is read itself if a file declares one.
    pub alone: &'static [&'static str],
    /// Changes the schema of the fields that accept less in this scope than in another one.
    pub narrowed: fn(&mut Map<String, Value>),
    /// Fields of which GitLab silently ignores some values, and which ones: a response without them is explained by it.
    pub ignored: &'static [(&'static str, &'static str)],
    /// Fields that an example of another field also shows, because an object has no meaning without them.
    pub shown: &'static [&'static str],
    /// A field, besides the key, whose value GitLab requires to be unique in the collection.
    pub unique: Option<Unique>,
    /// What GitLab does with a second creation of the same object.
    pub duplicates: Duplicates,
    /// What happens to an object when the last object of this kind that it refers to is deleted.
    pub without: &'static str,
    /// The method that updates an object in place.
    pub update: Method,
    /// Objects of another kind in the same scope that a response has with name and ID, so that they do not have to be read
    /// again.
    pub embeds: Option<Embeds>,
    /// What distinguishes the objects of the scope itself in a list that also has inherited ones.
    pub own: Option<Own>,
    /// Fields with entries of their own, and what identifies an entry. Where several declarations have such a field, they are
    /// merged entry by entry; of every other field, the nearest value counts.
    pub entries: &'static [(&'static str, Keyed)],
    /// Values by which a group decides for all projects in it, for the same field of the same kind.
    pub locks: &'static [(&'static str, bool)],
}

/// What identifies an entry of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keyed {
    /// Its key: the field is a mapping.
    Key,
    /// This field of it, ignoring case: the field is a list, or a mapping with `items` and `prune`.
    Field(&'static str),
}

/// A text that a collection declares for all its objects. Of several declarations the nearest counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared {
    /// The key.
    pub field: &'static str,
    /// What it is for, in the schema.
    pub about: &'static str,
    /// The words that it can be, each with its meaning; any text if there are none.
    pub words: &'static [(&'static str, &'static str)],
    /// A value.
    pub example: &'static str,
}

/// How the list of a kind is asked for all objects, although plans read them one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Whole {
    /// What it is asked for: only what files can declare.
    pub query: &'static [(&'static str, &'static str)],
    /// The first GitLab version that divides it by keyset. It does not list more than some 50,000 objects otherwise.
    pub keyset: (u32, u32),
    /// The kinds of the objects of each object that are exported with it: each takes a request.
    pub with: &'static [&'static str],
    /// The fields that are of no use for an object that exists.
    pub creates: &'static [&'static str],
}

/// The list of another kind of the same scope: an item that is one of these objects has this key, and no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Host {
    /// The other kind.
    pub kind: &'static str,
    /// The key.
    pub key: &'static str,
}

/// What a file declares under the name of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A list of objects, which are matched with those of GitLab's list.
    List,
    /// One object that each scope has: its settings.
    Single,
    /// A list of goals, each decided by [`super::Kind::decide`].
    Goal,
}

/// When an apply writes a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// With the other kinds of this rank: it depends on what these write.
    With(Rank),
    /// Before everything else in its scope if it becomes false, after everything else if it becomes true: while it is
    /// true, GitLab rejects the changes that [`Needs::frozen`] lists.
    Freezes,
}

/// How the fields of [`Spec::identity`] identify an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// By the first field, exactly.
    Exact,
    /// By the first field, ignoring case, as GitLab does.
    Folded,
    /// By the first field; without it, by all the others together, which can contain credentials that keys do not show.
    Either,
    /// By all fields that are set.
    Set,
    /// By both fields; the key omits the second one if it has this value, which is also the one of an object without it.
    Both(&'static str),
}

/// A field of a response that distinguishes the objects of the scope itself from inherited ones.
#[derive(Debug, Clone, Copy)]
pub struct Own {
    /// The field.
    pub field: &'static str,
    /// Its values.
    pub is: Mark,
    /// Every GitLab returns it. Otherwise, an object without it belongs to the scope itself.
    pub always: bool,
}

/// The values of a field that distinguishes the objects of the scope itself from inherited ones.
#[derive(Debug, Clone, Copy)]
pub enum Mark {
    /// A boolean, with its value in an object of the scope itself.
    Flag(bool),
    /// A word: in an object of the scope itself, and in an inherited one.
    Word(&'static str, &'static str),
}

impl Own {
    /// Whether a response is an object of the scope itself.
    ///
    /// # Errors
    /// What is wrong with the field.
    pub(super) fn is_in(&self, raw: &Value) -> Result<bool, String> {
        match (raw.get(self.field), self.is) {
            (Some(Value::Bool(it)), Mark::Flag(own)) => Ok(*it == own),
            (Some(Value::String(it)), Mark::Word(own, _)) if it == own => Ok(true),
            (Some(Value::String(it)), Mark::Word(_, inherited)) if it == inherited => Ok(false),
            (None, _) if !self.always => Ok(true),
            _ => Err(format!("it has no `{}`", self.field)),
        }
    }
}

/// A field whose value no two objects of a collection can share.
#[derive(Debug, Clone, Copy)]
pub struct Unique {
    /// The field.
    pub field: &'static str,
    /// A temporary value that no other object has, while two objects swap theirs.
    pub stand_in: fn(&str) -> String,
}

/// Objects of another kind in the responses of a kind.
#[derive(Debug, Clone, Copy)]
pub struct Embeds {
    /// Their kind.
    pub kind: &'static str,
    /// The field with the list of them.
    pub field: &'static str,
}

impl Spec {
    /// A kind whose objects are matched in a list, pruned, and updated by PUT.
    pub const fn list(
        kind: &'static str,
        noun: &'static str,
        scope: In,
        rank: Rank,
        needs: Needs,
        duplicates: Duplicates,
    ) -> Self {
        Spec {
            kind,
            noun,
            scope,
            host: None,
            top: false,
            top_fields: &[],
            shape: Shape::List,
            rank,
            moments: &[],
            needs,
            path: kind,
            listed: |_| None,
            inside: "",
            query: &[],
            renamed: None,
            removal: Removal::Prune,
            written: |_, _| None,
            later: &[],
            reread: false,
            unanswered: &[],
            keyed: |text| text,
            identity: &["name"],
            known: Known::Exact,
            listing: Listing { paging: Paging::Offset, element: Element::Numbered },
            each: false,
            whole: None,
            asked_by: None,
            shared: &[],
            required: &[],
            alternatives: &[],
            omits: &[],
            alone: &[],
            narrowed: |_| {},
            ignored: &[],
            shown: &[],
            unique: None,
            duplicates,
            without: "",
            update: Method::Put,
            embeds: None,
            own: None,
            entries: &[],
            locks: &[],
        }
    }

    /// What identifies the entries of a field, if it has any.
    pub fn keyed_by(&self, field: &str) -> Option<Keyed> {
        self.entries.iter().find(|it| it.0 == field).map(|it| it.1)
    }

    /// The key of a scope under which files declare its objects.
    pub fn declared_as(&self) -> &'static str {
        self.host.map_or(self.kind, |it| it.kind)
    }

    /// Whether every scope has exactly one such object, which is never created.
    pub fn is_always_there(&self) -> bool {
        self.shape == Shape::Single && self.removal == Removal::Never
    }

    /// The path of the collection, or of the single object, in `scope`.
    pub fn collection(&self, scope: &Scope) -> ApiPath {
        scope.at(self.path)
    }

    /// The scope that one of its objects is for objects of its own.
    pub fn scope_of(&self, scope: &Scope, key: &str) -> Scope {
        let inside = if self.inside.is_empty() { self.path } else { self.inside };
        Scope::object(scope, self.kind, inside, key)
    }

    /// What is read of the collection, or of the single object, in `scope`.
    pub fn list_in(&self, scope: &Scope) -> ApiPath {
        let path = match self.listing.paging {
            Paging::Within(_) => scope.at(""),
            _ => (self.listed)(scope).unwrap_or_else(|| self.collection(scope)),
        };
        self.query.iter().fold(path, |path, (key, value)| path.query(key, value))
    }

    /// What an export reads of the collection, and how it is divided.
    pub(crate) fn whole_in(&self, scope: &Scope, version: &Version) -> (ApiPath, Listing) {
        let path = self.list_in(scope);
        let Some(Whole { query, keyset: (major, minor), .. }) = self.whole else {
            return (path, self.listing);
        };
        let path = query.iter().fold(path, |path, (key, value)| path.query(key, value));
        match version.at_least(major, minor) {
            true => (path, Listing { paging: Paging::Keyset, ..self.listing }),
            false => (path, self.listing),
        }
    }

    /// Where one of its objects is found, for a kind that is read by name.
    pub fn named_in(&self, scope: &Scope, key: &str) -> ApiPath {
        match self.asked_by {
            Some(parameter) => self.collection(scope).query(parameter, key),
            None => self.collection(scope).seg(key),
        }
    }

    /// When a field is written, if that is not when the kind is.
    pub(crate) fn moment(&self, field: &str) -> Option<Moment> {
        self.moments.iter().find(|it| it.0 == field).map(|it| it.1)
    }

    /// The name and the value by which a request sets a field.
    pub(crate) fn sent(&self, field: &str, wire: &str, value: &Datum) -> (String, Value) {
        match (self.written)(field, value) {
            Some((wire, value)) => (wire.to_owned(), value),
            None => (wire.to_owned(), value.body()),
        }
    }

    /// The field that must be unique, if there is one.
    pub(crate) fn unique_field(&self) -> Option<&'static str> {
        self.unique.map(|it| it.field)
    }

    /// The identity of the object with these rows; empty if it has none, as a single object.
    pub fn key(&self, rows: &[Row]) -> String {
        let text = |field: &&str| text_of(rows, field);
        let mut fields = self.identity.iter();
        match self.known {
            Known::Exact | Known::Folded => {
                fields.next().and_then(text).map(self.keyed).unwrap_or_default()
            }
            Known::Either => {
                let first = fields.next().and_then(text).filter(|it| !it.is_empty());
                first.or_else(|| self.other_key_of(rows)).unwrap_or_default()
            }
            Known::Set => fields.filter_map(text).collect::<Vec<_>>().join("@"),
            Known::Both(usual) => {
                let first = fields.next().and_then(text).unwrap_or_default();
                match fields.next().and_then(text).filter(|it| it != usual) {
                    Some(second) => format!("{first}@{second}"),
                    None => first,
                }
            }
        }
    }

    /// The first field of two that identify an object together: other values of both can have the same key.
    pub fn first_of_both(&self, rows: &[Row]) -> Option<String> {
        let is_both = matches!(self.known, Known::Both(_));
        self.identity.first().filter(|_| is_both).and_then(|it| text_of(rows, it))
    }

    /// A second key to match by, if no object has the first one: of an object that had no name before.
    pub fn other_key(&self, rows: &[Row]) -> Option<String> {
        let named = || text_of(rows, self.identity.first()?).filter(|it| !it.is_empty());
        if self.known == Known::Either {
            named().and_then(|_| self.other_key_of(rows))
        } else {
            None
        }
    }

    fn other_key_of(&self, rows: &[Row]) -> Option<String> {
        let text = |it: &&str| Some(without_credentials(&text_of(rows, it)?).into_owned());
        Some(self.identity.iter().skip(1).map(text).collect::<Option<Vec<_>>>()?.join(" "))
    }

    /// What two keys of the same object have in common: keys that differ only in case are the same for some kinds.
    pub fn folded(&self, key: &str) -> String {
        if self.known == Known::Folded { key.to_lowercase() } else { key.to_owned() }
    }
}

/// The value of a field as a part of a key.
fn text_of(rows: &[Row], field: &str) -> Option<String> {
    match rows.iter().find(|it| it.name == field)?.value()? {
        Datum::Text(it) => Some(it.clone()),
        Datum::Int(it) => Some(it.to_string()),
        Datum::Ref(it) => Some(it.name.clone()),
        _ => None,
    }
}

/// How GitLab handles a second creation of the same object. This decides whether a creation whose response was lost can
/// be sent again: the first one may still take effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// GitLab rejects it, because names are unique, or returns the object that exists.
    Refused,
    /// GitLab creates a second object. Such a creation is never sent twice, and GitLab is read immediately before.
    Accepted,
    /// GitLab creates a second object, and only the response has what makes the first one useful: its secret. Such a creation is
    /// never sent twice, and never looked for: the next plan replaces what it left.
    Replaced,
}

/// The order in which kinds are written; deletions run in reverse order. A kind refers only to kinds of
/// an earlier rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Kinds that depend on nothing but their scope.
    Settings,
    /// Branches, which protections and the default branch refer to.
    Branches,
    /// Files on branches.
    Files,
    /// Protections of branches and tags, which checks and approval rules refer to.
    Protection,
    /// Checks and rules on merge requests, and schedules.
    Rules,
    /// Objects that belong to objects of the ranks before.
    Contents,
    /// Answers to checks, on merge requests.
    Answers,
    /// Deployments and their approvals.
    Deployments,
    /// Merge trains: last, because a merge may wait for anything before.
    Merges,
}

impl Rank {
    /// The last one.
    pub const LAST: Rank = Rank::Merges;
}

/// Whether and how objects of a kind are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Never: it cannot be undone, or there is nothing to remove.
    Never,
    /// Each on its own, by `state: absent`.
    Absent,
    /// By `state: absent`, and all undeclared ones by `prune: true`.
    Prune,
}
