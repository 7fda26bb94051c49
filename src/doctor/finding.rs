//! One finding: what it prevents, where, and what to do about it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::{Problem, clean};

/// What a finding prevents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stops {
    /// A plan, and therefore an apply.
    Plan,
    /// An apply; a plan succeeds.
    Apply,
    /// Nothing: it is a warning.
    Nothing,
}

/// A problem or warning, and what to do about it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finding {
    /// What it prevents.
    pub stops: Stops,
    /// The scope or collection, such as `projects/acme/api/protected_branches`; null if it concerns everything.
    pub address: Option<String>,
    /// The file that declares it; null if it is not declared in a file.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
}

impl Finding {
    /// A finding at an address, with the text and place of a problem.
    pub(super) fn new(stops: Stops, address: Option<&str>, problem: Problem) -> Self {
        let place = problem.place.as_ref();
        Finding {
            stops,
            address: address.map(|it| clean(it).into_owned()),
            file: place.map(|it| clean(&it.file).into_owned()),
            line: place.map(|it| it.line),
            column: place.map(|it| it.column),
            message: clean(&problem.message).into_owned(),
            hint: problem.hint.as_deref().map(|it| clean(it).into_owned()),
        }
    }
}
