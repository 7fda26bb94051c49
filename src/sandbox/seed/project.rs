//! Creates a project of a [`Seed`](crate::sandbox::Seed), with everything that belongs to it.

use std::sync::Arc;

use super::file::{SeedProject, SeedProtectedBranch};
use super::maker::{Maker, number, one_of, visibility, wrong};
use crate::sandbox::error::SandboxError;
use crate::sandbox::world::hash::made_up_sha;
use crate::sandbox::world::{File, Of, Project, StatusCheck, TrainPipelines, last};

impl Maker {
    pub(crate) fn project(&mut self, seed: &SeedProject) -> Result<(), SandboxError> {
        let Some((namespace, _)) = seed.path.rsplit_once('/') else {
            return Err(wrong("the path of a project needs a namespace, as in `acme/api`"));
        };
        if !self.users.contains_key(&namespace.to_lowercase()) {
            self.group(namespace, None)?;
        }
        let now = self.world.now;
        let id = number(&mut self.world.next.project, seed.id);
        let default = seed.default_branch.clone().unwrap_or_else(|| String::from("main"));
        let messages = seed.commit_messages.iter();
        let mut project = Project {
            name: seed.name.clone().unwrap_or_else(|| last(&seed.path).to_owned()),
            visibility: visibility(seed.visibility.as_ref())?,
            default_branch: (!seed.empty).then(|| default.clone()),
            members: self.members(&seed.members)?,
            commits: seed.commits.iter().cloned().collect(),
            messages: messages.map(|(sha, message)| (sha.clone(), message.clone())).collect(),
            train_pipelines: train_pipelines(seed.train_pipelines.as_ref())?,
            ..Project::new(id, &seed.path, self.user("root")?, now)
        };
        if seed.merge_trains {
            for name in ["merge_pipelines_enabled", "merge_trains_enabled"] {
                project.settings.insert(name.to_owned(), serde_json::Value::Bool(true));
            }
        }
        for (group, level) in &seed.shares {
            let group = self.group(group, None)?;
            project.shares.insert(group, level.0);
        }
        if !seed.empty && !seed.branches.contains_key(&default) {
            project.branch(&default, None);
        }
        project.commits.extend(seed.commit_messages.keys().cloned());
        for (name, sha) in &seed.branches {
            project.branch(name, sha.clone());
        }
        let heads: Vec<String> = project.branches.values().map(|it| it.sha.clone()).collect();
        for sha in heads.iter().filter(|_| !seed.files.is_empty()) {
            let file = |(path, text): (&String, &String)| {
                (path.clone(), File::new(text.clone().into_bytes(), sha))
            };
            let files = seed.files.iter().map(file).collect();
            project.contents.insert(sha.clone(), Arc::new(files));
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
            let rule = self.protected_branch(rule)?;
            project.protected_branches.insert(rule.id, rule);
        }
        for check in &seed.external_status_checks {
            let id = number(&mut self.world.next.status_check, check.id);
            let rule = |name: &String| {
                let found = project.protected_branches.values().find(|rule| rule.name == *name);
                found
                    .map(|rule| rule.id)
                    .ok_or_else(|| wrong(format!("protected branch `{name}` not found")))
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
            self.environment(&mut project, environment)?;
        }
        for environment in &seed.protected_environments {
            let made = self.protected_environment(environment)?;
            project.protected_environments.insert(made.id, made);
        }
        for deployment in &seed.deployments {
            self.deployment(&mut project, deployment, &default)?;
        }
        self.hooks(Of::Project(id), &seed.hooks)?;
        for old in &seed.old_paths {
            self.world.redirects.insert(old.to_lowercase(), id);
        }
        if self.world.paths.insert(project.path.to_lowercase(), id).is_some() {
            return Err(wrong("two projects have this path"));
        }
        self.invitations(Of::Project(id), &seed.invitations);
        match self.world.projects.insert(id, project) {
            Some(_) => Err(wrong(format!("two projects have the ID {id}"))),
            None => Ok(()),
        }
    }
}

fn train_pipelines(word: Option<&String>) -> Result<TrainPipelines, SandboxError> {
    let known = ["wait", "succeed", "fail", "empty"];
    Ok(match one_of("value of `train_pipelines`", word, &known)?.as_str() {
        "succeed" => TrainPipelines::Succeed,
        "fail" => TrainPipelines::Fail,
        "empty" => TrainPipelines::Empty,
        _ => TrainPipelines::Wait,
    })
}
