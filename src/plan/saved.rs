//! Plans that somebody said yes to.
//!
//! **Invariant:** only [`Approved`] holds the permit to write, and only a fresh [`Plan`] becomes one.

use std::collections::BTreeMap;
use std::path::Path;

use super::approval;
use super::document::{Document, DocumentError};
use super::{Plan, Shard, Step};
use crate::gitlab::Permit;

/// A plan that was written to a file and approved there. It can be compared, never executed.
#[derive(Debug)]
pub struct Saved(Document);

/// Why a plan file is of no use.
#[derive(Debug, thiserror::Error)]
pub enum SavedError {
    /// It cannot be read.
    #[error("cannot read the plan file: {0}")]
    Unreadable(std::io::Error),
    /// It is no plan of this labwright.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// It was made for another server.
    #[error("the plan was made for {planned}, but this run is for {here}; nothing was written")]
    Server {
        /// The server of the plan.
        planned: String,
        /// The server that is configured now.
        here: String,
    },
    /// It is of another part of everything.
    #[error(
        "the plan is for shard {planned}, but this run is for {}; nothing was written. Use --shard {planned}, or the plan of this run",
        part(.here)
    )]
    Shard {
        /// What was planned.
        planned: Shard,
        /// What this run is to do.
        here: Option<Shard>,
    },
}

fn part(shard: &Option<Shard>) -> String {
    shard.map_or_else(|| "everything".to_owned(), |it| format!("shard {it}"))
}

/// The largest plan file that is read.
const MAX_BYTES: u64 = 1 << 30;

impl Saved {
    /// Reads a plan file.
    ///
    /// # Errors
    /// When it is missing, too large, cut short, or not a plan of this format.
    pub fn read(path: &Path) -> Result<Self, SavedError> {
        use std::io::Read;
        let mut bytes = Vec::new();
        let file = std::fs::File::open(path).map_err(SavedError::Unreadable)?;
        file.take(MAX_BYTES).read_to_end(&mut bytes).map_err(SavedError::Unreadable)?;
        Self::parse(&bytes)
    }

    /// Reads the document.
    ///
    /// # Errors
    /// When it is cut short, or not a plan of this format.
    pub fn parse(bytes: &[u8]) -> Result<Self, SavedError> {
        Ok(Saved(Document::parse(bytes)?))
    }

    /// What stands in it.
    pub fn document(&self) -> &Document {
        &self.0
    }

    /// What stood in it.
    pub fn into_document(self) -> Document {
        self.0
    }

    /// Whether it can approve this part of everything: its own, or any where it is of everything.
    ///
    /// # Errors
    /// When it is of another part.
    pub fn covers(&self, here: Option<Shard>) -> Result<(), SavedError> {
        match self.0.shard {
            Some(planned) if here != Some(planned) => Err(SavedError::Shard { planned, here }),
            _ => Ok(()),
        }
    }

    /// What of a fresh plan was not approved: steps that are not in the file, and those that the file shows as something
    /// else than they are.
    fn unseen(&self, fresh: &Plan) -> Vec<Step> {
        approval::unseen(&self.0.steps, fresh)
    }
}

/// A plan that somebody said yes to. The only thing that can be executed.
#[derive(Debug)]
pub struct Approved {
    plan: Plan,
    permit: Permit,
}

/// Why an approval no longer holds: steps that nobody has seen.
#[derive(Debug, thiserror::Error)]
#[error("GitLab or the files have changed since the plan was made, or the plan file was edited; steps that were not approved: {}", .unseen.len())]
pub struct Stale {
    /// Those steps.
    pub unseen: Vec<Step>,
}

impl Approved {
    /// Approves what a person was just shown.
    pub fn by_hand(plan: Plan) -> Self {
        Approved { plan, permit: Permit::granted() }
    }

    /// Holds a fresh plan against one that was approved earlier.
    ///
    /// Fewer steps are fine: an apply was broken off, or somebody did it by hand. A step that was
    /// not in the approved plan, or is shown there as something else, is not. The file is only compared; what runs is the fresh plan.
    ///
    /// # Errors
    /// The steps that nobody saw, or that the plan is for another server.
    pub fn by_file(fresh: Plan, saved: &Saved) -> Result<Self, NotApproved> {
        if fresh.server != saved.0.server {
            let (planned, here) = (saved.0.server.clone(), fresh.server);
            return Err(SavedError::Server { planned, here }.into());
        }
        saved.covers(fresh.shard)?;
        let unseen = saved.unseen(&fresh);
        if unseen.is_empty() { Ok(Self::by_hand(fresh)) } else { Err(Stale { unseen }.into()) }
    }

    /// The plan that was approved.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(crate) fn into_parts(self) -> (Vec<Step>, BTreeMap<String, u64>, Permit) {
        (self.plan.steps, self.plan.ids, self.permit)
    }
}

/// Why a saved plan does not approve a fresh one.
#[derive(Debug, thiserror::Error)]
pub enum NotApproved {
    /// Something changed.
    #[error(transparent)]
    Stale(#[from] Stale),
    /// It is for another server.
    #[error(transparent)]
    Saved(#[from] SavedError),
}
