//! Two declarations at the same distance that say different things.
//!
//! **Invariant:** which of the two is read has no effect: what they disagree about is not planned.

use std::collections::{BTreeMap, BTreeSet};

use super::layers::{Layer, Layers};
use super::yaml::Cursor;
use crate::problem::{Place, Problem, Problems};

/// What is said twice.
#[derive(Debug)]
pub(super) struct Tie {
    /// The scope or the object that it is said of, as an address.
    of: String,
    /// What is set twice: `merge_method` of the settings.
    what: String,
    /// The blocks of `defaults`; `None` for entries of a scope itself.
    blocks: Option<(usize, usize)>,
    first: Place,
    second: Place,
    /// Whether `what` says nothing without the scope.
    bare: bool,
    /// What to do, unless blocks are at fault.
    hint: &'static str,
}

impl Tie {
    /// `first` and `second` are the values, and `parts` what they are in.
    pub(super) fn new(
        what: String,
        (first, second): (Cursor<'_>, Cursor<'_>),
        parts: (Layer<'_>, Layer<'_>),
    ) -> Self {
        Tie {
            of: String::new(),
            what,
            blocks: parts.0.block.zip(parts.1.block),
            first: first.key_place(),
            second: second.key_place(),
            bare: false,
            hint: "remove one of them",
        }
    }

    /// Sets what it is said of.
    pub(super) fn of(self, address: String) -> Self {
        Tie { of: address, ..self }
    }

    /// Adds the scope to what is set twice, where one alone is told.
    pub(super) fn bare(self) -> Self {
        Tie { bare: true, ..self }
    }

    /// Sets what to do if entries of a scope are at fault.
    pub(super) fn hint(self, hint: &'static str) -> Self {
        Tie { hint, ..self }
    }

    fn problem(self) -> Problem {
        let hint = match self.blocks {
            Some(_) => {
                "remove one of them, narrow one of the patterns, or set it in the scope itself"
            }
            None => self.hint,
        };
        let of = if self.bare { format!(" of `{}`", self.of) } else { String::new() };
        Problem::new(format!("{}{of} is set twice", self.what))
            .at(self.second)
            .hint(hint)
            .related(self.first, "first set here")
    }
}

/// What is said twice in files alone: each of it is a problem.
pub(super) fn in_files(ties: Vec<Tie>) -> Problems {
    ties.into_iter().map(Tie::problem).collect()
}

/// What is said twice of what GitLab has: one problem for every two blocks that disagree, with all that it concerns.
pub(super) fn in_gitlab(ties: Vec<Tie>, layers: &Layers<'_>) -> Problems {
    let mut pairs: BTreeMap<(usize, usize), Vec<Tie>> = BTreeMap::new();
    let mut problems = Problems::new();
    for tie in ties {
        match tie.blocks {
            Some((a, b)) => pairs.entry((a.min(b), a.max(b))).or_default().push(tie),
            None => problems.push(tie.problem()),
        }
    }
    for ((one, other), mut ties) in pairs {
        ties.sort_by(|a, b| (&a.second, &a.first).cmp(&(&b.second, &b.first)));
        let what: BTreeSet<&str> = ties.iter().map(|it| it.what.as_str()).collect();
        let what = crate::problem::listed(
            what.into_iter().map(str::to_owned).collect::<Vec<_>>().into_iter(),
        );
        let message = format!(
            "the blocks of `defaults` for {} and for {} set {what} to different values",
            layers.patterns(one),
            layers.patterns(other)
        );
        let mut problem = Problem::new(message).hint(
            "narrow one of the patterns, or set it in something nearer: nothing of it is planned",
        );
        if let Some(first) = ties.first() {
            problem = problem.at(first.second.clone()).related(first.first.clone(), "and here");
        }
        problem.of = ties.into_iter().map(|it| it.of).collect();
        problems.push(problem);
    }
    problems
}
