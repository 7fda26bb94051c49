//! Compares one collection of a matched kind with its wanted state.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::draft::{Drafter, Orphan, lane, sendable};
use crate::config::{Collection, Item};
use crate::gitlab::{ApiPath, is_masked, shortened};
use crate::problem::Place;
use crate::resource::{
    Action, Address, At, Call, Change, Datum, Entry, Halt, Live, Look, Moment, Needs, Object,
    Resolved, Row, Rows, Rule, Scope, Shape, Source, Spec, Tells, same, trace,
};

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

impl<'a> Drafter<'a> {
    pub(super) fn reconcile(&mut self, scope: &Scope, collection: &Collection) -> Result<(), Halt> {
        let entry = collection.entry;
        let live = self.observe(scope, entry)?;
        self.out.for_guards.live.insert(lane(scope, entry), live.len());
        let holder =
            |it: &Live<'_>| Some((it.path.clone(), it.key.clone(), self.unique(entry, &it.rows)?));
        let holders: Vec<(ApiPath, String, String)> = live.iter().filter_map(holder).collect();
        let pairs = self.pairs(scope, collection, live);
        let pairs = self.without_spared(scope, entry, pairs)?;
        for it in &pairs {
            let gone = it.wanted.is_none();
            if gone {
                self.names.doomed.insert(it.address.clone());
            }
            if it.pruned {
                self.out.for_guards.pruned.insert(it.address.clone());
            }
            match &it.live {
                None => drop(self.names.ids.insert(it.address.clone(), None)),
                Some(Live { id: Some(id), .. }) => {
                    self.names.ids.insert(it.address.clone(), Some(id.get()));
                }
                Some(_) => {}
            }
        }
        let mut plans: Vec<(Pair<'_>, Vec<Call>)> = Vec::new();
        // All names are resolved before anything is compared: how a live object is shown must not
        // depend on what was resolved before it, and so on the order of the files.
        let mut settled = Vec::new();
        let options = self.options;
        for mut pair in pairs.into_iter().filter(|it| options.includes(&it.address)) {
            match self.settle(scope, entry, &mut pair) {
                Ok(()) => settled.push(pair),
                Err(missing) => self.missing(&pair.address, pair.place, missing),
            }
        }
        for mut pair in settled {
            match self.calls(scope, entry, &mut pair).and_then(sendable) {
                Ok(calls) => plans.push((pair, calls)),
                Err(missing) => self.missing(&pair.address, pair.place, missing),
            }
        }
        self.refuse_the_same_twice(entry, &mut plans);
        self.refuse_what_is_taken(scope, entry, &mut plans, holders);
        self.take_turns(scope, entry, plans);
        Ok(())
    }

    /// Reads the live side, and learns what things are called.
    fn observe(&mut self, scope: &Scope, entry: &'static Entry) -> Result<Vec<Live<'a>>, Halt> {
        let spec = entry.spec;
        let address = lane(scope, entry);
        let list = match spec.shape {
            Shape::Single => {
                let path = spec.list_in(scope);
                let element = spec.listing.element;
                self.look(scope, entry, &address).find_object(path.clone(), element)?;
                self.facts.found(path, element)
            }
            Shape::List | Shape::Goal => {
                let path = spec.list_in(scope);
                self.look(scope, entry, &address).list_as(path.clone(), spec.listing)?;
                self.facts.list(path, spec.listing)
            }
        };
        let mut live = entry.observed_all(list, scope).map_err(Halt::not_understood)?;
        // What an object is known by is told by every GitLab that knows it.
        let version = &self.facts.version;
        let known = |field: &&&str| {
            let needs = spec.needs.fields.iter().find(|it| it.field == **field);
            let since = needs.and_then(|it| it.since);
            since.is_none_or(|(major, minor)| version.at_least(major, minor))
        };
        for field in spec.identity.iter().filter(known) {
            let unknown = |it: &&Live<'_>| {
                it.rows.iter().any(|row| row.name == *field && row.value().is_none())
            };
            if let Some(it) = live.iter().find(unknown) {
                return Err(Halt::not_understood(format!("{} has no `{field}`", it.called())));
            }
        }
        self.learn(scope, entry, list);
        if live.iter().any(|it| is_masked(&it.key)) {
            return Err(Halt::impossible(
                "the name of an object in GitLab contains an access token, so labwright cannot identify the object \
                 and plans nothing",
                "revoke that token, and rename the object in GitLab",
            ));
        }
        for row in live.iter_mut().flat_map(|it| &mut it.rows) {
            row.refs_mut(&mut |it| self.in_scope(it, scope));
        }
        for it in &live {
            let address = scope.address_of(spec.kind, &it.key);
            let known_by =
                |row: &&Row| row.rule == Rule::Identity || spec.identity.contains(&row.name);
            let mut names =
                it.rows.iter().filter(known_by).flat_map(|row| row.names(spec.identity));
            if let Some(flaw) = names.find_map(|(naming, name)| naming.flaw(name))
                && self.options.includes(&address)
            {
                self.note(&address, format!("its name {}: check it in GitLab", flaw.what), false);
            }
        }
        Ok(live)
    }

    /// Learns the ids of what the answers of one kind tell about another.
    fn learn(&mut self, scope: &Scope, entry: &Entry, list: &[Value]) {
        let Some(Tells { kind, field }) = entry.spec.tells else { return };
        let mut seen = BTreeSet::new();
        for it in list.iter().filter_map(|it| it[field].as_array()).flatten() {
            if let (Some(name), Some(id)) = (it["name"].as_str(), it["id"].as_u64())
                && seen.insert(name)
            {
                self.names.ids.entry(scope.address_of(kind, name)).or_insert(Some(id));
            }
        }
    }

    /// Leaves out what `prune` never deletes, with a note.
    fn without_spared<'c>(
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

    /// Matches what is wanted with what is there.
    fn pairs<'c>(
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
        for item in &collection.items {
            let rows = item.object.rows();
            let key = item.key.clone();
            let address = scope.address_of(spec.kind, &key);
            let unnamed = || spec.other_key(&rows).and_then(|it| by_key.get(&it));
            // An object that is declared by its present name is not renamed, wherever it stands in the files.
            let was = item.was.as_ref().filter(|_| !item.absent).map(|it| spec.folded(it));
            let was = was.filter(|it| !declared.contains(it));
            let renamed = || was.as_ref().and_then(|it| by_key.get(it));
            let found = by_key.get(&spec.folded(&key)).or_else(unnamed).or_else(renamed).cloned();
            let found = found.unwrap_or_else(|| self.unnamed(spec, &rows, &left));
            let found: Vec<usize> = found.into_iter().filter(|at| left[*at].is_some()).collect();
            if found.len() > 1 {
                let twins: Vec<_> = found.iter().filter_map(|at| left[*at].take()).collect();
                let id = |it: &Live<'_>| it.id.map_or_else(|| it.called(), |id| id.to_string());
                let ids: Vec<_> = twins.iter().map(id).collect();
                let last = twins.last().map(|it| &it.path);
                let problem = Halt::impossible(
                    format!(
                        "GitLab has {} objects with this identity (IDs {}), and labwright cannot know which one to keep",
                        ids.len(),
                        ids.join(", ")
                    ),
                    format!(
                        "delete all but one, then plan again, for example: glab api -X DELETE {}",
                        last.map_or("", ApiPath::as_str)
                    ),
                );
                self.missing(&address, &item.place, problem);
                continue;
            }
            let live = found.first().and_then(|at| left[*at].take());
            if item.absent {
                match live {
                    Some(_) => pairs.push(Pair {
                        address,
                        key,
                        place: &item.place,
                        pruned: false,
                        wanted: None,
                        live,
                    }),
                    None if self.options.includes(&address) => self.out.unchanged += 1,
                    None => {}
                }
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
        if let Some(place) = &collection.prune {
            for live in left.into_iter().flatten() {
                let key = live.key.clone();
                let address = scope.address_of(spec.kind, &key);
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

    /// Puts what a wanted object refers to into its scope, and finds it.
    fn settle(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        pair: &mut Pair<'_>,
    ) -> Result<(), Halt> {
        let Some((_, rows)) = &mut pair.wanted else { return Ok(()) };
        for row in rows {
            row.refs_mut(&mut |it| self.in_scope(it, scope));
            if let Some(source) = row.reference()
                && let Some(value) = self.options.resolved.get(source)
            {
                fits(row, source, value)?;
            }
            if let Some(value) = row.value() {
                self.resolve(scope, entry, &pair.address, value)?;
            }
        }
        Ok(())
    }

    /// The calls for one object.
    fn calls(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        pair: &mut Pair<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let address = pair.address.clone();
        if let Some(live) = &mut pair.live {
            for row in &mut live.rows {
                row.refs_mut(&mut |it| self.names.name(it));
            }
        }
        let Some((item, rows)) = &pair.wanted else {
            let Some(live) = &pair.live else { return Ok(Vec::new()) };
            return self.deletion(scope, entry, &address, pair.place, live);
        };
        let frozen = |row: &Row| {
            entry.spec.moment(row.name) == Some(Moment::Freezes)
                && row.value() == Some(&Datum::Bool(true))
        };
        if let Some(project) = scope.project_path().filter(|_| rows.iter().any(frozen)) {
            self.kept_frozen.insert(project.to_owned());
        }
        // Two texts can identify the same object: with another comment, or in another case.
        let key = pair.live.as_ref().map_or("", |it| &it.key);
        let renames =
            entry.spec.renamed.is_none() && entry.spec.folded(key) != entry.spec.folded(&item.key);
        let look = self.look(scope, entry, &address);
        let mut remarks = item.object.remarks(pair.live.as_ref(), &look);
        let mut lockout = None;
        let calls = match &pair.live {
            None => item.object.create(rows, &look),
            Some(live) => {
                let (referred, changes): (Vec<_>, Vec<_>) = diff(
                    rows,
                    &live.rows,
                    &look.spec().needs,
                    look.rotates(),
                    &self.options.resolved,
                )?
                .into_iter()
                .filter(|it| it.rule != Rule::Identity || renames)
                .chain(renaming(entry.spec, &item.key, &live.key))
                .partition(|it| it.reference().is_some());
                let mut calls = Vec::new();
                if !changes.is_empty() {
                    lockout = Self::lockout(entry, &changes, &look)?;
                }
                for (at, changes) in by_time(entry.spec, changes) {
                    let more = item.object.update(live, changes, &look)?;
                    calls.extend(more.into_iter().map(|it| Call { at, ..it }));
                }
                let replaced = calls.iter().any(|it| it.action == Action::Replace);
                // A replacement sends all values. Otherwise, each of these has calls of its own, known or not: so an
                // approval without the value covers the calls with it.
                let mut first = Vec::new();
                for change in referred.into_iter().filter(|_| !replaced) {
                    let (more, note) = self.referred(item.object.as_ref(), live, change, &look)?;
                    first.extend(more);
                    remarks.extend(note);
                }
                first.extend(calls);
                first
            }
        };
        self.out.for_guards.lockouts.extend(lockout.map(|why| (address.clone(), why)));
        for message in remarks {
            self.note(&address, message, false);
        }
        Ok(calls)
    }

    /// The calls that change a field whose value a file refers to, and what to know. What is not known here makes them
    /// conditional.
    fn referred(
        &self,
        object: &dyn Object,
        live: &Live<'_>,
        change: Change,
        look: &Look<'_>,
    ) -> Result<(Vec<Call>, Option<String>), Halt> {
        let resolved = &self.options.resolved;
        let Some(source) = change.reference().filter(|it| resolved.get(it).is_none()).cloned()
        else {
            return Ok((object.update(live, vec![change], look)?, None));
        };
        let field = change.field;
        let why = resolved.why_not(&source).unwrap_or("its value is not known here").to_owned();
        let note = format!("{field}: compared when applied, because {why}");
        match object.update(live, vec![change], look) {
            Ok(calls) => {
                let calls = calls.into_iter().map(|it| Call { conditional: true, ..it });
                Ok((calls.collect(), Some(note)))
            }
            Err(Halt::Impossible { message, hint }) => {
                let note = format!("{note}. If it differs, apply refuses it: {message}; {hint}");
                Ok((Vec::new(), Some(note)))
            }
            Err(other) => Err(other),
        }
    }

    /// Why the token's own user could not change an object again, if so. What cannot be told is no no.
    fn lockout(entry: &Entry, changes: &[Change], look: &Look<'_>) -> Result<Option<String>, Halt> {
        match entry.locks_out(changes, look) {
            Err(Halt::Unreadable(error)) => Ok(Some(format!(
                "labwright cannot determine whether this token can change it again: {}",
                error.what()
            ))),
            told => told,
        }
    }

    fn deletion(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        address: &Address,
        place: &Place,
        live: &Live<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let referrers = entry.referrers(&self.look(scope, entry, address))?;
        for (referrer, to) in referrers {
            if to.contains(address) {
                self.orphans.push(Orphan {
                    referrer,
                    to,
                    doomed: address.clone(),
                    place: place.clone(),
                    effect: entry.spec.without,
                });
            }
        }
        let list = trace(entry.spec, scope);
        let mut call = Call::delete(live.path.clone(), list, &live.rows);
        call.why = entry.goes_along(live.raw);
        Ok(vec![call])
    }
}

/// The changes that are sent at the same time, in that order.
fn by_time(spec: &Spec, changes: Vec<Change>) -> Vec<(Option<At>, Vec<Change>)> {
    let mut groups: Vec<(Option<At>, Vec<Change>)> = Vec::new();
    for change in changes {
        let at = At::of(spec, &change);
        match groups.iter_mut().find(|it| it.0 == at) {
            Some((_, group)) => group.push(change),
            None => groups.push((at, vec![change])),
        }
    }
    groups
}

/// Whether the value of a reference is what the field requires.
fn fits(row: &Row, source: &Source, value: &str) -> Result<(), Halt> {
    match row.misfit.and_then(|misfit| misfit(value)) {
        Some((what, hint)) => {
            Err(Halt::impossible(format!("the secret {source} for `{}` {what}", row.name), hint))
        }
        None => Ok(()),
    }
}

/// The fields that differ. Fields that GitLab does not tell and that cannot be compared are left
/// alone, unless secrets are rotated.
///
/// Of a value that a file refers to, GitLab's is shown shortened. Where it is not resolved, it may differ.
fn diff(
    wanted: &Rows,
    live: &Rows,
    needs: &Needs,
    rotate: bool,
    resolved: &Resolved,
) -> Result<Vec<Change>, Halt> {
    let mut changes = Vec::new();
    let mut unknown = Vec::new();
    for want in wanted {
        let Some(after) = want.value().filter(|_| want.rule != Rule::Guide) else { continue };
        let before = live.iter().find(|it| it.name == want.name).and_then(Row::value);
        if let (Some(source), Some(told @ (Datum::Text(text) | Datum::Hidden(text)))) =
            (want.reference(), before)
        {
            if resolved.get(source) != Some(text) {
                let Row { name, wire, rule, .. } = *want;
                let before = match told {
                    Datum::Text(text) => Datum::Text(shortened(text)),
                    hidden => hidden.clone(),
                };
                let before = Some(before);
                let after = Some(after.clone());
                changes.push(Change { field: name, wire, rule, before, after });
            }
            continue;
        }
        // The value of a hidden variable is not returned.
        let secret = want.rule == Rule::WriteOnly || want.referable && before.is_none();
        let differs = match before {
            Some(before) => !same(after, before),
            None if want.untold => false,
            None if want.default.as_ref() == Some(after) => false,
            None => {
                unknown.push(want.name);
                continue;
            }
        };
        if differs || secret && rotate && sends_something(after) {
            let Row { name, wire, rule, .. } = *want;
            let (before, after) = (before.cloned(), Some(after.clone()));
            changes.push(Change { field: name, wire, rule, before, after });
        }
    }
    if unknown.is_empty() { Ok(changes) } else { Err(Halt::not_returned(&unknown, needs)) }
}

/// The change of the name of an object that a file names by its old one.
fn renaming(spec: &Spec, to: &str, from: &str) -> Option<Change> {
    let wire = spec.renamed.filter(|_| spec.folded(to) != spec.folded(from))?;
    let (before, after) = (Datum::Text(from.to_owned()), Datum::Text(to.to_owned()));
    let field = spec.identity.first()?;
    Some(Change { field, wire, rule: Rule::Plain, before: Some(before), after: Some(after) })
}

fn sends_something(after: &Datum) -> bool {
    match after {
        Datum::Null => false,
        Datum::Record(fields) => !fields.is_empty(),
        _ => true,
    }
}
