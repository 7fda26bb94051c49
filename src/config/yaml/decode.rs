//! Reads a tree into a typed struct, without JSON in between.
//!
//! The values have been checked against the schema before, so a failure here is a gap between schema and type. It is
//! reported with its place, but without the text there, which might be a secret.

use std::cell::Cell;
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
use crate::resource::FilePath;

impl Cursor<'_> {
    /// Reads the value into a type.
    ///
    /// # Errors
    /// What does not fit, with its place. The problem does not contain text of the file.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, Problem> {
        self.decode_with(|from| erased_serde::deserialize(from))
    }

    /// Reads the value by a function that knows its type, so that the reading itself is compiled once, not once a type.
    ///
    /// # Errors
    /// As [`Cursor::decode`].
    pub fn decode_with<T>(
        &self,
        read: impl FnOnce(&mut dyn erased_serde::Deserializer<'_>) -> Result<T, erased_serde::Error>,
    ) -> Result<T, Problem> {
        let innermost = Innermost::default();
        let at = At { cursor: *self, innermost: &innermost };
        at.read(at, read)
    }
}

/// A value that is read from several places.
pub(in crate::config) enum Joint<'t> {
    /// As it is in one place.
    One(Cursor<'t>),
    /// A list of these items.
    List(Vec<Cursor<'t>>),
    /// A mapping with these fields.
    Mapping(Vec<JointField<'t>>),
}

/// A field of a mapping that is read from several places.
pub(in crate::config) struct JointField<'t> {
    pub(in crate::config) key: &'t str,
    /// What problems point at.
    pub(in crate::config) at: Cursor<'t>,
    pub(in crate::config) value: Joint<'t>,
}

/// Reads a mapping with these fields, as [`Cursor::decode_with`]. Problems with the whole of it point at `first`.
pub(in crate::config) fn decode_joint<T>(
    first: Cursor<'_>,
    fields: Vec<JointField<'_>>,
    read: impl FnOnce(&mut dyn erased_serde::Deserializer<'_>) -> Result<T, erased_serde::Error>,
) -> Result<T, Problem> {
    let innermost = Innermost::default();
    let at = At { cursor: first, innermost: &innermost };
    at.read(Joined { value: Joint::Mapping(fields), of: at }, read)
}

/// The place of the innermost value that did not fit: the first one that an error passes on its way out, on which it is only
/// a text.
#[derive(Default)]
struct Innermost(Cell<Option<Place>>);

impl Innermost {
    fn note(&self, place: impl FnOnce() -> Place) {
        let noted = self.0.take();
        self.0.set(Some(noted.unwrap_or_else(place)));
    }
}

/// What does not fit.
#[derive(Debug)]
struct Misfit {
    message: String,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl serde::de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Misfit { message: message.to_string() }
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

#[derive(Clone, Copy)]
struct At<'de, 'p> {
    cursor: Cursor<'de>,
    innermost: &'p Innermost,
}

impl<'de> At<'de, '_> {
    /// Reads by a function that knows the type.
    fn read<T>(
        self,
        from: impl Deserializer<'de>,
        read: impl FnOnce(&mut dyn erased_serde::Deserializer<'de>) -> Result<T, erased_serde::Error>,
    ) -> Result<T, Problem> {
        read(&mut <dyn erased_serde::Deserializer<'de>>::erase(from)).map_err(|error| {
            let place = self.innermost.0.take().unwrap_or_else(|| self.cursor.best_place());
            Problem::new(error.to_string()).at(place)
        })
    }

    fn to(self, cursor: Cursor<'de>) -> Self {
        At { cursor, ..self }
    }

    /// Reads a key, whose value is at `entry`.
    fn key<S: DeserializeSeed<'de>>(
        self,
        key: &'de str,
        entry: Cursor<'de>,
        seed: S,
    ) -> Result<S::Value, Misfit> {
        let key: serde::de::value::BorrowedStrDeserializer<'de, Misfit> =
            serde::de::value::BorrowedStrDeserializer::new(key);
        seed.deserialize(key).inspect_err(|_| self.innermost.note(|| entry.key_place()))
    }

    /// Notes where an error from inside happened, if that is not noted yet.
    fn placed<T>(&self, read: Result<T, Misfit>) -> Result<T, Misfit> {
        read.inspect_err(|_| self.innermost.note(|| self.cursor.best_place()))
    }
}

/// `2.0` is a whole number, as in JSON Schema.
macro_rules! deserialize_whole {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
            match self.cursor.value() {
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

impl<'de> Deserializer<'de> for At<'de, '_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let at = self.cursor;
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
            Value::List(..) => visitor.visit_seq(Items { rest: at.items(), of: self }),
            Value::Mapping(..) => {
                visitor.visit_map(Entries { rest: at.entries(), value: None, of: self })
            }
        };
        self.placed(read)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.cursor.value_type() {
            Type::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.cursor.text().filter(|_| name == FilePath::MARK) {
            Some(path) => {
                let path = self.cursor.tree().path_from_root(path);
                visitor.visit_newtype_struct(path.into_deserializer())
            }
            None => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let at = self.cursor;
        let read = match (at.text(), at.entries().next(), at.len()) {
            (Some(text), ..) => {
                visitor.visit_enum(IntoDeserializer::<Misfit>::into_deserializer(text))
            }
            (None, Some(only), 1) => visitor.visit_enum(Variant(self.to(only))),
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

/// A value from several places.
struct Joined<'de, 'p> {
    value: Joint<'de>,
    of: At<'de, 'p>,
}

impl<'de> Deserializer<'de> for Joined<'de, '_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let Joined { value, of } = self;
        of.placed(match value {
            Joint::One(at) => of.to(at).deserialize_any(visitor),
            Joint::List(items) => visitor.visit_seq(Items { rest: items.into_iter(), of }),
            Joint::Mapping(fields) => {
                visitor.visit_map(JointFields { rest: fields.into_iter(), value: None, of })
            }
        })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_some(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Items<'de, 'p, I> {
    rest: I,
    of: At<'de, 'p>,
}

impl<'de, I: ExactSizeIterator<Item = Cursor<'de>>> SeqAccess<'de> for Items<'de, '_, I> {
    type Error = Misfit;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(item) = self.rest.next() else { return Ok(None) };
        let at = self.of.to(item);
        at.placed(seed.deserialize(at)).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Entries<'de, 'p, I> {
    rest: I,
    value: Option<Cursor<'de>>,
    of: At<'de, 'p>,
}

impl<'de, I: ExactSizeIterator<Item = Cursor<'de>>> MapAccess<'de> for Entries<'de, '_, I> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(entry) = self.rest.next() else { return Ok(None) };
        self.value = Some(entry);
        self.of.key(entry.key().unwrap_or_default(), entry, seed).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let entry = self.value.take().ok_or_else(|| Misfit::custom("a value without a key"))?;
        let at = self.of.to(entry);
        at.placed(seed.deserialize(at))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct JointFields<'de, 'p> {
    rest: std::vec::IntoIter<JointField<'de>>,
    value: Option<JointField<'de>>,
    of: At<'de, 'p>,
}

impl<'de> MapAccess<'de> for JointFields<'de, '_> {
    type Error = Misfit;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Misfit> {
        let Some(field) = self.rest.next() else { return Ok(None) };
        let (key, at) = (field.key, field.at);
        self.value = Some(field);
        self.of.key(key, at, seed).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misfit> {
        let JointField { at, value, .. } =
            self.value.take().ok_or_else(|| Misfit::custom("a value without a key"))?;
        let of = self.of.to(at);
        match value {
            Joint::One(_) => of.placed(seed.deserialize(of)),
            value => of.placed(seed.deserialize(Joined { value, of })),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Variant<'de, 'p>(At<'de, 'p>);

impl<'de, 'p> EnumAccess<'de> for Variant<'de, 'p> {
    type Error = Misfit;
    type Variant = At<'de, 'p>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), Misfit> {
        let key: serde::de::value::StrDeserializer<'_, Misfit> =
            self.0.cursor.key().unwrap_or_default().into_deserializer();
        Ok((seed.deserialize(key)?, self.0))
    }
}

impl<'de> VariantAccess<'de> for At<'de, '_> {
    type Error = Misfit;

    fn unit_variant(self) -> Result<(), Misfit> {
        self.placed(Err(Misfit::custom("expected text")))
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
