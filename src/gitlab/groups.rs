//! Groups by path, in few requests.
//!
//! **Invariant:** only a group with exactly the path that was asked for counts. What a response leaves open, and what it
//! reports as missing, is asked for again by itself: GitLab answers `null` for more than one reason.

use super::{ApiError, ApiPath, Cause, Reader, graphql};
use futures::future::join_all;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;

/// The maximum number of groups in a query: GitLab limits its complexity, for each by three.
const BATCH: usize = 60;

/// The ID of each group, by path in lower case; `None` for one that does not exist or that the token cannot see.
pub(crate) type Groups = BTreeMap<String, Result<Option<NonZeroU64>, ApiError>>;

/// Finds groups by their full paths, in lower case.
pub(crate) async fn find_groups(reader: &Reader, paths: BTreeSet<&str>) -> Groups {
    let batches = graphql::batches(paths, BATCH, &reader.server().url, query);
    let found = join_all(batches.iter().map(|it| find_batch(reader, it))).await;
    found.into_iter().flatten().collect()
}

async fn find_batch(reader: &Reader, paths: &[&str]) -> Groups {
    let one = |it| ask_for_one(reader, it);
    graphql::find_each(paths, "groups", ask_for_all(reader, paths), one).await
}

/// A query with an alias for each group. The paths are in its variables.
fn query(paths: &[&str]) -> (String, Value) {
    let declared: Vec<String> = (0..paths.len()).map(|at| format!("$p{at}: ID!")).collect();
    let alias = |at| format!("g{at}: group(fullPath: $p{at}) {{ id fullPath }}");
    let aliases: Vec<String> = (0..paths.len()).map(alias).collect();
    let variables = paths.iter().enumerate().map(|(at, it)| (format!("p{at}"), json!(it)));
    let query = format!("query({}) {{ {} }}", declared.join(", "), aliases.join(" "));
    (query, Value::Object(variables.collect::<Map<_, _>>()))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    id: String,
    full_path: String,
}

async fn ask_for_all(
    reader: &Reader,
    paths: &[&str],
) -> Result<BTreeMap<String, Option<NonZeroU64>>, ApiError> {
    let (query, variables) = query(paths);
    let data = reader.graphql(&query, &variables).await?;
    let found = paths.iter().enumerate().filter_map(|(at, path)| {
        let node = Node::deserialize(data.get(format!("g{at}"))?).ok()?;
        let id = node.id.strip_prefix("gid://gitlab/Group/")?.parse().ok()?;
        (node.full_path.to_lowercase() == **path).then(|| ((*path).to_owned(), Some(id)))
    });
    Ok(found.collect())
}

#[derive(Deserialize)]
struct Row {
    id: NonZeroU64,
}

async fn ask_for_one(reader: &Reader, path: &str) -> Result<Option<NonZeroU64>, ApiError> {
    let at = ApiPath::new("groups").seg(path).query("with_projects", "false");
    match reader.find(&at).await {
        Ok(None) => Ok(None),
        Ok(Some(group)) => {
            reader.understood(&at, vec![group]).map(|it: Vec<Row>| it.first().map(|it| it.id))
        }
        Err(error) if error.cause() == Some(Cause::Hidden) => Ok(None),
        Err(error) => Err(error),
    }
}
