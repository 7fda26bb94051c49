//! Matches what files declare with what GitLab has.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Drafter;
use super::names::lane;
use crate::config::{Collection, Item};
use crate::problem::Place;
use crate::resource::{Address, Datum, Entry, Halt, Live, Row, Rows, Scope, Spec};

/// What happens to one object.
pub(super) struct Pair<'c> {
    pub(super) address: Address,
    pub(super) key: String,
    pub(super) place: &'c Place,
    pub(super) pruned: bool,
    /// What is wanted; `None` if it is to be deleted.
    pub(super) wanted: Option<(&'c Item, Rows)>,
    pub(super) live: Option<Live<'c>>,
}

impl Drafter<'_> {
    /// Matches what is wanted with what is there.
    pub(super) fn pairs<'c>(
        &mut self,
        scope: &Scope,
        collection: &'c Collection,
        live: Vec<Live<'c>>,
    ) -> Vec<Pair<'c>> {
        let entry = collection.entry;
        let spec = entry.spec;
        let mut by_key: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, it) in live.iter().enumerate() {
            by_key.entry(spec.folded(&it.key)).or_default().push(at);
        }
        let mut left: Vec<Option<Live<'c>>> = live.into_iter().map(Some).collect();
        let declared: BTreeSet<String> =
            collection.items.iter().map(|it| spec.folded(&it.key)).collect();
        let mut pairs = Vec::new();
        let mut found_by_email = BTreeSet::new();
        // An object that cannot be identified may be any of those that no file declares.
        let mut unclear = false;
        for item in &collection.items {
            let mut rows = item.object.rows();
            let (mut key, mut address) = (item.key.clone(), scope.address_of(spec.kind, &item.key));
            match self.look(scope, entry, &address).name_users(&mut rows) {
                Ok(users) if users.is_empty() => {}
                Ok(users) => {
                    let known = users.into_iter().filter_map(|(it, id)| Some((it, id?)));
                    self.names.people.extend(known);
                    key = spec.key(&rows);
                    let folded = spec.folded(&key);
                    let renamed = folded != spec.folded(&item.key);
                    if renamed && (declared.contains(&folded) || !found_by_email.insert(folded)) {
                        let message =
                            format!("this is the user `{key}`, whom another item declares, too");
                        let twice = Halt::impossible(message, "remove one of them");
                        self.missing(&address, &item.place, twice);
                        continue;
                    }
                    address = scope.address_of(spec.kind, &key);
                }
                Err(missing) => {
                    unclear = true;
                    self.missing(&address, &item.place, missing);
                    continue;
                }
            }
            let unnamed = || spec.other_key(&rows).and_then(|it| by_key.get(&it));
            // An object that is declared by its present name is not renamed, wherever it stands in the files.
            let was = item.was.as_ref().filter(|_| !item.absent).map(|it| spec.folded(it));
            let was = was.filter(|it| !declared.contains(it));
            let renamed = || was.as_ref().and_then(|it| by_key.get(it));
            let found = by_key.get(&spec.folded(&key)).or_else(unnamed).or_else(renamed).cloned();
            let found = found.unwrap_or_else(|| self.unnamed(spec, &rows, &left));
            let mut found: Vec<usize> =
                found.into_iter().filter(|at| left[*at].is_some()).collect();
            let mut others = Vec::new();
            if found.len() > 1 {
                let twins: Vec<&Live<'_>> =
                    found.iter().filter_map(|at| left[*at].as_ref()).collect();
                match item.object.chosen(&twins, &self.look(scope, entry, &address)) {
                    Ok(Some(at)) if at < found.len() => {
                        let chosen = found.remove(at);
                        others = std::mem::replace(&mut found, vec![chosen]);
                    }
                    Ok(_) => {}
                    Err(missing) => {
                        unclear = true;
                        self.missing(&address, &item.place, missing);
                        continue;
                    }
                }
            }
            let others = others.into_iter().filter_map(|at| left[at].take()).collect::<Vec<_>>();
            if found.len() > 1 {
                let twins: Vec<_> = found.iter().filter_map(|at| left[*at].take()).collect();
                let id = |it: &Live<'_>| it.id.map_or_else(|| it.called(), |id| id.to_string());
                let ids: Vec<_> = twins.iter().map(id).collect();
                let last = twins.last().map(|it| self.names.located(scope, it.path.clone()));
                let problem = Halt::impossible(
                    format!(
                        "GitLab has {} objects with this identity (IDs {}), and labwright cannot know which one to keep",
                        ids.len(),
                        ids.join(", ")
                    ),
                    format!(
                        "delete all but one, then plan again, for example: glab api -X DELETE {}",
                        last.map_or_else(String::new, |it| it.to_string())
                    ),
                );
                self.missing(&address, &item.place, problem);
                continue;
            }
            let live = found.first().and_then(|at| left[*at].take());
            if item.unmanaged {
                continue;
            }
            if item.once && live.is_some() && !item.absent {
                self.out.unchanged += usize::from(self.options.includes(&address));
                continue;
            }
            if item.absent {
                if live.is_none() && self.options.includes(&address) {
                    self.out.unchanged += 1;
                }
                pairs.extend(live.into_iter().chain(others).map(|live| Pair {
                    address: address.clone(),
                    key: key.clone(),
                    place: &item.place,
                    pruned: false,
                    wanted: None,
                    live: Some(live),
                }));
                continue;
            }
            pairs.push(Pair {
                address,
                key,
                place: &item.place,
                pruned: false,
                wanted: Some((item, rows)),
                live,
            });
        }
        if let Some(place) = collection.prune.as_ref().filter(|_| !unclear) {
            for live in left.into_iter().flatten() {
                let key = live.key.clone();
                let address = scope.address_of(spec.kind, &key);
                if self.names.written.contains_key(&address.folded()) {
                    continue;
                }
                if self.options.resolved.values().any(|it| key.contains(it)) {
                    let address = lane(scope, entry);
                    // Its key is the secret.
                    let called = live.id.map_or_else(String::new, |it| format!(" {it}"));
                    let message = format!(
                        "object{called} is identified in GitLab by a secret, so the plan cannot name it",
                    );
                    let hint = "give it a name in GitLab, or delete it there";
                    self.missing(&address, place, Halt::impossible(message, hint));
                    continue;
                }
                pairs.push(Pair {
                    address,
                    key,
                    place,
                    pruned: true,
                    wanted: None,
                    live: Some(live),
                });
            }
        }
        self.rename_in_place(entry, &mut pairs);
        pairs
    }

    /// Objects without a name that a declared one is identified with by the value that it refers to.
    fn unnamed(&self, spec: &Spec, rows: &Rows, live: &[Option<Live<'_>>]) -> Vec<usize> {
        let value = |field: &&'static str| {
            let row = rows.iter().find(|it| it.name == *field)?;
            match (row.reference(), row.value()?) {
                (Some(source), _) => Some((*field, self.options.resolved.get(source)?)),
                (None, Datum::Text(it)) => Some((*field, it.as_str())),
                _ => None,
            }
        };
        let others = spec.identity.get(1..).unwrap_or_default();
        let refers = |it: &Row| others.contains(&it.name) && it.reference().is_some();
        let known: Option<Vec<_>> = others.iter().map(value).collect();
        let Some(known) = known.filter(|_| rows.iter().any(refers)) else { return Vec::new() };
        let has = |it: &Live<'_>, field: &str, value: &str| {
            it.rows.iter().any(|row| {
                row.name == field && matches!(row.value(), Some(Datum::Text(it)) if it == value)
            })
        };
        let fits = |it: &Live<'_>| {
            it.other_key.is_none() && known.iter().all(|(field, value)| has(it, field, value))
        };
        let fitting = live.iter().enumerate().filter(|(_, it)| it.as_ref().is_some_and(fits));
        fitting.map(|(at, _)| at).collect()
    }

    /// Leaves out what `prune` never deletes, with a note.
    pub(super) fn without_spared<'c>(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        pairs: Vec<Pair<'c>>,
    ) -> Result<Vec<Pair<'c>>, Halt> {
        let mut left = Vec::new();
        let mut pending = None;
        for pair in pairs {
            let look = self.look(scope, entry, &pair.address);
            let spared = match &pair.live {
                Some(live) if pair.pruned => entry.spares(live, &look),
                _ => Ok(None),
            };
            match spared {
                Ok(None) => left.push(pair),
                Ok(Some(why)) => self.note(&pair.address, format!("not pruned: {why}"), false),
                Err(missing) => pending = Some(missing),
            }
        }
        pending.map_or(Ok(left), Err)
    }
}
