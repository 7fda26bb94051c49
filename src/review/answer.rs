//! The answer to an external status check of a merge request: pending while a plan is made, then passed or failed.
//!
//! **Invariants:** it writes only answers to one check of one merge request, and only for the commit that was planned; a
//! verdict that is already set is not written again. Only [`Answering::begin`] and [`Answering::find`] create an
//! [`Answering`], so nothing else can start an answer:
//!
//! ```compile_fail,E0451
//! # fn f(reader: labwright::gitlab::Reader, scope: labwright::resource::Scope) {
//! let (name, commit) = (String::new(), String::new());
//! let answering = labwright::review::Answering { reader, scope, name, check: 1, commit, pending: false };
//! # }
//! ```
//!
//! Facts, as measured on 18.9: answers are rows that GitLab only adds; the newest one for the head counts. A `pending`
//! row becomes `failed` after two minutes, so it is renewed. A commit that is not the head is refused with 409.
//! GitLab accepts a status since 15.0, `pending` since 16.5; before, an answer means `passed` and is returned as
//! `approved`.

use std::future::Future;
use std::num::NonZeroU64;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::ci::MergeRequest;
use crate::gitlab::{ApiError, ApiPath, Cause, Method, Once, Permit, Reader, Writer};
use crate::plan::{Document, Note};
use crate::problem::{Problem, clean};
use crate::resource::{Scope, full_text};

/// How often a pending answer is renewed: it fails after two minutes, and GitLab checks every minute.
pub const RENEWAL: Duration = Duration::from_secs(60);

/// Which plans pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Plans without a problem.
    NoErrors,
    /// Plans that also delete or replace nothing.
    NoDeletions,
    /// Plans that also have nothing to do.
    NoChanges,
}

/// The answer, and the reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it passes.
    pub passed: bool,
    /// Why, in a few words.
    pub why: String,
}

/// A merge request's status check that is being answered.
#[derive(Debug)]
pub struct Answering {
    reader: Reader,
    /// The merge request.
    scope: Scope,
    /// The same scope by the full path of the project, for people.
    shown: Scope,
    name: String,
    check: u64,
    /// The merge request's head, as it was when this began.
    commit: String,
    /// There is no verdict yet, so `pending` must be renewed.
    pending: bool,
}

/// The result of beginning.
#[derive(Debug)]
pub enum Begun {
    /// There is a check to answer.
    Answering(Box<Answering>),
    /// There is nothing to answer, and why.
    Moot(Note),
}

/// Why a status check cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum NoAnswer {
    /// GitLab refused, or could not be reached.
    #[error("{}", .0.what())]
    Api(#[from] ApiError),
    /// The merge request does not exist.
    #[error("the merge request {0} does not exist, or this token cannot see it")]
    NoMergeRequest(MergeRequest),
    /// No check with this name applies.
    #[error("the merge request {place} has no external status check `{name}`")]
    NoCheck {
        /// The name.
        name: String,
        /// The merge request.
        place: MergeRequest,
        /// The checks that apply.
        names: Vec<String>,
    },
    /// GitLab accepted an answer, but returns another one.
    #[error("GitLab accepted the answer `{wanted}`, but returns `{told}`")]
    Ignored {
        /// What was sent.
        wanted: &'static str,
        /// What GitLab returns.
        told: String,
    },
}

impl NoAnswer {
    /// The problem, with what to do about it.
    pub fn problem(&self) -> Problem {
        let hint = match self {
            NoAnswer::Api(error) => error.next_step().to_owned(),
            NoAnswer::NoMergeRequest(_) => "check --merge-request and --project".to_owned(),
            NoAnswer::NoCheck { names, .. } if names.is_empty() => {
                "declare one under `external_status_checks`, and check that its `protected_branches` apply"
                    .to_owned()
            }
            NoAnswer::NoCheck { names, .. } => format!("use one of: {}", names.join(", ")),
            NoAnswer::Ignored { .. } => "check whether someone else answers it too".to_owned(),
        };
        let what = match self {
            NoAnswer::Api(error) => error.was_not("the status check", "answered"),
            _ => "the status check was not answered".to_owned(),
        };
        Problem::new(format!("{what}: {self}")).hint(hint)
    }
}

impl Policy {
    /// The answer for a plan.
    pub fn verdict(self, plan: &Document) -> Verdict {
        let problems: usize = plan.problems.iter().map(|it| it.count()).sum();
        let summary = plan.summary;
        let gone = summary.delete + summary.replace;
        let touched = gone + summary.create + summary.update + summary.act;
        let failed = |why: String| Verdict { passed: false, why };
        match self {
            _ if problems > 0 => failed(count(problems, "problem")),
            Policy::NoDeletions | Policy::NoChanges if gone > 0 => failed(count(gone, "deletion")),
            Policy::NoChanges if touched > 0 => failed(count(touched, "change")),
            Policy::NoErrors => Verdict { passed: true, why: "no errors".to_owned() },
            Policy::NoDeletions => Verdict { passed: true, why: "no deletions".to_owned() },
            Policy::NoChanges => Verdict { passed: true, why: "no changes".to_owned() },
        }
    }
}

impl Verdict {
    /// The verdict if no plan was made.
    pub fn no_plan() -> Self {
        Verdict { passed: false, why: "planning failed".to_owned() }
    }

    fn word(&self) -> &'static str {
        if self.passed { "passed" } else { "failed" }
    }
}

impl Answering {
    /// Finds the merge request and its check, and sends `pending` if there is no verdict yet. `commit` is the planned
    /// commit, or its first digits; without one, the head is used.
    ///
    /// # Errors
    /// Something does not exist, or GitLab refuses the call.
    pub async fn begin(
        reader: &Reader,
        place: &MergeRequest,
        name: &str,
        commit: Option<&str>,
    ) -> Result<Begun, NoAnswer> {
        let mut it = match Self::find(reader, place, name, commit).await? {
            Begun::Answering(it) => it,
            moot @ Begun::Moot(_) => return Ok(moot),
        };
        if it.pending && !reader.version().await?.at_least(16, 5) {
            it.pending = false;
        }
        if it.pending
            && let Err(error) = it.pending().await
        {
            if let Some(note) = it.newer().await {
                return Ok(Begun::Moot(note));
            }
            // A permanent refusal is an error; after any other failure, `pending` can be sent again later.
            let passing = matches!(
                error.cause(),
                None | Some(Cause::Server | Cause::RateLimit | Cause::Proxy | Cause::Conflict)
            );
            if !passing {
                return Err(error.into());
            }
            it.lapse(&error);
        }
        Ok(Begun::Answering(it))
    }

    /// Like [`Answering::begin`], but sends nothing.
    ///
    /// # Errors
    /// Something does not exist, or GitLab refuses the call.
    pub async fn find(
        reader: &Reader,
        place: &MergeRequest,
        name: &str,
        commit: Option<&str>,
    ) -> Result<Begun, NoAnswer> {
        // Comes first, because it distinguishes a wrong token from a missing licence.
        reader.version().await?;
        let scope = Scope::merge_request(&place.project, place.iid);
        let nothing = || NoAnswer::NoMergeRequest(place.clone());
        let path = &scope.path().ok_or_else(nothing)?;
        let request = reader.find(path).await?.ok_or_else(nothing)?;
        let full = request["references"]["full"].as_str().and_then(|it| it.rsplit_once('!'));
        let shown = match full {
            Some((project, _)) => Scope::merge_request(project, place.iid),
            None => scope.clone(),
        };
        let Some(head) = request["sha"].as_str().filter(|it| !it.is_empty()).map(str::to_owned)
        else {
            return Err(reader.not_understood(path, "the merge request has no head commit").into());
        };
        let mut it = Answering {
            reader: reader.clone(),
            scope,
            shown,
            name: name.to_owned(),
            check: 0,
            commit: head.clone(),
            pending: false,
        };
        if let Some(state @ ("merged" | "closed" | "locked")) = request["state"].as_str() {
            return Ok(Begun::Moot(it.note(format!("not answered: the merge request is {state}"))));
        }
        if commit.is_some_and(|commit| !head.starts_with(commit)) {
            return Ok(Begun::Moot(it.newer_than(commit.unwrap_or_default(), &head)));
        }
        let checks = it.checks().await?;
        match checks.iter().find(|it| it.name == name) {
            Some(check) => {
                it.check = check.id.get();
                it.pending = check.status() == "pending";
                Ok(Begun::Answering(Box::new(it)))
            }
            None => {
                let names = checks.iter().map(|it| clean(&it.name).into_owned()).collect();
                let name = clean(name).into_owned();
                Err(NoAnswer::NoCheck { name, place: place.clone(), names })
            }
        }
    }

    /// Does some work, and meanwhile renews `pending` at this interval.
    pub async fn while_working<T>(&self, work: impl Future<Output = T>, every: Duration) -> T {
        tokio::pin!(work);
        let mut up = self.pending;
        loop {
            tokio::select! {
                biased;
                done = &mut work => return done,
                () = tokio::time::sleep(every), if up => {
                    // If it fails now, it can be sent the next time; the verdict follows in any case.
                    if let Err(error) = self.pending().await {
                        self.lapse(&error);
                        up = error.status() != Some(409);
                    }
                }
            }
        }
    }

    /// Sends the verdict, unless it is already set.
    ///
    /// # Errors
    /// GitLab refuses the call. A newer commit is not an error.
    pub async fn end(&self, verdict: &Verdict) -> Result<Note, NoAnswer> {
        let (word, why) = (verdict.word(), &verdict.why);
        let short = short(&self.commit);
        if let Some(note) = self.newer().await {
            return Ok(note);
        }
        if self.told().await.is_ok_and(|it| it == word) {
            let message = format!("already {word} for {short}; nothing was sent: {why}");
            return Ok(self.note(message));
        }
        let version = self.reader.version().await?;
        if !version.at_least(15, 0) && !verdict.passed {
            let message = format!(
                "not answered: the result is {word} ({why}), but GitLab {} only accepts `passed`",
                version.text
            );
            return Ok(self.note(message));
        }
        let lost = match self.verdict(word).await {
            Ok(Once { lost, .. }) => lost,
            Err(error) => return self.newer().await.ok_or(NoAnswer::Api(error)),
        };
        // The response to the call contains neither status nor commit.
        let told = self.told().await?;
        if told == word {
            let remark =
                if lost { "; the response was lost, but the call took effect" } else { "" };
            return Ok(self.note(format!("set to {word} for {short}: {why}{remark}")));
        }
        self.newer().await.ok_or(NoAnswer::Ignored { wanted: word, told })
    }

    /// A note that the check was not answered.
    pub fn unanswered(&self, error: &NoAnswer) -> Note {
        self.note(format!("not answered: {error}"))
    }

    /// Sends `pending`. A check without an answer is pending too, so labwright cannot detect whether a call with a lost
    /// response took effect; it does not need to, because `pending` is sent again within a minute.
    async fn pending(&self) -> Result<(), ApiError> {
        let (path, body) = self.call("pending").await?;
        self.writer().send(Method::Post, &path, Some(&body)).await.map(drop)
    }

    /// Sends a verdict, once.
    async fn verdict(&self, word: &str) -> Result<Once<()>, ApiError> {
        let (path, body) = self.call(word).await?;
        let next = "Run it again: labwright reads the status check, and answers it only if that is still necessary";
        let find = async || Ok((self.told().await? == word).then_some(()));
        self.writer().once(&path, Some(&body), next, |_| Some(()), find).await
    }

    async fn call(&self, word: &str) -> Result<(ApiPath, Value), ApiError> {
        let mut body = json!({ "sha": self.commit, "external_status_check_id": self.check });
        if self.reader.version().await?.at_least(15, 0) {
            body["status"] = word.into();
        }
        Ok((self.scope.at("status_check_responses"), body))
    }

    /// This is one of the places where a permit is granted: asking for the answer was the approval.
    fn writer(&self) -> Writer {
        Writer::new(&self.reader, Permit::granted())
    }

    fn lapse(&self, error: &ApiError) {
        tracing::warn!(
            "the status check `{}` could not be set to pending: {error}",
            clean(&self.name)
        );
    }

    async fn checks(&self) -> Result<Vec<Check>, ApiError> {
        let path = self.scope.at("status_checks");
        self.reader.understood(&path, self.reader.list(&path).await?)
    }

    /// The current status.
    async fn told(&self) -> Result<String, ApiError> {
        let checks = self.checks().await?;
        let check = checks.iter().find(|it| it.id.get() == self.check);
        Ok(check.map_or("nothing", Check::status).to_owned())
    }

    /// A note that the head has changed, if it has.
    async fn newer(&self) -> Option<Note> {
        let path = self.scope.path()?;
        let request = self.reader.get(&path).await.ok()?;
        let head = request["sha"].as_str()?;
        (head != self.commit).then(|| self.newer_than(&self.commit, head))
    }

    fn newer_than(&self, commit: &str, head: &str) -> Note {
        self.note(format!(
            "not answered: this commit is {}, but the merge request's head is {}; its own pipeline answers",
            short(commit),
            short(head)
        ))
    }

    fn note(&self, message: String) -> Note {
        let address = self.shown.address_of("status_checks", &self.name);
        Note::of(&address, message, false)
    }
}

/// A check in the merge request's list.
#[derive(Deserialize)]
struct Check {
    id: NonZeroU64,
    #[serde(deserialize_with = "full_text")]
    name: String,
    #[serde(deserialize_with = "full_text")]
    status: String,
}

impl Check {
    fn status(&self) -> &str {
        if self.status == "approved" { "passed" } else { &self.status }
    }
}

fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}
