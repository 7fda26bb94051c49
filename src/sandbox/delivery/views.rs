//! Deployments, their jobs and approvals, as answers show them.

use serde_json::{Map, Value, json};

use crate::sandbox::protection::environments::{Protection, protections, shown_rule};
use crate::sandbox::repository::branches;
use crate::sandbox::views::users;
use crate::sandbox::world::{
    Approval, ApprovalRule, Deployment, Environment, Project, Time, World,
};

/// The CI job that created a deployment, if any.
pub(crate) fn deployable(world: &World, project: &Project, deployment: &Deployment) -> Value {
    let Some(job) = &deployment.job else { return Value::Null };
    let id = job.id;
    let waits = matches!(deployment.status.as_str(), "created" | "blocked" | "skipped");
    let ran = !waits && !job.rejected;
    let status = match deployment.status.as_str() {
        "blocked" => "manual",
        // The row exists as soon as the job can run.
        "created" => "pending",
        other => other,
    };
    let run = project.pipelines.get(&job.pipeline);
    let run = run.filter(|run| run.reference == deployment.reference);
    let user = world.users.get(&job.user);
    let user = user.map(|user| {
        let mut body = users::profile(world, user);
        let local_time = body.shift_remove("local_time");
        body.insert(String::from("followers"), json!(0));
        body.insert(String::from("following"), json!(0));
        body.insert(String::from("local_time"), local_time.unwrap_or_default());
        Value::Object(body)
    });
    let sha = project.resolve(&deployment.sha).unwrap_or_else(|| deployment.sha.clone());
    let begun = deployment.created_at.text();
    let duration = ran.then_some(1.5);
    let web = format!("{}/{}", world.url, project.path);
    let mut body = json!({
        "id": id,
        "status": status,
        "stage": job.stage,
        "name": job.name,
        "ref": deployment.reference,
        "tag": deployment.tag,
        "coverage": null,
        "allow_failure": job.allow_failure,
        "created_at": begun,
        "started_at": ran.then_some(&begun),
        "finished_at": deployment.finished_at.filter(|_| !waits).map(Time::text),
        "erased_at": null,
        "duration": duration,
        "queued_duration": (ran || status == "pending").then_some(0.5),
        "user": user,
        "commit": branches::shown_commit(world, project, &sha),
        "pipeline": {
            "id": job.pipeline,
            "iid": run.map_or(deployment.iid, |run| run.iid),
            "project_id": project.id,
            "sha": sha,
            "ref": deployment.reference,
            "status": run.map_or(status, |run| run.status.as_str()),
            "source": job.source,
            "created_at": begun,
            "updated_at": deployment.updated_at.text(),
            "web_url": format!("{web}/-/pipelines/{}", job.pipeline),
        },
        "web_url": format!("{web}/-/jobs/{id}"),
        "project": { "ci_job_token_scope_enabled": false },
        "artifacts": [],
        "runner": null,
        "runner_manager": null,
        "artifacts_expire_at": null,
        "archived": false,
        "tag_list": [],
    });
    if job.rejected {
        body["failure_reason"] = json!("deployment_rejected");
    }
    body
}

/// An environment as deployments show it.
pub(crate) fn brief(environment: &Environment) -> Map<String, Value> {
    let body = json!({
        "id": environment.id,
        "name": environment.name,
        "slug": environment.slug,
        "external_url": environment.external_url,
        "created_at": environment.created_at.text(),
        "updated_at": environment.updated_at.text(),
    });
    match body {
        Value::Object(body) => body,
        _ => Map::new(),
    }
}

/// The last successful deployment.
pub(crate) fn current(project: &Project, environment: u64) -> Option<&Deployment> {
    let all = project.deployments.values();
    all.filter(|deployment| deployment.environment == environment && deployment.status == "success")
        .max_by_key(|deployment| (deployment.finished_at, deployment.id))
}

/// A deployment as lists show it: without approvals.
pub(crate) fn listed(
    world: &World,
    project: &Project,
    deployment: &Deployment,
) -> Map<String, Value> {
    let environment = project.environments.get(&deployment.environment);
    let body = json!({
        "id": deployment.id,
        "iid": deployment.iid,
        "ref": deployment.reference,
        "sha": deployment.sha,
        "created_at": deployment.created_at.text(),
        "updated_at": deployment.updated_at.text(),
        "user": users::user(world, deployment.user),
        "environment": environment.map(brief),
        "deployable": deployable(world, project, deployment),
        "status": deployment.status,
    });
    match body {
        Value::Object(body) => body,
        _ => Map::new(),
    }
}

pub(crate) fn whole(world: &World, project: &Project, deployment: &Deployment) -> Value {
    let mut body = listed(world, project, deployment);
    if world.enterprise {
        body.extend(approvals(world, project, deployment));
    }
    Value::Object(body)
}

/// All protections of a deployment's environment.
pub(crate) fn protection<'w>(
    world: &'w World,
    project: &'w Project,
    deployment: &Deployment,
) -> Vec<Protection<'w>> {
    let environment = project.environments.get(&deployment.environment);
    environment.map(|it| protections(world, project, &it.name)).unwrap_or_default()
}

/// How many approvals are missing, summed over the rules.
pub(crate) fn pending(protected: &[Protection<'_>], deployment: &Deployment) -> u32 {
    let missing = |rule: &ApprovalRule| {
        let given = |approval: &&Approval| {
            approval.rule == Some(rule.who.id) && approval.status == "approved"
        };
        let given = u32::try_from(deployment.approvals.iter().filter(given).count());
        rule.required_approvals.saturating_sub(given.unwrap_or(u32::MAX))
    };
    protected.iter().flat_map(|it| &it.kept.approval_rules).map(missing).sum()
}

/// Whether a deployment waits for approvals.
pub(crate) fn waits(world: &World, project: &Project, deployment: &Deployment) -> bool {
    pending(&protection(world, project, deployment), deployment) > 0
}

pub(crate) fn told(world: &World, approval: &Approval) -> Value {
    json!({
        "user": users::user(world, approval.user),
        "status": approval.status,
        "created_at": approval.created_at.text(),
        "comment": approval.comment,
    })
}

/// The approvals of a single deployment. Each rule lists the approvals of every deployment, not only of this one.
fn approvals(world: &World, project: &Project, deployment: &Deployment) -> Map<String, Value> {
    let protected = protection(world, project, deployment);
    let rule = |rule: &ApprovalRule| {
        let mut body = shown_rule(world, rule);
        let all = project.deployments.values().flat_map(|other| &other.approvals);
        let given = all.filter(|approval| approval.rule == Some(rule.who.id));
        let given: Value = given.map(|approval| told(world, approval)).collect();
        body.insert(String::from("deployment_approvals"), given);
        Value::Object(body)
    };
    let rules: Value = protected.iter().flat_map(|it| &it.kept.approval_rules).map(rule).collect();
    let approvals: Value =
        deployment.approvals.iter().map(|approval| told(world, approval)).collect();
    let missing = pending(&protected, deployment);
    let mut body = Map::new();
    body.insert(String::from("pending_approval_count"), json!(missing));
    body.insert(String::from("approvals"), approvals);
    body.insert(String::from("approval_summary"), json!({ "rules": rules }));
    body
}
