//! Folders with files in them, and what is told about them.

#![expect(clippy::unwrap_used, reason = "a test that cannot set up its folder has failed")]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use labwright::config::Schemas;
use labwright::problem::Problems;

/// The toy schema, compiled once.
pub(crate) fn schemas() -> &'static Schemas {
    static SCHEMAS: OnceLock<Schemas> = OnceLock::new();
    SCHEMAS.get_or_init(|| {
        let schema = include_str!("../../fixtures/schema.json");
        Schemas::new(&serde_json::from_str(schema).unwrap()).unwrap()
    })
}

/// A folder that goes when it is dropped.
pub(crate) struct Folder(tempfile::TempDir);

impl Folder {
    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let folder = Folder(tempfile::tempdir().unwrap());
        files.iter().for_each(|(name, text)| folder.write(name, text.as_bytes()));
        folder
    }

    pub(crate) fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }
}

/// `file:line:column message | hint | related`, a line for each problem.
pub(crate) fn told(problems: &Problems, folder: &Path) -> Vec<String> {
    let prefix = format!("{}/", folder.display());
    problems
        .iter()
        .map(|it| {
            let place = it
                .place
                .as_ref()
                .map(|it| format!("{it} ").replace(&prefix, ""))
                .unwrap_or_default();
            let mut line = format!("{place}{}", it.message);
            line.extend(it.hint.iter().map(|it| format!(" | {it}")));
            line.extend(
                it.related.iter().map(|(at, note)| format!(" | {}:{} {note}", at.line, at.column)),
            );
            line.replace(&prefix, "")
        })
        .collect()
}
