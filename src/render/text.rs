//! A plan for people, on a terminal of 80 columns or in a job log.

use std::fmt::Write;

use anstyle::AnsiColor;
use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use textwrap::core::display_width;

use super::blocks::{Block, Fold, alike, blocks, by_kind};
use super::{Paint, as_before, counted, labelled, noted, sign, value, wrap};
use crate::plan::document::{Change, Line, Origin, Step};
use crate::plan::{Document, Note, Summary};
use crate::problem::{Problems, Style, Told, clean};
use crate::resource::Action;

/// The widest column of fields.
const WIDEST: usize = 40;

/// The plan: what changes by scope, notes, and a line that counts. Problems are shown by [`problems`].
pub fn text(plan: &Document, fold: Fold, paint: Paint) -> String {
    let mut out = server(plan, paint);
    let all = alike(plan, fold);
    let blocks = blocks(&all);
    // Where there is one scope only, each address says which.
    let alone = blocks.len() == 1 && !blocks[0].is_fold();
    let names = if alone { Step::address } else { Step::within_scope };
    let column = column(blocks.iter().flat_map(steps_of).map(names), paint);
    for block in &blocks {
        if !alone {
            wrap(&mut out, &paint.strong(&title(block)), "", "    ", paint.width);
        }
        out += &listing(steps_of(block), names, column, paint);
        out.push('\n');
    }
    out + &rest(plan, &blocks, fold, paint)
}

/// The scope of a block, or the first few of its scopes.
pub(super) fn title(block: &Block<'_, '_>) -> String {
    block.title(|it| clean(it).into_owned())
}

/// The steps of a block; of those that are alike, one.
pub(super) fn steps_of<'d>(block: &Block<'_, 'd>) -> impl Iterator<Item = &'d Step> {
    block.alike.iter().flat_map(|it| it.one().steps.clone())
}

/// The first line: the server, and where its address came from. Nothing where there is no plan.
pub(super) fn server(plan: &Document, paint: Paint) -> String {
    let (url, source) = (clean(&plan.server), clean(&plan.server_source));
    if url.is_empty() {
        return String::new();
    }
    let from = if source.is_empty() { String::new() } else { format!(" (from {source})") };
    let mut out = String::new();
    wrap(&mut out, &format!("Server: {url}{from}"), "", "        ", paint.width);
    out + "\n"
}

/// What stands below the steps.
pub(super) fn rest(plan: &Document, blocks: &[Block<'_, '_>], fold: Fold, paint: Paint) -> String {
    let mut out = String::new();
    for it in noted(&plan.notes, fold) {
        out += &note(&it, paint);
    }
    if !plan.notes.is_empty() {
        out.push('\n');
    }
    let kinds = by_kind(plan);
    if !kinds.is_empty() {
        out += "By kind:\n";
        for (kind, summary) in &kinds {
            let line = format!("{}: {}", clean(kind), words(summary).join(", "));
            wrap(&mut out, &line, "  ", "    ", paint.width);
        }
        out.push('\n');
    }
    counted(&mut out, &summary(plan), paint);
    if blocks.iter().any(Block::is_fold) {
        let hint = "Equal changes are shown once; --no-fold shows every project and group.";
        wrap(&mut out, hint, "", "", paint.width);
    }
    out
}

/// The column of the places behind names.
pub(super) fn column(names: impl Iterator<Item = String>, paint: Paint) -> usize {
    let longest = names.map(|it| display_width(&clean(&it))).max();
    longest.unwrap_or(0).min(paint.width.saturating_sub(24)).max(20)
}

/// Steps with their fields, each with its whole address.
pub(super) fn steps<'s>(steps: impl Iterator<Item = &'s Step> + Clone, paint: Paint) -> String {
    let column = column(steps.clone().map(Step::address), paint);
    listing(steps, Step::address, column, paint)
}

/// Steps with their fields.
pub(super) fn listing<'s>(
    steps: impl Iterator<Item = &'s Step>,
    name: fn(&Step) -> String,
    column: usize,
    paint: Paint,
) -> String {
    let mut out = String::new();
    let mut last = None;
    for step in steps {
        let same = last == Some((step.object(), step.action));
        step_text(&mut out, step, &name(step), column, same, paint);
        last = Some((step.object(), step.action));
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
    let mut parts = words(&plan.summary);
    let waiting = plan.notes.iter().filter(|it| it.waiting).count();
    if waiting > 0 {
        parts.push(format!("{waiting} waiting"));
    }
    let planned = !parts.is_empty();
    parts.push(format!("{} unchanged", plan.summary.unchanged));
    let problems = plan.problems.iter().map(Told::count).sum();
    if problems > 0 {
        parts.push(super::count(problems, "problem"));
    }
    (parts.join(", "), planned || problems > 0)
}

/// How many objects change, by what becomes of them.
pub(super) fn words(summary: &Summary) -> Vec<String> {
    let Summary { create, update, replace, delete, act, unchanged: _, loosens, conditional } =
        *summary;
    let loosening = match loosens {
        0 => String::new(),
        n => format!(" ({n} loosening protection)"),
    };
    let all = [
        (create, "to create", ""),
        (update, "to update", loosening.as_str()),
        (replace, "to replace", ""),
        (delete, "to delete", ""),
        (act, "to perform", ""),
        (conditional, "to compare when applied", ""),
    ];
    let some = all.into_iter().filter(|(n, ..)| *n > 0);
    some.map(|(n, what, which)| format!("{n} {what}{which}")).collect()
}

fn step_text(out: &mut String, step: &Step, name: &str, column: usize, same: bool, paint: Paint) {
    let address = clean(name);
    let sign = paint.action(step.action, sign(step.action));
    if !same {
        let (origin, taken) = (origin(&step.origin), display_width(&address));
        let address = paint.strong(&address);
        // The place is one word: it moves towards the address, then to a line of its own, before a terminal breaks it.
        match paint.width.checked_sub(taken + display_width(&origin) + "  ~   ".len()) {
            Some(room) => {
                let gap = column.saturating_sub(taken).min(room);
                let _ = writeln!(out, "  {sign} {address}{:gap$}  {}", "", paint.dim(&origin));
            }
            None => {
                let _ = writeln!(out, "  {sign} {address}\n      {}", paint.dim(&origin));
            }
        }
    }
    if let Some(why) = &step.why {
        wrap(out, &paint.dim(&format!("# {}", clean(why))), "      ", "        ", paint.width);
    }
    let wide =
        step.changes.iter().map(|it| display_width(&it.field)).max().unwrap_or(0).min(WIDEST);
    for change in &step.changes {
        change_text(out, step, change, wide, paint);
    }
}

/// Where a step was asked for.
pub(super) fn origin(it: &Origin) -> String {
    let place = format!("{}:{}", clean(&it.file), it.line);
    if it.pruned { format!("pruned: {place}") } else { place }
}

/// Where a field and its entries were asked for, behind its value. A terminal does not break a place.
pub(super) fn lines(change: &Change) -> String {
    let place = |it: &Line| format!("{}:{}", clean(&it.file), it.line);
    let own = change.origin.iter().map(place);
    let entries = change.entries.iter().map(|(key, it)| format!("{}: {}", clean(key), place(it)));
    own.chain(entries).map(|it| format!("   ({it})")).collect()
}

fn change_text(out: &mut String, step: &Step, change: &Change, wide: usize, paint: Paint) {
    let (before, after) = (&change.before, &change.after);
    let field = clean(&change.field);
    let field = format!("{field}{:1$}", "", wide.saturating_sub(display_width(&field)));
    let from = paint.dim(&lines(change));
    if let (Value::String(before), Some(Value::String(after))) = (before, after)
        && (before.contains('\n') || after.contains('\n'))
    {
        let _ = writeln!(out, "      {}", format!("{field}{from}").trim_end());
        for it in TextDiff::from_lines(before.as_str(), after.as_str()).iter_all_changes() {
            let (mark, color) = match it.tag() {
                ChangeTag::Insert => ("+", Some(AnsiColor::Green)),
                ChangeTag::Delete => ("-", Some(AnsiColor::Red)),
                ChangeTag::Equal => (" ", None),
            };
            let line = format!("{mark} {}", clean(it.value().trim_end_matches(['\n', '\r'])));
            let line = color.map_or(line.clone(), |it| paint.in_color(it, &line));
            wrap(out, &line, "        ", "          ", paint.width);
        }
        return;
    }
    let line = match (before, after) {
        (before, None) => value(before),
        // GitLab has nothing there, or never returns it.
        (Value::Null, Some(after)) => value(after),
        (_, Some(after)) if step.action == Action::Create => value(after),
        (before, Some(after)) => match as_before(step, change) {
            Some(why) => format!("{}, {why}", value(after)),
            None => format!("{} -> {}", value(before), value(after)),
        },
    };
    let loosens = match change.loosens {
        true => format!("   {}", paint.in_color(AnsiColor::Red, "(loosens protection)")),
        false => String::new(),
    };
    let below = " ".repeat((wide + 9).min(paint.width / 2));
    wrap(out, &format!("{line}{loosens}{from}"), &format!("      {field}   "), &below, paint.width);
}

/// A sentence in lines.
pub fn sentence(message: &str, paint: Paint) -> String {
    let mut out = String::new();
    wrap(&mut out, &clean(message), "", "", paint.width);
    out
}

/// A warning.
pub fn warning(message: &str, paint: Paint) -> String {
    let mut out = String::new();
    labelled(&mut out, "warning", AnsiColor::Yellow, &clean(message), paint);
    out
}

/// A note: the object, and below it what to know.
pub fn note(it: &Note, paint: Paint) -> String {
    let mut out = String::new();
    let word = if it.waiting { "waiting" } else { "note" };
    labelled(&mut out, word, AnsiColor::Cyan, &clean(&it.address), paint);
    wrap(&mut out, &clean(&it.message), "    ", "    ", paint.width);
    out
}

/// Problems with their places.
pub fn problems(problems: &Problems, paint: Paint) -> String {
    let style = Style { color: paint.color, unicode: true, width: paint.width };
    problems.render(&style)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::apply::{Entry, Outcome, Report};
    use crate::plan::document::Request;
    use crate::plan::{Cause, Guard, Refusal};
    use crate::resource::Scope;

    fn step(address: &str, file: &str, value: &str) -> Step {
        let after = Some(Value::from(value));
        let change = |field: &str| Change {
            field: field.to_owned(),
            before: Value::from("before"),
            after: after.clone(),
            loosens: true,
            origin: Some(Line { file: file.to_owned(), line: 777 }),
            entries: BTreeMap::from([(
                "key".to_owned(),
                Line { file: file.to_owned(), line: 888 },
            )]),
        };
        Step {
            address: address.to_owned(),
            scope: String::new(),
            kind: String::new(),
            key: None,
            action: Action::Update,
            phase: 0,
            turn: 0,
            origin: Origin { file: file.to_owned(), line: 12_345, pruned: true },
            changes: vec![change("url"), change("allowed_to_unprotect")],
            request: Request { method: String::new(), path: String::new(), body: Value::Null },
            why: Some(format!("why {value}")),
            undo: None,
            joined: false,
            waits: false,
            runs: Vec::new(),
            conditional: false,
        }
    }

    /// Whatever the width, a line is wider only where one word is, and a place in a file is whole.
    #[test]
    fn nothing_is_broken_within_a_word() {
        let long = "projects/acme/a-very-long-name/external_status_checks/".repeat(3);
        let deep = long.replace("projects", "files");
        let words =
            ["a value of several words ", "日本語 の 値 ", "e\u{301}te\u{301} "].concat().repeat(9);
        for width in [40, 80, 120] {
            for address in ["instance/system_hooks/audit", "projects/acme/日本語/x", &long] {
                for file in ["a.yaml", "projects/of-a-team/with/a/long/path/api.yaml", &deep] {
                    for value in
                        ["short", &words, &long, "[one, two, three, four, five, six, seven, eight]"]
                    {
                        let step = step(address, file, value);
                        let text = steps([&step].into_iter(), Paint { color: false, width });
                        let place = format!("{file}:12345");
                        assert_eq!(text.matches(&place).count(), 1, "{text}");
                        assert_eq!(text.matches(&format!("({file}:777)")).count(), 2, "{text}");
                        for line in text.lines().filter(|it| display_width(it) > width) {
                            let widest = line.split(' ').map(display_width).max().unwrap_or(0);
                            assert!(widest + width / 2 + 3 > width, "{width}: {line}");
                            assert!(
                                !line.contains(&place)
                                    || line.trim().ends_with(&place) && !line.contains(address),
                                "{line}"
                            );
                        }
                        let unbroken = value.split(' ').filter(|it| it.len() > 1);
                        unbroken.for_each(|it| assert!(text.contains(it), "{it} in {text}"));
                    }
                }
            }
        }
    }

    /// Whatever the width, sentences have the same words, and a line is wider only where one word is.
    #[test]
    fn sentences_are_broken_between_words_only() {
        let address =
            "projects/acme/a-very-long-name/external_status_checks/Deploy-gate-of-the-team";
        let place = "projects/of-a-team/with/a/long/path/api.yaml:12345";
        for at in 0..30 {
            let text = format!(
                "{}see {place} and {address} once {}",
                "x ".repeat(at),
                "日本語 ".repeat(at)
            );
            let note = |waiting| Note {
                address: address.to_owned(),
                message: text.clone(),
                waiting,
                ..Note::default()
            };
            let found = Cause { address: address.to_owned(), what: text.clone() };
            let refusal = Refusal {
                guard: Guard::Lockout,
                message: text.clone(),
                count: 2,
                limit: 0,
                found: vec![found; 2],
                lift: "--allow-lockout".to_owned(),
            };
            let outcomes = [
                Outcome::Failed { message: text.clone(), hint: text.clone(), cause: None },
                Outcome::Failed {
                    message: text.clone(),
                    hint: text.clone(),
                    cause: Some((text.clone(), text.clone())),
                },
                Outcome::Unknown { message: text.clone() },
                Outcome::Skipped { because: address.to_owned() },
                Outcome::Done { remarks: vec![text.clone()] },
            ];
            let entry = |outcome| Entry {
                address: Scope::project("acme/api").address_of("labels", address),
                action: Action::Update,
                call: String::new(),
                why: Some(text.clone()),
                origin: crate::plan::Origin { file: "a.yaml".into(), line: 1, pruned: false },
                outcome,
            };
            let report = Report {
                entries: outcomes.into_iter().map(entry).collect(),
                stopped: Some(text.clone()),
                interrupted: true,
                incomplete: false,
            };
            let plan = Document {
                server: format!("https://{}", "long-name.".repeat(at + 1)),
                server_source: place.to_owned(),
                notes: vec![note(true), note(false)],
                summary: Summary {
                    create: 100,
                    update: 100,
                    replace: 100,
                    delete: 100,
                    act: 100,
                    unchanged: 100,
                    loosens: 100,
                    conditional: 0,
                },
                ..Document::of_problems(&Problems::new())
            };
            let shown: [&dyn Fn(Paint) -> String; 5] = [
                &|it| super::text(&plan, Fold::Alike, it),
                &|it| warning(&text, it),
                &|it| sentence(&text, it),
                &|it| crate::render::refusals(std::slice::from_ref(&refusal), it),
                &|it| crate::render::report(&report, it),
            ];
            for show in shown {
                let words = |it: &str| it.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                let whole = show(Paint { color: false, width: 9_999 });
                for width in [40, 80, 120] {
                    let text = show(Paint { color: false, width });
                    assert_eq!(words(&text), words(&whole), "{width}");
                    for line in text.lines().filter(|it| display_width(it) > width) {
                        let label = line.split_once(": ").map_or(line, |it| it.1);
                        assert_eq!(words(label).len(), 1, "{width}: {line}");
                    }
                }
            }
        }
    }
}
