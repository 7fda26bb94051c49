//! Who is let in: access levels of protected branches, and of whatever GitLab protects in the same way.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Change, Datum, Look, Lower, Missing, Ref, Setting, Space};
use crate::gitlab::ApiPath;

/// Who is let in: a role, a user or a group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Access {
    /// Everybody with at least this role in the project.
    #[schemars(title = "a role", example = &"maintainer", extend("errorMessage" = "Who is let in: `no one`, `developer`, `maintainer`, `admin`, `{ user: USERNAME }` or `{ group: PATH }`."))]
    Role(Role),
    /// One user, who must be a member of the project. Premium and Ultimate.
    #[schemars(title = "a user")]
    User(UserEntry),
    /// A group that the project is shared with. Premium and Ultimate.
    #[schemars(title = "a group")]
    Group(GroupEntry),
    /// An entry that GitLab told by its id. Never in files.
    #[schemars(skip)]
    Told(ToldEntry),
}

/// A role in the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline)]
pub enum Role {
    /// Nobody, administrators included.
    #[serde(rename = "no one")]
    NoOne,
    /// Developers, maintainers and owners.
    #[serde(rename = "developer")]
    Developer,
    /// Maintainers and owners.
    #[serde(rename = "maintainer")]
    Maintainer,
    /// Administrators of the instance.
    #[serde(rename = "admin")]
    Admin,
}

impl Role {
    const ALL: [(Role, u64, &'static str); 4] = [
        (Role::NoOne, 0, "no one"),
        (Role::Developer, 30, "developer"),
        (Role::Maintainer, 40, "maintainer"),
        (Role::Admin, 60, "admin"),
    ];
}

/// Whether a list lets somebody in whom the list before kept out: a lower role, or a user or group that was not named.
pub(crate) fn lets_in(change: &Change) -> bool {
    let (Some(Datum::Set(before)), Some(Datum::Set(after))) = (&change.before, &change.after)
    else {
        return false;
    };
    let level = |it: &Datum| match it {
        Datum::Text(role) => Some(level(role)).filter(|it| *it > 0),
        _ => None,
    };
    let lowest = before.iter().filter_map(level).min().unwrap_or(u64::MAX);
    after.iter().any(|it| match (level(it), it) {
        (Some(role), _) => role < lowest,
        (None, Datum::Text(_)) => false,
        (None, _) => !before.contains(it),
    })
}

/// One user.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(title = "a user")]
#[serde(deny_unknown_fields)]
pub struct UserEntry {
    /// Username, without `@`.
    #[schemars(length(min = 1), regex(pattern = r"^[^@]"), extend("patternErrorMessage" = "the username, without `@`"), example = &"alice")]
    pub user: String,
}

/// One group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(title = "a group")]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    /// Full path of the group.
    #[schemars(length(min = 1), example = &"acme/release-team")]
    pub group: String,
}

/// An entry told by id.
#[derive(Debug, Clone, Deserialize)]
pub struct ToldEntry {
    space: String,
    id: u64,
    description: String,
}

impl Lower for Access {
    fn lower(&self) -> Datum {
        match self {
            Access::Role(role) => {
                let named = Role::ALL.iter().find(|(it, ..)| it == role);
                Datum::Text(named.map_or("", |(_, _, name)| name).to_owned())
            }
            Access::User(UserEntry { user }) => Datum::Ref(Ref::user(user)),
            Access::Group(GroupEntry { group }) => Datum::Ref(Ref::group(group)),
            Access::Told(ToldEntry { space, id, description }) => {
                let space = TOLD.into_iter().find(|it| it == space).unwrap_or("roles");
                Datum::Ref(Ref::told(space, *id, description))
            }
        }
    }
}

/// Where an answer tells an entry by its id.
const TOLD: [&str; 2] = ["users", "groups"];

/// `[]` and the one role that GitLab shows for it are the same.
pub(crate) fn exact(list: &Setting<Vec<Access>>, empty_is: &str) -> Setting<Datum> {
    match list {
        Setting::Value(list) if list.is_empty() => {
            Setting::Value(Datum::set([Datum::Text(empty_is.to_owned())]))
        }
        Setting::Value(list) => Setting::Value(list.lower()),
        Setting::Cleared => Setting::Cleared,
        Setting::Unmanaged => Setting::Unmanaged,
    }
}

/// An entry of an answer, in the shape of the files.
pub(crate) fn told(entry: &Value) -> Value {
    let by_id = |space: &str, id: u64| json!({ "space": space, "id": id, "description": entry["access_level_description"].as_str().unwrap_or_default() });
    match (entry["user_id"].as_u64(), entry["group_id"].as_u64(), entry["access_level"].as_u64()) {
        (Some(id), ..) => by_id("users", id),
        (_, Some(id), _) => by_id("groups", id),
        (.., Some(level)) => match Role::ALL.iter().find(|(_, it, _)| *it == level) {
            Some((_, _, name)) => json!(name),
            None => by_id("roles", level),
        },
        _ => json!("maintainer"),
    }
}

pub(crate) fn level(role: &str) -> u64 {
    Role::ALL.iter().find(|(_, _, name)| *name == role).map_or(40, |(_, level, _)| *level)
}

/// One entry of a request.
pub(crate) fn entry(it: &Datum) -> Value {
    match it {
        Datum::Text(role) => json!({ "access_level": level(role) }),
        Datum::Ref(to) => match to.space {
            Space::Group | Space::Told("groups", _) => json!({ "group_id": it.body() }),
            _ => json!({ "user_id": it.body() }),
        },
        other => other.body(),
    }
}

/// Whether a list lets in the token's own user, who may change it as it is now: she is a maintainer at least, so a role
/// lets her in. An administrator always finds a way: as a member, or in another user's name.
pub(crate) fn lets_me_in(list: &[Datum], look: &Look<'_>) -> Result<bool, Missing> {
    let role = |it: &Datum| matches!(it, Datum::Text(role) if role != "admin");
    if list.iter().any(role) {
        return Ok(true);
    }
    let me = look.me()?;
    if me["is_admin"] == true {
        return Ok(true);
    }
    let Some(id) = me["id"].as_u64() else { return Ok(false) };
    for entry in list {
        let Datum::Ref(to) = entry else { continue };
        let Some(named) = look.resolve(to)? else { continue };
        let is_in = match to.space {
            Space::Group => is_member(named, id, look)?,
            _ => named == id,
        };
        if is_in {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a user is in a group that was let in: as a member of its own, developer at least (GitLab's source, 18.9).
fn is_member(group: u64, user: u64, look: &Look<'_>) -> Result<bool, Missing> {
    let path = ApiPath::new("groups").seg(group).seg("members").seg(user);
    let level = look.find(path)?.and_then(|it| it["access_level"].as_u64());
    Ok(level.is_some_and(|it| it >= self::level("developer")))
}

/// What to add and what to destroy so that the list of an answer becomes `after`. An entry that is
/// there twice is destroyed down to one.
pub(crate) fn delta(after: &[Datum], told: &Value, look: &Look<'_>) -> Result<Value, Missing> {
    let mut left: Vec<(Datum, Value)> = Vec::new();
    for it in after {
        let id = match it {
            Datum::Ref(to) => look.resolve(to)?,
            _ => None,
        };
        left.push((it.clone(), json!(id)));
    }
    let mut out = Vec::new();
    let entries = told.as_array().into_iter().flatten();
    for live in entries.filter(|it| !it["deploy_key_id"].is_u64()) {
        let is_it = |(wanted, id): &(Datum, Value)| match wanted {
            Datum::Text(role) => {
                live["user_id"].is_null()
                    && live["group_id"].is_null()
                    && live["access_level"] == level(role)
            }
            Datum::Ref(to) => match to.space {
                Space::Group => live["group_id"] == *id,
                _ => live["user_id"] == *id,
            },
            _ => false,
        };
        match left.iter().position(is_it) {
            Some(at) => drop(left.remove(at)),
            None => out.push(json!({ "id": live["id"], "_destroy": true })),
        }
    }
    let added = left.iter().map(|(it, _)| entry(it));
    Ok(added.chain(out).collect())
}
