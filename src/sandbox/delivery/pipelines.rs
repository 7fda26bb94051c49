//! Pipelines and jobs, as far as trains and deployments need them: read, cancel, and start a manual job.

use serde_json::json;

use super::views::{deployable, waits};
use crate::sandbox::http::gates::{in_project, signed_in};
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::merge_requests::requests::reads_with_pipelines;
use crate::sandbox::protection::environments::may_deploy;
use crate::sandbox::views::pipelines::{pipeline, whole_pipeline};
use crate::sandbox::world::{DEVELOPER, Deployment, Pipeline};

const ID: &[Param] = &[Param::integer("pipeline_id").required()];

const JOB: &[Param] = &[Param::integer("job_id").required()];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/pipelines", in_project, &[&PAGE], list),
    route("GET", "/projects/{id}/pipelines/:pipeline_id", in_project, &[ID], show),
    route("POST", "/projects/{id}/pipelines/:pipeline_id/cancel", signed_in, &[ID], cancel),
    route("POST", "/projects/{id}/jobs/:job_id/play", signed_in, &[JOB], play),
];

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

/// The answer shows the previous state.
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

/// Starts the job of a blocked deployment once it is approved.
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
    // The pipeline is updated later.
    body["pipeline"]["status"] = json!("manual");
    if let Some(stored) = call.project_mut()?.deployments.get_mut(&row.id) {
        *stored = started;
    }
    Ok(Reply::ok(body))
}
