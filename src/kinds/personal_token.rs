//! Access tokens of users and of service accounts.
//!
//! GitLab cannot change a token, and accepts a second one with the same name. Without an expiry date, a token is valid for a year.
//! Tokens of users are listed for the whole instance, by the ID of the user, together with impersonation tokens, which nothing in
//! that list tells apart; those of a group's service account below the account (all measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::ServiceAccount;
use super::User;
use super::credential::{self, Credential, Days, Nature, Sink, Terms};
use crate::gitlab::ApiPath;
use crate::resource::{
    Checks, Duplicates, Fields, Halt, In, Kind, Level, Live, Look, Mark, Needs, Own, Rank, Scope,
    Setting, Spec, Tier, full_text,
};

const TOKENS: &str = "personal_access_tokens";

/// A token with which programs use GitLab's API as a user.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "PersonalToken")]
pub struct PersonalToken<const OF_USER: bool> {
    /// Name of the token, which identifies it among the active ones.
    #[schemars(length(min = 1, max = 255), example = &"deploy")]
    pub name: String,
    /// What the token is for.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"Deploys from the pipeline")]
    pub description: Setting<String>,
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
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), extend("x-apart" = apart()), example = &"2027-03-01")]
    pub expires_at: Setting<String>,
    /// Time before the token expires from which an apply renews it: by default a quarter of `expires_in`, and at least `7d`.
    #[serde(default)]
    #[schemars(example = &"21d")]
    pub renew_before: Setting<Days>,
    /// Where a new token is put.
    #[serde(default)]
    #[schemars(length(min = 1), example = example())]
    pub save_to: Setting<Vec<Sink>>,
}

/// Whether they are listed for the whole instance, and revoked there.
fn is_of_instance(scope: &Scope) -> bool {
    scope.home().is_none()
}

/// An example of a sink: users have no variables of their own.
fn example() -> Value {
    json!([{ "variable": { "project": "acme/web", "key": "BOT_TOKEN" } }])
}

/// What the example of a token has that is not renewed.
fn apart() -> Value {
    json!({ "save_to": example() })
}

impl<const OF_USER: bool> Credential for PersonalToken<OF_USER> {
    const NATURE: Nature = Nature { bot: Some("user_id"), many: true, ..Nature::TOKEN };

    fn terms(&self) -> Terms<'_> {
        Terms {
            expires_in: self.expires_in.value().copied(),
            expires_at: self.expires_at.value(),
            renew_before: self.renew_before.value().copied(),
            renew_after: None,
            save_to: &self.save_to,
        }
    }

    fn items(look: &Look<'_>) -> ApiPath {
        match is_of_instance(look.scope()) {
            true => ApiPath::new(TOKENS),
            false => look.collection(),
        }
    }
}

impl<const OF_USER: bool> Kind for PersonalToken<OF_USER> {
    const SPEC: Spec = Spec {
        shown: &["expires_in", "save_to"],
        path: TOKENS,
        listed: |scope| match scope {
            Scope::Object(of) if is_of_instance(scope) => {
                Some(ApiPath::new(TOKENS).query_hole("user_id", &of.key))
            }
            _ => None,
        },
        query: &[("state", "active")],
        own: Some(Own { field: "active", is: Mark::Flag(true), always: true }),
        required: &["scopes"],
        ..Spec::list(
            "access_tokens",
            "access token",
            In::Object(if OF_USER { User::SPEC.kind } else { ServiceAccount::SPEC.kind }),
            Rank::Contents,
            match OF_USER {
                true => Needs::of(Tier::Free, Level::Administrator, Level::Administrator),
                false => Needs::of(Tier::Premium, Level::Owner, Level::Owner),
            },
            Duplicates::Replaced,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, description, scopes, expires_in, expires_at, renew_before, save_to } =
            self;
        f.identity("name", name);
        f.plain("description", description).or_null();
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
        let nowhere = |it: &Sink| it.variable.as_ref().is_some_and(|it| !it.says_where());
        if OF_USER && self.save_to.value().is_some_and(|it| it.iter().any(nowhere)) {
            checks.refuse(
                "save_to",
                "a user has no CI/CD variables",
                "write which `project` or `group` has the variable, or `instance: true`",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            name: String,
            #[serde(default)]
            description: Setting<String>,
            #[serde(deserialize_with = "credential::read_scopes")]
            scopes: Vec<String>,
            expires_at: Setting<String>,
        }
        let Row { name, description, scopes, expires_at } = Row::deserialize(raw)?;
        Ok(Self {
            name,
            description,
            scopes: Setting::Value(scopes),
            expires_at,
            ..Self::default()
        })
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        let of_instance = collection.segments().next() == Some(User::SPEC.path);
        if of_instance { ApiPath::new(TOKENS).id(raw) } else { collection.id(raw) }
    }

    /// The list of a user's tokens also has impersonation tokens.
    fn owns(live: &Live<'_>, look: &Look<'_>) -> Result<bool, Halt> {
        if !is_of_instance(look.scope()) {
            return Ok(true);
        }
        let others = look.scope().at("impersonation_tokens").query("state", "active");
        Ok(look.list(others)?.iter().all(|it| it["id"] != live.raw["id"]))
    }

    credential::life!();
}
