//! Protected branches of groups: rules of a top-level group, managed by its owners, for all projects below.
//!
//! Measured, except for public groups. Without a licence, the endpoint is assumed not to exist.

use serde_json::Value;

use super::branch_entries::{self as entries, ENTRIES, LEVELS, crashes, refused, sent_rule};
use crate::sandbox::http::gates::{known_group, owns_group};
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::views::protections::rule_of_group;
use crate::sandbox::world::{AccessLevel, Group, Licence, ProtectedBranch, World};

const LISTED: &[Param] = &[Param::text("search")];

const NAME: &[Param] = &[Param::text("name").required()];

const FORCE: &[Param] = &[Param::boolean("allow_force_push")];

const ALL: &str = "/groups/{id}/protected_branches";

const ONE: &str = "/groups/{id}/protected_branches/{name}";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", ALL, owns_group, &[LISTED, &PAGE], list).where_(exists),
    route("POST", ALL, owns_group, &[NAME, LEVELS, ENTRIES, FORCE], create).where_(exists),
    route("GET", ONE, owns_group, &[NAME], show).where_(exists),
    // The short forms are ignored here.
    route("PATCH", ONE, owns_group, &[NAME, ENTRIES, FORCE], update).where_(exists),
    route("DELETE", ONE, owns_group, &[NAME], delete).where_(exists),
];

fn exists(world: &World) -> bool {
    world.enterprise && world.licensed(Licence::Premium)
}

fn group_mut<'c>(call: &'c mut Call<'_>) -> Result<&'c mut Group, Refusal> {
    let id = known_group(call)?.id;
    call.world.groups.get_mut(&id).ok_or_else(|| Refusal::no_such("Group"))
}

fn found(call: &Call<'_>) -> Result<ProtectedBranch, Refusal> {
    let name = call.place("name");
    let mut rules = known_group(call)?.protected_branches.values();
    let rule = rules.find(|rule| rule.name == name).cloned();
    rule.ok_or_else(|| Refusal::no_such("ProtectedBranch"))
}

/// A rule of a group accepts roles only.
fn somebody(_: &World, entry: &AccessLevel, _: &[&AccessLevel]) -> Option<Vec<&'static str>> {
    let named = [
        (entry.user.is_some(), "user must be blank"),
        (entry.group.is_some(), "group must be blank"),
        (entry.deploy_key.is_some(), "deploy key must be blank"),
    ];
    let complaints: Vec<_> = named.into_iter().filter(|it| it.0).map(|it| it.1).collect();
    (!complaints.is_empty()).then_some(complaints)
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let part = call.params.text("search").unwrap_or("");
    let rules = known_group(call)?.protected_branches.values();
    let rules = rules.filter(|rule| entries::is_like(&rule.name, part));
    call.page(rules.collect(), |rule| rule_of_group(call.world, rule))
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    Ok(Reply::ok(rule_of_group(call.world, &found(call)?)))
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut rule = sent_rule(call);
    let group = known_group(call)?;
    if group.protected_branches.values().any(|known| known.name == rule.name) {
        let text = format!("Protected branch '{}' already exists", rule.name);
        return Err(Refusal::message(409, text));
    }
    if crashes(call) {
        return Err(Refusal::crash());
    }
    let mut complaints = entries::complaints(call.world, &mut rule, &somebody);
    if group.path.contains('/') {
        complaints.push(String::from("cannot be associated with a subgroup"));
    }
    refused(complaints)?;
    entries::number(call.world, &mut rule);
    let reply = Reply::created(rule_of_group(call.world, &rule));
    group_mut(call)?.protected_branches.insert(rule.id, rule);
    Ok(reply)
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut rule = found(call)?;
    entries::change(call, &mut rule, &somebody)?;
    let reply = Reply::ok(rule_of_group(call.world, &rule));
    group_mut(call)?.protected_branches.insert(rule.id, rule);
    Ok(reply)
}

/// The answer shows the deleted rule without entries.
fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let rule = found(call)?;
    group_mut(call)?.protected_branches.remove(&rule.id);
    // Checks for this branch alone apply to all branches from now on.
    for project in call.world.projects.values_mut() {
        for check in project.status_checks.values_mut() {
            check.protected_branches.retain(|id| *id != rule.id);
        }
    }
    let mut body = rule_of_group(call.world, &rule);
    for list in ["push_access_levels", "merge_access_levels", "unprotect_access_levels"] {
        body[list] = Value::Array(Vec::new());
    }
    Ok(Reply::ok(body))
}
