//! One attribute of settings: its form, its default, and its schema.

use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::resource::{ContentFile, Datum, Hidden, Lower, role};

/// One attribute.
#[derive(Debug)]
pub(in crate::kinds) struct Attribute {
    pub(super) name: &'static str,
    pub(super) form: Form,
    usual: Usual,
    example: Example,
    about: &'static str,
    pub(super) under: Option<&'static str>,
    measured: bool,
}

/// What an attribute accepts.
#[derive(Debug)]
pub(super) enum Form {
    Bool,
    Int,
    Text,
    /// A text that plans do not show.
    Hidden,
    /// The bytes of a file.
    File,
    OneOf(&'static [&'static str]),
    /// Texts whose order has no meaning.
    Texts,
    /// Texts in this order.
    List,
    /// Roles that have access.
    Roles,
    /// Values by name. Those that a file does not list stay unchanged.
    Record(&'static [Attribute]),
}

/// GitLab's default; what `null` in a file stands for.
#[derive(Debug)]
pub(super) enum Usual {
    /// None that is known, so that a file cannot use `null`.
    Unknown,
    Null,
    Bool(bool),
    Int(i64),
    Text(&'static str),
    /// One role that has access.
    Role(&'static str),
    /// The empty set.
    Nothing,
    /// A list, whose order counts.
    Texts(&'static [&'static str]),
}

/// A value to show.
#[derive(Debug)]
pub(super) enum Example {
    None,
    Int(i64),
    Text(&'static str),
    Texts(&'static [&'static str]),
}

pub(super) const fn attribute(
    name: &'static str,
    form: Form,
    usual: Usual,
    example: Example,
    about: &'static str,
) -> Attribute {
    Attribute { name, form, usual, example, about, under: None, measured: true }
}

impl Attribute {
    /// It is effective only while another attribute is true.
    pub(super) const fn under(self, other: &'static str) -> Self {
        Attribute { under: Some(other), ..self }
    }

    /// Its type is that of GitLab's API description; no value of it was ever set in a measurement.
    pub(super) const fn unmeasured(self) -> Self {
        Attribute { measured: false, ..self }
    }

    pub(super) fn datum(&self, value: &Value) -> Option<Datum> {
        let texts = |it: &Vec<Value>| {
            it.iter()
                .map(|it| Some(Datum::Text(it.as_str()?.to_owned())))
                .collect::<Option<Vec<_>>>()
        };
        Some(match (&self.form, value) {
            (Form::Bool, Value::Bool(it)) => Datum::Bool(*it),
            (Form::Int, Value::Number(it)) => Datum::Int(whole(it)?),
            (Form::Text | Form::OneOf(_), Value::String(it)) => Datum::Text(it.clone()),
            (Form::Hidden, it) => Hidden::deserialize(it).ok()?.lower(),
            (Form::Texts, Value::Array(it)) => Datum::set(texts(it)?),
            (Form::List, Value::Array(it)) => Datum::List(texts(it)?),
            (Form::Roles, Value::Array(it)) => {
                Datum::set(it.iter().map(role).collect::<Option<Vec<_>>>()?)
            }
            (Form::Record(inner), Value::Object(fields)) => {
                let value = |it: &Attribute| {
                    let value = match fields.get(it.name)? {
                        Value::Null => Some(it.default().unwrap_or(Datum::Null)),
                        value => it.datum(value),
                    };
                    Some(value.map(|value| (it.name.to_owned(), value)))
                };
                Datum::Record(inner.iter().filter_map(value).collect::<Option<_>>()?)
            }
            _ => return None,
        })
    }

    /// The value of a response, which omits the entries of a record that have GitLab's default.
    pub(super) fn returned(&self, value: &Value) -> Option<Datum> {
        let mut datum = self.datum(value)?;
        if let (Form::Record(inner), Datum::Record(fields)) = (&self.form, &mut datum) {
            for it in *inner {
                let usual = || it.default().unwrap_or(Datum::Null);
                // `null` of a response is a value of its own.
                if value[it.name].is_null() && value.get(it.name).is_some() {
                    fields.insert(it.name.to_owned(), Datum::Null);
                } else {
                    fields.entry(it.name.to_owned()).or_insert_with(usual);
                }
            }
        }
        Some(datum)
    }

    pub(super) fn default(&self) -> Option<Datum> {
        if let Form::Record(inner) = self.form {
            let usual = |it: &Attribute| Some((it.name.to_owned(), it.default()?));
            return inner.iter().map(usual).collect::<Option<_>>().map(Datum::Record);
        }
        Some(match self.usual {
            Usual::Unknown => return None,
            Usual::Null => Datum::Null,
            Usual::Bool(it) => Datum::Bool(it),
            Usual::Int(it) => Datum::Int(it),
            Usual::Text(it) => Datum::Text(it.to_owned()),
            Usual::Role(it) => Datum::set([Datum::Text(it.to_owned())]),
            Usual::Nothing => Datum::set([]),
            Usual::Texts(it) => {
                Datum::List(it.iter().map(|it| Datum::Text((*it).to_owned())).collect())
            }
        })
    }

    pub(super) fn schema(&self, generator: &mut SchemaGenerator) -> Value {
        let mut schema = match self.form {
            Form::Bool => json!({ "type": "boolean" }),
            Form::Int => json!({ "type": "integer" }),
            Form::Text => json!({ "type": "string" }),
            Form::OneOf(values) => json!({ "type": "string", "enum": values }),
            Form::Hidden => <Hidden as JsonSchema>::json_schema(generator).to_value(),
            Form::File => <ContentFile as JsonSchema>::json_schema(generator).to_value(),
            Form::Texts | Form::List => json!({ "type": "array", "items": { "type": "string" } }),
            Form::Roles => json!({
                "type": "array",
                "minItems": 1,
                "items": { "type": "string", "enum": ["no one", "developer", "maintainer"] },
            }),
            Form::Record(inner) => {
                let schema = |it: &Attribute| (it.name.to_owned(), it.nullable(generator));
                let properties = inner.iter().map(schema).collect::<serde_json::Map<_, _>>();
                json!({ "type": "object", "additionalProperties": false, "minProperties": 1, "properties": properties })
            }
        };
        let about = match self.measured {
            true => self.about.to_owned(),
            false => format!("{} (Not measured: compared by its type.)", self.about),
        };
        schema["description"] = json!(about);
        let example = match (&self.example, &self.form) {
            (Example::None, Form::Hidden) => Some(json!({ "env": "DEPLOY_KEY" })),
            (Example::None, Form::File) => Some(json!({ "file": "images/logo.png" })),
            (Example::None, Form::Record(inner)) => {
                let shown = |it: &Attribute| Some((it.name.to_owned(), it.example()?));
                Some(Value::Object(inner.iter().filter_map(shown).collect()))
            }
            (Example::None, _) => None,
            (Example::Int(it), _) => Some(json!(it)),
            (Example::Text(it), Form::Roles) => Some(json!([it])),
            (Example::Text(it), _) => Some(json!(it)),
            (Example::Texts(it), _) => Some(json!(it)),
        };
        if let Some(example) = example {
            schema["examples"] = json!([example]);
        }
        schema
    }
}

impl Attribute {
    /// The schema of an entry of a record. `null` is GitLab's default, if it is known.
    fn nullable(&self, generator: &mut SchemaGenerator) -> Value {
        let mut schema = self.schema(generator);
        let Some(usual) = self.default() else { return schema };
        let usual = match usual.show() {
            Value::Null => "none".to_owned(),
            Value::Array(items) => {
                items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            Value::String(text) => text,
            other => other.to_string(),
        };
        schema["description"] = json!(format!("{}\nGitLab's default: {usual}.", self.about));
        if let Some(Value::String(kind)) = schema.get("type").cloned() {
            schema["type"] = json!([kind, "null"]);
        }
        if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
            values.push(Value::Null);
        }
        schema
    }

    /// A value that the example of a record shows.
    fn example(&self) -> Option<Value> {
        match (&self.example, &self.form) {
            (Example::Int(it), _) => Some(json!(it)),
            (Example::Text(it), Form::Roles) => Some(json!([it])),
            (Example::Text(it), _) => Some(json!(it)),
            _ => None,
        }
    }
}

/// A role, as a file or a response has it.
fn role(it: &Value) -> Option<Datum> {
    let word = match it {
        Value::String(word) => word.clone(),
        entry => {
            let level = entry["access_level"].as_u64()?;
            role::word(level).map_or_else(|| format!("level {level}"), str::to_owned)
        }
    };
    Some(Datum::Text(word))
}

/// `2.0` is a whole number, as in JSON Schema. Beyond 2^53, a float is not exactly the number in the file.
fn whole(it: &serde_json::Number) -> Option<i64> {
    let float = || it.as_f64().filter(|it| it.fract() == 0.0 && it.abs() < 9e15);
    it.as_i64().or_else(|| float().map(|it| it as i64))
}
