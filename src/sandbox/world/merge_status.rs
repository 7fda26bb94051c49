//! Whether a merge request can be merged, and what blocks it.

use super::branch_rules;
use super::delivery::{MergeRequest, MergeRequestState, Note, Pipeline};
use super::model::{Licence, Project, ProtectedBranch, StatusCheck, StatusCheckResponse};
use super::store::World;

/// Seconds after which a service's `pending` counts as failed.
const PATIENCE: i64 = 120;

/// Whether merge trains are enabled: they require merged-results pipelines, too.
pub(crate) fn trains_enabled(world: &World, project: &Project) -> bool {
    world.licensed(Licence::Premium)
        && project.is_on("merge_pipelines_enabled")
        && project.is_on("merge_trains_enabled")
}

/// Whether the merge method requires a rebase first.
pub(crate) fn needs_rebase(project: &Project, request: &MergeRequest) -> bool {
    let method = project.setting("merge_method");
    let straight = matches!(method.as_str(), Some("ff" | "rebase_merge"));
    let head = project.branches.get(&request.target_branch);
    straight && head.is_some_and(|head| head.sha != request.base_sha)
}

/// A check without branches applies to all; otherwise names are compared exactly, so a pattern never matches.
pub(crate) fn applies(
    world: &World,
    project: &Project,
    check: &StatusCheck,
    target_branch: &str,
) -> bool {
    let own = &check.protected_branches;
    let named = |rule: &&ProtectedBranch| own.contains(&rule.id) && rule.name == target_branch;
    own.is_empty() || branch_rules::all(world, project).iter().any(named)
}

pub(crate) fn newest<'p>(
    project: &'p Project,
    request: &MergeRequest,
    check: u64,
) -> Option<&'p StatusCheckResponse> {
    let about = |response: &&StatusCheckResponse| {
        response.merge_request == request.iid
            && response.check == check
            && response.sha == request.sha
    };
    project.status_check_responses.iter().filter(about).max_by_key(|response| response.id)
}

/// The result of a check for the head of a merge request: `passed`, `failed`, or `pending`.
pub(crate) fn status(
    world: &World,
    project: &Project,
    request: &MergeRequest,
    check: u64,
) -> &'static str {
    match newest(project, request, check).map(|response| (response.status.as_str(), response.since))
    {
        Some(("passed", _)) => "passed",
        Some(("failed", _)) => "failed",
        Some((_, since)) if since.plus_seconds(PATIENCE) < world.now => "failed",
        _ => "pending",
    }
}

/// Whether every check that applies to a merge request has passed.
pub(crate) fn all_passed(world: &World, project: &Project, request: &MergeRequest) -> bool {
    let checks = project
        .status_checks
        .values()
        .filter(|check| applies(world, project, check, &request.target_branch));
    checks.into_iter().all(|check| status(world, project, request, check.id) == "passed")
}

/// Comments on a merge request, without system notes.
pub(crate) fn comments<'p>(
    project: &'p Project,
    request: &MergeRequest,
) -> impl Iterator<Item = &'p Note> {
    let iid = request.iid;
    project.notes.iter().filter(move |note| note.merge_request == iid && !note.system)
}

/// Whether a thread of a merge request is unresolved.
pub(crate) fn unresolved(project: &Project, request: &MergeRequest) -> bool {
    request.unresolved_discussions || comments(project, request).any(Note::unresolved)
}

/// Whether the newest pipeline of a merge request can still succeed. A blocked one counts only if success is required.
pub(crate) fn in_progress(project: &Project, request: &MergeRequest) -> bool {
    let head = request.head_pipeline.and_then(|id| project.pipelines.get(&id));
    let must_pass = project.is_on("only_allow_merge_if_pipeline_succeeds");
    let stopped =
        |run: &Pipeline| matches!(run.status.as_str(), "manual" | "scheduled" | "canceling");
    head.is_some_and(|run| !run.complete() && (must_pass || !stopped(run)))
}

/// Whether a merge request can be merged, as in `detailed_merge_status`. The first blocking reason is reported. Those of the
/// paid tiers come first, even for merge requests that are merged already, and the pipeline comes last.
pub(crate) fn detailed_merge_status(
    world: &World,
    project: &Project,
    request: &MergeRequest,
) -> &'static str {
    let pipeline = request.head_pipeline.and_then(|id| project.pipelines.get(&id));
    let green = pipeline.is_some_and(|pipeline| pipeline.status == "success");
    let skipped = pipeline.is_some_and(|pipeline| pipeline.status == "skipped");
    // Auto-merge without a train requires a successful pipeline, whatever the project's settings.
    let waits = request.auto_merge && request.past_trains && pipeline.is_some();
    let must_pass = project.is_on("only_allow_merge_if_pipeline_succeeds") || waits;
    if request.unchecked && request.state == MergeRequestState::Opened {
        "unchecked"
    } else if request.approvals_left > 0 {
        "not_approved"
    } else if request.blocked {
        "merge_request_blocked"
    } else if world.licensed(Licence::Ultimate)
        && project.is_on("only_allow_merge_if_all_status_checks_passed")
        && !all_passed(world, project, request)
    {
        "status_checks_must_pass"
    } else if request.state != MergeRequestState::Opened {
        "not_open"
    } else if request.merge_after.is_some_and(|time| time > world.now) {
        "merge_time"
    } else if request.draft {
        "draft_status"
    } else if !project.branches.contains_key(&request.source_branch) {
        "commits_status"
    } else if unresolved(project, request)
        && project.is_on("only_allow_merge_if_all_discussions_are_resolved")
    {
        "discussions_not_resolved"
    } else if request.has_conflicts {
        "conflict"
    } else if needs_rebase(project, request) && !trains_enabled(world, project) {
        "need_rebase"
    } else if must_pass && !green && !(skipped && project.is_on("allow_merge_on_skipped_pipeline"))
    {
        if in_progress(project, request) { "ci_still_running" } else { "ci_must_pass" }
    } else {
        "mergeable"
    }
}
