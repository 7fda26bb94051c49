//! What a setting of a project, a group or the instance reads as: what was set, else GitLab's default.
//!
//! The answers (`*_answer.json`) are those for something new, with null where it depends on the thing. A setting with two names is
//! stored under the newer one alone; the older one is read from it.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

/// An older name of a setting.
pub(crate) struct Old {
    pub(crate) name: &'static str,
    /// The name that it is stored under.
    pub(crate) new: &'static str,
    /// It counts where both are sent.
    pub(crate) wins: bool,
    /// What it says, by the newer one.
    read: fn(&Value) -> Value,
    /// What the newer one becomes.
    pub(crate) written: fn(Value) -> Value,
}

impl Old {
    const fn new(
        name: &'static str,
        new: &'static str,
        read: fn(&Value) -> Value,
        written: fn(Value) -> Value,
    ) -> Old {
        Old { name, new, wins: false, read, written }
    }

    /// Another word for the same value.
    const fn same(name: &'static str, new: &'static str) -> Old {
        Old::new(name, new, Value::clone, |value| value)
    }

    /// A switch of a feature that has levels.
    const fn switch(name: &'static str, new: &'static str) -> Old {
        Old::new(name, new, |level| json!(level != "disabled"), |on| level(&on, "enabled"))
    }

    /// The opposite.
    const fn not(name: &'static str, new: &'static str) -> Old {
        let not = |value: &Value| json!(value != &Value::Bool(true));
        Old { wins: true, ..Old::new(name, new, not, |value| json!(value != Value::Bool(true))) }
    }
}

fn level(on: &Value, level: &str) -> Value {
    json!(if *on == Value::Bool(true) { level } else { "disabled" })
}

/// Lines of text for a list.
const fn lines(name: &'static str, new: &'static str) -> Old {
    let told = |list: &Value| {
        let words = list.as_array().into_iter().flatten().filter_map(Value::as_str);
        json!(words.collect::<Vec<_>>().join("\n"))
    };
    let written = |text: Value| json!(text.as_str().unwrap_or("").lines().collect::<Vec<_>>());
    Old::new(name, new, told, written)
}

/// The settings of one sort of thing.
pub(crate) struct Settings {
    answer: LazyLock<Map<String, Value>>,
    pub(crate) old: &'static [Old],
}

pub(crate) static PROJECT: Settings = Settings {
    answer: LazyLock::new(|| parsed(include_str!("project_answer.json"))),
    old: &[
        Old::switch("issues_enabled", "issues_access_level"),
        Old::switch("merge_requests_enabled", "merge_requests_access_level"),
        Old::switch("wiki_enabled", "wiki_access_level"),
        Old::switch("jobs_enabled", "builds_access_level"),
        Old::switch("snippets_enabled", "snippets_access_level"),
        Old::switch("container_registry_enabled", "container_registry_access_level"),
        Old::switch("requirements_enabled", "requirements_access_level"),
        Old::switch("security_and_compliance_enabled", "security_and_compliance_access_level"),
        Old {
            written: |on| level(&on, "private"),
            ..Old::switch("packages_enabled", "package_registry_access_level")
        },
        Old::not("emails_disabled", "emails_enabled"),
        Old::same("public_builds", "public_jobs"),
        Old::same("tag_list", "topics"),
        Old::same("fallback_approvals_required", "approvals_before_merge"),
        Old::new(
            "restrict_user_defined_variables",
            "ci_pipeline_variables_minimum_override_role",
            |role| json!(role != "developer"),
            |on| json!(if on == Value::Bool(true) { "maintainer" } else { "developer" }),
        ),
    ],
};

pub(crate) static GROUP: Settings = Settings {
    answer: LazyLock::new(|| parsed(include_str!("group_answer.json"))),
    old: &[Old::not("emails_disabled", "emails_enabled")],
};

pub(crate) static INSTANCE: Settings = Settings {
    answer: LazyLock::new(|| parsed(include_str!("instance_answer.json"))),
    old: &[
        Old::same("admin_notification_email", "abuse_notification_email"),
        Old::same("asset_proxy_whitelist", "asset_proxy_allowlist"),
        lines("ci_cd_catalog_projects_allowlist_raw", "ci_cd_catalog_projects_allowlist"),
        lines("iframe_rendering_allowlist_raw", "iframe_rendering_allowlist"),
    ],
};

fn parsed(text: &str) -> Map<String, Value> {
    // The files are part of the program and a test reads them: the fallback is never taken.
    serde_json::from_str(text).unwrap_or_default()
}

impl Settings {
    /// What is answered for something new, in GitLab's order.
    pub(crate) fn answer(&self) -> &Map<String, Value> {
        &self.answer
    }

    /// The older name that this is.
    pub(crate) fn old(&self, name: &str) -> Option<&Old> {
        self.old.iter().find(|old| old.name == name)
    }

    /// What a setting reads as.
    pub(crate) fn read(&self, stored: &Map<String, Value>, name: &str) -> Value {
        match self.old(name) {
            Some(old) => (old.read)(&self.read(stored, old.new)),
            None => stored.get(name).or_else(|| self.answer.get(name)).cloned().unwrap_or_default(),
        }
    }

    /// GitLab's default.
    pub(crate) fn default(&self, name: &str) -> Value {
        self.read(&Map::new(), name)
    }
}
