//! Plans that somebody said yes to.
//!
//! **Invariant:** only [`Approved`] holds the permit to write, and only a fresh [`Plan`] becomes one.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use super::approval;
use super::document::{Document, DocumentError};
use super::{Plan, Shard, Step};
use crate::gitlab::Permit;
use crate::resource::{Referent, Scope};

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

    /// The projects and groups that blocks of `defaults` found when it was made.
    pub fn found(&self) -> BTreeSet<String> {
        self.0.found.iter().map(|it| it.scope.clone()).collect()
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

    /// Leaves to the next plan what a fresh one removes of an interrupted apply, unless this one shows it; a note of the fresh
    /// plan says so.
    pub fn spare(&self, fresh: &mut Plan) {
        approval::spare(&self.0.steps, fresh);
    }

    /// What of a fresh plan was not approved: steps that are not in the file, those that the file shows as something else
    /// than they are, and those in a project or group that is another one now.
    fn unseen(&self, fresh: &Plan) -> Stale {
        let ids: BTreeMap<&Scope, u64> =
            fresh.homes.iter().map(|(it, home)| (it, home.id)).collect();
        let planned: BTreeMap<&str, u64> =
            self.0.scopes.iter().map(|it| (it.scope.as_str(), it.id)).collect();
        let homes: BTreeSet<Scope> = fresh.steps().iter().flat_map(Step::homes).collect();
        let others: BTreeMap<Scope, Other> = homes
            .into_iter()
            .filter_map(|home| {
                let (scope, now) = (home.to_string(), ids.get(&home).copied());
                let planned = *planned.get(scope.as_str())?;
                (now != Some(planned)).then_some((home, Other { scope, planned, now }))
            })
            .collect();
        let mut unseen = approval::unseen(&self.0.steps, fresh);
        let known: BTreeSet<_> = unseen.iter().map(|it| it.order.clone()).collect();
        let elsewhere = |it: &&Step| {
            !known.contains(&it.order) && it.homes().iter().any(|it| others.contains_key(it))
        };
        unseen.extend(fresh.steps().iter().filter(elsewhere).cloned());
        unseen.sort_by(|a, b| a.order.cmp(&b.order));
        Stale { unseen, others: others.into_values().collect() }
    }
}

/// A plan that somebody said yes to. The only thing that can be executed.
#[derive(Debug)]
pub struct Approved {
    pub(super) plan: Plan,
    permit: Permit,
}

/// Why an approval no longer holds: steps that nobody has seen.
#[derive(Debug, thiserror::Error)]
#[error("{}GitLab or the files have changed since the plan was made, or the plan file was edited; steps that were not approved: {}", sentences(.others), .unseen.len())]
pub struct Stale {
    /// Those steps.
    pub unseen: Vec<Step>,
    /// Projects and groups that are not the ones that the plan was made for.
    pub others: Vec<Other>,
}

/// A path that leads to something else than when the plan was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// The scope.
    pub scope: String,
    /// The ID that it had.
    pub planned: u64,
    /// The ID that it has; `None` if that cannot be read.
    pub now: Option<u64>,
}

impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Other { scope, planned, now } = self;
        match now {
            Some(now) => write!(
                f,
                "the plan was made for {scope} with the ID {planned}, and that path now leads to the ID {now}"
            ),
            None => write!(
                f,
                "the plan was made for {scope} with the ID {planned}, and the ID that it has now cannot be read"
            ),
        }
    }
}

/// How many scopes are named.
const NAMED: usize = 3;

fn sentences(others: &[Other]) -> String {
    let mut text: String = others.iter().take(NAMED).map(|it| format!("{it}; ")).collect();
    if let more @ 1.. = others.len().saturating_sub(NAMED) {
        text += &format!("the same holds for {more} more; ");
    }
    text
}

impl Approved {
    /// Approves what a person was just shown.
    pub fn by_hand(plan: Plan) -> Self {
        Approved { plan, permit: Permit::granted() }
    }

    /// Holds a fresh plan against one that was approved earlier.
    ///
    /// Fewer steps are fine: an apply was broken off, or somebody did it by hand. A step that was
    /// not in the approved plan, or is shown there as something else, is not, unless [`Saved::spare`] leaves it out. The file is only compared; what runs is the fresh plan.
    ///
    /// # Errors
    /// The steps that nobody saw, or that the plan is for another server.
    pub fn by_file(mut fresh: Plan, saved: &Saved) -> Result<Self, NotApproved> {
        if fresh.server != saved.0.server {
            let (planned, here) = (saved.0.server.clone(), fresh.server);
            return Err(SavedError::Server { planned, here }.into());
        }
        saved.covers(fresh.shard)?;
        saved.spare(&mut fresh);
        let stale = saved.unseen(&fresh);
        if stale.unseen.is_empty() { Ok(Self::by_hand(fresh)) } else { Err(stale.into()) }
    }

    /// The plan that was approved.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(crate) fn into_parts(self) -> (Vec<Step>, BTreeMap<Referent, u64>, Permit) {
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
