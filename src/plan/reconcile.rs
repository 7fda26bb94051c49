//! Compares one collection of a matched kind with its wanted state.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Origin;
use super::diff::{by_time, diff, fits, renaming};
use super::draft::{Drafter, Orphan, sendable};
use super::names::lane;
use super::pair::Pair;
use crate::config::{Collection, Item};
use crate::gitlab::{ApiPath, Element, is_masked};
use crate::problem::Place;
use crate::resource::{
    Action, Address, Call, Change, Content, Datum, Embeds, Entry, Halt, Known, Live, Look, Moment,
    Object, Row, Rows, Rule, Scope, Shape, marked,
};

/// Kinds and their fields that kinds of a later rank ask for: see [`Look::text_of`].
const ASKED_FOR: [(&str, &str); 2] = [("branches", "ref"), ("settings", "default_branch")];

impl<'a> Drafter<'a> {
    pub(super) fn reconcile(&mut self, scope: &Scope, collection: &Collection) -> Result<(), Halt> {
        let entry = collection.entry;
        // An object that does not exist yet has no objects.
        let live = match self.has_planned_parent(scope) || self.is_created(scope) {
            true => Vec::new(),
            false => self.observe(scope, collection)?,
        };
        // Of objects that are read one by one, nobody knows how many there are.
        if !entry.spec.each {
            self.out.for_guards.live.insert(lane(scope, entry), live.len());
        }
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
            for field in ASKED_FOR.iter().filter(|it| it.0 == entry.spec.kind).map(|it| it.1) {
                let row = it.wanted.as_ref().and_then(|it| it.1.iter().find(|it| it.name == field));
                if let Some(Datum::Text(text)) = row.and_then(Row::value) {
                    self.names.texts.insert((it.address.clone(), field), text.clone());
                }
            }
            if it.pruned {
                self.out.for_guards.pruned.insert(it.address.clone());
            }
            match &it.live {
                None => {
                    self.names.ids.insert(it.address.clone(), None);
                    if let Some(name) = it.address.account() {
                        self.names.accounts.insert(name.to_lowercase(), it.address.clone());
                    }
                }
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
            if self.failed.contains(&pair.address) {
                continue;
            }
            let ready = self
                .read_whole(scope, entry, &mut pair)
                .and_then(|()| self.settle(scope, entry, &mut pair));
            match ready {
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
        let unlocks = match plans.iter().find(|(_, calls)| !calls.is_empty()) {
            Some((first, _)) => self.unlocks(scope, entry, Origin::at(first.place))?,
            None => None,
        };
        let first = self.out.steps.len();
        self.take_turns(scope, entry, plans);
        self.out.steps[first..].iter_mut().for_each(|it| it.needs.extend(unlocks.clone()));
        Ok(())
    }

    /// Reads the live side, and learns what things are called.
    fn observe(&mut self, scope: &Scope, collection: &Collection) -> Result<Vec<Live<'a>>, Halt> {
        let entry = collection.entry;
        let spec = entry.spec;
        let address = lane(scope, entry);
        let list: Vec<&Value> = match spec.each {
            true => self.each(scope, collection)?,
            false => self.list(scope, entry)?.iter().collect(),
        };
        let live = entry.observed_all(list.iter().copied(), scope).map_err(Halt::not_understood)?;
        let mut live = entry.owned(live, &self.look(scope, entry, &address))?;
        // Every GitLab that knows a field by which objects are identified returns it.
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
        self.learn(scope, entry, &list);
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
            let names = it.rows.iter().filter(known_by).flat_map(|row| row.names(spec.identity));
            let is_usual = |name: &str| matches!(spec.known, Known::Both(usual) if usual == name);
            let mut names = names.filter(|it| !is_usual(it.1));
            if let Some(flaw) = names.find_map(|(naming, name)| naming.flaw(name))
                && self.options.includes(&address)
            {
                self.note(&address, format!("its name {}: check it in GitLab", flaw.what), false);
            }
        }
        Ok(live)
    }

    /// All objects of a kind in a scope, as GitLab returns them.
    pub(super) fn list(&self, scope: &Scope, entry: &'static Entry) -> Result<&'a [Value], Halt> {
        let spec = entry.spec;
        let path = self.names.located(scope, spec.list_in(scope));
        let address = lane(scope, entry);
        let look = self.look(scope, entry, &address);
        if spec.shape == Shape::Single {
            let element = spec.listing.element;
            look.find_object(path.clone(), element)?;
            return Ok(self.facts.found(path, element));
        }
        look.list_as(path.clone(), spec.listing)?;
        Ok(self.facts.list(path, spec.listing))
    }

    /// Reads the declared objects, each by its name. GitLab can return another one: the branch `x` for `heads/x`.
    fn each(&mut self, scope: &Scope, collection: &Collection) -> Result<Vec<&'a Value>, Halt> {
        let (facts, entry) = (self.facts, collection.entry);
        let spec = entry.spec;
        let find = |item: &Item, look: &Look<'_>| {
            let Some(need) = item.object.sought(&item.key, look)? else { return Ok(None) };
            let raw = match look.ask(need.clone())? {
                Value::Array(all) if spec.asked_by.is_some() => all.first(),
                Value::Null => None,
                one => Some(one),
            };
            let Some(raw) = raw else { return Ok(None) };
            let other = entry.observed(raw, scope).map_err(Halt::not_understood)?.key;
            let shown = marked(&other);
            match spec.folded(&other) == spec.folded(&item.key) {
                true => Ok(Some(need)),
                false => Err(Halt::impossible(
                    format!("GitLab returns the {} `{shown}` for this name", spec.noun),
                    format!("declare it as `{shown}`"),
                )),
            }
        };
        let (mut all, mut halt) = (Vec::new(), None);
        // All are asked for before the first one stops.
        for item in &collection.items {
            let address = scope.address_of(spec.kind, &item.key);
            match find(item, &self.look(scope, entry, &address)) {
                Ok(need) => all.extend(need.iter().flat_map(|it| facts.answer(it))),
                Err(it @ Halt::Impossible { .. }) => self.missing(&address, &item.place, it),
                Err(it) => halt = Some(it),
            }
        }
        halt.map_or(Ok(all), Err)
    }

    /// Learns the IDs of objects of another kind that responses contain.
    fn learn(&mut self, scope: &Scope, entry: &Entry, list: &[&Value]) {
        let Some(Embeds { kind, field }) = entry.spec.embeds else { return };
        let mut seen = BTreeSet::new();
        for it in list.iter().filter_map(|it| it[field].as_array()).flatten() {
            if let (Some(name), Some(id)) = (it["name"].as_str(), it["id"].as_u64())
                && seen.insert(name)
            {
                self.names.ids.entry(scope.address_of(kind, name)).or_insert(Some(id));
            }
        }
    }

    /// Reads an object itself if a file declares what the list does not contain.
    fn read_whole<'c>(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        pair: &mut Pair<'c>,
    ) -> Result<(), Halt>
    where
        'a: 'c,
    {
        let (Some((_, wanted)), Some(live)) = (&pair.wanted, &mut pair.live) else { return Ok(()) };
        let has = |rows: &Rows, field: &str| {
            rows.iter().any(|it| it.name == field && it.value().is_some())
        };
        let omitted = |it: &&&str| has(wanted, it) && !has(&live.rows, it);
        if !entry.spec.alone.iter().any(|it| omitted(&it)) {
            return Ok(());
        }
        let path = self.names.located(scope, live.path.clone());
        let gone = || {
            Halt::impossible(
                "GitLab lists the object, but does not return it",
                "plan again: it may have been deleted meanwhile",
            )
        };
        self.look(scope, entry, &pair.address).find(path.clone())?.ok_or_else(gone)?;
        let found = self.facts.found(path, Element::default());
        let Some(raw) = found.first() else { return Err(gone()) };
        let mut whole = entry.observed(raw, scope).map_err(Halt::not_understood)?;
        if whole.path != live.path {
            return Err(Halt::not_understood("it is another object"));
        }
        for row in &mut whole.rows {
            row.refs_mut(&mut |it| self.in_scope(it, scope));
        }
        (live.rows, live.raw) = (whole.rows, whole.raw);
        Ok(())
    }

    /// Puts what a wanted object refers to into its scope, and finds it.
    pub(super) fn settle(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        pair: &mut Pair<'_>,
    ) -> Result<(), Halt> {
        let Pair { wanted: Some((_, rows)), live, address, .. } = pair else { return Ok(()) };
        for row in rows {
            self.weigh(scope, entry, address, row, live.as_mut())?;
            row.refs_mut(&mut |it| self.in_scope(it, scope));
            if let Some(source) = row.reference()
                && let Some(value) = self.options.resolved.get(source)
            {
                fits(row, source, value)?;
            }
            if let Some(value) = row.value() {
                self.resolve(scope, entry, address, value)?;
            }
        }
        Ok(())
    }

    /// Finds the digests of bytes that are declared, and of those that GitLab has instead.
    fn weigh(
        &self,
        scope: &Scope,
        entry: &'static Entry,
        address: &Address,
        row: &mut Row,
        live: Option<&mut Live<'_>>,
    ) -> Result<(), Halt> {
        if row.value().is_none() {
            return Ok(());
        }
        if let Some(content) = row.content()
            && let Some(measured) = content.unread().and_then(|it| self.names.contents.get(it))
        {
            row.set_content(content.measured(measured));
        }
        let theirs = live.and_then(|it| it.rows.iter_mut().find(|it| it.name == row.name));
        if let Some(row) = theirs
            && let Some(Content::Live(path)) = row.content()
        {
            let found = self.look(scope, entry, address).digest(path.clone())?;
            let known = |it: &str| Content::Known { sha256: it.to_owned(), file: None };
            row.set_content(found.map(known));
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
            if let Some((item, _)) = &pair.wanted {
                item.object.complete(live, &self.look(scope, entry, &address))?;
            }
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
            entry.spec.renamed.is_none() && entry.spec.folded(key) != entry.spec.folded(&pair.key);
        let look = self.look(scope, entry, &address);
        let mut remarks = item.object.remarks(pair.live.as_ref(), &look);
        let mut lockout = None;
        let calls = match &pair.live {
            None => item.object.create(rows, &look)?,
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
                .chain(renaming(entry.spec, &pair.key, &live.key))
                .partition(|it| it.reference().is_some());
                let mut calls = Vec::new();
                if !changes.is_empty() {
                    lockout = Self::lockout(entry, live, &changes, &look)?;
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
                first.extend(item.object.tidies(live, &look)?);
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
        match object.update(live, vec![change], look) {
            Ok(calls) => {
                let calls = calls.into_iter().map(|it| Call { conditional: true, ..it });
                let note = format!("{field}: compared when applied, because {why}");
                Ok((calls.collect(), Some(note)))
            }
            Err(Halt::Impossible { message, hint }) => {
                let note = format!(
                    "{field}: {source} is compared when applied, because {why}. If it differs, apply refuses it: {message}; {hint}"
                );
                Ok((Vec::new(), Some(note)))
            }
            Err(other) => Err(other),
        }
    }

    /// Why the token's own user could not change an object again, if so. An unclear answer is not a no.
    fn lockout(
        entry: &Entry,
        live: &Live<'_>,
        changes: &[Change],
        look: &Look<'_>,
    ) -> Result<Option<String>, Halt> {
        match entry.locks_out(live, changes, look) {
            Err(Halt::Unreadable(error)) => Ok(Some(format!(
                "labwright cannot determine whether this token can change it again: {}",
                error.what()
            ))),
            other => other,
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
        let mut calls = entry.delete(live, &self.look(scope, entry, address))?;
        for call in calls.iter_mut().filter(|it| it.action == Action::Delete) {
            call.why = entry.goes_along(live.raw);
            if let Some(what) = &call.destroys {
                self.out.for_guards.destroyed.insert(address.clone(), what.clone());
            }
        }
        Ok(calls)
    }
}
