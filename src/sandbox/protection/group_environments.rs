//! Protected environments of groups: by tier, managed by owners, for all projects below.
//!
//! Their effect, and the parsing of requests, is in `environments`; this module decides who can be listed: maintainers
//! and owners of the group and its ancestors, groups below it, and groups that it is shared with. Measured, except for ancestor groups
//! and public groups, which were read in GitLab's source.

use super::environments::{
    MORE_ACCESS, NAME, NEW_ACCESS, RULES, apply, enterprise, shown, unprotected,
};
use crate::sandbox::http::gates::{known_group, owns_group};
use crate::sandbox::http::{Call, PAGE, Refusal, Reply, Route, route};
use crate::sandbox::world::TIERS;
use crate::sandbox::world::{Group, MAINTAINER, ProtectedEnvironment, take};

const ALL: &str = "/groups/{id}/protected_environments";

const ONE: &str = "/groups/{id}/protected_environments/{name}";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", ALL, owns_group, &[&PAGE], list).where_(enterprise),
    route("POST", ALL, owns_group, &[NAME, NEW_ACCESS, RULES], create).where_(enterprise),
    route("GET", ONE, owns_group, &[], show).where_(enterprise),
    route("PUT", ONE, owns_group, &[MORE_ACCESS, RULES], update).where_(enterprise),
    route("DELETE", ONE, owns_group, &[], delete).where_(enterprise),
];

fn group_mut<'c>(call: &'c mut Call<'_>) -> Result<&'c mut Group, Refusal> {
    let id = known_group(call)?.id;
    call.world.groups.get_mut(&id).ok_or_else(Refusal::not_found)
}

fn of(call: &Call<'_>, name: &str) -> Result<Option<ProtectedEnvironment>, Refusal> {
    let mut all = known_group(call)?.protected_environments.values();
    Ok(all.find(|protected| protected.name == name).cloned())
}

fn found(call: &Call<'_>) -> Result<ProtectedEnvironment, Refusal> {
    of(call, call.place("name"))?.ok_or_else(Refusal::not_found)
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut all: Vec<_> = known_group(call)?.protected_environments.values().collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    call.page(all, |protected| shown(call.world, protected))
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let protected = found(call)?;
    Ok(Reply::ok(shown(call.world, &protected)))
}

fn applied(call: &mut Call<'_>, protected: &mut ProtectedEnvironment) -> Result<(), Refusal> {
    let own = known_group(call)?.clone();
    let below = format!("{}/", own.path.to_lowercase());
    apply(call, protected, |world, who| {
        let user = who.user.is_some_and(|user| world.group_level(user, &own.path) < MAINTAINER);
        let known = |id: &u64| {
            let inside = |group: &Group| group.path.to_lowercase().starts_with(&below);
            *id == own.id || own.shares.contains_key(id) || world.groups.get(id).is_some_and(inside)
        };
        user || who.group.is_some_and(|group| !known(&group))
    })
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let name = call.params.text("name").unwrap_or("").to_owned();
    if of(call, &name)?.is_some() {
        let text = format!("Protected environment '{name}' already exists");
        return Err(Refusal::message(409, text));
    }
    let mut protected = unprotected(name, call.world.now);
    applied(call, &mut protected)?;
    let mut complaints = Vec::new();
    if protected.name.trim().is_empty() {
        complaints.push(String::from("Name can't be blank"));
    }
    if !TIERS.contains(&protected.name.as_str()) {
        let tiers = TIERS.join(", ");
        complaints.push(format!("Name must be one of environment tiers: {tiers}."));
    }
    if !complaints.is_empty() {
        return Err(Refusal::message(422, complaints));
    }
    protected.id = take(&mut call.world.next.protected_environment);
    let reply = Reply::created(shown(call.world, &protected));
    group_mut(call)?.protected_environments.insert(protected.id, protected);
    Ok(reply)
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut protected = found(call)?;
    applied(call, &mut protected)?;
    protected.updated_at = call.world.now;
    let reply = Reply::ok(shown(call.world, &protected));
    group_mut(call)?.protected_environments.insert(protected.id, protected);
    Ok(reply)
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let protected = found(call)?;
    call.unmodified(protected.updated_at)?;
    group_mut(call)?.protected_environments.remove(&protected.id);
    Ok(Reply::no_content())
}
