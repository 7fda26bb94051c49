//! What every client asks first: version, user, token, users, groups, projects.

use serde_json::{Value, json};

use super::{project_view, views};
use crate::sandbox::http::{
    Call, PAGE, Param, Refusal, Reply, Route, Scopes, auth, open, params, route,
};
use crate::sandbox::world::{
    Group, MAINTAINER, OWNER, Project, Time, User, Visibility, default_branch,
};

const GONE: &[Param] = &[Param::boolean("permanently_remove")];

pub(crate) const ID: &[Param] = &[Param::text("id").required()];

const USERS: &[Param] = &[Param::text("username"), Param::text("search")];

const SIMPLE: &[Param] = &[Param::boolean("simple").or("false")];

const PROJECTS: &[Param] = &[
    Param::text("order_by").or("created_at").values(&[
        "id",
        "name",
        "path",
        "created_at",
        "updated_at",
        "last_activity_at",
        "similarity",
        "star_count",
    ]),
    Param::text("sort").or("desc").values(&["asc", "desc"]),
    Param::text("search"),
    Param::text("visibility").values(&["private", "internal", "public"]),
    Param::boolean("owned").or("false"),
    Param::boolean("starred").or("false"),
    Param::boolean("with_custom_attributes").or("false"),
    Param::boolean("with_issues_enabled").or("false"),
    Param::boolean("with_merge_requests_enabled").or("false"),
    Param::boolean("archived"),
    Param::integer("id_after"),
    Param::integer("id_before"),
    Param::integer("min_access_level").values(&["10", "15", "20", "30", "40", "50"]),
    Param::text("pagination"),
];

/// Only told in links, but for `membership`.
const EVERYWHERE: &[Param] = &[
    Param::boolean("membership").or("false"),
    Param::boolean("imported").or("false"),
    Param::boolean("include_hidden").or("false"),
    Param::boolean("repository_checksum_failed").or("false"),
    Param::boolean("wiki_checksum_failed").or("false"),
    Param::boolean("statistics").or("false"),
];

const IN_GROUP: &[Param] = &[
    Param::boolean("include_subgroups").or("false"),
    Param::boolean("include_ancestor_groups").or("false"),
    Param::boolean("with_security_reports").or("false"),
    Param::boolean("with_shared").or("true"),
];

const RENAME: &[Param] = &[
    Param::text("name"),
    Param::text("path"),
    Param::text("default_branch"),
    Param::text("visibility").values(&["private", "internal", "public"]),
];

/// Settings for which null is no failure.
const FORGIVING: &[&str] = &[
    "merge_pipelines_enabled",
    "merge_trains_enabled",
    "merge_trains_skip_train_allowed",
    "lfs_enabled",
    "merge_method",
    "topics",
    "tag_list",
];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/metadata", signed_in, &[], metadata)
        .scopes(Scopes::Metadata)
        .where_(|world| world.at_least(15, 2)),
    route("GET", "/version", signed_in, &[], metadata).scopes(Scopes::Metadata),
    route("GET", "/user", signed_in, &[], user).scopes(Scopes::User),
    route("GET", "/personal_access_tokens/self", signed_in, &[], token).scopes(Scopes::Every),
    route("GET", "/users", signed_in, &[USERS, &PAGE], users).scopes(Scopes::User),
    route("GET", "/users/#id", signed_in, &[], user_by_id).scopes(Scopes::User),
    route("GET", "/groups/{id}", open, &[ID], group),
    route(
        "GET",
        "/groups/{id}/projects",
        open,
        &[ID, PROJECTS, IN_GROUP, SIMPLE, &PAGE],
        projects_of_group,
    ),
    route("GET", "/projects", open, &[PROJECTS, EVERYWHERE, SIMPLE, &PAGE], projects)
        .scopes(Scopes::Project),
    route("GET", "/projects/{id}", open, &[ID, SIMPLE], project).scopes(Scopes::Project),
    route("DELETE", "/projects/{id}", signed_in, &[ID, GONE], delete_project)
        .scopes(Scopes::Project),
    route("PUT", "/projects/{id}", signed_in, &[ID, RENAME], change_project)
        .scopes(Scopes::Project),
];

/// A gate that refuses anonymous callers.
pub(crate) fn signed_in(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.authenticate()
}

/// A gate that looks the project up; anonymous callers get as far as its visibility lets them.
pub(crate) fn in_project(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.project_id().map(|_| ())
}

fn metadata(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(json!({
        "version": call.world.version,
        "revision": "Unknown",
        "kas": { "enabled": false, "externalUrl": null, "externalK8sProxyUrl": null, "version": null },
        "enterprise": call.world.enterprise,
    })))
}

fn known_user<'c>(call: &'c Call<'_>, id: u64) -> Result<&'c User, Refusal> {
    call.world.users.get(&id).ok_or_else(|| Refusal::no_such("User"))
}

fn user(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(views::oneself(call.world, known_user(call, call.me())?)))
}

fn user_by_id(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.place("id").parse().unwrap_or(0);
    let user = known_user(call, id)?;
    Ok(Reply::ok(if call.is_admin() {
        views::oneself(call.world, user)
    } else {
        Value::Object(views::profile(call.world, user))
    }))
}

fn users(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let name = call.params.text("username").map(str::to_lowercase);
    let search = call.params.text("search").map(str::to_lowercase);
    let fits = |user: &&User| {
        let own = user.username.to_lowercase();
        let part = |part: &String| {
            own.contains(part.as_str()) || user.name.to_lowercase().contains(part.as_str())
        };
        name.as_ref().is_none_or(|name| *name == own) && search.as_ref().is_none_or(part)
    };
    // The newest first, as GitLab orders them.
    let users: Vec<&User> = call.world.users.values().rev().filter(fits).collect();
    let admin = call.is_admin();
    let one = |user: &User| {
        if admin { views::oneself(call.world, user) } else { views::user(call.world, user.id) }
    };
    call.page(users, one)
}

fn token(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let token =
        auth::token(call.world, call.request, call.sent).ok_or_else(Refusal::unauthorized)?;
    Ok(Reply::ok(json!({
        "id": token.id,
        "name": token.name,
        "revoked": token.revoked,
        "created_at": token.created_at.text(),
        "description": null,
        "scopes": token.scopes,
        "user_id": token.user,
        "last_used_at": call.world.now.text(),
        "active": true,
        "expires_at": token.expires_at.map(Time::day),
        "last_used_ips": ["127.0.0.1"],
    })))
}

/// The group that the path names, by number or by path, if the caller may know of it.
pub(crate) fn known_group<'c>(call: &'c Call<'_>) -> Result<&'c Group, Refusal> {
    let name = call.place("id");
    let by_number = name.parse::<u64>().ok().filter(|id| call.world.groups.contains_key(id));
    let id = by_number.or_else(|| call.world.group_at(name));
    let sees = |group: &&Group| match (group.visibility, call.user) {
        (Visibility::Public, _) | (Visibility::Internal, Some(_)) => true,
        (_, None) => false,
        (_, Some(user)) => {
            let below = format!("{}/", group.path.to_lowercase());
            let inside = |project: &Project| project.path.to_lowercase().starts_with(&below);
            call.is_admin()
                || call.world.group_level(user, &group.path) > 0
                || call
                    .world
                    .projects
                    .values()
                    .any(|project| inside(project) && call.world.level(user, project) > 0)
        }
    };
    let group = id.and_then(|id| call.world.groups.get(&id)).filter(sees);
    group.ok_or_else(|| Refusal::no_such("Group"))
}

fn group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let group = known_group(call)?;
    let parent = group.path.rsplit_once('/').and_then(|(above, _)| call.world.group_at(above));
    let last = group.path.rsplit('/').next().unwrap_or(&group.path);
    Ok(Reply::ok(json!({
        "id": group.id,
        "web_url": format!("{}/groups/{}", call.world.url, group.path),
        "name": group.name,
        "path": last,
        "description": null,
        "visibility": group.visibility.text(),
        "full_name": group.name,
        "full_path": group.path,
        "created_at": group.created_at.text(),
        "parent_id": parent,
        "organization_id": 1,
        "marked_for_deletion_on": group.settings.get("marked_for_deletion_on"),
    })))
}

fn project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    // `simple` is a parameter of lists; here only anonymous callers get the short form.
    let user = call.user;
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    Ok(Reply::ok(project_view::shown(call.world, project, user, user.is_none())))
}

fn projects(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let keyset = call.params.text("pagination") == Some("keyset");
    listed(call, "", true, keyset && call.params.text("order_by") == Some("id"))
}

/// Pages by number alone: asked for keyset it answers with what it always does.
fn projects_of_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let path = known_group(call)?.path.to_lowercase();
    let below = call.params.bool("include_subgroups") == Some(true);
    listed(call, &path, below, false)
}

/// Projects of a namespace, those of namespaces below it too if asked for; the empty one is above all.
fn listed(call: &Call<'_>, namespace: &str, below: bool, keyset: bool) -> Result<Reply, Refusal> {
    let inside = |project: &Project| {
        let path = project.path.to_lowercase();
        let own = path.rsplit_once('/').map_or("", |(own, _)| own);
        let rest = own.strip_prefix(namespace);
        own == namespace
            || below && (namespace.is_empty() || rest.is_some_and(|rest| rest.starts_with('/')))
    };
    let params = &call.params;
    let world = &*call.world;
    let is = |name: &str| params.bool(name) == Some(true);
    let (membership, owned, simple) = (is("membership"), is("owned"), is("simple"));
    let search = params.text("search").map(str::to_lowercase);
    let (after, before) = (params.int("id_after"), params.int("id_before"));
    let least = params.int("min_access_level").unwrap_or(0);
    let number = |project: &Project| i64::try_from(project.id).unwrap_or(i64::MAX);
    let level = |project: &Project| call.user.map_or(0, |user| world.member_level(user, project));
    let fits = |project: &&Project| {
        after.is_none_or(|after| number(project) > after)
            && before.is_none_or(|before| number(project) < before)
            && params.text("visibility").is_none_or(|wanted| project.visibility.text() == wanted)
            && search
                .as_ref()
                .is_none_or(|part| project.path.to_lowercase().contains(part.as_str()))
            && params.bool("archived").is_none_or(|wanted| project.is_on("archived") == wanted)
            && (!membership || level(project) > 0)
            && (!owned || level(project) >= 50)
            && (least == 0 || i64::from(level(project)) >= least)
            && (namespace.is_empty() || inside(project))
            && world.sees(call.user, project)
    };
    let mut found: Vec<&Project> = world.projects.values().filter(fits).collect();
    match params.text("order_by") {
        Some("name") => {
            found.sort_by(|one, other| one.name.cmp(&other.name).then(one.id.cmp(&other.id)))
        }
        Some("path") => {
            found.sort_by(|one, other| one.path.cmp(&other.path).then(one.id.cmp(&other.id)))
        }
        _ => {}
    }
    if params.text("sort") != Some("asc") {
        found.reverse();
    }
    let left_out: &[&str] =
        if namespace.is_empty() { &["import_error"] } else { &["import_error", "permissions"] };
    let one = |project: &Project| {
        let simple = simple || call.user.is_none();
        project_view::without(left_out, project_view::shown(world, project, call.user, simple))
    };
    if keyset { by_keyset(call, &found, one) } else { call.page(found, one) }
}

/// Pages by the last number seen. Links name the next one only, and there is one as long as a page was full.
fn by_keyset(
    call: &Call<'_>,
    found: &[&Project],
    one: impl Fn(&Project) -> Value,
) -> Result<Reply, Refusal> {
    let size = call
        .params
        .int("per_page")
        .and_then(|size| usize::try_from(size).ok())
        .filter(|size| *size > 0);
    let size = size.unwrap_or(20).min(100);
    let shown = found.get(..size.min(found.len())).unwrap_or(found);
    let body: Value = shown.iter().map(|project| one(project)).collect();
    let reply = Reply::ok(body);
    let Some(last) = shown.last().filter(|_| shown.len() == size) else { return Ok(reply) };
    let ascending = call.params.text("sort") == Some("asc");
    let name = if ascending { "id_after" } else { "id_before" };
    let next = call.link(1, size, Some((name, last.id.to_string())));
    Ok(reply.with_header("link", format!("<{next}>; rel=\"next\"")))
}

/// Takes a new name, path, default branch, visibility, and any setting that the project shows.
///
/// A null where the table allows none, and a list within a list of topics, is answered with `null` and writes nothing.
fn change_project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut sent = call.sent.all.clone();
    sent.remove("id");
    let settings = params::check(&[&project_view::SETTINGS], &sent)?;
    let named = RENAME.iter().any(|param| call.params.has(param.name));
    if !named && settings.0.is_empty() {
        return Err(Refusal::error(400, "are missing, at least one parameter must be provided"));
    }
    call.at_least(MAINTAINER)?;
    let refused = |(name, value): (&String, &Value)| match value {
        Value::Null => {
            !project_view::default_setting(name).is_null() && !FORGIVING.contains(&name.as_str())
        }
        Value::Array(items) => items.iter().any(|item| item.is_array() || item.is_object()),
        _ => false,
    };
    if settings.0.iter().any(refused) {
        return Ok(Reply::ok(Value::Null));
    }
    if settings.text("description").is_some_and(|text| text.chars().count() > 2000) {
        return Err(Refusal::message(
            400,
            json!({ "description": ["is too long (maximum is 2000 characters)"] }),
        ));
    }
    if let Some(seconds) =
        settings.int("build_timeout").filter(|seconds| !(600..=2_678_400).contains(seconds))
    {
        let mut complaints = json!({});
        if seconds < 0 {
            complaints["base"] =
                json!(["Maximum job timeout has a value which could not be accepted"]);
        }
        complaints["build_timeout"] = json!(["needs to be between 10 minutes and 1 month"]);
        return Err(Refusal::message(400, complaints));
    }
    let id = call.project_id()?;
    let before = call.project()?.default_branch.clone();
    let renamed = call.params.clone();
    let path = call.project()?.path.clone();
    let project = call.project_mut()?;
    for (name, value) in settings.0 {
        match value {
            Value::Null if name == "merge_method" => {}
            // Of these a null means the default; a null of any other stays one.
            Value::Null if FORGIVING.contains(&name.as_str()) => {
                project.settings.remove(&name);
            }
            Value::Array(items) => {
                let mut words: Vec<String> = Vec::new();
                for word in items.iter().filter_map(params::plain).flat_map(|text| split(&text)) {
                    if !words.contains(&word) {
                        words.push(word);
                    }
                }
                project.settings.insert(name, json!(words));
            }
            value => {
                project.settings.insert(name, value);
            }
        }
    }
    if let Some(name) = renamed.text("name") {
        project.name = name.to_owned();
    }
    if let Some(branch) =
        renamed.text("default_branch").filter(|branch| project.branches.contains_key(*branch))
    {
        project.default_branch = Some(branch.to_owned());
    }
    match renamed.text("visibility") {
        Some("public") => project.visibility = Visibility::Public,
        Some("internal") => project.visibility = Visibility::Internal,
        Some("private") => project.visibility = Visibility::Private,
        _ => {}
    }
    if let Some(last) = renamed.text("path") {
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        call.world.rename_project(id, &format!("{above}/{last}"));
    }
    if call.project()?.default_branch != before {
        default_branch::protect(call.world, id);
    }
    let user = call.user;
    let project = call.project()?.clone();
    let shown = project_view::shown(call.world, &project, user, false);
    Ok(Reply::ok(project_view::without(&["permissions"], shown)))
}

/// Words with commas between, which a word of a list may hold too.
fn split(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Marks a project for deletion: it gets another path, and the old one leads to it.
fn delete_project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(OWNER)?;
    let id = call.project_id()?;
    let (path, created_at) = (call.project()?.path.clone(), call.project()?.created_at);
    call.unmodified(created_at)?;
    let for_good = call.params.bool("permanently_remove") == Some(true);
    let marked = call.project()?.settings.get("marked_for_deletion_on");
    if for_good && marked.is_none_or(Value::is_null) {
        return Err(Refusal::message(400, "Project must be marked for deletion first."));
    }
    let day = call.world.now.day();
    let project = call.project_mut()?;
    project.settings.insert(String::from("marked_for_deletion_at"), json!(day));
    project.settings.insert(String::from("marked_for_deletion_on"), json!(day));
    call.world.rename_project(id, &format!("{path}-deletion_scheduled-{id}"));
    Ok(Reply::accepted())
}
