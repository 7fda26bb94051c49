//! What comes of each fault, in a plan's reads and in an apply's writes: one table of expectations, run with the program
//! itself, and written to docs/faults.md (`UPDATE=1` writes it anew).
//!
//! Whatever goes wrong: nothing is created or deleted because something could not be read, nothing is there twice, output
//! for programs is valid, no secret is in any output; and once nothing goes wrong any more, the next apply
//! finishes and the plan after it is empty.

mod answers;
#[path = "../kinds/cases.rs"]
mod cases;
mod causes;
mod late;
#[path = "../support/merge.rs"]
mod merge;
mod misread;
mod policy;
mod refusals;
mod run;
mod secrets;
mod strikes;
#[path = "../support/mod.rs"]
mod support;
mod table;

use std::collections::BTreeSet;

use futures::stream::{self, StreamExt as _};
use labwright::kinds::KINDS;
use run::observe;
use strikes::{COLUMNS, long_list, strikes};
use table::{PAGES, ROWS};

/// Each row strikes each column, and each call is struck at least once: which row strikes which call goes round. All rows
/// strike all calls of the kind that `LABWRIGHT_FAULTS` names.
#[tokio::test(flavor = "multi_thread")]
async fn every_fault_leads_to_what_the_table_says() {
    let (strikes, pages) = (strikes().await, long_list().await);
    let whole = std::env::var("LABWRIGHT_FAULTS").ok();
    let mut cells = Vec::new();
    for (at, column) in COLUMNS.into_iter().enumerate() {
        let rows: Vec<_> = ROWS.iter().filter(|it| it.cells[at].is_some()).collect();
        let calls: Vec<_> = strikes.iter().filter(|it| it.column == column).collect();
        for turn in 0..rows.len().max(calls.len()) {
            let row = rows[turn % rows.len()];
            let able: Vec<_> = calls.iter().filter(|it| (row.of)(it)).collect();
            cells.push((row, *able[turn % able.len()], row.cells[at]));
        }
        for call in calls.iter().filter(|it| whole.as_deref() == Some(it.spec.kind)) {
            let rows = rows.iter().filter(|it| (it.of)(call));
            cells.extend(rows.map(|row| (*row, *call, row.cells[at])));
        }
    }
    cells.extend(PAGES.iter().map(|row| (row, &pages, row.cells[0])));
    let differs = stream::iter(cells)
        .map(|(row, strike, expected)| async move {
            let observed = observe(row, strike).await;
            let (method, path) = (strike.method(), &strike.path);
            (Some(observed) != expected)
                .then(|| format!("{} ({:?}), {method} {path}: {observed:?}", row.what, row.often))
        })
        .buffered(4)
        .filter_map(std::future::ready)
        .collect::<Vec<_>>();
    let differs = differs.await;
    assert!(differs.is_empty(), "{} differ from the table:\n{}", differs.len(), differs.join("\n"));
}

/// A kind without a call would be missing unnoticed.
#[tokio::test(flavor = "multi_thread")]
async fn faults_strike_every_kind() {
    let struck: BTreeSet<_> =
        strikes().await.iter().map(|it| (it.spec.scope, it.spec.kind)).collect();
    let kinds: BTreeSet<_> = KINDS.iter().map(|it| (it.spec.scope, it.spec.kind)).collect();
    let left_out: Vec<_> = kinds.difference(&struck).collect();
    assert!(left_out.is_empty(), "{left_out:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_is_in_the_documentation() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/faults.md");
    let document = table::document(strikes().await);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &document).expect("docs/faults.md can be written");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == document, "docs/faults.md is not what the table says: run with UPDATE=1");
}
