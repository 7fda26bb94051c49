//! Pipelines, as answers show them.

use serde_json::{Value, json};

use super::users::user;
use crate::sandbox::world::{Pipeline, Project, Time, World};

/// A pipeline as lists and cars show it.
pub(crate) fn pipeline(world: &World, project: &Project, pipeline: &Pipeline) -> Value {
    json!({
        "id": pipeline.id,
        "iid": pipeline.iid,
        "project_id": project.id,
        "sha": pipeline.sha,
        "ref": pipeline.reference,
        "status": pipeline.status,
        "source": pipeline.source,
        "created_at": pipeline.created_at.text(),
        "updated_at": pipeline.updated_at.text(),
        "web_url": format!("{}/{}/-/pipelines/{}", world.url, project.path, pipeline.id),
    })
}

/// A pipeline in full.
pub(crate) fn whole_pipeline(world: &World, project: &Project, run: &Pipeline) -> Value {
    let mut body = pipeline(world, project, run);
    let (text, label, icon) = match run.status.as_str() {
        "success" => ("Passed", "passed", "success"),
        "failed" => ("Failed", "failed", "failed"),
        "canceled" => ("Canceled", "canceled", "canceled"),
        "canceling" => ("Canceling", "canceling", "canceled"),
        "running" => ("Running", "running", "running"),
        "skipped" => ("Skipped", "skipped", "skipped"),
        "manual" => ("Blocked", "waiting for manual action", "manual"),
        "created" => ("Created", "created", "created"),
        _ => ("Pending", "pending", "pending"),
    };
    let end = run.updated_at.text();
    let over = run.complete() && run.started_at.is_some();
    let seconds =
        run.started_at.filter(|_| over).map(|start| (run.updated_at.0 - start.0) / 1_000_000);
    let waited = run.started_at.or_else(|| run.complete().then_some(run.updated_at));
    let queued = waited.map(|start| (start.0 - run.created_at.0) / 1_000_000);
    let rest = json!({
        "before_sha": run.sha,
        "tag": false,
        "yaml_errors": null,
        "user": user(world, run.user),
        "started_at": run.started_at.map(Time::text),
        "finished_at": run.complete().then_some(end),
        "committed_at": null,
        "duration": seconds,
        "queued_duration": queued.filter(|seconds| *seconds != 0),
        "coverage": null,
        "detailed_status": {
            "icon": format!("status_{icon}"),
            "text": text,
            "label": label,
            "group": run.status,
            "tooltip": label,
            "has_details": true,
            "details_path": format!("/{}/-/pipelines/{}", project.path, run.id),
            "illustration": null,
            "favicon": format!("/images/ci_favicons/favicon_status_{icon}.png"),
        },
        "archived": false,
    });
    if let (Value::Object(body), Value::Object(rest)) = (&mut body, rest) {
        body.extend(rest);
    }
    body
}
