//! The kinds, each with what is declared one after the other: `cases/SCOPE/KIND.yaml`, one file for each line of [`KINDS`].
//!
//! A file has the documents of a [`Case`]: the seed of the sandbox, then the stages, which are configurations without
//! their `version`. A kind without a file, and a file without a kind, fail every test that reads them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use labwright::kinds::KINDS;
use labwright::resource::In;

/// A world and what is declared in it, stage after stage.
pub(crate) struct Case {
    pub(crate) scope: In,
    pub(crate) kind: &'static str,
    /// A value that must never be shown contains `unseen-`.
    pub(crate) seed: &'static str,
    /// Each is planned, applied, and must then leave nothing to do.
    pub(crate) stages: &'static [&'static str],
}

/// One for each kind in each type of scope, in the order of the registry.
pub(crate) static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/kinds/cases"));
    let cases: Vec<_> =
        KINDS.iter().map(|it| (file(root, it.spec.scope, it.spec.kind), it)).collect();
    let known: BTreeSet<_> = cases.iter().map(|it| it.0.clone()).collect();
    let stray: Vec<_> = files(root).into_iter().filter(|it| !known.contains(it)).collect();
    assert!(stray.is_empty(), "not a case of a kind: {stray:?}");
    cases.into_iter().map(|(path, it)| read(&path, it.spec.scope, it.spec.kind)).collect()
});

fn read(path: &Path, scope: In, kind: &'static str) -> Case {
    let text = std::fs::read_to_string(path);
    let text =
        text.unwrap_or_else(|error| panic!("{kind} has no case in {path:?}: {error}")).leak();
    let documents: Vec<&'static str> = text.split("\n---\n").collect();
    let [seed, stages @ ..] = documents.leak() else { panic!("{path:?} is empty") };
    assert!(!stages.is_empty(), "{path:?} has a seed, and no stage");
    Case { scope, kind, seed, stages }
}

/// `In::MergeRequest` has the directory `merge_request`.
fn file(root: &Path, scope: In, kind: &str) -> PathBuf {
    let mut directory = String::new();
    for letter in format!("{scope:?}").chars() {
        let starts = letter.is_uppercase() || !letter.is_alphanumeric();
        if starts && !directory.is_empty() && !directory.ends_with('_') {
            directory.push('_');
        }
        directory.extend(letter.is_alphanumeric().then(|| letter.to_ascii_lowercase()));
    }
    root.join(directory.trim_end_matches('_')).join(format!("{kind}.yaml"))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path());
    entries.flat_map(|it| if it.is_dir() { files(&it) } else { vec![it] }).collect()
}
