//! What the worlds of single recordings need: time that passed, runners that worked, numbers and moments that steps write out.

use labwright::sandbox::{
    Environment, MergeRequestState, Pipeline, Project, Time, TrainPipelines, World,
};
use serde_json::{Value, json};

use crate::conformance::delivery::{Vars, enter, job, pass, row};
use crate::conformance::replay::Change;

fn id(vars: &Vars) -> u64 {
    vars["p"].as_u64().unwrap()
}

fn project<'w>(world: &'w mut World, vars: &Vars) -> &'w mut Project {
    world.projects.get_mut(&id(vars)).unwrap()
}

/// Sets the pipelines of the cars of merge requests.
fn run(world: &mut World, vars: &Vars, names: &[&str], status: &str) {
    let now = world.now;
    let project = project(world, vars);
    for name in names {
        let iid = vars[*name].as_u64().unwrap();
        let car = project.cars.values().find(|car| car.merge_request == iid).unwrap();
        let run = project.pipelines.get_mut(&car.pipeline.unwrap()).unwrap();
        run.status = status.to_owned();
        if status == "running" {
            run.started_at = Some(now);
        }
    }
}

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

/// `merge_trains_lists`: a train that moves when the recording says so.
pub(crate) const LISTS: &[(usize, Change)] = &[
    (0, |world, vars| {
        world.still = true;
        let seconds = [("done1", 5), ("done2", 6), ("done3", 14)];
        for (name, seconds) in seconds {
            let iid = vars[name].as_u64().unwrap();
            let cars = project(world, vars).cars.values_mut();
            for car in cars.filter(|car| car.merge_request == iid) {
                car.merged_at = Some(car.created_at.plus_seconds(seconds));
            }
        }
    }),
    (2, |world, vars| {
        pass(world, id(vars), 2);
        run(world, vars, &["active1"], "pending");
        // Pipelines of branches took numbers too.
        let all = project(world, vars).pipelines.values_mut();
        for (run, iid) in all.rev().filter(|run| run.of_train()).zip([12, 11]) {
            run.iid = iid;
        }
    }),
    (8, |world, vars| run(world, vars, &["active2"], "pending")),
    (28, |world, vars| {
        pass(world, id(vars), 3);
        let all = ["active1", "active2", "b0", "b1", "b2", "b3", "b4", "b5", "b6"];
        run(world, vars, &all, "running");
    }),
];

/// `merge_trains_sha_and_squash`.
pub(crate) const SQUASH: &[(usize, Change)] = &[(20, |world, vars| pass(world, id(vars), 1))];

/// `merge_trains_settings`: the car got its pipeline before trains were switched off.
pub(crate) const SETTINGS: &[(usize, Change)] = &[
    (31, |world, vars| {
        pass(world, id(vars), 3);
        world.still = true;
    }),
    (36, |world, vars| pass(world, id(vars), 1)),
];

/// `merge_trains_add_without_ci`: what a train would run has no jobs.
pub(crate) const WITHOUT_CI: &[(usize, Change)] = &[
    (3, |world, vars| {
        let project = world.projects.get_mut(&vars["q"].as_u64().unwrap()).unwrap();
        project.train_pipelines = TrainPipelines::Empty;
    }),
    (6, |world, vars| {
        let q = vars["q"].as_u64().unwrap();
        pass(world, q, 1);
        // The attempt leaves a skipped pipeline behind, where the commit's message asks for that.
        let now = world.now;
        let project = world.projects.get_mut(&q).unwrap();
        let run = Pipeline {
            id: 391,
            iid: 2,
            sha: project.merge_requests[&1].sha.clone(),
            reference: String::from("refs/merge-requests/1/head"),
            status: String::from("skipped"),
            source: String::from("merge_request_event"),
            user: 1,
            started_at: None,
            created_at: now,
            updated_at: now,
        };
        project.pipelines.insert(391, run);
        project.merge_requests.get_mut(&1).unwrap().head_pipeline = Some(391);
    }),
    (18, |world, vars| pass(world, vars["q"].as_u64().unwrap(), 1)),
];

/// `merge_trains_roles`.
pub(crate) const TRAIN_ROLES: &[(usize, Change)] = &[
    (0, |world, vars| pass(world, id(vars), 1)),
    (80, |world, vars| run(world, vars, &["aboard"], "running")),
];

/// `merge_trains_arm`: what happens by itself, when it happened.
pub(crate) const ARM: &[(usize, Change)] = &[
    (0, |world, _| world.still = true),
    (10, |world, vars| pass(world, id(vars), 1)),
    (11, |world, vars| pass(world, id(vars), 2)),
    (21, |world, vars| {
        let now = world.now;
        let project = project(world, vars);
        let iid = vars["turns_red"].as_u64().unwrap();
        let request = project.merge_requests.get_mut(&iid).unwrap();
        request.auto_merge = false;
        request.merge_user = None;
        let head = project.pipelines[&request.head_pipeline.unwrap()].clone();
        let status = String::from("pending");
        let run = Pipeline { id: 230, status, started_at: None, created_at: now, ..head };
        request.head_pipeline = Some(230);
        project.pipelines.insert(230, run);
    }),
    (26, |world, vars| pass(world, id(vars), 1)),
    (36, |world, vars| pass(world, id(vars), 1)),
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

fn conflicts(world: &mut World, vars: &Vars, name: &str) {
    let iid = vars[name].as_u64().unwrap();
    project(world, vars).merge_requests.get_mut(&iid).unwrap().has_conflicts = true;
}

/// `merge_trains_add_blocked`: contents are not modelled, so that a conflict has to be said.
pub(crate) const BLOCKED: &[(usize, Change)] = &[
    (21, |world, vars| conflicts(world, vars, "conflict")),
    (24, |world, vars| conflicts(world, vars, "conflict_and_draft")),
];

/// `auto_merge`: a conflict, which contents would tell, and a push.
pub(crate) const AUTO_MERGE: &[(usize, Change)] = &[
    (40, |world, vars| conflicts(world, vars, "clash")),
    (46, |world, vars| {
        world.push(id(vars), "turns-red", &"f".repeat(40));
    }),
];

/// The train goes on until a runner has taken its pipeline.
fn taken(world: &mut World, vars: &Vars) {
    pass(world, id(vars), 4);
    run(world, vars, &["aboard"], "running");
}

/// `auto_merge_past_trains`: what runners took meanwhile, and a merge that went on between two steps.
pub(crate) const PAST_TRAINS: &[(usize, Change)] = &[
    // Numbers of trains' pipelines stay apart from those that the recording names.
    (0, |world, _| world.next.pipeline = 10_001),
    (3, taken),
    (4, |world, _| world.still = true),
    (6, |world, _| world.still = false),
    (11, taken),
    (16, |world, _| world.still = true),
    (17, |world, _| world.still = false),
    (26, |world, vars| {
        world.merge_armed(vars["q"].as_u64().unwrap(), vars["early"].as_u64().unwrap())
    }),
];

/// A train that stands still otherwise goes on by one step.
fn goes_on(world: &mut World, vars: &Vars) {
    pass(world, id(vars), 1);
}

/// `merge_trains_fast_forward`: a train that moves when the recording says so, and the time that it takes.
pub(crate) const FAST_FORWARD: &[(usize, Change)] = &[
    (0, |world, _| world.still = true),
    (6, goes_on),
    (7, goes_on),
    (8, goes_on),
    (11, goes_on),
    (12, |world, vars| pass(world, id(vars), 2)),
    (13, |world, vars| {
        world.now = world.now.plus_seconds(10);
        goes_on(world, vars);
    }),
    (15, goes_on),
    (16, goes_on),
    (17, goes_on),
    (18, |world, vars| {
        world.now = world.now.plus_seconds(5);
        goes_on(world, vars);
    }),
];

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

fn a_while(world: &mut World, _: &Vars) {
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
