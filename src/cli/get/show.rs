//! Shows objects as a table, JSON, YAML, or a Markdown table. Independent of kinds.

use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use serde_json::Value;
use textwrap::core::display_width;

use super::model::Column;

/// Columns between columns.
const GAP: u16 = 2;

/// Titles, and the cells of each object.
pub(super) struct Grid {
    titles: Vec<String>,
    objects: Vec<Vec<String>>,
}

impl Grid {
    /// A table of so many objects, without columns.
    pub(super) fn new(objects: usize) -> Self {
        Grid { titles: Vec::new(), objects: vec![Vec::new(); objects] }
    }

    /// Adds a column, unless all its cells are empty.
    pub(super) fn column(&mut self, title: String, cells: impl Iterator<Item = String>) {
        let cells: Vec<String> = cells.collect();
        if !cells.is_empty() && cells.iter().all(String::is_empty) {
            return;
        }
        self.titles.push(title);
        self.objects.iter_mut().zip(cells).for_each(|(object, cell)| object.push(cell));
    }

    /// The columns of a view. Those of a list stay although all cells are empty.
    pub(super) fn of(columns: &[&[Column]], objects: &[Value]) -> Self {
        let columns = || columns.iter().copied().flatten();
        let row = |object: &Value| columns().map(|Column(_, cell)| cell.of(object)).collect();
        Grid {
            titles: columns().map(|it| it.0.to_owned()).collect(),
            objects: objects.iter().map(row).collect(),
        }
    }
}

/// A list as a table, or one object as a table of its fields. Cells break at spaces; a word is never broken, so that a table
/// of long words is wider than `width`.
pub(super) fn text(grid: Grid, is_list: bool, width: usize) -> String {
    let mut table = Table::new();
    table
        .load_style(NOTHING)
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_content_arrangement(ContentArrangement::Dynamic);
    if is_list {
        table.set_header(grid.titles);
        table.add_rows(grid.objects);
    } else {
        let fields = grid.objects.into_iter().flat_map(|it| grid.titles.iter().cloned().zip(it));
        table.add_rows(
            fields.filter(|it| !it.1.is_empty()).map(|(title, cell)| [title.to_owned(), cell]),
        );
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

/// Objects as a Markdown table. Cells are code, so that nothing in them becomes a link, a mention, or a tag.
pub(super) fn markdown(grid: &Grid) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = line(grid.titles.clone());
    out += &line(grid.titles.iter().map(|_| "---".to_owned()).collect());
    for object in &grid.objects {
        out += &line(object.iter().map(|it| code(it)).collect());
    }
    out
}

fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return String::new();
    }
    let runs = text.split(|it| it != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(runs + 1);
    let gap = if runs > 0 { " " } else { "" };
    format!("{fence}{gap}{}{gap}{fence}", text.replace('|', "\\|"))
}
