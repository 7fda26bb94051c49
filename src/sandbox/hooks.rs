//! Webhooks: what GitLab accepts in them, and those of the system.

pub(crate) mod rules;
pub(crate) mod system;
