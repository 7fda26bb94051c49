//! Projects: single, in lists, changed, deleted.

use serde_json::Value;

use crate::sandbox::http::gates::{ID, known_group, signed_in};
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, Scopes, open, route};
use crate::sandbox::settings;
use crate::sandbox::views::projects as view;
use crate::sandbox::world::{Group, Project, is_below};

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
    Param::boolean("active"),
    Param::integer("id_after"),
    Param::integer("id_before"),
    Param::integer("min_access_level").values(&["10", "15", "20", "30", "40", "50"]),
    Param::text("pagination"),
];

/// Only repeated in links, except `membership` and `topic`.
const EVERYWHERE: &[Param] = &[
    Param::text("topic"),
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

pub(crate) const ROUTES: &[Route] = &[
    route(
        "GET",
        "/groups/{id}/projects",
        open,
        &[ID, PROJECTS, IN_GROUP, SIMPLE, &PAGE],
        projects_of_group,
    ),
    route("GET", "/projects", open, &[PROJECTS, EVERYWHERE, SIMPLE, &PAGE], projects)
        .scopes(Scopes::Project),
    route(
        "GET",
        "/users/#id/projects",
        open,
        &[PROJECTS, EVERYWHERE, SIMPLE, &PAGE],
        projects_of_user,
    )
    .scopes(Scopes::Project),
    route("GET", "/projects/{id}", open, &[ID, SIMPLE], project).scopes(Scopes::Project),
    route("PUT", "/projects/{id}", signed_in, &[ID], change_project).scopes(Scopes::Project),
];

fn project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    // `simple` is a parameter of lists; here only anonymous callers get the short form.
    let user = call.user;
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    Ok(Reply::ok(view::shown(call.world, project, user, user.is_none())))
}

fn projects(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let keyset = call.params.text("pagination") == Some("keyset");
    if keyset && call.params.text("order_by") != Some("id") {
        let why = "Keyset pagination is not yet available for this type of request";
        return Err(Refusal::error(405, why));
    }
    listed(call, &Of::Everyone, keyset)
}

/// The projects in a user's own namespace.
fn projects_of_user(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = call.place("id").parse().unwrap_or(0);
    let user = call.world.users.get(&id).ok_or_else(|| Refusal::no_such("User"))?;
    listed(call, &Of::User(&user.username), false)
}

/// Supports pages by number only: keyset pagination is ignored.
fn projects_of_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let group = known_group(call)?;
    let below = call.params.bool("include_subgroups") == Some(true);
    listed(call, &Of::Group(group, below), false)
}

/// Whose projects a list has.
enum Of<'w> {
    Everyone,
    /// Those of a group, and of the groups below it.
    Group(&'w Group, bool),
    User(&'w str),
}

impl Of<'_> {
    /// Whether a project is in the namespace, or was shared with it.
    fn has(&self, project: &Project, shared: bool) -> bool {
        let own = |namespace: &str| namespace_of(project).eq_ignore_ascii_case(namespace);
        match *self {
            Of::Everyone => true,
            Of::User(name) => own(name),
            Of::Group(group, below) => {
                below && is_below(&project.path, &group.path)
                    || own(&group.path)
                    || shared && project.shares.contains_key(&group.id)
            }
        }
    }
}

fn namespace_of(project: &Project) -> &str {
    project.path.rsplit_once('/').map_or("", |(own, _)| own)
}

/// Those of the projects that the parameters select.
fn listed(call: &Call<'_>, of: &Of<'_>, keyset: bool) -> Result<Reply, Refusal> {
    let shared = call.params.bool("with_shared") != Some(false);
    let params = &call.params;
    let world = &*call.world;
    let is = |name: &str| params.bool(name) == Some(true);
    let (membership, owned, simple) = (is("membership"), is("owned"), is("simple"));
    let search = params.text("search").map(str::to_lowercase);
    let (after, before) = (params.int("id_after"), params.int("id_before"));
    let least = params.int("min_access_level").unwrap_or(0);
    let number = |project: &Project| i64::try_from(project.id).unwrap_or(i64::MAX);
    // Neither archived nor marked for deletion, nor in a group that is.
    let inactive: Vec<&Group> = world.inactive_groups().collect();
    let is_active = |project: &Project| {
        let is_marked = !project.setting("marked_for_deletion_on").is_null();
        let is_within = |it: &&Group| is_below(&project.path, &it.path);
        !project.is_on("archived") && !is_marked && !inactive.iter().any(is_within)
    };
    let topics = params.text("topic").unwrap_or_default().split(',').map(str::trim);
    let topics: Vec<String> = topics.filter(|it| !it.is_empty()).map(str::to_lowercase).collect();
    let has_topic = |project: &Project, topic: &str| {
        let all = project.setting("topics");
        let mut all = all.as_array().into_iter().flatten().filter_map(Value::as_str);
        all.any(|it| it.to_lowercase() == topic)
    };
    let (visibility, archived, active) =
        (params.text("visibility"), params.bool("archived"), params.bool("active"));
    let sees_all = call.user.is_some_and(|it| world.acts_as_admin(it));
    let level = |project: &Project| call.user.map_or(0, |user| world.member_level(user, project));
    let fits = |project: &&Project| {
        of.has(project, shared)
            && after.is_none_or(|after| number(project) > after)
            && before.is_none_or(|before| number(project) < before)
            && visibility.is_none_or(|wanted| project.visibility.text() == wanted)
            && search.as_ref().is_none_or(|part| {
                [&project.path, &project.name].iter().any(|it| it.to_lowercase().contains(part))
            })
            && archived.is_none_or(|wanted| project.is_on("archived") == wanted)
            && active.is_none_or(|wanted| is_active(project) == wanted)
            && topics.iter().all(|topic| has_topic(project, topic))
            && (!membership || level(project) > 0)
            && (!owned || level(project) >= 50)
            && (least == 0 || i64::from(level(project)) >= least)
            && (sees_all || world.sees(call.user, project))
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
    let left_out: &[&str] = match of {
        Of::Group(..) => &["import_error", "permissions"],
        Of::Everyone | Of::User(_) => &["import_error"],
    };
    let one = |project: &Project| {
        let simple = simple || call.user.is_none();
        view::without(left_out, view::shown(world, project, call.user, simple))
    };
    if keyset { by_keyset(call, &found, one) } else { call.page(found, one) }
}

/// Keyset pagination. There is only a link to the next page, as long as a page is full.
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

fn change_project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    settings::project::change(call)?;
    let user = call.user;
    let project = call.project()?.clone();
    let shown = view::shown(call.world, &project, user, false);
    Ok(Reply::ok(view::without(&["permissions"], shown)))
}
