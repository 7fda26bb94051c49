//! The secrets of a plan: found before the first write, all of them or none.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::zeroize::Zeroizing;
use serde_json::Value;

use super::Outcome;
use crate::files::{Unread, file_name, read_content, read_within};
use crate::gitlab::{ApiError, Form, Mask, Reader, names_a_variable};
use crate::plan::{Plan, Step};
use crate::problem::{Problem, Problems, invisible};
use crate::resource::{Holder, Hole, Resolved, Source, holes, sha256};

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

    /// What holds a token that this reader knows is no secret that may be sent, wherever it is found.
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
pub struct Secrets {
    found: Resolved,
    mask: Mask,
    folder: PathBuf,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.found)
    }
}

/// Shorter hidden values are only masked in GitLab's own words: they would match many of labwright's.
const SHORTEST_HIDDEN: usize = 4;

/// The largest file that is taken for a secret.
const MAX_BYTES: u64 = 64 << 10;

impl Secrets {
    /// Finds every secret that the steps of a plan send.
    ///
    /// # Errors
    /// Every one that is missing, empty or cannot be sent.
    pub fn find(plan: &Plan, sources: &Sources<'_>) -> Result<Self, Problems> {
        let mut wanted: BTreeMap<Source, Vec<&str>> = BTreeMap::new();
        let mut files: BTreeMap<(String, String), &str> = BTreeMap::new();
        for step in plan.steps() {
            let mut visit = |hole: &Hole| {
                if let Hole::File { path, sha256 } | Hole::Base64 { path, sha256 } = hole {
                    let address = step.order.address.as_str();
                    files.entry((path.clone(), sha256.clone())).or_insert(address);
                }
                if let Hole::Secret(source) = hole {
                    let places = wanted.entry(source.clone()).or_default();
                    if !places.contains(&step.order.address.as_str()) {
                        places.push(step.order.address.as_str());
                    }
                }
            };
            step.bodies().for_each(|it| holes(it, &mut visit));
        }
        let mut found = Resolved::default();
        let mut problems = Problems::new();
        for (source, addresses) in wanted {
            match sources.get(&source) {
                Ok(text) => found.insert(source, Ok(&text)),
                Err((message, hint)) => problems.push(
                    Problem::new(format!("{message} (for {})", addresses.join(", "))).hint(hint),
                ),
            }
        }
        for ((path, sha256), address) in files {
            if let Err((message, hint)) = content(&sources.folder, &path, &sha256) {
                let message = format!("{message} (for {address})");
                problems.push(Problem::new(message).hint(hint));
            }
        }
        let mask = Mask::of(found.values());
        problems.into_result(Secrets { found, mask, folder: sources.folder.clone() })
    }

    /// The folder of the root file.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The bytes of a file, in Base64.
    ///
    /// # Errors
    /// Why it is not sent.
    pub(super) fn base64(&self, path: &str, sha256: &str) -> Result<String, String> {
        let bytes = content(&self.folder, path, sha256).map_err(|it| it.0)?;
        Ok(STANDARD.encode(bytes))
    }

    /// The form that a body with files in it is sent as; `None` for any other body.
    ///
    /// # Errors
    /// Why a file is not sent, and what to do.
    pub(super) fn form(&self, body: Option<&Value>) -> Result<Option<Form>, Refusal> {
        let Some(Value::Object(fields)) = body else { return Ok(None) };
        if !fields.values().any(|it| matches!(Hole::of(it), Some(Hole::File { .. }))) {
            return Ok(None);
        }
        let mut form = Form::default();
        for (name, value) in fields {
            form = match (Hole::of(value), value) {
                (Some(Hole::File { path, sha256 }), _) => {
                    let bytes = content(&self.folder, &path, &sha256)?;
                    form.file(name, file_name(&path), bytes)
                }
                (_, Value::String(text)) => form.value(name, text),
                (_, other) => form.value(name, &other.to_string()),
            };
        }
        Ok(Some(form))
    }

    /// The value of a reference.
    pub(super) fn get(&self, source: &Source) -> Option<&str> {
        self.found.get(source)
    }

    /// The secrets, for a comparison with what GitLab answers.
    pub(super) fn found(&self) -> &Resolved {
        &self.found
    }

    /// An error without any of the secrets in it, even if the server echoes them.
    pub(super) fn mask(&self, error: ApiError) -> ApiError {
        error.masked(&self.mask)
    }

    /// The error of a call of a step, also without the values that the step hides.
    pub(super) fn mask_answer(&self, error: ApiError, step: &Step) -> ApiError {
        self.mask(error).masked_answer(&Mask::of(hidden(step).iter().map(String::as_str)))
    }

    /// The outcome of a step, without any of the secrets in it, without the values that the step hides, and without a token.
    pub(super) fn mask_outcome(
        &self,
        mut outcome: Outcome,
        step: &Step,
        reader: &Reader,
    ) -> Outcome {
        if matches!(&outcome, Outcome::Done { remarks } if remarks.is_empty()) {
            return outcome;
        }
        let hidden = hidden(step);
        let long = |it: &&str| it.chars().count() >= SHORTEST_HIDDEN;
        let hidden = Mask::of(hidden.iter().map(String::as_str).filter(long));
        let masks = |text: &mut String| {
            reader.mask(text);
            self.mask.text(text);
            hidden.text(text);
        };
        if let Outcome::Differs { deviations } = &mut outcome {
            for it in deviations {
                in_texts(&mut it.sent, &mut |text| masks(text));
                in_texts(&mut it.found, &mut |text| masks(text));
            }
        }
        if let Outcome::Undone { undo, .. } = &mut outcome {
            let undone = std::mem::replace(&mut **undo, Outcome::NotStarted);
            **undo = self.mask_outcome(undone, step, reader);
        }
        let texts: Vec<&mut String> = match &mut outcome {
            Outcome::Done { remarks } => remarks.iter_mut().collect(),
            Outcome::Failed { message, hint, cause } => {
                let cause = cause.iter_mut().flat_map(|(why, next)| [why, next]);
                cause.chain([message, hint]).collect()
            }
            Outcome::Undone { message, hint, .. } => vec![message, hint],
            Outcome::Unknown { message } => vec![message],
            Outcome::Differs { .. } | Outcome::Skipped { .. } | Outcome::NotStarted => Vec::new(),
        };
        texts.into_iter().for_each(masks);
        outcome
    }
}

/// The values that plans do not show of a step: those that it sends, and those that it replaces.
fn hidden(step: &Step) -> Vec<String> {
    let mut texts = Vec::new();
    for body in step.bodies() {
        holes(body, &mut |it| {
            if let Hole::Hidden(text) = it {
                texts.push(text.clone());
            }
        });
    }
    for value in step.changes.iter().flat_map(|it| it.before.iter().chain(&it.after)) {
        value.hidden_texts(&mut |it| texts.push(it.to_owned()));
    }
    texts
}

/// Shows every text of a value to `change`, the keys of objects aside.
fn in_texts(value: &mut Value, change: &mut impl FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|it| in_texts(it, change)),
        Value::Object(fields) => fields.values_mut().for_each(|it| in_texts(it, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What is wrong with a secret or a file, and what to do.
pub(super) type Refusal = (String, String);

/// The bytes of a file, if they are still those that were planned.
fn content(folder: &Path, path: &str, planned: &str) -> Result<Vec<u8>, Refusal> {
    let next = "nothing of it was sent: plan again";
    let bytes = read_content(folder, path).map_err(|it| (it.0, next.to_owned()))?;
    match sha256(&bytes) == planned {
        true => Ok(bytes),
        false => Err((format!("{path} has changed since the plan"), next.to_owned())),
    }
}

impl Sources<'_> {
    /// The values of references, as far as they are found here.
    pub fn resolve(&self, sources: BTreeSet<Source>) -> Resolved {
        let mut resolved = Resolved::default();
        let is_unset =
            |it: &Source| matches!(&it.holder, Holder::Env(it) if (self.env)(it).is_none());
        for source in sources {
            match self.get(&source) {
                Ok(text) => resolved.insert(source, Ok(&text)),
                // The same words for all of them, so that a plan says it once.
                Err(_) if is_unset(&source) => {
                    resolved.insert(source, Err("the environment variable is not set".to_owned()));
                }
                Err((why, _)) => resolved.insert(source, Err(why)),
            }
        }
        resolved
    }

    /// What is wrong with a secret, and what to do; nothing where it can be sent.
    pub fn trouble(&self, source: &Source) -> Option<(String, String)> {
        self.get(source).err()
    }

    /// The value, in memory that is wiped.
    fn get(&self, source: &Source) -> Result<Zeroizing<String>, Refusal> {
        let text = match &source.holder {
            Holder::Env(name) => Zeroizing::new((self.env)(name).ok_or_else(|| {
                (
                    format!("the environment variable {name} is not set"),
                    format!("set it where `labwright apply` runs: export {name}=..."),
                )
            })?),
            Holder::File(path) => self.file(path)?,
        };
        // What editors put before a text is no part of it.
        let text = match text.strip_prefix('\u{FEFF}').filter(|_| !source.as_is) {
            Some(rest) => Zeroizing::new(rest.to_owned()),
            None => text,
        };
        self.check(source, &text).map_or(Ok(text), Err)
    }

    /// Why a value is not sent, if it is not.
    fn check(&self, source: &Source, text: &str) -> Option<Refusal> {
        let refuse =
            |what: &str, next: &str| Some((format!("the secret {source} {what}"), next.to_owned()));
        if text.is_empty() {
            return refuse("is empty", "give it a value");
        }
        if text.contains('\0') {
            return refuse("contains a NUL character", "GitLab cannot store it: remove it");
        }
        if text.contains(['\n', '\r']) {
            return refuse(
                "contains line breaks",
                "GitLab accepts them, but cannot deliver the hook: remove them",
            );
        }
        if self.reader.is_some_and(|it| it.has_token(text)) {
            return refuse(
                "is, or contains, a GitLab access token",
                "labwright never sends such a token as a secret: name another secret",
            );
        }
        match mistaken(text) {
            Some((what, next)) if !source.as_is => refuse(
                what,
                &format!(
                    "{next}; if the value is meant as it is, add `as_is: true` beside its name"
                ),
            ),
            _ => None,
        }
    }

    fn file(&self, path: &str) -> Result<Zeroizing<String>, Refusal> {
        let cannot = |why: String| {
            (
                format!("the secret file {path} cannot be read: {why}"),
                "a relative path starts at the directory of the file that names it".to_owned(),
            )
        };
        let own = std::iter::once(self.folder.as_path());
        let folders: Vec<&Path> = own.chain(self.allowed.iter().map(PathBuf::as_path)).collect();
        let bytes = read_within(&folders, path, MAX_BYTES).map(Zeroizing::new);
        let bytes = bytes.map_err(|it| match it {
            Unread::Because(why) => cannot(why),
            Unread::TooLarge(most) => cannot(format!("it is larger than {} KiB", most >> 10)),
            Unread::Outside => (
                format!("the secret file {path} is outside the directory of the root file"),
                "if this is intended, use --allow-secrets-in DIR".to_owned(),
            ),
        })?;
        let text = str::from_utf8(&bytes).map_err(|_| cannot("it is not UTF-8 text".to_owned()))?;
        let line = text.strip_suffix('\n').unwrap_or(text);
        Ok(Zeroizing::new(line.strip_suffix('\r').unwrap_or(line).to_owned()))
    }
}

/// Why a value cannot be what was meant, and what to do, where it looks like that.
fn mistaken(text: &str) -> Option<(&'static str, &'static str)> {
    if text.chars().all(|it| it.is_whitespace() || invisible(it)) {
        return Some(("contains only blanks", "give it a value"));
    }
    let text = text.trim();
    if names_a_variable(text) {
        return Some((
            "is the name of a variable, not its value",
            "the variable it names was not expanded: is it defined where this runs, and not protected or scoped to another \
             environment?",
        ));
    }
    if text == "[MASKED]" {
        return Some(("was copied from a job log, where GitLab masks it", "give it its value"));
    }
    if is_a_file(text) {
        return Some((
            "is the path of a file",
            "GitLab writes the value of a variable of type File into a file: make its type Variable",
        ));
    }
    None
}

/// Whether it is the path of a file that is there, or that GitLab would write a variable of type File into.
fn is_a_file(text: &str) -> bool {
    let path = Path::new(text);
    let folder = path.parent().and_then(Path::file_name).and_then(|it| it.to_str());
    path.is_absolute() && (folder.is_some_and(|it| it.ends_with(".tmp")) || path.is_file())
}
