//! Values in canonical form, and the two faces they have: for people, and for a request.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::secret::{Secret, Source};

/// A value in canonical form. Not `Serialize` on purpose: see [`Datum::show`] and [`Datum::body`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
    /// A list whose order means nothing.
    Set(BTreeSet<Datum>),
    /// Values by name.
    Record(BTreeMap<String, Datum>),
}

/// Another object by name; one that GitLab told by its id alone has no name until it is looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref {
    /// Its address: `users/alice`, `projects/acme/api/protected_branches/main`.
    pub address: String,
    /// As people call it here: `user alice`, `main`.
    pub label: String,
    /// Where its id is found.
    pub space: Space,
}

/// The name spaces that objects are referred to in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// An account, by its username.
    User(String),
    /// A group, by its full path.
    Group(String),
    /// A protected branch of the scope that the reference stands in, by its name.
    ProtectedBranch(String),
    /// Something that an answer told by its id: `users` and the id.
    Told(&'static str, u64),
}

impl Ref {
    /// An account by its username.
    pub fn user(name: &str) -> Self {
        let space = Space::User(name.to_owned());
        Ref {
            address: format!("users/{}", name.to_lowercase()),
            label: format!("user {name}"),
            space,
        }
    }

    /// A group by its full path.
    pub fn group(path: &str) -> Self {
        let space = Space::Group(path.to_owned());
        Ref {
            address: format!("groups/{}", path.to_lowercase()),
            label: format!("group {path}"),
            space,
        }
    }

    /// A protected branch of the scope it is named in; planning puts the scope before the address.
    pub fn protected_branch(name: &str) -> Self {
        let address = format!("protected_branches/{name}");
        Ref { address, label: name.to_owned(), space: Space::ProtectedBranch(name.to_owned()) }
    }

    /// What an answer told by its id in `users` or `groups`.
    pub fn told(space: &'static str, noun: &str, id: u64, description: &str) -> Self {
        let label = if description.is_empty() {
            format!("{noun} #{id}")
        } else {
            format!("{noun} #{id} ({description})")
        };
        Ref { address: format!("{space}/#{id}"), label, space: Space::Told(space, id) }
    }
}

/// The key of a hole in a request body that the id of an object goes into.
pub(crate) const ID_HOLE: &str = "$id";
/// The key of a hole in a request body that a secret goes into.
pub(crate) const SECRET_HOLE: &str = "$secret";

impl Datum {
    /// For people and for plan files: secrets are places, references are names.
    pub fn show(&self) -> Value {
        match self {
            Datum::Secret(Secret::At(source)) => json!(format!("(secret {source})")),
            Datum::Secret(Secret::Present(true)) => json!("(secret)"),
            Datum::Secret(Secret::Present(false)) => Value::Null,
            Datum::Ref(it) => json!(it.label),
            Datum::Set(items) => items.iter().map(Datum::show).collect(),
            Datum::Record(fields) => {
                Value::Object(fields.iter().map(|(k, v)| (k.clone(), v.show())).collect())
            }
            Datum::Null => Value::Null,
            Datum::Bool(it) => json!(it),
            Datum::Int(it) => json!(it),
            Datum::Text(it) => json!(it),
        }
    }

    /// For a request: secrets and ids are holes that only the executor can fill.
    pub fn body(&self) -> Value {
        match self {
            Datum::Secret(Secret::At(Source::Env(name))) => {
                json!({ SECRET_HOLE: { "env": name } })
            }
            Datum::Secret(Secret::At(Source::File(path))) => {
                json!({ SECRET_HOLE: { "file": path } })
            }
            Datum::Secret(Secret::Present(_)) => Value::Null,
            Datum::Ref(it) => json!({ ID_HOLE: it.address }),
            Datum::Set(items) => items.iter().map(Datum::body).collect(),
            Datum::Record(fields) => {
                Value::Object(fields.iter().map(|(k, v)| (k.clone(), v.body())).collect())
            }
            Datum::Null | Datum::Bool(_) | Datum::Int(_) | Datum::Text(_) => self.show(),
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

    /// Shows every reference in this value to `visit`, which may change it.
    pub fn refs(&mut self, visit: &mut impl FnMut(&mut Ref)) {
        match self {
            Datum::Ref(it) => visit(it),
            Datum::Set(items) => {
                let mut all = std::mem::take(items).into_iter().collect::<Vec<_>>();
                all.iter_mut().for_each(|it| it.refs(visit));
                *items = all.into_iter().collect();
            }
            Datum::Record(fields) => fields.values_mut().for_each(|it| it.refs(visit)),
            Datum::Null | Datum::Bool(_) | Datum::Int(_) | Datum::Text(_) | Datum::Secret(_) => {}
        }
    }
}
