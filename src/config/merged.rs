//! A field whose entries are merged one by one, such as the headers of a hook: what several declarations say about it.
//!
//! **Invariant:** of entries with the same key the nearest one counts, whatever the order of files and lists. Two at the same
//! distance that disagree are reported, and never chosen from.

use serde_json::{Map, Value};

use super::layers::{Distance, Layer};
use super::yaml::{Cursor, Joint, JointField, Type};
use crate::reserved::{INHERIT, ITEMS, PRUNE};
use crate::resource::Keyed;

/// A field, as several declarations together have it.
pub(super) struct Merged<'t> {
    keyed: Keyed,
    /// The nearest declaration of the field.
    pub(super) first: Cursor<'t>,
    /// The entries, by key, the nearest first.
    pub(super) entries: Vec<(String, Cursor<'t>)>,
    /// Whether entries that are not listed are removed.
    prune: Option<Cursor<'t>>,
}

/// The entries of a field, by key; `None` if it has another value, such as `null`.
fn entries<'t>(field: Cursor<'t>, keyed: Keyed) -> Option<Vec<(String, Cursor<'t>)>> {
    match keyed {
        Keyed::Key => {
            let entry = |it: Cursor<'t>| (it.key().unwrap_or_default().to_owned(), it);
            (field.value_type() == Type::Mapping).then(|| field.entries().map(entry).collect())
        }
        Keyed::Field(name) => {
            let key = |it: Cursor<'t>| {
                it.get(name).and_then(|it| it.text()).unwrap_or_default().to_lowercase()
            };
            let items = match field.value_type() {
                Type::List => field,
                Type::Mapping => field.get(ITEMS).unwrap_or(field),
                _ => return None,
            };
            Some(items.items().map(|it| (key(it), it)).collect())
        }
    }
}

/// Whether a declaration of a field cuts off those that are farther away.
fn cuts(field: Cursor<'_>, keyed: Keyed) -> bool {
    let inherits = || match keyed {
        Keyed::Key => None,
        Keyed::Field(_) => field.get(INHERIT),
    };
    entries(field, keyed).is_none() || inherits().is_some_and(|it| it.json() == false)
}

fn prune<'t>(field: Cursor<'t>, keyed: Keyed) -> Option<Cursor<'t>> {
    match keyed {
        Keyed::Key => None,
        Keyed::Field(_) => field.get(PRUNE),
    }
}

/// The declarations of a field that count, the nearest first.
fn near<'t>(parts: &[Layer<'t>], field: &str, keyed: Keyed) -> Vec<(Cursor<'t>, Layer<'t>)> {
    let mut all: Vec<_> = parts.iter().filter_map(|it| Some((it.at.get(field)?, *it))).collect();
    let cut = all.iter().filter(|it| cuts(it.0, keyed)).map(|it| it.1.distance).min();
    all.retain(|it| cut.is_none_or(|cut| it.1.distance <= cut));
    all
}

/// What `parts`, the nearest first, together say about a field; `None` if one of them says it all.
pub(super) fn merged<'t>(parts: &[Layer<'t>], field: &str, keyed: Keyed) -> Option<Merged<'t>> {
    let near = near(parts, field, keyed);
    let [(first, _), _, ..] = near.as_slice() else { return None };
    entries(*first, keyed)?;
    let mut merged = Merged { keyed, first: *first, entries: Vec::new(), prune: None };
    for (part, _) in &near {
        let Some(more) = entries(*part, keyed) else { continue };
        // A key that one declaration has twice is reported by the kind.
        let known = merged.entries.len();
        let is_new = |key: &str| !merged.entries[..known].iter().any(|it| it.0 == key);
        let more: Vec<_> = more.into_iter().filter(|it| is_new(&it.0)).collect();
        merged.entries.extend(more);
        merged.prune = merged.prune.or_else(|| prune(*part, keyed));
    }
    Some(merged)
}

impl<'t> Merged<'t> {
    /// The field as it is read.
    pub(super) fn joint(&self) -> JointField<'t> {
        let one = |at: Cursor<'t>| JointField {
            key: at.key().unwrap_or_default(),
            at,
            value: Joint::One(at),
        };
        let entries = self.entries.iter().map(|it| it.1);
        let value = match self.keyed {
            Keyed::Key => Joint::Mapping(entries.map(one).collect()),
            Keyed::Field(_) => {
                let items = Joint::List(entries.collect());
                let items = JointField { key: ITEMS, at: self.first, value: items };
                Joint::Mapping([items].into_iter().chain(self.prune.map(one)).collect())
            }
        };
        JointField { key: self.first.key().unwrap_or_default(), at: self.first, value }
    }

    /// The field as one file could declare it.
    pub(super) fn json(&self) -> Value {
        let entries = self.entries.iter();
        match self.keyed {
            Keyed::Key => {
                Value::Object(entries.map(|(key, it)| (key.clone(), it.json())).collect())
            }
            Keyed::Field(_) => {
                let items: Value = entries.map(|it| it.1.json()).collect();
                match &self.prune {
                    None => items,
                    Some(prune) => Value::Object(Map::from_iter([
                        (PRUNE.to_owned(), prune.json()),
                        (ITEMS.to_owned(), items),
                    ])),
                }
            }
        }
    }

    /// Every entry and `prune`, by key.
    pub(super) fn all(&self) -> impl Iterator<Item = (&str, Cursor<'t>)> {
        let prune = self.prune.map(|it| (PRUNE, it));
        self.entries.iter().map(|(key, it)| (key.as_str(), *it)).chain(prune)
    }
}

/// An entry of a field, in the nearest declaration that has it.
pub(super) fn entry<'t>(
    parts: &[Layer<'t>],
    field: &str,
    keyed: Keyed,
    key: &str,
) -> Option<Cursor<'t>> {
    let all = near(parts, field, keyed).into_iter().filter_map(|it| entries(it.0, keyed));
    all.flatten().find(|it| it.0 == key).map(|it| it.1)
}

/// A key, or `None` for all of a field; the first value with its declaration, and the second value.
pub(super) type Twice<'t> = (Option<String>, (Cursor<'t>, Layer<'t>), Cursor<'t>);

/// What a further declaration of a field and one at the same distance both say, if nothing nearer decides. Blocks of `defaults`
/// may say the same.
pub(super) fn twice<'t>(
    parts: &[Layer<'t>],
    further: Cursor<'t>,
    distance: Distance,
    keyed: Keyed,
) -> Vec<Twice<'t>> {
    let near = near(parts, further.key().unwrap_or_default(), keyed);
    if near.iter().any(|it| it.1.distance < distance && cuts(it.0, keyed)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut clash = |key: Option<&str>, known: Option<(Cursor<'t>, Layer<'t>)>, second| {
        let Some(known) = known.filter(|it| it.1.distance == distance) else { return };
        if !distance.is_block() || known.0.json() != Cursor::json(&second) {
            found.push((key.map(str::to_owned), known, second));
        }
    };
    let known = |find: &dyn Fn(Cursor<'t>) -> Option<Cursor<'t>>| {
        near.iter().find_map(|it| Some((find(it.0)?, it.1)))
    };
    let Some(own) = entries(further, keyed) else {
        let other = near.iter().find(|it| it.1.distance == distance).copied();
        clash(None, other, further);
        return found;
    };
    clash(None, known(&|it| entries(it, keyed).is_none().then_some(it)), further);
    if let Some(own) = prune(further, keyed) {
        clash(Some(PRUNE), known(&|it| prune(it, keyed)), own);
    }
    for (key, it) in own {
        let same = |part| Some(entries(part, keyed)?.into_iter().find(|it| it.0 == key)?.1);
        clash(Some(&key), known(&same), it);
    }
    found
}
