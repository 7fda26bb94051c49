//! Recognises keys whose values may be secrets.
//!
//! The schema says where secrets are, but it does not cover misspelt keys or files that are not YAML. There, the name of
//! the key decides. In doubt, the value is hidden: its line is still reported.

use std::collections::BTreeSet;
use std::ops::Range;

use super::cursor::Cursor;
use super::scalar::Type;
use crate::config::phrases::nearest;
use crate::problem::{Problem, SourceText};

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

/// Whether the value of a key looks like a secret, judging by the key.
pub(in crate::config) fn is_suspect(key: &str) -> bool {
    suspect_end(key).is_some()
}

/// Where in a word the part ends that makes it suspect.
fn suspect_end(word: &str) -> Option<usize> {
    let word = word.to_ascii_lowercase().replace('-', "_");
    SUSPECT.iter().filter_map(|it| Some(word.find(it)? + it.len())).max()
}

/// Hides a key that may be a secret whose own key is missing.
pub(in crate::config) fn mask_key(at: Cursor<'_>) {
    if let Some(key) = at.key {
        at.tree.source().mask(at.tree.span(key));
    }
}

/// Hides a whole value, and a comment after it, which often repeats it.
pub(in crate::config) fn mask(at: Cursor<'_>) {
    for node in [at.node, at.tree.resolve(at.node)] {
        let source = at.tree.source();
        let mut span = at.tree.span(node);
        let rest = &source.text()[span.end..];
        // The end of the line is searched for only if needed: a line can be as long as the file.
        if rest.trim_start_matches([' ', '\t']).starts_with('#') {
            span.end += rest.find('\n').unwrap_or(rest.len());
        }
        source.mask(span);
    }
}

/// Hides the values of suspect keys in a part of the tree that no schema describes.
pub(in crate::config) fn mask_suspects(at: Cursor<'_>) {
    for entry in at.entries() {
        match entry.value_type() {
            _ if entry.key().is_some_and(is_suspect) => mask(entry),
            Type::List | Type::Mapping => mask_suspects(entry),
            _ => {}
        }
    }
    at.items().for_each(mask_suspects);
}

/// What is known about keys where no schema applies, as in a text that is not YAML.
#[derive(Debug, Default)]
pub(in crate::config) struct Known {
    /// Keys whose values are secrets.
    pub(in crate::config) secret: BTreeSet<String>,
    /// Keys whose values are not. If empty, every key that does not look suspect is plain.
    pub(in crate::config) plain: BTreeSet<String>,
    /// Keys at the top of a file. If empty, every text is taken for one of our files.
    pub(in crate::config) outermost: BTreeSet<String>,
}

/// A longer line is not searched but hidden.
const LONG_LINE: usize = 4096;
/// How far back to search for the key whose value a line continues.
const FAR: usize = 64 << 10;

impl Known {
    fn is_plain(&self, key: &str) -> bool {
        match self.plain.is_empty() {
            true => !is_suspect(key),
            false => self.plain.contains(key) && !self.secret.contains(key),
        }
    }

    /// Whether a word may be the key of a secret, with its `:` missing.
    fn is_like_secret(&self, word: &str) -> bool {
        let secret = self.secret.iter().map(String::as_str);
        !self.plain.contains(word) && (is_suspect(word) || nearest(word, secret).is_some())
    }

    /// Hides what may be a secret in the lines that problems of one file show; everything, if the file has none of our keys.
    pub(in crate::config) fn hide<'p>(&self, problems: impl IntoIterator<Item = &'p Problem>) {
        let mut is_ours = None;
        for problem in problems {
            let related = problem.related.iter().map(|(place, _)| place);
            for place in problem.place.iter().chain(related) {
                let Some(source) = &place.source else { continue };
                match *is_ours.get_or_insert_with(|| self.is_ours(source.text())) {
                    true => self.hide_line(source, place.span.start),
                    false => source.mask(0..source.text().len()),
                }
            }
        }
    }

    fn is_ours(&self, text: &str) -> bool {
        let first = |line: &str| {
            let key = line.split(':').next().unwrap_or_default().trim();
            self.outermost.contains(key.trim_matches(['{', ' ', '"', '\'']))
        };
        self.outermost.is_empty() || text.lines().any(first)
    }

    fn hide_line(&self, source: &SourceText, at: usize) {
        let line = source.line(at);
        if line.len() > LONG_LINE {
            return source.mask(line);
        }
        let text = &source.text()[line.clone()];
        // Everything after the key of a secret, up to the next plain key, counts as the secret.
        let mut plain = self.continues_plain(source.text(), line.start);
        let mut begin = 0;
        for key in keys(text) {
            let is_plain = self.is_plain(bare(&text[key.clone()]));
            if plain || is_plain {
                self.hide_part(source, line.start, text, begin..key.start, plain);
                begin = key.end + 1;
            }
            plain = is_plain;
        }
        self.hide_part(source, line.start, text, begin.min(text.len())..text.len(), plain);
    }

    fn hide_part(
        &self,
        source: &SourceText,
        line: usize,
        text: &str,
        part: Range<usize>,
        plain: bool,
    ) {
        if part.is_empty() {
            return;
        }
        let begin = if plain { self.behind_secret(text, part.clone()) } else { part.start };
        // Dashes and brackets stay visible: they are often the mistake.
        let hidden = text[begin..part.end].trim_start_matches(['-', ' ', '\t', '[', '{']);
        source.mask(line + part.end - hidden.len()..line + part.end);
    }

    /// Where the text after a word that may be the key of a secret begins, in a part of a line.
    fn behind_secret(&self, text: &str, part: Range<usize>) -> usize {
        let mut at = part.start;
        let separates = |it: char| !it.is_alphanumeric() && !"_-".contains(it);
        for word in text[part.clone()].split_inclusive(separates) {
            let bare = word.trim_end_matches(separates);
            if bare.len() > 1 && self.is_like_secret(bare) {
                return at + suspect_end(bare).unwrap_or(word.len());
            }
            at += word.len();
        }
        part.end
    }

    /// Whether a line that begins without a key continues the value of a plain key.
    fn continues_plain(&self, text: &str, line: usize) -> bool {
        let mut far = FAR;
        for before in text[..line].lines().rev() {
            let Some(left) = far.checked_sub(before.len() + 1) else { return false };
            far = left;
            if let Some(key) = keys(before).last() {
                let rest = key.end + 1..before.len();
                return self.is_plain(bare(&before[key]))
                    && self.behind_secret(before, rest) == before.len();
            }
        }
        false
    }
}

const SEPARATORS: [char; 6] = [' ', '\t', '{', ',', '[', ':'];

/// Every key in a line, recognised by its `:`; the one in `https://` does not count.
fn keys(line: &str) -> impl Iterator<Item = Range<usize>> {
    line.match_indices(':').filter_map(move |(colon, _)| {
        if line[colon..].starts_with("://") {
            return None;
        }
        let begin = line[..colon].rfind(SEPARATORS).map_or(0, |it| it + 1);
        Some(begin..colon)
    })
}

fn bare(key: &str) -> &str {
    key.trim_matches(['"', '\'', '-', '?', '&', '*', '!', ']', '}'])
}
