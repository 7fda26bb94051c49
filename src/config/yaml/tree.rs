//! A file's values, each with its place.
//!
//! The tree is flat: nodes are in one list and refer to each other by number, and an alias refers to the node that it
//! repeats. So a tree of any shape is dropped without recursion, and a file that repeats itself exponentially needs no
//! more memory than its text. Walking the tree expands aliases; `compose` limits how far.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use crate::problem::{Place, SourceText};

/// A node, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::config) struct Id(pub(super) u32);

/// Where a text is stored: most texts are parts of the file.
#[derive(Debug, Clone, Copy)]
pub(in crate::config) enum Text {
    /// Its start and end in the file.
    Source(u32, u32),
    /// The number of a stored text, for text with escapes or folded lines.
    Own(u32),
}

#[derive(Debug, Clone, Copy)]
pub(in crate::config) enum Value {
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
pub(in crate::config) struct Node {
    pub(in crate::config) value: Value,
    pub(in crate::config) start: u32,
    pub(in crate::config) end: u32,
}

#[derive(Debug, Clone, Copy)]
pub(in crate::config) struct Entry {
    pub(in crate::config) key: Id,
    pub(in crate::config) value: Id,
    /// The `<<` that merged it in.
    pub(in crate::config) merged_by: Option<Id>,
}

/// Mappings with more entries than this are looked up by their order.
pub(in crate::config) const FEW: usize = 8;

/// The values of one file.
#[derive(Debug)]
pub struct Tree {
    pub(in crate::config) source: Arc<SourceText>,
    pub(in crate::config) nodes: Vec<Node>,
    pub(in crate::config) items: Vec<Id>,
    pub(in crate::config) entries: Vec<Entry>,
    /// For every large mapping the numbers of its entries, by key.
    pub(in crate::config) order: Vec<u32>,
    pub(in crate::config) texts: Vec<Box<str>>,
    pub(in crate::config) root: Id,
    /// Keys and list items without a value, not even `null`.
    pub(in crate::config) unfinished: Vec<Id>,
    /// Whether it was read with problems.
    pub(in crate::config) flawed: bool,
    /// The mappings that are templates, in order; in a copy, those that are not filled in.
    pub(in crate::config) templates: Vec<Id>,
    /// The texts, in a copy, in which a name stands for what GitLab does not have yet; in order.
    pub(in crate::config) waiting: Vec<Id>,
    /// The directory of the file, from that of the root file; empty if it is the same.
    pub(in crate::config) folder: Box<str>,
}

impl Tree {
    /// A tree without nodes, for the text that they are read from.
    pub(super) fn empty(source: Arc<SourceText>, folder: Box<str>) -> Self {
        Tree {
            source,
            nodes: vec![],
            items: vec![],
            entries: vec![],
            order: vec![],
            texts: vec![],
            root: Id(0),
            unfinished: vec![],
            flawed: false,
            templates: vec![],
            waiting: vec![],
            folder,
        }
    }

    /// The text it is read from.
    pub fn source(&self) -> &Arc<SourceText> {
        &self.source
    }

    /// A path that the file names, from the directory of the root file.
    pub(in crate::config) fn path_from_root<'p>(&self, path: &'p str) -> Cow<'p, str> {
        if self.folder.is_empty() || Path::new(path).has_root() {
            return Cow::Borrowed(path);
        }
        let mut folders: Vec<&str> = self.folder.split('/').collect();
        let mut rest = path;
        loop {
            let next = match rest.strip_prefix("./") {
                None if folders.is_empty() => None,
                None => rest.strip_prefix("../").inspect(|_| _ = folders.pop()),
                rest => rest,
            };
            let Some(next) = next else { break };
            rest = next.trim_start_matches('/');
        }
        folders.push(rest);
        Cow::Owned(folders.join("/"))
    }

    /// The key of every entry of every mapping.
    pub(in crate::config) fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|it| self.text_of(it.key))
    }

    /// The path of every file that the file names, from the directory of the root file.
    pub(in crate::config) fn file_paths(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let under = self.entries.iter().filter(|it| self.text_of(it.key) == "file");
        let paths =
            under.map(|it| self.text_of(self.resolve(it.value))).filter(|it| !it.is_empty());
        paths.map(|it| self.path_from_root(it))
    }

    pub(in crate::config) fn node(&self, id: Id) -> Node {
        self.nodes[id.0 as usize]
    }

    /// The node itself, or for an alias the one that it repeats.
    pub(in crate::config) fn resolve(&self, id: Id) -> Id {
        match self.node(id).value {
            Value::Alias(target) => target,
            _ => id,
        }
    }

    pub(in crate::config) fn text(&self, text: Text) -> &str {
        match text {
            Text::Source(start, end) => &self.source.text()[start as usize..end as usize],
            Text::Own(at) => &self.texts[at as usize],
        }
    }

    /// The text of a node that is text, as every key is.
    pub(in crate::config) fn text_of(&self, id: Id) -> &str {
        match self.node(self.resolve(id)).value {
            Value::Text(text) => self.text(text),
            _ => "",
        }
    }

    pub(in crate::config) fn items_of(&self, id: Id) -> &[Id] {
        match self.node(self.resolve(id)).value {
            Value::List(start, len) => &self.items[start as usize..][..len as usize],
            _ => &[],
        }
    }

    pub(in crate::config) fn entries_of(&self, id: Id) -> &[Entry] {
        match self.node(self.resolve(id)).value {
            Value::Mapping(start, len, _) => &self.entries[start as usize..][..len as usize],
            _ => &[],
        }
    }

    /// The entry of a key; for a duplicate key, the first.
    pub(in crate::config) fn find(&self, id: Id, key: &str) -> Option<Entry> {
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

    pub(in crate::config) fn span(&self, id: Id) -> Range<usize> {
        let node = self.node(id);
        node.start as usize..node.end as usize
    }

    pub(in crate::config) fn place(&self, id: Id) -> Place {
        self.source.place(self.span(id))
    }
}
