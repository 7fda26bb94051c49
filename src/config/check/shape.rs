//! Types of values, and the messages for a value of the wrong type or with the wrong content.

use serde_json::Value;

use super::subject::Subject;
use crate::config::phrases;
use crate::config::yaml::scalar::{Scalar, infer};
use crate::config::yaml::{Cursor, Type};
use crate::problem::Problem;
use crate::schema::templates;

const ALL: [Type; 7] =
    [Type::Text, Type::Integer, Type::Number, Type::Bool, Type::List, Type::Mapping, Type::Null];

/// A set of types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Types(u8);

impl Types {
    pub(super) const NONE: Types = Types(0);
    pub(super) const ANY: Types = Types(u8::MAX);

    pub(super) fn has(self, kind: Type) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    pub(super) fn and(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    fn of(kind: Type) -> Types {
        Types(1 << kind as u8)
    }

    /// `null` is left out: it is suggested for a missing value, not instead of another one.
    fn words(self) -> Vec<&'static str> {
        let mut all: Vec<&str> = ALL
            .into_iter()
            .filter(|it| *it != Type::Null && self.has(*it))
            .map(|it| match it {
                Type::Integer if !self.has(Type::Number) => "a whole number",
                it => it.name(),
            })
            .collect();
        all.dedup();
        all
    }
}

/// The kinds that `type` allows.
pub(super) fn stated_types(schema: &Value) -> Option<Types> {
    let one = |name: &Value| match name.as_str() {
        Some("null") => Types::of(Type::Null),
        Some("boolean") => Types::of(Type::Bool),
        Some("integer") => Types::of(Type::Integer),
        Some("number") => Types::of(Type::Integer).and(Types::of(Type::Number)),
        Some("string") => Types::of(Type::Text),
        Some("array") => Types::of(Type::List),
        Some("object") => Types::of(Type::Mapping),
        _ => Types::ANY,
    };
    // A template stands for a text.
    let only_template = templates::takes_only(schema);
    match schema.get("type")? {
        Value::Array(names) => {
            let names = names.iter().filter(|it| !only_template || *it != "object");
            Some(names.map(one).fold(Types::NONE, Types::and))
        }
        name => Some(one(name)),
    }
}

/// The two alternatives of a schema that depends only on the type of the value, each with its types.
pub(super) fn by_type(schema: &Value) -> Option<[Value; 2]> {
    let condition = schema.get("if")?.as_object().filter(|it| it.len() == 1)?;
    let first = condition.get("type").filter(|it| it.is_string())?;
    let types = schema.get("type")?.as_array()?;
    let others: Vec<&Value> = types.iter().filter(|it| *it != first).collect();
    let typed = |branch: &str, types: Value| {
        let mut branch = templates::without(schema.get(branch)?).as_object()?.clone();
        branch.insert("type".to_owned(), types);
        Some(Value::Object(branch))
    };
    Some([typed("then", first.clone())?, typed("else", serde_json::json!(others))?])
}

/// The kind of a value in a schema.
pub(super) fn type_of(value: &Value) -> Types {
    Types::of(match value {
        Value::Null => Type::Null,
        Value::Bool(_) => Type::Bool,
        Value::Number(it) if it.is_f64() => Type::Number,
        Value::Number(_) => Type::Integer,
        Value::String(_) => Type::Text,
        Value::Array(_) => Type::List,
        Value::Object(_) => Type::Mapping,
    })
}

pub(super) const MAPPING: Types = Types(1 << Type::Mapping as u8);

/// Whether a value is this one of a schema.
pub(super) fn equals(at: Cursor<'_>, value: &Value) -> bool {
    match (value, at.text()) {
        (Value::String(value), Some(text)) => value == text,
        (_, Some(_)) | (Value::String(_), None) => false,
        (Value::Number(value), None) => {
            at.json().as_f64().is_some_and(|it| Some(it) == value.as_f64())
        }
        (value, None) => type_of(value).has(at.value_type()) && &at.json() == value,
    }
}

/// For a missing value, and for `null` if GitLab has no default.
pub(super) fn no_value(allowed: Types, at: Cursor<'_>, subject: Subject<'_>) -> Problem {
    let unfinished = at.is_unfinished();
    let allowed = if allowed == Types::ANY { Types::NONE } else { allowed };
    let message = match unfinished {
        true => format!("{subject} has no value"),
        false => format!("{subject} cannot be `null`"),
    };
    if matches!(subject, Subject::ItemOf(_)) && unfinished {
        return Problem::new(message).hint("write a value after the `-`, or remove the line");
    }
    let key = at.key().unwrap_or_default();
    let mut ways = if allowed.has(Type::Text) {
        vec!["a value".to_owned()]
    } else if allowed.has(Type::List) {
        vec!["its items below it".to_owned(), "`[]` for none".to_owned()]
    } else if allowed.has(Type::Mapping) {
        vec!["its entries below it".to_owned(), format!("`{}: {{}}` for none", phrases::short(key))]
    } else {
        vec!["a value".to_owned()]
    };
    if unfinished && allowed.has(Type::Null) {
        ways.push("`null` for GitLab's default".to_owned());
    }
    let last = ways.pop().unwrap_or_default();
    let write = match ways.join(", ").as_str() {
        "" => last,
        others => format!("{others}, or {last}"),
    };
    Problem::new(message).hint(format!("write {write}; remove the key to leave it unchanged"))
}

/// The key of a mapping that has no other.
pub(super) fn only_key(schema: &Value) -> Option<&str> {
    let properties = schema.get("properties")?.as_object()?;
    let mut keys = properties.keys();
    keys.next().map(String::as_str).filter(|_| keys.next().is_none())
}

pub(super) fn wrong_type(allowed: Types, at: Cursor<'_>, subject: Subject<'_>) -> Problem {
    if at.value_type() == Type::Null {
        return no_value(allowed, at, subject);
    }
    let found = match at.value_type() {
        Type::Number if !allowed.has(Type::Number) && allowed.has(Type::Integer) => "a fraction",
        Type::Bool => "`true` or `false`",
        kind => kind.name(),
    };
    let message = match allowed.words().as_slice() {
        [] => format!("{subject} must be empty, not {found}"),
        wanted => format!("{subject} must be {}, not {found}", phrases::or(wanted)),
    };
    let problem = Problem::new(message).label(format!("this is {found}"));
    match hint(allowed, at) {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

fn hint(allowed: Types, at: Cursor<'_>) -> Option<String> {
    let raw = phrases::short(at.raw().lines().next().unwrap_or_default().trim_end());
    let scalar = matches!(at.value_type(), Type::Bool | Type::Integer | Type::Number);
    if scalar && allowed.has(Type::Text) {
        return Some(format!("put it in quotes: \"{raw}\""));
    }
    if let Some(text) = at.text() {
        let quoted = raw.starts_with(['"', '\'']);
        let typed = infer(text);
        if allowed.has(Type::Bool) {
            return bool_hint(text, quoted);
        }
        if allowed.has(Type::Integer)
            && matches!(typed, Scalar::Int(_) | Scalar::UInt(_) | Scalar::Float(_))
        {
            return Some(format!("write it without quotes: {text}"));
        }
        if allowed.has(Type::Integer) && text.starts_with(|it: char| it.is_ascii_digit()) {
            return Some(
                "write it in plain digits, without leading zeros, separators, or a unit".into(),
            );
        }
        if allowed.has(Type::Mapping)
            && !quoted
            && text.split(' ').next().is_some_and(|it| it.contains(':'))
        {
            return Some("separate the key and its value with `: `, including the space".into());
        }
    }
    let has_items = matches!(at.value_type(), Type::List | Type::Mapping);
    match at.value_type() {
        Type::Mapping if allowed.has(Type::List) => Some("begin each item with `- `".into()),
        _ if has_items && allowed.has(Type::Text) && raw.starts_with(['{', '[']) => {
            Some("put text that begins with `{` or `[` in quotes".into())
        }
        _ if allowed.has(Type::List) && !raw.is_empty() => {
            Some(format!("for a list with one item, write [{raw}]"))
        }
        Type::List if allowed.has(Type::Mapping) => {
            Some("write `key: value` without the `-`".into())
        }
        _ if allowed.has(Type::Mapping) && !has_items => {
            Some("write its entries below it, each as `key: value`".into())
        }
        _ => None,
    }
}

fn bool_hint(text: &str, quoted: bool) -> Option<String> {
    let meant = match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" | "y" | "1" | "enabled" => "true",
        "false" | "no" | "off" | "n" | "0" | "disabled" => "false",
        _ => return None,
    };
    Some(match text {
        "true" | "false" if quoted => format!("write it without quotes: {meant}"),
        _ => format!("write `{meant}`"),
    })
}

/// For a value that is not one of those that are listed.
pub(super) fn unknown_value(values: &[Value], at: Cursor<'_>, subject: Subject<'_>) -> Problem {
    let shown = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let known: Vec<String> = values.iter().filter(|it| !it.is_null()).map(shown).collect();
    let is = match at.value_type() {
        Type::List | Type::Mapping => at.value_type().name().to_owned(),
        Type::Text => format!("`{}`", phrases::short(at.text().unwrap_or_default())),
        _ => format!("`{}`", phrases::short(at.raw())),
    };
    let meant = at.text().and_then(|it| phrases::nearest(it, known.iter().map(String::as_str)));
    let number = at
        .text()
        .is_some_and(|it| values.iter().any(|value| value.is_number() && shown(value) == it));
    Problem::new(format!("{subject} cannot be {is}")).hint(match meant {
        Some(meant) if number => format!("write it without quotes: {meant}"),
        Some(meant) if known.len() > 1 => {
            format!("did you mean `{meant}`? Valid values: {}", phrases::list(&known))
        }
        _ => match known.as_slice() {
            [only] => format!("write `{only}`"),
            all => format!("valid values: {}", phrases::list(all)),
        },
    })
}

/// Whether a schema explicitly excludes a text.
pub(super) fn is_barred(schema: &Value, text: &str) -> bool {
    let barred = schema.pointer("/not/enum").and_then(Value::as_array);
    barred.is_some_and(|it| it.iter().any(|it| it == text))
}

/// For a text that does not match a pattern.
pub(super) fn wrong_form(schema: &Value, text: &str, subject: Subject<'_>) -> Problem {
    let message = match schema.get("patternErrorMessage").and_then(Value::as_str) {
        Some(reason) => format!("{subject} must be {reason}"),
        None => format!("{subject} cannot be `{}`", phrases::short(text)),
    };
    form_hint(schema, Problem::new(message))
}

/// For a key that does not match a pattern.
pub(super) fn wrong_name(schema: &Value, entry: Cursor<'_>, subject: Subject<'_>) -> Problem {
    let key = phrases::short(entry.key().unwrap_or_default());
    let message = match schema.get("patternErrorMessage").and_then(Value::as_str) {
        Some(reason) => format!("`{key}` must be {reason}"),
        None => format!("`{key}` is not a valid key in {subject}"),
    };
    form_hint(schema, Problem::new(message).at(entry.key_place()))
}

fn form_hint(schema: &Value, problem: Problem) -> Problem {
    let example = schema.get("examples").and_then(|it| it.get(0)).and_then(Value::as_str);
    let described =
        schema.get("description").and_then(Value::as_str).and_then(|it| it.lines().next());
    match (example, described) {
        (Some(example), _) => problem.hint(format!("for example, `{example}`")),
        (None, Some(described)) => problem.hint(described),
        (None, None) => problem,
    }
}
