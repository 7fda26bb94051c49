//! Agents for Kubernetes of a project.
//!
//! GitLab changes nothing of an agent. An agent that is deleted takes its tokens along, and a cluster that uses one is no longer
//! connected. An agent without a token connects nothing.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::gitlab::Method;
use crate::resource::{Duplicates, Fields, In, Kind, Level, Needs, Rank, Spec, Tier, full_text};

/// An agent that connects a Kubernetes cluster with GitLab.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ClusterAgent {
    /// Name of the agent.
    #[schemars(length(min = 1, max = 63), regex(pattern = "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$"), extend("patternErrorMessage" = "lowercase letters, digits, and `-`, but no `-` at either end"), example = &"production")]
    pub name: String,
}

impl Kind for ClusterAgent {
    const SPEC: Spec = Spec {
        ..Spec::list(
            "cluster_agents",
            "cluster agent",
            In::Project,
            Rank::Settings,
            Needs {
                frozen: &[Method::Post, Method::Delete],
                ..Needs::of(Tier::Free, Level::Developer, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name } = self;
        f.identity("name", name);
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            name: String,
        }
        let Row { name } = Row::deserialize(raw)?;
        Ok(ClusterAgent { name })
    }

    fn goes_along(_raw: &Value) -> Option<String> {
        Some("its tokens are revoked, and the cluster is disconnected".to_owned())
    }
}
