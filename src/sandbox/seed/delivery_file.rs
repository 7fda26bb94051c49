//! The part of a seed for merge requests, pipelines, merge trains, environments and deployments.
//!
//! Nearly everything is optional: a merge request needs nothing, a car the IID of its merge
//! request, an environment its name, a deployment the name of its environment.
//!
//! ```yaml
//! projects:
//!   - path: acme/api
//!     merge_trains: true
//!     merge_requests:
//!       - {}                                     # !1: open, green, can be merged
//!       - { pipeline: running }                  # !2: has to wait
//!       - { draft: true }
//!     cars:
//!       - { merge_request: 1 }
//!     environments:
//!       - { name: staging, state: stopped }
//!     protected_environments:
//!       - { name: production, deploy: [developer], approval_rules: [{ who: maintainer, required_approvals: 2 }] }
//!     deployments:
//!       - { environment: production }            # a success of the default branch's head
//!       - { environment: production, status: blocked, job: deploy }
//! ```

use indexmap::IndexMap;
use serde::Deserialize;

use super::access::SeedAccess;

/// A merge request. By default it is open, has its own commit on `feature-IID`, a successful pipeline, and can
/// be merged into the default branch.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedMergeRequest {
    /// Its ID.
    pub id: Option<u64>,
    /// Its IID; the next one by default.
    pub iid: Option<u64>,
    /// The title; `Merge SOURCE` by default.
    pub title: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// Its author; `root` by default.
    pub author: Option<String>,
    /// `opened` (default), `closed`, `locked` or `merged`.
    pub state: Option<String>,
    /// Source branch; `feature-IID` by default.
    pub source_branch: Option<String>,
    /// Target branch; the default branch by default.
    pub target_branch: Option<String>,
    /// Head of the source branch; made up by default.
    pub sha: Option<String>,
    /// Is a draft.
    pub draft: bool,
    /// Has conflicts.
    pub has_conflicts: bool,
    /// Has open discussions.
    pub unresolved_discussions: bool,
    /// Only members of the project may comment.
    pub discussion_locked: bool,
    /// Comments, oldest first.
    pub notes: Vec<SeedNote>,
    /// Missing approvals.
    pub approvals_left: u32,
    /// Another merge request must be merged first.
    pub blocked: bool,
    /// GitLab has not yet checked whether it can be merged.
    pub unchecked: bool,
    /// Not to be merged before this time.
    pub merge_after: Option<String>,
    /// Squash when merged.
    pub squash: bool,
    /// Set to auto-merge.
    pub auto_merge: bool,
    /// Who set it to auto-merge, or merged it.
    pub merge_user: Option<String>,
    /// Its newest pipeline: a status, or an object; `success` by default, `none` for no pipeline at all.
    pub pipeline: Option<SeedPipeline>,
    /// Responses of external services for its head, by the name of the check.
    pub status_checks: IndexMap<String, String>,
    /// Time of creation.
    pub created_at: Option<String>,
    /// Time of the last change.
    pub updated_at: Option<String>,
}

/// A comment on a merge request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedNote {
    /// Its text.
    pub body: String,
    /// Its author; `root` by default.
    pub author: Option<String>,
    /// It starts a thread, which can be resolved.
    pub thread: bool,
    /// It is a system note.
    pub system: bool,
    /// Visible to the Reporter role and above.
    pub internal: bool,
}

/// A pipeline.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum SeedPipeline {
    /// Its status; everything else is generated.
    Status(String),
    /// In full.
    Whole(SeedWholePipeline),
}

/// A pipeline in full.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedWholePipeline {
    /// Its ID.
    pub id: Option<u64>,
    /// Its IID.
    pub iid: Option<u64>,
    /// Its status.
    pub status: String,
    /// The ref that it runs for.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The commit that it runs for.
    pub sha: Option<String>,
    /// What started it; `merge_request_event` by default.
    pub source: Option<String>,
    /// Time of creation.
    pub created_at: Option<String>,
    /// Time of the last change.
    pub updated_at: Option<String>,
}

/// A car of a merge train.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedCar {
    /// Its ID.
    pub id: Option<u64>,
    /// The IID of the merge request.
    pub merge_request: u64,
    /// Who added it; `root` by default.
    pub user: Option<String>,
    /// `idle` (default), `stale`, `fresh`, `merging`, `merged`, `skip_merged`.
    pub status: Option<String>,
    /// Its pipeline.
    pub pipeline: Option<SeedPipeline>,
    /// When it was merged.
    pub merged_at: Option<String>,
    /// Time of creation.
    pub created_at: Option<String>,
    /// Time of the last change.
    pub updated_at: Option<String>,
}

/// An environment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedEnvironment {
    /// Its ID.
    pub id: Option<u64>,
    /// Its name.
    pub name: String,
    /// Its external URL.
    pub external_url: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its tier; guessed from the name by default.
    pub tier: Option<String>,
    /// `available` (default), `stopping` or `stopped`.
    pub state: Option<String>,
    /// `always` (default) or `with_action`.
    pub auto_stop_setting: Option<String>,
    /// A CI job stops it.
    pub stop_job: bool,
}

/// A protected environment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedProtectedEnvironment {
    /// Its ID.
    pub id: Option<u64>,
    /// Name of the environment.
    pub name: String,
    /// Who can deploy; maintainers by default.
    pub deploy: Option<Vec<SeedAccess>>,
    /// Who must approve.
    pub approval_rules: Vec<SeedApprovalRule>,
}

/// An approval rule.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeedApprovalRule {
    /// Who.
    pub who: SeedAccess,
    /// How many; 1 by default.
    #[serde(default)]
    pub required_approvals: Option<u32>,
    /// 1: inherited members of the group, too.
    #[serde(default)]
    pub group_inheritance_type: u8,
}

/// A deployment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedDeployment {
    /// Its ID.
    pub id: Option<u64>,
    /// Its IID; the next one by default.
    pub iid: Option<u64>,
    /// Name of the environment.
    pub environment: String,
    /// The ref; the default branch by default.
    #[serde(rename = "ref")]
    pub reference: Option<String>,
    /// The commit; the default branch's by default.
    pub sha: Option<String>,
    /// Is a tag.
    pub tag: bool,
    /// Its status; `success` by default.
    pub status: Option<String>,
    /// Who created it; `root` by default.
    pub user: Option<String>,
    /// Name of the CI job that created it; none if the API did.
    pub job: Option<String>,
    /// ID of that job; the deployment's own ID by default.
    pub job_id: Option<u64>,
    /// ID of its pipeline; the deployment's own ID by default.
    pub pipeline_id: Option<u64>,
    /// Stage of that job; `deploy` by default.
    pub stage: Option<String>,
    /// IIDs of the merge requests that it shipped.
    pub merge_requests: Vec<u64>,
    /// Approvals and rejections.
    pub approvals: Vec<SeedApproval>,
    /// Time of creation.
    pub created_at: Option<String>,
    /// Time of the last change.
    pub updated_at: Option<String>,
    /// When it finished.
    pub finished_at: Option<String>,
}

/// An approval of a deployment.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedApproval {
    /// Who.
    pub user: String,
    /// `approved` or `rejected`.
    pub status: String,
    /// Why.
    pub comment: Option<String>,
    /// When.
    pub created_at: Option<String>,
}
