//! Whether projects are there, by path, in few requests.
//!
//! **Invariant:** only a project with exactly the path that was asked for counts. GitLab leaves out what does not exist,
//! what the token cannot see, and what has another path now: each of them is asked for again by itself, and an old path
//! then leads to the project.

use super::{ApiError, ApiPath, Cause, Reader, graphql};
use futures::future::join_all;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;

/// The most paths that GitLab accepts in a query.
const BATCH: usize = 50;

/// What is there at each path, as GitLab's REST API names it: `id`, `path_with_namespace`, `archived`,
/// `marked_for_deletion_on`. `None` for a project that does not exist or that the token cannot see.
pub(crate) type Present = BTreeMap<String, Result<Option<Value>, ApiError>>;

/// Finds projects by their full paths.
pub(crate) async fn find_present(reader: &Reader, paths: BTreeSet<&str>) -> Present {
    let batches = graphql::batches(paths, BATCH, &reader.server().url, query);
    let found = join_all(batches.iter().map(|it| find_batch(reader, it))).await;
    found.into_iter().flatten().collect()
}

async fn find_batch(reader: &Reader, paths: &[&str]) -> Present {
    let one = |it| ask_for_one(reader, it);
    graphql::find_each(paths, "projects", ask_for_all(reader, paths), one).await
}

fn query(paths: &[&str]) -> (String, Value) {
    let query = "query($p: [ID!]) { projects(fullPaths: $p) { nodes { id fullPath archived markedForDeletionOn } } }";
    (query.to_owned(), json!({ "p": paths }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    id: String,
    full_path: String,
    archived: bool,
    #[serde(default)]
    marked_for_deletion_on: Option<String>,
}

/// Those that one query finds.
async fn ask_for_all(
    reader: &Reader,
    paths: &[&str],
) -> Result<BTreeMap<String, Option<Value>>, ApiError> {
    let (query, variables) = query(paths);
    let data = reader.graphql(&query, &variables).await?;
    let nodes = data["projects"]["nodes"].as_array().into_iter().flatten();
    let found = nodes.filter_map(|it| {
        let it = Node::deserialize(it).ok()?;
        let id: NonZeroU64 = it.id.strip_prefix("gid://gitlab/Project/")?.parse().ok()?;
        let project = json!({
            "id": id,
            "path_with_namespace": it.full_path,
            "archived": it.archived,
            "marked_for_deletion_on": it.marked_for_deletion_on,
        });
        Some((it.full_path.to_lowercase(), project))
    });
    let found: BTreeMap<String, Value> = found.collect();
    let is_found = |path: &&str| {
        let project = found.get(&path.to_lowercase())?;
        Some(((*path).to_owned(), Some(project.clone())))
    };
    Ok(paths.iter().filter_map(is_found).collect())
}

async fn ask_for_one(reader: &Reader, path: &str) -> Result<Option<Value>, ApiError> {
    match reader.find(&ApiPath::new("projects").seg(path)).await {
        Ok(None) => Ok(None),
        Ok(Some(project)) => {
            let fields = ["id", "path_with_namespace", "archived", "marked_for_deletion_on"];
            let kept = fields.iter().map(|it| ((*it).to_owned(), project[it].clone()));
            Ok(Some(Value::Object(kept.collect())))
        }
        Err(error) if error.cause() == Some(Cause::Hidden) => Ok(None),
        Err(error) => Err(error),
    }
}
