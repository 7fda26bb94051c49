//! The commit that changes files of a branch: one for all of them.

use serde_json::{Map, Value, json};

use super::model::File;
use crate::gitlab::Method;
use crate::resource::{
    Action, Address, Blob, BlobSource, Call, Change, Check, Content, Datum, Deviation, Fields,
    Found, Fresh, Hole, Kind, Look, Row, Sent, Setting, Verdict, same,
};

/// The default message of a commit.
const MESSAGE: &str = "Update files managed by labwright";

/// One step of a commit.
pub(super) type Step = Map<String, Value>;

/// Where a commit goes.
#[derive(Default)]
pub(super) struct Onto {
    /// The branch, which is not known yet in a project that the plan creates.
    pub(super) branch: Option<String>,
    /// The branch that a new one starts from.
    pub(super) start: Option<Option<String>>,
    /// The branch is what a person approves.
    pub(super) fixed: bool,
    /// The branch, if this plan creates it before.
    pub(super) after: Option<Address>,
    /// The branch, if this plan creates it by this commit.
    pub(super) brings: Option<Address>,
}

/// The message of the commits of a collection.
pub(super) fn message<'a>(look: &Look<'a>) -> &'a str {
    look.shared("message").unwrap_or(MESSAGE)
}

/// A step of a commit on a file. GitLab refuses it if the file has changed since `head`.
pub(super) fn step(name: &str, path: &str, head: Option<&str>) -> Step {
    let mut step = Map::new();
    step.insert("action".to_owned(), json!(name));
    step.insert("file_path".to_owned(), json!(path));
    if let Some(head) = head {
        step.insert("last_commit_id".to_owned(), Hole::Now(json!(head)).value());
    }
    step
}

/// A step with a content.
fn with_content(mut step: Step, blob: &Blob) -> Step {
    let content = match blob.source() {
        BlobSource::Text(text) => Hole::Hidden(text.clone()).value(),
        BlobSource::File { path, sha256 } => {
            step.insert("encoding".to_owned(), json!("base64"));
            Hole::Base64 { path: path.clone(), sha256: sha256.clone() }.value()
        }
        BlobSource::Live => return step,
    };
    step.insert("content".to_owned(), content);
    step
}

impl File {
    /// The declared content; `None` if that is what GitLab has.
    fn wanted(&self, look: &Look<'_>) -> Option<Datum> {
        let Setting::Value(content) = self.source() else { return None };
        let measured = content.unread().and_then(|it| content.measured(look.measured(it)?));
        Some(Datum::Content(measured.unwrap_or(content)))
    }

    /// The steps that make a file as declared what it is now.
    pub(super) fn steps(
        &self,
        now: Option<&File>,
        head: Option<&str>,
        look: &Look<'_>,
    ) -> Vec<Step> {
        let wanted = self.wanted(look);
        let blob = match &wanted {
            Some(Datum::Content(Content::Blob(blob))) => Some(blob),
            _ => None,
        };
        let filled = |step: Step| match blob {
            Some(blob) => with_content(step, blob),
            None => step,
        };
        let Some(now) = now else {
            let mut create = filled(step("create", &self.path, None));
            if self.executable.value() == Some(&true) {
                create.insert("execute_filemode".to_owned(), json!(true));
            }
            return vec![create];
        };
        let mut steps = Vec::new();
        let has = now.wanted(look);
        let differs = |it: &Datum| !has.as_ref().is_some_and(|has| same(it, has));
        if wanted.as_ref().is_some_and(differs) {
            steps.push(filled(step("update", &self.path, head)));
        }
        let executable = match self.executable {
            Setting::Value(it) => Some(it),
            Setting::Cleared => Some(false),
            Setting::Unmanaged => None,
        };
        if let Some(executable) = executable.filter(|it| now.executable.value() != Some(it)) {
            let mut chmod = step("chmod", &self.path, head);
            chmod.insert("execute_filemode".to_owned(), json!(executable));
            steps.push(chmod);
        }
        steps
    }
}

/// The part of a commit that is about one file.
pub(super) fn commit(
    look: &Look<'_>,
    does: Action,
    onto: Onto,
    path: &str,
    steps: Vec<Step>,
    changes: Vec<Change>,
) -> Call {
    let repository = look.scope().at("repository");
    let branch = json!(onto.branch);
    let mut body = Map::new();
    let branch = if onto.fixed { branch } else { Hole::Now(branch).value() };
    body.insert("branch".to_owned(), branch);
    body.extend(onto.start.map(|it| ("start_branch".to_owned(), Hole::Now(json!(it)).value())));
    body.insert("commit_message".to_owned(), json!(message(look)));
    for field in ["author_name", "author_email"] {
        body.extend(look.shared(field).map(|it| (field.to_owned(), json!(it))));
    }
    let steps = steps.into_iter().map(Value::Object).collect();
    body.insert("actions".to_owned(), Value::Array(steps));
    let file = Fresh::File {
        repository: repository.clone(),
        branch: onto.branch.unwrap_or_default(),
        path: path.to_owned(),
    };
    Call {
        body: Value::Object(body),
        changes,
        joined: Some("actions"),
        after: onto.after,
        brings: onto.brings,
        ..Call::new(
            does,
            Method::Post,
            repository.seg("commits"),
            Check::new(file.clone(), was_committed).traced(file, left_a_commit),
        )
    }
}

/// What of a file is not as it was sent.
fn differences(sent: &Sent<'_>, file: &Value) -> Vec<Deviation> {
    let live = File::observed(file).map(|it| {
        let mut fields = Fields::default();
        it.fields(&mut fields);
        fields.rows
    });
    let rows = live.unwrap_or_default();
    let differs = |change: &Change| {
        let after = change.after.as_ref()?;
        let found = rows.iter().find(|it| it.name == change.field).and_then(Row::value);
        let found = found.unwrap_or(&Datum::Null);
        (!same(after, found)).then(|| Deviation {
            field: change.field.to_owned(),
            sent: after.show(),
            found: found.show(),
            ignored: None,
        })
    };
    sent.changes.iter().filter_map(differs).collect()
}

/// Compares the commit that GitLab made, and the file in it.
fn was_committed(sent: &Sent<'_>, fresh: &Value) -> Verdict {
    let (commit, file) = (&fresh["commit"], &fresh["file"]);
    let deletes = sent.changes.iter().all(|it| it.after.is_none());
    if deletes != file.is_null() {
        return Verdict::Failed(match deletes {
            true => "GitLab made the commit, but the file still exists".to_owned(),
            false => "GitLab made the commit, but the file does not exist".to_owned(),
        });
    }
    let mut deviations = if deletes { Vec::new() } else { differences(sent, file) };
    // Without a response, the file alone shows what became of the commit.
    let told = [
        ("commit_message", "message"),
        ("author_name", "author_name"),
        ("author_email", "author_email"),
    ];
    for (field, told) in told.into_iter().filter(|_| commit["id"].is_string()) {
        let wanted = &sent.body[field];
        if !wanted.is_null() && commit[told] != *wanted {
            deviations.push(Deviation {
                field: field.to_owned(),
                sent: wanted.clone(),
                found: commit[told].clone(),
                ignored: None,
            });
        }
    }
    match deviations.is_empty() {
        true => Verdict::Good,
        false => Verdict::Differs(deviations),
    }
}

/// Finds what a commit left whose response was lost: the content of the file decides.
fn left_a_commit(sent: &Sent<'_>, fresh: &Value) -> Found {
    match was_committed(sent, fresh) {
        Verdict::Good => Found::Effect(Value::Null),
        _ => Found::Nothing,
    }
}
