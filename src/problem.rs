//! One form for everything that a person has to fix: an invalid file, an unknown user, a refusal by GitLab.
//!
//! A problem says what is wrong, where, and what to do next. It must not contain a secret, neither in its words nor in
//! the source line that is shown: see [`SourceText::mask`]. Text in a problem is not trusted: control characters are
//! removed when it is rendered, whatever their origin.

mod invisible;
mod render;
mod source;

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::collections::btree_map::{BTreeMap, Entry};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use invisible::invisible;
pub use render::{Style, clean};
pub use source::SourceText;

/// How many problems of one file are shown; the rest are only counted.
pub const SHOWN_PER_FILE: usize = 100;

/// A place in a file.
#[derive(Clone)]
pub struct Place {
    /// The file name to show: relative to the path that the user gave, with forward slashes.
    pub file: Arc<str>,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// The text that the place is in; without it, no source line is shown.
    pub source: Option<Arc<SourceText>>,
    /// In bytes of that text; empty if there is nothing to underline.
    pub span: Range<usize>,
}

impl Place {
    /// A whole file, for problems that do not concern a line.
    pub fn file(name: impl Into<Arc<str>>) -> Self {
        Place { file: name.into(), line: 1, column: 1, source: None, span: 0..0 }
    }

    fn key(&self) -> (&str, usize, usize) {
        (&self.file, self.line, self.column)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", clean(&self.file), self.line, self.column)
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Place {}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

/// What is wrong, where, and what to do next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where; `None` if it is not in a file.
    pub place: Option<Place>,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// A few words under the source line.
    pub label: Option<String>,
    /// What to do next.
    pub hint: Option<String>,
    /// Other places that belong to it, such as the first of two declarations.
    pub related: Vec<(Place, String)>,
    /// The addresses that it is about, if the message is a cause that several can share. Empty if the message itself
    /// says what it is about.
    pub of: BTreeSet<String>,
}

impl Problem {
    /// A problem without a place.
    pub fn new(message: impl Into<String>) -> Self {
        let (message, of) = (message.into(), BTreeSet::new());
        Problem { place: None, message, label: None, hint: None, related: vec![], of }
    }

    /// Sets its place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds the words under the source line.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Adds another place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: Place, note: impl Into<String>) -> Self {
        self.related.push((place, note.into()));
        self
    }

    /// Makes the message the cause of what is wrong at this address: see [`folded`].
    #[must_use]
    pub fn of(mut self, address: impl Into<String>) -> Self {
        self.of.insert(address.into());
        self
    }

    /// The message, with the addresses that it is about.
    pub fn sentence(&self) -> String {
        let Some(first) = self.of.first() else { return self.message.clone() };
        if self.of.len() == 1 {
            return format!("{first}: {}", self.message);
        }
        format!("{}{}", self.message, among(&self.of))
    }

    /// The problem in machine-readable form.
    pub fn told(&self) -> Told {
        let place = self.place.as_ref();
        Told {
            file: place.map(|it| clean(&it.file).into_owned()),
            line: place.map(|it| it.line),
            column: place.map(|it| it.column),
            message: clean(&self.sentence()).into_owned(),
            hint: self.hint.as_deref().map(|it| clean(it).into_owned()),
            more: 0,
            of: self.of.iter().map(|it| clean(it).into_owned()).collect(),
        }
    }

    /// The problem for people: the message, the source line, and what to do next.
    pub fn render(&self, style: &Style) -> String {
        render::problem(self, style)
    }
}

/// How many addresses of one problem its message names.
const NAMED: usize = 3;

/// `: a and b`, `: a, b, and c`, or `: a, b, c, and 27 more (30 in all)`; two at least.
fn among(of: &BTreeSet<String>) -> String {
    format!(": {}", named(of))
}

/// The first few of addresses: `a`, `a and b`, `a, b, and c`, or `a, b, c, and 27 more (30 in all)`.
pub(crate) fn named(of: &BTreeSet<String>) -> String {
    let listed = listed(of.iter().cloned());
    if of.len() > NAMED { format!("{listed} ({} in all)", of.len()) } else { listed }
}

/// The first few of names: `a`, `a and b`, `a, b, and c`, or `a, b, c, and 27 more`.
pub(crate) fn listed(mut names: impl ExactSizeIterator<Item = String>) -> String {
    let first: Vec<String> = names.by_ref().take(NAMED).collect();
    match (names.len(), first.as_slice()) {
        (0, []) => String::new(),
        (0, [one]) => one.clone(),
        (0, [one, other]) => format!("{one} and {other}"),
        (0, [rest @ .., last]) => format!("{}, and {last}", rest.join(", ")),
        (more, first) => format!("{}, and {more} more", first.join(", ")),
    }
}

/// Joins problems that differ only in the address that they are about. The place is that of the first one; other places of
/// up to two more are shown with it.
pub fn folded(problems: impl IntoIterator<Item = Problem>) -> Vec<Problem> {
    let mut sorted: Vec<Problem> = problems.into_iter().collect();
    sorted.sort();
    let mut out: Vec<Problem> = Vec::new();
    let mut alike: BTreeMap<(String, Option<String>), usize> = BTreeMap::new();
    for problem in sorted {
        if problem.of.is_empty() {
            out.push(problem);
            continue;
        }
        let place = alike.entry((problem.message.clone(), problem.hint.clone()));
        let first = match place {
            Entry::Occupied(at) => &mut out[*at.get()],
            Entry::Vacant(at) => {
                at.insert(out.len());
                out.push(problem);
                continue;
            }
        };
        let fresh = !problem.of.is_subset(&first.of) && first.related.len() + 1 < NAMED;
        first.of.extend(problem.of);
        let shown = |it: &Place| {
            first.place.iter().chain(first.related.iter().map(|it| &it.0)).any(|place| place == it)
        };
        if let Some(place) = problem.place.filter(|it| fresh && !shown(it)) {
            first.related.push((place, "also here".to_owned()));
        }
    }
    out
}

/// A problem in machine-readable form. Every key except `more` and `of` is always present.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Told {
    /// The file.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// The number of further problems of the file that are not listed. Omitted if the entry is a problem itself.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub more: usize,
    /// All addresses that it is about, if one cause affects a whole scope or several objects; the message names the first
    /// few. Omitted otherwise.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub of: BTreeSet<String>,
}

fn is_zero(it: &usize) -> bool {
    *it == 0
}

impl Told {
    /// An entry for problems of a file that are not listed.
    pub fn untold(file: Option<String>, more: usize) -> Self {
        let message = format!("and {more} more");
        Told { file, line: None, column: None, message, hint: None, more, of: BTreeSet::new() }
    }

    /// How many problems it stands for.
    pub fn count(&self) -> usize {
        self.more.max(1)
    }
}

impl From<&Told> for Problem {
    /// The problem without its source line.
    fn from(it: &Told) -> Self {
        let Told { file, line, column, message, hint, more: _, of } = it;
        let place = file.as_deref().map(|file| Place {
            line: line.unwrap_or(1),
            column: column.unwrap_or(1),
            ..Place::file(file)
        });
        let cause = match of.first().filter(|_| of.len() == 1) {
            Some(only) => message.strip_prefix(&format!("{only}: ")),
            None => message.strip_suffix(&among(of)).filter(|_| !of.is_empty()),
        };
        // In a document that was edited, the addresses may differ from those in the message.
        let (message, of) =
            cause.map_or((message.as_str(), BTreeSet::new()), |it| (it, of.clone()));
        Problem { place, hint: hint.clone(), of, ..Problem::new(message) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        f.write_str(&clean(&self.sentence()))
    }
}

impl std::error::Error for Problem {}

/// A set of problems: sorted by place, each once, at most [`SHOWN_PER_FILE`] for each file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Problems {
    list: BTreeSet<Problem>,
    per_file: BTreeMap<Option<Arc<str>>, usize>,
}

impl Problems {
    /// No problems.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a problem.
    pub fn push(&mut self, problem: Problem) {
        let file = problem.place.as_ref().map(|it| Arc::clone(&it.file));
        let told = self.per_file.get(&file).copied().unwrap_or(0);
        if told >= SHOWN_PER_FILE || self.list.insert(problem) {
            self.per_file.insert(file, told + 1);
        }
    }

    /// Adds all of the others, including those that are only counted.
    pub fn append(&mut self, others: Problems) {
        let untold: Vec<_> =
            others.untold().map(|(file, count)| (file.map(Arc::from), count)).collect();
        self.extend(others);
        for (file, count) in untold {
            *self.per_file.entry(file).or_default() += count;
        }
    }

    /// How many there are, shown or not.
    pub fn len(&self) -> usize {
        self.per_file.values().sum()
    }

    /// Whether there are no problems.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Those that are shown, by file, line, and column.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.list.iter()
    }

    /// `value`, unless there is a problem.
    pub fn into_result<T>(self, value: T) -> Result<T, Problems> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }

    /// The problems in machine-readable form; a file with more problems than are shown gets one entry with their number.
    pub fn told(&self) -> Vec<Told> {
        let rest = self
            .untold()
            .map(|(file, count)| Told::untold(file.map(|it| clean(it).into_owned()), count));
        self.iter().map(Problem::told).chain(rest).collect()
    }

    /// The problems for people, one after the other.
    pub fn render(&self, style: &Style) -> String {
        let mut text: String =
            self.iter().map(|it| it.render(style)).collect::<Vec<_>>().join("\n");
        for (file, count) in self.untold() {
            let file = file.map_or_else(String::new, |it| format!(" in {}", clean(it)));
            text.push_str(&format!("\n  and {count} more{file}\n"));
        }
        text
    }

    fn untold(&self) -> impl Iterator<Item = (Option<&str>, usize)> {
        self.per_file.iter().filter_map(|(file, count)| {
            let rest = count.checked_sub(SHOWN_PER_FILE).filter(|rest| *rest > 0)?;
            Some((file.as_deref(), rest))
        })
    }
}

impl Extend<Problem> for Problems {
    fn extend<I: IntoIterator<Item = Problem>>(&mut self, problems: I) {
        problems.into_iter().for_each(|it| self.push(it));
    }
}

impl FromIterator<Problem> for Problems {
    fn from_iter<I: IntoIterator<Item = Problem>>(problems: I) -> Self {
        let mut all = Problems::new();
        all.extend(problems);
        all
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Problems::from_iter([problem])
    }
}

impl IntoIterator for Problems {
    type Item = Problem;
    type IntoIter = std::collections::btree_set::IntoIter<Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}
