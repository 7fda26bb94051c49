//! Who can use job tokens on a project: a switch and two allow-lists.

use serde_json::{Value, json};

use crate::sandbox::http::gates::in_project;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::views::projects::shown;
use crate::sandbox::world::{MAINTAINER, settings};

const ID: &[Param] = &[Param::text("id").required()];
const NUMBER: &[Param] = &[Param::integer("id").required()];
const SWITCH: &[Param] = &[Param::boolean("enabled").required().no_blank()];
const PROJECT: &[Param] = &[Param::integer("target_project_id").required().no_blank()];
const GROUP: &[Param] = &[Param::integer("target_group_id").required().no_blank()];

/// The setting of the instance that keeps the scope of every project closed.
const ENFORCED: &str = "enforce_ci_inbound_job_token_scope_enabled";
const SCOPE: &str = "/projects/{id}/job_token_scope";
const PROJECTS: &str = "/projects/{id}/job_token_scope/allowlist";
const GROUPS: &str = "/projects/{id}/job_token_scope/groups_allowlist";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", SCOPE, in_project, &[ID], scope),
    route("PATCH", SCOPE, in_project, &[ID, SWITCH], switch),
    route("GET", PROJECTS, in_project, &[ID, &PAGE], projects),
    route("POST", PROJECTS, in_project, &[NUMBER, PROJECT], add_project),
    route(
        "DELETE",
        "/projects/{id}/job_token_scope/allowlist/{target}",
        in_project,
        &[NUMBER],
        remove_project,
    ),
    route("GET", GROUPS, in_project, &[ID, &PAGE], groups),
    route("POST", GROUPS, in_project, &[NUMBER, GROUP], add_group),
    route(
        "DELETE",
        "/projects/{id}/job_token_scope/groups_allowlist/{target}",
        in_project,
        &[NUMBER],
        remove_group,
    ),
];

fn bad(why: &str) -> Refusal {
    Refusal::bad_request_because(why)
}

fn scope(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let open = call.project()?.job_tokens.open;
    Ok(Reply::ok(json!({ "inbound_enabled": !open, "outbound_enabled": false })))
}

fn switch(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let on = call.params.bool("enabled") == Some(true);
    if !on && settings::INSTANCE.read(&call.world.settings, ENFORCED) == Value::Bool(true) {
        return Err(bad(
            "Job token scope cannot be disabled for this project because it is enforced for the instance. \
             Contact your administrator to modify this setting.",
        ));
    }
    call.project_mut()?.job_tokens.open = !on;
    Ok(Reply::no_content())
}

/// What an allow-list shows of a project.
const KEYS: [&str; 17] = [
    "id",
    "description",
    "name",
    "name_with_namespace",
    "path",
    "path_with_namespace",
    "created_at",
    "tag_list",
    "topics",
    "ssh_url_to_repo",
    "http_url_to_repo",
    "web_url",
    "avatar_url",
    "star_count",
    "last_activity_at",
    "visibility",
    "namespace",
];

fn projects(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let own = call.project_id()?;
    let mut ids = call.project()?.job_tokens.projects.clone();
    ids.push(own);
    ids.sort_unstable();
    let user = call.user;
    call.page(ids, |id| {
        let Some(project) = call.world.projects.get(&id) else { return Value::Null };
        let Value::Object(mut all) = shown(call.world, project, user, true) else {
            return Value::Null;
        };
        all.retain(|name, _| KEYS.contains(&name.as_str()));
        Value::Object(all)
    })
}

fn groups(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let ids = call.project()?.job_tokens.groups.clone();
    call.page(ids, |id| {
        let Some(group) = call.world.groups.get(&id) else { return Value::Null };
        let web = format!("{}/groups/{}", call.world.url, group.path);
        json!({ "id": id, "web_url": web, "name": group.name })
    })
}

fn add_project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let (own, target) = (call.project_id()?, call.params.id("target_project_id"));
    let user = call.user;
    let seen = call.world.projects.get(&target).is_some_and(|it| call.world.sees(user, it));
    if !seen {
        return Err(Refusal::no_such("target_project_id not found"));
    }
    let list = &mut call.project_mut()?.job_tokens.projects;
    if list.contains(&target) {
        return Err(bad("This project is already in the job token allowlist."));
    }
    list.push(target);
    Ok(Reply::created(json!({ "source_project_id": own, "target_project_id": target })))
}

fn add_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let (own, target) = (call.project_id()?, call.params.id("target_group_id"));
    if !call.world.groups.contains_key(&target) {
        return Err(Refusal::no_such("target_group_id not found"));
    }
    let list = &mut call.project_mut()?.job_tokens.groups;
    if list.contains(&target) {
        return Err(bad("This group is already in the job token allowlist."));
    }
    list.push(target);
    Ok(Reply::created(json!({ "source_project_id": own, "target_group_id": target })))
}

fn remove_project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let own = call.project_id()?;
    let target: u64 = call.place("target").parse().unwrap_or(0);
    if !call.world.projects.contains_key(&target) {
        return Err(Refusal::no_such("Project"));
    }
    if target == own {
        return Err(bad("Source project cannot be removed from the job token scope"));
    }
    let list = &mut call.project_mut()?.job_tokens.projects;
    let at = list.iter().position(|it| *it == target);
    list.remove(at.ok_or_else(|| bad("Target project is not in the job token scope"))?);
    Ok(Reply::no_content())
}

fn remove_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let target: u64 = call.place("target").parse().unwrap_or(0);
    if !call.world.groups.contains_key(&target) {
        return Err(Refusal::no_such("Group"));
    }
    let list = &mut call.project_mut()?.job_tokens.groups;
    let at = list.iter().position(|it| *it == target);
    list.remove(at.ok_or_else(|| bad("Target group is not in the job token scope"))?);
    Ok(Reply::no_content())
}
