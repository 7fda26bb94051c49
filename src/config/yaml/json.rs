//! A tree as JSON: a copy of it, or the tree itself as the schema validator sees it.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object, cmp};
use serde_json::{Map, Number, Value as JsonValue};

use super::cursor::Cursor;
use super::scalar::Type;
use super::tree::{Id, Tree, Value};

impl Cursor<'_> {
    /// The value as JSON, with aliases expanded and merge keys merged.
    pub fn json(&self) -> serde_json::Value {
        to_json(*self)
    }
}

/// Of a duplicate key, the first value counts.
fn to_json(at: Cursor<'_>) -> JsonValue {
    match at.value() {
        Value::Null | Value::Alias(_) => JsonValue::Null,
        Value::Bool(it) => JsonValue::Bool(it),
        Value::Int(it) => it.into(),
        Value::UInt(it) => it.into(),
        Value::Float(it) => Number::from_f64(it).map_or(JsonValue::Null, JsonValue::Number),
        Value::Text(it) => JsonValue::String(at.tree.text(it).to_owned()),
        Value::List(..) => at.items().map(to_json).collect(),
        Value::Mapping(..) => {
            let mut map = Map::with_capacity(at.len());
            for entry in at.entries() {
                let key = entry.key().unwrap_or_default();
                if !map.contains_key(key) {
                    map.insert(key.to_owned(), to_json(entry));
                }
            }
            JsonValue::Object(map)
        }
    }
}

/// Lets the validator read a tree in place: a copy of a large file would need more memory than anything else.
pub(in crate::config) struct Yaml;

impl Json for Yaml {
    type Node<'a> = Seen<'a>;
    type PreparedKey = String;
    type StringBuffer = String;

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>(buffer: &mut String, string: &str, f: impl FnOnce(Seen<'_>) -> T) -> T {
        buffer.clear();
        buffer.push_str(string);
        f(Seen::Name(buffer))
    }
}

/// A value of the tree, or the name of a key.
#[derive(Clone, Copy)]
pub(in crate::config) enum Seen<'a> {
    At(Cursor<'a>),
    Name(&'a str),
}

impl<'a> Seen<'a> {
    fn value(&self) -> Option<(&'a Tree, Value)> {
        match self {
            Seen::At(at) => Some((at.tree, at.value())),
            Seen::Name(_) => None,
        }
    }
}

impl<'a> Node<'a, Yaml> for Seen<'a> {
    type Object = Members<'a>;
    type Array = Elements<'a>;
    type Number = Numeral;

    fn as_object(&self) -> Option<Members<'a>> {
        match (self, self.value()) {
            (Seen::At(at), Some((_, Value::Mapping(..)))) => Some(Members(*at)),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Elements<'a>> {
        match (self, self.value()) {
            (Seen::At(at), Some((_, Value::List(..)))) => Some(Elements(*at)),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match self {
            Seen::At(at) => at.text().map(Cow::Borrowed),
            Seen::Name(name) => Some(Cow::Borrowed(name)),
        }
    }

    fn as_number(&self) -> Option<Numeral> {
        let number = match self.value()?.1 {
            Value::Int(it) => it.into(),
            Value::UInt(it) => it.into(),
            Value::Float(it) => Number::from_f64(it)?,
            _ => return None,
        };
        Some(Numeral(number))
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.value()?.1 {
            Value::Bool(it) => Some(it),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        match self {
            Seen::Name(_) => JsonType::String,
            Seen::At(at) => match at.value_type() {
                Type::Null => JsonType::Null,
                Type::Bool => JsonType::Boolean,
                Type::Integer | Type::Number => JsonType::Number,
                Type::Text => JsonType::String,
                Type::List => JsonType::Array,
                Type::Mapping => JsonType::Object,
            },
        }
    }

    fn equals_value(&self, expected: &JsonValue) -> bool {
        match (self.as_string(), expected) {
            (Some(text), JsonValue::String(expected)) => text == expected.as_str(),
            (Some(_), _) => false,
            (None, _) => cmp::equal(&self.to_value(), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, JsonValue> {
        Cow::Owned(match self {
            Seen::At(at) => to_json(*at),
            Seen::Name(name) => JsonValue::String((*name).to_owned()),
        })
    }

    /// The node itself, not what an alias repeats: nodes that exist at the same time have different identities.
    fn identity(&self) -> Option<NodeIdentity> {
        match self {
            Seen::At(at) => {
                let Id(node) = at.node;
                Some(NodeIdentity::tagged(std::ptr::from_ref(at.tree) as usize, node))
            }
            Seen::Name(_) => None,
        }
    }
}

pub(in crate::config) struct Members<'a>(Cursor<'a>);

impl<'a> Object<'a, Yaml> for Members<'a> {
    type Node = Seen<'a>;
    type MemberName = &'a str;
    type MembersIter = Box<dyn Iterator<Item = (&'a str, Seen<'a>)> + 'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &String) -> Option<Seen<'a>> {
        self.0.get(key).map(Seen::At)
    }

    fn members(&self) -> Self::MembersIter {
        Box::new(self.0.entries().map(|it| (it.key().unwrap_or_default(), Seen::At(it))))
    }
}

pub(in crate::config) struct Elements<'a>(Cursor<'a>);

impl<'a> Array<'a, Yaml> for Elements<'a> {
    type Node = Seen<'a>;
    type ElementsIter = Box<dyn Iterator<Item = Seen<'a>> + 'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> Self::ElementsIter {
        Box::new(self.0.items().map(Seen::At))
    }
}

pub(in crate::config) struct Numeral(Number);

impl JsonNumber for Numeral {
    fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.as_i64()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.as_f64()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.0.to_string())
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Borrowed(&self.0)
    }
}
