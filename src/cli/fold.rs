//! How plans are shown, for every command that shows one.

use clap::Args;

use crate::render::Fold;

/// How a plan is shown, wherever it is shown.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(super) struct FoldArgs {
    /// Show the changes of each project and group, even if they are equal.
    #[arg(long)]
    no_fold: bool,
}

impl FoldArgs {
    pub(super) fn fold(self) -> Fold {
        if self.no_fold { Fold::Nothing } else { Fold::Alike }
    }
}
