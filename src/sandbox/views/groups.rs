//! A group as `GET /groups/:id` shows it.

use serde_json::{Value, json};

use super::{avatars, projects};
use crate::sandbox::world::{Group, Licence, OWNER, Of, Project, World, default_branch, settings};

/// What everybody sees who sees the group.
const FOR_ALL: &[&str] = &[
    "id",
    "web_url",
    "name",
    "path",
    "description",
    "visibility",
    "full_name",
    "full_path",
    "created_at",
    "parent_id",
    "organization_id",
    "marked_for_deletion_on",
];

/// What only owners see.
const FOR_OWNERS: &[&str] = &[
    "duo_core_features_enabled",
    "duo_features_enabled",
    "lock_duo_features_enabled",
    "duo_namespace_access_rules",
    "enabled_git_access_protocol",
    "unique_project_download_limit",
    "unique_project_download_limit_interval_in_seconds",
    "unique_project_download_limit_allowlist",
    "unique_project_download_limit_alertlist",
    "auto_ban_user_on_excessive_projects_download",
];

/// What other answers also show of a group to administrators.
const BRIEF_FOR_ADMINS: &[&str] = &[
    "duo_core_features_enabled",
    "duo_features_enabled",
    "duo_namespace_access_rules",
    "lock_duo_features_enabled",
    "repository_storage",
];

/// What other answers show of a group, to everyone.
const BRIEF: &[&str] = &[
    "id",
    "web_url",
    "name",
    "path",
    "description",
    "visibility",
    "share_with_group_lock",
    "require_two_factor_authentication",
    "two_factor_grace_period",
    "project_creation_level",
    "auto_devops_enabled",
    "subgroup_creation_level",
    "emails_disabled",
    "emails_enabled",
    "show_diff_preview_in_email",
    "mentions_disabled",
    "lfs_enabled",
    "archived",
    "math_rendering_limits_enabled",
    "lock_math_rendering_limits_enabled",
    "default_branch",
    "default_branch_protection",
    "default_branch_protection_defaults",
    "avatar_url",
    "request_access_enabled",
    "full_name",
    "full_path",
    "created_at",
    "parent_id",
    "organization_id",
    "shared_runners_setting",
    "max_artifacts_size",
    "marked_for_deletion_on",
    "ldap_cn",
    "ldap_access",
    "wiki_access_level",
];

/// What a group below another does not have.
const FOR_TOP_GROUPS: &[&str] = &[
    "auto_ban_user_on_excessive_projects_download",
    "duo_namespace_access_rules",
    "enabled_git_access_protocol",
    "prevent_sharing_groups_outside_hierarchy",
    "service_access_tokens_expiration_enforced",
    "unique_project_download_limit",
    "unique_project_download_limit_alertlist",
    "unique_project_download_limit_allowlist",
    "unique_project_download_limit_interval_in_seconds",
];

/// Texts that are told as nothing where they are empty.
const NEVER_EMPTY: &[&str] =
    &["allowed_email_domains_list", "default_branch", "ip_restriction_ranges"];

/// How much of a group an answer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whole {
    /// With its projects, and what comes with them.
    WithProjects,
    /// As it is when somebody reads it without its projects.
    Alone,
    /// As it is in answers about something else.
    Brief,
    /// As the answer to a creation shows it.
    Made,
}

/// The group as somebody sees it.
pub(crate) fn shown(world: &World, group: &Group, user: Option<u64>, whole: Whole) -> Value {
    let level = user.map_or(0, |user| world.group_level(user, &group.path));
    let admin = user.is_some_and(|user| world.acts_as_admin(user));
    let (member, owner) = (level > 0 || admin, level >= OWNER || admin);
    let top = !group.path.contains('/');
    let hidden = |name: &&String| {
        let name = name.as_str();
        if whole == Whole::Brief {
            return !(BRIEF.contains(&name) || admin && BRIEF_FOR_ADMINS.contains(&name));
        }
        !member && !FOR_ALL.contains(&name)
            || !owner && FOR_OWNERS.contains(&name)
            || !top && FOR_TOP_GROUPS.contains(&name)
            || !admin && name == "repository_storage"
            || name == "wiki_access_level" && !world.licensed(Licence::Premium)
            || whole == Whole::Made && name == "enabled_git_access_protocol"
    };
    let names = settings::GROUP.answer().keys().filter(|name| !hidden(name));
    let mut body: serde_json::Map<String, Value> =
        names.map(|name| (name.clone(), value(world, group, name, user))).collect();
    let template = group.setting("file_template_project_id");
    if member && !template.is_null() {
        body.insert(String::from("file_template_project_id"), template);
    }
    if owner && !matches!(whole, Whole::Made | Whole::Brief) {
        body.insert(String::from("runners_token"), json!("GR1348941sandbox"));
    }
    if whole == Whole::WithProjects {
        body.insert(String::from("projects"), its_projects(world, group, user));
        body.insert(String::from("shared_projects"), json!([]));
    }
    Value::Object(body)
}

/// The newest projects of the group, whole, as no list shows them.
fn its_projects(world: &World, group: &Group, user: Option<u64>) -> Value {
    let own = group.path.to_lowercase();
    let inside = |project: &&Project| {
        project.path.to_lowercase().rsplit_once('/').is_some_and(|(above, _)| above == own)
    };
    let one = |project: &Project| {
        let shown = projects::shown(world, project, user, false);
        projects::without(&["import_error", "permissions"], shown)
    };
    let seen = world.projects.values().rev().filter(inside).filter(|it| world.sees(user, it));
    seen.take(100).map(one).collect()
}

fn value(world: &World, group: &Group, name: &str, user: Option<u64>) -> Value {
    let above = group.path.rsplit_once('/').map(|(above, _)| above);
    let parent = above.and_then(|above| world.group_at(above));
    match name {
        "id" => json!(group.id),
        "web_url" => json!(format!("{}/groups/{}", world.url, group.path)),
        "name" => json!(group.name),
        "path" => json!(group.path.rsplit('/').next()),
        "visibility" => json!(group.visibility.text()),
        "avatar_url" => {
            avatars::url(&group.settings, &world.url, "group", group.id).unwrap_or_default()
        }
        "default_branch_protection_defaults" => {
            Value::Object(default_branch::settings(Some(group)))
        }
        "full_name" => parent.and_then(|id| world.groups.get(&id)).map_or_else(
            || json!(group.name),
            |above| json!(format!("{} / {}", above.name, group.name)),
        ),
        "full_path" => json!(group.path),
        "created_at" => json!(group.created_at.text()),
        "parent_id" => json!(parent),
        "shared_with_groups" => {
            super::shares::shown(world, Of::Group(group.id), &group.shares, user).collect()
        }
        // Until somebody says otherwise, it holds the owners.
        "unique_project_download_limit_alertlist" if !group.settings.contains_key(name) => {
            let owners = group.members.iter().filter(|(_, level)| **level >= OWNER);
            owners.map(|(id, _)| json!(id)).collect()
        }
        _ => match group.setting(name) {
            Value::String(text) if text.is_empty() && NEVER_EMPTY.contains(&name) => Value::Null,
            value => value,
        },
    }
}
