//! `labwright act`: two actions that no file can declare.

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::get::project;
use super::{Exit, Form, Global, output, server};
use crate::act::{Act, Unclear};
use crate::gitlab::{ApiError, Reader};
use crate::problem::{Problem, clean};
use crate::resource::Scope;

#[derive(Debug, Args)]
pub(super) struct ActArgs {
    #[command(subcommand)]
    act: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Test a system hook: GitLab sends a real request with mock data to its URL.
    TestHook {
        /// Name, URL, or ID of the hook. A number is an ID.
        hook: String,
        /// Show the call without sending it.
        #[arg(long)]
        dry_run: bool,
    },
    /// Send a failed status check of a merge request to its service again.
    RetryStatusCheck {
        /// Full path or ID of the project.
        #[arg(long, value_name = "PATH", value_parser = project)]
        project: String,
        /// Number of the merge request in its project.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
        merge_request: u64,
        /// Name or ID of the status check.
        #[arg(long, value_name = "NAME")]
        check: String,
        /// Show the call without sending it.
        #[arg(long)]
        dry_run: bool,
    },
}

pub(super) async fn run(global: &Global, args: &ActArgs) -> Exit {
    match perform(global, &args.act).await {
        Ok(()) => Exit::Done,
        Err((exit, problem)) => {
            output::problem(global, problem);
            exit
        }
    }
}

async fn perform(global: &Global, what: &What) -> Result<(), (Exit, Problem)> {
    let reader = server::reader(global)?;
    let (act, dry_run) = match what {
        What::TestHook { hook, dry_run } => {
            let live = live(&reader, &Scope::instance(), "hooks").await?;
            (Act::test_hook(&live, hook), *dry_run)
        }
        What::RetryStatusCheck { project, merge_request, check, dry_run } => {
            let scope = Scope::merge_request(project, *merge_request);
            let live = live(&reader, &scope, "status_checks").await?;
            (Act::retry_status_check(&scope, &live, check), *dry_run)
        }
    };
    let act = act.map_err(|it| unclear(&it))?;
    let call = format!("{} {}", act.method(), act.path());
    let mut document = json!({
        "format": 1,
        "address": act.address(),
        "request": { "method": act.method(), "path": act.path() },
        "sent": !dry_run,
    });
    let told = if dry_run {
        format!("  ! {}\n      {call}\n\nNothing was sent.\n", clean(act.address()))
    } else {
        let (address, after) = (clean(act.address()).into_owned(), act.after());
        let status = act.send(&reader).await.map_err(|it| refused(&it))?;
        document["status"] = status.into();
        document["note"] = after.replace('\n', " ").into();
        let came = match status {
            Some(status) => status.to_string(),
            None => "the response was lost, but the call took effect".to_owned(),
        };
        format!("  ! {address}\n      {call}: {came}\n\n{after}\n")
    };
    match global.output {
        Form::Json => output::print_json(&document),
        Form::Yaml => output::print_yaml(&document),
        _ => output::print(&output::for_people(&told)),
    }
    Ok(())
}

async fn live(
    reader: &Reader,
    scope: &Scope,
    of: &'static str,
) -> Result<Vec<Value>, (Exit, Problem)> {
    reader.list(&scope.at(of)).await.map_err(|it| refused(&it))
}

fn refused(error: &ApiError) -> (Exit, Problem) {
    (Exit::Refused, Problem::new(error.what()).hint(error.next_step().to_owned()))
}

fn unclear(it: &Unclear) -> (Exit, Problem) {
    (Exit::Refused, Problem::new(it.to_string()).hint(it.next_step()))
}
