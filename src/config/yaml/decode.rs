//! Reads a tree into a typed struct, without JSON in between.
//!
//! The values have been checked against the schema before, so a failure here is a gap between schema and type. It is
//! reported with its place, but without the text there, which might be a secret.

use std::fmt;

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, IntoDeserializer,
    MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};

use super::cursor::Cursor;
use super::scalar::Type;
use super::tree::Value;
use crate::config::phrases;
use crate::problem::{Place, Problem};

impl Cursor<'_> {
    /// Reads the value into a type.
    ///
    /// # Errors
    /// What does not fit, with its place. The problem does not contain text of the file.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        T::deserialize(At(*self)).map_err(|error| {
            let place = error.place.unwrap_or_else(|| self.best_place());
            Problem::new(error.message).at(place)
        })
    }
}

/// What does not fit, and where: the innermost value that was being read.
#[derive(Debug)]
struct Misfit {
    message: String,
    place: Option<Place>,
}

impl Misfit {
    fn or_at(mut self, at: Cursor<'_>) -> Self {
        self.place.get_or_insert_with(|| at.best_place());
        self
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl serde::de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Misfit { message: message.to_string(), place: None }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Misfit::custom(format_args!("expected {expected}, not {}", name(found)))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn serde::de::Expected) -> Self {
        Misfit::custom(format_args!(
            "expected {expected}, not this {}",
            name(found).trim_start_matches("a ")
        ))
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Misfit::custom(format_args!("expected {}", phrases::choice(expected.iter().copied())))
    }
}

fn name(found: Unexpected<'_>) -> &'static str {
    match found {
        Unexpected::Bool(_) => Type::Bool.name(),
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => {
            Type::Number.name()
        }
        Unexpected::Seq => Type::List.name(),
        Unexpected::Map => Type::Mapping.name(),
        Unexpected::Unit | Unexpected::Option => Type::Null.name(),
        _ => Type::Text.name(),
    }
}

struct At<'de>(Cursor<'de>);

impl<'de> At<'de> {
    /// Gives an error from inside that has no place yet this place.
    fn placed<T>(&self, read: Result<T, Misfit>) -> Result<T, Misfit> {
        read.map_err(|it| it.or_at(self.0))
    }
}

/// `2.0` is a whole number, as in JSON Schema.
macro_rules! deserialize_whole {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            match self.0.value() {
                // Beyond 2^53, a float is no longer exactly the number in the file.
                Value::Float(it) if it.fract() == 0.0 && it.abs() < 9e15 => {
                    let read = visitor.visit_i64(it as i64);
                    self.placed(read)
                }
                _ => self.deserialize_any(visitor),
            }
        })*
    };
}

impl<'de> Deserializer<'de> for At<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let at = self.0;
        let read = match at.value() {
            Value::Null | Value::Alias(_) => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(it),
            Value::Int(it) => match u64::try_from(it) {
                Ok(it) => visitor.visit_u64(it),
                Err(_) => visitor.visit_i64(it),
            },
            Value::UInt(it) => visitor.visit_u64(it),
            Value::Float(it) => visitor.visit_f64(it),
            Value::Text(it) => visitor.visit_borrowed_str(at.tree.text(it)),
            Value::List(..) => visitor.visit_seq(Items(at.items())),
            Value::Mapping(..) => visitor.visit_map(Entries { rest: at.entries(), value: None }),
        };
        self.placed(read)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0.value_type() {
            Type::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let at = self.0;
        let read = match (at.text(), at.entries().next(), at.len()) {
            (Some(text), ..) => {
                visitor.visit_enum(IntoDeserializer::<Misfit>::into_deserializer(text))
            }
            (None, Some(only), 1) => visitor.visit_enum(Variant(only)),
            _ => Err(Misfit::custom("expected text, or a mapping with one entry")),
        };
        self.placed(read)
    }

    deserialize_whole! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    serde::forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

struct Items<I>(I);

impl<'de, I: ExactSizeIterator<Item = Cursor<'de>>> SeqAccess<'de> for Items<I> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(item) = self.0.next() else { return Ok(None) };
        seed.deserialize(At(item)).map(Some).map_err(|it| it.or_at(item))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Entries<'de, I> {
    rest: I,
    value: Option<Cursor<'de>>,
}

impl<'de, I: ExactSizeIterator<Item = Cursor<'de>>> MapAccess<'de> for Entries<'de, I> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(entry) = self.rest.next() else { return Ok(None) };
        self.value = Some(entry);
        let key = entry.key().unwrap_or_default();
        let key: serde::de::value::BorrowedStrDeserializer<'de, Misfit> =
            serde::de::value::BorrowedStrDeserializer::new(key);
        let located = |it: Misfit| Misfit { place: Some(entry.key_place()), ..it };
        seed.deserialize(key).map(Some).map_err(located)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let entry = self.value.take().ok_or_else(|| Misfit::custom("a value without a key"))?;
        seed.deserialize(At(entry)).map_err(|it| it.or_at(entry))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Variant<'de>(Cursor<'de>);

impl<'de> EnumAccess<'de> for Variant<'de> {
    type Error = Misfit;
    type Variant = At<'de>;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, At<'de>), Misfit> {
        let key: serde::de::value::StrDeserializer<'_, Misfit> =
            self.0.key().unwrap_or_default().into_deserializer();
        Ok((seed.deserialize(key)?, At(self.0)))
    }
}

impl<'de> VariantAccess<'de> for At<'de> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        Err(Misfit::custom("expected text").or_at(self.0))
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Misfit> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        self.deserialize_any(visitor)
    }
}
