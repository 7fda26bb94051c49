//! Globs over file paths and over addresses of objects, compiled within limits.
//!
//! globset reads a glob, and the regular expression that it makes of it is compiled here. globset's own matchers panic if
//! the expression exceeds the size limit, and never match a path that ends with `..`. `?` matches a character, not a byte
//! as in globset: a character outside ASCII has several bytes.

use std::borrow::Cow;
use std::path::Path;

use globset::GlobBuilder;
use regex::bytes::RegexSet;

/// The maximum length of a glob, in bytes.
pub const LONGEST: usize = 1000;
/// How many `{` a glob can have.
pub const MOST_BRACES: usize = 20;

/// Replaces any character outside ASCII, for globs that have none.
const OTHER: &str = "\u{1}";

/// Compiled globs.
#[derive(Debug, Clone)]
pub struct Globs {
    /// Globs in ASCII, for texts in which every other character is [`OTHER`].
    ascii: RegexSet,
    /// The other globs, which have no `?` or `[`.
    others: RegexSet,
}

impl Globs {
    /// Compiles globs into one matcher. `*` and `?` do not match `/`; `**` does.
    ///
    /// # Errors
    /// Why a glob is not valid or too large, in words that follow "this glob ".
    pub fn new<G: AsRef<str>>(globs: impl IntoIterator<Item = G>) -> Result<Self, String> {
        let (mut ascii, mut others) = (Vec::new(), Vec::new());
        for glob in globs {
            let glob = glob.as_ref();
            if glob.len() > LONGEST {
                return Err(format!("is longer than {LONGEST} bytes"));
            }
            if glob.matches('{').count() > MOST_BRACES {
                return Err(format!("has more than {MOST_BRACES} `{{`"));
            }
            if !glob.is_ascii() && glob.contains(['?', '[']) {
                let why = "has `?` or `[` together with characters outside ASCII; use `*` instead";
                return Err(why.to_owned());
            }
            let built = GlobBuilder::new(glob).literal_separator(true).build();
            let built = built.map_err(|error| format!("is not valid: {}", error.kind()))?;
            let set = if glob.is_ascii() { &mut ascii } else { &mut others };
            set.push(built.regex().to_owned());
        }
        let build = |set: Vec<String>| {
            RegexSet::new(set).map_err(|_| "is too large, or there are too many globs".to_owned())
        };
        Ok(Globs { ascii: build(ascii)?, others: build(others)? })
    }

    /// Whether a glob matches. In a name that is not UTF-8, each invalid part counts as one character.
    pub fn is_match(&self, path: impl AsRef<Path>) -> bool {
        let text = path.as_ref().to_string_lossy();
        let folded: Cow<'_, str> = match text.is_ascii() {
            true => Cow::Borrowed(&text),
            false => text.replace(|it: char| !it.is_ascii(), OTHER).into(),
        };
        self.ascii.is_match(folded.as_bytes()) || self.others.is_match(text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_mean_what_people_know_or_are_refused() {
        for (glob, path, expected) in [
            ("?.yaml", "é.yaml", true),
            ("*.yaml", "a/b.yaml", false),
            ("**/b.yaml", "b.yaml", true),
            ("a/**", "a/b/c", true),
            ("{a,b}/[c-d]", "b/d", true),
            ("\\*", "*", true),
            ("??/*", "éa/ü", true),
            ("[!a]*", "é", true),
            ("[a-z]*", "é", false),
            ("é*/{ü,b}", "éa/ü", true),
            ("é*", "üa", false),
            ("/.??/./..", "/.aé/./..", true),
            ("**/..", "a/..", true),
        ] {
            let set = Globs::new([glob]).expect("a glob");
            assert_eq!(set.is_match(path), expected, "{glob} {path}");
        }
        let nested = format!("{}{}", "{a,".repeat(125), "}".repeat(125));
        for (glob, why) in [
            ("?".repeat(131_070), "is longer than 1000 bytes"),
            (nested, "has more than 20 `{`"),
            ("é?".to_owned(), "has `?` or `[` together with characters outside ASCII"),
            ("[".to_owned(), "is not valid: unclosed character class"),
            ("{a".to_owned(), "is not valid: unclosed alternate"),
        ] {
            assert!(Globs::new([&glob]).is_err_and(|it| it.starts_with(why)), "{why}");
        }
        // Many globs, each of the maximum size.
        for glob in ["?".repeat(1000), "[!a]".repeat(250), "{a*,b?}".repeat(20), "*a".repeat(500)] {
            let many = vec![glob; 40];
            assert!(Globs::new(&many).map_or(true, |it| !it.is_match("x/y")));
        }
    }
}
