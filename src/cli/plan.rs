//! `labwright plan`: shows what would change.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::answer::{Answer, AnswerArgs};
use super::comment::{self, When};
use super::place::PlaceArgs;
use super::shard::ShardArgs;
use super::signals::Signals;
use super::{Exit, Form, Global, output, session};
use crate::plan::{Allowed, Document, Plan, Shard, plan};
use crate::problem::{Problem, Problems};
use crate::render;

#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    #[command(flatten)]
    out: OutArgs,
    #[command(flatten)]
    shard: ShardArgs,
    #[command(flatten)]
    answer: AnswerArgs,
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
    let asked = args.shard.shard(global).and_then(|shard| {
        let wanted = args.answer.wanted(global, &args.place, shard)?;
        let spot = args.comment.mode().map(|mode| comment::spot(&args.place, mode)).transpose()?;
        Ok((shard, wanted, spot))
    });
    let (shard, wanted, spot) = match asked {
        Ok(it) => it,
        Err(problem) => {
            output::problem(global, problem);
            return Exit::Usage;
        }
    };
    let mut signals = wanted.is_some().then(Signals::take);
    let answer = match &wanted {
        Some(wanted) => wanted.begin(true).await,
        None => Answer::none(),
    };
    let work = make(global, &[], shard);
    let made = match answer.while_working(global, signals.as_mut(), work).await {
        Ok(made) => made,
        Err(exit) => return exit,
    };
    let mut plan = match made {
        Ok((plan, _)) => plan,
        Err((exit, problems)) => {
            let answer = answer.end(global, None).await;
            output::problems(global, &problems);
            answer.tell(global);
            return exit;
        }
    };
    plan.note_refusals(&Allowed::default());
    let mut document = plan.document();
    let answer = answer.end(global, Some(&document)).await;
    document.remark(answer.notes());
    print(global, &document);
    tell_problems(global, &plan.problems);
    if let Err(exit) = deliver(global, &document, &args.out) {
        return exit;
    }
    let failed = match &spot {
        Some(spot) => comment::after(global, &document, spot).await,
        None => false,
    };
    answer.exit(if failed || !document.problems.is_empty() {
        Exit::Refused
    } else if args.detailed_exitcode && !document.steps.is_empty() {
        Exit::Changes
    } else {
        Exit::Done
    })
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
    shard: Option<Shard>,
) -> Result<(Plan, Made), (Exit, Problems)> {
    let files = session::files(global).map_err(|problems| (Exit::Usage, problems))?;
    let options =
        session::options(global, rotate, shard).map_err(|problem| (Exit::Usage, problem.into()))?;
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
    tell_problems(global, &plan.problems);
}

/// Tells the person what could not be planned.
pub(super) fn tell_problems(global: &Global, problems: &Problems) {
    if !problems.is_empty() {
        output::tell(&render::problems(problems, output::paint_stderr(global)));
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
