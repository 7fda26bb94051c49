//! Whole lists out of pages.
//!
//! A list is either complete or an error: a page with missing data would look like objects that do not exist.

use super::errors::ApiError;
use super::wire::Raw;
use super::{ApiPath, Method, Reader, memory, shape};
use futures::stream::{self, StreamExt as _, TryStreamExt as _};
use serde_json::Value;
use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

/// Elements of a page; GitLab returns no more.
const PER_PAGE: usize = 100;
/// The maximum number of pages of a list.
const MAX_PAGES: u64 = 5_000;
/// How often a list is read if it changes while it is read.
const READINGS: usize = 2;
/// Lists from which GitLab removes elements after it has counted them.
const COUNTED_TOO_HIGH: [&str; 2] = ["notes", "discussions"];

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

/// Reads all pages of a list.
pub(crate) async fn list(reader: &Reader, path: &ApiPath) -> Result<Vec<Value>, ApiError> {
    let path =
        if path.asks("per_page") { path.clone() } else { path.clone().query("per_page", PER_PAGE) };
    let mut reading = 1;
    loop {
        match read(reader, &path).await? {
            Reading::Whole(items) => return Ok(items),
            Reading::Shifted(why, _) if reading < READINGS => {
                reading += 1;
                tracing::warn!("{path}: {why}; reading the list again");
            }
            Reading::Shifted(why, raw) => {
                let means = format!("cannot read the complete list: {why}");
                return Err(unusable(reader, &path, &raw, means));
            }
        }
    }
}

async fn read(reader: &Reader, path: &ApiPath) -> Result<Reading, ApiError> {
    let first = page(reader, path, 1).await?;
    match (first.next, first.pages) {
        (Next::Nothing, _) => Ok(checked(path, vec![first])),
        (Next::Page(_), Some(pages)) => {
            if pages > MAX_PAGES {
                return Err(too_many(reader, path, &first.raw));
            }
            let rest = stream::iter(2..=pages).map(|number| page(reader, path, number));
            let rest: Vec<Page> =
                rest.buffered(reader.wire().settings.parallelism).try_collect().await?;
            Ok(checked(path, std::iter::once(first).chain(rest).collect()))
        }
        (Next::Page(_) | Next::Unsaid, _) => one_by_one(reader, path, first).await,
    }
}

/// Page after page, if the number of pages is unknown (more than 10,000 elements, or lost headers).
async fn one_by_one(reader: &Reader, path: &ApiPath, first: Page) -> Result<Reading, ApiError> {
    let per_page = per_page(path);
    let mut number = 1;
    let mut pages = vec![first];
    loop {
        let Some(last) = pages.last() else { return Ok(Reading::Whole(Vec::new())) };
        let next = match last.next {
            Next::Nothing => break,
            Next::Page(next) if next == number + 1 => next,
            Next::Page(next) => {
                return Err(unusable(
                    reader,
                    path,
                    &last.raw,
                    format!("page {number} names page {next} as the next one"),
                ));
            }
            // Some lists are never paginated. A full page may be one of those, or the first of several.
            Next::Unsaid if last.items.len() != per_page => break,
            Next::Unsaid => number + 1,
        };
        if next > MAX_PAGES {
            return Err(too_many(reader, path, &last.raw));
        }
        let page = page(reader, path, next).await?;
        if page.next == Next::Unsaid && number == 1 && page.items == last.items {
            break;
        }
        number = next;
        pages.push(page);
    }
    Ok(checked(path, pages))
}

/// Joins pages if they are consistent.
fn checked(path: &ApiPath, pages: Vec<Page>) -> Reading {
    let per_page = per_page(path);
    let lenient = path.segments().last().is_some_and(|last| COUNTED_TOO_HIGH.contains(&last));
    let count = pages.len();
    let told = pages.first().and_then(|page| page.total);
    // Digests take less memory than copies of the elements.
    let (mut seen, digests) = (HashSet::new(), RandomState::new());
    let digest = |item: &Value| digests.hash_one(item.to_string());
    let mut items = Vec::new();
    for (index, page) in pages.into_iter().enumerate() {
        let (number, last) = (index + 1, index + 1 == count);
        let shifted = if page.total != told {
            Some("its length changed while it was read".to_owned())
        } else if last && matches!(page.next, Next::Page(_)) {
            Some("it grew while it was read".to_owned())
        } else if !last && page.items.len() < per_page && !lenient {
            Some(format!("page {number} is shorter than announced"))
        } else if count > 1 && page.items.iter().any(|item| seen.contains(&digest(item))) {
            Some(format!("page {number} repeats an element of an earlier page"))
        } else {
            None
        };
        if let Some(why) = shifted {
            return Reading::Shifted(why, page.raw);
        }
        if count > 1 {
            seen.extend(page.items.iter().map(digest));
        }
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

async fn page(reader: &Reader, path: &ApiPath, number: u64) -> Result<Page, ApiError> {
    let path = path.clone().query("page", number);
    let mut raw = reader.fetch(&path).await?;
    let items = shape::check_list(&path, reader.json(Method::Get, &path, &raw)?)
        .map_err(|why| unusable(reader, &path, &raw, why))?;
    let count = |name: &str| raw.header(name).and_then(|text| text.trim().parse::<u64>().ok());
    if let Some(told) = count("x-page").filter(|told| *told != number) {
        return Err(unusable(
            reader,
            &path,
            &raw,
            format!("GitLab returned page {told} instead of page {number}"),
        ));
    }
    let next = match raw.header("x-next-page").map(str::trim) {
        Some("") => Next::Nothing,
        Some(text) => match text.parse() {
            Ok(next) => Next::Page(next),
            Err(_) => {
                return Err(unusable(
                    reader,
                    &path,
                    &raw,
                    "the next page is not a number".to_owned(),
                ));
            }
        },
        None if raw.header("link").is_some_and(|link| link.contains("rel=\"next\"")) => {
            Next::Page(number + 1)
        }
        None => Next::Unsaid,
    };
    let (total, pages) = (count("x-total"), count("x-total-pages"));
    // Only the values are counted from here on, until they are in one list.
    raw.share.shrink_to(items.iter().map(memory::weight).sum());
    raw.body = Vec::new();
    Ok(Page { items, raw, next, total, pages })
}

fn per_page(path: &ApiPath) -> usize {
    path.value("per_page").and_then(|text| text.parse().ok()).unwrap_or(PER_PAGE).min(PER_PAGE)
}

fn too_many(reader: &Reader, path: &ApiPath, raw: &Raw) -> ApiError {
    unusable(reader, path, raw, format!("the list has more than {MAX_PAGES} pages"))
}

fn unusable(reader: &Reader, path: &ApiPath, raw: &Raw, means: String) -> ApiError {
    let trouble = reader.wire().trouble_with(Method::Get, path, raw);
    ApiError::Unusable(Box::new(trouble.explained(means, super::explain::NOT_GITLAB)))
}
