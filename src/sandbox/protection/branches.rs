//! Protected branches of projects.
//!
//! An empty push list allows nobody, an empty unprotect list allows maintainers. Lists include the rules of
//! the top-level group; by name, only the project's own are found.

use super::branch_entries::{self as entries, ENTRIES, LEVELS, LISTS, crashes, refused, sent_rule};
use crate::sandbox::http::gates::in_project;
use crate::sandbox::http::{Call, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::views::protections;
use crate::sandbox::world::branch_rules::{self, lets};
use crate::sandbox::world::{
    ADMIN, AccessLevel, DEVELOPER, MAINTAINER, Project, ProtectedBranch, REPORTER, Visibility,
    World,
};

const PROJECT: &[Param] = &[Param::text("id").required()];

const LISTED: &[Param] = &[Param::text("search")];

const NAME: &[Param] = &[Param::text("name").required()];

const FORCE: &[Param] = &[Param::boolean("allow_force_push")];

const FORCE_CHANGED: &[Param] = &[Param::boolean("allow_force_push").no_blank()];

const ALL: &str = "/projects/{id}/protected_branches";

const ONE: &str = "/projects/{id}/protected_branches/{name}";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", ALL, reads, &[PROJECT, LISTED, &PAGE], list),
    route("POST", ALL, in_project, &[PROJECT, NAME, LEVELS, ENTRIES, FORCE], create),
    route("GET", ONE, reads, &[PROJECT, NAME], show),
    route("PATCH", ONE, in_project, &[PROJECT, NAME, LEVELS, ENTRIES, FORCE_CHANGED], update)
        .where_(|world| world.at_least(15, 6)),
    route("DELETE", ONE, in_project, &[PROJECT, NAME], delete),
];

fn reads(call: &mut Call<'_>) -> Result<(), Refusal> {
    let private = call.project()?.visibility == Visibility::Private;
    if private { call.at_least(REPORTER) } else { Ok(()) }
}

/// Removes entries of users and groups that have left: GitLab does this in the background when they leave.
fn without_leavers(call: &mut Call<'_>) -> Result<(), Refusal> {
    let named = |entry: &AccessLevel| entry.user.is_some() || entry.group.is_some();
    let entries = |rule: &ProtectedBranch| {
        [&rule.push, &rule.merge, &rule.unprotect].into_iter().flatten().any(named)
    };
    if !call.project()?.protected_branches.values().any(entries) {
        return Ok(());
    }
    let project = call.project()?.clone();
    let stays = |entry: &AccessLevel| {
        entry.user.is_none_or(|user| call.world.member_level(user, &project) > 0)
            && entry.group.is_none_or(|group| project.shares.contains_key(&group))
    };
    let mut rules = project.protected_branches.clone();
    for rule in rules.values_mut() {
        for (_, _, list) in LISTS {
            list(rule).retain(stays);
        }
    }
    call.project_mut()?.protected_branches = rules;
    Ok(())
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    without_leavers(call)?;
    let part = call.params.text("search").unwrap_or("").to_owned();
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    let mut rules = branch_rules::all(call.world, project);
    rules.retain(|rule| entries::is_like(&rule.name, &part));
    call.page(rules, |rule| protections::protected_branch(call.world, project, rule))
}

fn found(call: &mut Call<'_>) -> Result<ProtectedBranch, Refusal> {
    without_leavers(call)?;
    // The name in the path counts, whatever the body contains.
    let name = call.place("name").to_owned();
    let project = call.project()?;
    project
        .protected_branches
        .values()
        .find(|rule| rule.name == name)
        .cloned()
        .ok_or_else(Refusal::not_found)
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let rule = found(call)?;
    let project = call.project()?.clone();
    Ok(Reply::ok(protections::protected_branch(call.world, &project, &rule)))
}

/// Whether the caller can change or remove a rule.
fn may_unprotect(call: &mut Call<'_>, rule: &ProtectedBranch) -> Result<(), Refusal> {
    call.authenticate()?;
    let level = call.level()?;
    let me = call.me();
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    let listed = rule.unprotect.is_empty()
        || rule.unprotect.iter().any(|entry| lets(call.world, project, entry, me));
    if level >= MAINTAINER && (listed || level == ADMIN) {
        Ok(())
    } else {
        Err(Refusal::forbidden())
    }
}

/// What is wrong with an entry for a user, a group, or a deploy key.
fn somebody(
    project: &Project,
) -> impl Fn(&World, &AccessLevel, &[&AccessLevel]) -> Option<Vec<&'static str>> {
    move |world, entry, others| {
        let mut complaints = Vec::new();
        if let Some(user) = entry.user {
            if !world.users.contains_key(&user) {
                complaints.push("user can't be blank");
            } else if world.member_level(user, project) == 0 {
                complaints.push("user is not a member of the project");
            }
            if others.iter().any(|other| other.user == Some(user)) {
                complaints.push("user has already been taken");
            }
        } else if let Some(group) = entry.group {
            if project.shares.get(&group).is_none_or(|level| *level < DEVELOPER) {
                complaints.push("group does not have access to the project");
            }
            if others.iter().any(|other| other.group == Some(group)) {
                complaints.push("group has already been taken");
            }
        } else if let Some(key) = entry.deploy_key {
            if world.deploy_key(key).is_none() {
                complaints.push("deploy key can't be blank");
            }
        } else {
            return None;
        }
        Some(complaints)
    }
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.authenticate()?;
    call.at_least(MAINTAINER)?;
    without_leavers(call)?;
    let name = call.params.text("name").unwrap_or("").to_owned();
    if call.project()?.protected_branches.values().any(|rule| rule.name == name) {
        return Err(Refusal::message(409, format!("Protected branch '{name}' already exists")));
    }
    let mut rule = sent_rule(call);
    may_unprotect(call, &rule)?;
    if crashes(call) {
        return Err(Refusal::crash());
    }
    let project = call.project()?.clone();
    let about = entries::complaints(call.world, &mut rule, &somebody(&project));
    refused(about)?;
    entries::number(call.world, &mut rule);
    call.project_mut()?.protected_branches.insert(rule.id, rule.clone());
    let project = call.project()?.clone();
    Ok(Reply::created(protections::protected_branch(call.world, &project, &rule)))
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let before = found(call)?;
    may_unprotect(call, &before)?;
    let mut rule = before;
    let project = call.project()?.clone();
    entries::change(call, &mut rule, &somebody(&project))?;
    let reply = Reply::ok(protections::protected_branch(call.world, &project, &rule));
    call.project_mut()?.protected_branches.insert(rule.id, rule);
    Ok(reply)
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let rule = found(call)?;
    may_unprotect(call, &rule)?;
    call.unmodified(rule.updated_at)?;
    let project = call.project_mut()?;
    project.protected_branches.remove(&rule.id);
    // Checks for this branch alone apply to all branches from now on.
    for check in project.status_checks.values_mut() {
        check.protected_branches.retain(|id| *id != rule.id);
    }
    Ok(Reply::no_content())
}
