//! Where output goes, and what it looks like.

use std::borrow::Cow;
use std::fmt::Debug;
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};

use indicatif::ProgressBar;
use serde_json::Value;
use terminal_size::{Height, Width, terminal_size_of};
use tracing::Level;
use tracing::field::{Field, Visit};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

use super::streams::{self, Stream};
use super::{Color, Form, Global, document, environment};
use crate::apply::{Event, Warning};
use crate::plan::Document;
use crate::problem::{Problem, Problems, clean};
use crate::render::{self, Paint, job_log};
use crate::review::ci::Ci;

/// Sets up the log on standard error. What waits and repeats is said aloud; requests with `-vv`. With `events`, what is
/// said aloud is an event as well.
pub(super) fn set_up(global: &Global, events: bool) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => "error",
        (_, 0) => "warn",
        (_, 1) => "info",
        (_, 2) => "debug",
        _ => "trace",
    };
    let ours = |level: &str| EnvFilter::new(format!("off,labwright={level}"));
    let log = Printed(paint_stderr(global));
    let events = events.then(|| Warnings.with_filter(ours("warn")));
    let subscriber = tracing_subscriber::registry().with(log.with_filter(ours(level))).with(events);
    // A second command in one process (tests) keeps the first log.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

/// Prints what the log says, a sentence a line.
struct Printed(Paint);

impl<S: tracing::Subscriber> Layer<S> for Printed {
    fn on_event(&self, said: &tracing::Event<'_>, _: Context<'_, S>) {
        let message = Words::of(said);
        tell(&match *said.metadata().level() {
            Level::ERROR | Level::WARN => render::warning(&message, self.0),
            Level::INFO => render::sentence(&message, self.0),
            // A request stays in one line, to search for.
            _ => format!("{message}\n"),
        });
    }
}

/// Makes events of warnings.
struct Warnings;

impl<S: tracing::Subscriber> Layer<S> for Warnings {
    fn on_event(&self, said: &tracing::Event<'_>, _: Context<'_, S>) {
        event(&Event::Warning(Warning { message: Words::of(said) }));
    }
}

/// The sentence, then the fields that traces of requests have: `answered status=200`.
#[derive(Default)]
struct Words(Vec<String>);

impl Words {
    fn of(said: &tracing::Event<'_>) -> String {
        let mut words = Words::default();
        said.record(&mut words);
        clean(&words.0.join(" ")).into_owned()
    }
}

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "message" => self.0.insert(0, format!("{value:?}")),
            name => self.0.push(format!("{name}={value:?}")),
        }
    }
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|it| !it.is_empty() && it != "0")
}

/// The narrowest terminal that lines are made for.
const NARROWEST: usize = 20;

/// How wide a line may be: `COLUMNS`, else the width of the terminal, else that of [`Paint::PLAIN`].
fn width(terminal: Option<(Width, Height)>) -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|it| it.parse().ok());
    let columns = asked.filter(|it| *it > 0).or(terminal.map(|(it, _)| it.0));
    columns.map_or(Paint::PLAIN.width, |it| usize::from(it).max(NARROWEST))
}

fn paint(global: &Global, terminal: bool, size: Option<(Width, Height)>) -> Paint {
    let color = match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto if std::env::var_os("NO_COLOR").is_some_and(|it| !it.is_empty()) => false,
        Color::Auto if is_set("CLICOLOR_FORCE") => true,
        Color::Auto if in_job() => true,
        Color::Auto => terminal && std::env::var_os("TERM").is_none_or(|it| it != "dumb"),
    };
    Paint { color, width: width(size) }
}

/// What standard output looks like.
pub(super) fn paint_stdout(global: &Global) -> Paint {
    let it = std::io::stdout();
    paint(global, it.is_terminal(), terminal_size_of(&it))
}

/// What standard error looks like.
pub(super) fn paint_stderr(global: &Global) -> Paint {
    let it = std::io::stderr();
    paint(global, it.is_terminal(), terminal_size_of(&it))
}

/// Prints a result.
pub(super) fn print(text: &str) {
    streams::write(Stream::Out, text.as_bytes());
}

/// Prints an event, in one line.
pub(super) fn event(event: &Event) {
    print(&document::line(&event.to_json()));
}

/// Text as people get it: in GitLab's job log nothing foreign makes a section.
pub(super) fn for_people(text: &str) -> Cow<'_, str> {
    if in_job() { job_log::without_markers(text) } else { text.into() }
}

/// Whether this is a job of GitLab CI.
pub(super) fn in_job() -> bool {
    Ci::new(&environment::lookup).is_job()
}

/// Seconds since 1970.
pub(super) fn seconds() -> u64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    now.map_or(0, |it| it.as_secs())
}

/// Prints a document for programs.
pub(super) fn print_json(value: &Value) {
    print(&document::json(value));
}

/// Prints a document for programs, as YAML.
pub(super) fn print_yaml(value: &Value) {
    match document::yaml(value) {
        Ok(text) => print(&text),
        Err(error) => tell(&format!("error: cannot write this as YAML: {error}\n")),
    }
}

/// Says something to the person at the terminal.
pub(super) fn say(global: &Global, text: &str) {
    if !global.quiet {
        tell(text);
    }
}

/// The bar that stands in the last line of the terminal, if any: what is said goes above it.
static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Says which bar there is from now on.
pub(super) fn bar(bar: Option<ProgressBar>) {
    *BAR.lock().unwrap_or_else(PoisonError::into_inner) = bar;
}

/// Says something that must be said.
pub(super) fn tell(text: &str) {
    let write = || streams::write(Stream::Err, for_people(text).as_bytes());
    match &*BAR.lock().unwrap_or_else(PoisonError::into_inner) {
        Some(bar) => bar.suspend(write),
        None => write(),
    }
}

/// Says a sentence that must be said, in lines.
pub(super) fn sentence(global: &Global, text: &str) {
    tell(&render::sentence(text, paint_stderr(global)));
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
