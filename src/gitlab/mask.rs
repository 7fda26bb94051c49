//! Takes secrets out of text that somebody else wrote, in whatever form they were repeated.

use super::untrusted::one_line;

/// Stands for a secret.
pub(crate) const MASK: &str = "***";

/// Entities of HTML, by what they stand for.
const ENTITIES: [(char, &[&str]); 5] = [
    ('"', &["&quot;", "&#34;"]),
    ('&', &["&amp;", "&#38;"]),
    ('\'', &["&#39;", "&#x27;", "&apos;"]),
    ('<', &["&lt;", "&#60;"]),
    ('>', &["&gt;", "&#62;"]),
];
/// The longest form of one character: a pair of `\uXXXX` with backslashes that were escaped again.
const LONGEST: usize = 24;

/// Masks a secret in a text: as it is, on one line, escaped as in JSON (once or more), in a url or in HTML, or a mixture of
/// them; and its beginning where the text was cut within it.
pub(crate) fn masked(text: &mut String, secret: &str) {
    // Text that has become one line holds the secret in that form.
    let line = one_line(secret, usize::MAX);
    for form in [secret, &line] {
        if !form.is_empty() {
            *text = without(text, form);
        }
        if line == secret {
            return;
        }
    }
}

fn without(text: &str, secret: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(first) = rest.chars().next() {
        match behind(rest, secret, false) {
            Some(after) => {
                out += MASK;
                rest = after;
            }
            None => {
                out.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

/// What follows a secret that the text begins with. A text that was cut within the secret leaves the mark of that.
fn behind<'t>(text: &'t str, secret: &str, begun: bool) -> Option<&'t str> {
    let (mut left, mut wanted) = (text, secret);
    while let Some(c) = wanted.chars().next() {
        let begun = begun || left.len() < text.len();
        let cut = begun && left.len() <= LONGEST && left.ends_with('…');
        let run = wanted.len() - wanted.trim_start_matches('\\').len();
        let after = if run > 0 {
            // However often they were escaped, backslashes only become more.
            let mut after = left;
            let mut count = 0;
            while let Some(rest) = after.strip_prefix('\\').or_else(|| one_in_url(after, '\\')) {
                (after, count) = (rest, count + 1);
            }
            (count >= run).then_some(after)
        } else {
            let rest = wanted.get(c.len_utf8()..).unwrap_or_default();
            match (one(left, c), left.strip_prefix(c)) {
                // `%25` may be an escaped `%`, or three characters.
                (Some(escaped), Some(plain)) if escaped.len() != plain.len() => {
                    return behind(escaped, rest, true).or_else(|| behind(plain, rest, true));
                }
                (Some(after), _) | (None, Some(after)) => Some(after),
                (None, None) => None,
            }
        };
        match after {
            Some(after) => left = after,
            None if cut => return Some("…"),
            None => return None,
        }
        wanted = wanted.get(run.max(c.len_utf8())..).unwrap_or_default();
    }
    Some(left)
}

/// What follows one character in any of its escaped forms.
fn one(text: &str, c: char) -> Option<&str> {
    let bare = text.trim_start_matches('\\');
    if bare.len() < text.len() {
        let mut units = [0; 2];
        let mut after = Some(bare);
        for unit in c.encode_utf16(&mut units) {
            let hex = after.and_then(|it| it.trim_start_matches('\\').strip_prefix('u'));
            after = hex.and_then(|it| hex_of(it, 4, u32::from(*unit)));
        }
        let short = (c == '\t').then(|| bare.strip_prefix('t')).flatten();
        return bare.strip_prefix(c).or(short).or(after);
    }
    if c == ' ' && text.starts_with('+') {
        return text.get(1..);
    }
    let escaped = one_in_url(text, c);
    let (_, entities) = ENTITIES.iter().find(|(it, _)| *it == c).unwrap_or(&('\0', &[]));
    escaped.or_else(|| entities.iter().find_map(|it| text.strip_prefix(it)))
}

fn one_in_url(text: &str, c: char) -> Option<&str> {
    let mut bytes = [0; 4];
    c.encode_utf8(&mut bytes).bytes().try_fold(text, |it, byte| {
        it.strip_prefix('%').and_then(|it| hex_of(it, 2, u32::from(byte)))
    })
}

fn hex_of(text: &str, digits: usize, value: u32) -> Option<&str> {
    let told = u32::from_str_radix(text.get(..digits)?, 16).ok()?;
    (told == value).then(|| text.get(digits..)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mask(text: &str, secret: &str) -> String {
        let mut text = text.to_owned();
        masked(&mut text, secret);
        text
    }

    #[test]
    fn a_secret_is_found_in_every_form() {
        let check = |text: &str, secret: &str, expected: &str| {
            assert_eq!(mask(text, secret), expected, "{secret} in {text}");
        };
        check("key: s3cret!", "s3cret!", "key: ***");
        check(r#"{"a":"x\"y\\z"}"#, r#"x"y\z"#, r#"{"a":"***"}"#);
        check(r#"{\"a\":\"x\\\"y\\\\z\"}"#, r#"x"y\z"#, r#"{\"a\":\"***\"}"#);
        check("q=a%20b%26c&d=a+b%26c", "a b&c", "q=***&d=***");
        check("a%c3%a9b A%C3%A9B", "aéb", "*** A%C3%A9B");
        check(r"x\u003cy\u00e9 \uD83D\uDE00z", "x<yé 😀z", "***");
        check("&lt;b&gt; &quot;it&#39;s&quot;", "<b> \"it's\"", "***");
        check("one  two", "one  two", "***");
        check("one two", "one  two", "***");
        check(r"a\/b", "a/b", "***");
        check("nothing here", "s3cret", "nothing here");
        check("s3cre", "s3cret", "s3cre");
    }

    #[test]
    fn the_beginning_of_a_secret_at_a_cut_is_masked_too() {
        assert_eq!(mask("key: s3cr…", "s3cret"), "key: ***…");
        assert_eq!(mask("key: x%2…", "x/y"), "key: ***…");
        assert_eq!(mask(r"key: x\\\…", r#"x"y"#), "key: ***…");
        assert_eq!(mask("key: …", "s3cret"), "key: …");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whatever_it_is_written_as_it_is_found(secret in "[ -~é😀]{4,20}") {
            let json = serde_json::Value::from(secret.as_str()).to_string();
            let twice = serde_json::Value::from(json.as_str()).to_string();
            let url = percent_encoding::utf8_percent_encode(&secret, percent_encoding::NON_ALPHANUMERIC);
            let line = one_line(&secret, usize::MAX);
            prop_assume!(!line.is_empty() && line != "\\");
            let core = secret.trim();
            for text in [&secret, &json, &twice, &url.to_string(), &format!("[{line}]")] {
                let text = mask(text, &secret);
                prop_assert!(core.len() < 4 || !text.contains(core), "{}", text);
                prop_assert!(text.contains(MASK), "{} in {}", secret, text);
            }
        }
    }
}
