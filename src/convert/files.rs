//! Files in repositories. gitlabform takes a content or a file, fills in templates of Jinja, and changes each file of each branch by
//! a commit of its own.

use serde_json::{Value, json};

use super::chain::Chain;
use super::special::{Input, Made};
use crate::config::Cursor;

/// The path and the branches: there is an object for each.
pub(super) fn file(input: &mut Input<'_, '_>) -> Made {
    let object = input.object;
    let gone = object.is("delete") || object.is("skip");
    if !gone {
        content_of(object)?;
    }
    let branches = object.get("branches").map(branches);
    let branches = branches.unwrap_or_else(|| Err("it has no `branches`".to_owned()))?;
    let first = if object.is("only_first_branch") { 1 } else { branches.len() };
    Ok(vec![
        ("path".to_owned(), json!(input.key)),
        ("branch".to_owned(), branches.into_iter().take(first).collect()),
    ])
}

/// The names of branches, if they are no patterns.
fn branches(at: Cursor<'_>) -> Result<Vec<Value>, String> {
    let names: Vec<&str> = at.items().filter_map(|it| it.text()).collect();
    if names.is_empty() || names.iter().any(|it| it.contains('*')) {
        let why = "labwright does not look for branches: declare the file once for each `branch`";
        return Err(why.to_owned());
    }
    Ok(names.into_iter().map(|it| json!(it)).collect())
}

pub(super) fn content(input: &mut Input<'_, '_>) -> Made {
    Ok(vec![("content".to_owned(), content_of(input.object)?)])
}

/// The content, with labwright's templates.
fn content_of(object: &Chain<'_>) -> Result<Value, String> {
    let text = object.get("content").and_then(|it| it.text()).unwrap_or_default();
    if text.is_empty() {
        let why = "copy the file next to the new one, and declare it with `file: PATH`, or with `template: PATH` if it contains templates";
        return Err(why.to_owned());
    }
    let is_plain = object.get("template").is_some_and(|it| it.json() == false);
    if is_plain || !["{{", "{%", "{#"].iter().any(|it| text.contains(it)) {
        return Ok(json!(text));
    }
    let filled = filled(text, object)?;
    Ok(if filled.contains("{{") { json!({ "template": filled }) } else { json!(filled) })
}

/// A text in which templates of Jinja are those of labwright, or the values that they name.
fn filled(text: &str, object: &Chain<'_>) -> Result<String, String> {
    let other = || "it contains templates of Jinja that labwright does not have".to_owned();
    if text.contains("{%") || text.contains("{#") {
        return Err(other());
    }
    let values = object.below("jinja_env");
    let (mut filled, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, behind) = after.split_once("}}").ok_or_else(other)?;
        filled.push_str(before);
        match (name.trim(), values.get(name.trim())) {
            // A value of this name hides none: gitlabform refuses it.
            ("project", _) => filled.push_str("{{ project.path }}"),
            ("group", _) => filled.push_str("{{ project.namespace }}"),
            (_, Some(value)) => {
                let value = value.text().unwrap_or(value.raw());
                // Jinja escapes them as in HTML.
                if value.contains(['<', '>', '&', '"', '\'', '{']) {
                    return Err(other());
                }
                filled.push_str(value);
            }
            _ => return Err(other()),
        }
        rest = behind;
    }
    filled.push_str(rest);
    Ok(filled)
}

/// gitlabform leaves a file alone that it is told to skip.
pub(super) fn skip(input: &mut Input<'_, '_>) -> Made {
    let skips = input.at.json() == true;
    Ok(skips.then(|| ("state".to_owned(), json!("unmanaged"))).into_iter().collect())
}

/// What a commit says.
pub(super) fn message(_: &mut Input<'_, '_>) -> Made {
    Err("labwright makes one commit for all files of a branch: set its `message` beside their `items`"
        .to_owned())
}

/// Without a word about it, gitlabform only creates a file.
pub(super) fn once(object: &Chain<'_>) -> Vec<(&'static str, Value)> {
    let (overwrites, gone) = (object.is("overwrite"), object.is("skip"));
    let was_once = object.inherited("branches").is_some();
    match gone || overwrites && !was_once {
        true => Vec::new(),
        false => vec![("once", json!(!overwrites))],
    }
}
