//! What the levels of a configuration say about one thing, merged as gitlabform merges it: mappings key by key, and everything
//! else as a whole. `inherit: false` in a mapping cuts off what is farther away.

use crate::config::{Cursor, Type};

/// A mapping in several levels.
#[derive(Debug, Clone, Default)]
pub(super) struct Chain<'t> {
    /// What the level itself says.
    pub(super) own: Option<Cursor<'t>>,
    /// What it inherits, the nearest first.
    farther: Vec<Cursor<'t>>,
}

/// Whether a mapping cuts off what is farther away.
pub(super) fn cuts(at: Cursor<'_>) -> bool {
    at.get("inherit").is_some_and(|it| it.json() == false)
}

impl<'t> Chain<'t> {
    pub(super) fn new(own: Cursor<'t>, farther: Vec<Cursor<'t>>) -> Self {
        Chain { own: Some(own), farther }.cut()
    }

    fn cut(mut self) -> Self {
        if self.own.is_some_and(cuts) {
            self.farther.clear();
        }
        if let Some(last) = self.farther.iter().position(|it| cuts(*it)) {
            self.farther.truncate(last + 1);
        }
        self
    }

    /// What is under a key. A value that is no mapping hides what is farther away.
    pub(super) fn below(&self, key: &str) -> Self {
        let is_mapping = |it: &Cursor<'_>| it.value_type() == Type::Mapping;
        let own = self.own.and_then(|it| it.get(key));
        let farther = self.farther.iter().filter_map(|it| it.get(key));
        let hides = own.is_some_and(|it| !is_mapping(&it));
        let farther = farther.take_while(is_mapping).filter(|_| !hides).collect();
        Chain { own, farther }.cut()
    }

    /// The value of a key after merging.
    pub(super) fn get(&self, key: &str) -> Option<Cursor<'t>> {
        self.own.iter().chain(&self.farther).find_map(|it| it.get(key))
    }

    /// The value of a key that is inherited.
    pub(super) fn inherited(&self, key: &str) -> Option<Cursor<'t>> {
        self.farther.iter().find_map(|it| it.get(key))
    }

    /// Whether the merged value of a key is `true`.
    pub(super) fn is(&self, key: &str) -> bool {
        self.get(key).is_some_and(|it| it.json() == true)
    }

    /// The entries of the level itself.
    pub(super) fn entries(&self) -> impl Iterator<Item = Cursor<'t>> + use<'t> {
        self.own.into_iter().flat_map(|it| it.entries())
    }
}
