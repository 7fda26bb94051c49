//! What a message calls a value.

use crate::config::phrases;

/// What a message calls a value.
#[derive(Debug, Clone, Copy)]
pub(super) enum Subject<'s> {
    File,
    Key(&'s str),
    /// The list under `items` of a collection.
    ItemsOf(&'s str),
    ItemOf(&'s str),
}

impl std::fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Subject::File => f.write_str("the file"),
            Subject::Key(key) => write!(f, "`{}`", phrases::short(key)),
            Subject::ItemsOf(key) => write!(f, "`items` of `{}`", phrases::short(key)),
            Subject::ItemOf("") => f.write_str("an item"),
            Subject::ItemOf(key) => write!(f, "an item of `{}`", phrases::short(key)),
        }
    }
}
