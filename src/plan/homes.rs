//! Projects and groups in which something changes: which they are, and whether GitLab accepts the changes.
//!
//! GitLab rejects some writes to an archived project, and what is written to one that is being deleted is lost. A plan
//! reports that before the first write is sent.
//! **Invariant:** only a clear answer withholds a step. What cannot be read leaves the plan unchanged; GitLab then refuses
//! the call itself.

use std::collections::{BTreeMap, BTreeSet};

use super::presence::{self, Fate, Presence};
use super::roles;
use super::{Note, Stage, Step};
use crate::config::Config;
use crate::problem::Problem;
use crate::resource::{Address, Facts, Home, Need, Scope};

/// So many objects are named.
const NAMED: usize = 5;

/// What a look at the projects and groups that change came to.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Facts that must be there first.
    pub asked: BTreeSet<Need>,
    pub notes: Vec<Note>,
    pub problems: Vec<Problem>,
    /// What is there.
    pub homes: BTreeMap<Scope, Home>,
}

/// Takes out the steps that GitLab would refuse or lose, and what depends on them. `kept` are the projects that the files
/// keep archived, `refused` what is created, or reported already. A plan that unarchives a project does so first.
pub(super) fn withhold(
    steps: &mut Vec<Step>,
    kept: &BTreeSet<String>,
    config: &Config,
    facts: &Facts,
    refused: &BTreeMap<Scope, Fate>,
) -> Found {
    let mut found = Found::default();
    let declared = presence::declared(config);
    let mut by_home: BTreeMap<Scope, Vec<&Step>> = BTreeMap::new();
    for step in steps.iter() {
        step.homes().into_iter().for_each(|it| by_home.entry(it).or_default().push(step));
    }
    let mut there = declared.clone();
    there.retain(|it, _| !refused.contains_key(it));
    let (twins, problems) = presence::twins(&there, facts);
    found.problems.extend(problems);
    // Two old paths of one project need not be in one shard, and one may have nothing to change.
    let is_elsewhere =
        |it: &&Scope| matches!(presence::known(it, facts), Some(Presence::Elsewhere(_)));
    if declared.keys().any(|it| is_elsewhere(&it)) {
        for home in declared.keys().filter(|it| it.project_path().is_some()) {
            presence::ask(home, facts, &mut found.asked);
        }
    }
    let mut withheld: BTreeSet<Address> = BTreeSet::new();
    let addresses = |steps: &[&Step]| -> BTreeSet<Address> {
        steps.iter().map(|it| it.order.address.clone()).collect()
    };
    // What was read without being asked for is reported, too.
    for home in declared.keys().filter(|it| presence::known(it, facts).is_some()) {
        by_home.entry(home.clone()).or_default();
    }
    let roles = roles::check(steps, facts);
    found.asked.extend(roles.asked);
    found.problems.extend(roles.problems);
    withheld.extend(roles.withheld);
    for (home, steps) in by_home {
        let Some(presence) = presence::ask(&home, facts, &mut found.asked) else { continue };
        let is_reported = refused.contains_key(&home);
        if let (Presence::Doomed, Some(place), false) =
            (&presence, declared.get(&home), is_reported)
        {
            found.problems.push(presence::doomed(&home, place));
        }
        if twins.contains(&home) || presence == Presence::Doomed {
            withheld.extend(addresses(&steps));
        }
        let Some(there) = presence.home() else { continue };
        found.notes.extend(spelled(&home, &there.path));
        let opens = steps.iter().any(|it| it.order.stage == Stage::Open);
        let is_frozen =
            |it: &&Step| it.frozen && !opens && it.written().scope.home().as_ref() == Some(&home);
        let frozen: Vec<&Step> = steps.into_iter().filter(is_frozen).collect();
        if let (true, Some(first), Some(project)) =
            (there.archived, frozen.first(), home.project_path())
        {
            let frozen_ones = addresses(&frozen);
            if kept.contains(project) {
                found.notes.push(kept_note(project, frozen_ones.len()));
            } else {
                found.problems.push(problem(project, first, &frozen_ones));
            }
            withheld.extend(frozen_ones);
        }
        found.homes.insert(home, there.clone());
    }
    loop {
        let more: Vec<Address> = steps
            .iter()
            .filter(|it| !withheld.contains(&it.order.address) && !it.needs.is_disjoint(&withheld))
            .map(|it| it.order.address.clone())
            .collect();
        if more.is_empty() {
            break;
        }
        withheld.extend(more);
    }
    steps.retain(|it| !withheld.contains(&it.order.address));
    found
}

/// A path that the files write in another case than GitLab.
fn spelled(home: &Scope, now: &str) -> Option<Note> {
    let path = home.full_path()?;
    (path != now && path.to_lowercase() == now.to_lowercase()).then(|| {
        let message = format!("GitLab spells this path `{now}`; use this spelling in the files");
        Note::of_scope(home, message)
    })
}

/// What the files declare in a project that they keep archived.
fn kept_note(project: &str, objects: usize) -> Note {
    let (objects, differ) = match objects {
        1 => ("1 object".to_owned(), "differs"),
        many => (format!("{many} objects"), "differ"),
    };
    let message = format!(
        "{objects} {differ}, but the project stays archived, and GitLab rejects these changes there"
    );
    Note::of_scope(&Scope::project(project), message)
}

fn problem(project: &str, first: &Step, addresses: &BTreeSet<Address>) -> Problem {
    let names: Vec<String> =
        addresses.iter().take(NAMED).map(|it| format!("`{}`", it.within_scope())).collect();
    let more = match addresses.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Problem::new(format!(
        "the project is archived, and GitLab rejects these changes there: {}{more}",
        names.join(", ")
    ))
    .of(format!("projects/{project}"))
    .hint("unarchive the project, or remove these objects from the files")
    .at(first.origin.place())
}
