//! The things that a [`World`](crate::sandbox::World) holds, as plain data: what GitLab would keep in its database.
//!
//! No field caches another one, as tests change them directly: what can be derived (roles, merge status, who may approve) is
//! computed where it is asked for. Nothing here knows HTTP.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::delivery::{
    Car, Deployment, Environment, MergeRequest, Note, Pipeline, ProtectedEnvironment,
    TrainPipelines,
};

/// Level of a guest.
pub const GUEST: u8 = 10;
/// Level of a reporter.
pub const REPORTER: u8 = 20;
/// Level of a developer.
pub const DEVELOPER: u8 = 30;
/// Level of a maintainer.
pub const MAINTAINER: u8 = 40;
/// Level of an owner.
pub const OWNER: u8 = 50;
/// Level of an administrator of the instance.
pub const ADMIN: u8 = 60;

/// A moment, in microseconds since 1970. GitLab keeps microseconds and tells milliseconds; the difference is what makes
/// `If-Unmodified-Since` refuse a time that was copied from an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Time(
    /// Microseconds since 1970.
    pub i64,
);

impl Time {
    /// The moment at which every world starts, unless its seed says otherwise.
    pub const START: Time = Time(1_767_600_000_000_123);

    /// As GitLab writes it: UTC, three digits of a second.
    pub fn text(self) -> String {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(moment) => format!("{moment:.3}"),
            Err(_) => String::from("1970-01-01T00:00:00.000Z"),
        }
    }

    /// The day alone, as GitLab writes dates.
    pub fn day(self) -> String {
        let mut text = self.text();
        text.truncate(10);
        text
    }

    /// Reads ISO 8601 with an offset or `Z`; a date alone is its midnight in UTC.
    pub fn parse(text: &str) -> Option<Time> {
        let moment = text.parse::<jiff::Timestamp>().ok().or_else(|| {
            let date = text.parse::<jiff::civil::Date>().ok()?;
            Some(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
        })?;
        Some(Time(moment.as_microsecond()))
    }

    /// This moment moved by so many seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Time {
        Time(self.0 + seconds * 1_000_000)
    }
}

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
    /// Protected tiers of environments by number.
    pub protected_environments: BTreeMap<u64, ProtectedEnvironment>,
    /// Since when.
    pub created_at: Time,
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
    /// Looks a setting up: what was set, else GitLab's default, else null.
    pub fn setting(&self, name: &str) -> Value {
        match self.settings.get(name) {
            Some(value) => value.clone(),
            None => crate::sandbox::families::project_view::default_setting(name),
        }
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

/// Whom an entry of a protection lets through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessLevel {
    /// Number of the entry.
    pub id: u64,
    /// The level; entries of users and groups have one too.
    pub level: Option<u8>,
    /// A user.
    pub user: Option<u64>,
    /// A group.
    pub group: Option<u64>,
    /// A deploy key.
    pub deploy_key: Option<u64>,
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
