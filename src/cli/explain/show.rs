//! A part of the schema for people, on a terminal of 80 columns.

use std::fmt::Write;

use serde_json::{Map, Value, json};

use super::find::{self, Found, Tree, last, parent};
use crate::cli::document;
use crate::cli::output::wrap;

/// Every kind and where it stands.
pub(super) fn kinds(tree: &Tree<'_>, width: usize) -> String {
    let mut out = String::new();
    let mut scope = "";
    let kinds = tree.kinds();
    for kind in &kinds {
        if parent(&kind.place) != scope {
            scope = parent(&kind.place);
            let _ = writeln!(out, "{}{scope}", if out.is_empty() { "" } else { "\n" });
        }
        let about = text(kind.node).split("\n\n").next().unwrap_or_default().to_owned();
        let about = about.split_inclusive(". ").next().unwrap_or_default().trim().to_owned();
        row(&mut out, &kind.name, &about, 26, width);
    }
    out.push_str("\nlabwright explain KIND          its fields\n");
    out.push_str("labwright explain KIND.FIELD    one of them\n");
    out
}

/// One kind or field.
pub(super) fn one<'s>(tree: &Tree<'s>, it: &Found<'s>, width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", it.name);
    if !parent(&it.place).is_empty() {
        let _ = writeln!(out, "in {}", parent(&it.place));
    }
    for paragraph in text(it.node).split("\n\n").filter(|it| !it.is_empty()) {
        out.push('\n');
        wrap(&mut out, paragraph, "", "", width);
    }
    out.push('\n');
    about(&mut out, tree, it, width);
    let fields = tree.fields(it);
    if !fields.is_empty() {
        let one_of = tree.is_union(it);
        let needed = fields.iter().any(|it| it.needed);
        out.push_str(match (one_of, needed) {
            (true, _) => "\nFields, of which one is written:\n",
            (false, true) => "\nFields, * must be written:\n",
            (false, false) => "\nFields:\n",
        });
        for field in &fields {
            let name = last(&field.name);
            let name = if field.needed && !one_of { format!("{name}*") } else { name.to_owned() };
            let about = text(field.node).replace("\n\n", " ");
            let about = about.split_inclusive(". ").next().unwrap_or_default().trim().to_owned();
            row(&mut out, &name, &about, 30, width);
        }
    }
    if let Some(example) = example(tree, it, &fields) {
        out.push_str("\nExample:\n");
        for line in example.lines() {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// Type, limits and values.
fn about<'s>(out: &mut String, tree: &Tree<'s>, it: &Found<'s>, width: usize) {
    let node = tree.settle(it.node);
    let mut line = |what: &str, text: &str| {
        wrap(out, text, &format!("{what:<9} "), "          ", width);
    };
    let collection = tree.branches(node).iter().any(|it| it["title"] == "items, prune");
    match collection {
        true => line(
            "type",
            "list; or { items: [...], prune: true }: then what no file mentions is deleted",
        ),
        false => line("type", &kind(tree, node)),
    }
    let mut limits = Vec::new();
    for (word, what) in [
        ("minLength", "at least {} characters"),
        ("maxLength", "at most {} characters"),
        ("minimum", "at least {}"),
        ("maximum", "at most {}"),
        ("maxProperties", "at most {} entries"),
    ] {
        if let Some(limit) = node.get(word).filter(|it| **it != json!(1) || word == "minimum") {
            limits.push(what.replace("{}", &limit.to_string()));
        }
    }
    let forms = [&node["patternErrorMessage"], &node["propertyNames"]["patternErrorMessage"]];
    limits.extend(forms.into_iter().filter_map(|it| it.as_str()).map(str::to_owned));
    if !limits.is_empty() {
        line("limits", &limits.join("; "));
    }
    values(out, node, width);
    let each = tree.settle(&node["items"]);
    let more = tree.branches(node).into_iter().chain([each]).chain(tree.branches(each));
    more.for_each(|it| values(out, it, width));
}

/// Every value that is allowed, with its meaning.
fn values(out: &mut String, node: &Value, width: usize) {
    let Some(values) = node["enum"].as_array() else { return };
    out.push_str("values\n");
    for (at, value) in values.iter().enumerate() {
        let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let meaning = node["enumDescriptions"][at].as_str().unwrap_or_default();
        row(out, &shown, meaning, 16, width);
    }
}

/// What people call the type of a value.
fn kind<'s>(tree: &Tree<'s>, node: &'s Value) -> String {
    let types: Vec<&str> = match &node["type"] {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let nullable = types.contains(&"null")
        || ["oneOf", "anyOf"].iter().any(|it| {
            node[*it].as_array().is_some_and(|it| it.contains(&json!({ "type": "null" })))
        });
    let inner = tree.branches(node);
    let alone =
        ["properties", "items", "additionalProperties"].iter().all(|it| node[*it].is_null());
    let plain = if let Some(constant) = node.get("const") {
        constant.to_string()
    } else if node["title"] == "Secret" {
        "a secret: { env: NAME } or { file: PATH }".to_owned()
    } else if node["enum"].is_array() {
        "one of the values below".to_owned()
    } else if alone && !inner.is_empty() {
        let name = |it: &'s Value| match it["title"].as_str() {
            Some(title) if title != "Secret" => title.to_owned(),
            _ => kind(tree, it),
        };
        inner.into_iter().map(name).collect::<Vec<_>>().join(" or ")
    } else {
        match types.iter().find(|it| **it != "null").copied().unwrap_or_default() {
            "string" => "text".to_owned(),
            "integer" => "a whole number".to_owned(),
            "boolean" => "true or false".to_owned(),
            "array" => format!("a list; each: {}", kind(tree, tree.settle(&node["items"]))),
            _ if node["additionalProperties"].is_object() => {
                let each = tree.settle(&node["additionalProperties"]);
                format!("a mapping; each value: {}", kind(tree, each))
            }
            _ => node["title"]
                .as_str()
                .map_or("a mapping".to_owned(), |it| format!("a mapping: {it}")),
        }
    };
    if nullable { format!("{plain}; or null for GitLab's own default") } else { plain }
}

/// The schema's own example, or one that is put together from those of the fields that must be written.
fn example<'s>(tree: &Tree<'s>, it: &Found<'s>, fields: &[Found<'s>]) -> Option<String> {
    let own = |it: &Found<'s>| {
        let node = tree.settle(it.node);
        let values = |it: &'s Value| it["enum"].get(0).cloned();
        let inner = || {
            tree.branches(node).into_iter().find_map(|it| find::example(it).or_else(|| values(it)))
        };
        find::example(node).or_else(|| values(node)).or_else(inner)
    };
    let value = own(it).or_else(|| {
        let most = if tree.is_union(it) { 1 } else { usize::MAX };
        let needed = fields.iter().filter(|it| it.needed);
        let entries = needed.filter_map(|it| Some((last(&it.name).to_owned(), own(it)?)));
        let object: Map<String, Value> = match tree.of_item(it) {
            Some(Value::Object(whole)) => whole,
            _ => entries.take(most).collect(),
        };
        let is_list = |it: &Value| {
            let types = it["type"].as_array();
            it["type"] == "array" || types.is_some_and(|it| it.contains(&json!("array")))
        };
        let list = is_list(it.node) || tree.branches(it.node).into_iter().any(is_list);
        match (object.is_empty(), list) {
            (true, _) => None,
            (false, true) => Some(json!([object])),
            (false, false) => Some(Value::Object(object)),
        }
    })?;
    let name = last(&it.name);
    document::yaml(&json!({ name: value })).ok()
}

fn text(node: &Value) -> &str {
    node["description"].as_str().unwrap_or_default()
}

fn row(out: &mut String, name: &str, about: &str, column: usize, width: usize) {
    let first = format!("  {name:<column$}  ");
    let rest = " ".repeat(column + 4);
    if about.is_empty() {
        let _ = writeln!(out, "  {name}");
    } else {
        wrap(out, about, &first, &rest, width);
    }
}
