//! Commits by the API, of many files at once.
//!
//! GitLab reads the body itself, before its usual checks of parameters, and in its own words. What it checks first is whether the
//! caller can push to the branch (measured).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde_json::{Map, Value, json};

use super::branches::shown_commit;
use super::push::{Action, Change, Target, allowed, push};
use crate::sandbox::http::endpoint::Scopes;
use crate::sandbox::http::gates::{ID, in_project};
use crate::sandbox::http::{Call, Refusal, Reply, Route, route};
use crate::sandbox::world::REPORTER;

pub(crate) const ROUTES: &[Route] =
    &[route("POST", "/projects/{id}/repository/commits", in_project, &[ID], create)
        .scopes(Scopes::Project)];

const ACTIONS: [&str; 5] = ["create", "update", "move", "delete", "chmod"];

pub(super) fn bad(text: impl AsRef<str>) -> Refusal {
    Refusal::bad_request_because(text.as_ref())
}

/// A text that is not empty.
pub(super) fn full(body: &Map<String, Value>, name: &str) -> Option<String> {
    body.get(name).and_then(text_of).filter(|it| !it.is_empty())
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The bytes that a content stands for. What is no Base64 in it is skipped, without a word (measured).
pub(super) fn bytes(body: &Map<String, Value>) -> Vec<u8> {
    let text = body.get("content").and_then(text_of).unwrap_or_default();
    if body.get("encoding").and_then(Value::as_str) != Some("base64") {
        return text.into_bytes();
    }
    let letter = |it: &char| it.is_ascii_alphanumeric() || matches!(it, '+' | '/');
    let mut letters: String = text.chars().filter(letter).collect();
    if letters.len() % 4 == 1 {
        letters.pop();
    }
    let lenient = base64::engine::GeneralPurpose::new(
        &base64::alphabet::STANDARD,
        base64::engine::general_purpose::NO_PAD.with_decode_allow_trailing_bits(true),
    );
    lenient
        .decode(letters.as_bytes())
        .or_else(|_| STANDARD_NO_PAD.decode(letters))
        .unwrap_or_default()
}

/// Refuses an encoding that GitLab does not know.
pub(super) fn check_encoding(body: &Map<String, Value>, name: &str) -> Result<(), Refusal> {
    match body.get("encoding").and_then(Value::as_str) {
        None | Some("text" | "base64") => Ok(()),
        Some(_) => Err(bad(format!("{name} must be text or base64"))),
    }
}

/// Where a commit goes, of its body.
pub(super) fn target(body: &Map<String, Value>) -> Result<Target, Refusal> {
    let required = |name: &str| full(body, name).ok_or_else(|| bad(format!("{name} is required")));
    Ok(Target {
        branch: required("branch")?,
        message: required("commit_message")?,
        start_branch: full(body, "start_branch"),
        start_sha: full(body, "start_sha"),
        force: body.get("force") == Some(&Value::Bool(true)),
        author: (full(body, "author_name"), full(body, "author_email")),
    })
}

fn change(at: usize, action: &Map<String, Value>) -> Result<Change, Refusal> {
    let lacks = |name: &str| bad(format!("actions[{at}][{name}] is required"));
    let name = full(action, "action").ok_or_else(|| lacks("action"))?;
    if !ACTIONS.contains(&name.as_str()) {
        let known = ACTIONS.join(", ");
        return Err(bad(format!("actions[{at}][action] must be one of: {known}")));
    }
    let path = full(action, "file_path").ok_or_else(|| lacks("file_path"))?;
    let without = |field: &str| {
        (!action.contains_key(field))
            .then(|| bad(format!("actions[{at}][{field}] is required for {name} action")))
    };
    let missing = match name.as_str() {
        "update" => without("content"),
        "move" => without("previous_path"),
        "chmod" => without("execute_filemode"),
        _ => None,
    };
    if let Some(missing) = missing {
        return Err(missing);
    }
    let mode = action.get("execute_filemode");
    if mode.is_some_and(|it| !it.is_boolean()) {
        return Err(bad(format!("actions[{at}][execute_filemode] must be a boolean")));
    }
    check_encoding(action, &format!("actions[{at}][encoding]"))?;
    let executable = mode == Some(&Value::Bool(true));
    Ok(Change {
        path,
        last_commit: full(action, "last_commit_id"),
        action: match name.as_str() {
            "create" => Action::Create { bytes: bytes(action), executable },
            "update" => Action::Update { bytes: bytes(action), executable: None },
            "move" => Action::Move {
                from: full(action, "previous_path").unwrap_or_default(),
                bytes: action.contains_key("content").then(|| bytes(action)),
            },
            "chmod" => Action::Chmod { executable },
            _ => Action::Delete,
        },
    })
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let body = call.sent.all.clone();
    if call.level()? < REPORTER {
        return Err(Refusal::forbidden());
    }
    if !allowed(call, &full(&body, "branch").unwrap_or_default())? {
        return Err(Refusal::forbidden_because("You are not allowed to push into this branch"));
    }
    let target = target(&body)?;
    let empty = match body.get("allow_empty") {
        None | Some(Value::Bool(_)) => body.get("allow_empty") == Some(&Value::Bool(true)),
        Some(_) => return Err(bad("allow_empty must be a boolean")),
    };
    let actions = match body.get("actions") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(actions)) => actions.clone(),
        Some(_) => return Err(bad("actions must be an array")),
    };
    if actions.is_empty() && !empty {
        return Err(bad("Provide at least one action, or set allow_empty to true"));
    }
    let mut changes = Vec::new();
    for (at, action) in actions.iter().enumerate() {
        let Value::Object(action) = action else { return Err(Refusal::crash()) };
        changes.push(change(at, action)?);
    }
    if target.start_branch.is_some() && target.start_sha.is_some() {
        return Err(bad("start_branch, start_sha are mutually exclusive"));
    }
    let made = push(call, &target, &changes, |change| {
        format!("The file has changed since you started editing it: {}", change.path)
    })?;
    let project = call.project()?.clone();
    let mut shown = shown_commit(call.world, &project, &made.sha);
    if let Value::Object(fields) = &mut shown {
        if body.get("stats") != Some(&Value::Bool(false)) {
            let (additions, deletions) = made.stats;
            let total = additions + deletions;
            let stats = json!({ "additions": additions, "deletions": deletions, "total": total });
            fields.insert(String::from("stats"), stats);
        }
        fields.insert(String::from("status"), Value::Null);
        fields.insert(String::from("project_id"), json!(project.id));
        fields.insert(String::from("last_pipeline"), Value::Null);
    }
    Ok(Reply::created(shown))
}
