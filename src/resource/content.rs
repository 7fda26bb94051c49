//! Bytes that GitLab keeps as they are, such as an avatar: compared by digest, never loaded into a plan.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

use super::blob::{Blob, BlobSource};
use super::file_path::FilePath;
use crate::gitlab::ApiPath;

/// Bytes that GitLab keeps as they are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// A file that a configuration names, by its path from the directory of the root file. Its digest is not known yet.
    File(String),
    /// What GitLab has at a path. Its digest is not known yet.
    Live(ApiPath),
    /// A file that becomes one of a repository, likewise. Its digest is not known yet.
    Source(String),
    /// A file of a repository.
    Blob(Blob),
    /// Known bytes.
    Known {
        /// Their SHA-256, in hexadecimal.
        sha256: String,
        /// The file that they are in; `None` if GitLab has them.
        file: Option<String>,
    },
}

impl Content {
    /// For people: the file, and the beginning of the digest.
    pub(super) fn label(&self) -> String {
        let short = |sha256: &str| sha256.chars().take(12).collect::<String>();
        match self {
            Content::File(path) | Content::Source(path) => path.clone(),
            Content::Blob(it) => it.label(),
            Content::Live(_) => "(file)".to_owned(),
            Content::Known { sha256, file: Some(path) } => {
                format!("{path} (sha256 {})", short(sha256))
            }
            Content::Known { sha256, file: None } => format!("(file, sha256 {})", short(sha256)),
        }
    }

    /// The file that a configuration names, if its digest is not known yet.
    pub(crate) fn unread(&self) -> Option<&str> {
        match self {
            Content::File(path) | Content::Source(path) => Some(path),
            _ => None,
        }
    }

    /// The same with what was measured of the file; `None` if there was nothing to measure.
    pub(crate) fn measured(&self, measured: &Measured) -> Option<Content> {
        match self {
            Content::File(path) => {
                Some(Content::Known { sha256: measured.sha256.clone(), file: Some(path.clone()) })
            }
            Content::Source(_) => Some(Content::Blob(measured.blob.clone())),
            _ => None,
        }
    }

    /// Whether both are the same bytes, as far as that is known: a response only shows that there are some.
    pub(super) fn is_same(&self, other: &Content) -> bool {
        match (self, other) {
            (Content::Known { sha256: one, .. }, Content::Known { sha256: other, .. }) => {
                one == other
            }
            (Content::Live(_), _) | (_, Content::Live(_)) => true,
            (Content::Blob(one), Content::Blob(other)) => one.is_same(other),
            (one, other) => one == other,
        }
    }
}

/// What is known of a file that a configuration names, instead of its bytes.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
    /// The same as a file of a repository.
    pub blob: Blob,
}

impl Measured {
    /// Measures the bytes of the file at `path`, from the directory of the root file.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        let sha256 = sha256(bytes);
        let source = BlobSource::File { path: path.to_owned(), sha256: sha256.clone() };
        Measured { sha256, blob: Blob::of(bytes, source) }
    }
}

/// `{ file: PATH }`: a file whose bytes GitLab keeps.
///
/// Must be read straight from the loader, which completes the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentFile(pub String);

impl<'de> Deserialize<'de> for ContentFile {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Form {
            file: FilePath,
        }
        let Form { file: FilePath(path) } = Form::deserialize(d)?;
        Ok(ContentFile(path))
    }
}

impl JsonSchema for ContentFile {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "ContentFile".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "type": "object",
            "errorMessage": "The file that contains it: `{ file: PATH }`.",
            "properties": { "file": {
                "description": "Path of the file, relative to the file that names it. It must be inside the directory of the root file.",
                "type": "string",
                "minLength": 1,
                "examples": ["images/logo.png"],
            } },
            "required": ["file"],
            "additionalProperties": false,
        })
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    let digest = ring::digest::digest(&ring::digest::SHA256, bytes);
    digest.as_ref().iter().map(|it| format!("{it:02x}")).collect()
}
