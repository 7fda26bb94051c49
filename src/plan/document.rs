//! A plan as a document: what `-o json` prints, what `--out` writes, and all that reports and comments are made of.
//!
//! **Invariant:** it is data. It can be read from a file, shown, joined with others and compared; it can never be
//! executed: only a [`Plan`](super::Plan) that was made from files and GitLab just now becomes
//! [`Approved`](super::Approved).

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Shard, Summary};
use crate::gitlab::Server;
use crate::problem::{Problems, Told, clean};
use crate::resource::{Action, Address, Scope, within_scope};

/// The version of the document. Programs may rely on its form as long as this stays.
pub(super) const FORMAT: u64 = 1;

/// What `labwright plan -o json` prints and `--out` writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "labwright plan", deny_unknown_fields)]
pub struct Document {
    /// Version of this document.
    #[schemars(extend("const" = FORMAT))]
    pub format: u64,
    /// Version of labwright that made it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub labwright: String,
    /// The GitLab that the plan is for. Omitted if there is no plan, only problems.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub server: String,
    /// Where the address of the server comes from: `GITLAB_URL`, `--gitlab-url`, `gitlab.url`, ….
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub server_source: String,
    /// The shard: `2/4` is the second of four. Omitted for a whole plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Shard")]
    pub shard: Option<Shard>,
    /// The projects and groups in which something changes, as GitLab has them: the calls are approved for these IDs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<Home>,
    /// The projects and groups that no file declares: blocks of `defaults` found them in GitLab. A saved plan approves nothing in
    /// others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Home>,
    /// The calls, in the order in which they are made.
    pub steps: Vec<Step>,
    /// The number of objects by action.
    pub summary: Summary,
    /// What a reader should know that no step shows.
    pub notes: Vec<Note>,
    /// What could not be read or cannot be done. The objects concerned have no steps.
    pub problems: Vec<Told>,
}

/// A project or group in which something changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Home {
    /// The scope, as in the files: `projects/acme/api`.
    pub scope: String,
    /// Its ID in GitLab.
    #[schemars(range(min = 1))]
    pub id: u64,
    /// Its full path in GitLab: another one than in the scope if it was renamed or moved.
    #[serde(default)]
    pub path: String,
}

impl Home {
    pub(super) fn of((scope, home): (&Scope, &super::Home)) -> Self {
        Home { scope: scope.to_string(), id: home.id, path: home.path.clone() }
    }
}

/// One call, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Step {
    /// The object: `projects/acme/api/protected_branches/main`.
    pub address: String,
    /// The scope: `instance`, `projects/acme/api`, `projects/acme/api/merge_requests/4`.
    #[serde(default)]
    pub scope: String,
    /// The kind of object, as in the files: `protected_branches`.
    #[serde(default)]
    pub kind: String,
    /// Its identity in its collection: `main`. Empty for a single object, such as `settings`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub key: Option<String>,
    /// What happens to the object.
    pub action: Action,
    /// When the call is made: the steps of one phase run concurrently, those of earlier phases before them.
    #[serde(default)]
    pub phase: u32,
    /// Within a phase and collection, a step that waits until another object has released a name or URL has a later turn.
    /// Omitted if it is 0.
    #[serde(default, skip_serializing_if = "is_first")]
    pub turn: u32,
    /// What asked for it: where its object is. If all changes are asked for elsewhere, such as in a block of `defaults`, where
    /// the first of them is.
    pub origin: Origin,
    /// The fields it sets; for a deletion the fields that the object has.
    pub changes: Vec<Change>,
    /// The call. Where a secret or the id of another object goes, the body has a hole: `{"$secret": {"env": NAME}}`, `{"$id": ADDRESS}`.
    pub request: Request,
    /// Why the call is needed, if the fields do not show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    pub why: Option<String>,
    /// What labwright sends if GitLab refuses the call: it puts back the object that the call should have replaced. Omitted
    /// if there is nothing to put back, or GitLab does not return all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Request")]
    pub undo: Option<Request>,
    /// Commands that run once the call took effect, in order, and get a field of the response. Left out if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runs: Vec<Run>,
    /// It is sent in one call with the other steps of its phase and scope that have the same method and path, and bodies
    /// that are the same but for a list: the lists are joined. Omitted if it has a call of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub joined: bool,
    /// Texts in it have names of what GitLab does not have before the project or group is created, such as
    /// `{{ project.default_branch }}`. The same apply makes the call when it has. Omitted if there are none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
    /// The value of a reference to a secret is not known where the plan was made: the call is made only if the value
    /// differs when the plan is applied. Left out if it is not so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conditional: bool,
}

/// A command that gets a field of a new credential on its standard input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Run {
    /// The program and its arguments.
    pub command: Vec<String>,
    /// The field of the response.
    pub field: String,
}

fn is_first(turn: &u32) -> bool {
    *turn == 0
}

/// What asked for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Origin {
    /// The file, relative to where labwright ran.
    pub file: String,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: usize,
    /// It is deleted because no file declares it; the line is that of `prune`.
    #[serde(default)]
    pub pruned: bool,
}

/// A field that is set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Change {
    /// The field, as in the files.
    pub field: String,
    /// The value in GitLab; null if there is none or GitLab never returns it. For a secret only whether it is set, never its value.
    pub before: Value,
    /// The new value. Omitted if the object is deleted. For a secret its reference, never its value.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "even_null")]
    #[schemars(with = "Value")]
    pub after: Option<Value>,
    /// The change loosens protection: it gives someone access, or turns a check off. Omitted otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub loosens: bool,
    /// What asked for this field, if it is not at the object's own lines: an anchor, or another file. Omitted otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Line")]
    pub origin: Option<Line>,
    /// What asked for single entries of the value, if several places did: those that are not at the object's own lines.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub entries: BTreeMap<String, Line>,
}

impl Change {
    /// Whether it sets the same. Lines of files may have moved.
    pub(super) fn is(&self, other: &Change) -> bool {
        let Change { field, before, after, loosens, origin: _, entries: _ } = self;
        (field, before, after, loosens)
            == (&other.field, &other.before, &other.after, &other.loosens)
    }
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Line {
    /// The file, relative to where labwright ran.
    pub file: String,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    pub line: usize,
}

/// A key that is there has a value, `null` too.
fn even_null<'de, D: serde::Deserializer<'de>>(key: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(key).map(Some)
}

/// The call.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Request {
    /// The HTTP method.
    #[schemars(extend("enum" = ["POST", "PUT", "PATCH", "DELETE"]))]
    pub method: String,
    /// The path below /api/v4, encoded.
    pub path: String,
    /// The JSON body; null where there is none.
    #[schemars(extend("type" = ["object", "null"]))]
    pub body: Value,
}

/// What a reader should know about an object.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[schemars(deny_unknown_fields)]
pub struct Note {
    /// The object, or what else it is about: a collection, a project, a flag.
    pub address: String,
    /// The scope of what it is about. Omitted if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// Its kind. Omitted if it is neither an object nor a collection.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub kind: String,
    /// The identity of the object in its collection. Omitted if it is not one of a collection.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key: String,
    /// The message.
    pub message: String,
    /// labwright waits for GitLab, a job, or a person.
    pub waiting: bool,
}

impl Note {
    /// A note about an object, or a collection.
    pub fn of(address: &Address, message: String, waiting: bool) -> Self {
        Note {
            kind: address.kind().to_owned(),
            key: address.key().to_owned(),
            address: address.to_string(),
            waiting,
            ..Note::of_scope(address.scope(), message)
        }
    }

    /// A note about a scope.
    pub fn of_scope(scope: &Scope, message: String) -> Self {
        let address = scope.to_string();
        Note { scope: address.clone(), address, message, ..Note::default() }
    }
}

/// Why a text is no plan document.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DocumentError {
    /// It is something else, or cut short.
    #[error(
        "this is not a complete plan file of labwright ({0}); create it again with `labwright plan --out`"
    )]
    NotAPlan(String),
    /// It was written by another labwright.
    #[error(
        "the plan file has format {0}, but this labwright reads format {FORMAT}; create it again with `labwright plan --out`"
    )]
    Format(u64),
}

impl Document {
    /// Reads the document.
    ///
    /// # Errors
    /// When it is cut short, or not a plan of this format.
    pub fn parse(bytes: &[u8]) -> Result<Self, DocumentError> {
        let value: Value = serde_json::from_slice(bytes)
            .map_err(|it| DocumentError::NotAPlan(format!("line {}: not JSON", it.line())))?;
        match value["format"].as_u64() {
            Some(FORMAT) => {}
            Some(other) => return Err(DocumentError::Format(other)),
            None => return Err(DocumentError::NotAPlan("`format` is missing".to_owned())),
        }
        let mut document: Document = serde_json::from_value(value)
            .map_err(|it| DocumentError::NotAPlan(clean(&it.to_string()).into_owned()))?;
        if !document.server.is_empty()
            && Server::parse(&document.server, "").map(|it| it.url).as_ref() != Ok(&document.server)
        {
            return Err(DocumentError::NotAPlan("its server is not a valid URL".to_owned()));
        }
        document.tidy();
        Ok(document)
    }

    /// Makes everything that is shown fit to be shown, and the summary one of the steps. Nothing changes in a document
    /// that labwright wrote.
    fn tidy(&mut self) {
        let Document {
            format: _,
            labwright,
            server: _,
            server_source,
            shard: _,
            scopes,
            found,
            steps,
            summary,
            notes,
            problems,
        } = self;
        [labwright, server_source].into_iter().for_each(tidy);
        for Home { scope, id: _, path } in scopes.iter_mut().chain(found) {
            [scope, path].into_iter().for_each(tidy);
        }
        steps.iter_mut().for_each(Step::tidy);
        for Note { address, scope, kind, key, message, waiting: _ } in notes {
            [address, scope, kind, key, message].into_iter().for_each(tidy);
        }
        for Told { file, line: _, column: _, message, hint, of, more: _ } in problems {
            [message].into_iter().chain(file).chain(hint).for_each(tidy);
            *of = std::mem::take(of).into_iter().map(tidied).collect();
        }
        *summary = Summary { unchanged: summary.unchanged, ..Summary::of(steps.iter()) };
    }

    /// A plan that came to nothing: it has problems only.
    pub fn of_problems(problems: &Problems) -> Self {
        Document {
            format: FORMAT,
            labwright: String::new(),
            server: String::new(),
            server_source: String::new(),
            shard: None,
            scopes: Vec::new(),
            found: Vec::new(),
            steps: Vec::new(),
            summary: Summary::default(),
            notes: Vec::new(),
            problems: problems.told(),
        }
    }

    /// Whether something certainly changes: a conditional step may come to nothing.
    pub fn has_changes(&self) -> bool {
        self.steps.iter().any(|it| !it.conditional)
    }

    /// Adds what a reader should know besides.
    pub fn remark(&mut self, notes: &[Note]) {
        self.notes.extend_from_slice(notes);
        self.notes.sort();
    }

    /// The document as it is printed and written.
    pub fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The schema of the document, draft 7.
    pub fn json_schema() -> Value {
        let settings = schemars::generate::SchemaSettings::draft07().for_serialize();
        settings.into_generator().into_root_schema_for::<Self>().to_value()
    }
}

/// The longest text that is no value of a field, in characters.
const LONGEST: usize = 10_000;

/// One line, without what acts on a terminal or cannot be seen.
fn tidy(text: &mut String) {
    if let Some((at, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(at);
        text.push('…');
    }
    if let Cow::Owned(it) = clean(text) {
        *text = it;
    }
}

fn tidied(mut text: String) -> String {
    tidy(&mut text);
    text
}

/// The same for every text in a value, in which line breaks may stand.
fn tidy_value(value: &mut Value) {
    match value {
        Value::String(text) => {
            let lines: Vec<_> = text
                .split('\n')
                .map(|it| it.split('\t').map(clean).collect::<Vec<_>>().join("\t"))
                .collect();
            *text = lines.join("\n");
        }
        Value::Array(items) => items.iter_mut().for_each(tidy_value),
        Value::Object(fields) => {
            let all = std::mem::take(fields);
            fields.extend(all.into_iter().map(|(mut key, mut it)| {
                tidy(&mut key);
                tidy_value(&mut it);
                (key, it)
            }));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

impl Step {
    /// Makes everything that is shown fit to be shown. The call is not shown: it is what is approved, to the byte.
    pub(super) fn tidy(&mut self) {
        let Step {
            address,
            scope,
            kind,
            key,
            action: _,
            phase: _,
            turn: _,
            origin,
            changes,
            request: _,
            why,
            undo: _,
            runs: _,
            joined: _,
            waits: _,
            conditional: _,
        } = self;
        [address, scope, kind, &mut origin.file].into_iter().chain(key).chain(why).for_each(tidy);
        for Change { field, before, after, loosens: _, origin, entries } in changes {
            *entries =
                std::mem::take(entries).into_iter().map(|(key, it)| (tidied(key), it)).collect();
            let lines = origin.iter_mut().chain(entries.values_mut()).map(|it| &mut it.file);
            [field].into_iter().chain(lines).for_each(tidy);
            [before].into_iter().chain(after).for_each(tidy_value);
        }
    }

    /// The object that it is for. Two objects can have addresses that look alike.
    pub(crate) fn object(&self) -> [&str; 3] {
        [&self.address, &self.scope, &self.kind]
    }

    /// The address of the object.
    pub(crate) fn address(&self) -> String {
        self.address.clone()
    }

    /// The object within its scope: `protected_branches/main`. An older labwright wrote no key.
    pub fn within_scope(&self) -> String {
        let below = || self.address.strip_prefix(&self.scope)?.strip_prefix('/');
        match &self.key {
            Some(key) => within_scope(&self.kind, key),
            None => below().unwrap_or(&self.address).to_owned(),
        }
    }

    /// Whether the object is gone afterwards, or was gone for a moment.
    pub fn deletes(&self) -> bool {
        matches!(self.action, Action::Delete | Action::Replace)
    }

    /// Whether it takes protection away from something that stays.
    pub fn loosens(&self) -> bool {
        self.changes.iter().any(|it| it.loosens)
    }
}
