//! An object as it is written: in one place, or field by field in several files and in `defaults`.

use std::ops::Range;

use super::layers::Layer;
use super::merged::{self, Merged};
use super::scopes::{Line, Said};
use super::ties::Tie;
use super::yaml::{Cursor, Joint, JointField, decode_joint};
use crate::problem::Problem;
use crate::reserved::{ABSENT, INHERIT, STATE, UNMANAGED};
use crate::resource::{Entry, Object, Row, Rows, Spec, marked};

/// The mappings that declare one object, the nearest first; never empty.
#[derive(Debug)]
pub(super) struct Written<'t> {
    parts: Vec<Layer<'t>>,
    /// A farther part does not count: it, or a part, says that the object does not exist or is left to others.
    closed: bool,
    torn: bool,
}

/// What a mapping says about the existence of its object.
fn ends(at: Cursor<'_>) -> Option<&str> {
    at.get(STATE)?.text().filter(|it| [ABSENT, UNMANAGED].contains(it))
}

impl<'t> Written<'t> {
    pub(super) fn at(part: Layer<'t>) -> Self {
        Written { parts: vec![part], closed: false, torn: false }
    }

    /// Reads the fields of all parts.
    pub(super) fn read(&self, entry: &Entry) -> Result<Box<dyn Object>, Problem> {
        let [first, _, ..] = self.parts.as_slice() else {
            return self.first().decode_with(|from| entry.read(from));
        };
        let mut fields: Vec<JointField<'_>> = Vec::new();
        for (part, at) in self.entries() {
            let key = at.key().unwrap_or_default();
            if fields.iter().any(|it| it.key == key) || self.is_replaced(entry.spec, key, part) {
                continue;
            }
            let one = || JointField { key, at, value: Joint::One(at) };
            let field = self.merged(entry, key).map_or_else(one, |it| it.joint());
            fields.push(field);
        }
        decode_joint(first.at, fields, |from| entry.read(from))
    }

    /// All keys of all parts, the nearest part first.
    fn entries(&self) -> impl Iterator<Item = (Layer<'t>, Cursor<'t>)> {
        self.parts.iter().flat_map(|part| part.at.entries().map(|it| (*part, it)))
    }

    /// Whether a field of a part does not count, because a nearer part has an alternative to it.
    fn is_replaced(&self, spec: &Spec, field: &str, part: Layer<'t>) -> bool {
        let nearer = |it: &&Layer<'_>| it.distance < part.distance;
        let has = |it: &Layer<'_>| spec.alternatives.iter().any(|other| it.at.get(other).is_some());
        spec.alternatives.contains(&field) && self.parts.iter().filter(nearer).any(has)
    }

    /// A field whose entries are in several parts.
    fn merged(&self, entry: &Entry, field: &str) -> Option<Merged<'t>> {
        merged::merged(&self.parts, field, entry.spec.keyed_by(field)?)
    }

    /// An entry of a field, in the nearest part that has it.
    pub(super) fn entry(&self, spec: &Spec, field: &str, key: &str) -> Option<Cursor<'t>> {
        match spec.keyed_by(field) {
            Some(it) => merged::entry(&self.parts, field, it, key),
            None => self.get(field)?.get(key),
        }
    }

    /// The nearest part.
    pub(super) fn first(&self) -> Cursor<'t> {
        self.parts[0].at
    }

    /// Whether a template in it could not be filled in.
    pub(super) fn is_open(&self) -> bool {
        self.parts.iter().any(|it| !it.at.templates().is_empty())
    }

    /// The first text in it in which a name stands for what GitLab does not have yet.
    pub(super) fn waiting(&self) -> Option<Cursor<'t>> {
        self.parts.iter().find_map(|it| it.at.waiting())
    }

    /// All parts, the nearest first.
    pub(super) fn parts(&self) -> impl Iterator<Item = Layer<'t>> + use<'t> {
        self.parts.clone().into_iter()
    }

    /// A field, in the nearest part that has it.
    pub(super) fn get(&self, field: &str) -> Option<Cursor<'t>> {
        Some(self.part_with(field)?.0)
    }

    /// Where a file says what a row has: by the field of its name, or an alternative to it.
    pub(super) fn says(&self, spec: &Spec, field: &str) -> Option<Cursor<'t>> {
        let others = spec.alternatives.iter().filter(|_| spec.alternatives.contains(&field));
        let names = others.copied().chain([field]);
        self.parts.iter().find_map(|part| names.clone().find_map(|it| part.at.get(it)))
    }

    fn part_with(&self, field: &str) -> Option<(Cursor<'t>, Layer<'t>)> {
        self.parts.iter().find_map(|it| Some((it.at.get(field)?, *it)))
    }

    /// Whether another mapping with the same identity is a part of the same object. In one file it is a mistake, and an
    /// object that must not exist has no other fields.
    pub(super) fn joins(&self, other: Layer<'t>) -> bool {
        let equal = |it: &&Layer<'_>| it.distance == other.distance;
        let same_file = |it: &Layer<'_>| std::ptr::eq(it.at.tree(), other.at.tree());
        let mut near = self.parts.iter().filter(equal).peekable();
        match near.peek() {
            None => true,
            Some(it) if it.distance.is_block() => true,
            Some(it) => ends(it.at) == ends(other.at) && !near.any(same_file),
        }
    }

    /// Adds a part. Returns what it sets that another part at the same distance sets, too, if no nearer one decides; by its
    /// identity each of them is known, and its own objects are merged like all others.
    pub(super) fn join(&mut self, other: Layer<'t>, entry: &Entry, key: &str) -> Vec<Tie> {
        let farther = self.parts.iter().all(|it| it.distance < other.distance);
        self.closed |= farther && self.parts.iter().any(|it| ends(it.at).is_some());
        self.closed |= farther && ends(other.at).is_some();
        if self.closed {
            return Vec::new();
        }
        let spec = entry.spec;
        let name = match key {
            "" => format!("the {}", spec.noun),
            key => format!("{} `{}`", spec.noun, marked(key)),
        };
        let mut ties = Vec::new();
        for second in other.at.entries() {
            let field = second.key().unwrap_or_default();
            if let Some(keyed) = spec.keyed_by(field) {
                for (key, (first, part), second) in
                    merged::twice(&self.parts, second, other.distance, keyed)
                {
                    let what = match key {
                        Some(key) => format!("`{}` in `{field}` of {name}", marked(&key)),
                        None => format!("`{field}` of {name}"),
                    };
                    ties.push(Tie::new(what, (first, second), (part, other)));
                }
                continue;
            }
            if self.is_replaced(spec, field, other) {
                continue;
            }
            let Some((first, part)) = self.part_with(field) else { continue };
            let same = || first.json() == second.json();
            if part.distance < other.distance
                || entry.contents().any(|it| it.spec.kind == field)
                || (spec.identity.contains(&field) || part.distance.is_block()) && same()
            {
                continue;
            }
            ties.push(Tie::new(format!("`{field}` of {name}"), (first, second), (part, other)));
        }
        self.torn |= !ties.is_empty();
        self.parts.push(other);
        ties
    }

    /// Whether parts at the same distance say different things, and no nearer one decides.
    pub(super) fn torn(&self) -> bool {
        self.torn
    }

    /// What is written elsewhere than the object, which is at `known_by`: at an anchor, or in another file.
    pub(super) fn lines(&self, entry: &Entry, rows: &Rows, known_by: Cursor<'_>) -> Vec<Line> {
        let first = self.first();
        let target = first.target();
        // An object that is repeated by an alias can be known by a place at the anchor.
        let own = match target.extent().contains(&known_by.start()) {
            true => target.extent(),
            false => first.extent(),
        };
        let near =
            |it: Cursor<'_>| std::ptr::eq(it.tree(), first.tree()) && own.contains(&it.start());
        let at = known_by.best_place();
        let far = |field, key: Option<&str>, it: Cursor<'_>| {
            let place = it.written().key_place();
            let is_far = !near(it.written()) && (&place.file, place.line) != (&at.file, at.line);
            is_far.then(|| Line { field, entry: key.map(str::to_owned), place })
        };
        let mut lines = Vec::new();
        for field in rows.iter().map(|it| it.name) {
            match self.merged(entry, field) {
                Some(it) => {
                    lines.extend(
                        it.entries.iter().filter_map(|(key, it)| far(field, Some(key), *it)),
                    );
                }
                None => lines.extend(self.get(field).and_then(|it| far(field, None, it))),
            }
        }
        lines
    }

    /// Every field in the nearest part that has it, with its value and the place of that. What the object contains is left
    /// out: these are objects of their own.
    pub(super) fn said(&self, entry: &Entry, rows: &Rows) -> Vec<Said> {
        let mut all: Vec<Said> = Vec::new();
        for (part, field) in self.entries() {
            let Some(key) = field.key() else { continue };
            let contents = || entry.contents().any(|it| it.spec.kind == key);
            let is_replaced = self.is_replaced(entry.spec, key, part);
            if key == INHERIT || all.iter().any(|it| it.field == key) || contents() || is_replaced {
                continue;
            }
            let mut hidden = false;
            let value = rows.iter().find(|it| it.name == key).and_then(Row::value);
            value.iter().for_each(|it| it.hidden_texts(&mut |_| hidden = true));
            let merged = self.merged(entry, key).filter(|_| !hidden);
            let one = |(key, it): (&str, Cursor<'_>)| Said {
                field: key.to_owned(),
                value: it.json(),
                place: it.written().key_place(),
                entries: Vec::new(),
            };
            let value = match (value.filter(|_| hidden), &merged) {
                (Some(value), _) => value.show(),
                (None, Some(merged)) => merged.json(),
                (None, None) => field.json(),
            };
            let entries = merged.iter().flat_map(Merged::all).map(one).collect();
            let place = field.written().key_place();
            all.push(Said { field: key.to_owned(), value, place, entries });
        }
        all
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
