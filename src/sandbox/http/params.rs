//! Declared parameters of a route, checked and coerced as Grape does it: the same messages in the same order.
//!
//! A route declares each parameter once (`Param::text("url").required()`); handlers get only what was declared and sent.

use serde_json::{Map, Value};

use super::reply::Refusal;

/// The type of a parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Text,
    Integer,
    Boolean,
    /// A list of numbers, or numbers separated by commas; anything else counts as 0.
    Integers,
    /// A list of words, or words separated by commas.
    Words,
    /// A number with or without a fraction.
    Number,
    /// A list of anything.
    List,
    /// An object of anything.
    Mapping,
    /// A file of a form, or nothing, which removes it.
    File,
    Any,
    /// A moment in ISO 8601.
    Moment,
    /// One object.
    Object(&'static [Param]),
    /// A list of objects; complaints name the index.
    Objects(&'static [Param]),
    /// A list of objects; complaints do not name the index.
    Entries(&'static [Param]),
}

/// One declared parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Param {
    pub(crate) name: &'static str,
    kind: Kind,
    required: bool,
    values: &'static [&'static str],
    forbidden: &'static [&'static str],
    no_blank: bool,
    /// Repeated in links to other pages if it was not sent.
    default: Option<&'static str>,
}

impl Param {
    pub(crate) const fn new(name: &'static str, kind: Kind) -> Param {
        Param {
            name,
            kind,
            required: false,
            values: &[],
            forbidden: &[],
            no_blank: false,
            default: None,
        }
    }

    pub(crate) const fn text(name: &'static str) -> Param {
        Param::new(name, Kind::Text)
    }

    pub(crate) const fn integer(name: &'static str) -> Param {
        Param::new(name, Kind::Integer)
    }

    pub(crate) const fn boolean(name: &'static str) -> Param {
        Param::new(name, Kind::Boolean)
    }

    pub(crate) const fn moment(name: &'static str) -> Param {
        Param::new(name, Kind::Moment)
    }

    /// The key is required; its value can be null or empty.
    pub(crate) const fn required(mut self) -> Param {
        self.required = true;
        self
    }

    pub(crate) const fn values(mut self, values: &'static [&'static str]) -> Param {
        self.values = values;
        self
    }

    pub(crate) const fn except(mut self, forbidden: &'static [&'static str]) -> Param {
        self.forbidden = forbidden;
        self
    }

    /// Null, empty and blank values are refused.
    pub(crate) const fn no_blank(mut self) -> Param {
        self.no_blank = true;
        self
    }

    pub(crate) const fn or(mut self, default: &'static str) -> Param {
        self.default = Some(default);
        self
    }
}

/// `page` and `per_page`.
pub(crate) const PAGE: [Param; 2] =
    [Param::integer("page").or("1"), Param::integer("per_page").except(&["0"]).or("20")];

/// Parameters that were declared, sent, and valid. A key that was not sent is absent; one sent as null is null.
#[derive(Debug, Clone, Default)]
pub(crate) struct Params(pub(crate) Map<String, Value>);

impl Params {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// The text of a parameter; `None` when absent or null.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    pub(crate) fn int(&self, name: &str) -> Option<i64> {
        self.0.get(name)?.as_i64()
    }

    /// An ID; what cannot be one is 0, which nothing has.
    pub(crate) fn id(&self, name: &str) -> u64 {
        self.int(name).and_then(|number| u64::try_from(number).ok()).unwrap_or(0)
    }

    pub(crate) fn bool(&self, name: &str) -> Option<bool> {
        self.0.get(name)?.as_bool()
    }

    pub(crate) fn list(&self, name: &str) -> Option<&Vec<Value>> {
        self.0.get(name)?.as_array()
    }

    pub(crate) fn moment(&self, name: &str) -> Option<crate::sandbox::world::Time> {
        crate::sandbox::world::Time::parse(self.text(name)?)
    }
}

/// Checks what was sent against what a route declares.
pub(crate) fn check(declared: &[&[Param]], sent: &Map<String, Value>) -> Result<Params, Refusal> {
    let (good, complaints) = checked(declared, sent);
    refuse(&complaints).map(|()| good)
}

/// What is good of it, and what there is to complain about.
pub(crate) fn checked(declared: &[&[Param]], sent: &Map<String, Value>) -> (Params, Vec<String>) {
    let mut complaints = Vec::new();
    let mut good = Map::new();
    for param in declared.iter().flat_map(|group| group.iter()) {
        one(param, sent, &|name| name.to_owned(), true, &mut good, &mut complaints);
    }
    (Params(good), complaints)
}

/// The refusal for complaints, if there are any.
pub(crate) fn refuse(complaints: &[String]) -> Result<(), Refusal> {
    if complaints.is_empty() { Ok(()) } else { Err(Refusal::error(400, complaints.join(", "))) }
}

/// Declared defaults, for the links of lists.
pub(crate) fn defaults<'a>(
    declared: &'a [&'a [Param]],
) -> impl Iterator<Item = (&'static str, &'static str)> + 'a {
    let all = declared.iter().flat_map(|group| group.iter());
    all.filter_map(|param| param.default.map(|default| (param.name, default)))
}

/// A value as links to other pages repeat it: in the declared type, times cut to the second.
pub(crate) fn told(declared: &[&[Param]], good: &Params, name: &str, raw: &Value) -> Value {
    let param = declared.iter().flat_map(|group| group.iter()).find(|param| param.name == name);
    match (param.map(|param| param.kind), good.get(name)) {
        (Some(Kind::Moment), Some(_)) => match good.moment(name) {
            Some(moment) => {
                let text = moment.text();
                Value::from(format!("{}+00:00", text.get(..19).unwrap_or(&text)))
            }
            None => Value::Null,
        },
        (Some(_), Some(value)) => value.clone(),
        _ => raw.clone(),
    }
}

fn one(
    param: &Param,
    sent: &Map<String, Value>,
    named: &dyn Fn(&str) -> String,
    root: bool,
    good: &mut Map<String, Value>,
    complaints: &mut Vec<String>,
) {
    let name = named(param.name);
    let Some(raw) = sent.get(param.name) else {
        if param.required {
            complaints.push(format!("{name} is missing"));
            if root && !param.values.is_empty() && !matches!(param.kind, Kind::Words) {
                complaints.push(format!("{name} does not have a valid value"));
            }
            if param.no_blank {
                complaints.push(format!("{name} is empty"));
            }
        }
        return;
    };
    let before = complaints.len();
    let value = coerce(param, raw, &name, complaints);
    if complaints.len() > before {
        return;
    }
    let Some(value) = value else {
        complaints.push(format!("{name} is invalid"));
        if !root && !param.values.is_empty() {
            complaints.push(format!("{name} does not have a valid value"));
        }
        return;
    };
    let word = plain(&value);
    if !param.values.is_empty() {
        let known = match &value {
            Value::Array(words) => words
                .iter()
                .all(|it| plain(it).is_some_and(|word| param.values.contains(&word.as_str()))),
            _ => word.as_deref().is_some_and(|word| param.values.contains(&word)),
        };
        if !known && !(value.is_null() && !(param.required && root)) {
            complaints.push(format!("{name} does not have a valid value"));
        }
    }
    if word.as_deref().is_some_and(|word| param.forbidden.contains(&word)) {
        complaints.push(format!("{name} has a value not allowed"));
    }
    if param.no_blank
        && (value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()))
    {
        complaints.push(format!("{name} is empty"));
    }
    good.insert(param.name.to_owned(), value);
}

/// Text of a scalar; `None` for null, lists and objects.
pub(crate) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

/// The value in the parameter's type; `None` if it cannot be converted. Lists can add their own complaints.
fn coerce(param: &Param, raw: &Value, name: &str, complaints: &mut Vec<String>) -> Option<Value> {
    let empty = matches!(raw, Value::String(text) if text.is_empty());
    match param.kind {
        Kind::Text if raw.is_null() => Some(Value::Null),
        Kind::Text => plain(raw).map(Value::String),
        Kind::Integer | Kind::Number | Kind::Boolean | Kind::List | Kind::File | Kind::Moment
            if raw.is_null() || empty =>
        {
            Some(Value::Null)
        }
        Kind::Integer => integer(raw).map(Value::from),
        Kind::Number => match raw {
            Value::String(text) => text.trim().parse::<f64>().ok().map(Value::from),
            _ => raw.is_number().then(|| raw.clone()),
        },
        Kind::List => raw.is_array().then(|| raw.clone()),
        Kind::Mapping => (raw.is_null() || raw.is_object()).then(|| raw.clone()),
        Kind::File => super::form::File::of(raw).map(|_| raw.clone()),
        Kind::Any => Some(raw.clone()),
        Kind::Boolean => boolean(raw).map(Value::Bool),
        Kind::Moment => {
            let text = raw.as_str()?;
            crate::sandbox::world::Time::parse(text).map(|_| Value::from(text))
        }
        Kind::Integers => {
            let number = |item: &Value| Value::from(integer(item).unwrap_or(0));
            match raw {
                Value::Null => Some(Value::Array(Vec::new())),
                Value::String(_) if empty => Some(Value::Array(Vec::new())),
                Value::String(text) => {
                    Some(text.split(',').map(|item| number(&Value::from(item))).collect())
                }
                Value::Array(items) => Some(items.iter().map(number).collect()),
                Value::Number(_) => Some(Value::Array(vec![number(raw)])),
                _ => None,
            }
        }
        Kind::Words => match raw {
            Value::Null => Some(Value::Array(Vec::new())),
            Value::String(text) => {
                let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
                Some(words.map(Value::from).collect())
            }
            Value::Array(items) => Some(Value::Array(items.clone())),
            _ => None,
        },
        Kind::Object(_) if raw.is_null() => Some(Value::Null),
        Kind::Object(fields) => {
            let (sent, mut good) = (raw.as_object()?, Map::new());
            for field in fields {
                let inner = |field: &str| format!("{name}[{field}]");
                one(field, sent, &inner, false, &mut good, complaints);
            }
            Some(Value::Object(good))
        }
        Kind::Objects(fields) | Kind::Entries(fields) => {
            if raw.is_null() || empty {
                return Some(Value::Array(Vec::new()));
            }
            let told = matches!(param.kind, Kind::Objects(_));
            let mut items = Vec::new();
            for (place, item) in raw.as_array()?.iter().enumerate() {
                let inner = |field: &str| {
                    if told {
                        format!("{name}[{place}][{field}]")
                    } else {
                        format!("{name}[{field}]")
                    }
                };
                let mut good = Map::new();
                match item {
                    Value::Object(sent) => {
                        for field in fields {
                            one(field, sent, &inner, false, &mut good, complaints);
                        }
                    }
                    _ => {
                        for field in fields {
                            complaints.push(format!("{} is missing", inner(field.name)));
                            complaints.push(format!("{} is invalid", inner(field.name)));
                        }
                    }
                }
                items.push(Value::Object(good));
            }
            Some(Value::Array(items))
        }
    }
}

/// Integers as Ruby reads them; beyond 64 bits, the nearest possible.
fn integer(raw: &Value) -> Option<i64> {
    match raw {
        Value::Number(number) =>
        {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "fractions are cut, and a cast stops at the limits"
            )]
            number.as_i64().or_else(|| number.as_f64().map(|float| float as i64))
        }
        Value::String(text) => {
            let text = text.trim();
            let (sign, digits) = match text.strip_prefix('-') {
                Some(digits) => (-1, digits),
                None => (1, text.strip_prefix('+').unwrap_or(text)),
            };
            let shaped =
                !digits.starts_with('_') && !digits.ends_with('_') && !digits.contains("__");
            let digits: String = digits.chars().filter(|digit| *digit != '_').collect();
            if digits.is_empty() || !shaped || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
                return None;
            }
            Some(digits.parse::<i64>().map_or(i64::MAX, |number| number * sign))
        }
        _ => None,
    }
}

fn boolean(raw: &Value) -> Option<bool> {
    match raw {
        Value::Bool(truth) => Some(*truth),
        Value::Number(number) if !number.is_f64() => match number.as_i64() {
            Some(1) => Some(true),
            Some(0) => Some(false),
            _ => None,
        },
        Value::String(text) => match text.as_str() {
            "1" | "on" | "On" | "ON" | "t" | "T" | "true" | "True" | "TRUE" | "y" | "Y" | "yes"
            | "Yes" | "YES" => Some(true),
            "0" | "off" | "Off" | "OFF" | "f" | "F" | "false" | "False" | "FALSE" | "n" | "N"
            | "no" | "No" | "NO" => Some(false),
            _ => None,
        },
        _ => None,
    }
}
