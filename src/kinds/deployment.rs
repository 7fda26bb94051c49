//! Deployments of a project, and approvals of blocked ones.
//!
//! GitLab keeps a journal that is only added to; what is declared is how it shall end: the
//! deployment that finished last in an environment has this commit and ref. Decided from reads alone,
//! as measured on 36 histories. A row that a job owns is waited for, never fought. `tag` cannot be
//! read back. Nothing is pruned.

mod decide;
mod row;

use crate::resource::{
    Checks, Datum, Decision, Duplicates, EVERY_WRITE, FieldNeeds, Fields, Kind, Level, Look, Lower,
    Missing, Naming, Needs, Rank, Removal, Setting, Tier,
};
use schemars::JsonSchema;
use serde::Deserialize;

/// What an environment shall be running, as a record of GitLab's: one entry for each environment.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(example = example())]
pub struct Deployment {
    /// Name of the environment. GitLab creates it with its first deployment.
    #[schemars(length(min = 1, max = 255), example = &"production")]
    pub environment: String,
    /// Branch or tag that was deployed, by its plain name.
    #[serde(default, rename = "ref")]
    #[schemars(length(min = 1), example = &"main")]
    pub git_ref: Setting<String>,
    /// Commit that was deployed, all 40 characters: GitLab stores what it is sent, and compares it
    /// letter by letter.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9a-f]{40}$"), extend("patternErrorMessage" = "the full commit id: 40 characters 0-9 and a-f"), example = &"a91957a858320c0e17f3a0eca7cfacbff50ea29a")]
    pub sha: Setting<String>,
    /// Whether the ref is a tag. GitLab does not tell it, so it is sent and never compared.
    #[serde(default)]
    pub tag: Setting<bool>,
    /// How the deployment of that commit stands.
    #[serde(default)]
    pub status: Setting<Status>,
    /// A blocked deployment of that commit is approved or rejected in the name of the token's user.
    #[serde(default)]
    pub approval: Setting<Approval>,
    /// With `state: absent`: the deployment to delete, by the number in GitLab's API.
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

/// How a deployment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Status {
    /// It is under way.
    Running,
    /// It is done, and is what the environment runs now.
    Success,
    /// It went wrong.
    Failed,
    /// It was broken off.
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

/// What the token's user says to a blocked deployment.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// What is said.
    pub status: Say,
    /// A remark for the record. Not changed once the same was said.
    #[serde(default)]
    #[schemars(with = "String", length(max = 255), example = &"Looks good")]
    pub comment: Option<String>,
    /// Name of the user, group or role of the approval rule to speak for, where several fit.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1), example = &"security")]
    pub represented_as: Option<String>,
}

/// An approval or its opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Say {
    /// It may go on.
    Approved,
    /// It may not: its job fails at once.
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

impl Kind for Deployment {
    const KIND: &'static str = "deployments";
    const NOUN: &'static str = "deployment";
    const GOAL: bool = true;
    const RANK: Rank = Rank::Deployments;
    const DUPLICATES: Duplicates = Duplicates::Accepted;
    const NEEDS: Needs = Needs {
        tier: Tier::Free,
        read: Level::Reporter,
        write: Level::Developer,
        besides: "and the right to deploy where the environment is protected",
        frozen: EVERY_WRITE,
        since: None,
        told_by: None,
        fields: &[FieldNeeds {
            told_by: Some(("allow_pipeline_trigger_approve_deployment", (18, 9))),
            ..FieldNeeds::tier("approval", Tier::Premium)
        }],
    };
    const REMOVAL: Removal = Removal::Absent;
    const IDENTITY: &'static [&'static str] = &["environment"];
    const SHOWN: &'static [&'static str] = &["ref", "sha", "status"];

    fn key(&self) -> String {
        self.environment.clone()
    }

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
                "this entry does not say which deployment it means",
                "write `sha`, the full commit id (with `state: absent`, `id` will do)",
            );
        } else if acts && self.sha.value().is_none() {
            checks.refuse(
                "environment",
                "`status` and `approval` need `sha`",
                "write the full id of the commit that was deployed",
            );
        }
        if self.status.value().is_some() && self.git_ref.value().is_none() {
            checks.refuse(
                "status",
                "`status` needs `ref`",
                "write the branch or tag that was deployed: ref: main",
            );
        }
    }

    fn decide(&self, absent: bool, look: &Look<'_>) -> Result<Decision, Missing> {
        if absent { self.remove(look) } else { self.decision(look) }
    }
}
