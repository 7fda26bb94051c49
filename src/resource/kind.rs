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
/// by their key, and the difference is created, updated, and deleted. Such a kind needs only the
/// constants, [`Kind::key`], [`Kind::fields`], and often [`Kind::observe`]. Each *goal* (a merge
/// request on its train, a deployment) is decided on its own: [`Kind::decide`].
pub trait Kind: DeserializeOwned + JsonSchema + Default + Send + Sync + 'static {
    /// The key in the YAML files, and a part of every address: `external_status_checks`.
    const KIND: &'static str;
    /// The name of one object: `external status check`.
    const NOUN: &'static str;
    /// When an apply writes this kind.
    const RANK: Rank;
    /// What it requires of GitLab and of the token's user.
    const NEEDS: Needs;
    /// The path of the collection below its scope, in GitLab's API.
    const PATH: &'static str = Self::KIND;
    /// Whether and how objects are removed.
    const REMOVAL: Removal = Removal::Prune;
    /// The fields that can identify an object; one of them is required.
    const IDENTITY: &'static [&'static str];
    /// The other required fields of an object, unless it is `absent`.
    const REQUIRED: &'static [&'static str] = &[];
    /// Fields that an example of another field also shows, because an object has no meaning without them.
    const SHOWN: &'static [&'static str] = &[];
    /// A field, besides the key, whose value GitLab requires to be unique in the collection.
    const UNIQUE: Option<&'static str> = None;
    /// What GitLab does with a second creation of the same object.
    const DUPLICATES: Duplicates;
    /// Each object is decided by [`Kind::decide`] instead of being matched in a list.
    const GOAL: bool = false;
    /// What happens to an object when the last object of this kind that it refers to is deleted.
    const WITHOUT: &'static str = "";
    /// The method that updates an object in place.
    const UPDATE: Method = Method::Put;

    /// Objects of another kind in the same scope that a response has with name and ID: the kind, and
    /// where its objects are in the response. They do not have to be read again.
    const ALSO_TELLS: Option<(&'static str, &'static str)> = None;

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

    /// Whether a response is an object of this collection: inherited ones are not.
    fn is_ours(_raw: &Value) -> bool {
        true
    }

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
        let path = Self::item(live.raw, look.scope().at(Self::PATH));
        Ok(vec![Call::update::<Self>(Self::UPDATE, path, body, changes)])
    }

    /// Whether a change to an object that stays loosens protection: gives someone access, or no longer checks something.
    /// Reviewers see it first.
    fn loosens(_change: &Change) -> bool {
        false
    }

    /// A temporary value for the field [`Kind::UNIQUE`] that no other object has, while two objects
    /// swap theirs.
    fn stand_in(value: &str) -> String {
        value.to_owned()
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

    /// Decides a goal: see [`Kind::GOAL`].
    ///
    /// # Errors
    /// A fact that was not read yet, could not be read, or makes the goal impossible.
    fn decide(&self, _absent: bool, _look: &Look<'_>) -> Result<Decision, Missing> {
        Ok(Decision::Reached)
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
