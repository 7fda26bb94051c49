//! Values that no two objects of a collection may share: who has one, who gets it, and in which order.
//!
//! A value that another object keeps is a problem; one that goes with an object that is deleted renames that object.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::Origin;
use super::draft::{Drafter, order};
use super::moves::{self, Move};
use super::reconcile::Fate;
use crate::config::Item;
use crate::gitlab::{host_of, is_masked, shortened, without_possible_credentials};
use crate::resource::{
    Action, Call, Change, Check, Datum, Kind, Live, Missing, Rows, Rule, Scope, Unique,
};

impl Drafter<'_> {
    /// Two fields that must differ can be found to be the same only here if one refers to its value.
    pub(super) fn refuse_the_same_twice<K: Kind>(
        &mut self,
        scope: &Scope,
        plans: &mut Vec<(Fate<'_, K>, Vec<Call>)>,
    ) {
        let mut first: BTreeMap<String, String> = BTreeMap::new();
        for (fate, calls) in std::mem::take(plans) {
            let value = fate.wanted.as_ref().and_then(|(_, rows)| self.unique::<K>(rows));
            let other = value.as_ref().and_then(|it| first.get(it).cloned());
            first.extend(value.map(|it| (it, fate.address.clone())));
            let Some(other) = other else {
                plans.push((fate, calls));
                continue;
            };
            let field = K::SPEC.unique_field().unwrap_or_default();
            let problem = Missing::impossible(
                format!("its `{field}` has the same value as that of `{other}`"),
                "each needs a value of its own: change one of them",
            );
            self.missing(scope, &fate.address, fate.place, problem);
        }
    }

    /// A unique value that stays with another object cannot be had: that one is not declared, not
    /// chosen, or cannot be changed itself. GitLab would refuse the call in the midst of the apply.
    pub(super) fn refuse_what_is_taken<K: Kind>(
        &mut self,
        scope: &Scope,
        plans: &mut Vec<(Fate<'_, K>, Vec<Call>)>,
        holders: Vec<(u64, String, String)>,
    ) {
        loop {
            let moves: BTreeSet<u64> =
                plans.iter().filter_map(|(fate, _)| Some(fate.live.as_ref()?.id.get())).collect();
            let stay: BTreeMap<&str, &str> = holders
                .iter()
                .filter(|(id, ..)| !moves.contains(id))
                .map(|(_, key, value)| (value.as_str(), key.as_str()))
                .collect();
            let taken = |(fate, _): &(Fate<'_, K>, Vec<Call>)| {
                let (_, rows) = fate.wanted.as_ref()?;
                stay.get(self.unique::<K>(rows)?.as_str()).copied()
            };
            let Some((at, by)) =
                plans.iter().enumerate().find_map(|(at, it)| Some((at, taken(it)?)))
            else {
                return;
            };
            let problem = Missing::impossible(
                format!(
                    "its `{}` is that of `{}`, which this plan does not change",
                    K::SPEC.unique_field().unwrap_or_default(),
                    scope.address_of(K::SPEC.kind, by)
                ),
                "two objects cannot have the same value: declare the other one with a new value or `state: absent`",
            );
            let (fate, _) = plans.remove(at);
            self.missing(scope, &fate.address, fate.place, problem);
        }
    }

    /// The value that no two objects may share. A reference that is not resolved takes no part: nothing is known of it, and
    /// whatever it turns out to be, an apply plans with the value.
    pub(super) fn unique<K: Kind>(&self, rows: &Rows) -> Option<String> {
        let row = rows.iter().find(|row| Some(row.name) == K::SPEC.unique_field())?;
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
    fn is_secret<K>(&self, wanted: Option<&(&Item<K>, Rows)>, value: &str) -> bool {
        let refers = |(_, rows): &(&Item<K>, Rows)| rows.iter().any(|it| it.reference().is_some());
        wanted.is_some_and(refers)
            || self.options.resolved.values().any(|it| it == value)
            || without_possible_credentials(value) != value
    }

    /// A wanted object that is not there, and one that is to go and has its unique value: the same
    /// object under another name. It is renamed, which keeps its id and its secret, and deletes nothing.
    pub(super) fn rename_in_place<K: Kind>(&self, fates: &mut Vec<Fate<'_, K>>) {
        let mut going: BTreeMap<String, usize> = BTreeMap::new();
        for (at, fate) in fates.iter().enumerate() {
            if let (None, Some(live)) = (&fate.wanted, &fate.live)
                && let Some(value) = self.unique::<K>(&live.rows)
            {
                going.insert(value, at);
            }
        }
        let mut renamed = BTreeSet::new();
        for at in 0..fates.len() {
            let new = fates[at].wanted.as_ref().filter(|_| fates[at].live.is_none());
            let value = new.and_then(|(_, rows)| self.unique::<K>(rows));
            let Some(old) = value.and_then(|it| going.remove(&it)) else { continue };
            fates[at].live = fates[old].live.take();
            renamed.insert(old);
        }
        let mut at = 0;
        fates.retain(|_| {
            at += 1;
            !renamed.contains(&(at - 1))
        });
    }

    /// Gives every step its turn, so that a unique value is free before another object gets it.
    pub(super) fn take_turns<K: Kind>(
        &mut self,
        scope: &Scope,
        mut plans: Vec<(Fate<'_, K>, Vec<Call>)>,
    ) {
        // Who of a circle takes the stand-in must not depend on the order of the files.
        plans.sort_by(|(a, _), (b, _)| a.address.cmp(&b.address));
        let value = |rows: &Rows| self.unique::<K>(rows);
        let moves: Vec<Move> = plans
            .iter()
            .map(|(fate, _)| {
                let from = fate.live.as_ref().and_then(|it| value(&it.rows));
                let to = fate.wanted.as_ref().map(|(_, rows)| value(rows).or_else(|| from.clone()));
                Move { from, to: to.flatten() }
            })
            .collect();
        let slots =
            if K::SPEC.unique_field().is_some() { moves::order(&moves) } else { Vec::new() };
        let addresses: Vec<String> = plans.iter().map(|(fate, _)| fate.address.clone()).collect();
        for (at, (fate, calls)) in plans.into_iter().enumerate() {
            let slot = slots.get(at).copied().unwrap_or_default();
            let gone = fate.wanted.is_none();
            let mut origin = Origin::at(fate.place);
            origin.pruned = fate.pruned;
            if let (true, Some(live), Some(from)) = (slot.stand_in, &fate.live, &moves[at].from) {
                let is_secret = self.is_secret(fate.wanted.as_ref(), from);
                let call = stand_in::<K>(scope, live, from, is_secret).into_iter().collect();
                let first = order::<K>(&fate.address, false);
                self.steps::<K>(scope, first, origin.clone(), call, BTreeSet::new());
            }
            if calls.is_empty() {
                self.out.unchanged += 1;
                continue;
            }
            let mut order = order::<K>(&fate.address, gone);
            order.turn = slot.turn;
            order.part = usize::from(slot.stand_in);
            let needs = slot.after.map(|it| addresses[it].clone()).into_iter().collect();
            self.steps::<K>(scope, order, origin, calls, needs);
        }
    }
}

/// Releases a unique value temporarily.
fn stand_in<K: Kind>(
    scope: &Scope,
    live: &Live<'_, K>,
    from: &str,
    is_secret: bool,
) -> Option<Call> {
    let Unique { field, stand_in: temporary } = K::SPEC.unique?;
    // The plan contains the stand-in: it is not made from a secret.
    let (before, to) = match is_secret.then(|| host_of(from)).flatten() {
        Some(host) => (shortened(from), temporary(&format!("{host}/{}", live.id))),
        None => (from.to_owned(), temporary(from)),
    };
    let change = Change {
        field,
        wire: field,
        rule: Rule::Plain,
        before: Some(Datum::Text(before)),
        after: Some(Datum::Text(to.clone())),
    };
    let path = K::item(live.raw, scope.at(K::SPEC.path));
    Some(Call {
        action: Action::Update,
        method: K::SPEC.update,
        path,
        body: Value::Object([(field.to_owned(), Value::String(to))].into_iter().collect()),
        changes: vec![change],
        conditional: false,
        why: Some("temporary: another object takes its value".to_owned()),
        check: Check::answer::<K>(),
    })
}
