//! Merge requests, merging, and what is said on them.

pub(crate) mod discussions;
pub(crate) mod merging;
pub(crate) mod notes;
pub(crate) mod quick_actions;
pub(crate) mod requests;
