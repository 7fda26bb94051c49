//! Why an apply did not begin, for people.

use anstyle::AnsiColor;

use super::{Paint, below, count, labelled, text};
use crate::apply::Report;
use crate::plan::{Refusal, Stale, Step};
use crate::problem::clean;

/// How many findings of a guard are listed.
const LISTED: usize = 20;

/// The guards that refuse: what each found, and what to do.
pub fn refusals(refusals: &[Refusal], paint: Paint) -> String {
    let mut out = String::new();
    for it in refusals {
        labelled(&mut out, "refused", AnsiColor::Red, &clean(&it.message), paint);
        if it.found.len() > 1 {
            for found in it.found.iter().take(LISTED) {
                let found = format!("{}: {}", clean(&found.address), clean(&found.what));
                below(&mut out, &found, paint);
            }
            if it.found.len() > LISTED {
                below(&mut out, &format!("and {} more", it.found.len() - LISTED), paint);
            }
        }
        below(&mut out, &clean(&it.next_step()), paint);
    }
    out
}

/// The steps that nobody approved, whole.
pub fn stale(stale: &Stale, paint: Paint) -> String {
    let mut out = String::new();
    labelled(&mut out, "stale", AnsiColor::Red, &stale.to_string(), paint);
    let unseen: Vec<_> = stale.unseen.iter().map(Step::document).collect();
    out += &text::steps(unseen.iter(), paint);
    out + &text::sentence("Create a new plan, review it, and apply that one.", paint)
}

/// The report of an apply that did not begin.
pub fn untouched(report: &Report, paint: Paint) -> String {
    let steps = count(report.entries.len(), "step");
    text::sentence(&format!("Nothing was written: {steps} not started."), paint)
}
