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
mod misread;
mod policy;
mod refusals;
mod run;
mod secrets;
#[path = "../support/mod.rs"]
mod support;
mod table;

use futures::stream::{self, StreamExt as _};
use run::observe;
use table::{CALLS, ROWS};

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_leads_to_what_the_table_says() {
    let cells = ROWS.iter().flat_map(|row| CALLS.iter().zip(row.cells).map(move |it| (row, it)));
    let cells = cells.filter_map(|(row, (call, expected))| Some((row, call, expected?)));
    let differs = stream::iter(cells)
        .map(|(row, call, expected)| async move {
            let observed = observe(row, call).await;
            (observed != expected)
                .then(|| format!("{} ({:?}), {}: {observed:?}", row.what, row.often, call.method))
        })
        .buffered(4)
        .filter_map(std::future::ready)
        .collect::<Vec<_>>();
    let differs = differs.await;
    assert!(differs.is_empty(), "{} differ from the table:\n{}", differs.len(), differs.join("\n"));
}

#[test]
fn the_table_is_in_the_documentation() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/faults.md");
    let document = table::document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &document).expect("docs/faults.md can be written");
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == document, "docs/faults.md is not what the table says: run with UPDATE=1");
}
