//! The text of a file: the line and column of a byte, and the parts that must not be shown.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::Place;

/// Characters are counted in blocks, so that finding the column in a line of megabytes takes one block.
const BLOCK: usize = 256;

/// A file's text, with what is needed to point into it.
pub struct SourceText {
    name: Arc<str>,
    text: String,
    /// Where each line begins, in bytes. A file may have millions of lines.
    lines: Vec<u32>,
    /// How many characters begin before each block.
    blocks: Vec<usize>,
    /// What must not be shown. It grows while the file is checked, when problems already point into it.
    masks: Mutex<Vec<Range<usize>>>,
}

impl SourceText {
    /// `name` is the name to show; `text` has no byte order mark.
    pub fn new(name: impl Into<Arc<str>>, text: String) -> Arc<Self> {
        let breaks = text.bytes().filter(|it| *it == b'\n').count();
        let mut lines = Vec::with_capacity(breaks + 1);
        lines.push(0);
        lines.extend(text.bytes().zip(1..).filter(|(it, _)| *it == b'\n').map(|(_, next)| next));
        let mut before = 0;
        let blocks = text
            .as_bytes()
            .chunks(BLOCK)
            .map(|block| {
                let here = before;
                before += beginnings(block);
                here
            })
            .collect();
        Arc::new(SourceText { name: name.into(), text, lines, blocks, masks: Mutex::default() })
    }

    /// The file name to show.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of a range of bytes. An end outside of the text, or inside of a character, moves to the nearest boundary
    /// before it.
    pub fn place(self: &Arc<Self>, span: Range<usize>) -> Place {
        let start = self.boundary(span.start);
        let end = self.boundary(span.end).max(start);
        let line = self.line_at(start);
        let column = self.characters_before(start) - self.characters_before(self.begin(line)) + 1;
        Place {
            file: Arc::clone(&self.name),
            line: line + 1,
            column,
            source: Some(Arc::clone(self)),
            span: start..end,
        }
    }

    /// Hides these bytes, whichever problem points at them or next to them.
    pub fn mask(&self, span: Range<usize>) {
        self.masks.lock().unwrap_or_else(PoisonError::into_inner).push(span);
    }

    /// The masked parts of `within`, in order, with overlapping parts joined.
    pub(super) fn masked(&self, within: &Range<usize>) -> Vec<Range<usize>> {
        let masks = self.masks.lock().unwrap_or_else(PoisonError::into_inner);
        let touches = |it: &&Range<usize>| it.start < within.end && within.start < it.end;
        let mut masked: Vec<_> = masks.iter().filter(touches).cloned().collect();
        masked.sort_by_key(|it| it.start);
        masked.dedup_by(|next, before| {
            let overlaps = next.start < before.end;
            if overlaps {
                before.end = before.end.max(next.end);
            }
            overlaps
        });
        masked
    }

    /// The bytes of the line with byte `at`, without its line break.
    pub(crate) fn line(&self, at: usize) -> Range<usize> {
        let line = self.line_at(at);
        let next = (line + 1 < self.lines.len()).then(|| self.begin(line + 1));
        let end = next.map_or(self.text.len(), |next| next - 1);
        let text = &self.text[self.begin(line)..end];
        self.begin(line)..end - usize::from(text.ends_with('\r'))
    }

    fn begin(&self, line: usize) -> usize {
        self.lines[line] as usize
    }

    fn line_at(&self, at: usize) -> usize {
        self.lines.partition_point(|begin| *begin as usize <= at) - 1
    }

    fn boundary(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        (0..=at).rev().find(|it| self.text.is_char_boundary(*it)).unwrap_or(0)
    }

    fn characters_before(&self, at: usize) -> usize {
        let block = at / BLOCK;
        self.blocks.get(block).map_or_else(
            || self.blocks.last().map_or(0, |before| before + beginnings(self.last_block())),
            |before| before + beginnings(&self.text.as_bytes()[block * BLOCK..at]),
        )
    }

    fn last_block(&self) -> &[u8] {
        self.text.as_bytes().chunks(BLOCK).next_back().unwrap_or_default()
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SourceText").field("name", &self.name).finish_non_exhaustive()
    }
}

/// How many characters begin in these bytes: every byte except the continuation bytes of UTF-8.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|it| **it & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters_however_long_the_line_is() {
        let text = format!("é: 1\n{}x", "ü".repeat(5000));
        let source = SourceText::new("a.yaml", text.clone());
        for (at, line, column) in
            [(0, 1, 1), (2, 1, 2), (6, 2, 1), (6 + 2 * 4999, 2, 5000), (text.len(), 2, 5002)]
        {
            let place = source.place(at..at);
            assert_eq!((place.line, place.column), (line, column), "byte {at}");
        }
    }

    #[test]
    fn a_range_outside_of_the_text_is_moved_into_it() {
        let source = SourceText::new("a.yaml", "é".into());
        assert_eq!(source.place(1..900).span, 0..2);
        assert_eq!(SourceText::new("b", String::new()).place(7..9).span, 0..0);
    }
}
