//! A field that contains a URL: the URL itself, or a reference to it if it contains credentials.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use super::datum::Datum;
use super::lower::Lower;
use super::secret::{Secret, text_or_secret};

/// The URL of a service. GitLab returns it, so it is compared, even if a file only refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Url {
    /// The URL.
    Text(String),
    /// Where the URL is.
    Secret(Secret),
}

impl Url {
    /// The URL, unless it is a reference.
    pub fn text(&self) -> Option<&str> {
        match self {
            Url::Text(it) => Some(it),
            Url::Secret(_) => None,
        }
    }
}

impl<'de> Deserialize<'de> for Url {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        text_or_secret(d, Url::Text, Url::Secret)
    }
}

impl Lower for Url {
    fn lower(&self) -> Datum {
        match self {
            Url::Text(it) => Datum::Text(it.clone()),
            Url::Secret(it) => Datum::Secret(it.clone()),
        }
    }
}

impl JsonSchema for Url {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Address".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": ["string", "object"],
            "errorMessage": "A URL that begins with `http://` or `https://`, or where it is if it contains credentials: `{ env: NAME }` or `{ file: PATH }`.",
            "pattern": r"^https?://\S+$",
            "patternErrorMessage": "a URL that begins with http:// or https://, without spaces",
            // A field with a default also accepts `null`, which is not a reference.
            "if": { "type": "object" },
            "then": generator.subschema_for::<Secret>(),
            "else": { "title": "a URL" },
        })
    }
}
