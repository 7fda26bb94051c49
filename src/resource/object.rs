//! A kind without its type: what the loader, the schema, the planner, and the checks of an apply work with.
//!
//! They are compiled once, not once a kind: a kind is reached through functions.

use std::borrow::Cow;
use std::fmt;

use schemars::{Schema, SchemaGenerator};
use serde_json::Value;

use super::address::Address;
use super::call::{AnyKind, Call, Decision};
use super::check::Seen;
use super::datum::Datum;
use super::fields::{Change, Checks, Fields, Row, Rows, Rule};
use super::halt::Halt;
use super::kind::{Kind, Referrers};
use super::live::Live;
use super::look::{Kinds, Look, Need, Observes, id_of};
use super::reference::Ref;
use super::scope::Scope;
use super::spec::{Known, Spec};
use crate::gitlab::ApiPath;

/// One declared object of any kind.
pub trait Object: fmt::Debug + Send + Sync {
    /// Its rows.
    fn rows(&self) -> Rows;
    /// See [`Kind::check`].
    fn check(&self, checks: &mut Checks);
    /// See [`Kind::sought`].
    ///
    /// # Errors
    /// As there.
    fn sought(&self, key: &str, look: &Look<'_>) -> Result<Option<Need>, Halt>;
    /// See [`Kind::complete`].
    ///
    /// # Errors
    /// As there.
    fn complete(&self, live: &mut Live<'_>, look: &Look<'_>) -> Result<(), Halt>;
    /// See [`Kind::create`].
    ///
    /// # Errors
    /// As there.
    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt>;
    /// See [`Kind::update`].
    ///
    /// # Errors
    /// As there.
    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt>;
    /// See [`Kind::writes`].
    fn writes(&self, scope: &Scope) -> Vec<(&'static str, Address)>;
    /// See [`Kind::chosen`].
    ///
    /// # Errors
    /// As there.
    fn chosen(&self, twins: &[&Live<'_>], look: &Look<'_>) -> Result<Option<usize>, Halt>;
    /// See [`Kind::tidies`].
    ///
    /// # Errors
    /// As there.
    fn tidies(&self, live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt>;
    /// See [`Kind::remarks`].
    fn remarks(&self, live: Option<&Live<'_>>, look: &Look<'_>) -> Vec<String>;
    /// See [`Kind::decide`].
    ///
    /// # Errors
    /// As there.
    fn decide(&self, absent: bool, look: &Look<'_>) -> Result<Decision, Halt>;
}

impl<K: Kind> Object for K {
    fn rows(&self) -> Rows {
        let mut fields = Fields::default();
        self.fields(&mut fields);
        fields.rows
    }
    fn check(&self, checks: &mut Checks) {
        Kind::check(self, checks);
    }
    fn sought(&self, key: &str, look: &Look<'_>) -> Result<Option<Need>, Halt> {
        Kind::sought(self, key, look)
    }
    fn complete(&self, live: &mut Live<'_>, look: &Look<'_>) -> Result<(), Halt> {
        Kind::complete(self, live, look)
    }
    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Kind::create(self, rows, look)
    }
    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        Kind::update(self, live, changes, look)
    }
    fn writes(&self, scope: &Scope) -> Vec<(&'static str, Address)> {
        Kind::writes(self, scope)
    }
    fn chosen(&self, twins: &[&Live<'_>], look: &Look<'_>) -> Result<Option<usize>, Halt> {
        Kind::chosen(self, twins, look)
    }
    fn tidies(&self, live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Kind::tidies(self, live, look)
    }
    fn remarks(&self, live: Option<&Live<'_>>, look: &Look<'_>) -> Vec<String> {
        Kind::remarks(self, live, look)
    }
    fn decide(&self, absent: bool, look: &Look<'_>) -> Result<Decision, Halt> {
        Kind::decide(self, absent, look)
    }
}

/// An object, or why it cannot be read.
type Read<E> = Result<Box<dyn Object>, E>;

/// See [`Kind::locks_out`].
type LocksOut = fn(&Live<'_>, &[Change], &Look<'_>) -> Result<Option<String>, Halt>;

/// A kind in one type of scope, as the registry lists it.
pub struct Entry {
    /// What is the same for all its objects.
    pub spec: &'static Spec,
    name: fn() -> Cow<'static, str>,
    schema: fn(&mut SchemaGenerator) -> Schema,
    read: fn(&mut dyn erased_serde::Deserializer<'_>) -> Read<erased_serde::Error>,
    observe: fn(&Value) -> Read<serde_json::Error>,
    blank: fn() -> Rows,
    complete: fn(&mut Live<'_>, &Look<'_>) -> Result<(), Halt>,
    item: fn(&Value, ApiPath) -> ApiPath,
    delete: fn(&Live<'_>, &Look<'_>) -> Result<Vec<Call>, Halt>,
    loosens: fn(&Change) -> bool,
    goes_along: fn(&Value) -> Option<String>,
    spares: fn(&Live<'_>, &Look<'_>) -> Result<Option<String>, Halt>,
    owns: fn(&Live<'_>, &Look<'_>) -> Result<bool, Halt>,
    referrers: fn(&Look<'_>) -> Result<Referrers, Halt>,
    locks_out: LocksOut,
    unlocks: fn(&Look<'_>) -> Result<Vec<Call>, Halt>,
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {}", self.spec.scope, self.spec.kind)
    }
}

impl Entry {
    /// A kind that has one spec.
    pub const fn of<K: Kind>() -> Self {
        Entry::with::<K>(&K::SPEC)
    }

    /// A kind with the spec of one of its scopes.
    pub const fn with<K: Kind>(spec: &'static Spec) -> Self {
        Entry {
            spec,
            name: K::schema_name,
            schema: K::json_schema,
            read: |from| Ok(Box::new(erased_serde::deserialize::<K>(from)?)),
            observe: |raw| Ok(Box::new(K::observe(raw)?)),
            blank: || K::default().rows(),
            complete: |live, look| Kind::complete(&K::whole(), live, look),
            item: K::item,
            delete: K::delete,
            loosens: K::loosens,
            goes_along: K::goes_along,
            spares: K::spares,
            owns: K::owns,
            referrers: K::referrers,
            locks_out: K::locks_out,
            unlocks: K::unlocks,
        }
    }

    /// The name of its type in the schema, the same in each scope.
    pub fn name(&self) -> Cow<'static, str> {
        (self.name)()
    }

    /// The schema of its type, as the fields alone give it.
    pub fn schema(&self, generator: &mut SchemaGenerator) -> Schema {
        (self.schema)(generator)
    }

    /// Reads an object from a file.
    ///
    /// # Errors
    /// What does not fit.
    pub fn read(&self, from: &mut dyn erased_serde::Deserializer<'_>) -> Read<erased_serde::Error> {
        (self.read)(from)
    }

    /// The rows of an object that declares nothing.
    pub fn blank(&self) -> Rows {
        (self.blank)()
    }

    /// Adds to an object everything that GitLab returns elsewhere. See [`Kind::complete`].
    ///
    /// # Errors
    /// As there.
    pub fn complete(&self, live: &mut Live<'_>, look: &Look<'_>) -> Result<(), Halt> {
        (self.complete)(live, look)
    }

    /// The path of an existing object.
    pub fn item(&self, raw: &Value, collection: ApiPath) -> ApiPath {
        (self.item)(raw, collection)
    }

    /// See [`Kind::delete`].
    ///
    /// # Errors
    /// As there.
    pub fn delete(&self, live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        (self.delete)(live, look)
    }

    /// See [`Kind::loosens`].
    pub fn loosens(&self, change: &Change) -> bool {
        (self.loosens)(change)
    }

    /// See [`Kind::goes_along`].
    pub fn goes_along(&self, raw: &Value) -> Option<String> {
        (self.goes_along)(raw)
    }

    /// See [`Kind::spares`].
    ///
    /// # Errors
    /// As there.
    pub fn spares(&self, live: &Live<'_>, look: &Look<'_>) -> Result<Option<String>, Halt> {
        (self.spares)(live, look)
    }

    /// Those that belong to the scope itself: see [`Kind::owns`]. All are asked for before the first one stops.
    ///
    /// # Errors
    /// As there.
    pub fn owned<'f>(
        &self,
        mut all: Vec<Live<'f>>,
        look: &Look<'_>,
    ) -> Result<Vec<Live<'f>>, Halt> {
        let owned: Vec<_> = all.iter().map(|it| (self.owns)(it, look)).collect();
        let mut owned = owned.into_iter().collect::<Result<Vec<_>, _>>()?.into_iter();
        all.retain(|_| owned.next().unwrap_or(true));
        Ok(all)
    }

    /// See [`Kind::referrers`].
    ///
    /// # Errors
    /// As there.
    pub fn referrers(&self, look: &Look<'_>) -> Result<Referrers, Halt> {
        (self.referrers)(look)
    }

    /// See [`Kind::locks_out`].
    ///
    /// # Errors
    /// As there.
    pub fn locks_out(
        &self,
        live: &Live<'_>,
        changes: &[Change],
        look: &Look<'_>,
    ) -> Result<Option<String>, Halt> {
        (self.locks_out)(live, changes, look)
    }

    /// See [`Kind::unlocks`].
    ///
    /// # Errors
    /// As there.
    pub fn unlocks(&self, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        (self.unlocks)(look)
    }

    /// Reads an object of GitLab. One that does not fit the kind is an error, never an absence.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn observed<'f>(&self, raw: &'f Value, scope: &Scope) -> Result<Live<'f>, String> {
        let spec = self.spec;
        let id = id_of(raw);
        if spec.listing.element.has_id() && id.is_none() {
            return Err("it has no `id`".to_owned());
        }
        let object = (self.observe)(raw).map_err(|it| it.to_string())?;
        let mut rows = object.rows();
        rows.iter_mut().for_each(Row::as_answered);
        let key = spec.key(&rows);
        let called = match id {
            Some(id) => format!("object {id}"),
            None => spec.noun.to_owned(),
        };
        let odd =
            |it: &&Row| it.rule == Rule::Plain && matches!(it.value(), Some(Datum::Secret(_)));
        if let Some(odd) = rows.iter().find(odd) {
            return Err(format!("`{}` of {called} is not a text", odd.name));
        }
        let returned = |field: &&&str| {
            let row = rows.iter().find(|it| it.name == **field);
            row.is_some_and(|it| it.omittable)
                || row.and_then(Row::value).is_some_and(|it| match it {
                    Datum::Null => false,
                    Datum::Text(it) | Datum::Ref(Ref { name: it, .. }) => !it.is_empty(),
                    _ => true,
                })
        };
        if let Some(missing) = spec.required.iter().find(|it| !returned(it)) {
            return Err(format!("{called} has no `{missing}`"));
        }
        let mut identity = spec.identity.iter();
        let known = match spec.known {
            Known::Both(_) => identity.all(|it| returned(&it)),
            _ => spec.identity.is_empty() || identity.any(|it| returned(&it)),
        };
        if !known {
            return Err(format!("{called} has no `{}`", spec.identity.join("` and no `")));
        }
        let collection = spec.collection(scope);
        let path = if spec.identity.is_empty() { collection } else { self.item(raw, collection) };
        let other_key = spec.other_key(&rows);
        let own = spec.own.map_or(Ok(true), |it| it.is_in(raw))?;
        Ok(Live { id, key, other_key, path, rows, own, raw })
    }

    /// Reads the objects of a collection. One that cannot be understood makes the whole list unreadable.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn observed_all<'f>(
        &self,
        list: impl IntoIterator<Item = &'f Value>,
        scope: &Scope,
    ) -> Result<Vec<Live<'f>>, String> {
        let live = list.into_iter().map(|it| self.observed(it, scope));
        let mut live = live.collect::<Result<Vec<_>, _>>()?;
        // An inherited object can have the same name as one of the collection.
        live.retain(|it| it.own);
        let mut paths = std::collections::BTreeSet::new();
        match live.iter().find(|it| !paths.insert(&it.path)) {
            Some(twice) => Err(format!("{} is listed twice", twice.called())),
            None => Ok(live),
        }
    }
}

impl AnyKind for Entry {
    fn spec(&self) -> &'static Spec {
        self.spec
    }

    fn seen_in(&self, raw: &Value, scope: &Scope) -> Result<Option<Seen>, String> {
        let Live { key, path, rows, own, .. } = self.observed(raw, scope)?;
        Ok(own.then_some(Seen { key, path, rows }))
    }
}

impl Kinds for &'static [Entry] {
    fn find(&self, kind: &str, scope: &Scope) -> Option<&'static dyn Observes> {
        let found = self.iter().find(|it| it.spec.kind == kind && scope.is(it.spec.scope));
        found.map(|it| it as &dyn Observes)
    }
}

impl Observes for Entry {
    fn spec(&self) -> &'static Spec {
        self.spec
    }

    fn observed<'f>(&self, raw: &'f Value, scope: &Scope) -> Result<Live<'f>, String> {
        Entry::observed(self, raw, scope)
    }
}
