//! Explains errors of the YAML parser to people who do not write YAML every day.

use std::sync::Arc;

use serde_yaml::granit_parser::{ErrorKind, ScanError};

use crate::problem::{Place, Problem, SourceText};

/// How deep lists and mappings can be nested.
pub(super) const MAX_DEPTH: usize = 64;

pub(super) fn too_deep(place: Place) -> Problem {
    Problem::new(format!("lists and mappings are nested more than {MAX_DEPTH} levels deep"))
        .at(place)
        .hint("look for a stray `[`, `{`, or `-`; no setting needs so many levels")
}

/// The parser stops at the first mistake, so this is the only problem that can be reported for the file.
pub(super) fn problem(source: &Arc<SourceText>, error: &ScanError) -> Box<Problem> {
    let at = source.place(error.marker().byte_offset().unwrap_or(0)..0).span.start;
    // The parser reports a tab at the end of the line before.
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
        _ => Problem::new(message).at(place).label("here, or just before").hint(
            hint.unwrap_or("fix this first; the rest of the file cannot be checked until then"),
        ),
    })
}

/// The hint for lines below a list or mapping that already ended on its own line.
fn closed_before(text: &str) -> Option<&'static str> {
    let line = text.lines().rev().find(|it| !matches!(it.trim().as_bytes(), [] | [b'#', ..]))?;
    let value = line.split(" #").next().unwrap_or(line).trim_end();
    if value.ends_with(": []") {
        Some("remove the `[]` in the line above, which ends the list, or remove these lines")
    } else if value.ends_with(": {}") {
        Some("remove the `{}` in the line above, which ends the mapping, or remove these lines")
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
            ("YAML does not allow tabs in indentation", "use spaces instead of the tab")
        }
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            ("a quote is not closed", "add the closing quote")
        }
        ErrorKind::UnclosedFlowCollection { open: '[' } | ErrorKind::UnexpectedEofFlowSequence => {
            ("a `[` is not closed", "add the closing `]`")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            ("a `{` is not closed", "add the closing `}`")
        }
        ErrorKind::ExpectedFlowSequenceSeparator => (
            "a `,` or `]` is missing in this list",
            "separate items with `,`, and put text with special characters in quotes",
        ),
        ErrorKind::ExpectedFlowMappingSeparator => (
            "a `,` or `}` is missing in this mapping",
            "separate entries with `,`, and put text with special characters in quotes",
        ),
        ErrorKind::MappingValueNotAllowed => (
            "a `:` is not allowed here",
            "put text that contains `: ` in quotes, and check the indentation of this line and the one before",
        ),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            ("a `:` is missing after the key", "write `key: value`, with a space after the `:`")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidBlockScalarIndent => (
            "the indentation of this line is wrong",
            "start all lines of a list or mapping at the same column",
        ),
        ErrorKind::UnexpectedCharacter { character: '@' | '`' | '%' } => {
            ("a value cannot begin with this character", "put the value in quotes")
        }
        ErrorKind::UnknownQuotedScalarEscape => (
            "unknown escape after `\\` in double quotes",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        other => return (format!("this is not valid YAML: {other}"), None),
    };
    (message.into(), Some(hint))
}
