//! Security settings of a project.
//!
//! REST returns a dozen of them and changes one; it ignores the others (measured). A group has only an order to all projects that
//! it has at that moment, which is not a state, so it is not offered. GitLab answers 401 if the role is too low.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::gitlab::{Element, Listing, Paging};
use crate::resource::{
    Change, Duplicates, EVERY_WRITE, Fields, In, Kind, Level, Needs, Rank, Removal, Setting, Shape,
    Spec, Tier,
};

/// Security settings of the project.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct SecuritySettings {
    /// Reject pushes that contain secrets.
    #[serde(default)]
    pub secret_push_protection_enabled: Setting<bool>,
}

impl Kind for SecuritySettings {
    const SPEC: Spec = Spec {
        shape: Shape::Single,
        removal: Removal::Never,
        identity: &[],
        listing: Listing { paging: Paging::Whole, element: Element::Unnamed },
        ..Spec::list(
            "security_settings",
            "security settings",
            In::Project,
            Rank::Settings,
            Needs {
                frozen: EVERY_WRITE,
                ..Needs::of(Tier::Ultimate, Level::Developer, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { secret_push_protection_enabled } = self;
        f.plain("secret_push_protection_enabled", secret_push_protection_enabled).default(false);
    }

    fn loosens(change: &Change) -> bool {
        change.switches(false)
    }
}
