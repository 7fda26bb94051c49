//! What came of an apply, for people.

use std::collections::{BTreeMap, BTreeSet};

use anstyle::AnsiColor;

use super::{Paint, below, counted, labelled, wrap};
use crate::apply::{Counts, DIFFERS, Entry, Outcome, Report};
use crate::problem::{clean, named};

/// Of so many objects at least, what ended in the same way is told once.
const FEWEST: usize = 3;

/// Everything that did not simply succeed, then the counts.
pub fn report(report: &Report, paint: Paint) -> String {
    let mut out = String::new();
    for alike in alike(&report.entries) {
        let addresses: BTreeSet<_> = alike.iter().map(|it| it.address.as_str()).collect();
        match alike.first() {
            Some(first) if addresses.len() >= FEWEST => several(&mut out, first, &addresses, paint),
            _ => alike.iter().for_each(|it| entry_text(&mut out, it, paint)),
        }
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

/// The entries in their order, those that ended in the same way together.
fn alike(entries: &[Entry]) -> Vec<Vec<&Entry>> {
    let mut alike: Vec<Vec<&Entry>> = Vec::new();
    let mut known = BTreeMap::new();
    for entry in entries {
        let Some(shared) = shared(entry) else {
            alike.push(vec![entry]);
            continue;
        };
        let outcome = (entry.outcome.word(), entry.action.word(), entry.address.kind());
        let key = (outcome, entry.why.is_some(), shared);
        let at = *known.entry(key).or_insert(alike.len());
        match alike.get_mut(at) {
            Some(others) => others.push(entry),
            None => alike.push(vec![entry]),
        }
    }
    alike
}

/// What is told of an entry in words that are the same in every project and group; `None` if it is told by itself.
fn shared(entry: &Entry) -> Option<Vec<String>> {
    match &entry.outcome {
        Outcome::Failed { cause: Some((why, next)), .. } => Some(vec![why.clone(), next.clone()]),
        Outcome::Skipped { because } => {
            let there = because.strip_prefix(&format!("{}/", entry.address.scope()))?;
            Some(vec![format!("`{there}` was not done there")])
        }
        Outcome::NotStarted => Some(Vec::new()),
        Outcome::Done { remarks } => Some(remarks.clone()).filter(|it| !it.is_empty()),
        Outcome::Differs { .. } => Some(lines(&entry.outcome)),
        Outcome::Failed { cause: None, .. } | Outcome::Undone { .. } | Outcome::Unknown { .. } => {
            None
        }
    }
}

/// What ended in the same way for several objects.
fn several(out: &mut String, first: &Entry, addresses: &BTreeSet<&str>, paint: Paint) {
    let addresses = addresses.iter().map(|it| clean(it).into_owned()).collect();
    let what = format!("{} {}", first.action.word(), named(&addresses));
    labelled(out, first.outcome.word(), color(&first.outcome), &what, paint);
    for line in shared(first).iter().flatten().filter(|it| !it.is_empty()) {
        below(out, &clean(line), paint);
    }
}

/// What is told of one outcome.
fn lines(outcome: &Outcome) -> Vec<String> {
    match outcome {
        Outcome::Done { remarks } => remarks.clone(),
        Outcome::Failed { message, hint, .. } | Outcome::Undone { message, hint, .. } => {
            vec![message.clone(), hint.clone()]
        }
        Outcome::Differs { deviations } => {
            let told = deviations.iter().map(ToString::to_string);
            told.chain([DIFFERS.to_owned()]).collect()
        }
        Outcome::Unknown { message } => vec![
            message.clone(),
            "it may have taken effect; the next apply checks first".to_owned(),
        ],
        Outcome::Skipped { because } => vec![format!("`{because}` was not done")],
        Outcome::NotStarted => Vec::new(),
    }
}

fn color(outcome: &Outcome) -> AnsiColor {
    match outcome {
        Outcome::Done { .. } => AnsiColor::Cyan,
        Outcome::Skipped { .. } | Outcome::NotStarted => AnsiColor::Yellow,
        Outcome::Failed { .. }
        | Outcome::Undone { .. }
        | Outcome::Differs { .. }
        | Outcome::Unknown { .. } => AnsiColor::Red,
    }
}

fn entry_text(out: &mut String, entry: &Entry, paint: Paint) {
    let address = clean(entry.address.as_str());
    let lines = lines(&entry.outcome);
    if lines.is_empty() && matches!(entry.outcome, Outcome::Done { .. }) {
        return;
    }
    let why = entry.why.as_ref().map(|it| format!(": {}", clean(it))).unwrap_or_default();
    let what = format!("{} {address}{why}", entry.action.word());
    labelled(out, entry.outcome.word(), color(&entry.outcome), &what, paint);
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
