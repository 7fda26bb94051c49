//! One round of planning: every collection is drafted from the facts that are there.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::brought;
use super::guards::ForGuards;
use super::homes;
use super::names::{self, lane};
use super::nesting;
use super::options::{Options, needed};
use super::presence::Fate;
use super::unread::Unread;
use super::whereabouts;
use super::{Note, Order, Origin, Stage, Step, Turned};
use crate::config::{Collection, Config, Item};
use crate::kinds::{self, KINDS, SETTINGS, USERS};
use crate::problem::{Place, Problem};
use crate::resource::{
    Action, Address, Call, Datum, Decision, Entry, Facts, Halt, Home, Known, Look, Names, Need,
    Ref, Referent, Removal, Scope, Shape, Space,
};

/// What one round came to.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// Facts that must be there before the plan is whole. The rest is worth nothing until then.
    pub asked: BTreeSet<Need>,
    pub steps: Vec<Step>,
    pub unchanged: usize,
    pub notes: BTreeSet<Note>,
    pub problems: Vec<Problem>,
    pub unread: Vec<Unread>,
    pub ids: BTreeMap<Referent, u64>,
    pub homes: BTreeMap<Scope, Home>,
    /// Projects and groups that are created.
    pub created: Vec<Scope>,
    pub for_guards: ForGuards,
}

/// Drafts every collection of `config`.
pub(super) fn draft(config: &Config, facts: &Facts, options: &Options) -> Draft {
    let mut drafter = Drafter::new(config, facts, options);
    // Projects can be created in the namespaces of users that this plan creates.
    let is_first = |it: &(&Scope, &Collection)| it.1.entry.spec.kind == USERS;
    config.collections().filter(is_first).for_each(|it| drafter.collection(it.0, it.1));
    drafter.lives(config);
    for (scope, collection) in config.collections().filter(|it| !is_first(it)) {
        drafter.collection(scope, collection);
    }
    for choice in options.only.iter().chain(&options.rotate) {
        for message in choice.ambiguous(config, &drafter.out.for_guards.pruned) {
            let address = choice.flag().to_owned();
            drafter.out.notes.insert(Note { address, message, ..Note::default() });
        }
    }
    drafter.finish(config)
}

/// What the first round asks of lists and single objects. A draft asks for the same, but compares what is already there as well:
/// in vain, since it is worth nothing before all is.
pub(super) fn lists(config: &Config, facts: &Facts, options: &Options) -> BTreeSet<Need> {
    let mut drafter = Drafter::new(config, facts, options);
    drafter.lives(config);
    for (scope, collection) in config.collections() {
        let spec = collection.entry.spec;
        let is_read_at_once = spec.shape != Shape::Goal && !spec.each;
        if is_read_at_once
            && drafter.is_planned(scope, collection)
            && !drafter.is_created(scope)
            && let Err(missing) = drafter.list(scope, collection.entry)
        {
            drafter.missing(&lane(scope, collection.entry), &collection.place, missing);
        }
    }
    drafter.asked.into_inner()
}

/// Collects the drafts of all collections.
pub(super) struct Drafter<'a> {
    pub facts: &'a Facts,
    pub options: &'a Options,
    pub asked: RefCell<BTreeSet<Need>>,
    pub names: Names,
    /// The project or group that is drafted.
    home: Option<Scope>,
    /// Projects and groups in which something cannot be planned.
    unplanned: BTreeSet<Option<Scope>>,
    /// Projects that the files keep archived.
    pub kept_frozen: BTreeSet<String>,
    /// Objects that lose their last reference when another is deleted.
    pub orphans: Vec<Orphan>,
    /// What a call for an object creates as well, by the address of that object.
    pub brings: BTreeMap<Address, Address>,
    /// Collections whose IDs others need, whatever is selected.
    needed: BTreeSet<Address>,
    /// Projects and groups that are not there, or of which that is not known.
    pub fates: BTreeMap<Scope, Fate>,
    /// When projects and groups are created and moved, if some of them move.
    pub turns: BTreeMap<Scope, u32>,
    /// Paths that something has for a moment.
    pub passed: BTreeSet<String>,
    /// Objects for which nothing can be planned.
    pub failed: BTreeSet<Address>,
    pub out: Draft,
}

/// The object that a step is for.
#[derive(Clone, Copy)]
pub(super) struct Of<'o> {
    pub scope: &'o Scope,
    pub entry: &'static Entry,
    pub key: &'o str,
    /// What is declared of it.
    pub item: Option<&'o Item>,
}

/// An object that refers to one that is deleted.
#[derive(Debug)]
pub(super) struct Orphan {
    /// What refers.
    pub referrer: Address,
    /// All it refers to.
    pub to: Vec<Address>,
    /// What is deleted.
    pub doomed: Address,
    /// What asked for the deletion.
    pub place: Place,
    /// What the deletion would do to it.
    pub effect: &'static str,
}

impl<'a> Drafter<'a> {
    fn new(config: &Config, facts: &'a Facts, options: &'a Options) -> Self {
        Self {
            facts,
            options,
            asked: RefCell::default(),
            names: names::of(config, options),
            home: None,
            unplanned: BTreeSet::new(),
            kept_frozen: BTreeSet::new(),
            orphans: Vec::new(),
            brings: BTreeMap::new(),
            needed: needed(config, options),
            fates: BTreeMap::new(),
            turns: whereabouts::turns(config, &facts.moving),
            passed: BTreeSet::new(),
            failed: BTreeSet::new(),
            out: Draft::default(),
        }
    }

    fn collection(&mut self, scope: &Scope, collection: &Collection) {
        let some = |it: &Item| self.options.includes(&collection.address_of(scope, it));
        let prunes = collection.prune.is_some();
        // A shard may well be empty, so what another shard has is declared too.
        self.out.for_guards.declared += collection.items.len() + usize::from(prunes);
        if !self.is_planned(scope, collection) {
            return;
        }
        let entry = collection.entry;
        if entry.spec.shape == Shape::Goal {
            for item in collection.items.iter().filter(|it| some(it)) {
                self.goal(scope, entry, item);
            }
        } else if let Err(missing) = self.reconcile(scope, collection) {
            self.missing(&lane(scope, entry), &collection.place, missing);
        }
    }

    /// Whether this plan can have steps for what a collection declares.
    fn is_planned(&mut self, scope: &Scope, collection: &Collection) -> bool {
        let elsewhere = self.options.shard.is_some_and(|it| !it.includes(scope));
        let entry = collection.entry;
        let selected = self.options.selects(scope, collection);
        if elsewhere || !selected && !self.needed.contains(&lane(scope, entry)) {
            return false;
        }
        self.enter(scope);
        match scope.home().and_then(|it| self.fates.get(&it)) {
            // Its settings are a part of the creation.
            Some(Fate::Created) if entry.spec.kind == SETTINGS => false,
            None | Some(Fate::Created) => self.has_parent(scope, collection),
            Some(Fate::Waits | Fate::Refused) => false,
        }
    }

    /// What one project or group calls users and groups means nothing for how another is shown: a plan of some projects is
    /// a part of the plan of all.
    pub(super) fn enter(&mut self, scope: &Scope) {
        let home = scope.home();
        if home != self.home {
            self.names.people.clear();
            self.home = home;
        }
    }

    /// A view from `scope` for the object at `address`.
    pub(super) fn look<'s>(
        &'s self,
        scope: &'s Scope,
        entry: &'static Entry,
        address: &Address,
    ) -> Look<'s> {
        let rotate = self.options.rotate.as_ref().is_some_and(|it| it.includes(address));
        let Drafter { facts, names, asked, .. } = self;
        Look::new(facts, scope, entry.spec, names, asked, &KINDS).rotating(rotate)
    }

    fn goal(&mut self, scope: &Scope, entry: &'static Entry, item: &Item) {
        let address = scope.address_of(entry.spec.kind, &item.key);
        let decided = item.object.decide(item.absent, &self.look(scope, entry, &address));
        let decided = decided.and_then(|it| match it {
            Decision::Do(calls) => sendable(calls).map(Decision::Do),
            other => Ok(other),
        });
        match decided {
            Ok(Decision::Reached) => self.out.unchanged += 1,
            Ok(Decision::ReachedBut(message)) => {
                self.out.unchanged += 1;
                self.note(&address, message, false);
            }
            Ok(Decision::Wait(message)) => self.note(&address, message, true),
            Ok(Decision::Do(calls)) => {
                let order = order(entry, &address, item.absent);
                let of = Of { scope, entry, key: &item.key, item: Some(item) };
                self.steps(of, order, Origin::at(&item.place), calls, BTreeSet::new());
            }
            Err(missing) => self.missing(&address, &item.place, missing),
        }
    }

    /// Notes why nothing is planned for what is at `address`.
    pub(super) fn missing(&mut self, address: &Address, place: &Place, missing: Halt) {
        if !matches!(missing, Halt::Pending) {
            self.unplanned.insert(address.scope().home());
            self.failed.insert(address.clone());
        }
        match missing {
            Halt::Pending => {}
            Halt::Impossible { message, hint } => {
                let problem = Problem::new(format!("{address}: {message}")).hint(hint);
                self.out.problems.push(problem.at(place.clone()));
            }
            Halt::Unreadable(error) => {
                let (address, place) = (address.clone(), place.clone());
                let it = Unread { address, place, error };
                it.ask(self.facts, self.asked.get_mut());
                self.out.unread.push(it);
            }
        }
    }

    pub(super) fn note(&mut self, address: &Address, message: String, waiting: bool) {
        self.out.notes.insert(Note::of(address, message, waiting));
    }

    /// Puts what is named within a scope into it, spelled as its object is. Only an object of a kind that GitLab identifies
    /// without regard to case can have another spelling.
    pub(super) fn in_scope(&self, it: &mut Ref, scope: &Scope) {
        let Space::Object(kind, _) = it.space else { return };
        // The nearest scope that has such objects.
        let found = scope.outwards().find_map(|it| Some((kinds::find(kind, &it)?, it)));
        it.scope = Some(found.as_ref().map_or(scope, |it| &it.1).clone());
        let Some((entry, scope)) = &found else { return };
        if entry.spec.known == Known::Folded {
            let name = entry.spec.folded(&it.name);
            let is_it = |address: &&Address| {
                address.kind() == kind
                    && address.scope() == scope
                    && entry.spec.folded(address.key()) == name
            };
            it.name =
                self.names.ids.keys().find(is_it).map_or(name.clone(), |it| it.key().to_owned());
        }
    }

    /// Makes sure that everything a value refers to is there, or will be.
    pub(super) fn resolve(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        address: &Address,
        value: &Datum,
    ) -> Result<(), Halt> {
        let mut found: Vec<(Referent, Option<u64>)> = Vec::new();
        let mut missing: Option<Halt> = None;
        let look = self.look(scope, entry, address);
        value.refs(&mut |it| {
            let Some(to) = it.referent() else { return };
            if matches!(&to, Referent::Object(to) if look.is_doomed(to)) {
                missing = Some(Halt::impossible(
                    format!("it refers to `{}`, which this plan deletes", it.label()),
                    "remove the reference, or keep the object",
                ));
            } else if self.names.id_of(&to).is_none() {
                match look.resolve(it) {
                    Ok(id) => found.push((to, id)),
                    // A question that is open must not hide one that is answered with no.
                    Err(Halt::Pending) => drop(missing.get_or_insert(Halt::Pending)),
                    Err(other) => missing = Some(other),
                }
            }
        });
        for it in found {
            match it {
                (Referent::Person(person), Some(id)) => drop(self.names.people.insert(person, id)),
                (Referent::Object(address), id) => drop(self.names.ids.insert(address, id)),
                (Referent::Person(_), None) => {}
            }
        }
        missing.map_or(Ok(()), Err)
    }

    /// Checks what can only be known when everything is drafted.
    fn finish(mut self, config: &Config) -> Draft {
        // Asked last: before that, what changes is not known.
        if self.asked.get_mut().is_empty() {
            let found = homes::withhold(
                &mut self.out.steps,
                &self.kept_frozen,
                config,
                self.facts,
                &self.fates,
            );
            *self.asked.get_mut() = found.asked;
            self.out.notes.extend(found.notes);
            self.out.problems.extend(found.problems);
            self.out.homes = found.homes;
        }
        for orphan in std::mem::take(&mut self.orphans) {
            let left = orphan.to.iter().filter(|it| !self.names.doomed.contains(*it)).count();
            let mut touched =
                self.out.steps.iter().filter(|it| it.order.address == orphan.referrer).peekable();
            let deleted = touched.clone().any(|it| it.action == Action::Delete);
            let moved = |it: &&Step| {
                it.changes.iter().any(|change| {
                    let mut refers = false;
                    if let Some(after) = &change.after {
                        after.refs(&mut |_| refers = true);
                    }
                    refers
                })
            };
            let moves = touched.peek().is_some() && touched.any(|it| moved(&it));
            if moves || deleted {
                let needs = orphan.referrer.clone();
                let doomed =
                    self.out.steps.iter_mut().filter(|it| it.order.address == orphan.doomed);
                doomed.for_each(|it| it.needs.extend([needs.clone()]));
            } else if left == 0 {
                let address = orphan.doomed;
                let message =
                    format!("{address}: `{}` {} once this is gone", orphan.referrer, orphan.effect);
                let problem =
                    Problem::new(message).hint("change or delete that first, or keep this");
                self.out.problems.push(problem.at(orphan.place));
                self.out.steps.retain(|it| it.order.address != address);
            }
        }
        brought::bring(&self.brings, &mut self.out.steps, &mut self.out.problems);
        let (out, unplanned) = (&mut self.out, &self.unplanned);
        let created = self.fates.iter().filter(|it| *it.1 == Fate::Created);
        out.created = created.map(|it| it.0.clone()).collect();
        out.steps.retain(|it| {
            let closes = it.order.stage == Stage::Close;
            let home = it.written().scope.home();
            let inside = |other: &Option<Scope>| match (other, &home) {
                (Some(other), Some(home)) => other.is_within(home),
                _ => false,
            };
            let withheld = closes && unplanned.iter().any(inside);
            if withheld {
                let message = "not archived: solve the problems with its other objects first";
                out.notes.insert(Note::of(&it.order.address, message.to_owned(), false));
            }
            !withheld
        });
        nesting::arrange(&mut self.out.steps);
        enclose(&mut self.out.steps);
        // An approval compares IDs that a plan knows with names of an earlier one.
        let known = std::mem::take(&mut self.names.ids).into_iter();
        self.out.ids.extend(known.filter_map(|(address, id)| Some((address.into(), id?))));
        self.out.asked = self.asked.into_inner();
        tracing::debug!(questions = self.out.asked.len(), "drafted");
        self.out.steps.sort_by(|a, b| a.order.cmp(&b.order));
        self.out
    }
}

/// Makes everything in a scope depend on what opens or makes it, and what closes it on everything in it.
fn enclose(steps: &mut [Step]) {
    // What a group allows concerns few things in it, which know that.
    let early = |it: &Step| match it.order.stage {
        Stage::Make => it.entry.spec.kind != SETTINGS,
        stage => stage == Stage::Open,
    };
    let gets_none = |it: &Step| matches!(it.order.stage, Stage::Open | Stage::Close);
    let key = |it: &Scope| it.full_path().map(|path| (it.noun(), path.to_lowercase()));
    let mut opened: BTreeMap<(&str, String), BTreeSet<Address>> = BTreeMap::new();
    let mut closed: BTreeMap<(&str, String), BTreeSet<Address>> = BTreeMap::new();
    for it in steps.iter() {
        let Some(home) = it.written().scope.home().as_ref().and_then(key) else { continue };
        if early(it) {
            opened.entry(home).or_default().insert(it.order.address.clone());
        } else if it.order.stage == Stage::Close {
            closed.entry(home).or_default();
        }
    }
    if opened.is_empty() && closed.is_empty() {
        return;
    }
    // The project or group itself, and all groups that it is in.
    let around = |home: &(&'static str, String)| {
        let parts = home.1.match_indices('/').map(|it| it.0);
        let groups = parts.map(|end| ("group", home.1[..end].to_owned()));
        std::iter::once(home.clone()).chain(groups).collect::<Vec<_>>()
    };
    for it in steps.iter_mut().filter(|it| !gets_none(it)) {
        let Some(home) = it.written().scope.home().as_ref().and_then(key) else { continue };
        for scope in around(&home) {
            let own = it.order.address.clone();
            let before = opened.get(&scope).into_iter().flatten();
            it.needs.extend(before.filter(|it| **it != own).cloned());
            if let Some(inside) = closed.get_mut(&scope) {
                inside.insert(it.order.address.clone());
            }
        }
    }
    for it in steps.iter_mut().filter(|it| it.order.stage == Stage::Close) {
        let Some(home) = it.written().scope.home().as_ref().and_then(key) else { continue };
        it.needs.extend(closed.get(&home).into_iter().flatten().cloned());
        it.needs.extend(opened.get(&home).into_iter().flatten().cloned());
    }
}

/// Where the first step of an object stands.
pub(super) fn order(entry: &Entry, address: &Address, delete: bool) -> Order {
    let (stage, rank) = if delete {
        (Stage::Prune, Turned::Backwards(std::cmp::Reverse(entry.spec.rank)))
    } else {
        (Stage::Write, Turned::Forwards(entry.spec.rank))
    };
    debug_assert!(!delete || entry.spec.removal != Removal::Never);
    Order { stage, rank, turn: 0, address: address.clone(), part: 0 }
}

/// Lets calls through that reach what they name, and no others.
pub(super) fn sendable(calls: Vec<Call>) -> Result<Vec<Call>, Halt> {
    let undos = calls.iter().filter_map(|it| it.undo.as_ref()).map(|it| &it.path);
    calls.iter().map(|it| &it.path).chain(undos).try_for_each(Halt::sendable)?;
    Ok(calls)
}
