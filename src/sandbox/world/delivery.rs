//! Merge requests, pipelines, merge trains, environments and deployments: the part of the world that moves by itself.
//!
//! Plain data, like [`model`](super::model); what moves it is in `merge_trains` and `deployments`.

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
    /// Its number in the instance.
    pub id: u64,
    /// Its number in the project.
    pub iid: u64,
    /// The title, without a draft's prefix.
    pub title: String,
    /// The description.
    pub description: Option<String>,
    /// Its author.
    pub author: u64,
    /// State.
    pub state: MergeRequestState,
    /// From where.
    pub source_branch: String,
    /// To where.
    pub target_branch: String,
    /// Head of the source branch.
    pub sha: String,
    /// The commit of the target branch that it started from.
    pub base_sha: String,
    /// Is a draft.
    pub draft: bool,
    /// Cannot be merged without a conflict.
    pub has_conflicts: bool,
    /// Discussions are open, besides those of its notes.
    pub unresolved_discussions: bool,
    /// Only members of the project may comment.
    pub discussion_locked: bool,
    /// Approvals that rules ask for and that are missing.
    pub approvals_left: u32,
    /// Another merge request has to go first.
    pub blocked: bool,
    /// GitLab has not looked yet whether it can be merged: a state that passes by itself.
    pub unchecked: bool,
    /// Not to be merged before.
    pub merge_after: Option<Time>,
    /// Squash when merged.
    pub squash: bool,
    /// Is to be merged, or put on the train, once everything is green.
    pub auto_merge: bool,
    /// Armed to be merged past any train.
    pub past_trains: bool,
    /// Whether the source branch goes with the merge.
    pub remove_source_branch: Option<bool>,
    /// Why the last attempt to merge it failed.
    pub merge_error: Option<String>,
    /// Who armed or merged it.
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
    /// Since when.
    pub created_at: Time,
    /// Last change.
    pub updated_at: Time,
}

/// A pipeline.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// Its number in the instance.
    pub id: u64,
    /// Its number in the project.
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
    /// When its first job began; a pipeline that never ran has none.
    pub started_at: Option<Time>,
    /// Since when.
    pub created_at: Time,
    /// Last change.
    pub updated_at: Time,
}

impl Pipeline {
    /// Whether nothing more happens to it unless somebody starts it again.
    pub fn complete(&self) -> bool {
        matches!(self.status.as_str(), "success" | "failed" | "canceled" | "skipped")
    }

    /// Breaks it off, unless it is over. A running job has to be told first: it is `canceling` until it has heard.
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

/// What becomes of the pipelines of a project's merge trains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TrainPipelines {
    /// They stay `pending` until somebody sets their status.
    #[default]
    Wait,
    /// They run and succeed, a step each time that the train is read; the car is merged.
    Succeed,
    /// They run and fail; the car is dropped.
    Fail,
    /// They would have no jobs: the car is dropped right after it was added, and only a note tells why.
    Empty,
}

/// A note on a merge request: a comment, or the system's.
#[derive(Debug, Clone)]
pub struct Note {
    /// Its number.
    pub id: u64,
    /// The iid of the merge request.
    pub merge_request: u64,
    /// Who wrote it, or did what it tells of.
    pub author: u64,
    /// What it says.
    pub body: String,
    /// The system wrote it.
    pub system: bool,
    /// Only reporters and above see it.
    pub internal: bool,
    /// The discussion that it is part of, by 40 hexadecimal digits. Every note is in one.
    pub discussion: String,
    /// It is part of a thread: its discussion can be resolved.
    pub threaded: bool,
    /// When it was resolved, and by whom.
    pub resolved: Option<(Time, u64)>,
    /// When.
    pub created_at: Time,
    /// Last change.
    pub updated_at: Time,
}

impl Note {
    /// A note that stands alone.
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

    /// Keeps the thread that it is part of open.
    pub fn unresolved(&self) -> bool {
        self.threaded && !self.system && self.resolved.is_none()
    }
}

/// A merge request on a merge train.
#[derive(Debug, Clone)]
pub struct Car {
    /// Its number.
    pub id: u64,
    /// The iid of the merge request.
    pub merge_request: u64,
    /// Who added it.
    pub user: u64,
    /// The train.
    pub target_branch: String,
    /// `idle`, `stale`, `fresh`, `merging`, `merged` or `skip_merged`.
    pub status: String,
    /// The train's pipeline.
    pub pipeline: Option<u64>,
    /// Was told as it is now: the next time that somebody reads the train, it moves on.
    pub seen: bool,
    /// When it was merged.
    pub merged_at: Option<Time>,
    /// Since when.
    pub created_at: Time,
    /// Last change.
    pub updated_at: Time,
}

impl Car {
    /// Its pipeline no longer runs on what will be merged.
    pub(crate) fn outdate(&mut self) {
        if self.status == "fresh" {
            self.status = String::from("stale");
        }
    }

    /// Waits to be merged; neither merged nor about to be.
    pub fn active(&self) -> bool {
        matches!(self.status.as_str(), "idle" | "stale" | "fresh")
    }
}

/// What an environment is for.
pub(crate) const TIERS: &[&str] = &["production", "staging", "testing", "development", "other"];

/// An environment.
#[derive(Debug, Clone)]
pub struct Environment {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its name as part of a host name.
    pub slug: String,
    /// Where it can be looked at.
    pub external_url: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// `production`, `staging`, `testing`, `development` or `other`.
    pub tier: String,
    /// `available`, `stopping` or `stopped`.
    pub state: String,
    /// `always`, or `with_action`: then it is stopped by its job or not at all.
    pub auto_stop_setting: String,
    /// When it stops by itself.
    pub auto_stop_at: Option<Time>,
    /// A CI job stops it.
    pub stop_job: bool,
    /// Since when.
    pub created_at: Time,
    /// Last change.
    pub updated_at: Time,
}

impl Environment {
    /// An environment with nothing but a name.
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

/// An entry of those who may deploy to a protected environment.
#[derive(Debug, Clone)]
pub struct DeployAccess {
    /// Who.
    pub who: AccessLevel,
    /// 0: direct members of the group, 1: inherited ones too.
    pub group_inheritance_type: u8,
}

/// A rule of who has to approve deployments to a protected environment.
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
    /// Its number.
    pub id: u64,
    /// The environment's name, of which there need be none; in a group the tier.
    pub name: String,
    /// Who may deploy.
    pub deploy: Vec<DeployAccess>,
    /// Who has to approve, in the order of the last change.
    pub approval_rules: Vec<ApprovalRule>,
    /// Last change.
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
    /// The approval rule that it was given under, by the number of its entry.
    pub rule: Option<u64>,
    /// When.
    pub created_at: Time,
}

/// A CI job that made a deployment; its state is the deployment's.
#[derive(Debug, Clone)]
pub struct Job {
    /// Its number.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its stage.
    pub stage: String,
    /// Its pipeline.
    pub pipeline: u64,
    /// What started that: `push`, `api`, …
    pub source: String,
    /// Who started the job.
    pub user: u64,
    /// Its failure is not the pipeline's: jobs that are started by hand, unless their rules say otherwise.
    pub allow_failure: bool,
    /// It failed because somebody rejected the deployment, and was never begun. Later approvals do not change that.
    pub rejected: bool,
}

/// A deployment.
#[derive(Debug, Clone)]
pub struct Deployment {
    /// Its number in the instance.
    pub id: u64,
    /// Its number in the project.
    pub iid: u64,
    /// The environment's number.
    pub environment: u64,
    /// The ref, as it was sent.
    pub reference: String,
    /// The commit, as it was sent.
    pub sha: String,
    /// Said to be a tag; never told.
    pub tag: bool,
    /// `created`, `running`, `success`, `failed`, `canceled`, `skipped` or `blocked`.
    pub status: String,
    /// Who made it.
    pub user: u64,
    /// The CI job that made it; none for those made by the API.
    pub job: Option<Job>,
    /// When it last became `success`, `failed` or `canceled`.
    pub finished_at: Option<Time>,
    /// Approvals and rejections.
    pub approvals: Vec<Approval>,
    /// Iids of the merge requests that it shipped.
    pub merge_requests: Vec<u64>,
    /// Since when.
    pub created_at: Time,
    /// Last change.
    pub updated_at: Time,
}
