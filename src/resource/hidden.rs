//! A field whose value is compared, but never shown: the value itself, or a reference to it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use super::datum::Datum;
use super::lower::Lower;
use super::secret::{Secret, text_or_secret};

/// A value that GitLab returns, and that plans do not show.
#[derive(Clone, PartialEq, Eq)]
pub enum Hidden {
    /// The value.
    Text(String),
    /// Where the value is.
    Secret(Secret),
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.lower())
    }
}

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        text_or_secret(d, Hidden::Text, Hidden::Secret)
    }
}

impl Lower for Hidden {
    fn lower(&self) -> Datum {
        match self {
            Hidden::Text(it) => Datum::Hidden(it.clone()),
            Hidden::Secret(it) => Datum::Secret(it.clone()),
        }
    }
}

impl JsonSchema for Hidden {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Hidden".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": ["string", "object"],
            "errorMessage": "A text, in quotes if it is a number, or where it is: `{ env: NAME }` or `{ file: PATH }`.",
            "if": { "type": "string" },
            "then": { "title": "a text" },
            "else": generator.subschema_for::<Secret>(),
        })
    }
}
