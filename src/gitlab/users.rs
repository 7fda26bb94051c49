//! Users by name, in few requests.
//!
//! **Invariants:** names are looked up with `users(usernames:)`, never with several `user(username:)` in one query: GitLab
//! answers those with the data of other users. A user counts only under a name that was asked for, and a response that
//! leaves a doubt is replaced by one request for each name.

use super::{ApiError, ApiPath, Reader, graphql};
use futures::future::join_all;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU64;

/// The maximum number of names in a query: GitLab returns no more users at once.
const BATCH: usize = 100;

/// Finds users. A variable cannot be `null`, and no query is sent for no names: GitLab takes both for all users.
const QUERY: &str = "query($names: [String!]!) { users(usernames: $names, first: 100) { nodes { id username } \
                     pageInfo { hasNextPage } } }";

/// The ID of each user, by name in lower case; `None` for a name that no user has whom the token can see.
pub(crate) type Found = BTreeMap<String, Result<Option<NonZeroU64>, ApiError>>;

/// Finds users by their names, in lower case.
pub(crate) async fn find_users(reader: &Reader, names: BTreeSet<&str>) -> Found {
    let query = |names: &[&str]| (QUERY.to_owned(), json!({ "names": names }));
    let batches = graphql::batches(names, BATCH, &reader.server().url, query);
    let found = join_all(batches.iter().map(|it| find_batch(reader, it))).await;
    found.into_iter().flatten().collect()
}

async fn find_batch(reader: &Reader, names: &[&str]) -> Found {
    let one = |it| ask_for_one(reader, it);
    graphql::find_each(names, "users", ask_for_all(reader, names), one).await
}

#[derive(Deserialize)]
struct Data {
    users: Users,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Users {
    nodes: Vec<Node>,
    page_info: PageInfo,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    username: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
}

/// All of the names: a user who is not returned does not exist.
async fn ask_for_all(
    reader: &Reader,
    names: &[&str],
) -> Result<BTreeMap<String, Option<NonZeroU64>>, ApiError> {
    let data = reader.graphql(QUERY, &json!({ "names": names })).await?;
    let doubt = |why: &str| reader.not_understood(&graphql::endpoint(), why);
    let Data { users } = Data::deserialize(data).map_err(|it| doubt(&it.to_string()))?;
    if users.page_info.has_next_page {
        return Err(doubt("the response has more users than names"));
    }
    let mut ids = BTreeMap::new();
    for Node { id, username } in users.nodes {
        let id = id.strip_prefix("gid://gitlab/User/").and_then(|it| it.parse().ok());
        let name = username.to_lowercase();
        match id {
            Some(id) if names.contains(&name.as_str()) && !ids.contains_key(&name) => {
                ids.insert(name, id);
            }
            _ => return Err(doubt("the response has a user who was not asked for")),
        }
    }
    Ok(names.iter().map(|it| ((*it).to_owned(), ids.get(*it).copied())).collect())
}

#[derive(Deserialize)]
struct Row {
    id: NonZeroU64,
    username: String,
}

async fn ask_for_one(reader: &Reader, name: &str) -> Result<Option<NonZeroU64>, ApiError> {
    let path = ApiPath::new("users").query("username", name);
    let rows: Vec<Row> = reader.understood(&path, reader.list(&path).await?)?;
    Ok(rows.iter().find(|it| it.username.to_lowercase() == name).map(|it| it.id))
}

/// A user, found by one of their e-mail addresses.
#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) id: NonZeroU64,
    pub(crate) username: String,
}

/// The user of each e-mail address; `None` for one that no user has. Only administrators can ask.
pub(crate) type Accounts = BTreeMap<String, Result<Option<Account>, ApiError>>;

/// Finds users by their e-mail addresses, in lower case.
pub(crate) async fn find_accounts(reader: &Reader, emails: BTreeSet<&str>) -> Accounts {
    let one = |it: &str| {
        let email = it.to_owned();
        async move {
            let found = account_of(reader, &email).await;
            (email, found)
        }
    };
    join_all(emails.into_iter().map(one)).await.into_iter().collect()
}

/// A search finds names, too, and anyone can call themselves like the address of another person: so only the addresses that
/// GitLab lists count. The primary one is in the response, and the others must be confirmed.
async fn account_of(reader: &Reader, email: &str) -> Result<Option<Account>, ApiError> {
    #[derive(Deserialize)]
    struct Found {
        id: NonZeroU64,
        username: String,
        email: String,
    }
    #[derive(Deserialize)]
    struct Address {
        email: String,
        confirmed_at: Option<String>,
    }
    let path = ApiPath::new("users").query("search", email);
    let found: Vec<Found> = reader.understood(&path, reader.list(&path).await?)?;
    let is_it = |it: &str| it.to_lowercase() == email;
    let account = |it: &Found| Account { id: it.id, username: it.username.clone() };
    if let Some(primary) = found.iter().find(|it| is_it(&it.email)) {
        return Ok(Some(account(primary)));
    }
    for candidate in &found {
        let path = ApiPath::new("users").seg(candidate.id).seg("emails");
        let own: Vec<Address> = reader.understood(&path, reader.list(&path).await?)?;
        if own.iter().any(|it| is_it(&it.email) && it.confirmed_at.is_some()) {
            return Ok(Some(account(candidate)));
        }
    }
    Ok(None)
}
