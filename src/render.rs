//! Shows plans and reports: `fn(&Document) -> String`, each in a file of its own; `reports` has those for GitLab's widgets.
//!
//! Sees the data of plans only, so what was read from a file is shown like what was just made. Text that comes from files or from GitLab is not trusted: control characters are
//! replaced before they reach a terminal, and in Markdown it stands in fences that it cannot close.

mod blocks;
mod comment;
pub mod job_log;
mod objects;
mod refused;
mod report;
pub mod reports;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use anstyle::{AnsiColor, Style};
use serde_json::Value;
use textwrap::core::display_width;

pub use blocks::Fold;
pub use comment::{BUDGET, Head, comment, markdown, steady};
pub use refused::{refusals, stale, untouched};
pub use report::report;
pub use text::{note, problems, sentence, text, warning};

use crate::plan::Note;
use crate::plan::document::{Change, Step};
use crate::problem::{clean, listed, named};
use crate::resource::Action;

/// Notes for people: those with the same message are one, with the first few addresses.
fn noted(notes: &[Note], fold: Fold) -> Vec<Note> {
    if fold == Fold::Nothing {
        return notes.to_vec();
    }
    let mut of: BTreeMap<(&str, bool), BTreeSet<String>> = BTreeMap::new();
    for it in notes {
        of.entry((&it.message, it.waiting)).or_default().insert(it.address.clone());
    }
    let first =
        notes.iter().filter_map(|it| Some((it, of.remove(&(it.message.as_str(), it.waiting))?)));
    first.map(|(it, of)| Note { address: named(&of), ..it.clone() }).collect()
}

/// Whether to colour, and how wide a line may be.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    /// Whether to colour.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

impl Paint {
    /// Neither colour nor terminal.
    pub const PLAIN: Paint = Paint { color: false, width: 80 };

    fn with(self, style: Style, text: &str) -> String {
        if self.color { format!("{style}{text}{style:#}") } else { text.to_owned() }
    }

    fn dim(self, text: &str) -> String {
        self.with(Style::new().dimmed(), text)
    }

    fn strong(self, text: &str) -> String {
        self.with(Style::new().bold(), text)
    }

    fn in_color(self, color: AnsiColor, text: &str) -> String {
        self.with(color.on_default(), text)
    }

    fn action(self, action: Action, text: &str) -> String {
        self.in_color(color(action), text)
    }
}

fn color(action: Action) -> AnsiColor {
    match action {
        Action::Create => AnsiColor::Green,
        Action::Update | Action::Act => AnsiColor::Yellow,
        Action::Delete | Action::Replace => AnsiColor::Red,
    }
}

/// The sign before an address.
fn sign(action: Action) -> &'static str {
    match action {
        Action::Create => "+",
        Action::Update => "~",
        Action::Replace => "±",
        Action::Delete => "-",
        Action::Act => "!",
    }
}

/// Adds text in lines that are no wider than `width`, where no word is: it breaks at spaces alone, so that a path, an address
/// and a place in a file stay whole.
pub fn wrap(out: &mut String, text: &str, first: &str, rest: &str, width: usize) {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation)
        .wrap_algorithm(textwrap::WrapAlgorithm::FirstFit);
    for line in textwrap::wrap(text, options) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// Adds `word: text`; what does not fit in the line stands below the text.
fn labelled(out: &mut String, word: &str, color: AnsiColor, text: &str, paint: Paint) {
    let rest = " ".repeat(display_width(word) + 2);
    let word = paint.in_color(color, word);
    wrap(out, text, &format!("{word}: "), &rest, paint.width);
}

/// Adds counts, separated by commas: it breaks behind commas, where they fit at all.
fn counted(out: &mut String, text: &str, paint: Paint) {
    if text.split(", ").any(|it| display_width(it) + "  ,".len() > paint.width) {
        return wrap(out, &paint.strong(text), "", "  ", paint.width);
    }
    let whole = text.replace(' ', "\u{A0}").replace(",\u{A0}", ", ");
    let mut lines = String::new();
    wrap(&mut lines, &paint.strong(&whole), "", "  ", paint.width);
    out.push_str(&lines.replace('\u{A0}', " "));
}

/// Adds text below a heading.
fn below(out: &mut String, text: &str, paint: Paint) {
    wrap(out, text, "    ", "      ", paint.width);
}

/// What stands behind a value that GitLab has already, or may have: only an apply knows if it differs, or a call has to send it
/// along. What GitLab does not return has no value before.
fn as_before(step: &Step, change: &Change) -> Option<&'static str> {
    match &change.before {
        Value::Null => None,
        _ if step.conditional => Some("compared when applied"),
        before if change.after.as_ref() == Some(before) => Some("sent again"),
        _ => None,
    }
}

/// A value in one line.
fn value(it: &Value) -> String {
    match it {
        Value::Null => "(none)".to_owned(),
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => clean(text).into_owned(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(value).collect::<Vec<_>>().join(", "))
        }
        Value::Object(fields) => {
            let pair = |(key, it): (&String, &Value)| format!("{}: {}", clean(key), value(it));
            format!("{{{}}}", fields.iter().map(pair).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// `1 deployment`, `2 deployments`.
fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
