//! Why an apply did not begin, for people.

use std::fmt::Write;

use anstyle::AnsiColor;

use super::{Paint, count, text};
use crate::apply::Report;
use crate::plan::{Refusal, Stale, Step};
use crate::problem::clean;

/// How many findings of a guard are listed.
const LISTED: usize = 20;

/// The guards that refuse: what each found, and what to do.
pub fn refusals(refusals: &[Refusal], paint: Paint) -> String {
    let mut out = String::new();
    for it in refusals {
        let word = paint.in_color(AnsiColor::Red, "refused");
        let _ = writeln!(out, "{word}: {}", clean(&it.message));
        if it.found.len() > 1 {
            for found in it.found.iter().take(LISTED) {
                let _ = writeln!(out, "    {}: {}", clean(&found.address), clean(&found.what));
            }
            if it.found.len() > LISTED {
                let _ = writeln!(out, "    and {} more", it.found.len() - LISTED);
            }
        }
        let _ = writeln!(out, "    {}", clean(&it.next_step()));
    }
    out
}

/// The steps that nobody approved, whole.
pub fn stale(stale: &Stale, paint: Paint) -> String {
    let word = paint.in_color(AnsiColor::Red, "stale");
    let unseen: Vec<_> = stale.unseen.iter().map(Step::document).collect();
    let steps = text::steps(&unseen, paint);
    format!("{word}: {stale}\n{steps}Plan again, look at it, and apply that.\n")
}

/// The report of an apply that did not begin.
pub fn untouched(report: &Report) -> String {
    format!("Nothing was written: {} not started.\n", count(report.entries.len(), "step"))
}
