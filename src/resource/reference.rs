//! References to other objects by name, and what they lead to.

use std::fmt;

use serde_json::{Value, json};

use super::address::Address;
use super::name::{Naming, marked};
use super::scope::Scope;

/// Another object by name. If GitLab returned only its ID, it has no name until it is looked up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ref {
    /// Where to find its ID.
    pub space: Space,
    /// The scope of its name; `None` for names of the whole instance, and before planning sets the scope.
    pub scope: Option<Scope>,
    /// Its name there.
    pub name: String,
}

/// The name spaces of references.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// An account, by its username.
    User,
    /// A group, by its full path.
    Group,
    /// A custom role of the instance, by its name.
    MemberRole,
    /// An object of this kind in the scope of the reference, by its key.
    Object(&'static str, Naming),
    /// An object that GitLab returned by its ID: `users` and the ID. The name describes it.
    Returned(&'static str, u64),
}

/// What something refers to by a name of the whole instance: a user, a group, or a custom role.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Person {
    /// A user by username, in lower case.
    User(String),
    /// A group by full path, in lower case.
    Group(String),
    /// A custom role by name.
    MemberRole(String),
}

/// What a reference leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referent {
    /// A user, a group, or a custom role.
    Person(Person),
    /// An object.
    Object(Address),
}

/// The name space of the IDs of custom roles.
pub(crate) const CUSTOM_ROLES: &str = "member_roles";

impl Ref {
    fn new(space: Space, name: String) -> Self {
        Ref { space, scope: None, name }
    }

    /// An account by its username, ignoring case.
    pub fn user(name: &str) -> Self {
        Ref::new(Space::User, name.to_lowercase())
    }

    /// A group by its full path, ignoring case.
    pub fn group(path: &str) -> Self {
        Ref::new(Space::Group, path.to_lowercase())
    }

    /// A custom role by its name, which is case-sensitive.
    pub fn member_role(name: &str) -> Self {
        Ref::new(Space::MemberRole, name.to_owned())
    }

    /// An object of a kind, in the scope of the reference, which planning sets.
    pub fn object(kind: &'static str, naming: Naming, name: &str) -> Self {
        Ref::new(Space::Object(kind, naming), name.to_owned())
    }

    /// An object that GitLab returned by its ID, in `users` or `groups`.
    pub fn returned(space: &'static str, id: u64, description: &str) -> Self {
        Ref::new(Space::Returned(space, id), description.to_owned())
    }

    /// The rules for its name; `None` if it has no name of its own.
    pub(crate) fn naming(&self) -> Option<Naming> {
        match self.space {
            Space::User => Some(Naming::User),
            Space::Group => Some(Naming::Path),
            Space::MemberRole => Some(Naming::Plain),
            Space::Object(_, naming) => Some(naming),
            Space::Returned(..) => None,
        }
    }

    /// What it leads to; `None` for what is known by its ID alone, or has no scope yet.
    pub fn referent(&self) -> Option<Referent> {
        let name = || self.name.clone();
        Some(match self.space {
            Space::User => Referent::Person(Person::User(name())),
            Space::Group => Referent::Person(Person::Group(name())),
            Space::MemberRole => Referent::Person(Person::MemberRole(name())),
            Space::Object(kind, _) => {
                Referent::Object(Address::new(self.scope.as_ref()?, kind, &self.name))
            }
            Space::Returned(..) => return None,
        })
    }

    /// Whether both lead to the same object. Descriptions do not count.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let known_by_id = matches!(self.space, Space::Returned(..));
        self.space == other.space
            && (known_by_id || self.scope == other.scope && self.name == other.name)
    }

    /// The name for people: `user alice`, `main`.
    pub fn label(&self) -> String {
        let name = marked(&self.name);
        match self.space {
            Space::User => format!("user {name}"),
            Space::Group => format!("group {name}"),
            Space::Object(..) | Space::MemberRole => name.into_owned(),
            Space::Returned(space, id) => {
                let noun = match space {
                    CUSTOM_ROLES => "custom role",
                    other => other.trim_end_matches('s'),
                };
                if name.is_empty() {
                    format!("{noun} #{id}")
                } else {
                    format!("{noun} #{id} ({name})")
                }
            }
        }
    }
}

impl Referent {
    /// As a hole has it.
    pub(super) fn to_hole(&self) -> Value {
        match self {
            Referent::Person(Person::User(name)) => json!({ "user": name }),
            Referent::Person(Person::Group(path)) => json!({ "group": path }),
            Referent::Person(Person::MemberRole(name)) => json!({ "member_role": name }),
            Referent::Object(address) => address.to_hole(),
        }
    }

    pub(super) fn of_hole(hole: &Value) -> Option<Self> {
        let text = |field: &str| hole[field].as_str().map(str::to_owned);
        let user = || Some(Referent::Person(Person::User(text("user")?)));
        let group = || Some(Referent::Person(Person::Group(text("group")?)));
        let role = || Some(Referent::Person(Person::MemberRole(text("member_role")?)));
        let object = || Some(Referent::Object(Address::of_hole(hole)?));
        user().or_else(group).or_else(role).or_else(object)
    }
}

/// A group or user is the same, whether it exists or a plan creates it.
impl From<Address> for Referent {
    fn from(it: Address) -> Self {
        if let Some(name) = it.account() {
            return Referent::Person(Person::User(name.to_lowercase()));
        }
        match it.alive() {
            Some(Scope::Group(path)) => Referent::Person(Person::Group(path.to_lowercase())),
            _ => Referent::Object(it),
        }
    }
}

/// As plans show it: `users/alice`, `groups/acme/web`, or the address of an object.
impl fmt::Display for Referent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Referent::Person(Person::User(name)) => write!(f, "users/{name}"),
            Referent::Person(Person::Group(path)) => write!(f, "groups/{path}"),
            Referent::Person(Person::MemberRole(name)) => write!(f, "member_roles/{name}"),
            Referent::Object(address) => address.fmt(f),
        }
    }
}
