//! A part of the schema as text for people, on a terminal of 80 columns.

use std::fmt::Write;

use serde_json::{Value, json};

use super::find::{Found, Tree, last, parent};
use crate::cli::document;
use crate::config::schema::FACTS;
use crate::render::wrap;
use crate::reserved::{COLLECTION, INHERIT, ITEMS, PRUNE};

/// Every kind and its place in the files.
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
    out.push_str("\nlabwright explain KIND          list its fields\n");
    out.push_str("labwright explain KIND.FIELD    explain one field\n");
    out
}

/// One kind or field.
pub(super) fn one<'s>(tree: &Tree<'s>, it: &Found<'s>, width: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", it.name);
    if !parent(&it.place).is_empty() {
        let _ = writeln!(out, "in {}", parent(&it.place));
    }
    // Default, tier, and version of a field have their own lines.
    let whole = text(it.node);
    let facts =
        ["Requires GitLab ", "GitLab's default: "].into_iter().filter_map(|it| whole.find(it));
    let told = match facts.min().filter(|_| it.node.get(FACTS).is_some()) {
        Some(end) => &whole[..end],
        None => whole,
    };
    for paragraph in told.split("\n\n").map(str::trim).filter(|it| !it.is_empty()) {
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
            (true, _) => "\nSet exactly one of these fields:\n",
            (false, true) => "\nFields (* is required):\n",
            (false, false) => "\nFields:\n",
        });
        for field in &fields {
            let name = last(&field.name);
            let name = if field.needed && !one_of { format!("{name}*") } else { name.to_owned() };
            let about = text(field.node).replace("\n\n", " ");
            let about = about.split_inclusive(". ").next().unwrap_or_default().trim().to_owned();
            row(&mut out, &name, &summary(tree, field), 30, width);
            let indent = " ".repeat(34);
            wrap(&mut out, &about, &indent, &indent, width);
        }
    }
    if let Some(example) = tree.file(it).and_then(|it| document::yaml(&it).ok()) {
        out.push_str("\nExample:\n");
        for line in example.lines() {
            let _ = writeln!(out, "  {line}");
        }
    }
    out
}

/// Type, limits, and values.
fn about<'s>(out: &mut String, tree: &Tree<'s>, it: &Found<'s>, width: usize) {
    let node = tree.settle(it.node);
    let mut line = |what: &str, text: &str| {
        wrap(out, text, &format!("{what:<9} "), "          ", width);
    };
    let branches = tree.branches(node);
    match branches.iter().find(|it| it["title"] == COLLECTION) {
        Some(it) if it["properties"].get(PRUNE).is_some() => line(
            "type",
            "list; or { items: [...], prune: true }, which deletes objects that no file declares",
        ),
        Some(it) => {
            let keys = it["properties"].as_object().into_iter().flatten().map(|it| it.0.as_str());
            let own = keys.filter(|it| ![ITEMS, INHERIT].contains(it));
            let own: String = own.map(|it| format!("{it}: ..., ")).collect();
            line("type", &format!("list; or {{ items: [...], {own}inherit: false }}"));
        }
        None => line("type", &kind(tree, node)),
    }
    if let Some(default) = default(it.node) {
        line("default", &format!("{default}; null means the same"));
    }
    for (what, need) in needs(it.node) {
        line(what, &need);
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

/// The type of a value, in words.
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
        "one of these values".to_owned()
    } else if alone && !inner.is_empty() {
        let name = |it: &'s Value| match it["title"].as_str() {
            Some(title) if title != "Secret" => title.to_owned(),
            _ => kind(tree, it),
        };
        inner.into_iter().map(name).collect::<Vec<_>>().join(" or ")
    } else {
        let word = |it: &str| match it {
            "string" => "text".to_owned(),
            "integer" => "a whole number".to_owned(),
            "number" => "a number".to_owned(),
            "boolean" => "true or false".to_owned(),
            "array" => format!("a list of: {}", kind(tree, tree.settle(&node["items"]))),
            _ if node["additionalProperties"].is_object() => {
                let each = tree.settle(&node["additionalProperties"]);
                format!("a mapping with values: {}", kind(tree, each))
            }
            _ => node["title"]
                .as_str()
                .map_or("a mapping".to_owned(), |it| format!("a mapping: {it}")),
        };
        let words: Vec<_> = types.iter().filter(|it| **it != "null").map(|it| word(it)).collect();
        if words.is_empty() { word("") } else { words.join(" or ") }
    };
    if nullable { format!("{plain}; or null for GitLab's default") } else { plain }
}

/// A field in one line: type, default, and what it requires from GitLab.
fn summary<'s>(tree: &Tree<'s>, it: &Found<'s>) -> String {
    let node = tree.settle(it.node);
    let values = node["enum"].as_array().map(|values| {
        let values: Vec<String> = values.iter().filter(|it| !it.is_null()).map(plain).collect();
        values.join(" | ")
    });
    let mut parts = vec![values.unwrap_or_else(|| brief(&kind(tree, node)))];
    parts.extend(default(it.node).map(|it| format!("default {it}")));
    parts.extend(needs(it.node).into_iter().map(|(_, it)| it));
    parts.join("; ")
}

/// A type without the note about `null`, which the default shows.
fn brief(kind: &str) -> String {
    kind.trim_end_matches("; or null for GitLab's default").to_owned()
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// GitLab's default, which `null` means.
fn default(node: &Value) -> Option<String> {
    Some(match node[FACTS].get("null_means")? {
        Value::Null => "none".to_owned(),
        Value::String(text) if text.is_empty() => "none".to_owned(),
        Value::Array(items) if items.is_empty() => "[]".to_owned(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Value::Object(fields) if fields.is_empty() => "none".to_owned(),
        Value::Object(_) => "those of its fields".to_owned(),
        other => plain(other),
    })
}

/// Tier and version, if not every GitLab supports it.
fn needs(node: &Value) -> Vec<(&'static str, String)> {
    let tier = node[FACTS]["tier"].as_str().filter(|it| *it != "Free").map(str::to_owned);
    let since = node[FACTS]["since"].as_str().map(|it| format!("GitLab {it} or newer"));
    let tier = tier.map(|it| ("tier", it));
    tier.into_iter().chain(since.map(|it| ("version", it))).collect()
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
