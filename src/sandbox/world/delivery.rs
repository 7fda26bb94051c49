//! Merge requests, pipelines, merge trains, environments, and deployments.
//!
//! Plain data, like [`model`](super::model); what GitLab does with it in the background is in `merging` and `trains`.

use super::access::AccessLevel;
use super::hash::made_up_sha;
use super::slug::{slug, tier};
use super::time::Time;

/// State of a merge request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeRequestState {
    /// Open.
    Opened,
    /// Closed without being merged.
    Closed,
    /// Being merged.
    Locked,
    /// Merged.
    Merged,
}

impl MergeRequestState {
    /// GitLab's word for it.
    pub fn text(self) -> &'static str {
        match self {
            MergeRequestState::Opened => "opened",
            MergeRequestState::Closed => "closed",
            MergeRequestState::Locked => "locked",
            MergeRequestState::Merged => "merged",
        }
    }
}

/// A merge request within its project; forks are not modelled.
#[derive(Debug, Clone)]
pub struct MergeRequest {
    /// Its ID.
    pub id: u64,
    /// Its IID.
    pub iid: u64,
    /// The title, without a draft's prefix.
    pub title: String,
    /// The description.
    pub description: Option<String>,
    /// Its author.
    pub author: u64,
    /// State.
    pub state: MergeRequestState,
    /// Source branch.
    pub source_branch: String,
    /// Target branch.
    pub target_branch: String,
    /// Head of the source branch.
    pub sha: String,
    /// The commit of the target branch that it is based on.
    pub base_sha: String,
    /// Is a draft.
    pub draft: bool,
    /// Cannot be merged without a conflict.
    pub has_conflicts: bool,
    /// Has unresolved discussions in addition to those of its notes.
    pub unresolved_discussions: bool,
    /// Only members of the project may comment.
    pub discussion_locked: bool,
    /// Missing approvals.
    pub approvals_left: u32,
    /// Another merge request must be merged first.
    pub blocked: bool,
    /// GitLab has not yet checked whether it can be merged; this state is temporary.
    pub unchecked: bool,
    /// Not to be merged before this time.
    pub merge_after: Option<Time>,
    /// Squash when merged.
    pub squash: bool,
    /// Set to be merged, or added to the train, when all checks pass.
    pub auto_merge: bool,
    /// Set to be merged without a train.
    pub past_trains: bool,
    /// Whether merging deletes the source branch.
    pub remove_source_branch: Option<bool>,
    /// Why the last attempt to merge it failed.
    pub merge_error: Option<String>,
    /// Who set it to auto-merge, or merged it.
    pub merge_user: Option<u64>,
    /// When it was merged.
    pub merged_at: Option<Time>,
    /// The merge commit.
    pub merge_commit_sha: Option<String>,
    /// The commit that its commits were squashed into.
    pub squash_commit_sha: Option<String>,
    /// When it was closed, and by whom.
    pub closed: Option<(Time, u64)>,
    /// Its newest pipeline.
    pub head_pipeline: Option<u64>,
    /// The names of its labels.
    pub labels: Vec<String>,
    /// Its source branch is to be deleted when it is merged, whoever merges it.
    pub force_remove_source_branch: Option<bool>,
    /// Time of creation.
    pub created_at: Time,
    /// Time of the last change.
    pub updated_at: Time,
}

impl MergeRequest {
    /// An open one without title, branches, and commits.
    pub fn new(id: u64, iid: u64, author: u64, now: Time) -> MergeRequest {
        MergeRequest {
            id,
            iid,
            title: String::new(),
            description: None,
            author,
            state: MergeRequestState::Opened,
            source_branch: String::new(),
            target_branch: String::new(),
            sha: String::new(),
            base_sha: String::new(),
            draft: false,
            has_conflicts: false,
            unresolved_discussions: false,
            discussion_locked: false,
            approvals_left: 0,
            blocked: false,
            unchecked: false,
            merge_after: None,
            squash: false,
            auto_merge: false,
            past_trains: false,
            remove_source_branch: None,
            merge_error: None,
            merge_user: None,
            merged_at: None,
            merge_commit_sha: None,
            squash_commit_sha: None,
            closed: None,
            head_pipeline: None,
            labels: Vec::new(),
            force_remove_source_branch: None,
            created_at: now,
            updated_at: now,
        }
    }
}

/// A pipeline.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// Its ID.
    pub id: u64,
    /// Its IID.
    pub iid: u64,
    /// The commit that it runs for.
    pub sha: String,
    /// The ref that it runs for, for instance `refs/merge-requests/1/merge`.
    pub reference: String,
    /// GitLab's word: `running`, `success`, `failed`, …
    pub status: String,
    /// GitLab's word: `push`, `merge_request_event`, …
    pub source: String,
    /// Who started it.
    pub user: u64,
    /// When its first job started; none if it never ran.
    pub started_at: Option<Time>,
    /// Time of creation.
    pub created_at: Time,
    /// Time of the last change.
    pub updated_at: Time,
}

impl Pipeline {
    /// Whether it has ended, until it is retried.
    pub fn complete(&self) -> bool {
        matches!(self.status.as_str(), "success" | "failed" | "canceled" | "skipped")
    }

    /// Cancels it, unless it has ended. A running job is `canceling` until its runner has reacted.
    pub fn cancel(&mut self, now: Time) {
        if !self.complete() {
            let word = if matches!(self.status.as_str(), "running" | "canceling") {
                "canceling"
            } else {
                "canceled"
            };
            self.status = word.to_owned();
            self.updated_at = now;
        }
    }

    /// Whether it belongs to a merge train.
    pub fn of_train(&self) -> bool {
        self.reference.ends_with("/train")
    }
}

/// What happens to the pipelines of a project's merge trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TrainPipelines {
    /// They stay `pending` until a test sets their status.
    #[default]
    Wait,
    /// They run and succeed, one step each time the train is read; the car is merged.
    Succeed,
    /// They run and fail; the car is dropped.
    Fail,
    /// They would have no jobs: the car is dropped right after it was added, and only a note explains why.
    Empty,
}

/// A note on a merge request: a comment, or a system note.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its ID.
    pub id: u64,
    /// The IID of the merge request.
    pub merge_request: u64,
    /// Its author; of a system note, who did what it describes.
    pub author: u64,
    /// Its text.
    pub body: String,
    /// It is a system note.
    pub system: bool,
    /// Visible to the Reporter role and above.
    pub internal: bool,
    /// The ID of its discussion: 40 hexadecimal digits. Every note is in one.
    pub discussion: String,
    /// Part of a thread, which can be resolved.
    pub threaded: bool,
    /// When it was resolved, and by whom.
    pub resolved: Option<(Time, u64)>,
    /// When.
    pub created_at: Time,
    /// Time of the last change.
    pub updated_at: Time,
}

impl Note {
    /// An individual note.
    pub fn new(id: u64, merge_request: u64, author: u64, body: String, now: Time) -> Note {
        Note {
            id,
            merge_request,
            author,
            body,
            system: false,
            internal: false,
            discussion: made_up_sha(&format!("discussion {id}")),
            threaded: false,
            resolved: None,
            created_at: now,
            updated_at: now,
        }
    }

    /// Whether it keeps its thread unresolved.
    pub fn unresolved(&self) -> bool {
        self.threaded && !self.system && self.resolved.is_none()
    }
}

/// A merge request on a merge train.
#[derive(Debug, Clone)]
pub struct Car {
    /// Its ID.
    pub id: u64,
    /// The IID of the merge request.
    pub merge_request: u64,
    /// Who added it.
    pub user: u64,
    /// The train.
    pub target_branch: String,
    /// `idle`, `stale`, `fresh`, `merging`, `merged` or `skip_merged`.
    pub status: String,
    /// The train's pipeline.
    pub pipeline: Option<u64>,
    /// Was shown in its current state: it moves on the next time the train is read.
    pub seen: bool,
    /// When it was merged.
    pub merged_at: Option<Time>,
    /// Time of creation.
    pub created_at: Time,
    /// Time of the last change.
    pub updated_at: Time,
}

impl Car {
    /// Marks its pipeline as outdated: it no longer runs on what will be merged.
    pub(crate) fn outdate(&mut self) {
        if self.status == "fresh" {
            self.status = String::from("stale");
        }
    }

    /// Waiting to be merged: neither merged nor merging.
    pub fn active(&self) -> bool {
        matches!(self.status.as_str(), "idle" | "stale" | "fresh")
    }
}

/// Deployment tiers.
pub(crate) const TIERS: &[&str] = &["production", "staging", "testing", "development", "other"];

/// An environment.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Its ID.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its name as part of a host name.
    pub slug: String,
    /// Its external URL.
    pub external_url: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// `production`, `staging`, `testing`, `development` or `other`.
    pub tier: String,
    /// `available`, `stopping` or `stopped`.
    pub state: String,
    /// `always`, or `with_action`: only its job stops it.
    pub auto_stop_setting: String,
    /// When it stops automatically.
    pub auto_stop_at: Option<Time>,
    /// A CI job stops it.
    pub stop_job: bool,
    /// Time of creation.
    pub created_at: Time,
    /// Time of the last change.
    pub updated_at: Time,
}

impl Environment {
    /// An environment with only a name.
    pub fn new(id: u64, name: &str, now: Time) -> Environment {
        Environment {
            id,
            name: name.to_owned(),
            slug: slug(name),
            external_url: None,
            description: None,
            tier: tier(name).to_owned(),
            state: String::from("available"),
            auto_stop_setting: String::from("always"),
            auto_stop_at: None,
            stop_job: false,
            created_at: now,
            updated_at: now,
        }
    }
}

/// Who can deploy to a protected environment.
#[derive(Debug, Clone)]
pub struct DeployAccess {
    /// Who.
    pub who: AccessLevel,
    /// 0: direct members of the group, 1: inherited ones too.
    pub group_inheritance_type: u8,
}

/// Who must approve deployments to a protected environment.
#[derive(Debug, Clone)]
pub struct ApprovalRule {
    /// Who.
    pub who: AccessLevel,
    /// How many.
    pub required_approvals: u32,
    /// 0: direct members of the group, 1: inherited ones too.
    pub group_inheritance_type: u8,
}

/// A protected environment.
#[derive(Debug, Clone)]
pub struct ProtectedEnvironment {
    /// Its ID.
    pub id: u64,
    /// Name of the environment, which need not exist; in a group, the tier.
    pub name: String,
    /// Who can deploy.
    pub deploy: Vec<DeployAccess>,
    /// Who must approve, in the order of the last change.
    pub approval_rules: Vec<ApprovalRule>,
    /// Time of the last change.
    pub updated_at: Time,
}

/// An approval or rejection of a deployment.
#[derive(Debug, Clone)]
pub struct Approval {
    /// Who.
    pub user: u64,
    /// `approved` or `rejected`.
    pub status: String,
    /// Why.
    pub comment: Option<String>,
    /// ID of the entry of the approval rule that it counts towards.
    pub rule: Option<u64>,
    /// When.
    pub created_at: Time,
}

/// A CI job that created a deployment; its state is the deployment's.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its ID.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its stage.
    pub stage: String,
    /// Its pipeline.
    pub pipeline: u64,
    /// The source of the pipeline: `push`, `api`, …
    pub source: String,
    /// Who started the job.
    pub user: u64,
    /// Its failure does not fail the pipeline: true for manual jobs by default.
    pub allow_failure: bool,
    /// It failed, and never started, because the deployment was rejected. Later approvals do not change that.
    pub rejected: bool,
}

/// A deployment.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// Its ID.
    pub id: u64,
    /// Its IID.
    pub iid: u64,
    /// The environment's ID.
    pub environment: u64,
    /// The ref, as it was sent.
    pub reference: String,
    /// The commit, as it was sent.
    pub sha: String,
    /// Whether the ref is a tag, as it was sent; never returned.
    pub tag: bool,
    /// `created`, `running`, `success`, `failed`, `canceled`, `skipped` or `blocked`.
    pub status: String,
    /// Who created it.
    pub user: u64,
    /// The CI job that created it; none if the API did.
    pub job: Option<Job>,
    /// When it last became `success`, `failed` or `canceled`.
    pub finished_at: Option<Time>,
    /// Approvals and rejections.
    pub approvals: Vec<Approval>,
    /// IIDs of the merge requests that it shipped.
    pub merge_requests: Vec<u64>,
    /// Time of creation.
    pub created_at: Time,
    /// Time of the last change.
    pub updated_at: Time,
}
