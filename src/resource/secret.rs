//! Secrets: where they are, never their values.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use secrecy::{ExposeSecret, SecretString};
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::file_path::FilePath;
use crate::gitlab::TOKEN_VARIABLES;

/// A value that must never be shown. It has no `Display` and no `Serialize`.
///
/// In a file it refers to the place of the value. In a response of GitLab it is at most whether a
/// value is set. The executor reads the value itself immediately before the first write.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// A declared secret, and where it is.
    At(Source),
    /// A secret of GitLab that is set (`true`) or not (`false`).
    Present(bool),
}

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// What contains it.
    pub holder: Holder,
    /// It is sent even if it looks like a mistake.
    pub as_is: bool,
}

/// What contains secrets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// An environment variable.
    Env(String),
    /// A file, by its path from the directory of the root file.
    File(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.holder {
            Holder::Env(name) => f.write_str(name),
            Holder::File(path) => write!(f, "file {path}"),
        }
    }
}

impl Source {
    /// Its form in a hole of a request.
    pub(crate) fn to_hole(&self) -> Value {
        let mut hole = match &self.holder {
            Holder::Env(name) => json!({ "env": name }),
            Holder::File(path) => json!({ "file": path }),
        };
        if self.as_is {
            hole["as_is"] = json!(true);
        }
        hole
    }

    /// Reads what [`Source::to_hole`] wrote.
    pub(crate) fn of_hole(hole: &Value) -> Option<Self> {
        match Secret::deserialize(hole).ok()? {
            Secret::At(source) => Some(source),
            Secret::Present(_) => None,
        }
    }
}

impl Secret {
    /// Whether there is a value: a reference always has one.
    pub fn is_there(&self) -> bool {
        !matches!(self, Secret::Present(false))
    }
}

/// What references to secrets stand for where labwright runs, or why that is not known. Shown nowhere.
#[derive(Clone, Default)]
pub struct Resolved(BTreeMap<Source, Result<SecretString, String>>);

impl Resolved {
    /// Notes a value, or why there is none.
    pub(crate) fn insert(&mut self, source: Source, value: Result<&str, String>) {
        self.0.insert(source, value.map(SecretString::from));
    }

    /// The value, if it is known.
    pub(crate) fn get(&self, source: &Source) -> Option<&str> {
        Some(self.0.get(source)?.as_ref().ok()?.expose_secret())
    }

    /// Why the value is not known.
    pub(crate) fn why_not(&self, source: &Source) -> Option<&str> {
        self.0.get(source)?.as_ref().err().map(String::as_str)
    }

    /// All values that are known.
    pub(crate) fn values(&self) -> impl Iterator<Item = &str> {
        self.0.values().filter_map(|it| Some(it.as_ref().ok()?.expose_secret()))
    }
}

impl fmt::Debug for Resolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} secrets", self.0.len())
    }
}

/// What a decoder of GitLab's responses writes if only the presence of a secret is known.
pub(crate) const PRESENT: &str = "$present";

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Form {
            env: Option<String>,
            file: Option<FilePath>,
            #[serde(default)]
            as_is: bool,
            #[serde(rename = "$present")]
            present: Option<bool>,
        }
        let Form { env, file, as_is, present } = Form::deserialize(d)?;
        match (env, file, present) {
            (Some(name), None, None) => Ok(Secret::At(Source { holder: Holder::Env(name), as_is })),
            (None, Some(FilePath(path)), None) => {
                Ok(Secret::At(Source { holder: Holder::File(path), as_is }))
            }
            (None, None, Some(it)) if !as_is => Ok(Secret::Present(it)),
            _ => Err(serde::de::Error::custom("exactly one of `env` and `file` is required")),
        }
    }
}

/// Reads a text, or a reference to a secret. An untagged enum would read a copy, without the file that it is from.
pub(super) fn text_or_secret<'de, T, D: Deserializer<'de>>(
    d: D,
    text: fn(String) -> T,
    secret: fn(Secret) -> T,
) -> Result<T, D::Error> {
    struct Either<T>(fn(String) -> T, fn(Secret) -> T);
    impl<'de, T> Visitor<'de> for Either<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text, or a reference to a secret")
        }

        fn visit_str<E: serde::de::Error>(self, it: &str) -> Result<T, E> {
            Ok(self.0(it.to_owned()))
        }

        fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
            Secret::deserialize(MapAccessDeserializer::new(map)).map(self.1)
        }
    }
    d.deserialize_any(Either(text, secret))
}

impl JsonSchema for Secret {
    fn schema_name() -> Cow<'static, str> {
        "Secret".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "title": "Secret",
            "description": "Reference to a secret: `{ env: NAME }` for an environment variable, `{ file: PATH }` for a file. Do not write secrets in files.",
            "writeOnly": true,
            "type": "object",
            "errorMessage": "A reference to a secret, not the secret itself: `{ env: NAME }` or `{ file: PATH }`.",
            // Under a condition, so that a text is reported with the message above only.
            "if": { "type": "object" },
            "then": { "oneOf": [
                {
                    "title": "from an environment variable",
                    "type": "object",
                    "properties": { "env": {
                        "description": "Name of the environment variable that contains the secret. Variables with access tokens of GitLab are not allowed.",
                        "type": "string",
                        "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
                        "patternErrorMessage": "the name of an environment variable: letters, digits, and `_`, without a digit at the start",
                        "not": { "enum": TOKEN_VARIABLES },
                        "examples": ["AUDIT_HOOK_TOKEN"]
                    }, "as_is": as_is() },
                    "required": ["env"],
                    "additionalProperties": false
                },
                {
                    "title": "from a file",
                    "type": "object",
                    "properties": { "file": {
                        "description": "Path of the file that contains the secret, relative to the file that names it. It must be inside the directory of the root file, unless `apply --allow-secrets-in` allows another directory. One line break at the end of the file is not part of the secret.",
                        "type": "string",
                        "minLength": 1,
                        "examples": ["secrets/audit-token"]
                    }, "as_is": as_is() },
                    "required": ["file"],
                    "additionalProperties": false
                }
            ] }
        })
    }
}

fn as_is() -> Value {
    json!({
        "description": "Send the value even if it looks like a mistake: only `$NAME`, `${NAME}`, `%NAME%`, or `[MASKED]`, only spaces, or the path of a file.",
        "type": "boolean",
        "default": false
    })
}
