//! Groups are made and changed here, as far as a group says what becomes of the projects in it.
//!
//! Answers are those of an administrator, who is told everything. Measured, but for refusals, which are read in GitLab's source.

use serde_json::{Map, Value, json};

use crate::sandbox::http::gates::{ID, known_group, signed_in};
use crate::sandbox::http::{Call, Kind, Param, Refusal, Reply, Route, open, route};
use crate::sandbox::views::projects as view;
use crate::sandbox::world::{
    Group, MAINTAINER, OWNER, Project, Visibility, World, default_branch, settings, take,
};

const VISIBILITIES: &[&str] = &["private", "internal", "public"];

const ENTRY: &[Param] = &[Param::integer("access_level").values(&["0", "30", "40", "60"])];

const NUMBERS: &[&str] = &["0", "3", "1", "2", "4"];

const NEW: &[Param] =
    &[Param::text("name").required(), Param::text("path").required(), Param::integer("parent_id")];

const NAME: &[Param] = &[Param::text("name")];

const SETTINGS: &[Param] = &[
    Param::text("description"),
    Param::text("visibility").values(VISIBILITIES),
    Param::integer("default_branch_protection").values(NUMBERS),
    Param::new("default_branch_protection_defaults", Kind::Object(PROTECTION)),
];

const PROTECTION: &[Param] = &[
    Param::new("allowed_to_push", Kind::Objects(ENTRY)),
    Param::boolean("allow_force_push"),
    Param::new("allowed_to_merge", Kind::Objects(ENTRY)),
    Param::boolean("code_owner_approval_required"),
    Param::boolean("developer_can_initial_push"),
];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/groups/{id}", open, &[ID], show),
    route("POST", "/groups", signed_in, &[NEW, SETTINGS], create),
    route("PUT", "/groups/{id}", signed_in, &[NAME, SETTINGS], update),
    route("DELETE", "/groups/{id}", signed_in, &[], delete),
];

/// Writes what was sent over what is stored. Of the two settings of default branches the later one counts for both.
fn apply(call: &Call<'_>, group: &mut Group) {
    let params = &call.params;
    if let Some(name) = params.text("name") {
        group.name = name.to_owned();
    }
    if let Some(word) = params.text("visibility") {
        group.visibility = Visibility::named(word);
    }
    let mut put = |name: &str, value: Value| drop(group.settings.insert(name.to_owned(), value));
    if params.has("description") {
        put("description", json!(params.text("description")));
    }
    let defaults = "default_branch_protection_defaults";
    if let Some(number) = params.int("default_branch_protection") {
        put("default_branch_protection", json!(number));
        put(defaults, default_branch::of_number(number));
    }
    if let Some(Value::Object(sent)) = params.get(defaults).filter(|sent| **sent != json!({})) {
        put(defaults, Value::Object(sent.clone()));
    }
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (name, last) = (call.params.text("name"), call.params.text("path"));
    let (name, last) = (name.unwrap_or("").to_owned(), last.unwrap_or("").to_owned());
    let above = match call.params.get("parent_id").filter(|id| !id.is_null()) {
        Some(_) => {
            let group = call.world.groups.get(&call.params.id("parent_id"));
            let group = group.ok_or_else(|| Refusal::no_such("Group"))?;
            let level = call.world.group_level(call.me(), &group.path);
            if level < MAINTAINER && !call.is_admin() {
                return Err(Refusal::forbidden());
            }
            format!("{}/", group.path)
        }
        None => String::new(),
    };
    let path = format!("{above}{last}");
    if call.world.group_at(&path).is_some() || call.world.user_named(&path).is_some() {
        let text = "Failed to save group {:path=>[\"has already been taken\"]}";
        return Err(Refusal::message(400, text));
    }
    let id = take(&mut call.world.next.group);
    let mut group = Group {
        id,
        path,
        name,
        visibility: Visibility::Private,
        members: [(call.me(), OWNER)].into(),
        shares: [].into(),
        settings: Map::new(),
        protected_branches: [].into(),
        protected_environments: [].into(),
        created_at: call.world.now,
    };
    apply(call, &mut group);
    let reply = Reply::created(shown(call.world, &group));
    call.world.groups.insert(id, group);
    Ok(reply)
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
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

/// The answer tells the newest projects of the group whole, as no list does.
fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut group = known_group(call)?.clone();
    if call.world.group_level(call.me(), &group.path) < OWNER && !call.is_admin() {
        return Err(Refusal::forbidden());
    }
    apply(call, &mut group);
    call.world.groups.insert(group.id, group.clone());
    let own = group.path.to_lowercase();
    let inside = |project: &&Project| {
        project.path.to_lowercase().rsplit_once('/').is_some_and(|(above, _)| above == own)
    };
    let projects = call.world.projects.values().rev().filter(inside).take(100);
    let one = |project: &Project| {
        let shown = view::shown(call.world, project, call.user, false);
        view::without(&["import_error", "permissions"], shown)
    };
    let mut body = shown(call.world, &group);
    body["projects"] = projects.map(one).collect();
    body["shared_projects"] = json!([]);
    body["runners_token"] = json!("GR1348941sandbox");
    body["enabled_git_access_protocol"] = json!("all");
    Ok(Reply::ok(body))
}

/// Marks a group: it gives up its path, and with it everything in it.
fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let group = known_group(call)?;
    let (id, old) = (group.id, group.path.clone());
    if call.world.group_level(call.me(), &old) < OWNER && !call.is_admin() {
        return Err(Refusal::forbidden());
    }
    let (day, new) = (call.world.now.day(), format!("{old}-deletion_scheduled-{id}"));
    let moved = |path: &str| {
        let rest =
            path.strip_prefix(&old).filter(|rest| rest.is_empty() || rest.starts_with('/'))?;
        Some(format!("{new}{rest}"))
    };
    for group in call.world.groups.values_mut() {
        group.path = moved(&group.path).unwrap_or_else(|| group.path.clone());
        if group.id == id {
            group.settings.insert(String::from("marked_for_deletion_on"), json!(day));
        }
    }
    let projects = call.world.projects.values();
    let projects: Vec<_> = projects.filter_map(|it| Some((it.id, moved(&it.path)?))).collect();
    for (id, path) in projects {
        call.world.rename_project(id, &path);
    }
    Ok(Reply::accepted())
}

/// A group whole.
fn shown(world: &World, group: &Group) -> Value {
    let above = group.path.rsplit_once('/').map(|(above, _)| above);
    let full_name = above
        .and_then(|above| world.group_at(above))
        .and_then(|id| world.groups.get(&id))
        .map_or_else(|| group.name.clone(), |above| format!("{} / {}", above.name, group.name));
    let shares = group.shares.iter().filter_map(|(id, level)| {
        let other = world.groups.get(id)?;
        Some(json!({
            "group_id": id, "group_name": other.name, "group_full_path": other.path,
            "group_access_level": level, "expires_at": null, "member_role_id": null,
        }))
    });
    let mut body = settings::GROUP.answer().clone();
    body.extend(group.settings.clone());
    let own = json!({
        "id": group.id,
        "web_url": format!("{}/groups/{}", world.url, group.path),
        "name": group.name,
        "path": group.path.rsplit('/').next(),
        "visibility": group.visibility.text(),
        "default_branch_protection_defaults": default_branch::settings(Some(group)),
        "full_name": full_name,
        "full_path": group.path,
        "created_at": group.created_at.text(),
        "parent_id": above.and_then(|above| world.group_at(above)),
        "shared_with_groups": shares.collect::<Value>(),
    });
    if let Value::Object(own) = own {
        body.extend(own);
    }
    Value::Object(body)
}
