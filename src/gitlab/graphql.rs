//! Queries in GraphQL, as GitLab answers them over GET.
//!
//! GitLab refuses to change anything in response to a GET (422). **Invariant:** what comes from outside travels in the
//! variables of a query: no name can become a part of it.

use super::ApiPath;
use super::errors::{ApiError, Cause, Trouble};
use super::mask::Mask;
use futures::future::join_all;
use serde_json::Value;
use std::collections::BTreeMap;

/// The longest address that servers in front of GitLab are sure to pass on.
pub(super) const LONGEST_ADDRESS: usize = 8_000;

/// Where queries are sent.
pub(super) fn endpoint() -> ApiPath {
    ApiPath::new("graphql")
}

/// A query as a path.
pub(super) fn path(query: &str, variables: &Value) -> ApiPath {
    endpoint().query("query", query).query("variables", variables)
}

/// Divides what is asked for by name into queries: at most `most` names in one, and as many as fit into an address.
pub(super) fn batches<'n>(
    names: impl IntoIterator<Item = &'n str>,
    most: usize,
    server: &str,
    query: impl Fn(&[&str]) -> (String, Value),
) -> Vec<Vec<&'n str>> {
    let room = LONGEST_ADDRESS - server.len().min(LONGEST_ADDRESS / 2);
    let fits = |batch: &[&str]| {
        let (query, variables) = query(batch);
        path(&query, &variables).as_str().len() + "/api/".len() <= room
    };
    let mut batches: Vec<Vec<&str>> = Vec::new();
    for name in names {
        match batches.last_mut() {
            Some(batch) if batch.len() < most => {
                batch.push(name);
                if !fits(batch) {
                    batch.pop();
                    batches.push(vec![name]);
                }
            }
            _ => batches.push(vec![name]),
        }
    }
    batches
}

/// What is asked for by name: by one query, and by a request for each name that it leaves open. A single name takes no query.
pub(super) async fn find_each<'n, T, F: Future<Output = Result<Option<T>, ApiError>>>(
    names: &[&'n str],
    noun: &str,
    all: impl Future<Output = Result<BTreeMap<String, Option<T>>, ApiError>>,
    one: impl Fn(&'n str) -> F,
) -> BTreeMap<String, Result<Option<T>, ApiError>> {
    let mut known = BTreeMap::new();
    if names.len() > 1 {
        match all.await {
            Ok(found) => known = found,
            Err(error) => {
                let count = names.len();
                tracing::info!("looking up {count} {noun} one by one: {}", error.what());
            }
        }
    }
    let others = names.iter().filter(|it| !known.contains_key(**it));
    let ask = |name: &&'n str| {
        let (name, found) = ((*name).to_owned(), one(name));
        async move { (name, found.await) }
    };
    let others = join_all(others.map(ask)).await;
    known.into_iter().map(|(name, it)| (name, Ok(it))).chain(others).collect()
}

/// Checks that a query fits into an address.
pub(super) fn check_length(server: &str, path: &ApiPath) -> Result<(), String> {
    let length = server.len() + "/api/".len() + path.as_str().len();
    if length <= LONGEST_ADDRESS {
        return Ok(());
    }
    Err(format!(
        "the address of this query has {length} bytes, more than the {LONGEST_ADDRESS} that servers accept"
    ))
}

/// The `data` of an answer. GitLab answers 200 whatever is wrong with a query, and some of the data may be missing then.
pub(super) fn data(mut answer: Value, trouble: Trouble, mask: &Mask) -> Result<Value, ApiError> {
    let errors = answer["errors"].as_array().filter(|it| !it.is_empty());
    if let Some(errors) = errors {
        let said: Vec<&str> = errors.iter().filter_map(|it| it["message"].as_str()).collect();
        let next = "Check which GraphQL API this version of GitLab has";
        let trouble = trouble.saying(&said.join("; "), mask);
        let trouble = trouble.explained("GitLab refuses the GraphQL query", next);
        return Err(ApiError::Refused(Cause::Invalid, Box::new(trouble)));
    }
    match answer.get_mut("data").map(Value::take) {
        Some(data @ Value::Object(_)) => Ok(data),
        _ => {
            let means = "the response has no `data`, so it is not one of GitLab's GraphQL API";
            let trouble = trouble.explained(means, super::explain::NOT_GITLAB);
            Err(ApiError::Unusable(Box::new(trouble)))
        }
    }
}
