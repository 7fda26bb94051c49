//! `labwright plan-merge`: merges the plans of all shards.

use std::path::PathBuf;

use clap::Args;

use super::answer::{AnswerArgs, Answered};
use super::comment::{self, When};
use super::fold::FoldArgs;
use super::place::PlaceArgs;
use super::{Exit, Global, plan};
use crate::plan::{Document, Saved, merge};
use crate::problem::{Problem, Problems};

#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// The saved plans of all shards, written by `plan --out`.
    #[arg(required = true, value_name = "FILE")]
    plans: Vec<PathBuf>,
    /// Also post the plan as a comment on the merge request: one note that is edited in place, one thread, or a new note
    /// each time.
    #[arg(long, value_name = "MODE", default_value = "none", hide_default_value = true)]
    comment: When,
    #[command(flatten)]
    out: plan::OutArgs,
    #[command(flatten)]
    fold: FoldArgs,
    #[command(flatten)]
    answer: AnswerArgs,
    #[command(flatten)]
    place: PlaceArgs,
}

pub(super) async fn run(global: &Global, args: &MergeArgs) -> Exit {
    let places = match args.out.prepare(global, &args.plans, args.fold) {
        Ok(places) => places,
        Err(exit) => return exit,
    };
    let asked = args.answer.wanted(global, &args.place, None).and_then(|wanted| {
        let spot = args.comment.mode().map(|it| comment::spot(&args.place, it, args.fold));
        Ok((wanted, spot.transpose()?))
    });
    let (wanted, spot) = match asked {
        Ok(it) => it,
        Err(problem) => {
            places.fail(global, &problem.into());
            return Exit::Usage;
        }
    };
    let read = read(&args.plans);
    let answer = match &wanted {
        Some(wanted) => wanted.begin(false).await.end(global, read.as_ref().ok()).await,
        None => Answered::none(),
    };
    let mut whole = match read {
        Ok(whole) => whole,
        Err(problems) => {
            places.fail(global, &problems);
            answer.tell(global);
            return Exit::Usage;
        }
    };
    whole.remark(answer.notes());
    plan::print(global, &whole, args.fold);
    plan::tell_problems(global, &whole.problems.iter().map(Problem::from).collect());
    let delivered = places.deliver(global, &whole);
    let failed = match &spot {
        Some(spot) => comment::after(global, &whole, spot).await,
        None => false,
    };
    answer.exit(if delivered.is_err() || failed || !whole.problems.is_empty() {
        Exit::Refused
    } else {
        Exit::Done
    })
}

/// Reads all plans and merges them.
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
