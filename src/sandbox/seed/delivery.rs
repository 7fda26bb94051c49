//! Creates the merge requests, trains, environments, and deployments of a seed.

use super::delivery_file::{
    SeedCar, SeedDeployment, SeedEnvironment, SeedMergeRequest, SeedPipeline,
    SeedProtectedEnvironment, SeedWholePipeline,
};
use super::maker::{Maker, moment, number, one_of, wrong};
use crate::sandbox::error::SandboxError;
use crate::sandbox::protection::environments::approval_rule;
use crate::sandbox::world::hash::made_up_sha;
use crate::sandbox::world::{
    Approval, ApprovalRule, Car, DeployAccess, Deployment, Environment, Job, MergeRequest,
    MergeRequestState, Note, Pipeline, Project, ProtectedEnvironment, StatusCheckResponse, TIERS,
    take,
};

/// GitLab's states of a pipeline.
const STATUSES: &[&str] = &[
    "success",
    "created",
    "waiting_for_resource",
    "preparing",
    "pending",
    "running",
    "failed",
    "canceling",
    "canceled",
    "skipped",
    "manual",
    "scheduled",
];

/// States in which a job has started.
const RAN: &[&str] = &["success", "failed", "canceled", "canceling", "running"];

impl Maker {
    pub(crate) fn merge_request(
        &mut self,
        project: &mut Project,
        seed: &SeedMergeRequest,
        default: &str,
    ) -> Result<(), SandboxError> {
        let now = self.world.now;
        let id = number(&mut self.world.next.merge_request, seed.id);
        let iid = seed
            .iid
            .unwrap_or_else(|| project.merge_requests.keys().max().map_or(1, |last| last + 1));
        let target_branch = seed.target_branch.clone().unwrap_or_else(|| default.to_owned());
        let source_branch = seed.source_branch.clone().unwrap_or_else(|| format!("feature-{iid}"));
        let known = project.branches.get(&source_branch).map(|branch| branch.sha.clone());
        let sha = project.branch(&source_branch, seed.sha.clone().or(known));
        let base_sha = match project.branches.get(&target_branch) {
            Some(branch) => branch.sha.clone(),
            None => project.branch(&target_branch, None),
        };
        let author = self.user_or_root(seed.author.as_ref())?;
        let state =
            match one_of("state", seed.state.as_ref(), &["opened", "closed", "locked", "merged"])?
                .as_str()
            {
                "closed" => MergeRequestState::Closed,
                "locked" => MergeRequestState::Locked,
                "merged" => MergeRequestState::Merged,
                _ => MergeRequestState::Opened,
            };
        let created_at = moment(seed.created_at.as_ref(), now)?;
        let updated_at = moment(seed.updated_at.as_ref(), created_at)?;
        let merged = state == MergeRequestState::Merged;
        let merge_user = seed.merge_user.as_ref().map(|name| self.user(name)).transpose()?;
        let green = SeedPipeline::Status(String::from("success"));
        let head_pipeline = match seed.pipeline.as_ref().unwrap_or(&green) {
            SeedPipeline::Status(status) if status == "none" => None,
            seed => Some(self.pipeline(project, seed, iid, "head", &sha)?),
        };
        for (name, status) in &seed.status_checks {
            let check = project
                .status_checks
                .values()
                .find(|check| check.name == *name)
                .map(|check| check.id);
            let check = check.ok_or_else(|| wrong(format!("status check `{name}` not found")))?;
            let id = take(&mut self.world.next.status_check_response);
            let status = one_of("status", Some(status), &["passed", "failed", "pending"])?;
            let response = StatusCheckResponse {
                id,
                merge_request: iid,
                check,
                sha: sha.clone(),
                status,
                since: now,
            };
            project.status_check_responses.push(response);
        }
        for note in &seed.notes {
            let author = self.user_or_root(note.author.as_ref())?;
            let id = take(&mut self.world.next.note);
            project.notes.push(Note {
                system: note.system,
                internal: note.internal,
                threaded: note.thread,
                ..Note::new(id, iid, author, note.body.clone(), created_at)
            });
        }
        let request = MergeRequest {
            title: seed.title.clone().unwrap_or_else(|| format!("Merge {source_branch}")),
            description: seed.description.clone(),
            state,
            source_branch,
            target_branch,
            sha,
            base_sha,
            draft: seed.draft,
            has_conflicts: seed.has_conflicts,
            unresolved_discussions: seed.unresolved_discussions,
            discussion_locked: seed.discussion_locked,
            approvals_left: seed.approvals_left,
            blocked: seed.blocked,
            unchecked: seed.unchecked,
            merge_after: seed
                .merge_after
                .as_ref()
                .map(|text| moment(Some(text), now))
                .transpose()?,
            squash: seed.squash,
            auto_merge: seed.auto_merge,
            merge_user: merge_user.or((seed.auto_merge || merged).then_some(author)),
            merged_at: merged.then_some(updated_at),
            merge_commit_sha: merged.then(|| made_up_sha(&format!("{} merge {iid}", project.path))),
            closed: (state == MergeRequestState::Closed).then_some((updated_at, author)),
            head_pipeline,
            created_at,
            updated_at,
            ..MergeRequest::new(id, iid, author, now)
        };
        match project.merge_requests.insert(iid, request) {
            Some(_) => Err(wrong(format!("two merge requests have the IID {iid}"))),
            None => Ok(()),
        }
    }

    fn pipeline(
        &mut self,
        project: &mut Project,
        seed: &SeedPipeline,
        iid: u64,
        kind: &str,
        sha: &str,
    ) -> Result<u64, SandboxError> {
        let whole = match seed {
            SeedPipeline::Status(status) => {
                SeedWholePipeline { status: status.clone(), ..Default::default() }
            }
            SeedPipeline::Whole(whole) => whole.clone(),
        };
        let id = number(&mut self.world.next.pipeline, whole.id);
        let next = project.pipelines.values().map(|pipeline| pipeline.iid).max().unwrap_or(0) + 1;
        let created_at = moment(whole.created_at.as_ref(), self.world.now)?;
        let status = one_of("status of a pipeline", Some(&whole.status), STATUSES)?;
        let pipeline = Pipeline {
            id,
            iid: whole.iid.unwrap_or(next),
            sha: whole.sha.unwrap_or_else(|| sha.to_owned()),
            reference: whole
                .reference
                .unwrap_or_else(|| format!("refs/merge-requests/{iid}/{kind}")),
            started_at: RAN.contains(&status.as_str()).then_some(created_at),
            status,
            source: whole.source.unwrap_or_else(|| String::from("merge_request_event")),
            user: self.user("root")?,
            created_at,
            updated_at: moment(whole.updated_at.as_ref(), created_at)?,
        };
        project.pipelines.insert(id, pipeline);
        Ok(id)
    }

    pub(crate) fn car(
        &mut self,
        project: &mut Project,
        seed: &SeedCar,
    ) -> Result<(), SandboxError> {
        let id = number(&mut self.world.next.car, seed.id);
        let request = project.merge_requests.get(&seed.merge_request);
        let request = request
            .ok_or_else(|| wrong(format!("merge request {} not found", seed.merge_request)))?;
        let (iid, target_branch, sha) =
            (request.iid, request.target_branch.clone(), request.sha.clone());
        let states = ["idle", "stale", "fresh", "merging", "merged", "skip_merged"];
        let created_at = moment(seed.created_at.as_ref(), self.world.now)?;
        let pipeline = seed.pipeline.as_ref();
        let car = Car {
            id,
            merge_request: iid,
            user: self.user_or_root(seed.user.as_ref())?,
            target_branch,
            status: one_of("status", seed.status.as_ref(), &states)?,
            pipeline: pipeline
                .map(|seed| self.pipeline(project, seed, iid, "train", &sha))
                .transpose()?,
            seen: false,
            merged_at: seed
                .merged_at
                .as_ref()
                .map(|_| moment(seed.merged_at.as_ref(), created_at))
                .transpose()?,
            created_at,
            updated_at: moment(seed.updated_at.as_ref(), created_at)?,
        };
        project.cars.insert(id, car);
        Ok(())
    }

    pub(crate) fn environment(
        &mut self,
        project: &mut Project,
        seed: &SeedEnvironment,
    ) -> Result<(), SandboxError> {
        let id = number(&mut self.world.next.environment, seed.id);
        let mut made = Environment::new(id, &seed.name, self.world.now);
        made.external_url = seed.external_url.clone();
        made.description = seed.description.clone();
        made.state = one_of("state", seed.state.as_ref(), &["available", "stopping", "stopped"])?;
        made.auto_stop_setting =
            one_of("setting", seed.auto_stop_setting.as_ref(), &["always", "with_action"])?;
        made.stop_job = seed.stop_job;
        if let Some(tier) = &seed.tier {
            made.tier = one_of("tier", Some(tier), TIERS)?;
        }
        match project.environments.insert(id, made) {
            Some(_) => Err(wrong(format!("two environments have the ID {id}"))),
            None => Ok(()),
        }
    }

    pub(crate) fn protected_environment(
        &mut self,
        seed: &SeedProtectedEnvironment,
    ) -> Result<ProtectedEnvironment, SandboxError> {
        let id = number(&mut self.world.next.protected_environment, seed.id);
        let mut approval_rules = Vec::new();
        for rule in &seed.approval_rules {
            approval_rules.push(ApprovalRule {
                who: self.access(&rule.who)?,
                required_approvals: rule.required_approvals.unwrap_or(1),
                group_inheritance_type: rule.group_inheritance_type,
            });
        }
        let deploy = self.accesses(seed.deploy.as_ref())?;
        Ok(ProtectedEnvironment {
            id,
            name: seed.name.clone(),
            deploy: deploy
                .into_iter()
                .map(|who| DeployAccess { who, group_inheritance_type: 0 })
                .collect(),
            approval_rules,
            updated_at: self.world.now,
        })
    }

    pub(crate) fn deployment(
        &mut self,
        project: &mut Project,
        seed: &SeedDeployment,
        default: &str,
    ) -> Result<(), SandboxError> {
        let now = self.world.now;
        let id = number(&mut self.world.next.deployment, seed.id);
        let found = project
            .environments
            .values()
            .find(|known| known.name == seed.environment)
            .map(|known| known.id);
        let environment = found.unwrap_or_else(|| {
            let id = take(&mut self.world.next.environment);
            project.environments.insert(id, Environment::new(id, &seed.environment, now));
            id
        });
        let states = ["success", "created", "running", "failed", "canceled", "skipped", "blocked"];
        let status = one_of("status", seed.status.as_ref(), &states)?;
        let finished = matches!(status.as_str(), "success" | "failed" | "canceled");
        let created_at = moment(seed.created_at.as_ref(), now)?;
        let updated_at = moment(seed.updated_at.as_ref(), created_at)?;
        let sha = seed
            .sha
            .clone()
            .or_else(|| project.resolve(default))
            .unwrap_or_else(|| made_up_sha(&project.path));
        project.commits.insert(sha.clone());
        let mut approvals = Vec::new();
        for approval in &seed.approvals {
            let user = self.user(&approval.user)?;
            approvals.push(Approval {
                user,
                status: one_of("approval", Some(&approval.status), &["approved", "rejected"])?,
                comment: approval.comment.clone(),
                rule: approval_rule(&self.world, project, &seed.environment, user),
                created_at: moment(approval.created_at.as_ref(), now)?,
            });
        }
        let rejected = approvals.iter().any(|approval| approval.status == "rejected");
        let iid = seed.iid.unwrap_or(project.last_deployment + 1);
        project.last_deployment = project.last_deployment.max(iid);
        let user = self.user_or_root(seed.user.as_ref())?;
        let deployment = Deployment {
            id,
            iid,
            environment,
            reference: seed.reference.clone().unwrap_or_else(|| default.to_owned()),
            sha,
            tag: seed.tag,
            status,
            user,
            job: seed.job.as_ref().map(|name| Job {
                id: seed.job_id.unwrap_or(id),
                name: name.clone(),
                stage: seed.stage.clone().unwrap_or_else(|| String::from("deploy")),
                pipeline: seed.pipeline_id.unwrap_or(id),
                source: String::from("push"),
                user,
                allow_failure: false,
                rejected,
            }),
            finished_at: finished
                .then(|| moment(seed.finished_at.as_ref(), updated_at))
                .transpose()?,
            approvals,
            merge_requests: seed.merge_requests.clone(),
            created_at,
            updated_at,
        };
        project.deployments.insert(id, deployment);
        Ok(())
    }
}
