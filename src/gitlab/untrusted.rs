//! Text from outside, made safe for one line of a terminal, a log, or a comment.
//!
//! Everything from GitLab (or from a server in its place) passes through here before it enters an error.

use crate::problem::invisible;

/// The length, in characters, to which shown text is truncated.
pub(crate) const SHOWN: usize = 500;
/// The length to which text is kept before secrets are masked and it is shown.
pub(crate) const KEPT: usize = 8_000;

/// One line: runs of white space become one space; [`invisible`] characters become U+FFFD.
pub(crate) fn one_line(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    let mut gap = false;
    for c in text.trim().chars() {
        if c.is_whitespace() {
            gap = true;
            continue;
        }
        if length >= longest {
            line.push('…');
            break;
        }
        if std::mem::take(&mut gap) {
            line.push(' ');
            length += 1;
        }
        line.push(if invisible(c) { '\u{FFFD}' } else { c });
        length += 1;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_outside_is_one_harmless_line() {
        let check = |text: &str, expected: &str| assert_eq!(one_line(text, 20), expected);
        check("  plain \r\n  text\t", "plain text");
        check("\u{1b}[31mred\u{7}", "\u{FFFD}[31mred\u{FFFD}");
        check("a\u{202E}b\u{200B}c\u{2066}d", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d");
        check("\u{9b}31m", "\u{FFFD}31m");
        check("1234567890123456789012345", "12345678901234567890…");
        check("12345678901234567890", "12345678901234567890");
        check("größer ✓", "größer ✓");
    }
}
