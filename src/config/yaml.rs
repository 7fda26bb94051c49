//! YAML as a tree in which every key and value has its place.
//!
//! What values mean is decided elsewhere: nothing here knows a schema or a kind of object.

pub(super) mod compose;
mod copy;
mod cursor;
mod decode;
pub(super) mod json;
pub(super) mod keys;
pub(super) mod room;
pub(super) mod scalar;
mod syntax;
mod template_file;
pub(super) mod tree;

pub use compose::Parsed;
pub(in crate::config) use copy::Fill;
pub use cursor::Cursor;
pub(super) use decode::{Joint, JointField, decode_joint};
pub use scalar::Type;
pub use tree::Tree;
