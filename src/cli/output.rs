//! Where output goes, and what it looks like.

use std::io::{IsTerminal, Write};

use serde_json::Value;
use tracing_subscriber::EnvFilter;

use super::{Color, Form, Global, document};
use crate::plan::Document;
use crate::problem::{Problem, Problems};
use crate::render::{self, Paint};

/// Sets up the log on standard error. What waits and repeats is said aloud; requests with `-vv`.
pub(super) fn set_up(global: &Global) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => "error",
        (_, 0) => "warn",
        (_, 1) => "info",
        (_, 2) => "debug",
        _ => "trace",
    };
    let filter = EnvFilter::new(format!("off,labwright={level}"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(paint_stderr(global).color)
        .without_time()
        .with_target(false)
        .finish();
    // A second command in one process (tests) keeps the first log.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|it| !it.is_empty() && it != "0")
}

fn paint(global: &Global, terminal: bool) -> Paint {
    let color = match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty()) => false,
        Color::Auto if is_set("CLICOLOR_FORCE") => true,
        Color::Auto if std::env::var_os("GITLAB_CI").is_some_and(|it| it == "true") => true,
        Color::Auto => terminal && std::env::var_os("TERM").is_none_or(|it| it != "dumb"),
    };
    Paint { color, width: 80 }
}

/// What standard output looks like.
pub(super) fn paint_stdout(global: &Global) -> Paint {
    paint(global, std::io::stdout().is_terminal())
}

/// What standard error looks like.
pub(super) fn paint_stderr(global: &Global) -> Paint {
    paint(global, std::io::stderr().is_terminal())
}

/// Adds text in lines that are no longer than `width`, where no word is.
pub(super) fn wrap(out: &mut String, text: &str, first: &str, rest: &str, width: usize) {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for line in textwrap::wrap(text, options) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// Prints a result. A closed pipe is no failure.
pub(super) fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints a document for programs.
pub(super) fn print_json(value: &Value) {
    print(&document::json(value));
}

/// Prints a document for programs, as YAML.
pub(super) fn print_yaml(value: &Value) {
    match document::yaml(value) {
        Ok(text) => print(&text),
        Err(error) => tell(&format!("error: this cannot be written as YAML: {error}\n")),
    }
}

/// Says something to the person at the terminal.
pub(super) fn say(global: &Global, text: &str) {
    if !global.quiet {
        tell(text);
    }
}

/// Says something that must be said.
pub(super) fn tell(text: &str) {
    let mut out = std::io::stderr().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Tells problems: to people on standard error, to programs as a document on standard output.
pub(super) fn problems(global: &Global, problems: &Problems) {
    if global.output == Form::Json {
        print_json(&Document::of_problems(problems).to_json());
    }
    tell(&render::problems(problems, paint_stderr(global)));
}

/// Tells one problem.
pub(super) fn problem(global: &Global, problem: Problem) {
    let mut all = Problems::new();
    all.push(problem);
    problems(global, &all);
}
