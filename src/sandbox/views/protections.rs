//! Protected branches and status checks, as answers show them.

use serde_json::{Map, Value, json};

use crate::sandbox::world::branch_rules;
use crate::sandbox::world::{AccessLevel, Project, ProtectedBranch, StatusCheck, World};

/// The name of an access level in protections.
pub(crate) fn level_name(level: u8) -> Value {
    match level {
        0 => json!("No one"),
        30 => json!("Developers + Maintainers"),
        40 => json!("Maintainers"),
        60 => json!("Instance admins"),
        _ => Value::Null,
    }
}

/// The name of the user or group of an entry of a protection.
pub(crate) fn named(world: &World, entry: &AccessLevel) -> Option<Value> {
    let user = entry.user.and_then(|id| world.users.get(&id)).map(|it| json!(it.name));
    user.or_else(|| Some(json!(world.groups.get(&entry.group?)?.name)))
}

/// The name of an entry of a protection: of its user or group, else of its access level.
pub(crate) fn access_name(world: &World, entry: &AccessLevel) -> Value {
    if let Some(name) = named(world, entry) {
        return name;
    }
    if let Some(key) = entry.deploy_key.and_then(|id| world.deploy_key(id)) {
        return key["title"].clone();
    }
    entry.level.map_or(Value::Null, level_name)
}

pub(crate) fn access(world: &World, entry: &AccessLevel, with_deploy_key: bool) -> Value {
    let mut body = Map::new();
    body.insert(String::from("id"), json!(entry.id));
    body.insert(String::from("access_level"), json!(entry.level));
    body.insert(String::from("access_level_description"), access_name(world, entry));
    if with_deploy_key {
        body.insert(String::from("deploy_key_id"), json!(entry.deploy_key));
    }
    body.insert(String::from("user_id"), json!(entry.user));
    body.insert(String::from("group_id"), json!(entry.group));
    Value::Object(body)
}

/// A protected branch, as its project shows it.
pub(crate) fn protected_branch(world: &World, project: &Project, rule: &ProtectedBranch) -> Value {
    let mut body = rule_of_group(world, rule);
    body["inherited"] = json!(!project.protected_branches.contains_key(&rule.id));
    if !world.enterprise
        && let Value::Object(body) = &mut body
    {
        for name in ["unprotect_access_levels", "code_owner_approval_required", "inherited"] {
            body.remove(name);
        }
    }
    body
}

/// A protected branch, as its group shows it.
pub(crate) fn rule_of_group(world: &World, rule: &ProtectedBranch) -> Value {
    let all = |entries: &[AccessLevel], with_deploy_key| {
        entries.iter().map(|entry| access(world, entry, with_deploy_key)).collect::<Value>()
    };
    json!({
        "id": rule.id,
        "name": rule.name,
        "push_access_levels": all(&rule.push, true),
        "merge_access_levels": all(&rule.merge, false),
        "allow_force_push": rule.allow_force_push,
        "unprotect_access_levels": all(&rule.unprotect, false),
        "code_owner_approval_required": rule.code_owner_approval_required,
    })
}

/// An external status check of a project.
pub(crate) fn status_check(world: &World, project: &Project, check: &StatusCheck) -> Value {
    let all = branch_rules::all(world, project);
    let rules = check.protected_branches.iter();
    let rules = rules.filter_map(|id| all.iter().find(|rule| rule.id == *id));
    let mut body = json!({
        "id": check.id,
        "name": check.name,
        "project_id": project.id,
        "external_url": check.external_url,
        "protected_branches": rules.map(|rule| protected_branch(world, project, rule)).collect::<Value>(),
        "hmac": check.shared_secret.as_ref().is_some_and(|secret| !secret.trim().is_empty()),
    });
    if !world.at_least(17, 4)
        && let Value::Object(body) = &mut body
    {
        body.remove("hmac");
    }
    body
}
