//! Access tokens of projects and groups.
//!
//! GitLab cannot change a token, and accepts a second one with the same name. Without an expiry date it refuses a token, and
//! `null` stands for a year; a token that has expired is not active, and stays in the list (all measured). Each token belongs to
//! a bot user of its own.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::credential::{self, Credential, Days, Nature, Sink, Terms};
use crate::resource::{
    Checks, Duplicates, FieldNeeds, Fields, In, Kind, Level, Mark, MemberRole, Needs, Own, Rank,
    Setting, Spec, Tier,
};

/// A token with which programs use GitLab's API as a member of a project or group.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct AccessToken {
    /// Name of the token, which identifies it among the active ones.
    #[schemars(length(min = 1, max = 255), example = &"deploy-bot")]
    pub name: String,
    /// What the token is for.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"Deploys from the pipeline")]
    pub description: Setting<String>,
    /// Role of the token.
    #[serde(default)]
    #[schemars(example = &"developer")]
    pub access_level: Setting<MemberRole>,
    /// What the token can be used for. The list is exact.
    #[serde(default)]
    #[schemars(schema_with = "credential::scopes", example = ["read_api"])]
    pub scopes: Setting<Vec<String>>,
    /// How long a new token is valid. A new one replaces it before it expires.
    #[serde(default)]
    #[schemars(example = &"90d")]
    pub expires_in: Setting<Days>,
    /// Day on which the token expires, as YYYY-MM-DD. It is not renewed.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), extend("x-apart" = credential::apart()), example = &"2027-03-01")]
    pub expires_at: Setting<String>,
    /// Time before the token expires from which an apply renews it: by default a quarter of `expires_in`, and at least `7d`.
    #[serde(default)]
    #[schemars(example = &"21d")]
    pub renew_before: Setting<Days>,
    /// Where a new token is put.
    #[serde(default)]
    #[schemars(length(min = 1), example = credential::example())]
    pub save_to: Setting<Vec<Sink>>,
}

const NEEDS: Needs = Needs {
    fields: &[FieldNeeds::since("description", 17, 7)],
    ..Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer)
};

/// Access tokens of a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    needs: Needs { read: Level::Owner, write: Level::Owner, ..NEEDS },
    ..AccessToken::SPEC
};

impl Credential for AccessToken {
    const NATURE: Nature = Nature { bot: Some("user_id"), ..Nature::TOKEN };

    fn terms(&self) -> Terms<'_> {
        Terms {
            expires_in: self.expires_in.value().copied(),
            expires_at: self.expires_at.value(),
            renew_before: self.renew_before.value().copied(),
            renew_after: None,
            save_to: &self.save_to,
        }
    }
}

impl Kind for AccessToken {
    const SPEC: Spec = Spec {
        query: &[("state", "active")],
        own: Some(Own { field: "active", is: Mark::Flag(true), always: true }),
        required: &["scopes"],
        alternatives: &["expires_in", "expires_at"],
        shown: &["expires_in", "save_to"],
        ..Spec::list(
            "access_tokens",
            "access token",
            In::Project,
            Rank::Rules,
            NEEDS,
            Duplicates::Replaced,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            name,
            description,
            access_level,
            scopes,
            expires_in,
            expires_at,
            renew_before,
            save_to,
        } = self;
        f.identity("name", name);
        f.plain("description", description).or_null();
        f.plain("access_level", access_level).default(MemberRole::of(40));
        f.plain("scopes", scopes);
        f.plain("expires_in", expires_in).omittable();
        f.plain("expires_at", expires_at);
        f.guide("renew_before", renew_before);
        f.plain("save_to", save_to).omittable();
    }

    fn check(&self, checks: &mut Checks) {
        self.terms().check(&Self::NATURE, checks);
        if self.expires_in.value().is_none() && self.expires_at.value().is_none() {
            checks.refuse(
                "expires_in",
                "an access token requires `expires_in` or `expires_at`",
                "add `expires_in: 90d`, for example: labwright renews the token in time",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            name: String,
            #[serde(default)]
            description: Setting<String>,
            access_level: i64,
            #[serde(deserialize_with = "credential::read_scopes")]
            scopes: Vec<String>,
            expires_at: Setting<String>,
        }
        let Row { name, description, access_level, scopes, expires_at } = Row::deserialize(raw)?;
        Ok(AccessToken {
            name,
            description,
            access_level: Setting::Value(MemberRole::known(access_level)?),
            scopes: Setting::Value(scopes),
            expires_at,
            ..Self::default()
        })
    }

    credential::life!();
}
