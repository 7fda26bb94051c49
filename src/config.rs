//! The configuration files: reads and checks them, and keeps the place of every value.
//!
//! Nothing up to [`load()`] depends on the kinds of GitLab objects: they come in as a JSON Schema. [`read`] turns checked
//! files into typed structs; [`scopes`] lists the kinds.

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
