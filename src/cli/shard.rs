//! The shard of a run: from the flag, or else from the variables that GitLab CI sets for `parallel: N`.

use clap::Args;

use super::{Global, environment, output};
use crate::plan::Shard;
use crate::problem::{Problem, clean};

#[derive(Debug, Default, Args)]
pub(super) struct ShardArgs {
    /// Work only on shard I of N, which projects belong to by their paths; 1/1 is everything. Default in a job with
    /// `parallel: N`: CI_NODE_INDEX/CI_NODE_TOTAL.
    #[arg(long, value_name = "I/N")]
    shard: Option<String>,
}

impl ShardArgs {
    /// The shard; `None` for everything. A shard that the command line does not name is printed.
    pub(super) fn shard(&self, global: &Global) -> Result<Option<Shard>, Problem> {
        if let Some(text) = &self.shard {
            return Shard::parse(text).map_err(|error| {
                let hint = "use I/N, such as --shard 2/4; 1/1 is everything";
                Problem::new(format!("--shard: {error}")).hint(hint)
            });
        }
        let told = match of_job(&environment::lookup)? {
            OfJob::Everything => return Ok(None),
            OfJob::Part(shard) => {
                let text = format!(
                    "shard {shard} (from CI_NODE_INDEX and CI_NODE_TOTAL); use --shard 1/1 for everything"
                );
                output::sentence(global, &text);
                return Ok(Some(shard));
            }
            OfJob::Matrix(shard) => shard,
        };
        if !global.quiet {
            let text = format!(
                "not sharded: CI_NODE_INDEX and CI_NODE_TOTAL are {told}, but CI_JOB_NAME is not the name of a job with \
                 `parallel: {}`; use --shard to select a shard",
                told.total()
            );
            output::sentence(global, &text);
        }
        Ok(None)
    }
}

/// What the variables of a job say about its shard.
#[derive(Debug, PartialEq, Eq)]
enum OfJob {
    Everything,
    Part(Shard),
    /// The numbers of a `parallel: matrix`, whose jobs differ in their variables: each works on everything.
    Matrix(Shard),
}

/// The shard of a job. GitLab sets both variables for `parallel: matrix` too, but names those jobs `apply: [a]`, and the
/// jobs of `parallel: N` `apply 1/3`. Without `parallel` it sets only the total, to 1.
fn of_job(env: &dyn Fn(&str) -> Option<String>) -> Result<OfJob, Problem> {
    let hint = "use --shard I/N, or --shard 1/1 for everything";
    let get = |name| env(name).filter(|it| !it.trim().is_empty());
    let (index, total) = match (get("CI_NODE_INDEX"), get("CI_NODE_TOTAL")) {
        (None, None) => return Ok(OfJob::Everything),
        (None, Some(total)) if total.trim() == "1" => return Ok(OfJob::Everything),
        (Some(index), Some(total)) => (index, total),
        (Some(_), None) => {
            return Err(Problem::new("CI_NODE_INDEX is set, but CI_NODE_TOTAL is not").hint(hint));
        }
        (None, Some(_)) => {
            return Err(Problem::new("CI_NODE_TOTAL is set, but CI_NODE_INDEX is not").hint(hint));
        }
    };
    let both = format!("{}/{}", index.trim(), total.trim());
    let shard = Shard::parse(&both).map_err(|error| {
        let what = format!("CI_NODE_INDEX and CI_NODE_TOTAL: {}", clean(&error.to_string()));
        Problem::new(what).hint(hint)
    })?;
    let named = get("CI_JOB_NAME").is_some_and(|it| it.trim_end().ends_with(&format!(" {both}")));
    Ok(match shard {
        None => OfJob::Everything,
        Some(shard) if named => OfJob::Part(shard),
        Some(shard) => OfJob::Matrix(shard),
    })
}

/// How many runs share the token.
pub(super) fn runs(shard: Option<Shard>) -> usize {
    shard.map_or(1, |it| usize::try_from(it.total()).unwrap_or(usize::MAX))
}

/// The share of this run in the concurrent requests of all runs.
pub(super) fn parallelism(global: &Global, shard: Option<Shard>) -> usize {
    part_of(usize::from(global.parallelism), runs(shard))
}

pub(super) fn part_of(parallelism: usize, runs: usize) -> usize {
    (parallelism / runs).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variables_of_a_job_name_its_shard_or_are_told() {
        let of = |job: &str, index: &str, total: &str| {
            let env = |name: &str| match name {
                "CI_NODE_INDEX" => Some(index.to_owned()),
                "CI_NODE_TOTAL" => Some(total.to_owned()),
                "CI_JOB_NAME" => Some(job.to_owned()),
                _ => None,
            };
            match of_job(&env) {
                Ok(OfJob::Everything) => "everything".to_owned(),
                Ok(OfJob::Part(shard)) => shard.to_string(),
                Ok(OfJob::Matrix(shard)) => format!("everything, not {shard}"),
                Err(problem) => problem.to_string(),
            }
        };
        let check = |index: &str, total: &str, expected: &str| {
            assert_eq!(of("plan 2/4", index, total), expected, "{index:?} {total:?}");
        };
        for job in [
            "apply: [a]",
            "apply: [a 1/3]",
            "apply",
            "",
            "apply1/3",
            "apply 11/3",
            "1/3",
            "apply 2/3",
        ] {
            assert_eq!(of(job, "1", "3"), "everything, not 1/3", "{job}");
        }
        assert_eq!(of("apply: [a] 1/3", "1", "3"), "1/3");
        check("", "", "everything");
        check("", "1", "everything");
        check("1", "1", "everything");
        check("2", "4", "2/4");
        check("1", "", "CI_NODE_INDEX is set, but CI_NODE_TOTAL is not");
        check("", "4", "CI_NODE_TOTAL is set, but CI_NODE_INDEX is not");
        let told = "CI_NODE_INDEX and CI_NODE_TOTAL: ";
        check("5", "4", &format!("{told}shard 5 of 4 does not exist: shards are numbered from 1"));
        check("0", "4", &format!("{told}shard 0 of 4 does not exist: shards are numbered from 1"));
        check("one", "4", &format!("{told}`one/4` does not have the form N/TOTAL"));
    }

    #[test]
    fn what_may_be_done_at_once_is_divided_and_never_nothing() {
        let shard = |total| Shard::new(1, total).unwrap();
        for (parallelism, total, part) in [(16, 1, 16), (16, 4, 4), (16, 5, 3), (16, 200, 1)] {
            assert_eq!(part_of(parallelism, runs(shard(total))), part, "{parallelism}/{total}");
        }
    }
}
