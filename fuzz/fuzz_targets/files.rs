//! A configuration file of any bytes: it is read, or refused in words that can be drawn.

#![no_main]

use std::sync::LazyLock;

use labwright::config::{self, Schemas};
use libfuzzer_sys::fuzz_target;

static SCHEMAS: LazyLock<Schemas> =
    LazyLock::new(|| Schemas::new(&config::schema::json_schema()).expect("our own schema"));
static FOLDER: LazyLock<tempfile::TempDir> =
    LazyLock::new(|| tempfile::tempdir().expect("a folder"));

fuzz_target!(|bytes: &[u8]| {
    std::fs::write(FOLDER.path().join("labwright.yaml"), bytes).expect("a file");
    if let Err(problems) =
        config::load(FOLDER.path(), &SCHEMAS).and_then(|files| config::read(&files))
    {
        drop((problems.to_string(), problems.told()));
    }
});
