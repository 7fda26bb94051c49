//! Line numbers of a seed's parts. The text is parsed for them only after an error.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

use crate::sandbox::error::SandboxError;

/// The structure of a value, without scalars.
#[derive(Default)]
struct Parts {
    fields: BTreeMap<String, Spanned<Parts>>,
    items: Vec<Spanned<Parts>>,
}

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Every;

        impl<'de> Visitor<'de> for Every {
            type Value = Parts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts, A::Error> {
                let mut parts = Parts::default();
                while let Some((key, value)) = map.next_entry()? {
                    parts.fields.insert(key, value);
                }
                Ok(parts)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Parts, A::Error> {
                let mut parts = Parts::default();
                while let Some(item) = list.next_element()? {
                    parts.items.push(item);
                }
                Ok(parts)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Parts, E> {
                Ok(Parts::default())
            }

            fn visit_i64<E>(self, _: i64) -> Result<Parts, E> {
                Ok(Parts::default())
            }

            fn visit_u64<E>(self, _: u64) -> Result<Parts, E> {
                Ok(Parts::default())
            }

            fn visit_f64<E>(self, _: f64) -> Result<Parts, E> {
                Ok(Parts::default())
            }

            fn visit_str<E>(self, _: &str) -> Result<Parts, E> {
                Ok(Parts::default())
            }

            fn visit_unit<E>(self) -> Result<Parts, E> {
                Ok(Parts::default())
            }
        }

        from.deserialize_any(Every)
    }
}

/// The line of the value at `path`: keys, and indexes of lists. If the path ends early, the line of its last part.
fn line(text: &str, path: &[&str]) -> Option<u64> {
    let mut at: Spanned<Parts> = serde_yaml::from_str(text).ok()?;
    for step in path {
        let part = match step.parse::<usize>() {
            Ok(number) if number < at.value.items.len() => Some(at.value.items.swap_remove(number)),
            _ => at.value.fields.remove(*step),
        };
        let Some(part) = part else { break };
        at = part;
    }
    Some(at.referenced.line())
}

/// Adds the line to an error.
pub(crate) fn at(text: &str, path: &[&str], error: SandboxError) -> SandboxError {
    match (error, line(text, path)) {
        (SandboxError::Seed(what), Some(line)) => {
            SandboxError::Seed(format!("line {line}: {what}"))
        }
        (error, _) => error,
    }
}
