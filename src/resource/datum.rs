//! Values in canonical form, with two representations: for people, and for a request.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};

use super::content::Content;
use super::hole::Hole;
use super::reference::{Ref, Space};
use super::secret::{Secret, Source};
use crate::gitlab::{without_credentials, without_possible_credentials};

/// A value in canonical form. Not `Serialize` on purpose: see [`Datum::show`] and [`Datum::body`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Datum {
    /// GitLab's `null`: nothing is set.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number that has a name: shown and compared by name, sent as a number.
    Named(&'static str, i64),
    /// Text.
    Text(String),
    /// Text that is compared, but never shown: the value of a CI/CD variable.
    Hidden(String),
    /// Another object by name. Its ID is filled in when the request is sent.
    Ref(Ref),
    /// A secret, by place or by presence.
    Secret(Secret),
    /// Bytes, by their digest.
    Content(Content),
    /// A list whose order has no meaning: sorted, without duplicates. Made by [`Datum::set`].
    Set(Vec<Datum>),
    /// A list whose order has a meaning.
    List(Vec<Datum>),
    /// Values by name.
    Record(BTreeMap<String, Datum>),
}

/// As shown to people: a live URL may contain credentials.
impl fmt::Debug for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.show())
    }
}

impl Datum {
    /// For people and for saved plans: secrets are shown as their references, other objects by name.
    pub fn show(&self) -> Value {
        match self {
            Datum::Secret(Secret::At(source)) => json!(format!("(secret {source})")),
            Datum::Secret(Secret::Present(true)) => json!("(secret)"),
            Datum::Secret(Secret::Present(false)) => Value::Null,
            Datum::Ref(it) => json!(it.label()),
            Datum::Content(it) => json!(it.label()),
            Datum::Set(items) | Datum::List(items) => items.iter().map(Datum::show).collect(),
            Datum::Record(fields) => {
                Value::Object(fields.iter().map(|(k, v)| (k.clone(), v.show())).collect())
            }
            Datum::Null => Value::Null,
            Datum::Bool(it) => json!(it),
            Datum::Int(it) => json!(it),
            Datum::Named(name, _) => json!(name),
            Datum::Text(it) => json!(without_credentials(it)),
            Datum::Hidden(_) => json!("(hidden)"),
        }
    }

    /// The same for a value from GitLab, whose URLs someone else wrote.
    pub fn show_live(&self) -> Value {
        match self {
            Datum::Text(it) => json!(without_possible_credentials(it)),
            other => other.show(),
        }
    }

    /// For a request: secrets and IDs are holes that only the executor can fill.
    pub fn body(&self) -> Value {
        match self {
            Datum::Secret(Secret::At(source)) => Hole::Secret(source.clone()).value(),
            Datum::Secret(Secret::Present(_)) => Value::Null,
            Datum::Ref(it) => match (it.space, it.referent()) {
                (Space::Returned(_, id), _) => json!(id),
                (_, Some(to)) => Hole::Id(to).value(),
                (_, None) => Value::Null,
            },
            Datum::Content(Content::Known { sha256, file: Some(path) }) => {
                Hole::File { path: path.clone(), sha256: sha256.clone() }.value()
            }
            Datum::Content(_) => Value::Null,
            Datum::Set(items) | Datum::List(items) => items.iter().map(Datum::body).collect(),
            Datum::Record(fields) => {
                Value::Object(fields.iter().map(|(k, v)| (k.clone(), v.body())).collect())
            }
            Datum::Text(it) => json!(it),
            Datum::Hidden(it) => Hole::Hidden(it.clone()).value(),
            Datum::Named(_, it) => json!(it),
            Datum::Null | Datum::Bool(_) | Datum::Int(_) => self.show(),
        }
    }

    /// A record as the list of `{key, value}` that GitLab's hooks accept.
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

    /// A list whose order has no meaning.
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
            Datum::Set(items) | Datum::List(items) => items.iter().flat_map(Datum::texts).collect(),
            Datum::Record(fields) => fields.values().flat_map(Datum::texts).collect(),
            _ => Vec::new(),
        }
    }

    /// Passes every text in this value that is not shown to `visit`.
    pub(crate) fn hidden_texts<'a>(&'a self, visit: &mut impl FnMut(&'a str)) {
        match self {
            Datum::Hidden(it) => visit(it),
            Datum::Set(items) | Datum::List(items) => {
                items.iter().for_each(|it| it.hidden_texts(visit));
            }
            Datum::Record(fields) => fields.values().for_each(|it| it.hidden_texts(visit)),
            _ => {}
        }
    }

    /// Passes every reference in this value to `visit`.
    pub fn refs<'a>(&'a self, visit: &mut impl FnMut(&'a Ref)) {
        match self {
            Datum::Ref(it) => visit(it),
            Datum::Set(items) | Datum::List(items) => items.iter().for_each(|it| it.refs(visit)),
            Datum::Record(fields) => fields.values().for_each(|it| it.refs(visit)),
            _ => {}
        }
    }

    /// Passes the source of every secret in this value to `visit`.
    pub fn sources<'a>(&'a self, visit: &mut impl FnMut(&'a Source)) {
        match self {
            Datum::Secret(Secret::At(source)) => visit(source),
            Datum::Set(items) | Datum::List(items) => {
                items.iter().for_each(|it| it.sources(visit));
            }
            Datum::Record(fields) => fields.values().for_each(|it| it.sources(visit)),
            _ => {}
        }
    }

    /// Passes every reference in this value to `visit`, which can change it.
    pub fn refs_mut(&mut self, visit: &mut impl FnMut(&mut Ref)) {
        match self {
            Datum::Ref(it) => visit(it),
            Datum::Set(items) => {
                items.iter_mut().for_each(|it| it.refs_mut(visit));
                items.sort();
                items.dedup();
            }
            Datum::List(items) => items.iter_mut().for_each(|it| it.refs_mut(visit)),
            Datum::Record(fields) => fields.values_mut().for_each(|it| it.refs_mut(visit)),
            _ => {}
        }
    }
}
