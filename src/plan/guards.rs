//! Guards: what no apply does unless a person said so by name.
//!
//! All of them look at the whole plan before the first write, and labwright reports all that refuse. Each is one row of
//! [`GUARDS`], with numbers and a flag of its own. **Invariant:** no flag lifts two guards.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Note, Plan, Step};
use crate::resource::{Action, Address, quoted};

/// How far the guards let a plan go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// Objects that may be deleted.
    pub deletes: usize,
    /// Per cent of a collection of ten or more objects that may be deleted.
    pub delete_percent: usize,
    /// The files may declare nothing.
    pub empty: bool,
    /// A change may leave the token's own user without the right to change the object again.
    pub lockout: bool,
    /// Objects that may be destroyed, by their addresses.
    pub destroy: BTreeSet<String>,
    /// Objects that may be pruned in projects and groups that no file declares.
    pub prune_found: usize,
    /// Commands may run that get the values of new credentials.
    pub token_commands: bool,
}

impl Default for Allowed {
    fn default() -> Self {
        Allowed {
            deletes: 10,
            delete_percent: 30,
            empty: false,
            lockout: false,
            destroy: BTreeSet::new(),
            prune_found: 0,
            token_commands: false,
        }
    }
}

/// From how many objects on a share of a collection says anything.
const MANY: usize = 10;

/// The guard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Guard {
    /// Too many objects are deleted.
    MaxDeletes,
    /// Too large a share of a collection is deleted.
    MaxDeletePercent,
    /// Nothing is declared.
    Empty,
    /// The token's own user would lose the right to change an object.
    Lockout,
    /// An object is deleted with what nothing brings back.
    Destroy,
    /// Objects are pruned in projects and groups that no file declares.
    PruneFound,
    /// Commands run that get the values of new credentials.
    TokenCommands,
}

impl Guard {
    /// The flag that lifts it.
    pub fn flag(self) -> &'static str {
        match self {
            Guard::MaxDeletes => "--max-deletes",
            Guard::MaxDeletePercent => "--max-delete-percent",
            Guard::Empty => "--allow-empty",
            Guard::Lockout => "--allow-lockout",
            Guard::Destroy => "--allow-destroy",
            Guard::PruneFound => "--allow-prune-found",
            Guard::TokenCommands => "--allow-token-commands",
        }
    }
}

/// Why a guard refuses a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Refusal {
    /// The guard.
    pub guard: Guard,
    /// What it found, with numbers, as one sentence.
    pub message: String,
    /// What it counted: objects, or per cent.
    pub count: usize,
    /// The limit.
    pub limit: usize,
    /// Where it found it.
    pub found: Vec<Cause>,
    /// The flag of `labwright apply` that lets this plan pass this guard.
    #[serde(rename = "override")]
    pub lift: String,
}

/// Where a guard found something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(inline, deny_unknown_fields)]
pub struct Cause {
    /// The object or the collection.
    pub address: String,
    /// What happens to it.
    pub what: String,
}

/// What guards need to know and no step says, noted while planning.
#[derive(Debug, Clone, Default)]
pub(super) struct ForGuards {
    /// How many objects each collection has on GitLab that is compared as a whole.
    pub live: BTreeMap<Address, usize>,
    /// Objects that the files declare, and collections of which they say that nothing else shall be there.
    pub declared: usize,
    /// What GitLab has and no file mentions, in collections that ask for it.
    pub pruned: BTreeSet<Address>,
    /// Objects that the token's own user could not change any more, and why.
    pub lockouts: BTreeMap<Address, String>,
    /// Objects that are deleted with what nothing brings back, and what that is.
    pub destroyed: BTreeMap<Address, String>,
}

const GUARDS: [fn(&Plan, &Allowed) -> Option<Refusal>; 7] =
    [max_deletes, max_delete_percent, empty, lockout, destroy, prune_found, token_commands];

impl Plan {
    /// Every guard that refuses this plan.
    pub fn refusals(&self, allowed: &Allowed) -> Vec<Refusal> {
        GUARDS.iter().filter_map(|guard| guard(self, allowed)).collect()
    }

    /// Notes which guards would refuse an apply.
    pub fn note_refusals(&mut self, allowed: &Allowed) {
        let note = |it: &Refusal| Note {
            address: it.guard.flag().to_owned(),
            message: format!("a guard would refuse the apply: {}; {}", it.message, it.next_step()),
            ..Note::default()
        };
        let notes: Vec<Note> = self.refusals(allowed).iter().map(note).collect();
        self.notes.extend(notes);
        self.notes.sort();
    }

    /// The steps that take an object away, each object once; a replaced object is there again at the end. It is known by its path: two that GitLab calls the same
    /// have one address.
    fn deletions(&self) -> Vec<&Step> {
        let mut seen = BTreeSet::new();
        let deletes = |step: &&Step| step.action == Action::Delete;
        let known_by = |step: &Step| match step.joined {
            None => step.request.path.to_string(),
            Some(_) => step.order.address.to_string(),
        };
        let first = |step: &&Step| seen.insert(known_by(step));
        self.steps().iter().filter(deletes).filter(first).collect()
    }
}

impl Refusal {
    /// What to do about it.
    pub fn next_step(&self) -> String {
        let first = match self.guard {
            Guard::MaxDeletes | Guard::MaxDeletePercent | Guard::Destroy | Guard::PruneFound => {
                "check what is deleted"
            }
            Guard::Empty => "check the files and their includes",
            Guard::Lockout => "add the token's user by name, group, or role",
            Guard::TokenCommands => "check the commands",
        };
        format!("{first}; if this is intended, use {}", self.lift)
    }
}

fn cause(address: &Address, what: impl Into<String>) -> Cause {
    Cause { address: address.to_string(), what: what.into() }
}

fn max_deletes(plan: &Plan, allowed: &Allowed) -> Option<Refusal> {
    let deletions = plan.deletions();
    let (count, limit) = (deletions.len(), allowed.deletes);
    let found = deletions.iter().map(|it| cause(&it.order.address, it.action.word()));
    (count > limit).then(|| Refusal {
        guard: Guard::MaxDeletes,
        message: format!("the plan deletes {count} objects; the limit is {limit}"),
        count,
        limit,
        found: found.collect(),
        lift: format!("{} {count}", Guard::MaxDeletes.flag()),
    })
}

fn max_delete_percent(plan: &Plan, allowed: &Allowed) -> Option<Refusal> {
    let mut gone: BTreeMap<Address, usize> = BTreeMap::new();
    plan.deletions().iter().for_each(|it| *gone.entry(it.lane()).or_default() += 1);
    let limit = allowed.delete_percent;
    let mut count = 0;
    let mut found = Vec::new();
    for (lane, gone) in gone {
        let live = plan.for_guards.live.get(&lane).copied().unwrap_or_default();
        if live >= MANY && gone * 100 > limit * live {
            let percent = (gone * 100).div_ceil(live);
            count = count.max(percent);
            found.push(cause(&lane, format!("{gone} of {live} objects deleted, {percent}%")));
        }
    }
    let message = match found.as_slice() {
        [] => return None,
        [one] => format!("{}: {}", one.address, one.what),
        several => format!("a large share of {} collections is deleted", several.len()),
    };
    Some(Refusal {
        guard: Guard::MaxDeletePercent,
        message: format!("{message}; the limit is {limit}% for collections of {MANY} or more"),
        count,
        limit,
        found,
        lift: format!("{} {count}", Guard::MaxDeletePercent.flag()),
    })
}

fn empty(plan: &Plan, allowed: &Allowed) -> Option<Refusal> {
    if plan.for_guards.declared > 0 || allowed.empty {
        return None;
    }
    Some(Refusal {
        guard: Guard::Empty,
        message: "the files do not declare any object".to_owned(),
        count: 0,
        limit: 0,
        found: Vec::new(),
        lift: Guard::Empty.flag().to_owned(),
    })
}

fn lockout(plan: &Plan, allowed: &Allowed) -> Option<Refusal> {
    let changed: BTreeSet<&Address> = plan.steps().iter().map(|it| &it.order.address).collect();
    let lockouts = plan.for_guards.lockouts.iter().filter(|(address, _)| changed.contains(address));
    let found: Vec<_> = lockouts.map(|(address, why)| cause(address, why)).collect();
    let message = match found.as_slice() {
        [] => return None,
        _ if allowed.lockout => return None,
        [one] => format!("{}: {}", one.address, one.what),
        several => format!("this token could not change {} objects again", several.len()),
    };
    Some(Refusal {
        guard: Guard::Lockout,
        message,
        count: found.len(),
        limit: 0,
        found,
        lift: Guard::Lockout.flag().to_owned(),
    })
}

fn destroy(plan: &Plan, allowed: &Allowed) -> Option<Refusal> {
    let gone: BTreeSet<&Address> =
        plan.deletions().into_iter().map(|it| &it.order.address).collect();
    let destroyed = plan.for_guards.destroyed.iter().filter(|(address, _)| {
        gone.contains(address) && !names(address).iter().any(|it| allowed.destroy.contains(it))
    });
    let destroyed: Vec<_> = destroyed.collect();
    let found: Vec<_> = destroyed.iter().map(|(address, what)| cause(address, *what)).collect();
    let message = match found.as_slice() {
        [] => return None,
        [one] => format!("{}: {}", one.address, one.what),
        several => format!("what {} deletions remove cannot be restored", several.len()),
    };
    let lift = destroyed.iter().map(|(address, _)| {
        let name = names(address).pop().unwrap_or_default();
        format!("{} {}", Guard::Destroy.flag(), quoted(&name))
    });
    Some(Refusal {
        guard: Guard::Destroy,
        message,
        count: found.len(),
        limit: 0,
        lift: lift.collect::<Vec<_>>().join(" "),
        found,
    })
}

/// What an address is called on the command line: projects and groups themselves by their paths, too.
fn names(address: &Address) -> Vec<String> {
    let scope = address.scope();
    let is_life = scope.life().as_ref() == Some(address);
    let path = scope.full_path().filter(|_| is_life);
    let whole = path.map(|_| scope.to_string());
    [Some(address.to_string()), whole, path.map(str::to_owned)].into_iter().flatten().collect()
}

fn prune_found(plan: &Plan, allowed: &Allowed) -> Option<Refusal> {
    let pruned = plan.deletions().into_iter().filter(|it| it.origin.pruned);
    let pruned = pruned.filter(|it| it.scope.home().is_some_and(|it| plan.found.contains_key(&it)));
    let found: Vec<_> = pruned.map(|it| cause(&it.order.address, it.action.word())).collect();
    let (count, limit) = (found.len(), allowed.prune_found);
    (count > limit).then(|| Refusal {
        guard: Guard::PruneFound,
        message: format!(
            "the plan prunes {count} objects in projects and groups that no file declares; the limit is {limit}"
        ),
        count,
        limit,
        found,
        lift: format!("{} {count}", Guard::PruneFound.flag()),
    })
}

fn token_commands(plan: &Plan, allowed: &Allowed) -> Option<Refusal> {
    if allowed.token_commands {
        return None;
    }
    let run = plan.steps().iter().flat_map(|step| step.commands.iter().map(move |it| (step, it)));
    let found: Vec<_> =
        run.map(|(step, it)| cause(&step.order.address, format!("runs {}", it.line()))).collect();
    let message = match found.as_slice() {
        [] => return None,
        [one] => format!("{} {}, which gets the new value", one.address, one.what),
        several => format!("{} commands get new values", several.len()),
    };
    Some(Refusal {
        guard: Guard::TokenCommands,
        message,
        count: found.len(),
        limit: 0,
        found,
        lift: Guard::TokenCommands.flag().to_owned(),
    })
}
