//! Walks a tree: a value together with its key.

use super::scalar::Type;
use super::tree::{Entry, Id, Tree, Value};
use crate::problem::Place;

/// A value in a file, and its key. Cheap to copy.
#[derive(Debug, Clone, Copy)]
pub struct Cursor<'t> {
    pub(in crate::config) tree: &'t Tree,
    /// The node in the file: an alias is not followed yet.
    pub(in crate::config) node: Id,
    pub(in crate::config) key: Option<Id>,
    merged_by: Option<Id>,
}

impl Tree {
    /// The root value.
    pub fn root(&self) -> Cursor<'_> {
        Cursor::new(self, self.root)
    }

    /// Follows keys and indexes from the root; stops at the last value that exists.
    pub fn locate<S: AsRef<str>>(&self, path: impl IntoIterator<Item = S>) -> Cursor<'_> {
        let mut at = self.root();
        for step in path {
            let step = step.as_ref();
            let next = match at.value_type() {
                Type::List => step.parse().ok().and_then(|index| at.item(index)),
                _ => at.get(step),
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }
}

impl<'t> Cursor<'t> {
    pub(in crate::config) fn new(tree: &'t Tree, node: Id) -> Self {
        Cursor { tree, node, key: None, merged_by: None }
    }

    fn entry(tree: &'t Tree, entry: Entry) -> Self {
        Cursor { tree, node: entry.value, key: Some(entry.key), merged_by: entry.merged_by }
    }

    pub(in crate::config) fn value(&self) -> Value {
        self.tree.node(self.tree.resolve(self.node)).value
    }

    /// The file it is in.
    pub fn tree(&self) -> &'t Tree {
        self.tree
    }

    /// Its kind.
    pub fn value_type(&self) -> Type {
        match self.value() {
            // An alias never names another alias.
            Value::Null | Value::Alias(_) => Type::Null,
            Value::Bool(_) => Type::Bool,
            Value::Int(_) | Value::UInt(_) => Type::Integer,
            Value::Float(it) if it.fract() == 0.0 => Type::Integer,
            Value::Float(_) => Type::Number,
            Value::Text(_) => Type::Text,
            Value::List(..) => Type::List,
            Value::Mapping(..) => Type::Mapping,
        }
    }

    /// Its key; `None` for the root and for items of a list.
    pub fn key(&self) -> Option<&'t str> {
        self.key.map(|it| self.tree.text_of(it))
    }

    /// The text, if it is text.
    pub fn text(&self) -> Option<&'t str> {
        match self.value() {
            Value::Text(text) => Some(self.tree.text(text)),
            _ => None,
        }
    }

    /// The value as the file spells it, including quotes; for an alias, the value that it repeats.
    pub fn raw(&self) -> &'t str {
        &self.tree.source.text()[self.tree.span(self.tree.resolve(self.node))]
    }

    /// Whether the value is missing: not `null`, but a key that is not finished.
    pub(in crate::config) fn is_unfinished(&self) -> bool {
        self.value_type() == Type::Null && self.raw().is_empty()
    }

    /// The value of a key; `None` if there is none, or if this is not a mapping.
    pub fn get(&self, key: &str) -> Option<Cursor<'t>> {
        self.tree.find(self.node, key).map(|it| Cursor::entry(self.tree, it))
    }

    /// The values of a mapping in the order of the file, then those that `<<` merges in; none for anything else.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = Cursor<'t>> + use<'t> {
        let tree = self.tree;
        tree.entries_of(self.node).iter().map(move |it| Cursor::entry(tree, *it))
    }

    /// The items of a list; none for anything else.
    pub fn items(&self) -> impl ExactSizeIterator<Item = Cursor<'t>> + use<'t> {
        let tree = self.tree;
        tree.items_of(self.node).iter().map(move |it| Cursor::new(tree, *it))
    }

    /// One item of a list.
    pub fn item(&self, index: usize) -> Option<Cursor<'t>> {
        self.tree.items_of(self.node).get(index).map(|it| Cursor::new(self.tree, *it))
    }

    /// How many items or entries it has.
    pub fn len(&self) -> usize {
        self.tree.items_of(self.node).len() + self.tree.entries_of(self.node).len()
    }

    /// Whether it has neither items nor entries.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value inside that is this text, ignoring case; itself if there is none.
    pub(in crate::config) fn holder_of(self, text: &str) -> Self {
        let wanted = text.to_lowercase();
        let mut rest = vec![self];
        while let Some(at) = rest.pop() {
            if at.text().is_some_and(|it| it.to_lowercase() == wanted) {
                return at;
            }
            rest.extend(at.items());
            rest.extend(at.entries());
        }
        self
    }

    /// Where it is; for an alias, where it is used.
    ///
    /// A list or mapping over several lines cannot be underlined: its place is that of its first key or item.
    pub fn place(&self) -> Place {
        match self.value_type() {
            Type::List | Type::Mapping if !self.is_flow() && !self.is_alias() => {
                let span = self.tree.span(self.node);
                let first = self.raw().find(|it: char| it == ':' || it.is_whitespace());
                self.tree.source.place(span.start..first.map_or(span.end, |it| span.start + it))
            }
            _ => self.tree.place(self.node),
        }
    }

    /// Where its key is; without a key, its own place.
    pub fn key_place(&self) -> Place {
        self.key.map_or_else(|| self.place(), |key| self.tree.place(key))
    }

    /// Where to point for a problem with the value: for a list, a mapping, or a missing value, at its key.
    pub fn best_place(&self) -> Place {
        let no_extent = self.tree.span(self.node).is_empty();
        match self.value_type() {
            Type::List | Type::Mapping => self.key_place(),
            _ if no_extent => self.key_place(),
            _ => self.place(),
        }
    }

    /// For a value that is written elsewhere: that place, and how the value got here.
    pub fn origin(&self) -> Option<(Place, &'static str)> {
        if self.is_alias() {
            let target = Cursor::new(self.tree, self.tree.resolve(self.node));
            return Some((target.place(), "the value comes from this anchor"));
        }
        self.merged_by.map(|it| (self.tree.place(it), "merged in here"))
    }

    fn is_alias(&self) -> bool {
        matches!(self.tree.node(self.node).value, Value::Alias(_))
    }

    fn is_flow(&self) -> bool {
        self.raw().starts_with(['[', '{'])
    }
}
