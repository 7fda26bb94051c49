//! Environments of projects: list, single, create, change, stop, delete.

use serde_json::{Map, Value, json};

use super::views::{brief, current};
use crate::sandbox::http::gates::signed_in;
use crate::sandbox::http::reply::sentence;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::protection::environments::may_deploy;
use crate::sandbox::views::projects;
use crate::sandbox::world::TIERS;
use crate::sandbox::world::slug::tier;
use crate::sandbox::world::{
    DEVELOPER, Environment, MAINTAINER, Project, REPORTER, Time, Visibility, World, take,
};

/// The rule for names, as complaints state it.
const SHAPE: &str = "can contain only letters, digits, '-', '_', '/', '$', '{', '}', '.', and spaces, \
    but it cannot start or end with '/'";

const NO_REVIEW_APPS: &str = "No environments found for scheduled deletion. Either your query did not match \
    any environments (default parameters match environments that are 30 days or older), or you have insufficient \
    permissions to delete matching environments.";

const LIST: &[Param] = &[
    Param::text("name"),
    Param::text("search"),
    Param::text("states").values(&["available", "stopping", "stopped"]),
];

const ID: &[Param] = &[Param::integer("environment_id").required()];

const NAME: &[Param] = &[Param::text("name").required()];

const SETTINGS: &[Param] = &[
    Param::text("external_url"),
    Param::text("slug"),
    Param::text("tier").values(TIERS),
    Param::integer("cluster_agent_id"),
    Param::text("kubernetes_namespace"),
    Param::text("flux_resource_path"),
    Param::text("description"),
    Param::text("auto_stop_setting").values(&["always", "with_action"]),
];

const STOP: &[Param] = &[Param::boolean("force")];

const STALE: &[Param] = &[Param::moment("before").required()];

const REVIEW_APPS: &[Param] =
    &[Param::moment("before"), Param::integer("limit"), Param::boolean("dry_run")];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/environments", signed_in, &[LIST, &PAGE], list),
    route("POST", "/projects/{id}/environments", signed_in, &[NAME, SETTINGS], create),
    route("POST", "/projects/{id}/environments/stop_stale", signed_in, &[STALE], stop_stale),
    route(
        "DELETE",
        "/projects/{id}/environments/review_apps",
        signed_in,
        &[REVIEW_APPS],
        review_apps,
    ),
    route("GET", "/projects/{id}/environments/:environment_id", signed_in, &[ID], show),
    route("PUT", "/projects/{id}/environments/:environment_id", signed_in, &[ID, SETTINGS], update),
    route("DELETE", "/projects/{id}/environments/:environment_id", signed_in, &[ID], delete),
    route("POST", "/projects/{id}/environments/:environment_id/stop", signed_in, &[ID, STOP], stop),
];

fn feature(project: &Project, name: &str, level: u8) -> bool {
    match project.setting(name).as_str() {
        Some("disabled") => false,
        Some("private") => level > 0,
        _ => true,
    }
}

/// Whether an access level can see environments and deployments: reporters can, and in projects that are not private, everyone
/// who is signed in; nobody if environments or CI are disabled.
pub(crate) fn may_read(project: &Project, level: u8) -> bool {
    let for_members = project.setting("environments_access_level") == json!("private");
    let open = project.visibility != Visibility::Private && !for_members;
    (level >= REPORTER || open)
        && feature(project, "environments_access_level", level)
        && feature(project, "builds_access_level", level)
}

/// Whether an access level can change them.
pub(crate) fn may_write(project: &Project, level: u8) -> bool {
    level >= DEVELOPER && may_read(project, level)
}

/// Looks up the project and refuses callers who cannot read its environments.
pub(crate) fn reads(call: &mut Call<'_>) -> Result<(), Refusal> {
    let level = call.level()?;
    if may_read(call.project()?, level) { Ok(()) } else { Err(Refusal::forbidden()) }
}

/// The same for changes.
pub(crate) fn writes(call: &mut Call<'_>) -> Result<(), Refusal> {
    let level = call.level()?;
    if may_write(call.project()?, level) { Ok(()) } else { Err(Refusal::forbidden()) }
}

fn shown(environment: &Environment, middle: (&str, Value)) -> Value {
    let mut body = brief(environment);
    let mut put = |name: &str, value: Value| drop(body.insert(name.to_owned(), value));
    put("tier", json!(environment.tier));
    put(middle.0, middle.1);
    put("state", json!(environment.state));
    put("auto_stop_at", json!(environment.auto_stop_at.map(Time::text)));
    put("description", json!(environment.description));
    put("auto_stop_setting", json!(environment.auto_stop_setting));
    Value::Object(body)
}

/// With the project, as everywhere except in the single view.
fn listed(call: &Call<'_>, project: &Project, environment: &Environment) -> Value {
    let view = projects::shown(call.world, project, call.user, true);
    shown(environment, ("project", view))
}

fn found(call: &mut Call<'_>) -> Result<Environment, Refusal> {
    let id = call.params.id("environment_id");
    call.project()?.environments.get(&id).cloned().ok_or_else(Refusal::not_found)
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    if call.params.has("name") && call.params.has("search") {
        return Err(Refusal::error(400, "name, search cannot be used together"));
    }
    reads(call)?;
    let text =
        |name: &str| call.params.text(name).filter(|text| !text.is_empty()).map(str::to_owned);
    let (name, search, state) = (text("name"), text("search"), text("states"));
    if search.as_ref().is_some_and(|search| search.chars().count() < 3) {
        return Err(Refusal::bad_request_because("Search query is less than 3 characters"));
    }
    let search = search.map(|search| search.to_lowercase());
    let fits = |environment: &&Environment| {
        let lower = environment.name.to_lowercase();
        let begins = |start: &String| {
            let inner = lower.split_once('/').is_some_and(|(_, inner)| inner.starts_with(start));
            lower.starts_with(start) || inner
        };
        name.as_ref().is_none_or(|name| *name == environment.name)
            && search.as_ref().is_none_or(begins)
            && state.as_ref().is_none_or(|state| *state == environment.state)
    };
    let project = call.project()?.clone();
    let all: Vec<&Environment> = project.environments.values().filter(fits).collect();
    call.page(all, |environment| listed(call, &project, environment))
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads(call)?;
    let environment = found(call)?;
    let project = call.project()?.clone();
    let last = current(&project, environment.id).map(|deployment| {
        let mut body = super::views::listed(call.world, &project, deployment);
        body.shift_remove("environment");
        Value::Object(body)
    });
    let last = ("last_deployment", last.unwrap_or(Value::Null));
    Ok(Reply::ok(shown(&environment, last)))
}

/// The model's complaints about a name.
pub(crate) fn complaints(name: &str) -> Vec<String> {
    let mut all = Vec::new();
    if name.trim().is_empty() {
        all.push(String::from("can't be blank"));
    }
    if name.chars().count() > 255 {
        all.push(String::from("is too long (maximum is 255 characters)"));
    }
    let good = |letter: char| letter.is_ascii_alphanumeric() || "-_/${}. ".contains(letter);
    if name.is_empty() || !name.chars().all(good) || name.starts_with('/') || name.ends_with('/') {
        all.push(SHAPE.to_owned());
    }
    all
}

/// An environment that is created implicitly.
pub(crate) fn make(world: &mut World, project: u64, name: &str) -> Option<Environment> {
    let id = take(&mut world.next.environment);
    let made = Environment::new(id, name, world.now);
    world.projects.get_mut(&project)?.environments.insert(id, made.clone());
    Some(made)
}

type Complaints = Vec<(&'static str, String)>;

/// Applies what was sent; `new` distinguishes POST from PUT.
fn apply(call: &Call<'_>, environment: &mut Environment, new: bool) -> Result<Complaints, Refusal> {
    let params = &call.params;
    if params.has("slug") {
        return Err(Refusal::error(400, "slug is automatically generated and cannot be changed"));
    }
    if params.int("cluster_agent_id").is_some() {
        let reason = "cluster agent doesn't exist or cannot be associated with this environment";
        return Err(Refusal::bad_request_because(reason));
    }
    let mut complaints = Complaints::new();
    let filled =
        |name: &str| params.text(name).filter(|text| !text.trim().is_empty()).map(str::to_owned);
    if params.has("external_url") {
        environment.external_url = filled("external_url");
        if let Some(url) = &environment.external_url {
            if url.chars().count() > 255 {
                complaints.push((
                    "external_url",
                    String::from("is too long (maximum is 255 characters)"),
                ));
            }
            if url.starts_with("javascript:") {
                complaints.push(("external_url", String::from("javascript scheme is not allowed")));
            } else if url.trim() != url || url.ends_with("://") {
                complaints.push(("external_url", String::from("URI is invalid")));
            }
        }
    }
    if params.has("description") {
        environment.description = filled("description");
        if environment.description.as_ref().is_some_and(|text| text.chars().count() > 10_000) {
            complaints
                .push(("description", String::from("is too long (maximum is 10000 characters)")));
        }
    }
    if params.has("tier") {
        let guess = || tier(&environment.name).to_owned();
        environment.tier = params.text("tier").map_or_else(guess, str::to_owned);
    }
    match params.text("auto_stop_setting") {
        Some(setting) => environment.auto_stop_setting = setting.to_owned(),
        None if params.has("auto_stop_setting") && !new => return Err(Refusal::crash()),
        None => {}
    }
    if filled("kubernetes_namespace").is_some() {
        complaints
            .push(("kubernetes_namespace", String::from("cannot be set without a cluster agent")));
    }
    if filled("flux_resource_path").is_some() {
        complaints.push((
            "flux_resource_path",
            String::from("cannot be set without a kubernetes namespace"),
        ));
    }
    Ok(complaints)
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    writes(call)?;
    let name = call.params.text("name").unwrap_or("").to_owned();
    let mut environment = Environment::new(0, &name, call.world.now);
    let sent = apply(call, &mut environment, true)?;
    let mut complaints: Complaints =
        self::complaints(&name).into_iter().map(|text| ("name", text)).collect();
    if call.project()?.environments.values().any(|known| known.name == name) {
        complaints.push(("name", String::from("has already been taken")));
        complaints.push(("slug", String::from("has already been taken")));
    }
    complaints.extend(sent);
    if !complaints.is_empty() {
        let told: Vec<Value> =
            complaints.iter().map(|(field, text)| json!(sentence(field, text))).collect();
        return Err(Refusal::message(400, told));
    }
    environment.id = take(&mut call.world.next.environment);
    call.project_mut()?.environments.insert(environment.id, environment.clone());
    let project = call.project()?.clone();
    Ok(Reply::created(listed(call, &project, &environment)))
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    writes(call)?;
    let before = found(call)?;
    let mut environment = before.clone();
    let complaints = apply(call, &mut environment, false)?;
    if !complaints.is_empty() {
        let mut fields = Map::new();
        for (field, text) in complaints {
            let texts = fields.entry(field).or_insert_with(|| json!([]));
            if let Value::Array(texts) = texts {
                texts.push(json!(text));
            }
        }
        return Err(Refusal::message(400, Value::Object(fields)));
    }
    let same = before.external_url == environment.external_url
        && before.description == environment.description
        && before.tier == environment.tier
        && before.auto_stop_setting == environment.auto_stop_setting;
    if !same {
        environment.updated_at = call.world.now;
    }
    call.project_mut()?.environments.insert(environment.id, environment.clone());
    let project = call.project()?.clone();
    Ok(Reply::ok(listed(call, &project, &environment)))
}

/// Refuses callers whom a protection keeps from deploying: they can neither stop nor delete it, only change it.
fn guarded(call: &mut Call<'_>, environment: &Environment) -> Result<(), Refusal> {
    let me = call.me();
    let project = call.project()?.clone();
    if may_deploy(call.world, Some(&project), &environment.name, me) {
        Ok(())
    } else {
        Err(Refusal::forbidden())
    }
}

fn stop(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads(call)?;
    let mut environment = found(call)?;
    writes(call)?;
    guarded(call, &environment)?;
    let force = call.params.bool("force") == Some(true);
    match environment.state.as_str() {
        "stopped" if force => return Err(Refusal::crash()),
        "stopped" => {}
        "stopping" if !force => {}
        _ => {
            if !force && environment.auto_stop_setting == "with_action" && !environment.stop_job {
                let reason = "Attempted to stop the environment but failed to change the status";
                return Err(Refusal::bad_request_because(reason));
            }
            let word = if environment.stop_job && !force { "stopping" } else { "stopped" };
            environment.state = word.to_owned();
            if word == "stopped" {
                environment.auto_stop_at = None;
            }
            environment.updated_at = call.world.now;
            call.project_mut()?.environments.insert(environment.id, environment.clone());
        }
    }
    let project = call.project()?.clone();
    Ok(Reply::ok(listed(call, &project, &environment)))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    reads(call)?;
    let environment = found(call)?;
    let level = call.level()?;
    if environment.state != "stopped" || !may_write(call.project()?, level) {
        return Err(Refusal::forbidden());
    }
    guarded(call, &environment)?;
    call.unmodified(environment.updated_at)?;
    let project = call.project_mut()?;
    project.environments.remove(&environment.id);
    project.deployments.retain(|_, deployment| deployment.environment != environment.id);
    Ok(Reply::no_content())
}

/// No environment is ever stale: the answer is that of a project whose environments are all in use.
fn stop_stale(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    Ok(Reply::ok(json!({ "message": "Successfully requested stop for all stale environments" })))
}

/// No environment is ever old enough to be found by this.
fn review_apps(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let level = call.level()?;
    let told = |message: &str| json!({ "scheduled_entries": [], "unprocessable_entries": [], "message": message });
    if !may_write(call.project()?, level) {
        let message = "You do not have permission to destroy environments in this project";
        return Err(Refusal::message(401, told(message)));
    }
    Err(Refusal::message(400, told(NO_REVIEW_APPS)))
}
