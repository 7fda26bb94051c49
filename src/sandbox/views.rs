//! Objects as answers show them, from the world alone. Keys are in GitLab's order.

pub(crate) mod avatars;
pub(crate) mod groups;
pub(crate) mod merge_requests;
pub(crate) mod pipelines;
pub(crate) mod projects;
pub(crate) mod protections;
pub(crate) mod shares;
pub(crate) mod users;
