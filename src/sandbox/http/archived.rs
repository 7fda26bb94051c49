//! Archived projects: GitLab freezes about half of their endpoints, sometimes one method of a path and not another.
//!
//! As recorded (`archived_writes`); deployments and answers to status checks as in GitLab's source.

use super::call::Call;
use super::reply::Refusal;

/// Frozen endpoints below a project: the method (empty for any), and the beginning of the pattern.
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

/// Refuses what an archived project rejects.
pub(crate) fn refuse(call: &mut Call<'_>) -> Result<(), Refusal> {
    let Some(below) = call.route.pattern.strip_prefix("/projects/{id}/") else { return Ok(()) };
    let method = call.route.method;
    let frozen = call.route.frozen
        || FROZEN.iter().any(|(verb, start)| {
            (verb.is_empty() || *verb == method)
                && below.strip_prefix(start).is_some_and(|it| it.is_empty() || it.starts_with('/'))
        });
    // The endpoint itself refuses anonymous callers and those who cannot see the project.
    if method == "GET" || !frozen || call.user.is_none() || call.project_id().is_err() {
        return Ok(());
    }
    if !call.project()?.is_on("archived") {
        return Ok(());
    }
    // Merging checks the right to merge where other endpoints check a role.
    let merges = below.starts_with("merge_trains") || below.ends_with("/merge");
    Err(if merges { Refusal::unauthorized() } else { Refusal::forbidden() })
}
