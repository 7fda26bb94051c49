//! Deployments, environments, approvals, and the jobs of their tokens: numbers and moments that steps write out.

use labwright::sandbox::{Environment, MergeRequestState, Pipeline, Time, World};
use serde_json::{Value, json};

use super::{id, project};
use crate::conformance::delivery::{Vars, enter, job, row};
use crate::conformance::replay::Change;

/// The deployments of the recording that finished at a told moment.
fn at(world: &mut World, vars: &Vars, rows: &[(&str, &str)]) {
    let project = project(world, vars);
    for (row, moment) in rows {
        let told = Time::parse(moment)
            .unwrap_or_else(|| Time::parse(vars[*moment].as_str().unwrap()).unwrap());
        let row = project.deployments.get_mut(&vars[*row].as_u64().unwrap()).unwrap();
        // GitLab's clock is finer than what it tells.
        row.updated_at = Time(told.0 + 400);
        if vars.contains_key("u1") {
            row.finished_at = row.finished_at.map(|_| Time(told.0 - 600));
        }
    }
}

/// `deployments_create`: a tag.
pub(crate) const CREATE: &[(usize, Change)] = &[(0, |world, vars| {
    let sha = vars["sha1"].as_str().unwrap().to_owned();
    project(world, vars).tags.insert(String::from("v1.0"), sha);
})];

/// `deployments_list`: moments that steps write out.
pub(crate) const LIST: &[(usize, Change)] = &[(0, |world, vars| {
    let rows = [("d1", "u1"), ("d2", "u2"), ("d3", "u3"), ("d4", "u4"), ("d5", "u5"), ("d6", "u6")];
    at(world, vars, &rows);
})];

/// `deployments_delete`: the row was changed within the second that a step names.
pub(crate) const DELETE: &[(usize, Change)] = &[(0, |world, vars| {
    let cut = vars["cut"].as_str().unwrap();
    let cut = Time::parse(&http(cut)).unwrap();
    at(world, vars, &[("old", &Time(cut.0 + 500_000).text())]);
})];

/// An HTTP date as ISO 8601.
fn http(date: &str) -> String {
    let parts: Vec<&str> = date.split([' ', ',']).filter(|part| !part.is_empty()).collect();
    let months =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = months.iter().position(|name| *name == parts[2]).unwrap() + 1;
    format!("{}-{month:02}-{}T{}Z", parts[3], parts[1], parts[4])
}

/// The row that one set-up call after the other makes anew has one name in all steps.
fn old(world: &mut World, vars: &Vars) {
    let wanted = vars["old"].as_u64().unwrap();
    let project = project(world, vars);
    let newest = project
        .deployments
        .values()
        .rfind(|row| project.environments[&row.environment].name == "old");
    let Some(mut row) = newest.cloned() else { return };
    project.deployments.remove(&row.id);
    row.id = wanted;
    project.deployments.insert(wanted, row);
    world.next.deployment = world.next.deployment.max(wanted + 1);
}

/// `deployments_roles`.
pub(crate) const ROLES: &[(usize, Change)] = &[
    (0, old),
    (7, old),
    (14, old),
    (21, old),
    (28, old),
    (35, old),
    (42, old),
    (49, old),
    (56, old),
    (63, old),
];

/// Makes a deployment, and tells its number.
pub(crate) fn deployment(
    world: &mut World,
    vars: &Vars,
    number: u64,
    json: &Value,
    user: &str,
) -> u64 {
    let user = world.user_named(user).unwrap();
    let row = row(world, id(vars), number, json, user);
    project(world, vars).deployments.insert(number, row);
    number
}

/// `environments_stop_delete`: an environment that a job made and a job stops.
pub(crate) const STOP: &[(usize, Change)] = &[
    (29, |world, vars| {
        let json =
            json!({ "environment": "live", "ref": "main", "sha": "main", "status": "success" });
        deployment(world, vars, 114, &json, "root");
        let live = vars["live"].as_u64().unwrap();
        let now = world.now;
        let project = project(world, vars);
        let row = project.deployments.get_mut(&114).unwrap();
        row.job = Some(job(500, "ship", 500, "push", row.user));
        let old = std::mem::replace(&mut row.environment, live);
        let mut environment = project.environments.remove(&old).unwrap();
        environment.id = live;
        environment.stop_job = true;
        environment.auto_stop_at = Some(now.plus_seconds(172_800));
        project.environments.insert(live, environment);
    }),
    (34, |world, vars| {
        let live = vars["live"].as_u64().unwrap();
        let environment = project(world, vars).environments.get_mut(&live).unwrap();
        environment.state = String::from("stopped");
    }),
];

/// `deployment_approvals`: a job that waits, and what the runner did with it.
pub(crate) const APPROVALS: &[(usize, Change)] = &[
    (0, |world, vars| {
        let sha = vars["sha1"].clone();
        let head = sha.as_str().unwrap().to_owned();
        project(world, vars).messages.insert(head, String::from("ci [skip ci]"));
        let json =
            json!({ "environment": "production", "ref": "main", "sha": sha, "status": "blocked" });
        let number = deployment(world, vars, vars["d"].as_u64().unwrap(), &json, "second");
        let row = project(world, vars).deployments.get_mut(&number).unwrap();
        row.job = Some(job(vars["d_job"].as_u64().unwrap(), "ship", 123, "api", row.user));
    }),
    (32, |world, vars| {
        let now = world.now;
        let number = vars["d"].as_u64().unwrap();
        enter(project(world, vars).deployments.get_mut(&number).unwrap(), "running", now);
    }),
    (33, |world, vars| {
        let now = world.now;
        let number = vars["d"].as_u64().unwrap();
        enter(project(world, vars).deployments.get_mut(&number).unwrap(), "success", now);
    }),
];

/// Gives an environment that a set-up call made along the way its recorded number.
fn numbered(world: &mut World, vars: &Vars, name: &str, var: &str) {
    let wanted = vars[var].as_u64().unwrap();
    let project = project(world, vars);
    let known = project.environments.values().find(|known| known.name == name).unwrap().id;
    let mut environment = project.environments.remove(&known).unwrap();
    environment.id = wanted;
    project.environments.insert(wanted, environment);
    for row in project.deployments.values_mut().filter(|row| row.environment == known) {
        row.environment = wanted;
    }
    world.next.environment = world.next.environment.max(wanted + 1);
}

/// `protected_environments_guard`.
pub(crate) const GUARD: &[(usize, Change)] =
    &[(0, |world, vars| numbered(world, vars, "production", "e"))];

/// A job of a new pipeline waits for its approval. Whichever of several it is, steps call it by one number.
fn waits(
    world: &mut World,
    vars: &Vars,
    user: &str,
    number_of_job: u64,
    (pipeline, iid): (u64, u64),
) {
    let number = vars["d"].as_u64().unwrap();
    let sha = vars["sha1"].clone();
    let head = sha.as_str().unwrap().to_owned();
    let project = project(world, vars);
    project.messages.insert(head, String::from("ci [skip ci]"));
    if let Some(mut before) = project.deployments.remove(&number) {
        before.id = number - 10 + before.iid;
        project.deployments.insert(before.id, before);
    }
    let json =
        json!({ "environment": "production", "ref": "main", "sha": sha, "status": "blocked" });
    deployment(world, vars, number, &json, user);
    let row = self::project(world, vars).deployments.get_mut(&number).unwrap();
    row.job = Some(job(number_of_job, "ship", pipeline, "api", row.user));
    let run = Pipeline {
        id: pipeline,
        iid,
        sha: row.sha.clone(),
        reference: row.reference.clone(),
        status: String::from("manual"),
        source: String::from("api"),
        user: row.user,
        started_at: None,
        created_at: row.created_at,
        updated_at: row.updated_at,
    };
    self::project(world, vars).pipelines.insert(pipeline, run);
}

/// `deployment_approvals_own`: a job that waits.
pub(crate) const OWN: &[(usize, Change)] =
    &[(1, |world, vars| waits(world, vars, "maintainer", 147, (136, 2)))];

/// The job that waits gets another number.
fn renumber(world: &mut World, vars: &Vars, number: u64) {
    let row = project(world, vars).deployments.get_mut(&vars["d"].as_u64().unwrap()).unwrap();
    row.job.as_mut().unwrap().id = number;
}

/// `deployment_approvals_reject`.
pub(crate) const REJECT: &[(usize, Change)] = &[
    (0, |world, vars| waits(world, vars, "second", 142, (130, 2))),
    // Steps call all jobs by the number of the last.
    (7, |world, vars| renumber(world, vars, 144)),
    (9, |world, vars| renumber(world, vars, 142)),
    (10, |world, vars| waits(world, vars, "second", 144, (131, 3))),
    (12, |world, vars| waits(world, vars, "second", 144, (132, 4))),
];

/// `deployment_approvals_represented`.
pub(crate) const REPRESENTED: &[(usize, Change)] = &[
    (1, |world, vars| waits(world, vars, "second", 151, (141, 2))),
    (17, |world, vars| waits(world, vars, "second", 154, (144, 3))),
];

/// `deployment_approvals_rules_change`: a job that waits, its end, and another one.
pub(crate) const RULES_CHANGE: &[(usize, Change)] = &[
    (0, |world, vars| waits(world, vars, "second", 155, (146, 2))),
    (20, |world, vars| renumber(world, vars, 158)),
    (21, |world, vars| {
        let now = world.now;
        let number = vars["d"].as_u64().unwrap();
        let row = project(world, vars).deployments.get_mut(&number).unwrap();
        enter(row, "running", now);
        enter(row, "success", now);
    }),
    (22, |world, vars| waits(world, vars, "second", 158, (149, 3))),
];

/// The environment that was made last has one number in all steps, and was changed when a step says.
fn gone(world: &mut World, vars: &Vars) {
    let wanted = vars["gone"].as_u64().unwrap();
    let changed = Time::parse(vars["at"].as_str().unwrap()).unwrap();
    let project = project(world, vars);
    let named = project.environments.values().rfind(|it| it.name.starts_with("gone"));
    let Some(mut environment) = named.cloned() else { return };
    project.environments.remove(&environment.id);
    environment.id = wanted;
    // GitLab's clock is finer than what it tells.
    environment.updated_at = Time(changed.0 + 400);
    project.environments.insert(wanted, environment);
}

/// `common_conditional`.
pub(crate) const CONDITIONAL: &[(usize, Change)] =
    &[(25, gone), (33, gone), (34, gone), (35, gone), (36, gone), (37, gone), (38, gone)];

/// The environments that one set-up call after the other makes anew have the same numbers in all steps.
fn renewed(world: &mut World, vars: &Vars) {
    for (start, var) in [("gone for ", "gone"), ("stopped for ", "mine")] {
        let wanted = vars[var].as_u64().unwrap();
        let project = project(world, vars);
        let fits = |(key, _): &(&u64, &Environment)| **key != wanted;
        let mut named =
            project.environments.iter().filter(|(_, known)| known.name.starts_with(start));
        let Some((key, _)) = named.rfind(fits) else { continue };
        let mut environment = project.environments[key].clone();
        project.environments.remove(&environment.id);
        environment.id = wanted;
        project.environments.insert(wanted, environment);
    }
}

/// `environments_roles`.
pub(crate) const ENVIRONMENT_ROLES: &[(usize, Change)] =
    &[(0, renewed), (7, renewed), (14, renewed), (21, renewed), (28, renewed), (35, renewed)];

fn merged(world: &mut World, vars: &Vars, iids: &[u64]) {
    let now = world.now;
    let maintainer = world.user_named("maintainer");
    let project = project(world, vars);
    for iid in iids {
        let request = project.merge_requests.get_mut(iid).unwrap();
        request.state = MergeRequestState::Merged;
        request.merged_at = Some(now);
        request.merge_user = maintainer;
        request.merge_commit_sha = Some(request.sha.clone());
    }
}

/// `deployments_merge_requests`.
pub(crate) const SHIPPED: &[(usize, Change)] = &[
    (0, |world, vars| {
        world.next.deployment = vars["d1"].as_u64().unwrap();
        merged(world, vars, &[1]);
    }),
    (3, |world, vars| merged(world, vars, &[2, 3])),
];

/// Time went by, in which the background protected default branches.
pub(crate) const DEFAULT_BRANCH: &[(usize, Change)] =
    &[(6, a_while), (10, a_while), (13, a_while), (16, a_while), (19, a_while), (22, a_while)];

pub(crate) fn a_while(world: &mut World, _: &Vars) {
    world.now = world.now.plus_seconds(6);
}

/// A job runs from here on; one that ended takes its token with it. Its secret is what the variable of the recording fills in.
fn job_token(world: &mut World, vars: &Vars, user: &str) {
    let user = world.user_named(user).unwrap();
    let token = labwright::sandbox::JobToken { user, project: id(vars) };
    let secret = vars["job_token"].as_str().unwrap();
    let secret = if secret.starts_with('<') { "sandbox-job-token" } else { secret };
    world.job_tokens.insert(secret.to_owned(), token);
}

fn no_job(world: &mut World, _: &Vars) {
    world.job_tokens.clear();
}

/// `deployments_job_token`.
pub(crate) const JOB_TOKEN: &[(usize, Change)] = &[
    (0, |world, vars| job_token(world, vars, "developer")),
    (21, no_job),
    (22, |world, vars| job_token(world, vars, "maintainer")),
    (43, no_job),
];

/// `common_job_token`.
pub(crate) const COMMON_JOB_TOKEN: &[(usize, Change)] = &[
    (0, |world, vars| {
        job_token(world, vars, "root");
        let head = String::from("e601a560de51027d766aa88426e961a9ba573e03");
        project(world, vars).commits.insert(head);
    }),
    (20, no_job),
];
