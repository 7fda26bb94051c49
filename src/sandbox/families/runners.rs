//! Runners of the instance, of groups, and of projects. The secret is in the answer to the creation alone.
//!
//! A runner of a project belongs to the project that made it, and can be assigned to others unless it is locked.

use serde_json::{Value, json};

use super::members::place;
use crate::sandbox::http::gates::{administrator, signed_in};
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, params, route};
use crate::sandbox::plain;
use crate::sandbox::views::projects as views;
use crate::sandbox::views::users::user;
use crate::sandbox::world::tokens::made_up_secret;
use crate::sandbox::world::{MAINTAINER, OWNER, Of, Row, World, take};

const LEVELS: &[&str] = &["not_protected", "ref_protected"];

const ATTRIBUTES: &[Param] = &[
    Param::text("description"),
    Param::boolean("active"),
    Param::boolean("paused"),
    Param::new("tag_list", Kind::Words),
    Param::boolean("run_untagged"),
    Param::boolean("locked"),
    Param::text("access_level").values(LEVELS),
    Param::integer("maximum_timeout"),
    Param::text("maintenance_note"),
];

const NEW: &[Param] = &[
    Param::text("runner_type").required().values(&["instance_type", "group_type", "project_type"]),
    Param::integer("group_id"),
    Param::integer("project_id"),
];

const FILTERS: &[Param] = &[
    Param::text("type").values(&["instance_type", "group_type", "project_type"]),
    Param::boolean("paused"),
    Param::new("tag_list", Kind::Words),
];

const ID: &[Param] = &[Param::text("id").required()];

const ASSIGNED: &[Param] = &[Param::integer("runner_id").required()];

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/user/runners", signed_in, &[NEW, ATTRIBUTES], create),
    route("GET", "/runners", signed_in, &[FILTERS, &PAGE], mine),
    route("GET", "/runners/all", administrator, &[FILTERS, &PAGE], all),
    route("GET", "/runners/#runner", signed_in, &[], one),
    route("PUT", "/runners/#runner", signed_in, &[ATTRIBUTES], change),
    route("DELETE", "/runners/#runner", signed_in, &[], delete),
    route("GET", "/projects/{id}/runners", signed_in, &[ID, FILTERS, &PAGE], below),
    route("GET", "/groups/{id}/runners", signed_in, &[ID, FILTERS, &PAGE], below),
    route("POST", "/projects/{id}/runners", signed_in, &[ID, ASSIGNED], assign),
    route("DELETE", "/projects/{id}/runners/#runner", signed_in, &[ID], unassign),
];

const NAME: &str = "runners";

fn number(row: &Row, name: &str) -> u64 {
    row.get(name).and_then(Value::as_u64).unwrap_or(0)
}

fn is_on(row: &Row, name: &str) -> bool {
    row.get(name) == Some(&Value::Bool(true))
}

/// The projects that have it; the first made it.
fn projects(row: &Row) -> Vec<u64> {
    let all = row.get("_projects").and_then(Value::as_array);
    all.into_iter().flatten().filter_map(Value::as_u64).collect()
}

fn kind(row: &Row) -> &str {
    row.get("runner_type").and_then(Value::as_str).unwrap_or("")
}

fn rows(world: &World) -> &[Row] {
    world.rows.get(&(Of::Instance, NAME)).map_or(&[], Vec::as_slice)
}

/// Whether somebody manages a runner.
fn manages(call: &Call<'_>, row: &Row) -> bool {
    call.is_admin() || manages_as_member(call, row)
}

fn manages_as_member(call: &Call<'_>, row: &Row) -> bool {
    let Some(me) = call.user else { return false };
    match kind(row) {
        "group_type" => {
            let path = call.world.path_of(Of::Group(number(row, "_group"))).unwrap_or("");
            call.world.group_level(me, path) >= OWNER
        }
        "project_type" => {
            let mut all = projects(row).into_iter();
            all.any(|id| {
                call.world
                    .projects
                    .get(&id)
                    .is_some_and(|it| call.world.level(me, it) >= MAINTAINER)
            })
        }
        _ => false,
    }
}

/// A runner in a list.
fn listed(call: &Call<'_>, row: &Row) -> Value {
    let paused = is_on(row, "paused");
    json!({
        "id": number(row, "id"),
        "description": row.get("description"),
        "ip_address": null,
        "active": !paused,
        "paused": paused,
        "is_shared": kind(row) == "instance_type",
        "runner_type": kind(row),
        "name": null,
        "online": null,
        "created_by": user(call.world, number(row, "_maker")),
        "created_at": row.get("created_at"),
        "status": "never_contacted",
        "job_execution_status": "idle",
    })
}

fn alone(call: &Call<'_>, row: &Row) -> Value {
    let mut body = listed(call, row);
    for name in [
        "tag_list",
        "run_untagged",
        "locked",
        "maximum_timeout",
        "access_level",
        "maintenance_note",
    ] {
        body[name] = row.get(name).cloned().unwrap_or_default();
    }
    for name in ["version", "revision", "platform", "architecture", "contacted_at"] {
        body[name] = Value::Null;
    }
    let group = call.world.groups.get(&number(row, "_group"));
    let url = &call.world.url;
    body["groups"] = group
        .map(|it| json!({ "id": it.id, "web_url": format!("{url}/groups/{}", it.path), "name": it.name }))
        .into_iter()
        .collect();
    body
}

fn page(call: &Call<'_>, fits: impl Fn(&Row) -> bool) -> Result<Reply, Refusal> {
    let (wanted, paused) = (call.params.text("type"), call.params.bool("paused"));
    let tags = call.params.list("tag_list");
    let has = |row: &Row, tag: &Value| {
        row.get("tag_list").and_then(Value::as_array).is_some_and(|all| all.contains(tag))
    };
    let found = rows(call.world).iter().filter(|row| {
        fits(row)
            && wanted.is_none_or(|it| it == kind(row))
            && paused.is_none_or(|it| it == is_on(row, "paused"))
            && tags.is_none_or(|tags| tags.iter().all(|tag| has(row, tag)))
    });
    call.page(found.collect(), |row| listed(call, row))
}

fn all(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    page(call, |_| true)
}

/// The runners of the groups and projects that the caller manages as a member.
fn mine(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    page(call, |row| manages_as_member(call, row))
}

/// The runners that a project or group can use.
fn below(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = place(call)?;
    let path = call.world.path_of(of).unwrap_or("").to_lowercase();
    let level = match of {
        Of::Project(_) => call.level()?,
        _ => call.user.map_or(0, |me| call.world.group_level(me, &path)),
    };
    if level < MAINTAINER && !call.is_admin() {
        return Err(Refusal::forbidden());
    }
    let world = &*call.world;
    page(call, |row| match (kind(row), of) {
        ("project_type", Of::Project(id)) => projects(row).contains(&id),
        ("group_type", _) => {
            let group =
                world.path_of(Of::Group(number(row, "_group"))).unwrap_or("").to_lowercase();
            path == group || path.strip_prefix(&group).is_some_and(|it| it.starts_with('/'))
        }
        ("instance_type", Of::Project(_)) => true,
        _ => false,
    })
}

/// The runner that the path names.
fn named(call: &Call<'_>) -> Result<Row, Refusal> {
    let id: u64 = call.place("runner").parse().unwrap_or(0);
    let found = rows(call.world).iter().find(|row| number(row, "id") == id);
    let row = found.cloned().ok_or_else(Refusal::not_found)?;
    if manages(call, &row) { Ok(row) } else { Err(Refusal::forbidden_because("No access granted")) }
}

fn one(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let row = named(call)?;
    let mut body = alone(call, &row);
    let all = projects(&row).into_iter().filter_map(|id| call.world.projects.get(&id));
    body["projects"] = all.map(|it| views::shown(call.world, it, call.user, true)).collect();
    Ok(Reply::ok(body))
}

/// Stores what was sent, and says what is wrong with it, by field.
fn written(row: &mut Row, params: &params::Params) -> Vec<(&'static str, &'static str)> {
    for param in ATTRIBUTES {
        if let Some(value) = params.get(param.name) {
            row.insert(param.name.to_owned(), value.clone());
        }
    }
    if let Some(active) = row.shift_remove("active").and_then(|it| it.as_bool()) {
        row.insert(String::from("paused"), json!(!active));
    }
    let mut tags: Vec<Value> = Vec::new();
    for tag in row.get("tag_list").and_then(Value::as_array).into_iter().flatten() {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    }
    let mut wrong = Vec::new();
    if tags.is_empty() && !is_on(row, "run_untagged") {
        wrong.push((
            "tags_list",
            "can not be empty when runner is not allowed to pick untagged jobs",
        ));
    }
    row.insert(String::from("tag_list"), Value::Array(tags));
    let timeout = row.get("maximum_timeout").and_then(Value::as_i64);
    if timeout.is_some_and(|it| it < 600) {
        wrong.push(("maximum_timeout", "needs to be at least 10 minutes"));
    }
    if row.get("access_level") == Some(&Value::Null) {
        wrong.push(("access_level", "can't be blank"));
    }
    let text = row.get("description").and_then(Value::as_str).unwrap_or("");
    if text.chars().count() > 1024 {
        wrong.push(("description", "is too long (maximum is 1024 characters)"));
    }
    wrong
}

fn exclusive(params: &params::Params) -> Result<(), Refusal> {
    if params.has("active") && params.has("paused") {
        return Err(Refusal::error(400, "active, paused are mutually exclusive"));
    }
    Ok(())
}

/// A new runner; its number is set when it is stored.
fn fresh(world: &World, kind: &str, owner: u64, maker: u64) -> Row {
    let row = json!({
        "id": 0, "runner_type": kind, "description": null, "paused": false, "tag_list": [],
        "run_untagged": true, "locked": false, "access_level": "not_protected",
        "maximum_timeout": null, "maintenance_note": null, "created_at": world.now.text(),
        "_maker": maker,
        "_group": if kind == "group_type" { json!(owner) } else { Value::Null },
        "_projects": if kind == "project_type" { json!([owner]) } else { json!([]) },
    });
    if let Value::Object(row) = row { row } else { Row::new() }
}

fn store(world: &mut World, mut row: Row, id: Option<u64>) -> u64 {
    let next = world.row_ids.entry(NAME).or_insert(1);
    let id = id.unwrap_or_else(|| take(next));
    *next = (*next).max(id + 1);
    row.insert(String::from("id"), json!(id));
    world.rows.entry((Of::Instance, NAME)).or_default().push(row);
    id
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    exclusive(&call.params)?;
    let wanted = call.params.text("runner_type").unwrap_or("").to_owned();
    let parent = match wanted.as_str() {
        "project_type" => Some("project_id"),
        "group_type" => Some("group_id"),
        _ => None,
    };
    if let Some(name) = parent.filter(|name| !call.params.has(name)) {
        return Err(Refusal::error(400, format!("{name} is missing")));
    }
    let owner = parent.map_or(0, |name| call.params.id(name));
    let mut row = fresh(call.world, &wanted, owner, call.me());
    if !manages(call, &row) {
        return Err(Refusal::forbidden_because("Insufficient permissions"));
    }
    let wrong = written(&mut row, &call.params);
    if !wrong.is_empty() {
        let sentences: Vec<String> = wrong
            .iter()
            .map(|(field, why)| crate::sandbox::http::reply::sentence(field, why))
            .collect();
        return Err(Refusal::bad_request_because(&sentences.join(", ")));
    }
    let id = store(call.world, row, None);
    let body = json!({ "id": id, "token": made_up_secret("glrt", id), "token_expires_at": null });
    Ok(Reply::created(body))
}

fn change(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    exclusive(&call.params)?;
    let names: Vec<&str> = ATTRIBUTES.iter().map(|param| param.name).collect();
    if !names.iter().any(|it| call.params.has(it)) {
        let missing = names.join(", ");
        let why = format!("{missing} are missing, at least one parameter must be provided");
        return Err(Refusal::error(400, why));
    }
    let mut row = named(call)?;
    if call.params.get("locked").is_some_and(Value::is_null) {
        return Err(Refusal::crash());
    }
    let wrong = written(&mut row, &call.params);
    if !wrong.is_empty() {
        let mut complaints = serde_json::Map::new();
        for (field, why) in wrong {
            complaints.insert(field.to_owned(), json!([why]));
        }
        return Err(Refusal::message(400, Value::Object(complaints)));
    }
    replace(call.world, &row);
    Ok(Reply::ok(alone(call, &row)))
}

fn replace(world: &mut World, row: &Row) {
    let rows = world.rows.entry((Of::Instance, NAME)).or_default();
    if let Some(place) = rows.iter_mut().find(|it| it.get("id") == row.get("id")) {
        *place = row.clone();
    }
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let row = named(call)?;
    let rows = call.world.rows.entry((Of::Instance, NAME)).or_default();
    rows.retain(|it| it.get("id") != row.get("id"));
    Ok(Reply::no_content())
}

fn in_project(call: &mut Call<'_>) -> Result<u64, Refusal> {
    let project = call.project_id()?;
    call.at_least(MAINTAINER)?;
    Ok(project)
}

fn assign(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let project = in_project(call)?;
    let id = call.params.id("runner_id");
    let found = rows(call.world).iter().find(|row| number(row, "id") == id).cloned();
    let mut row = found.ok_or_else(|| Refusal::no_such("Runner"))?;
    let refuse = |why: &str| Err(Refusal::forbidden_because(why));
    match kind(&row) {
        "group_type" => return refuse("Runner is a group runner"),
        "instance_type" => return refuse("Runner is an instance runner"),
        _ if is_on(&row, "locked") => return refuse("Runner is locked"),
        _ if !manages(call, &row) => return refuse("No access granted"),
        _ => {}
    }
    let mut all = projects(&row);
    if all.contains(&project) {
        let why = "Validation failed: Runner projects runner has already been taken - runner_error";
        return Err(Refusal::message(400, why));
    }
    all.push(project);
    row.insert(String::from("_projects"), json!(all));
    replace(call.world, &row);
    Ok(Reply::created(listed(call, &row)))
}

fn unassign(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let project = in_project(call)?;
    let id: u64 = call.place("runner").parse().unwrap_or(0);
    let found = rows(call.world).iter().find(|row| number(row, "id") == id).cloned();
    let row = found.filter(|row| projects(row).contains(&project));
    let mut row = row.ok_or_else(|| Refusal::no_such("Runner"))?;
    let mut all = projects(&row);
    if all.first() == Some(&project) {
        return Err(Refusal::forbidden_because("No access granted"));
    }
    all.retain(|it| *it != project);
    row.insert(String::from("_projects"), json!(all));
    replace(call.world, &row);
    Ok(Reply::no_content())
}

/// Runners of a seed, with the parameters of a request and an `id`.
pub(crate) fn seed(world: &mut World, of: Of, all: &Value) -> Result<(), String> {
    let (kind, owner) = match of {
        Of::Project(id) => ("project_type", id),
        Of::Group(id) => ("group_type", id),
        Of::Instance | Of::Row(..) => ("instance_type", 0),
    };
    let maker = world.user_named("root").unwrap_or(0);
    for sent in all.as_array().ok_or("a list of runners")? {
        let sent = sent.as_object().ok_or("a runner is a mapping of attributes")?;
        let params = params::check(&[&[Param::integer("id")], ATTRIBUTES], sent);
        let params = params.map_err(|it| plain::words(&it))?;
        let mut row = fresh(world, kind, owner, maker);
        if let Some((field, why)) = written(&mut row, &params).first() {
            return Err(format!("{field} {why}"));
        }
        store(world, row, params.has("id").then(|| params.id("id")));
    }
    Ok(())
}
