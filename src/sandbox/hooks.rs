//! Webhooks of projects, groups, and the instance: what GitLab accepts in them, and their endpoints.

pub(crate) mod endpoints;
mod home;
pub(crate) mod rules;
