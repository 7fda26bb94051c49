//! `labwright plan-merge`: joins the plans of all shards.

use std::path::PathBuf;

use clap::Args;

use super::answer::{Answer, AnswerArgs};
use super::place::PlaceArgs;
use super::{Exit, Global, output, plan};
use crate::plan::{Document, Saved, merge};
use crate::problem::{Problem, Problems};

#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// The plan files, written by `plan --out`: those of all shards.
    #[arg(required = true, value_name = "FILE")]
    plans: Vec<PathBuf>,
    #[command(flatten)]
    out: plan::OutArgs,
    #[command(flatten)]
    answer: AnswerArgs,
    #[command(flatten)]
    place: PlaceArgs,
}

pub(super) async fn run(global: &Global, args: &MergeArgs) -> Exit {
    let wanted = match args.answer.wanted(global, &args.place, None) {
        Ok(wanted) => wanted,
        Err(problem) => {
            output::problem(global, problem);
            return Exit::Usage;
        }
    };
    let answer = match &wanted {
        Some(wanted) => wanted.begin(false).await,
        None => Answer::none(),
    };
    let mut whole = match read(&args.plans) {
        Ok(whole) => whole,
        Err(problems) => {
            let answer = answer.end(global, None).await;
            output::problems(global, &problems);
            answer.tell(global);
            return Exit::Usage;
        }
    };
    let answer = answer.end(global, Some(&whole)).await;
    whole.remark(answer.notes());
    plan::print(global, &whole);
    plan::tell_problems(global, &whole.problems.iter().map(Problem::from).collect());
    if let Err(exit) = plan::deliver(global, &whole, &args.out) {
        return exit;
    }
    answer.exit(if whole.problems.is_empty() { Exit::Done } else { Exit::Refused })
}

/// Reads all plans and joins them.
fn read(plans: &[PathBuf]) -> Result<Document, Problems> {
    let mut parts = Vec::new();
    let mut problems = Problems::new();
    for path in plans {
        let file = path.display().to_string();
        match Saved::read(path) {
            Ok(saved) => parts.push((file, saved.into_document())),
            Err(error) => problems.push(Problem::new(format!("{file}: {error}"))),
        }
    }
    problems.into_result(())?;
    merge(parts).map_err(|error| Problem::new(error.to_string()).hint(error.next_step()).into())
}
