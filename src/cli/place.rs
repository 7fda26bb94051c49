//! The merge request, project, and commit, if the variables of GitLab CI do not name them or name the wrong ones.

use clap::Args;

use super::get::project;
use crate::review::ci::Asked;

#[derive(Debug, Args)]
#[command(next_help_heading = "Merge request (overrides the CI variables)")]
pub(super) struct PlaceArgs {
    /// Number of the merge request in its project.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    merge_request: Option<u64>,
    /// Full path or ID of its project.
    #[arg(long, value_name = "PATH", value_parser = project)]
    project: Option<String>,
    /// The commit that the plan is for.
    #[arg(long, value_name = "SHA")]
    commit: Option<String>,
}

impl PlaceArgs {
    pub(super) fn asked(&self) -> Asked {
        Asked {
            project: self.project.clone(),
            merge_request: self.merge_request,
            commit: self.commit.clone(),
        }
    }
}
