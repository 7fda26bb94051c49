//! Secrets of the other configuration, which become references to environment variables.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::gitlab::TOKEN_VARIABLES;

/// The longest name that is derived.
const LONGEST: usize = 120;

/// An environment variable to set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Its name.
    pub name: String,
    /// The line of the secret in the other configuration.
    pub line: usize,
    /// Where it is there, without secrets.
    pub what: String,
}

/// All that are needed.
#[derive(Debug, Default)]
pub(super) struct References {
    taken: BTreeSet<String>,
    all: Vec<Reference>,
}

impl References {
    /// A reference for a secret, with a name of its own that is made from its place.
    pub(super) fn to(&mut self, scope: &str, what: &str, line: usize) -> Value {
        let base = derived(&format!("{scope}/{what}"));
        let free =
            |it: &String| !self.taken.contains(it) && !TOKEN_VARIABLES.contains(&it.as_str());
        let numbered = |number: usize| match number {
            1 => base.clone(),
            number => format!("{base}_{number}"),
        };
        let name = (1..).map(numbered).find(free).unwrap_or_default();
        self.taken.insert(name.clone());
        let value = json!({ "env": name });
        self.all.push(Reference { name, line, what: what.to_owned() });
        value
    }

    pub(super) fn into_all(self) -> Vec<Reference> {
        self.all
    }
}

/// `acme/api/hooks.audit.token` is `ACME_API_HOOKS_AUDIT_TOKEN`.
fn derived(text: &str) -> String {
    let mut name = String::new();
    for it in text.chars() {
        match it.is_ascii_alphanumeric() {
            _ if name.len() >= LONGEST => break,
            true => name.push(it.to_ascii_uppercase()),
            false if name.is_empty() || name.ends_with('_') => {}
            false => name.push('_'),
        }
    }
    let name = name.trim_end_matches('_');
    match name.chars().next() {
        Some(it) if !it.is_ascii_digit() => name.to_owned(),
        _ => format!("_{name}"),
    }
}
