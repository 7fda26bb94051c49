//! Archived projects: half of what GitLab has is frozen there, half is not, and one verb may be while another is not.
//!
//! As recorded (`archived_writes`); deployments and answers to status checks as in GitLab's source.

use serde_json::json;

use super::common::{ID, signed_in};
use super::project_view;
use crate::sandbox::http::{Call, Refusal, Reply, Route, route};
use crate::sandbox::plain;
use crate::sandbox::world::OWNER;

/// What is frozen below a project: method, or any; and the beginning of the pattern.
const FROZEN: &[(&str, &str)] = &[
    ("", "merge_requests"),
    ("", "deployments"),
    ("", "environments"),
    ("", "repository"),
    ("", "pipelines"),
    ("", "jobs"),
    ("", "merge_trains"),
    ("POST", "protected_branches"),
];

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/projects/{id}/archive", signed_in, &[ID], archive),
    route("POST", "/projects/{id}/unarchive", signed_in, &[ID], unarchive),
];

/// Refuses what an archived project does not take.
pub(crate) fn refuse(call: &mut Call<'_>) -> Result<(), Refusal> {
    let Some(below) = call.route.pattern.strip_prefix("/projects/{id}/") else { return Ok(()) };
    let method = call.route.method;
    let by_table = call.route.table.is_some_and(|table| plain::freezes(table, method));
    let frozen = by_table
        || FROZEN.iter().any(|(verb, start)| {
            (verb.is_empty() || *verb == method)
                && below.strip_prefix(start).is_some_and(|it| it.is_empty() || it.starts_with('/'))
        });
    // Whom the project is hidden from, and who is not known, the endpoint refuses itself.
    if method == "GET" || !frozen || call.user.is_none() || call.project_id().is_err() {
        return Ok(());
    }
    if !call.project()?.is_on("archived") {
        return Ok(());
    }
    // Whether somebody may merge is asked where others ask for a role.
    let merges = below.starts_with("merge_trains") || below.ends_with("/merge");
    Err(if merges { Refusal::unauthorized() } else { Refusal::forbidden() })
}

fn archive(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(OWNER)?;
    if call.project()?.is_on("archived") {
        return Err(Refusal::message(400, "Project is already archived."));
    }
    set(call, true)
}

fn unarchive(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(OWNER)?;
    set(call, false)
}

fn set(call: &mut Call<'_>, archived: bool) -> Result<Reply, Refusal> {
    call.project_mut()?.settings.insert("archived".to_owned(), json!(archived));
    let (user, project) = (call.user, call.project()?.clone());
    let shown = project_view::shown(call.world, &project, user, false);
    Ok(Reply::created(project_view::without(&["permissions"], shown)))
}
