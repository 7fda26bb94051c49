//! What runners, people who push, and GitLab's background work did between two steps of a recording of trains or jobs.
//!
//! Trains stand still in these worlds but for [`pass`]: the recordings tell how far the background work had come at each step.

use labwright::sandbox::{Branch, Pipeline, Project, World};
use serde_json::json;

use crate::conformance::delivery::{Vars, enter, job, pass};
use crate::conformance::delivery_scenarios::deployments::deployment;
use crate::conformance::replay::Change;

fn id(vars: &Vars) -> u64 {
    vars["p"].as_u64().unwrap()
}

fn project<'w>(world: &'w mut World, vars: &Vars) -> &'w mut Project {
    world.projects.get_mut(&id(vars)).unwrap()
}

/// From here on nothing happens by itself.
fn still(world: &mut World, _: &Vars) {
    world.still = true;
}

/// The background work of trains goes on by one step.
fn on(world: &mut World, vars: &Vars) {
    pass(world, id(vars), 1);
}

/// A new car was looked at, and got its pipeline.
fn built(world: &mut World, vars: &Vars) {
    pass(world, id(vars), 2);
}

/// The newest pipeline of a merge request.
fn head<'w>(world: &'w mut World, vars: &Vars, name: &str) -> &'w mut Pipeline {
    let iid = vars[name].as_u64().unwrap();
    let project = project(world, vars);
    let head = project.merge_requests[&iid].head_pipeline.unwrap();
    project.pipelines.get_mut(&head).unwrap()
}

/// The jobs of a pipeline wait for a runner.
fn queued(world: &mut World, vars: &Vars, name: &str) {
    head(world, vars, name).status = String::from("pending");
}

/// A runner took the job of a pipeline.
fn started(world: &mut World, vars: &Vars, name: &str) {
    let now = world.now;
    let run = head(world, vars, name);
    run.status = String::from("running");
    run.started_at = Some(now);
}

/// Gives the newest pipeline of a merge request its recorded number: steps and set-up calls write it out.
fn numbered(world: &mut World, vars: &Vars, name: &str, wanted: u64) {
    let iid = vars[name].as_u64().unwrap();
    let old = head(world, vars, name).id;
    let project = project(world, vars);
    let mut run = project.pipelines.remove(&old).unwrap();
    run.id = wanted;
    project.pipelines.insert(wanted, run);
    project.merge_requests.get_mut(&iid).unwrap().head_pipeline = Some(wanted);
    for car in project.cars.values_mut().filter(|car| car.pipeline == Some(old)) {
        car.pipeline = Some(wanted);
    }
    world.next.pipeline = world.next.pipeline.max(wanted + 1);
}

/// Time goes by.
fn later(world: &mut World, seconds: i64) {
    world.now = world.now.plus_seconds(seconds);
}

/// Somebody pushed to a branch.
fn pushed(world: &mut World, vars: &Vars, branch: &str) {
    let sha = "f".repeat(40);
    world.push(id(vars), branch, &sha);
}

/// Of several that boarded before one step, this is the one that came last.
fn boarded_now(world: &mut World, vars: &Vars, name: &str) {
    let (now, iid) = (world.now, vars[name].as_u64().unwrap());
    let mut cars = project(world, vars).cars.values_mut();
    cars.find(|car| car.merge_request == iid).unwrap().created_at = now;
}

/// GitLab has looked whether a merge request can be merged.
fn checked(world: &mut World, vars: &Vars, name: &str) {
    let iid = vars[name].as_u64().unwrap();
    project(world, vars).merge_requests.get_mut(&iid).unwrap().unchecked = false;
}

/// A car got its pipeline, which has its recorded number and waits for a runner.
fn waits(world: &mut World, vars: &Vars, name: &str, number: u64) {
    built(world, vars);
    numbered(world, vars, name, number);
    queued(world, vars, name);
}

/// `merge_trains_life`.
pub(crate) const LIFE: &[(usize, Change)] = &[
    (0, |world, vars| {
        still(world, vars);
        // Pipelines of pushes that would have been without jobs took numbers too.
        head(world, vars, "a").iid = 2;
        // Administrators push in the recordings; what the push started was there before what the merge request would start.
        let root = world.user_named("root").unwrap();
        head(world, vars, "a").user = root;
        head(world, vars, "b").iid = 4;
        // The runner was busy.
        let run = head(world, vars, "a");
        run.started_at = Some(run.created_at.plus_seconds(14));
        run.updated_at = run.created_at.plus_seconds(14);
    }),
    (3, |world, vars| {
        waits(world, vars, "a", 184);
    }),
    (5, |world, _| later(world, 3)),
    (7, |world, vars| {
        built(world, vars);
        numbered(world, vars, "b", 185);
    }),
    (8, |world, vars| queued(world, vars, "b")),
    (14, |world, vars| {
        later(world, 4);
        started(world, vars, "a");
        later(world, 12);
    }),
    (15, built),
    (16, on),
    (17, |world, vars| {
        later(world, 6);
        on(world, vars);
    }),
    (19, on),
    (20, on),
    (21, |world, vars| {
        later(world, 8);
        on(world, vars);
    }),
    (35, |world, vars| {
        later(world, 18);
        boarded_now(world, vars, "d");
        built(world, vars);
        numbered(world, vars, "c", 194);
        numbered(world, vars, "d", 199);
        started(world, vars, "c");
    }),
    (36, |world, vars| {
        pushed(world, vars, "main");
        queued(world, vars, "d");
    }),
    (37, |world, vars| {
        on(world, vars);
        numbered(world, vars, "c", 200);
    }),
    (38, |world, vars| queued(world, vars, "c")),
    (40, |world, vars| {
        on(world, vars);
        numbered(world, vars, "d", 201);
        queued(world, vars, "c");
    }),
    (41, |world, vars| queued(world, vars, "d")),
    (44, on),
    (45, on),
    (46, on),
    (47, |world, vars| {
        later(world, 23);
        on(world, vars);
    }),
    (50, on),
    (51, on),
    (52, on),
    (53, |world, vars| {
        later(world, 17);
        on(world, vars);
    }),
];

/// `merge_trains_drop`.
pub(crate) const DROP: &[(usize, Change)] = &[
    (0, |world, vars| {
        still(world, vars);
        built(world, vars);
        numbered(world, vars, "fails", 238);
        numbered(world, vars, "behind", 240);
        started(world, vars, "fails");
    }),
    (2, on),
    (5, |world, vars| queued(world, vars, "behind")),
    (6, |world, vars| {
        on(world, vars);
        numbered(world, vars, "behind", 241);
        queued(world, vars, "behind");
    }),
    (18, |world, vars| waits(world, vars, "pushed", 245)),
    (19, |world, vars| pushed(world, vars, "pushed")),
    (21, |world, vars| {
        built(world, vars);
        numbered(world, vars, "drafted", 249);
    }),
    (23, on),
    (25, |world, vars| waits(world, vars, "shut", 252)),
    (28, |world, vars| waits(world, vars, "retargeted", 254)),
    (30, |world, vars| checked(world, vars, "retargeted")),
    (31, |world, vars| {
        built(world, vars);
        numbered(world, vars, "retitled", 258);
    }),
    (32, |world, vars| queued(world, vars, "retitled")),
];

/// `merge_trains_taken_off_at_once`.
pub(crate) const AT_ONCE: &[(usize, Change)] = &[
    (0, |world, vars| {
        still(world, vars);
        // The car was gone before its pipeline was there: nobody broke that off.
        numbered(world, vars, "hasty", 400);
        queued(world, vars, "hasty");
    }),
    (7, on),
];

/// A row of a job: its number, its environment, how it stands, the job's number and stage.
type OfJob = (u64, &'static str, &'static str, u64, &'static str);

/// The commit of `deployments_of_jobs`, which a step writes out.
const SHA: &str = "99e064bf2567a14ab77570244c4dbc6ae214fd85";

/// What a pipeline and a runner did to the rows of jobs.
fn jobs(
    world: &mut World,
    vars: &Vars,
    (pipeline, source, user): (u64, &str, &str),
    status: &str,
    rows: &[OfJob],
) {
    let (now, by) = (world.now, world.user_named(user).unwrap());
    let runs = &mut project(world, vars).pipelines;
    let iid = runs.len() as u64 + 1;
    let run = runs.entry(pipeline).or_insert(Pipeline {
        id: pipeline,
        iid,
        sha: SHA.to_owned(),
        reference: String::from("main"),
        status: String::new(),
        source: source.to_owned(),
        user: by,
        started_at: Some(now),
        created_at: now,
        updated_at: now,
    });
    run.status = status.to_owned();
    for (number, environment, status, job_number, stage) in rows {
        let now = world.now;
        if let Some(row) = project(world, vars).deployments.get_mut(number) {
            enter(row, status, now);
            continue;
        }
        let json =
            json!({ "environment": environment, "ref": "main", "sha": SHA, "status": status });
        deployment(world, vars, *number, &json, user);
        let row = project(world, vars).deployments.get_mut(number).unwrap();
        let name = if *environment == "production" { "ship" } else { environment };
        let mut made = job(*job_number, name, pipeline, source, row.user);
        made.stage = (*stage).to_owned();
        // It is started by hand.
        made.allow_failure = name == "gate";
        row.job = Some(made);
    }
}

/// `deployments_of_jobs`: four pipelines, one after the other.
pub(crate) const OF_JOBS: &[(usize, Change)] = &[
    (1, |world, vars| {
        world.next.environment = 355;
        let project_of = project(world, vars);
        project_of.commits.insert(SHA.to_owned());
        project_of.messages.insert(SHA.to_owned(), String::from("ci"));
        project_of.branches.insert(String::from("main"), Branch { sha: SHA.to_owned() });
        let all = [
            (263, "production", "created", 203, "deploy"),
            (264, "gate", "blocked", 204, "deploy"),
            (265, "late", "created", 205, "after"),
        ];
        jobs(world, vars, (193, "push", "root"), "running", &all[..2]);
        // Rows of stages that have not begun are there later.
        jobs(world, vars, (193, "push", "root"), "running", &all[2..]);
        project(world, vars).deployments.remove(&265);
        project(world, vars).last_deployment = 2;
    }),
    (9, |world, vars| {
        jobs(
            world,
            vars,
            (193, "push", "root"),
            "running",
            &[(263, "production", "running", 203, "deploy")],
        )
    }),
    (13, |world, vars| {
        jobs(
            world,
            vars,
            (193, "push", "root"),
            "running",
            &[(263, "production", "success", 203, "deploy")],
        )
    }),
    (18, |world, vars| {
        // The address in the CI file is told once the environment was looked at after the job's end.
        let live = project(world, vars).environments.values_mut();
        for environment in live.filter(|environment| environment.name == "production") {
            environment.external_url = Some(String::from("https://www.example.com"));
        }
        jobs(
            world,
            vars,
            (193, "push", "root"),
            "running",
            &[(265, "late", "failed", 205, "after")],
        )
    }),
    (19, |world, vars| {
        jobs(
            world,
            vars,
            (193, "push", "root"),
            "running",
            &[(264, "gate", "success", 204, "deploy")],
        )
    }),
    (20, |world, vars| {
        let all = [
            (268, "production", "skipped", 211, "deploy"),
            (269, "gate", "skipped", 212, "deploy"),
            (270, "late", "skipped", 213, "after"),
        ];
        jobs(world, vars, (198, "api", "maintainer"), "failed", &all);
    }),
    (24, |world, vars| {
        let all = [
            (271, "production", "canceled", 218, "deploy"),
            (272, "gate", "canceled", 219, "deploy"),
        ];
        jobs(world, vars, (202, "api", "maintainer"), "canceled", &all);
    }),
    (25, |world, vars| {
        let all = [
            (278, "production", "created", 222, "deploy"),
            (280, "gate", "blocked", 223, "deploy"),
        ];
        jobs(world, vars, (203, "api", "maintainer"), "running", &all);
    }),
    (26, |world, vars| {
        // The pipeline is deleted, and its rows no longer belong to a job.
        let now = world.now;
        for number in [278, 280] {
            let row = project(world, vars).deployments.get_mut(&number).unwrap();
            enter(row, "canceled", now);
            row.job = None;
        }
    }),
];
