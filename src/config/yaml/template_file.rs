//! Files with templates: what a file of a repository names with `template: PATH` becomes the template that is in it, as if the
//! configuration had it there.

use super::tree::{Entry, Id, Node, Text, Tree, Value};
use crate::files::Refused;
use crate::problem::Place;
use crate::reserved::ITEMS;
use crate::schema::templates::TEMPLATE;

/// The collection whose objects can name such files.
const FILES: &str = "files";

impl Tree {
    /// The entries of objects that name a file with templates, by number.
    fn template_entries(&self) -> Vec<usize> {
        let of_files = self.entries.iter().filter(|it| self.text_of(it.key) == FILES);
        let lists = of_files.map(|it| match self.find(it.value, ITEMS) {
            Some(items) => items.value,
            None => it.value,
        });
        let items = lists.flat_map(|it| self.items_of(it).iter().map(|it| self.resolve(*it)));
        let mut found: Vec<usize> = items.flat_map(|it| self.template_entry(it)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn template_entry(&self, item: Id) -> Option<usize> {
        let Value::Mapping(start, ..) = self.node(item).value else { return None };
        let entries = self.entries_of(item);
        let is_path = |it: &Entry| {
            let value = self.node(self.resolve(it.value)).value;
            self.text_of(it.key) == TEMPLATE && matches!(value, Value::Text(_))
        };
        // An object of one key is a template itself.
        let at = entries.iter().position(is_path).filter(|_| entries.len() > 1)?;
        Some(start as usize + at)
    }

    /// The paths of these files, from the directory of the root file.
    pub(in crate::config) fn template_paths(&self) -> impl Iterator<Item = String> {
        let path =
            |at: usize| self.path_from_root(self.text_of(self.entries[at].value)).into_owned();
        self.template_entries().into_iter().map(path)
    }

    /// Puts what `read` returns for the path of each of these files in its place. Returns what could not be read, with its place.
    pub(in crate::config) fn read_templates(
        &mut self,
        read: &dyn Fn(&str) -> Result<String, Refused>,
    ) -> Vec<(Place, Refused)> {
        let mut unread = Vec::new();
        for at in self.template_entries() {
            let value = self.entries[at].value;
            let path = self.path_from_root(self.text_of(value)).into_owned();
            match read(&path) {
                Ok(text) => self.entries[at].value = self.template(value, text),
                Err(why) => unread.push((self.place(value), why)),
            }
        }
        unread
    }

    /// `{ template: TEXT }`, at the place of a node.
    fn template(&mut self, at: Id, text: String) -> Id {
        let place = self.node(at);
        let mut push = |value: Value| {
            self.nodes.push(Node { value, ..place });
            Id(self.nodes.len() as u32 - 1)
        };
        let texts = self.texts.len() as u32;
        let key = push(Value::Text(Text::Own(texts)));
        let value = push(Value::Text(Text::Own(texts + 1)));
        let whole = push(Value::Mapping(self.entries.len() as u32, 1, 0));
        self.texts.extend([TEMPLATE.into(), text.into_boxed_str()]);
        self.entries.push(Entry { key, value, merged_by: None });
        self.templates.push(whole);
        whole
    }
}
