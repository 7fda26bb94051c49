//! `labwright plan`: shows what would change.

use std::path::PathBuf;

use clap::Args;

use super::answer::{AnswerArgs, Answered};
use super::comment::{self, When};
use super::fold::FoldArgs;
use super::outputs::Outputs;
use super::place::PlaceArgs;
use super::reports::{ReportArgs, Reports};
use super::shard::ShardArgs;
use super::signals::Signals;
use super::write_file::Readers;
use super::{Exit, Form, Global, environment, output, session};
use crate::apply::Sources;
use crate::config::Config;
use crate::plan::{Allowed, Document, Options, Plan, Saved, Shard, plan, references};
use crate::problem::{Problem, Problems};
use crate::render;

#[derive(Debug, Args)]
pub(super) struct PlanArgs {
    /// Exit with code 2 if there are changes.
    #[arg(long)]
    detailed_exitcode: bool,
    /// Also post the plan as a comment on the merge request: one note that is edited in place, one thread, or a new note
    /// each time.
    #[arg(long, value_name = "MODE", default_value = "none", hide_default_value = true)]
    comment: When,
    #[command(flatten)]
    shard: ShardArgs,
    #[command(flatten)]
    out: OutArgs,
    #[command(flatten)]
    fold: FoldArgs,
    #[command(flatten)]
    answer: AnswerArgs,
    #[command(flatten)]
    place: PlaceArgs,
}

/// Where a plan goes in addition to standard output.
#[derive(Debug, Args)]
pub(super) struct OutArgs {
    /// Write the plan to FILE, for `apply --plan`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    reports: ReportArgs,
}

/// Where a plan is written to.
pub(super) struct Places {
    outputs: Outputs,
    reports: Reports,
}

pub(super) async fn run(global: &Global, args: &PlanArgs) -> Exit {
    let places = match args.out.prepare(global, &[], args.fold) {
        Ok(places) => places,
        Err(exit) => return exit,
    };
    // Errors in the environment are reported before anything is read.
    let asked = args.shard.shard(global).and_then(|shard| {
        let wanted = args.answer.wanted(global, &args.place, shard)?;
        let spot = args.comment.mode().map(|it| comment::spot(&args.place, it, args.fold));
        Ok((shard, wanted, spot.transpose()?))
    });
    let (shard, wanted, spot) = match asked {
        Ok(it) => it,
        Err(problem) => {
            places.fail(global, &problem.into());
            return Exit::Usage;
        }
    };
    let mut signals = wanted.is_some().then(Signals::take);
    let answer = match &wanted {
        Some(wanted) => wanted.begin(true).await,
        None => Answered::none(),
    };
    let work = make(global, &[], shard, &[], Some(&places), None);
    let made = match answer.while_working(global, signals.as_mut(), work).await {
        Ok(made) => made,
        Err(exit) => return exit,
    };
    let mut plan = match made {
        Ok((plan, _)) => plan,
        Err((exit, problems)) => {
            let answer = answer.end(global, None).await;
            places.fail(global, &problems);
            answer.tell(global);
            return exit;
        }
    };
    plan.note_refusals(&Allowed::default());
    let mut document = plan.document();
    let answer = answer.end(global, Some(&document)).await;
    document.remark(answer.notes());
    print(global, &document, args.fold);
    tell_problems(global, &plan.problems);
    let delivered = places.deliver(global, &document);
    let failed = match &spot {
        Some(spot) => comment::after(global, &document, spot).await,
        None => false,
    };
    answer.exit(if delivered.is_err() || failed || !document.problems.is_empty() {
        Exit::Refused
    } else if args.detailed_exitcode && document.has_changes() {
        Exit::Changes
    } else {
        Exit::Done
    })
}

/// What an apply needs in addition to the plan.
pub(super) struct Made {
    pub reader: crate::gitlab::Reader,
    pub folder: PathBuf,
    pub config: Config,
    pub options: Options,
}

/// Reads the files and GitLab, and plans; reads secrets also from `secrets_in`. For a saved plan, `defaults` apply only to what
/// they found when it was made. Otherwise returns how the command ends, and
/// the problems.
pub(super) async fn make(
    global: &Global,
    rotate: &[String],
    shard: Option<Shard>,
    secrets_in: &[PathBuf],
    places: Option<&Places>,
    saved: Option<&Saved>,
) -> Result<(Plan, Made), (Exit, Problems)> {
    let files = session::files_for(global, places.map(|it| &it.outputs));
    let files = files.map_err(|problems| (Exit::Usage, problems))?;
    let mut options =
        session::options(global, rotate, shard).map_err(|problem| (Exit::Usage, problem.into()))?;
    let usage = |problems| (Exit::Usage, problems);
    options.found = saved.map(Saved::found);
    options.unmatched(&files.config).into_result(()).map_err(usage)?;
    let url = files.config.url.as_deref();
    let reader = session::shard_reader(global, url, shard)
        .map_err(|(exit, problem)| (exit, problem.into()))?;
    options.resolved = Sources::new(&environment::secret, &files.folder)
        .allowing(secrets_in)
        .except_token_of(&reader)
        .resolve(references(&files.config));
    let plan = plan(&files.config, &reader, &options).await.map_err(|error| {
        let crate::plan::PlanError::Server(error) = error;
        let problem = Problem::new(error.what()).hint(error.next_step().to_owned());
        (Exit::Refused, problem.into())
    })?;
    tracing::info!("{} requests", reader.requests());
    options.unmatched_by(&plan, &files.config).into_result(()).map_err(usage)?;
    let session::Files { config, folder, .. } = files;
    Ok((plan, Made { reader, folder, config, options }))
}

/// Prints a plan in the requested format, and its problems to standard error.
pub(super) fn show(global: &Global, plan: &Plan, fold: FoldArgs) {
    print(global, &plan.document(), fold);
    tell_problems(global, &plan.problems);
}

/// Reports what could not be planned on standard error.
pub(super) fn tell_problems(global: &Global, problems: &Problems) {
    if !problems.is_empty() {
        output::tell(&render::problems(problems, output::paint_stderr(global)));
    }
}

/// Prints a document in the requested format.
pub(super) fn print(global: &Global, plan: &Document, fold: FoldArgs) {
    let fold = fold.fold();
    match global.output {
        Form::Json => output::print_json(&plan.to_json()),
        Form::Markdown => output::print(&output::for_people(&render::markdown(plan, fold))),
        _ if output::in_job() => {
            let paint = output::paint_stdout(global);
            output::print(&render::job_log::plan(plan, fold, paint, output::seconds()));
        }
        _ => output::print(&render::text(plan, fold, output::paint_stdout(global))),
    }
}

const OUT: &str = "--out";

impl OutArgs {
    /// Checks whether all files can be written, and reports what is wrong; `plans` are the saved plans that are read.
    pub(super) fn prepare(
        &self,
        global: &Global,
        plans: &[PathBuf],
        fold: FoldArgs,
    ) -> Result<Places, Exit> {
        let reports = self.reports.reports(global, fold);
        let out = self.out.iter().map(|it| (OUT, it.clone()));
        let wanted = out.chain(reports.places()).collect();
        match Outputs::prepare(global, wanted, plans) {
            Ok(outputs) => Ok(Places { outputs, reports }),
            Err((exit, problems)) => {
                output::problems(global, &problems);
                Err(exit)
            }
        }
    }
}

impl Places {
    /// Reports why there is no plan, in the report files too.
    pub(super) fn fail(&self, global: &Global, problems: &Problems) {
        output::problems(global, problems);
        self.reports.write_problems(global, &self.outputs, problems);
    }

    /// Writes a plan to the files that were requested, each completely or not at all. Reports failures; a file that fails
    /// does not hold up the others.
    pub(super) fn deliver(&self, global: &Global, plan: &Document) -> Result<(), Exit> {
        let text = format!("{:#}\n", plan.to_json());
        let saved = self.outputs.write(OUT, &text, Readers::Owner).map_err(|problem| {
            output::tell(&render::problems(&problem.into(), output::paint_stderr(global)));
            Exit::Refused
        });
        let reported = self.reports.write(global, &self.outputs, plan);
        saved.and(reported)
    }
}
