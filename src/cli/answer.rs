//! `--answer-status-check`: answers the merge request's own check with the result of the plan.
//!
//! **Invariant:** once `pending` is sent, a verdict follows, however this program ends.

use std::future::Future;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::get::named;
use super::place::PlaceArgs;
use super::signals::Signals;
use super::{Exit, Global, environment, output, server};
use crate::plan::{Document, Note, Shard};
use crate::problem::Problem;
use crate::render;
use crate::resource::Scope;
use crate::review::ci::{Ci, MergeRequest};
use crate::review::{Answering, Begun, Policy, RENEWAL, Verdict};

/// How long a verdict may take when the program is asked to stop.
const LAST_WORDS: Duration = Duration::from_secs(5);

#[derive(Debug, Args)]
#[command(next_help_heading = "Status check")]
pub(super) struct AnswerArgs {
    /// Answer this external status check of the merge request: first pending, then passed or failed.
    #[arg(long, value_name = "NAME", value_parser = named)]
    answer_status_check: Option<String>,
    /// Which plans pass the check.
    #[arg(
        long,
        value_name = "POLICY",
        default_value = "no-errors",
        requires = "answer_status_check"
    )]
    answer_policy: Policy,
}

impl ValueEnum for Policy {
    fn value_variants<'a>() -> &'a [Self] {
        &[Policy::NoErrors, Policy::NoDeletions, Policy::NoChanges]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let (name, help) = match self {
            Policy::NoErrors => ("no-errors", "The plan has no errors"),
            Policy::NoDeletions => {
                ("no-deletions", "The plan has no errors and deletes or replaces nothing")
            }
            Policy::NoChanges => ("no-changes", "The plan has no errors and no changes"),
        };
        Some(clap::builder::PossibleValue::new(name).help(help))
    }
}

/// An answer that was requested.
pub(super) struct Wanted<'a> {
    global: &'a Global,
    name: &'a str,
    policy: Policy,
    place: MergeRequest,
    commit: Option<String>,
}

/// How answering went.
pub(super) enum Answered {
    /// Nothing to send, or nothing left to send.
    Settled(Vec<Note>),
    /// It is in progress.
    UnderWay(Box<Answering>, Policy),
    /// It failed. This is already reported.
    Failed(Vec<Note>),
}

impl AnswerArgs {
    /// What is requested. `shard` is the part that is planned.
    pub(super) fn wanted<'a>(
        &'a self,
        global: &'a Global,
        place: &PlaceArgs,
        shard: Option<Shard>,
    ) -> Result<Option<Wanted<'a>>, Problem> {
        let Some(name) = self.answer_status_check.as_deref() else { return Ok(None) };
        if let Some(shard) = shard {
            let what = format!("shard {shard} cannot answer a status check for the other shards");
            let hint = "use --answer-status-check with `labwright plan-merge`, which reads the plans of all shards";
            return Err(Problem::new(what).hint(hint));
        }
        let (asked, ci) = (place.asked(), Ci::new(&environment::lookup));
        let place = ci.merge_request(&asked)?.ok_or_else(|| {
            Problem::new("--answer-status-check requires a merge request").hint(
                "run in a merge request pipeline, or use --merge-request N and --project PATH",
            )
        })?;
        let (commit, policy) = (ci.commit(&asked)?, self.answer_policy);
        Ok(Some(Wanted { global, name, policy, place, commit }))
    }
}

impl Wanted<'_> {
    /// Begins: sends `pending` before the plan is made, unless that is already its status. A failure is reported, and the
    /// command goes on.
    pub(super) async fn begin(&self, announce: bool) -> Answered {
        let reader = match server::beside(self.global) {
            Ok(reader) => reader,
            Err(problem) => {
                let message = format!("the status check was not answered: {}", problem.message);
                return self.failed(Problem { message, ..problem });
            }
        };
        let (place, commit) = (&self.place, self.commit.as_deref());
        let begun = match announce {
            true => Answering::begin(&reader, place, self.name, commit).await,
            false => Answering::find(&reader, place, self.name, commit).await,
        };
        match begun {
            Ok(Begun::Answering(it)) => Answered::UnderWay(it, self.policy),
            Ok(Begun::Moot(note)) => Answered::Settled(vec![note]),
            Err(error) => self.failed(error.problem()),
        }
    }

    fn failed(&self, problem: Problem) -> Answered {
        say(self.global, problem.clone());
        Answered::Failed(vec![self.note(problem)])
    }

    fn note(&self, problem: Problem) -> Note {
        let MergeRequest { project, iid } = &self.place;
        let scope = Scope::merge_request(project, *iid);
        let address = scope.address_of("status_checks", self.name);
        Note::of(&address, problem.message, false)
    }
}

fn say(global: &Global, problem: Problem) {
    output::tell(&render::problems(&problem.into(), output::paint_stderr(global)));
}

fn tell(global: &Global, note: &Note) {
    output::tell(&render::note(note, output::paint_stderr(global)));
}

impl Answered {
    /// Nothing was requested.
    pub(super) fn none() -> Self {
        Answered::Settled(Vec::new())
    }

    /// Does the work that the answer depends on. A signal that ends the program ends the answer first: `signals` were
    /// taken over before anything was sent.
    ///
    /// # Errors
    /// The program was asked to stop.
    pub(super) async fn while_working<T>(
        &self,
        global: &Global,
        signals: Option<&mut Signals>,
        work: impl Future<Output = T>,
    ) -> Result<T, Exit> {
        let Some(signals) = signals else { return Ok(work.await) };
        let signal = tokio::select! {
            done = self.keep_up(work) => return Ok(done),
            signal = signals.next() => signal,
        };
        output::problem(
            global,
            Problem::new(format!("stopped by {signal} before the plan was complete")),
        );
        let Answered::UnderWay(answering, _) = self else { return Err(Exit::Interrupted) };
        let verdict = Verdict { passed: false, why: format!("the plan was stopped by {signal}") };
        match tokio::time::timeout(LAST_WORDS, answering.end(&verdict)).await {
            Ok(Ok(note)) => tell(global, &note),
            Ok(Err(error)) => say(global, error.problem()),
            Err(_) => output::tell("the status check could not be answered in time\n"),
        }
        Err(Exit::Interrupted)
    }

    async fn keep_up<T>(&self, work: impl Future<Output = T>) -> T {
        match self {
            Answered::UnderWay(answering, _) => answering.while_working(work, RENEWAL).await,
            Answered::Settled(_) | Answered::Failed(_) => work.await,
        }
    }

    /// Answers with the result of the plan; without a plan, with a failure.
    pub(super) async fn end(self, global: &Global, plan: Option<&Document>) -> Self {
        let Answered::UnderWay(answering, policy) = self else { return self };
        let verdict = plan.map_or_else(Verdict::no_plan, |it| policy.verdict(it));
        match answering.end(&verdict).await {
            Ok(note) => Answered::Settled(vec![note]),
            Err(error) => {
                let note = answering.unanswered(&error);
                say(global, error.problem());
                Answered::Failed(vec![note])
            }
        }
    }

    /// What a reader of the plan should know.
    pub(super) fn notes(&self) -> &[Note] {
        match self {
            Answered::Settled(notes) | Answered::Failed(notes) => notes,
            Answered::UnderWay(..) => &[],
        }
    }

    /// Prints it if there is no plan to print it with.
    pub(super) fn tell(&self, global: &Global) {
        self.notes().iter().for_each(|it| tell(global, it));
    }

    /// The exit code of the command, if the plan alone would end it with `exit`.
    pub(super) fn exit(&self, exit: Exit) -> Exit {
        match (self, exit) {
            (Answered::Failed(_), Exit::Done | Exit::Changes) => Exit::Refused,
            _ => exit,
        }
    }
}
