//! Set-up calls on merge requests, trains, environments and deployments, and what runners did, done directly to the world.

use labwright::sandbox::{
    AccessLevel, ApprovalRule, Branch, DeployAccess, Deployment, Environment, Job,
    MergeRequestState, Pipeline, Project, ProtectedEnvironment, Time, World,
};
use serde_json::{Map, Value};

pub(crate) type Vars = Map<String, Value>;

/// Cuts an answer down to the paths that were recorded of it.
pub(crate) fn narrow(body: &Value, paths: &[&str]) -> Value {
    match body {
        Value::Array(items) => items.iter().map(|item| narrow(item, paths)).collect(),
        Value::Object(fields) => {
            let mut kept = Map::new();
            for (name, value) in fields {
                let inner: Vec<&str> = paths
                    .iter()
                    .filter_map(|path| path.strip_prefix(name.as_str())?.strip_prefix('.'))
                    .collect();
                if paths.contains(&name.as_str()) || (!inner.is_empty() && !value.is_object()) {
                    kept.insert(name.clone(), value.clone());
                } else if !inner.is_empty() {
                    kept.insert(name.clone(), narrow(value, &inner));
                }
            }
            Value::Object(kept)
        }
        other => other.clone(),
    }
}

/// Lets every commit exist that a recording names, and keeps the numbers of deployments apart from those within a project.
pub(crate) fn prepare(world: &mut World, recording: &Value) {
    world.next.deployment = 10_001;
    let mut all = Vec::new();
    shas(&recording["variables"], &mut all);
    shas(&recording["setup"], &mut all);
    for project in world.projects.values_mut() {
        project.commits.extend(all.iter().cloned());
    }
}

fn shas(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            if text.len() == 40 && text.bytes().all(hex) {
                into.push(text.clone());
            }
        }
        Value::Array(items) => items.iter().for_each(|item| shas(item, into)),
        Value::Object(fields) => fields.values().for_each(|item| shas(item, into)),
        _ => {}
    }
}

pub(crate) fn tick(world: &mut World) -> Time {
    world.now = Time(world.now.0 + 7_013);
    world.now
}

fn text(json: &Value, name: &str) -> String {
    json[name].as_str().unwrap_or("").to_owned()
}

/// Does what a call of `setup` did; others are not for here.
pub(crate) fn apply(world: &mut World, call: &Value, vars: &Vars) {
    let request = &call["request"];
    let (method, path) = (text(request, "method"), text(request, "path"));
    let json = &request["json"];
    let made = &call["made"];
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u64>().ok()).unwrap_or(0);
    let actor = match call["as"].as_str() {
        Some("admin") | None => "root",
        Some(other) => other,
    };
    let user = world.user_named(actor).unwrap_or(0);
    let (id, now) = (number(1), tick(world));
    match (method.as_str(), parts.as_slice()) {
        ("PUT", ["jobs", _]) => ended(world, made, &text(json, "state")),
        ("POST", ["projects", _, "merge_requests"]) => opened(world, id, made, vars),
        ("POST", ["projects", _, "merge_trains", "merge_requests", _]) => {
            if json["auto_merge"] == Value::Bool(true) {
                let project = world.projects.get_mut(&id).unwrap();
                let request = project.merge_requests.get_mut(&number(4)).unwrap();
                request.auto_merge = true;
                request.merge_user = Some(user);
            } else {
                world.board(id, number(4), user);
            }
        }
        (_, ["projects", _, "merge_requests", _, ..]) => {
            changed(world, id, number(3), &parts, json)
        }
        ("POST", ["projects", _, "repository", "files", _]) => {
            let project = world.projects.get_mut(&id).unwrap();
            branch(project, &text(json, "branch"));
        }
        ("POST", ["projects", _, "repository", "tags"]) => {
            let project = world.projects.get_mut(&id).unwrap();
            let sha = project.resolve(&text(json, "ref")).unwrap_or_else(|| text(json, "ref"));
            project.tags.insert(text(json, "tag_name"), sha);
        }
        ("POST", ["projects", _, "environments", _, "stop"]) => {
            environment(world, id, &text(made, "name"), None).state = String::from("stopped");
        }
        ("POST", ["projects", _, "deployments"]) => {
            let number = made["id"].as_u64().unwrap();
            let mut json = json.clone();
            json["iid"] = made["iid"].clone();
            let row = row(world, id, number, &json, user);
            world.projects.get_mut(&id).unwrap().deployments.insert(number, row);
        }
        ("PUT", ["projects", _, "deployments", _]) => {
            // The one that a scenario makes anew and anew has the same number in all steps.
            let project = world.projects.get_mut(&id).unwrap();
            let known = project.deployments.contains_key(&number(3));
            let key = if known { number(3) } else { vars["old"].as_u64().unwrap() };
            enter(project.deployments.get_mut(&key).unwrap(), &text(json, "status"), now);
        }
        ("POST", ["projects", _, "protected_environments"]) => protect(world, id, json, vars),
        ("DELETE", ["groups", _, "protected_environments", name]) => {
            let group = world.groups.get_mut(&id).unwrap();
            group.protected_environments.retain(|_, it| it.name != *name);
        }
        ("POST", ["groups", _, "share"]) => {
            let level = json["group_access"].as_u64().unwrap() as u8;
            let other = json["group_id"].as_u64().unwrap();
            world.groups.get_mut(&id).unwrap().shares.insert(other, level);
        }
        ("DELETE", ["projects", _, "share", _]) => world.unshare(id, number(3)),
        _ => {}
    }
}

fn branch(project: &mut Project, name: &str) {
    let sha = project.branches["main"].sha.clone();
    project.branches.entry(name.to_owned()).or_insert(Branch { sha });
}

/// The environment of a name, made if there is none; a made one may get a number of one's choice.
fn environment<'w>(
    world: &'w mut World,
    project: u64,
    name: &str,
    id: Option<u64>,
) -> &'w mut Environment {
    let known = world.projects[&project].environments.values().find(|known| known.name == name);
    let key = match known {
        Some(known) => known.id,
        None => {
            let key = id.unwrap_or(world.next.environment);
            world.next.environment = world.next.environment.max(key + 1);
            let made = world.new_environment(key, name);
            world.projects.get_mut(&project).unwrap().environments.insert(key, made);
            key
        }
    };
    world.projects.get_mut(&project).unwrap().environments.get_mut(&key).unwrap()
}

/// A deployment as the API makes them.
pub(crate) fn row(world: &mut World, project: u64, id: u64, json: &Value, user: u64) -> Deployment {
    let environment = environment(world, project, &text(json, "environment"), None).id;
    world.next.deployment = world.next.deployment.max(id + 1);
    let now = world.now;
    let project = world.projects.get_mut(&project).unwrap();
    project.last_deployment = json["iid"].as_u64().unwrap_or(project.last_deployment + 1);
    let mut row = Deployment {
        id,
        iid: project.last_deployment,
        environment,
        reference: text(json, "ref"),
        sha: text(json, "sha"),
        tag: json["tag"] == Value::Bool(true),
        status: String::new(),
        user,
        job: None,
        finished_at: None,
        approvals: Vec::new(),
        merge_requests: Vec::new(),
        created_at: now,
        updated_at: now,
    };
    enter(&mut row, &text(json, "status"), now);
    row
}

pub(crate) fn enter(row: &mut Deployment, status: &str, now: Time) {
    row.status = status.to_owned();
    row.updated_at = now;
    if matches!(status, "success" | "failed" | "canceled") {
        row.finished_at = Some(now);
    }
}

fn protect(world: &mut World, project: u64, json: &Value, vars: &Vars) {
    let who = |entry: &Value, id: u64| AccessLevel {
        id,
        level: entry["access_level"].as_u64().map(|level| level as u8),
        user: entry["user_id"].as_u64(),
        group: entry["group_id"].as_u64(),
        deploy_key: None,
    };
    let list = |name: &str| json[name].as_array().cloned().unwrap_or_default();
    let rules = list("approval_rules").into_iter().zip(0..).map(|(entry, at): (Value, usize)| {
        let id = vars.get("rules").and_then(|rules| rules[at]["id"].as_u64());
        ApprovalRule {
            who: who(&entry, id.unwrap_or(500 + at as u64)),
            required_approvals: entry["required_approvals"].as_u64().unwrap_or(1) as u32,
            group_inheritance_type: 0,
        }
    });
    let deploy = list("deploy_access_levels").iter().map(|entry| who(entry, 1)).collect::<Vec<_>>();
    let id = labwright::sandbox::take(&mut world.next.protected_environment);
    let protected = ProtectedEnvironment {
        id,
        name: text(json, "name"),
        deploy: deploy
            .into_iter()
            .map(|who| DeployAccess { who, group_inheritance_type: 0 })
            .collect(),
        approval_rules: rules.collect(),
        updated_at: world.now,
    };
    world.projects.get_mut(&project).unwrap().protected_environments.insert(id, protected);
}

/// What set-up calls do to a merge request.
fn changed(world: &mut World, project: u64, iid: u64, parts: &[&str], json: &Value) {
    let project = world.projects.get_mut(&project).unwrap();
    let request = project.merge_requests.get_mut(&iid).unwrap();
    match parts.get(4).and_then(|part| part.split('?').next()) {
        Some("discussions") => request.unresolved_discussions = true,
        Some("approval_rules") => request.approvals_left = 1,
        Some("blocks") => request.blocked = true,
        Some(_) => {}
        None => {
            if let Some(title) = json["title"].as_str() {
                request.draft = title.starts_with("Draft: ");
                request.title = title.trim_start_matches("Draft: ").to_owned();
            }
            if json["state_event"] == "close" {
                request.state = MergeRequestState::Closed;
                request.closed = Some((request.updated_at, request.author));
            }
            request.merge_after = json["merge_after"].as_str().and_then(Time::parse);
        }
    }
}

/// Gives a merge request that was just opened its pipeline, as the CI file of the recordings has it.
fn opened(world: &mut World, id: u64, made: &Value, vars: &Vars) {
    let number = made["id"].as_u64().unwrap();
    let named = vars.iter().find(|(name, value)| {
        name.ends_with("_id")
            && vars.contains_key(&name.replace("_id", "_pipeline"))
            && value.as_u64() == Some(number)
    });
    let run = named.and_then(|(name, _)| vars[&name.replace("_id", "_pipeline")].as_u64());
    let now = world.now;
    let project = world.projects.get_mut(&id).unwrap();
    let iid = made["iid"].as_u64().unwrap();
    let kind = if project.is_on("merge_pipelines_enabled") { "merge" } else { "head" };
    let request = project.merge_requests.get_mut(&iid).unwrap();
    let Some(run) = run else { return };
    let source = request.source_branch.clone();
    // The only recording with branch pipelines names its branches so.
    let branchwise = ["skipped", "branchwise"].contains(&source.as_str());
    let status = match source.as_str() {
        "skipped" => "skipped",
        other if other.starts_with("manual-") => "manual",
        _ => "running",
    };
    request.head_pipeline = Some(run);
    let next = project.pipelines.values().map(|run| run.iid).max().unwrap_or(0) + 1;
    let pipeline = Pipeline {
        id: run,
        iid: next,
        sha: request.sha.clone(),
        reference: if branchwise { source } else { format!("refs/merge-requests/{iid}/{kind}") },
        status: status.to_owned(),
        source: String::from(if branchwise { "push" } else { "merge_request_event" }),
        user: request.author,
        // The runner asked for it two seconds later.
        started_at: (status == "running").then_some(now.plus_seconds(2)),
        created_at: now,
        updated_at: now,
    };
    project.pipelines.insert(run, pipeline);
    world.now = now.plus_seconds(2);
    world.next.pipeline = world.next.pipeline.max(run + 1);
}

/// A runner ended the only job of a pipeline; trains go on as far as that lets them.
fn ended(world: &mut World, made: &Value, state: &str) {
    let recorded = made["pipeline_id"].as_u64().unwrap_or(0);
    let now = world.now;
    let ids: Vec<u64> = world.projects.keys().copied().collect();
    let own = ids.iter().find(|id| world.projects[id].pipelines.contains_key(&recorded));
    if let Some(id) = own {
        let run = world.projects.get_mut(id).unwrap().pipelines.get_mut(&recorded).unwrap();
        run.status = if run.status == "canceling" { "canceled" } else { state }.to_owned();
        run.started_at.get_or_insert(now);
        run.updated_at = now;
        return;
    }
    for id in ids {
        pass(world, id, 3);
        let project = world.projects.get_mut(&id).unwrap();
        let car = project.cars.values().rfind(|car| car.active());
        let Some(run) = car.and_then(|car| project.pipelines.get_mut(&car.pipeline.unwrap_or(0)))
        else {
            continue;
        };
        run.status = state.to_owned();
        run.started_at = Some(now);
        // A train that is switched off is looked at later, which is what a step is about.
        if project.is_on("merge_trains_enabled") {
            pass(world, id, 4);
        }
    }
}

/// Lets the trains of a project move.
pub(crate) fn pass(world: &mut World, project: u64, steps: usize) {
    for _ in 0..steps {
        tick(world);
        world.move_trains(project);
    }
}

/// The job of a deployment that a pipeline made.
pub(crate) fn job(id: u64, name: &str, pipeline: u64, source: &str, user: u64) -> Job {
    let (name, stage, source) = (name.to_owned(), String::from("test"), source.to_owned());
    Job { id, name, stage, pipeline, source, user, allow_failure: false, rejected: false }
}
