//! The file that a world is created from, and how it is created.

pub(crate) mod access;
pub(crate) mod delivery;
pub(crate) mod delivery_file;
pub(crate) mod file;
pub(crate) mod instance;
pub(crate) mod lines;
pub(crate) mod maker;
pub(crate) mod populate;
pub(crate) mod project;

pub use access::*;
pub use delivery_file::*;
pub use file::*;
