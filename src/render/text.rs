//! A plan for people, on a terminal of 80 columns or in a job log.

use std::fmt::Write;

use anstyle::AnsiColor;
use serde_json::Value;
use similar::{ChangeTag, TextDiff};

use super::{Paint, sign, value};
use crate::plan::document::{Change, Origin, Step};
use crate::plan::{Document, Note, Summary};
use crate::problem::{Look, Problems, Told, clean};
use crate::resource::Action;

/// The widest column of fields.
const WIDEST: usize = 40;

/// The plan: steps, notes, and a line that counts. Problems are shown by [`problems`].
pub fn text(plan: &Document, paint: Paint) -> String {
    let mut out = server(plan) + &steps(&plan.steps, paint);
    if !plan.steps.is_empty() {
        out.push('\n');
    }
    out + &rest(plan, paint)
}

/// The first line: the server, and where its address came from. Nothing where there is no plan.
pub(super) fn server(plan: &Document) -> String {
    let (url, source) = (clean(&plan.server), clean(&plan.server_source));
    match (url.is_empty(), source.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("Server: {url}\n\n"),
        (false, false) => format!("Server: {url} (from {source})\n\n"),
    }
}

/// What stands below the steps.
pub(super) fn rest(plan: &Document, paint: Paint) -> String {
    let mut out = String::new();
    for it in &plan.notes {
        let _ = writeln!(out, "{}", note(it, paint));
    }
    if !plan.notes.is_empty() {
        out.push('\n');
    }
    let _ = writeln!(out, "{}", paint.strong(&summary(plan)));
    out
}

/// Steps with their fields.
pub(super) fn steps<'s>(steps: impl IntoIterator<Item = &'s Step> + Clone, paint: Paint) -> String {
    let mut out = String::new();
    let longest = steps.clone().into_iter().map(|it| clean(&it.address).chars().count()).max();
    let column = longest.unwrap_or(0).min(paint.width.saturating_sub(24)).max(20);
    let mut last = None;
    for step in steps {
        let same = last == Some((&step.address, step.action));
        step_text(&mut out, step, column, same, paint);
        last = Some((&step.address, step.action));
    }
    out
}

/// The line that counts.
fn summary(plan: &Document) -> String {
    let (counts, planned) = counts(plan);
    let head = if planned { "Plan" } else { "Nothing to do" };
    format!("{head}{}: {counts}.", part(plan))
}

/// Which part of everything it is, in brackets; nothing for all of it.
pub(super) fn part(plan: &Document) -> String {
    plan.shard.map_or_else(String::new, |it| format!(" (shard {it})"))
}

/// How many objects, by what becomes of them, and whether there is anything to say but that nothing changes.
pub(super) fn counts(plan: &Document) -> (String, bool) {
    let Summary { create, update, replace, delete, act, unchanged, loosens } = plan.summary;
    let waiting = plan.notes.iter().filter(|it| it.waiting).count();
    let mut parts = Vec::new();
    for (n, what) in [
        (create, "to create"),
        (update, "to update"),
        (replace, "to replace"),
        (delete, "to delete"),
        (act, "to perform"),
        (waiting, "waiting"),
    ] {
        if n > 0 {
            let which = if what == "to update" && loosens > 0 {
                format!(" ({loosens} loosening protection)")
            } else {
                String::new()
            };
            parts.push(format!("{n} {what}{which}"));
        }
    }
    let planned = !parts.is_empty();
    parts.push(format!("{unchanged} unchanged"));
    let problems = plan.problems.iter().map(Told::count).sum();
    if problems > 0 {
        parts.push(super::count(problems, "problem"));
    }
    (parts.join(", "), planned || problems > 0)
}

fn step_text(out: &mut String, step: &Step, column: usize, same: bool, paint: Paint) {
    let address = clean(&step.address);
    let sign = paint.action(step.action, sign(step.action));
    if !same {
        let gap = column.saturating_sub(address.chars().count());
        let origin = paint.dim(&origin(&step.origin));
        let _ = writeln!(out, "  {sign} {}{:gap$}  {origin}", paint.strong(&address), "");
    }
    if let Some(why) = &step.why {
        let _ = writeln!(out, "      {}", paint.dim(&format!("# {}", clean(why))));
    }
    let wide =
        step.changes.iter().map(|it| it.field.chars().count()).max().unwrap_or(0).min(WIDEST);
    for change in &step.changes {
        change_text(out, step, change, wide, paint);
    }
}

/// Where a step was asked for.
pub(super) fn origin(it: &Origin) -> String {
    let place = format!("{}:{}", clean(&it.file), it.line);
    if it.pruned { format!("pruned: {place}") } else { place }
}

fn change_text(out: &mut String, step: &Step, change: &Change, wide: usize, paint: Paint) {
    let (before, after) = (&change.before, &change.after);
    let field = format!("{:wide$}", clean(&change.field));
    if let (Value::String(before), Some(Value::String(after))) = (before, after)
        && (before.contains('\n') || after.contains('\n'))
    {
        let _ = writeln!(out, "      {field}");
        for it in TextDiff::from_lines(before.as_str(), after.as_str()).iter_all_changes() {
            let (mark, color) = match it.tag() {
                ChangeTag::Insert => ("+", Some(AnsiColor::Green)),
                ChangeTag::Delete => ("-", Some(AnsiColor::Red)),
                ChangeTag::Equal => (" ", None),
            };
            let line = format!("{mark} {}", clean(it.value().trim_end_matches(['\n', '\r'])));
            let line = color.map_or(line.clone(), |it| paint.in_color(it, &line));
            let _ = writeln!(out, "        {line}");
        }
        return;
    }
    let line = match (before, after) {
        (before, None) => value(before),
        // GitLab has nothing there, or never returns it.
        (Value::Null, Some(after)) => value(after),
        (_, Some(after)) if step.action == Action::Create => value(after),
        (before, Some(after)) => format!("{} -> {}", value(before), value(after)),
    };
    let loosens = match change.loosens {
        true => format!("   {}", paint.in_color(AnsiColor::Red, "(loosens protection)")),
        false => String::new(),
    };
    let _ = writeln!(out, "      {field}   {line}{loosens}");
}

/// What a person is warned of.
pub fn warning(message: &str, paint: Paint) -> String {
    format!("{}: {}", paint.in_color(AnsiColor::Yellow, "warning"), clean(message))
}

/// A note: the object, and below it what to know.
pub fn note(it: &Note, paint: Paint) -> String {
    let word = if it.waiting { "waiting" } else { "note" };
    let word = paint.in_color(AnsiColor::Cyan, word);
    format!("{word}: {}\n    {}", clean(&it.address), clean(&it.message))
}

/// Problems with their places.
pub fn problems(problems: &Problems, paint: Paint) -> String {
    let look = Look { color: paint.color, unicode: true, width: paint.width };
    problems.render(&look)
}
