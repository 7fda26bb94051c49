//! Sends one request and returns one whole response: limited, counted, and retried if that is safe.
//!
//! It does not know what a path means or who can write; [`Reader`](super::Reader) and [`Writer`](super::Writer) do.

use super::connect::{self, Failed};
use super::errors::{ApiError, Trouble};
use super::explain;
use super::mask::Mask;
use super::memory::{Memory, Share};
use super::pace::{Load, Pace};
use super::request::{Body, Request, Wants};
use super::retry::{self, Wait};
use super::settings::{MAX_PARALLELISM, Settings};
use super::untrusted::{SHOWN, one_line};
use super::{ApiPath, Method};
use backon::{BackoffBuilder as _, ExponentialBuilder};
use reqwest::Url;
use reqwest::header::{ACCEPT, CONTENT_LENGTH, DATE, HeaderMap, LOCATION};
use secrecy::{ExposeSecret, SecretString};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::time::Instant;

/// Attempts at one call, including the first one.
const ATTEMPTS: usize = 4;

/// A whole response.
#[derive(Debug)]
pub(crate) struct Raw {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// The memory that it takes.
    pub(crate) share: Share,
    /// Attempts made, and whether the response to an earlier one was lost.
    pub(crate) tries: u32,
    pub(crate) lost: bool,
}

impl Raw {
    /// A header's text; `None` if it is absent or not a text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    pub(crate) fn request_id(&self, mask: &Mask) -> Option<String> {
        let mut id = one_line(self.header("x-request-id")?, 100);
        mask.text(&mut id);
        Some(id).filter(|id| !id.is_empty())
    }

    pub(crate) fn location(&self) -> Option<&str> {
        self.headers.get(LOCATION)?.to_str().ok()
    }
}

/// The connection of a run, shared by all that read and write.
#[derive(Debug)]
pub(crate) struct Wire {
    http: reqwest::Client,
    pub(crate) settings: Settings,
    /// Masks tokens and resolved secrets in text.
    mask: RwLock<Arc<Mask>>,
    /// What is masked besides the tokens.
    hidden: Mutex<Vec<SecretString>>,
    /// Masks tokens in the values of responses.
    pub(super) echoes: Mask,
    permits: Semaphore,
    pub(super) memory: Memory,
    pace: Pace,
    /// Nothing waits any more.
    hurry: watch::Sender<bool>,
    sent: AtomicU64,
    /// The server has accepted the token at least once.
    proven: AtomicBool,
    /// The server has responded at least once.
    answered: AtomicBool,
    /// By how many seconds the server's clock is ahead of this machine's, according to its first response.
    pub(super) ahead: OnceLock<i64>,
}

impl Wire {
    pub(crate) fn new(settings: Settings) -> Result<Self, ApiError> {
        if !(1..=MAX_PARALLELISM).contains(&settings.parallelism) {
            return Err(ApiError::Setup {
                what: format!(
                    "the parallelism {} is not between 1 and {MAX_PARALLELISM}",
                    settings.parallelism
                ),
                next: "Set --parallelism to a number in this range".to_owned(),
            });
        }
        Ok(Self {
            http: connect::client(&settings)?,
            mask: RwLock::new(Arc::new(settings.mask(&[]))),
            hidden: Mutex::default(),
            echoes: settings.mask_of_values(),
            permits: Semaphore::new(settings.parallelism),
            memory: Memory::new(settings.memory_limit),
            settings,
            pace: Pace::default(),
            hurry: watch::Sender::new(false),
            sent: AtomicU64::new(0),
            proven: AtomicBool::new(false),
            answered: AtomicBool::new(false),
            ahead: OnceLock::new(),
        })
    }

    /// Takes tokens and resolved secrets out of text.
    pub(crate) fn mask(&self) -> Arc<Mask> {
        self.mask.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// From now on these are taken out of text, too. Values of answers stay what they are: they are compared.
    pub(crate) fn hide(&self, secrets: &[&str]) {
        let mut mask = self.mask.write().unwrap_or_else(PoisonError::into_inner);
        let mut hidden = self.hidden.lock().unwrap_or_else(PoisonError::into_inner);
        hidden.extend(secrets.iter().map(|it| SecretString::from(*it)));
        let all: Vec<&str> = hidden.iter().map(ExposeSecret::expose_secret).collect();
        *mask = Arc::new(self.settings.mask(&all));
    }

    /// From now on nothing waits: calls are not retried, and calls that wait for their turn are not sent.
    pub(crate) fn hurry(&self) {
        self.hurry.send_replace(true);
    }

    /// Waits before GitLab is read once more; never longer than for a server that asks for it.
    pub(crate) async fn pause(&self, delay: Duration) {
        self.waited(Instant::now() + delay.min(self.settings.longest_wait)).await;
    }

    /// Waits; `false` if the wait was cut short.
    async fn waited(&self, until: Instant) -> bool {
        let mut hurry = self.hurry.subscribe();
        tokio::select! {
            () = tokio::time::sleep_until(until) => true,
            _ = hurry.wait_for(|it| *it) => false,
        }
    }

    /// Requests sent so far, including retries.
    pub(crate) fn sent(&self) -> u64 {
        self.sent.load(Ordering::Relaxed)
    }

    /// Whether the server has accepted the token before.
    pub(crate) fn proven(&self) -> bool {
        self.proven.load(Ordering::Relaxed)
    }

    /// The beginning of an error about this call.
    pub(crate) fn trouble(&self, method: Method, path: &ApiPath) -> Trouble {
        Trouble::new(method, path)
    }

    /// The beginning of an error about this response.
    pub(crate) fn trouble_with(&self, method: Method, path: &ApiPath, raw: &Raw) -> Trouble {
        Trouble {
            status: Some(raw.status),
            request_id: raw.request_id(&self.mask()),
            tries: raw.tries,
            lost: raw.lost || (method.changes() && raw.status >= 500),
            ..self.trouble(method, path)
        }
    }

    /// Sends until there is a final response, or retrying is pointless.
    pub(crate) async fn call(&self, request: Request<'_>) -> Result<Raw, ApiError> {
        let Request { method, asked, .. } = request;
        let mut delays = ExponentialBuilder::new()
            .with_min_delay(self.settings.retry_delay.min(self.settings.longest_wait))
            .with_max_delay(self.settings.longest_wait)
            .with_jitter()
            .with_max_times(ATTEMPTS - 1)
            .build();
        let url = self.address(request)?;
        let (mut tries, mut lost, mut waited) = (0, false, false);
        loop {
            tries += 1;
            let (wait, why, last) = match self.once(request, &url).await {
                Ok(mut raw) => {
                    (raw.tries, raw.lost) = (tries, lost);
                    let Some(wait) = self.wait_after(method, asked, &raw)? else { return Ok(raw) };
                    if raw.status != 429 && method.changes() {
                        lost = true;
                    }
                    match delays.next() {
                        Some(delay) => {
                            let why = format!("GitLab answered {} to {method} {asked}", raw.status);
                            (wait.unwrap_or_default() + delay, why, Ok(Raw { lost, ..raw }))
                        }
                        None => return Ok(Raw { lost, ..raw }),
                    }
                }
                Err(Failed { mut trouble, unsent, passing, slow, .. }) => {
                    // A server that times out twice is not worth four full timeouts.
                    let passing = passing && !(slow && std::mem::replace(&mut waited, true));
                    lost |= !unsent && method.changes();
                    (trouble.tries, trouble.lost) = (tries, lost);
                    match delays.next().filter(|_| passing && (unsent || method.repeats())) {
                        Some(delay) => {
                            let why = format!("{method} {asked}: {}", trouble.means);
                            (delay, why, Err(ApiError::Unreachable(Box::new(trouble))))
                        }
                        None if trouble.status.is_some() && !passing => {
                            return Err(ApiError::Unusable(Box::new(trouble)));
                        }
                        None => return Err(ApiError::Unreachable(Box::new(trouble))),
                    }
                }
            };
            let (wait_said, next) = (retry::seconds(wait), tries + 1);
            tracing::warn!("{why}; trying again in {wait_said} (attempt {next} of {ATTEMPTS})");
            if !self.waited(Instant::now() + wait).await {
                return last;
            }
        }
    }

    /// The URL of a path, if parsing does not change any segment of it.
    fn address(&self, request: Request<'_>) -> Result<Url, ApiError> {
        let Request { method, root, path, asked, .. } = request;
        let root = root.as_str();
        let means = match path.unsendable() {
            Some(part) if part.is_empty() => "a part of this path is empty".to_owned(),
            Some(part) => format!("`{}` cannot be part of a URL", one_line(&part, SHOWN)),
            None => {
                let built = format!("{}/{root}/{path}", self.settings.server.url);
                let asked = path.segments().collect::<Vec<_>>().join("/");
                match Url::parse(&built) {
                    Ok(url)
                        if url.as_str() == built
                            && url.path().ends_with(&format!("/{root}/{asked}")) =>
                    {
                        return Ok(url);
                    }
                    Ok(url) => format!("it would be sent to {url}"),
                    Err(error) => format!("it is not a valid URL: {error}"),
                }
            }
        };
        let means = format!("{means}, so this would reach something else. Nothing was sent");
        let next = "Use another name, or make this change in GitLab's own interface";
        Err(ApiError::Unsendable(Box::new(self.trouble(method, asked).explained(means, next))))
    }

    /// `None`: the response is final. `Some`: try again, after the wait that the server asks for, if any.
    fn wait_after(
        &self,
        method: Method,
        asked: &ApiPath,
        raw: &Raw,
    ) -> Result<Option<Option<Duration>>, ApiError> {
        let again = match raw.status {
            429 => true,
            502..=504 => method.repeats(),
            409 => method.repeats() && String::from_utf8_lossy(&raw.body).contains("Resource lock"),
            _ => false,
        };
        if !again {
            return Ok(None);
        }
        match retry::wait(|name| raw.header(name), self.settings.longest_wait) {
            Wait::Unsaid => Ok(Some(None)),
            Wait::For(wait) => {
                self.pace.pause(Instant::now() + wait);
                Ok(Some(Some(wait)))
            }
            Wait::TooLong(wait) => {
                let trouble = self.trouble_with(method, asked, raw);
                Err(explain::too_long_a_wait(trouble, wait, self.settings.longest_wait))
            }
        }
    }

    /// Until when all workers are held back.
    pub(super) fn paused_until(&self) -> Option<Instant> {
        self.pace.paused_until(Instant::now())
    }

    /// Slows down before a rate limit is used up.
    fn heed(&self, raw: &Raw) {
        let Some(quota) = retry::quota(|name| raw.header(name)) else { return };
        let load = Load { parallelism: self.settings.parallelism, runs: self.settings.runs };
        if let Some(gap) = self.pace.hear(quota, load, Instant::now()) {
            let (left, limit) = (quota.remaining, quota.limit);
            let until = quota.left.as_secs();
            tracing::warn!(
                "GitLab's rate limit is nearly used up ({left} of {limit} requests left for {until} s): \
                 sending requests one by one, {} apart",
                retry::seconds(gap)
            );
        }
    }

    async fn once(&self, request: Request<'_>, url: &Url) -> Result<Raw, Failed> {
        let Request { method, asked, body, wants, .. } = request;
        // Never closed: the semaphore lives as long as the wire, so there is no error, and one would only mean no limit.
        let _permit = self.permits.acquire().await.ok();
        let turn = self.pace.turn(self.settings.longest_wait, Instant::now());
        let mut next = turn.or_else(|| self.paused_until());
        while let Some(until) = next {
            if !self.waited(until).await {
                let trouble = self.trouble(method, asked).explained(
                    "the call was not sent: it was waiting for GitLab's rate limit when the run ended",
                    "Try again",
                );
                return Err(Failed {
                    trouble,
                    unsent: true,
                    passing: false,
                    nowhere: false,
                    slow: false,
                });
            }
            next = self.paused_until();
        }
        let mut request = self.http.request(method.into(), url.clone());
        request = match body {
            Body::None => request,
            Body::Json(body) => request.json(body),
            Body::Form(form) => request.multipart(form.to_send()),
        };
        if wants == Wants::Bytes {
            request = request.header(ACCEPT, "*/*");
        }
        self.sent.fetch_add(1, Ordering::Relaxed);
        let began = Instant::now();
        let failed = |error: &reqwest::Error, status: Option<u16>| {
            let (took, trouble) = (began.elapsed(), self.trouble(method, asked));
            let mut failed = connect::explain(error, &self.settings, &self.mask(), took, trouble);
            failed.trouble.status = status;
            // A server that has never responded is a wrong address, so retrying is pointless.
            failed.passing &= !failed.nowhere || self.answered.load(Ordering::Relaxed);
            failed
        };
        let mut response = request.send().await.map_err(|error| failed(&error, None))?;
        self.answered.store(true, Ordering::Relaxed);
        let status = response.status().as_u16();
        tracing::debug!(%method, path = %asked, status, "answered");
        if let Some(date) =
            response.headers().get(DATE).and_then(|it| retry::read(it.to_str().ok()?))
        {
            self.ahead.get_or_init(|| date.as_second() - jiff::Timestamp::now().as_second());
        }
        let limit = self.settings.body_limit;
        let told = response
            .headers()
            .get(CONTENT_LENGTH)
            .and_then(|v| v.to_str().ok()?.parse::<usize>().ok());
        let mut body = Vec::new();
        let mut over = told.is_some_and(|length| length > limit);
        // A response that does not fit is not read further: readers of the body check whether it is whole.
        let (share, mut fits) = (self.memory.share(), true);
        while !over
            && fits
            && let Some(chunk) =
                response.chunk().await.map_err(|error| failed(&error, Some(status)))?
        {
            over = body.len() + chunk.len() > limit;
            fits = share.grow(chunk.len());
            body.extend_from_slice(&chunk);
        }
        if over {
            let what = format!("the response is larger than {limit} bytes, so it was not read");
            let mut trouble = self
                .trouble(method, asked)
                .explained(what, "Check which server responds at this address");
            trouble.status = Some(status);
            return Err(Failed {
                trouble,
                unsent: false,
                passing: false,
                nowhere: false,
                slow: false,
            });
        }
        if (200..300).contains(&status) {
            self.proven.store(true, Ordering::Relaxed);
        }
        let headers = std::mem::take(response.headers_mut());
        let raw = Raw { status, headers, body, share, tries: 1, lost: false };
        if status != 429 {
            self.heed(&raw);
        }
        Ok(raw)
    }
}
