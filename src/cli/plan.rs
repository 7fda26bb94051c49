//! `labwright plan`: shows what would change.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::comment::{self, PlaceArgs, When};
use super::shard::ShardArgs;
use super::{Exit, Form, Global, output, session};
use crate::plan::{Allowed, Document, Plan, plan};
use crate::problem::{Problem, Problems};
use crate::render;

#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    out: OutArgs,
    #[command(flatten)]
    shard: ShardArgs,
    /// Exit with 2 when there are changes.
    #[arg(long)]
    detailed_exitcode: bool,
    /// Say it on the merge request as well: one note that is edited in place, one thread, or a new note each time.
    #[arg(long, value_name = "MODE", default_value = "none", hide_default_value = true)]
    comment: When,
    #[command(flatten)]
    place: PlaceArgs,
}

/// Where a plan goes besides standard output.
#[derive(Debug, Args)]
pub(super) struct OutArgs {
    /// Write the plan to this file, for `apply --plan`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(super) async fn run(global: &Global, args: &PlanArgs) -> Exit {
    // What the environment says wrongly is told before anything is read.
    let spot = match args.comment.mode().map(|mode| comment::spot(&args.place, mode)).transpose() {
        Ok(spot) => spot,
        Err(problem) => {
            output::problem(global, problem);
            return Exit::Usage;
        }
    };
    let mut plan = match make(global, &[], &args.shard).await {
        Ok((plan, _)) => plan,
        Err((exit, problems)) => {
            output::problems(global, &problems);
            return exit;
        }
    };
    plan.note_refusals(&Allowed::default());
    show(global, &plan);
    if let Err(exit) = deliver(global, &plan.document(), &args.out) {
        return exit;
    }
    let failed = match &spot {
        Some(spot) => comment::after(global, &plan.document(), spot).await,
        None => false,
    };
    if failed || !plan.problems.is_empty() {
        Exit::Refused
    } else if args.detailed_exitcode && !plan.steps().is_empty() {
        Exit::Changes
    } else {
        Exit::Done
    }
}

/// What an apply needs besides the plan.
pub(super) struct Made {
    pub reader: crate::gitlab::Reader,
    pub folder: PathBuf,
}

/// Reads the files and GitLab, and plans; else how the command ends, and what to say.
pub(super) async fn make(
    global: &Global,
    rotate: &[String],
    shard: &ShardArgs,
) -> Result<(Plan, Made), (Exit, Problems)> {
    let usage = |problem: Problem| (Exit::Usage, problem.into());
    let shard = shard.shard(global).map_err(usage)?;
    let files = session::files(global).map_err(|problems| (Exit::Usage, problems))?;
    let options = session::options(global, rotate, shard).map_err(usage)?;
    let url = files.config.url.as_deref();
    let reader = session::shard_reader(global, url, shard)
        .map_err(|(exit, problem)| (exit, problem.into()))?;
    let plan = plan(&files.config, &reader, &options).await.map_err(|error| {
        let crate::plan::PlanError::Server(error) = error;
        let problem = Problem::new(error.what()).hint(error.next_step().to_owned());
        (Exit::Refused, problem.into())
    })?;
    tracing::info!("{} requests", reader.requests());
    Ok((plan, Made { reader, folder: files.folder }))
}

/// Prints a plan in the form that was asked for; its problems as well to the person.
pub(super) fn show(global: &Global, plan: &Plan) {
    print(global, &plan.document());
    if !plan.problems.is_empty() {
        output::tell(&render::problems(&plan.problems, output::paint_stderr(global)));
    }
}

/// Prints a document in the form that was asked for.
pub(super) fn print(global: &Global, plan: &Document) {
    match global.output {
        Form::Json | Form::Yaml => output::print_json(&plan.to_json()),
        Form::Markdown => output::print(&render::markdown(plan)),
        Form::Text => output::print(&render::text(plan, output::paint_stdout(global))),
    }
}

/// Brings a plan to where it was asked for besides standard output. Says what goes wrong.
pub(super) fn deliver(global: &Global, plan: &Document, args: &OutArgs) -> Result<(), Exit> {
    let Some(out) = &args.out else { return Ok(()) };
    save(plan, out).map_err(|error| {
        let what = format!("the plan cannot be written to {}: {error}", out.display());
        let problem = Problem::new(what).hint("choose another --out");
        output::tell(&render::problems(&problem.into(), output::paint_stderr(global)));
        Exit::Refused
    })
}

/// Writes a plan file whole or not at all, readable by its owner only.
fn save(plan: &Document, out: &Path) -> std::io::Result<()> {
    let folder = match out.parent() {
        Some(it) if !it.as_os_str().is_empty() => it,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(file, "{:#}", plan.to_json())?;
    file.as_file().sync_all()?;
    file.persist(out)?;
    Ok(())
}
