//! Masks secrets in text from outside, in whatever form they are repeated.
//!
//! The text is searched unchanged, and again after each layer of escapes is removed. It is searched for all layers of each
//! secret, so it does not matter how often, or how, something was escaped.

mod layers;

use std::fmt;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use serde_json::Value;

use self::layers::Layer;

/// Replaces a secret in a text.
pub(crate) const MASK: &str = "***";
/// Replaces a token in a value of a response. No branch can have this name, and a value that contains it is never written
/// back: see [`is_masked`].
const MASKED: &str = "[MASKED]";
/// Shorter secrets are not searched as base64 or hex: they would match other text.
const SHORTEST_ENCODED: usize = 6;
/// The shortest part of a secret that counts as one at the end of a truncated value.
const SHORTEST_BEGINNING: usize = 4;
/// How far before the end of a truncated text a secret can begin.
const LONGEST_BEGINNING: usize = 4_000;
/// How many truncated places are searched: more than a message has.
const MOST_CUTS: usize = 16;

/// Whether a value of a response contained a token. Its real value is unknown, so it equals nothing.
pub(crate) fn is_masked(text: &str) -> bool {
    text.contains(MASKED)
}

/// Secrets, and how to find them.
#[derive(Default)]
pub(crate) struct Mask {
    forms: Vec<Form>,
    search: Option<AhoCorasick>,
    /// Some form contains characters that [`Layer`] changes.
    normal: bool,
}

/// One form of a secret.
struct Form {
    text: String,
    /// As base64 or hex: the characters next to it belong to it.
    encoded: bool,
}

impl fmt::Debug for Mask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Mask(***)")
    }
}

impl Mask {
    /// Finds these secrets.
    pub(crate) fn of<'s>(secrets: impl IntoIterator<Item = &'s str>) -> Self {
        let mut forms: Vec<Form> = Vec::new();
        for secret in secrets {
            let mut layer = Some(Layer::of(secret));
            let mut first = true;
            while let Some(it) = layer {
                let text = it.text().trim();
                if !text.is_empty() && (first || text.chars().count() >= SHORTEST_BEGINNING) {
                    forms.push(Form { text: text.to_owned(), encoded: false });
                }
                first = false;
                layer = it.below();
            }
            if secret.len() >= SHORTEST_ENCODED {
                let all = encoded(secret.as_bytes());
                // In the form of a text whose layers are searched.
                let text = |it: String| Layer::of(&it).text().trim().to_owned();
                forms.extend(all.into_iter().map(|it| Form { text: text(it), encoded: true }));
            }
        }
        forms.sort_by(|a, b| (&a.text, a.encoded).cmp(&(&b.text, b.encoded)));
        forms.dedup_by(|a, b| a.text == b.text);
        let normal = forms.iter().any(|it| it.text.contains([' ', '\u{FFFD}']));
        // The only error is too many of them, and there are few: without a search, nothing would be masked.
        let search = (!forms.is_empty())
            .then(|| {
                // The kind that is built fastest: most masks are used for a few texts.
                let kind = Some(AhoCorasickKind::NoncontiguousNFA);
                AhoCorasick::builder().kind(kind).build(forms.iter().map(|it| &it.text)).ok()
            })
            .flatten();
        Mask { forms, search, normal }
    }

    /// Masks them in a text, and the beginning of one if the text was truncated within it.
    pub(crate) fn text(&self, text: &mut String) {
        if let Some(masked) = self.masked(text, MASK, 1) {
            *text = masked;
        }
    }

    /// Masks them in every text and key of a value.
    pub(crate) fn value(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(masked) = self.masked(text, MASKED, SHORTEST_BEGINNING) {
                    *text = masked;
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|it| self.value(it)),
            Value::Object(fields) => {
                if fields.keys().any(|it| self.holds(it)) {
                    let masked =
                        |key: String| self.masked(&key, MASKED, SHORTEST_BEGINNING).unwrap_or(key);
                    let all = std::mem::take(fields);
                    fields.extend(all.into_iter().map(|(key, it)| (masked(key), it)));
                }
                fields.values_mut().for_each(|it| self.value(it));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Whether a text contains one of them, in any form.
    pub(crate) fn holds(&self, text: &str) -> bool {
        let mut found = false;
        self.find(text, &mut |_, _, _| found = true);
        found
    }

    /// Whether raw bytes may contain one. `false` is certain.
    pub(crate) fn may_hold(&self, bytes: &[u8]) -> bool {
        self.search.as_ref().is_some_and(|search| {
            self.normal || bytes.iter().any(|it| b"\\%&".contains(it)) || search.is_match(bytes)
        })
    }

    fn masked(&self, text: &str, mask: &str, shortest: usize) -> Option<String> {
        let mut ranges = Vec::new();
        self.find(text, &mut |from, to, encoded| {
            ranges.push(if encoded { widened(text, from, to) } else { (from, to) });
        });
        for (cut, _) in text.rmatch_indices('…').take(MOST_CUTS) {
            ranges.extend(self.beginning(text, cut, shortest));
        }
        if ranges.is_empty() {
            return None;
        }
        ranges.sort_unstable();
        let (mut out, mut done) = (String::with_capacity(text.len()), 0);
        for (at, (from, to)) in ranges.iter().copied().enumerate() {
            if at == 0 || from >= done {
                out += text.get(done..from).unwrap_or_default();
                out += mask;
            }
            done = done.max(to);
        }
        out += text.get(done..).unwrap_or_default();
        Some(out)
    }

    /// Reports where in `text` a secret is: from, to, and whether it is encoded.
    fn find(&self, text: &str, visit: &mut dyn FnMut(usize, usize, bool)) {
        let Some(search) = &self.search else { return };
        if !self.normal && !text.contains(['\\', '%', '&']) {
            for it in search.find_overlapping_iter(text) {
                visit(it.start(), it.end(), self.forms[it.pattern().as_usize()].encoded);
            }
            return;
        }
        let mut layer = Some(Layer::of(text));
        while let Some(it) = layer {
            for found in search.find_overlapping_iter(it.text()) {
                let encoded = self.forms[found.pattern().as_usize()].encoded;
                visit(it.from(found.start()), it.to(found.end()), encoded);
            }
            layer = it.below();
        }
    }

    /// The position of the beginning of a secret within which a text was truncated.
    fn beginning(&self, text: &str, cut: usize, shortest: usize) -> Vec<(usize, usize)> {
        let earliest = cut.saturating_sub(LONGEST_BEGINNING);
        let start = (earliest..=cut).find(|it| text.is_char_boundary(*it)).unwrap_or(cut);
        let mut found = Vec::new();
        let mut layer = Some(Layer::of(&text[start..cut]));
        while let Some(it) = layer {
            let whole = it.text();
            for left in [whole, without_half_an_escape(whole)] {
                for form in &self.forms {
                    let shortest = if form.encoded { SHORTEST_ENCODED } else { shortest };
                    let mut ends = form.text.char_indices().map(|(at, _)| at).skip(shortest);
                    let longest =
                        ends.by_ref().filter(|at| left.ends_with(&form.text[..*at])).last();
                    found.extend(longest.map(|length| (start + it.from(left.len() - length), cut)));
                }
            }
            layer = it.below();
        }
        found
    }
}

/// The parts of a secret's base64 and hex that are the same wherever it is in the encoded text.
fn encoded(secret: &[u8]) -> Vec<String> {
    let mut all = Vec::new();
    for before in 0..3 {
        let bytes = [&[0; 3][..before], secret].concat();
        // Characters that hold bits of what stands before or behind are left out.
        let (from, to) = ((before * 8).div_ceil(6), bytes.len() * 8 / 6);
        for text in [STANDARD_NO_PAD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)] {
            all.extend(text.get(from..to).map(str::to_owned));
        }
    }
    let hex: String = secret.iter().map(|it| format!("{it:02x}")).collect();
    all.extend([hex.to_uppercase(), hex]);
    all
}

/// A range, and all beside it that may be of the same base64.
fn widened(text: &str, from: usize, to: usize) -> (usize, usize) {
    let belongs = |it: &char| it.is_ascii_alphanumeric() || "+/_-=".contains(*it);
    let before = text[..from].chars().rev().take_while(belongs).count();
    let behind = text[to..].chars().take_while(belongs).count();
    (from - before, to + behind)
}

/// A text without the beginning of an escape at its end.
fn without_half_an_escape(text: &str) -> &str {
    let bare = text.trim_end_matches(|it: char| it.is_ascii_alphanumeric() || "#{".contains(it));
    match bare.strip_suffix(['%', '\\', '&']) {
        Some(_) if text.len() - bare.len() <= 8 => bare.trim_end_matches(['%', '\\', '&']),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gitlab::untrusted::one_line;
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    use proptest::prelude::*;
    use serde_json::json;

    fn mask(text: &str, secret: &str) -> String {
        let mut text = text.to_owned();
        Mask::of([secret]).text(&mut text);
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
        check(r"glp\u0061t-\u0075n\u{74}\x6f", "glpat-unto", "***");
        check("glp&#97;t-&#x75;n&#0116;o", "glpat-unto", "***");
        check("glp&amp;#97;t-unto", "glpat-unto", "***");
        check("%25%36%37lpat-%2575nto", "glpat-unto", "***");
        check("say 676c7061742d756e746f!", "glpat-unto", "say ***!");
        check("Basic b2F1dGgyOmdscGF0LXVudG8=", "glpat-unto", "Basic ***");
        check("Basic bWlhOmdscGF0LXVudG8=.", "glpat-unto", "Basic ***.");
        check("Basic eDpnbHBhdC11bnRv", "glpat-unto", "Basic ***");
        check("100% of \\o/ & nothing here", "s3cret", "100% of \\o/ & nothing here");
        check("s3cre", "s3cret", "s3cre");
        check("", "s3cret", "");
        check("text", "", "text");
    }

    #[test]
    fn the_beginning_of_a_secret_at_a_cut_is_masked_too() {
        assert_eq!(mask("key: s3cr…", "s3cret"), "key: ***…");
        assert_eq!(mask("key: x%2…", "x/y"), "key: ***…");
        assert_eq!(mask(r"key: x\\\…", r#"x"y"#), "key: ***…");
        assert_eq!(mask("key: …", "s3cret"), "key: …");
        assert_eq!(mask("to s3cr%…, and s3…, and so on", "s3cret"), "to ***…, and ***…, and so on");
    }

    #[test]
    fn a_value_that_held_a_token_is_told_apart_from_every_other() {
        let mask = Mask::of(["glpat-unto", "another/token"]);
        let mut value = json!({
            "name": "glpat-unto", "deep": [{ "x glpat-unto": 1 }, "another%2Ftoken", "plain", 7],
            "cut": "glp…",
        });
        assert!(mask.may_hold(value.to_string().as_bytes()));
        mask.value(&mut value);
        let expected = json!({
            "name": "[MASKED]", "deep": [{ "x [MASKED]": 1 }, "[MASKED]", "plain", 7], "cut": "glp…",
        });
        assert_eq!(value, expected);
        assert!(is_masked("x[MASKED]") && !is_masked("***"));
        assert!(!Mask::default().may_hold(b"glpat-unto") && !mask.may_hold(b"plain"));
        assert_eq!(format!("{mask:?}"), "Mask(***)");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whatever_it_is_written_as_it_is_found(secret in "[ -~é😀]{4,20}", around in "[a-z]{0,5}") {
            let json = serde_json::Value::from(secret.as_str()).to_string();
            let twice = serde_json::Value::from(json.as_str()).to_string();
            let url = utf8_percent_encode(&secret, NON_ALPHANUMERIC).to_string();
            let again = utf8_percent_encode(&url, NON_ALPHANUMERIC).to_string();
            let units: String = secret.encode_utf16().map(|it| format!("\\u{it:04x}")).collect();
            let html: String = secret.chars().map(|it| format!("&#{};", u32::from(it))).collect();
            let line = one_line(&secret, usize::MAX);
            prop_assume!(!line.is_empty() && line != "\\");
            let core = secret.trim();
            for text in [&secret, &json, &twice, &url, &again, &units, &html, &format!("[{line}]")] {
                let masked = mask(text, &secret);
                prop_assert!(core.len() < 4 || !masked.contains(core), "{}", masked);
                prop_assert!(masked.contains(MASK), "{} in {}", secret, text);
                prop_assert!(Mask::of([secret.as_str()]).holds(text));
            }
            let basic = STANDARD_NO_PAD.encode(format!("{around}:{secret}\n{around}"));
            prop_assert!(core.len() < 8 || mask(&basic, &secret) == MASK, "{} in {}", secret, basic);
        }

        #[test]
        fn no_text_breaks_it(text in "\\PC{0,60}", odd in "[%\\\\&#;ux0-9a-f{}…é ]{0,60}", secret in "\\PC{0,12}") {
            for text in [text, odd] {
                mask(&text, &secret);
                mask(&text, &text);
                let mut value = json!({ text.clone(): text.clone() });
                Mask::of([secret.as_str()]).value(&mut value);
            }
        }
    }
}
