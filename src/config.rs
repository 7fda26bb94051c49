//! What the files say: reading, checking, and where every value stands.
//!
//! Must not know any kind of GitLab object: kinds come in as a JSON Schema and leave as typed structs.

mod alternatives;
mod compose;
mod cursor;
mod decode;
mod explain;
mod include;
mod json;
mod keys;
pub mod load;
mod scalar;
mod secret;
mod shape;
pub mod source;
mod syntax;
pub mod tree;
pub mod validate;
mod words;

pub use load::{File, Loaded, Schemas, load};
pub use tree::{Cursor, Tree};
pub use validate::{Validator, validate};
