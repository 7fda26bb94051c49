//! Files of a repository at one commit, in few requests: their headers, or from the tree of the repository, where that takes
//! fewer.
//!
//! **Invariants:** a tree only ever answers for files if all of it was read: its lines are as many as GitLab says. Every other file
//! is read itself, so that a tree that is cut, or cannot be read, makes no file absent. A commit never changes, so the pages of
//! its tree belong together.

use super::listing::{Element, Listing, Paging};
use super::pages;
use super::{ApiError, ApiPath, Reader};
use futures::future::join_all;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Up to this number of files, each is read itself.
const FEW: usize = 20;

/// Lines of a page of a tree.
const PER_PAGE: u64 = 100;

/// The files, by path as asked for, as lines of a tree: `id`, `mode`, and for most of them `size`. `None` for one that does not
/// exist.
pub(crate) type Files = BTreeMap<String, Result<Option<Value>, ApiError>>;

/// Reads files of a repository, whose path in the API ends with `repository`, at a commit or another ref.
pub(crate) async fn find_files(
    reader: &Reader,
    repository: &ApiPath,
    at: &str,
    paths: BTreeSet<String>,
) -> Files {
    if paths.len() > FEW
        && let Some(tree) = tree(reader, repository, at, paths.len()).await
    {
        return paths.into_iter().map(|it| (it.clone(), Ok(tree.get(&it).cloned()))).collect();
    }
    let read = async |path: String| {
        let found = find_file(reader, repository, at, &path).await;
        (path, found)
    };
    join_all(paths.into_iter().map(read)).await.into_iter().collect()
}

/// One file, by its headers.
async fn find_file(
    reader: &Reader,
    repository: &ApiPath,
    at: &str,
    file: &str,
) -> Result<Option<Value>, ApiError> {
    let path = repository.clone().seg("files").seg(file).query("ref", at);
    let headers = match reader.head(&path).await {
        Ok(headers) => headers,
        Err(error) if error.is_not_found() => return Ok(None),
        Err(error) => return Err(error),
    };
    let id = headers.get("x-gitlab-blob-id").filter(|it| is_object_id(it));
    let executable = match headers.get("x-gitlab-execute-filemode") {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => None,
    };
    let (Some(id), Some(executable)) = (id, executable) else {
        return Err(reader.not_understood(&path, "the response has not the headers of a file"));
    };
    let size = headers.get("x-gitlab-size").and_then(|it| it.parse::<u64>().ok());
    let mode = if executable { EXECUTABLE } else { PLAIN };
    Ok(Some(json!({ "path": file, "id": id, "mode": mode, "size": size })))
}

/// The mode of a file.
const PLAIN: &str = "100644";
/// The mode of a file that can be executed.
pub(crate) const EXECUTABLE: &str = "100755";

/// Whether it is the ID of an object of git: SHA-1, or SHA-256.
pub(crate) fn is_object_id(text: &str) -> bool {
    let digit = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
    matches!(text.len(), 40 | 64) && text.bytes().all(digit)
}

/// All files, by path; `None` if reading each of `files` files takes fewer requests, or the tree leaves a doubt.
async fn tree(
    reader: &Reader,
    repository: &ApiPath,
    at: &str,
    files: usize,
) -> Option<BTreeMap<String, Value>> {
    let tree = repository.clone().seg("tree").query("ref", at).query("recursive", "true");
    let tree = tree.query("per_page", PER_PAGE);
    let listing = Listing { paging: Paging::Offset, element: Element::Named("path") };
    let page = |number| pages::part(reader.link(), &tree, listing, number);
    let first = page(1).await.ok()?;
    let total = first.total?;
    let pages = total.div_ceil(PER_PAGE).max(1);
    if usize::try_from(pages).ok()? > files {
        return None;
    }
    let mut lines = first.items;
    for part in join_all((2..=pages).map(page)).await {
        lines.extend(part.ok()?.items);
    }
    if lines.len() as u64 != total {
        return None;
    }
    let mut found = BTreeMap::new();
    for line in lines.into_iter().filter(|it| it["type"] != "tree") {
        let path = line["path"].as_str()?.to_owned();
        let known = line["id"].as_str().is_some_and(is_object_id) && line["mode"].is_string();
        if !known || found.insert(path, line).is_some() {
            return None;
        }
    }
    Some(found)
}
