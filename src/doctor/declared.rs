//! What the files declare, as far as the checks need it.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Choice, Collection, Config, Visit};
use crate::gitlab::ApiPath;
use crate::problem::Place;
use crate::resource::{Kind, Needs, Ref, Scope, Source, Space, rows_of};

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
}

/// A scope that declares something.
#[derive(Debug)]
pub(super) struct Declaring {
    pub scope: Scope,
    /// The first scope of its project, which findings about the project are reported for.
    pub first: bool,
    pub kinds: Vec<Declared>,
}

/// Every scope of the files that declares something, in the order of a plan.
pub(super) fn scopes(config: &Config, only: Option<&Choice>) -> Vec<Declaring> {
    let mut collect = Collect { only, scopes: Vec::new() };
    config.visit(&mut collect);
    collect.scopes
}

struct Collect<'c> {
    only: Option<&'c Choice>,
    scopes: Vec<Declaring>,
}

impl Visit for Collect<'_> {
    fn collection<K: Kind>(&mut self, scope: &Scope, collection: &Collection<K>) {
        let Some(place) = &collection.place else { return };
        let address = |key: &str| scope.address_of(K::SPEC.kind, key);
        let chosen = |key: &str| self.only.is_none_or(|it| it.includes(scope, &address(key)));
        let items: Vec<_> = collection.items.iter().filter(|it| chosen(&it.object.key())).collect();
        if items.is_empty() && collection.prune.is_none() {
            return;
        }
        let mut fields = BTreeSet::new();
        let (mut secrets, mut people) = (BTreeMap::new(), BTreeMap::new());
        for item in &items {
            let rows = rows_of(&item.object);
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
                    }
                });
            }
        }
        let declared = Declared {
            kind: K::SPEC.kind,
            needs: K::SPEC.needs,
            objects: items.len(),
            place: items.first().map_or(place, |it| &it.place).clone(),
            fields,
            path: scope.at(K::SPEC.path),
            secrets,
            people,
        };
        let project = scope.project_path();
        let first = self.scopes.last().is_none_or(|it| it.scope.project_path() != project);
        match self.scopes.last_mut().filter(|it| it.scope == *scope) {
            Some(last) => last.kinds.push(declared),
            None => {
                self.scopes.push(Declaring { scope: scope.clone(), first, kinds: vec![declared] })
            }
        }
    }
}
