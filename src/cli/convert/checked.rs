//! Checks a converted configuration as `labwright validate` checks files, before anyone sees it. What the check rejects
//! becomes a note with the line that it is from.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::text::{Id, Page, Whose};
use crate::cli::export::into::write;
use crate::config::load::ROOT_FILE;
use crate::config::{self, Schemas};
use crate::convert::{Body, Converted, Field, Note};
use crate::kinds::KINDS;
use crate::problem::{Problem, Problems};
use crate::reserved::{STATE, UNMANAGED};

/// Each round finds up to a hundred problems.
const ROUNDS: usize = 100;

/// Why there is no file.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unchecked {
    #[error("cannot write a temporary file: {0}")]
    Disk(#[from] std::io::Error),
    #[error("the converted file is not valid: {0}")]
    Invalid(Problems),
}

/// Makes the file, until it is valid.
pub(super) fn checked(converted: &mut Converted, name: &str) -> Result<Page, Unchecked> {
    let schemas = Schemas::of_text(config::schema::TEXT);
    let mut last = Problems::new();
    for _ in 0..ROUNDS {
        let page = Page::of(converted, name);
        let folder = tempfile::tempdir()?;
        write(&folder.path().join(ROOT_FILE), &page.text)?;
        match config::load(folder.path(), &schemas).and_then(config::read) {
            Ok(_) => return Ok(page),
            Err(problems) => last = problems,
        }
        if !leave_out(converted, &page, folder.path(), &last) {
            break;
        }
        tidy(converted);
    }
    Err(Unchecked::Invalid(last))
}

/// Replaces what problems are about with notes; whether there was anything.
fn leave_out(converted: &mut Converted, page: &Page, folder: &Path, problems: &Problems) -> bool {
    let file = config::slashes(&folder.join(ROOT_FILE));
    let mut gone: BTreeSet<Id> = BTreeSet::new();
    for problem in problems.iter() {
        let Some(place) = problem.place.as_ref().filter(|it| *it.file == *file) else { continue };
        match page.at(place.line) {
            Some(id) if gone.insert(id) => leave_out_one(converted, id, problem),
            Some(_) => {}
            // Above everything else there is only the address of the server.
            None => {
                if let Some(it) = converted.url.take() {
                    let why = problem.message.clone();
                    converted.notes.push(Note { line: it.line, what: it.from, why });
                    return true;
                }
            }
        }
    }
    !gone.is_empty()
}

fn leave_out_one(converted: &mut Converted, id: Id, problem: &Problem) {
    let from = match id.whose {
        Whose::Instance => (1, "application".to_owned()),
        Whose::BlockProject(at) | Whose::BlockGroup(at) => converted.blocks[at].from.clone(),
        Whose::Scope(at) => (converted.scopes[at].line, converted.scopes[at].path.clone()),
    };
    let prunes = prunes(converted, id);
    let body = match id.whose {
        Whose::Instance => &mut converted.instance,
        Whose::BlockProject(at) => &mut converted.blocks[at].project,
        Whose::BlockGroup(at) => &mut converted.blocks[at].group,
        Whose::Scope(at) => &mut converted.scopes[at].body,
    };
    let kind = id.kind.and_then(|it| body.kinds.get(it)).map(|it| it.kind);
    let mut lost: Vec<&str> = vec![];
    let (line, what) = match taken(body, id, prunes) {
        Some((from, is_lost)) => {
            lost.extend(kind.filter(|_| is_lost));
            from
        }
        None if body.moved_from.is_some() => {
            body.moved_from.take().map_or(from, |it| (it.line, it.from))
        }
        // The path or the pattern itself.
        None => {
            lost.extend(std::mem::take(body).kinds.iter().map(|it| it.kind));
            if let Whose::Scope(at) = id.whose {
                converted.scopes[at].path.clear();
            }
            from
        }
    };
    let why = problem.message.clone();
    converted.notes.push(Note { line, what, why });
    for kind in lost {
        converted.never_prune(kind);
    }
}

/// Whether anything prunes objects of the kind that an ID is about.
fn prunes(converted: &Converted, id: Id) -> bool {
    let body = match id.whose {
        Whose::Instance => return false,
        Whose::BlockProject(at) => &converted.blocks[at].project,
        Whose::BlockGroup(at) => &converted.blocks[at].group,
        Whose::Scope(at) => &converted.scopes[at].body,
    };
    let Some(kind) = id.kind.and_then(|it| body.kinds.get(it)).map(|it| it.kind) else {
        return false;
    };
    converted.bodies().flat_map(|it| &it.kinds).any(|it| it.kind == kind && it.prune == Some(true))
}

/// Empties what an ID names, a field, else its object, else its kind, and returns where that is from. **Invariant:** `prune`
/// does not delete what is left out: the object stays, as one that is left to others, or it is lost, as the second value says.
fn taken(body: &mut Body, id: Id, prunes: bool) -> Option<((usize, String), bool)> {
    let of = body.kinds.get_mut(id.kind?)?;
    let Some(at) = id.object else {
        of.objects.clear();
        (of.prune, of.alone) = (None, false);
        return Some(((of.line, of.from.clone()), true));
    };
    let object = of.objects.get_mut(at)?;
    if let Some(field) = id.field.and_then(|it| object.fields.get_mut(it))
        && (id.field != Some(0) || of.single)
    {
        let from = (field.line, field.from.clone());
        field.name.clear();
        return Some((from, false));
    }
    let from = (object.line, object.from.clone());
    let is_unmanaged = object.fields.iter().any(|it| it.name == STATE && it.value == UNMANAGED);
    if prunes && !is_unmanaged {
        object.fields.retain(|it| identifies(of.kind, &it.name));
        let (name, value) = (STATE.to_owned(), UNMANAGED.into());
        object.fields.push(Field { name, value, line: from.0, from: from.1.clone() });
        return Some((from, false));
    }
    object.fields.clear();
    Some((from, true))
}

/// Whether a field identifies the objects of a kind.
fn identifies(kind: &str, field: &str) -> bool {
    KINDS.iter().any(|it| it.spec.kind == kind && it.spec.identity.contains(&field))
}

/// Removes what was emptied, and the references that nothing refers to any more.
fn tidy(converted: &mut Converted) {
    let mut used = BTreeSet::new();
    let mut body = |body: &mut Body| {
        for of in &mut body.kinds {
            for object in &mut of.objects {
                object.fields.retain(|it| !it.name.is_empty());
                object.fields.iter().for_each(|it| refers(&it.value, &mut used));
            }
            of.objects.retain(|it| !it.fields.is_empty());
        }
        body.kinds.retain(|it| it.alone || it.prune.is_some() || !it.objects.is_empty());
    };
    body(&mut converted.instance);
    for block in &mut converted.blocks {
        body(&mut block.project);
        body(&mut block.group);
    }
    converted.scopes.iter_mut().for_each(|it| body(&mut it.body));
    converted.blocks.retain(|it| !it.project.is_empty() || !it.group.is_empty());
    converted.scopes.retain(|it| !it.path.is_empty());
    converted.references.retain(|it| used.contains(&it.name));
    converted.notes.sort();
    converted.notes.dedup();
}

/// The environment variables that a value refers to.
fn refers(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("env").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|it| refers(it, found));
        }
        Value::Array(items) => items.iter().for_each(|it| refers(it, found)),
        _ => {}
    }
}
