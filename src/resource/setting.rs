//! What a file declares for one setting: nothing, GitLab's default, or a value.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// What a file declares for one setting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Setting<T> {
    /// Omitted: GitLab keeps what it has.
    #[default]
    Unmanaged,
    /// `null`: reset to GitLab's default.
    Cleared,
    /// Exactly this value.
    Value(T),
}

impl<T> Setting<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Setting::Value(it) => Some(it),
            Setting::Unmanaged | Setting::Cleared => None,
        }
    }
}

impl<T> Setting<T> {
    /// The same setting of a value that is made from this one.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Setting<U> {
        match self {
            Setting::Value(it) => Setting::Value(f(it)),
            Setting::Cleared => Setting::Cleared,
            Setting::Unmanaged => Setting::Unmanaged,
        }
    }

    /// The same setting by reference.
    pub fn as_ref(&self) -> Setting<&T> {
        match self {
            Setting::Value(it) => Setting::Value(it),
            Setting::Cleared => Setting::Cleared,
            Setting::Unmanaged => Setting::Unmanaged,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Setting<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(d)?.map_or(Setting::Cleared, Setting::Value))
    }
}

/// The schema of a setting allows `null`; `config/schema.rs` removes it if GitLab has no default.
impl<T: JsonSchema> JsonSchema for Setting<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Setting_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Option<T>>::json_schema(generator)
    }
}
