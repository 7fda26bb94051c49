//! The configuration files: reads and checks them, and keeps the place of every value.
//!
//! Nothing up to [`load()`] depends on the kinds of GitLab objects: they come in as a JSON Schema. [`read`] turns checked
//! files into objects of the kinds; the registry in [`crate::kinds`] lists the kinds.

mod check;
mod choice;
mod files;
pub mod glob;
mod layers;
mod life;
mod locks;
mod merged;
mod new_path;
mod phrases;
mod read;
pub mod schema;
pub mod scopes;
mod template;
mod ties;
mod written;
mod yaml;

pub use check::{SchemaError, Validator, part, validate};
pub use choice::Choice;
pub use files::load::{self, File, Loaded, Schemas, load};
pub(crate) use files::slashes;
pub use files::source;
pub use layers::{Below, Known, Reached};
pub use life::{Create, Given, Life};
pub(crate) use phrases::nearest;
pub use read::{discovered, read, read_as_written};
pub use scopes::{Collection, Config, Discovery, Item, Line, Said};
pub use yaml::{Cursor, Parsed, Tree, Type};
