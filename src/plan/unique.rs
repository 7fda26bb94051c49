//! Values that no two objects of a collection may share: who has one, who gets it, and in which order.
//!
//! A value that another object keeps is a problem; one that goes with an object that is deleted renames that object.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Origin;
use super::draft::{Drafter, Of, order};
use super::moves::{self, Move};
use super::pair::Pair;
use crate::config::Item;
use crate::gitlab::{ApiPath, host_of, is_masked, shortened, without_possible_credentials};
use crate::resource::{
    Action, Address, Call, Change, Check, Datum, Entry, Halt, Live, Rows, Rule, Scope, Unique,
};

impl Drafter<'_> {
    /// Two fields that must differ can be found to be the same only here if one refers to its value.
    pub(super) fn refuse_the_same_twice(
        &mut self,
        entry: &'static Entry,
        plans: &mut Vec<(Pair<'_>, Vec<Call>)>,
    ) {
        let mut first: BTreeMap<String, Address> = BTreeMap::new();
        for (pair, calls) in std::mem::take(plans) {
            let value = pair.wanted.as_ref().and_then(|(_, rows)| self.unique(entry, rows));
            let other = value.as_ref().and_then(|it| first.get(it).cloned());
            first.extend(value.map(|it| (it, pair.address.clone())));
            let Some(other) = other else {
                plans.push((pair, calls));
                continue;
            };
            let field = entry.spec.unique_field().unwrap_or_default();
            let problem = Halt::impossible(
                format!("its `{field}` has the same value as that of `{other}`"),
                "each needs a value of its own: change one of them",
            );
            self.missing(&pair.address, pair.place, problem);
        }
    }

    /// A unique value that stays with another object cannot be had: that one is not declared, not
    /// chosen, or cannot be changed itself. GitLab would refuse the call in the midst of the apply.
    pub(super) fn refuse_what_is_taken(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        plans: &mut Vec<(Pair<'_>, Vec<Call>)>,
        holders: Vec<(ApiPath, String, String)>,
    ) {
        loop {
            let moves: BTreeSet<&ApiPath> =
                plans.iter().filter_map(|(pair, _)| Some(&pair.live.as_ref()?.path)).collect();
            let stay: BTreeMap<&str, &str> = holders
                .iter()
                .filter(|(path, ..)| !moves.contains(path))
                .map(|(_, key, value)| (value.as_str(), key.as_str()))
                .collect();
            let taken = |(pair, _): &(Pair<'_>, Vec<Call>)| {
                let (_, rows) = pair.wanted.as_ref()?;
                stay.get(self.unique(entry, rows)?.as_str()).copied()
            };
            let Some((at, by)) =
                plans.iter().enumerate().find_map(|(at, it)| Some((at, taken(it)?)))
            else {
                return;
            };
            let problem = Halt::impossible(
                format!(
                    "its `{}` is that of `{}`, which this plan does not change",
                    entry.spec.unique_field().unwrap_or_default(),
                    scope.address_of(entry.spec.kind, by)
                ),
                "two objects cannot have the same value: declare the other one with a new value or `state: absent`",
            );
            let (pair, _) = plans.remove(at);
            self.missing(&pair.address, pair.place, problem);
        }
    }

    /// The value that no two objects may share. A reference that is not resolved takes no part: nothing is known of it, and
    /// whatever it turns out to be, an apply plans with the value.
    pub(super) fn unique(&self, entry: &Entry, rows: &Rows) -> Option<String> {
        let row = rows.iter().find(|row| Some(row.name) == entry.spec.unique_field())?;
        if let Some(source) = row.reference() {
            return self.options.resolved.get(source).map(str::to_owned);
        }
        match row.value()? {
            // What is not known cannot be taken, and is not written back.
            Datum::Text(it) if !is_masked(it) => Some(it.clone()),
            _ => None,
        }
    }

    /// Whether a value that GitLab has must not stand in a plan.
    fn is_secret(&self, wanted: Option<&(&Item, Rows)>, value: &str) -> bool {
        let refers = |(_, rows): &(&Item, Rows)| rows.iter().any(|it| it.reference().is_some());
        wanted.is_some_and(refers)
            || self.options.resolved.values().any(|it| it == value)
            || without_possible_credentials(value) != value
    }

    /// A wanted object that is not there, and one that is to go and has its unique value: the same
    /// object under another name. It is renamed, which keeps its id and its secret, and deletes nothing.
    pub(super) fn rename_in_place(&self, entry: &Entry, pairs: &mut Vec<Pair<'_>>) {
        let mut going: BTreeMap<String, usize> = BTreeMap::new();
        for (at, pair) in pairs.iter().enumerate() {
            if let (None, Some(live)) = (&pair.wanted, &pair.live)
                && let Some(value) = self.unique(entry, &live.rows)
            {
                going.insert(value, at);
            }
        }
        let mut renamed = BTreeSet::new();
        for at in 0..pairs.len() {
            let new = pairs[at].wanted.as_ref().filter(|_| pairs[at].live.is_none());
            let value = new.and_then(|(_, rows)| self.unique(entry, rows));
            let Some(old) = value.and_then(|it| going.remove(&it)) else { continue };
            pairs[at].live = pairs[old].live.take();
            renamed.insert(old);
        }
        let mut at = 0;
        pairs.retain(|_| {
            at += 1;
            !renamed.contains(&(at - 1))
        });
    }

    /// Gives every step its turn, so that a unique value is free before another object gets it.
    pub(super) fn take_turns(
        &mut self,
        scope: &Scope,
        entry: &'static Entry,
        mut plans: Vec<(Pair<'_>, Vec<Call>)>,
    ) {
        // Who of a circle takes the stand-in must not depend on the order of the files.
        plans.sort_by(|(a, _), (b, _)| a.address.cmp(&b.address));
        let value = |rows: &Rows| self.unique(entry, rows);
        let moves: Vec<Move> = plans
            .iter()
            .map(|(pair, _)| {
                let from = pair.live.as_ref().and_then(|it| value(&it.rows));
                let to = pair.wanted.as_ref().map(|(_, rows)| value(rows).or_else(|| from.clone()));
                Move { from, to: to.flatten() }
            })
            .collect();
        let slots =
            if entry.spec.unique_field().is_some() { moves::order(&moves) } else { Vec::new() };
        let addresses: Vec<Address> = plans.iter().map(|(pair, _)| pair.address.clone()).collect();
        for (at, (pair, calls)) in plans.into_iter().enumerate() {
            let slot = slots.get(at).copied().unwrap_or_default();
            let gone = pair.wanted.is_none();
            let mut origin = Origin::at(pair.place);
            origin.pruned = pair.pruned;
            if let (true, Some(live), Some(from)) = (slot.stand_in, &pair.live, &moves[at].from) {
                let is_secret = self.is_secret(pair.wanted.as_ref(), from);
                let call = stand_in(entry, live, from, is_secret).into_iter().collect();
                let first = order(entry, &pair.address, false);
                let of = Of { scope, entry, key: &pair.key, item: None };
                self.steps(of, first, origin.clone(), call, BTreeSet::new());
            }
            if calls.is_empty() {
                self.out.unchanged += 1;
                continue;
            }
            // What is sent in one call with others is sent at their time.
            let alone = calls.iter().all(|it| it.joined.is_none());
            let mut order = order(entry, &pair.address, gone && alone);
            order.turn = slot.turn;
            order.part = usize::from(slot.stand_in);
            let needs = slot.after.map(|it| addresses[it].clone()).into_iter().collect();
            let item = pair.wanted.as_ref().map(|(item, _)| *item);
            let of = Of { scope, entry, key: &pair.key, item };
            self.steps(of, order, origin, calls, needs);
        }
    }
}

/// Releases a unique value temporarily.
fn stand_in(entry: &Entry, live: &Live<'_>, from: &str, is_secret: bool) -> Option<Call> {
    let Unique { field, stand_in: temporary } = entry.spec.unique?;
    // The plan contains the stand-in: it is not made from a secret.
    let (before, to) = match is_secret.then(|| host_of(from)).flatten() {
        Some(host) => (shortened(from), temporary(&format!("{host}/{}", live.id?))),
        None => (from.to_owned(), temporary(from)),
    };
    let change = Change {
        field,
        wire: field,
        rule: Rule::Plain,
        before: Some(Datum::Text(before)),
        after: Some(Datum::Text(to.clone())),
    };
    Some(Call {
        body: Value::Object([(field.to_owned(), Value::String(to))].into_iter().collect()),
        changes: vec![change],
        why: Some("temporary: another object takes its value".to_owned()),
        ..Call::new(Action::Update, entry.spec.update, live.path.clone(), Check::answer())
    })
}
