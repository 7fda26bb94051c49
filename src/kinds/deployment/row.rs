//! Deployments and environments as GitLab returns them. A value that is not understood is an error.

use std::num::NonZeroU64;

use serde::Deserialize;
use serde_json::Value;

use crate::resource::full_text;

/// States of a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum State {
    Created,
    Running,
    Success,
    Failed,
    Canceled,
    Skipped,
    Blocked,
}

impl State {
    /// GitLab's word for it.
    pub(super) fn word(self) -> &'static str {
        match self {
            State::Created => "created",
            State::Running => "running",
            State::Success => "success",
            State::Failed => "failed",
            State::Canceled => "canceled",
            State::Skipped => "skipped",
            State::Blocked => "blocked",
        }
    }
}

/// A deployment.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) id: NonZeroU64,
    #[serde(deserialize_with = "full_text")]
    pub(super) sha: String,
    #[serde(rename = "ref", deserialize_with = "full_text")]
    pub(super) git_ref: String,
    pub(super) status: State,
    /// The job that owns it; `null` if none does.
    deployable: Value,
    pub(super) environment: Named,
    pub(super) updated_at: Option<String>,
}

impl Row {
    /// A job owns it.
    pub(super) fn of_a_job(&self) -> bool {
        !self.deployable.is_null()
    }

    /// A person or a program created it, not a job.
    pub(super) fn is_free(&self, status: State) -> bool {
        self.status == status && !self.of_a_job()
    }
}

/// The environment of a deployment.
#[derive(Debug, Deserialize)]
pub(super) struct Named {
    pub(super) name: String,
}

/// An environment.
#[derive(Debug, Deserialize)]
pub(super) struct Environment {
    pub(super) name: String,
    #[serde(deserialize_with = "full_text")]
    pub(super) state: String,
    pub(super) updated_at: Option<String>,
}

/// A single deployment, with the decisions on it.
#[derive(Debug, Deserialize)]
pub(super) struct Approvals {
    pub(super) approvals: Vec<Approved>,
    pub(super) pending_approval_count: u64,
}

/// One decision.
#[derive(Debug, Deserialize)]
pub(super) struct Approved {
    pub(super) user: User,
    #[serde(deserialize_with = "full_text")]
    pub(super) status: String,
}

/// The user who made it.
#[derive(Debug, Deserialize)]
pub(super) struct User {
    pub(super) id: NonZeroU64,
}
