//! What every client asks first: version, user, token, users, groups, projects.

use serde_json::{Value, json};

use super::call::Call;
use super::model::{Group, MAINTAINER, Project, User, Visibility};
use super::params::{PAGE, Param};
use super::project_view;
use super::reply::{Refusal, Reply};
use super::router::{Route, Scopes, open, route};
use super::{auth, views};

const ID: &[Param] = &[Param::text("id").required()];

const USERS: &[Param] = &[Param::text("username"), Param::text("search")];

const SIMPLE: &[Param] =
    &[Param::boolean("simple").or("false"), Param::boolean("statistics").or("false")];

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
    Param::boolean("membership").or("false"),
    Param::boolean("owned").or("false"),
    Param::boolean("starred").or("false"),
    Param::boolean("archived"),
    Param::integer("id_after"),
    Param::integer("id_before"),
    Param::integer("min_access_level").values(&["10", "15", "20", "30", "40", "50"]),
    Param::text("pagination"),
];

const RENAME: &[Param] = &[
    Param::text("name"),
    Param::text("path"),
    Param::text("default_branch"),
    Param::text("visibility").values(&["private", "internal", "public"]),
];

pub(super) const ROUTES: &[Route] = &[
    route("GET", "/metadata", signed_in, &[], metadata)
        .scopes(Scopes::Metadata)
        .where_(|world| world.at_least(15, 2)),
    route("GET", "/version", signed_in, &[], metadata).scopes(Scopes::Metadata),
    route("GET", "/user", signed_in, &[], user).scopes(Scopes::User),
    route("GET", "/personal_access_tokens/self", signed_in, &[], token).scopes(Scopes::Every),
    route("GET", "/users", signed_in, &[USERS, &PAGE], users).scopes(Scopes::User),
    route("GET", "/users/#id", signed_in, &[], user_by_id).scopes(Scopes::User),
    route("GET", "/groups/{id}", open, &[ID], group),
    route("GET", "/projects", open, &[PROJECTS, SIMPLE, &PAGE], projects).scopes(Scopes::Project),
    route("GET", "/projects/{id}", open, &[ID, SIMPLE], project).scopes(Scopes::Project),
    route("PUT", "/projects/{id}", signed_in, &[ID, RENAME], change_project)
        .scopes(Scopes::Project),
];

/// A gate that refuses anonymous callers.
pub(super) fn signed_in(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.authenticate()
}

/// A gate that looks the project up; anonymous callers get as far as its visibility lets them.
pub(super) fn in_project(call: &mut Call<'_>) -> Result<(), Refusal> {
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
        "expires_at": token.expires_at.unwrap_or(call.world.now.plus_seconds(30 * 86_400)).day(),
        "last_used_ips": ["127.0.0.1"],
    })))
}

fn group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
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
    let group = group.ok_or_else(|| Refusal::no_such("Group"))?;
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
        "marked_for_deletion_on": null,
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
    let one = |project: &Project| {
        project_view::shown(world, project, call.user, simple || call.user.is_none())
    };
    let keyset =
        params.text("pagination") == Some("keyset") && params.text("order_by") == Some("id");
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
fn change_project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let id = call.project_id()?;
    let params = call.params.clone();
    let sent = call.sent.all.clone();
    let named = RENAME.iter().any(|param| params.has(param.name));
    if !named && !sent.keys().any(|name| project_view::is_setting(name)) {
        return Err(Refusal::error(
            400,
            "no parameters are missing, at least one parameter must be provided",
        ));
    }
    let path = call.project()?.path.clone();
    let project = call.project_mut()?;
    for (name, value) in sent {
        if project_view::is_setting(&name) && !RENAME.iter().any(|param| param.name == name) {
            project.settings.insert(name, value);
        }
    }
    if let Some(name) = params.text("name") {
        project.name = name.to_owned();
    }
    if let Some(branch) =
        params.text("default_branch").filter(|branch| project.branches.contains_key(*branch))
    {
        project.default_branch = Some(branch.to_owned());
    }
    match params.text("visibility") {
        Some("public") => project.visibility = Visibility::Public,
        Some("internal") => project.visibility = Visibility::Internal,
        Some("private") => project.visibility = Visibility::Private,
        _ => {}
    }
    if let Some(last) = params.text("path") {
        let above = path.rsplit_once('/').map_or("", |(above, _)| above);
        call.world.rename_project(id, &format!("{above}/{last}"));
    }
    let user = call.user;
    let project = call.project()?.clone();
    Ok(Reply::ok(project_view::shown(call.world, &project, user, false)))
}
