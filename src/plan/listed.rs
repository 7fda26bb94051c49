//! The projects and groups that GitLab lists: of the instance, of the token's user, or in a namespace.
//!
//! **Invariant:** a list is complete and understood, or an error: what is missing from it would look as if it did not exist.

use std::num::NonZeroU64;

use serde_json::Value;

use crate::gitlab::{ApiError, ApiPath, Listing, Paging, Reader, find_users};
use crate::resource::{Naming, Scope};

/// Projects of a page of a namespace: larger pages are not cheaper for GitLab, and smaller ones are read at the same time.
const PER_PAGE: usize = 20;

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    Projects,
    Groups,
}

/// Where.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Within<'n> {
    /// In the whole instance. GitLab lists all of it for administrators only ([`administers`]).
    Instance,
    /// Where the token's user is a member.
    Membership,
    /// In this group and the groups below it, or in the namespace of this user.
    Namespace(&'n str),
}

/// Lists projects or groups, as GitLab returns each of them for itself, with their scopes. `filters` are parameters of the list.
///
/// # Errors
/// Any [`ApiError`]. A 404 is a namespace that does not exist, or that the token cannot see.
pub(crate) async fn listed(
    reader: &Reader,
    what: What,
    within: Within<'_>,
    filters: &[(&'static str, &str)],
) -> Result<Vec<(Scope, Value)>, ApiError> {
    let with = |path: ApiPath| {
        let sorted = path.query("order_by", "id").query("sort", "asc");
        filters.iter().fold(sorted, |path, (name, value)| path.query(name, value))
    };
    let groups = || ApiPath::new("groups");
    let (path, paging) = match (what, within) {
        (What::Projects, Within::Instance) => (ApiPath::new("projects"), Paging::Keyset),
        (What::Projects, Within::Membership) => {
            (ApiPath::new("projects").query("membership", "true"), Paging::Keyset)
        }
        // GitLab ignores the keyset here (measured).
        (What::Projects, Within::Namespace(path)) => {
            let below = groups().seg(path).seg("projects").query("per_page", PER_PAGE);
            let below = below.query("include_subgroups", "true").query("with_shared", "false");
            (below, Paging::Offset)
        }
        (What::Groups, Within::Instance) => {
            (groups().query("all_available", "true"), Paging::Offset)
        }
        (What::Groups, Within::Membership) => {
            (groups().query("all_available", "false"), Paging::Offset)
        }
        (What::Groups, Within::Namespace(path)) => {
            (groups().seg(path).seg("descendant_groups"), Paging::Offset)
        }
    };
    let mut path = with(path);
    let mut list = reader.list_as(&path, Listing { paging, ..Listing::default() }).await;
    if let (Err(error), Within::Namespace(name)) = (&list, within)
        && error.status() == Some(404)
        && let Some(id) = user(reader, name).await?
    {
        path = with(ApiPath::new("users").seg(id).seg("projects").query("per_page", PER_PAGE));
        list = match what {
            What::Projects => reader.list(&path).await,
            What::Groups => Ok(Vec::new()),
        };
    }
    let found = list?.into_iter().map(|it| understood(what, it)).collect::<Result<_, _>>();
    found.map_err(|why| {
        reader.not_understood(&path, &format!("cannot understand GitLab's list: {why}"))
    })
}

/// The ID of the user whose namespace has this path. Only groups have others above them.
async fn user(reader: &Reader, path: &str) -> Result<Option<NonZeroU64>, ApiError> {
    let name = path.to_lowercase();
    if name.contains('/') || Naming::User.flaw(&name).is_some() {
        return Ok(None);
    }
    find_users(reader, [name.as_str()].into()).await.remove(&name).unwrap_or(Ok(None))
}

/// A project or group of a list, without what nobody here asks for.
fn understood(what: What, mut it: Value) -> Result<(Scope, Value), String> {
    let field = match what {
        What::Projects => "path_with_namespace",
        What::Groups => "full_path",
    };
    let id = it["id"].clone();
    let is_path =
        |it: &&str| Naming::Path.flaw(it).is_none() && (what == What::Groups || it.contains('/'));
    let path = it[field].as_str().filter(is_path);
    let path = path.ok_or_else(|| format!("{id} has no valid path"))?;
    let scope = match what {
        What::Projects => Scope::project(path),
        What::Groups => Scope::group(path),
    };
    if !matches!(it["archived"], Value::Bool(_) | Value::Null) {
        return Err(format!("`archived` of {id} is neither true nor false"));
    }
    if !matches!(it["marked_for_deletion_on"], Value::String(_) | Value::Null) {
        return Err(format!("`marked_for_deletion_on` of {id} is not a date"));
    }
    let is_topics = match &it["topics"] {
        Value::Array(topics) => topics.iter().all(Value::is_string),
        other => other.is_null(),
    };
    if !is_topics {
        return Err(format!("`topics` of {id} is not a list of names"));
    }
    // GitLab lists it for maintainers.
    it.as_object_mut().map(|it| it.shift_remove("runners_token"));
    Ok((scope, it))
}

/// Whether the token has the rights of an administrator. GitLab returns `is_admin` for a token that lacks the scope
/// `admin_mode`, too, and lists less for it (measured); so something is read that only administrators can read.
///
/// # Errors
/// Any [`ApiError`].
pub(crate) async fn administers(reader: &Reader) -> Result<bool, ApiError> {
    match reader.page(&ApiPath::new("hooks").query("per_page", 1)).await {
        Ok(_) => Ok(true),
        Err(error) if error.status() == Some(403) => Ok(false),
        Err(error) => Err(error),
    }
}
