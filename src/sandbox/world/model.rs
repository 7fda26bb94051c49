//! The things that a [`World`](crate::sandbox::World) holds, as plain data: what GitLab would keep in its database.
//!
//! No field caches another one, as tests change them directly: what can be derived (roles, merge status, who may approve) is
//! computed where it is asked for. Nothing here knows HTTP.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::access::AccessLevel;
use super::delivery::{
    Car, Deployment, Environment, MergeRequest, Note, Pipeline, ProtectedEnvironment,
    TrainPipelines,
};
use super::hash::made_up_sha;
use super::settings;
use super::time::Time;

/// Token of the administrator `root`, who is in every world; its scope is `api`.
pub const ADMIN_TOKEN: &str = "sandbox-admin-token";

/// What the instance is licensed for. It holds for every project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Licence {
    /// Nothing beyond the free tier.
    Free,
    /// Premium.
    Premium,
    /// Ultimate.
    Ultimate,
}

/// Who may see a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Visibility {
    /// Members.
    Private,
    /// Everybody who is signed in.
    Internal,
    /// Everybody.
    Public,
}

impl Visibility {
    /// The one of that word; private, if it is none.
    pub fn named(word: &str) -> Visibility {
        match word {
            "public" => Visibility::Public,
            "internal" => Visibility::Internal,
            _ => Visibility::Private,
        }
    }

    /// GitLab's word for it.
    pub fn text(self) -> &'static str {
        match self {
            Visibility::Private => "private",
            Visibility::Internal => "internal",
            Visibility::Public => "public",
        }
    }
}

/// A user.
#[derive(Debug, Clone)]
pub struct User {
    /// Its number.
    pub id: u64,
    /// Its user name, unique without regard to case.
    pub username: String,
    /// The name shown.
    pub name: String,
    /// Administers the instance.
    pub admin: bool,
    /// May no longer sign in: every call is refused with 403.
    pub blocked: bool,
    /// A bot that stands for an access token of a project or group.
    pub bot: bool,
    /// Since when.
    pub created_at: Time,
}

/// An access token; the map of tokens is keyed by its secret.
#[derive(Debug, Clone)]
pub struct Token {
    /// Its number.
    pub id: u64,
    /// The name its owner gave it.
    pub name: String,
    /// Whom it stands for.
    pub user: u64,
    /// What it may be used for: `api`, `read_api`, `read_user`, `sudo`, …
    pub scopes: Vec<String>,
    /// Was revoked.
    pub revoked: bool,
    /// The first moment at which it is no longer valid.
    pub expires_at: Option<Time>,
    /// Since when.
    pub created_at: Time,
}

/// The token of a CI job; the map of them is keyed by its secret. It acts as its user, in its project alone, and goes with the job.
#[derive(Debug, Clone, Copy)]
pub struct JobToken {
    /// Who started the job.
    pub user: u64,
    /// The project that the job runs in.
    pub project: u64,
}

/// A group; its path is whole, subgroups included.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its number.
    pub id: u64,
    /// The whole path, for instance `acme/platform`.
    pub path: String,
    /// The name shown.
    pub name: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Direct members and their levels.
    pub members: BTreeMap<u64, u8>,
    /// Groups that were invited and their levels.
    pub shares: BTreeMap<u64, u8>,
    /// Attributes of the group that were set; what is not here has GitLab's default.
    pub settings: Map<String, Value>,
    /// Protected branches of the projects in it, by number. Only a top-level group has any.
    pub protected_branches: BTreeMap<u64, ProtectedBranch>,
    /// Protected tiers of environments by number.
    pub protected_environments: BTreeMap<u64, ProtectedEnvironment>,
    /// Since when.
    pub created_at: Time,
}

/// The last part of a path.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Group {
    /// Looks a setting up: what was set, else GitLab's default, else null.
    pub fn setting(&self, name: &str) -> Value {
        settings::GROUP.read(&self.settings, name)
    }
}

/// A branch.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The commit that it points to.
    pub sha: String,
}

/// A project with everything that belongs to it.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its number.
    pub id: u64,
    /// The whole path, for instance `acme/api`.
    pub path: String,
    /// The name shown.
    pub name: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// The default branch; an empty repository has none.
    pub default_branch: Option<String>,
    /// Who made it.
    pub creator: u64,
    /// Since when.
    pub created_at: Time,
    /// Attributes of `GET /projects/:id` that were set; what is not here has GitLab's default.
    pub settings: Map<String, Value>,
    /// Direct members and their levels.
    pub members: BTreeMap<u64, u8>,
    /// Groups that were invited and their levels.
    pub shares: BTreeMap<u64, u8>,
    /// Branches by name.
    pub branches: BTreeMap<String, Branch>,
    /// Tags by name, with the commit that each points to.
    pub tags: BTreeMap<String, String>,
    /// Every commit that exists, by its 40 hexadecimal digits.
    pub commits: BTreeSet<String>,
    /// Messages of commits that have one of their own.
    pub messages: BTreeMap<String, String>,
    /// Protected branches by number.
    pub protected_branches: BTreeMap<u64, ProtectedBranch>,
    /// External status checks by number.
    pub status_checks: BTreeMap<u64, StatusCheck>,
    /// What external services answered, in the order of their coming.
    pub status_check_responses: Vec<StatusCheckResponse>,
    /// Merge requests by iid.
    pub merge_requests: BTreeMap<u64, MergeRequest>,
    /// Pipelines by number.
    pub pipelines: BTreeMap<u64, Pipeline>,
    /// Cars of all merge trains by number.
    pub cars: BTreeMap<u64, Car>,
    /// Environments by number.
    pub environments: BTreeMap<u64, Environment>,
    /// Protected environments by number.
    pub protected_environments: BTreeMap<u64, ProtectedEnvironment>,
    /// Deployments by number.
    pub deployments: BTreeMap<u64, Deployment>,
    /// The iid of the newest deployment that there ever was; those of deleted ones are not given again.
    pub last_deployment: u64,
    /// Notes on merge requests, in the order of their coming.
    pub notes: Vec<Note>,
    /// What becomes of the pipelines of merge trains.
    pub train_pipelines: TrainPipelines,
}

impl Project {
    /// A private project with nothing in it.
    pub fn new(id: u64, path: &str, creator: u64, now: Time) -> Project {
        Project {
            id,
            path: path.to_owned(),
            name: last(path).to_owned(),
            visibility: Visibility::Private,
            default_branch: None,
            creator,
            created_at: now,
            settings: Map::new(),
            members: BTreeMap::new(),
            shares: BTreeMap::new(),
            branches: BTreeMap::new(),
            tags: BTreeMap::new(),
            commits: BTreeSet::new(),
            messages: BTreeMap::new(),
            protected_branches: BTreeMap::new(),
            status_checks: BTreeMap::new(),
            status_check_responses: Vec::new(),
            merge_requests: BTreeMap::new(),
            pipelines: BTreeMap::new(),
            cars: BTreeMap::new(),
            environments: BTreeMap::new(),
            protected_environments: BTreeMap::new(),
            deployments: BTreeMap::new(),
            last_deployment: 0,
            notes: Vec::new(),
            train_pipelines: TrainPipelines::default(),
        }
    }

    /// Makes a branch at a commit, made up where none is given. Returns the commit.
    pub(crate) fn branch(&mut self, name: &str, sha: Option<String>) -> String {
        let sha = sha.unwrap_or_else(|| made_up_sha(&format!("{} {name}", self.path)));
        self.commits.insert(sha.clone());
        self.branches.insert(name.to_owned(), Branch { sha: sha.clone() });
        sha
    }

    /// Looks a setting up: what was set, else GitLab's default, else null.
    pub fn setting(&self, name: &str) -> Value {
        settings::PROJECT.read(&self.settings, name)
    }

    /// Approvals under a rule that is gone stay, and count for nothing. They are told last: GitLab tells rows in the order of
    /// their storing, and stores these anew.
    pub fn forget_rule(&mut self, rule: u64) {
        for deployment in self.deployments.values_mut() {
            let (mut gone, mut kept): (Vec<_>, Vec<_>) = std::mem::take(&mut deployment.approvals)
                .into_iter()
                .partition(|approval| approval.rule == Some(rule));
            gone.iter_mut().for_each(|approval| approval.rule = None);
            kept.append(&mut gone);
            deployment.approvals = kept;
        }
    }

    /// A setting that is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.setting(name) == Value::Bool(true)
    }

    /// Resolves what Git would: a branch, a tag, `HEAD`, `refs/heads/x`, or a commit of at least four digits in any case.
    pub fn resolve(&self, revision: &str) -> Option<String> {
        let plain = revision.strip_prefix("refs/heads/").unwrap_or(revision);
        if let Some(branch) = self.branches.get(plain) {
            return Some(branch.sha.clone());
        }
        if let Some(sha) = self.tags.get(revision.strip_prefix("refs/tags/").unwrap_or(revision)) {
            return Some(sha.clone());
        }
        if revision == "HEAD" {
            return self
                .branches
                .get(self.default_branch.as_deref()?)
                .map(|branch| branch.sha.clone());
        }
        let digits = revision.to_ascii_lowercase();
        if digits.len() < 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.commits.range(digits.clone()..).next().filter(|sha| sha.starts_with(&digits)).cloned()
    }
}

/// A system hook.
#[derive(Debug, Clone)]
pub struct Hook {
    /// Its number.
    pub id: u64,
    /// Where it delivers; may hold `{variables}`.
    pub url: String,
    /// Its name.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The secret token; never told.
    pub token: Option<String>,
    /// The signing token of 19.0 and later; never told.
    pub signing_token: Option<String>,
    /// Fires on pushes.
    pub push_events: bool,
    /// Fires on pushes of tags; the column may be null.
    pub tag_push_events: Option<bool>,
    /// Fires on merge requests.
    pub merge_requests_events: bool,
    /// Fires on updates of repositories.
    pub repository_update_events: bool,
    /// Checks certificates; the column may be null.
    pub enable_ssl_verification: Option<bool>,
    /// Which branches' pushes fire it.
    pub push_events_branch_filter: Option<String>,
    /// How the filter is read: `wildcard`, `regex`, `all_branches`.
    pub branch_filter_strategy: String,
    /// Variables of the url; the values are never told.
    pub url_variables: Vec<(String, String)>,
    /// Headers added to deliveries; the values are never told.
    pub custom_headers: Vec<(String, String)>,
    /// Since when.
    pub created_at: Time,
    /// Last change.
    pub updated_at: Time,
}

/// A protected branch.
#[derive(Debug, Clone)]
pub struct ProtectedBranch {
    /// Its number.
    pub id: u64,
    /// A branch's name or a pattern with `*`.
    pub name: String,
    /// Who may push. Empty means nobody.
    pub push: Vec<AccessLevel>,
    /// Who may merge. Empty means nobody.
    pub merge: Vec<AccessLevel>,
    /// Who may unprotect. Empty means maintainers.
    pub unprotect: Vec<AccessLevel>,
    /// Force pushes are let through.
    pub allow_force_push: bool,
    /// Code owners have to approve.
    pub code_owner_approval_required: bool,
    /// Last change.
    pub updated_at: Time,
}

/// An external status check.
#[derive(Debug, Clone)]
pub struct StatusCheck {
    /// Its number.
    pub id: u64,
    /// Its name, unique in the project.
    pub name: String,
    /// The service's address, unique in the project.
    pub external_url: String,
    /// The secret that deliveries are signed with; never told.
    pub shared_secret: Option<String>,
    /// Protected branches that it holds for; none means every branch.
    pub protected_branches: Vec<u64>,
    /// Last change.
    pub updated_at: Time,
}

/// A service's answer. Rows are only ever added; the newest of a head commit counts.
#[derive(Debug, Clone)]
pub struct StatusCheckResponse {
    /// Its number.
    pub id: u64,
    /// The iid of the merge request.
    pub merge_request: u64,
    /// The check.
    pub check: u64,
    /// The head commit that it is about.
    pub sha: String,
    /// `passed`, `failed` or `pending`.
    pub status: String,
    /// When it came, or when a failed one was retried; a `pending` row counts as failed two minutes later.
    pub since: Time,
}
