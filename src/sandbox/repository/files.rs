//! Single files of a repository: what headers and bodies tell of them, and commits that change one of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::commits::{bad, bytes, check_encoding, full, target};
use super::push::{Action, Change, Target, allowed, push};
use crate::sandbox::http::endpoint::Scopes;
use crate::sandbox::http::gates::{ID, in_project, signed_in};
use crate::sandbox::http::{Call, Param, Refusal, Reply, Route, route};
use crate::sandbox::world::contents::sha256;
use crate::sandbox::world::{DEVELOPER, REPORTER, Visibility};

const PATH: &str = "/projects/{id}/repository/files/{file_path}";

const READ: &[Param] = &[Param::text("ref").required().no_blank()];

const DELETE: &[Param] = &[
    Param::text("branch").required().no_blank(),
    Param::text("commit_message").required().no_blank(),
    Param::text("start_branch"),
    Param::text("author_name"),
    Param::text("author_email"),
    Param::text("last_commit_id"),
];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", PATH, in_project, &[ID, READ], read).scopes(Scopes::Files),
    route("POST", PATH, signed_in, &[ID], write).scopes(Scopes::Files),
    route("PUT", PATH, signed_in, &[ID], write).scopes(Scopes::Files),
    route("DELETE", PATH, in_project, &[ID, DELETE], delete).scopes(Scopes::Files),
];

/// Refuses those who cannot read the repository.
pub(super) fn may_read(call: &mut Call<'_>) -> Result<(), Refusal> {
    let project = call.project()?;
    let off = project.setting("repository_access_level") == "disabled";
    let private = project.visibility == Visibility::Private;
    match off || private && call.level()? < REPORTER {
        true => Err(Refusal::forbidden()),
        false => Ok(()),
    }
}

/// The path of the file, which must not be absolute.
fn path(call: &Call<'_>) -> Result<String, Refusal> {
    let path = call.place("file_path").to_owned();
    match path.starts_with('/') {
        true => Err(Refusal::error(400, "file_path should be a valid file path")),
        false => Ok(path),
    }
}

fn read(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let path = path(call)?;
    may_read(call)?;
    let project = call.project()?.clone();
    let asked = call.params.text("ref").unwrap_or_default().to_owned();
    let sha = project.resolve(&asked).ok_or_else(|| Refusal::no_such("Commit"))?;
    let files = project.files(&sha);
    let plain: Vec<&str> = path.split('/').filter(|it| !it.is_empty() && *it != ".").collect();
    let file = files.get(&plain.join("/")).ok_or_else(|| Refusal::no_such("File"))?;
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    let body = json!({
        "file_name": name,
        "file_path": path,
        "size": file.bytes.len(),
        "encoding": "base64",
        "content_sha256": sha256(&file.bytes),
        "ref": asked,
        "blob_id": file.blob_id(),
        "commit_id": sha,
        "last_commit_id": file.commit,
        "execute_filemode": file.executable,
    });
    let headers = [
        ("x-gitlab-blob-id", "blob_id"),
        ("x-gitlab-commit-id", "commit_id"),
        ("x-gitlab-content-sha256", "content_sha256"),
        ("x-gitlab-encoding", "encoding"),
        ("x-gitlab-execute-filemode", "execute_filemode"),
        ("x-gitlab-file-name", "file_name"),
        ("x-gitlab-file-path", "file_path"),
        ("x-gitlab-last-commit-id", "last_commit_id"),
        ("x-gitlab-ref", "ref"),
        ("x-gitlab-size", "size"),
    ];
    let mut reply = Reply::ok(body);
    if let crate::sandbox::http::reply::Body::Json(Value::Object(body)) = &mut reply.body {
        reply.headers = headers
            .into_iter()
            .filter_map(|(header, field)| {
                let value = body.get(field)?;
                Some((header, value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
            })
            .collect();
        body.insert(String::from("content"), json!(STANDARD.encode(file.bytes.as_slice())));
    }
    Ok(reply)
}

/// How these endpoints say that a file has changed.
fn stale(change: &Change) -> String {
    String::from(match change.action {
        Action::Delete => "You are attempting to delete a file that has been previously updated.",
        _ => "You are attempting to update a file that has changed since you started editing it.",
    })
}

fn write(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.project_id()?;
    let body = call.sent.all.clone();
    if !allowed(call, &full(&body, "branch").unwrap_or_default())? {
        return Err(Refusal::forbidden_because("You are not allowed to push into this branch"));
    }
    let target = target(&body)?;
    if !body.contains_key("content") {
        return Err(bad("content is required"));
    }
    check_encoding(&body, "encoding")?;
    let path = path(call)?;
    let executable = body.get("execute_filemode").and_then(Value::as_bool);
    let bytes = bytes(&body);
    let creates = call.route.method == "POST";
    let action = match creates {
        true => Action::Create { bytes, executable: executable == Some(true) },
        false => Action::Update { bytes, executable },
    };
    let change = Change { action, path: path.clone(), last_commit: full(&body, "last_commit_id") };
    push(call, &target, &[change], stale)?;
    let told = json!({ "file_path": path, "branch": target.branch });
    Ok(if creates { Reply::created(told) } else { Reply::ok(told) })
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let path = path(call)?;
    call.at_least(DEVELOPER)?;
    let body: Map<String, Value> = call.params.0.clone();
    let target = Target { start_sha: None, ..target(&body)? };
    if !allowed(call, &target.branch)? {
        return Err(Refusal::message(400, "You are not allowed to push into this branch"));
    }
    let last_commit = full(&body, "last_commit_id");
    push(call, &target, &[Change { action: Action::Delete, path, last_commit }], stale)?;
    Ok(Reply::no_content().with_header("content-type", "application/json"))
}
