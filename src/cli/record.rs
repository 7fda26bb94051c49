//! `--record-deployment`: records an apply as a deployment in GitLab.

use std::path::Path;
use std::process::Command;

use clap::Args;

use super::get::{named, project};
use super::teller::Teller;
use super::{Global, environment, server};
use crate::apply::Ending;
use crate::plan::{Note, Shard};
use crate::problem::{Problem, clean};
use crate::review::{Commit, Recording};

#[derive(Debug, Args)]
#[command(next_help_heading = "Deployment")]
pub(super) struct RecordArgs {
    /// Record the apply as a deployment to this environment: running before the first write, success or failed afterwards.
    #[arg(long, value_name = "ENVIRONMENT", value_parser = named)]
    record_deployment: Option<String>,
    /// Full path or ID of the project to record it in. Default: the project of the CI job.
    #[arg(long, value_name = "PATH", value_parser = project, requires = "record_deployment")]
    project: Option<String>,
}

/// A record that was requested.
#[derive(Debug)]
pub(super) struct Wanted {
    pub project: String,
    pub environment: String,
    pub commit: Commit,
}

/// What is requested.
#[derive(Debug)]
pub(super) enum Asked {
    /// Nothing.
    Nothing,
    /// Nothing, because the job itself records it.
    ByJob(String),
    /// A record.
    Record(Wanted),
}

impl RecordArgs {
    /// What is requested; `config` is where the files are, `shard` the part that is applied.
    pub(super) fn asked(&self, config: &Path, shard: Option<Shard>) -> Result<Asked, Problem> {
        let Some(environment) = self.record_deployment.clone() else { return Ok(Asked::Nothing) };
        let get = |name: &str| environment::lookup(name).filter(|it| !it.trim().is_empty());
        if let Some(shard) = shard {
            let what = format!("shard {shard} cannot record a deployment for the other shards");
            let hint = "use --record-deployment in a job after all shards, with --shard 1/1";
            return Err(Problem::new(what).hint(hint));
        }
        // Jobs that only use an environment do not deploy to it.
        let starts = get("CI_ENVIRONMENT_ACTION").is_none_or(|it| it == "start");
        if starts && get("CI_ENVIRONMENT_NAME").as_ref() == Some(&environment) {
            return Ok(Asked::ByJob(environment));
        }
        let of_job = || get("CI_PROJECT_PATH").or_else(|| get("CI_PROJECT_ID"));
        let project = self.project.clone().or_else(of_job).ok_or_else(|| {
            Problem::new("--record-deployment requires a project")
                .hint("use --project PATH with the project that contains the files")
        })?;
        let commit = match get("CI_COMMIT_SHA") {
            Some(sha) => of_pipeline(sha, &get),
            None => of_checkout(config),
        }?;
        Ok(Asked::Record(Wanted { project, environment, commit }))
    }
}

impl Asked {
    /// Begins the record, before the first write. A failure stops the apply.
    pub(super) async fn begin(
        self,
        global: &Global,
        writes: bool,
        teller: &Teller<'_>,
    ) -> Result<Option<Recording>, Ending> {
        let Wanted { project, environment, commit } = match self {
            Asked::Nothing => return Ok(None),
            Asked::ByJob(environment) => {
                let message = "not recorded: this job itself deploys to the environment".to_owned();
                teller.note(Note { address: environment, message, ..Note::default() });
                return Ok(None);
            }
            Asked::Record(wanted) => wanted,
        };
        let failed = |problem| {
            teller.problem(problem);
            Ending::Failed
        };
        let reader = server::beside(global).map_err(failed)?;
        let begun = Recording::begin(&reader, &project, &environment, commit, writes).await;
        let (recording, notes) = begun.map_err(|error| failed(error.problem()))?;
        notes.into_iter().for_each(|it| teller.note(it));
        Ok(Some(recording))
    }
}

/// Ends the record of an apply; returns how the command ends.
pub(super) async fn end(recording: &Recording, ending: Ending, teller: &Teller<'_>) -> Ending {
    match recording.end(ending == Ending::Done).await {
        Ok(note) => {
            teller.note(note);
            ending
        }
        Err(error) => {
            teller.problem(error.problem());
            if ending == Ending::Done { Ending::Failed } else { ending }
        }
    }
}

/// The commit of a pipeline.
fn of_pipeline(sha: String, get: &dyn Fn(&str) -> Option<String>) -> Result<Commit, Problem> {
    let tag = get("CI_COMMIT_TAG");
    let name =
        tag.clone().or_else(|| get("CI_COMMIT_BRANCH")).or_else(|| get("CI_COMMIT_REF_NAME"));
    match name {
        Some(name) if is_full(&sha) => Ok(Commit { sha, name, tag: tag.is_some() }),
        Some(_) => {
            let what = format!("CI_COMMIT_SHA is `{}`, which is not a commit", clean(&sha));
            Err(Problem::new(what).hint("unset it, or set it to the full ID of the commit"))
        }
        None => Err(Problem::new("CI_COMMIT_SHA is set, but CI_COMMIT_REF_NAME is not")
            .hint("set both as GitLab does, or neither to use the commit of the checkout")),
    }
}

/// The commit of the checkout that the files are in.
fn of_checkout(config: &Path) -> Result<Commit, Problem> {
    let parent = config.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = if config.is_dir() { config } else { parent.unwrap_or(Path::new(".")) };
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
        let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
        (output.status.success() && !text.is_empty()).then_some(text)
    };
    let unknown = |what: String| {
        let hint = "set CI_COMMIT_SHA and CI_COMMIT_REF_NAME as GitLab does in a pipeline";
        Problem::new(format!("cannot record the deployment: {what}")).hint(hint)
    };
    let sha = git(&["rev-parse", "HEAD"]).filter(|it| is_full(it)).ok_or_else(|| {
        unknown(format!(
            "{} is not in a Git checkout with a commit",
            clean(&folder.display().to_string())
        ))
    })?;
    if let Some(name) = git(&["symbolic-ref", "--quiet", "--short", "HEAD"]) {
        return Ok(Commit { sha, name, tag: false });
    }
    let name = git(&["describe", "--tags", "--exact-match", "HEAD"])
        .ok_or_else(|| unknown("no branch or tag is checked out".to_owned()))?;
    Ok(Commit { sha, name, tag: true })
}

fn is_full(sha: &str) -> bool {
    matches!(sha.len(), 40 | 64) && sha.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
}
