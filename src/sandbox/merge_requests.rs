//! Merge requests, merging, and comments.

pub(crate) mod discussions;
pub(crate) mod merging;
pub(crate) mod notes;
pub(crate) mod opening;
pub(crate) mod quick_actions;
pub(crate) mod requests;
