//! Merging through the merge request: at once, past every train, or by itself once everything is green.
//!
//! What is refused, in which order and with which body is recorded (`auto_merge`, `auto_merge_past_trains`,
//! `status_checks_gate_the_merge`); how a source branch goes was read in GitLab's source. What GitLab does by itself happens
//! here a step each time that the merge request is read. How trains move is in `trains`.

use serde_json::Value;

use super::requests::{IID, found, reads, shown};
use crate::sandbox::delivery::trains;
use crate::sandbox::delivery::trains::outdate;
use crate::sandbox::families::common::signed_in;
use crate::sandbox::families::views::{detailed_merge_status, in_progress};
use crate::sandbox::http::{Call, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::protection::branches::{is_protected, may_merge};
use crate::sandbox::world::populate::made_up_sha;
use crate::sandbox::world::{
    Branch, Car, MergeRequest, MergeRequestState, Project, Time, World, take,
};

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

/// Whether the commits of a merge request can only follow the target branch's after a rebase, and have to.
pub(crate) fn needs_rebase(project: &Project, request: &MergeRequest) -> bool {
    let method = project.setting("merge_method");
    let straight = matches!(method.as_str(), Some("ff" | "rebase_merge"));
    let head = project.branches.get(&request.target_branch);
    straight && head.is_some_and(|head| head.sha != request.base_sha)
}

fn green(project: &Project, request: &MergeRequest) -> bool {
    let head = request.head_pipeline.and_then(|id| project.pipelines.get(&id));
    head.is_some_and(|run| run.status == "success")
}

/// Whether a merge request can be merged past a train, which would do a rebase by itself.
pub(crate) fn mergeable(world: &World, project: &Project, request: &MergeRequest) -> bool {
    detailed_merge_status(world, project, request) == "mergeable" && !needs_rebase(project, request)
}

/// Everything but what the commits say.
fn allowed(world: &World, project: &Project, request: &MergeRequest) -> bool {
    let mut clean = MergeRequest { has_conflicts: false, ..request.clone() };
    if let Some(head) = project.branches.get(&clean.target_branch) {
        clean.base_sha.clone_from(&head.sha);
    }
    detailed_merge_status(world, project, &clean) == "mergeable"
}

/// Whether something is missing that time may bring, where no train does the waiting.
fn can_wait(world: &World, project: &Project, request: &MergeRequest) -> bool {
    request.state == MergeRequestState::Opened
        && !request.has_conflicts
        && !needs_rebase(project, request)
        && project.branches.contains_key(&request.source_branch)
        && !trains::enabled(world, project)
        && (in_progress(project, request) || !mergeable(world, project, request))
}

/// Right to merge, whether it can be done at all, and only then the sha: this order decides which refusal comes.
fn merge(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.project_id()?;
    reads(call).map_err(|_| Refusal::not_found())?;
    // GitLab looks before it answers.
    let request = MergeRequest { unchecked: false, ..found(call)? };
    let (iid, me, now) = (request.iid, call.me(), call.world.now);
    let project = call.project()?.clone();
    if !may_merge(call.world, &project, &request.target_branch, me) {
        return Err(Refusal::unauthorized());
    }
    let params = call.params.clone();
    let is = |name: &str| params.bool(name) == Some(true);
    // Older servers overlook the newer name.
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
        // A green one that lacks something else is tried all the same.
        stored.merge_error = Some(String::from("Merge request is not mergeable"));
        return cannot();
    }
    if at_once {
        call.world.merge(id, iid, me, is("skip_merge_train"));
        if remove == Some(true) {
            remove_source(call.project_mut()?, iid);
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

/// Makes the commits of a merge, as the project's method has it, and moves the target branch.
///
/// Nothing but a merge commit is a merge commit: a fast-forward leaves none, and a train's takes over the commit of its pipeline.
pub(crate) fn commit(project: &mut Project, iid: u64, of_train: Option<&str>) {
    let straight = project.setting("merge_method") == "ff";
    let option = project.setting("squash_option");
    let Some(request) = project.merge_requests.get_mut(&iid) else { return };
    let made = |what: &str| made_up_sha(&format!("{} {what} {iid}", project.path));
    let squashes = match option.as_str() {
        Some("never") => false,
        Some("always") => true,
        _ => request.squash,
    };
    request.squash_commit_sha = squashes.then(|| made("squash"));
    request.merge_commit_sha = (!straight).then(|| made("merge"));
    request.merge_error = None;
    let squashed = request.squash_commit_sha.clone().unwrap_or_else(|| request.sha.clone());
    let last = || of_train.map_or(squashed.clone(), str::to_owned);
    let head = request.merge_commit_sha.clone().unwrap_or_else(last);
    project.commits.extend(request.squash_commit_sha.clone());
    project.commits.insert(head.clone());
    project.branches.insert(request.target_branch.clone(), Branch { sha: head });
}

/// The commits are made: this says so.
pub(crate) fn finish(project: &mut Project, iid: u64, user: u64, now: Time) {
    let Some(request) = project.merge_requests.get_mut(&iid) else { return };
    request.state = MergeRequestState::Merged;
    request.merged_at = Some(now);
    request.merge_user = Some(user);
    request.updated_at = now;
}

/// Removes the source branch of a merge request, unless it is the default branch or protected.
fn remove_source(project: &mut Project, iid: u64) {
    let Some(source) = project.merge_requests.get(&iid).map(|it| it.source_branch.clone()) else {
        return;
    };
    if project.default_branch.as_ref() != Some(&source) && !is_protected(project, &source) {
        project.branches.remove(&source);
    }
}

impl World {
    /// Merges a merge request past its train. Cars start again, unless `skip` is asked for and allowed.
    fn merge(&mut self, project: u64, iid: u64, user: u64, skip: bool) {
        let now = self.now;
        let Some(found) = self.projects.get_mut(&project) else { return };
        commit(found, iid, None);
        finish(found, iid, user, now);
        let Some(target) = found.merge_requests.get(&iid).map(|it| it.target_branch.clone()) else {
            return;
        };
        if skip && found.is_on("merge_trains_skip_train_allowed") {
            let id = take(&mut self.next.car);
            let born = Car {
                id,
                merge_request: iid,
                user,
                target_branch: target,
                status: String::from("skip_merged"),
                pipeline: None,
                seen: true,
                merged_at: Some(now),
                created_at: now,
                updated_at: now,
            };
            found.cars.retain(|_, car| car.merge_request != iid);
            found.cars.insert(id, born);
            return;
        }
        let ahead = |car: &&mut Car| car.target_branch == target && car.active();
        if let Some(first) = found.cars.values_mut().find(ahead) {
            outdate(first);
        }
    }

    /// Lets a merge request that is to be merged by itself, past any train, go on by one step: nothing, being merged, merged.
    pub fn merge_armed(&mut self, project: u64, iid: u64) {
        let now = self.now;
        let Some(found) = self.projects.get(&project) else { return };
        let armed = |request: &&MergeRequest| request.auto_merge && request.past_trains;
        let Some(request) = found.merge_requests.get(&iid).filter(armed) else { return };
        let user = request.merge_user.unwrap_or(request.author);
        let over = request.head_pipeline.is_none() || green(found, request);
        let ready = over && mergeable(self, found, request);
        let (state, removes) = (request.state, request.remove_source_branch == Some(true));
        let Some(found) = self.projects.get_mut(&project) else { return };
        match state {
            MergeRequestState::Opened if ready => {
                commit(found, iid, None);
                if let Some(request) = found.merge_requests.get_mut(&iid) {
                    request.state = MergeRequestState::Locked;
                    request.updated_at = now;
                }
            }
            MergeRequestState::Locked => {
                finish(found, iid, user, now);
                if removes {
                    remove_source(found, iid);
                }
            }
            _ => {}
        }
    }
}
