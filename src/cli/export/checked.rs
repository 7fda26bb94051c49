//! Checks an export as `labwright validate` checks files, before anyone sees it.
//!
//! What the check rejects becomes a comment: GitLab can have values that files cannot declare.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::text::{Id, Page, Unwritable};
use crate::config::{self, Schemas};
use crate::export::Export;
use crate::kinds;
use crate::problem::{Problem, Problems};

/// Each round finds up to a hundred problems of each file.
const ROUNDS: usize = 100;

/// Why there are no files.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unchecked {
    #[error("cannot write this as YAML: {0}")]
    Yaml(#[from] Unwritable),
    #[error("cannot write a temporary file: {0}")]
    Disk(#[from] std::io::Error),
    #[error("the exported files are not valid: {0}")]
    Invalid(Problems),
}

/// Makes files of an export by `pages`, with their paths in a directory, until they are valid.
pub(super) fn checked(
    export: &mut Export,
    pages: impl Fn(&Export) -> Result<Vec<(PathBuf, Page)>, Unwritable>,
) -> Result<Vec<(PathBuf, Page)>, Unchecked> {
    let schemas = Schemas::of_text(config::schema::TEXT);
    let mut last = Problems::new();
    for _ in 0..ROUNDS {
        let files = pages(export)?;
        let folder = tempfile::tempdir()?;
        for (name, page) in &files {
            write(&folder.path().join(name), &page.text)?;
        }
        let read = config::load(folder.path(), &schemas).and_then(config::read);
        last = match read {
            Ok(_) => return Ok(files),
            Err(problems) => problems,
        };
        if !leave_out(export, &files, folder.path(), &last) {
            break;
        }
    }
    Err(Unchecked::Invalid(last))
}

/// Writes a file that does not exist yet.
pub(in crate::cli) fn write(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    if let Some(above) = path.parent() {
        std::fs::create_dir_all(above)?;
    }
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())
}

/// Replaces what problems are about with remarks; whether there was anything.
fn leave_out(
    export: &mut Export,
    files: &[(PathBuf, Page)],
    folder: &Path,
    problems: &Problems,
) -> bool {
    let mut gone: BTreeSet<(Id, String)> = BTreeSet::new();
    for problem in problems.iter() {
        let Some(place) = &problem.place else { continue };
        let is_it = |it: &&(PathBuf, Page)| config::slashes(&folder.join(&it.0)) == *place.file;
        let Some((_, page)) = files.iter().find(is_it) else { continue };
        let Some(found) = page.at(place.line) else { continue };
        // What several projects have in common was checked for each of them.
        if found.0[0] >= export.scopes.len() {
            continue;
        }
        if gone.insert((found.0, found.1.clone().unwrap_or_default())) {
            leave_out_one(export, found, problem);
        }
    }
    let used = used(export);
    export.references.retain(|it| used.contains(&it.name));
    !gone.is_empty()
}

fn leave_out_one(export: &mut Export, (id, field): (Id, Option<String>), problem: &Problem) {
    let exported = &mut export.scopes[id[0]];
    let of = &mut exported.kinds[id[1]];
    let object = &mut of.objects[id[2]];
    let Some(entry) = kinds::find(of.kind, &exported.scope) else { return };
    let spec = entry.spec;
    let why = &problem.message;
    match field.filter(|it| ![spec.identity, spec.required].concat().contains(&it.as_str())) {
        Some(field) if object.fields.shift_remove(&field).is_some() => {
            object.remarks.push(format!("`{field}` is not exported: {why}"));
        }
        _ => {
            object.fields.clear();
            let what = crate::export::called(spec.noun, &object.key);
            object.remarks = vec![format!("{what} is not exported: {why}")];
        }
    }
}

impl Page {
    /// The object at a line, and its field.
    fn at(&self, line: usize) -> Option<(Id, Option<String>)> {
        let (first, column, id) = *self.objects.iter().rfind(|it| it.0 <= line)?;
        let lines: Vec<&str> = self.text.lines().skip(first - 1).take(line + 1 - first).collect();
        let field = |it: &&str| {
            let inside = it.get(column..)?;
            let before = it.get(..column)?.trim_start();
            let (name, _) = inside.split_once(':')?;
            let is_name = name.chars().all(|it| it.is_ascii_alphanumeric() || it == '_');
            ((before.is_empty() || before == "- ") && is_name && !name.is_empty())
                .then(|| name.to_owned())
        };
        Some((id, lines.iter().rev().find_map(field)))
    }
}

/// The environment variables that an export refers to.
fn used(export: &Export) -> BTreeSet<String> {
    fn collect(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                found.extend(fields.get("env").and_then(Value::as_str).map(str::to_owned));
                fields.values().for_each(|it| collect(it, found));
            }
            Value::Array(items) => items.iter().for_each(|it| collect(it, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    let objects = export.scopes.iter().flat_map(|it| &it.kinds).flat_map(|it| &it.objects);
    objects.flat_map(|it| it.fields.values()).for_each(|it| collect(it, &mut found));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Exported, Object, OfKind, Reference};
    use crate::resource::Scope;
    use proptest::prelude::*;
    use serde_json::{Map, json};

    /// Labels with these names and descriptions.
    fn export(scope: Scope, texts: &[(String, String)]) -> Export {
        let label = |(name, description): &(String, String)| {
            let fields = json!({ "name": name, "color": "#d9534f", "description": description });
            let fields = fields.as_object().cloned().unwrap_or_else(Map::new);
            Object { key: name.clone(), fields, remarks: vec![format!("About {name}")] }
        };
        let objects = texts.iter().map(label).collect();
        let kinds = vec![OfKind { kind: "labels", single: false, objects }];
        let exported = Exported { scope, kinds, remarks: vec!["A\nremark".to_owned()] };
        Export { scopes: vec![exported], ..Export::default() }
    }

    fn one(export: &Export) -> Result<Vec<(PathBuf, Page)>, Unwritable> {
        Ok(vec![("labwright.yaml".into(), Page::whole(export)?)])
    }

    /// The values that the files declare, by the loader of labwright itself.
    fn read(files: &[(PathBuf, Page)]) -> Value {
        let folder = tempfile::tempdir().unwrap();
        for (name, page) in files {
            write(&folder.path().join(name), &page.text).unwrap();
        }
        let schemas = Schemas::of_text(config::schema::TEXT);
        let loaded = config::load(folder.path(), &schemas).unwrap();
        loaded.root().root().json()
    }

    fn text() -> impl Strategy<Value = String> {
        prop_oneof![
            any::<String>(),
            "[-*&!|>%@`{}\\[\\]:#,?'\"~ \n\t\r=<.a-c0-9]{0,12}",
            "(\\{\\{|- |\\n|#|: ){1,4}[a-z]?",
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn whatever_gitlab_has_comes_out_as_a_file_that_reads_back_the_same(
            texts in prop::collection::vec((text(), text()), 1..4)
        ) {
            let mut whole = export(Scope::project("acme/api"), &texts);
            let files = checked(&mut whole, one).unwrap();
            let labels = read(&files)["projects"]["acme/api"]["labels"].clone();
            let kept = whole.scopes[0].kinds[0].objects.iter().filter(|it| !it.fields.is_empty());
            let kept: Vec<Value> = kept.map(|it| json!(it.fields)).collect();
            prop_assert_eq!(labels.as_array().cloned().unwrap_or_default(), kept);
            // A plain name is never left out.
            for (object, (name, _)) in whole.scopes[0].kinds[0].objects.iter().zip(&texts) {
                let plain = name.chars().all(|it| it.is_ascii_graphic() && !",.".contains(it)) && !name.is_empty();
                let once = texts.iter().filter(|it| it.0 == *name).count() == 1;
                prop_assert!(!(plain && once) || object.fields.contains_key("name"), "{:?}", object);
            }
        }
    }

    #[test]
    fn what_the_check_rejects_is_a_comment_with_the_reason() {
        let texts = [("a,b", "x"), ("ok", "y")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        let mut whole = export(Scope::group("acme"), &texts);
        whole.scopes[0].kinds[0].objects[1].fields.insert("description".into(), json!(["y"]));
        whole.scopes[0].kinds[0].objects[0].fields.insert("color".into(), json!({ "env": "A" }));
        whole.references.push(Reference {
            name: "A".to_owned(),
            address: Scope::group("acme").address_of("labels", "a,b"),
            field: "color".to_owned(),
            compared: false,
        });
        let files = checked(&mut whole, one).unwrap();
        let text = &files[0].1.text;
        assert!(text.contains("# label `a,b` is not exported: "), "{text}");
        assert!(text.contains("# `description` is not exported: "), "{text}");
        assert!(text.contains("# A remark") && !text.contains("env"), "{text}");
        let labels = json!([{ "name": "ok", "color": "#d9534f" }]);
        assert_eq!(read(&files)["groups"]["acme"]["labels"], labels, "{text}");
    }
}
