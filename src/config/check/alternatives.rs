//! Finds out which of several alternatives was meant.
//!
//! "Valid under none of five schemas" does not help anyone. The kind of the value, a tag, or the keys nearly always show
//! which alternative was meant, and its problems are then reported as if there were no others.

use serde_json::Value;

use super::explain::Explainer;
use super::hints;
use super::shape::{self, Types};
use super::subject::Subject;
use super::validator::{is_secret, list};
use crate::config::phrases;
use crate::config::yaml::{Cursor, Type};
use crate::problem::Problem;
use crate::reserved::{self, ITEMS};

impl<'v> Explainer<'v> {
    pub(super) fn alternatives(
        &mut self,
        branches: &[Value],
        at: Cursor<'_>,
        subject: Subject<'_>,
    ) {
        let access = is_access(branches);
        let branches: Vec<&Value> = branches.iter().map(|it| self.inner(it)).collect();
        if branches.iter().any(|it| self.holds(it, at)) {
            return;
        }
        if let Some(needed) = needed(&branches) {
            if !needed.iter().any(|it| self.is_misspelt(at, it)) {
                self.missing(&phrases::choice(needed), at, subject);
            }
            return;
        }
        if let Some(hint) = Some(at).filter(|_| access).and_then(hints::access) {
            let what = phrases::short(at.raw());
            return self
                .tell_at(at, || Problem::new(format!("{subject} cannot be `{what}`")).hint(hint));
        }
        let fitting: Vec<&Value> =
            branches.iter().copied().filter(|it| self.types(it).has(at.value_type())).collect();
        if fitting.is_empty() {
            if let Some(secret) = branches.iter().find(|it| is_secret(it))
                && at.value_type() != Type::Null
            {
                return self.secret(secret, at, subject);
            }
            // As a level, 40 is an unknown value and not a value of the wrong kind.
            if let Some(listing) = branches.iter().find(|it| !values(it).is_empty())
                && matches!(at.value_type(), Type::Text | Type::Bool | Type::Integer | Type::Number)
            {
                return self.only(listing, &branches, at, subject);
            }
            let allowed = branches.iter().map(|it| self.types(it)).fold(Types::NONE, Types::and);
            let schema = serde_json::json!({ "oneOf": branches });
            return self.wrong_type(&schema, allowed, at, subject);
        }
        if self.is_list_without_dashes(&branches, &fitting, at) {
            self.mask_suspects(at);
            return self.tell_at(at, || {
                Problem::new(format!("{subject} must be a list"))
                    .label("this is a mapping")
                    .hint("begin each item with `- `, or put the list under `items:`")
            });
        }
        match fitting.as_slice() {
            [only] => self.only(only, &branches, at, subject),
            several if at.value_type() == Type::Mapping => self.meant_mapping(several, at, subject),
            several => {
                let values: Vec<Value> =
                    several.iter().flat_map(|it| values(it)).cloned().collect();
                match values.as_slice() {
                    [] => self.value(several[0], at, subject),
                    all => self.tell_at(at, || shape::unknown_value(all, at, subject)),
                }
            }
        }
    }

    /// One alternative is left; the others are mentioned if they are short.
    fn only(&mut self, only: &Value, branches: &[&Value], at: Cursor<'_>, subject: Subject<'_>) {
        let others: Vec<String> = branches.iter().filter_map(|it| sole_key(it)).collect();
        if values(only).is_empty() || others.is_empty() {
            return self.value(only, at, subject);
        }
        let values: Vec<Value> = values(only).to_vec();
        self.tell_at(at, || {
            let mut problem = shape::unknown_value(&values, at, subject);
            let others: String = others.iter().map(|it| format!(", `{{ {it}: ... }}`")).collect();
            problem.hint = problem.hint.map(|it| format!("{it}{others}"));
            problem
        });
    }

    /// `main: {...}` below a collection, instead of `- name: main`.
    fn is_list_without_dashes(
        &self,
        branches: &[&Value],
        fitting: &[&Value],
        at: Cursor<'_>,
    ) -> bool {
        let [only] = fitting else { return false };
        let known = only.get("properties").and_then(Value::as_object);
        at.value_type() == Type::Mapping
            && branches.iter().any(|it| self.types(it).has(Type::List))
            && known.is_some_and(|it| it.contains_key(ITEMS))
            && !at.entries().any(|it| {
                let key = it.key().unwrap_or_default();
                reserved::is(key)
                    || known.is_some_and(|known| {
                        phrases::nearest(key, known.keys().map(String::as_str)).is_some()
                    })
            })
    }

    /// Several alternatives are mappings: the tag decides, or the keys.
    fn meant_mapping(&mut self, several: &[&Value], at: Cursor<'_>, subject: Subject<'_>) {
        if let Some(tag) = common_tag(several) {
            let tags: Vec<Value> =
                several.iter().filter_map(|it| tag_value(it, &tag)).cloned().collect();
            let Some(written) = at.get(&tag) else {
                self.mask_suspects(at);
                return self.missing(&format!("`{tag}`"), at, subject);
            };
            return match several
                .iter()
                .find(|it| tag_value(it, &tag).is_some_and(|it| shape::equals(written, it)))
            {
                Some(meant) => self.value(meant, at, subject),
                None => self
                    .tell_at(written, || shape::unknown_value(&tags, written, Subject::Key(&tag))),
            };
        }
        let known =
            |it: &&&Value| at.entries().map(|entry| likeness(it, entry.key())).sum::<usize>();
        let best = several.iter().max_by_key(known).filter(|it| known(it) > 0);
        match best {
            Some(meant) if several.iter().filter(|it| known(it) == known(&meant)).count() == 1 => {
                self.value(meant, at, subject);
            }
            _ => {
                self.mask_suspects(at);
                let forms: Vec<String> = several
                    .iter()
                    .filter_map(|it| sole_key(it))
                    .map(|it| format!("`{{ {it}: ... }}`"))
                    .collect();
                let forms = if forms.is_empty() {
                    "a different mapping".into()
                } else {
                    phrases::or(&forms)
                };
                self.tell_at(at, || Problem::new(format!("{subject} must be {forms}")));
            }
        }
    }

    /// An alternative, without what surrounds a reference.
    fn inner<'s>(&self, schema: &'s Value) -> &'s Value
    where
        'v: 's,
    {
        let schema = self.validator.resolve(schema);
        match list(schema, "allOf") {
            [only] if schema.get("properties").is_none() => self.validator.resolve(only),
            _ => schema,
        }
    }

    /// The kinds of values that an alternative allows.
    pub(super) fn types(&self, schema: &Value) -> Types {
        let schema = self.validator.resolve(schema);
        if let Some(stated) = shape::stated_types(schema) {
            return stated;
        }
        let values = values(schema);
        if !values.is_empty() {
            return values.iter().map(shape::type_of).fold(Types::NONE, Types::and);
        }
        for word in ["oneOf", "anyOf"] {
            if schema.get(word).is_some() {
                return list(schema, word)
                    .iter()
                    .map(|it| self.types(it))
                    .fold(Types::NONE, Types::and);
            }
        }
        if let [first, ..] = list(schema, "allOf") {
            return self.types(first);
        }
        if schema.get("properties").is_some() || schema.get("required").is_some() {
            return shape::MAPPING;
        }
        Types::ANY
    }
}

/// The keys of alternatives that only require a key.
fn needed<'s>(branches: &[&'s Value]) -> Option<Vec<&'s str>> {
    branches
        .iter()
        .map(|it| match (it.as_object()?, list(it, "required")) {
            (all, [key]) if all.keys().all(|it| it == "required" || it == "errorMessage") => {
                key.as_str()
            }
            _ => None,
        })
        .collect()
}

/// Whether these are the forms of an entry of an access list.
fn is_access(branches: &[Value]) -> bool {
    ["a role", "a user", "a group"]
        .iter()
        .all(|title| branches.iter().any(|it| it["title"] == *title))
}

/// The values that a schema lists.
fn values(schema: &Value) -> &[Value] {
    match schema.get("const") {
        Some(value) => std::slice::from_ref(value),
        None => list(schema, "enum"),
    }
}

/// The only key of a mapping that has one.
fn sole_key(schema: &Value) -> Option<String> {
    let mut keys = schema.get("properties")?.as_object()?.keys();
    let key = keys.next()?;
    keys.next().is_none().then(|| key.clone())
}

/// How much a key suggests an alternative: fully if the alternative has the key, a little if it has a similar one.
fn likeness(schema: &Value, key: Option<&str>) -> usize {
    let known = schema.get("properties").and_then(Value::as_object);
    let (Some(key), Some(known)) = (key, known) else { return 0 };
    match known.contains_key(key) {
        true => 100,
        false => usize::from(phrases::nearest(key, known.keys().map(String::as_str)).is_some()),
    }
}

fn tag_value<'s>(schema: &'s Value, tag: &str) -> Option<&'s Value> {
    match values(schema.get("properties")?.get(tag)?) {
        [only] => Some(only),
        _ => None,
    }
}

/// The key by which all alternatives differ.
fn common_tag(several: &[&Value]) -> Option<String> {
    let keys = several.first()?.get("properties")?.as_object()?.keys();
    keys.into_iter().find(|key| several.iter().all(|it| tag_value(it, key).is_some())).cloned()
}
