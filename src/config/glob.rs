//! Globs, over paths of files and over addresses of objects: compiled within bounds, whatever they look like.
//!
//! Nothing here panics. A single compiled glob of globset's can: it takes for granted that every glob makes a regular
//! expression of a size that is allowed, so a set is built instead, which reports it.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// How long a glob may be, in bytes.
pub const LONGEST: usize = 1000;
/// How many `{` it may have.
pub const MOST_BRACES: usize = 20;

/// Compiles globs into one matcher. `*` and `?` stay within a part of a path, `**` does not.
///
/// # Errors
/// Why one of them is no glob, or too large, in words that follow "this glob ".
pub fn compile<G: AsRef<str>>(globs: impl IntoIterator<Item = G>) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        let glob = glob.as_ref();
        if glob.len() > LONGEST {
            return Err(format!("is longer than {LONGEST} bytes"));
        }
        if glob.matches('{').count() > MOST_BRACES {
            return Err(format!("has more than {MOST_BRACES} `{{`"));
        }
        let built = GlobBuilder::new(glob).literal_separator(true).build();
        set.add(built.map_err(|error| format!("cannot be read: {}", error.kind()))?);
    }
    set.build().map_err(|_| "is too large, or one of too many".to_owned())
}
