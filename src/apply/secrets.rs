//! The secrets of a plan: found before the first write, all of them or none.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::Outcome;
use crate::gitlab::{ApiError, Reader, masked};
use crate::plan::Plan;
use crate::problem::{Problem, Problems};
use crate::resource::{SECRET_HOLE, Source};

/// Where secrets are looked for, and what is never one.
pub struct Sources<'a> {
    env: &'a dyn Fn(&str) -> Option<String>,
    folder: PathBuf,
    allowed: &'a [PathBuf],
    reader: Option<&'a Reader>,
}

impl<'a> Sources<'a> {
    /// Environment variables as `env` tells them, and files of `folder`, which their paths are relative to.
    pub fn new(env: &'a dyn Fn(&str) -> Option<String>, folder: impl Into<PathBuf>) -> Self {
        Sources { env, folder: folder.into(), allowed: &[], reader: None }
    }

    /// Files of these folders as well. It takes somebody who runs labwright to allow that: the configuration itself may
    /// come from anybody's merge request.
    #[must_use]
    pub fn allowing(self, folders: &'a [PathBuf]) -> Self {
        Sources { allowed: folders, ..self }
    }

    /// The token of this reader is no secret that may be sent, wherever it is found.
    #[must_use]
    pub fn except_token_of(self, reader: &'a Reader) -> Self {
        Sources { reader: Some(reader), ..self }
    }
}

impl fmt::Debug for Sources<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sources").field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// The secrets that a plan sends. Shown nowhere.
#[derive(Default)]
pub struct Secrets(BTreeMap<Source, SecretString>);

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} secrets", self.0.len())
    }
}

/// The largest file that is taken for a secret.
const MAX_BYTES: u64 = 64 << 10;

impl Secrets {
    /// Finds every secret that the steps of a plan send.
    ///
    /// # Errors
    /// Every one that is missing, empty or cannot be sent.
    pub fn find(plan: &Plan, sources: &Sources<'_>) -> Result<Self, Problems> {
        let mut wanted: BTreeMap<Source, Vec<String>> = BTreeMap::new();
        for step in plan.steps() {
            holes(&step.request.body, &mut |it| {
                let places = wanted.entry(it).or_default();
                if !places.contains(&step.order.address) {
                    places.push(step.order.address.clone());
                }
            });
        }
        let mut found = BTreeMap::new();
        let mut problems = Problems::new();
        for (source, addresses) in wanted {
            match sources.get(&source) {
                Ok(text) => drop(found.insert(source, SecretString::from(text.as_str()))),
                Err((message, hint)) => problems.push(
                    Problem::new(format!("{message} (for {})", addresses.join(", "))).hint(hint),
                ),
            }
        }
        problems.into_result(Secrets(found))
    }

    /// The text for a hole; `None` where `value` is none.
    pub(super) fn fill(&self, value: &Value) -> Option<String> {
        let source = hole(value)?;
        Some(self.0.get(&source)?.expose_secret().to_owned())
    }

    /// An error without any of the secrets in it, whatever the server echoed.
    pub(super) fn mask(&self, error: ApiError) -> ApiError {
        error.without_secrets(self.0.values().map(ExposeSecret::expose_secret))
    }
}

impl Secrets {
    /// What came of a step, without any of the secrets in it, and without the token.
    pub(super) fn mask_outcome(&self, mut outcome: Outcome, reader: &Reader) -> Outcome {
        let texts: Vec<&mut String> = match &mut outcome {
            Outcome::Done { remarks } => remarks.iter_mut().collect(),
            Outcome::Failed { message, hint } => vec![message, hint],
            Outcome::Unknown { message } => vec![message],
            Outcome::Skipped { .. } | Outcome::NotStarted => Vec::new(),
        };
        for text in texts {
            reader.mask(text);
            self.0.values().for_each(|it| masked(text, it.expose_secret()));
        }
        outcome
    }
}

/// What is wrong with a secret, and what to do.
type Refusal = (String, String);

impl Sources<'_> {
    /// The value, in memory that is wiped.
    fn get(&self, source: &Source) -> Result<Zeroizing<String>, Refusal> {
        let text = match source {
            Source::Env(name) => Zeroizing::new((self.env)(name).ok_or_else(|| {
                (
                    format!("the environment variable {name} is not set"),
                    format!("set it where `labwright apply` runs: export {name}=..."),
                )
            })?),
            Source::File(path) => self.file(path)?,
        };
        if text.is_empty() {
            return Err((format!("the secret {source} is empty"), "give it a value".to_owned()));
        }
        if text.contains(['\n', '\r']) {
            return Err((
                format!("the secret {source} has line breaks in it"),
                "GitLab accepts them and fails when it delivers: take them out".to_owned(),
            ));
        }
        if self.reader.is_some_and(|it| it.has_token(&text)) {
            return Err((
                format!("the secret {source} is the token that labwright itself works with"),
                "it opens GitLab and is never sent on as a secret: name another".to_owned(),
            ));
        }
        Ok(text)
    }

    fn file(&self, path: &str) -> Result<Zeroizing<String>, Refusal> {
        use std::io::Read;
        let cannot = |why: String| {
            (
                format!("the secret file {path} cannot be read: {why}"),
                "its path is relative to the folder of the root file".to_owned(),
            )
        };
        let at = self.folder.join(path).canonicalize().map_err(|it| match it.kind() {
            std::io::ErrorKind::NotFound => cannot("there is no such file".to_owned()),
            _ => cannot(it.to_string()),
        })?;
        self.within(path, &at)?;
        if !at.is_file() {
            return Err(cannot("this is no regular file".to_owned()));
        }
        let file = std::fs::File::open(at).map_err(|it| cannot(it.to_string()))?;
        let mut text = Zeroizing::new(String::with_capacity(MAX_BYTES as usize + 1));
        let read = file.take(MAX_BYTES + 1).read_to_string(&mut text);
        read.map_err(|it| cannot(it.to_string()))?;
        if text.len() as u64 > MAX_BYTES {
            return Err(cannot(format!("it is larger than {} KiB", MAX_BYTES >> 10)));
        }
        let line = text.strip_suffix('\n').unwrap_or(&text);
        Ok(Zeroizing::new(line.strip_suffix('\r').unwrap_or(line).to_owned()))
    }

    /// Refuses what is really somewhere else, by `..`, by an absolute path or through a link.
    fn within(&self, path: &str, at: &Path) -> Result<(), Refusal> {
        let mut folders = std::iter::once(&self.folder).chain(self.allowed);
        // A folder that is not there allows nothing.
        if folders.any(|it| it.canonicalize().is_ok_and(|it| at.starts_with(it))) {
            return Ok(());
        }
        Err((
            format!("the secret file {path} is outside of the folder of the root file"),
            "if that is meant, allow its folder: --allow-secrets-in DIR".to_owned(),
        ))
    }
}

fn hole(value: &Value) -> Option<Source> {
    let at = value.get(SECRET_HOLE)?;
    let text = |key: &str| at.get(key).and_then(Value::as_str).map(str::to_owned);
    text("env").map(Source::Env).or_else(|| text("file").map(Source::File))
}

fn holes(value: &Value, visit: &mut impl FnMut(Source)) {
    if let Some(source) = hole(value) {
        return visit(source);
    }
    match value {
        Value::Array(items) => items.iter().for_each(|it| holes(it, visit)),
        Value::Object(fields) => fields.values().for_each(|it| holes(it, visit)),
        _ => {}
    }
}
