//! What came of an apply, for people.

use std::fmt::Write;

use anstyle::AnsiColor;

use super::Paint;
use crate::apply::{Counts, DIFFERS, Entry, Outcome, Report};
use crate::problem::clean;

/// Everything that did not simply succeed, then the counts.
pub fn report(report: &Report, paint: Paint) -> String {
    let mut out = String::new();
    for entry in &report.entries {
        entry_text(&mut out, entry, paint);
    }
    if let Some(why) = &report.stopped {
        let _ = writeln!(out, "{}: {}", paint.in_color(AnsiColor::Red, "stopped"), clean(why));
    }
    if !out.is_empty() {
        out.push('\n');
    }
    let Counts { done, failed, skipped, unknown, not_started } = report.counts();
    let mut parts = vec![format!("{done} done")];
    for (n, what) in [
        (failed, "failed"),
        (unknown, "unknown"),
        (skipped, "skipped"),
        (not_started, "not started"),
    ] {
        if n > 0 {
            parts.push(format!("{n} {what}"));
        }
    }
    let _ = writeln!(out, "{}", paint.strong(&format!("Applied: {}.", parts.join(", "))));
    if failed + unknown + skipped + not_started > 0 {
        out.push_str("Apply again once the causes are gone: what is done is not done twice.\n");
    }
    out
}

fn entry_text(out: &mut String, entry: &Entry, paint: Paint) {
    let address = clean(&entry.address);
    let (color, lines) = match &entry.outcome {
        Outcome::Done { remarks } if remarks.is_empty() => return,
        Outcome::Done { remarks } => (AnsiColor::Cyan, remarks.clone()),
        Outcome::Failed { message, hint } => (AnsiColor::Red, vec![message.clone(), hint.clone()]),
        Outcome::Differs { deviations } => {
            let told = deviations.iter().map(ToString::to_string);
            (AnsiColor::Red, told.chain([DIFFERS.to_owned()]).collect())
        }
        Outcome::Unknown { message } => (
            AnsiColor::Red,
            vec![
                message.clone(),
                "it may have taken effect: the next apply looks first".to_owned(),
            ],
        ),
        Outcome::Skipped { because } => {
            (AnsiColor::Yellow, vec![format!("`{because}` was not done")])
        }
        Outcome::NotStarted => (AnsiColor::Yellow, Vec::new()),
    };
    let word = paint.in_color(color, entry.outcome.word());
    let _ = writeln!(out, "{word}: {} {address}", entry.action.word());
    for line in lines.iter().filter(|it| !it.is_empty()) {
        let _ = writeln!(out, "    {}", clean(line));
    }
}
