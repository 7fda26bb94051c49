//! External status checks of projects, and the responses of services for merge requests.
//!
//! The licence is checked before parameters; without it, the answer is 401. Without the right to manage checks, reading is 401,
//! creating 500, and deleting a 204 that deletes nothing: as measured.

use serde_json::{Value, json};

use crate::sandbox::hooks::rules::blocked;
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::views::{merge_requests as view, protections};
use crate::sandbox::world::branch_rules;
use crate::sandbox::world::merge_status::{applies, newest, status};
use crate::sandbox::world::{
    DEVELOPER, Licence, MAINTAINER, MergeRequest, Project, REPORTER, StatusCheck,
    StatusCheckResponse, Visibility, World, take,
};

const PROJECT: &[Param] = &[Param::text("id").required()];

const CHECK: &[Param] = &[Param::integer("check_id").required()];

const NEW: &[Param] = &[Param::text("name").required(), Param::text("external_url").required()];

const CHANGED: &[Param] = &[Param::text("name"), Param::text("external_url")];

const REST: &[Param] =
    &[Param::text("shared_secret"), Param::new("protected_branch_ids", Kind::Integers)];

const REQUEST: &[Param] = &[Param::integer("merge_request_iid").required()];

const RESPONSE: &[Param] = &[
    Param::integer("external_status_check_id").required(),
    Param::text("sha").required(),
    Param::text("status").required().values(&["passed", "failed", "pending"]),
];

const OLD_RESPONSE: &[Param] =
    &[Param::integer("external_status_check_id").required(), Param::text("sha").required()];

const RETRY: &[Param] = &[Param::integer("external_status_check_id").required()];

const OF_PROJECT: &str = "/projects/{id}/external_status_checks";

const ONE: &str = "/projects/{id}/external_status_checks/:check_id";

const OF_REQUEST: &str = "/projects/{id}/merge_requests/:merge_request_iid/status_checks";

const RESPONSES: &str = "/projects/{id}/merge_requests/:merge_request_iid/status_check_responses";

const RETRIED: &str = "/projects/{id}/merge_requests/:merge_request_iid/status_checks/:external_status_check_id/retry";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", OF_PROJECT, licensed, &[PROJECT, &PAGE], list).where_(exists),
    route("POST", OF_PROJECT, licensed, &[PROJECT, NEW, REST], create).where_(exists),
    route("PUT", ONE, licensed, &[PROJECT, CHECK, CHANGED, REST], update).where_(exists),
    route("DELETE", ONE, licensed, &[PROJECT, CHECK], delete).where_(exists),
    route("GET", OF_REQUEST, licensed, &[PROJECT, REQUEST, &PAGE], list_of_request).where_(exists),
    route("POST", RESPONSES, licensed, &[PROJECT, REQUEST, RESPONSE], respond).where_(tells_status),
    route("POST", RESPONSES, licensed, &[PROJECT, REQUEST, OLD_RESPONSE], respond)
        .where_(|world| exists(world) && !tells_status(world)),
    route("POST", RETRIED, licensed, &[PROJECT, REQUEST, RETRY], retry)
        .where_(|world| exists(world) && world.at_least(15, 7)),
];

fn exists(world: &World) -> bool {
    world.enterprise && world.at_least(14, 0)
}

/// Before 15.0, a response had no status: it meant that the check had passed.
fn tells_status(world: &World) -> bool {
    exists(world) && world.at_least(15, 0)
}

fn licensed(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.authenticate()?;
    call.project_id()?;
    if call.world.licensed(Licence::Ultimate) { Ok(()) } else { Err(Refusal::unauthorized()) }
}

fn not_allowed(status: u16) -> Refusal {
    Refusal::message(status, json!(["Not allowed"]))
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    if call.level()? < MAINTAINER {
        return Err(Refusal::unauthorized());
    }
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    let checks: Vec<&StatusCheck> = project.status_checks.values().collect();
    call.page(checks, |check| protections::status_check(call.world, project, check))
}

/// Applies what was sent to a check. Branches are looked up first: one that exists nowhere is a 404.
fn apply(call: &mut Call<'_>, check: &mut StatusCheck) -> Result<(), Refusal> {
    let mut complaints: Vec<String> = Vec::new();
    if let Some(ids) = call.params.list("protected_branch_ids") {
        let ids: Vec<u64> = ids.iter().map(|id| id.as_u64().unwrap_or(0)).collect();
        let somewhere = |id: &u64| {
            call.world.projects.values().any(|project| project.protected_branches.contains_key(id))
                || call.world.groups.values().any(|group| group.protected_branches.contains_key(id))
        };
        if !ids.iter().all(somewhere) {
            return Err(Refusal::not_found());
        }
        let project = call.project()?.clone();
        let own = branch_rules::all(call.world, &project);
        if !ids.iter().all(|id| own.iter().any(|rule| rule.id == *id)) {
            complaints.push(String::from("all protected branches must exist within the project"));
        }
        check.protected_branches = ids;
    }
    if call.params.has("name") {
        check.name = call.params.text("name").unwrap_or("").to_owned();
    }
    if call.params.has("external_url") {
        check.external_url = call.params.text("external_url").unwrap_or("").trim().to_owned();
    }
    if call.params.has("shared_secret") && call.world.at_least(17, 4) {
        check.shared_secret = call.params.text("shared_secret").map(str::to_owned);
    }
    if complaints.is_empty() {
        complaints = complaints_about(call.project()?, check);
    }
    if !complaints.is_empty() {
        return Err(Refusal::message(422, complaints));
    }
    let too_long = |text: &str| text.chars().count() > 255;
    if too_long(&check.name) || too_long(&check.external_url) {
        Err(Refusal::crash())
    } else {
        Ok(())
    }
}

fn complaints_about(project: &Project, check: &StatusCheck) -> Vec<String> {
    let mut complaints = Vec::new();
    let others = || project.status_checks.values().filter(|other| other.id != check.id);
    let url = &check.external_url;
    if url.is_empty() {
        complaints.push(String::from("External url can't be blank"));
        complaints.push(String::from("External url must be a valid URL"));
    } else if let Some(reason) = blocked(url, true) {
        complaints.push(format!("External url is blocked: {reason}"));
    }
    if others().any(|other| other.external_url == *url) {
        complaints.push(String::from("External url has already been taken"));
    }
    if check.name.trim().is_empty() {
        complaints.push(String::from("Name can't be blank"));
    }
    if others().any(|other| other.name == check.name) {
        complaints.push(String::from("Name has already been taken"));
    }
    if check.shared_secret.as_ref().is_some_and(|secret| secret.chars().count() > 255) {
        complaints.push(String::from("Shared secret is too long (maximum is 255 characters)"));
    }
    complaints
}

fn store(call: &mut Call<'_>, check: StatusCheck) -> Result<Value, Refusal> {
    let id = call.project_id()?;
    call.project_mut()?.status_checks.insert(check.id, check.clone());
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    Ok(protections::status_check(call.world, project, &check))
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    if call.level()? < MAINTAINER {
        return Err(not_allowed(if call.world.at_least(17, 0) { 500 } else { 401 }));
    }
    let updated_at = call.world.now;
    let mut check = StatusCheck {
        id: 0,
        name: String::new(),
        external_url: String::new(),
        shared_secret: None,
        protected_branches: Vec::new(),
        updated_at,
    };
    apply(call, &mut check)?;
    check.id = take(&mut call.world.next.status_check);
    Ok(Reply::created(store(call, check)?))
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    if call.level()? < MAINTAINER {
        return Err(not_allowed(401));
    }
    let id = call.params.id("check_id");
    let mut check =
        call.project()?.status_checks.get(&id).cloned().ok_or_else(Refusal::not_found)?;
    apply(call, &mut check)?;
    check.updated_at = call.world.now;
    Ok(Reply::ok(store(call, check)?))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.params.id("check_id");
    let updated_at =
        call.project()?.status_checks.get(&id).ok_or_else(Refusal::not_found)?.updated_at;
    call.unmodified(updated_at)?;
    if call.level()? >= MAINTAINER {
        let project = call.project_mut()?;
        project.status_checks.remove(&id);
        project.status_check_responses.retain(|response| response.check != id);
    }
    Ok(Reply::no_content())
}

fn request(call: &mut Call<'_>) -> Result<MergeRequest, Refusal> {
    let iid = call.params.id("merge_request_iid");
    call.project()?.merge_requests.get(&iid).cloned().ok_or_else(Refusal::not_found)
}

fn list_of_request(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = request(call)?;
    let level = call.level()?;
    let internal = call.project()?.visibility == Visibility::Internal;
    if level < REPORTER && !internal {
        return Err(Refusal::forbidden());
    }
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    let checks = project
        .status_checks
        .values()
        .filter(|check| applies(call.world, project, check, &request.target_branch));
    let reply = call.page(checks.collect(), |check: &StatusCheck| {
        let url = check.external_url.split('?').next().unwrap_or("");
        let word = match status(call.world, project, &request, check.id) {
            "passed" if !tells_status(call.world) => "approved",
            word => word,
        };
        json!({
            "id": check.id,
            "name": check.name,
            "external_url": if level >= DEVELOPER { url } else { "" },
            "status": word,
        })
    })?;
    Ok(reply.with_header("poll-interval", "10000"))
}

fn respond(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let status = call.params.text("status").unwrap_or("passed").to_owned();
    if status == "pending" && !call.world.at_least(16, 5) {
        return Err(Refusal::error(400, "status does not have a valid value"));
    }
    let request = request(call)?;
    let level = call.level()?;
    if level < DEVELOPER && request.author != call.me() {
        return Err(Refusal::forbidden());
    }
    let id = call.project_id()?;
    let check = call.params.id("external_status_check_id");
    let old = !tells_status(call.world);
    // Servers before 15.0 accepted checks of any project.
    let known = |project: &Project| project.status_checks.get(&check).cloned();
    let anywhere = || call.world.projects.values().filter(|_| old).find_map(known);
    let found = call
        .world
        .projects
        .get(&id)
        .and_then(known)
        .or_else(anywhere)
        .ok_or_else(Refusal::not_found)?;
    if call.params.text("sha") != Some(request.sha.as_str()) {
        let text = format!("SHA does not match HEAD of source branch: {}", request.sha);
        return Err(Refusal::message(409, text));
    }
    if level < DEVELOPER {
        return Err(Refusal::message(404, Value::Null));
    }
    let number = take(&mut call.world.next.status_check_response);
    let since = call.world.now;
    let (merge_request, sha) = (request.iid, request.sha.clone());
    let response = StatusCheckResponse { id: number, merge_request, check, sha, status, since };
    call.project_mut()?.status_check_responses.push(response);
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    Ok(Reply::created(json!({
        "id": number,
        "merge_request": view::whole_merge_request(call.world, project, &request, false),
        "external_status_check": protections::status_check(call.world, project, &found),
    })))
}

fn retry(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let request = request(call)?;
    call.at_least(DEVELOPER)?;
    let check = call.params.id("external_status_check_id");
    let id = call.project_id()?;
    let project = call.project()?;
    if !project.status_checks.contains_key(&check) {
        return Err(Refusal::not_found());
    }
    let row = newest(project, &request, check).map(|response| response.id);
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    if status(call.world, project, &request, check) != "failed" {
        return Err(Refusal::message(422, "External status check must be failed"));
    }
    let now = call.world.now;
    let mut responses = call.project_mut()?.status_check_responses.iter_mut();
    if let Some(response) = responses.find(|response| Some(response.id) == row) {
        response.status = String::from("pending");
        response.since = now;
    }
    Ok(Reply::accepted())
}
