//! Checks values against the schema, and explains what it refuses.

mod alternatives;
mod explain;
mod hints;
mod secret;
mod shape;
mod subject;
mod validate;
mod validator;

pub use validate::validate;
pub use validator::{SchemaError, Validator};
