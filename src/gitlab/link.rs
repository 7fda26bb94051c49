//! One successful response of GitLab: renamed projects are followed, everything else is explained.
//!
//! Unreadable is not absent: a response that is not clear is an error, never an empty list and never `None`.

use super::errors::{ApiError, Cause, Trouble};
use super::front::{self, Slashes};
use super::mask::MASK;
use super::memory;
use super::renames::{self, Renamed, Renames};
use super::request::{Request, Wants};
use super::wire::{Raw, Wire};
use super::{ApiPath, Method, Settings, Version, explain};
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use tokio::sync::OnceCell;

/// The connection of a run, and what it has learned of GitLab.
#[derive(Debug)]
pub(crate) struct Link {
    pub(crate) wire: Wire,
    pub(super) renames: Renames,
    version: OnceCell<Version>,
    /// What a front end does to the paths of projects; checked once, if a project seems to be missing.
    slashes: OnceCell<Option<Slashes>>,
}

impl Link {
    pub(crate) fn new(settings: Settings) -> Result<Self, ApiError> {
        let wire = Wire::new(settings)?;
        let (version, slashes) = (OnceCell::new(), OnceCell::new());
        Ok(Self { wire, renames: Renames::default(), version, slashes })
    }

    /// The version of GitLab; read once.
    pub(crate) async fn version(&self) -> Result<&Version, ApiError> {
        self.version.get_or_try_init(|| self.ask_version()).await
    }

    /// The error for a complete response to GET that cannot be understood.
    pub(crate) fn not_understood(&self, path: &ApiPath, why: &str) -> ApiError {
        let trouble = Trouble { status: Some(200), ..self.wire.trouble(Method::Get, path) };
        ApiError::Unusable(Box::new(trouble.explained(why, explain::NOT_GITLAB)))
    }

    /// The error for this response to GET, which cannot be used.
    pub(crate) fn unusable(&self, path: &ApiPath, raw: &Raw, means: &str) -> ApiError {
        let trouble = self.wire.trouble_with(Method::Get, path, raw);
        ApiError::Unusable(Box::new(trouble.explained(means, explain::NOT_GITLAB)))
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
            let trouble = self.wire.trouble_with(Method::Get, &path, &raw);
            let server = &self.wire.settings.server.url;
            let means =
                format!("the response has no version, so {server} does not look like GitLab");
            ApiError::Unusable(Box::new(trouble.explained(means, "Check the server's address")))
        })
    }

    /// A successful response to GET, even if the project was renamed.
    pub(crate) async fn fetch(&self, path: &ApiPath) -> Result<Raw, ApiError> {
        self.fetch_as(path, Wants::Json).await
    }

    /// [`fetch`](Self::fetch), for a body that need not be JSON.
    pub(crate) async fn fetch_as(&self, path: &ApiPath, wants: Wants) -> Result<Raw, ApiError> {
        let wire = &self.wire;
        let get = Request { wants, ..Request::get(path) };
        let sent = self.renames.apply(path);
        let raw = wire.call(Request { path: &sent, ..get }).await?;
        let moved = raw.location().and_then(renames::number).filter(|_| raw.status == 301);
        let raw = match (moved, sent.project()) {
            (Some(number), Some(project)) => {
                let cell = self.renames.cell(project);
                let now = cell.get_or_try_init(|| self.look_at(number, path)).await?;
                wire.call(Request { path: &path.at_number(now.id), ..get }).await?
            }
            _ => raw,
        };
        let error = match self.settled(Method::Get, path, raw).await {
            Err(error) if front::is_suspect(path, &error) => error,
            answer => return answer,
        };
        let look = || front::look(|path| async move { self.plainly(&path).await });
        match self.slashes.get_or_init(look).await {
            Some(slashes) => Err(slashes.explained(error)),
            None => Err(error),
        }
    }

    /// The response to HEAD, if it is a success.
    pub(crate) async fn head(&self, path: &ApiPath) -> Result<Option<Raw>, ApiError> {
        let sent = self.renames.apply(path);
        let head = Request { method: Method::Head, wants: Wants::Bytes, ..Request::get(path) };
        let raw = self.wire.call(Request { path: &sent, ..head }).await?;
        Ok(Some(raw).filter(|it| it.status == 200))
    }

    /// The JSON of a GET that follows no redirect, and is not checked any further.
    async fn plainly(&self, path: &ApiPath) -> Result<Value, ApiError> {
        let raw = self.plain_get(path).await?;
        self.json(Method::Get, path, &raw)
    }

    /// A GET that follows no redirect.
    async fn plain_get(&self, path: &ApiPath) -> Result<Raw, ApiError> {
        let raw = self.wire.call(Request::get(path)).await?;
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
        let proven = self.wire.proven();
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
        let trouble = || Trouble { status: Some(301), ..self.wire.trouble(Method::Get, asked) };
        match (now, id == Some(number), doomed) {
            (Some(now), true, false) => {
                let now = super::untrusted::one_line(now, 300);
                Ok(Renamed { id: number, now, archived: project["archived"] == true })
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

    /// A successful response; anything else is explained.
    pub(crate) fn accepted(
        &self,
        method: Method,
        path: &ApiPath,
        raw: Raw,
    ) -> Result<Raw, ApiError> {
        let wire = &self.wire;
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
        let wire = &self.wire;
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
                withhold(&mut value);
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
    /// The body of a success that is no JSON. A web page is a proxy's: GitLab returns the text of one as plain text.
    pub(crate) fn bytes(&self, path: &ApiPath, raw: Raw) -> Result<Vec<u8>, ApiError> {
        let kind =
            raw.headers.get(CONTENT_TYPE).and_then(|it| it.to_str().ok()).unwrap_or_default();
        if kind.trim_start().to_ascii_lowercase().starts_with("text/html") {
            let trouble = self.wire.trouble_with(Method::Get, path, &raw);
            let server = &self.wire.settings.server.url;
            return Err(explain::web_page(trouble, &raw.body, server, &self.wire.mask()));
        }
        Ok(raw.body)
    }
}

/// Fields of responses whose values are credentials that labwright never uses.
const WITHHELD: [&str; 2] = ["invite_token", "runners_token"];

/// Masks these fields of an object, or of each object of a list, before anything else sees them.
fn withhold(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(withhold),
        Value::Object(fields) => {
            for field in WITHHELD {
                if let Some(it @ Value::String(_)) = fields.get_mut(field) {
                    *it = Value::from(MASK);
                }
            }
        }
        _ => {}
    }
}
