//! Merging without a train: what GitLab does in the background happens here one step each time the merge request is read.
//!
//! When source branches are deleted was read in GitLab's source; the rest is recorded. For trains, see `trains`.

use super::branch_rules::is_protected;
use super::delivery::{Car, MergeRequest, MergeRequestState};
use super::hash::made_up_sha;
use super::merge_status::{detailed_merge_status, needs_rebase};
use super::model::Project;
use super::store::{World, take};
use super::time::Time;

/// Whether the newest pipeline of a merge request succeeded.
pub(crate) fn green(project: &Project, request: &MergeRequest) -> bool {
    let head = request.head_pipeline.and_then(|id| project.pipelines.get(&id));
    head.is_some_and(|run| run.status == "success")
}

/// Whether a merge request can be merged without a train (a train would rebase it).
pub(crate) fn mergeable(world: &World, project: &Project, request: &MergeRequest) -> bool {
    detailed_merge_status(world, project, request) == "mergeable" && !needs_rebase(project, request)
}

/// Creates the commits of a merge by the project's merge method, and moves the target branch.
///
/// A fast-forward leaves no merge commit; a train uses the commit of its pipeline.
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
    let target = request.target_branch.clone();
    project.advance(&target, &head, Some(&squashed));
}

/// Marks a merge request as merged, once its commits exist.
pub(crate) fn finish(project: &mut Project, iid: u64, user: u64, now: Time) {
    let Some(request) = project.merge_requests.get_mut(&iid) else { return };
    request.state = MergeRequestState::Merged;
    request.merged_at = Some(now);
    request.merge_user = Some(user);
    request.updated_at = now;
}

/// How long GitLab takes to close the merge requests of a deleted branch, in microseconds: more than one request. Measured are up to
/// five seconds.
const CLOSING: i64 = 10_000;

/// Closes the merge requests of a deleted branch, in a moment. One whose target does not exist stays open (measured).
pub(crate) fn close_later(world: &mut World, project: u64, branch: &str, user: u64) {
    world.sourceless.push((Time(world.now.0 + CLOSING), project, branch.to_owned(), user));
}

/// Closes what is due.
pub(crate) fn catch_up(world: &mut World) {
    let now = world.now;
    let due: Vec<_> = world.sourceless.extract_if(.., |it| it.0 <= now).collect();
    for (_, project, branch, user) in due {
        let Some(project) = world.projects.get_mut(&project) else { continue };
        let targets: Vec<String> = project.branches.keys().cloned().collect();
        for request in project.merge_requests.values_mut() {
            let open = request.state == MergeRequestState::Opened;
            let gone = request.source_branch == branch && !targets.contains(&branch);
            if open && gone && targets.contains(&request.target_branch) {
                request.state = MergeRequestState::Closed;
                request.closed = Some((now, user));
            }
        }
    }
}

/// Removes the source branch of a merge request, unless it is the default branch or protected.
pub(crate) fn remove_source(world: &mut World, project: u64, iid: u64) {
    let Some(found) = world.projects.get(&project) else { return };
    let Some(request) = found.merge_requests.get(&iid) else { return };
    let source = request.source_branch.clone();
    if found.default_branch.as_ref() == Some(&source) || is_protected(world, found, &source) {
        return;
    }
    if let Some(found) = world.projects.get_mut(&project) {
        found.branches.remove(&source);
    }
}

impl World {
    /// Merges a merge request without its train. The cars restart, unless `skip` is requested and allowed.
    pub(crate) fn merge(&mut self, project: u64, iid: u64, user: u64, skip: bool) {
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
            first.outdate();
        }
    }

    /// Advances auto-merge without a train by one step: waiting, merging, merged.
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
                    remove_source(self, project, iid);
                }
            }
            _ => {}
        }
    }
}
