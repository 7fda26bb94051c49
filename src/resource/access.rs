//! Who has access: access levels of protected branches, and of everything that GitLab protects in the same way.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Call, Change, Checks, Datum, Halt, Look, Lower, Ref, Setting, Space, role};
use crate::gitlab::ApiPath;

/// Who has access: a role, a user, or a group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Access {
    /// Everyone with at least this role in the project.
    #[schemars(title = "a role", example = &"maintainer", extend("errorMessage" = "Who has access: `no one`, `developer`, `maintainer`, `admin`, `{ user: USERNAME }`, or `{ group: PATH }`."))]
    Role(Role),
    /// A user, who must be a member of the project. Requires GitLab Premium.
    #[schemars(title = "a user")]
    User(UserEntry),
    /// A group that the project is shared with. Requires GitLab Premium.
    #[schemars(title = "a group")]
    Group(GroupEntry),
    /// An entry that GitLab returns by its ID. Never in files.
    #[schemars(skip)]
    Returned(ReturnedEntry),
    /// An entry of GitLab that labwright does not understand. Never in files.
    #[schemars(skip)]
    Odd(OddEntry),
}

/// A role in the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[schemars(inline)]
pub enum Role {
    /// No one, not even administrators.
    #[serde(rename = "no one")]
    NoOne = 0,
    /// Developers, maintainers, and owners.
    #[serde(rename = "developer")]
    Developer = 30,
    /// Maintainers and owners.
    #[serde(rename = "maintainer")]
    Maintainer = 40,
    /// Administrators of the instance.
    #[serde(rename = "admin")]
    Admin = 60,
}

impl Role {
    /// The word in files.
    fn word(self) -> &'static str {
        role::word(self as u64).unwrap_or_default()
    }
}

/// The numbers of the roles that an access list can have.
const LISTED: [u64; 4] =
    [Role::NoOne as u64, Role::Developer as u64, Role::Maintainer as u64, Role::Admin as u64];

/// Whether a change gives someone access who did not have it: a lower role, or a user or group that was not listed.
pub(crate) fn lets_in(change: &Change) -> bool {
    let (Some(Datum::Set(before)), Some(Datum::Set(after))) = (&change.before, &change.after)
    else {
        return false;
    };
    let level = |it: &Datum| match it {
        Datum::Text(role) => level(role).filter(|it| *it > 0),
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

/// An entry that GitLab returns by its ID.
#[derive(Debug, Clone, Deserialize)]
pub struct ReturnedEntry {
    space: String,
    id: u64,
    description: String,
}

/// An entry that labwright does not understand, described.
#[derive(Debug, Clone, Deserialize)]
pub struct OddEntry {
    odd: String,
}

impl Lower for Access {
    fn lower(&self) -> Datum {
        match self {
            Access::Role(role) => Datum::Text(role.word().to_owned()),
            Access::User(UserEntry { user }) => Datum::Ref(Ref::user(user)),
            Access::Group(GroupEntry { group }) => Datum::Ref(Ref::group(group)),
            Access::Returned(ReturnedEntry { space, id, description }) => {
                let space = if space == GROUPS { GROUPS } else { USERS };
                Datum::Ref(Ref::returned(space, *id, description))
            }
            Access::Odd(OddEntry { odd }) => Datum::Text(odd.clone()),
        }
    }
}

/// The name space of an ID.
const USERS: &str = "users";
const GROUPS: &str = "groups";

/// The names of an access list: in files and requests, in responses, and of a single role in requests.
pub(crate) type ListNames = (&'static str, &'static str, &'static str);

/// The value of an access list as it is sent when the object is created: a single role in the short form, which every tier
/// accepts. GitLab would add its default for a list that is not sent to the ones that are, so a list is always sent whole.
pub(crate) fn written(
    lists: &[ListNames],
    field: &str,
    value: &Datum,
) -> Option<(&'static str, Value)> {
    let (field, _, short) = lists.iter().find(|(it, ..)| *it == field)?;
    let Datum::Set(entries) = value else { return None };
    match entries.as_slice() {
        [Datum::Text(role)] => Some((short, json!(level(role)))),
        entries => Some((field, entries.iter().map(entry).collect())),
    }
}

/// A response in the form of the files: these fields unchanged, and the access lists without the entries of deploy keys.
///
/// # Errors
/// If a list is not a list of objects.
pub(crate) fn observed(
    raw: &Value,
    fields: &[&str],
    lists: &[ListNames],
) -> Result<Value, serde_json::Error> {
    let mut object = Map::new();
    for field in fields {
        if let Some(value) = raw.get(*field) {
            object.insert((*field).to_owned(), value.clone());
        }
    }
    for (field, name, _) in lists {
        if let Some(entries) = raw.get(*name) {
            let entries = Vec::<Map<String, Value>>::deserialize(entries)?;
            let entries = entries.into_iter().map(Value::Object);
            let entries = entries.filter(|it| !it["deploy_key_id"].is_u64());
            object.insert((*field).to_owned(), entries.map(|it| returned(&it)).collect());
        }
    }
    Ok(Value::Object(object))
}

/// Keeps the entries of deploy keys, which files cannot declare, when an object is recreated.
pub(crate) fn keep_deploy_keys(call: &mut Call, lists: &[ListNames], raw: &Value) {
    let undo = call.undo.as_mut().map(|it| &mut it.body);
    for body in [Some(&mut call.body), undo].into_iter().flatten().filter_map(Value::as_object_mut)
    {
        for (field, name, short) in lists {
            let entries = raw[*name].as_array().into_iter().flatten();
            let keys = entries.filter(|it| it["deploy_key_id"].is_u64());
            let keys: Vec<Value> =
                keys.map(|it| json!({ "deploy_key_id": it["deploy_key_id"] })).collect();
            if keys.is_empty() {
                continue;
            }
            let role = body.remove(*short).map(|level| json!({ "access_level": level }));
            let others = body.remove(*field).and_then(|it| it.as_array().cloned());
            let all = role.into_iter().chain(others.unwrap_or_default()).chain(keys);
            body.insert((*field).to_owned(), all.collect());
        }
    }
}

/// What the deploy keys in an access list of a response can do: `1 deploy key can also push`.
pub(crate) fn deploy_keys_can(raw: &Value, list: &str, what: &str) -> Option<String> {
    let entries = raw[list].as_array().into_iter().flatten();
    match entries.filter(|it| it["deploy_key_id"].is_u64()).count() {
        0 => None,
        1 => Some(format!("1 deploy key can also {what}")),
        keys => Some(format!("{keys} deploy keys can also {what}")),
    }
}

/// Refuses `no one` next to other entries.
pub(crate) fn check_no_one(checks: &mut Checks, field: &'static str, list: &Setting<Vec<Access>>) {
    let no_one = |it: &Access| matches!(it, Access::Role(Role::NoOne));
    if list.value().is_some_and(|list| list.len() > 1 && list.iter().any(no_one)) {
        checks.refuse(
            field,
            "`no one` has no effect next to other entries: they keep their access",
            "remove `no one`, or remove the other entries",
        );
    }
}

/// `[]` and the one role that GitLab returns for it are the same.
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

/// Who has access by an entry of a response. Anything that is not exactly one of these is odd: it is shown unchanged,
/// differs from everything that a file can declare, and is never mistaken for a role that it resembles.
enum Entry {
    Role(&'static str),
    User(u64),
    Group(u64),
    Odd(String),
}

impl Entry {
    fn read(entry: &Value) -> Self {
        let is_set = |key: &str| !entry[key].is_null();
        let id = |key: &str| entry[key].as_u64().filter(|it| *it > 0);
        let named: Vec<&str> = ["user_id", "group_id", "deploy_key_id", "member_role_id"]
            .into_iter()
            .filter(|it| is_set(it))
            .collect();
        let level = entry["access_level"].as_u64().filter(|it| LISTED.contains(it));
        let level = level.and_then(role::word);
        let found = match named.as_slice() {
            [] => level.map(Entry::Role),
            ["user_id"] => id("user_id").map(Entry::User),
            ["group_id"] => id("group_id").map(Entry::Group),
            _ => None,
        };
        found.unwrap_or_else(|| {
            let value = |key: &str| entry[key].to_string();
            let level =
                level.map_or_else(|| format!("level {}", value("access_level")), str::to_owned);
            let odd = match named.as_slice() {
                [] => level,
                ["member_role_id"] => {
                    format!("custom role {} with {level}", value("member_role_id"))
                }
                several => {
                    let several = several.iter().map(|it| format!("{it} {}", value(it)));
                    format!("{level} with {}", several.collect::<Vec<_>>().join(" and "))
                }
            };
            Entry::Odd(odd.chars().take(200).collect())
        })
    }
}

/// An entry of a response, in the form of the files.
fn returned(entry: &Value) -> Value {
    let by_id = |space: &str, id: u64| json!({ "space": space, "id": id, "description": entry["access_level_description"].as_str().unwrap_or_default() });
    match Entry::read(entry) {
        Entry::Role(name) => json!(name),
        Entry::User(id) => by_id(USERS, id),
        Entry::Group(id) => by_id(GROUPS, id),
        Entry::Odd(odd) => json!({ "odd": odd }),
    }
}

/// A description of an odd entry, whose own description may be wrong.
pub(crate) fn odd(entry: &Value) -> Option<String> {
    match Entry::read(entry) {
        Entry::Odd(odd) if !entry["deploy_key_id"].is_u64() => Some(odd),
        _ => None,
    }
}

/// The level of a role; `None` for anything else.
pub(crate) fn level(word: &str) -> Option<u64> {
    role::number(word).filter(|it| LISTED.contains(it))
}

/// One entry of a request.
pub(crate) fn entry(it: &Datum) -> Value {
    match it {
        Datum::Text(role) => json!({ "access_level": level(role) }),
        Datum::Ref(to) => match to.space {
            Space::Group | Space::Returned("groups", _) => json!({ "group_id": it.body() }),
            _ => json!({ "user_id": it.body() }),
        },
        other => other.body(),
    }
}

/// Whether the token's own user still has access by a list. They can change it now, so they are at least a maintainer and
/// any role includes them. An administrator can always get access: as a member, or as another user.
pub(crate) fn lets_me_in(list: &[Datum], look: &Look<'_>) -> Result<bool, Halt> {
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

/// Whether a user is a direct member of a group, as a developer or higher, as GitLab requires (its source, 18.9).
fn is_member(group: u64, user: u64, look: &Look<'_>) -> Result<bool, Halt> {
    let path = ApiPath::new("groups").seg(group).seg("members").seg(user);
    let member = look.find(path)?.and_then(|it| it["access_level"].as_u64());
    Ok(member.is_some() && member >= level("developer"))
}

/// What to add and what to remove so that the list of a response becomes `after`. Of duplicate entries,
/// one is kept.
pub(crate) fn delta(after: &[Datum], returned: &Value, look: &Look<'_>) -> Result<Value, Halt> {
    let mut left: Vec<(Datum, Value)> = Vec::new();
    for it in after {
        let id = match it {
            Datum::Ref(to) => look.resolve(to)?,
            _ => None,
        };
        left.push((it.clone(), json!(id)));
    }
    let mut out = Vec::new();
    let entries = returned.as_array().into_iter().flatten();
    for live in entries.filter(|it| !it["deploy_key_id"].is_u64()) {
        let entry = Entry::read(live);
        let is_it = |(wanted, id): &(Datum, Value)| match (wanted, &entry) {
            (Datum::Text(role), Entry::Role(it)) => role == it,
            (Datum::Ref(to), Entry::Group(it)) => to.space == Space::Group && *id == *it,
            (Datum::Ref(to), Entry::User(it)) => to.space != Space::Group && *id == *it,
            _ => false,
        };
        match left.iter().position(is_it) {
            Some(at) => drop(left.remove(at)),
            None if live["id"].is_u64() => out.push(json!({ "id": live["id"], "_destroy": true })),
            None => {
                return Err(Halt::not_understood(
                    "an entry of an access list has no `id`, so it cannot be removed",
                ));
            }
        }
    }
    let added = left.iter().map(|(it, _)| entry(it));
    Ok(added.chain(out).collect())
}
