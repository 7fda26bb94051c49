//! Deployments: list, single, create, change, delete, and the merge requests that they shipped.
//!
//! Parameters are checked before the project. Deployments of CI jobs can be read and deleted, but not changed.

use serde_json::{Value, json};

use super::environments;
use super::views::{current, listed, whole};
use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::merge_requests::requests as merge_requests;
use crate::sandbox::protection::environments::may_deploy;
use crate::sandbox::world::{
    Deployment, MAINTAINER, MergeRequest, Project, REPORTER, Time, Visibility, take,
};

const STATUSES: &[&str] =
    &["created", "running", "success", "failed", "canceled", "skipped", "blocked"];

/// States that a client can set.
const SETTABLE: &[&str] = &["running", "success", "failed", "canceled"];

const LIST: &[Param] = &[
    Param::text("order_by").or("id").values(&[
        "id",
        "iid",
        "created_at",
        "updated_at",
        "finished_at",
    ]),
    Param::text("sort").or("asc").values(&["asc", "desc"]),
    Param::moment("updated_after"),
    Param::moment("updated_before"),
    Param::moment("finished_after"),
    Param::moment("finished_before"),
    Param::text("environment"),
    Param::text("status").values(STATUSES),
];

const ID: &[Param] = &[Param::integer("deployment_id").required()];

const NEW: &[Param] = &[
    Param::text("environment").required().no_blank(),
    Param::text("sha").required().no_blank(),
    Param::text("ref").required().no_blank(),
    Param::boolean("tag").required(),
    Param::text("status").required().values(SETTABLE),
];

const STATUS: &[Param] = &[Param::text("status").required().values(SETTABLE)];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/deployments", signed_in, &[LIST, &PAGE], list),
    route("POST", "/projects/{id}/deployments", signed_in, &[NEW], create),
    route("GET", "/projects/{id}/deployments/:deployment_id", signed_in, &[ID], show),
    route("PUT", "/projects/{id}/deployments/:deployment_id", signed_in, &[STATUS], update),
    route("DELETE", "/projects/{id}/deployments/:deployment_id", signed_in, &[ID], delete)
        .where_(|world| world.at_least(15, 3)),
    route(
        "GET",
        "/projects/{id}/deployments/:deployment_id/merge_requests",
        signed_in,
        &[ID, merge_requests::FILTERS, &PAGE],
        shipped,
    ),
];

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    environments::reads(call)?;
    let project = call.project()?.clone();
    let params = &call.params;
    let by = params.text("order_by").unwrap_or("id");
    let status = params.text("status");
    let time = |name: &str| params.moment(name);
    let (updated_after, updated_before) = (time("updated_after"), time("updated_before"));
    let (finished_after, finished_before) = (time("finished_after"), time("finished_before"));
    let updated = updated_after.or(updated_before).is_some();
    let finished = finished_after.or(finished_before).is_some();
    let bad = |reason| Err(Refusal::bad_request_because(reason));
    if updated && finished {
        return bad("Both `updated_at` filter and `finished_at` filter can not be specified");
    }
    if updated && by != "updated_at" {
        return bad("`updated_at` filter requires `updated_at` sort");
    }
    if finished && by != "finished_at" {
        return bad("`finished_at` filter requires `finished_at` sort.");
    }
    let over = matches!(status, Some("success" | "failed" | "canceled"));
    if by == "finished_at" && !finished && !over {
        return bad(
            "`finished_at` sort requires `finished_at` filter or a filter with at least one of the finished statuses.",
        );
    }
    if finished && status != Some("success") {
        return bad("`finished_at` filter must be combined with `success` status filter.");
    }
    let environment = params.text("environment").filter(|name| !name.is_empty());
    let fits = |deployment: &&Deployment| {
        let place = project.environments.get(&deployment.environment);
        let end = deployment.finished_at;
        status.is_none_or(|status| status == deployment.status)
            && environment.is_none_or(|name| place.is_some_and(|place| place.name == name))
            && updated_after.is_none_or(|time| deployment.updated_at >= time)
            && updated_before.is_none_or(|time| deployment.updated_at <= time)
            && finished_after.is_none_or(|time| end.is_some_and(|end| end >= time))
            && finished_before.is_none_or(|time| end.is_some_and(|end| end < time))
    };
    let mut all: Vec<&Deployment> = project.deployments.values().filter(fits).collect();
    match by {
        "updated_at" => all.sort_by_key(|deployment| (deployment.updated_at, deployment.id)),
        "finished_at" => all.sort_by_key(|deployment| (deployment.finished_at, deployment.id)),
        _ => {}
    }
    if params.text("sort") == Some("desc") {
        all.reverse();
    }
    call.page(all, |deployment| Value::Object(listed(call.world, &project, deployment)))
}

/// The deployment with an ID, if it belongs to the project.
pub(crate) fn found(call: &mut Call<'_>, id: u64) -> Result<Deployment, Refusal> {
    call.project()?.deployments.get(&id).cloned().ok_or_else(Refusal::not_found)
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    environments::reads(call)?;
    let id = call.params.id("deployment_id");
    let deployment = found(call, id)?;
    let project = call.project()?.clone();
    Ok(Reply::ok(whole(call.world, &project, &deployment)))
}

/// Whether Git could resolve it, including `main~1` and `v1^`: the history is not modelled, so only the name is checked.
fn exists(project: &Project, revision: &str) -> bool {
    let base = revision.split(['~', '^']).next().unwrap_or(revision);
    let rest = revision.get(base.len()..).unwrap_or("");
    rest.chars().all(|letter| letter == '~' || letter == '^' || letter.is_ascii_digit())
        && project.resolve(base).is_some()
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    environments::writes(call)?;
    let params = call.params.clone();
    let text = |name: &str| params.text(name).unwrap_or("").to_owned();
    let (name, sha, reference, status) =
        (text("environment"), text("sha"), text("ref"), text("status"));
    let project = call.project()?;
    if !exists(project, &sha) {
        return Err(Refusal::message(400, json!({ "sha": ["The commit does not exist"] })));
    }
    if !exists(project, &reference) {
        let text = "The branch or tag does not exist";
        return Err(Refusal::message(400, json!({ "ref": [text] })));
    }
    let id = call.project_id()?;
    let known = call.project()?.environments.values().find(|known| known.name == name).cloned();
    let environment = match known {
        Some(known) => known,
        None => {
            let complaints = environments::complaints(&name);
            if !complaints.is_empty() {
                return Err(Refusal::message(400, json!({ "name": complaints })));
            }
            environments::make(call.world, id, &name).ok_or_else(Refusal::not_found)?
        }
    };
    let me = call.me();
    if !may_deploy(call.world, call.world.projects.get(&id), &environment.name, me) {
        return Err(Refusal::forbidden());
    }
    // The row cannot be stored, but what was created before it stays.
    let Some(tag) = params.bool("tag") else { return Ok(Reply::created(Value::Null)) };
    let now = call.world.now;
    let project = call.project()?;
    if status == "success"
        && let Some(last) = current(project, environment.id)
        && (&last.reference, &last.sha, last.tag) == (&reference, &sha, tag)
    {
        let (project, last) = (project.clone(), last.clone());
        return Ok(Reply::created(whole(call.world, &project, &last)));
    }
    let number = take(&mut call.world.next.deployment);
    let project = call.project_mut()?;
    project.last_deployment += 1;
    let mut deployment = Deployment {
        id: number,
        iid: project.last_deployment,
        environment: environment.id,
        reference,
        sha,
        tag,
        status: String::new(),
        user: me,
        job: None,
        finished_at: None,
        approvals: Vec::new(),
        merge_requests: Vec::new(),
        created_at: now,
        updated_at: now,
    };
    enter(project, &mut deployment, &status, now);
    project.deployments.insert(number, deployment.clone());
    let project = project.clone();
    Ok(Reply::created(whole(call.world, &project, &deployment)))
}

/// Sets the state of a deployment. A success starts a stopped environment and ships what was merged since.
pub(crate) fn enter(project: &mut Project, deployment: &mut Deployment, status: &str, now: Time) {
    deployment.status = status.to_owned();
    deployment.updated_at = now;
    if matches!(status, "success" | "failed" | "canceled") {
        // `finished_at` is set just before the row is stored.
        deployment.finished_at = Some(Time(now.0 - 1_000));
    }
    if status != "success" {
        return;
    }
    let Some(environment) = project.environments.get_mut(&deployment.environment) else { return };
    if environment.state != "available" {
        environment.state = String::from("available");
        environment.updated_at = now;
    }
    if environment.name.contains('/') || !deployment.merge_requests.is_empty() {
        return;
    }
    let there = deployment.environment;
    let earlier = project.deployments.values().filter(|other| other.environment == there);
    let known: Vec<u64> = earlier.flat_map(|other| other.merge_requests.clone()).collect();
    let fresh = |request: &&MergeRequest| {
        request.merged_at.is_some()
            && request.target_branch == deployment.reference
            && !known.contains(&request.iid)
    };
    let iids = project.merge_requests.values().filter(fresh).map(|request| request.iid).collect();
    deployment.merge_requests = iids;
}

/// Only a deployment that never ran can start; none can enter its current state again.
fn event(from: &str, to: &str) -> Result<(), &'static str> {
    let (name, legal) = match to {
        "running" => ("run", matches!(from, "created" | "blocked")),
        "success" => ("succeed", from != to),
        "failed" => ("drop", from != to),
        _ => ("cancel", from != to),
    };
    if legal { Ok(()) } else { Err(name) }
}

/// Refuses callers who cannot deploy to the environment of a deployment.
fn deploys(call: &mut Call<'_>, deployment: &Deployment) -> Result<(), Refusal> {
    let me = call.me();
    let project = call.project()?.clone();
    let place = project.environments.get(&deployment.environment);
    let place = place.map_or("", |place| place.name.as_str());
    let allowed = may_deploy(call.world, Some(&project), place, me);
    if allowed { Ok(()) } else { Err(Refusal::forbidden()) }
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let status = call.params.text("status").unwrap_or("").to_owned();
    // The ID is not declared here: leading digits count, the rest is ignored.
    let place = call.place("deployment_id");
    let digits: String = place.chars().take_while(char::is_ascii_digit).collect();
    let mut deployment = found(call, digits.parse().unwrap_or(0))?;
    environments::writes(call)?;
    deploys(call, &deployment)?;
    if deployment.job.is_some() {
        let reason = "Deployments created using GitLab CI can not be updated using the API";
        return Err(Refusal::forbidden_because(reason));
    }
    if let Err(name) = event(&deployment.status, &status) {
        let text = format!("cannot transition via \"{name}\"");
        return Err(Refusal::message(400, json!({ "status": [text] })));
    }
    let now = call.world.now;
    let project = call.project_mut()?;
    enter(project, &mut deployment, &status, now);
    project.deployments.insert(deployment.id, deployment.clone());
    let project = project.clone();
    Ok(Reply::ok(whole(call.world, &project, &deployment)))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.params.id("deployment_id");
    let deployment = found(call, id)?;
    environments::writes(call)?;
    call.at_least(MAINTAINER)?;
    deploys(call, &deployment)?;
    call.unmodified(deployment.updated_at)?;
    if deployment.status == "running" {
        return Err(Refusal::message(400, "Cannot destroy running deployment"));
    }
    if current(call.project()?, deployment.environment).is_some_and(|last| last.id == deployment.id)
    {
        return Err(Refusal::message(400, "Deployment currently deployed to environment"));
    }
    call.project_mut()?.deployments.remove(&id);
    Ok(Reply::no_content())
}

/// The ID is not checked: an unknown one has shipped nothing, and one of another project returns what the caller can
/// read there.
fn shipped(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    environments::reads(call)?;
    let id = call.params.id("deployment_id");
    let me = call.me();
    let own = call.project()?.clone();
    let holds = |project: &&Project| {
        let open = project.visibility != Visibility::Private;
        project.deployments.contains_key(&id) && (open || call.world.level(me, project) >= REPORTER)
    };
    let project = call.world.projects.values().find(holds).unwrap_or(&own).clone();
    let iids = project.deployments.get(&id).map(|row| row.merge_requests.clone());
    let iids = iids.unwrap_or_default();
    merge_requests::page(call, &project, |request| iids.contains(&request.iid))
}
