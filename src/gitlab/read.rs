//! Reading: the only half of the client that planning has.
//!
//! Unreadable is not absent: a response that is not clear is an error, never an empty list and never `None`.

use super::errors::{ApiError, Cause, Trouble};
use super::front::{self, Slashes};
use super::memory::{self, Share};
use super::renames::{self, Renamed, Renames};
use super::wire::{Raw, Wire};
use super::{ApiPath, Method, Server, Settings, Version, explain, shape};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Reads GitLab with GET, and can do nothing else. Clones share one connection.
#[derive(Debug, Clone)]
pub struct Reader(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    wire: Wire,
    renames: Renames,
    version: OnceCell<Version>,
    /// What a front end does to the paths of projects; checked once, if a project seems to be missing.
    slashes: OnceCell<Option<Slashes>>,
}

impl Reader {
    /// Creates the client; nothing is sent yet.
    ///
    /// # Errors
    /// [`ApiError::Setup`] for a parallelism out of range, a CA file that is not valid, or missing certificates.
    pub fn new(settings: Settings) -> Result<Self, ApiError> {
        let wire = Wire::new(settings)?;
        let (version, slashes) = (OnceCell::new(), OnceCell::new());
        Ok(Self(Arc::new(Shared { wire, renames: Renames::default(), version, slashes })))
    }

    /// One object, which has an ID.
    ///
    /// # Errors
    /// Any [`ApiError`]; a body of `null`, a list, and an object without an ID are errors as well.
    pub async fn get(&self, path: &ApiPath) -> Result<Value, ApiError> {
        let raw = self.fetch(path).await?;
        let value = self.json(Method::Get, path, &raw)?;
        match shape::check_object(path, &value) {
            Ok(()) => Ok(value),
            Err(why) => Err(self.not_understood(path, &why)),
        }
    }

    /// One page of a list: as many elements as the path's `per_page` says.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn page(&self, path: &ApiPath) -> Result<Vec<Value>, ApiError> {
        let raw = self.fetch(path).await?;
        let value = self.json(Method::Get, path, &raw)?;
        shape::check_list(path, value).map_err(|why| self.not_understood(path, &why))
    }

    /// The elements of a response to GET, as `T`. One that cannot be understood makes the whole response unreadable.
    ///
    /// # Errors
    /// [`ApiError::Unusable`].
    pub(crate) fn understood<T: DeserializeOwned>(
        &self,
        path: &ApiPath,
        items: Vec<Value>,
    ) -> Result<Vec<T>, ApiError> {
        let read = items.into_iter().map(serde_json::from_value).collect::<Result<_, _>>();
        read.map_err(|why| {
            self.not_understood(path, &format!("cannot understand the response ({why})"))
        })
    }

    /// The error for a complete response to GET that cannot be understood.
    pub(crate) fn not_understood(&self, path: &ApiPath, why: &str) -> ApiError {
        let trouble = Trouble { status: Some(200), ..self.wire().trouble(Method::Get, path) };
        ApiError::Unusable(Box::new(trouble.explained(why, explain::NOT_GITLAB)))
    }

    /// Every element of a list, from all pages, in GitLab's order. 100 a page, unless the path has its own `per_page`.
    ///
    /// # Errors
    /// Any [`ApiError`]: one page that cannot be read makes the whole list unreadable.
    pub async fn list(&self, path: &ApiPath) -> Result<Vec<Value>, ApiError> {
        super::pages::list(self, path).await
    }

    /// One object, or `None` if GitLab reports that it does not exist.
    ///
    /// # Errors
    /// Any [`ApiError`]. A project or group that is not visible and an endpoint that this GitLab lacks are errors.
    pub async fn find(&self, path: &ApiPath) -> Result<Option<Value>, ApiError> {
        match self.get(path).await {
            Ok(value) => Ok(Some(value)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The version of GitLab; read once.
    ///
    /// # Errors
    /// Any [`ApiError`]. This call also distinguishes a wrong token from a missing licence, so it comes first.
    pub async fn version(&self) -> Result<&Version, ApiError> {
        self.0.version.get_or_try_init(|| self.ask_version()).await
    }

    /// The projects that were requested by an old path so far.
    pub fn renames(&self) -> BTreeMap<String, Renamed> {
        self.0.renames.all()
    }

    /// The GitLab server.
    pub fn server(&self) -> &Server {
        &self.0.wire.settings.server
    }

    /// By how many seconds the server's clock is ahead of this machine's; `None` before the first response, and if
    /// responses have no date.
    pub fn clock_ahead(&self) -> Option<i64> {
        self.wire().ahead.get().copied()
    }

    /// From now on nothing waits for a rate limit or for a retry: a call that would have to wait fails.
    pub fn hurry(&self) {
        self.wire().hurry();
    }

    /// Requests sent so far, including writes and retries.
    pub fn requests(&self) -> u64 {
        self.0.wire.sent()
    }

    /// Counts a response as long as it is kept.
    ///
    /// # Errors
    /// When all kept responses take too much memory.
    pub(crate) fn keep(&self, path: &ApiPath, answer: &Value) -> Result<Share, ApiError> {
        let share = self.wire().memory.share();
        if share.grow(memory::weight(answer)) {
            return Ok(share);
        }
        let trouble = self.wire().trouble(Method::Get, path);
        Err(explain::too_much(trouble, self.wire().settings.memory_limit))
    }

    /// From now on these secrets are taken out of every text, too.
    pub(crate) fn hide(&self, secrets: &[&str]) {
        self.wire().hide(secrets);
    }

    /// Masks every known token in a text.
    pub(crate) fn mask(&self, text: &mut String) {
        self.wire().mask().text(text);
    }

    /// Whether a text is the token, or contains a known one, in any form.
    pub(crate) fn has_token(&self, text: &str) -> bool {
        self.wire().settings.token.expose() == text.trim() || self.wire().echoes.holds(text)
    }

    pub(crate) fn wire(&self) -> &Wire {
        &self.0.wire
    }

    async fn ask_version(&self) -> Result<Version, ApiError> {
        let metadata = ApiPath::new("metadata");
        let (path, raw) = match self.plain_get(&metadata).await {
            // Before 15.2 there was only /version, with nothing but the version.
            Err(error) if error.status() == Some(404) => {
                let version = ApiPath::new("version");
                let raw = self.plain_get(&version).await?;
                (version, raw)
            }
            answer => (metadata, answer?),
        };
        let value = self.json(Method::Get, &path, &raw)?;
        Version::read(&value).ok_or_else(|| {
            let trouble = self.wire().trouble_with(Method::Get, &path, &raw);
            let server = &self.wire().settings.server.url;
            let means =
                format!("the response has no version, so {server} does not look like GitLab");
            ApiError::Unusable(Box::new(trouble.explained(means, "Check the server's address")))
        })
    }

    /// A successful response to GET, even if the project was renamed.
    pub(crate) async fn fetch(&self, path: &ApiPath) -> Result<Raw, ApiError> {
        let wire = self.wire();
        let sent = self.0.renames.apply(path);
        let raw = wire.call(Method::Get, &sent, path, None).await?;
        let moved = raw.location().and_then(renames::number).filter(|_| raw.status == 301);
        let raw = match (moved, sent.project()) {
            (Some(number), Some(project)) => {
                let cell = self.0.renames.cell(project);
                let now = cell.get_or_try_init(|| self.look_at(number, path)).await?;
                wire.call(Method::Get, &path.at_project(now.id), path, None).await?
            }
            _ => raw,
        };
        let error = match self.settled(Method::Get, path, raw).await {
            Err(error) if front::is_suspect(path, &error) => error,
            answer => return answer,
        };
        match self.0.slashes.get_or_init(|| front::look(self)).await {
            Some(slashes) => Err(slashes.explained(error)),
            None => Err(error),
        }
    }

    /// The JSON of a GET that follows no redirect, and is not checked any further.
    pub(super) async fn plainly(&self, path: &ApiPath) -> Result<Value, ApiError> {
        let raw = self.plain_get(path).await?;
        self.json(Method::Get, path, &raw)
    }

    /// A GET that follows no redirect.
    async fn plain_get(&self, path: &ApiPath) -> Result<Raw, ApiError> {
        let raw = self.wire().call(Method::Get, path, path, None).await?;
        self.accepted(Method::Get, path, raw)
    }

    /// [`accepted`](Self::accepted), but finds the cause of a 401: the token, a role, or a licence. A call that requires no
    /// rights shows it. If the token has worked before, only a write is worth that call: the next one waits for it.
    pub(crate) async fn settled(
        &self,
        method: Method,
        path: &ApiPath,
        raw: Raw,
    ) -> Result<Raw, ApiError> {
        let proven = self.wire().proven();
        if raw.status != 401 || proven && !method.changes() {
            return self.accepted(method, path, raw);
        }
        let asked = if proven {
            self.ask_version().await.map(|_| ())
        } else {
            self.version().await.map(|_| ())
        };
        match (self.accepted(method, path, raw), asked) {
            (Err(error), Err(other)) if !error.is_auth() && other.is_auth() => Err(other),
            (answer, _) => answer,
        }
    }

    /// Reads the project of an old path, once.
    async fn look_at(&self, number: u64, asked: &ApiPath) -> Result<Renamed, ApiError> {
        let path = ApiPath::new("projects").seg(number);
        // Whatever is wrong with the project, it does not make the requested object absent.
        let raw = self.plain_get(&path).await.map_err(|error| match error {
            ApiError::Refused(Cause::Absent, trouble) => ApiError::Refused(Cause::Hidden, trouble),
            other => other,
        })?;
        let project = self.json(Method::Get, &path, &raw)?;
        let doomed = ["marked_for_deletion_on", "marked_for_deletion_at"]
            .iter()
            .any(|key| project.get(key).is_some_and(|at| !at.is_null()));
        let id = project.get("id").and_then(Value::as_u64);
        let now = project
            .get("path_with_namespace")
            .and_then(Value::as_str)
            .filter(|now| !now.is_empty());
        let trouble = || Trouble { status: Some(301), ..self.wire().trouble(Method::Get, asked) };
        match (now, id == Some(number), doomed) {
            (Some(now), true, false) => {
                let now = super::untrusted::one_line(now, 300);
                Ok(Renamed { id: number, now })
            }
            (Some(now), true, true) => {
                let now = super::untrusted::one_line(now, 300);
                let means =
                    format!("the path now redirects to a project that is being deleted ({now})");
                let next =
                    "Remove the project from the files, or restore it in GitLab with its old path";
                Err(ApiError::Refused(Cause::Moved, Box::new(trouble().explained(means, next))))
            }
            _ => {
                let means = format!(
                    "the path redirects to the project with ID {number}, which cannot be read"
                );
                Err(ApiError::Unusable(Box::new(
                    trouble().explained(means, "Use the current path of the project in the file"),
                )))
            }
        }
    }

    /// The path of a write, with the ID of a renamed project.
    pub(crate) fn present(&self, path: &ApiPath) -> ApiPath {
        self.0.renames.apply(path)
    }

    /// A successful response; anything else is explained.
    pub(crate) fn accepted(
        &self,
        method: Method,
        path: &ApiPath,
        raw: Raw,
    ) -> Result<Raw, ApiError> {
        let wire = self.wire();
        let mask = &wire.mask();
        match raw.status {
            it if it == 200 || method.changes() && matches!(it, 201 | 202 | 204) => Ok(raw),
            200..=299 => {
                // A write with such a response may have taken effect.
                let trouble = wire.trouble_with(method, path, &raw);
                Err(explain::odd_success(Trouble { lost: method.changes(), ..trouble }))
            }
            300..=399 => {
                let trouble = wire.trouble_with(method, path, &raw);
                Err(explain::redirect(trouble, raw.location(), &wire.settings.server.url, mask))
            }
            _ => {
                // A call that requires no rights is only refused for a bad token.
                let free = matches!(path.segments().next(), Some("metadata" | "version"));
                let proven = wire.proven() && !free;
                let trouble = wire.trouble_with(method, path, &raw);
                Err(explain::refused(trouble, &raw.body, mask, proven))
            }
        }
    }

    /// The JSON of a success, with repeated tokens masked; `null` is a refusal.
    pub(crate) fn json(
        &self,
        method: Method,
        path: &ApiPath,
        raw: &Raw,
    ) -> Result<Value, ApiError> {
        let wire = self.wire();
        let trouble = || wire.trouble_with(method, path, raw);
        if !raw.share.grow(memory::estimate(&raw.body)) {
            let trouble = Trouble { lost: method.changes(), ..trouble() };
            return Err(explain::too_much(trouble, wire.settings.memory_limit));
        }
        match serde_json::from_slice(&raw.body) {
            Ok(Value::Null) => Err(explain::nothing(trouble())),
            Ok(mut value) => {
                if wire.echoes.may_hold(&raw.body) {
                    wire.echoes.value(&mut value);
                }
                raw.share.shrink_to(raw.body.len() + memory::weight(&value));
                Ok(value)
            }
            Err(_) => {
                let settings = &wire.settings;
                // A write whose response cannot be read may have taken effect.
                let trouble = Trouble { lost: method.changes(), ..trouble() };
                Err(explain::not_json(trouble, &raw.body, &settings.server.url, &wire.mask()))
            }
        }
    }
}
