//! Copies a value with other texts in the place of templates.

use std::collections::HashMap;
use std::sync::Arc;

use super::cursor::Cursor;
use super::tree::{Entry, Id, Node, Text, Tree, Value};
use crate::schema::templates::TEMPLATE;

/// Keys of mappings from names to texts, in which `template` is a name like any other.
pub(in crate::config) const OF_NAMES: [&str; 3] = ["inputs", "properties", "vars"];

/// What becomes of a template in a copy.
#[derive(Debug, Clone)]
pub(in crate::config) enum Fill {
    /// The text that it stands for.
    Text(String),
    /// A text in which names stand for what GitLab does not have yet.
    Waits(String),
    /// It stays a template.
    Not,
}

impl Tree {
    /// The mappings that are templates: `{ template: TEXT }`.
    pub(super) fn find_templates(&self) -> Vec<Id> {
        let is_template = |id: &Id| {
            let [entry] = self.entries_of(*id) else { return false };
            let text = self.node(self.resolve(entry.value)).value;
            self.text_of(entry.key) == TEMPLATE && matches!(text, Value::Text(_))
        };
        let mappings = (0..self.nodes.len() as u32).map(Id);
        let mappings = mappings.filter(|it| matches!(self.node(*it).value, Value::Mapping(..)));
        let mut found: Vec<Id> = mappings.filter(is_template).collect();
        if !found.is_empty() {
            let of_names =
                self.entries.iter().filter(|it| OF_NAMES.contains(&self.text_of(it.key)));
            for entry in of_names {
                found.retain(|it| *it != self.resolve(entry.value));
            }
        }
        found
    }

    /// A copy of a value, below these keys; an empty key is a list with one item.
    pub(in crate::config) fn filled<'t>(
        at: Cursor<'t>,
        above: &[&str],
        fill: &mut dyn FnMut(Cursor<'t>) -> Fill,
    ) -> Tree {
        let from = at.tree;
        let to = Tree::empty(Arc::clone(&from.source), from.folder.clone());
        let mut copy = Copy { from, to, known: HashMap::new(), fill };
        let mut node = copy.node(at.node);
        let place = from.node(at.key.unwrap_or(at.node));
        for key in above.iter().rev() {
            let text = copy.own((*key).into());
            let key = copy.push(Node { value: Value::Text(text), ..place });
            let start = copy.to.entries.len() as u32;
            copy.to.entries.push(Entry { key, value: node, merged_by: None });
            node = copy.push(Node { value: Value::Mapping(start, 1, 0), ..from.node(at.node) });
        }
        copy.to.root = node;
        copy.to
    }

    /// How much memory it takes, in bytes, without the text of the file.
    pub(in crate::config) fn size(&self) -> usize {
        let texts: usize = self.texts.iter().map(|it| it.len()).sum();
        size_of_val(&*self.nodes) + size_of_val(&*self.entries) + size_of_val(&*self.items) + texts
    }
}

impl<'t> Cursor<'t> {
    /// The text of a template, if it is one.
    pub(in crate::config) fn template(&self) -> Option<Cursor<'t>> {
        let known = &self.tree.templates;
        known.binary_search(&self.tree.resolve(self.node)).ok()?;
        self.entries().next()
    }

    /// The templates in it.
    pub(in crate::config) fn templates(self) -> Vec<Cursor<'t>> {
        self.all_of(&self.tree.templates)
    }

    /// The first text in it in which a name stands for what GitLab does not have yet.
    pub(in crate::config) fn waiting(self) -> Option<Cursor<'t>> {
        self.all_of(&self.tree.waiting).into_iter().next()
    }

    /// Those of these nodes that are in it; `wanted` is in order.
    fn all_of(self, wanted: &[Id]) -> Vec<Cursor<'t>> {
        let mut found = Vec::new();
        let mut rest = if wanted.is_empty() { Vec::new() } else { vec![self] };
        while let Some(at) = rest.pop() {
            match wanted.binary_search(&at.tree.resolve(at.node)) {
                Ok(_) => found.push(at),
                Err(_) => {
                    rest.extend(at.items());
                    rest.extend(at.entries());
                }
            }
        }
        found.reverse();
        found
    }
}

struct Copy<'c, 't> {
    from: &'t Tree,
    to: Tree,
    /// The copy of each node: what aliases repeat is copied once.
    known: HashMap<Id, Id>,
    fill: &'c mut dyn FnMut(Cursor<'t>) -> Fill,
}

impl Copy<'_, '_> {
    fn push(&mut self, node: Node) -> Id {
        self.to.nodes.push(node);
        Id(self.to.nodes.len() as u32 - 1)
    }

    fn own(&mut self, text: Box<str>) -> Text {
        self.to.texts.push(text);
        Text::Own(self.to.texts.len() as u32 - 1)
    }

    /// Copies a node. The depth of a tree is limited when it is read.
    fn node(&mut self, id: Id) -> Id {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        let copied = self.copied(id);
        self.known.insert(id, copied);
        copied
    }

    fn copied(&mut self, id: Id) -> Id {
        let node = self.from.node(id);
        let mut open = false;
        if matches!(node.value, Value::Mapping(..))
            && let Some(text) = Cursor::new(self.from, id).template()
        {
            let (filled, waits) = match (self.fill)(Cursor::new(self.from, id)) {
                Fill::Text(filled) => (Some(filled), false),
                Fill::Waits(filled) => (Some(filled), true),
                Fill::Not => (None, false),
            };
            if let Some(filled) = filled {
                let value = Value::Text(self.own(filled.into()));
                let filled = self.push(Node { value, ..self.from.node(text.node) });
                self.to.waiting.extend(waits.then_some(filled));
                return filled;
            }
            open = true;
        }
        let value = match node.value {
            Value::Text(Text::Own(at)) => {
                let text = self.from.texts[at as usize].clone();
                Value::Text(self.own(text))
            }
            Value::List(..) => {
                let items: Vec<Id> =
                    self.from.items_of(id).iter().map(|it| self.node(*it)).collect();
                let start = self.to.items.len() as u32;
                self.to.items.extend(&items);
                Value::List(start, items.len() as u32)
            }
            Value::Mapping(_, len, order) => {
                let entries: Vec<Entry> = self.from.entries_of(id).to_vec();
                let entry = |it: Entry| Entry {
                    key: self.node(it.key),
                    value: self.node(it.value),
                    merged_by: it.merged_by.map(|it| self.node(it)),
                };
                let entries: Vec<Entry> = entries.into_iter().map(entry).collect();
                let start = self.to.entries.len() as u32;
                self.to.entries.extend(entries);
                let ordered = self.to.order.len() as u32;
                if len as usize > super::tree::FEW {
                    let order = &self.from.order[order as usize..][..len as usize];
                    self.to.order.extend(order);
                }
                Value::Mapping(start, len, ordered)
            }
            Value::Alias(target) => Value::Alias(self.node(target)),
            other => other,
        };
        let copied = self.push(Node { value, ..node });
        if open {
            self.to.templates.push(copied);
        }
        copied
    }
}
