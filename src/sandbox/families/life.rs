//! Projects and groups are archived, moved elsewhere, marked for deletion, and restored.

use serde_json::json;

use crate::sandbox::http::gates::{ID, known_group, signed_in};
use crate::sandbox::http::{Call, Kind, Param, Refusal, Reply, Route, Scopes, route};
use crate::sandbox::views::groups::{self, Whole};
use crate::sandbox::views::projects as view;
use crate::sandbox::world::{Group, OWNER, Visibility, hash};

const GONE: &[Param] = &[Param::boolean("permanently_remove"), Param::text("full_path")];

const NAMESPACE: &[Param] = &[Param::new("namespace", Kind::Any).required()];

const PARENT: &[Param] = &[Param::integer("group_id")];

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/projects/{id}/archive", signed_in, &[ID], archive),
    route("POST", "/projects/{id}/unarchive", signed_in, &[ID], unarchive),
    route("POST", "/projects/{id}/restore", signed_in, &[ID], restore),
    route("PUT", "/projects/{id}/transfer", signed_in, &[ID, NAMESPACE], transfer),
    route("DELETE", "/projects/{id}", signed_in, &[ID, GONE], delete).scopes(Scopes::Project),
    route("POST", "/groups/{id}/archive", signed_in, &[ID], archive_group),
    route("POST", "/groups/{id}/unarchive", signed_in, &[ID], unarchive_group),
    route("POST", "/groups/{id}/restore", signed_in, &[ID], restore_group),
    route("POST", "/groups/{id}/transfer", signed_in, &[ID, PARENT], transfer_group),
    route("DELETE", "/groups/{id}", signed_in, &[ID, GONE], delete_group),
];

/// When something was marked for deletion.
const MARK: &str = "marked_for_deletion_on";

fn bad(why: &str) -> Refusal {
    Refusal::message(400, why)
}

fn owned(call: &mut Call<'_>) -> Result<u64, Refusal> {
    call.at_least(OWNER)?;
    call.project_id()
}

fn is_marked(call: &mut Call<'_>) -> Result<bool, Refusal> {
    Ok(!call.project()?.setting(MARK).is_null())
}

fn reply(call: &mut Call<'_>, status: u16) -> Result<Reply, Refusal> {
    let (user, project) = (call.user, call.project()?.clone());
    let shown = view::shown(call.world, &project, user, false);
    Ok(Reply { status, ..Reply::ok(view::without(&["permissions"], shown)) })
}

fn archive(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    owned(call)?;
    if is_marked(call)? {
        return Err(bad("Cannot archive project since it is scheduled for deletion."));
    }
    if call.project()?.is_on("archived") {
        return Err(bad("Project is already archived."));
    }
    set(call, true)
}

fn unarchive(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    owned(call)?;
    set(call, false)
}

fn set(call: &mut Call<'_>, archived: bool) -> Result<Reply, Refusal> {
    call.project_mut()?.settings.insert("archived".to_owned(), json!(archived));
    reply(call, 201)
}

/// What the name and the path of something marked end with.
fn suffix(id: u64) -> String {
    format!("-deletion_scheduled-{id}")
}

/// The name and path from before, with a few letters more where the path is used again.
fn from_before(text: &str, id: u64, used: bool) -> String {
    let end = suffix(id);
    let plain = text.strip_suffix(&end).unwrap_or(text);
    let letters = format!("{:032x}", hash::hash(plain.as_bytes()));
    if used { format!("{plain}-{}", letters.get(..5).unwrap_or("")) } else { plain.to_owned() }
}

/// Marks a project for deletion: it gets another path, and the old one leads to it.
fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = owned(call)?;
    let (path, created_at) = (call.project()?.path.clone(), call.project()?.created_at);
    call.unmodified(created_at)?;
    let marked = is_marked(call)?;
    if call.params.bool("permanently_remove") == Some(true) {
        if !marked {
            return Err(bad("Project must be marked for deletion first."));
        }
        if call.params.text("full_path") != Some(path.as_str()) {
            let why = "`full_path` is incorrect. You must enter the complete path for the project.";
            return Err(bad(why));
        }
        call.world.remove_project(id);
        return Ok(Reply::accepted());
    }
    if marked {
        return Err(bad("Project has already been marked for deletion"));
    }
    let day = call.world.now.day();
    let project = call.project_mut()?;
    project.settings.insert(String::from("marked_for_deletion_at"), json!(day));
    project.settings.insert(String::from(MARK), json!(day));
    project.name.push_str(&suffix(id));
    call.world.rename_project(id, &format!("{path}{}", suffix(id)));
    Ok(Reply::accepted())
}

fn restore(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = owned(call)?;
    if !is_marked(call)? {
        return Err(bad("Project has not been marked for deletion"));
    }
    let marked = call.project()?.path.clone();
    let used = call.world.project_at(&from_before(&marked, id, false)).is_some();
    let project = call.project_mut()?;
    project.name = from_before(&project.name, id, used);
    project.settings.shift_remove("marked_for_deletion_at");
    project.settings.shift_remove(MARK);
    call.world.rename_project(id, &from_before(&marked, id, used));
    reply(call, 201)
}

/// Moves a project to another group, named by number or path.
fn transfer(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = owned(call)?;
    let named = call.params.get("namespace").and_then(crate::sandbox::http::params::plain);
    let named = named.unwrap_or_default();
    let by_number = named.parse::<u64>().ok().filter(|id| call.world.groups.contains_key(id));
    let found = by_number.or_else(|| call.world.group_at(&named));
    let group = found.and_then(|id| call.world.groups.get(&id));
    let group = group.ok_or_else(|| Refusal::no_such("Namespace"))?.clone();
    let (path, name) = (call.project()?.path.clone(), call.project()?.name.clone());
    let (above, last) = path.rsplit_once('/').unwrap_or(("", &path));
    let failed =
        |why: &str| bad(&format!("Failed to transfer project {{:new_namespace=>[\"{why}\"]}}"));
    if group.path.eq_ignore_ascii_case(above) {
        return Err(failed("Project is already in this namespace."));
    }
    let new = format!("{}/{last}", group.path);
    let beside = |path: &str| path.rsplit_once('/').is_some_and(|(own, _)| own == group.path);
    let named_so = call.world.projects.values().any(|it| beside(&it.path) && it.name == name);
    if named_so || call.world.project_at(&new).is_some() {
        return Err(failed("Project with same name or path in target namespace already exists"));
    }
    call.world.rename_project(id, &new);
    let project = call.project_mut()?;
    project.visibility = project.visibility.min(group.visibility);
    reply(call, 200)
}

fn owned_group(call: &Call<'_>) -> Result<Group, Refusal> {
    let group = known_group(call)?;
    let owner = call.world.group_level(call.me(), &group.path) >= OWNER || call.is_admin();
    if owner { Ok(group.clone()) } else { Err(Refusal::forbidden()) }
}

fn shown(call: &Call<'_>, id: u64, status: u16) -> Result<Reply, Refusal> {
    let group = call.world.groups.get(&id).ok_or_else(|| Refusal::no_such("Group"))?;
    let body = groups::shown(call.world, group, call.user, Whole::Alone);
    Ok(Reply { status, ..Reply::ok(body) })
}

fn archive_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    set_group(call, true, "Group is already archived!")
}

fn unarchive_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    set_group(call, false, "Group is already unarchived!")
}

fn set_group(call: &mut Call<'_>, archived: bool, already: &str) -> Result<Reply, Refusal> {
    let mut group = owned_group(call)?;
    if group.setting("archived") == json!(archived) {
        return Err(Refusal::message(422, already));
    }
    let id = group.id;
    group.settings.insert(String::from("archived"), json!(archived));
    call.world.groups.insert(id, group);
    shown(call, id, 200)
}

/// Marks a group for deletion: the paths of the group and of everything in it change.
fn delete_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut group = owned_group(call)?;
    let (id, path) = (group.id, group.path.clone());
    let marked = !group.setting(MARK).is_null();
    if call.params.bool("permanently_remove") == Some(true) {
        if !path.contains('/') {
            return Err(bad("`permanently_remove` option is only available for subgroups."));
        }
        if !marked {
            return Err(bad("Group must be marked for deletion first."));
        }
        if call.params.text("full_path") != Some(path.as_str()) {
            let why =
                "`full_path` is incorrect. You must enter the complete path for the subgroup.";
            return Err(bad(why));
        }
        call.world.remove_group(id);
        return Ok(Reply::accepted());
    }
    if marked {
        return Err(bad("Group has already been marked for deletion"));
    }
    group.settings.insert(String::from(MARK), json!(call.world.now.day()));
    group.name.push_str(&suffix(id));
    call.world.groups.insert(id, group);
    call.world.rename_group(id, &format!("{path}{}", suffix(id)));
    Ok(Reply::accepted())
}

fn restore_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut group = owned_group(call)?;
    if group.setting(MARK).is_null() {
        return Err(bad("Group has not been marked for deletion"));
    }
    let (id, marked) = (group.id, group.path.clone());
    let used = call.world.group_at(&from_before(&marked, id, false)).is_some();
    group.name = from_before(&group.name, id, used);
    group.settings.shift_remove(MARK);
    call.world.groups.insert(id, group);
    call.world.rename_group(id, &from_before(&marked, id, used));
    shown(call, id, 201)
}

/// Moves a group below another, or to the top; what is in it becomes no more visible than its new place.
fn transfer_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let group = owned_group(call)?;
    let failed = |why: &str| bad(&format!("Transfer failed: {why}"));
    let (above, last) = group.path.rsplit_once('/').unwrap_or(("", &group.path));
    let target = match call.params.get("group_id").filter(|id| !id.is_null()) {
        None => None,
        Some(_) => {
            let other = call.world.groups.get(&call.params.id("group_id"));
            Some(other.ok_or_else(|| Refusal::no_such("Group"))?.clone())
        }
    };
    let place = target.as_ref().map_or("", |target| &target.path);
    if format!("{place}/").to_lowercase().starts_with(&format!("{}/", group.path).to_lowercase()) {
        return Err(failed("Cannot transfer group to one of its subgroup."));
    }
    if place.eq_ignore_ascii_case(above) {
        return Err(failed("Group is already associated to the parent group."));
    }
    let new = if place.is_empty() { last.to_owned() } else { format!("{place}/{last}") };
    if call.world.group_at(&new).is_some() || call.world.project_at(&new).is_some() {
        let why = "The parent group already has a subgroup or a project with the same path.";
        return Err(failed(why));
    }
    call.world.rename_group(group.id, &new);
    let widest = target.map_or(Visibility::Public, |target| target.visibility);
    let within = |path: &str| path == new || path.starts_with(&format!("{new}/"));
    for group in call.world.groups.values_mut().filter(|it| within(&it.path)) {
        group.visibility = group.visibility.min(widest);
    }
    for project in call.world.projects.values_mut().filter(|it| within(&it.path)) {
        project.visibility = project.visibility.min(widest);
    }
    shown(call, group.id, 201)
}
