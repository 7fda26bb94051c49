//! labwright keeps a GitLab instance true to YAML files in Git.

pub mod config;
pub mod problem;
pub mod schema;
