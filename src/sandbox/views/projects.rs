//! A project as `GET /projects/:id` shows it.

use serde_json::{Map, Value, json};

use super::avatars;
use crate::sandbox::world::{
    DEVELOPER, Licence, MAINTAINER, Of, Project, REPORTER, Visibility, World, settings,
};

/// Attributes that only maintainers see.
const FOR_MAINTAINERS: &[&str] = &[
    "import_url",
    "import_type",
    "import_error",
    "ci_default_git_depth",
    "ci_delete_pipelines_in_seconds",
    "ci_forward_deployment_enabled",
    "ci_forward_deployment_rollback_allowed",
    "ci_job_token_scope_enabled",
    "ci_separated_caches",
    "ci_allow_fork_pipelines_to_run_in_parent_project",
    "ci_id_token_sub_claim_components",
    "build_git_strategy",
    "keep_latest_artifact",
    "restrict_user_defined_variables",
    "ci_pipeline_variables_minimum_override_role",
    "runner_token_expiration_interval",
    "group_runners_enabled",
    "resource_group_default_process_mode",
    "auto_cancel_pending_pipelines",
    "build_timeout",
    "auto_devops_enabled",
    "auto_devops_deploy_strategy",
    "ci_push_repository_for_job_token_allowed",
    "runners_token",
    "ci_restrict_pipeline_cancellation_role",
];

/// What only developers see.
const FOR_DEVELOPERS: &[&str] =
    &["pre_receive_secret_detection_enabled", "secret_push_protection_enabled"];

/// What only those see who can read the code.
const FOR_READERS: &[&str] =
    &["ci_config_path", "default_branch", "forks_count", "merge_requests_template", "readme_url"];

/// Settings that only a licensed server returns, and the tier.
const LICENSED: &[(&str, Licence)] = &[
    ("merge_pipelines_enabled", Licence::Premium),
    ("merge_trains_enabled", Licence::Premium),
    ("merge_trains_skip_train_allowed", Licence::Premium),
    ("allow_pipeline_trigger_approve_deployment", Licence::Premium),
    ("only_allow_merge_if_all_status_checks_passed", Licence::Ultimate),
];

/// Attributes that disappear with a disabled feature.
const OF_FEATURES: &[(&str, &[&str])] = &[
    ("issues_enabled", &["issues_template", "open_issues_count", "service_desk_address"]),
    ("merge_requests_enabled", &["merge_requests_template"]),
];

/// Attributes of mirrors only.
const OF_MIRRORS: &[&str] = &[
    "mirror_user_id",
    "mirror_trigger_builds",
    "only_mirror_protected_branches",
    "mirror_overwrites_diverged_branches",
];

/// Keys of the short form.
const SIMPLE: &[&str] = &[
    "id",
    "description",
    "name",
    "name_with_namespace",
    "path",
    "path_with_namespace",
    "created_at",
    "default_branch",
    "tag_list",
    "topics",
    "ssh_url_to_repo",
    "http_url_to_repo",
    "web_url",
    "readme_url",
    "forks_count",
    "avatar_url",
    "star_count",
    "last_activity_at",
    "visibility",
    "namespace",
];

fn namespace(world: &World, project: &Project) -> Value {
    let path = project.path.rsplit_once('/').map_or("", |(namespace, _)| namespace);
    let short = path.rsplit('/').next().unwrap_or(path);
    let Some(group) = world.group_at(path).and_then(|id| world.groups.get(&id)) else {
        let user = world.user_named(path).and_then(|id| world.users.get(&id));
        let (id, name) = user.map_or((0, path), |user| (user.id, user.name.as_str()));
        let web_url = format!("{}/{path}", world.url);
        return json!({
            "id": id, "name": name, "path": short, "kind": "user", "full_path": path,
            "parent_id": null, "avatar_url": null, "web_url": web_url,
        });
    };
    let parent = path.rsplit_once('/').and_then(|(above, _)| world.group_at(above));
    json!({
        "id": group.id, "name": group.name, "path": short, "kind": "group", "full_path": group.path,
        "parent_id": parent, "avatar_url": null, "web_url": format!("{}/groups/{}", world.url, group.path),
    })
}

/// A project without the attributes that an endpoint omits.
pub(crate) fn without(names: &[&str], mut shown: Value) -> Value {
    if let Value::Object(fields) = &mut shown {
        names.iter().for_each(|name| drop(fields.shift_remove(*name)));
    }
    shown
}

/// The project as a user sees it.
pub(crate) fn shown(world: &World, project: &Project, user: Option<u64>, simple: bool) -> Value {
    let level = user.map_or(0, |user| world.level(user, project));
    // Code of a project that is not private is open to everybody who sees the project.
    let reads = level >= REPORTER || project.visibility != Visibility::Private;
    let mut body = Map::new();
    let off = OF_FEATURES.iter().filter(|(feature, _)| !project.is_on(feature));
    let off: Vec<&str> = off.flat_map(|(_, names)| *names).copied().collect();
    for name in settings::PROJECT.answer().keys() {
        let hidden = (level < MAINTAINER && FOR_MAINTAINERS.contains(&name.as_str()))
            || (level < DEVELOPER && FOR_DEVELOPERS.contains(&name.as_str()))
            || (level < REPORTER && name == "service_desk_address")
            || (!reads && FOR_READERS.contains(&name.as_str()))
            || off.contains(&name.as_str())
            || (simple && !SIMPLE.contains(&name.as_str()))
            || LICENSED.iter().any(|(told, tier)| told == name && !world.licensed(*tier));
        if !hidden {
            let value = derived(world, project, user, name);
            body.insert(name.clone(), value.unwrap_or_else(|| project.setting(name)));
        }
    }
    if user.is_some_and(|user| world.acts_as_admin(user)) {
        body.insert(String::from("repository_storage"), json!("default"));
    }
    if project.is_on("mirror") && !simple {
        for name in OF_MIRRORS {
            let usual =
                if *name == "mirror_user_id" { json!(project.creator) } else { json!(false) };
            body.insert((*name).to_owned(), project.settings.get(*name).cloned().unwrap_or(usual));
        }
    }
    // Trains require merged-results pipelines, and skipping requires trains: without its prerequisite, a stored `true`
    // is shown as false.
    let fast_forward = project.setting("merge_method") != "merge";
    let mut on = true;
    for name in
        ["merge_pipelines_enabled", "merge_trains_enabled", "merge_trains_skip_train_allowed"]
    {
        if let Some(told) = body.get_mut(name) {
            let skips = name == "merge_trains_skip_train_allowed";
            on = on && *told == Value::Bool(true) && !(skips && fast_forward);
            *told = Value::Bool(on);
        }
    }
    Value::Object(body)
}

fn derived(world: &World, project: &Project, user: Option<u64>, name: &str) -> Option<Value> {
    let parts = || project.path.rsplit_once('/').unwrap_or(("", &project.path));
    let web = || format!("{}/{}", world.url, project.path);
    let api = || format!("{}/api/v4/projects/{}", world.url, project.id);
    Some(match name {
        "id" => json!(project.id),
        "name" => json!(project.name),
        "name_with_namespace" => {
            let above = parts().0;
            let group = world.group_at(above).and_then(|id| world.groups.get(&id));
            json!(format!("{} / {}", group.map_or(above, |group| &group.name), project.name))
        }
        "path" => json!(parts().1),
        "path_with_namespace" => json!(project.path),
        "created_at" | "last_activity_at" | "updated_at" => json!(project.created_at.text()),
        // An empty repository shows its future default branch.
        "default_branch" => json!(project.default_branch.as_deref().unwrap_or("main")),
        "ssh_url_to_repo" => {
            let host = world.url.split("://").nth(1).unwrap_or("");
            json!(format!("git@{host}:{}.git", project.path))
        }
        "http_url_to_repo" => json!(format!("{}.git", web())),
        "web_url" => json!(web()),
        "readme_url" if project.settings.contains_key(name) => Value::Null,
        "readme_url" => project
            .default_branch
            .as_ref()
            .map_or(Value::Null, |branch| json!(format!("{}/-/blob/{branch}/README.md", web()))),
        "visibility" => json!(project.visibility.text()),
        "namespace" => namespace(world, project),
        "_links" => {
            let api = api();
            let to = |what: &str| format!("{api}/{what}");
            let mut links = json!({
                "self": api, "issues": to("issues"), "merge_requests": to("merge_requests"),
                "repo_branches": to("repository/branches"), "labels": to("labels"), "events": to("events"),
                "members": to("members"), "cluster_agents": to("cluster_agents"),
            });
            for what in ["issues", "merge_requests"] {
                if !project.is_on(&format!("{what}_enabled"))
                    && let Value::Object(links) = &mut links
                {
                    links.shift_remove(what);
                }
            }
            links
        }
        "can_create_merge_request_in" => {
            let open = project.visibility != Visibility::Private;
            let reads = user.is_some_and(|it| open || world.level(it, project) >= REPORTER);
            json!(reads && project.is_on("merge_requests_enabled"))
        }
        "empty_repo" => json!(project.default_branch.is_none()),
        "creator_id" => json!(project.creator),
        "description_html" => json!(""),
        "runners_token" => json!("GR1348941sandbox"),
        "avatar_url" => avatars::url(&project.settings, &world.url, "project", project.id)?,
        "container_expiration_policy" => {
            let mut policy = project.setting(name);
            if let Some(next) = policy.get_mut("next_run_at") {
                *next = json!(project.created_at.plus_seconds(86_400).text());
            }
            policy
        }
        "shared_with_groups" => {
            // A project does not tell the custom role.
            let all = super::shares::shown(world, Of::Project(project.id), &project.shares, user);
            all.map(|it| without(&["member_role_id"], it)).collect()
        }
        "permissions" => {
            let access = |level: u8| {
                (level > 0).then(|| json!({ "access_level": level, "notification_level": 3 }))
            };
            let own = user.and_then(|user| project.members.get(&user)).copied().unwrap_or(0);
            let group = user.map_or(0, |user| world.group_level(user, parts().0));
            json!({ "project_access": access(own), "group_access": access(group) })
        }
        _ => return None,
    })
}
