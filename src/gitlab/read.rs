//! Reading: the only half of the client that planning has.

use super::errors::ApiError;
use super::link::Link;
use super::listing::{Element, Listing};
use super::memory::{self, Share};
use super::renames::Renamed;
use super::request::{Request, Root, Wants};
use super::wire::{Raw, Wire};
use super::{ApiPath, Method, Server, Settings, Version, explain, graphql, pages};
use reqwest::header::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Reads GitLab with GET and HEAD, and can do nothing else. Clones share one connection.
#[derive(Debug, Clone)]
pub struct Reader(Arc<Link>);

/// The headers of a response.
#[derive(Debug)]
pub struct Headers(HeaderMap);

impl Headers {
    /// The value of one; `None` if it is missing or not a text.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.to_str().ok()
    }
}

impl Reader {
    /// Creates the client; nothing is sent yet.
    ///
    /// # Errors
    /// [`ApiError::Setup`] for a parallelism out of range, a CA file that is not valid, or missing certificates.
    pub fn new(settings: Settings) -> Result<Self, ApiError> {
        Ok(Self(Arc::new(Link::new(settings)?)))
    }

    /// One object, which has an ID.
    ///
    /// # Errors
    /// Any [`ApiError`]; a body of `null`, a list, and an object without an ID are errors as well.
    pub async fn get(&self, path: &ApiPath) -> Result<Value, ApiError> {
        self.get_as(path, Element::Numbered).await
    }

    /// One object that has such an identity.
    ///
    /// # Errors
    /// Any [`ApiError`]; a body of `null`, a list, and an object without that identity are errors as well.
    pub async fn get_as(&self, path: &ApiPath, element: Element) -> Result<Value, ApiError> {
        let raw = self.0.fetch(path).await?;
        self.checked(path, &raw, element)
    }

    fn checked(&self, path: &ApiPath, raw: &Raw, element: Element) -> Result<Value, ApiError> {
        let value = self.0.json(Method::Get, path, raw)?;
        match element.check_object(&value) {
            Ok(()) => Ok(value),
            Err(why) => Err(self.not_understood(path, &why)),
        }
    }

    /// One page of a list: as many elements as the path's `per_page` says.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn page(&self, path: &ApiPath) -> Result<Vec<Value>, ApiError> {
        self.page_as(path, Element::Numbered).await
    }

    /// [`page`](Self::page), for elements that have such an identity.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn page_as(&self, path: &ApiPath, element: Element) -> Result<Vec<Value>, ApiError> {
        let raw = self.0.fetch(path).await?;
        let value = self.0.json(Method::Get, path, &raw)?;
        element.check_list(value).map_err(|why| self.not_understood(path, &why))
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
        self.0.not_understood(path, why)
    }

    /// Every element of a list, from all pages, in GitLab's order. 100 a page, unless the path has its own `per_page`.
    ///
    /// # Errors
    /// Any [`ApiError`]: one page that cannot be read makes the whole list unreadable.
    pub async fn list(&self, path: &ApiPath) -> Result<Vec<Value>, ApiError> {
        self.list_as(path, Listing::default()).await
    }

    /// [`list`](Self::list), for a list that GitLab divides in another way, or whose elements have another identity.
    ///
    /// # Errors
    /// Any [`ApiError`]: one page that cannot be read makes the whole list unreadable.
    pub async fn list_as(&self, path: &ApiPath, as_: Listing) -> Result<Vec<Value>, ApiError> {
        pages::list(&self.0, path, as_).await
    }

    /// One object, or `None` if GitLab reports that it does not exist.
    ///
    /// # Errors
    /// Any [`ApiError`]. A project or group that is not visible and an endpoint that this GitLab lacks are errors.
    pub async fn find(&self, path: &ApiPath) -> Result<Option<Value>, ApiError> {
        self.find_as(path, Element::Numbered).await
    }

    /// [`find`](Self::find), for an object that has such an identity.
    ///
    /// # Errors
    /// Any [`ApiError`]. A project or group that is not visible and an endpoint that this GitLab lacks are errors.
    pub async fn find_as(
        &self,
        path: &ApiPath,
        element: Element,
    ) -> Result<Option<Value>, ApiError> {
        let raw = match self.0.fetch(path).await {
            Ok(raw) => raw,
            Err(error) if error.is_not_found() => return Ok(None),
            Err(error) => {
                let none = matches!(element, Element::NumberedUnless(words)
                    if error.status() == Some(400) && error.body_message().as_deref() == Some(words));
                return if none { Ok(None) } else { Err(error) };
            }
        };
        if element == Element::NumberedOrNull && raw.body.trim_ascii() == b"null" {
            return Ok(None);
        }
        self.checked(path, &raw, element).map(Some)
    }

    /// A file, or another body that is no JSON, as it is.
    ///
    /// # Errors
    /// Any [`ApiError`]; a web page is an error as well.
    pub async fn bytes(&self, path: &ApiPath) -> Result<Vec<u8>, ApiError> {
        let raw = self.0.fetch_as(path, Wants::Bytes).await?;
        self.0.bytes(path, raw)
    }

    /// A file, or `None` if GitLab reports that it does not exist.
    ///
    /// # Errors
    /// Any [`ApiError`]; a web page is an error as well.
    pub async fn find_bytes(&self, path: &ApiPath) -> Result<Option<Vec<u8>>, ApiError> {
        match self.bytes(path).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.is_not_found() => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The same as text, with known tokens masked.
    ///
    /// # Errors
    /// Any [`ApiError`]; a web page, and bytes that are no UTF-8, are errors as well.
    pub async fn text(&self, path: &ApiPath) -> Result<String, ApiError> {
        let text = String::from_utf8(self.bytes(path).await?);
        let mut text =
            text.map_err(|_| self.not_understood(path, "the response is not UTF-8 text"))?;
        self.0.wire.echoes.text(&mut text);
        Ok(text)
    }

    /// The headers of what is at a path, from HEAD. A refusal of HEAD does not say why, so the path is read then.
    ///
    /// # Errors
    /// Any [`ApiError`].
    pub async fn head(&self, path: &ApiPath) -> Result<Headers, ApiError> {
        let raw = match self.0.head(path).await? {
            Some(raw) => raw,
            None => self.0.fetch_as(path, Wants::Bytes).await?,
        };
        Ok(Headers(raw.headers))
    }

    /// The `data` of a GraphQL query. It is sent with GET, so that GitLab refuses to change anything.
    ///
    /// # Errors
    /// Any [`ApiError`]: an answer with `errors` is a refusal, even if it has data as well.
    pub async fn graphql(&self, query: &str, variables: &Value) -> Result<Value, ApiError> {
        let path = graphql::path(query, variables);
        let asked = graphql::endpoint();
        graphql::check_length(&self.0.wire.settings.server.url, &path)
            .map_err(|why| self.unsendable(&asked, &why))?;
        let sent = Request { root: Root::GraphQl, asked: &asked, ..Request::get(&path) };
        let raw = self.0.wire.call(sent).await?;
        let raw = self.0.settled(Method::Get, &asked, raw).await?;
        let value = self.0.json(Method::Get, &asked, &raw)?;
        let trouble = self.0.wire.trouble_with(Method::Get, &asked, &raw);
        graphql::data(value, trouble, &self.0.wire.mask())
    }

    /// The version of GitLab; read once.
    ///
    /// # Errors
    /// Any [`ApiError`]. This call also distinguishes a wrong token from a missing licence, so it comes first.
    pub async fn version(&self) -> Result<&Version, ApiError> {
        self.0.version().await
    }

    /// The projects that were requested by an old path so far.
    pub fn renames(&self) -> BTreeMap<String, Renamed> {
        self.0.renames.all()
    }

    /// From now on, what is below the paths of these projects and groups, and no others, is read and written by their IDs.
    pub(crate) fn locate<'p>(&self, paths: impl Iterator<Item = (&'static str, &'p str, u64)>) {
        self.0.renames.plan(paths);
    }

    /// Forgets where GitLab redirected to: another project may have one of the paths by now.
    pub(crate) fn forget_renames(&self) {
        self.0.renames.forget_all();
    }

    /// From now on, a project at this path is another one than the one that GitLab redirected to.
    pub(crate) fn forget_rename(&self, path: &str) {
        self.0.renames.forget(path);
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

    /// The server's date, in UTC; this machine's, if responses have no date.
    pub fn today(&self) -> jiff::civil::Date {
        let ahead = jiff::SignedDuration::from_secs(self.clock_ahead().unwrap_or(0));
        (jiff::Timestamp::now() + ahead).to_zoned(jiff::tz::TimeZone::UTC).date()
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

    pub(super) fn wire(&self) -> &Wire {
        &self.0.wire
    }

    pub(super) fn link(&self) -> &Link {
        &self.0
    }

    /// The error for a call that is not sent.
    pub(crate) fn unsendable(&self, asked: &ApiPath, why: &str) -> ApiError {
        let trouble = self.wire().trouble(Method::Get, asked);
        ApiError::Unsendable(Box::new(trouble.explained(why, "Ask for less at once")))
    }
}
