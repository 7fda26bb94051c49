//! What an object is called: its scope, its kind, and its key.
//!
//! **Invariant:** an address is made of its parts and never taken apart again. Two objects whose addresses look alike, such
//! as the group `acme/labels/bug` and the label `bug` of the group `acme`, are two.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};

use super::name::marked;
use super::scope::Scope;

/// The address of an object, or of a collection or single object, whose key is empty.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// As people see it: `projects/acme/api/labels/bug`.
    shown: Arc<str>,
    scope: Scope,
    kind: Cow<'static, str>,
    key: Arc<str>,
}

impl Address {
    /// The address of an object in a scope. A single object has no key.
    pub fn new(scope: &Scope, kind: impl Into<Cow<'static, str>>, key: &str) -> Self {
        let kind = kind.into();
        // Invisible characters in a key are escaped.
        let shown = match key {
            "" => format!("{scope}/{kind}"),
            key => format!("{scope}/{kind}/{}", marked(key)),
        };
        Address { shown: shown.into(), scope: scope.clone(), kind, key: key.into() }
    }

    /// What it belongs to.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Its kind, as in the files.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// Its identity in its collection; empty for a single object.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The collection that it belongs to.
    #[must_use]
    pub fn collection(&self) -> Address {
        Address::new(&self.scope, self.kind.clone(), "")
    }

    /// The same for all spellings of the path of its project or group.
    #[must_use]
    pub fn folded(&self) -> Address {
        Address::new(&self.scope.folded(), self.kind.clone(), &self.key)
    }

    /// The address as people see it.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// The same without the scope: `labels/bug`.
    pub fn within_scope(&self) -> String {
        within_scope(&self.kind, &self.key)
    }

    /// The project or group that it is the address of.
    pub fn alive(&self) -> Option<&Scope> {
        let is_it = match &self.scope {
            Scope::Group(_) => self.kind == GROUP,
            Scope::Project(_) => self.kind == PROJECT,
            Scope::Instance | Scope::MergeRequest(..) | Scope::Object(_) => false,
        };
        (is_it && self.key.is_empty()).then_some(&self.scope)
    }

    /// The username, if it is the address of an account.
    pub fn account(&self) -> Option<&str> {
        ACCOUNTS.contains(&&*self.kind).then_some(&*self.key).filter(|it| !it.is_empty())
    }

    /// The address as a hole has it.
    pub(super) fn to_hole(&self) -> Value {
        json!({ "scope": self.scope.to_hole(), "kind": self.kind, "key": &*self.key })
    }

    pub(super) fn of_hole(hole: &Value) -> Option<Self> {
        let scope = Scope::of_hole(&hole["scope"])?;
        let kind = hole["kind"].as_str()?.to_owned();
        Some(Address::new(&scope, kind, hole["key"].as_str()?))
    }
}

/// The kinds whose objects are accounts: others refer to them by their usernames.
const ACCOUNTS: &[&str] = &["users", "service_accounts"];

/// The kind of the address of a project itself.
pub const PROJECT: &str = "project";
/// The kind of the address of a group itself.
pub const GROUP: &str = "group";

impl Scope {
    /// The address of the project or group itself, as an object that is created, moved, and deleted; `None` for other scopes.
    pub fn life(&self) -> Option<Address> {
        match self {
            Scope::Group(_) => Some(self.address_of(GROUP, "")),
            Scope::Project(_) => Some(self.address_of(PROJECT, "")),
            Scope::Instance | Scope::MergeRequest(..) | Scope::Object(_) => None,
        }
    }

    /// The address of an object in this scope; a single object has no key.
    pub fn address_of(&self, kind: &'static str, key: &str) -> Address {
        Address::new(self, kind, key)
    }

    /// The address of the object that it is; `None` for other scopes.
    pub fn as_object(&self) -> Option<Address> {
        let Scope::Object(it) = self else { return None };
        Some(Address::new(&it.scope, it.kind.clone(), &it.key))
    }

    /// The objects that it is and belongs to, from the outside in: whose IDs its path has holes for, in this order.
    pub(crate) fn objects(&self) -> Vec<Address> {
        let mut all: Vec<_> = self.outwards().filter_map(|it| it.as_object()).collect();
        all.reverse();
        all
    }
}

/// An object within its scope, as people see it: `labels/bug`; a single object is its kind.
pub(crate) fn within_scope(kind: &str, key: &str) -> String {
    match key {
        "" => kind.to_owned(),
        key => format!("{kind}/{}", marked(key)),
    }
}

/// As they are shown; those that look alike by their parts.
impl Ord for Address {
    fn cmp(&self, other: &Self) -> Ordering {
        let parts = |it: &Self| (it.kind.clone(), it.key.clone(), it.scope.clone());
        self.shown.cmp(&other.shown).then_with(|| parts(self).cmp(&parts(other)))
    }
}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_objects_that_look_alike_are_two() {
        let label = Address::new(&Scope::group("acme"), "labels", "labels/bug");
        let other = Address::new(&Scope::group("acme/labels"), "labels", "bug");
        assert_eq!(label.to_string(), "groups/acme/labels/labels/bug");
        assert_eq!(label.to_string(), other.to_string());
        assert_ne!(label, other);
        assert_ne!(label.cmp(&other), Ordering::Equal);
    }

    #[test]
    fn addresses_are_sorted_as_they_are_shown() {
        let scopes = [
            Scope::instance(),
            Scope::group("a"),
            Scope::project("a/b"),
            Scope::project("a/b-c"),
            Scope::merge_request("a/b", 10),
            Scope::merge_request("a/b", 9),
            Scope::object(&Scope::project("a/b"), "labels", "labels", "b"),
        ];
        let kinds = ["labels", "settings"];
        let keys = ["", "b", "B", "a/b", "-", "z\u{200b}"];
        let mut all = Vec::new();
        for scope in &scopes {
            for kind in kinds {
                all.extend(keys.iter().map(|key| Address::new(scope, kind, key)));
            }
        }
        all.sort();
        assert!(all.windows(2).all(|it| it[0].as_str() <= it[1].as_str()), "{all:?}");
    }

    #[test]
    fn a_hole_has_all_of_an_address() {
        for scope in [
            Scope::instance(),
            Scope::group("a"),
            Scope::project("a/b"),
            Scope::merge_request("a/b", 10),
            Scope::object(&Scope::project("a/b"), "boards", "issue/boards", "x/y"),
        ] {
            let address = Address::new(&scope, "labels", "labels/x\u{200b}");
            assert_eq!(Address::of_hole(&address.to_hole()), Some(address));
        }
    }
}
