//! What GitLab has for the settings of a new project.
//!
//! `project_defaults.json` is the answer for a new project, with null where the answer depends on the project.

use std::sync::LazyLock;

use serde_json::{Map, Value};

/// Every attribute of a project, in GitLab's order.
pub(crate) static DEFAULTS: LazyLock<Map<String, Value>> = LazyLock::new(|| {
    // The file is part of the program and a test reads it: the fallback is never taken.
    serde_json::from_str(include_str!("project_defaults.json")).unwrap_or_default()
});

/// GitLab's default for a setting.
pub(crate) fn default_setting(name: &str) -> Value {
    DEFAULTS.get(name).cloned().unwrap_or(Value::Null)
}
