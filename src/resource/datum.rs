//! Values in canonical form, and the two faces they have: for people, and for a request.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::name::{Naming, marked};
use super::secret::{Secret, Source};
use crate::gitlab::{without_credentials, without_possible_credentials};

/// A value in canonical form. Not `Serialize` on purpose: see [`Datum::show`] and [`Datum::body`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Datum {
    /// GitLab's own `null`: nothing is set.
    Null,
    /// A switch.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Another object by name. Its id is filled in when the request is sent.
    Ref(Ref),
    /// A secret, by place or by presence.
    Secret(Secret),
    /// A list whose order means nothing: sorted, each once. Made by [`Datum::set`].
    Set(Vec<Datum>),
    /// Values by name.
    Record(BTreeMap<String, Datum>),
}

/// Another object by name; one that GitLab told by its id alone has no name until it is looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref {
    /// Where its id is found.
    pub space: Space,
    /// The address of the scope it is named in; empty for what is named in the whole instance, and
    /// for what was not put into its scope yet.
    pub scope: Arc<str>,
    /// What it is called there.
    pub name: String,
}

/// The name spaces that objects are referred to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// An account, by its username.
    User,
    /// A group, by its full path.
    Group,
    /// A protected branch of the scope that the reference stands in, by its name.
    ProtectedBranch,
    /// Something that an answer told by its id: `users` and the id. The name describes it.
    Told(&'static str, u64),
}

impl Ref {
    fn new(space: Space, name: String) -> Self {
        Ref { space, scope: Arc::default(), name }
    }

    /// An account by its username, in which case does not matter.
    pub fn user(name: &str) -> Self {
        Ref::new(Space::User, name.to_lowercase())
    }

    /// A group by its full path, in which case does not matter.
    pub fn group(path: &str) -> Self {
        Ref::new(Space::Group, path.to_lowercase())
    }

    /// A protected branch of the scope it is named in; planning puts it into that scope.
    pub fn protected_branch(name: &str) -> Self {
        Ref::new(Space::ProtectedBranch, name.to_owned())
    }

    /// What an answer told by its id in `users` or `groups`.
    pub fn told(space: &'static str, id: u64, description: &str) -> Self {
        Ref::new(Space::Told(space, id), description.to_owned())
    }

    /// What its name must be fit for; nothing for what has no name of its own.
    pub(crate) fn naming(&self) -> Option<Naming> {
        match self.space {
            Space::User => Some(Naming::User),
            Space::Group => Some(Naming::Path),
            Space::ProtectedBranch => Some(Naming::Branch),
            Space::Told(..) => None,
        }
    }

    /// Its address: `users/alice`, `projects/acme/api/protected_branches/main`.
    pub fn address(&self) -> String {
        let Ref { space, scope, name } = self;
        match space {
            Space::User => format!("users/{name}"),
            Space::Group => format!("groups/{name}"),
            Space::ProtectedBranch => format!("{scope}/protected_branches/{}", marked(name)),
            Space::Told(space, id) => format!("{space}/#{id}"),
        }
    }

    /// As people call it here: `user alice`, `main`.
    pub fn label(&self) -> String {
        let name = marked(&self.name);
        match self.space {
            Space::User => format!("user {name}"),
            Space::Group => format!("group {name}"),
            Space::ProtectedBranch => name.into_owned(),
            Space::Told(space, id) => {
                let noun = space.trim_end_matches('s');
                if name.is_empty() {
                    format!("{noun} #{id}")
                } else {
                    format!("{noun} #{id} ({name})")
                }
            }
        }
    }
}

/// The key of a hole in a request body that the id of an object goes into.
pub(crate) const ID_HOLE: &str = "$id";
/// The key of a hole in a request body that a secret goes into.
pub(crate) const SECRET_HOLE: &str = "$secret";

/// A hole for the id of what is at `address`.
pub(crate) fn id_hole(address: &str) -> Value {
    json!({ ID_HOLE: address })
}

/// Shows every address that a body has a hole for.
pub(crate) fn id_holes<'b>(body: &'b Value, visit: &mut impl FnMut(&'b str)) {
    match body {
        Value::Object(fields) => match fields.get(ID_HOLE).and_then(Value::as_str) {
            Some(address) => visit(address),
            None => fields.values().for_each(|it| id_holes(it, visit)),
        },
        Value::Array(items) => items.iter().for_each(|it| id_holes(it, visit)),
        _ => {}
    }
}

/// As people see it: a live url may hold credentials.
impl fmt::Debug for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.show())
    }
}

impl Datum {
    /// For people and for plan files: secrets are places, references are names.
    pub fn show(&self) -> Value {
        match self {
            Datum::Secret(Secret::At(source)) => json!(format!("(secret {source})")),
            Datum::Secret(Secret::Present(true)) => json!("(secret)"),
            Datum::Secret(Secret::Present(false)) => Value::Null,
            Datum::Ref(it) => json!(it.label()),
            Datum::Set(items) => items.iter().map(Datum::show).collect(),
            Datum::Record(fields) => {
                Value::Object(fields.iter().map(|(k, v)| (k.clone(), v.show())).collect())
            }
            Datum::Null => Value::Null,
            Datum::Bool(it) => json!(it),
            Datum::Int(it) => json!(it),
            Datum::Text(it) => json!(without_credentials(it)),
        }
    }

    /// The same for what GitLab has, where addresses were written by somebody else.
    pub fn show_told(&self) -> Value {
        match self {
            Datum::Text(it) => json!(without_possible_credentials(it)),
            other => other.show(),
        }
    }

    /// For a request: secrets and ids are holes that only the executor can fill.
    pub fn body(&self) -> Value {
        match self {
            Datum::Secret(Secret::At(source)) => json!({ SECRET_HOLE: source.to_hole() }),
            Datum::Secret(Secret::Present(_)) => Value::Null,
            Datum::Ref(it) => id_hole(&it.address()),
            Datum::Set(items) => items.iter().map(Datum::body).collect(),
            Datum::Record(fields) => {
                Value::Object(fields.iter().map(|(k, v)| (k.clone(), v.body())).collect())
            }
            Datum::Text(it) => json!(it),
            Datum::Null | Datum::Bool(_) | Datum::Int(_) => self.show(),
        }
    }

    /// A record as the list of `{key, value}` that GitLab's web hooks take.
    pub fn key_values(&self) -> Value {
        let Datum::Record(fields) = self else { return Value::Array(Vec::new()) };
        let pair = |(key, value): (&String, &Datum)| {
            Value::Object(Map::from_iter([
                ("key".to_owned(), json!(key)),
                ("value".to_owned(), value.body()),
            ]))
        };
        fields.iter().map(pair).collect()
    }

    /// A list whose order means nothing.
    pub fn set(items: impl IntoIterator<Item = Datum>) -> Self {
        let mut items: Vec<_> = items.into_iter().collect();
        items.sort();
        items.dedup();
        Datum::Set(items)
    }

    /// Every text in this value.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Datum::Text(it) => vec![it],
            Datum::Set(items) => items.iter().flat_map(Datum::texts).collect(),
            Datum::Record(fields) => fields.values().flat_map(Datum::texts).collect(),
            Datum::Null | Datum::Bool(_) | Datum::Int(_) | Datum::Ref(_) | Datum::Secret(_) => {
                vec![]
            }
        }
    }

    /// Shows every reference in this value to `visit`.
    pub fn refs<'a>(&'a self, visit: &mut impl FnMut(&'a Ref)) {
        match self {
            Datum::Ref(it) => visit(it),
            Datum::Set(items) => items.iter().for_each(|it| it.refs(visit)),
            Datum::Record(fields) => fields.values().for_each(|it| it.refs(visit)),
            Datum::Null | Datum::Bool(_) | Datum::Int(_) | Datum::Text(_) | Datum::Secret(_) => {}
        }
    }

    /// Shows where every secret in this value is to `visit`.
    pub fn sources<'a>(&'a self, visit: &mut impl FnMut(&'a Source)) {
        match self {
            Datum::Secret(Secret::At(source)) => visit(source),
            Datum::Set(items) => items.iter().for_each(|it| it.sources(visit)),
            Datum::Record(fields) => fields.values().for_each(|it| it.sources(visit)),
            _ => {}
        }
    }

    /// Shows every reference in this value to `visit`, which may change it.
    pub fn refs_mut(&mut self, visit: &mut impl FnMut(&mut Ref)) {
        match self {
            Datum::Ref(it) => visit(it),
            Datum::Set(items) => {
                items.iter_mut().for_each(|it| it.refs_mut(visit));
                items.sort();
                items.dedup();
            }
            Datum::Record(fields) => fields.values_mut().for_each(|it| it.refs_mut(visit)),
            Datum::Null | Datum::Bool(_) | Datum::Int(_) | Datum::Text(_) | Datum::Secret(_) => {}
        }
    }
}
