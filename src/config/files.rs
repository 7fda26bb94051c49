//! Finds and reads the files of a configuration.

mod include;
pub mod load;
pub mod source;

pub(crate) use include::slashes;
