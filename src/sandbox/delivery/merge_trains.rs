//! Merge trains: two lists, a car, and adding one. Removing one is an endpoint of merge requests.
//!
//! Reading a train advances it by one step; see `trains`.

use serde_json::{Value, json};

use crate::sandbox::http::gates::in_project;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::merge_requests::requests as merge_requests;
use crate::sandbox::views::pipelines::pipeline;
use crate::sandbox::views::users;
use crate::sandbox::world::branch_rules::may_merge;
use crate::sandbox::world::trains;
use crate::sandbox::world::{Car, MergeRequest, Project, World};

const LIST: &[Param] = &[
    Param::text("scope").values(&["active", "complete"]),
    Param::text("sort").or("desc").values(&["asc", "desc"]),
];

const ADD: &[Param] = &[
    Param::boolean("when_pipeline_succeeds"),
    Param::boolean("auto_merge"),
    Param::text("sha"),
    Param::boolean("squash"),
];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/merge_trains", in_project, &[LIST, &PAGE], list).where_(exists),
    route(
        "GET",
        "/projects/{id}/merge_trains/:target_branch",
        in_project,
        &[LIST, &PAGE],
        of_branch,
    )
    .where_(exists_for_branches),
    route(
        "GET",
        "/projects/{id}/merge_trains/merge_requests/:merge_request_iid",
        in_project,
        &[],
        show,
    )
    .where_(exists_for_branches),
    route(
        "POST",
        "/projects/{id}/merge_trains/merge_requests/:merge_request_iid",
        in_project,
        &[ADD, &PAGE],
        add,
    )
    .where_(exists_for_branches),
];

fn exists(world: &World) -> bool {
    world.enterprise && world.at_least(12, 9)
}

fn exists_for_branches(world: &World) -> bool {
    world.enterprise && world.at_least(15, 6)
}

fn shown(world: &World, project: &Project, car: &Car) -> Value {
    let request = project.merge_requests.get(&car.merge_request);
    let request = request.map(|request| {
        json!({
            "id": request.id,
            "iid": request.iid,
            "project_id": project.id,
            "title": merge_requests::title(request),
            "description": request.description,
            "state": request.state.text(),
            "created_at": request.created_at.text(),
            "updated_at": request.updated_at.text(),
            "web_url": format!("{}/{}/-/merge_requests/{}", world.url, project.path, request.iid),
        })
    });
    // One that was merged without the train spent no time on it.
    let ran = car.merged_at.filter(|_| car.status == "merged");
    let seconds = ran.map(|end| (end.0 - car.created_at.0) / 1_000_000);
    let run = car.pipeline.and_then(|id| project.pipelines.get(&id));
    json!({
        "id": car.id,
        "merge_request": request,
        "user": users::user(world, car.user),
        "pipeline": run.map(|run| pipeline(world, project, run)),
        "created_at": car.created_at.text(),
        "updated_at": car.updated_at.text(),
        "target_branch": car.target_branch,
        "status": car.status,
        "merged_at": car.merged_at.map(crate::sandbox::world::Time::text),
        "duration": seconds,
    })
}

/// Requires the right to read merge requests and pipelines; then advances the trains.
fn read(call: &mut Call<'_>) -> Result<u64, Refusal> {
    if let Some((_, format)) = call.request.query_pairs().iter().find(|(name, _)| name == "format")
        && !matches!(format.as_str(), "json" | "txt")
    {
        let text = format!("The requested format '{format}' is not supported.");
        return Err(Refusal::error(406, text));
    }
    merge_requests::reads_with_pipelines(call)?;
    call.project_id()
}

fn moved(call: &mut Call<'_>) -> Result<Project, Refusal> {
    let id = read(call)?;
    if !call.world.still {
        call.world.move_trains(id);
    }
    call.project().cloned()
}

fn cars(call: &mut Call<'_>, branch: Option<&str>) -> Result<Reply, Refusal> {
    let project = moved(call)?;
    let scope = call.params.text("scope");
    let fits = |car: &&Car| {
        branch.is_none_or(|branch| car.target_branch == branch)
            && scope.is_none_or(|scope| (scope == "active") == car.active())
    };
    let mut all: Vec<&Car> = project.cars.values().filter(fits).collect();
    if call.params.text("sort") != Some("asc") {
        all.reverse();
    }
    call.page(all, |car| shown(call.world, &project, car))
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    cars(call, None)
}

fn of_branch(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let branch = call.place("target_branch").to_owned();
    cars(call, Some(&branch))
}

fn request(call: &mut Call<'_>) -> Result<MergeRequest, Refusal> {
    let iid = call.place("merge_request_iid").parse().unwrap_or(0);
    call.project()?.merge_requests.get(&iid).cloned().ok_or_else(Refusal::not_found)
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    read(call)?;
    let request = request(call)?;
    let project = moved(call)?;
    let car = trains::car(&project, request.iid)
        .ok_or_else(|| Refusal::no_such("Merge Train Merge Request"))?;
    Ok(Reply::ok(shown(call.world, &project, car)))
}

/// The ID, the SHA, the right to merge, whether it is waiting already, then whether it can be added: this order decides which
/// refusal is sent.
fn add(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = read(call)?;
    let request = request(call)?;
    let params = call.params.clone();
    if let Some(sha) = params.text("sha")
        && sha != request.sha
    {
        let text = format!("SHA does not match HEAD of source branch: {}", request.sha);
        return Err(Refusal::message(409, text));
    }
    let project = call.project()?.clone();
    let Some(me) = call.user else { return Err(Refusal::unauthorized()) };
    if !may_merge(call.world, &project, &request.target_branch, me) {
        return Err(Refusal::unauthorized());
    }
    if request.auto_merge || trains::car(&project, request.iid).is_some() {
        return Err(Refusal::message(409, "Merge request is already set to Auto-Merge"));
    }
    // Stored before anything is tried: it stays if the rest is refused, and nothing here ever resets it.
    let squash = params.bool("squash") == Some(true);
    let now = call.world.now;
    if let Some(stored) = call.project_mut()?.merge_requests.get_mut(&request.iid)
        && squash
    {
        stored.squash = true;
        stored.updated_at = now;
    }
    // Older servers ignore the newer name.
    let newer = call.world.at_least(17, 11) && params.bool("auto_merge") == Some(true);
    let later = newer || params.bool("when_pipeline_succeeds") == Some(true);
    let failed = || Err(Refusal::bad_request_because("Failed to merge"));
    if later {
        if !trains::can_arm(call.world, &project, &request) {
            return failed();
        }
        if let Some(stored) = call.project_mut()?.merge_requests.get_mut(&request.iid) {
            stored.auto_merge = true;
            stored.merge_user = Some(me);
            stored.updated_at = now;
        }
    } else {
        if !trains::can_board(call.world, &project, &request) {
            return failed();
        }
        call.world.board(id, request.iid, me);
    }
    let project = call.project()?.clone();
    let train = project.cars.values().filter(|car| car.target_branch == request.target_branch);
    let mut reply = call.page(train.collect(), |car: &Car| shown(call.world, &project, car))?;
    reply.status = if later { 202 } else { 201 };
    Ok(reply)
}
