//! The protection that a default branch gets automatically, from its group's settings for new projects.
//!
//! GitLab creates it in the background, some seconds after the branch; a rule that exists by then is left alone.
//! Here the world's clock triggers it. Measured, except for which developers can push the first commit, which was read in GitLab's
//! source.

use serde_json::{Map, Value, json};

use super::access::{ADMIN, AccessLevel, DEVELOPER, MAINTAINER};
use super::branch_rules::is_protected;
use super::model::{Group, Licence, Project, ProtectedBranch};
use super::store::{World, take};
use super::time::Time;

/// Delay of the background job, in microseconds: about ten requests. Measured are 4 to 15 seconds.
const DELAY: i64 = 70_000;

/// The settings that a value of the older, numeric attribute means.
pub(crate) fn of_number(number: i64) -> Value {
    let levels = |push: u8, merge: u8, force: bool, first: bool| {
        json!({
            "allowed_to_push": [{ "access_level": push }],
            "allowed_to_merge": [{ "access_level": merge }],
            "allow_force_push": force,
            "developer_can_initial_push": first,
        })
    };
    let mut settings = match number {
        0 => levels(DEVELOPER, DEVELOPER, true, false),
        1 => levels(DEVELOPER, MAINTAINER, false, false),
        3 => levels(MAINTAINER, DEVELOPER, false, false),
        4 => levels(MAINTAINER, MAINTAINER, false, true),
        _ => levels(MAINTAINER, MAINTAINER, false, false),
    };
    if matches!(number, 0 | 4) {
        settings["code_owner_approval_required"] = json!(false);
    }
    settings
}

/// A group's settings for the default branches of its projects; by default the instance's: maintainers only.
pub(crate) fn settings(group: Option<&Group>) -> Map<String, Value> {
    let own = group.and_then(|group| group.settings.get("default_branch_protection_defaults"));
    match own.cloned().unwrap_or_else(|| of_number(2)) {
        Value::Object(settings) => settings,
        _ => Map::new(),
    }
}

fn of_project(world: &World, project: &Project) -> Map<String, Value> {
    let above = project.path.rsplit_once('/').map_or("", |(above, _)| above);
    settings(world.group_at(above).and_then(|id| world.groups.get(&id)))
}

fn levels<'s>(settings: &'s Map<String, Value>, list: &str) -> impl Iterator<Item = u64> + 's {
    let entries = settings.get(list).and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(|entry| entry["access_level"].as_u64())
}

fn is_on(settings: &Map<String, Value>, name: &str) -> bool {
    settings.get(name) == Some(&Value::Bool(true))
}

/// Whether an access level can push the first commit, whatever the rules: developers only if the setting allows it.
pub(crate) fn may_begin(world: &World, project: &Project, level: u8) -> bool {
    let settings = of_project(world, project);
    let lets = is_on(&settings, "developer_can_initial_push")
        || levels(&settings, "allowed_to_push").any(|level| level == u64::from(DEVELOPER));
    level >= if lets { DEVELOPER } else { MAINTAINER }
}

/// Protects the default branch of a project, unless the setting requires nothing or a rule covers it already.
pub(crate) fn protect(world: &mut World, id: u64) {
    let Some(project) = world.projects.get(&id) else { return };
    let Some(name) = project.default_branch.clone() else { return };
    let settings = of_project(world, project);
    let open = |list| levels(&settings, list).all(|level| level == u64::from(DEVELOPER));
    let none =
        is_on(&settings, "allow_force_push") && open("allowed_to_push") && open("allowed_to_merge");
    if none || !project.branches.contains_key(&name) || is_protected(world, project, &name) {
        return;
    }
    let mut entry = |list| {
        // Of several levels, the first of these counts.
        let wanted = |level: &u8| levels(&settings, list).any(|own| own == u64::from(*level));
        let level = [0, DEVELOPER, MAINTAINER].into_iter().find(wanted);
        let id = take(&mut world.next.access_level);
        vec![AccessLevel { id, level: level.or(Some(ADMIN)), ..Default::default() }]
    };
    let (push, merge) = (entry("allowed_to_push"), entry("allowed_to_merge"));
    let rule = ProtectedBranch {
        id: take(&mut world.next.protected_branch),
        name,
        push,
        merge,
        unprotect: Vec::new(),
        allow_force_push: is_on(&settings, "allow_force_push"),
        code_owner_approval_required: world.licensed(Licence::Premium)
            && is_on(&settings, "code_owner_approval_required"),
        updated_at: world.now,
    };
    if let Some(project) = world.projects.get_mut(&id) {
        project.protected_branches.insert(rule.id, rule);
    }
}

/// Schedules the protection of a project's default branch.
pub(crate) fn later(world: &mut World, project: u64) {
    world.unprotected.push((Time(world.now.0 + DELAY), project));
}

/// Runs the background jobs that are due.
pub(crate) fn catch_up(world: &mut World) {
    let now = world.now;
    let due = world.unprotected.extract_if(.., |(at, _)| *at <= now);
    let due: Vec<u64> = due.map(|(_, project)| project).collect();
    due.into_iter().for_each(|project| protect(world, project));
}
