//! Merging through the merge request: immediately, without a train, or automatically when all checks pass.
//!
//! What is refused, in which order and with which body is recorded (`auto_merge`, `auto_merge_past_trains`,
//! `status_checks_gate_the_merge`).

use serde_json::Value;

use super::requests::{IID, found, reads, shown};
use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::{Call, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::world::branch_rules::may_merge;
use crate::sandbox::world::merge_status::{
    detailed_merge_status, in_progress, needs_rebase, trains_enabled,
};
use crate::sandbox::world::merging::{green, mergeable, remove_source};
use crate::sandbox::world::{MergeRequest, MergeRequestState, Project, World};

const MERGE: &[Param] = &[
    Param::text("merge_commit_message"),
    Param::text("squash_commit_message"),
    Param::boolean("should_remove_source_branch"),
    Param::boolean("merge_when_pipeline_succeeds"),
    Param::boolean("auto_merge"),
    Param::text("sha"),
    Param::boolean("squash"),
    Param::boolean("skip_merge_train"),
];

pub(crate) const ROUTES: &[Route] = &[route(
    "PUT",
    "/projects/{id}/merge_requests/:merge_request_iid/merge",
    signed_in,
    &[IID, MERGE],
    merge,
)
.scopes(Scopes::MergeRequest)];

/// Whether it can be merged, apart from conflicts and rebases.
fn allowed(world: &World, project: &Project, request: &MergeRequest) -> bool {
    let mut clean = MergeRequest { has_conflicts: false, ..request.clone() };
    if let Some(head) = project.branches.get(&clean.target_branch) {
        clean.base_sha.clone_from(&head.sha);
    }
    detailed_merge_status(world, project, &clean) == "mergeable"
}

/// Whether auto-merge without a train can be set: something must be pending.
fn can_wait(world: &World, project: &Project, request: &MergeRequest) -> bool {
    request.state == MergeRequestState::Opened
        && !request.has_conflicts
        && !needs_rebase(project, request)
        && project.branches.contains_key(&request.source_branch)
        && !trains_enabled(world, project)
        && (in_progress(project, request) || !mergeable(world, project, request))
}

/// The right to merge, whether it can be merged, then the SHA: this order decides which refusal is sent.
fn merge(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.project_id()?;
    reads(call).map_err(|_| Refusal::not_found())?;
    // GitLab checks before it answers.
    let request = MergeRequest { unchecked: false, ..found(call)? };
    let (iid, me, now) = (request.iid, call.me(), call.world.now);
    let project = call.project()?.clone();
    if !may_merge(call.world, &project, &request.target_branch, me) {
        return Err(Refusal::unauthorized());
    }
    let params = call.params.clone();
    let is = |name: &str| params.bool(name) == Some(true);
    // Older servers ignore the newer name.
    let newer = call.world.at_least(17, 11) && is("auto_merge");
    let later = newer || is("merge_when_pipeline_succeeds");
    let arms = later && can_wait(call.world, &project, &request);
    let at_once =
        if later { green(&project, &request) } else { allowed(call.world, &project, &request) };
    if !at_once && !arms {
        return Err(Refusal::message(405, "405 Method Not Allowed"));
    }
    let cannot = || Err(Refusal::message(422, "Branch cannot be merged"));
    let fit = mergeable(call.world, &project, &request);
    if !arms && !fit {
        return cannot();
    }
    if let Some(sha) = params.text("sha")
        && sha != request.sha
    {
        let text = format!("SHA does not match HEAD of source branch: {}", request.sha);
        return Err(Refusal::message(409, text));
    }
    let remove = params.bool("should_remove_source_branch");
    let stored = call.project_mut()?.merge_requests.get_mut(&iid).ok_or_else(Refusal::not_found)?;
    stored.unchecked = false;
    stored.squash |= is("squash");
    if at_once && !fit {
        // With a successful pipeline, it is tried even if something else is missing.
        stored.merge_error = Some(String::from("Merge request is not mergeable"));
        return cannot();
    }
    if at_once {
        call.world.merge(id, iid, me, is("skip_merge_train"));
        if remove.or(request.force_remove_source_branch) == Some(true) {
            remove_source(call.world, id, iid);
        }
    } else {
        stored.auto_merge = true;
        stored.past_trains = true;
        stored.merge_user = Some(me);
        stored.remove_source_branch = remove.or(stored.remove_source_branch);
        stored.updated_at = now;
    }
    let request = found(call)?;
    let project = call.project()?.clone();
    Ok(Reply::ok(Value::Object(shown(call.world, &project, &request, call.user))))
}
