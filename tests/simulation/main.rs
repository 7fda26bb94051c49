//! From any state to any wanted state, broken off at every call: the next apply finishes the work,
//! what was approved still covers it, and nothing is there twice.
//!
//! A state is a random configuration that was applied once, and what somebody changed by hand since.
//! Every apply from it to another random configuration is broken off at each of its calls, before
//! the call took effect and after, going on and stopping, one call at a time and many. The end is
//! compared with that of the same apply that nobody disturbed: secrets, numbers and journals too.
//!
//! Random configurations cover a few kinds in depth; `each.rs` breaks every kind off, from the cases of `tests/kinds`.
//!
//! `cargo test` tries a few seeds, `cargo test --release --test simulation` as many as make 10,000 broken applies.
//! `LABWRIGHT_SIM_SEEDS=5000` tries more, `LABWRIGHT_SIM_SEEDS=17..18` the seed of a failure again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

#[path = "../kinds/cases.rs"]
mod cases;
mod credentials;
mod dice;
mod each;
mod found;
mod lab;
mod outsider;
mod scopes;
mod truth;
mod wanted;

use std::ops::{AddAssign, Range};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use dice::Dice;
use futures::future::BoxFuture;
use lab::{After, Lab};
use labwright::apply::{Outcome, Report};
use labwright::config::Config;
use labwright::gitlab::Method;
use labwright::plan::{Approved, NotApproved, Plan, Saved};
use labwright::render::{self, Fold, Paint};
use labwright::sandbox::{Break, World};

/// What was tried.
#[derive(Debug, Default)]
struct Tally {
    plans: usize,
    steps: usize,
    broken: usize,
    /// Those of them that had several calls under way at once.
    at_once: usize,
    /// Plans with problems: nothing is promised beyond their steps.
    problems: usize,
    /// Approvals that an outsider made stale, and those that held.
    stale: usize,
    held: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        let Tally { plans, steps, broken, at_once, problems, stale, held } = other;
        self.plans += plans;
        self.steps += steps;
        self.broken += broken;
        self.at_once += at_once;
        self.problems += problems;
        self.stale += stale;
        self.held += held;
    }
}

/// Where an apply starts, what is planned there, and where it ends undisturbed.
struct Journey {
    start: World,
    config: Config,
    shown: String,
    saved: Saved,
    steps: usize,
    end: World,
    truth: Vec<String>,
    /// An apply that is broken off can lose what no file declares.
    keeps: bool,
    /// An apply that is broken off can leave an object that its approval does not remove: how many more plans finish it.
    leaves: usize,
    /// That object stays.
    stays: bool,
}

fn text(plan: &Plan) -> String {
    format!("{}{}", render::text(&plan.document(), Fold::Alike, Paint::PLAIN), plan.problems)
}

/// What was not done, and why.
fn told(report: &Report) -> String {
    let not_done = report.entries.iter().filter(|it| !matches!(it.outcome, Outcome::Done { .. }));
    not_done
        .map(|it| format!("{} {}: {:?}", it.call, it.address, it.outcome))
        .collect::<Vec<_>>()
        .join("\n")
}

fn saved(plan: &Plan) -> Saved {
    Saved::parse(plan.to_json().to_string().as_bytes()).unwrap()
}

/// A random state: a configuration that was applied once, and an outsider.
async fn state(lab: &mut Lab, dice: &mut Dice) -> Result<World, String> {
    let mut world = lab.seeded.clone();
    world.version = (*dice.pick(&["18.9.0-pre", "19.0.1"])).to_owned();
    lab.reset(&world);
    let config = lab.config(&wanted::wanted(dice))?;
    let plan = lab.plan(&config).await;
    let shown = text(&plan);
    let report = lab.apply(Approved::by_hand(plan), 16, After::GoOn).await;
    if !report.is_whole() {
        return Err(format!("the state before:\n{shown}\n{}", told(&report)));
    }
    outsider::meddle(dice, &mut lab.sandbox.world());
    Ok(lab.sandbox.world().clone())
}

async fn journey(lab: &mut Lab, dice: &mut Dice) -> Result<Result<Journey, Plan>, String> {
    let start = state(lab, dice).await?;
    let config = lab.config(&wanted::wanted(dice))?;
    lab.reset(&start);
    let plan = lab.plan(&config).await;
    if !plan.problems.is_empty() {
        return Ok(Err(plan));
    }
    let (shown, saved, steps) = (text(&plan), saved(&plan), plan.steps().len());
    let report = lab.apply(Approved::by_hand(plan), 1, After::GoOn).await;
    if !report.is_whole() {
        return Err(format!("undisturbed:\n{shown}\n{}", told(&report)));
    }
    let end = lab.sandbox.world().clone();
    let rest = lab.plan(&config).await;
    if !rest.steps().is_empty() || !rest.problems.is_empty() {
        return Err(format!("undisturbed:\n{shown}\nleft to do:\n{}", text(&rest)));
    }
    let truth = truth::truth(&end, &start);
    Ok(Ok(Journey {
        start,
        config,
        shown,
        saved,
        steps,
        end,
        truth,
        keeps: false,
        leaves: 0,
        stays: false,
    }))
}

/// Breaks one call off, and applies again with what was approved before.
async fn broken(
    lab: &mut Lab,
    it: &Journey,
    at: usize,
    how: Break,
    after: After,
    parallelism: usize,
) -> Result<(), String> {
    lab.reset(&it.start);
    let plan = lab.plan(&it.config).await;
    lab.sandbox.break_at(at, how);
    let report = lab.apply(Approved::by_hand(plan), parallelism, after).await;
    // A lost answer is looked up, so the apply may come to its end all the same.
    if !lab.sandbox.mend() || how == Break::Before && report.is_whole() {
        return Err(format!("call {at} was not broken off: {}", told(&report)));
    }
    let worse = truth::worse(&it.start, &lab.sandbox.world(), &it.end);
    if !worse.is_empty() {
        return Err(format!("on the way: {}\n{:#}", worse.join("\n"), report.to_json()));
    }
    let fresh = lab.plan(&it.config).await;
    let shown = text(&fresh);
    let (approved, lost) = match Approved::by_file(fresh, &it.saved) {
        Ok(approved) => (approved, false),
        Err(NotApproved::Stale(_)) if it.keeps => {
            (Approved::by_hand(lab.plan(&it.config).await), true)
        }
        Err(stale) => return Err(format!("{stale}\nthe rest:\n{shown}\n{}", told(&report))),
    };
    let report = lab.apply(approved, parallelism, After::GoOn).await;
    if !report.is_whole() {
        return Err(format!("the rest:\n{shown}\n{}", told(&report)));
    }
    let mut left = lab.plan(&it.config).await;
    for round in 0..it.leaves {
        // Only removals, unless GitLab has no room for a new one before.
        let removes = left.steps().iter().all(|it| it.request.method == Method::Delete);
        if left.steps().is_empty() || round == 0 && it.leaves == 1 && !removes {
            break;
        }
        let report = lab.apply(Approved::by_hand(left), parallelism, After::GoOn).await;
        if !report.is_whole() {
            return Err(format!("what was left:\n{shown}\n{}", told(&report)));
        }
        left = lab.plan(&it.config).await;
    }
    if !left.steps().is_empty() || !left.problems.is_empty() {
        return Err(format!("the rest:\n{shown}\nleft to do:\n{}", text(&left)));
    }
    let truth = truth::truth(&lab.sandbox.world(), &it.start);
    // Where no variable says which one is used, the former one stays as well.
    if it.stays && it.truth.iter().all(|line| truth.contains(line)) {
        return Ok(());
    }
    match truth::difference(&truth, &it.truth).filter(|_| !lost) {
        Some(difference) => Err(format!("the rest:\n{shown}\n{difference}")),
        None => Ok(()),
    }
}

/// An outsider between plan and apply: only approved steps run, or nothing is written.
async fn meddled(
    lab: &mut Lab,
    it: &Journey,
    dice: &mut Dice,
    tally: &mut Tally,
) -> Result<(), String> {
    lab.reset(&it.start);
    outsider::meddle(dice, &mut lab.sandbox.world());
    let fresh = lab.plan(&it.config).await;
    let (shown, problems) = (text(&fresh), !fresh.problems.is_empty());
    match Approved::by_file(fresh, &it.saved) {
        Ok(approved) => {
            tally.held += 1;
            let report = lab.apply(approved, 16, After::GoOn).await;
            if !report.is_whole() {
                return Err(format!("meddled with:\n{shown}\n{}", told(&report)));
            }
            let left = lab.plan(&it.config).await;
            if !(problems || left.steps().is_empty() && left.problems.is_empty()) {
                return Err(format!("meddled with:\n{shown}\nleft to do:\n{}", text(&left)));
            }
        }
        Err(NotApproved::Stale(stale)) => {
            tally.stale += 1;
            if stale.unseen.is_empty() {
                return Err("stale, and every step was seen".to_owned());
            }
        }
        Err(other) => return Err(other.to_string()),
    }
    Ok(())
}

async fn seed(lab: &mut Lab, seed: u64) -> Result<Tally, String> {
    let mut dice = Dice::new(seed);
    let mut tally = Tally { plans: 1, ..Tally::default() };
    let it = match journey(lab, &mut dice).await? {
        Ok(it) => it,
        Err(_) => return Ok(Tally { problems: 1, ..tally }),
    };
    tally.steps = it.steps;
    for at in 0..it.steps {
        for how in [Break::Before, Break::After] {
            for after in [After::GoOn, After::Stop] {
                let parallelism = *dice.pick(&[1, 16]);
                broken(lab, &it, at, how, after, parallelism).await.map_err(|why| {
                    format!(
                        "call {at} of {} broken off {how:?}, {after:?}, {parallelism} at once\n\
                         the plan:\n{}\n{why}",
                        it.steps, it.shown
                    )
                })?;
                tally.broken += 1;
                tally.at_once += usize::from(parallelism > 1);
            }
        }
    }
    for _ in 0..4 {
        meddled(lab, &it, &mut dice, &mut tally)
            .await
            .map_err(|why| format!("the plan:\n{}\n{why}", it.shown))?;
    }
    Ok(tally)
}

/// What is tried unless somebody says otherwise; without optimisation it would take too long.
const SEEDS: u64 = if cfg!(debug_assertions) { 6 } else { 330 };
/// How many broken applies that has to come to.
const BROKEN: usize = if cfg!(debug_assertions) { 100 } else { 10_000 };

fn seeds() -> Option<Range<u64>> {
    let text = std::env::var("LABWRIGHT_SIM_SEEDS").ok()?;
    Some(match text.split_once("..") {
        Some((from, to)) => from.parse().unwrap()..to.parse().unwrap(),
        None => 0..text.parse().unwrap(),
    })
}

/// What is tried with each seed, by several workers with a GitLab each, and what failed.
async fn of_seeds<T: Default + AddAssign + Send + 'static>(
    gitlab: &'static str,
    seeds: Range<u64>,
    each: for<'l> fn(&'l mut Lab, u64) -> BoxFuture<'l, Result<T, String>>,
) -> (T, Vec<String>) {
    let next = Arc::new(AtomicU64::new(seeds.start));
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (next, end) = (next.clone(), seeds.end);
        workers.spawn(async move {
            let mut lab = Lab::start(gitlab).await;
            let (mut tally, mut failed) = (T::default(), Vec::new());
            loop {
                let number = next.fetch_add(1, Ordering::SeqCst);
                if number >= end {
                    return (tally, failed);
                }
                match each(&mut lab, number).await {
                    Ok(it) => tally += it,
                    Err(why) => failed.push(format!("seed {number}: {why}")),
                }
            }
        });
    }
    let (mut tally, mut failed) = (T::default(), Vec::new());
    for (one, these) in workers.join_all().await {
        tally += one;
        failed.extend(these);
    }
    (tally, failed)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_apply_that_is_broken_off_anywhere_is_finished_by_the_next_one() {
    let usual = seeds().is_none();
    let started = Instant::now();
    let seeds = seeds().unwrap_or(0..SEEDS);
    let (tally, mut failed) =
        of_seeds(wanted::SEED, seeds, |lab, number| Box::pin(seed(lab, number))).await;
    let Tally { plans, steps, broken, at_once, problems, stale, held } = tally;
    println!(
        "{plans} plans ({problems} with problems), {steps} steps, {broken} broken applies ({at_once} with several \
         calls at once), {stale} approvals that an outsider made stale, {held} that held, in {:.1?}",
        started.elapsed()
    );
    failed.truncate(20);
    assert!(failed.is_empty(), "{} seeds:\n\n{}", failed.len(), failed.join("\n\n"));
    if usual {
        assert!(broken >= BROKEN, "{broken} broken applies are less than {BROKEN}");
        assert!(at_once > broken / 4 && stale > 0 && held > 0, "something is never tried");
    }
}
