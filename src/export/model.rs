//! What is exported, and what came of it: scopes with objects as files declare them, without their text.

use serde_json::{Map, Value};

use crate::problem::Problem;
use crate::resource::{Address, Scope};

/// What to export.
#[derive(Debug, Default, Clone)]
pub struct Asked {
    /// The instance, groups, and projects.
    pub scopes: Vec<Scope>,
    /// Groups of which everything below them is exported, too.
    pub below: Vec<String>,
    /// Only these kinds; all if it is empty.
    pub kinds: Vec<String>,
    /// Also the values that are GitLab's defaults.
    pub all: bool,
    /// Values that GitLab returns and plans do not show, instead of references to them.
    pub values: bool,
}

/// What GitLab has.
#[derive(Debug, Default)]
pub struct Export {
    /// In the order of their addresses.
    pub scopes: Vec<Exported>,
    /// What projects have in common, and do not repeat.
    pub common: Option<Common>,
    /// The references in them.
    pub references: Vec<Reference>,
    /// What could not be exported at all.
    pub problems: Vec<Problem>,
}

/// What projects have in common.
#[derive(Debug)]
pub struct Common {
    /// Which projects.
    pub pattern: String,
    /// What each of them has.
    pub kinds: Vec<OfKind>,
}

/// One scope.
#[derive(Debug)]
pub struct Exported {
    /// The scope, with its path as GitLab writes it.
    pub scope: Scope,
    /// Its kinds, in the order of the registry.
    pub kinds: Vec<OfKind>,
    /// What is not exported, and why.
    pub remarks: Vec<String>,
}

/// The objects of one kind in one scope.
#[derive(Debug)]
pub struct OfKind {
    /// The key in the files.
    pub kind: &'static str,
    /// It is one object, not a list.
    pub single: bool,
    /// In the order of their keys.
    pub objects: Vec<Object>,
}

/// One object.
#[derive(Debug, Default)]
pub struct Object {
    /// Its identity; empty for a single object.
    pub key: String,
    /// What a file declares of it. Nothing if a file cannot declare it: the remarks say why.
    pub fields: Map<String, Value>,
    /// What is not exported of it, and why.
    pub remarks: Vec<String>,
}

/// A reference to a value: a secret, or one that is not written into files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The environment variable.
    pub name: String,
    /// The object.
    pub address: Address,
    /// The field, and the key in it if it is a mapping.
    pub field: String,
    /// GitLab returns the value, so that a plan compares it.
    pub compared: bool,
}
