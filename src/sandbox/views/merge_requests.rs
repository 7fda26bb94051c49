//! Merge requests, as answers show them.

use serde_json::{Map, Value, json};

use super::users::user;
use crate::sandbox::world::merge_status::{comments, detailed_merge_status, unresolved};
use crate::sandbox::world::{MergeRequest, MergeRequestState, Project, Time, World};

fn fields(value: Value) -> Option<Map<String, Value>> {
    match value {
        Value::Object(fields) => Some(fields),
        _ => None,
    }
}

/// A merge request as lists show it.
pub(crate) fn merge_request(
    world: &World,
    project: &Project,
    request: &MergeRequest,
) -> Map<String, Value> {
    let who = |id: Option<u64>| id.map_or(Value::Null, |id| user(world, id));
    let when = |time: Option<Time>| time.map(Time::text);
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
        "labels": request.labels,
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
        "force_remove_source_branch": request.force_remove_source_branch,
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

/// A merge request as its own endpoint shows it.
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
