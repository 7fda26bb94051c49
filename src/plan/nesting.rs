//! Projects and groups in each other: what a group allows is written before what is in it needs it, and taken back after.
//!
//! Measured on GitLab 18.9: it refuses a project or group that is more visible than the group that it is in, and a group that
//! is less visible than what is in it; a new project that is more visible becomes less visible silently. A
//! `project_creation_level` holds for owners and administrators too.

use std::collections::BTreeSet;

use serde_json::Value;

use super::whereabouts::turn;
use super::{Stage, Step};
use crate::kinds::SETTINGS;
use crate::resource::{Action, Address, Change, Datum, Scope};

/// What a group allows in it, from less to more.
const ALLOWS: [(&str, &[&str]); 3] = [
    (VISIBILITY, &["private", "internal", "public"]),
    ("project_creation_level", &["noone", "administrator", "owner", "maintainer", "developer"]),
    ("subgroup_creation_level", &["owner", "maintainer"]),
];

const VISIBILITY: &str = "visibility";

/// Whether a change allows more than before (`true`) or less; `None` if it changes nothing of the kind.
fn widens(change: &Change) -> Option<bool> {
    let levels = ALLOWS.iter().find(|it| it.0 == change.field)?.1;
    let level = |it: &Option<Datum>| match it {
        Some(Datum::Text(text)) => levels.iter().position(|known| known == text),
        _ => None,
    };
    Some(level(&change.before)? < level(&change.after)?)
}

/// A step that changes the visibility of what is there.
struct Visible {
    at: usize,
    scope: Scope,
    address: Address,
    widens: bool,
}

fn depth(scope: &Scope) -> usize {
    scope.full_path().map_or(0, |it| it.matches('/').count())
}

/// Whether `scope` is in `group`, and not the group itself.
fn is_in(scope: &Scope, group: &Scope) -> bool {
    scope != group && matches!(group, Scope::Group(_)) && scope.is_within(group)
}

/// Orders the steps that change what a group allows, and those that this concerns.
pub(super) fn arrange(steps: &mut Vec<Step>) {
    before_creations(steps);
    let is_settings = |it: &Step| it.entry.spec.kind == SETTINGS && it.action == Action::Update;
    let visible = |(at, it): (usize, &Step)| {
        let change = it.changes.iter().find(|it| it.field == VISIBILITY)?;
        let (scope, address) = (it.scope.clone(), it.order.address.clone());
        Some(Visible { at, scope, address, widens: widens(change)? })
    };
    let all = steps.iter().enumerate().filter(|it| is_settings(it.1));
    let all: Vec<Visible> = all.filter_map(visible).collect();
    for own in &all {
        let alike = all.iter().filter(|it| it.widens == own.widens);
        let first: Vec<&Visible> = match own.widens {
            true => alike.filter(|it| is_in(&own.scope, &it.scope)).collect(),
            false => alike.filter(|it| is_in(&it.scope, &own.scope)).collect(),
        };
        let away = first.iter().map(|it| depth(&it.scope).abs_diff(depth(&own.scope))).max();
        let step = &mut steps[own.at];
        step.needs.extend(first.iter().map(|it| it.address.clone()));
        if let (Stage::Write, Some(away)) = (step.order.stage, away) {
            step.order.turn = u32::try_from(away).unwrap_or(u32::MAX);
        }
    }
}

/// Puts what widens in a group before the creations in it that this plan makes.
fn before_creations(steps: &mut Vec<Step>) {
    let made: Vec<Scope> =
        steps.iter().filter(|it| it.creates_scope()).map(|it| it.scope.clone()).collect();
    let mut early: BTreeSet<Address> = BTreeSet::new();
    let mut more = Vec::new();
    let groups = steps.iter_mut().filter(|it| {
        it.entry.spec.kind == SETTINGS
            && it.action == Action::Update
            && it.order.stage == Stage::Write
            && matches!(it.scope, Scope::Group(_))
    });
    for step in groups {
        let group = step.scope.clone();
        let is_needed = |change: &Change| {
            let concerns = |it: &&Scope| match change.field {
                VISIBILITY => true,
                "project_creation_level" => matches!(it, Scope::Project(_)) && is_child(it, &group),
                _ => matches!(it, Scope::Group(_)) && is_child(it, &group),
            };
            widens(change) == Some(true)
                && made.iter().filter(|it| is_in(it, &group)).any(|it| concerns(&it))
        };
        let (first, rest): (Vec<Change>, Vec<Change>) =
            std::mem::take(&mut step.changes).into_iter().partition(is_needed);
        if first.is_empty() {
            step.changes = rest;
            continue;
        }
        early.insert(step.order.address.clone());
        if !rest.is_empty() {
            let mut later = step.clone();
            keep(&mut later, rest);
            later.order.part += 1;
            more.push(later);
        }
        keep(step, first);
        (step.order.stage, step.order.turn) = (Stage::Make, turn(&group));
    }
    steps.extend(more);
    let needs = |it: &Scope| {
        let own = |group: &&Address| is_in(it, group.scope());
        early.iter().filter(own).cloned().collect::<Vec<_>>()
    };
    for step in steps.iter_mut().filter(|it| it.creates_scope()) {
        step.needs.extend(needs(&step.scope));
    }
}

/// Whether something is directly in a group.
fn is_child(scope: &Scope, group: &Scope) -> bool {
    is_in(scope, group) && depth(scope) == depth(group) + 1
}

/// Leaves only these changes of a step, and the fields that they set.
fn keep(step: &mut Step, changes: Vec<Change>) {
    if let Value::Object(body) = &mut step.request.body {
        let sent = |change: &Change| {
            let after = change.after.as_ref();
            after.map(|it| step.entry.spec.sent(change.field, change.wire, it).0)
        };
        let names: BTreeSet<String> = changes.iter().filter_map(sent).collect();
        body.retain(|name, _| names.contains(name));
    }
    step.lines.retain(|line| changes.iter().any(|it| it.field == line.field));
    step.loosens.retain(|field| changes.iter().any(|it| it.field == *field));
    step.changes = changes;
}
