//! Runs an approved plan. There is nothing left to decide here.
//!
//! Steps of one stage and rank run concurrently; those of one collection of one scope one after the
//! other. A step is skipped when something that it needs failed. What GitLab answered is compared
//! with what was sent, and where an answer proves nothing the object is looked at again.
//!
//! **Invariant:** whatever happens there is a report of every step: when it is told to end at once, what is under way is
//! unknown; a mistake of our own in the midst of a step makes that step unknown and no other.

mod event;
mod lost;
mod report;
mod secrets;
mod stop;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::stream::{self, StreamExt};
use serde_json::Value;

pub use event::{Event, Interrupted, Planned, Started, Summary, Unseen, Warning};
pub(crate) use report::DIFFERS;
pub use report::{Counts, Different, Ended, Ending, Entry, Outcome, Report};
pub use secrets::{Secrets, Sources};
pub use stop::Stop;

use crate::gitlab::{ApiError, ApiPath, Method, Reader, Response, Writer};
use crate::plan::{Approved, Step};
use crate::resource::{Action, Fresh, HIDDEN, ID_HOLE, Sent, Undo, Verdict, id_holes, id_of};

/// How fast an apply goes, and when it stops.
#[derive(Debug, Clone)]
pub struct Pacing {
    /// How many calls may be under way at once.
    pub parallelism: usize,
    /// How long to wait before looking again at something that GitLab is still working on.
    pub poll: Duration,
    /// How often to look.
    pub looks: usize,
    /// How it is told from outside to end.
    pub stop: Stop,
}

impl Default for Pacing {
    fn default() -> Self {
        Pacing {
            parallelism: crate::gitlab::DEFAULT_PARALLELISM,
            poll: Duration::from_secs(1),
            looks: 15,
            stop: Stop::default(),
        }
    }
}

/// Is told of every step. Steps are numbered as they stand in the plan, from 1.
pub trait Progress: Sync {
    /// A step begins.
    fn started(&self, _number: usize, _step: &Step) {}

    /// A step ended.
    fn ended(&self, number: usize, entry: &Entry);
}

/// Tells nobody.
impl Progress for () {
    fn ended(&self, _: usize, _: &Entry) {}
}

/// Makes the calls of an approved plan. All secrets were resolved before.
pub async fn apply(
    approved: Approved,
    reader: &Reader,
    secrets: &Secrets,
    pacing: &Pacing,
    progress: &dyn Progress,
) -> Report {
    let (steps, ids, permit) = approved.into_parts();
    let run = Run {
        writer: Writer::new(reader, permit),
        secrets,
        pacing,
        progress,
        state: Mutex::new(State { ids, outcomes: vec![None; steps.len()], ..State::default() }),
    };
    let at_once = |a: &(usize, &Step), b: &(usize, &Step)| {
        (a.1.order.stage, &a.1.order.rank) == (b.1.order.stage, &b.1.order.rank)
    };
    let numbered: Vec<(usize, &Step)> = steps.iter().enumerate().collect();
    let all = async {
        for rank in numbered.chunk_by(at_once) {
            let mut lanes: BTreeMap<String, Vec<(usize, &Step)>> = BTreeMap::new();
            for it in rank {
                lanes.entry(it.1.lane()).or_default().push(*it);
            }
            let lanes = lanes.into_values().map(|lane| run.lane(lane));
            stream::iter(lanes).for_each_concurrent(pacing.parallelism, |lane| lane).await;
        }
        run.look_again(&steps).await;
    };
    let hurry = async {
        pacing.stop.until_set().await;
        reader.hurry();
        pacing.stop.until_at_once().await;
    };
    tokio::select! {
        () = hurry => {}
        () = all => {}
    }
    let state = run.state.into_inner().unwrap_or_else(PoisonError::into_inner);
    let State { outcomes, under_way, mut stopped, .. } = state;
    let entry = |(at, outcome): (usize, Option<Outcome>)| {
        let broken_off = || match under_way.contains(&at) {
            true => Outcome::Unknown { message: "interrupted while in progress".to_owned() },
            false => Outcome::NotStarted,
        };
        Entry::of(&steps[at], outcome.unwrap_or_else(broken_off))
    };
    let entries: Vec<Entry> = outcomes.into_iter().enumerate().map(entry).collect();
    let interrupted = pacing.stop.is_set()
        && entries.iter().any(|it| !matches!(it.outcome, Outcome::Done { .. }));
    if interrupted {
        stopped.get_or_insert_with(|| "interrupted".to_owned());
    }
    Report { entries, stopped, interrupted }
}

/// One apply under way.
struct Run<'a> {
    writer: Writer,
    secrets: &'a Secrets,
    pacing: &'a Pacing,
    progress: &'a dyn Progress,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Ids by address, those of the plan and those of what was created since.
    ids: BTreeMap<String, u64>,
    outcomes: Vec<Option<Outcome>>,
    /// Steps of which it is not known yet what comes of them.
    under_way: BTreeSet<usize>,
    /// Addresses of which a step failed.
    failed: BTreeSet<String>,
    /// Addresses of objects that exist, and differ from what was asked for.
    differing: BTreeSet<String>,
    /// Steps whose effect may come late: they are checked again once all others are done.
    open: Vec<usize>,
    /// Why no call begins any more.
    stopped: Option<String>,
}

impl Run<'_> {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn lane(&self, lane: Vec<(usize, &Step)>) {
        let mut half_done = None;
        for (at, step) in lane {
            // An object that is deleted is created again, whoever wants the apply to end.
            let other_half =
                half_done == Some(&step.order.address) && step.action == Action::Replace;
            if self.is_stopped() && !other_half {
                return;
            }
            let outcome = match self.obstacle(step) {
                Some(because) => Outcome::Skipped { because },
                None => {
                    self.state().under_way.insert(at);
                    let attempt = async {
                        self.progress.started(at + 1, step);
                        self.step(step).await
                    };
                    AssertUnwindSafe(attempt).catch_unwind().await.unwrap_or_else(|_| {
                        let message = "internal error in labwright; please report it";
                        Outcome::Unknown { message: message.to_owned() }
                    })
                }
            };
            let open = matches!(outcome, Outcome::Unknown { .. }) && step.check.leaves_a_trace();
            let deletes = step.action == Action::Replace && step.request.method == Method::Delete;
            half_done =
                (deletes && matches!(outcome, Outcome::Done { .. })).then_some(&step.order.address);
            let outcome = self.note(at, step, outcome);
            if open {
                self.state().open.push(at);
            } else {
                self.tell(at, step, outcome);
            }
        }
    }

    /// Notes the outcome of a step, with secrets masked.
    fn note(&self, at: usize, step: &Step, outcome: Outcome) -> Outcome {
        let outcome = self.secrets.mask_outcome(outcome, step, self.writer.reader());
        let mut state = self.state();
        let address = || step.order.address.clone();
        match outcome {
            Outcome::Done { .. } => {}
            Outcome::Differs { .. } => drop(state.differing.insert(address())),
            _ => drop(state.failed.insert(address())),
        }
        state.outcomes[at] = Some(outcome.clone());
        state.under_way.remove(&at);
        outcome
    }

    /// Reports the outcome of a step. Whoever receives it must not be able to end the apply.
    fn tell(&self, at: usize, step: &Step, outcome: Outcome) {
        let entry = Entry::of(step, outcome);
        let tell = || self.progress.ended(at + 1, &entry);
        let _ = std::panic::catch_unwind(AssertUnwindSafe(tell));
    }

    fn is_stopped(&self) -> bool {
        self.pacing.stop.is_set() || self.state().stopped.is_some()
    }

    /// What stands in the way of a step: something that it needs was not done. An object that differs from what was asked
    /// for exists: a step that only refers to it, and so needs no more than its ID, goes on.
    fn obstacle(&self, step: &Step) -> Option<String> {
        let refers = self.ids_of(step);
        let state = self.state();
        let stands = |it: &&String| {
            state.failed.contains(*it) || state.differing.contains(*it) && !refers.contains_key(*it)
        };
        step.needs.iter().chain([&step.order.address]).find(stands).cloned()
    }

    async fn step(&self, step: &Step) -> Outcome {
        let mut body = step.request.body.clone();
        let ids = self.ids_of(step);
        if let Err(missing) = self.fill(&mut body, &ids) {
            return Outcome::Skipped { because: missing };
        }
        let body = (!body.is_null()).then_some(body);
        let request = &step.request;
        if let Some(outcome) = self.made_meanwhile(step, &ids).await {
            return outcome;
        }
        match self.send(step, request.method, &request.path, body.as_ref()).await {
            Ok(answer) => self.ended(step, &ids, answer.body).await,
            Err(error) if request.method == Method::Delete && error.is_not_found() => {
                self.gone(step, &ids, &error).await
            }
            Err(error) if error.may_have_taken_effect() => {
                self.lost(step, body.as_ref(), &ids, &error).await
            }
            Err(error) => self.refused(step, &ids, &error).await,
        }
    }

    /// A call that GitLab certainly refused: what is planned for that is sent.
    async fn refused(&self, step: &Step, ids: &BTreeMap<String, u64>, error: &ApiError) -> Outcome {
        let (message, hint) = match self.failed(error) {
            Outcome::Failed { message, hint } if step.undo.is_some() => (message, hint),
            other => return other,
        };
        let Some(Undo { path, body }) = &step.undo else {
            return Outcome::Failed { message, hint };
        };
        let mut body = body.clone();
        let undo = match self.fill(&mut body, ids) {
            Err(missing) => Outcome::Failed {
                message: format!("`{missing}`, which it refers to, does not exist"),
                hint: String::new(),
            },
            Ok(()) => match self.send(step, Method::Post, path, Some(&body)).await {
                Ok(_) => Outcome::Done { remarks: Vec::new() },
                Err(error) if error.may_have_taken_effect() => {
                    Outcome::Unknown { message: error.what() }
                }
                Err(error) => self.failed(&error),
            },
        };
        let call = format!("{} {path}", Method::Post.as_str());
        Outcome::Undone { message, hint, call, undo: Box::new(undo) }
    }

    /// Makes a call of a step. An error shows nothing that the step hides.
    async fn send(
        &self,
        step: &Step,
        method: Method,
        path: &ApiPath,
        body: Option<&Value>,
    ) -> Result<Response, ApiError> {
        let sent = self.writer.send(method, path, body).await;
        sent.map_err(|error| self.secrets.mask_answer(error, step))
    }

    fn failed(&self, error: &ApiError) -> Outcome {
        self.stop_without_token(error);
        Outcome::Failed { message: error.what(), hint: error.next_step().to_owned() }
    }

    /// A token that is worth nothing any more stops everything: every further call would be refused as well.
    fn stop_without_token(&self, error: &ApiError) {
        if error.is_auth() {
            let why = || self.secrets.mask(error.clone()).what();
            self.state().stopped.get_or_insert_with(why);
        }
    }

    fn sent<'s>(&'s self, step: &'s Step, ids: &'s BTreeMap<String, u64>) -> Sent<'s> {
        let Step { request, changes, key, .. } = step;
        let secrets = self.secrets.found();
        Sent { reads: step, key, path: &request.path, body: &request.body, changes, ids, secrets }
    }

    /// Looks whether a call that was accepted took effect.
    async fn ended(&self, step: &Step, ids: &BTreeMap<String, u64>, mut answer: Value) -> Outcome {
        if let (Action::Create, Some(id)) = (step.action, id_of(&answer)) {
            self.state().ids.insert(step.order.address.clone(), id.get());
        }
        let sent = self.sent(step, ids);
        for _ in 0..self.pacing.looks.max(1) {
            match self.fresh(&step.check.look, answer).await {
                Ok(fresh) => match (step.check.judge)(&sent, &fresh) {
                    Verdict::Good => return Outcome::Done { remarks: Vec::new() },
                    Verdict::Differs(deviations) => return Outcome::Differs { deviations },
                    Verdict::Failed(message) => {
                        let message = self.with_reason(step, message).await;
                        return Outcome::Failed {
                            message,
                            hint: "check it in GitLab, then plan again".to_owned(),
                        };
                    }
                    Verdict::Again => answer = fresh,
                },
                Err(error) => {
                    self.stop_without_token(&error);
                    let message =
                        format!("GitLab accepted it; checking it failed: {}", error.what());
                    return Outcome::Unknown { message };
                }
            }
            if self.pacing.stop.is_set() {
                break;
            }
            tokio::time::sleep(self.pacing.poll).await;
        }
        Outcome::Done { remarks: vec!["accepted; GitLab is still working on it".to_owned()] }
    }

    /// A failure, and what GitLab says of it elsewhere.
    async fn with_reason(&self, step: &Step, message: String) -> String {
        let Some(reason) = &step.check.reason else { return message };
        let told = self.writer.reader().page(&reason.path).await.ok();
        match told.and_then(|it| (reason.find)(&it)) {
            Some(told) => format!("{message}; GitLab says: {told}"),
            None => message,
        }
    }

    async fn fresh(&self, look: &Fresh, answer: Value) -> Result<Value, ApiError> {
        let reader = self.writer.reader();
        match look {
            Fresh::Answer => Ok(answer),
            Fresh::List(path, listing) => reader.list_as(path, *listing).await.map(Value::Array),
            Fresh::Page(path) => reader.page(path).await.map(Value::Array),
            Fresh::Find(path, element) => {
                Ok(reader.find_as(path, *element).await?.unwrap_or(Value::Null))
            }
        }
    }

    /// The ids of everything that the fields of a step refer to, as far as they are known by now.
    fn ids_of(&self, step: &Step) -> BTreeMap<String, u64> {
        let state = self.state();
        let mut ids = BTreeMap::new();
        let mut refer = |address: String| {
            if let Some(id) = state.ids.get(&address) {
                ids.insert(address, *id);
            }
        };
        id_holes(&step.request.body, &mut |it| refer(it.to_owned()));
        for value in step.changes.iter().filter_map(|it| it.after.as_ref()) {
            value.refs(&mut |it| refer(it.address()));
        }
        ids
    }

    /// Fills the holes that a plan leaves: secrets and ids.
    fn fill(&self, value: &mut Value, ids: &BTreeMap<String, u64>) -> Result<(), String> {
        if let Some(address) = value.get(ID_HOLE).and_then(Value::as_str) {
            *value =
                ids.get(address).copied().map(Value::from).ok_or_else(|| address.to_owned())?;
            return Ok(());
        }
        if let Some(text) = value.get(HIDDEN).and_then(Value::as_str) {
            *value = Value::from(text);
            return Ok(());
        }
        if let Some(text) = self.secrets.fill(value) {
            *value = Value::String(text);
            return Ok(());
        }
        match value {
            Value::Array(items) => items.iter_mut().try_for_each(|it| self.fill(it, ids)),
            Value::Object(fields) => fields.values_mut().try_for_each(|it| self.fill(it, ids)),
            _ => Ok(()),
        }
    }
}
