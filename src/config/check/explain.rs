//! Explains why a value is refused, where, and what to do about it.
//!
//! It walks the schema and the values side by side. Of several alternatives, it follows the one that was meant, judging
//! by the kind of the value, a tag, or the keys. It never shows a value that is in the place of a secret.

use std::collections::HashSet;

use serde_json::Value;

use super::hints::{self, Means};
use super::shape::{self, Types};
use super::subject::Subject;
use super::validator::{Validator, is_secret, list};
use crate::config::phrases;
use crate::config::yaml::tree::Id;
use crate::config::yaml::{Cursor, Type, keys};
use crate::gitlab::has_credentials;
use crate::problem::Problem;
use crate::schema::templates::{self, TEMPLATE};

/// More problems of one file are not reported; the walk continues, because it also masks secrets.
const MOST: usize = 1000;

pub(super) struct Explainer<'v> {
    pub(super) validator: &'v Validator,
    found: Vec<Problem>,
    /// Only check: report nothing, mask nothing.
    quiet: bool,
    failed: bool,
    /// Misspelt keys, each with the mapping it is in: they are not reported as missing.
    misspelt: HashSet<(Id, String)>,
}

impl<'v> Explainer<'v> {
    pub(super) fn new(validator: &'v Validator) -> Self {
        Explainer {
            validator,
            found: vec![],
            quiet: false,
            failed: false,
            misspelt: HashSet::new(),
        }
    }

    pub(super) fn check(&mut self, schema: &Value, root: Cursor<'_>) {
        self.value(schema, root, Subject::File);
    }

    pub(super) fn finish(self) -> Vec<Problem> {
        self.found
    }

    /// Whether a value satisfies a schema.
    pub(super) fn holds(&self, schema: &Value, at: Cursor<'_>) -> bool {
        let mut aside = Explainer { quiet: true, ..Explainer::new(self.validator) };
        aside.value(schema, at, Subject::File);
        !aside.failed
    }

    pub(super) fn tell(&mut self, problem: impl FnOnce() -> Problem) {
        self.failed = true;
        if !self.quiet && self.found.len() < MOST {
            self.found.push(problem());
        }
    }

    /// Reports a problem with a value, at the value.
    pub(super) fn tell_at(&mut self, at: Cursor<'_>, problem: impl FnOnce() -> Problem) {
        self.tell(|| {
            let mut problem = problem();
            problem.place.get_or_insert_with(|| at.best_place());
            if at.raw().is_empty() {
                // What is shown is a key, and perhaps a comment that contains the value.
                keys::Known::default().hide([&problem]);
            }
            problem.related.extend(at.origin().map(|(place, note)| (place, note.to_owned())));
            problem
        });
    }

    pub(super) fn mask(&self, at: Cursor<'_>) {
        if !self.quiet {
            keys::mask(at);
        }
    }

    /// Hides what may be secrets in values that are not checked.
    pub(super) fn mask_suspects(&self, at: Cursor<'_>) {
        if !self.quiet {
            keys::mask_suspects(at);
        }
    }

    pub(super) fn value(&mut self, schema: &Value, at: Cursor<'_>, subject: Subject<'_>) {
        if self.quiet && self.failed {
            return;
        }
        let schema = self.validator.resolve(schema);
        if schema == &Value::Bool(false) {
            return self.tell_at(at, || Problem::new(format!("{subject} is not allowed here")));
        }
        if at.is_unfinished() {
            if self.validator.leads_to_secret(schema) {
                self.mask_behind_key(at);
            }
            let allowed = self.types(schema);
            return self.tell_at(at, || shape::no_value(allowed, at, subject));
        }
        if is_secret(schema) {
            return self.secret(schema, at, subject);
        }
        if at.get(TEMPLATE).is_some() && templates::takes(schema) {
            return self.value(&templates::reference(), at, subject);
        }
        if !self.kind(schema, at, subject) || !self.one_of_values(schema, at, subject) {
            return;
        }
        match at.value_type() {
            Type::Text => {
                if at.text().is_some_and(has_credentials) {
                    self.mask(at);
                }
                self.text(schema, at, subject);
            }
            Type::Integer | Type::Number => self.number(schema, at, subject),
            Type::List => self.items(schema, at, subject),
            Type::Mapping => self.mapping(schema, at, subject),
            Type::Null | Type::Bool => {}
        }
        for part in list(schema, "allOf") {
            self.value(part, at, subject);
        }
        for word in ["oneOf", "anyOf"] {
            if schema.get(word).is_some() {
                self.alternatives(list(schema, word), at, subject);
            }
        }
        if let Some(branches) = shape::by_type(schema) {
            self.alternatives(&branches, at, subject);
        } else if let Some(condition) = schema.get("if") {
            let branch = if self.holds(condition, at) { "then" } else { "else" };
            if let Some(branch) = schema.get(branch) {
                self.value(branch, at, subject);
            }
        }
    }

    /// Whether the value is of an allowed kind. If not, only that is reported.
    fn kind(&mut self, schema: &Value, at: Cursor<'_>, subject: Subject<'_>) -> bool {
        let Some(allowed) = shape::stated_types(schema) else { return true };
        if allowed.has(at.value_type()) {
            return true;
        }
        // The list of allowed values is more helpful than "text".
        let by_value =
            schema.get("enum").is_some() && matches!(at.value_type(), Type::Text | Type::Bool);
        if by_value {
            return self.one_of_values(schema, at, subject);
        }
        self.wrong_type(schema, allowed, at, subject);
        false
    }

    /// Reports a value of the wrong kind. Where secrets are expected, it may be one.
    pub(super) fn wrong_type(
        &mut self,
        schema: &Value,
        allowed: Types,
        at: Cursor<'_>,
        subject: Subject<'_>,
    ) {
        let hide = at.value_type() != Type::Null && self.validator.leads_to_secret(schema);
        if hide {
            self.mask(at);
        } else {
            self.mask_suspects(at);
        }
        self.tell_at(at, || {
            let problem = shape::wrong_type(allowed, at, subject);
            match shape::only_key(schema).filter(|_| at.text().is_some()) {
                _ if hide => problem.hint("write `NAME: { env: NAME_OF_A_VARIABLE }` below it"),
                Some(key) => problem.hint(format!("write `{{ {key}: ... }}`")),
                None => problem,
            }
        });
    }

    /// Whether the value is one of those that are listed.
    fn one_of_values(&mut self, schema: &Value, at: Cursor<'_>, subject: Subject<'_>) -> bool {
        let one = schema.get("const").map(std::slice::from_ref);
        let Some(values) = one.or_else(|| Some(schema.get("enum")?.as_array()?.as_slice())) else {
            return true;
        };
        if values.iter().any(|it| shape::equals(at, it)) {
            return true;
        }
        if at.value_type() == Type::Null {
            self.tell_at(at, || shape::no_value(shape::Types::NONE, at, subject));
        } else {
            let in_list = matches!(subject, Subject::ItemOf(_));
            self.tell_at(at, || {
                let mut problem = shape::unknown_value(values, at, subject);
                if let Some(hint) = hints::custom_role(at).filter(|_| in_list) {
                    problem.hint = Some(hint.to_owned());
                }
                problem
            });
        }
        false
    }

    fn text(&mut self, schema: &Value, at: Cursor<'_>, subject: Subject<'_>) {
        let text = at.text().unwrap_or_default();
        let length = text.chars().count() as u64;
        if let Some(least) = limit(schema, "minLength").filter(|it| length < *it) {
            self.tell_at(at, || match text {
                "" => Problem::new(format!("{subject} must not be empty")),
                _ => Problem::new(format!("{subject} must have at least {least} characters")),
            });
        } else if let Some(most) = limit(schema, "maxLength").filter(|it| length > *it) {
            self.tell_at(at, || {
                Problem::new(format!(
                    "{subject} has {length} characters; at most {most} are allowed"
                ))
            });
        } else if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && !self.validator.matches(pattern, text)
        {
            self.tell_at(at, || shape::wrong_form(schema, at.text().unwrap_or_default(), subject));
        } else if shape::is_barred(schema, text) {
            self.tell_at(at, || Problem::new(format!("{subject} cannot be `{text}`")));
        }
    }

    fn number(&mut self, schema: &Value, at: Cursor<'_>, subject: Subject<'_>) {
        let Some(number) = at.json().as_f64() else { return };
        let bound = |word: &str| schema.get(word).and_then(Value::as_f64);
        let (least, most) = (bound("minimum"), bound("maximum"));
        let outside = least.is_some_and(|it| number < it)
            || most.is_some_and(|it| number > it)
            || bound("exclusiveMinimum").is_some_and(|it| number <= it)
            || bound("exclusiveMaximum").is_some_and(|it| number >= it);
        if !outside {
            return;
        }
        let range = match (least, most, bound("exclusiveMinimum"), bound("exclusiveMaximum")) {
            (Some(least), Some(most), ..) => format!("from {least} to {most}"),
            (Some(least), None, ..) => format!("at least {least}"),
            (None, Some(most), ..) => format!("at most {most}"),
            (_, _, Some(least), _) => format!("more than {least}"),
            (_, _, _, Some(most)) => format!("less than {most}"),
            _ => return,
        };
        self.tell_at(at, || Problem::new(format!("{subject} must be {range}, not {number}")));
    }

    fn items(&mut self, schema: &Value, at: Cursor<'_>, subject: Subject<'_>) {
        let count = at.len() as u64;
        if let Some(least) = limit(schema, "minItems").filter(|it| count < *it) {
            self.tell_at(at, || match (count, least) {
                (0, 1) => Problem::new(format!("{subject} must not be empty")),
                _ => {
                    Problem::new(format!("{subject} must have at least {least} items, not {count}"))
                }
            });
        }
        if let Some(most) = limit(schema, "maxItems").filter(|it| count > *it) {
            self.tell_at(at, || {
                Problem::new(format!("{subject} can have at most {most} items, not {count}"))
            });
        }
        if schema.get("uniqueItems") == Some(&Value::Bool(true)) {
            self.repeated_items(at, subject);
        }
        if let Some(each) = schema.get("items").filter(|it| it.is_object() || it.is_boolean()) {
            let owner = match subject {
                Subject::ItemOf(_) | Subject::File => "",
                Subject::Key(key) | Subject::ItemsOf(key) => key,
            };
            for item in at.items() {
                self.value(each, item, Subject::ItemOf(owner));
            }
        }
    }

    fn repeated_items(&mut self, at: Cursor<'_>, subject: Subject<'_>) {
        let mut seen = std::collections::HashMap::new();
        for item in at.items() {
            if let Some(first) = seen.insert(item.json().to_string(), item) {
                self.tell_at(item, || {
                    Problem::new(format!("this item is a duplicate in {subject}"))
                        .hint("remove one of them")
                        .related(first.place(), "first listed here")
                });
            }
        }
    }

    fn mapping(&mut self, schema: &Value, at: Cursor<'_>, subject: Subject<'_>) {
        let properties = schema.get("properties").and_then(Value::as_object);
        let others = schema.get("additionalProperties");
        for entry in at.entries() {
            let key = entry.key().unwrap_or_default();
            let names = schema.get("propertyNames").map(|it| self.validator.resolve(it));
            let secret = others.filter(|it| self.validator.leads_to_secret(it));
            if let (false, Some(secret)) = (self.quiet, secret) {
                // A key whose value is a reference to a secret is a name, even if not a valid one.
                let named =
                    names.is_none_or(|it| self.is_name(it, key)) || self.holds(secret, entry);
                if !named || entry.value_type() == Type::Null {
                    self.secret_as_key(entry, subject);
                    continue;
                }
            }
            if let Some(names) = names {
                self.name(names, entry, subject);
            }
            match (properties.and_then(|it| it.get(key)), others) {
                (Some(schema), _) => {
                    let subject = match subject {
                        Subject::Key(owner) if key == "items" => Subject::ItemsOf(owner),
                        _ => Subject::Key(key),
                    };
                    self.value(schema, entry, subject);
                }
                (None, Some(Value::Bool(false))) => {
                    if let Some(schema) = self.by_form(schema, key) {
                        self.mask_suspects(entry);
                        self.value(schema, entry, Subject::Key(key));
                    } else if let Some(meant) = self.unknown_key(schema, entry, subject) {
                        self.misspelt.insert((at.node, meant.to_owned()));
                    }
                }
                (None, Some(schema)) => self.value(schema, entry, Subject::Key(key)),
                (None, None) => {}
            }
        }
        // With `nmae` in the file, `name` is misspelt, not missing.
        let mut missing: Vec<&str> =
            list(schema, "required").iter().filter_map(Value::as_str).collect();
        missing.retain(|it| at.get(it).is_none());
        self.failed |= !missing.is_empty();
        missing.retain(|it| !self.is_misspelt(at, it));
        if !missing.is_empty() {
            let names: Vec<String> = missing.iter().map(|it| format!("`{it}`")).collect();
            self.missing(&names.join(" and "), at, subject);
        }
        let count = at.len() as u64;
        if let Some(least) = limit(schema, "minProperties").filter(|it| count < *it) {
            self.tell_at(at, || {
                Problem::new(format!("{subject} must have at least {least} entries"))
            });
        }
    }

    /// The schema of a key that is known by its form.
    fn by_form<'s>(&self, schema: &'s Value, key: &str) -> Option<&'s Value> {
        let forms = schema.get("patternProperties").and_then(Value::as_object);
        let mut forms = forms.into_iter().flatten();
        forms.find(|(form, _)| self.validator.matches(form, key)).map(|(_, schema)| schema)
    }

    /// Whether a key of a mapping is there under a wrong name.
    pub(super) fn is_misspelt(&self, at: Cursor<'_>, key: &str) -> bool {
        self.misspelt.contains(&(at.node, key.to_owned()))
    }

    pub(super) fn missing(&mut self, what: &str, at: Cursor<'_>, subject: Subject<'_>) {
        self.tell_at(at, || {
            Problem::new(format!("{subject} requires {what}"))
                .at(at.key_place())
                .label(format!("{what} is missing"))
        });
    }

    /// Reports an unknown key; returns the key that was probably meant.
    fn unknown_key<'s>(
        &mut self,
        schema: &'s Value,
        entry: Cursor<'_>,
        subject: Subject<'_>,
    ) -> Option<&'s str> {
        self.failed = true;
        if self.quiet || self.found.len() >= MOST {
            // The suggestion would not be shown, and finding it is what takes time.
            self.mask(entry);
            return None;
        }
        let key = entry.key().unwrap_or_default();
        let properties = schema.get("properties").and_then(Value::as_object)?;
        let title = schema.get("title").and_then(Value::as_str).unwrap_or_default();
        let known = properties.iter().filter(|(_, it)| it.get("doNotSuggest").is_none());
        let known: Vec<&str> = known.map(|(key, _)| key.as_str()).collect();
        let hint = hints::key(title, key);
        let near = || phrases::nearest(key, known.iter().copied());
        let meant = match hint {
            Some(Means::Is(meant)) => Some(meant).filter(|it| properties.contains_key(*it)),
            Some(Means::Write(_)) => None,
            None if hints::is_not_managed(title, key) => None,
            None => near(),
        };
        // If the key that was meant has a secret, the value is one. Without a value, the key itself may be a secret whose
        // own key is missing.
        let is_plain =
            |it: &str| !keys::is_suspect(it) && !self.validator.leads_to_secret(&properties[it]);
        let has_secrets = properties.values().any(|it| self.validator.leads_to_secret(it));
        // A completely unknown key may be misplaced: its value may be a secret that belongs elsewhere.
        let plain = meant.map_or(hint.is_some(), is_plain);
        match entry.value_type() {
            Type::Bool => {}
            Type::List | Type::Mapping if entry.is_empty() => {}
            _ if !keys::is_suspect(key) && plain => self.mask_suspects(entry),
            _ => self.mask(entry),
        }
        let odd =
            |it: char| it.is_whitespace() || it.is_ascii_punctuation() && !"_-./".contains(it);
        let bare = meant.is_none() && entry.value_type() == Type::Null;
        let hide = has_secrets && (bare || key.contains(odd))
            || keys::is_suspect(key) && key.contains(odd);
        if hide {
            keys::mask_key(entry);
        }
        let validator = self.validator;
        self.tell(|| {
            let of = match subject {
                Subject::File => String::new(),
                other => format!(" in {other}"),
            };
            let not_managed = hint.is_none() && hints::is_not_managed(title, key);
            let hint = match (hint, meant) {
                (Some(Means::Write(hint)), _) => hint.to_owned(),
                (Some(Means::Is(_)), Some(meant)) => format!("use `{meant}` instead"),
                (_, Some(meant)) => format!("did you mean `{meant}`?"),
                (_, None) if not_managed => {
                    "remove it; `labwright explain` lists what you can declare".to_owned()
                }
                (_, None) => match hints::home(validator, title, key) {
                    Some(home) => home,
                    None => format!("known keys: {}", phrases::list(&known)),
                },
            };
            Problem::new(match () {
                () if not_managed => format!("labwright does not manage `{key}`{of} yet"),
                () if hide => format!("unknown key{of}"),
                () => format!("unknown key `{}`{of}", phrases::short(key)),
            })
            .at(entry.key_place())
            .label(if not_managed { "not managed yet" } else { "unknown key" })
            .hint(hint)
        });
        meant
    }

    /// Whether a key has the required form.
    fn is_name(&self, schema: &Value, key: &str) -> bool {
        let pattern = schema.get("pattern").and_then(Value::as_str);
        let long_enough = |it| key.chars().count() as u64 >= it;
        pattern.is_none_or(|it| self.validator.matches(it, key))
            && limit(schema, "minLength").is_none_or(long_enough)
    }

    fn name(&mut self, schema: &Value, entry: Cursor<'_>, subject: Subject<'_>) {
        let key = entry.key().unwrap_or_default();
        let listed = schema.get("enum").and_then(Value::as_array);
        if let Some(listed) = listed.filter(|it| !it.iter().any(|it| it == key)) {
            let known: Vec<&str> = listed.iter().filter_map(Value::as_str).collect();
            self.tell(|| {
                Problem::new(format!("unknown key `{}` in {subject}", phrases::short(key)))
                    .at(entry.key_place())
                    .hint(format!("known keys: {}", phrases::list(&known)))
            });
        } else if !self.is_name(schema, key) {
            self.tell(|| {
                let problem = shape::wrong_name(schema, entry, subject);
                let is_project =
                    schema.get("title").and_then(Value::as_str) == Some("group/project");
                match hints::project(key).filter(|_| is_project) {
                    Some(hint) => problem.hint(hint),
                    None => problem,
                }
            });
        }
    }
}

fn limit(schema: &Value, word: &str) -> Option<u64> {
    schema.get(word).and_then(Value::as_u64)
}
