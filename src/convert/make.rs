//! Makes the objects of a section, by its line in the table.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use schemars::SchemaGenerator;
use serde_json::{Value, json};

use super::chain::{Chain, cuts};
use super::model::{Body, Field, Note, Object, OfKind};
use super::references::References;
use super::sections::{OPTIONS, Of, Rule, Section, Shape};
use super::special::{self, Input, Made};
use crate::config::{Cursor, Type};
use crate::gitlab::without_credentials;
use crate::kinds;
use crate::reserved::{ABSENT, ONCE, PRESENT, STATE};
use crate::resource::{Entry, Scope};

/// The fields that kinds have in files.
#[derive(Debug, Default)]
pub(super) struct Known(BTreeMap<(&'static str, Of), BTreeSet<String>>);

impl Known {
    fn has(&mut self, section: &Section, field: &str) -> bool {
        let fields = self.0.entry((section.kind, section.of)).or_insert_with(|| {
            let scope = match section.of {
                Of::Instance => Scope::instance(),
                Of::Group => Scope::group("group"),
                Of::Project => Scope::project("group/project"),
            };
            kinds::find(section.kind, &scope).map(fields_of).unwrap_or_default()
        });
        fields.contains(field) || [STATE, ONCE].contains(&field)
    }
}

fn fields_of(entry: &'static Entry) -> BTreeSet<String> {
    let schema = entry.schema(&mut SchemaGenerator::default());
    let properties = schema.get("properties").and_then(Value::as_object);
    let own = properties.into_iter().flat_map(|it| it.keys().cloned());
    own.chain(entry.contents().map(|it| it.spec.kind.to_owned())).collect()
}

/// Makes objects of one level.
pub(super) struct Maker<'m> {
    pub(super) known: &'m mut Known,
    /// The kinds of which an object is left out.
    pub(super) lost: &'m mut BTreeSet<&'static str>,
    /// Where the level is, for names of variables.
    pub(super) scope: &'m str,
    pub(super) references: &'m mut References,
    pub(super) notes: &'m mut Vec<Note>,
}

pub(super) fn line(at: Cursor<'_>) -> usize {
    at.key_place().line
}

/// A key as it can be shown.
fn shown(key: &str) -> Cow<'_, str> {
    without_credentials(key)
}

impl Maker<'_> {
    pub(super) fn note(&mut self, at: Cursor<'_>, what: &str, why: impl Into<String>) {
        self.notes.push(Note { line: line(at), what: what.to_owned(), why: why.into() });
    }

    /// Adds what a section becomes to what its scope declares.
    pub(super) fn section(&mut self, section: &Section, root: &Chain<'_>, body: &mut Body) {
        let Some(own) = root.own else { return };
        let name = section.name;
        if own.value_type() != Type::Mapping {
            if own.value_type() != Type::Null {
                self.note(own, name, "it is not a mapping");
            }
            return;
        }
        let single = matches!(section.shape, Shape::Single);
        let mut of = OfKind {
            kind: section.kind,
            single,
            alone: cuts(own),
            prune: None,
            objects: vec![],
            line: line(own),
            from: name.to_owned(),
        };
        if own.get("skip").is_some_and(|it| it.json() == true) {
            of.alone = true;
            body.kinds.push(of);
            return;
        }
        if root.is("skip") {
            self.note(own, name, "a farther level says `skip`, so gitlabform does nothing here");
            return;
        }
        of.prune = own.get("enforce").and_then(|it| it.json().as_bool()).filter(|_| !single);
        let part = section.at.map(|it| root.below(it));
        let inner = part.filter(|it| it.own.is_some() || !section.or_itself);
        let is_inner = inner.is_some();
        let chain = inner.unwrap_or_else(|| root.clone());
        of.alone |= chain.own.is_some_and(cuts);
        let inside = match section.at {
            Some(at) if is_inner => format!("{name}.{at}"),
            _ => name.to_owned(),
        };
        if single {
            let object = self.fields(section, &chain, "", &inside, vec![]);
            let before = body.kinds.iter_mut().find(|it| it.kind == section.kind);
            if let Some(before) = before.and_then(|it| it.objects.first_mut()) {
                before.fields.extend(object.fields);
                return;
            }
            of.objects.push(object);
        } else {
            for entry in chain.entries() {
                let key = entry.key().unwrap_or_default();
                let is_option = OPTIONS.contains(&key) || section.options.contains(&key);
                // Under a key of their own, users and groups can have any name.
                if is_option && !(is_inner && key != "inherit") {
                    self.option(section, entry, &inside);
                    continue;
                }
                let from = format!("{inside}.{}", shown(key));
                match self.object(section, &chain.below(key), entry, &from) {
                    Some(object) => of.objects.extend(apart(section, object)),
                    None => self.lost.extend([section.kind]),
                }
            }
        }
        if of.alone || of.prune.is_some() || of.objects.iter().any(|it| !it.fields.is_empty()) {
            body.kinds.push(of);
        }
    }

    /// A key of a section that is no entry.
    fn option(&mut self, section: &Section, at: Cursor<'_>, inside: &str) {
        let key = at.key().unwrap_or_default();
        let why = match (key, at.json()) {
            ("skip_missing_branch", Value::Bool(true)) => {
                "labwright protects a branch whether it exists or not"
            }
            ("inherit", Value::Bool(true)) => "gitlabform refuses it",
            _ => return,
        };
        self.note(
            at,
            &format!("{}.{key}", if section.at.is_some() { inside } else { section.name }),
            why,
        );
    }

    /// What an entry becomes; `None` if it is nothing.
    fn object(
        &mut self,
        section: &Section,
        object: &Chain<'_>,
        entry: Cursor<'_>,
        from: &str,
    ) -> Option<Object> {
        if entry.value_type() != Type::Mapping {
            self.note(entry, from, "it is not a mapping");
            return None;
        }
        if cuts(entry) {
            let why =
                "labwright merges the fields of objects, so `inherit: false` has no effect here";
            self.note(entry, from, why);
        }
        let key = entry.key().unwrap_or_default();
        let mut first: Vec<Field> = Vec::new();
        match section.shape {
            Shape::Single | Shape::Label => {}
            Shape::Field(name) => first.push(self.field(entry, from, name, json!(key))),
            Shape::With(make) => {
                let made = make(&mut self.input(entry, object, key, from));
                let is_error = made.is_err();
                self.add(section, &mut first, entry, from, made);
                if is_error {
                    return None;
                }
            }
        }
        let identity: Vec<Cursor<'_>> =
            section.identity.iter().filter_map(|it| object.get(it)).collect();
        for at in identity {
            let name = at.key().unwrap_or_default();
            let what = format!("{from}.{name}");
            let made = self.apply(section.rule(name), at, object, key, &what);
            self.add(section, &mut first, at, &what, made);
            let changed = |before: Cursor<'_>| before.json() != at.json();
            if entry.get(name).is_some() && object.inherited(name).is_some_and(changed) {
                let why =
                    "a farther level has another value, and labwright keeps what that declares";
                self.note(at, &what, why);
            }
        }
        let absent = |it: Cursor<'_>| it.json() == !section.protects;
        let word = if section.protects { "protected" } else { "delete" };
        let said = entry.get(word);
        if object.get(word).is_some_and(absent) {
            let at = said.unwrap_or(entry);
            first.push(self.field(at, &format!("{from}.{word}"), STATE, json!(ABSENT)));
            return Some(Object { fields: first, line: line(entry), from: from.to_owned() });
        }
        if let (Some(at), Some(_)) = (said, object.inherited(word).filter(|it| absent(*it))) {
            first.push(self.field(at, &format!("{from}.{word}"), STATE, json!(PRESENT)));
        }
        Some(self.fields(section, object, key, from, first))
    }

    /// An object with the fields that its level says, after `first`.
    fn fields(
        &mut self,
        section: &Section,
        object: &Chain<'_>,
        key: &str,
        from: &str,
        first: Vec<Field>,
    ) -> Object {
        let mut fields = first;
        for at in object.entries() {
            let name = at.key().unwrap_or_default();
            let is_option = match section.shape {
                Shape::Single => OPTIONS.contains(&name),
                _ => ["delete", "inherit"].contains(&name),
            };
            if is_option || section.identity.contains(&name) {
                continue;
            }
            let what = format!("{from}.{}", shown(name));
            let made = self.apply(section.rule(name), at, object, key, &what);
            self.add(section, &mut fields, at, &what, made);
        }
        let own = object.own.iter().copied();
        for (at, implied) in own.filter_map(|it| Some((it, section.implied?))) {
            let made = implied(object).into_iter().map(|(name, it)| (name.to_owned(), it));
            self.add(section, &mut fields, at, from, Ok(made.collect()));
        }
        let line = object.own.map_or(1, line);
        Object { fields, line, from: from.to_owned() }
    }

    fn input<'a, 't>(
        &'a mut self,
        at: Cursor<'t>,
        object: &'a Chain<'t>,
        key: &'a str,
        from: &'a str,
    ) -> Input<'a, 't> {
        Input { at, object, key, scope: self.scope, from, references: self.references }
    }

    fn apply<'t>(
        &mut self,
        rule: Rule,
        at: Cursor<'t>,
        object: &Chain<'t>,
        key: &str,
        from: &str,
    ) -> Made {
        let name = at.key().unwrap_or_default();
        let one = |name: &str, value: Value| Ok(vec![(name.to_owned(), value)]);
        match rule {
            Rule::Same => one(name, at.json()),
            Rule::Name(name) => one(name, at.json()),
            Rule::Not(name) => match at.json() {
                Value::Bool(it) => one(name, json!(!it)),
                _ => Err("it is neither `true` nor `false`".to_owned()),
            },
            Rule::Role => one(name, special::role_of(at)),
            Rule::Text => one(name, special::text(at)),
            Rule::Secret => {
                let value = self.input(at, object, key, from).reference(None);
                one(name, value)
            }
            Rule::Nothing => Ok(vec![]),
            Rule::With(make) => make(&mut self.input(at, object, key, from)),
        }
    }

    fn field(&self, at: Cursor<'_>, from: &str, name: &str, value: Value) -> Field {
        Field { name: name.to_owned(), value, line: line(at), from: from.to_owned() }
    }

    /// Adds fields that are not there yet, or a note.
    fn add(
        &mut self,
        section: &Section,
        fields: &mut Vec<Field>,
        at: Cursor<'_>,
        from: &str,
        made: Made,
    ) {
        match made {
            Ok(made) => {
                for (name, value) in made {
                    let field = name.split_once('.').map_or(name.as_str(), |it| it.0);
                    if !self.known.has(section, field) {
                        self.note(at, from, "labwright does not have it");
                    } else if fields.iter().all(|it| it.name != name) {
                        fields.push(self.field(at, from, &name, value));
                    }
                }
            }
            Err(why) => self.note(at, from, why),
        }
    }
}

/// The objects of an entry: one for each value of the field that says so.
fn apart(section: &Section, object: Object) -> Vec<Object> {
    let at = object
        .fields
        .iter()
        .position(|it| section.each == Some(it.name.as_str()) && it.value.is_array());
    let Some(at) = at else { return vec![object] };
    let values = object.fields[at].value.as_array().cloned().unwrap_or_default();
    let one = |value: Value| {
        let mut fields = object.fields.clone();
        fields[at].value = value;
        Object { fields, line: object.line, from: object.from.clone() }
    };
    values.into_iter().map(one).collect()
}

impl Section {
    /// What becomes of a key.
    fn rule(&self, key: &str) -> Rule {
        self.rules.iter().find(|it| it.0 == key).map_or(self.others, |it| it.1)
    }
}
