//! What the worlds of single recordings need: time that passed, runners that worked, numbers and moments that steps write out.

use labwright::sandbox::{Pipeline, Project, Time, TrainPipelines, World};
use serde_json::{Value, json};

use crate::delivery::{Vars, enter, job, pass, row};
use crate::replay::Change;

fn id(vars: &Vars) -> u64 {
    vars["p"].as_u64().unwrap()
}

fn project<'w>(world: &'w mut World, vars: &Vars) -> &'w mut Project {
    world.projects.get_mut(&id(vars)).unwrap()
}

/// Sets the pipelines of the cars of merge requests.
fn run(world: &mut World, vars: &Vars, names: &[&str], status: &str) {
    let project = project(world, vars);
    for name in names {
        let iid = vars[*name].as_u64().unwrap();
        let car = project.cars.values().find(|car| car.merge_request == iid).unwrap();
        let run = project.pipelines.get_mut(&car.pipeline.unwrap()).unwrap();
        run.status = status.to_owned();
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
        row.finished_at = row.finished_at.map(|_| Time(told.0 + 400));
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

fn deployment(world: &mut World, vars: &Vars, number: u64, json: &Value, user: &str) -> u64 {
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
        row.job = Some(job(500, "ship", "test", "push"));
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
        let json =
            json!({ "environment": "production", "ref": "main", "sha": sha, "status": "blocked" });
        let number = deployment(world, vars, vars["d"].as_u64().unwrap(), &json, "second");
        let row = project(world, vars).deployments.get_mut(&number).unwrap();
        row.job = Some(job(vars["d_job"].as_u64().unwrap(), "ship", "test", "api"));
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
