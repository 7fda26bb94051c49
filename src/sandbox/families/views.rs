//! How things look in answers: users, access levels, branches, merge requests. Keys are in GitLab's order.

use serde_json::{Map, Value, json};

use crate::sandbox::http::serve::hash;
use crate::sandbox::merge_requests::merging::needs_rebase;
use crate::sandbox::world::{
    AccessLevel, Licence, MergeRequest, MergeRequestState, Note, Pipeline, Project,
    ProtectedBranch, StatusCheck, User, World,
};

fn fields(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// A user as every object shows one.
pub(crate) fn user(world: &World, id: u64) -> Value {
    let Some(user) = world.users.get(&id) else { return Value::Null };
    Value::Object(basic(world, user))
}

fn basic(world: &World, user: &User) -> Map<String, Value> {
    let picture = hash(user.username.as_bytes());
    let mut body = Map::new();
    body.insert(String::from("id"), json!(user.id));
    body.insert(String::from("username"), json!(user.username));
    body.insert(String::from("public_email"), Value::Null);
    body.insert(String::from("name"), json!(user.name));
    body.insert(String::from("state"), json!(if user.blocked { "blocked" } else { "active" }));
    body.insert(String::from("locked"), json!(false));
    let avatar = format!("https://www.gravatar.com/avatar/{picture:032x}?s=80&d=identicon");
    body.insert(String::from("avatar_url"), json!(avatar));
    body.insert(String::from("web_url"), json!(format!("{}/{}", world.url, user.username)));
    body
}

/// A user's public profile.
pub(crate) fn profile(world: &World, user: &User) -> Map<String, Value> {
    let mut body = basic(world, user);
    body.insert(String::from("created_at"), json!(user.created_at.text()));
    for name in
        ["bio", "location", "linkedin", "twitter", "discord", "website_url", "github", "job_title"]
    {
        body.insert(name.to_owned(), json!(""));
    }
    body.insert(String::from("pronouns"), Value::Null);
    body.insert(String::from("organization"), json!(""));
    body.insert(String::from("bot"), json!(user.bot));
    body.insert(String::from("work_information"), Value::Null);
    body.insert(String::from("local_time"), Value::Null);
    body
}

/// The caller, as `GET /user` tells.
pub(crate) fn oneself(world: &World, user: &User) -> Value {
    let mut body = profile(world, user);
    let mail = format!("{}@example.com", user.username);
    let rest = json!({
        "last_sign_in_at": null,
        "confirmed_at": user.created_at.text(),
        "last_activity_on": world.now.day(),
        "email": mail,
        "theme_id": 3,
        "color_scheme_id": 1,
        "projects_limit": 100_000,
        "current_sign_in_at": null,
        "identities": [],
        "can_create_group": true,
        "can_create_project": true,
        "two_factor_enabled": false,
        "external": false,
        "private_profile": false,
        "commit_email": mail,
        "preferred_language": "en",
        "shared_runners_minutes_limit": null,
        "extra_shared_runners_minutes_limit": null,
        "scim_identities": [],
    });
    if let Value::Object(rest) = rest {
        body.extend(rest);
    }
    if user.admin {
        let rest = json!({
            "is_admin": true,
            "note": null,
            "namespace_id": user.id,
            "created_by": null,
            "using_license_seat": false,
            "is_auditor": false,
            "provisioned_by_group_id": null,
            "enterprise_group_id": null,
            "enterprise_group_associated_at": null,
        });
        if let Value::Object(rest) = rest {
            body.extend(rest);
        }
    }
    Value::Object(body)
}

/// What a level is called in protections.
pub(crate) fn level_name(level: u8) -> Value {
    match level {
        0 => json!("No one"),
        30 => json!("Developers + Maintainers"),
        40 => json!("Maintainers"),
        60 => json!("Instance admins"),
        _ => Value::Null,
    }
}

/// What an entry of a protection is called: a user's or group's name before the level's.
pub(crate) fn access_name(world: &World, entry: &AccessLevel) -> Value {
    if let Some(user) = entry.user.and_then(|id| world.users.get(&id)) {
        return json!(user.name);
    }
    if let Some(group) = entry.group.and_then(|id| world.groups.get(&id)) {
        return json!(group.name);
    }
    if let Some(key) = entry.deploy_key.and_then(|id| world.deploy_keys.get(&id)) {
        return json!(key);
    }
    entry.level.map_or(Value::Null, level_name)
}

fn access(world: &World, entry: &AccessLevel, with_deploy_key: bool) -> Value {
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

/// A protected branch.
pub(crate) fn protected_branch(world: &World, rule: &ProtectedBranch) -> Value {
    let all = |entries: &[AccessLevel], with_deploy_key| {
        entries.iter().map(|entry| access(world, entry, with_deploy_key)).collect::<Value>()
    };
    let mut body = json!({
        "id": rule.id,
        "name": rule.name,
        "push_access_levels": all(&rule.push, true),
        "merge_access_levels": all(&rule.merge, false),
        "allow_force_push": rule.allow_force_push,
        "unprotect_access_levels": all(&rule.unprotect, false),
        "code_owner_approval_required": rule.code_owner_approval_required,
        "inherited": false,
    });
    if !world.enterprise
        && let Value::Object(body) = &mut body
    {
        for name in ["unprotect_access_levels", "code_owner_approval_required", "inherited"] {
            body.remove(name);
        }
    }
    body
}

/// An external status check of a project.
pub(crate) fn status_check(world: &World, project: &Project, check: &StatusCheck) -> Value {
    let rules = check.protected_branches.iter().filter_map(|id| project.protected_branches.get(id));
    let mut body = json!({
        "id": check.id,
        "name": check.name,
        "project_id": project.id,
        "external_url": check.external_url,
        "protected_branches": rules.map(|rule| protected_branch(world, rule)).collect::<Value>(),
        "hmac": check.shared_secret.as_ref().is_some_and(|secret| !secret.trim().is_empty()),
    });
    if !world.at_least(17, 4)
        && let Value::Object(body) = &mut body
    {
        body.remove("hmac");
    }
    body
}

/// What people said on a merge request.
fn comments<'p>(project: &'p Project, request: &MergeRequest) -> impl Iterator<Item = &'p Note> {
    let iid = request.iid;
    project.notes.iter().filter(move |note| note.merge_request == iid && !note.system)
}

/// Whether a thread of a merge request is open.
fn unresolved(project: &Project, request: &MergeRequest) -> bool {
    request.unresolved_discussions || comments(project, request).any(Note::unresolved)
}

/// Whether the newest pipeline of a merge request may still turn green. A blocked one is waited for only where green is required.
pub(crate) fn in_progress(project: &Project, request: &MergeRequest) -> bool {
    let head = request.head_pipeline.and_then(|id| project.pipelines.get(&id));
    let must_pass = project.is_on("only_allow_merge_if_pipeline_succeeds");
    let stopped =
        |run: &Pipeline| matches!(run.status.as_str(), "manual" | "scheduled" | "canceling");
    head.is_some_and(|run| !run.complete() && (must_pass || !stopped(run)))
}

/// Whether a merge request can be merged, in the words of `detailed_merge_status`. The first reason that holds is told: first
/// those of the paid tiers, which therefore tell of merged ones too, and the pipeline last of all.
pub(crate) fn detailed_merge_status(
    world: &World,
    project: &Project,
    request: &MergeRequest,
) -> &'static str {
    let pipeline = request.head_pipeline.and_then(|id| project.pipelines.get(&id));
    let green = pipeline.is_some_and(|pipeline| pipeline.status == "success");
    let skipped = pipeline.is_some_and(|pipeline| pipeline.status == "skipped");
    // Of one that waits to be merged by itself, past trains, green is required whatever the project says.
    let waits = request.auto_merge && request.past_trains && pipeline.is_some();
    let must_pass = project.is_on("only_allow_merge_if_pipeline_succeeds") || waits;
    if request.unchecked {
        "unchecked"
    } else if request.approvals_left > 0 {
        "not_approved"
    } else if request.blocked {
        "merge_request_blocked"
    } else if world.licensed(Licence::Ultimate)
        && project.is_on("only_allow_merge_if_all_status_checks_passed")
        && !crate::sandbox::protection::status_checks::all_passed(world, project, request)
    {
        "status_checks_must_pass"
    } else if request.state != MergeRequestState::Opened {
        "not_open"
    } else if request.merge_after.is_some_and(|time| time > world.now) {
        "merge_time"
    } else if request.draft {
        "draft_status"
    } else if !project.branches.contains_key(&request.source_branch) {
        "commits_status"
    } else if unresolved(project, request)
        && project.is_on("only_allow_merge_if_all_discussions_are_resolved")
    {
        "discussions_not_resolved"
    } else if request.has_conflicts {
        "conflict"
    } else if needs_rebase(project, request)
        && !crate::sandbox::delivery::trains::enabled(world, project)
    {
        "need_rebase"
    } else if must_pass && !green && !(skipped && project.is_on("allow_merge_on_skipped_pipeline"))
    {
        if in_progress(project, request) { "ci_still_running" } else { "ci_must_pass" }
    } else {
        "mergeable"
    }
}

/// A merge request as lists show it.
pub(crate) fn merge_request(
    world: &World,
    project: &Project,
    request: &MergeRequest,
) -> Map<String, Value> {
    let who = |id: Option<u64>| id.map_or(Value::Null, |id| user(world, id));
    let when = |time: Option<crate::sandbox::world::model::Time>| {
        time.map(crate::sandbox::world::model::Time::text)
    };
    let merged = request.state == MergeRequestState::Merged;
    let title =
        if request.draft { format!("Draft: {}", request.title) } else { request.title.clone() };
    let status = detailed_merge_status(world, project, request);
    let squash_option = project.setting("squash_option");
    let body = json!({
        "id": request.id,
        "iid": request.iid,
        "project_id": project.id,
        "title": title,
        "description": request.description,
        "state": request.state.text(),
        "created_at": request.created_at.text(),
        "updated_at": request.updated_at.text(),
        "merged_by": if merged { who(request.merge_user) } else { Value::Null },
        "merge_user": who(request.merge_user),
        "merged_at": when(request.merged_at),
        "closed_by": who(request.closed.map(|(_, user)| user)),
        "closed_at": when(request.closed.map(|(time, _)| time)),
        "target_branch": request.target_branch,
        "source_branch": request.source_branch,
        "user_notes_count": comments(project, request).count(),
        "upvotes": 0,
        "downvotes": 0,
        "author": user(world, request.author),
        "assignees": [],
        "assignee": null,
        "reviewers": [],
        "source_project_id": project.id,
        "target_project_id": project.id,
        "labels": [],
        "draft": request.draft,
        "imported": false,
        "imported_from": "none",
        "work_in_progress": request.draft,
        "milestone": null,
    });
    let rest = json!({
        "merge_when_pipeline_succeeds": request.auto_merge,
        "merge_status": match status {
            _ if request.has_conflicts => "cannot_be_merged",
            "unchecked" => "unchecked",
            _ => "can_be_merged",
        },
        "detailed_merge_status": status,
        "merge_after": when(request.merge_after),
        "sha": request.sha,
        "merge_commit_sha": request.merge_commit_sha,
        "squash_commit_sha": request.squash_commit_sha,
        "discussion_locked": request.discussion_locked.then_some(true),
        "should_remove_source_branch": request.remove_source_branch,
        "force_remove_source_branch": null,
        "prepared_at": request.created_at.text(),
        "reference": format!("!{}", request.iid),
        "references": {
            "short": format!("!{}", request.iid),
            "relative": format!("!{}", request.iid),
            "full": format!("{}!{}", project.path, request.iid),
        },
        "web_url": format!("{}/{}/-/merge_requests/{}", world.url, project.path, request.iid),
        "time_stats": {
            "time_estimate": 0,
            "total_time_spent": 0,
            "human_time_estimate": null,
            "human_total_time_spent": null,
        },
        "squash": request.squash || squash_option == "always",
        "squash_on_merge": match squash_option.as_str() {
            Some("never") => false,
            Some("always") => true,
            _ => request.squash,
        },
        "task_completion_status": { "count": 0, "completed_count": 0 },
        "has_conflicts": request.has_conflicts,
        "blocking_discussions_resolved": !unresolved(project, request),
        "approvals_before_merge": null,
    });
    [body, rest].into_iter().filter_map(fields).flatten().collect()
}

/// What a merge request shows beyond that where it is not in a list.
pub(crate) fn whole_merge_request(
    world: &World,
    project: &Project,
    request: &MergeRequest,
    can_merge: bool,
) -> Map<String, Value> {
    let mut body = merge_request(world, project, request);
    body.insert(String::from("subscribed"), json!(false));
    body.insert(String::from("changes_count"), json!("1"));
    let refs = json!({ "base_sha": request.base_sha, "head_sha": request.sha, "start_sha": request.base_sha });
    body.insert(String::from("diff_refs"), refs);
    body.insert(String::from("merge_error"), json!(request.merge_error));
    body.insert(String::from("user"), json!({ "can_merge": can_merge }));
    body
}
