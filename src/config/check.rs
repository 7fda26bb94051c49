//! Checks values against the schema, and explains what it refuses.

mod alternatives;
mod explain;
mod hints;
mod part;
mod secret;
mod shape;
mod subject;
mod validate;
mod validator;

pub use part::part;
pub(in crate::config) use validate::fits;
pub use validate::validate;
pub use validator::{SchemaError, Validator};
