//! Creates projects, with or without a first commit.
//!
//! Measured, except for refusals, which were read in GitLab's source.

use serde_json::{Value, json};

use crate::sandbox::http::gates::{administrator, signed_in};
use crate::sandbox::http::{Call, Param, Refusal, Reply, Route, Scopes, params, route};
use crate::sandbox::plain::{self, Complaints};
use crate::sandbox::settings;
use crate::sandbox::settings::names::{self, Named};
use crate::sandbox::settings::table::PROJECT;
use crate::sandbox::settings::write::{self, Writer};
use crate::sandbox::views::projects;
use crate::sandbox::world::{
    DEVELOPER, MAINTAINER, OWNER, Project, Visibility, default_branch, take,
};

const NEW: &[Param] = &[
    Param::text("name"),
    Param::text("path"),
    Param::integer("namespace_id"),
    Param::text("default_branch"),
    Param::text("visibility").values(&["private", "internal", "public"]),
    Param::boolean("initialize_with_readme"),
];

/// Attributes that are stored elsewhere, and settings that creation ignores and that must be changed afterwards.
const OVERLOOKED: &[&str] = &[
    "name",
    "path",
    "default_branch",
    "visibility",
    "ci_default_git_depth",
    "ci_delete_pipelines_in_seconds",
    "ci_forward_deployment_enabled",
    "ci_id_token_sub_claim_components",
    "ci_pipeline_variables_minimum_override_role",
    "ci_push_repository_for_job_token_allowed",
    "ci_restrict_pipeline_cancellation_role",
    "restrict_user_defined_variables",
    "keep_latest_artifact",
    "issues_template",
    "merge_requests_template",
    "merge_pipelines_enabled",
    "merge_trains_enabled",
    "merge_trains_skip_train_allowed",
    "allow_pipeline_trigger_approve_deployment",
];

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/projects", signed_in, &[NEW], create).scopes(Scopes::Project),
    route("POST", "/projects/user/#user_id", administrator, &[NEW], create).scopes(Scopes::Project),
];

/// The owner of the personal namespace that a project is created in, if it is one.
fn owner(call: &Call<'_>) -> Option<u64> {
    match call.place("user_id") {
        "" => call.params.int("namespace_id").is_none().then(|| call.me()),
        id => id.parse().ok(),
    }
}

/// The namespace of a new project and its maximum visibility: a group, or a user's namespace.
fn namespace(call: &Call<'_>) -> Result<(String, Visibility), Refusal> {
    let invalid = || Refusal::message(400, json!({ "namespace": ["is not valid"] }));
    if let Some(owner) = owner(call) {
        let user = call.world.users.get(&owner).ok_or_else(|| Refusal::no_such("User"))?;
        return Ok((user.username.clone(), Visibility::Public));
    }
    let group = call.world.groups.get(&call.params.id("namespace_id")).ok_or_else(|| {
        let why = "undefined method `organization_id' for nil";
        Refusal::message(400, json!({ "base": [why] }))
    })?;
    let level = call.world.group_level(call.me(), &group.path);
    let may = match group.setting("project_creation_level").as_str() {
        Some("noone") => false,
        Some("administrator") => call.is_admin(),
        Some("owner") => level >= OWNER || call.is_admin(),
        Some("maintainer") => level >= MAINTAINER || call.is_admin(),
        _ => level >= DEVELOPER || call.is_admin(),
    };
    if may { Ok((group.path.clone(), group.visibility)) } else { Err(invalid()) }
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let sent = params::check(&[PROJECT.params()], &call.sent.all)?;
    let filled =
        |name: &str| call.params.text(name).filter(|text| !text.is_empty()).map(str::to_owned);
    let (name, last) = (filled("name"), filled("path"));
    let Some(either) = name.or_else(|| last.clone()) else {
        let text = "name, path are missing, at least one parameter must be provided";
        return Err(Refusal::error(400, text));
    };
    let last = last.unwrap_or_else(|| names::slug(&either));
    let (above, widest) = namespace(call)?;
    let path = format!("{above}/{last}");
    let mut complaints = Complaints::default();
    let named = Named { id: None, above: &above, name: Some(&either), path: Some(&last) };
    names::check(call.world, &named, &mut complaints);
    settings::rules::verdict(complaints)?;
    let id = take(&mut call.world.next.project);
    let me = call.me();
    let mut project: Project = Project::new(id, &path, me, call.world.now);
    project.name = either;
    project.visibility = match call.params.text("visibility") {
        Some("public") => Visibility::Public.min(widest),
        Some("internal") => Visibility::Internal.min(widest),
        _ => Visibility::Private,
    };
    if let Some(owner) = owner(call) {
        project.members.insert(owner, OWNER);
    }
    let readme = call.params.bool("initialize_with_readme") == Some(true);
    if readme {
        let name = filled("default_branch").unwrap_or_else(|| String::from("main"));
        project.branch(&name, None);
        project.default_branch = Some(name);
    } else {
        project.settings.insert(String::from("readme_url"), Value::Null);
    }
    call.world.paths.insert(path.to_lowercase(), id);
    call.world.redirects.remove(&path.to_lowercase());
    let level = call.world.level(me, &project);
    call.world.projects.insert(id, project);
    let mut kept = sent;
    kept.0.retain(|name, value| !OVERLOOKED.contains(&name.as_str()) && !value.is_null());
    let made = write::changes(&PROJECT, Writer { level, subgroup: false }, &kept);
    if let Err(refusal) = made.and_then(|it| settings::project::store(call.world, id, it)) {
        call.world.projects.remove(&id);
        call.world.paths.remove(&path.to_lowercase());
        return Err(refusal);
    }
    plain::inherit_push_rule(call.world, id);
    if readme {
        default_branch::later(call.world, id);
    }
    let made = call.world.projects.get(&id).cloned().ok_or_else(|| Refusal::no_such("Project"))?;
    let shown = projects::shown(call.world, &made, call.user, false);
    Ok(Reply::created(projects::without(&["permissions"], shown)))
}
