//! What the files say: reading, checking, and where every value stands.
//!
//! Everything up to [`load()`] knows no kind of GitLab object: kinds come in as a JSON Schema. [`read`]
//! makes typed structs of what was checked; [`scopes`] says which kinds there are.

mod alternatives;
mod choice;
mod compose;
mod cursor;
mod decode;
mod explain;
pub mod glob;
mod hints;
mod include;
mod json;
mod keys;
pub mod load;
mod read;
mod scalar;
pub mod schema;
pub mod scopes;
mod secret;
mod shape;
pub mod source;
mod syntax;
pub mod tree;
pub mod validate;
mod words;

pub use choice::Choice;
pub(crate) use include::slashes;
pub use load::{File, Loaded, Schemas, load};
pub use read::read;
pub use scopes::{Collection, Config, Instance, Item, MergeRequest, Project, Visit, VisitMut};
pub use tree::{Cursor, Tree};
pub use validate::{Validator, validate};
pub(crate) use words::nearest;
