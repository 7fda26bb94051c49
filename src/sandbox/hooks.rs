//! Webhooks: what GitLab accepts in them, and system hooks.

pub(crate) mod rules;
pub(crate) mod system;
