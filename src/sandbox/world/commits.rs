//! Commits: what they have of the ones before, and how they are made.

use std::sync::Arc;

use super::contents::{File, Files, Signature};
use super::model::Project;
use super::store::World;

/// A commit that is about to be made.
pub(crate) struct NewCommit {
    pub(crate) sha: String,
    pub(crate) branch: String,
    /// The commit that it follows; none for the first one.
    pub(crate) parent: Option<String>,
    pub(crate) files: Files,
    pub(crate) message: String,
    pub(crate) signature: Signature,
}

impl Project {
    /// The files of a commit.
    pub fn files(&self, sha: &str) -> Arc<Files> {
        if let Some(known) = self.contents.get(sha) {
            return Arc::clone(known);
        }
        match self.parents.get(sha).and_then(|parents| parents.first()) {
            Some(parent) => self.files(&parent.clone()),
            None => {
                let readme = File::new(b"# Read me\n".to_vec(), sha);
                Arc::new(Files::from([(String::from("README.md"), readme)]))
            }
        }
    }

    /// The files of a branch; none if there is no such branch.
    pub fn files_of(&self, branch: &str) -> Arc<Files> {
        let head = self.branches.get(branch);
        head.map(|it| self.files(&it.sha)).unwrap_or_default()
    }

    /// Makes what a merge has: of two commits, what either changed since the one that both follow.
    pub(crate) fn merge_files(&mut self, into: &str, from: &str, made: &str) {
        let (ours, theirs) = (self.files(into), self.files(from));
        let mut base = from.to_owned();
        while !self.contains(into, &base) {
            match self.parents.get(&base).and_then(|it| it.first()) {
                Some(parent) => base.clone_from(parent),
                None => break,
            }
        }
        let base = self.files(&base);
        let id = |files: &Files, path: &str| {
            files.get(path).map(|file| (file.bytes.clone(), file.executable))
        };
        let mut merged = (*ours).clone();
        for path in theirs.keys().chain(base.keys()) {
            if id(&theirs, path) == id(&base, path) {
                continue;
            }
            match theirs.get(path) {
                Some(file) => drop(merged.insert(path.clone(), file.clone())),
                None => drop(merged.remove(path)),
            }
        }
        self.contents.insert(made.to_owned(), Arc::new(merged));
    }
}

impl World {
    /// Makes a commit, and moves its branch there, or creates it.
    pub(crate) fn commit(&mut self, project: u64, commit: NewCommit) {
        let NewCommit { sha, branch, parent, files, message, signature } = commit;
        let Some(found) = self.projects.get_mut(&project) else { return };
        found.contents.insert(sha.clone(), Arc::new(files));
        found.messages.insert(sha.clone(), message);
        found.signatures.insert(sha.clone(), signature);
        if let Some(parent) = parent {
            found.branch(&branch, Some(parent));
        }
        found.default_branch.get_or_insert_with(|| branch.clone());
        self.push(project, &branch, &sha);
    }
}
