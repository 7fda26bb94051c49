//! What the files declare, as far as the checks need it.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Choice, Config, Item};
use crate::gitlab::{ApiPath, Element};
use crate::kinds;
use crate::problem::Place;
use crate::resource::{Address, Needs, Ref, Scope, Shape, Source, Space, Spec};

/// Objects of one kind in one scope.
#[derive(Debug)]
pub(super) struct Declared {
    pub kind: &'static str,
    pub needs: Needs,
    pub objects: usize,
    /// Where the first of them is declared.
    pub place: Place,
    /// Fields that some object sets.
    pub fields: BTreeSet<&'static str>,
    /// The collection in GitLab.
    pub path: ApiPath,
    /// Secrets of the objects, each once, and where the first object with it is declared.
    pub secrets: BTreeMap<Source, Place>,
    /// Users and groups that the objects name, in the same way.
    pub people: BTreeMap<Ref, Place>,
    /// Those of them that must have access already.
    pub members: BTreeSet<Ref>,
    /// One object instead of a list.
    pub single: bool,
    /// What identifies the objects in responses.
    pub element: Element,
}

impl Declared {
    /// No objects of a kind; the first one is declared at `place`.
    fn of(spec: &Spec, scope: &Scope, place: &Place) -> Self {
        Declared {
            kind: spec.kind,
            needs: spec.needs,
            objects: 0,
            place: place.clone(),
            fields: BTreeSet::new(),
            path: spec.list_in(scope),
            secrets: BTreeMap::new(),
            people: BTreeMap::new(),
            members: BTreeSet::new(),
            single: spec.shape == Shape::Single,
            element: spec.listing.element,
        }
    }
}

/// A scope that declares something.
#[derive(Debug)]
pub(super) struct Declaring {
    pub scope: Scope,
    /// The first scope of its project or group, which findings about that are reported for.
    pub first: bool,
    pub kinds: Vec<Declared>,
}

/// Every scope of the files that declares something, in the order of a plan.
pub(super) fn scopes(config: &Config, only: Option<&Choice>) -> Vec<Declaring> {
    let mut all: Vec<Declaring> = Vec::new();
    let mut sinks: Vec<(Address, &Place)> = Vec::new();
    for (scope, collection) in config.collections() {
        let spec = collection.entry.spec;
        let chosen =
            |it: &&Item| only.is_none_or(|only| only.includes(&collection.address_of(scope, it)));
        let items: Vec<_> = collection.items.iter().filter(chosen).collect();
        if items.is_empty() && collection.prune.is_none() {
            continue;
        }
        let place = items.first().map_or(&collection.place, |it| &it.place);
        for item in items.iter().filter(|it| !it.absent) {
            sinks.extend(item.object.writes(scope).into_iter().map(|it| (it.1, &item.place)));
        }
        let (mut fields, mut members) = (BTreeSet::new(), BTreeSet::new());
        let (mut secrets, mut people) = (BTreeMap::new(), BTreeMap::new());
        for item in &items {
            let rows = item.object.rows();
            for (name, value) in rows.iter().filter_map(|it| Some((it.name, it.value()?))) {
                fields.insert(name);
                if item.absent {
                    continue;
                }
                value.sources(&mut |it| {
                    secrets.entry(it.clone()).or_insert_with(|| item.place.clone());
                });
                value.refs(&mut |it| {
                    if matches!(it.space, Space::User | Space::Group) {
                        people.entry(it.clone()).or_insert_with(|| item.place.clone());
                        if !spec.identity.contains(&name) {
                            members.insert(it.clone());
                        }
                    }
                });
            }
        }
        let objects = items.len();
        let declared = Declared::of(spec, scope, place);
        let declared = Declared { objects, fields, secrets, people, members, ..declared };
        let first = all.last().is_none_or(|it| it.scope.home() != scope.home());
        match all.last_mut().filter(|it| it.scope == *scope) {
            Some(last) => last.kinds.push(declared),
            None => all.push(Declaring { scope: scope.clone(), first, kinds: vec![declared] }),
        }
    }
    for (address, place) in sinks {
        written(&mut all, &address, place);
    }
    all
}

/// Adds an object that an object of another scope writes, such as the variable that gets a token: it requires the same.
fn written(all: &mut Vec<Declaring>, address: &Address, place: &Place) {
    let scope = address.scope();
    let Some(entry) = kinds::find(address.kind(), scope) else { return };
    let at = all.iter().position(|it| it.scope == *scope).unwrap_or_else(|| {
        let first = all.iter().all(|it| it.scope.home() != scope.home());
        all.push(Declaring { scope: scope.clone(), first, kinds: Vec::new() });
        all.len() - 1
    });
    let kinds = &mut all[at].kinds;
    let at = kinds.iter().position(|it| it.kind == entry.spec.kind).unwrap_or_else(|| {
        kinds.push(Declared::of(entry.spec, scope, place));
        kinds.len() - 1
    });
    kinds[at].objects += 1;
}
