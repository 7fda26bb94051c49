//! Globs, over paths of files and over addresses of objects: compiled within bounds, whatever they look like.
//!
//! Nothing here panics. A single compiled glob of globset's can: it takes for granted that every glob makes a regular
//! expression of a size that is allowed, so a set is built instead, which reports it. Nor are bytes matched where
//! characters are meant: to globset `?` is one byte, and a letter outside ASCII has several.

use std::borrow::Cow;
use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// How long a glob may be, in bytes.
pub const LONGEST: usize = 1000;
/// How many `{` it may have.
pub const MOST_BRACES: usize = 20;

/// Stands for any character outside ASCII, where the glob itself has none.
const OTHER: &str = "\u{1}";

/// Compiled globs.
#[derive(Debug, Clone)]
pub struct Globs {
    /// Those in ASCII, for texts in which every other character is [`OTHER`].
    ascii: GlobSet,
    /// The rest, which matches no single characters.
    others: GlobSet,
}

impl Globs {
    /// Compiles globs into one matcher. `*` and `?` stay within a part of a path, `**` does not.
    ///
    /// # Errors
    /// Why one of them is no glob, or too large, in words that follow "this glob ".
    pub fn new<G: AsRef<str>>(globs: impl IntoIterator<Item = G>) -> Result<Self, String> {
        let (mut ascii, mut others) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for glob in globs {
            let glob = glob.as_ref();
            if glob.len() > LONGEST {
                return Err(format!("is longer than {LONGEST} bytes"));
            }
            if glob.matches('{').count() > MOST_BRACES {
                return Err(format!("has more than {MOST_BRACES} `{{`"));
            }
            if !glob.is_ascii() && glob.contains(['?', '[']) {
                let why = "has `?` or `[` beside letters outside ASCII: write `*` instead";
                return Err(why.to_owned());
            }
            let built = GlobBuilder::new(glob).literal_separator(true).build();
            let built = built.map_err(|error| format!("cannot be read: {}", error.kind()))?;
            if glob.is_ascii() {
                ascii.add(built)
            } else {
                others.add(built)
            };
        }
        let build = |set: GlobSetBuilder| {
            set.build().map_err(|_| "is too large, or one of too many".to_owned())
        };
        Ok(Globs { ascii: build(ascii)?, others: build(others)? })
    }

    /// Whether one of them matches. A name that is not UTF-8 has a character for each part that is none.
    pub fn is_match(&self, path: impl AsRef<Path>) -> bool {
        let text = path.as_ref().to_string_lossy();
        let folded: Cow<'_, str> = match text.is_ascii() {
            true => Cow::Borrowed(&text),
            false => text.replace(|it: char| !it.is_ascii(), OTHER).into(),
        };
        self.ascii.is_match(&*folded) || self.others.is_match(&*text)
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
        ] {
            let set = Globs::new([glob]).expect("a glob");
            assert_eq!(set.is_match(path), expected, "{glob} {path}");
        }
        let nested = format!("{}{}", "{a,".repeat(125), "}".repeat(125));
        for (glob, why) in [
            ("?".repeat(131_070), "is longer than 1000 bytes"),
            (nested, "has more than 20 `{`"),
            ("é?".to_owned(), "has `?` or `[` beside letters outside ASCII"),
            ("[".to_owned(), "cannot be read: unclosed character class"),
            ("{a".to_owned(), "cannot be read: unclosed alternate"),
        ] {
            assert!(Globs::new([&glob]).is_err_and(|it| it.starts_with(why)), "{why}");
        }
        // Many of them, and each as large as it may be.
        for glob in ["?".repeat(1000), "[!a]".repeat(250), "{a*,b?}".repeat(20), "*a".repeat(500)] {
            let many = vec![glob; 40];
            assert!(Globs::new(&many).map_or(true, |it| !it.is_match("x/y")));
        }
    }
}
