//! `labwright apply`: shows the plan, asks, makes the calls, reports.

use std::io::{BufRead, IsTerminal};
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use clap::Args;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::{Exit, Form, Global, output, plan, session};
use crate::apply::{Entry, Outcome, Progress, Report, Secrets, Settings, Sources, apply};
use crate::plan::{Approved, NotApproved, Plan, Saved};
use crate::problem::{Problem, clean};
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
    /// Refuse a plan that deletes more objects than this.
    #[arg(long, value_name = "N", default_value_t = 10)]
    max_deletes: usize,
    /// Send secrets again although nothing changed, of all objects or of those that fit.
    #[arg(long, value_name = "GLOB", num_args = 0..=1, default_missing_value = "**")]
    rotate_secrets: Vec<String>,
}

pub(super) async fn run(global: &Global, args: &ApplyArgs) -> Exit {
    // A plan file that is of no use is told before anything is read.
    let saved = match args.plan.as_deref().map(Saved::read).transpose() {
        Ok(saved) => saved,
        Err(error) => {
            output::problem(global, Problem::new(error.to_string()));
            return Exit::Usage;
        }
    };
    let (plan, made) = match plan::make(global, &args.rotate_secrets).await {
        Ok(it) => it,
        Err(exit) => return exit,
    };
    let planned = (global.output == Form::Json).then(|| plan.to_json());
    if planned.is_none() || args.dry_run {
        plan::show(global, &plan);
    } else if !plan.problems.is_empty() {
        output::tell(&render::problems(&plan.problems, output::paint_stderr(global)));
    }
    let with_problems = !plan.problems.is_empty();
    if args.dry_run {
        return if with_problems { Exit::Refused } else { Exit::Done };
    }
    let (approved, secrets) = match approve(global, args, plan, saved.as_ref(), &made.folder) {
        Ok(it) => it,
        Err((exit, why)) => {
            output::tell(&why);
            if let Some(mut document) = planned {
                document["report"] = serde_json::Value::Null;
                document["refused"] = clean(why.trim_end()).into_owned().into();
                output::print_json(&document);
            }
            return exit;
        }
    };
    let stop = Arc::new(AtomicBool::new(false));
    let usual = Settings::default();
    let settings = Settings {
        poll: usual.poll.min(Duration::from_secs(global.max_wait)),
        parallelism: usize::from(global.parallelism),
        stop: stop.clone(),
        ..usual
    };
    tokio::spawn(watch(stop.clone()));
    let bar = Bar::new(global, approved.plan().steps().len());
    let report = apply(approved, &made.reader, &secrets, &settings, &bar).await;
    bar.clear();
    show(global, &report, planned);
    if stop.load(Ordering::SeqCst) {
        Exit::Interrupted
    } else if report.is_whole() && !with_problems {
        Exit::Done
    } else {
        Exit::Refused
    }
}

/// Everything that must hold before the first write; else the exit, and what to say.
fn approve(
    global: &Global,
    args: &ApplyArgs,
    plan: Plan,
    saved: Option<&Saved>,
    folder: &std::path::Path,
) -> Result<(Approved, Secrets), (Exit, String)> {
    plan.guard(args.max_deletes)
        .map_err(|refused| (Exit::Guarded, format!("refused: {refused}\n")))?;
    let sources = Sources { env: &session::env, folder: folder.to_owned() };
    let secrets = Secrets::find(&plan, &sources).map_err(|problems| {
        (Exit::Usage, render::problems(&problems, output::paint_stderr(global)))
    })?;
    let approved = match saved {
        Some(saved) => Approved::by_file(plan, saved).map_err(|it| not_approved(&it))?,
        None if plan.steps().is_empty() || args.auto_approve => Approved::by_hand(plan),
        None => {
            confirm(global, &plan)?;
            Approved::by_hand(plan)
        }
    };
    Ok((approved, secrets))
}

fn not_approved(error: &NotApproved) -> (Exit, String) {
    match error {
        NotApproved::Stale(stale) => {
            let mut text = format!("stale: {stale}\n");
            for step in &stale.unseen {
                text += &format!("  {} {}\n", step.action.word(), clean(&step.order.address));
            }
            text += "Nothing was written. Plan again, look at it, and apply that.\n";
            (Exit::Stale, text)
        }
        NotApproved::Saved(error) => (Exit::Usage, format!("error: {error}\n")),
    }
}

/// Asks on the terminal. Without one there must have been a yes before.
fn confirm(global: &Global, plan: &Plan) -> Result<(), (Exit, String)> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() || global.output == Form::Json {
        let text = "error: there is nobody to ask: say --auto-approve, or --plan FILE with a plan \
                    that was approved\n";
        return Err((Exit::Usage, text.to_owned()));
    }
    let calls = match plan.steps().len() {
        1 => "this call".to_owned(),
        n => format!("these {n} calls"),
    };
    output::tell(&format!("Make {calls} to {}? Only `yes` is a yes: ", plan.server));
    let mut answer = String::new();
    let read = stdin.lock().read_line(&mut answer);
    if read.is_ok() && answer.trim() == "yes" {
        return Ok(());
    }
    Err((Exit::Done, "Not applied: nothing was written.\n".to_owned()))
}

/// The first interrupt lets the calls under way end; the second ends at once.
async fn watch(stop: Arc<AtomicBool>) {
    while tokio::signal::ctrl_c().await.is_ok() {
        if stop.swap(true, Ordering::SeqCst) {
            output::tell("\ninterrupted again: what was under way may have taken effect\n");
            std::process::exit(i32::from(Exit::Interrupted.code()));
        }
        output::tell("\ninterrupted: ending after the calls under way; once more ends at once\n");
    }
}

fn show(global: &Global, report: &Report, planned: Option<serde_json::Value>) {
    match planned {
        Some(mut document) => {
            document["report"] = report.to_json();
            output::print_json(&document);
        }
        None => output::print(&render::report(report, output::paint_stdout(global))),
    }
}

/// A bar on a terminal; a line every ten seconds without one.
struct Bar {
    bar: Option<ProgressBar>,
    quiet: bool,
    last: Mutex<Instant>,
}

impl Bar {
    fn new(global: &Global, steps: usize) -> Self {
        let on = std::io::stderr().is_terminal() && !global.quiet && steps > 0;
        let bar = on.then(|| {
            let bar =
                ProgressBar::with_draw_target(Some(steps as u64), ProgressDrawTarget::stderr());
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}") {
                bar.set_style(style);
            }
            bar
        });
        Bar { bar, quiet: global.quiet, last: Mutex::new(Instant::now()) }
    }

    fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Bar {
    fn ended(&self, done: usize, total: usize, entry: &Entry) {
        let address = clean(&entry.address);
        if let Some(bar) = &self.bar {
            bar.set_position(done as u64);
            bar.set_message(address.to_string());
        }
        if self.quiet {
            return;
        }
        if matches!(entry.outcome, Outcome::Failed { .. } | Outcome::Unknown { .. }) {
            let line = format!("{}: {} {address}", entry.outcome.word(), entry.action.word());
            match &self.bar {
                Some(bar) => bar.println(line),
                None => output::tell(&format!("{line}\n")),
            }
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if self.bar.is_none() && last.elapsed() > Duration::from_secs(10) {
            *last = Instant::now();
            output::tell(&format!("{done} of {total} steps\n"));
        }
    }
}
