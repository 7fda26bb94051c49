//! Groups that projects and groups are shared with.
//!
//! The access level is in the map of the project or group, from which roles are computed; the rest is in rows.

use serde_json::{Value, json};

use super::members::place;
use crate::sandbox::http::gates::{known_group, owns_group, sees_group, signed_in};
use crate::sandbox::http::{Call, Kind, Param, Refusal, Reply, Route, route};
use crate::sandbox::views::groups::{self, Whole};
use crate::sandbox::world::{MAINTAINER, OWNER, Of, World};

const ID: &[Param] = &[Param::text("id").required()];

const GROUP: &[Param] = &[Param::integer("group_id").required()];

const SHARE: &[Param] = &[
    Param::integer("group_access")
        .required()
        .values(&["0", "5", "10", "15", "20", "30", "40", "50"]),
    Param::new("expires_at", Kind::Moment),
    Param::integer("member_role_id"),
];

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/projects/{id}/share", signed_in, &[ID, GROUP, SHARE], share),
    route("DELETE", "/projects/{id}/share/:group_id", signed_in, &[ID, GROUP], unshare),
    route("POST", "/groups/{id}/share", signed_in, &[ID, GROUP, SHARE], share_group),
    route("DELETE", "/groups/{id}/share/:group_id", signed_in, &[ID, GROUP], unshare_group),
];

const NO_LINK: &str = "404 Group Link Not Found";

/// The invited group, if the caller sees it.
fn invited(call: &Call<'_>) -> Option<u64> {
    let group = call.world.groups.get(&call.params.id("group_id"))?;
    sees_group(call, group).then_some(group.id)
}

/// Notes what is not in the map of levels.
fn note(call: &mut Call<'_>, of: Of, group: u64) -> Value {
    let day = call.params.moment("expires_at").map(|it| it.day());
    let role = call.params.get("member_role_id").cloned().unwrap_or_default();
    let row = json!({ "group_id": group, "expires_at": day, "member_role_id": role });
    forget(call.world, of, group);
    let rows = call.world.rows.entry((of, "shares")).or_default();
    rows.push(row.as_object().cloned().unwrap_or_default());
    row
}

fn forget(world: &mut World, of: Of, group: u64) {
    if let Some(rows) = world.rows.get_mut(&(of, "shares")) {
        rows.retain(|it| it.get("group_id") != Some(&json!(group)));
    }
}

fn level(call: &Call<'_>) -> u8 {
    call.params.int("group_access").and_then(|it| u8::try_from(it).ok()).unwrap_or(0)
}

fn share(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let of = place(call)?;
    let group = invited(call).ok_or_else(|| Refusal::message(404, "Not Found"))?;
    let level = level(call);
    let path = call.project()?.path.to_lowercase();
    let own = call.world.groups.get(&group).map_or("", |it| &it.path).to_lowercase();
    if path.strip_prefix(&own).is_some_and(|it| it.starts_with('/')) {
        let why = "Project cannot be shared with the group it is in or one of its ancestors.";
        return Err(Refusal::message(409, why));
    }
    let namespace = path.rsplit_once('/').and_then(|(it, _)| call.world.group_at(it));
    let namespace = namespace.and_then(|it| call.world.groups.get(&it));
    if namespace.is_some_and(|it| it.setting("share_with_group_lock") == true) {
        return Err(Refusal::message(400, "The project sharing with group is disabled"));
    }
    let project = call.project_mut()?;
    if project.shares.contains_key(&group) {
        return Err(Refusal::message(409, "Project already shared with this group"));
    }
    project.shares.insert(group, level);
    let (id, number) = (project.id, project.shares.len());
    let mut row = note(call, of, group);
    row["id"] = json!(number);
    row["project_id"] = json!(id);
    row["group_access"] = json!(level);
    Ok(Reply::created(row))
}

fn unshare(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(MAINTAINER)?;
    let of = place(call)?;
    let group = call.params.id("group_id");
    let caller = call.level()?;
    let project = call.project_mut()?;
    let level = project.shares.get(&group).ok_or_else(|| Refusal::message(404, NO_LINK))?;
    if *level >= OWNER && caller < OWNER {
        return Err(Refusal::message(403, "Forbidden"));
    }
    let id = project.id;
    call.world.unshare(id, group);
    forget(call.world, of, group);
    Ok(Reply::no_content())
}

/// The group that the path names. Only its owners learn that it is there.
fn owned(call: &mut Call<'_>) -> Result<(Of, u64), Refusal> {
    let hidden = |_| Refusal::no_such("Group");
    owns_group(call).map_err(hidden)?;
    let id = known_group(call)?.id;
    Ok((Of::Group(id), id))
}

fn share_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, id) = owned(call)?;
    let group = invited(call).ok_or_else(|| Refusal::no_such("Group"))?;
    let level = level(call);
    let own = call.world.groups.get_mut(&id).ok_or_else(Refusal::not_found)?;
    if own.shares.contains_key(&group) {
        let why = "Shared group The group has already been shared with this group";
        return Err(Refusal::message(409, why));
    }
    own.shares.insert(group, level);
    note(call, of, group);
    let own = call.world.groups.get(&id).ok_or_else(Refusal::not_found)?;
    Ok(Reply::created(groups::shown(call.world, own, call.user, Whole::Made)))
}

fn unshare_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, id) = owned(call)?;
    let group = call.params.id("group_id");
    let shares = call.world.groups.get_mut(&id).map(|it| &mut it.shares);
    shares.and_then(|it| it.remove(&group)).ok_or_else(|| Refusal::message(404, NO_LINK))?;
    forget(call.world, of, group);
    Ok(Reply::no_content())
}
