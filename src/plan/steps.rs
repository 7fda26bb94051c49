//! The steps of the calls for one object.

use std::collections::BTreeSet;

use super::draft::{Drafter, Of};
use super::{Order, Origin, Request, Stage, Step, Turned};
use crate::config::{Item, Line};
use crate::gitlab::Method;
use crate::resource::{Action, Address, At, Call, Change, Hole, Referent, Scope, Undo, holes};

/// What happens to a deleted object whose replacement GitLab refuses.
const PUT_BACK: &str = "if GitLab refuses this, labwright puts the old one back";
const NOT_PUT_BACK: &str =
    "if GitLab refuses this, the old one is gone: GitLab does not return all of it";

/// Why a step waits.
const WAITS: &str = "made as soon as GitLab has what a template names";

/// What asks for the changes of an object, if none of them is asked for where the object is, such as in a block of `defaults`.
fn asked_elsewhere(calls: &[Call], item: Option<&Item>) -> Option<Origin> {
    let mut changes = calls.iter().flat_map(|it| &it.changes).peekable();
    let place = |it: &Change| {
        let whole = |line: &&Line| line.field == it.field && line.entry.is_none();
        let found = item?.lines.iter().find(whole);
        found.map(|it| &it.place)
    };
    let first = Origin::at(place(changes.peek()?)?);
    let is_update = calls.iter().all(|it| it.action == Action::Update);
    (is_update && changes.all(|it| place(it).is_some())).then_some(first)
}

/// The order of a call that is sent at a time of its own.
fn at_its_time(order: Order, at: Option<At>) -> Order {
    match at {
        None => order,
        Some(At::Open) => Order { stage: Stage::Open, ..order },
        Some(At::Rank(rank)) => Order { rank: Turned::Forwards(rank), ..order },
        Some(At::Close) => Order { stage: Stage::Close, ..order },
    }
}

impl Drafter<'_> {
    /// Turns the calls for one object into steps. What their holes refer to must be done before.
    pub(super) fn steps(
        &mut self,
        of: Of<'_>,
        order: Order,
        origin: Origin,
        calls: Vec<Call>,
        needs: BTreeSet<Address>,
    ) {
        let (mut of_pair, mut replaces) = (BTreeSet::new(), false);
        let first = self.out.steps.len();
        let origin = asked_elsewhere(&calls, of.item).unwrap_or(origin);
        for (part, call) in calls.into_iter().enumerate() {
            let Call { action, method, path, body, changes, mut why, after, .. } = call;
            let Call {
                conditional,
                at,
                undo,
                produces,
                joined,
                brings,
                elsewhere,
                owner,
                held,
                commands,
                tidies,
                check,
                ..
            } = call;
            let mut needs: BTreeSet<Address> =
                needs.iter().chain(&owner).cloned().chain(after).collect();
            if let Some(brought) = brings {
                needs.insert(brought.clone());
                self.brings.insert(order.address.clone(), brought);
            }
            let mut refer = |to: Referent| match (self.names.id_of(&to), to) {
                (Some(Some(id)), to) => drop(self.out.ids.insert(to, id)),
                (_, Referent::Object(address)) => needs.extend([address]),
                (_, Referent::Person(it)) => {
                    needs.extend(self.names.created_group(&it).and_then(Scope::life));
                    needs.extend(self.names.created_account(&it).cloned());
                }
            };
            let bodies = [Some(&body), undo.as_ref().map(|it| &it.body)];
            bodies.into_iter().flatten().for_each(|it| {
                holes(it, &mut |it| match it {
                    Hole::Id(to) => refer(to.clone()),
                    Hole::Answer { address, .. } => refer(address.clone().into()),
                    _ => {}
                })
            });
            // What was there before is in no hole, and in the answer by its id.
            for value in changes.iter().filter_map(|it| it.after.as_ref()) {
                value.refs(&mut |it| it.referent().into_iter().for_each(&mut refer));
            }
            if action == Action::Replace {
                of_pair.extend(needs.iter().cloned());
                let after_deletion = replaces && method != Method::Delete;
                replaces |= method == Method::Delete;
                if after_deletion {
                    let then = if undo.is_some() { PUT_BACK } else { NOT_PUT_BACK };
                    why = Some(why.map_or_else(|| then.to_owned(), |it| format!("{it}; {then}")));
                }
            }
            let waits = of.item.is_some_and(|it| it.waits);
            why = why.or_else(|| waits.then(|| WAITS.to_owned()));
            let loosens = |it: &&Change| action == Action::Update && of.entry.loosens(it);
            let loosens = changes.iter().filter(loosens).map(|it| it.field).collect();
            let lines = of.item.map_or(&[][..], |it| &it.lines);
            let set = |line: &&Line| changes.iter().any(|it| it.field == line.field);
            let other = |it: &&Line| (&it.place.file, it.place.line) != (&origin.file, origin.line);
            let lines = lines.iter().filter(set).filter(other).cloned().collect();
            let order = at_its_time(Order { part: order.part + part, ..order.clone() }, at);
            let into = elsewhere.as_ref().map_or(of.entry.spec, |it| it.kind.spec());
            let target = elsewhere.as_ref().map_or(of.scope, |it| &it.scope);
            let path = self.names.located(target, path);
            let undo = undo.map(|it| Undo { path: self.names.located(of.scope, it.path), ..it });
            let request = Request { method, path, body };
            let parents = target.objects().into_iter();
            needs.extend(parents.filter(|it| self.names.ids.get(it) == Some(&None)));
            self.out.steps.push(Step {
                order,
                action,
                origin: origin.clone(),
                changes,
                request,
                why,
                conditional,
                waits,
                scope: of.scope.clone(),
                entry: of.entry,
                key: of.key.to_owned(),
                lines,
                loosens,
                frozen: into.needs.frozen.contains(&method),
                needs,
                undo,
                produces,
                joined,
                brought_by: None,
                elsewhere,
                owner,
                held,
                commands,
                tidies,
                check,
            });
        }
        // Nothing is deleted before it is certain that everything that its replacement refers to exists.
        let own = |it: &&mut Step| it.action == Action::Replace;
        self.out.steps[first..]
            .iter_mut()
            .filter(own)
            .for_each(|it| it.needs.extend(of_pair.clone()));
    }
}
