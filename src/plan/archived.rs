//! Archived projects: GitLab rejects some writes there, and a plan reports that before the first write is sent.
//!
//! What is asked costs little: the projects themselves where only a few change, else one list for each top-level group.
//! **Invariant:** only a clear answer withholds a step. What cannot be read leaves the plan unchanged; GitLab then refuses
//! the call itself.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{Note, Stage, Step};
use crate::gitlab::{ApiError, ApiPath};
use crate::problem::{Place, Problem};
use crate::resource::{Facts, Need};

/// So many projects are asked for one by one, and what they tell besides is reported too.
const FEW: usize = 3;
/// So many objects are named.
const NAMED: usize = 5;

/// What a look at the projects that change came to.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Facts that must be there first.
    pub asked: BTreeSet<Need>,
    pub notes: Vec<Note>,
    pub problems: Vec<Problem>,
}

/// Takes out the steps that GitLab would refuse, and what depends on them. `kept` are the projects that the files keep
/// archived. A plan that unarchives a project does so first.
pub(super) fn withhold(steps: &mut Vec<Step>, kept: &BTreeSet<String>, facts: &Facts) -> Found {
    let mut found = Found::default();
    let mut by_project: BTreeMap<&str, Vec<&Step>> = BTreeMap::new();
    for step in steps.iter() {
        if let Some(project) = step.written().scope.project_path() {
            by_project.entry(project).or_default().push(step);
        }
    }
    let few = by_project.len() <= FEW;
    let mut withheld: BTreeSet<String> = BTreeSet::new();
    for (project, steps) in by_project {
        let opens = steps.iter().any(|it| it.order.stage == Stage::Open);
        let frozen: Vec<&Step> = steps.into_iter().filter(|it| it.frozen && !opens).collect();
        let archived = if few {
            let Some(answer) = answer(one(project), facts, &mut found.asked) else { continue };
            let told = answer.as_ref().unwrap_or(&Value::Null);
            found.notes.extend(spelled(project, told));
            told["archived"] == true
        } else if !frozen.is_empty() {
            let Some(archived) = listed(project, facts, &mut found.asked) else { continue };
            archived
        } else {
            false
        };
        if archived && let Some(first) = frozen.first() {
            let addresses: BTreeSet<&str> = frozen.iter().map(|it| &*it.order.address).collect();
            if kept.contains(project) {
                found.notes.push(kept_note(project, addresses.len()));
            } else {
                found.problems.push(problem(project, first, &addresses));
            }
            withheld.extend(addresses.into_iter().map(str::to_owned));
        }
    }
    loop {
        let more: Vec<String> = steps
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

fn one(project: &str) -> Need {
    Need::find(ApiPath::new("projects").seg(project))
}

/// The answer to a question; where there is none yet the question is noted.
fn answer<'f>(
    need: Need,
    facts: &'f Facts,
    asked: &mut BTreeSet<Need>,
) -> Option<&'f Result<Value, ApiError>> {
    let answer = facts.answers.get(&need);
    if answer.is_none() {
        asked.insert(need);
    }
    answer
}

/// Whether the project is archived: as it was read for another reason, else by the archived ones of its top-level group; it
/// is asked for itself where that is none.
fn listed(project: &str, facts: &Facts, asked: &mut BTreeSet<Need>) -> Option<bool> {
    if let Some(Ok(read)) = facts.answers.get(&one(project)) {
        return Some(read["archived"] == true);
    }
    let top = project.split('/').next().unwrap_or_default();
    let list = ApiPath::new("groups")
        .seg(top)
        .seg("projects")
        .query("archived", true)
        .query("include_subgroups", true)
        .query("simple", true);
    match answer(Need::list(list), facts, asked)? {
        Ok(list) => Some(list.as_array().into_iter().flatten().any(|it| {
            it["path_with_namespace"].as_str().is_some_and(|it| it.eq_ignore_ascii_case(project))
        })),
        Err(_) => Some(
            answer(one(project), facts, asked)?.as_ref().is_ok_and(|it| it["archived"] == true),
        ),
    }
}

/// A path that the files write in another case than GitLab.
fn spelled(project: &str, told: &Value) -> Option<Note> {
    let path = told["path_with_namespace"].as_str()?;
    (path != project && path.to_lowercase() == project.to_lowercase()).then(|| Note {
        address: format!("projects/{project}"),
        message: format!("GitLab spells this path `{path}`; use this spelling in the files"),
        waiting: false,
    })
}

/// What the files declare in a project that they keep archived.
fn kept_note(project: &str, objects: usize) -> Note {
    let (objects, differ) = match objects {
        1 => ("1 object".to_owned(), "differs"),
        many => (format!("{many} objects"), "differ"),
    };
    Note {
        address: format!("projects/{project}"),
        message: format!(
            "{objects} {differ}, but the project stays archived, and GitLab rejects these changes there"
        ),
        waiting: false,
    }
}

fn problem(project: &str, first: &Step, addresses: &BTreeSet<&str>) -> Problem {
    let below = format!("projects/{project}/");
    let names: Vec<String> = addresses
        .iter()
        .take(NAMED)
        .map(|it| format!("`{}`", it.strip_prefix(&below).unwrap_or(it)))
        .collect();
    let more = match addresses.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let mut place = Place::file(first.origin.file.clone());
    place.line = first.origin.line;
    Problem::new(format!(
        "the project is archived, and GitLab rejects these changes there: {}{more}",
        names.join(", ")
    ))
    .of(format!("projects/{project}"))
    .hint("unarchive the project, or remove these objects from the files")
    .at(place)
}
