//! What a world holds, in a form in which two worlds can be compared: secrets and all, without
//! numbers that only say in which order things were made.

use std::collections::{BTreeMap, BTreeSet};

use crate::credentials;
use labwright::sandbox::{AccessLevel, MergeRequestState, Project, World};

/// Lines, one for each object, sorted; `start` tells whose numbers matter: what was there before
/// must be the same object afterwards, not one that was made anew.
pub(crate) fn truth(world: &World, start: &World) -> Vec<String> {
    let mut lines = Vec::new();
    for hook in world.hooks.values() {
        let (mut variables, mut headers) =
            (hook.url_variables.clone(), hook.custom_headers.clone());
        variables.sort();
        headers.sort();
        lines.push(format!(
            "hook {} of {:?} {:?} {} {:?} token {:?} {:?} {} {:?} {variables:?} {headers:?}",
            old(hook.id, &start.hooks),
            hook.of,
            hook.name,
            hook.url,
            hook.description,
            hook.token,
            (&hook.switches, &hook.signing_token, &hook.template),
            hook.branch_filter_strategy,
            hook.push_events_branch_filter,
        ));
    }
    for (id, project) in &world.projects {
        if let Some(was) = start.projects.get(id) {
            of_project(project, was, &new_bots(world, start), &mut lines);
        }
    }
    let bots = new_bots(world, start);
    for group in world.groups.values() {
        let members = people(&group.members, &bots);
        lines.push(format!("{} members {members:?} {:?}", group.path, group.settings));
    }
    of_rows(world, start, &bots, &mut lines);
    lines.extend(credentials::tokens(world, start));
    lines.sort();
    lines
}

/// What came out differently than it should; `None` if nothing did.
pub(crate) fn difference(ours: &[String], theirs: &[String]) -> Option<String> {
    let only = |a: &[String], b: &[String]| {
        let mut rest = b.to_vec();
        let is_more = |it: &&String| {
            let found = rest.iter().position(|other| other == *it);
            found.map(|at| rest.swap_remove(at)).is_none()
        };
        a.iter().filter(is_more).cloned().collect::<Vec<_>>().join("\n  ")
    };
    let told =
        || format!("it came to\n  {}\ninstead of\n  {}", only(ours, theirs), only(theirs, ours));
    (ours != theirs).then(told)
}

/// Rows of plain collections, without the times of their changes.
fn of_rows(world: &World, start: &World, bots: &BTreeSet<u64>, lines: &mut Vec<String>) {
    for (of, rows) in &world.rows {
        let before: Vec<_> = start.rows.get(of).into_iter().flatten().collect();
        let of_bot = |id: &serde_json::Value| id.as_u64().is_some_and(|it| bots.contains(&it));
        for row in rows {
            if of.1 == "members" && row.get("id").is_some_and(of_bot) {
                continue;
            }
            let mut row = row.clone();
            if let Some(id) = row.get_mut("id")
                && !before.iter().any(|it| it.get("id") == Some(&*id))
            {
                *id = "new".into();
                // The number of a new object follows the order in which they are created.
                row.remove("iid");
            }
            row.retain(|name, _| !name.ends_with("_at"));
            if of.1 == "variables" {
                credentials::unnumbered(&mut row, world);
            }
            lines.push(format!("{of:?} {}", serde_json::Value::Object(row)));
        }
    }
}

fn old<T>(id: u64, start: &BTreeMap<u64, T>) -> String {
    if start.contains_key(&id) { format!("#{id}") } else { "new".to_owned() }
}

/// The users that tokens act as, and that were not there: a revoked token leaves one.
fn new_bots(world: &World, start: &World) -> BTreeSet<u64> {
    let bots = world.users.values().filter(|it| it.bot).map(|it| it.id);
    bots.filter(|it| !start.users.contains_key(it)).collect()
}

fn people(members: &BTreeMap<u64, u8>, bots: &BTreeSet<u64>) -> BTreeMap<u64, u8> {
    members.iter().filter(|it| !bots.contains(it.0)).map(|(id, level)| (*id, *level)).collect()
}

fn of_project(project: &Project, start: &Project, bots: &BTreeSet<u64>, lines: &mut Vec<String>) {
    let at = &project.path;
    let members = people(&project.members, bots);
    lines.push(format!("{at} members {members:?} {:?}", project.settings));
    for rule in project.protected_branches.values() {
        lines.push(format!(
            "{at} branch {} {} push {} merge {} unprotect {} {} {}",
            old(rule.id, &start.protected_branches),
            rule.name,
            levels(&rule.push),
            levels(&rule.merge),
            levels(&rule.unprotect),
            rule.allow_force_push,
            rule.code_owner_approval_required,
        ));
    }
    for check in project.status_checks.values() {
        let name = |id: &u64| project.protected_branches.get(id).map(|it| it.name.clone());
        let mut branches: Vec<_> = check.protected_branches.iter().map(name).collect();
        branches.sort();
        lines.push(format!(
            "{at} check {} {} {} {:?} {branches:?}",
            old(check.id, &start.status_checks),
            check.name,
            check.external_url,
            check.shared_secret,
        ));
    }
    for answer in &project.status_check_responses {
        lines.push(format!(
            "{at} answer !{} {} {} {}",
            answer.merge_request, answer.check, answer.sha, answer.status
        ));
    }
    for environment in project.environments.values() {
        lines.push(format!("{at} environment {} {}", environment.name, environment.state));
    }
    for row in project.deployments.values() {
        let name = project.environments.get(&row.environment).map(|it| it.name.as_str());
        let said: Vec<_> = row.approvals.iter().map(|it| (it.user, it.status.as_str())).collect();
        lines.push(format!(
            "{at} deployment {} {name:?} {} {} {} {said:?}",
            old(row.id, &start.deployments),
            row.reference,
            row.sha,
            row.status,
        ));
    }
    for request in project.merge_requests.values() {
        let aboard = project.cars.values().filter(|it| it.merge_request == request.iid).count();
        // A train moves on with every look at it: where it is says how often it was looked at.
        let sent = request.auto_merge
            || aboard > 0
            || matches!(request.state, MergeRequestState::Locked | MergeRequestState::Merged);
        lines.push(format!("{at} !{} sent {sent} squash {}", request.iid, request.squash));
        assert!(aboard < 2, "{at} !{} is on the train {aboard} times", request.iid);
    }
}

fn levels(all: &[AccessLevel]) -> String {
    let who = |it: &AccessLevel| {
        // Entries of users, groups and keys have a level that says nothing.
        let level = it.level.filter(|_| (it.user, it.group, it.deploy_key) == (None, None, None));
        format!("{:?}", (level, it.user, it.group, it.deploy_key))
    };
    let mut all: Vec<_> = all.iter().map(who).collect();
    all.sort();
    all.join(" ")
}

/// What may not be for a moment, whenever it is looked: a branch that was protected and shall be is
/// without protection, a check is gone in between, or applies to branches that it was not for.
pub(crate) fn worse(start: &World, mid: &World, end: &World) -> Vec<String> {
    let mut lines = Vec::new();
    for (id, project) in &mid.projects {
        let (Some(start), Some(end)) = (start.projects.get(id), end.projects.get(id)) else {
            continue;
        };
        let at = &project.path;
        for (id, rule) in &start.protected_branches {
            if end.protected_branches.contains_key(id)
                && !project.protected_branches.contains_key(id)
            {
                lines.push(format!("{at}: {} is not protected for a while", rule.name));
            }
        }
        for (id, check) in &start.status_checks {
            let Some(after) = end.status_checks.get(id) else { continue };
            let Some(now) = project.status_checks.get(id) else {
                lines.push(format!("{at}: {} is gone for a while", check.name));
                continue;
            };
            let narrow =
                !check.protected_branches.is_empty() && !after.protected_branches.is_empty();
            if narrow && now.protected_branches.is_empty() {
                lines.push(format!("{at}: {} applies to all branches for a while", check.name));
            }
        }
        let urls: Vec<_> = project.status_checks.values().map(|it| &it.external_url).collect();
        let twice = urls.iter().enumerate().find(|(at, it)| urls[..*at].contains(it));
        lines.extend(twice.map(|(_, it)| format!("{at}: two checks have {it}")));
    }
    lines
}
