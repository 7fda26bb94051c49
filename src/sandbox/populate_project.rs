//! Turns a project of a [`Seed`](super::Seed) into one of the world, with everything that belongs to it.

use std::collections::BTreeMap;

use super::SandboxError;
use super::model::{
    AccessLevel, Approval, ApprovalRule, Branch, Car, Deployment, Environment, MAINTAINER,
    MergeRequest, MergeRequestState, Pipeline, Project, ProtectedBranch, ProtectedEnvironment,
    StatusCheck, StatusCheckResponse, Time,
};
use super::populate::{Maker, last, made_up_sha, moment, number, one_of, visibility, wrong};
use super::seed::{
    SeedAccess, SeedCar, SeedDeployment, SeedLevel, SeedMergeRequest, SeedPipeline, SeedProject,
    SeedProtectedBranch, SeedProtectedEnvironment, SeedWholePipeline,
};
use super::world::take;

/// An environment's slug: lower case, everything else dashes, at most 24 characters.
pub(super) fn slug(name: &str) -> String {
    let plain = |letter: char| {
        if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' }
    };
    let mut slug: String = name.chars().map(plain).collect();
    while slug.contains("--") {
        slug = slug.replace("--", "-");
    }
    if slug == name && slug.len() <= 24 {
        return slug;
    }
    slug.truncate(17);
    format!("{}-{}", slug.trim_end_matches('-'), &made_up_sha(name)[..6])
}

/// The tier that GitLab guesses from a name.
pub(super) fn tier(name: &str) -> &'static str {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["dev", "review", "trunk"]) {
        "development"
    } else if has(&["test", "tst", "int", "accept", "acpt", "qa", "qc", "control", "quality"]) {
        "testing"
    } else if has(&["stg", "stag", "modl", "model", "pre", "demo", "non"]) {
        "staging"
    } else if has(&["prd", "prod", "live"]) {
        "production"
    } else {
        "other"
    }
}

impl Maker {
    pub(super) fn project(&mut self, seed: &SeedProject) -> Result<(), SandboxError> {
        let Some((namespace, _)) = seed.path.rsplit_once('/') else {
            return Err(wrong("a project's path has a namespace, as in `acme/api`"));
        };
        if !self.users.contains_key(&namespace.to_lowercase()) {
            self.group(namespace, None)?;
        }
        let now = self.world.now;
        let id = number(&mut self.world.next.project, seed.id);
        let default = seed.default_branch.clone().unwrap_or_else(|| String::from("main"));
        let mut project = Project {
            id,
            path: seed.path.clone(),
            name: seed.name.clone().unwrap_or_else(|| last(&seed.path)),
            visibility: visibility(seed.visibility.as_ref())?,
            default_branch: (!seed.empty).then(|| default.clone()),
            creator: self.user("root")?,
            created_at: now,
            settings: seed.settings.clone(),
            members: self.members(&seed.members)?,
            shares: BTreeMap::new(),
            branches: BTreeMap::new(),
            tags: BTreeMap::new(),
            commits: seed.commits.iter().cloned().collect(),
            protected_branches: BTreeMap::new(),
            status_checks: BTreeMap::new(),
            status_check_responses: Vec::new(),
            merge_requests: BTreeMap::new(),
            pipelines: BTreeMap::new(),
            cars: BTreeMap::new(),
            environments: BTreeMap::new(),
            protected_environments: BTreeMap::new(),
            deployments: BTreeMap::new(),
        };
        for (group, level) in &seed.shares {
            let group = self.group(group, None)?;
            project.shares.insert(group, level.0);
        }
        if !seed.empty && !seed.branches.contains_key(&default) {
            branch(&mut project, &default, None);
        }
        for (name, sha) in &seed.branches {
            branch(&mut project, name, sha.clone());
        }
        for (name, sha) in &seed.tags {
            let sha =
                sha.clone().unwrap_or_else(|| made_up_sha(&format!("{} tag {name}", project.path)));
            project.commits.insert(sha.clone());
            project.tags.insert(name.clone(), sha);
        }
        let plain = [SeedProtectedBranch { name: default.clone(), ..Default::default() }];
        let rules = match &seed.protected_branches {
            Some(rules) => rules.as_slice(),
            None if seed.empty => &[],
            None => &plain,
        };
        for rule in rules {
            self.protected_branch(&mut project, rule, now)?;
        }
        for check in &seed.external_status_checks {
            let id = number(&mut self.world.next.status_check, check.id);
            let rule = |name: &String| {
                let found = project.protected_branches.values().find(|rule| rule.name == *name);
                found
                    .map(|rule| rule.id)
                    .ok_or_else(|| wrong(format!("there is no protected branch `{name}`")))
            };
            let check = StatusCheck {
                id,
                name: check.name.clone(),
                external_url: check.external_url.clone(),
                shared_secret: check.shared_secret.clone(),
                protected_branches: check
                    .protected_branches
                    .iter()
                    .map(rule)
                    .collect::<Result<_, _>>()?,
                updated_at: now,
            };
            project.status_checks.insert(id, check);
        }
        for request in &seed.merge_requests {
            self.merge_request(&mut project, request, &default)?;
        }
        for car in &seed.cars {
            self.car(&mut project, car)?;
        }
        for environment in &seed.environments {
            let id = number(&mut self.world.next.environment, environment.id);
            let mut made = plain_environment(id, &environment.name, now);
            made.external_url = environment.external_url.clone();
            made.description = environment.description.clone();
            made.state =
                one_of("state", environment.state.as_ref(), &["available", "stopping", "stopped"])?;
            if let Some(tier) = &environment.tier {
                made.tier = tier.clone();
            }
            project.environments.insert(id, made);
        }
        for environment in &seed.protected_environments {
            self.protected_environment(&mut project, environment)?;
        }
        for deployment in &seed.deployments {
            self.deployment(&mut project, deployment, &default)?;
        }
        for old in &seed.old_paths {
            self.world.redirects.insert(old.to_lowercase(), id);
        }
        if self.world.paths.insert(project.path.to_lowercase(), id).is_some() {
            return Err(wrong("two projects have this path"));
        }
        match self.world.projects.insert(id, project) {
            Some(_) => Err(wrong(format!("two projects have the number {id}"))),
            None => Ok(()),
        }
    }

    fn access(&mut self, seed: &SeedAccess) -> Result<AccessLevel, SandboxError> {
        let counter = &mut self.world.next.access_level;
        Ok(match seed {
            SeedAccess::Level(level) => {
                AccessLevel { id: take(counter), level: Some(level.0), ..Default::default() }
            }
            SeedAccess::Somebody(somebody) => {
                let id = number(counter, somebody.id);
                let user = somebody.user.as_ref().map(|name| self.user(name)).transpose()?;
                let group =
                    somebody.group.as_ref().map(|path| self.group(path, None)).transpose()?;
                let level = somebody.level.map(|level| level.0);
                AccessLevel { id, level, user, group, deploy_key: somebody.deploy_key }
            }
        })
    }

    fn accesses(
        &mut self,
        seeds: Option<&Vec<SeedAccess>>,
    ) -> Result<Vec<AccessLevel>, SandboxError> {
        let maintainers = vec![SeedAccess::Level(SeedLevel(MAINTAINER))];
        seeds.unwrap_or(&maintainers).iter().map(|seed| self.access(seed)).collect()
    }

    fn protected_branch(
        &mut self,
        project: &mut Project,
        seed: &SeedProtectedBranch,
        now: Time,
    ) -> Result<(), SandboxError> {
        let id = number(&mut self.world.next.protected_branch, seed.id);
        let mut push = self.accesses(seed.push.as_ref())?;
        let mut merge = self.accesses(seed.merge.as_ref())?;
        // Entries for a branch always tell a level, the one of maintainers beside a user or a group.
        for entry in push.iter_mut().chain(&mut merge) {
            entry.level = entry.level.or(Some(MAINTAINER));
        }
        let rule = ProtectedBranch {
            id,
            name: seed.name.clone(),
            push,
            merge,
            unprotect: self.accesses(Some(&seed.unprotect))?,
            allow_force_push: seed.allow_force_push,
            code_owner_approval_required: seed.code_owner_approval_required,
            updated_at: now,
        };
        project.protected_branches.insert(id, rule);
        Ok(())
    }

    fn merge_request(
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
        let known = project.branches.get(&seed.source_branch).map(|branch| branch.sha.clone());
        let sha = seed.sha.clone().or(known);
        let sha = branch(project, &seed.source_branch, sha);
        let base_sha = match project.branches.get(&target_branch) {
            Some(branch) => branch.sha.clone(),
            None => branch(project, &target_branch, None),
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
        let pipeline = seed.pipeline.as_ref();
        let head_pipeline =
            pipeline.map(|seed| self.pipeline(project, seed, iid, "head", &sha)).transpose()?;
        for (name, status) in &seed.status_checks {
            let check = project
                .status_checks
                .values()
                .find(|check| check.name == *name)
                .map(|check| check.id);
            let check = check.ok_or_else(|| wrong(format!("there is no status check `{name}`")))?;
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
        let request = MergeRequest {
            id,
            iid,
            title: seed.title.clone().unwrap_or_else(|| format!("Merge {}", seed.source_branch)),
            description: seed.description.clone(),
            author,
            state,
            source_branch: seed.source_branch.clone(),
            target_branch,
            sha,
            base_sha,
            draft: seed.draft,
            has_conflicts: seed.has_conflicts,
            unresolved_discussions: seed.unresolved_discussions,
            approvals_left: seed.approvals_left,
            blocked: seed.blocked,
            unchecked: seed.unchecked,
            merge_after: None,
            squash: seed.squash,
            auto_merge: seed.auto_merge,
            merge_user: merge_user.or((seed.auto_merge || merged).then_some(author)),
            merged_at: merged.then_some(updated_at),
            merge_commit_sha: merged.then(|| made_up_sha(&format!("{} merge {iid}", project.path))),
            closed: (state == MergeRequestState::Closed).then_some((updated_at, author)),
            head_pipeline,
            created_at,
            updated_at,
        };
        match project.merge_requests.insert(iid, request) {
            Some(_) => Err(wrong(format!("two merge requests have the iid {iid}"))),
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
        let pipeline = Pipeline {
            id,
            iid: whole.iid.unwrap_or(next),
            sha: whole.sha.unwrap_or_else(|| sha.to_owned()),
            reference: whole
                .reference
                .unwrap_or_else(|| format!("refs/merge-requests/{iid}/{kind}")),
            status: whole.status,
            source: whole.source.unwrap_or_else(|| String::from("merge_request_event")),
            user: self.user("root")?,
            created_at,
            updated_at: moment(whole.updated_at.as_ref(), created_at)?,
        };
        project.pipelines.insert(id, pipeline);
        Ok(id)
    }

    fn car(&mut self, project: &mut Project, seed: &SeedCar) -> Result<(), SandboxError> {
        let id = number(&mut self.world.next.car, seed.id);
        let request = project.merge_requests.get(&seed.merge_request);
        let request = request
            .ok_or_else(|| wrong(format!("there is no merge request {}", seed.merge_request)))?;
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

    fn protected_environment(
        &mut self,
        project: &mut Project,
        seed: &SeedProtectedEnvironment,
    ) -> Result<(), SandboxError> {
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
        let protected =
            ProtectedEnvironment { id, name: seed.name.clone(), deploy, approval_rules };
        project.protected_environments.insert(id, protected);
        Ok(())
    }

    fn deployment(
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
            project.environments.insert(id, plain_environment(id, &seed.environment, now));
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
            approvals.push(Approval {
                user: self.user(&approval.user)?,
                status: one_of("approval", Some(&approval.status), &["approved", "rejected"])?,
                comment: approval.comment.clone(),
                rule: None,
                created_at: moment(approval.created_at.as_ref(), now)?,
            });
        }
        let deployment = Deployment {
            id,
            iid: project.deployments.values().map(|deployment| deployment.iid).max().unwrap_or(0)
                + 1,
            environment,
            reference: seed.reference.clone().unwrap_or_else(|| default.to_owned()),
            sha,
            tag: seed.tag,
            status,
            user: self.user_or_root(seed.user.as_ref())?,
            job: seed.job.clone(),
            job_id: seed.job_id,
            finished_at: finished
                .then(|| moment(seed.finished_at.as_ref(), updated_at))
                .transpose()?,
            approvals,
            created_at,
            updated_at,
        };
        project.deployments.insert(id, deployment);
        Ok(())
    }
}

/// Makes a branch at a commit, made up where none is given, and tells the commit.
fn branch(project: &mut Project, name: &str, sha: Option<String>) -> String {
    let sha = sha.unwrap_or_else(|| made_up_sha(&format!("{} {name}", project.path)));
    project.commits.insert(sha.clone());
    project.branches.insert(name.to_owned(), Branch { sha: sha.clone() });
    sha
}

/// An environment with nothing but a name.
pub(super) fn plain_environment(id: u64, name: &str, now: Time) -> Environment {
    Environment {
        id,
        name: name.to_owned(),
        slug: slug(name),
        external_url: None,
        description: None,
        tier: tier(name).to_owned(),
        state: String::from("available"),
        created_at: now,
        updated_at: now,
    }
}
