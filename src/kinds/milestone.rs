//! Milestones of projects and groups.
//!
//! A title is unique among the milestones of a group and of everything below it. GitLab creates milestones as active, and
//! closes them by `state_event`. It reads a date that it does not understand as none (measured), so files have one form.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::json;

use crate::resource::{
    Checks, Datum, Duplicates, EVERY_WRITE, Fields, In, Kind, Level, Needs, Rank, Setting, Spec,
    Tier,
};

/// A milestone of issues and merge requests.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Milestone {
    /// Title of the milestone. Case-sensitive.
    #[schemars(length(min = 1, max = 255), example = &"v1.0")]
    pub title: String,
    /// What the milestone is about, in Markdown.
    #[serde(default)]
    #[schemars(example = &"The first release")]
    pub description: Setting<String>,
    /// First day, as YYYY-MM-DD.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), example = &"2027-01-01")]
    pub start_date: Setting<String>,
    /// Last day, as YYYY-MM-DD.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), example = &"2027-03-31")]
    pub due_date: Setting<String>,
    /// Whether the milestone is open or closed. `absent` deletes it if it exists.
    #[serde(default)]
    #[schemars(extend("enum" = ["active", "closed", null]), example = &"closed")]
    pub state: Setting<String>,
}

/// Milestones of a group.
pub(super) const OF_GROUP: Spec = Spec { scope: In::Group, ..Milestone::SPEC };

impl Kind for Milestone {
    const SPEC: Spec = Spec {
        identity: &["title"],
        renamed: Some("title"),
        later: &["state"],
        written: |field, value| match (field, value) {
            ("state", Datum::Text(it)) if it == "closed" => Some(("state_event", json!("close"))),
            // The form that was measured; `null` was not.
            ("start_date", Datum::Null) => Some(("start_date", json!(""))),
            ("state", _) => Some(("state_event", json!("activate"))),
            _ => None,
        },
        ..Spec::list(
            "milestones",
            "milestone",
            In::Project,
            Rank::Settings,
            Needs { frozen: EVERY_WRITE, ..Needs::of(Tier::Free, Level::Guest, Level::Reporter) },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { title, description, start_date, due_date, state } = self;
        f.identity("title", title);
        f.plain("description", description).or_null();
        f.plain("start_date", start_date).or_null();
        f.plain("due_date", due_date).or_null();
        f.state(state).default("active");
    }

    fn check(&self, checks: &mut Checks) {
        if let (Some(start), Some(due)) = (self.start_date.value(), self.due_date.value())
            && due < start
        {
            checks.refuse("due_date", "ends before `start_date`", "use a later day");
        }
    }
}
