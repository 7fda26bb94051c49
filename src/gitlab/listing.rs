//! How a list is read, and what a response to a GET must look like before anything is concluded from it.
//!
//! An element that cannot be understood is not an absent object: it makes the whole response unreadable. Each kind defines
//! what its objects must have in addition to an identity.

use serde_json::Value;

/// What identifies an object in a response.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// A positive number in `id`.
    #[default]
    Numbered,
    /// The same, of a single object: GitLab answers 200 and `null` if there is none.
    NumberedOrNull,
    /// The same, of a single object: GitLab answers 400 with this message if there is none.
    NumberedUnless(&'static str),
    /// A text in this field: a key, a name, a path, an ID that is no number.
    Named(&'static str),
    /// Nothing: a single object that each scope has.
    Unnamed,
}

/// How GitLab divides a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paging {
    /// Into numbered pages.
    #[default]
    Offset,
    /// Into numbered pages, from which GitLab removes elements after it has counted them.
    CountedTooHigh,
    /// Into pages, each of which names the next one, without a limit on their number: the tree of a repository, all
    /// projects.
    Keyset,
    /// Not at all, whatever its length.
    Whole,
    /// The same; a 404 with this message is an empty list.
    WholeOr404(&'static str),
    /// Not at all: it is this field of the object that it belongs to, which is read instead.
    Within(&'static str),
}

/// How a list is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listing {
    /// How GitLab divides it.
    pub paging: Paging,
    /// What identifies its elements.
    pub element: Element,
}

impl Element {
    /// Whether the objects have an ID of their own.
    pub(crate) fn has_id(self) -> bool {
        matches!(self, Element::Numbered | Element::NumberedOrNull)
    }

    /// Checks that `it` can be an object: that it has an identity.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_object(self, it: &Value) -> Result<(), String> {
        let Value::Object(fields) = it else {
            return Err(format!("it is {} instead of an object", noun(it)));
        };
        let field = match self {
            Element::Numbered | Element::NumberedOrNull | Element::NumberedUnless(_) => "id",
            Element::Named(field) => field,
            Element::Unnamed => return Ok(()),
        };
        let fits = match fields.get(field) {
            None | Some(Value::Null) => return Err(format!("it has no `{field}`")),
            Some(Value::Number(id)) => {
                !matches!(self, Element::Named(_)) && id.as_i64().is_some_and(|it| it > 0)
            }
            Some(Value::String(name)) => matches!(self, Element::Named(_)) && !name.is_empty(),
            Some(_) => false,
        };
        if fits { Ok(()) } else { Err(format!("it has an `{field}` that is not valid")) }
    }

    /// The elements of a list, or of one page of it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check_list(self, list: Value) -> Result<Vec<Value>, String> {
        let Value::Array(items) = list else {
            return Err("GitLab returned something other than a list".to_owned());
        };
        self.check_elements(&items)?;
        Ok(items)
    }

    /// The same for elements that were read already.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub(crate) fn check_elements(self, items: &[Value]) -> Result<(), String> {
        for (at, it) in items.iter().enumerate() {
            self.check_object(it).map_err(|why| {
                format!("cannot understand element {} of the list: {why}", at + 1)
            })?;
        }
        Ok(())
    }
}

fn noun(it: &Value) -> &'static str {
    match it {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_object_has_an_identity() {
        let (number, text) = (Element::Numbered, Element::Named("id"));
        for (element, it, fits) in [
            (number, json!({ "id": 1 }), true),
            (number, json!({ "id": i64::MAX }), true),
            (number, json!({ "id": u64::MAX }), false),
            (number, json!({ "id": 0 }), false),
            (number, json!({ "id": -1 }), false),
            (number, json!({ "id": 1.5 }), false),
            (number, json!({ "id": "1" }), false),
            (number, json!({ "id": null }), false),
            (number, json!({}), false),
            (number, json!([]), false),
            (number, json!(null), false),
            (text, json!({ "id": "6a9c" }), true),
            (text, json!({ "id": "" }), false),
            (text, json!({ "id": 1 }), false),
            (Element::Named("key"), json!({ "key": "A" }), true),
            (Element::Named("key"), json!({ "id": 1 }), false),
            (Element::Named("key"), json!({ "key": ["A"] }), false),
        ] {
            assert_eq!(element.check_object(&it).is_ok(), fits, "{element:?} {it}");
            let list = element.check_list(json!([it, it]));
            assert_eq!(list.is_ok(), fits, "{element:?}");
        }
        assert!(number.check_list(json!({ "id": 1 })).is_err());
    }
}
