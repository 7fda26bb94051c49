//! Runs an approved plan. There is nothing left to decide here.
//!
//! Steps of one stage and rank run concurrently; those of one collection of one scope one after the
//! other. A step is skipped when something that it needs failed. What GitLab answered is compared
//! with what was sent, and where an answer proves nothing the object is looked at again.
//!
//! **Invariant:** whatever happens there is a report of every step: when it is told to end at once, what is under way is
//! unknown; a mistake of our own in the midst of a step makes that step unknown and no other.

mod batch;
mod commands;
mod event;
mod fill;
mod lost;
mod phases;
mod report;
mod secrets;
mod stop;
#[cfg(test)]
mod tests;
mod undo;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures::FutureExt;
use futures::stream::{self, StreamExt};
use serde_json::{Value, json};

pub use event::{Event, Interrupted, Planned, Started, Summary, Unseen, Warning};
pub use phases::apply_in_phases;
pub(crate) use report::DIFFERS;
pub use report::{Counts, Different, Ended, Ending, Entry, Outcome, Report};
pub use secrets::{Secrets, Sources};
pub use stop::Stop;

use crate::gitlab::{ApiError, ApiPath, Body, Files, Method, Reader, Response, Writer, find_files};
use crate::plan::{Approved, Refusal, Step};
use crate::problem::{Problems, clean};
use crate::resource::{
    Action, Address, Fresh, Held, Needs, Referent, Scope, Sent, Spec, Tier, Verdict, id_of,
};

/// How fast an apply goes, and when it stops.
#[derive(Debug, Clone)]
pub struct Pacing {
    /// How many calls may be under way at once.
    pub parallelism: usize,
    /// How long to wait before looking again at something that GitLab is still working on.
    pub poll: Duration,
    /// How often to look.
    pub looks: usize,
    /// How often to look for what GitLab makes by itself in a new project.
    pub settle: usize,
    /// How long a command may take that gets the value of a credential.
    pub command: Duration,
    /// How it is told from outside to end.
    pub stop: Stop,
}

impl Default for Pacing {
    fn default() -> Self {
        Pacing {
            parallelism: crate::gitlab::DEFAULT_PARALLELISM,
            poll: Duration::from_secs(1),
            looks: 15,
            settle: 30,
            command: Duration::from_secs(60),
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

    /// Projects or groups were created, and the rest was planned again: what the first plan had no problem with, and which
    /// guards refuse it.
    fn planned_again(&self, _problems: &Problems, _refusals: &[Refusal]) {}
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
    let at_once = |a: &(usize, &Step), b: &(usize, &Step)| a.1.order.wave() == b.1.order.wave();
    let numbered: Vec<(usize, &Step)> = steps.iter().enumerate().collect();
    let all = async {
        run.learn_date(&steps).await;
        for rank in numbered.chunk_by(at_once) {
            let lanes = lanes(rank).into_iter().map(|lane| run.lane(lane));
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
    Report { entries, stopped, interrupted, incomplete: false }
}

/// The steps of one rank, those of a collection in one lane. A step that writes elsewhere comes after the one that made what
/// it writes: their lanes are one.
fn lanes<'s>(steps: &[(usize, &'s Step)]) -> Vec<Vec<(usize, &'s Step)>> {
    let mut of: BTreeMap<Address, usize> = BTreeMap::new();
    let mut lanes: Vec<Vec<(usize, &Step)>> = Vec::new();
    for &(at, step) in steps {
        let mut lane = |name: Address| {
            *of.entry(name).or_insert_with(|| {
                lanes.push(Vec::new());
                lanes.len() - 1
            })
        };
        let (written, own) = (lane(step.lane()), lane(step.own_lane()));
        lanes[own].push((at, step));
        if written != own {
            let moved = std::mem::take(&mut lanes[written]);
            lanes[own].extend(moved);
            of.values_mut().filter(|it| **it == written).for_each(|it| *it = own);
        }
    }
    lanes.iter_mut().for_each(|it| it.sort_by_key(|(at, _)| *at));
    lanes.into_iter().map(together).collect()
}

/// The steps of a lane, those that are sent as one call beside each other.
fn together(lane: Vec<(usize, &Step)>) -> Vec<(usize, &Step)> {
    let mut calls: Vec<Vec<(usize, &Step)>> = Vec::new();
    for it in lane {
        let is_it = |call: &&mut Vec<(usize, &Step)>| {
            call.first().is_some_and(|first| first.1.is_one_call_with(it.1))
        };
        match it.1.joined.and_then(|_| calls.iter_mut().find(is_it)) {
            Some(call) => call.push(it),
            None => calls.push(vec![it]),
        }
    }
    calls.into_iter().flatten().collect()
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
    /// Ids, those of the plan and those of what was created since.
    ids: BTreeMap<Referent, u64>,
    /// IDs that responses to creations brought. What is found again after a response was lost is not among them: it could be
    /// someone else's.
    made: BTreeMap<Address, u64>,
    /// Addresses of objects that may have been written to another object: what reads that may use them by now.
    delivered: BTreeSet<Address>,
    /// What responses brought, by address and field.
    answers: BTreeMap<(Address, String), Value>,
    /// Files of new commits, by commit and path.
    files: BTreeMap<String, Files>,
    outcomes: Vec<Option<Outcome>>,
    /// Steps of which it is not known yet what comes of them.
    under_way: BTreeSet<usize>,
    /// Addresses of which a step failed.
    failed: BTreeSet<Address>,
    /// Addresses of objects that exist, and differ from what was asked for.
    differing: BTreeSet<Address>,
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
        for batch in lane.chunk_by(|a, b| a.1.is_one_call_with(b.1)) {
            // An object that is deleted is created again, whoever wants the apply to end.
            let other_half =
                |it: &Step| half_done == Some(&it.order.address) && it.action == Action::Replace;
            if self.is_stopped() && !batch.iter().any(|it| other_half(it.1)) {
                return;
            }
            let mut ready = Vec::new();
            for &(at, step) in batch {
                self.state().under_way.insert(at);
                match self.obstacle(step) {
                    Some(because) => {
                        let skipped = async { vec![self.skipped(step, because).await] };
                        for outcome in contained(skipped, 1).await {
                            self.close(at, step, outcome);
                        }
                    }
                    None => ready.push((at, step)),
                }
            }
            let attempt = async {
                ready.iter().for_each(|(at, step)| self.progress.started(at + 1, step));
                match ready.as_slice() {
                    [(_, step)] if step.brought_by.is_none() => vec![self.step(step).await],
                    several => self.batch(several).await,
                }
            };
            let outcomes = contained(attempt, ready.len()).await;
            for ((at, step), outcome) in ready.into_iter().zip(outcomes) {
                let deletes =
                    step.action == Action::Replace && step.request.method == Method::Delete;
                half_done = (deletes && matches!(outcome, Outcome::Done { .. }))
                    .then_some(&step.order.address);
                self.close(at, step, outcome);
            }
        }
    }

    /// Notes and reports the outcome of a step, unless it may still change.
    fn close(&self, at: usize, step: &Step, outcome: Outcome) {
        let open = matches!(outcome, Outcome::Unknown { .. }) && step.check.leaves_a_trace();
        let outcome = self.note(at, step, outcome);
        if open {
            self.state().open.push(at);
        } else {
            self.tell(at, step, outcome);
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
        if step.elsewhere.is_some() && matches!(outcome, Outcome::Unknown { .. }) {
            state.delivered.insert(address());
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
        let refers = |it: &Address| refers.contains_key(&Referent::from(it.clone()));
        let stands = |it: &&Address| {
            state.failed.contains(*it) || state.differing.contains(*it) && !refers(it)
        };
        step.needs.iter().chain([&step.order.address]).find(stands).map(ToString::to_string)
    }

    async fn step(&self, step: &Step) -> Outcome {
        let mut body = step.request.body.clone();
        let ids = self.ids_of(step);
        if let Err(missing) = self.fill(&mut body, &ids) {
            return self.skipped(step, missing).await;
        }
        let body = (!body.is_null()).then_some(body);
        let Some(path) = self.path(step) else { return without_id(step) };
        if let Some(outcome) = self.made_meanwhile(step, &ids).await {
            return outcome;
        }
        if let Some(outcome) = self.held(step, &ids).await {
            return outcome;
        }
        let method = step.request.method;
        match self.send(step, method, &path, body.as_ref()).await {
            Ok(answer) => self.answered(step, &ids, answer.body).await,
            Err(error) if method == Method::Delete && error.is_not_found() => {
                self.gone(step, &ids, &error).await
            }
            Err(error) if method == Method::Delete && error.status() == Some(400) => {
                self.not_deleted(step, &ids, &error).await
            }
            Err(error) if error.may_have_taken_effect() => {
                self.lost(step, body.as_ref(), &ids, &error).await
            }
            Err(error) => self.refused(step, &ids, &error).await,
        }
    }

    /// What comes of a step that is held back by what GitLab has now; `None` if nothing holds it back.
    async fn held(&self, step: &Step, ids: &BTreeMap<Referent, u64>) -> Option<Outcome> {
        if step.held.is_empty() {
            return None;
        }
        let hint = "nothing was sent: plan again".to_owned();
        let sent = self.sent(step, ids);
        for Held { look, by } in &step.held {
            let message = match self.fresh(step, look, Value::Null).await {
                Ok(now) => by(&sent, &now),
                Err(error) => {
                    self.stop_without_token(&error);
                    Some(format!("what it depends on cannot be read: {}", error.what()))
                }
            };
            if let Some(message) = message {
                return Some(Outcome::failed(message, hint));
            }
        }
        None
    }

    /// Makes a call of a step. An error shows nothing that the step hides.
    async fn send(
        &self,
        step: &Step,
        method: Method,
        path: &ApiPath,
        body: Option<&Value>,
    ) -> Result<Response, ApiError> {
        let form = self
            .secrets
            .form(body)
            .map_err(|(why, next)| self.writer.reader().unsendable(path, &why).advising(&next))?;
        let body = form.as_ref().map_or_else(|| Body::from(body), Body::from);
        let sent = self.writer.send(method, path, body).await;
        sent.map_err(|error| {
            let error = self.secrets.mask_answer(error, step);
            let Spec { kind, needs: Needs { tier, .. }, .. } = step.entry.spec;
            match method == Method::Post && error.is_not_found() && *tier > Tier::Free {
                // Without a licence, GitLab answers as if there were no such endpoint.
                true => error.advising(&format!(
                    "`{kind}` requires GitLab {tier}: check the licence, then plan again"
                )),
                false => error,
            }
        })
    }

    fn failed(&self, error: &ApiError) -> Outcome {
        self.stop_without_token(error);
        Outcome::Failed {
            message: error.what(),
            hint: error.next_step().to_owned(),
            cause: Some(error.of_any_home()),
        }
    }

    /// A token that is worth nothing any more stops everything: every further call would be refused as well.
    fn stop_without_token(&self, error: &ApiError) {
        if error.is_auth() {
            let why = || self.secrets.mask(error.clone()).what();
            self.state().stopped.get_or_insert_with(why);
        }
    }

    /// The path of a step, with the ID of its object if that was created in the meantime; `None` if that is not known.
    fn path(&self, step: &Step) -> Option<ApiPath> {
        let id = self.state().ids.get(&Referent::from(step.order.address.clone())).copied();
        let path = self.located(step.written().scope, &step.request.path);
        let path = match &step.owner {
            Some(it) => path.with_ids(&[self.state().ids.get(&it.clone().into()).copied()]),
            None => path,
        };
        path.filled(id).filter(|it| !it.lacks_id())
    }

    /// A path in a scope, with the IDs of the objects that the scope is within, as far as they are known by now.
    fn located(&self, scope: &Scope, path: &ApiPath) -> ApiPath {
        let state = self.state();
        let id = |it: Address| state.ids.get(&it.into()).copied();
        let ids: Vec<_> = scope.objects().into_iter().map(id).collect();
        path.clone().with_ids(&ids)
    }

    fn sent<'s>(&'s self, step: &'s Step, ids: &'s BTreeMap<Referent, u64>) -> Sent<'s> {
        let Step { request, changes, .. } = step;
        let key = &step.written().key;
        let secrets = self.secrets.found();
        let path = self.path(step).unwrap_or_else(|| request.path.clone());
        let mut filled = request.body.clone();
        // What cannot be filled in is not sent either.
        let _ = self.fill(&mut filled, ids);
        Sent { reads: step, key, path, body: &request.body, filled, changes, ids, secrets }
    }

    /// A call that GitLab accepted.
    async fn answered(&self, step: &Step, ids: &BTreeMap<Referent, u64>, answer: Value) -> Outcome {
        if let (Action::Create | Action::Replace, None, Some(id)) =
            (step.action, &step.elsewhere, id_of(&answer))
        {
            self.state().made.insert(step.order.address.clone(), id.get());
        }
        let outcome = self.ended(step, ids, answer).await;
        self.with_commands(step, ids, outcome).await
    }

    /// Checks whether a call that was accepted took effect.
    async fn ended(
        &self,
        step: &Step,
        ids: &BTreeMap<Referent, u64>,
        mut answer: Value,
    ) -> Outcome {
        self.keep(step, &answer);
        if let Some(message) = rejected(&answer) {
            let hint = "correct what GitLab rejects, then plan again".to_owned();
            return Outcome::failed(message, hint);
        }
        if step.elsewhere.is_some() {
            self.state().delivered.insert(step.order.address.clone());
        }
        let sent = self.sent(step, ids);
        for _ in 0..self.pacing.looks.max(1) {
            match self.fresh(step, &step.check.look, answer).await {
                Ok(fresh) => match (step.check.judge)(&sent, &fresh) {
                    Verdict::Good => return Outcome::Done { remarks: Vec::new() },
                    Verdict::Differs(deviations) => return Outcome::Differs { deviations },
                    Verdict::Failed(message) => {
                        let message = self.with_reason(step, message).await;
                        return Outcome::failed(message, "check it in GitLab, then plan again");
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

    async fn fresh(&self, step: &Step, look: &Fresh, answer: Value) -> Result<Value, ApiError> {
        let reader = self.writer.reader();
        let own = self.state().ids.get(&Referent::from(step.order.address.clone())).copied();
        let at = |path| {
            let path = self.located(step.written().scope, path);
            path.filled(own).unwrap_or(path)
        };
        match look {
            Fresh::Answer => Ok(answer),
            Fresh::List(path, listing) => {
                let list = reader.list_as(&at(path), *listing).await;
                list.map(Value::Array)
            }
            Fresh::Page(path) => reader.page(&at(path)).await.map(Value::Array),
            Fresh::Find(path, element) => {
                let found = reader.find_as(&at(path), *element).await?;
                Ok(found.unwrap_or(Value::Null))
            }
            Fresh::File { repository, branch, path } => {
                let commit = answer["id"].as_str().unwrap_or(branch).to_owned();
                let known = self.state().files.get(&commit).and_then(|it| it.get(path)).cloned();
                let file = match known {
                    Some(known) => known?,
                    None => {
                        let paths = BTreeSet::from([path.clone()]);
                        let mut found = find_files(reader, &at(repository), &commit, paths).await;
                        found.remove(path).transpose()?.flatten()
                    }
                };
                Ok(json!({ "commit": answer, "file": file }))
            }
        }
    }
}

/// Why GitLab did nothing, if a response with the status of a success says so. Objects have an ID, and can have a `status` of
/// their own.
fn rejected(answer: &Value) -> Option<String> {
    let is_error = answer["status"] == "error" && answer["id"].is_null();
    let message = is_error.then(|| match &answer["message"] {
        Value::Null => "no reason given".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })?;
    Some(format!("GitLab accepted the call, but did nothing. GitLab says: {}", clean(&message)))
}

/// Runs an attempt that has `count` outcomes. A bug in labwright makes them unknown, and ends nothing else.
async fn contained(attempt: impl Future<Output = Vec<Outcome>>, count: usize) -> Vec<Outcome> {
    AssertUnwindSafe(attempt).catch_unwind().await.unwrap_or_else(|_| {
        let message = "internal error in labwright; please report it".to_owned();
        vec![Outcome::Unknown { message }; count]
    })
}

/// What comes of a step whose object, or the one that it is within, got no ID from GitLab when it was created.
fn without_id(step: &Step) -> Outcome {
    let objects = step.written().scope.objects();
    let object = objects.last().unwrap_or(&step.order.address);
    Outcome::Skipped { because: object.to_string() }
}
