//! Shows objects as a table, JSON, YAML, or a Markdown table. Independent of kinds.

use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use serde_json::Value;
use textwrap::core::display_width;

use super::model::{Cell, Column, View};
use crate::gitlab::{without_credentials, without_possible_credentials};

/// Columns between columns.
const GAP: u16 = 2;

/// Keys whose values are secrets, in case a release of GitLab ever returns them.
const SECRET: [&str; 5] =
    ["token", "signing_token", "shared_secret", "runners_token", "private_token"];

/// Keys whose values are URLs, which people put credentials into.
const ADDRESSES: [&str; 2] = ["url", "external_url"];

/// Masks what must not be shown, in any format.
pub(super) fn mask(value: &mut Value) {
    match value {
        Value::String(text) => {
            let shown = without_credentials(text).into_owned();
            *text = shown;
        }
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                match field {
                    Value::String(text) if SECRET.contains(&key.as_str()) => {
                        *text = "***".to_owned()
                    }
                    Value::String(text) if ADDRESSES.contains(&key.as_str()) => {
                        *text = without_possible_credentials(text).into_owned();
                    }
                    field => mask(field),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A list as a table, or one object as a table of its fields. Cells break at spaces; a word is never broken, so that a table
/// of long words is wider than `width`.
pub(super) fn text(view: &View, value: &Value, width: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_content_arrangement(ContentArrangement::Dynamic);
    match value {
        Value::Array(objects) => {
            table.set_header(view.columns.iter().map(|it| it.0));
            table.add_rows(objects.iter().map(|it| row(view.columns, it)));
        }
        one => {
            let fields = view.columns.iter().chain(view.details);
            let filled = fields.map(|Column(title, cell)| (*title, cell.of(one)));
            table.add_rows(
                filled.filter(|it| !it.1.is_empty()).map(|(title, cell)| [title.to_owned(), cell]),
            );
        }
    }
    let longest = longest_words(&mut table);
    for (column, longest) in table.column_iter_mut().zip(longest) {
        column.set_padding((0, GAP));
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(longest)));
    }
    let lines = table.trim_fmt();
    if lines.is_empty() { lines } else { format!("{lines}\n") }
}

/// The width of the longest word of each column, with the gap behind it.
fn longest_words(table: &mut Table) -> Vec<u16> {
    let mut longest = vec![0; table.column_count()];
    let rows = table.header().into_iter().chain(table.row_iter());
    for (at, cell) in rows.flat_map(|it| it.cell_iter().enumerate()) {
        let content = cell.content();
        let widest = content.split_whitespace().map(display_width).max().unwrap_or(0);
        longest[at] =
            longest[at].max(u16::try_from(widest).unwrap_or(u16::MAX).saturating_add(GAP));
    }
    longest
}

fn row(columns: &[Column], object: &Value) -> Vec<String> {
    columns.iter().map(|Column(_, cell)| cell.of(object)).collect()
}

/// A list as a Markdown table. Cells are code, so that nothing in them becomes a link, a mention, or a tag.
pub(super) fn markdown(view: &View, value: &Value) -> String {
    let objects = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(view.columns.iter().map(|it| it.0.to_owned()).collect());
    out += &line(view.columns.iter().map(|_| "---".to_owned()).collect());
    for object in objects {
        out += &line(view.columns.iter().map(|it| code(&it.1, object)).collect());
    }
    out
}

fn code(cell: &Cell, object: &Value) -> String {
    let text = cell.of(object);
    if text.trim().is_empty() {
        return String::new();
    }
    let runs = text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(runs + 1);
    let gap = if runs > 0 { " " } else { "" };
    format!("{fence}{gap}{}{gap}{fence}", text.replace('|', "\\|"))
}
