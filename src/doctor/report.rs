//! What was found, as a document for programs and for people to be rendered from.
//!
//! Every text in it is clean: fit for one line of a terminal.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::token::TokenReport;
use crate::problem::{Problem, Problems, clean};

/// Version of the document.
const FORMAT: u8 = 1;

/// Whether something would work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As far as can be asked beforehand.
    Yes,
    /// It would be refused.
    No,
    /// It cannot be told beforehand.
    Unknown,
}

/// What a finding stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Stops {
    /// A plan, and with it an apply.
    Plan,
    /// An apply; a plan works.
    Apply,
    /// Nothing now: a warning.
    Nothing,
}

/// One thing that would fail or should be known, and what to do about it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Finding {
    /// What it stops.
    pub stops: Stops,
    /// The scope or collection: `projects/acme/api/protected_branches`; null for what concerns all.
    pub address: Option<String>,
    /// The file that declares it; null for what stands in no file.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column, from 1.
    pub column: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
}

impl Finding {
    /// Of something at an address, as a problem tells it.
    pub(super) fn new(stops: Stops, address: Option<&str>, problem: Problem) -> Self {
        let place = problem.place.as_ref();
        Finding {
            stops,
            address: address.map(|it| clean(it).into_owned()),
            file: place.map(|it| clean(&it.file).into_owned()),
            line: place.map(|it| it.line),
            column: place.map(|it| it.column),
            message: clean(&problem.message).into_owned(),
            hint: problem.hint.as_deref().map(|it| clean(it).into_owned()),
        }
    }
}

/// The GitLab that is talked to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Server {
    /// Its address.
    pub url: String,
    /// Where the address was found: `--gitlab-url`, `GITLAB_URL`, `gitlab.url`, ...
    pub source: String,
    /// Its version; null where it could not be asked.
    pub version: Option<String>,
    /// Whether it is the Enterprise Edition's build; null where it does not tell. The build is no licence.
    pub enterprise: Option<bool>,
}

/// The server's clock.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Clock {
    /// By how many seconds it is ahead of this machine's; null where answers tell no time.
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
    /// What an apply takes besides the role, where that cannot be asked for beforehand.
    pub also: Option<String>,
}

/// One scope that the files declare something in.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ScopeReport {
    /// `instance`, `projects/acme/api`, `projects/acme/api/merge_requests/4`.
    pub address: String,
    /// The role of the token's user there: none, Guest, Reporter, Developer, Maintainer, Owner, administrator; null
    /// where it is not known.
    pub role: Option<String>,
    /// What is declared there.
    pub kinds: Vec<KindReport>,
}

/// All that was found.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Diagnosis {
    /// Version of this document: 1.
    pub format: u8,
    /// The GitLab that is talked to; null where files or arguments do not even say that.
    pub server: Option<Server>,
    /// The server's clock.
    pub clock: Clock,
    /// The token; null where the server could not be asked about it.
    pub token: Option<TokenReport>,
    /// Every scope that the files declare something in.
    pub scopes: Vec<ScopeReport>,
    /// What would fail, then what should be known.
    pub findings: Vec<Finding>,
    /// Whether a plan would be whole.
    pub plan: bool,
    /// Whether an apply would be whole.
    pub apply: bool,
}

impl Diagnosis {
    /// Puts findings in order, each once, and sums them up.
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

    /// Of problems with files, arguments or the token's place: nothing was sent.
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
        // Nothing in it can fail to be written: keys are text, and there are no maps.
        serde_json::to_value(self).unwrap_or_default()
    }
}

pub(super) fn json_schema() -> Value {
    let settings = schemars::generate::SchemaSettings::draft07().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<Diagnosis>();
    schema.insert("title".into(), "labwright doctor".into());
    schema.to_value()
}
