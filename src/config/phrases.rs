//! Phrases of messages: lists of choices, the key that was meant, a text cut to size.

use crate::resource::{is_hidden, marked};

/// `a`, `a or b`, `a, b, or c`.
pub(super) fn or<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [one, other] => format!("{} or {}", one.as_ref(), other.as_ref()),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{}, or {}", rest.join(", "), last.as_ref())
        }
    }
}

/// `` `a`, `b`, or `c` ``
pub(super) fn choice<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> String {
    or(&words.into_iter().map(|it| format!("`{}`", it.as_ref())).collect::<Vec<_>>())
}

/// `` `a`, `b`, `c` ``, cut if there are many.
pub(super) fn list<S: AsRef<str>>(words: &[S]) -> String {
    const MOST: usize = 40;
    let mut text: Vec<String> =
        words.iter().take(MOST).map(|it| format!("`{}`", it.as_ref())).collect();
    if words.len() > MOST {
        text.push(format!("and {} more", words.len() - MOST));
    }
    text.join(", ")
}

/// The word that was probably meant.
pub(crate) fn nearest<'w>(
    written: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Option<&'w str> {
    // The time of a comparison grows with the product of both lengths, and no key is this long.
    if written.len() > 200 {
        return None;
    }
    let folded = fold(written);
    words
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&folded, &fold(word)), word))
        .filter(|(distance, word)| *distance <= 1 + word.len() / 4 && *distance < word.len())
        .min()
        .map(|(_, word)| word)
}

/// To a reader, `Push-Events` is `push_events`.
fn fold(word: &str) -> String {
    word.to_lowercase().replace(['-', ' '], "_")
}

/// A text for a message: cut if it is long, with invisible characters made visible.
pub(super) fn short(text: &str) -> String {
    const MOST: usize = 60;
    let short: String = text.chars().take(MOST).collect();
    let end = if short.len() < text.len() { "..." } else { "" };
    match short.contains(is_hidden) {
        true => format!("{}{end}", marked(&short)),
        false => format!("{short}{end}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_the_one_that_was_probably_meant() {
        let words = ["push_events", "name", "url", "token"];
        for (written, expected) in [
            ("push_event", Some("push_events")),
            ("pushEvents", Some("push_events")),
            ("Push-Events", Some("push_events")),
            ("nmae", Some("name")),
            ("URL", Some("url")),
            ("external_url", None),
            ("x", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, words), expected, "{written}");
        }
    }

    #[test]
    fn choices_read_as_a_sentence() {
        assert_eq!(choice(["a"]), "`a`");
        assert_eq!(choice(["a", "b", "c"]), "`a`, `b`, or `c`");
    }
}
