//! A plan as Markdown, for comments and job summaries.
//!
//! Everything that comes from files or GitLab stands in a fence that is longer than any run of
//! back-ticks in it, so neither quick actions nor mentions nor references can fire.

use std::fmt::Write;

use serde_json::Value;

use super::text::{self, origin};
use super::{Paint, value};
use crate::plan::Document;
use crate::plan::document::{Change, Step};
use crate::problem::clean;
use crate::resource::Action;

/// The plan as Markdown: the counts, deletions first, then the rest, notes and problems.
pub fn markdown(plan: &Document) -> String {
    let (counts, planned) = text::counts(plan);
    let head = if planned { "" } else { "Nothing to do: " };
    let mut out = format!("### labwright plan{}: {head}{counts}\n", text::part(plan));
    let (gone, rest): (Vec<&Step>, Vec<&Step>) = plan.steps.iter().partition(|it| it.deletes());
    section(&mut out, "Deletes", &gone);
    section(&mut out, "Changes", &rest);
    let problems = plan.problems.iter().map(|it| {
        let place = it.file.as_ref().map(|file| match it.line {
            Some(line) => format!("{}:{line}: ", clean(file)),
            None => format!("{}: ", clean(file)),
        });
        let hint = it.hint.as_ref().map(|it| format!("\n  {}", clean(it)));
        format!("{}{}{}", place.unwrap_or_default(), clean(&it.message), hint.unwrap_or_default())
    });
    fenced(&mut out, "Problems", "text", &problems.collect::<Vec<_>>());
    let notes = plan.notes.iter().map(|it| text::note(it, Paint::PLAIN));
    fenced(&mut out, "Notes", "text", &notes.collect::<Vec<_>>());
    out
}

fn section(out: &mut String, title: &str, steps: &[&Step]) {
    let mut lines = Vec::new();
    for step in steps {
        lines.push(head(step));
        lines.extend(step.why.as_ref().map(|it| format!("#     {}", clean(it))));
        for it in &step.changes {
            lines.extend(change(step, it));
        }
    }
    fenced(out, title, "diff", &lines);
}

/// In a `diff` fence the first character says the colour.
fn head(step: &Step) -> String {
    let mark = match step.action {
        Action::Create => "+",
        Action::Delete | Action::Replace => "-",
        Action::Update | Action::Act => "!",
    };
    format!("{mark} {}   ({})", clean(&step.address), origin(&step.origin))
}

fn change(step: &Step, it: &Change) -> Vec<String> {
    let line =
        |mark: char, side: &Value| format!("{mark}     {}: {}", clean(&it.field), value(side));
    let mut lines = Vec::new();
    if step.action != Action::Create && !it.before.is_null() {
        lines.push(line('-', &it.before));
    }
    lines.push(line('+', &it.after));
    lines
}

fn fenced(out: &mut String, title: &str, language: &str, lines: &[String]) {
    if lines.is_empty() {
        return;
    }
    let text = lines.join("\n");
    let runs = text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(runs.max(2) + 1);
    let _ = write!(out, "\n**{title}**\n\n{fence}{language}\n{text}\n{fence}\n");
}
