//! References to secrets: anything else in their place may be a secret, and is hidden.

use serde_json::Value;

use super::explain::{Explainer, Subject, list};
use super::keys::Known;
use super::shape;
use super::tree::{Cursor, Kind};
use super::validate::Validator;
use super::{keys, words};
use crate::problem::Problem;

/// Whether a schema is that of a reference to a secret.
pub(super) fn is_secret(schema: &Value) -> bool {
    schema.get("title").and_then(Value::as_str) == Some("Secret")
        || schema.get("writeOnly") == Some(&Value::Bool(true))
            && ["oneOf", "anyOf", "then"].iter().any(|it| schema.get(it).is_some())
}

impl Validator {
    /// Whether a schema allows a secret directly, or under any key.
    pub(super) fn leads_to_secret(&self, schema: &Value) -> bool {
        self.leads(schema, 16)
    }

    /// A schema can contain itself, so the depth is limited.
    fn leads(&self, schema: &Value, levels: usize) -> bool {
        let schema = self.resolve(schema);
        // Where a text is allowed, what is written there is no secret just because a reference is allowed as well.
        if shape::stated_kinds(schema).is_some_and(|it| it.has(Kind::Text)) {
            return false;
        }
        let mut parts = ["oneOf", "anyOf", "allOf"]
            .into_iter()
            .flat_map(|it| list(schema, it))
            .chain(schema.get("then"));
        let any_key = schema.get("additionalProperties");
        is_secret(schema)
            || levels > 0
                && (parts.any(|it| self.leads(it, levels - 1))
                    || any_key.is_some_and(|it| self.leads(it, levels - 1)))
    }

    /// The keys of the schema: those whose values are secrets, and the others.
    pub(super) fn known_keys(&self) -> Known {
        let mut known = Known::default();
        let outermost = self.schema().get("properties").and_then(Value::as_object);
        known.outermost.extend(outermost.into_iter().flatten().map(|(key, _)| key.clone()));
        let mut rest = vec![self.schema()];
        while let Some(schema) = rest.pop() {
            match schema {
                Value::Array(list) => rest.extend(list),
                Value::Object(map) => rest.extend(map.values()),
                _ => {}
            }
            let properties = schema.get("properties").and_then(Value::as_object);
            // The keys of a reference count as secret: a file may have the secret itself there.
            let of_secret =
                properties.is_some_and(|it| it.contains_key("env") || it.contains_key("file"));
            for (key, schema) in properties.into_iter().flatten() {
                let secret = of_secret || self.leads_to_secret(schema);
                let keys = if secret { &mut known.secret } else { &mut known.plain };
                keys.insert(key.clone());
            }
        }
        known
    }
}

impl<'v> Explainer<'v> {
    /// The forms of a secret; for one that can be `null`, they are under a condition or in another union.
    fn branches_of<'s>(&self, schema: &'s Value) -> Vec<&'s Value>
    where
        'v: 's,
    {
        let schema = self.validator.resolve(schema);
        match (list(schema, "oneOf"), schema.get("then")) {
            ([], Some(then)) => self.branches_of(then),
            ([], None) => vec![schema],
            (inner, _) => inner.iter().map(|it| self.validator.resolve(it)).collect(),
        }
    }

    /// Hides the rest of the line after a key without a value, as in `token: &hunter2`.
    pub(super) fn mask_behind_key(&self, at: Cursor<'_>) {
        if let Some(key) = at.key {
            let source = at.tree.source();
            let end = at.tree.span(key).end;
            let line = source.line(end);
            source.mask((end + 1).min(line.end)..line.end);
        }
    }

    /// For a key that has no value or is not a name: it may be the secret.
    pub(super) fn secret_as_key(&mut self, entry: Cursor<'_>, subject: Subject<'_>) {
        self.mask(entry);
        self.mask_behind_key(entry);
        keys::mask_key(entry);
        self.tell(|| {
            Problem::new(format!("a key in {subject} has no value, or is not a valid name"))
                .at(entry.key_place())
                .label("hidden, it might be the secret itself")
                .hint("write `NAME: { env: NAME_OF_A_VARIABLE }`")
        });
    }

    pub(super) fn secret(&mut self, schema: &Value, at: Cursor<'_>, subject: Subject<'_>) {
        let forms = ["oneOf", "anyOf"].into_iter().flat_map(|it| list(schema, it));
        let branches: Vec<&Value> =
            forms.chain(schema.get("then")).flat_map(|it| self.branches_of(it)).collect();
        let allowed = shape::stated_kinds(schema).unwrap_or(shape::Kinds::NONE);
        let is_null = at.kind() == Kind::Null && allowed.has(Kind::Null);
        if is_null || branches.iter().any(|it| self.holds(it, at)) {
            return;
        }
        if at.kind() == Kind::Null {
            return self.tell_at(at, || shape::no_value(shape::Kinds::NONE, at, subject));
        }
        let properties =
            || branches.iter().filter_map(|it| it.get("properties")?.as_object()).flatten();
        let keys = properties().map(|(key, _)| key.as_str());
        let places: Vec<&str> = keys.filter(|it| *it != "as_is").collect();
        let is_switch = |it: &Cursor<'_>| it.key() == Some("as_is") && it.kind() == Kind::Bool;
        let mut entries = at.entries().filter(|it| !is_switch(it));
        // The name of a variable or file is not a secret, unless someone writes the secret itself there.
        if let (Some(only), None) = (entries.next(), entries.next())
            && let Some((key, form)) =
                properties().find(|(key, _)| Some(key.as_str()) == only.key())
        {
            if let Some(name) = only.text().filter(|it| shape::is_barred(form, it)) {
                return self.tell_at(only, || {
                    Problem::new(format!(
                        "{subject} cannot be {name}: it is a GitLab access token, which labwright never sends as a secret"
                    ))
                    .hint("use the variable of a secret that was created for this purpose")
                });
            }
            self.mask(only);
            return self.tell_at(only, || {
                let reason = form.get("patternErrorMessage").and_then(Value::as_str);
                let expected = match key.as_str() {
                    "env" => {
                        "must be the name of an environment variable: letters, digits, and `_`"
                    }
                    "file" => "must be the path of a file",
                    _ => "is not valid",
                };
                match reason {
                    Some(reason) => Problem::new(format!("`{key}` of {subject} must be {reason}")),
                    None => Problem::new(format!("`{key}` of {subject} {expected}")),
                }
                .label("hidden, it might be the secret itself")
                .hint("write the name of a variable or the path of a file, never the secret itself")
            });
        }
        self.mask(at);
        at.entries().for_each(|it| self.mask(it));
        self.tell_at(at, || literal(&places, at, subject));
    }
}

fn literal(places: &[&str], at: Cursor<'_>, subject: Subject<'_>) -> Problem {
    let example = |place: &&str| match *place {
        "env" => "`{ env: NAME_OF_A_VARIABLE }`".to_owned(),
        "file" => "`{ file: PATH }`".to_owned(),
        other => format!("`{{ {other}: ... }}`"),
    };
    let examples = words::or(&places.iter().map(example).collect::<Vec<_>>());
    match at.kind() {
        Kind::Mapping => {
            Problem::new(format!("{subject} must be exactly one reference to a secret"))
                .hint(format!("write {examples}"))
        }
        _ => Problem::new(format!(
            "{subject} must be a reference to a secret, not the secret itself"
        ))
        .label("do not write secrets in files")
        .hint(format!("write {examples}; replace the secret if this file was ever committed")),
    }
}
