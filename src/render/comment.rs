//! A plan as Markdown: for comments on merge requests, and for `-o markdown`.
//!
//! The counts, the commit and the time come first, then what deletes and what takes protection away, outside of every fold;
//! a table by scope; the details in folds. **Invariant:** text of files, of GitLab and of plan files stands in code alone, within
//! fences and spans that it cannot close, so that neither quick actions nor mentions nor references can fire; no line outside of
//! a fence begins with `/`. GitLab leaves references in `code` and `pre` alone (`lib/banzai/filter/references/reference_filter.rb`).

use std::collections::BTreeMap;
use std::fmt::Write;

use super::blocks::{Alike, Block, Fold, alike, blocks, by_kind};
use super::objects::Object;
use super::text::{self, origin};
use super::{Paint, as_before, listed, value};
use crate::plan::Document;
use crate::plan::document::{Change, Step};
use crate::problem::{Told, clean};
use crate::resource::Action;

/// Bytes that a comment has at the most, below the line by which it is found. GitLab takes ten times as much, and people
/// read less.
pub const BUDGET: usize = 99_000;

/// Characters of a value in a fence, and in a span.
const LONG: usize = 1_000;
const SHORT: usize = 120;

/// Where the line with the time stands.
const TIME_LINE: usize = 2;

/// What a comment tells besides the plan.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// The configuration root, where it is not the folder that labwright runs in.
    pub root: Option<String>,
    /// The commit that the plan is for, in hexadecimal digits.
    pub commit: Option<String>,
    /// The plan was applied.
    pub applied: bool,
    /// When it was made, in words of digits.
    pub time: String,
    /// Where the job can be looked at: a plain address.
    pub job_url: Option<String>,
    /// What is shown once.
    pub fold: Fold,
}

/// The plan as a comment, of [`BUDGET`] bytes at the most.
pub fn comment(plan: &Document, head: &Head) -> String {
    let by = head.job_url.as_ref().map(|it| format!(" by [this job]({it})")).unwrap_or_default();
    let time =
        format!("{} {}{by}.\n\n", if head.applied { "Applied" } else { "Planned" }, head.time);
    body(plan, head, &time, BUDGET)
}

/// The plan as Markdown, whole.
pub fn markdown(plan: &Document, fold: Fold) -> String {
    body(plan, &Head { fold, ..Head::default() }, "", usize::MAX)
}

/// The lines of a comment that stay when only the time changes.
pub fn steady(comment: &str) -> impl Iterator<Item = &str> {
    let lines = comment.trim_end().lines().map(str::trim_end).enumerate();
    lines.filter(|(number, _)| *number != TIME_LINE).map(|(_, line)| line)
}

/// How much a change is to be feared, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Danger {
    Deletes,
    Loosens,
    Changes,
    Creates,
}

impl Danger {
    fn of(object: &Object<'_>) -> Self {
        if object.deletes() {
            Danger::Deletes
        } else if object.loosens() {
            Danger::Loosens
        } else if object.action != Action::Create {
            Danger::Changes
        } else {
            Danger::Creates
        }
    }
}

/// What stands of an object in a `diff` fence, where the first character says the colour.
fn lines(object: &Object<'_>) -> String {
    let mut out = String::new();
    for step in &object.steps {
        let mark = match step.action {
            Action::Create => '+',
            Action::Delete | Action::Replace => '-',
            Action::Update | Action::Act => '!',
        };
        let name = step.within_scope();
        let _ = writeln!(out, "{mark} {}   ({})", cut(&name, LONG), origin(&step.origin));
        if let Some(why) = &step.why {
            let _ = writeln!(out, "#     {}", cut(why, LONG));
        }
        for it in &step.changes {
            change(&mut out, step, it);
        }
    }
    out
}

fn change(out: &mut String, step: &Step, it: &Change) {
    let field = cut(&it.field, SHORT);
    if let (Some(why), Some(after)) = (as_before(step, it), &it.after) {
        let _ = writeln!(out, "#     {field}: {}, {why}", cut(&value(after), LONG));
        return;
    }
    if step.action != Action::Create && !it.before.is_null() {
        let _ = writeln!(out, "-     {field}: {}", cut(&value(&it.before), LONG));
    }
    if let Some(after) = &it.after {
        let from = text::lines(it);
        let _ = writeln!(out, "+     {field}: {}{}", cut(&value(after), LONG), cut(&from, LONG));
    }
}

fn body(plan: &Document, head: &Head, time: &str, budget: usize) -> String {
    let all = alike(plan, head.fold);
    let mut blocks = blocks(&all);
    // Those where something is deleted first, then those that lose protection, then by name.
    let worst = |it: &Block<'_, '_>| it.alike.iter().map(|it| Danger::of(it.one())).min();
    blocks
        .sort_by_cached_key(|it| (worst(it).map(|it| it.min(Danger::Changes)), it.scopes.clone()));
    let heading = heading(plan, head);
    let danger = danger(&all, budget / 4);
    let problems = problems(plan, budget / 8);
    let table = table(&blocks, budget / 8);
    let kinds = kinds(plan, budget / 16);
    let notes = notes(plan, head.fold, budget / 8);
    // The sentence about what was left out takes less than this.
    let taken = heading.len()
        + time.len()
        + danger.len()
        + problems.len()
        + table.len()
        + kinds.len()
        + notes.len()
        + 300;
    let (folds, left_out) = folds(&all, &blocks, budget.saturating_sub(taken));
    let cut = match left_out {
        0 => String::new(),
        n => format!(
            "The details of {} are omitted here, the least dangerous ones; the job log and the plan file have all of them.\n\n",
            super::count(n, "object")
        ),
    };
    let whole = [heading.as_str(), time, &cut, &danger, &problems, &table, &kinds, &folds, &notes];
    format!("{}\n", whole.concat().trim_end())
}

fn heading(plan: &Document, head: &Head) -> String {
    let (counts, planned) = text::counts(plan);
    let mut out = "### labwright plan".to_owned();
    if let Some(root) = &head.root {
        let _ = write!(out, " of {}", span(root));
    }
    out += &text::part(plan);
    out += ": ";
    match (head.applied, planned) {
        (true, true) => out += "applied: ",
        (_, false) => out += "nothing to do, ",
        (false, true) => {}
    }
    out += &counts;
    if !plan.server.is_empty() {
        let _ = write!(out, " on {}", span(&plan.server));
    }
    if !plan.server_source.is_empty() {
        let _ = write!(out, " (from {})", span(&plan.server_source));
    }
    if let Some(commit) = &head.commit {
        let _ = write!(out, " — {}", span(&commit.chars().take(8).collect::<String>()));
    }
    out + "\n\n"
}

/// What deletes and what takes protection away.
fn danger(all: &[Alike<'_>], room: usize) -> String {
    let of = |danger| all.iter().filter(move |it| Danger::of(it.one()) == danger);
    let count = |danger| of(danger).map(|it| it.objects.len()).sum();
    let (gone, loose): (usize, usize) = (count(Danger::Deletes), count(Danger::Loosens));
    let mut heads = Vec::new();
    if gone > 0 {
        heads.push(super::count(gone, "deletion"));
    }
    if loose > 0 {
        let what = if loose == 1 { "loosens" } else { "loosen" };
        heads.push(format!("{} that {what} protection", super::count(loose, "change")));
    }
    if heads.is_empty() {
        return String::new();
    }
    let mut out = format!("> [!caution]\n> **{}**\n>\n", heads.join(", "));
    let lines = of(Danger::Deletes).chain(of(Danger::Loosens)).flat_map(dangerous);
    let left_out = fill(&mut out, lines, room);
    if left_out > 0 {
        let _ = writeln!(out, "> - and {left_out} more");
    }
    out + "\n"
}

fn dangerous(alike: &Alike<'_>) -> Vec<String> {
    let it = alike.one();
    let address = if alike.is_fold() {
        let scopes = listed(alike.scopes().into_iter().map(span));
        format!("{} in {} ({scopes})", span(&it.within_scope()), alike.in_all())
    } else {
        span(it.address())
    };
    let mut lines = Vec::new();
    if let Some(step) = it.steps.iter().find(|it| it.deletes()) {
        let word = if it.action == Action::Replace { "replaces" } else { "deletes" };
        let pruned = if step.origin.pruned { ", not declared in any file" } else { "" };
        lines.push(format!("> - {word} {address}{pruned}\n"));
    }
    for change in it.steps.iter().flat_map(|it| &it.changes).filter(|it| it.loosens) {
        let before = value(&change.before);
        let after = change.after.as_ref().map_or_else(String::new, value);
        let field = span(&change.field);
        lines.push(format!("> - {address}: {field} {} → {}\n", span(&before), span(&after)));
    }
    lines
}

fn problems(plan: &Document, room: usize) -> String {
    let one = |it: &Told| {
        let place = it.file.as_ref().map(|file| match it.line {
            Some(line) => format!("{}:{line}: ", cut(file, LONG)),
            None => format!("{}: ", cut(file, LONG)),
        });
        let hint = it.hint.as_ref().map(|it| format!("  {}\n", cut(it, LONG)));
        format!(
            "{}{}\n{}",
            place.unwrap_or_default(),
            cut(&it.message, LONG),
            hint.unwrap_or_default()
        )
    };
    let mut text = String::new();
    let left_out = fill(&mut text, plan.problems.iter().map(one), room);
    if text.is_empty() && left_out == 0 {
        return String::new();
    }
    format!("**Problems**\n\n{}{}", fence("text", &text), more(left_out))
}

fn notes(plan: &Document, fold: Fold, room: usize) -> String {
    let notes = super::noted(&plan.notes, fold);
    let one = |it: &crate::plan::Note| {
        let it = crate::plan::Note { message: cut(&it.message, LONG), ..it.clone() };
        text::note(&it, Paint::PLAIN)
    };
    let mut text = String::new();
    let left_out = fill(&mut text, notes.iter().map(one), room);
    if notes.is_empty() {
        return String::new();
    }
    let count = super::count(notes.len(), "note");
    format!(
        "<details><summary>{count}</summary>\n\n{}{}</details>\n\n",
        fence("text", &text),
        more(left_out)
    )
}

/// Appends lines as long as there is room, and counts those for which there is none.
fn fill(out: &mut String, lines: impl Iterator<Item = String>, room: usize) -> usize {
    let mut left_out = 0;
    for line in lines {
        if left_out > 0 || out.len() + line.len() > room {
            left_out += 1;
        } else {
            *out += &line;
        }
    }
    left_out
}

fn more(left_out: usize) -> String {
    if left_out == 0 { String::new() } else { format!("… and {left_out} more\n\n") }
}

/// Scopes, the worst first, and what becomes of how many of their objects.
fn table(blocks: &[Block<'_, '_>], room: usize) -> String {
    const COLUMNS: [(Action, &str); 5] = [
        (Action::Create, "Create"),
        (Action::Update, "Change"),
        (Action::Replace, "Replace"),
        (Action::Delete, "Delete"),
        (Action::Act, "Perform"),
    ];
    if blocks.is_empty() {
        return String::new();
    }
    let count = |block: &Block<'_, '_>, action: Action| {
        let of = block.alike.iter().filter(|it| it.one().action == action);
        of.map(|it| it.objects.len()).sum::<usize>()
    };
    let used = COLUMNS.iter().filter(|(action, _)| blocks.iter().any(|it| count(it, *action) > 0));
    let used: Vec<_> = used.collect();
    let mut out = "| Scope |".to_owned();
    used.iter().for_each(|(_, title)| out += &format!(" {title} |"));
    out += "\n|---|";
    used.iter().for_each(|_| out += "--:|");
    out.push('\n');
    let rows = blocks.iter().map(|it| {
        let counts = used.iter().map(|(action, _)| format!(" {} |", count(it, *action)));
        format!("| {} |{}\n", it.title(cell), counts.collect::<String>())
    });
    let left_out = fill(&mut out, rows, room);
    format!(
        "{out}\n{}",
        if left_out == 0 { String::new() } else { format!("… and {left_out} more scopes\n\n") }
    )
}

fn kinds(plan: &Document, room: usize) -> String {
    let kinds = by_kind(plan);
    if kinds.is_empty() {
        return String::new();
    }
    let mut out = "**By kind**\n\n".to_owned();
    let lines = kinds
        .iter()
        .map(|(kind, summary)| format!("- {}: {}\n", span(kind), text::words(summary).join(", ")));
    let left_out = fill(&mut out, lines, room);
    format!("{out}\n{}", more(left_out))
}

/// The details by scope as far as there is room, and how many objects are left out: those that are least dangerous.
fn folds(all: &[Alike<'_>], blocks: &[Block<'_, '_>], room: usize) -> (String, usize) {
    let in_block = |(at, it): (usize, &Block<'_, '_>)| {
        it.alike.iter().map(|it| (it.at, at)).collect::<Vec<_>>()
    };
    let block_of: BTreeMap<usize, usize> = blocks.iter().enumerate().flat_map(in_block).collect();
    let mut worst: Vec<&Alike<'_>> = all.iter().collect();
    worst.sort_by_key(|it| Danger::of(it.one()));
    let mut kept: BTreeMap<usize, String> = BTreeMap::new();
    let mut ticks: BTreeMap<usize, usize> = BTreeMap::new();
    let (mut size, mut objects) = (0, 0);
    for it in worst {
        let lines = lines(it.one());
        let block = block_of[&it.at];
        let before = ticks.get(&block).copied();
        let after = longest_run(&lines).max(before.unwrap_or(2));
        // A fold with an empty fence, and what both ends of the fence grow by.
        let frame = if before.is_none() { fold(&blocks[block], "").len() } else { 0 };
        size += frame + 2 * (after - before.unwrap_or(2)) + lines.len();
        if size > room {
            break;
        }
        objects += it.objects.len();
        ticks.insert(block, after);
        kept.insert(it.at, lines);
    }
    let left_out = all.iter().map(|it| it.objects.len()).sum::<usize>() - objects;
    let mut out = String::new();
    for block in blocks {
        let lines = block.alike.iter().filter_map(|it| kept.get(&it.at).map(String::as_str));
        let lines: String = lines.collect();
        if !lines.is_empty() {
            out += &fold(block, &lines);
        }
    }
    (out, left_out)
}

fn fold(block: &Block<'_, '_>, lines: &str) -> String {
    let title = block.title(|it| format!("<code>{}</code>", entities(&cut(it, SHORT))));
    format!(
        "<details><summary>{title}: {}</summary>\n\n{}</details>\n\n",
        block.size(),
        fence("diff", lines)
    )
}

/// A fence that its text cannot close.
fn fence(language: &str, text: &str) -> String {
    let ticks = "`".repeat(longest_run(text).max(2) + 1);
    format!("{ticks}{language}\n{text}{ticks}\n\n")
}

fn longest_run(text: &str) -> usize {
    text.split(|it| it != '`').map(str::len).max().unwrap_or(0)
}

/// A code span that its text cannot leave, in one line.
fn span(text: &str) -> String {
    let text = cut(text, SHORT);
    if text.trim().is_empty() {
        return "(nothing)".to_owned();
    }
    let ticks = "`".repeat(longest_run(&text) + 1);
    let space = if text.starts_with(['`', ' ']) || text.ends_with(['`', ' ']) { " " } else { "" };
    format!("{ticks}{space}{text}{space}{ticks}")
}

/// A code span in a table, where a bar ends the cell even within code. No path of GitLab has one.
fn cell(text: &str) -> String {
    span(&text.replace('|', "¦"))
}

/// Text within HTML: every character that could mean anything there as a number.
fn entities(text: &str) -> String {
    let plain = |it: char| it.is_ascii_alphanumeric() || "-./_ ".contains(it);
    text.chars()
        .map(|it| if plain(it) { it.to_string() } else { format!("&#{};", u32::from(it)) })
        .collect()
}

/// Foreign text in one line, cut to so many characters.
fn cut(text: &str, most: usize) -> String {
    let mut chars = text.chars();
    let mut kept: String = chars.by_ref().take(most).collect();
    let rest = chars.count();
    if rest > 0 {
        kept += &format!("… ({rest} more characters)");
    }
    clean(&kept).into_owned()
}
