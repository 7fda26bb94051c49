//! Which keys look as if a secret stood under them.
//!
//! The schema says where secrets are, but a misspelt key or a file that is not YAML has no schema. There the
//! name of the key decides, rather once too often: what is hidden needlessly can still be found by its line.

use std::sync::Arc;

use super::tree::{Cursor, Kind};
use crate::problem::SourceText;

const SUSPECT: [&str; 10] = [
    "token",
    "secret",
    "passw",
    "credential",
    "api_key",
    "apikey",
    "private_key",
    "header",
    "variable",
    "auth",
];

/// Whether a key looks as if a secret stood under it.
pub(super) fn is_suspect(key: &str) -> bool {
    let key = key.to_ascii_lowercase().replace('-', "_");
    SUSPECT.iter().any(|it| key.contains(it))
}

/// Hides a value altogether, and a comment behind it, which often repeats it.
pub(super) fn mask(at: Cursor<'_>) {
    for node in [at.node, at.tree.resolve(at.node)] {
        let source = at.tree.source();
        let mut span = at.tree.span(node);
        let rest = &source.text()[span.end..];
        // Only then is the end of the line looked for: a line can be as long as the file.
        if rest.trim_start_matches([' ', '\t']).starts_with('#') {
            span.end += rest.find('\n').unwrap_or(rest.len());
        }
        source.mask(span);
    }
}

/// Hides what stands under suspect keys in a part of the tree that no schema describes.
pub(super) fn mask_suspects(at: Cursor<'_>) {
    for entry in at.entries() {
        match entry.kind() {
            _ if entry.key().is_some_and(is_suspect) => mask(entry),
            Kind::List | Kind::Mapping => mask_suspects(entry),
            _ => {}
        }
    }
    at.items().for_each(mask_suspects);
}

/// Hides in a text that is not YAML what follows a suspect key, or one of `more`: the rest of the line, and
/// the lines that are indented more.
pub(super) fn mask_lines(source: &Arc<SourceText>, more: &[String]) {
    let mut at = 0;
    let mut hidden: Option<usize> = None;
    for line in source.text().split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t', '-']);
        let indent = line.len() - content.len();
        let is_blank = content.trim_end().is_empty();
        hidden = hidden.filter(|it| is_blank || indent > *it);
        if hidden.is_some() {
            source.mask(at + indent.min(line.len())..at + line.trim_end().len());
        } else if let Some(value) = suspect_value(content, more) {
            source.mask(at + indent + value..at + line.trim_end().len());
            hidden = Some(indent);
        }
        at += line.len();
    }
}

/// Where in a line the value of its first suspect key begins.
fn suspect_value(line: &str, more: &[String]) -> Option<usize> {
    let mut from = 0;
    while let Some(colon) = line[from..].find(':').map(|it| from + it) {
        let key = line[from..colon].rsplit([' ', '{', ',', '[']).find(|it| !it.is_empty());
        if key.is_some_and(|it| {
            is_suspect(it) || more.iter().any(|key| key == it.trim_matches(['"', '\'']))
        }) {
            return Some(colon + 1);
        }
        from = colon + 1;
    }
    None
}
