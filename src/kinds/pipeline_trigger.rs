//! Tokens that trigger pipelines of a project.
//!
//! Descriptions repeat. A token acts as its owner, who alone sees it whole and can change it; a change without a description
//! removes that, and the expiry date is fixed at creation (all measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::credential::{self, Credential, Days, Nature, Sink, Terms, day_of};
use crate::resource::{
    Checks, Duplicates, EVERY_WRITE, Fields, In, Kind, Level, Needs, Rank, Setting, Spec, Tier,
};

/// A token that starts pipelines, in the name of its owner.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct PipelineTrigger {
    /// Description of the token, which identifies it.
    #[schemars(length(min = 1, max = 255), example = &"release")]
    pub description: String,
    /// Age from which an apply replaces the token.
    #[serde(default)]
    #[schemars(example = &"90d")]
    pub renew_after: Setting<Days>,
    /// How long a new token is valid. A new one replaces it before it expires.
    #[serde(default)]
    #[schemars(example = &"90d")]
    pub expires_in: Setting<Days>,
    /// Day on which the token expires, as YYYY-MM-DD. It is not renewed. `null`: never.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), extend("x-apart" = credential::apart()), example = &"2027-03-01")]
    pub expires_at: Setting<String>,
    /// Time before the token expires from which an apply renews it: by default a quarter of `expires_in`, and at least `7d`.
    #[serde(default)]
    #[schemars(example = &"21d")]
    pub renew_before: Setting<Days>,
    /// Where a new token is put. Its owner also sees it in GitLab.
    #[serde(default)]
    #[schemars(length(min = 1), example = credential::example())]
    pub save_to: Setting<Vec<Sink>>,
}

impl Credential for PipelineTrigger {
    const NATURE: Nature = Nature { noun: "trigger token", readable: true, ..Nature::TOKEN };

    fn terms(&self) -> Terms<'_> {
        Terms {
            expires_in: self.expires_in.value().copied(),
            expires_at: self.expires_at.value(),
            renew_before: self.renew_before.value().copied(),
            renew_after: self.renew_after.value().copied(),
            save_to: &self.save_to,
        }
    }
}

impl Kind for PipelineTrigger {
    const SPEC: Spec = Spec {
        path: "triggers",
        identity: &["description"],
        shown: &["expires_in", "save_to"],
        ..Spec::list(
            "pipeline_triggers",
            "pipeline trigger",
            In::Project,
            Rank::Rules,
            Needs {
                frozen: EVERY_WRITE,
                ..Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer)
            },
            Duplicates::Replaced,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { description, renew_after, expires_in, expires_at, renew_before, save_to } = self;
        f.identity("description", description);
        f.plain("renew_after", renew_after).omittable();
        f.plain("expires_in", expires_in).omittable();
        f.plain("expires_at", expires_at).or_null();
        f.guide("renew_before", renew_before);
        f.plain("save_to", save_to).omittable();
    }

    fn check(&self, checks: &mut Checks) {
        self.terms().check(&Self::NATURE, checks);
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            id: u64,
            description: Option<String>,
            expires_at: Setting<String>,
        }
        let Row { id, description, expires_at } = Row::deserialize(raw)?;
        Ok(PipelineTrigger {
            description: credential::name_or(description.unwrap_or_default(), id),
            expires_at: expires_at.map(day_of),
            ..Self::default()
        })
    }

    credential::life!();
}
