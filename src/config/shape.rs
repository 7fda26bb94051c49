//! Kinds of values, and the messages for a value of the wrong kind or with the wrong content.

use serde_json::Value;

use super::explain::Subject;
use super::scalar::{Scalar, infer};
use super::tree::{Cursor, Kind};
use super::words;
use crate::problem::Problem;

const ALL: [Kind; 7] =
    [Kind::Text, Kind::Integer, Kind::Number, Kind::Bool, Kind::List, Kind::Mapping, Kind::Null];

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Kinds = Kinds(0);
    pub(super) const ANY: Kinds = Kinds(u8::MAX);

    pub(super) fn has(self, kind: Kind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    pub(super) fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    fn of(kind: Kind) -> Kinds {
        Kinds(1 << kind as u8)
    }

    /// `null` is left out: it is suggested for a missing value, not instead of another one.
    fn words(self) -> Vec<&'static str> {
        let mut all: Vec<&str> = ALL
            .into_iter()
            .filter(|it| *it != Kind::Null && self.has(*it))
            .map(|it| match it {
                Kind::Integer if !self.has(Kind::Number) => "a whole number",
                it => words::kind(it),
            })
            .collect();
        all.dedup();
        all
    }
}

/// The kinds that `type` allows.
pub(super) fn stated_kinds(schema: &Value) -> Option<Kinds> {
    let one = |name: &Value| match name.as_str() {
        Some("null") => Kinds::of(Kind::Null),
        Some("boolean") => Kinds::of(Kind::Bool),
        Some("integer") => Kinds::of(Kind::Integer),
        Some("number") => Kinds::of(Kind::Integer).and(Kinds::of(Kind::Number)),
        Some("string") => Kinds::of(Kind::Text),
        Some("array") => Kinds::of(Kind::List),
        Some("object") => Kinds::of(Kind::Mapping),
        _ => Kinds::ANY,
    };
    match schema.get("type")? {
        Value::Array(names) => Some(names.iter().map(one).fold(Kinds::NONE, Kinds::and)),
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
        let mut branch = schema.get(branch)?.as_object()?.clone();
        branch.insert("type".to_owned(), types);
        Some(Value::Object(branch))
    };
    Some([typed("then", first.clone())?, typed("else", serde_json::json!(others))?])
}

/// The kind of a value in a schema.
pub(super) fn kind_of(value: &Value) -> Kinds {
    Kinds::of(match value {
        Value::Null => Kind::Null,
        Value::Bool(_) => Kind::Bool,
        Value::Number(it) if it.is_f64() => Kind::Number,
        Value::Number(_) => Kind::Integer,
        Value::String(_) => Kind::Text,
        Value::Array(_) => Kind::List,
        Value::Object(_) => Kind::Mapping,
    })
}

pub(super) const MAPPING: Kinds = Kinds(1 << Kind::Mapping as u8);

/// Whether a value is this one of a schema.
pub(super) fn equals(at: Cursor<'_>, value: &Value) -> bool {
    match (value, at.text()) {
        (Value::String(value), Some(text)) => value == text,
        (_, Some(_)) | (Value::String(_), None) => false,
        (Value::Number(value), None) => {
            at.json().as_f64().is_some_and(|it| Some(it) == value.as_f64())
        }
        (value, None) => kind_of(value).has(at.kind()) && &at.json() == value,
    }
}

/// For a missing value, and for `null` if GitLab has no default.
pub(super) fn no_value(allowed: Kinds, at: Cursor<'_>, subject: Subject<'_>) -> Problem {
    let unfinished = at.is_unfinished();
    let allowed = if allowed == Kinds::ANY { Kinds::NONE } else { allowed };
    let message = match unfinished {
        true => format!("{subject} has no value"),
        false => format!("{subject} cannot be `null`"),
    };
    if matches!(subject, Subject::ItemOf(_)) && unfinished {
        return Problem::new(message).hint("write a value after the `-`, or remove the line");
    }
    let key = at.key().unwrap_or_default();
    let mut ways = if allowed.has(Kind::List) {
        vec!["its items below it".to_owned(), "`[]` for none".to_owned()]
    } else if allowed.has(Kind::Mapping) {
        vec!["its entries below it".to_owned(), format!("`{}: {{}}` for none", words::short(key))]
    } else {
        vec!["a value".to_owned()]
    };
    if unfinished && allowed.has(Kind::Null) {
        ways.push("`null` for GitLab's default".to_owned());
    }
    let last = ways.pop().unwrap_or_default();
    let write = match ways.join(", ").as_str() {
        "" => last,
        others => format!("{others}, or {last}"),
    };
    Problem::new(message).hint(format!("write {write}; remove the key to leave it unchanged"))
}

pub(super) fn wrong_kind(allowed: Kinds, at: Cursor<'_>, subject: Subject<'_>) -> Problem {
    if at.kind() == Kind::Null {
        return no_value(allowed, at, subject);
    }
    let found = match at.kind() {
        Kind::Number if !allowed.has(Kind::Number) && allowed.has(Kind::Integer) => "a fraction",
        Kind::Bool => "`true` or `false`",
        kind => words::kind(kind),
    };
    let message = match allowed.words().as_slice() {
        [] => format!("{subject} must be empty, not {found}"),
        wanted => format!("{subject} must be {}, not {found}", words::or(wanted)),
    };
    let problem = Problem::new(message).label(format!("this is {found}"));
    match hint(allowed, at) {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

fn hint(allowed: Kinds, at: Cursor<'_>) -> Option<String> {
    let raw = words::short(at.raw().lines().next().unwrap_or_default().trim_end());
    let scalar = matches!(at.kind(), Kind::Bool | Kind::Integer | Kind::Number);
    if scalar && allowed.has(Kind::Text) {
        return Some(format!("put it in quotes: \"{raw}\""));
    }
    if let Some(text) = at.text() {
        let quoted = raw.starts_with(['"', '\'']);
        let typed = infer(text);
        if allowed.has(Kind::Bool) {
            return bool_hint(text, quoted);
        }
        if allowed.has(Kind::Integer)
            && matches!(typed, Scalar::Int(_) | Scalar::UInt(_) | Scalar::Float(_))
        {
            return Some(format!("write it without quotes: {text}"));
        }
        if allowed.has(Kind::Integer) && text.starts_with(|it: char| it.is_ascii_digit()) {
            return Some(
                "write it in plain digits, without leading zeros, separators, or a unit".into(),
            );
        }
        if allowed.has(Kind::Mapping)
            && !quoted
            && text.split(' ').next().is_some_and(|it| it.contains(':'))
        {
            return Some("separate the key and its value with `: `, including the space".into());
        }
    }
    let has_items = matches!(at.kind(), Kind::List | Kind::Mapping);
    match at.kind() {
        Kind::Mapping if allowed.has(Kind::List) => Some("begin each item with `- `".into()),
        _ if has_items && allowed.has(Kind::Text) && raw.starts_with(['{', '[']) => {
            Some("put text that begins with `{` or `[` in quotes".into())
        }
        _ if allowed.has(Kind::List) && !raw.is_empty() => {
            Some(format!("for a list with one item, write [{raw}]"))
        }
        Kind::List if allowed.has(Kind::Mapping) => {
            Some("write `key: value` without the `-`".into())
        }
        _ if allowed.has(Kind::Mapping) && !has_items => {
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
    let is = match at.kind() {
        Kind::List | Kind::Mapping => words::kind(at.kind()).to_owned(),
        Kind::Text => format!("`{}`", words::short(at.text().unwrap_or_default())),
        _ => format!("`{}`", words::short(at.raw())),
    };
    let meant = at.text().and_then(|it| words::nearest(it, known.iter().map(String::as_str)));
    let number = at
        .text()
        .is_some_and(|it| values.iter().any(|value| value.is_number() && shown(value) == it));
    Problem::new(format!("{subject} cannot be {is}")).hint(match meant {
        Some(meant) if number => format!("write it without quotes: {meant}"),
        Some(meant) if known.len() > 1 => {
            format!("did you mean `{meant}`? Valid values: {}", words::list(&known))
        }
        _ => match known.as_slice() {
            [only] => format!("write `{only}`"),
            all => format!("valid values: {}", words::list(all)),
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
        None => format!("{subject} cannot be `{}`", words::short(text)),
    };
    form_hint(schema, Problem::new(message))
}

/// For a key that does not match a pattern.
pub(super) fn wrong_name(schema: &Value, entry: Cursor<'_>, subject: Subject<'_>) -> Problem {
    let key = words::short(entry.key().unwrap_or_default());
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
