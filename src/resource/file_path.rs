//! The path of a file that a configuration names.

use serde::{Deserialize, Deserializer};

/// The path of a file that a configuration names, from the directory of the root file. In a file it is relative to that file:
/// the loader, which knows the file, completes it.
///
/// Must be read straight from the loader: an untagged enum reads a copy, which has no file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilePath(pub String);

impl FilePath {
    /// The name under which the loader knows this type.
    pub(crate) const MARK: &str = "$labwright::FilePath";
}

impl<'de> Deserialize<'de> for FilePath {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = FilePath;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a path")
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                d: D,
            ) -> Result<FilePath, D::Error> {
                String::deserialize(d).map(FilePath)
            }
        }
        d.deserialize_newtype_struct(FilePath::MARK, Visitor)
    }
}
