//! Tokens of agents for Kubernetes.
//!
//! An agent has two active tokens at most; a third is refused. They never expire, names repeat, and GitLab changes nothing of one.
//! Revoked ones are in no list (all measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::ClusterAgent;
use super::credential::{self, Credential, Days, Nature, Sink, Terms};
use crate::gitlab::Method;
use crate::resource::{
    Checks, Duplicates, Fields, Halt, In, Kind, Level, Look, Needs, Rank, Setting, Spec, Tier,
};

/// How many active tokens an agent can have.
const MOST: usize = 2;

/// A token with which an agent in a cluster connects to GitLab.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct AgentToken {
    /// Name of the token, which identifies it.
    #[schemars(length(min = 1, max = 255), example = &"cluster")]
    pub name: String,
    /// What the token is for.
    #[serde(default)]
    #[schemars(length(min = 1, max = 1024), example = &"Token of the production cluster")]
    pub description: Setting<String>,
    /// Age from which an apply replaces the token.
    #[serde(default)]
    #[schemars(example = &"90d")]
    pub renew_after: Setting<Days>,
    /// Where a new token is put.
    #[serde(default)]
    #[schemars(length(min = 1), example = credential::example())]
    pub save_to: Setting<Vec<Sink>>,
}

impl Credential for AgentToken {
    const NATURE: Nature = Nature { noun: "agent token", ..Nature::TOKEN };

    fn terms(&self) -> Terms<'_> {
        Terms {
            expires_in: None,
            expires_at: None,
            renew_before: None,
            renew_after: self.renew_after.value().copied(),
            save_to: &self.save_to,
        }
    }

    fn is_full(look: &Look<'_>) -> Result<bool, Halt> {
        let of = look.scope().as_object();
        if of.is_some_and(|it| look.is_planned(&it)) {
            return Ok(false);
        }
        Ok(look.list_as(look.list_here(), look.spec().listing)?.len() >= MOST)
    }
}

impl Kind for AgentToken {
    const SPEC: Spec = Spec {
        shown: &["save_to"],
        ..Spec::list(
            "tokens",
            "agent token",
            In::Object(ClusterAgent::SPEC.kind),
            Rank::Contents,
            Needs {
                frozen: &[Method::Post, Method::Delete],
                ..Needs::of(Tier::Free, Level::Developer, Level::Maintainer)
            },
            Duplicates::Replaced,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, description, renew_after, save_to } = self;
        f.identity("name", name);
        f.plain("description", description).or_null();
        f.plain("renew_after", renew_after).omittable();
        f.plain("save_to", save_to).omittable();
    }

    fn check(&self, checks: &mut Checks) {
        self.terms().check(&Self::NATURE, checks);
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            id: u64,
            name: String,
            description: Setting<String>,
        }
        let Row { id, name, description } = Row::deserialize(raw)?;
        let name = credential::name_or(name, id);
        Ok(AgentToken { name, description, ..Self::default() })
    }

    credential::life!();
}
