//! Plans that somebody said yes to.
//!
//! **Invariant:** only [`Approved`] holds the permit to write, and only a fresh [`Plan`] becomes one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::document::{self, Document, DocumentError};
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

    /// What of a fresh plan was not approved: calls that are not in the file, and those that the file shows as something
    /// else than they are.
    fn unseen(&self, fresh: &Plan) -> Vec<Step> {
        let mut approved: BTreeMap<String, Vec<&document::Step>> = BTreeMap::new();
        for step in &self.0.steps {
            approved.entry(call_of(step)).or_default().push(step);
        }
        let documents: Vec<document::Step> = fresh
            .steps()
            .iter()
            .map(|it| {
                let mut it = it.document();
                it.tidy();
                it
            })
            .collect();
        let left: BTreeSet<String> = documents.iter().map(call_of).collect();
        let done = approved.iter().filter(|(call, _)| !left.contains(*call));
        // What GitLab has in these scopes is not what it had: a deleted branch, for example, is gone from its checks.
        let begun: BTreeSet<&str> =
            done.flat_map(|(_, steps)| steps.iter().map(|it| it.scope.as_str())).collect();
        let is_new = |it: &document::Step| {
            let shown = approved.get(&call_of(it)).into_iter().flatten();
            let begun = begun.contains(it.scope.as_str());
            !shown.into_iter().any(|shown| shows(shown, it, begun))
        };
        let both = fresh.steps().iter().zip(&documents);
        both.filter(|(_, it)| is_new(it)).map(|(step, _)| step.clone()).collect()
    }
}

/// Whether a step of a file shows a person what a fresh one does. Whether it is conditional means nothing here: the value
/// that one of the two knows is shown by neither. Lines of files may have moved since. If another approved call in the scope
/// was made (`begun`), GitLab may have other values than before, as everyone who approved that call expects. What loosens
/// protection must be shown as that all the same: only the file itself says that a call was made.
fn shows(shown: &document::Step, fresh: &document::Step, begun: bool) -> bool {
    let is_shown = |it: &document::Change| {
        let same = |shown: &document::Change| shown.field == it.field && shown.after == it.after;
        shown.changes.iter().any(|shown| same(shown) && (shown.loosens || !it.loosens))
    };
    let belongs = |it: &document::Step| (it.scope.clone(), it.kind.clone(), it.origin.pruned);
    belongs(shown) == belongs(fresh)
        && match begun {
            true => fresh.changes.iter().all(is_shown),
            false => shown.changes == fresh.changes && shown.why == fresh.why,
        }
}

/// A call for an object, in a form that can be compared: in which order a body names its fields
/// means nothing, and may be another once a part of the work is done.
fn call_of(step: &document::Step) -> String {
    let document::Request { method, path, body } = &step.request;
    let mut body = body.clone();
    body.sort_all_objects();
    format!("{} {}\n{method} {path}\n{body}", step.action.word(), step.address)
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
