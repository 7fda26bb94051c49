//! Pipelines and jobs as far as trains and deployments need them: look, cancel, and start a job that waits for somebody.

use serde_json::{Value, json};

use super::approvals::waits;
use super::deployments::deployable;
use crate::sandbox::families::common::{in_project, signed_in};
use crate::sandbox::families::views;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::merge_requests::requests::reads_with_pipelines;
use crate::sandbox::protection::environments::may_deploy;
use crate::sandbox::world::{DEVELOPER, Deployment, Pipeline, Project, Time, World};

const ID: &[Param] = &[Param::integer("pipeline_id").required()];

const JOB: &[Param] = &[Param::integer("job_id").required()];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/pipelines", in_project, &[&PAGE], list),
    route("GET", "/projects/{id}/pipelines/:pipeline_id", in_project, &[ID], show),
    route("POST", "/projects/{id}/pipelines/:pipeline_id/cancel", signed_in, &[ID], cancel),
    route("POST", "/projects/{id}/jobs/:job_id/play", signed_in, &[JOB], play),
];

/// A pipeline as lists and cars show it.
pub(crate) fn pipeline(world: &World, project: &Project, pipeline: &Pipeline) -> Value {
    json!({
        "id": pipeline.id,
        "iid": pipeline.iid,
        "project_id": project.id,
        "sha": pipeline.sha,
        "ref": pipeline.reference,
        "status": pipeline.status,
        "source": pipeline.source,
        "created_at": pipeline.created_at.text(),
        "updated_at": pipeline.updated_at.text(),
        "web_url": format!("{}/{}/-/pipelines/{}", world.url, project.path, pipeline.id),
    })
}

/// A pipeline in full.
pub(crate) fn whole_pipeline(world: &World, project: &Project, run: &Pipeline) -> Value {
    let mut body = pipeline(world, project, run);
    let (text, label, icon) = match run.status.as_str() {
        "success" => ("Passed", "passed", "success"),
        "failed" => ("Failed", "failed", "failed"),
        "canceled" => ("Canceled", "canceled", "canceled"),
        "canceling" => ("Canceling", "canceling", "canceled"),
        "running" => ("Running", "running", "running"),
        "skipped" => ("Skipped", "skipped", "skipped"),
        "manual" => ("Blocked", "waiting for manual action", "manual"),
        "created" => ("Created", "created", "created"),
        _ => ("Pending", "pending", "pending"),
    };
    let end = run.updated_at.text();
    let over = run.complete() && run.started_at.is_some();
    let seconds =
        run.started_at.filter(|_| over).map(|start| (run.updated_at.0 - start.0) / 1_000_000);
    let waited = run.started_at.or_else(|| run.complete().then_some(run.updated_at));
    let queued = waited.map(|start| (start.0 - run.created_at.0) / 1_000_000);
    let rest = json!({
        "before_sha": run.sha,
        "tag": false,
        "yaml_errors": null,
        "user": views::user(world, run.user),
        "started_at": run.started_at.map(Time::text),
        "finished_at": run.complete().then_some(end),
        "committed_at": null,
        "duration": seconds,
        "queued_duration": queued.filter(|seconds| *seconds != 0),
        "coverage": null,
        "detailed_status": {
            "icon": format!("status_{icon}"),
            "text": text,
            "label": label,
            "group": run.status,
            "tooltip": label,
            "has_details": true,
            "details_path": format!("/{}/-/pipelines/{}", project.path, run.id),
            "illustration": null,
            "favicon": format!("/images/ci_favicons/favicon_status_{icon}.png"),
        },
        "archived": false,
    });
    if let (Value::Object(body), Value::Object(rest)) = (&mut body, rest) {
        body.extend(rest);
    }
    body
}

fn found(call: &mut Call<'_>) -> Result<Pipeline, Refusal> {
    let id = call.params.id("pipeline_id");
    call.project()?.pipelines.get(&id).cloned().ok_or_else(Refusal::not_found)
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads_with_pipelines(call)?;
    let project = call.project()?.clone();
    let all: Vec<&Pipeline> = project.pipelines.values().rev().collect();
    call.page(all, |run| pipeline(call.world, &project, run))
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads_with_pipelines(call)?;
    let run = found(call)?;
    let project = call.project()?.clone();
    Ok(Reply::ok(whole_pipeline(call.world, &project, &run)))
}

/// The answer tells the state before.
fn cancel(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(DEVELOPER)?;
    let run = found(call)?;
    let project = call.project()?.clone();
    let now = call.world.now;
    if let Some(stored) = call.project_mut()?.pipelines.get_mut(&run.id) {
        stored.cancel(now);
    }
    Ok(Reply::ok(whole_pipeline(call.world, &project, &run)))
}

/// Starts the job of a blocked deployment, once everybody has approved.
fn play(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.params.id("job_id");
    let project = call.project()?.clone();
    let owner = |row: &&Deployment| row.job.as_ref().is_some_and(|job| job.id == id);
    let row = project.deployments.values().find(owner).ok_or_else(Refusal::not_found)?;
    let place = project.environments.get(&row.environment);
    let place = place.map_or("", |place| place.name.as_str());
    let me = call.me();
    let level = call.level()?;
    if level < DEVELOPER || !may_deploy(call.world, Some(&project), place, me) {
        return Err(Refusal::forbidden());
    }
    if row.status != "blocked" || waits(call.world, &project, row) {
        return Err(Refusal::bad_request_because("Unplayable Job"));
    }
    let mut started = row.clone();
    started.status = String::from("created");
    if let Some(job) = &mut started.job {
        job.user = me;
    }
    let mut body = deployable(call.world, &project, &started);
    // The pipeline hears of it later.
    body["pipeline"]["status"] = json!("manual");
    if let Some(stored) = call.project_mut()?.deployments.get_mut(&row.id) {
        *stored = started;
    }
    Ok(Reply::ok(body))
}
