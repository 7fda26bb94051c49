//! The objects in a [`World`](crate::sandbox::World), as plain data: what GitLab would keep in its database.
//!
//! No field caches another one, because tests change them directly: what can be derived (roles, merge status, approvers) is
//! computed when it is needed. Nothing here knows HTTP.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::access::AccessLevel;
use super::contents::{Files, Signature};
use super::delivery::{
    Car, Deployment, Environment, MergeRequest, Note, Pipeline, ProtectedEnvironment,
    TrainPipelines,
};
use super::hash::made_up_sha;
use super::settings;
use super::time::Time;

/// Token of the administrator `root`, who exists in every world; its scope is `api`.
pub const ADMIN_TOKEN: &str = "sandbox-admin-token";

/// The tier of the instance. It applies to every project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Licence {
    /// Free.
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
    /// Everyone who is signed in.
    Internal,
    /// Everyone.
    Public,
}

impl Visibility {
    /// Parses GitLab's word; anything unknown is private.
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

/// Whether a user can do anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum UserState {
    /// Can sign in and use tokens.
    #[default]
    Active,
    /// Cannot.
    Blocked,
    /// Cannot, and what they wrote is hidden.
    Banned,
    /// Cannot until they sign in again.
    Deactivated,
    /// Cannot, because the directory that they come from says so.
    LdapBlocked,
}

impl UserState {
    /// GitLab's word for it.
    pub fn text(self) -> &'static str {
        match self {
            UserState::Active => "active",
            UserState::Blocked => "blocked",
            UserState::Banned => "banned",
            UserState::Deactivated => "deactivated",
            UserState::LdapBlocked => "ldap_blocked",
        }
    }

    /// The state of that name.
    pub fn named(word: &str) -> Option<UserState> {
        let all = [
            UserState::Active,
            UserState::Blocked,
            UserState::Banned,
            UserState::Deactivated,
            UserState::LdapBlocked,
        ];
        all.into_iter().find(|it| it.text() == word)
    }

    /// Whether GitLab hides a user in this state from others.
    pub fn is_hidden(self) -> bool {
        matches!(self, UserState::Blocked | UserState::Banned | UserState::LdapBlocked)
    }
}

/// A user.
#[derive(Debug, Clone, Default)]
pub struct User {
    /// Its ID.
    pub id: u64,
    /// Its username, unique regardless of case.
    pub username: String,
    /// The display name.
    pub name: String,
    /// The primary e-mail address.
    pub email: String,
    /// Other e-mail addresses that are confirmed.
    pub emails: Vec<String>,
    /// Is an administrator.
    pub admin: bool,
    /// Unless active, every call is refused with 403.
    pub state: UserState,
    /// Is a service account, or the bot of a project's or group's access token.
    pub bot: bool,
    /// Is a service account.
    pub service: bool,
    /// The group that a service account belongs to.
    pub provisioned_by: Option<u64>,
    /// Providers that the user signs in with, and its names there.
    pub identities: Vec<(String, Option<String>)>,
    /// Attributes that were set; others have GitLab's default.
    pub attributes: Map<String, Value>,
    /// The administrator who created it.
    pub created_by: Option<u64>,
    /// Time of creation.
    pub created_at: Time,
    /// When its e-mail address was confirmed.
    pub confirmed_at: Option<Time>,
    /// When it last called the API.
    pub last_active: Option<Time>,
    /// When a background job removes it: it was deleted.
    pub gone_at: Option<Time>,
}

impl User {
    /// Whether an e-mail address is one of theirs.
    pub fn has_email(&self, email: &str) -> bool {
        let email = email.to_lowercase();
        let mut own = self.emails.iter().chain([&self.email]);
        own.any(|it| it.to_lowercase() == email)
    }

    /// An attribute: what was set, else GitLab's default.
    pub fn attribute(&self, name: &str) -> Value {
        if let Some(own) = self.attributes.get(name) {
            return own.clone();
        }
        match name {
            "bio" | "location" | "linkedin" | "twitter" | "discord" | "website_url" | "github"
            | "organization" => Value::from(""),
            "theme_id" => Value::from(3),
            "color_scheme_id" => Value::from(1),
            "projects_limit" => Value::from(100_000),
            "can_create_group" => Value::from(true),
            "external" | "private_profile" | "auditor" => Value::from(false),
            _ => Value::Null,
        }
    }

    /// Whether such an attribute is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.attribute(name) == Value::Bool(true)
    }
}

/// An access token; the map of tokens is keyed by its secret.
#[derive(Debug, Clone, Default)]
pub struct Token {
    /// Its ID.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// The user that it authenticates.
    pub user: u64,
    /// The project or group that it belongs to, and its level there; `None` for a token of a user.
    pub resource: Option<(Of, u8)>,
    /// An administrator made it to act as the user.
    pub impersonation: bool,
    /// Its scopes: `api`, `read_api`, `read_user`, `sudo`, …
    pub scopes: Vec<String>,
    /// Was revoked.
    pub revoked: bool,
    /// The first moment at which it is invalid.
    pub expires_at: Option<Time>,
    /// Time of creation.
    pub created_at: Time,
}

/// The token of a CI job; the map of them is keyed by the secret. It acts as its user, only in its project, while the job runs.
#[derive(Debug, Clone, Copy)]
pub struct JobToken {
    /// Who started the job.
    pub user: u64,
    /// The project that the job runs in.
    pub project: u64,
}

/// A group.
#[derive(Debug, Clone)]
pub struct Group {
    /// Its ID.
    pub id: u64,
    /// The full path, for example `acme/platform`.
    pub path: String,
    /// The display name.
    pub name: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// Direct members and their access levels.
    pub members: BTreeMap<u64, u8>,
    /// Invited groups and their access levels.
    pub shares: BTreeMap<u64, u8>,
    /// Attributes that were set; others have GitLab's default.
    pub settings: Map<String, Value>,
    /// Protected branches for the projects in it, by ID. Only a top-level group has any.
    pub protected_branches: BTreeMap<u64, ProtectedBranch>,
    /// Protected deployment tiers by ID.
    pub protected_environments: BTreeMap<u64, ProtectedEnvironment>,
    /// Time of creation.
    pub created_at: Time,
}

/// The last part of a path.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

impl Group {
    /// Returns a setting: what was set, else GitLab's default, else null.
    pub fn setting(&self, name: &str) -> Value {
        settings::GROUP.read(&self.settings, name)
    }

    /// Whether such a setting is on.
    pub fn is_on(&self, name: &str) -> bool {
        self.setting(name) == Value::Bool(true)
    }
}

/// Who can use job tokens on a project.
#[derive(Debug, Clone, Default)]
pub struct JobTokenScope {
    /// Every project can.
    pub open: bool,
    /// Allowed projects, besides the project itself.
    pub projects: Vec<u64>,
    /// Allowed groups.
    pub groups: Vec<u64>,
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
    /// Its ID.
    pub id: u64,
    /// The full path, for example `acme/api`.
    pub path: String,
    /// The display name.
    pub name: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// The default branch; an empty repository has none.
    pub default_branch: Option<String>,
    /// Who created it.
    pub creator: u64,
    /// Time of creation.
    pub created_at: Time,
    /// Attributes of `GET /projects/:id` that were set; others have GitLab's default.
    pub settings: Map<String, Value>,
    /// Direct members and their access levels.
    pub members: BTreeMap<u64, u8>,
    /// Invited groups and their access levels.
    pub shares: BTreeMap<u64, u8>,
    /// Branches by name.
    pub branches: BTreeMap<String, Branch>,
    /// Tags by name, with their commits.
    pub tags: BTreeMap<String, String>,
    /// Every existing commit: 40 hexadecimal digits.
    pub commits: BTreeSet<String>,
    /// The commits that a commit follows; the others have none.
    pub parents: BTreeMap<String, Vec<String>>,
    /// Commit messages that differ from the default.
    pub messages: BTreeMap<String, String>,
    /// Who made commits; the others are by whoever created the project.
    pub signatures: BTreeMap<String, Signature>,
    /// The files of commits: see [`Project::files`].
    pub contents: BTreeMap<String, Arc<Files>>,
    /// Protected branches by ID.
    pub protected_branches: BTreeMap<u64, ProtectedBranch>,
    /// Who can use job tokens on it.
    pub job_tokens: JobTokenScope,
    /// External status checks by ID.
    pub status_checks: BTreeMap<u64, StatusCheck>,
    /// Responses of external services, oldest first.
    pub status_check_responses: Vec<StatusCheckResponse>,
    /// Merge requests by IID.
    pub merge_requests: BTreeMap<u64, MergeRequest>,
    /// Pipelines by ID.
    pub pipelines: BTreeMap<u64, Pipeline>,
    /// Cars of all merge trains by ID.
    pub cars: BTreeMap<u64, Car>,
    /// Environments by ID.
    pub environments: BTreeMap<u64, Environment>,
    /// Protected environments by ID.
    pub protected_environments: BTreeMap<u64, ProtectedEnvironment>,
    /// Deployments by ID.
    pub deployments: BTreeMap<u64, Deployment>,
    /// The IID of the newest deployment ever; IIDs of deleted ones are not reused.
    pub last_deployment: u64,
    /// Notes on merge requests, oldest first.
    pub notes: Vec<Note>,
    /// What happens to the pipelines of merge trains.
    pub train_pipelines: TrainPipelines,
}

impl Project {
    /// An empty private project.
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
            parents: BTreeMap::new(),
            messages: BTreeMap::new(),
            signatures: BTreeMap::new(),
            contents: BTreeMap::new(),
            protected_branches: BTreeMap::new(),
            job_tokens: JobTokenScope::default(),
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

    /// Creates a branch at a commit, made up by default. Returns the commit.
    pub(crate) fn branch(&mut self, name: &str, sha: Option<String>) -> String {
        let sha = sha.unwrap_or_else(|| made_up_sha(&format!("{} {name}", self.path)));
        self.commits.insert(sha.clone());
        self.branches.insert(name.to_owned(), Branch { sha: sha.clone() });
        sha
    }

    /// Returns a setting: what was set, else GitLab's default, else null.
    pub fn setting(&self, name: &str) -> Value {
        settings::PROJECT.read(&self.settings, name)
    }

    /// Approvals under a deleted rule stay, but no longer count. They are listed last: GitLab lists rows in the order in which
    /// they were stored, and stores these again.
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

    /// Whether a setting is true.
    pub fn is_on(&self, name: &str) -> bool {
        self.setting(name) == Value::Bool(true)
    }

    /// Whether a commit is another one, or follows it.
    pub(crate) fn contains(&self, commit: &str, other: &str) -> bool {
        let (mut left, mut seen) = (vec![commit], BTreeSet::new());
        while let Some(next) = left.pop() {
            if next == other {
                return true;
            }
            if seen.insert(next) {
                left.extend(self.parents.get(next).into_iter().flatten().map(String::as_str));
            }
        }
        false
    }

    /// Moves a branch to a new commit, which follows the old one and, if it is a merge, another one.
    pub(crate) fn advance(&mut self, branch: &str, sha: &str, merged: Option<&str>) {
        let before = self.branches.get(branch).map(|it| it.sha.clone());
        let parents = before.into_iter().chain(merged.map(str::to_owned));
        let parents: Vec<String> = parents.filter(|it| it != sha).collect();
        if let ([into, ..], Some(from)) = (parents.as_slice(), merged) {
            self.merge_files(&into.clone(), from, sha);
        }
        self.parents.insert(sha.to_owned(), parents);
        self.branch(branch, Some(sha.to_owned()));
    }

    /// Resolves what Git would: a branch, a tag, `HEAD`, `refs/heads/x`, or a commit ID of at least four digits, regardless of case.
    pub fn resolve(&self, revision: &str) -> Option<String> {
        let plain = revision.strip_prefix("refs/").unwrap_or(revision);
        let plain = plain.strip_prefix("heads/").unwrap_or(revision);
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

/// What a hook or the rows of a collection belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// The instance.
    Instance,
    /// A group, by its ID.
    Group(u64),
    /// A project, by its ID.
    Project(u64),
    /// A row of a plain collection, by the collection's name and its ID.
    Row(&'static str, u64),
}

/// A hook of the instance, a group, or a project.
#[derive(Debug, Clone)]
pub struct Hook {
    /// Its ID.
    pub id: u64,
    /// What it belongs to.
    pub of: Of,
    /// Its URL, which can contain `{variables}`.
    pub url: String,
    /// Its name.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// The secret token; never returned.
    pub token: Option<String>,
    /// The signing token of 19.0 and later; never returned.
    pub signing_token: Option<String>,
    /// The template of what it sends.
    pub template: Option<String>,
    /// Events, and the verification of certificates; some columns can be null.
    pub switches: BTreeMap<&'static str, Option<bool>>,
    /// The branches whose pushes fire it.
    pub push_events_branch_filter: Option<String>,
    /// Type of the filter: `wildcard`, `regex`, `all_branches`.
    pub branch_filter_strategy: String,
    /// Variables of the URL; their values are never returned.
    pub url_variables: Vec<(String, String)>,
    /// Headers added to deliveries; their values are never returned.
    pub custom_headers: Vec<(String, String)>,
    /// Time of creation.
    pub created_at: Time,
    /// Time of the last change.
    pub updated_at: Time,
}

/// A protected branch.
#[derive(Debug, Clone)]
pub struct ProtectedBranch {
    /// Its ID.
    pub id: u64,
    /// A branch's name or a pattern with `*`.
    pub name: String,
    /// Who can push. Empty means nobody.
    pub push: Vec<AccessLevel>,
    /// Who can merge. Empty means nobody.
    pub merge: Vec<AccessLevel>,
    /// Who can unprotect. Empty means maintainers.
    pub unprotect: Vec<AccessLevel>,
    /// Force pushes are allowed.
    pub allow_force_push: bool,
    /// Approval by code owners is required.
    pub code_owner_approval_required: bool,
    /// Time of the last change.
    pub updated_at: Time,
}

/// An external status check.
#[derive(Debug, Clone)]
pub struct StatusCheck {
    /// Its ID.
    pub id: u64,
    /// Its name, unique in the project.
    pub name: String,
    /// The service's URL, unique in the project.
    pub external_url: String,
    /// The secret that signs deliveries; never returned.
    pub shared_secret: Option<String>,
    /// Protected branches that it applies to; empty means every branch.
    pub protected_branches: Vec<u64>,
    /// Time of the last change.
    pub updated_at: Time,
}

/// A service's response. Rows are only ever added; the newest for a head commit counts.
#[derive(Debug, Clone)]
pub struct StatusCheckResponse {
    /// Its ID.
    pub id: u64,
    /// The IID of the merge request.
    pub merge_request: u64,
    /// The check.
    pub check: u64,
    /// The head commit.
    pub sha: String,
    /// `passed`, `failed` or `pending`.
    pub status: String,
    /// When it arrived, or when a failed one was retried; a `pending` row counts as failed two minutes later.
    pub since: Time,
}
