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
/// by their key, and the difference is created, changed and deleted. For those the constants,
/// [`Kind::key`], [`Kind::fields`] and often [`Kind::observe`] are all there is to write. A *goal*
/// (a merge request on its train, a deployment) is decided one by one: [`Kind::decide`].
pub trait Kind: DeserializeOwned + JsonSchema + Default + Send + Sync + 'static {
    /// The key in the YAML files, and a part of every address: `external_status_checks`.
    const KIND: &'static str;
    /// One of them, as people say it: `external status check`.
    const NOUN: &'static str;
    /// When in an apply this kind is written.
    const RANK: Rank;
    /// What it needs of GitLab and of the token's user.
    const NEEDS: Needs;
    /// Where the collection is below its scope, as GitLab calls it.
    const PATH: &'static str = Self::KIND;
    /// Whether and how objects are removed.
    const REMOVAL: Removal = Removal::Prune;
    /// The fields that an object can be known by; one of them must be written.
    const IDENTITY: &'static [&'static str];
    /// What else must be written for an object that shall exist.
    const REQUIRED: &'static [&'static str] = &[];
    /// What an example of one field shows besides: objects of the kind mean nothing without.
    const SHOWN: &'static [&'static str] = &[];
    /// A field that no two objects of a collection may share on GitLab, besides the key.
    const UNIQUE: Option<&'static str> = None;
    /// What GitLab does with a second creation of the same object.
    const DUPLICATES: Duplicates;
    /// Decided one by one by [`Kind::decide`] instead of being matched in a list.
    const GOAL: bool = false;
    /// What becomes of something when the last object of this kind that it refers to is deleted.
    const WITHOUT: &'static str = "";
    /// The verb that changes an object in place.
    const UPDATE: Method = Method::Put;

    /// Objects of another kind in the same scope that an answer tells by name and id: the kind, and
    /// where its objects are in the answer. What is known need not be asked for.
    const ALSO_TELLS: Option<(&'static str, &'static str)> = None;

    /// What the object is known by among its siblings.
    fn key(&self) -> String;

    /// A second key to match by, where nothing has the first: an object that was not named yet.
    fn other_key(&self) -> Option<String> {
        None
    }

    /// Lists every field once. Destructure `Self` without `..`.
    fn fields(&self, f: &mut Fields);

    /// What a schema cannot say. Called when the files are checked, offline.
    fn check(&self, _checks: &mut Checks) {}

    /// Whether an answer is an object of this collection at all: inherited ones are not.
    fn is_ours(_raw: &Value) -> bool {
        true
    }

    /// Reads an answer of GitLab. Override where it is shaped otherwise than the files: what cannot be what the kind
    /// expects is an error, never left out.
    ///
    /// # Errors
    /// When the answer is not understood.
    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(raw)
    }

    /// The path of an existing object. Override where GitLab wants a name instead of an id.
    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.id(raw)
    }

    /// The calls that create the object. Override where one call is not enough.
    fn create(&self, rows: &Rows, look: &Look<'_>) -> Vec<Call> {
        vec![Call::create::<Self>(look.scope(), rows)]
    }

    /// The calls that change the object. Override where GitLab wants a delta, or more than one.
    ///
    /// # Errors
    /// What makes the change impossible, in words, or a fact that is not there yet.
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

    /// Whether a change to an object that stays takes protection away: lets somebody in who was kept out, or no longer
    /// checks something. Reviewers are shown it first.
    fn loosens(_change: &Change) -> bool {
        false
    }

    /// A value for the field [`Kind::UNIQUE`] that nobody else has, for the moment in which two
    /// objects swap theirs.
    fn stand_in(value: &str) -> String {
        value.to_owned()
    }

    /// What to say about an object as declared, beside its difference: traps that a reader should
    /// know of.
    fn remarks(&self, _live: Option<&Live<'_, Self>>, _look: &Look<'_>) -> Vec<String> {
        Vec::new()
    }

    /// What a deletion takes away besides the values of the fields.
    fn goes_along(_raw: &Value) -> Option<String> {
        None
    }

    /// What refers to this object from the same scope, as `KIND/KEY`, and all that it refers to.
    /// Asked before a deletion that could leave something without any reference.
    ///
    /// # Errors
    /// A fact that is not there yet, or could not be read.
    fn referrers(&self, _look: &Look<'_>) -> Result<Vec<(String, Vec<String>)>, Missing> {
        Ok(Vec::new())
    }

    /// Why the token's own user could not change this object again once `changes` are made. Asked before a change; a
    /// creation that locks its maker out GitLab refuses itself, for the kinds that can.
    ///
    /// # Errors
    /// A fact that is not there yet, or could not be read.
    fn locks_out(&self, _changes: &[Change], _look: &Look<'_>) -> Result<Option<String>, Missing> {
        Ok(None)
    }

    /// Decides a goal: see [`Kind::GOAL`].
    ///
    /// # Errors
    /// A fact that is not there yet, could not be read, or makes the goal impossible.
    fn decide(&self, _absent: bool, _look: &Look<'_>) -> Result<Decision, Missing> {
        Ok(Decision::Reached)
    }
}

/// What GitLab does with a second creation of the same object. It decides whether a creation whose response was lost may
/// be sent again: the first one may still take effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// It refuses it, since names are unique.
    Refused,
    /// It creates a second one. Such a creation is never sent twice, and GitLab is read immediately before.
    Accepted,
}

/// The order in which kinds are written; deletions run through it backwards. A kind refers only to
/// kinds of an earlier rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// What needs nothing but its scope.
    Settings,
    /// Branch and tag protections, which checks and approval rules refer to.
    Protection,
    /// Checks and rules on merge requests.
    Rules,
    /// Answers to checks, on merge requests.
    Answers,
    /// Deployments and their approvals.
    Deployments,
    /// Merge trains: last, since everything before may be what a merge waits for.
    Merges,
}

/// Whether and how objects of a kind are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Removal {
    /// Never: it cannot be undone, or there is nothing to remove.
    Never,
    /// One by one, by `state: absent`.
    Absent,
    /// By `state: absent`, and all that no file mentions by `prune: true`.
    Prune,
}
