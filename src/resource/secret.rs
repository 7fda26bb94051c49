//! Secrets: where they are, never what they are.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// A value that nobody may see. It has no `Display` and no `Serialize`.
///
/// In a file it says where the value is. In an answer of GitLab it says at most whether there is
/// one. The value itself is read by the executor, just before the first write.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    /// One that we own, and where it is.
    At(Source),
    /// One that GitLab holds (`true`) or does not hold (`false`).
    Present(bool),
}

/// Where a secret is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// An environment variable.
    Env(String),
    /// A file; its path is relative to the folder of the root file.
    File(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Env(name) => f.write_str(name),
            Source::File(path) => write!(f, "file {path}"),
        }
    }
}

impl Secret {
    /// Whether there is a value: a reference says yes.
    pub fn is_there(&self) -> bool {
        !matches!(self, Secret::Present(false))
    }
}

/// What a decoder of GitLab's answers writes where only the presence of a secret is told.
pub(crate) const PRESENT: &str = "$present";

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        enum Form {
            #[serde(rename = "env")]
            Env(String),
            #[serde(rename = "file")]
            File(String),
            #[serde(rename = "$present")]
            Present(bool),
        }
        Ok(match Form::deserialize(d)? {
            Form::Env(name) => Secret::At(Source::Env(name)),
            Form::File(path) => Secret::At(Source::File(path)),
            Form::Present(it) => Secret::Present(it),
        })
    }
}

impl JsonSchema for Secret {
    fn schema_name() -> Cow<'static, str> {
        "Secret".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "title": "Secret",
            "description": "Where a secret is: `{ env: NAME }` for an environment variable, `{ file: PATH }` for a file. The secret itself never stands in a configuration file.",
            "writeOnly": true,
            "type": "object",
            "errorMessage": "Where the secret is, never the secret itself: `{ env: NAME }` or `{ file: PATH }`.",
            // Under a condition, so that of a text nothing is told but the message above.
            "if": { "type": "object" },
            "then": { "oneOf": [
                {
                    "title": "from an environment variable",
                    "type": "object",
                    "properties": { "env": {
                        "description": "Name of the environment variable that holds the secret. The tokens that labwright works with are never one.",
                        "type": "string",
                        "pattern": "^[A-Za-z_][A-Za-z0-9_]*$",
                        "patternErrorMessage": "the name of an environment variable: letters, digits and `_`, no digit first",
                        "not": { "enum": ["GITLAB_TOKEN", "LABWRIGHT_REVIEW_TOKEN", "CI_JOB_TOKEN"] },
                        "examples": ["AUDIT_HOOK_TOKEN"]
                    } },
                    "required": ["env"],
                    "additionalProperties": false
                },
                {
                    "title": "from a file",
                    "type": "object",
                    "properties": { "file": {
                        "description": "Path of the file that holds the secret, relative to the folder of the root file and within it, unless `apply --allow-secrets-in` allows another folder. One line break at its end is not part of the secret.",
                        "type": "string",
                        "minLength": 1,
                        "examples": ["secrets/audit-token"]
                    } },
                    "required": ["file"],
                    "additionalProperties": false
                }
            ] }
        })
    }
}
