//! One attribute of settings: its form, its default, and its schema.

use schemars::{JsonSchema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::resource::{Datum, Hidden, Lower};

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
    OneOf(&'static [&'static str]),
    /// Texts whose order has no meaning.
    Texts,
    /// Texts in this order.
    List,
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
    /// The empty set.
    Nothing,
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
            _ => return None,
        })
    }

    pub(super) fn default(&self) -> Option<Datum> {
        Some(match self.usual {
            Usual::Unknown => return None,
            Usual::Null => Datum::Null,
            Usual::Bool(it) => Datum::Bool(it),
            Usual::Int(it) => Datum::Int(it),
            Usual::Text(it) => Datum::Text(it.to_owned()),
            Usual::Nothing => Datum::set([]),
        })
    }

    pub(super) fn schema(&self, generator: &mut SchemaGenerator) -> Value {
        let mut schema = match self.form {
            Form::Bool => json!({ "type": "boolean" }),
            Form::Int => json!({ "type": "integer" }),
            Form::Text => json!({ "type": "string" }),
            Form::OneOf(values) => json!({ "type": "string", "enum": values }),
            Form::Hidden => <Hidden as JsonSchema>::json_schema(generator).to_value(),
            Form::Texts | Form::List => json!({ "type": "array", "items": { "type": "string" } }),
        };
        let about = match self.measured {
            true => self.about.to_owned(),
            false => format!("{} (Not measured: compared by its type.)", self.about),
        };
        schema["description"] = json!(about);
        let example = match (&self.example, &self.form) {
            (Example::None, Form::Hidden) => Some(json!({ "env": "DEPLOY_KEY" })),
            (Example::None, _) => None,
            (Example::Int(it), _) => Some(json!(it)),
            (Example::Text(it), _) => Some(json!(it)),
            (Example::Texts(it), _) => Some(json!(it)),
        };
        if let Some(example) = example {
            schema["examples"] = json!([example]);
        }
        schema
    }
}

/// `2.0` is a whole number, as in JSON Schema. Beyond 2^53, a float is not exactly the number in the file.
fn whole(it: &serde_json::Number) -> Option<i64> {
    let float = || it.as_f64().filter(|it| it.fract() == 0.0 && it.abs() < 9e15);
    it.as_i64().or_else(|| float().map(|it| it as i64))
}
