//! `labwright plan`: shows what would change.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::comment::{self, PlaceArgs, When};
use super::{Exit, Form, Global, output, session};
use crate::plan::{Document, Plan, plan};
use crate::problem::Problem;
use crate::render;

#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    /// Write the plan to this file, for `apply --plan`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Exit with 2 when there are changes.
    #[arg(long)]
    detailed_exitcode: bool,
    /// Say it on the merge request as well: one note that is edited in place, one thread, or a new note each time.
    #[arg(long, value_name = "MODE", default_value = "none", hide_default_value = true)]
    comment: When,
    #[command(flatten)]
    place: PlaceArgs,
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
    let plan = match make(global, &[]).await {
        Ok((plan, _)) => plan,
        Err(exit) => return exit,
    };
    show(global, &plan);
    if let Some(out) = &args.out
        && let Err(error) = save(&plan, out)
    {
        let problem =
            Problem::new(format!("the plan cannot be written to {}: {error}", out.display()));
        output::tell(&render::problems(
            &problem.hint("choose another --out").into(),
            output::paint_stderr(global),
        ));
        return Exit::Refused;
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

/// Reads the files and GitLab, and plans. Says what goes wrong.
pub(super) async fn make(global: &Global, rotate: &[String]) -> Result<(Plan, Made), Exit> {
    let files = session::files(global).map_err(|problems| {
        output::problems(global, &problems);
        Exit::Usage
    })?;
    let options = session::options(global, rotate).map_err(|problem| {
        output::problem(global, problem);
        Exit::Usage
    })?;
    let reader =
        session::reader(global, files.config.url.as_deref()).map_err(|(exit, problem)| {
            output::problem(global, problem);
            exit
        })?;
    let plan = plan(&files.config, &reader, &options).await.map_err(|error| {
        let crate::plan::PlanError::Server(error) = error;
        output::problem(global, Problem::new(error.what()).hint(error.next_step().to_owned()));
        Exit::Refused
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

/// Writes a plan file whole or not at all, readable by its owner only.
fn save(plan: &Plan, out: &Path) -> std::io::Result<()> {
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
