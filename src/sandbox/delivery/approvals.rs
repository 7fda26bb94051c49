//! Approvals of deployments: when they are required, who can give them, and the order of refusals.

use serde_json::json;

use super::deployments::{enter, found};
use super::environments;
use super::views::{pending, protection, told};
use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::{Call, Param, Refusal, Reply, Route, route};
use crate::sandbox::protection::environments::{Protection, description};
use crate::sandbox::world::{Approval, ApprovalRule, Project, World};

const ID: &[Param] = &[Param::integer("deployment_id").required()];

const APPROVAL: &[Param] = &[
    Param::text("status").required().values(&["approved", "rejected"]),
    Param::text("comment"),
    Param::text("represented_as"),
];

pub(crate) const ROUTES: &[Route] = &[route(
    "POST",
    "/projects/{id}/deployments/:deployment_id/approval",
    signed_in,
    &[ID, APPROVAL],
    approve,
)
.where_(|world| world.enterprise)];

/// The rule that an approval counts towards: the first that allows the user and whose name contains `represented_as`.
fn rule_for(
    world: &World,
    project: &Project,
    protected: &[Protection<'_>],
    user: u64,
    represented_as: Option<&str>,
) -> Result<u64, Refusal> {
    let mut rules: Vec<&ApprovalRule> = Vec::new();
    for protection in protected {
        let fits = |rule: &&ApprovalRule| {
            protection.fits(world, project, &rule.who, rule.group_inheritance_type, user)
        };
        rules.extend(protection.kept.approval_rules.iter().filter(fits));
    }
    let Some(first) = rules.first() else {
        let text = "You don't have permission to approve this deployment. \
            Contact the project or group owner for help.";
        return Err(Refusal::message(400, text));
    };
    let Some(word) = represented_as.filter(|word| !word.is_empty()) else {
        return Ok(first.who.id);
    };
    for rule in rules {
        match description(world, &rule.who).as_str() {
            // The search crashes on a rule for an access level without a name.
            None => return Err(Refusal::crash()),
            Some(name) if name.contains(word) => return Ok(rule.who.id),
            Some(_) => {}
        }
    }
    let text = "There are no approval rules for the given `represent_as` parameter. \
        Use a valid User/Group/Role name instead.";
    Err(Refusal::message(400, text))
}

fn approve(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    environments::reads(call)?;
    let params = call.params.clone();
    let mut deployment = found(call, params.id("deployment_id"))?;
    let project = call.project()?.clone();
    let (me, now) = (call.me(), call.world.now);
    let status = params.text("status").unwrap_or("").to_owned();
    let refuse = |text: &str| Err(Refusal::message(400, text));
    let protected = protection(call.world, &project, &deployment);
    if protected.is_empty() {
        return refuse("This environment is not protected.");
    }
    if status == "approved"
        && deployment.user == me
        && !project.is_on("allow_pipeline_trigger_approve_deployment")
    {
        return refuse(
            "You cannot approve your own deployment. This configuration can be adjusted in the protected environment settings.",
        );
    }
    if protected.iter().all(|it| it.kept.approval_rules.is_empty()) {
        return refuse("Deployment approvals is not configured for this environment.");
    }
    let missing = pending(&protected, &deployment);
    if missing == 0 {
        return refuse("This deployment is not waiting for approvals.");
    }
    let rule = rule_for(call.world, &project, &protected, me, params.text("represented_as"))?;
    let comment = params.text("comment").map(str::to_owned);
    if comment.as_ref().is_some_and(|comment| comment.chars().count() > 255) {
        let text = "Comment is too long (maximum is 255 characters)";
        return Err(Refusal::message(400, json!([text])));
    }
    let known = deployment
        .approvals
        .iter_mut()
        .find(|approval| approval.user == me && approval.rule == Some(rule));
    let given = match known {
        Some(known) if known.status == status => known.clone(),
        Some(known) => {
            known.status = status.clone();
            known.comment = comment;
            known.clone()
        }
        None => {
            let approval = Approval {
                user: me,
                status: status.clone(),
                comment,
                rule: Some(rule),
                created_at: now,
            };
            deployment.approvals.push(approval.clone());
            approval
        }
    };
    let body = told(call.world, &given);
    let project = call.project_mut()?;
    if status == "rejected"
        && let Some(job) = &mut deployment.job
    {
        // The first rejection fails the job and its pipeline; it cannot fail again.
        if deployment.status == "failed" {
            return Err(Refusal::crash());
        }
        job.rejected = true;
        if let Some(run) = project.pipelines.get_mut(&job.pipeline)
            && run.reference == deployment.reference
        {
            run.status = String::from("failed");
            run.updated_at = now;
        }
        enter(project, &mut deployment, "failed", now);
    }
    project.deployments.insert(deployment.id, deployment);
    Ok(Reply::created(body))
}
