//! A field that contains a URL: the URL itself, or a reference to it if it contains credentials.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

use super::datum::Datum;
use super::lower::Lower;
use super::secret::Secret;

/// The URL of a service. GitLab returns it, so it is compared, even if a file only refers to it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Address {
    /// The URL.
    Text(String),
    /// Where the URL is.
    Secret(Secret),
}

impl Address {
    /// The URL, unless it is a reference.
    pub fn text(&self) -> Option<&str> {
        match self {
            Address::Text(it) => Some(it),
            Address::Secret(_) => None,
        }
    }
}

impl Lower for Address {
    fn lower(&self) -> Datum {
        match self {
            Address::Text(it) => Datum::Text(it.clone()),
            Address::Secret(it) => Datum::Secret(it.clone()),
        }
    }
}

impl JsonSchema for Address {
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
            "if": { "type": "string" },
            "then": { "title": "a URL" },
            "else": generator.subschema_for::<Secret>(),
        })
    }
}
