//! What a file says of one setting: nothing, GitLab's default, or a value.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// What a file says of one setting.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Setting<T> {
    /// Not mentioned: GitLab keeps whatever it has.
    #[default]
    Unmanaged,
    /// Written as `null`: back to GitLab's own default.
    Cleared,
    /// Written: this and nothing else.
    Value(T),
}

impl<T> Setting<T> {
    /// The value, where one is written.
    pub fn value(&self) -> Option<&T> {
        match self {
            Setting::Value(it) => Some(it),
            Setting::Unmanaged | Setting::Cleared => None,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Setting<T> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(d)?.map_or(Setting::Cleared, Setting::Value))
    }
}

/// The schema of a setting allows `null`; `schema.rs` takes that back where GitLab has no default.
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
