//! Topics of the instance.
//!
//! Names are unique regardless of case. A project that names an unknown topic creates it, with the name as its title. GitLab
//! requires a title on creation only, and removes a deleted topic from all projects (measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::resource::{
    Duplicates, Fields, In, Kind, Known, Level, Needs, Rank, Setting, Spec, Tier,
};

/// A topic that projects can have.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Topic {
    /// Name of the topic, as projects write it. Case is ignored.
    #[schemars(length(min = 1, max = 255), example = &"rust")]
    pub name: String,
    /// Title that GitLab shows.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"Rust")]
    pub title: Setting<String>,
    /// What the topic is about, in Markdown.
    #[serde(default)]
    #[schemars(example = &"Projects written in Rust")]
    pub description: Setting<String>,
}

impl Kind for Topic {
    const SPEC: Spec = Spec {
        known: Known::Folded,
        renamed: Some("name"),
        required: &["title"],
        ..Spec::list(
            "topics",
            "topic",
            In::Instance,
            Rank::Settings,
            Needs::of(Tier::Free, Level::None, Level::Administrator),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, title, description } = self;
        f.identity("name", name);
        f.plain("title", title).omittable();
        f.plain("description", description).or_null();
    }

    fn goes_along(raw: &Value) -> Option<String> {
        match raw["total_projects_count"].as_u64()? {
            0 => None,
            1 => Some("1 project would lose this topic".to_owned()),
            several => Some(format!("{several} projects would lose this topic")),
        }
    }
}
