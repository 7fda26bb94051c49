//! The repository: branches, files, trees, and the commits that change them.

pub(crate) mod branches;
pub(crate) mod commits;
pub(crate) mod files;
pub(crate) mod push;
pub(crate) mod push_rules;
pub(crate) mod trees;
