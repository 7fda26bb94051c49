//! Badges of projects and groups.
//!
//! GitLab accepts any number of equal badges, and fails with an internal error if a name is longer than 255 characters. A
//! project's list contains the badges of its groups, which the project cannot read or change (measured).

use schemars::JsonSchema;
use serde::Deserialize;

use crate::resource::{
    Duplicates, Fields, In, Kind, Known, Level, Mark, Needs, Own, Rank, Setting, Spec, Tier, Url,
};

/// A badge on the page of a project, or of all projects of a group.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Badge {
    /// Name of the badge. A badge without a name is identified by its two URLs.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"coverage")]
    pub name: Setting<String>,
    /// URL that the badge links to. GitLab replaces placeholders such as `%{project_path}` and `%{default_branch}`.
    #[serde(default)]
    #[schemars(example = &"https://ci.example.com/%{project_path}")]
    pub link_url: Setting<Url>,
    /// URL of the image, with the same placeholders.
    #[serde(default)]
    #[schemars(example = &"https://ci.example.com/%{project_path}/%{default_branch}.svg")]
    pub image_url: Setting<Url>,
}

/// Badges of a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    needs: Needs::of(Tier::Free, Level::Guest, Level::Owner),
    own: None,
    ..Badge::SPEC
};

impl Kind for Badge {
    const SPEC: Spec = Spec {
        identity: &["name", "link_url", "image_url"],
        known: Known::Either,
        renamed: Some("name"),
        required: &["link_url", "image_url"],
        own: Some(Own { field: "kind", is: Mark::Word("project", "group"), always: true }),
        ..Spec::list(
            "badges",
            "badge",
            In::Project,
            Rank::Settings,
            Needs::of(Tier::Free, Level::Guest, Level::Maintainer),
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, link_url, image_url } = self;
        f.plain("name", name);
        f.address("link_url", link_url);
        f.address("image_url", image_url);
    }
}
