//! An apply that creates projects and groups: they are created first, then everything is planned again.
//!
//! GitLab makes some things by itself in what is new, such as the rule of the default branch, and a plan that was made before
//! cannot know them. **Invariant:** what is sent was approved.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::join_all;
use serde_json::Value;

use super::{Entry, Outcome, Pacing, Progress, Report, Secrets, apply};
use crate::gitlab::{ApiError, Reader};
use crate::plan::{Again, Approved, Phases, PlanError, Second, Settles, Step};
use crate::resource::{Address, Fresh};

/// Makes the calls of an approved plan. If it creates projects or groups, it creates them, waits for what GitLab makes in
/// them by itself, plans again, and makes the calls that the approval covers.
pub async fn apply_in_phases(
    approved: Approved,
    again: &Again<'_>,
    reader: &Reader,
    secrets: &Secrets,
    pacing: &Pacing,
    progress: &dyn Progress,
) -> Report {
    let Phases { first, numbers, rest } = match approved.phases() {
        Ok(phases) => phases,
        Err(whole) => return apply(*whole, reader, secrets, pacing, progress).await,
    };
    let told = Numbered { progress, numbers: &numbers };
    let mut joined = Joined::default();
    joined.add(apply(first, reader, secrets, pacing, &told).await, &numbers);
    let untouched = |joined: Joined, steps: &[Step]| {
        let all = steps.iter().enumerate();
        joined.end(all.map(|(at, it)| (at + 1, Entry::of(it, Outcome::NotStarted))).collect())
    };
    if joined.stopped.is_none() && !joined.interrupted {
        let settles = rest.settles(&joined.done());
        join_all(settles.into_iter().map(|it| settle(it, reader, pacing))).await;
        joined.interrupted = pacing.stop.is_set();
    }
    if joined.stopped.is_some() || joined.interrupted {
        return untouched(joined, rest.steps());
    }
    let fresh = match rest.plan(again, reader).await {
        Ok(fresh) => fresh,
        Err(PlanError::Server(error)) => {
            joined.stopped = Some(format!("cannot plan the rest: {}", error.what()));
            return untouched(joined, rest.steps());
        }
    };
    let steps = rest.steps().to_vec();
    let Second { approved, numbers, withheld, needless, problems } = rest.approve(fresh);
    let refusals = approved.plan().refusals(again.allowed);
    progress.planned_again(&problems, &refusals);
    joined.incomplete = !problems.is_empty();
    for at in needless {
        let remarks = vec!["nothing left to do".to_owned()];
        let entry = steps.get(at - 1).map(|it| Entry::of(it, Outcome::Done { remarks }));
        joined.entries.extend(entry.map(|it| (at, it)));
    }
    for (number, (step, because)) in withheld {
        let entry = Entry::of(&step, because.map_or_else(not_approved, skipped));
        progress.ended(number, &entry);
        joined.entries.insert(number, entry);
    }
    match refusals.first() {
        Some(refusal) => {
            joined.stopped = Some(format!("a guard refuses the rest: {}", refusal.message))
        }
        None => {
            let told = Numbered { progress, numbers: &numbers };
            joined.add(apply(approved, reader, secrets, pacing, &told).await, &numbers);
        }
    }
    untouched(joined, &steps)
}

fn skipped(because: Address) -> Outcome {
    Outcome::Skipped { because: because.to_string() }
}

fn not_approved() -> Outcome {
    Outcome::failed(
        "not sent: the plan that was approved does not show this change",
        "GitLab has something else than expected in what is new: plan again, and approve it",
    )
}

/// The results of both phases, by the numbers of the steps in the whole plan.
#[derive(Default)]
struct Joined {
    entries: BTreeMap<usize, Entry>,
    stopped: Option<String>,
    interrupted: bool,
    incomplete: bool,
}

impl Joined {
    fn add(&mut self, report: Report, numbers: &[usize]) {
        self.entries.extend(numbers.iter().copied().zip(report.entries));
        self.stopped = self.stopped.take().or(report.stopped);
        self.interrupted |= report.interrupted;
    }

    /// The objects of which something took effect.
    fn done(&self) -> BTreeSet<Address> {
        let done =
            |it: &&Entry| matches!(it.outcome, Outcome::Done { .. } | Outcome::Differs { .. });
        self.entries.values().filter(done).map(|it| it.address.clone()).collect()
    }

    /// The report; `others` are the steps that nothing is known of.
    fn end(self, others: BTreeMap<usize, Entry>) -> Report {
        let Joined { mut entries, stopped, interrupted, incomplete } = self;
        for (number, it) in others {
            entries.entry(number).or_insert(it);
        }
        Report { entries: entries.into_values().collect(), stopped, interrupted, incomplete }
    }
}

/// Tells of the steps of a part of a plan by their numbers in the whole plan.
struct Numbered<'a> {
    progress: &'a dyn Progress,
    numbers: &'a [usize],
}

impl Numbered<'_> {
    fn of(&self, number: usize) -> usize {
        self.numbers.get(number - 1).copied().unwrap_or(number)
    }
}

impl Progress for Numbered<'_> {
    fn started(&self, number: usize, step: &Step) {
        self.progress.started(self.of(number), step);
    }

    fn ended(&self, number: usize, entry: &Entry) {
        self.progress.ended(self.of(number), entry);
    }
}

/// Waits until GitLab made it. What cannot be read is a problem of the plan that follows.
async fn settle(it: Settles, reader: &Reader, pacing: &Pacing) {
    for _ in 0..pacing.settle {
        let seen: Result<Value, ApiError> = match &it.look {
            Fresh::List(path, listing) => reader.list_as(path, *listing).await.map(Value::Array),
            Fresh::Find(path, element) => {
                reader.find_as(path, *element).await.map(Option::unwrap_or_default)
            }
            Fresh::Answer | Fresh::Page(_) | Fresh::File { .. } => return,
        };
        if pacing.stop.is_set() || seen.map_or(true, |it_is| (it.is_done)(&it_is)) {
            return;
        }
        tokio::select! {
            () = tokio::time::sleep(pacing.poll) => {}
            () = pacing.stop.until_set() => return,
        }
    }
}
