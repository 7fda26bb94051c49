//! An object as it is written: in one place, or field by field in several files.

use std::ops::Range;

use super::yaml::{Cursor, decode_all};
use crate::problem::{Place, Problem};
use crate::reserved::{ABSENT, STATE};
use crate::resource::{Entry, Object, Rows, marked};

/// The mappings that declare one object, in the order of the files; never empty.
#[derive(Debug)]
pub(super) struct Written<'t> {
    parts: Vec<Cursor<'t>>,
}

impl<'t> Written<'t> {
    pub(super) fn at(part: Cursor<'t>) -> Self {
        Written { parts: vec![part] }
    }

    /// Reads the fields of all parts.
    pub(super) fn read(&self, entry: &Entry) -> Result<Box<dyn Object>, Problem> {
        decode_all(&self.parts, |from| entry.read(from))
    }

    /// The first part.
    pub(super) fn first(&self) -> Cursor<'t> {
        self.parts[0]
    }

    /// All parts, in the order of the files.
    pub(super) fn parts(&self) -> impl Iterator<Item = Cursor<'t>> + use<'t> {
        self.parts.clone().into_iter()
    }

    /// A field, in the first part that has it.
    pub(super) fn get(&self, field: &str) -> Option<Cursor<'t>> {
        self.parts.iter().find_map(|it| it.get(field))
    }

    /// Whether another mapping with the same identity is a part of the same object. In one file it is a mistake, and an
    /// object that must not exist has no other fields.
    pub(super) fn joins(&self, other: Cursor<'_>) -> bool {
        let same_file = |it: &Cursor<'_>| std::ptr::eq(it.tree(), other.tree());
        let absent = |it: Cursor<'_>| it.get(STATE).is_some_and(|it| it.text() == Some(ABSENT));
        !self.parts.iter().any(same_file)
            && absent(other) == self.parts.iter().any(|it| absent(*it))
    }

    /// Adds a part. Returns what it sets that another part sets, too; by its identity each of them is known, and its own
    /// objects are merged like all others.
    pub(super) fn join(&mut self, other: Cursor<'t>, entry: &Entry, key: &str) -> Vec<Problem> {
        let spec = entry.spec;
        let name = match key {
            "" => format!("the {}", spec.noun),
            key => format!("{} `{}`", spec.noun, marked(key)),
        };
        let twice = other.entries().filter_map(|it| {
            let field = it.key()?;
            let first = self.get(field)?;
            if entry.contents().any(|it| it.spec.kind == field) {
                return None;
            }
            (!spec.identity.contains(&field) || first.json() != it.json()).then(|| {
                Problem::new(format!("`{field}` of {name} is set twice"))
                    .at(it.key_place())
                    .hint("remove one of them")
                    .related(first.key_place(), "first set here")
            })
        });
        let twice = twice.collect();
        self.parts.push(other);
        twice
    }

    /// The fields that are written elsewhere than the object, which is at `known_by`: at an anchor, or in another file.
    pub(super) fn lines(&self, rows: &Rows, known_by: Cursor<'_>) -> Vec<(&'static str, Place)> {
        let first = self.first();
        let target = first.target();
        // An object that is repeated by an alias can be known by a place at the anchor.
        let own = match target.extent().contains(&known_by.start()) {
            true => target.extent(),
            false => first.extent(),
        };
        let near =
            |it: Cursor<'_>| std::ptr::eq(it.tree(), first.tree()) && own.contains(&it.start());
        let fields = rows.iter().filter_map(|row| Some((row.name, self.get(row.name)?.written())));
        let far = fields.filter(|(_, it)| !near(*it)).map(|(name, it)| (name, it.key_place()));
        let at = known_by.best_place();
        far.filter(|(_, it)| (&it.file, it.line) != (&at.file, at.line)).collect()
    }
}

impl<'t> Cursor<'t> {
    /// Itself, or what an alias repeats.
    fn target(self) -> Self {
        Cursor::new(self.tree, self.tree.resolve(self.node))
    }

    /// Where the value is written: at its key, or at the anchor that an alias names.
    fn written(self) -> Self {
        if self.target().node == self.node { self } else { self.target() }
    }

    /// Its bytes in the file.
    fn extent(self) -> Range<usize> {
        self.tree.span(self.node)
    }

    /// Where its key begins, or the value if it has none.
    fn start(self) -> usize {
        self.tree.span(self.key.unwrap_or(self.node)).start
    }
}
