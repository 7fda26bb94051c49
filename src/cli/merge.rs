//! `labwright plan-merge`: joins the plans of all shards.

use std::path::PathBuf;

use clap::Args;

use super::{Exit, Global, output, plan};
use crate::plan::{Saved, merge};
use crate::problem::{Problem, Problems};

#[derive(Debug, Args)]
pub(super) struct MergeArgs {
    /// The plan files, written by `plan --out`: those of all shards.
    #[arg(required = true, value_name = "FILE")]
    plans: Vec<PathBuf>,
    #[command(flatten)]
    out: plan::OutArgs,
}

pub(super) fn run(global: &Global, args: &MergeArgs) -> Exit {
    let mut parts = Vec::new();
    let mut problems = Problems::new();
    for path in &args.plans {
        let file = path.display().to_string();
        match Saved::read(path) {
            Ok(saved) => parts.push((file, saved.into_document())),
            Err(error) => problems.push(Problem::new(format!("{file}: {error}"))),
        }
    }
    if !problems.is_empty() {
        output::problems(global, &problems);
        return Exit::Usage;
    }
    let whole = match merge(parts) {
        Ok(whole) => whole,
        Err(error) => {
            output::problem(global, Problem::new(error.to_string()).hint(error.next_step()));
            return Exit::Usage;
        }
    };
    plan::print(global, &whole);
    let problems: Problems = whole.problems.iter().map(Problem::from).collect();
    if !problems.is_empty() {
        output::tell(&crate::render::problems(&problems, output::paint_stderr(global)));
    }
    match plan::deliver(global, &whole, &args.out) {
        Ok(()) if whole.problems.is_empty() => Exit::Done,
        Ok(()) => Exit::Refused,
        Err(exit) => exit,
    }
}
