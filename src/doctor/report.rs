//! The findings, as a document for programs, which the text for people is rendered from.
//!
//! Every text in it is clean: it is safe to print on one line of a terminal.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::finding::{Finding, Stops};
use super::token::TokenReport;
use crate::problem::{Problem, Problems};

/// Version of the document.
const FORMAT: u8 = 1;

/// Whether something would succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// It would succeed, as far as can be checked in advance.
    Yes,
    /// It would fail.
    No,
    /// It cannot be checked in advance.
    Unknown,
}

/// The GitLab server.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Server {
    /// Its URL.
    pub url: String,
    /// Where the URL was found: `--gitlab-url`, `GITLAB_URL`, `gitlab.url`, ...
    pub source: String,
    /// Its version; null if it could not be read.
    pub version: Option<String>,
    /// Whether it is a build of the Enterprise Edition; null if GitLab does not report it. The build does not imply a licence.
    pub enterprise: Option<bool>,
}

/// The server's clock.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Clock {
    /// By how many seconds it is ahead of this machine's; null if responses contain no time.
    pub ahead_seconds: Option<i64>,
}

/// One kind of objects in one scope.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KindReport {
    /// Its key in the files.
    pub kind: String,
    /// How many objects the files declare.
    pub objects: usize,
    /// Whether a plan can read it.
    pub plan: Verdict,
    /// Whether an apply can write it.
    pub apply: Verdict,
    /// What an apply requires in addition to the role, if that cannot be checked in advance.
    pub also: Option<String>,
}

/// One scope that the files use.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ScopeReport {
    /// `instance`, `projects/acme/api`, `projects/acme/api/merge_requests/4`.
    pub address: String,
    /// The role of the token's user there: none, Guest, Reporter, Developer, Maintainer, Owner, or administrator; null
    /// if it is not known.
    pub role: Option<String>,
    /// The kinds that are declared there.
    pub kinds: Vec<KindReport>,
}

/// The whole diagnosis.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Diagnosis {
    /// Version of this document: 1.
    pub format: u8,
    /// The GitLab server; null if files or arguments are invalid.
    pub server: Option<Server>,
    /// The server's clock.
    pub clock: Clock,
    /// The token; null if the server could not be asked about it.
    pub token: Option<TokenReport>,
    /// Every scope that the files use.
    pub scopes: Vec<ScopeReport>,
    /// All findings: problems first, then warnings.
    pub findings: Vec<Finding>,
    /// Whether a plan would succeed.
    pub plan: bool,
    /// Whether an apply would succeed.
    pub apply: bool,
}

impl Diagnosis {
    /// Sorts the findings, and derives the result from them.
    pub(super) fn new(
        server: Server,
        clock: Clock,
        token: Option<TokenReport>,
        scopes: Vec<ScopeReport>,
        mut findings: Vec<Finding>,
    ) -> Self {
        findings.sort_by_key(|it| it.stops);
        let none = |stops: Stops| findings.iter().all(|it| it.stops != stops);
        let plan = none(Stops::Plan);
        let apply = plan && none(Stops::Apply);
        let server = Some(server);
        Diagnosis { format: FORMAT, server, clock, token, scopes, findings, plan, apply }
    }

    /// From problems with files, arguments, or finding the token: nothing was sent.
    pub fn of_problems(problems: &Problems) -> Self {
        let finding = |it: &Problem| Finding::new(Stops::Plan, None, it.clone());
        Diagnosis {
            format: FORMAT,
            server: None,
            clock: Clock { ahead_seconds: None },
            token: None,
            scopes: Vec::new(),
            findings: problems.iter().map(finding).collect(),
            plan: false,
            apply: false,
        }
    }

    /// For programs; [`super::json_schema`] describes it.
    pub fn to_json(&self) -> Value {
        // This cannot fail: all keys are text, and there are no maps.
        serde_json::to_value(self).unwrap_or_default()
    }
}

pub(super) fn json_schema() -> Value {
    let settings = schemars::generate::SchemaSettings::draft07().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Diagnosis>();
    schema.insert("title".into(), "labwright doctor".into());
    schema.to_value()
}
