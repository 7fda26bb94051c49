//! Objects that belong to other objects, such as the variables of a schedule.
//!
//! **Invariant:** nothing is planned for them unless the object that they belong to exists, or this plan creates it.

use std::collections::BTreeSet;

use super::Origin;
use super::draft::{Drafter, Of, order, sendable};
use crate::config::Collection;
use crate::kinds;
use crate::resource::{Address, Entry, Halt, Scope};

impl Drafter<'_> {
    /// Whether the object that a collection belongs to exists or is planned, if it belongs to one. If that is not known, the
    /// reason was reported for the object itself.
    pub(super) fn has_parent(&mut self, scope: &Scope, collection: &Collection) -> bool {
        let Some(parent) = scope.as_object() else { return true };
        let known = self.names.ids.get(&parent).filter(|_| !self.failed.contains(&parent));
        let Some(id) = known else { return false };
        if id.is_some() || self.options.includes(&parent) {
            return true;
        }
        let mut items = collection.items.iter().map(|it| collection.address_of(scope, it));
        if items.any(|it| self.options.includes(&it)) {
            let message = "does not exist, and this plan does not create it";
            let halt = Halt::impossible(message, "select it as well, with all that belongs to it");
            self.missing(&parent, &collection.place, halt);
        }
        false
    }

    /// Whether a scope is an object that this plan creates.
    pub(super) fn has_planned_parent(&self, scope: &Scope) -> bool {
        scope.as_object().is_some_and(|it| self.names.ids.get(&it) == Some(&None))
    }

    /// Plans what changes in an object require of the object itself, and returns its address if that is anything.
    ///
    /// # Errors
    /// Why changes are impossible, or a fact that was not read yet.
    pub(super) fn unlocks(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        origin: Origin,
    ) -> Result<Option<Address>, Halt> {
        let (Some(address), Some(outer)) = (scope.as_object(), scope.parent()) else {
            return Ok(None);
        };
        let Some(parent) = kinds::find(address.kind(), &outer) else { return Ok(None) };
        if self.has_planned_parent(scope) {
            return Ok(None);
        }
        let calls = sendable(entry.unlocks(&self.look(scope, entry, &address))?)?;
        if calls.is_empty() {
            return Ok(None);
        }
        // A change of the object itself requires the same, and was planned before.
        if !self.out.steps.iter().any(|it| it.order.address == address) {
            let of = Of { scope: &outer, entry: parent, key: address.key(), item: None };
            self.steps(of, order(parent, &address, false), origin, calls, BTreeSet::new());
        }
        Ok(Some(address))
    }
}
