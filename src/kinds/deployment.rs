//! Deployments of a project, and approvals of blocked ones.
//!
//! GitLab's list of deployments is append-only. A file declares how it ends: the deployment that
//! finished last in an environment has this commit and ref. The decision rests on reads alone, as
//! measured on 36 histories. A deployment that a job owns is waited for, never changed. `tag` cannot
//! be read back. Nothing is pruned.

mod decide;
mod row;

use crate::resource::{
    Checks, Datum, Decision, Duplicates, EVERY_WRITE, FieldNeeds, Fields, Halt, In, Kind, Level,
    Look, Lower, Naming, Needs, Rank, Removal, Setting, Shape, Spec, Tier,
};
use schemars::JsonSchema;
use serde::Deserialize;

/// The deployment that an environment runs, as GitLab records it. One entry for each environment.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(example = example())]
pub struct Deployment {
    /// Name of the environment. GitLab creates it with its first deployment.
    #[schemars(length(min = 1, max = 255), example = &"production")]
    pub environment: String,
    /// Branch or tag that was deployed, by its short name: `main`.
    #[serde(default, rename = "ref")]
    #[schemars(length(min = 1), example = &"main")]
    pub git_ref: Setting<String>,
    /// Commit that was deployed. Write all 40 characters: GitLab stores the value as it is sent, and
    /// compares it exactly.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9a-f]{40}$"), extend("patternErrorMessage" = "the full commit ID: 40 characters 0-9 and a-f"), example = &"a91957a858320c0e17f3a0eca7cfacbff50ea29a")]
    pub sha: Setting<String>,
    /// Whether the ref is a tag. GitLab does not return it, so it is sent but never compared.
    #[serde(default)]
    pub tag: Setting<bool>,
    /// Status of the deployment of that commit.
    #[serde(default)]
    pub status: Setting<Status>,
    /// Approve or reject a blocked deployment of that commit, as the token's user.
    #[serde(default)]
    pub approval: Setting<Approval>,
    /// With `state: absent`: the deployment to delete, by its ID in GitLab's API.
    #[serde(default)]
    #[schemars(range(min = 1), example = 42)]
    pub id: Setting<u64>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "environment": "production",
        "ref": "main",
        "sha": "a91957a858320c0e17f3a0eca7cfacbff50ea29a",
        "status": "success",
    })
}

/// Status of a deployment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Status {
    /// The deployment is in progress.
    Running,
    /// The deployment succeeded: the environment runs it now.
    Success,
    /// The deployment failed.
    Failed,
    /// The deployment was canceled.
    Canceled,
}

impl Status {
    fn word(self) -> &'static str {
        match self {
            Status::Running => "running",
            Status::Success => "success",
            Status::Failed => "failed",
            Status::Canceled => "canceled",
        }
    }
}

/// The decision of the token's user on a blocked deployment.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// The decision.
    pub status: Say,
    /// Comment on the decision. It is not changed if the same decision was made before.
    #[serde(default)]
    #[schemars(with = "String", length(max = 255), example = &"Looks good")]
    pub comment: Option<String>,
    /// User, group, or role of the approval rule to decide for, if several rules apply.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1), example = &"security")]
    pub represented_as: Option<String>,
}

/// An approval or a rejection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Say {
    /// The deployment can continue.
    Approved,
    /// The deployment cannot continue: its job fails immediately.
    Rejected,
}

impl Say {
    fn word(self) -> &'static str {
        match self {
            Say::Approved => "approved",
            Say::Rejected => "rejected",
        }
    }
}

impl Lower for Approval {
    fn lower(&self) -> Datum {
        let Self { status, comment, represented_as } = self;
        let status = [("status".to_owned(), Datum::Text(status.word().to_owned()))].into_iter();
        let text = |name: &str, it: &Option<String>| {
            it.as_ref().map(|it| (name.to_owned(), Datum::Text(it.clone())))
        };
        Datum::Record(
            status
                .chain(text("comment", comment))
                .chain(text("represented_as", represented_as))
                .collect(),
        )
    }
}

const NEEDS: Needs = Needs {
    tier: Tier::Free,
    read: Level::Reporter,
    write: Level::Developer,
    besides: "and, if the environment is protected, the right to deploy to it",
    frozen: EVERY_WRITE,
    since: None,
    shown_by: None,
    fields: &[FieldNeeds {
        shown_by: Some(("allow_pipeline_trigger_approve_deployment", (18, 9))),
        ..FieldNeeds::tier("approval", Tier::Premium)
    }],
};

impl Kind for Deployment {
    const SPEC: Spec = Spec {
        removal: Removal::Absent,
        identity: &["environment"],
        shown: &["ref", "sha", "status"],
        shape: Shape::Goal,
        ..Spec::list(
            "deployments",
            "deployment",
            In::Project,
            Rank::Deployments,
            NEEDS,
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { environment, git_ref, sha, tag, status, approval, id } = self;
        let status = match status {
            Setting::Value(it) => Setting::Value(it.word()),
            Setting::Cleared | Setting::Unmanaged => Setting::Unmanaged,
        };
        f.identity("environment", environment);
        f.plain("ref", git_ref).named(Naming::Ref);
        f.plain("sha", sha);
        f.plain("tag", tag).default(false);
        f.plain("status", &status);
        f.guide("approval", approval);
        f.guide("id", id);
    }

    fn check(&self, checks: &mut Checks) {
        if let Some(name) = self.approval.value().and_then(|it| it.represented_as.as_deref()) {
            checks.name("approval", Naming::Plain, name);
        }
        let acts = self.status.value().is_some() || self.approval.value().is_some();
        let named = self.sha.value().is_some() || self.id.value().is_some();
        if !named {
            checks.refuse(
                "environment",
                "this entry does not identify a deployment",
                "add `sha`, the full commit ID (with `state: absent`, `id` is enough)",
            );
        } else if acts && self.sha.value().is_none() {
            checks.refuse(
                "environment",
                "`status` and `approval` require `sha`",
                "add `sha`, the full ID of the commit that was deployed",
            );
        }
        if self.status.value().is_some() && self.git_ref.value().is_none() {
            checks.refuse(
                "status",
                "`status` requires `ref`",
                "add the branch or tag that was deployed: ref: main",
            );
        }
    }

    fn decide(&self, absent: bool, look: &Look<'_>) -> Result<Decision, Halt> {
        if absent { self.remove(look) } else { self.decision(look) }
    }
}
