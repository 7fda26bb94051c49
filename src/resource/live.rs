//! An object as GitLab has it.

use std::num::NonZeroU64;

use serde_json::Value;

use super::fields::Rows;
use super::scope::Scope;
use super::spec::Spec;
use crate::gitlab::ApiPath;

/// An object as GitLab has it.
#[derive(Debug)]
pub struct Live<'f> {
    /// Its ID in GitLab; `None` for a kind whose objects have none.
    pub id: Option<NonZeroU64>,
    /// Its identity in its collection.
    pub key: String,
    /// A second identity: of an object that had no name before.
    pub other_key: Option<String>,
    /// Its path, by which GitLab addresses it.
    pub path: ApiPath,
    /// Its rows.
    pub rows: Rows,
    /// It belongs to the scope itself: it is not inherited.
    pub own: bool,
    /// The response it was read from.
    pub raw: &'f Value,
}

impl Live<'_> {
    /// The single object of a project or group that is not created yet, of which nothing is known. `rows` are those of an
    /// object that declares nothing.
    pub(crate) fn unknown(spec: &Spec, scope: &Scope, rows: Rows) -> Live<'static> {
        Live {
            id: None,
            key: String::new(),
            other_key: None,
            path: spec.collection(scope),
            rows,
            own: true,
            raw: &Value::Null,
        }
    }

    /// Sets a field that GitLab returns elsewhere.
    pub(crate) fn set(&mut self, field: &str, value: super::datum::Datum) {
        if let Some(row) = self.rows.iter_mut().find(|it| it.name == field) {
            row.set(value);
        }
    }

    /// What messages call it: by its number if it has one, since its name can be the problem.
    pub(crate) fn called(&self) -> String {
        match self.id {
            Some(id) => format!("object {id}"),
            None => format!("`{}`", super::name::marked(&self.key)),
        }
    }
}
