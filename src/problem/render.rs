//! Renders problems for people, with miette.
//!
//! miette gets one prepared line, never the file: reading a large file from its beginning for every problem takes
//! quadratic time, a line of a megabyte fills the screen, and miette prints control characters unchanged.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, Severity, SourceCode, SourceSpan, SpanContents, ThemeCharacters,
    ThemeStyles,
};

use super::{Place, Problem, SourceText, invisible};

/// Replaces masked text: always equally long, so that it does not reveal the length.
const MASK: &str = "********";

/// How problems look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour.
    pub color: bool,
    /// Whether to draw with line characters, or with ASCII alone.
    pub unicode: bool,
    /// The maximum width of a line.
    pub width: usize,
}

impl Default for Style {
    fn default() -> Self {
        Style { color: false, unicode: true, width: 80 }
    }
}

/// Untrusted text, made safe for a terminal, in one line.
///
/// Characters that are [`invisible`] are replaced, one for one; line breaks and tabs become spaces.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(|it| seen(it) == it) {
        text.into()
    } else {
        text.chars().map(seen).collect()
    }
}

fn seen(character: char) -> char {
    match character {
        '\n' | '\r' | '\t' => ' ',
        it if invisible(it) => '\u{FFFD}',
        it => it,
    }
}

pub(super) fn problem(problem: &Problem, style: &Style) -> String {
    let theme = GraphicalTheme {
        characters: if style.unicode {
            ThemeCharacters::unicode()
        } else {
            ThemeCharacters::ascii()
        },
        styles: if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() },
    };
    let mut text = String::new();
    // The line number and its frame come before the line.
    let room = style.width.saturating_sub(12).max(40);
    let report = MietteProblem::of(problem, room);
    let drawn = GraphicalReportHandler::new_themed(theme)
        .with_width(style.width.max(20))
        .with_break_words(false)
        .with_word_separator(textwrap::WordSeparator::AsciiSpace)
        .with_word_splitter(textwrap::WordSplitter::NoHyphenation)
        .with_links(false)
        .with_context_lines(0)
        .without_primary_span_start()
        .without_syntax_highlighting()
        .tab_width(2)
        .render_report(&mut text, &report);
    match drawn {
        Ok(()) => text,
        Err(fmt::Error) => format!("{problem}\n"),
    }
}

/// A problem in miette's form.
#[derive(Debug)]
struct MietteProblem {
    message: String,
    severity: Severity,
    line: Option<Line>,
    label: Option<String>,
    hint: Option<String>,
    related: Vec<MietteProblem>,
}

impl MietteProblem {
    fn of(problem: &Problem, room: usize) -> Self {
        let line = problem.place.as_ref().and_then(|it| Line::of(it, room));
        // Without a source line, the message contains the place.
        let sentence = problem.sentence();
        let message = match (&problem.place, &line) {
            (Some(place), None) if (place.line, place.column) != (1, 1) => {
                format!("{place}: {}", clean(&sentence))
            }
            (Some(place), None) => format!("{}: {}", clean(&place.file), clean(&sentence)),
            _ => clean(&sentence).into_owned(),
        };
        MietteProblem {
            message,
            severity: Severity::Error,
            line,
            label: problem.label.as_deref().map(|it| clean(it).into_owned()),
            hint: problem
                .hint
                .as_deref()
                .map(|it| it.split('\n').map(clean).collect::<Vec<_>>().join("\n")),
            related: problem
                .related
                .iter()
                .map(|(place, note)| MietteProblem::note(place, note, room))
                .collect(),
        }
    }

    fn note(place: &Place, note: &str, room: usize) -> Self {
        let line = Line::of(place, room);
        let message = match line {
            Some(_) => clean(note).into_owned(),
            None => format!("{place}: {}", clean(note)),
        };
        MietteProblem {
            message,
            severity: Severity::Advice,
            line,
            label: None,
            hint: None,
            related: vec![],
        }
    }
}

impl fmt::Display for MietteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for MietteProblem {}

impl Diagnostic for MietteProblem {
    fn severity(&self) -> Option<Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.hint.as_ref().map(|it| Box::new(it) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.line.as_ref().map(|it| it as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let line = self.line.as_ref()?;
        let span = SourceSpan::new(line.label.start.into(), line.label.len());
        let label = LabeledSpan::new_primary_with_span(self.label.clone(), span);
        Some(Box::new(std::iter::once(label)))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        (!self.related.is_empty()).then(|| {
            Box::new(self.related.iter().map(|it| it as &dyn Diagnostic))
                as Box<dyn Iterator<Item = &dyn Diagnostic>>
        })
    }
}

/// One line of a file, ready to be shown.
#[derive(Debug)]
struct Line {
    /// `file:line:column`
    name: String,
    number: usize,
    text: String,
    /// What to underline, in bytes of `text`.
    label: Range<usize>,
}

impl Line {
    fn of(place: &Place, room: usize) -> Option<Self> {
        let source = place.source.as_ref()?;
        let line = source.line(place.span.start);
        let meant = place.span.start.min(line.end)..place.span.end.min(line.end);
        let window = window(source, &line, &meant, room);
        let (mut text, mut label) = shown(source, &window, &meant);
        if window.start > line.start {
            text.insert_str(0, "...");
            label = label.start + 3..label.end + 3;
        }
        if window.end < line.end {
            text.push_str("...");
        }
        // miette draws nothing for an empty text.
        if text.is_empty() {
            text.push(' ');
        }
        Some(Line { name: place.to_string(), number: place.line, text, label })
    }
}

/// The part of a line that is shown: at most `room` characters, half of them after the place of the problem.
fn window(
    source: &SourceText,
    line: &Range<usize>,
    meant: &Range<usize>,
    room: usize,
) -> Range<usize> {
    let (before, behind) = source.text()[line.clone()].split_at(meant.start - line.start);
    let fits = before.len() < room
        && behind.chars().take(room + 1 - before.len()).count() <= room - before.len();
    if fits {
        return line.clone();
    }
    let start =
        before.char_indices().rev().nth(room / 2 - 1).map_or(line.start, |(at, _)| line.start + at);
    let end = behind.char_indices().nth(room / 2).map_or(line.end, |(at, _)| meant.start + at);
    start..end
}

/// The text of `window`, masked and clean, and where `meant` is in it.
fn shown(
    source: &SourceText,
    window: &Range<usize>,
    meant: &Range<usize>,
) -> (String, Range<usize>) {
    let masks = source.masked(window);
    let mut text = String::new();
    let (mut start, mut end) = (None, None);
    let mut masked = None;
    for (at, character) in source.text()[window.clone()].char_indices() {
        let at = window.start + at;
        if at >= meant.start {
            start.get_or_insert(text.len());
        }
        if at >= meant.end {
            end.get_or_insert(text.len());
        }
        match masks.iter().position(|it| it.contains(&at)) {
            Some(mask) if masked == Some(mask) => {}
            Some(mask) => {
                text.push_str(MASK);
                masked = Some(mask);
            }
            None => {
                masked = None;
                text.push(if character == '\t' { '\t' } else { seen(character) });
            }
        }
    }
    let start = start.unwrap_or(text.len());
    let end = end.unwrap_or(text.len()).max(start);
    (text, start..end)
}

impl SourceCode for Line {
    fn read_span<'a>(
        &'a self,
        _span: &SourceSpan,
        _before: usize,
        _after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.text.as_bytes(),
            SourceSpan::new(0.into(), self.text.len()),
            self.number - 1,
            0,
            1,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A place or an address in a message is one word, and stays one.
    #[test]
    fn nothing_is_broken_within_a_word() {
        for word in
            ["projects/of-a-team/with/a/long/path/api.yaml:12345", &"acme/long-name/".repeat(12)]
        {
            for before in 0..40 {
                let text = format!("{} {word} and so on", "x ".repeat(before));
                let told = Problem::new(text.clone()).hint(text);
                for width in [40, 80, 120] {
                    let style = Style { width, ..Style::default() };
                    let drawn = problem(&told, &style);
                    assert_eq!(drawn.matches(word).count(), 2, "{drawn}");
                    let wide = |it: &&str| it.chars().count() > width && !it.contains(word);
                    assert_eq!(drawn.lines().find(wide), None, "{drawn}");
                }
            }
        }
    }
}
