//! Whole lists out of pages.
//!
//! A list is either complete or an error: a page with missing data would look like objects that do not exist.

use super::errors::ApiError;
use super::link::Link;
use super::listing::{Element, Listing, Paging};
use super::path::decode;
use super::wire::Raw;
use super::{ApiPath, Method, memory};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use serde_json::Value;
use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

/// Elements of a page; GitLab returns no more.
const PER_PAGE: usize = 100;
/// The maximum number of numbered pages of a list.
const MAX_PAGES: u64 = 5_000;
/// How often a list is read if it changes while it is read.
const READINGS: usize = 2;
/// What GitLab names the next page of a keyset with.
const TOKENS: [&str; 3] = ["page_token", "cursor", "id_after"];

/// One page, and its headers.
struct Page {
    items: Vec<Value>,
    raw: Raw,
    next: Next,
    total: Option<u64>,
    pages: Option<u64>,
}

/// What follows a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// This page.
    Page(u64),
    /// Nothing, according to the headers.
    Nothing,
    /// Unknown: the headers are missing.
    Unsaid,
}

/// The result of one reading.
enum Reading {
    Whole(Vec<Value>),
    /// It is not consistent; the raw page identifies the request.
    Shifted(String, Raw),
}

/// Reads all of a list.
pub(crate) async fn list(
    link: &Link,
    path: &ApiPath,
    listing: Listing,
) -> Result<Vec<Value>, ApiError> {
    let path = match listing.paging {
        Paging::Whole => return whole(link, path, listing.element).await,
        Paging::WholeOr404(none) => {
            let list = whole(link, path, listing.element).await;
            let is_empty = |it: &ApiError| {
                it.status() == Some(404) && it.body_message().as_deref() == Some(none)
            };
            return list.or_else(|it| if is_empty(&it) { Ok(Vec::new()) } else { Err(it) });
        }
        Paging::Within(field) => return within(link, path, field, listing.element).await,
        _ if path.asks("per_page") => path.clone(),
        _ => path.clone().query("per_page", PER_PAGE),
    };
    if listing.paging == Paging::Keyset {
        return keyset(link, &path.query("pagination", "keyset"), listing.element).await;
    }
    let mut reading = 1;
    loop {
        match read(link, &path, listing).await? {
            Reading::Whole(items) => return Ok(items),
            Reading::Shifted(why, _) if reading < READINGS => {
                reading += 1;
                tracing::warn!("{path}: {why}; reading the list again");
            }
            Reading::Shifted(why, raw) => {
                let means = format!("cannot read the complete list: {why}");
                return Err(link.unusable(&path, &raw, &means));
            }
        }
    }
}

/// A list in one response. One that GitLab divides after all is not read in part.
async fn whole(link: &Link, path: &ApiPath, element: Element) -> Result<Vec<Value>, ApiError> {
    let raw = link.fetch(path).await?;
    let items = elements(link, path, &raw, element)?;
    if raw.header("x-next-page").is_some_and(|it| !it.trim().is_empty())
        || next_page(&raw).is_some()
    {
        return Err(link.unusable(path, &raw, "GitLab returned only the first page of the list"));
    }
    Ok(items)
}

/// A list that is a field of an object.
async fn within(
    link: &Link,
    path: &ApiPath,
    field: &str,
    element: Element,
) -> Result<Vec<Value>, ApiError> {
    let raw = link.fetch(path).await?;
    let mut object = link.json(Method::Get, path, &raw)?;
    let list = object.get_mut(field).map(Value::take).unwrap_or_default();
    let items = element
        .check_list(list)
        .map_err(|why| link.unusable(path, &raw, &format!("`{field}`: {why}")))?;
    raw.share.shrink_to(items.iter().map(memory::weight).sum());
    Ok(items)
}

/// A list whose pages each name the next one. The memory for responses limits its length.
async fn keyset(link: &Link, path: &ApiPath, element: Element) -> Result<Vec<Value>, ApiError> {
    let (mut items, mut shares, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    let mut at = path.clone();
    loop {
        let raw = link.fetch(&at).await?;
        let page = elements(link, &at, &raw, element)?;
        let Some(next) = next_page(&raw) else {
            items.extend(page);
            return Ok(items);
        };
        // Only the token is used, so that GitLab, or a server in its place, cannot choose another address.
        let token = next.split(['?', '&']).filter_map(|it| it.split_once('='));
        let mut token = token.filter(|(key, _)| TOKENS.contains(key));
        let token = token.next().map(|(key, value)| (key, decode(value)));
        let why = match token {
            None => "the next page has no token",
            Some(_) if page.is_empty() => "an empty page announces another one",
            Some((key, token)) if seen.insert(token.clone()) => {
                at = path.clone().query(key, token);
                items.extend(page);
                shares.push(raw.share);
                continue;
            }
            Some(_) => "the next page is one that was read before",
        };
        return Err(link.unusable(&at, &raw, &format!("cannot read the complete list: {why}")));
    }
}

/// The address of the next page in the `Link` header.
fn next_page(raw: &Raw) -> Option<&str> {
    let links = raw.header("link")?.split('<').filter_map(|it| it.split_once('>'));
    links.into_iter().find(|(_, about)| about.contains("rel=\"next\"")).map(|(address, _)| address)
}

fn elements(
    link: &Link,
    path: &ApiPath,
    raw: &Raw,
    element: Element,
) -> Result<Vec<Value>, ApiError> {
    let list = link.json(Method::Get, path, raw)?;
    let items = element.check_list(list).map_err(|why| link.unusable(path, raw, &why))?;
    // Only the values are counted from here on, until they are in one list.
    raw.share.shrink_to(items.iter().map(memory::weight).sum());
    Ok(items)
}

async fn read(link: &Link, path: &ApiPath, listing: Listing) -> Result<Reading, ApiError> {
    let first = page(link, path, listing, 1).await?;
    match (first.next, first.pages) {
        (Next::Nothing, _) => Ok(checked(path, listing, vec![first])),
        (Next::Page(_), Some(pages)) => {
            if pages > MAX_PAGES {
                return Err(too_many(link, path, &first.raw));
            }
            let rest = stream::iter(2..=pages).map(|number| page(link, path, listing, number));
            let rest: Vec<Page> =
                rest.buffered(link.wire.settings.parallelism).try_collect().await?;
            Ok(checked(path, listing, std::iter::once(first).chain(rest).collect()))
        }
        (Next::Page(_) | Next::Unsaid, _) => one_by_one(link, path, listing, first).await,
    }
}

/// Page after page, if the number of pages is unknown (more than 10,000 elements, or lost headers).
async fn one_by_one(
    link: &Link,
    path: &ApiPath,
    listing: Listing,
    first: Page,
) -> Result<Reading, ApiError> {
    let per_page = per_page(path);
    let mut number = 1;
    let mut pages = vec![first];
    loop {
        let Some(last) = pages.last() else { return Ok(Reading::Whole(Vec::new())) };
        let next = match last.next {
            Next::Nothing => break,
            Next::Page(next) if next == number + 1 => next,
            Next::Page(next) => {
                return Err(link.unusable(
                    path,
                    &last.raw,
                    &format!("page {number} names page {next} as the next one"),
                ));
            }
            // Some lists are never paginated. A full page may be one of those, or the first of several.
            Next::Unsaid if last.items.len() != per_page => break,
            Next::Unsaid => number + 1,
        };
        if next > MAX_PAGES {
            return Err(too_many(link, path, &last.raw));
        }
        let page = page(link, path, listing, next).await?;
        if page.next == Next::Unsaid && number == 1 && page.items == last.items {
            break;
        }
        number = next;
        pages.push(page);
    }
    Ok(checked(path, listing, pages))
}

/// Joins pages if they are consistent.
fn checked(path: &ApiPath, listing: Listing, pages: Vec<Page>) -> Reading {
    let per_page = per_page(path);
    let lenient = listing.paging == Paging::CountedTooHigh;
    let count = pages.len();
    let told = pages.first().and_then(|page| page.total);
    // Digests take less memory than copies of the elements.
    let (mut seen, digests) = (HashSet::new(), RandomState::new());
    let digest = |item: &Value| digests.hash_one(item.to_string());
    let mut items = Vec::new();
    for (index, page) in pages.into_iter().enumerate() {
        let (number, last) = (index + 1, index + 1 == count);
        // A list of one page is not compared with itself.
        let own: Vec<u64> = page.items.iter().filter(|_| count > 1).map(digest).collect();
        let shifted = if page.total != told {
            Some("its length changed while it was read".to_owned())
        } else if last && matches!(page.next, Next::Page(_)) {
            Some("it grew while it was read".to_owned())
        } else if !last && page.items.len() < per_page && !lenient {
            Some(format!("page {number} is shorter than announced"))
        } else if own.iter().any(|it| seen.contains(it)) {
            Some(format!("page {number} repeats an element of an earlier page"))
        } else {
            None
        };
        if let Some(why) = shifted {
            return Reading::Shifted(why, page.raw);
        }
        seen.extend(own);
        items.extend(page.items);
        let short = told.is_some_and(|told| told != items.len() as u64);
        if last && short && !lenient {
            let why = format!(
                "GitLab announced {} elements and returned {}",
                told.unwrap_or_default(),
                items.len()
            );
            return Reading::Shifted(why, page.raw);
        }
    }
    Reading::Whole(items)
}

/// One numbered page of a list, and how many elements all pages have, if GitLab reports it.
pub(super) struct Part {
    pub(super) items: Vec<Value>,
    pub(super) total: Option<u64>,
}

/// Reads one numbered page of a list that need not be complete. The path has its own `per_page`.
pub(super) async fn part(
    link: &Link,
    path: &ApiPath,
    listing: Listing,
    number: u64,
) -> Result<Part, ApiError> {
    let Page { items, total, .. } = page(link, path, listing, number).await?;
    Ok(Part { items, total })
}

async fn page(
    link: &Link,
    path: &ApiPath,
    listing: Listing,
    number: u64,
) -> Result<Page, ApiError> {
    let path = path.clone().query("page", number);
    let mut raw = link.fetch(&path).await?;
    let items = elements(link, &path, &raw, listing.element)?;
    let count = |name: &str| raw.header(name).and_then(|text| text.trim().parse::<u64>().ok());
    if let Some(told) = count("x-page").filter(|told| *told != number) {
        return Err(link.unusable(
            &path,
            &raw,
            &format!("GitLab returned page {told} instead of page {number}"),
        ));
    }
    let next = match raw.header("x-next-page").map(str::trim) {
        Some("") => Next::Nothing,
        Some(text) => match text.parse() {
            Ok(next) => Next::Page(next),
            Err(_) => {
                return Err(link.unusable(&path, &raw, "the next page is not a number"));
            }
        },
        None if next_page(&raw).is_some() => Next::Page(number + 1),
        None => Next::Unsaid,
    };
    let (total, pages) = (count("x-total"), count("x-total-pages"));
    raw.body = Vec::new();
    Ok(Page { items, raw, next, total, pages })
}

fn per_page(path: &ApiPath) -> usize {
    path.value("per_page").and_then(|text| text.parse().ok()).unwrap_or(PER_PAGE).min(PER_PAGE)
}

fn too_many(link: &Link, path: &ApiPath, raw: &Raw) -> ApiError {
    link.unusable(path, raw, &format!("the list has more than {MAX_PAGES} pages"))
}
