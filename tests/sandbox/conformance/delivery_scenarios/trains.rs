//! Merge trains and merges that wait: what runners did, and when.

use labwright::sandbox::{Pipeline, TrainPipelines, World};

use super::{id, project};
use crate::conformance::delivery::{Vars, pass};
use crate::conformance::replay::Change;

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
