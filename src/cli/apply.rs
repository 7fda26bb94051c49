//! `labwright apply`: shows the plan, asks, makes the calls, reports.
//!
//! **Invariant:** every way out ends with a report, after signals too: before the first write a signal stops it
//! immediately; afterwards the first waits for the calls in progress and the second does not.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;

use super::fold::FoldArgs;
use super::plan::Made;
use super::signals::Signals;
use super::teller::Teller;
use super::{Exit, Form, Global, environment, output, plan, record, shard, streams};
use crate::apply::{Ending, Pacing, Secrets, Sources, Stop, apply_in_phases};
use crate::plan::{Again, Allowed, Approved, NotApproved, Plan, Saved};
use crate::problem::Problem;
use crate::render;

#[derive(Debug, Args)]
pub(super) struct ApplyArgs {
    /// Apply without asking for confirmation.
    #[arg(short = 'y', long)]
    auto_approve: bool,
    /// Show the plan and stop; nothing is written.
    #[arg(long)]
    dry_run: bool,
    /// Apply the saved plan in FILE, written by `plan --out`. If a step is needed that it does not contain, nothing is
    /// written.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["only", "rotate_secrets"])]
    plan: Option<PathBuf>,
    /// Send secrets again even if nothing changed: those of all objects, or of those that match GLOB, as with --only.
    #[arg(long, value_name = "GLOB", num_args = 0..=1, default_missing_value = "**")]
    rotate_secrets: Vec<String>,
    /// Also read secrets of `{ file: PATH }` from this directory, in addition to that of the root file. Repeatable.
    #[arg(long, value_name = "DIR")]
    allow_secrets_in: Vec<PathBuf>,
    #[command(flatten)]
    shard: shard::ShardArgs,
    #[command(flatten)]
    record: record::RecordArgs,
    #[command(flatten)]
    fold: FoldArgs,
    #[command(flatten)]
    guards: GuardArgs,
}

/// The options that lift guards, one for each.
#[derive(Debug, Args)]
#[command(next_help_heading = "Guards (checked before anything is written)")]
struct GuardArgs {
    /// Refuse a plan that deletes more objects than this.
    #[arg(long, value_name = "N", default_value_t = Allowed::default().deletes)]
    max_deletes: usize,
    /// Refuse a plan that deletes more than this share of a collection of ten or more objects.
    #[arg(long, value_name = "PERCENT", default_value_t = Allowed::default().delete_percent)]
    max_delete_percent: usize,
    /// Accept files that declare no objects.
    #[arg(long)]
    allow_empty: bool,
    /// Accept changes after which the token's user can no longer change the object.
    #[arg(long)]
    allow_lockout: bool,
    /// Accept that the object at this address is deleted with what cannot be restored, such as unmerged commits, or the project
    /// or group with this path with everything in it. Can be repeated.
    #[arg(long, value_name = "ADDRESS")]
    allow_destroy: Vec<String>,
    /// Accept a plan that prunes up to this many objects in projects and groups that `defaults` discovered.
    #[arg(long, value_name = "N", default_value_t = Allowed::default().prune_found)]
    allow_prune_found: usize,
    /// Run the commands in `save_to`, which get the values of new credentials.
    #[arg(long)]
    allow_token_commands: bool,
}

impl GuardArgs {
    fn allowed(&self) -> Allowed {
        Allowed {
            deletes: self.max_deletes,
            delete_percent: self.max_delete_percent,
            empty: self.allow_empty,
            lockout: self.allow_lockout,
            destroy: self.allow_destroy.iter().cloned().collect(),
            prune_found: self.allow_prune_found,
            token_commands: self.allow_token_commands,
        }
    }
}

/// A plan that can be run.
struct Ready {
    approved: Approved,
    secrets: Secrets,
    made: Made,
    allowed: Allowed,
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
    let Ready { approved, secrets, made, allowed, record, with_problems } = match prepared {
        Ok(ready) => ready,
        Err(ending) => return teller.end(None, ending),
    };
    // Must not be interrupted: a deployment that is `running` has to be ended. Signals are handled below.
    let writes = !approved.plan().steps().is_empty();
    let recording = match record.begin(global, writes, &teller).await {
        Ok(recording) => recording,
        Err(ending) => return teller.end(None, ending),
    };
    let stop = Stop::default();
    let usual = Pacing::default();
    let pacing = Pacing {
        poll: usual.poll.min(Duration::from_secs(global.max_wait)),
        parallelism: shard::parallelism(global, approved.plan().shard),
        stop: stop.clone(),
        ..usual
    };
    teller.begin_steps(approved.plan().steps().len());
    let again = Again { config: &made.config, options: &made.options, allowed: &allowed };
    let run = apply_in_phases(approved, &again, &made.reader, &secrets, &pacing, &teller);
    let mut report = std::pin::pin!(run);
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

/// Checks everything before the first write; otherwise returns how the apply ends.
async fn prepare(global: &Global, args: &ApplyArgs, teller: &Teller<'_>) -> Result<Ready, Ending> {
    // An unusable plan file is reported before anything is read.
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
    let (mut plan, made) = plan::make(
        global,
        &args.rotate_secrets,
        shard,
        &args.allow_secrets_in,
        None,
        saved.as_ref(),
    )
    .await
    .map_err(|it| {
        let (exit, problems) = it;
        teller.problems(&problems);
        if exit == Exit::Usage { Ending::Usage } else { Ending::Failed }
    })?;
    if let Some(saved) = &saved {
        saved.spare(&mut plan);
    }
    let allowed = args.guards.allowed();
    if args.dry_run {
        plan.note_refusals(&allowed);
    }
    teller.plan(&plan, args.fold);
    let with_problems = !plan.problems.is_empty();
    if args.dry_run {
        return Err(if with_problems { Ending::Failed } else { Ending::Done });
    }
    let refusals = plan.refusals(&allowed);
    teller.refused(&refusals);
    let sources = Sources::new(&environment::secret, &made.folder)
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
    Ok(Ready { approved, secrets, made, allowed, record, with_problems })
}

/// Asks for confirmation on the terminal. Without a terminal, the plan must have been approved before.
async fn confirm(global: &Global, plan: &Plan, teller: &Teller<'_>) -> Result<(), Ending> {
    let obstacle = if !std::io::stdin().is_terminal() {
        Some("cannot ask for confirmation: standard input is not a terminal")
    } else if global.output == Form::Json {
        Some("cannot ask for confirmation with -o json")
    } else {
        None
    };
    if let Some(obstacle) = obstacle {
        let hint = "use --auto-approve, or --plan FILE with an approved plan";
        teller.problem(Problem::new(obstacle).hint(hint));
        return Err(Ending::Usage);
    }
    if streams::is_cut_off() {
        teller.problem(
            Problem::new("cannot ask for confirmation: the plan could not be printed")
                .hint("run it where standard output can be written"),
        );
        return Err(Ending::Failed);
    }
    let calls = match plan.steps().len() {
        1 => "this call".to_owned(),
        n => format!("these {n} calls"),
    };
    let question = format!("Apply {calls} to {}? Enter \"yes\" to continue:", plan.server);
    let question = render::sentence(&question, output::paint_stderr(global));
    output::tell(&format!("{} ", question.trim_end()));
    // Nothing waits for this thread: a signal must not have to wait until someone types.
    let (tell, answer) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let mut line = String::new();
        let read = std::io::stdin().lock().read_line(&mut line);
        // If the input ends without a line break, the question is still on the current line.
        let end = if line.ends_with('\n') { "" } else { "\n" };
        let _ = tell.send((read.is_ok() && line.trim() == "yes", end));
    });
    let (yes, end) = answer.await.unwrap_or((false, "\n"));
    if yes {
        return Ok(());
    }
    output::tell(end);
    output::sentence(global, "Apply cancelled: the answer was not \"yes\".");
    Err(Ending::Failed)
}
