//! Deploy tokens of projects and groups.
//!
//! GitLab cannot change one, and accepts a second one with the same name. Without `username`, the user's name is made of the
//! ID; without `expires_at`, the token never expires. Revoked tokens are in no list, expired ones are (all measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::credential::{self, Credential, Days, Field, Nature, Sink, Terms, day_of};
use super::variable::unmaskable;
use crate::resource::{
    Checks, Duplicates, Fields, In, Kind, Level, Mark, Needs, Own, Produced, Rank, Setting, Spec,
    Tier, full_text,
};

/// A token with which programs read the repository, registries, and packages of a project or group.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct DeployToken {
    /// Name of the token, which identifies it among the active ones.
    #[schemars(length(min = 1, max = 255), example = &"cluster")]
    pub name: String,
    /// Username to log in with.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), regex(pattern = "^[A-Za-z0-9_+.-]+$"), extend("patternErrorMessage" = "letters, digits, and `_`, `-`, `+`, `.`"), example = &"cluster-reader")]
    pub username: Setting<String>,
    /// What the token can be used for. The list is exact.
    #[serde(default)]
    #[schemars(schema_with = "credential::scopes", example = ["read_registry"])]
    pub scopes: Setting<Vec<String>>,
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
    /// Where a new token is put.
    #[serde(default)]
    #[schemars(length(min = 1), example = credential::example())]
    pub save_to: Setting<Vec<Sink>>,
}

const NEEDS: Needs = Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer);

/// Deploy tokens of a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    needs: Needs { read: Level::Owner, write: Level::Owner, ..NEEDS },
    ..DeployToken::SPEC
};

impl Credential for DeployToken {
    const NATURE: Nature = Nature {
        noun: "deploy token",
        produces: &[
            Produced { field: "id", secret: false },
            Produced { field: "username", secret: false },
            Produced { field: "token", secret: true },
        ],
        ..Nature::TOKEN
    };

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

impl Kind for DeployToken {
    const SPEC: Spec = Spec {
        query: &[("active", "true")],
        own: Some(Own { field: "expired", is: Mark::Flag(false), always: true }),
        required: &["scopes"],
        alternatives: &["expires_in", "expires_at"],
        shown: &["expires_in", "save_to"],
        ..Spec::list(
            "deploy_tokens",
            "deploy token",
            In::Project,
            Rank::Rules,
            NEEDS,
            Duplicates::Replaced,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, username, scopes, expires_in, expires_at, renew_before, save_to } = self;
        f.identity("name", name);
        f.plain("username", username).or_null();
        f.plain("scopes", scopes);
        f.plain("expires_in", expires_in).omittable();
        f.plain("expires_at", expires_at).or_null();
        f.guide("renew_before", renew_before);
        f.plain("save_to", save_to).omittable();
    }

    fn check(&self, checks: &mut Checks) {
        self.terms().check(&Self::NATURE, checks);
        let masked = |it: &Sink| it.variable.as_ref().is_some_and(|it| it.masks(Field::Username));
        if let Some((what, hint)) = self.username.value().and_then(|it| unmaskable(it))
            && self.save_to.value().is_some_and(|it| it.iter().any(masked))
        {
            checks.refuse("save_to", format!("`username` {what}"), hint);
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            id: u64,
            name: String,
            #[serde(deserialize_with = "full_text")]
            username: String,
            #[serde(deserialize_with = "credential::read_scopes")]
            scopes: Vec<String>,
            expires_at: Setting<String>,
        }
        let Row { id, name, username, scopes, expires_at } = Row::deserialize(raw)?;
        let usual = username == format!("gitlab+deploy-token-{id}");
        Ok(DeployToken {
            name: credential::name_or(name, id),
            username: if usual { Setting::Cleared } else { Setting::Value(username) },
            scopes: Setting::Value(scopes),
            expires_at: expires_at.map(day_of),
            ..Self::default()
        })
    }

    credential::life!();
}
