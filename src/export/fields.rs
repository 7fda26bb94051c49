//! One object in the words of the files.
//!
//! **Invariant:** every field is read back as a file is read, and is only exported if it comes out as the value that GitLab
//! has. So a field whose form in files this does not know is a remark, and never a wrong value.

use serde_json::{Map, Value, json};

use super::model::{Object, Reference};
use super::names::Variables;
use crate::gitlab::{Version, has_credentials, is_masked};
use crate::resource::{
    Address, Checks, Content, Datum, Entry, Keyed, Live, Ref, Row, Rows, Rule, Secret, Space,
    marked,
};

/// What a file can declare of an object, and how.
pub(super) struct Writer<'w> {
    pub(super) entry: &'static Entry,
    pub(super) address: &'w Address,
    pub(super) version: &'w Version,
    /// Also GitLab's defaults.
    pub(super) all: bool,
    /// Values that plans do not show, instead of references.
    pub(super) values: bool,
    /// The group is not a top-level group.
    pub(super) below: bool,
    pub(super) variables: &'w mut Variables,
    /// The references in what was written.
    pub(super) references: Vec<Reference>,
}

/// The rows of an object as a file would declare it, and the first thing that is wrong with it: the field, and what.
type Read = (Rows, Option<(&'static str, String)>);

/// How a value that has several forms in files is written.
#[derive(Debug, Clone, Copy)]
enum Form {
    /// Users and groups by name.
    Bare,
    /// Users and groups as `{ user: NAME }`.
    Tagged,
    /// The names of a record as a list, each as the value of this key: `[{ project: PATH }]`.
    Listed(&'static str),
}

const FORMS: [Form; 2] = [Form::Bare, Form::Tagged];

impl Writer<'_> {
    /// Writes an object whose references have names, as far as GitLab returns them.
    pub(super) fn object(&mut self, live: &Live<'_>) -> Object {
        let spec = self.entry.spec;
        let mut object = Object { key: live.key.clone(), ..Object::default() };
        let (first, others): (Vec<&Row>, Vec<&Row>) =
            live.rows.iter().partition(|it| self.is_needed(it) && is_simple(it));
        for row in first {
            match self.simple(row) {
                Ok(None) => {}
                Ok(Some(value)) => drop(object.fields.insert(row.name.to_owned(), value)),
                Err(why) => return left_out(object, &why),
            }
        }
        // What every object has comes first: the others are read back with it.
        let mut base = object.fields.clone();
        let (needed, others): (Vec<&Row>, Vec<&Row>) =
            others.into_iter().partition(|it| self.is_needed(it));
        for row in needed.into_iter().chain(others) {
            match self.field(row, &base) {
                Ok(None) => {}
                Ok(Some(value)) => {
                    if self.is_needed(row) {
                        base.insert(row.name.to_owned(), value.clone());
                    }
                    object.fields.insert(row.name.to_owned(), value);
                }
                Err(why) if self.is_needed(row) => return left_out(object, &why),
                Err(why) => object.remarks.push(format!("`{}` is not exported: {why}", row.name)),
            }
        }
        let mut fields = std::mem::take(&mut object.fields);
        let in_order = |it: &Row| fields.shift_remove_entry(it.name);
        object.fields = live.rows.iter().filter_map(in_order).collect();
        // What the kind itself refuses.
        for _ in 0..live.rows.len() {
            let rows = match self.read(&object.fields) {
                Ok(rows) => rows,
                Err(why) => return left_out(object, &why),
            };
            if spec.folded(&spec.key(&rows.0)) != spec.folded(&live.key) {
                return left_out(object, "GitLab's response does not identify it as a file would");
            }
            let Some((field, why)) = rows.1 else { break };
            let row = live.rows.iter().find(|it| it.name == field);
            match row.and_then(|it| Some((it, it.value()?))) {
                Some((row, Datum::Hidden(_))) if object.fields[row.name].is_string() => {
                    let value = self.reference(row, row.name);
                    object.fields.insert(row.name.to_owned(), value);
                }
                Some((row, _)) if !self.is_needed(row) && object.fields.contains_key(row.name) => {
                    let off = object.fields.shift_remove(row.name) == Some(Value::Bool(false));
                    // A switch that has no effect here, and is off.
                    if !off {
                        object.remarks.push(format!("`{field}` is not exported: {why}"));
                    }
                }
                _ => return left_out(object, &why),
            }
        }
        self.references.retain(|it| refers(&object.fields, &it.name));
        object
    }

    /// Whether an object cannot be declared without a field.
    fn is_needed(&self, row: &Row) -> bool {
        let spec = self.entry.spec;
        let either = spec.identity.len() > 1 && row.rule != Rule::Identity;
        row.rule == Rule::Identity
            || spec.required.contains(&row.name)
            || spec.identity.contains(&row.name) && !either
    }

    /// Whether a file would not write it.
    fn is_usual(&self, row: &Row, value: &Datum) -> bool {
        let null = match value {
            Datum::Null | Datum::Secret(Secret::Present(false)) => true,
            // An object without a name is identified by another field.
            Datum::Text(text) => text.is_empty() && self.entry.spec.identity.contains(&row.name),
            _ => false,
        };
        match &row.default {
            Some(usual) => !self.all && (usual == value || *usual == Datum::Null && null),
            None => null || row.omittable && is_empty(value),
        }
    }

    /// A field that has one form.
    fn simple(&mut self, row: &Row) -> Result<Option<Value>, String> {
        let spec = self.entry.spec;
        if spec.omits.contains(&row.name) || self.below && spec.top_fields.contains(&row.name) {
            return Ok(None);
        }
        let Some(value) = self.value(row)? else { return Ok(None) };
        let needed = self.is_needed(row) && *value != Datum::Null;
        if !needed && self.is_usual(row, value) {
            return Ok(None);
        }
        if *value == Datum::Null && row.default != Some(Datum::Null) {
            return Err("GitLab has no value, which a file cannot declare".to_owned());
        }
        let credentials = value.texts().into_iter().any(has_credentials);
        if credentials && row.referable && matches!(value, Datum::Text(_)) {
            return Ok(Some(self.reference(row, row.name)));
        }
        if credentials {
            return Err("it contains a credential".to_owned());
        }
        let value = &without_usual(row, value, self.all);
        if *value == Datum::Record([].into()) && row.partial {
            return Ok(None);
        }
        self.json(row, value, row.name, Form::Bare).map(Some)
    }

    /// The value that a file could declare.
    fn value<'r>(&self, row: &'r Row) -> Result<Option<&'r Datum>, String> {
        let needs = self.entry.spec.needs.fields.iter().find(|it| it.field == row.name);
        let since = needs.and_then(|it| it.since);
        let known = since.is_none_or(|(major, minor)| self.version.at_least(major, minor));
        let creates = self.entry.spec.whole.is_some_and(|it| it.creates.contains(&row.name));
        match (row.value(), row.rule) {
            (_, Rule::Guide) => Ok(None),
            (None, Rule::WriteOnly) if known && !creates => {
                Err("GitLab does not return whether it is set".to_owned())
            }
            // Only its presence is certain.
            (None, _) if row.hidden && self.is_needed(row) => {
                Ok(Some(&Datum::Secret(Secret::Present(true))))
            }
            (None, _) => Ok(None),
            (Some(Datum::Content(Content::Live(_) | Content::Known { .. })), _) => {
                Err(format!("download the file, then add `{}: {{ file: PATH }}`", row.name))
            }
            (Some(value), _) => {
                let mut hidden = false;
                value.hidden_texts(&mut |it| hidden |= is_masked(it));
                if hidden || value.texts().into_iter().any(is_masked) {
                    return Err("it contains an access token, which labwright masks".to_owned());
                }
                Ok(Some(value))
            }
        }
    }

    /// A field in the form that files have for it.
    fn field(&mut self, row: &Row, base: &Map<String, Value>) -> Result<Option<Value>, String> {
        let Some(first) = self.simple(row)? else { return Ok(None) };
        if is_simple(row) {
            return Ok(Some(first));
        }
        let Some(value) = row.value() else { return Ok(None) };
        let listed = match self.entry.spec.keyed_by(row.name) {
            Some(Keyed::Field(key)) => Some(Form::Listed(key)),
            _ => None,
        };
        for form in listed.map_or_else(|| FORMS.to_vec(), |it| vec![it]) {
            let written = match form {
                Form::Bare => first.clone(),
                form => self.json(row, value, row.name, form)?,
            };
            let mut fields = base.clone();
            fields.insert(row.name.to_owned(), written.clone());
            let Ok((rows, _)) = self.read(&fields) else { continue };
            let read = rows.iter().find(|it| it.name == row.name).and_then(Row::value);
            if read.is_some_and(|it| is_same(it, value, row.partial)) {
                return Ok(Some(written));
            }
        }
        Err("labwright cannot declare the value that GitLab has".to_owned())
    }

    /// Reads an object as a file is read.
    fn read(&self, fields: &Map<String, Value>) -> Result<Read, String> {
        let whole = Value::Object(fields.clone());
        let mut from = <dyn erased_serde::Deserializer<'_>>::erase(&whole);
        let object = self.entry.read(&mut from).map_err(|it| it.to_string())?;
        let rows = object.rows();
        let mut checks = Checks::default();
        object.check(&mut checks);
        let wrong = checks.troubles.into_iter().next().map(|it| (it.field, it.message));
        let flaw = |row: &Row| {
            let names = row.names(self.entry.spec.identity);
            let found =
                names.into_iter().find_map(|(naming, name)| Some((naming.flaw(name)?, name)));
            found.map(|(flaw, name)| (row.name, flaw.of(name)))
        };
        let wrong = wrong.or_else(|| rows.iter().find_map(flaw));
        Ok((rows, wrong))
    }

    /// A value in one form.
    fn json(&mut self, row: &Row, value: &Datum, at: &str, form: Form) -> Result<Value, String> {
        Ok(match value {
            Datum::Null | Datum::Secret(Secret::Present(false)) => Value::Null,
            Datum::Bool(it) => json!(it),
            Datum::Int(it) => json!(it),
            Datum::Named(word, _) => json!(word),
            Datum::Text(it) => json!(it),
            Datum::Hidden(it) if self.values => json!(it),
            Datum::Hidden(_) | Datum::Secret(_) => self.reference(row, at),
            Datum::Ref(it) => referred(it, form)?,
            Datum::Content(_) => return Err("it is the content of a file".to_owned()),
            Datum::Set(items) | Datum::List(items) => {
                let items = items.iter().map(|it| self.json(row, it, at, form));
                Value::Array(items.collect::<Result<_, _>>()?)
            }
            Datum::Record(fields) => {
                if let Form::Listed(key) = form {
                    return Ok(fields.keys().map(|it| json!({ key: it })).collect());
                }
                let mut object = Map::new();
                for (key, it) in fields.iter().filter(|it| *it.1 != Datum::Null) {
                    let value = self.json(row, it, &format!("{at}/{key}"), Form::Bare)?;
                    object.insert(key.clone(), value);
                }
                Value::Object(object)
            }
        })
    }

    /// A reference to the value of a field.
    fn reference(&mut self, row: &Row, at: &str) -> Value {
        if let Some(known) = self.references.iter().find(|it| it.field == at) {
            return json!({ "env": known.name });
        }
        let name = self.variables.name(self.address, at);
        self.references.push(Reference {
            name: name.clone(),
            address: self.address.clone(),
            field: at.to_owned(),
            compared: row.rule != Rule::WriteOnly && row.value().is_some(),
        });
        json!({ "env": name })
    }
}

/// An object that a file cannot declare.
fn left_out(object: Object, why: &str) -> Object {
    Object { fields: Map::new(), remarks: vec![why.to_owned()], ..object }
}

/// Whether a value has one form in files.
fn is_simple(row: &Row) -> bool {
    !matches!(row.value(), Some(Datum::Set(_) | Datum::List(_) | Datum::Record(_) | Datum::Ref(_)))
}

fn is_empty(value: &Datum) -> bool {
    match value {
        Datum::Set(items) | Datum::List(items) => items.is_empty(),
        Datum::Record(fields) => fields.is_empty(),
        _ => false,
    }
}

/// The value without the entries that have GitLab's default, if a file can declare the others alone.
fn without_usual(row: &Row, value: &Datum, all: bool) -> Datum {
    match (value, &row.default) {
        (Datum::Record(fields), Some(Datum::Record(usual))) if row.partial && !all => {
            let differs = |(key, it): &(&String, &Datum)| usual.get(*key) != Some(it);
            let kept = fields.iter().filter(differs).map(|(key, it)| (key.clone(), it.clone()));
            Datum::Record(kept.collect())
        }
        _ => value.clone(),
    }
}

/// What something refers to, by its name.
fn referred(it: &Ref, form: Form) -> Result<Value, String> {
    let tag = match it.space {
        Space::User => "user",
        Space::Group => "group",
        Space::MemberRole | Space::Object(..) => return Ok(json!(it.name)),
        Space::Returned(..) => {
            return Err(format!("this token cannot see the name of {}", it.label()));
        }
    };
    Ok(match form {
        Form::Tagged => json!({ tag: it.name }),
        _ => json!(it.name),
    })
}

/// Whether a file declares the value that GitLab has. Of a secret, the file has the place.
fn is_same(read: &Datum, live: &Datum, partial: bool) -> bool {
    match (read, live) {
        (Datum::Secret(Secret::At(_)), Datum::Secret(it)) => it.is_there(),
        (Datum::Secret(Secret::At(_)), Datum::Hidden(_)) => true,
        (Datum::Record(read), Datum::Record(live)) => {
            let same = |key: &String| {
                live.get(key).zip(read.get(key)).is_some_and(|(live, it)| is_same(it, live, false))
            };
            let missing =
                |key: &String| partial || live[key] == Datum::Null || read.contains_key(key);
            read.keys().all(same) && live.keys().all(missing)
        }
        (Datum::Ref(read), Datum::Ref(live)) => read.space == live.space && read.name == live.name,
        (Datum::Set(read), Datum::Set(live)) => {
            let has = |all: &[Datum], one: &Datum| all.iter().any(|it| is_same(it, one, false));
            read.len() == live.len() && live.iter().all(|it| has(read, it))
        }
        (Datum::List(read), Datum::List(live)) => {
            read.len() == live.len()
                && read.iter().zip(live).all(|(it, live)| is_same(it, live, false))
        }
        (read, live) => read == live,
    }
}

/// Whether a reference to this variable is in the fields.
fn refers(fields: &Map<String, Value>, name: &str) -> bool {
    let is_it = |it: &Map<String, Value>| it.get("env").is_some_and(|it| it == name);
    fields.values().filter_map(Value::as_object).any(|it| is_it(it) || refers(it, name))
}

/// What a remark calls an object.
pub(crate) fn called(noun: &str, key: &str) -> String {
    match key {
        "" => noun.to_owned(),
        key => format!("{noun} `{}`", marked(key)),
    }
}
