//! A text with its escapes removed, one layer after the other, and the original position of each piece.
//!
//! Escapes of URLs, of JSON (and of languages with similar strings), and of HTML are one layer, because they are mixed in
//! practice. White space is one space, as in text on one line; `+` is a space as well, as in forms.

use crate::problem::invisible;

/// More layers than anything real has; hostile text may have any number.
const DEEPEST: usize = 8;
/// The longest name or number of an entity.
const LONGEST_ENTITY: usize = 10;

/// Entities of HTML that have names, by what a secret may hold.
const ENTITIES: [(&str, char); 17] = [
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", ' '),
    ("sol", '/'),
    ("bsol", '\\'),
    ("colon", ':'),
    ("commat", '@'),
    ("equals", '='),
    ("plus", '+'),
    ("period", '.'),
    ("lowbar", '_'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("excl", '!'),
];

/// One layer.
pub(super) struct Layer {
    text: String,
    /// For each byte: where the original of its character begins and ends in the first layer.
    spans: Vec<(u32, u32)>,
    depth: usize,
}

impl Layer {
    /// The first layer: the unchanged text.
    pub(super) fn of(text: &str) -> Self {
        let mut layer = Layer::empty(text.len(), 0);
        for (at, it) in text.char_indices() {
            layer.push(it, position(at), position(at + it.len_utf8()));
        }
        layer
    }

    /// The text in this layer.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte of this layer begins in the first.
    pub(super) fn from(&self, at: usize) -> usize {
        self.spans.get(at).map_or(0, |it| it.0 as usize)
    }

    /// Where the bytes before this one end in the first.
    pub(super) fn to(&self, end: usize) -> usize {
        end.checked_sub(1).and_then(|it| self.spans.get(it)).map_or(0, |it| it.1 as usize)
    }

    /// The next layer; `None` if nothing is escaped any more.
    pub(super) fn below(&self) -> Option<Layer> {
        if self.depth == DEEPEST || !self.text.contains(['\\', '%', '&']) {
            return None;
        }
        let mut below = Layer::empty(self.text.len(), self.depth + 1);
        let mut rest = self.text.as_str();
        let mut changed = false;
        while let Some(first) = rest.chars().next() {
            let at = self.text.len() - rest.len();
            let escape = match first {
                '%' => in_url(rest),
                '\\' => in_json(rest),
                '&' => in_html(rest),
                _ => None,
            };
            changed |= escape.is_some();
            let (it, length) = escape.unwrap_or((Some(first), first.len_utf8()));
            if let Some(it) = it {
                below.push(it, position(self.from(at)), position(self.to(at + length)));
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        changed.then_some(below)
    }

    fn empty(length: usize, depth: usize) -> Self {
        Layer { text: String::with_capacity(length), spans: Vec::with_capacity(length), depth }
    }

    fn push(&mut self, it: char, from: u32, to: u32) {
        let it = match it {
            '+' => ' ',
            it if it.is_whitespace() => ' ',
            it if invisible(it) => '\u{FFFD}',
            it => it,
        };
        match self.spans.last_mut() {
            Some(last) if it == ' ' && self.text.ends_with(' ') => last.1 = to,
            _ => {
                self.text.push(it);
                self.spans.resize(self.text.len(), (from, to));
            }
        }
    }
}

/// No text has four gigabytes.
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A character, if there is one, and how many bytes it was written in.
type Escape = Option<(Option<char>, usize)>;

fn in_url(text: &str) -> Escape {
    let byte = |at: usize| {
        let two = text.get(3 * at..3 * at + 3)?.strip_prefix('%')?;
        hex(two).and_then(|it| u8::try_from(it).ok())
    };
    let first = byte(0)?;
    let length = match first {
        0..=0x7F => 1,
        0xC0..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    };
    let bytes: Vec<u8> = (0..length).map_while(byte).collect();
    let it = std::str::from_utf8(&bytes).ok()?.chars().next()?;
    Some((Some(it), 3 * length))
}

fn in_json(text: &str) -> Escape {
    let behind = text.strip_prefix('\\')?;
    let Some(it) = behind.chars().next() else { return Some((None, 1)) };
    let coded = match it {
        'u' => in_units(behind),
        'x' => behind.get(1..3).and_then(hex).and_then(char::from_u32).map(|it| (it, 3)),
        _ => None,
    };
    if let Some((it, length)) = coded {
        return Some((Some(it), 1 + length));
    }
    let it = match it {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        it => it,
    };
    Some((Some(it), 1 + it.len_utf8().max(1)))
}

/// `u0041`, `uD83D\uDE00`, `u{1F600}`.
fn in_units(text: &str) -> Option<(char, usize)> {
    if let Some(inside) = text.strip_prefix("u{") {
        let end = inside.find('}').filter(|it| *it <= 6)?;
        return Some((char::from_u32(hex(&inside[..end])?)?, end + 3));
    }
    let first = hex(text.get(1..5)?)?;
    if let Some(it) = char::from_u32(first) {
        return Some((it, 5));
    }
    let after = text.get(5..)?;
    let second = after.trim_start_matches('\\');
    let low = hex(second.strip_prefix('u')?.get(..4)?)?;
    let units = [u16::try_from(first).ok()?, u16::try_from(low).ok()?];
    let it = char::decode_utf16(units).next()?.ok()?;
    Some((it, 5 + (after.len() - second.len()) + 5))
}

fn in_html(text: &str) -> Escape {
    let window = text.as_bytes().get(1..).unwrap_or_default();
    let end = window.iter().take(LONGEST_ENTITY + 1).position(|it| *it == b';')?;
    let name = text.get(1..1 + end)?;
    let it = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => hex(digits),
            None if number.bytes().all(|it| it.is_ascii_digit()) => number.parse().ok(),
            None => None,
        }
        .and_then(char::from_u32)?,
        None => ENTITIES.iter().find(|(it, _)| *it == name)?.1,
    };
    Some((Some(it), end + 2))
}

fn hex(digits: &str) -> Option<u32> {
    let all = !digits.is_empty() && digits.bytes().all(|it| it.is_ascii_hexdigit());
    all.then(|| u32::from_str_radix(digits, 16).ok()).flatten()
}
