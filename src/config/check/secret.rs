//! References to secrets: anything else in their place may be a secret, and is hidden.

use serde_json::Value;

use super::explain::Explainer;
use super::shape;
use super::subject::Subject;
use super::validator::list;
use crate::config::phrases;
use crate::config::yaml::{Cursor, Type, keys};
use crate::problem::Problem;
use crate::schema::templates::TEMPLATE;

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
        let allowed = shape::stated_types(schema).unwrap_or(shape::Types::NONE);
        let is_null = at.value_type() == Type::Null && allowed.has(Type::Null);
        if is_null || branches.iter().any(|it| self.holds(it, at)) {
            return;
        }
        if at.value_type() == Type::Null {
            return self.tell_at(at, || shape::no_value(shape::Types::NONE, at, subject));
        }
        if at.get(TEMPLATE).is_some() {
            self.mask(at);
            return self.tell_at(at, || {
                Problem::new(format!("{subject}: a secret cannot be a template"))
                    .hint("refer to one secret for each scope: `{ env: NAME }` or `{ file: PATH }`")
            });
        }
        let properties =
            || branches.iter().filter_map(|it| it.get("properties")?.as_object()).flatten();
        let keys = properties().map(|(key, _)| key.as_str());
        let places: Vec<&str> = keys.filter(|it| *it != "as_is").collect();
        let is_switch =
            |it: &Cursor<'_>| it.key() == Some("as_is") && it.value_type() == Type::Bool;
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
    let examples = phrases::or(&places.iter().map(example).collect::<Vec<_>>());
    match at.value_type() {
        Type::Mapping => {
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
