//! Protected branches of projects, and what they let whom do.
//!
//! `POST` adds the short form and the list up; `PATCH` adds, changes and removes entries, all or nothing. An empty list of who may
//! push lets nobody push, an empty list of who may unprotect lets maintainers.

use serde_json::{Value, json};

use crate::sandbox::http::gates::in_project;
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::views::protections;
use crate::sandbox::world::branch_rules::lets;
use crate::sandbox::world::{
    ADMIN, AccessLevel, DEVELOPER, Licence, MAINTAINER, Project, ProtectedBranch, REPORTER,
    Visibility, World, take,
};

const PROJECT: &[Param] = &[Param::text("id").required()];

const LISTED: &[Param] = &[Param::text("search")];

const NAME: &[Param] = &[Param::text("name").required()];

const ENTRY: &[Param] = &[
    Param::integer("id"),
    Param::integer("access_level").values(&["30", "40", "60", "0"]),
    Param::integer("user_id"),
    Param::integer("group_id"),
    Param::integer("deploy_key_id"),
    Param::boolean("_destroy"),
];

const UNPROTECT_ENTRY: &[Param] = &[
    Param::integer("id"),
    Param::integer("access_level").values(&["30", "40", "60"]),
    Param::integer("user_id"),
    Param::integer("group_id"),
    Param::boolean("_destroy"),
];

const LEVELS: &[Param] = &[
    Param::integer("push_access_level").values(&["30", "40", "60", "0"]),
    Param::integer("merge_access_level").values(&["30", "40", "60", "0"]),
    Param::integer("unprotect_access_level").values(&["30", "40", "60"]),
    Param::new("allowed_to_push", Kind::Entries(ENTRY)),
    Param::new("allowed_to_merge", Kind::Entries(ENTRY)),
    Param::new("allowed_to_unprotect", Kind::Entries(UNPROTECT_ENTRY)),
    Param::boolean("code_owner_approval_required"),
];

const FORCE: &[Param] = &[Param::boolean("allow_force_push")];

const FORCE_CHANGED: &[Param] = &[Param::boolean("allow_force_push").no_blank()];

const ALL: &str = "/projects/{id}/protected_branches";

const ONE: &str = "/projects/{id}/protected_branches/{name}";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", ALL, reads, &[PROJECT, LISTED, &PAGE], list),
    route("POST", ALL, in_project, &[PROJECT, NAME, LEVELS, FORCE], create),
    route("GET", ONE, reads, &[PROJECT, NAME], show),
    route("PATCH", ONE, in_project, &[PROJECT, NAME, LEVELS, FORCE_CHANGED], update)
        .where_(|world| world.at_least(15, 6)),
    route("DELETE", ONE, in_project, &[PROJECT, NAME], delete),
];

/// The three lists of a rule: the words of parameters and complaints, and where it is kept.
type List = (&'static str, &'static str, fn(&mut ProtectedBranch) -> &mut Vec<AccessLevel>);

const LISTS: [List; 3] = [
    ("push", "Push", |rule| &mut rule.push),
    ("merge", "Merge", |rule| &mut rule.merge),
    ("unprotect", "Unprotect", |rule| &mut rule.unprotect),
];

fn reads(call: &mut Call<'_>) -> Result<(), Refusal> {
    let private = call.project()?.visibility == Visibility::Private;
    if private { call.at_least(REPORTER) } else { Ok(()) }
}

/// Drops entries of users and groups that have left: GitLab does so in the background when they leave.
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
    let part = call.params.text("search").unwrap_or("").to_lowercase();
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    let rules =
        project.protected_branches.values().filter(|rule| rule.name.to_lowercase().contains(&part));
    call.page(rules.collect(), |rule| protections::protected_branch(call.world, rule))
}

fn found(call: &mut Call<'_>) -> Result<ProtectedBranch, Refusal> {
    without_leavers(call)?;
    // The name of the path counts, whatever a body says.
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
    Ok(Reply::ok(protections::protected_branch(call.world, &rule)))
}

/// Whether the caller may remove or change a rule.
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

/// An entry as it was sent, over what is stored. Level, user, group, deploy key: those sent are written.
fn written(entry: &Value, stored: AccessLevel) -> AccessLevel {
    let number = |name: &str| entry.get(name).map(Value::as_u64);
    AccessLevel {
        id: stored.id,
        level: match entry.get("access_level") {
            Some(level) => level.as_u64().and_then(|level| u8::try_from(level).ok()),
            None => stored.level,
        },
        user: number("user_id").unwrap_or(stored.user),
        group: number("group_id").unwrap_or(stored.group),
        deploy_key: number("deploy_key_id").unwrap_or(stored.deploy_key),
    }
}

/// What is wrong with an entry, in the order of the model's checks.
fn complaints_about(
    world: &World,
    project: &Project,
    entry: &AccessLevel,
    stored: &[AccessLevel],
) -> Vec<&'static str> {
    let mut complaints = Vec::new();
    let others = || stored.iter().filter(|other| other.id != entry.id);
    if let Some(user) = entry.user {
        if !world.users.contains_key(&user) {
            complaints.push("user can't be blank");
        } else if world.member_level(user, project) == 0 {
            complaints.push("user is not a member of the project");
        }
        if others().any(|other| other.user == Some(user)) {
            complaints.push("user has already been taken");
        }
    } else if let Some(group) = entry.group {
        if project.shares.get(&group).is_none_or(|level| *level < DEVELOPER) {
            complaints.push("group does not have access to the project");
        }
        if others().any(|other| other.group == Some(group)) {
            complaints.push("group has already been taken");
        }
    } else if let Some(key) = entry.deploy_key {
        if !world.deploy_keys.contains_key(&key) {
            complaints.push("deploy key can't be blank");
        }
    } else if entry.level.is_none() {
        complaints
            .extend(["access level can't be blank", "access level is not included in the list"]);
    } else {
        let role = |other: &AccessLevel| {
            other.user.is_none() && other.group.is_none() && other.deploy_key.is_none()
        };
        if others().any(|other| role(other) && other.level == entry.level) {
            complaints.push("access level has already been taken");
        }
    }
    complaints
}

fn crashes(call: &Call<'_>) -> bool {
    let null = |name: &str| call.params.get(name).is_some_and(Value::is_null);
    let levels = LISTS.iter().any(|(word, _, _)| null(&format!("{word}_access_level")));
    levels || null("code_owner_approval_required") || null("allow_force_push")
}

/// The entries that a call sends for a list: the short form, then the long one.
fn sent(call: &Call<'_>, word: &str) -> Vec<Value> {
    let short = call.params.int(&format!("{word}_access_level"));
    let mut entries: Vec<Value> =
        short.map(|level| json!({ "access_level": level })).into_iter().collect();
    entries.extend(call.params.list(&format!("allowed_to_{word}")).into_iter().flatten().cloned());
    entries
}

fn refused(complaints: Vec<String>) -> Result<(), Refusal> {
    if complaints.is_empty() { Ok(()) } else { Err(Refusal::message(422, complaints)) }
}

fn switches(call: &Call<'_>, rule: &mut ProtectedBranch) {
    if let Some(force) = call.params.bool("allow_force_push") {
        rule.allow_force_push = force;
    }
    let owners = call.params.bool("code_owner_approval_required");
    if let Some(owners) = owners.filter(|_| call.world.licensed(Licence::Premium)) {
        rule.code_owner_approval_required = owners;
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
    let updated_at = call.world.now;
    let mut rule = ProtectedBranch {
        id: 0,
        name,
        push: Vec::new(),
        merge: Vec::new(),
        unprotect: Vec::new(),
        allow_force_push: false,
        code_owner_approval_required: false,
        updated_at,
    };
    let plain = AccessLevel { level: Some(MAINTAINER), ..Default::default() };
    for (word, _, list) in LISTS {
        let mut entries: Vec<AccessLevel> =
            sent(call, word).iter().map(|entry| written(entry, plain.clone())).collect();
        if entries.is_empty() {
            entries.push(plain.clone());
        }
        *list(&mut rule) = entries;
    }
    switches(call, &mut rule);
    may_unprotect(call, &rule)?;
    if crashes(call) {
        return Err(Refusal::crash());
    }
    let mut complaints = Vec::new();
    if rule.name.trim().is_empty() {
        complaints.push(String::from("Name can't be blank"));
    }
    let project = call.project()?.clone();
    for (_, word, list) in LISTS {
        for entry in list(&mut rule).iter() {
            let about = complaints_about(call.world, &project, entry, &[]);
            complaints.extend(about.iter().map(|text| format!("{word} access levels {text}")));
        }
    }
    refused(complaints)?;
    rule.id = take(&mut call.world.next.protected_branch);
    for (_, _, list) in LISTS {
        for entry in list(&mut rule).iter_mut() {
            entry.id = take(&mut call.world.next.access_level);
        }
    }
    let reply = Reply::created(protections::protected_branch(call.world, &rule));
    call.project_mut()?.protected_branches.insert(rule.id, rule);
    Ok(reply)
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let before = found(call)?;
    may_unprotect(call, &before)?;
    let mut rule = before;
    if crashes(call) {
        return Err(Refusal::crash());
    }
    let project = call.project()?.clone();
    let mut complaints = Vec::new();
    for (key, word, list) in LISTS {
        let stored = list(&mut rule).clone();
        let mut entries = stored.clone();
        for entry in sent(call, key) {
            let at = match entry.get("id").and_then(Value::as_u64) {
                Some(id) => {
                    let at = entries
                        .iter()
                        .position(|known| known.id == id)
                        .ok_or_else(Refusal::not_found)?;
                    if entry.get("_destroy") == Some(&Value::Bool(true)) {
                        entries.remove(at);
                        continue;
                    }
                    at
                }
                None => {
                    let id = take(&mut call.world.next.access_level);
                    entries.push(AccessLevel { id, level: Some(MAINTAINER), ..Default::default() });
                    entries.len() - 1
                }
            };
            if let Some(known) = entries.get_mut(at) {
                *known = written(&entry, known.clone());
                // Compared with what is stored: an entry that goes in the same call is still in the way.
                let about = complaints_about(call.world, &project, known, &stored);
                complaints.extend(about.iter().map(|text| format!("{word} access levels {text}")));
            }
        }
        *list(&mut rule) = entries;
    }
    refused(complaints)?;
    switches(call, &mut rule);
    rule.updated_at = call.world.now;
    let reply = Reply::ok(protections::protected_branch(call.world, &rule));
    call.project_mut()?.protected_branches.insert(rule.id, rule);
    Ok(reply)
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let rule = found(call)?;
    may_unprotect(call, &rule)?;
    call.unmodified(rule.updated_at)?;
    let project = call.project_mut()?;
    project.protected_branches.remove(&rule.id);
    // What was for this branch alone is for all branches from now on.
    for check in project.status_checks.values_mut() {
        check.protected_branches.retain(|id| *id != rule.id);
    }
    Ok(Reply::no_content())
}
