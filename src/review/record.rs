//! The record of an apply as a deployment in GitLab: running before the first write, success or failed afterwards.
//!
//! **Invariants:** it writes only deployments of one environment for one commit; it never changes a row that belongs to a
//! job; it records nothing twice. Only [`Recording::begin`] creates a [`Recording`], so nothing else can start a record:
//!
//! ```compile_fail,E0451
//! # fn f(reader: labwright::gitlab::Reader, scope: labwright::resource::Scope, commit: labwright::review::Commit) {
//! let (environment, running, newest) = (String::new(), None, None);
//! let recording = labwright::review::Recording { reader, scope, environment, commit, running, last: 0, newest };
//! # }
//! ```
//!
//! Facts, as measured on 18.9: a deployment to a new environment creates it; `running` is a new row each time; a row
//! without a job can be ended once, and the same status again is refused with 400; `success` for the
//! environment's last success returns that row. The tier belongs to the environment, and GitLab derives it from the name
//! if nobody chose it; DORA metrics count deployments of the tier `production`.

use std::num::NonZeroU64;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::gitlab::{ApiError, Method, Once, Permit, Reader, Writer};
use crate::plan::Note;
use crate::problem::{Problem, clean};
use crate::resource::{Scope, full_text};

/// What was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its full ID.
    pub sha: String,
    /// The plain name of the branch or tag.
    pub name: String,
    /// Whether it is a tag.
    pub tag: bool,
}

/// A deployment that is being recorded.
#[derive(Debug)]
pub struct Recording {
    reader: Reader,
    /// The project.
    scope: Scope,
    environment: String,
    commit: Commit,
    /// The row with the status `running`.
    running: Option<u64>,
    /// The environment's newest row, as it was when this began.
    last: u64,
    /// The status of the environment's newest row, if it is for this commit.
    newest: Option<String>,
}

/// A deployment in a list.
#[derive(Deserialize)]
struct Row {
    id: NonZeroU64,
    #[serde(deserialize_with = "full_text")]
    sha: String,
    #[serde(rename = "ref", deserialize_with = "full_text")]
    git_ref: String,
    #[serde(deserialize_with = "full_text")]
    status: String,
    /// The job that it belongs to; `null` if none.
    deployable: Value,
}

/// What a note adds if a row was found without a response.
const LOST: &str = "; the response was lost, but the call took effect";

/// Why an apply cannot be recorded.
#[derive(Debug, thiserror::Error)]
#[error("{}: {}", .error.was_not(&format!("the deployment to `{environment}`"), "recorded"), .error.what())]
pub struct NoRecord {
    /// The environment.
    environment: String,
    /// The error of GitLab or the network.
    error: ApiError,
}

impl NoRecord {
    /// The problem, with what to do about it.
    pub fn problem(&self) -> Problem {
        Problem::new(self.to_string()).hint(self.error.next_step().to_owned())
    }
}

impl Recording {
    /// Reads the environment, and records `running` there if something is going to be written. Returns notes about the
    /// environment.
    ///
    /// # Errors
    /// GitLab refuses a call. Nothing was recorded.
    pub async fn begin(
        reader: &Reader,
        project: &str,
        environment: &str,
        commit: Commit,
        writes: bool,
    ) -> Result<(Self, Vec<Note>), NoRecord> {
        let mut it = Recording {
            reader: reader.clone(),
            scope: Scope::project(project),
            environment: environment.to_owned(),
            commit,
            running: None,
            last: 0,
            newest: None,
        };
        match it.prepare(writes).await {
            Ok(notes) => Ok((it, notes)),
            Err(error) => Err(it.refused(error)),
        }
    }

    async fn prepare(&mut self, writes: bool) -> Result<Vec<Note>, ApiError> {
        let tier = self.tier().await;
        let rows = self.rows().await?;
        let ours = |it: &&Row| it.status == "running" && it.deployable.is_null();
        self.running = rows.iter().filter(|it| self.is_mine(it)).find(ours).map(|it| it.id.get());
        self.last = rows.first().map(|it| it.id.get()).unwrap_or_default();
        self.newest = rows.first().filter(|it| self.is_mine(it)).map(|it| it.status.clone());
        let mut notes = Vec::new();
        if writes && self.running.is_none() && self.newest.as_deref() != Some("success") {
            let Once { left, lost } = self.post("running").await?;
            self.running = Some(left);
            notes.extend(lost.then(|| self.note(format!("deployment {left}: running{LOST}"))));
        }
        let tier = match tier {
            // It exists now.
            None if self.running.is_some() => self.tier().await,
            known => known,
        };
        let counts = tier.as_deref() == Some("production");
        let warning = || {
            self.note(
                "its tier is `production`, so every deployment counts in the project's DORA metrics: set the tier to \
                 `other` in the environment's settings, or use another name"
                    .to_owned(),
            )
        };
        notes.extend(counts.then(warning));
        Ok(notes)
    }

    /// Records how it ended, unless that is already recorded.
    ///
    /// # Errors
    /// GitLab refuses a call. The next apply of this commit continues with the same row.
    pub async fn end(&self, success: bool) -> Result<Note, NoRecord> {
        let status = if success { "success" } else { "failed" };
        let of = format!("{} ({})", short(&self.commit.sha), clean(&self.commit.name));
        let ended = match self.running {
            Some(id) => self.put(id, status).await.map(|()| Once { left: id, lost: false }),
            None if self.newest.as_deref() == Some(status) => {
                return Ok(self.note(format!("{of} is already recorded as {status}")));
            }
            None => self.post(status).await,
        };
        let Once { left: id, lost } = ended.map_err(|error| self.refused(error))?;
        let remark = if lost { LOST } else { "" };
        Ok(self.note(format!("deployment {id} of {of}: {status}{remark}")))
    }

    /// Creates a row.
    async fn post(&self, status: &str) -> Result<Once<u64>, ApiError> {
        let body = json!({
            "environment": self.environment, "sha": self.commit.sha, "ref": self.commit.name,
            "tag": self.commit.tag, "status": status,
        });
        let find = async || {
            let is_it =
                |it: &&Row| self.is_mine(it) && it.status == status && it.deployable.is_null();
            let rows = self.rows().await?;
            let made = rows.iter().take_while(|it| it.id.get() > self.last).find(is_it);
            Ok(made.map(|it| it.id.get()))
        };
        let next = "Apply again: labwright continues with the deployment if GitLab has created it, and creates it otherwise";
        let path = self.scope.at("deployments");
        self.writer().once(&path, Some(&body), next, |made| made.body["id"].as_u64(), find).await
    }

    async fn put(&self, id: u64, status: &str) -> Result<(), ApiError> {
        let path = self.scope.at("deployments").seg(id);
        let body = json!({ "status": status });
        let sent = self.writer().send(Method::Put, &path, Some(&body)).await;
        let Err(error) = sent else { return Ok(()) };
        // The first response was lost, or someone else ended it: GitLab refuses the same status again.
        match self.reader.get(&path).await {
            Ok(row) if row["status"] == status => Ok(()),
            _ => Err(error),
        }
    }

    /// This is one of the places where a permit is granted: requesting the record was the approval.
    fn writer(&self) -> Writer {
        Writer::new(&self.reader, Permit::granted())
    }

    /// The newest rows of the environment, the newest one first; one page is enough to decide from.
    async fn rows(&self) -> Result<Vec<Row>, ApiError> {
        let path = self.scope.at("deployments").query("environment", &self.environment);
        let path = path.query("order_by", "id").query("sort", "desc").query("per_page", 20);
        self.reader.understood(&path, self.reader.page(&path).await?)
    }

    /// The tier of the environment; `None` if it does not exist yet, or cannot be read.
    async fn tier(&self) -> Option<String> {
        let path = self.scope.at("environments").query("name", &self.environment);
        let found = self.reader.page(&path).await.ok()?;
        found.first()?["tier"].as_str().map(str::to_owned)
    }

    fn is_mine(&self, row: &Row) -> bool {
        row.sha == self.commit.sha && row.git_ref == self.commit.name
    }

    fn refused(&self, error: ApiError) -> NoRecord {
        NoRecord { environment: clean(&self.environment).into_owned(), error }
    }

    fn note(&self, message: String) -> Note {
        let address = self.scope.address_of("deployments", &self.environment);
        Note::of(&address, message, false)
    }
}

fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}
