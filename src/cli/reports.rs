//! Reports for GitLab's widgets: where they are written, and what they contain about the job.

use std::path::{Path, PathBuf};

use clap::Args;

use super::fold::FoldArgs;
use super::outputs::{Outputs, root_file};
use super::write_file::{self, Readers};
use super::{Exit, Global, environment, output};
use crate::plan::Document;
use crate::problem::Problems;
use crate::render::reports::Context;
use crate::render::{self, reports};
use crate::review::ci::Ci;

/// The reports of a plan.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Reports")]
pub(super) struct ReportArgs {
    /// Write the counts to FILE, for artifacts:reports:terraform.
    #[arg(long, value_name = "FILE")]
    report_terraform: Option<PathBuf>,
    /// Write the problems with their lines to FILE, for artifacts:reports:codequality.
    #[arg(long, value_name = "FILE")]
    report_codequality: Option<PathBuf>,
    /// Include the planned changes in that report.
    #[arg(long, requires = "report_codequality")]
    codequality_changes: bool,
    /// Write the differences to FILE as failed tests, for artifacts:reports:junit.
    #[arg(long, value_name = "FILE")]
    report_junit: Option<PathBuf>,
    /// Write links to the changed objects to FILE, for artifacts:reports:annotations.
    #[arg(long, value_name = "FILE")]
    report_annotations: Option<PathBuf>,
    /// Write the counts to FILE as variables, for artifacts:reports:dotenv.
    #[arg(long, value_name = "FILE")]
    report_dotenv: Option<PathBuf>,
    /// Write the plan to FILE as an HTML page.
    #[arg(long, value_name = "FILE")]
    report_html: Option<PathBuf>,
}

/// The only report that needs no plan.
#[derive(Debug, Args)]
pub(super) struct FileReportArgs {
    /// Write the problems with their lines to FILE, for artifacts:reports:codequality; an empty list if there are none.
    #[arg(long, value_name = "FILE")]
    report_codequality: Option<PathBuf>,
}

/// A report by its flag, and how it is made: from a plan, with its changes if that is optional.
struct FileReport {
    flag: &'static str,
    make: fn(&Document, bool, &Context) -> String,
    path: PathBuf,
}

/// Reports that were requested.
pub(super) struct Reports {
    wanted: Vec<FileReport>,
    changes: bool,
    context: Context,
}

impl FileReportArgs {
    /// Like [`ReportArgs::reports`].
    pub(super) fn reports(&self, global: &Global) -> Reports {
        let report_codequality = self.report_codequality.clone();
        ReportArgs { report_codequality, ..ReportArgs::default() }
            .reports(global, FoldArgs::default())
    }
}

impl ReportArgs {
    /// The requested reports, and the context of the job.
    pub(super) fn reports(&self, global: &Global, fold: FoldArgs) -> Reports {
        let context = context(global, self.report_html.as_deref());
        let context = Context { fold: fold.fold(), ..context };
        Reports { wanted: self.wanted(), changes: self.codequality_changes, context }
    }

    fn wanted(&self) -> Vec<FileReport> {
        type Make = fn(&Document, bool, &Context) -> String;
        let all: [(&str, &Option<PathBuf>, Make); 6] = [
            ("--report-terraform", &self.report_terraform, |plan, _, _| reports::terraform(plan)),
            ("--report-codequality", &self.report_codequality, reports::codequality),
            ("--report-junit", &self.report_junit, |plan, _, it| reports::junit(plan, it)),
            ("--report-annotations", &self.report_annotations, |plan, _, it| {
                reports::annotations(plan, it)
            }),
            ("--report-dotenv", &self.report_dotenv, |plan, _, _| reports::dotenv(plan)),
            ("--report-html", &self.report_html, |plan, _, it| reports::html(plan, it)),
        ];
        let report = |(flag, path, make): (_, &Option<PathBuf>, _)| {
            Some(FileReport { flag, make, path: path.clone()? })
        };
        all.into_iter().filter_map(report).collect()
    }
}

impl Reports {
    /// Where they go, by flag.
    pub(super) fn places(&self) -> impl Iterator<Item = (&'static str, PathBuf)> {
        self.wanted.iter().map(|it| (it.flag, it.path.clone()))
    }

    /// Writes the reports, each completely or not at all. Reports failures; a report that fails does not hold up the
    /// others.
    pub(super) fn write(
        &self,
        global: &Global,
        outputs: &Outputs,
        plan: &Document,
    ) -> Result<(), Exit> {
        let write = |FileReport { flag, make, .. }: &FileReport| {
            let text = make(plan, self.changes, &self.context);
            outputs.write(flag, &text, Readers::AsUsual).err()
        };
        let problems: Problems = self.wanted.iter().filter_map(write).collect();
        if problems.is_empty() {
            return Ok(());
        }
        output::tell(&render::problems(&problems, output::paint_stderr(global)));
        Err(Exit::Refused)
    }

    /// Writes the problems if there is no plan.
    pub(super) fn write_problems(&self, global: &Global, outputs: &Outputs, problems: &Problems) {
        // The command has already failed, and its exit code shows it.
        let _ = self.write(global, outputs, &Document::of_problems(problems));
    }
}

/// The context of the job. Outside a job: only the root file.
fn context(global: &Global, html: Option<&Path>) -> Context {
    let root_file = root_file(global).display().to_string().replace('\\', "/");
    if !Ci::new(&environment::lookup).is_job() {
        return Context { root_file, ..Context::default() };
    }
    let get = |name: &str| environment::lookup(name).filter(|it| !it.is_empty());
    // Links are shown to people, so a variable that is not a URL is ignored.
    let address = |name: &str| {
        let is_web = |it: &String| it.starts_with("https://") || it.starts_with("http://");
        get(name).filter(is_web).map(|it| it.trim_end_matches('/').to_owned())
    };
    let commit = get("CI_COMMIT_SHA").filter(|it| it.chars().all(|it| it.is_ascii_hexdigit()));
    let repository = get("CI_PROJECT_DIR");
    let root = repository.as_ref().and_then(|it| Path::new(it).canonicalize().ok());
    let within = |path: &Path| -> Option<String> {
        let path = path.canonicalize().ok()?;
        let path = path.strip_prefix(root.as_ref()?).ok()?;
        Some(path.iter().map(|it| it.to_string_lossy()).collect::<Vec<_>>().join("/"))
    };
    let html = html.and_then(|path| {
        let folder = within(&write_file::folder(path))?;
        let name = path.file_name()?.to_string_lossy();
        Some(if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") })
    });
    let source = address("CI_PROJECT_URL").zip(commit.as_ref());
    Context {
        folder: within(Path::new(".")).unwrap_or_default(),
        root_file,
        source: source.map(|(project, commit)| format!("{project}/-/blob/{commit}")),
        commit: commit.map(|it| it.chars().take(12).collect()),
        job: address("CI_JOB_URL"),
        html,
        repository,
        ..Context::default()
    }
}
