//! Merge trains: what GitLab does in the background happens here one step each time a train is read.
//!
//! Each state of a car is shown once before the car moves on. `World::still` stops all movement.

use std::collections::BTreeMap;

use super::delivery::{Car, MergeRequest, MergeRequestState, Note, Pipeline, TrainPipelines};
use super::hash::made_up_sha;
use super::merge_status::{detailed_merge_status, trains_enabled};
use super::merging::{commit, finish, mergeable};
use super::model::Project;
use super::store::{World, take};
use super::time::Time;

const FAILED: &str = "removed this merge request from the merge train because the pipeline did not succeed. \
    [Learn more](HOST/help/ci/pipelines/merge_trains.md#merge-request-dropped-from-the-merge-train).";

const DRAFT: &str = "removed this merge request from the merge train because the merge request is marked as draft. \
    [Learn more](HOST/help/ci/pipelines/merge_trains.md#merge-request-dropped-from-the-merge-train).";

const PUSHED: &str = "removed this merge request from the merge train because the source branch was updated. \
    [Learn more](HOST/help/ci/pipelines/merge_trains.md#merge-request-dropped-from-the-merge-train).";

const EMPTY: &str = "removed this merge request from the merge train because The resulting pipeline would have \
    been empty. Review the rules configuration for the relevant jobs.";

const GONE: &str = "removed this merge request from the merge train because the merge request is closed. \
    [Learn more](HOST/help/ci/pipelines/merge_trains.md#merge-request-dropped-from-the-merge-train).";

const OFF: &str =
    "removed this merge request from the merge train because project disabled merge trains";

fn head<'p>(project: &'p Project, request: &MergeRequest) -> Option<&'p Pipeline> {
    project.pipelines.get(&request.head_pipeline?)
}

/// Whether a merge request can be added to the train now.
pub(crate) fn can_board(world: &World, project: &Project, request: &MergeRequest) -> bool {
    let Some(pipeline) = head(project, request).filter(|_| trains_enabled(world, project)) else {
        return false;
    };
    let must_pass = project.is_on("only_allow_merge_if_pipeline_succeeds");
    let status = detailed_merge_status(world, project, request);
    let stopped = matches!(pipeline.status.as_str(), "manual" | "canceling");
    // A failed train pipeline does not exclude the merge request from the next train.
    let again = status == "ci_must_pass" && pipeline.of_train() && pipeline.status != "skipped";
    (status == "mergeable" || again) && (pipeline.complete() || (stopped && !must_pass))
}

/// Whether auto-merge can be set: something must be pending.
pub(crate) fn can_arm(world: &World, project: &Project, request: &MergeRequest) -> bool {
    let Some(pipeline) = head(project, request).filter(|_| trains_enabled(world, project)) else {
        return false;
    };
    let over = pipeline.complete() || matches!(pipeline.status.as_str(), "manual" | "canceling");
    request.state == MergeRequestState::Opened
        && !request.has_conflicts
        && project.branches.contains_key(&request.source_branch)
        && !(over && mergeable(world, project, request))
}

/// The car of a merge request.
pub(crate) fn car(project: &Project, iid: u64) -> Option<&Car> {
    project.cars.values().find(|car| car.merge_request == iid)
}

impl World {
    /// Adds a merge request to the train of its target branch.
    pub fn board(&mut self, project: u64, iid: u64, user: u64) {
        let now = self.now;
        let Some(project) = self.projects.get_mut(&project) else { return };
        let Some(request) = project.merge_requests.get_mut(&iid) else { return };
        request.auto_merge = true;
        request.merge_user.get_or_insert(user);
        request.updated_at = now;
        let id = take(&mut self.next.car);
        let car = Car {
            id,
            merge_request: iid,
            user,
            target_branch: request.target_branch.clone(),
            status: String::from("idle"),
            pipeline: None,
            seen: false,
            merged_at: None,
            created_at: now,
            updated_at: now,
        };
        let ahead = |other: &&Car| other.active() && other.target_branch == car.target_branch;
        let body = match project.cars.values().filter(ahead).count() {
            0 => String::from("started a merge train"),
            count => {
                format!("added this merge request to the merge train at position {}", count + 1)
            }
        };
        let number = take(&mut self.next.note);
        project.notes.push(Note { system: true, ..Note::new(number, iid, user, body, now) });
        project.cars.insert(id, car);
    }

    /// Removes a merge request from its train, or cancels its auto-merge. `false` if it had neither.
    ///
    /// Cars of merged merge requests are deleted, too, as in GitLab.
    pub fn cancel_auto_merge(&mut self, project: u64, iid: u64) -> bool {
        self.leave(project, iid, None)
    }

    fn leave(&mut self, project: u64, iid: u64, why: Option<&str>) -> bool {
        let Some(found) = self.projects.get(&project) else { return false };
        let Some(aboard) = car(found, iid).cloned() else {
            let armed = found.merge_requests.get(&iid);
            let armed = armed.is_some_and(|request| request.auto_merge);
            if armed {
                self.disarm(project, iid);
            }
            return armed;
        };
        if aboard.active() {
            if aboard.pipeline.is_none() && found.train_pipelines != TrainPipelines::Empty {
                // The pending pipeline is cancelled before it runs, and stays the head pipeline.
                self.build(project, aboard.id);
            }
            self.drop_car(project, aboard.id, why);
        } else if let Some(found) = self.projects.get_mut(&project) {
            found.cars.remove(&aboard.id);
            if let Some(request) = found.merge_requests.get_mut(&iid) {
                request.auto_merge = false;
            }
        }
        true
    }

    /// Moves a branch to a new commit. Merge requests from it follow and leave their trains; a train for it restarts.
    pub fn push(&mut self, project: u64, branch: &str, sha: &str) {
        let now = self.now;
        let Some(found) = self.projects.get_mut(&project) else { return };
        found.advance(branch, sha, None);
        let mut moved = Vec::new();
        for request in found.merge_requests.values_mut() {
            if request.state != MergeRequestState::Opened {
                continue;
            }
            let from = request.source_branch == branch;
            request.unchecked |= from || request.target_branch == branch;
            if from {
                request.sha = sha.to_owned();
                request.merge_error = None;
                request.updated_at = now;
                moved.push(request.iid);
            }
        }
        let mut train = found.cars.values_mut().filter(|car| car.target_branch == branch);
        if let Some(first) = train.find(|car| car.active()) {
            first.outdate();
        }
        for iid in moved {
            self.leave(project, iid, Some(PUSHED));
        }
    }

    /// Runs one step of a project's background work: auto-merge requests join trains, cars move.
    pub fn move_trains(&mut self, project: u64) {
        self.board_armed(project);
        let Some(found) = self.projects.get_mut(&project) else { return };
        if matches!(found.train_pipelines, TrainPipelines::Succeed | TrainPipelines::Fail) {
            let stopping = found.pipelines.values_mut().filter(|run| run.status == "canceling");
            stopping.for_each(|run| run.status = String::from("canceled"));
        }
        overtaken(found);
        let waiting = |car: &&Car| car.active() || car.status == "merging";
        let cars: Vec<u64> = found.cars.values().filter(waiting).map(|car| car.id).collect();
        for car in cars {
            self.move_car(project, car);
        }
    }

    pub(crate) fn disarm(&mut self, project: u64, iid: u64) {
        let now = self.now;
        let found = self.projects.get_mut(&project);
        if let Some(request) = found.and_then(|project| project.merge_requests.get_mut(&iid)) {
            request.auto_merge = false;
            request.past_trains = false;
            request.remove_source_branch = None;
            if request.state != MergeRequestState::Merged {
                request.merge_user = None;
            }
            request.updated_at = now;
        }
    }

    pub(crate) fn board_armed(&mut self, project: u64) {
        let Some(found) = self.projects.get(&project) else { return };
        let on = trains_enabled(self, found);
        let armed = |request: &&MergeRequest| {
            request.auto_merge
                && !request.past_trains
                && request.state == MergeRequestState::Opened
                && car(found, request.iid).is_none()
        };
        let green = |request: &MergeRequest| head(found, request).is_some_and(Pipeline::complete);
        let all: Vec<(u64, u64, bool, bool)> = found
            .merge_requests
            .values()
            .filter(armed)
            .map(|request| {
                let user = request.merge_user.unwrap_or(request.author);
                let good = head(found, request).is_some_and(|head| head.status == "success");
                (request.iid, user, good && can_board(self, found, request), green(request))
            })
            .collect();
        for (iid, user, ready, over) in all {
            if ready {
                self.board(project, iid, user);
            } else if !on && over {
                self.disarm(project, iid);
            }
        }
    }

    /// Creates the pipeline of a car.
    fn build(&mut self, project: u64, car: u64) {
        let now = self.now;
        let Some(found) = self.projects.get_mut(&project) else { return };
        let Some(car) = found.cars.get_mut(&car) else { return };
        let Some(request) = found.merge_requests.get_mut(&car.merge_request) else { return };
        let id = take(&mut self.next.pipeline);
        let iid = found.pipelines.values().map(|pipeline| pipeline.iid).max().unwrap_or(0) + 1;
        let pipeline = Pipeline {
            id,
            iid,
            sha: made_up_sha(&format!("{} train {id}", found.path)),
            reference: format!("refs/merge-requests/{}/train", request.iid),
            status: String::from("created"),
            source: String::from("merge_request_event"),
            user: car.user,
            started_at: None,
            created_at: now,
            updated_at: now,
        };
        car.status = String::from("fresh");
        car.pipeline = Some(id);
        car.updated_at = now;
        request.head_pipeline = Some(id);
        found.pipelines.insert(id, pipeline);
    }

    /// Removes a car with a note. The pipelines of the cars behind it have to be recreated.
    pub(crate) fn drop_car(&mut self, project: u64, car: u64, why: Option<&str>) {
        let (now, host) = (self.now, self.url.clone());
        let Some(found) = self.projects.get_mut(&project) else { return };
        let Some(gone) = found.cars.remove(&car) else { return };
        if let Some(pipeline) = gone.pipeline.and_then(|id| found.pipelines.get_mut(&id)) {
            pipeline.cancel(now);
        }
        let mut behind = found.cars.range_mut(car..).map(|(_, behind)| behind);
        if let Some(next) =
            behind.find(|next| next.active() && next.target_branch == gone.target_branch)
        {
            next.outdate();
        }
        let body = why.map(|why| why.replace("HOST", &host));
        let body =
            body.unwrap_or_else(|| String::from("removed this merge request from the merge train"));
        let id = take(&mut self.next.note);
        let note = Note::new(id, gone.merge_request, gone.user, body, now);
        found.notes.push(Note { system: true, ..note });
        self.disarm(project, gone.merge_request);
    }

    fn move_car(&mut self, project: u64, id: u64) {
        let now = self.now;
        let on = self.projects.get(&project).is_some_and(|found| trains_enabled(self, found));
        let Some(found) = self.projects.get_mut(&project) else { return };
        let fate = found.train_pipelines;
        let Some(car) = found.cars.get_mut(&id) else { return };
        if !std::mem::replace(&mut car.seen, true) {
            return;
        }
        let (status, branch) = (car.status.clone(), car.target_branch.clone());
        let request = found.merge_requests.get(&car.merge_request);
        let merged = request.is_some_and(|request| request.state == MergeRequestState::Merged);
        let draft = request.is_some_and(|request| request.draft);
        match status.as_str() {
            "idle" | "stale" | "fresh" if merged => self.drop_car(project, id, Some(GONE)),
            "idle" | "stale" | "fresh" if draft => self.drop_car(project, id, Some(DRAFT)),
            "idle" if !on => self.drop_car(project, id, Some(OFF)),
            "idle" if fate == TrainPipelines::Empty => self.drop_car(project, id, Some(EMPTY)),
            "idle" => self.build(project, id),
            "stale" => {
                let old = car.pipeline;
                if let Some(old) = old.and_then(|id| found.pipelines.get_mut(&id)) {
                    old.cancel(now);
                }
                self.build(project, id);
            }
            "merging" => merge(found, id, now),
            _ => {
                let first = found
                    .cars
                    .values()
                    .find(|car| {
                        car.target_branch == branch && (car.active() || car.status == "merging")
                    })
                    .is_some_and(|car| car.id == id);
                let Some(car) = found.cars.get_mut(&id) else { return };
                let Some(pipeline) = car.pipeline.and_then(|id| found.pipelines.get_mut(&id))
                else {
                    return;
                };
                let next = match (pipeline.status.as_str(), fate) {
                    ("created", _) => "pending",
                    ("pending", TrainPipelines::Succeed | TrainPipelines::Fail) => "running",
                    ("running", TrainPipelines::Succeed) => "success",
                    ("running", TrainPipelines::Fail) => "failed",
                    ("success", _) if !on => return self.drop_car(project, id, Some(OFF)),
                    ("success", _) if first => {
                        car.status = String::from("merging");
                        car.updated_at = now;
                        return;
                    }
                    ("failed" | "canceled" | "skipped", _) => {
                        return self.drop_car(project, id, Some(FAILED));
                    }
                    _ => return,
                };
                pipeline.status = next.to_owned();
                pipeline.updated_at = now;
                if next == "running" {
                    pipeline.started_at = Some(now);
                }
            }
        }
    }
}

/// A car's pipeline includes the changes of the car before it: if that one was recreated, its own must be, too.
fn overtaken(project: &mut Project) {
    let mut newest: BTreeMap<String, u64> = BTreeMap::new();
    for car in project.cars.values_mut().filter(|car| car.active()) {
        let Some(pipeline) = car.pipeline else { continue };
        match newest.get(&car.target_branch) {
            Some(before) if *before > pipeline => car.outdate(),
            _ => drop(newest.insert(car.target_branch.clone(), pipeline)),
        }
    }
}

/// Merges the first car of a train in steps: the merge request is locked, then merged, then the car is marked as merged.
fn merge(project: &mut Project, car: u64, now: Time) {
    let Some(car) = project.cars.get_mut(&car) else { return };
    let Some(request) = project.merge_requests.get_mut(&car.merge_request) else { return };
    match request.state {
        MergeRequestState::Opened => request.state = MergeRequestState::Locked,
        MergeRequestState::Merged => {
            car.status = String::from("merged");
            car.merged_at = Some(now);
            car.updated_at = now;
        }
        _ => {
            let (iid, user) = (car.merge_request, car.user);
            let run = car.pipeline.and_then(|id| project.pipelines.get(&id));
            let sha = run.map(|run| run.sha.clone());
            commit(project, iid, sha.as_deref());
            finish(project, iid, user, now);
        }
    }
}
