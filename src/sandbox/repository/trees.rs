//! The directories of a repository.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::files::may_read;
use crate::sandbox::http::endpoint::Scopes;
use crate::sandbox::http::gates::{ID, in_project};
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::world::contents::{Line, lines};

const TREE: &[Param] = &[
    Param::text("ref"),
    Param::text("path"),
    Param::boolean("recursive").or("false"),
    Param::text("page_token"),
    Param::text("pagination").or("legacy").values(&["legacy", "keyset", "none"]),
];

pub(crate) const ROUTES: &[Route] =
    &[route("GET", "/projects/{id}/repository/tree", in_project, &[ID, TREE, &PAGE], tree)
        .scopes(Scopes::Project)];

fn shown(line: &Line) -> Value {
    json!({
        "id": line.id,
        "name": line.path.rsplit('/').next(),
        "type": if line.is_directory { "tree" } else { "blob" },
        "path": line.path,
        "mode": line.mode,
    })
}

/// What a page by keyset is followed by.
fn token(line: &Line) -> String {
    let kind = if line.is_directory { "TREE" } else { "BLOB" };
    STANDARD.encode(json!({ "file_name": line.path, "type": kind }).to_string())
}

fn tree(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    may_read(call)?;
    let params = call.params.clone();
    let recursive = params.bool("recursive") == Some(true);
    if params.text("pagination") == Some("none") && !recursive {
        let text = "pagination cannot be \"none\" unless \"recursive\" is true";
        return Err(Refusal::error(400, text));
    }
    let project = call.project()?.clone();
    let sha = project.resolve(params.text("ref").unwrap_or("HEAD"));
    let sha = sha.ok_or_else(|| Refusal::no_such("Tree"))?;
    let path = params.text("path").unwrap_or("");
    if path.starts_with('/') {
        return Err(Refusal::no_such("Only relative path is accepted"));
    }
    if path.split('/').any(|part| part == "..") {
        return Err(Refusal::no_such("Path cannot include traversal syntax"));
    }
    let all = lines(&project.files(&sha), path.trim_end_matches('/'), recursive);
    let all = all.ok_or_else(|| Refusal::no_such("invalid revision or path"))?;
    match params.text("pagination") {
        Some("none") => Ok(Reply::ok(all.iter().map(shown).collect())),
        Some("keyset") => {
            let after = params.text("page_token");
            let at = after.map(|after| all.iter().position(|it| token(it) == after));
            let from = match at {
                Some(None) => return Err(Refusal::crash()),
                Some(Some(at)) => at + 1,
                None => 0,
            };
            let size = params.int("per_page").and_then(|it| usize::try_from(it).ok());
            let size = size.filter(|it| *it > 0).unwrap_or(20);
            let page: Vec<&Line> = all.iter().skip(from).take(size).collect();
            let reply = Reply::ok(page.iter().map(|it| shown(it)).collect());
            let more = page.last().filter(|_| from + page.len() < all.len());
            Ok(match more {
                Some(last) => {
                    let link = call.link(1, size, Some(("page_token", token(last))));
                    reply.with_header("link", format!("<{link}>; rel=\"next\""))
                }
                None => reply,
            })
        }
        _ => call.page(all, |it| shown(&it)),
    }
}
