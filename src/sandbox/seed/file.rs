//! The file that a world is created from, as written: before IDs are assigned and names are resolved.
//!
//! Unknown keys are errors. IDs and times are always optional; by default an object gets the next ID, and the time at which the
//! clock starts. `populate` turns it into a [`World`](crate::sandbox::World).

use std::collections::BTreeMap;

use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::access::{SeedAccess, SeedLevel};
use super::delivery_file::{
    SeedCar, SeedDeployment, SeedEnvironment, SeedMergeRequest, SeedProtectedEnvironment,
};
use crate::sandbox::error::SandboxError;

/// The world a sandbox starts from.
///
/// ```yaml
/// version: 18.9.0-pre             # what /metadata returns; some differences of older and newer releases are known
/// licence: ultimate               # ultimate (default), premium or free
/// users:
///   - username: mia               # every user has a token `sandbox-USERNAME-token` of scope api
///   - { username: root, admin: true }   # optional: root always exists, with ADMIN_TOKEN
/// tokens:
///   - { user: mia, token: read-only, scopes: [read_api] }
/// projects:
///   - path: acme/api              # a path is enough; its groups are created
///     members: { mia: maintainer }
///     labels: [{ name: bug, color: "#d9534f" }]       # rows of plain collections, as a request would send them
///     external_status_checks:
///       - { name: Compliance Tool, external_url: "https://example.com/check", protected_branches: [main] }
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default = "Seed::empty")]
pub struct Seed {
    /// The version that the sandbox reports.
    pub version: String,
    /// An Enterprise Edition build.
    pub enterprise: bool,
    /// `ultimate`, `premium` or `free`.
    pub licence: String,
    /// Groups can use SAML single sign-on.
    pub saml: bool,
    /// Admin mode is on: administrators need a token of scope `admin_mode` to act as such.
    pub admin_mode: bool,
    /// Where the clock starts. Responses then have its date; otherwise that of this machine.
    pub clock: Option<String>,
    /// Users. The administrator `root` is added unless there is a user of that name.
    pub users: Vec<SeedUser>,
    /// Tokens in addition to those that every user has.
    pub tokens: Vec<SeedToken>,
    /// Groups. Those of the projects' paths are added.
    pub groups: Vec<SeedGroup>,
    /// Projects.
    pub projects: Vec<SeedProject>,
    /// System hooks.
    pub hooks: Vec<SeedHook>,
    /// Rows of the instance's plain collections, by the collection's name; under `settings` its settings.
    pub instance: Map<String, Value>,
    /// Its text, in which errors look up their lines.
    #[serde(skip)]
    pub(crate) text: String,
}

/// The seeds of `examples/`, by the names of their folders.
const BUILT_IN: [(&str, &str); 5] = [
    ("examples/deployments", include_str!("../../../examples/deployments/sandbox.yaml")),
    ("examples/fleet", include_str!("../../../examples/fleet/sandbox.yaml")),
    ("examples/merge-requests", include_str!("../../../examples/merge-requests/sandbox.yaml")),
    ("examples/quickstart", include_str!("../../../examples/quickstart/sandbox.yaml")),
    ("examples/review", include_str!("../../../examples/review/sandbox.yaml")),
];

impl Seed {
    /// The text of a built-in seed, by name: `examples/fleet`.
    pub fn built_in(name: &str) -> Option<&'static str> {
        BUILT_IN.iter().find(|it| it.0 == name).map(|it| it.1)
    }

    /// The names of the built-in seeds, sorted.
    pub fn built_in_names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|it| it.0)
    }

    /// A world with `root` as the only user.
    pub fn empty() -> Seed {
        Seed {
            version: String::from("18.9.0-pre"),
            enterprise: true,
            licence: String::from("ultimate"),
            saml: false,
            admin_mode: false,
            clock: None,
            users: Vec::new(),
            tokens: Vec::new(),
            groups: Vec::new(),
            projects: Vec::new(),
            hooks: Vec::new(),
            instance: Map::new(),
            text: String::new(),
        }
    }

    /// Reads YAML or JSON. The defaults are those of [`Seed::empty`], not those of the default seed.
    ///
    /// # Errors
    ///
    /// Broken YAML, unknown keys, values of the wrong type.
    pub fn parse(yaml: &str) -> Result<Seed, SandboxError> {
        let file: Option<Seed> = serde_yaml::from_str(yaml)
            .map_err(|error| SandboxError::Syntax(error.without_snippet().to_string()))?;
        Ok(Seed { text: yaml.to_owned(), ..file.unwrap_or_else(Seed::empty) })
    }
}

impl Default for Seed {
    /// Holds the projects of labwright's documentation and examples, and the sample objects of GitLab's own
    /// documentation.
    fn default() -> Self {
        // The file is part of the program and a test reads it: the fallback is never taken.
        Seed::parse(include_str!("default_seed.yaml")).unwrap_or_else(|_| Seed::empty())
    }
}

/// A user.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedUser {
    /// Its ID.
    pub id: Option<u64>,
    /// Its user name.
    pub username: String,
    /// The display name; the capitalised username by default.
    pub name: Option<String>,
    /// The primary e-mail address; `USERNAME@example.com` by default.
    pub email: Option<String>,
    /// Other confirmed e-mail addresses.
    pub emails: Vec<String>,
    /// Is an administrator.
    pub admin: bool,
    /// Is blocked.
    pub blocked: bool,
    /// `active` (default), `blocked`, `banned`, or `deactivated`.
    pub state: Option<String>,
    /// Is a bot of an access token.
    pub bot: bool,
    /// Names at providers, by provider.
    pub identities: IndexMap<String, String>,
    /// SSH keys, as a request would send them.
    pub keys: Vec<Value>,
    /// Other attributes, for example `note` or `external`.
    pub attributes: Map<String, Value>,
}

/// A token.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedToken {
    /// Its ID.
    pub id: Option<u64>,
    /// Its name.
    pub name: Option<String>,
    /// Its secret.
    pub token: String,
    /// Its user.
    pub user: String,
    /// Its scopes; `api` by default.
    pub scopes: Vec<String>,
    /// Its expiry date.
    pub expires_at: Option<String>,
    /// Was revoked.
    pub revoked: bool,
}

/// A group.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SeedGroup {
    /// Its ID.
    pub id: Option<u64>,
    /// The full path.
    pub path: String,
    /// The display name; the last part of the path by default.
    pub name: Option<String>,
    /// `private` (default), `internal` or `public`.
    pub visibility: Option<String>,
    /// Members by user name.
    pub members: IndexMap<String, SeedLevel>,
    /// Pending invitations by e-mail address.
    pub invitations: IndexMap<String, SeedLevel>,
    /// Protected branches for the projects in it; only in a top-level group, and only with roles.
    pub protected_branches: Vec<SeedProtectedBranch>,
    /// Its hooks.
    pub hooks: Vec<SeedHook>,
    /// Protected environments, by tier.
    pub protected_environments: Vec<SeedProtectedEnvironment>,
    /// Attributes as in `GET /groups/:id`, for example `project_creation_level: maintainer`.
    pub settings: Map<String, Value>,
    /// Rows of plain collections, by the collection's name; unknown names are errors.
    #[serde(flatten)]
    pub rows: Map<String, Value>,
}

/// A project. With only a path it is private, has a commit on `main`, and `main` is protected for maintainers.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SeedProject {
    /// Its ID.
    pub id: Option<u64>,
    /// The full path.
    pub path: String,
    /// Former paths, which redirect.
    pub old_paths: Vec<String>,
    /// The display name; the last part of the path by default.
    pub name: Option<String>,
    /// `private` (default), `internal` or `public`.
    pub visibility: Option<String>,
    /// The default branch; `main` by default.
    pub default_branch: Option<String>,
    /// The repository has no commit.
    pub empty: bool,
    /// Members by user name.
    pub members: IndexMap<String, SeedLevel>,
    /// Pending invitations by e-mail address.
    pub invitations: IndexMap<String, SeedLevel>,
    /// Invited groups by path.
    pub shares: IndexMap<String, SeedLevel>,
    /// Attributes as in `GET /projects/:id`, for example `merge_trains_enabled: true`.
    pub settings: Map<String, Value>,
    /// Branches in addition to the default one and those of merge requests, with a commit, or null for a generated one.
    pub branches: IndexMap<String, Option<String>>,
    /// The files of these branches, with their text; a README by default.
    pub files: IndexMap<String, String>,
    /// Tags and their commits, in the same way.
    pub tags: IndexMap<String, Option<String>>,
    /// More commits that exist.
    pub commits: Vec<String>,
    /// Commits and their messages.
    pub commit_messages: IndexMap<String, String>,
    /// Protected branches; the default branch at maintainers' level by default.
    pub protected_branches: Option<Vec<SeedProtectedBranch>>,
    /// External status checks.
    pub external_status_checks: Vec<SeedStatusCheck>,
    /// Merge requests.
    pub merge_requests: Vec<SeedMergeRequest>,
    /// Enables merge trains, and the merged-results pipelines that they require.
    pub merge_trains: bool,
    /// What happens to the pipelines of trains: `wait` (default), `succeed`, `fail`, or `empty`, where the car disappears after the 201.
    pub train_pipelines: Option<String>,
    /// Cars of merge trains, first to last.
    pub cars: Vec<SeedCar>,
    /// Environments; those of deployments are added.
    pub environments: Vec<SeedEnvironment>,
    /// Protected environments.
    pub protected_environments: Vec<SeedProtectedEnvironment>,
    /// Deployments, oldest first.
    pub deployments: Vec<SeedDeployment>,
    /// Its hooks.
    pub hooks: Vec<SeedHook>,
    /// Rows of plain collections, by the collection's name; unknown names are errors.
    #[serde(flatten)]
    pub rows: Map<String, Value>,
}

/// A protected branch.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedProtectedBranch {
    /// Its ID.
    pub id: Option<u64>,
    /// Name or pattern.
    pub name: String,
    /// Who can push; maintainers by default.
    pub push: Option<Vec<SeedAccess>>,
    /// Who can merge; maintainers by default.
    pub merge: Option<Vec<SeedAccess>>,
    /// Who can unprotect; no entry by default.
    pub unprotect: Vec<SeedAccess>,
    /// Force pushes are allowed.
    pub allow_force_push: bool,
    /// Approval by code owners is required.
    pub code_owner_approval_required: bool,
}

/// An external status check.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SeedStatusCheck {
    /// Its ID.
    pub id: Option<u64>,
    /// Its name.
    pub name: String,
    /// The service's address.
    pub external_url: String,
    /// Its secret.
    pub shared_secret: Option<String>,
    /// Names of protected branches; none means every branch.
    pub protected_branches: Vec<String>,
}

/// A hook.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SeedHook {
    /// Its ID.
    pub id: Option<u64>,
    /// Where it delivers.
    pub url: String,
    /// Its name.
    pub name: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Its token.
    pub token: Option<String>,
    /// The branches whose pushes fire it.
    pub push_events_branch_filter: Option<String>,
    /// Type of the filter.
    pub branch_filter_strategy: Option<String>,
    /// Variables of the url.
    pub url_variables: IndexMap<String, String>,
    /// Headers.
    pub custom_headers: IndexMap<String, String>,
    /// Time of creation.
    pub created_at: Option<String>,
    /// Events, and `enable_ssl_verification`; unknown names are errors.
    #[serde(flatten)]
    pub switches: BTreeMap<String, Value>,
}
