//! Archived projects: half of what GitLab has is frozen there, half is not, and one verb may be while another is not.
//!
//! As recorded (`archived_writes`); deployments and answers to status checks as in GitLab's source.

use super::call::Call;
use super::reply::Refusal;

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

/// Refuses what an archived project does not take.
pub(crate) fn refuse(call: &mut Call<'_>) -> Result<(), Refusal> {
    let Some(below) = call.route.pattern.strip_prefix("/projects/{id}/") else { return Ok(()) };
    let method = call.route.method;
    let frozen = call.route.frozen
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
