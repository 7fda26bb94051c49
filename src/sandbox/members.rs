//! Members of projects and groups that are invited to them.

use serde_json::{Value, json};

use super::call::Call;
use super::common::{in_project, known_group, signed_in};
use super::model::{GUEST, MAINTAINER, Project};
use super::params::{PAGE, Param};
use super::reply::{Refusal, Reply};
use super::router::{Route, route};
use super::views;
use super::world::World;

const ID: &[Param] = &[Param::text("id").required()];

const USER: &[Param] = &[Param::integer("user_id").required()];

const LEVEL: &[Param] = &[Param::integer("access_level").required()];

const GROUP: &[Param] = &[Param::integer("group_id").required()];

const SHARE: &[Param] = &[Param::integer("group_access")
    .required()
    .values(&["0", "5", "10", "15", "20", "30", "40", "50"])];

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/members", in_project, &[ID, &PAGE], members),
    route("GET", "/projects/{id}/members/all", in_project, &[ID, &PAGE], all_members),
    route("GET", "/projects/{id}/members/all/:user_id", in_project, &[ID, USER], member),
    route("GET", "/projects/{id}/members/:user_id", in_project, &[ID, USER], member),
    route("GET", "/groups/{id}/members/:user_id", signed_in, &[ID, USER], member_of_group),
    route("POST", "/projects/{id}/members", signed_in, &[ID, USER, LEVEL], add),
    route("PUT", "/projects/{id}/members/:user_id", signed_in, &[ID, USER, LEVEL], change),
    route("DELETE", "/projects/{id}/members/:user_id", signed_in, &[ID, USER], remove),
    route("POST", "/projects/{id}/share", signed_in, &[ID, GROUP, SHARE], share),
    route("DELETE", "/projects/{id}/share/:group_id", signed_in, &[ID, GROUP], unshare),
];

fn shown_member(world: &World, id: u64, level: u8, project: &Project) -> Value {
    let mut body = views::user(world, id);
    if let Value::Object(body) = &mut body {
        body.insert(String::from("access_level"), json!(level));
        body.insert(String::from("created_at"), json!(project.created_at.text()));
        body.insert(String::from("created_by"), views::user(world, project.creator));
        body.insert(String::from("expires_at"), Value::Null);
        body.insert(String::from("membership_state"), json!("active"));
    }
    body
}

/// A group's own member; those of the groups above it are none of its own.
fn member_of_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.params.id("user_id");
    let group = known_group(call)?;
    let level = group.members.get(&id).copied().ok_or_else(Refusal::not_found)?;
    let mut body = views::user(call.world, id);
    if let Value::Object(body) = &mut body {
        body.insert(String::from("access_level"), json!(level));
        body.insert(String::from("created_at"), json!(group.created_at.text()));
        body.insert(String::from("expires_at"), Value::Null);
        body.insert(String::from("membership_state"), json!("active"));
    }
    Ok(Reply::ok(body))
}

fn members(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let project = call.project()?.clone();
    let all: Vec<(u64, u8)> = project.members.iter().map(|(id, level)| (*id, *level)).collect();
    call.page(all, |(id, level)| shown_member(call.world, id, level, &project))
}

fn all_members(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let project = call.project()?.clone();
    let level = |id: &u64| {
        Some((*id, call.world.member_level(*id, &project))).filter(|(_, level)| *level >= GUEST)
    };
    let all: Vec<(u64, u8)> = call.world.users.keys().filter_map(level).collect();
    call.page(all, |(id, level)| shown_member(call.world, id, level, &project))
}

fn member(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.params.id("user_id");
    let inherited = call.route.pattern.contains("/all/");
    let project = call.project()?.clone();
    let own = project.members.get(&id).copied().unwrap_or(0);
    let level = if inherited { call.world.member_level(id, &project) } else { own };
    if level == 0 {
        return Err(Refusal::not_found());
    }
    Ok(Reply::ok(shown_member(call.world, id, level, &project)))
}

fn level(call: &Call<'_>) -> Result<u8, Refusal> {
    let level =
        call.params.int("access_level").and_then(|level| u8::try_from(level).ok()).unwrap_or(0);
    let known = [5, 10, 15, 20, 30, 40, 50].contains(&level);
    if known {
        Ok(level)
    } else {
        Err(Refusal::message(400, json!({ "access_level": ["is not included in the list"] })))
    }
}

fn add(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let (id, level) = (call.params.id("user_id"), level(call)?);
    if !call.world.users.contains_key(&id) {
        return Err(Refusal::no_such("User"));
    }
    let project = call.project_mut()?;
    if project
        .members
        .insert(id, level)
        .is_some_and(|before| project.members.insert(id, before).is_some())
    {
        return Err(Refusal::message(409, "Member already exists"));
    }
    let project = call.project()?.clone();
    Ok(Reply::created(shown_member(call.world, id, level, &project)))
}

fn change(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let (id, level) = (call.params.id("user_id"), level(call)?);
    *call.project_mut()?.members.get_mut(&id).ok_or_else(Refusal::not_found)? = level;
    let project = call.project()?.clone();
    Ok(Reply::ok(shown_member(call.world, id, level, &project)))
}

fn remove(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.params.id("user_id");
    if id != call.me() {
        call.at_least(MAINTAINER)?;
    }
    call.project_mut()?.members.remove(&id).ok_or_else(Refusal::not_found)?;
    Ok(Reply::no_content())
}

fn share(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let group = call.params.id("group_id");
    let level =
        call.params.int("group_access").and_then(|level| u8::try_from(level).ok()).unwrap_or(GUEST);
    if !call.world.groups.contains_key(&group) {
        return Err(Refusal::no_such("Group"));
    }
    let project = call.project_mut()?;
    project.shares.insert(group, level);
    let (id, number) = (project.id, project.shares.len());
    Ok(Reply::created(json!({
        "id": number,
        "project_id": id,
        "group_id": group,
        "group_access": level,
        "expires_at": null,
        "member_role_id": null,
    })))
}

fn unshare(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let group = call.params.id("group_id");
    call.project_mut()?.shares.remove(&group).ok_or_else(Refusal::not_found)?;
    Ok(Reply::no_content())
}
