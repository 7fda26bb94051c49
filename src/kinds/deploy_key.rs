//! Deploy keys of a project.
//!
//! A key is the same object in all projects that have it, and each project has its own `can_push`. Creating a key that GitLab
//! has already enables it, with the title that it has; a project cannot change the title of a key that other projects have,
//! too, and GitLab answers as if it had (measured). GitLab cannot change the key itself.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::resource::{
    Change, Duplicates, Fields, In, Kind, Level, Needs, Rank, Setting, Spec, Tier,
};

/// A public SSH key that can read a repository, and perhaps push to it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct DeployKey {
    /// Public key. Its type and body identify it; a comment after them is ignored.
    #[schemars(regex(pattern = "^[a-z0-9@.-]+ [A-Za-z0-9+/]+=*( .*)?$"), extend("patternErrorMessage" = "a public SSH key: its type, its body, and perhaps a comment"), example = &"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBv5cAwjvqBwJp1bH4vQ6Jp3nYRzQ0s1aSxkfXwO7Qe")]
    pub key: String,
    /// Title of the key, the same in all projects that have it.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"deploy")]
    pub title: Setting<String>,
    /// Whether the key can also push to this project.
    #[serde(default)]
    pub can_push: Setting<bool>,
}

/// The fingerprint, as `ssh-keygen -l` shows it; a key that has none stays unchanged.
pub(super) fn fingerprint(key: String) -> String {
    let body = key.split_ascii_whitespace().nth(1).and_then(|it| STANDARD.decode(it).ok());
    let digest = body.map(|it| ring::digest::digest(&ring::digest::SHA256, &it));
    digest.map_or(key, |it| format!("SHA256:{}", STANDARD_NO_PAD.encode(it)))
}

impl Kind for DeployKey {
    const SPEC: Spec = Spec {
        identity: &["key"],
        keyed: fingerprint,
        required: &["title"],
        ..Spec::list(
            "deploy_keys",
            "deploy key",
            In::Project,
            Rank::Settings,
            Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { key, title, can_push } = self;
        f.identity("key", key);
        f.plain("title", title);
        f.plain("can_push", can_push).default(false);
    }

    fn loosens(change: &Change) -> bool {
        change.field == "can_push" && change.switches(true)
    }
}
