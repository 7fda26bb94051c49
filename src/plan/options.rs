//! What of a plan a user chooses.

use std::collections::BTreeSet;

use super::{Plan, Shard};
use crate::config::{Choice, Collection, Config, Item};
use crate::problem::Problems;
use crate::resource::{Address, Resolved, Scope};

/// What of a plan a user chooses.
#[derive(Debug, Default, Clone)]
pub struct Options {
    /// Only these objects; all where there is no choice.
    pub only: Option<Choice>,
    /// Objects whose secrets are sent again.
    pub rotate: Option<Choice>,
    /// Only what belongs to this shard; everything where there is none.
    pub shard: Option<Shard>,
    /// The only undeclared projects and groups that blocks of `defaults` apply to; all that are found where there is no choice.
    pub found: Option<BTreeSet<String>>,
    /// Values of fields that the files refer to and GitLab returns, as far as they are known here.
    pub resolved: Resolved,
}

impl Options {
    pub(super) fn includes(&self, address: &Address) -> bool {
        self.only.as_ref().is_none_or(|it| it.includes(address))
    }

    /// Whether something in a collection is selected, or may be: `prune` deletes objects that only GitLab knows.
    pub(super) fn selects(&self, scope: &Scope, collection: &Collection) -> bool {
        let some = |it: &Item| self.includes(&collection.address_of(scope, it));
        collection.prune.is_some() || collection.items.iter().any(some)
    }

    /// The patterns that match nothing, as far as that is certain before GitLab is asked.
    pub fn unmatched(&self, config: &Config) -> Problems {
        if config.discovery.is_some() {
            return Problems::new();
        }
        let choices = self.only.iter().chain(&self.rotate);
        choices.flat_map(|it| it.unmatched(config, &BTreeSet::new(), |_| true)).collect()
    }

    /// The patterns that match nothing, now that there is a plan: it knows what GitLab has that no file mentions. What
    /// could not be read, or is another shard's, could match anything.
    pub fn unmatched_by(&self, plan: &Plan, config: &Config) -> Problems {
        let config = plan.discovered.as_ref().unwrap_or(config);
        let elsewhere = |scope: &Scope| self.shard.is_some_and(|it| !it.includes(scope));
        let unsure = |scope: &Scope| elsewhere(scope) || !plan.problems.is_empty();
        let choices = self.only.iter().chain(&self.rotate);
        choices.flat_map(|it| it.unmatched(config, &plan.for_guards.pruned, unsure)).collect()
    }
}

/// The collections that have an object with selected objects of its own.
pub(super) fn needed(config: &Config, options: &Options) -> BTreeSet<Address> {
    let mut needed = BTreeSet::new();
    for (scope, collection) in config.collections().filter(|it| it.0.as_object().is_some()) {
        if options.selects(scope, collection) {
            let objects = scope.objects();
            needed.extend(objects.iter().map(|it| it.collection()));
        }
    }
    needed
}
