//! What came of an apply, for people.

use anstyle::AnsiColor;

use super::{Paint, below, counted, labelled, wrap};
use crate::apply::{Counts, DIFFERS, Entry, Outcome, Report};
use crate::problem::clean;

/// Everything that did not simply succeed, then the counts.
pub fn report(report: &Report, paint: Paint) -> String {
    let mut out = String::new();
    for entry in &report.entries {
        entry_text(&mut out, entry, paint);
    }
    if let Some(why) = &report.stopped {
        labelled(&mut out, "stopped", AnsiColor::Red, &clean(why), paint);
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
    let counts = format!("Applied: {}.", parts.join(", "));
    counted(&mut out, &counts, paint);
    if failed + unknown + skipped + not_started > 0 {
        let again = "Apply again once the causes are fixed; completed steps are not repeated.";
        wrap(&mut out, again, "", "", paint.width);
    }
    out
}

fn entry_text(out: &mut String, entry: &Entry, paint: Paint) {
    let address = clean(entry.address.as_str());
    let (color, lines) = match &entry.outcome {
        Outcome::Done { remarks } if remarks.is_empty() => return,
        Outcome::Done { remarks } => (AnsiColor::Cyan, remarks.clone()),
        Outcome::Failed { message, hint } | Outcome::Undone { message, hint, .. } => {
            (AnsiColor::Red, vec![message.clone(), hint.clone()])
        }
        Outcome::Differs { deviations } => {
            let told = deviations.iter().map(ToString::to_string);
            (AnsiColor::Red, told.chain([DIFFERS.to_owned()]).collect())
        }
        Outcome::Unknown { message } => (
            AnsiColor::Red,
            vec![
                message.clone(),
                "it may have taken effect; the next apply checks first".to_owned(),
            ],
        ),
        Outcome::Skipped { because } => {
            (AnsiColor::Yellow, vec![format!("`{because}` was not done")])
        }
        Outcome::NotStarted => (AnsiColor::Yellow, Vec::new()),
    };
    let what = format!("{} {address}", entry.action.word());
    labelled(out, entry.outcome.word(), color, &what, paint);
    for line in lines.iter().filter(|it| !it.is_empty()) {
        below(out, &clean(line), paint);
    }
    if let Some(undo) = entry.told(0).undo {
        let color = if undo.outcome == "done" { AnsiColor::Cyan } else { AnsiColor::Red };
        labelled(out, &undo.outcome, color, &format!("undo {address}"), paint);
        let call = if undo.message.is_empty() { undo.call } else { undo.message };
        for line in [call, undo.hint].iter().filter(|it| !it.is_empty()) {
            below(out, &clean(line), paint);
        }
    }
}
