//! The trait that every kind of GitLab object implements.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::{Call, Decision, Live};
use super::fields::{Change, Checks, Fields, Rows};
use super::look::{Look, Missing};
use super::needs::Needs;
use crate::gitlab::{ApiPath, Method};

/// One kind of GitLab object: a system hook, a protected branch, a deployment.
///
/// Most kinds are *matched*: a collection is listed, its objects are matched with the declared ones
/// by their key, and the difference is created, updated, and deleted. Such a kind needs only its
/// [`Spec`], [`Kind::key`], [`Kind::fields`], and often [`Kind::observe`]. Each *goal* (a merge
/// request on its train, a deployment) is decided on its own: [`Kind::decide`].
pub trait Kind: DeserializeOwned + JsonSchema + Default + Send + Sync + 'static {
    /// What is the same for all its objects.
    const SPEC: Spec;

    /// The identity of the object in its collection.
    fn key(&self) -> String;

    /// A second key to match by, if no object has the first: an object that had no name before.
    fn other_key(&self) -> Option<String> {
        None
    }

    /// Lists every field once. Destructure `Self` without `..`.
    fn fields(&self, f: &mut Fields);

    /// Checks that a schema cannot express. Called when the files are checked, offline.
    fn check(&self, _checks: &mut Checks) {}

    /// Reads a response of GitLab. Override if its form differs from that of the files: anything that the kind does not
    /// expect is an error, never left out.
    ///
    /// # Errors
    /// When the response cannot be understood.
    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(raw)
    }

    /// The path of an existing object. Override if GitLab requires a name instead of an ID.
    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.id(raw)
    }

    /// The calls that create the object. Override if one call is not enough.
    fn create(&self, rows: &Rows, look: &Look<'_>) -> Vec<Call> {
        vec![Call::create::<Self>(look.scope(), rows)]
    }

    /// The calls that update the object. Override if GitLab requires a delta, or several calls.
    ///
    /// # Errors
    /// Why the change is impossible, or a fact that was not read yet.
    fn update(
        &self,
        live: &Live<'_, Self>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Missing> {
        let body = changes.iter().filter_map(|it| Some((it.wire, it.after.as_ref()?.body())));
        let body = body.map(|(wire, body)| (wire.to_owned(), body)).collect();
        let path = Self::item(live.raw, look.scope().at(Self::SPEC.path));
        Ok(vec![Call::update::<Self>(Self::SPEC.update, path, body, changes)])
    }

    /// Whether a change to an object that stays loosens protection: gives someone access, or no longer checks something.
    /// Reviewers see it first.
    fn loosens(_change: &Change) -> bool {
        false
    }

    /// Remarks on an object as declared, in addition to its difference: traps that a reader should
    /// know.
    fn remarks(&self, _live: Option<&Live<'_, Self>>, _look: &Look<'_>) -> Vec<String> {
        Vec::new()
    }

    /// What a deletion removes in addition to the values of the fields.
    fn goes_along(_raw: &Value) -> Option<String> {
        None
    }

    /// The objects of the same scope that refer to this kind, as `KIND/KEY`, each with all its
    /// references. Needed before a deletion that could leave an object without any reference.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn referrers(&self, _look: &Look<'_>) -> Result<Vec<(String, Vec<String>)>, Missing> {
        Ok(Vec::new())
    }

    /// Why the token's own user could not change this object again after `changes`. Needed before an update; GitLab itself
    /// refuses a creation that locks out its creator, for the kinds that can.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn locks_out(&self, _changes: &[Change], _look: &Look<'_>) -> Result<Option<String>, Missing> {
        Ok(None)
    }

    /// Decides a goal: see [`Spec::goal`].
    ///
    /// # Errors
    /// A fact that was not read yet, could not be read, or makes the goal impossible.
    fn decide(&self, _absent: bool, _look: &Look<'_>) -> Result<Decision, Missing> {
        Ok(Decision::Reached)
    }
}

/// What is the same for all objects of a kind, as data: rows, plans, schema, and documentation are derived from it.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// The key in the YAML files, and a part of every address: `external_status_checks`.
    pub kind: &'static str,
    /// The name of one object: `external status check`.
    pub noun: &'static str,
    /// When an apply writes this kind.
    pub rank: Rank,
    /// What it requires of GitLab and of the token's user.
    pub needs: Needs,
    /// The path of the collection below its scope, in GitLab's API.
    pub path: &'static str,
    /// Whether and how objects are removed.
    pub removal: Removal,
    /// The fields that can identify an object; one of them is required.
    pub identity: &'static [&'static str],
    /// The other required fields of an object, unless it is `absent`.
    pub required: &'static [&'static str],
    /// Fields that an example of another field also shows, because an object has no meaning without them.
    pub shown: &'static [&'static str],
    /// A field, besides the key, whose value GitLab requires to be unique in the collection.
    pub unique: Option<Unique>,
    /// What GitLab does with a second creation of the same object.
    pub duplicates: Duplicates,
    /// Each object is decided by [`Kind::decide`] instead of being matched in a list.
    pub goal: bool,
    /// What happens to an object when the last object of this kind that it refers to is deleted.
    pub without: &'static str,
    /// The method that updates an object in place.
    pub update: Method,
    /// Objects of another kind in the same scope that a response has with name and ID, so that they do not have to be read
    /// again.
    pub tells: Option<Tells>,
    /// Whether a response is an object of this collection: inherited ones are not.
    pub ours: fn(&Value) -> bool,
}

/// A field whose value no two objects of a collection can share.
#[derive(Debug, Clone, Copy)]
pub struct Unique {
    /// The field.
    pub field: &'static str,
    /// A temporary value that no other object has, while two objects swap theirs.
    pub stand_in: fn(&str) -> String,
}

/// Objects of another kind in the responses of a kind.
#[derive(Debug, Clone, Copy)]
pub struct Tells {
    /// Their kind.
    pub kind: &'static str,
    /// The field with the list of them.
    pub field: &'static str,
}

impl Spec {
    /// A kind whose objects are matched in a list, pruned, and updated by PUT.
    pub const fn list(
        kind: &'static str,
        noun: &'static str,
        rank: Rank,
        needs: Needs,
        duplicates: Duplicates,
    ) -> Self {
        Spec {
            kind,
            noun,
            rank,
            needs,
            path: kind,
            removal: Removal::Prune,
            identity: &["name"],
            required: &[],
            shown: &[],
            unique: None,
            duplicates,
            goal: false,
            without: "",
            update: Method::Put,
            tells: None,
            ours: |_| true,
        }
    }

    /// The field that must be unique, if there is one.
    pub(crate) fn unique_field(&self) -> Option<&'static str> {
        self.unique.map(|it| it.field)
    }
}

/// How GitLab handles a second creation of the same object. This decides whether a creation whose response was lost can
/// be sent again: the first one may still take effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// GitLab rejects it, because names are unique.
    Refused,
    /// GitLab creates a second object. Such a creation is never sent twice, and GitLab is read immediately before.
    Accepted,
}

/// The order in which kinds are written; deletions run in reverse order. A kind refers only to kinds of
/// an earlier rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Kinds that depend on nothing but their scope.
    Settings,
    /// Protections of branches and tags, which checks and approval rules refer to.
    Protection,
    /// Checks and rules on merge requests.
    Rules,
    /// Answers to checks, on merge requests.
    Answers,
    /// Deployments and their approvals.
    Deployments,
    /// Merge trains: last, because a merge may wait for anything before.
    Merges,
}

/// Whether and how objects of a kind are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Never: it cannot be undone, or there is nothing to remove.
    Never,
    /// Each on its own, by `state: absent`.
    Absent,
    /// By `state: absent`, and all undeclared ones by `prune: true`.
    Prune,
}
