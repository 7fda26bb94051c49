//! Which part of everything a run is for: by flag, else by the variables that GitLab CI sets for `parallel`.

use clap::Args;

use super::{Global, output, session};
use crate::plan::Shard;
use crate::problem::Problem;
use crate::review::ci::Ci;

#[derive(Debug, Default, Args)]
pub(super) struct ShardArgs {
    /// Only this part of everything: the I-th of N, by the paths of projects; 1/1 is all. Default in a job with
    /// `parallel`: CI_NODE_INDEX/CI_NODE_TOTAL.
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
}

impl ShardArgs {
    /// The shard; `None` for everything. A part that nobody named on the command line is said aloud.
    pub(super) fn shard(&self, global: &Global) -> Result<Option<Shard>, Problem> {
        if let Some(text) = &self.shard {
            return Shard::parse(text).map_err(|error| {
                let hint = "write which one of how many, from 1: --shard 2/4; 1/1 is everything";
                Problem::new(format!("--shard: {error}")).hint(hint)
            });
        }
        let shard = Ci::new(&session::env).shard()?;
        if let Some(shard) = shard {
            output::say(
                global,
                &format!(
                    "shard {shard} of everything, by CI_NODE_INDEX and CI_NODE_TOTAL; --shard 1/1 is everything\n"
                ),
            );
        }
        Ok(shard)
    }
}

/// How many runs share the token.
pub(super) fn runs(shard: Option<Shard>) -> usize {
    shard.map_or(1, |it| usize::try_from(it.total()).unwrap_or(usize::MAX))
}

/// The part of this run in what all runs together may do at once.
pub(super) fn parallelism(global: &Global, shard: Option<Shard>) -> usize {
    part_of(usize::from(global.parallelism), runs(shard))
}

fn part_of(parallelism: usize, runs: usize) -> usize {
    (parallelism / runs).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_done_at_once_is_divided_and_never_nothing() {
        let shard = |total| Shard::new(1, total).unwrap();
        for (parallelism, total, part) in [(16, 1, 16), (16, 4, 4), (16, 5, 3), (16, 200, 1)] {
            assert_eq!(part_of(parallelism, runs(shard(total))), part, "{parallelism}/{total}");
        }
    }
}
