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

/// The numbers of the roles that access lists of branches and tags can have.
const LISTED: &[u64] =
    &[Role::NoOne as u64, Role::Developer as u64, Role::Maintainer as u64, Role::Admin as u64];

/// The same for access lists of environments.
pub(crate) const DEPLOYING: &[u64] = &[20, 30, 40, 60];

/// What an entry can have besides the one that it is for: 0 if it has none.
const MORE: [&str; 2] = ["required_approvals", "group_inheritance_type"];

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
    /// Username, or an e-mail address, which requires an administrator's token.
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
    fn read(entry: &Value, levels: &[u64]) -> Self {
        let is_set = |key: &str| !entry[key].is_null();
        let id = |key: &str| entry[key].as_u64().filter(|it| *it > 0);
        let named: Vec<&str> = ["user_id", "group_id", "deploy_key_id", "member_role_id"]
            .into_iter()
            .filter(|it| is_set(it))
            .collect();
        let level = entry["access_level"].as_u64().filter(|it| levels.contains(it));
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
    match Entry::read(entry, LISTED) {
        Entry::Role(name) => json!(name),
        Entry::User(id) => by_id(USERS, id),
        Entry::Group(id) => by_id(GROUPS, id),
        Entry::Odd(odd) => json!({ "odd": odd }),
    }
}

/// A description of an odd entry, whose own description may be wrong.
pub(crate) fn odd(entry: &Value) -> Option<String> {
    match Entry::read(entry, LISTED) {
        Entry::Odd(odd) if !entry["deploy_key_id"].is_u64() => Some(odd),
        _ => None,
    }
}

/// The level of a role; `None` for anything else.
pub(crate) fn level(word: &str) -> Option<u64> {
    role::number(word).filter(|it| LISTED.contains(it) || DEPLOYING.contains(it))
}

/// An entry of a response that can have more than the one that it is for, as [`with_more`] has it.
pub(crate) fn seen(entry: &Value, levels: &[u64]) -> Datum {
    let by_id = |space, id| {
        let description = entry["access_level_description"].as_str().unwrap_or_default();
        Datum::Ref(Ref::returned(space, id, description))
    };
    let who = match Entry::read(entry, levels) {
        Entry::Role(name) => Datum::Text(name.to_owned()),
        Entry::User(id) => by_id(USERS, id),
        Entry::Group(id) => by_id(GROUPS, id),
        Entry::Odd(odd) => Datum::Text(odd),
    };
    let more = MORE.map(|it| (it, entry[it].as_i64().unwrap_or_default()));
    with_more(who, &more)
}

/// An entry with numbers besides the one that it is for: a record if it has any.
pub(crate) fn with_more(who: Datum, more: &[(&str, i64)]) -> Datum {
    let more: Vec<_> = more.iter().filter(|it| it.1 != 0).collect();
    if more.is_empty() {
        return who;
    }
    let name = match &who {
        Datum::Ref(to) if is_group(to) => "group",
        Datum::Ref(_) => "user",
        _ => "access_level",
    };
    let more = more.into_iter().map(|(name, it)| ((*name).to_owned(), Datum::Int(*it)));
    Datum::Record(std::iter::once((name.to_owned(), who)).chain(more).collect())
}

/// Whom an entry is for, and what else it has.
pub(crate) fn parts(it: &Datum) -> (&Datum, [(&'static str, i64); 2]) {
    let Datum::Record(fields) = it else { return (it, MORE.map(|name| (name, 0))) };
    let who = fields.values().find(|it| !matches!(it, Datum::Int(_))).unwrap_or(it);
    let number = |name: &str| match fields.get(name) {
        Some(Datum::Int(it)) => *it,
        _ => 0,
    };
    (who, MORE.map(|name| (name, number(name))))
}

fn is_group(to: &Ref) -> bool {
    matches!(to.space, Space::Group | Space::Returned(GROUPS, _))
}

/// One entry of a request.
pub(crate) fn entry(it: &Datum) -> Value {
    match it {
        Datum::Text(role) => json!({ "access_level": level(role) }),
        Datum::Ref(to) if is_group(to) => json!({ "group_id": it.body() }),
        Datum::Ref(_) => json!({ "user_id": it.body() }),
        Datum::Record(_) => {
            let (who, more) = parts(it);
            let mut body = entry(who);
            more.iter().filter(|it| it.1 != 0).for_each(|(name, it)| body[*name] = json!(it));
            body
        }
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
        let is_in = if is_group(to) { is_member(named, id, look)? } else { named == id };
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
    changed(after, returned, LISTED, look)
}

/// The same for entries that can have more than the one that they are for: what else an entry has is changed in place.
pub(crate) fn changed(
    after: &[Datum],
    returned: &Value,
    levels: &[u64],
    look: &Look<'_>,
) -> Result<Value, Halt> {
    let mut left: Vec<(Datum, Value)> = Vec::new();
    for it in after {
        let id = match parts(it).0 {
            Datum::Ref(to) => look.resolve(to)?,
            _ => None,
        };
        left.push((it.clone(), json!(id)));
    }
    let is_for = |(wanted, id): &(Datum, Value), entry: &Entry| match (parts(wanted).0, entry) {
        (Datum::Text(role), Entry::Role(it)) => role == it,
        (Datum::Ref(to), Entry::Group(it)) => is_group(to) && *id == *it,
        (Datum::Ref(to), Entry::User(it)) => !is_group(to) && *id == *it,
        _ => false,
    };
    let has = |wanted: &Datum, live: &Value| {
        parts(wanted).1.iter().all(|(name, it)| live[*name].as_i64().unwrap_or_default() == *it)
    };
    let entries = returned.as_array().into_iter().flatten();
    let mut rest = Vec::new();
    for live in entries.filter(|it| !it["deploy_key_id"].is_u64()) {
        let entry = Entry::read(live, levels);
        match left.iter().position(|it| is_for(it, &entry) && has(&it.0, live)) {
            Some(at) => drop(left.remove(at)),
            None => rest.push((live, entry)),
        }
    }
    let mut out = Vec::new();
    for (live, it) in rest {
        if !live["id"].is_u64() {
            return Err(Halt::not_understood(
                "an entry of an access list has no `id`, so it cannot be removed",
            ));
        }
        let mut body = match left.iter().position(|wanted| is_for(wanted, &it)) {
            Some(at) => {
                let (wanted, _) = left.remove(at);
                let mut body = entry(&wanted);
                for (name, number) in parts(&wanted).1 {
                    if live[name].is_i64() {
                        body[name] = json!(number);
                    }
                }
                body
            }
            None => {
                let names = ["access_level", "user_id", "group_id"].into_iter();
                let kept = names.filter(|it| levels != LISTED && !live[*it].is_null());
                let mut body: Value = kept.map(|it| (it.to_owned(), live[it].clone())).collect();
                body["_destroy"] = json!(true);
                body
            }
        };
        body["id"] = live["id"].clone();
        out.push(body);
    }
    let added = left.iter().map(|(it, _)| entry(it));
    Ok(added.chain(out).collect())
}
