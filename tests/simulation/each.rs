//! Every kind by itself, from the cases that all tests of kinds share: an apply of each is broken off at each of its calls.

use labwright::apply::Report;
use labwright::plan::Approved;
use labwright::sandbox::{Break, World};

use crate::cases::{CASES, Case};
use crate::lab::{After, Lab};
use crate::{Journey, broken, saved, text, told, truth};

/// How many applies of a case have to be broken off at a call of its kind.
const EACH: usize = if cfg!(debug_assertions) { 8 } else { 50 };

/// Kinds whose replacement keeps what no file declares. An apply that is killed after the deletion loses it, as the plan says,
/// and its approval does not cover a creation without it.
const KEEPS: &[(&str, &str)] = &[("protected_tags", "entries of deploy keys")];

/// Kinds of which an apply that is killed can leave an object that nobody has the secret of, and how many plans finish what was
/// approved: its approval goes on without the revocation, or does not cover a second replacement. An agent has no room for a third token, so that goes first.
const LEAVES: &[(&str, usize)] = &[
    ("access_tokens", 1),
    ("deploy_tokens", 1),
    ("pipeline_triggers", 1),
    ("applications", 1),
    ("runners", 1),
    ("tokens", 3),
];

/// Kinds of which one can stay that no variable says to be used.
const STAYS: &[&str] = &["pipeline_triggers"];

fn file(stage: &str) -> String {
    format!("version: 1\n{stage}")
}

/// The worlds before each stage, where they come one after the other.
async fn starts(lab: &mut Lab, case: &Case) -> Result<Vec<World>, String> {
    let mut worlds = Vec::new();
    lab.reset(&lab.seeded.clone());
    for stage in case.stages {
        worlds.push(lab.sandbox.world().clone());
        apply(lab, stage).await?;
    }
    Ok(worlds)
}

async fn apply(lab: &mut Lab, stage: &str) -> Result<Report, String> {
    let config = lab.config_of(&file(stage))?;
    let plan = lab.plan(&config).await;
    let shown = text(&plan);
    let report = lab.apply(Approved::by_hand(plan), 1, After::GoOn).await;
    if report.is_whole() { Ok(report) } else { Err(format!("{shown}\n{}", told(&report))) }
}

/// From a world to what a stage declares, with the number of each call of the case's kind; nothing where the world has none.
async fn journey(
    lab: &mut Lab,
    case: &Case,
    start: &World,
    stage: &str,
) -> Result<Option<(Journey, Vec<usize>)>, String> {
    lab.reset(start);
    let config = lab.config_of(&file(stage))?;
    let plan = lab.plan(&config).await;
    let (shown, saved, steps) = (text(&plan), saved(&plan), plan.steps().len());
    let kinds = plan.to_json()["steps"].as_array().cloned().unwrap_or_default();
    let mut calls = (0..steps).filter(|at| kinds[*at]["kind"] == case.kind).collect::<Vec<_>>();
    if !plan.problems.is_empty() || calls.is_empty() {
        return Ok(None);
    }
    let before = lab.writes();
    let report = lab.apply(Approved::by_hand(plan), 1, After::GoOn).await;
    // Several steps can be one call.
    calls.retain(|at| *at < lab.writes() - before);
    if !report.is_whole() {
        return Err(format!("undisturbed:\n{shown}\n{}", told(&report)));
    }
    let end = lab.sandbox.world().clone();
    let truth = truth::truth(&end, start);
    let keeps = KEEPS.iter().any(|it| it.0 == case.kind);
    let leaves = LEAVES.iter().find(|it| it.0 == case.kind).map_or(0, |it| it.1);
    let stays = STAYS.contains(&case.kind);
    let start = start.clone();
    let journey = Journey { start, config, shown, saved, steps, end, truth, keeps, leaves, stays };
    Ok(Some((journey, calls)))
}

/// Breaks the applies of a case off until it is enough; how often that was.
async fn case(case: &Case) -> Result<usize, String> {
    let mut lab = Lab::start(case.seed).await;
    lab.urls = case.kind == "integrations";
    let starts = starts(&mut lab, case).await?;
    let mut times = 0;
    // What comes next as it stands in the case, then all the rest: from any stage to any other.
    let next = (0..starts.len()).map(|at| (at, at));
    let others = (0..starts.len()).flat_map(|from| (0..starts.len()).map(move |to| (from, to)));
    let mut journeys = Vec::new();
    for (from, to) in next.chain(others.filter(|(from, to)| from != to)) {
        if times >= EACH {
            return Ok(times);
        }
        let Some((it, calls)) = journey(&mut lab, case, &starts[from], case.stages[to]).await?
        else {
            continue;
        };
        times += broken_off(&mut lab, &it, &calls, 1).await?;
        journeys.push((it, calls));
    }
    // The same with many calls at once.
    for (it, calls) in journeys.iter().cycle().take(journeys.len() * 50) {
        if times >= EACH {
            break;
        }
        times += broken_off(&mut lab, it, calls, 16).await?;
    }
    Ok(times)
}

async fn broken_off(
    lab: &mut Lab,
    it: &Journey,
    calls: &[usize],
    parallelism: usize,
) -> Result<usize, String> {
    let mut times = 0;
    for at in calls {
        for how in [Break::Before, Break::After] {
            for after in [After::GoOn, After::Stop] {
                broken(lab, it, *at, how, after, parallelism).await.map_err(|why| {
                    format!(
                        "call {at} broken off {how:?}, {after:?}, {parallelism} at once\nthe plan:\n{}\n{why}",
                        it.shown
                    )
                })?;
                times += 1;
            }
        }
    }
    Ok(times)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_apply_of_every_kind_is_broken_off_often_enough() {
    let mut failed = Vec::new();
    for it in CASES.iter() {
        match case(it).await {
            Ok(times) if times >= EACH => {
                println!("{:?} {:<24} {times} broken applies", it.scope, it.kind)
            }
            Ok(times) => failed
                .push(format!("{:?} {}: {times} broken applies, not {EACH}", it.scope, it.kind)),
            Err(why) => failed.push(format!("{:?} {}: {why}", it.scope, it.kind)),
        }
    }
    assert!(failed.is_empty(), "{} cases:\n\n{}", failed.len(), failed.join("\n\n"));
}
