//! `labwright apply`: shows the plan, asks, makes the calls, reports.
//!
//! **Invariant:** every way out ends with a report, also of signals: before the first write they end it at once, afterwards
//! the first lets the calls under way end and the second does not.

mod bar;
mod tell;

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

pub(super) use self::tell::Teller;
use super::signals::Signals;
use super::{Exit, Form, Global, output, plan, record, session, shard, streams};
use crate::apply::{Ending, Secrets, Settings, Sources, Stop, apply};
use crate::gitlab::Reader;
use crate::plan::{Allowed, Approved, NotApproved, Plan, Saved};
use crate::problem::Problem;
use crate::render;

#[derive(Debug, Args)]
pub(super) struct ApplyArgs {
    /// Do not ask.
    #[arg(short = 'y', long)]
    auto_approve: bool,
    /// Stop after showing the plan: nothing is written.
    #[arg(long)]
    dry_run: bool,
    /// Run what was approved in this file, written by `plan --out`; a step that is not in it stops
    /// everything.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["only", "rotate_secrets"])]
    plan: Option<PathBuf>,
    /// Send secrets again although nothing changed: of all objects, or of those that match, as with --only.
    #[arg(long, value_name = "GLOB", num_args = 0..=1, default_missing_value = "**")]
    rotate_secrets: Vec<String>,
    /// Read secrets of `{ file: PATH }` from this folder too, besides that of the root file. Repeatable.
    #[arg(long, value_name = "DIR")]
    allow_secrets_in: Vec<PathBuf>,
    #[command(flatten)]
    shard: shard::ShardArgs,
    #[command(flatten)]
    record: record::RecordArgs,
    #[command(flatten)]
    guards: GuardArgs,
}

/// What lifts guards, each its own.
#[derive(Debug, Args)]
#[command(next_help_heading = "Guards, which refuse before anything is written")]
struct GuardArgs {
    /// Refuse a plan that deletes more objects than this.
    #[arg(long, value_name = "N", default_value_t = Allowed::default().deletes)]
    max_deletes: usize,
    /// Refuse a plan that deletes more than this share of a collection of ten or more objects.
    #[arg(long, value_name = "PERCENT", default_value_t = Allowed::default().delete_percent)]
    max_delete_percent: usize,
    /// Accept files that declare no object at all.
    #[arg(long)]
    allow_empty: bool,
    /// Accept changes after which this token's user may not change the object again.
    #[arg(long)]
    allow_lockout: bool,
}

impl GuardArgs {
    fn allowed(&self) -> Allowed {
        Allowed {
            deletes: self.max_deletes,
            delete_percent: self.max_delete_percent,
            empty: self.allow_empty,
            lockout: self.allow_lockout,
        }
    }
}

/// A plan that may be run.
struct Ready {
    approved: Approved,
    secrets: Secrets,
    reader: Reader,
    record: record::Asked,
    with_problems: bool,
}

pub(super) async fn run(global: &Global, args: &ApplyArgs) -> Exit {
    let teller = Teller::begin(global);
    let mut signals = Signals::take();
    let prepared = tokio::select! {
        it = prepare(global, args, &teller) => it,
        signal = signals.next() => {
            teller.interrupted(signal, true, false);
            Err(Ending::Interrupted)
        }
    };
    let Ready { approved, secrets, reader, record, with_problems } = match prepared {
        Ok(ready) => ready,
        Err(ending) => return teller.end(None, ending),
    };
    // Not to be broken off: what says `running` has to be ended. Signals wait for their turn below.
    let writes = !approved.plan().steps().is_empty();
    let recording = match record.begin(global, writes, &teller).await {
        Ok(recording) => recording,
        Err(ending) => return teller.end(None, ending),
    };
    let stop = Stop::default();
    let usual = Settings::default();
    let settings = Settings {
        poll: usual.poll.min(Duration::from_secs(global.max_wait)),
        parallelism: shard::parallelism(global, approved.plan().shard),
        stop: stop.clone(),
        ..usual
    };
    teller.begin_steps(approved.plan().steps().len());
    let mut report = std::pin::pin!(apply(approved, &reader, &secrets, &settings, &teller));
    let report = loop {
        tokio::select! {
            report = &mut report => break report,
            signal = signals.next() => {
                let again = stop.is_set();
                teller.interrupted(signal, again, true);
                if again { stop.at_once() } else { stop.gently() }
            }
        }
    };
    let mut ending = report.ending(with_problems);
    if let Some(recording) = recording {
        ending = record::end(&recording, ending, &teller).await;
    }
    teller.end(Some(report), ending)
}

/// Everything that must hold before the first write; else how it ends.
async fn prepare(global: &Global, args: &ApplyArgs, teller: &Teller<'_>) -> Result<Ready, Ending> {
    // A plan file that is of no use is told before anything is read.
    let saved = args.plan.as_deref().map(Saved::read).transpose().map_err(|error| {
        teller.problem(Problem::new(error.to_string()));
        Ending::Usage
    })?;
    let usage = |problem| {
        teller.problem(problem);
        Ending::Usage
    };
    let shard = args.shard.shard(global).map_err(usage)?;
    let record = args.record.asked(&global.config, shard).map_err(usage)?;
    let (mut plan, made) =
        plan::make(global, &args.rotate_secrets, shard, None).await.map_err(|it| {
            let (exit, problems) = it;
            teller.problems(&problems);
            if exit == Exit::Usage { Ending::Usage } else { Ending::Failed }
        })?;
    let allowed = args.guards.allowed();
    if args.dry_run {
        plan.note_refusals(&allowed);
    }
    teller.plan(&plan);
    let with_problems = !plan.problems.is_empty();
    if args.dry_run {
        return Err(if with_problems { Ending::Failed } else { Ending::Done });
    }
    let refusals = plan.refusals(&allowed);
    teller.refused(&refusals);
    let sources = Sources::new(&session::secret, &made.folder)
        .allowing(&args.allow_secrets_in)
        .except_token_of(&made.reader);
    let secrets = Secrets::find(&plan, &sources);
    let approved = match &saved {
        Some(saved) => Approved::by_file(plan, saved).map_err(|error| match error {
            NotApproved::Stale(stale) => {
                teller.stale(&stale);
                Ending::Stale
            }
            NotApproved::Saved(error) => {
                teller.problem(Problem::new(error.to_string()));
                Ending::Usage
            }
        })?,
        None => Approved::by_hand(plan),
    };
    if !refusals.is_empty() {
        return Err(Ending::Guarded);
    }
    let secrets = secrets.map_err(|problems| {
        teller.problems(&problems);
        Ending::Usage
    })?;
    if saved.is_none() && !args.auto_approve && !approved.plan().steps().is_empty() {
        confirm(global, approved.plan(), teller).await?;
    }
    Ok(Ready { approved, secrets, reader: made.reader, record, with_problems })
}

/// Asks on the terminal. Without one there must have been a yes before.
async fn confirm(global: &Global, plan: &Plan, teller: &Teller<'_>) -> Result<(), Ending> {
    if !std::io::stdin().is_terminal() || global.output == Form::Json {
        teller.problem(
            Problem::new("there is nobody to ask")
                .hint("say --auto-approve, or --plan FILE with a plan that was approved"),
        );
        return Err(Ending::Usage);
    }
    if streams::is_cut_off() {
        teller.problem(
            Problem::new("the plan could not be shown, so nobody can approve it")
                .hint("run it where standard output can be written"),
        );
        return Err(Ending::Failed);
    }
    let calls = match plan.steps().len() {
        1 => "this call".to_owned(),
        n => format!("these {n} calls"),
    };
    let question = format!("Make {calls} to {}? Only `yes` is a yes:", plan.server);
    let question = render::sentence(&question, output::paint_stderr(global));
    output::tell(&format!("{} ", question.trim_end()));
    // A thread that nobody waits for: a signal must not wait for somebody to type.
    let (tell, answer) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        // Where the input ends without a line, the question still stands on the line.
        let end = if line.ends_with('\n') { "" } else { "\n" };
        let _ = tell.send((read.is_ok() && line.trim() == "yes", end));
    });
    let (yes, end) = answer.await.unwrap_or((false, "\n"));
    if yes {
        return Ok(());
    }
    output::tell(end);
    output::sentence(global, "Not applied: the answer was not `yes`.");
    Err(Ending::Failed)
}
