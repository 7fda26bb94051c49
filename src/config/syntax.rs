//! What the YAML parser says, in words for people who do not write YAML every day.

use std::sync::Arc;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use super::compose::MAX_DEPTH;
use crate::problem::{Place, Problem, SourceText};

pub(super) fn too_deep(place: Place) -> Problem {
    Problem::new(format!(
        "lists and mappings stand in each other more than {MAX_DEPTH} levels deep"
    ))
    .at(place)
    .hint("nothing in these files needs so many levels; look for stray `[`, `{` or `-`")
}

/// The parser stops at the first mistake, so this is all that can be told of the file.
pub(super) fn problem(source: &Arc<SourceText>, error: &ScanError) -> Box<Problem> {
    let at = source.place(error.marker().byte_offset().unwrap_or(0)..0).span.start;
    // A tab is noticed where the line before ends.
    let from = if source.text()[..at].ends_with('\t') { at - 1 } else { at };
    let found = is_tab(error.kind()).then(|| source.text()[from..].find('\t')).flatten();
    let place =
        found.map_or_else(|| source.place(at..at), |tab| source.place(from + tab..from + tab + 1));
    let (message, mut hint) = words(error.kind());
    if let Some(empty) = closed_before(&source.text()[..at]) {
        hint = Some(empty);
    }
    Box::new(match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(place),
        _ => Problem::new(message)
            .at(place)
            .label("here, or shortly before")
            .hint(hint.unwrap_or("the rest of this file can be checked once this is put right")),
    })
}

/// The hint for lines below a list or mapping that its own line has closed already.
fn closed_before(text: &str) -> Option<&'static str> {
    let line = text.lines().rev().find(|it| !matches!(it.trim().as_bytes(), [] | [b'#', ..]))?;
    let value = line.split(" #").next().unwrap_or(line).trim_end();
    if value.ends_with(": []") {
        Some("the line above ends the list with `[]`: take the `[]` away, or these lines")
    } else if value.ends_with(": {}") {
        Some("the line above ends the mapping with `{}`: take the `{}` away, or these lines")
    } else {
        None
    }
}

fn is_tab(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    )
}

fn words(kind: &ErrorKind) -> (String, Option<&'static str>) {
    let (message, hint) = match kind {
        kind if is_tab(kind) => {
            ("a tab cannot indent a line in YAML", "use spaces instead of the tab")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("a quote is opened and not closed", "add the closing quote")
        }
        ErrorKind::UnclosedFlowCollection { open: '[' } | ErrorKind::UnexpectedEofFlowSequence => {
            ("a `[` is opened and not closed", "add the closing `]`")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            ("a `{` is opened and not closed", "add the closing `}`")
        }
        ErrorKind::ExpectedFlowSequenceSeparator => (
            "a `,` or `]` is missing in this list",
            "separate items with `,`; text with special characters is written in quotes",
        ),
        ErrorKind::ExpectedFlowMappingSeparator => (
            "a `,` or `}` is missing in this mapping",
            "separate entries with `,`; text with special characters is written in quotes",
        ),
        ErrorKind::MappingValueNotAllowed => (
            "a `:` is not possible here",
            "put text that holds `: ` in quotes, and check the indentation of this line and the one before",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("a `:` after the key is missing", "write `key: value`, with a space after the `:`")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidBlockScalarIndent => (
            "the indentation of this line does not fit",
            "lines of one list or mapping begin at the same column",
        ),
        ErrorKind::UnexpectedCharacter { character: '@' | '`' | '%' } => {
            ("a value cannot begin with this character", "put the value in quotes")
        }
        ErrorKind::UnknownQuotedScalarEscape => (
            "in double quotes `\\` begins an escape, and this one is not known",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        other => return (format!("this is not YAML: {other}"), None),
    };
    (message.into(), Some(hint))
}
