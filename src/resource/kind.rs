//! The trait that every kind of GitLab object implements.

use std::fmt::Debug;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::address::Address;
use super::call::{Call, Decision, created};
use super::fields::{Change, Checks, Fields, Rows};
use super::halt::Halt;
use super::live::Live;
use super::look::{Look, Need};
use super::scope::Scope;
use super::spec::Spec;
use crate::gitlab::ApiPath;

/// The references of objects in one scope: each object, with all that it refers to.
pub type Referrers = Vec<(Address, Vec<Address>)>;

/// One kind of GitLab object: a system hook, a protected branch, a deployment.
///
/// Most kinds are *matched*: a collection is listed, its objects are matched with the declared ones
/// by their key, and the difference is created, updated, and deleted. Such a kind needs only its
/// [`Spec`], [`Kind::fields`], and often [`Kind::observe`]. Each *goal* (a merge
/// request on its train, a deployment) is decided on its own: [`Kind::decide`].
pub trait Kind: DeserializeOwned + JsonSchema + Default + Debug + Send + Sync + 'static {
    /// What is the same for all its objects. A kind of several scopes has a spec for each, made from this one.
    const SPEC: Spec;

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

    /// What GitLab has of an object of a kind whose objects are read one by one ([`Spec::each`]), as a question; `None` if there can be
    /// nothing.
    ///
    /// # Errors
    /// A fact that was not read yet, could not be read, or makes the question meaningless.
    fn sought(&self, key: &str, look: &Look<'_>) -> Result<Option<Need>, Halt> {
        let Spec { listing, asked_by, .. } = look.spec();
        let path = look.spec().named_in(look.scope(), key);
        Ok(Some(match asked_by {
            Some(_) => Need::List(path, *listing),
            None => Need::Find(path, listing.element),
        }))
    }

    /// Adds to an object what GitLab returns elsewhere, as far as the file declares it.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn complete(&self, _live: &mut Live<'_>, _look: &Look<'_>) -> Result<(), Halt> {
        Ok(())
    }

    /// An object that declares everything that [`Kind::complete`] can add, for an export.
    fn whole() -> Self {
        Self::default()
    }

    /// The calls that create the object. Override if one call is not enough, or if GitLab would not create what is declared.
    ///
    /// # Errors
    /// Why it cannot be created, or a fact that was not read yet.
    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let Spec { noun, needs, .. } = look.spec();
        if look.spec().is_always_there() && look.is_new() {
            let mut blank = Fields::default();
            Self::default().fields(&mut blank);
            let mut live = Live::unknown(look.spec(), look.scope(), blank.rows);
            Kind::complete(self, &mut live, look)?;
            return self.update(&live, created(rows), look);
        }
        if look.spec().is_always_there() {
            return Err(Halt::impossible(
                format!("{noun} not found"),
                format!(
                    "check the licence and the token: this requires GitLab {} and the {} role",
                    needs.tier, needs.read
                ),
            ));
        }
        Ok(Call::create_whole(look, rows))
    }

    /// The calls that update the object. Override if GitLab requires a delta, or several calls.
    ///
    /// # Errors
    /// Why the change is impossible, or a fact that was not read yet.
    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        Ok(vec![Call::set(look, live.path.clone(), changes)])
    }

    /// The objects of other kinds, here or elsewhere, that it keeps as they should be, each with the field that names it. No
    /// file can declare them as well, and `prune` does not delete them.
    fn writes(&self, _scope: &Scope) -> Vec<(&'static str, Address)> {
        Vec::new()
    }

    /// Whether an object of the list belongs to the scope itself, where neither the list nor [`Spec::own`] shows that.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn owns(_live: &Live<'_>, _look: &Look<'_>) -> Result<bool, Halt> {
        Ok(true)
    }

    /// Which of several objects with its identity is the declared one; `None` if labwright cannot know that.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn chosen(&self, _twins: &[&Live<'_>], _look: &Look<'_>) -> Result<Option<usize>, Halt> {
        Ok(None)
    }

    /// The calls that delete what earlier applies left of other objects with its identity. They are sent last.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn tidies(&self, _live: &Live<'_>, _look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(Vec::new())
    }

    /// The calls that delete the object. Override if GitLab requires other calls before, or would delete what it should not.
    ///
    /// # Errors
    /// Why it is not deleted, or a fact that was not read yet.
    fn delete(live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(vec![Call::delete(look, live.path.clone(), &live.rows)])
    }

    /// Whether a change to an object that stays loosens protection: gives someone access, or no longer checks something.
    /// Reviewers see it first.
    fn loosens(_change: &Change) -> bool {
        false
    }

    /// Remarks on an object as declared, in addition to its difference: traps that a reader should
    /// know.
    fn remarks(&self, _live: Option<&Live<'_>>, _look: &Look<'_>) -> Vec<String> {
        Vec::new()
    }

    /// What a deletion removes in addition to the values of the fields.
    fn goes_along(_raw: &Value) -> Option<String> {
        None
    }

    /// Why `prune` does not delete the object; `None` if it does.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn spares(_live: &Live<'_>, _look: &Look<'_>) -> Result<Option<String>, Halt> {
        Ok(None)
    }

    /// The objects of the same scope that refer to this kind, each with all its references. Needed before a deletion that could leave an object without any reference.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn referrers(_look: &Look<'_>) -> Result<Referrers, Halt> {
        Ok(Vec::new())
    }

    /// Why the token's own user could not change this object again after `changes` to it. Needed before an update; GitLab itself
    /// refuses a creation that locks out its creator, for the kinds that can.
    ///
    /// # Errors
    /// A fact that was not read yet, or could not be read.
    fn locks_out(
        _live: &Live<'_>,
        _changes: &[Change],
        _look: &Look<'_>,
    ) -> Result<Option<String>, Halt> {
        Ok(None)
    }

    /// The calls on the object that the scope is, without which GitLab rejects changes in it. They are sent once, before all
    /// changes.
    ///
    /// # Errors
    /// A fact that was not read yet, could not be read, or makes changes impossible.
    fn unlocks(_look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(Vec::new())
    }

    /// Decides a goal: see [`super::Shape::Goal`].
    ///
    /// # Errors
    /// A fact that was not read yet, could not be read, or makes the goal impossible.
    fn decide(&self, _absent: bool, _look: &Look<'_>) -> Result<Decision, Halt> {
        Ok(Decision::Reached)
    }
}
