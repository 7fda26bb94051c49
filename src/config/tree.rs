//! A file's values, each with its place.
//!
//! The tree is flat: nodes are in one list and refer to each other by number, and an alias refers to the node that it
//! repeats. So a tree of any shape is dropped without recursion, and a file that repeats itself exponentially needs no
//! more memory than its text. Walking the tree expands aliases; `compose` limits how far.

use std::ops::Range;
use std::sync::Arc;

use super::source::Room;
use crate::problem::{Place, Problem, SourceText};

pub use super::cursor::Cursor;

/// A node, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id(pub(super) u32);

/// Where a text is stored: most texts are parts of the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Text {
    /// Its start and end in the file.
    Source(u32, u32),
    /// The number of a stored text, for text with escapes or folded lines.
    Own(u32),
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Float(f64),
    Text(Text),
    /// The first of its items, and how many.
    List(u32, u32),
    /// The first of its entries, how many, and where their order by key begins if there are many.
    Mapping(u32, u32, u32),
    /// The node that an anchor names.
    Alias(Id),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) start: u32,
    pub(super) end: u32,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Entry {
    pub(super) key: Id,
    pub(super) value: Id,
    /// The `<<` that merged it in.
    pub(super) merged_by: Option<Id>,
}

/// Mappings with more entries than this are looked up by their order.
pub(super) const FEW: usize = 8;

/// The values of one file.
#[derive(Debug)]
pub struct Tree {
    pub(super) source: Arc<SourceText>,
    pub(super) nodes: Vec<Node>,
    pub(super) items: Vec<Id>,
    pub(super) entries: Vec<Entry>,
    /// For every large mapping the numbers of its entries, by key.
    pub(super) order: Vec<u32>,
    pub(super) texts: Vec<Box<str>>,
    pub(super) root: Id,
    /// Keys and list items without a value, not even `null`.
    pub(super) unfinished: Vec<Id>,
    /// Whether it was read with problems.
    pub(super) flawed: bool,
}

/// The result of reading a text.
#[derive(Debug)]
pub struct Parsed {
    /// `None` if the text is not YAML, or exceeds a limit.
    pub tree: Option<Tree>,
    /// What is wrong; there can be both problems and a tree.
    pub problems: Vec<Problem>,
    /// It exceeds a limit that all files share, as the last problem says.
    pub(super) full: bool,
}

impl Tree {
    /// Reads a text. Problems such as duplicate keys and unknown tags come together with a tree of what could be read, so
    /// that the rest can be checked, too.
    pub fn parse(source: &Arc<SourceText>) -> Parsed {
        Tree::parse_within(source, &Room::default())
    }

    /// The same, within the limits of a configuration.
    pub(super) fn parse_within(source: &Arc<SourceText>, room: &Room) -> Parsed {
        super::compose::compose(source, room)
    }

    /// The text it is read from.
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// The root value.
    pub fn root(&self) -> Cursor<'_> {
        Cursor::new(self, self.root)
    }

    /// Follows keys and indexes from the root; stops at the last value that exists.
    pub fn locate<S: AsRef<str>>(&self, path: impl IntoIterator<Item = S>) -> Cursor<'_> {
        let mut at = self.root();
        for step in path {
            let step = step.as_ref();
            let next = match at.kind() {
                Kind::List => step.parse().ok().and_then(|index| at.item(index)),
                _ => at.get(step),
            };
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// Every text that is the value of this key, anywhere in the file.
    pub(super) fn texts_under<'t>(&'t self, key: &str) -> impl Iterator<Item = &'t str> {
        let under = self.entries.iter().filter(move |it| self.text_of(it.key) == key);
        under.map(|it| self.text_of(it.value)).filter(|it| !it.is_empty())
    }

    pub(super) fn node(&self, id: Id) -> Node {
        self.nodes[id.0 as usize]
    }

    /// The node itself, or for an alias the one that it repeats.
    pub(super) fn resolve(&self, id: Id) -> Id {
        match self.node(id).value {
            Value::Alias(target) => target,
            _ => id,
        }
    }

    pub(super) fn text(&self, text: Text) -> &str {
        match text {
            Text::Source(start, end) => &self.source.text()[start as usize..end as usize],
            Text::Own(at) => &self.texts[at as usize],
        }
    }

    /// The text of a node that is text, as every key is.
    pub(super) fn text_of(&self, id: Id) -> &str {
        match self.node(self.resolve(id)).value {
            Value::Text(text) => self.text(text),
            _ => "",
        }
    }

    pub(super) fn items_of(&self, id: Id) -> &[Id] {
        match self.node(self.resolve(id)).value {
            Value::List(start, len) => &self.items[start as usize..][..len as usize],
            _ => &[],
        }
    }

    pub(super) fn entries_of(&self, id: Id) -> &[Entry] {
        match self.node(self.resolve(id)).value {
            Value::Mapping(start, len, _) => &self.entries[start as usize..][..len as usize],
            _ => &[],
        }
    }

    /// The entry of a key; for a duplicate key, the first.
    pub(super) fn find(&self, id: Id, key: &str) -> Option<Entry> {
        let Value::Mapping(_, len, order) = self.node(self.resolve(id)).value else { return None };
        let entries = self.entries_of(id);
        if len as usize <= FEW {
            return entries.iter().find(|it| self.text_of(it.key) == key).copied();
        }
        let order = &self.order[order as usize..][..len as usize];
        let key_at = |at: u32| self.text_of(entries[at as usize].key);
        let first = order.partition_point(|at| key_at(*at) < key);
        let entry = *order.get(first)?;
        (key_at(entry) == key).then(|| entries[entry as usize])
    }

    pub(super) fn span(&self, id: Id) -> Range<usize> {
        let node = self.node(id);
        node.start as usize..node.end as usize
    }

    pub(super) fn place(&self, id: Id) -> Place {
        self.source.place(self.span(id))
    }
}

/// What a value is, as JSON distinguishes values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// `null`, or nothing at all.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction.
    Integer,
    /// A number with one.
    Number,
    /// Text.
    Text,
    /// A list.
    List,
    /// A mapping.
    Mapping,
}
