//! Joins the plans of all shards into the plan of everything.
//!
//! **Invariant:** what comes out is, byte for byte, the document that one run over everything would have made. So parts
//! that do not belong together, lack one, or hold one twice are refused, never joined in part.

use std::collections::BTreeMap;

use super::{Document, Shard, Summary};
use crate::problem::{Problem, SHOWN_PER_FILE, Told, folded};

/// Why plans are not the shards of one plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotShards {
    /// There is none.
    #[error("no plan to join")]
    Nothing,
    /// One came to nothing.
    #[error("{file} holds no plan, only problems: {problem}")]
    OnlyProblems {
        /// Where it is from.
        file: String,
        /// The first of them.
        problem: String,
    },
    /// One is of everything, and there are others.
    #[error("{0} is a plan of everything, not of a shard")]
    Whole(String),
    /// Two differ in something that all shards share.
    #[error("{file} was made {one}, and {other_file} {other}")]
    Differ {
        /// Where one is from.
        file: String,
        /// What it has.
        one: String,
        /// Where the other is from.
        other_file: String,
        /// What that has.
        other: String,
    },
    /// One shard is there twice.
    #[error("{file} and {other_file} are both shard {shard}")]
    Double {
        /// The shard.
        shard: Shard,
        /// Where one is from.
        file: String,
        /// Where the other is from.
        other_file: String,
    },
    /// Some are not there.
    #[error("of {total} shards {} missing: {}", if .missing.len() == 1 { "one is" } else { "some are" }, list(.missing))]
    Missing {
        /// How many there have to be.
        total: u32,
        /// Those that are not there.
        missing: Vec<u32>,
    },
}

fn list(numbers: &[u32]) -> String {
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(", ")
}

impl NotShards {
    /// What to do about it.
    pub fn next_step(&self) -> &'static str {
        match self {
            NotShards::Nothing | NotShards::Missing { .. } => {
                "name the plan files of all shards: did every job of `parallel` write and keep its own?"
            }
            NotShards::OnlyProblems { .. } => "fix the problem, and plan again",
            NotShards::Whole(_) => "a plan of everything needs no joining: use it alone",
            NotShards::Differ { .. } | NotShards::Double { .. } => {
                "name the plan files of one run, each once"
            }
        }
    }
}

/// Joins documents, each with the name of where it is from. A single plan of everything is that plan.
///
/// # Errors
/// When they are not all shards of one plan.
pub fn merge(parts: Vec<(String, Document)>) -> Result<Document, NotShards> {
    for (file, part) in &parts {
        if let (true, Some(problem)) = (part.server.is_empty(), part.problems.first()) {
            let (file, problem) = (file.clone(), problem.message.clone());
            return Err(NotShards::OnlyProblems { file, problem });
        }
    }
    let Some((first_file, first)) = parts.first() else { return Err(NotShards::Nothing) };
    if let (1, None) = (parts.len(), first.shard) {
        return Ok(first.clone());
    }
    let mut by_index: BTreeMap<u32, &str> = BTreeMap::new();
    let mut total = 0;
    for (file, part) in &parts {
        let Some(shard) = part.shard else { return Err(NotShards::Whole(file.clone())) };
        for (one, other) in [
            (format!("for {}", first.server), format!("for {}", part.server)),
            (
                format!("by labwright {}", first.labwright),
                format!("by labwright {}", part.labwright),
            ),
            (shards(first.shard), shards(part.shard)),
        ] {
            if one != other {
                let (file, other_file) = (first_file.clone(), file.clone());
                return Err(NotShards::Differ { file, one, other_file, other });
            }
        }
        total = shard.total();
        if let Some(other) = by_index.insert(shard.index(), file) {
            let (file, other_file) = (other.to_owned(), file.clone());
            return Err(NotShards::Double { shard, file, other_file });
        }
    }
    let missing: Vec<u32> = (1..=total).filter(|it| !by_index.contains_key(it)).collect();
    if !missing.is_empty() {
        return Err(NotShards::Missing { total, missing });
    }
    let whole = parts.into_iter().map(|(_, part)| part).reduce(join);
    whole.map(|it| Document { shard: None, ..sorted(it) }).ok_or(NotShards::Nothing)
}

fn shards(shard: Option<Shard>) -> String {
    shard.map_or_else(String::new, |it| format!("in {} shards", it.total()))
}

fn join(mut one: Document, mut other: Document) -> Document {
    one.scopes.append(&mut other.scopes);
    one.found.append(&mut other.found);
    one.steps.append(&mut other.steps);
    one.notes.append(&mut other.notes);
    one.problems.append(&mut other.problems);
    let Summary { create, update, replace, delete, act, unchanged, loosens, conditional } =
        other.summary;
    one.summary.create += create;
    one.summary.update += update;
    one.summary.replace += replace;
    one.summary.delete += delete;
    one.summary.act += act;
    one.summary.unchanged += unchanged;
    one.summary.loosens += loosens;
    one.summary.conditional += conditional;
    one
}

/// Puts everything where a single plan would have it. The steps of one object are all in one part, in order.
fn sorted(mut whole: Document) -> Document {
    // Each shard looks for all of them.
    whole.found.sort();
    whole.found.dedup();
    whole.steps.sort_by(|a, b| (a.phase, a.turn, &a.address).cmp(&(b.phase, b.turn, &b.address)));
    whole.scopes.sort();
    whole.scopes.dedup();
    whole.notes.sort();
    // What an apply of every shard would report.
    whole.notes.dedup();
    let mut more: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut shown: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let (rest, mut problems): (Vec<Told>, Vec<Told>) =
        whole.problems.into_iter().partition(|it| it.more > 0);
    for it in rest {
        *more.entry(it.file).or_default() += it.more;
    }
    // What several shards found for the same reason is one problem of the whole.
    problems = folded(problems.iter().map(Problem::from)).iter().map(Problem::told).collect();
    problems.sort();
    problems.dedup();
    problems.retain(|it| {
        let shown = shown.entry(it.file.clone()).or_default();
        *shown += 1;
        if *shown > SHOWN_PER_FILE {
            *more.entry(it.file.clone()).or_default() += 1;
        }
        *shown <= SHOWN_PER_FILE
    });
    problems.extend(more.into_iter().map(|(file, more)| Told::untold(file, more)));
    whole.problems = problems;
    whole
}
