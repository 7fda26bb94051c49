//! Members of projects and groups.
//!
//! The access level of a member is in the map of its project or group, from which roles are computed; the rest of its row is among the
//! rows of plain collections.

use serde_json::{Value, json};

use crate::sandbox::http::gates::{in_project, known_group, signed_in};
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::views::users;
use crate::sandbox::world::{GUEST, MAINTAINER, OWNER, Of, Row, World};

const ID: &[Param] = &[Param::text("id").required()];

const USER: &[Param] = &[Param::integer("user_id").required()];

const QUERY: &[Param] = &[Param::text("query")];

const NEW: &[Param] = &[
    Param::integer("access_level").required(),
    Param::text("user_id"),
    Param::text("username"),
    Param::new("expires_at", Kind::Moment),
    ROLE,
];

const ROLE: Param = Param::integer("member_role_id");

const CHANGE: &[Param] =
    &[Param::integer("access_level").required(), Param::new("expires_at", Kind::Moment), ROLE];

/// The access levels of an invitation.
pub(super) const PLACES: &[&str] = &["5", "10", "15", "20", "30", "40", "50"];

/// The members of a project or a group; `$reads` is the gate for reading.
macro_rules! members_of {
    ($place:literal, $reads:expr) => {
        &[
            route("GET", concat!($place, "/members"), $reads, &[ID, QUERY, &PAGE], members),
            route("GET", concat!($place, "/members/all"), $reads, &[ID, QUERY, &PAGE], members),
            route("GET", concat!($place, "/members/all/:user_id"), $reads, &[ID, USER], member),
            route("GET", concat!($place, "/members/:user_id"), $reads, &[ID, USER], member),
            route("POST", concat!($place, "/members"), signed_in, &[ID, NEW], add),
            route(
                "PUT",
                concat!($place, "/members/:user_id"),
                signed_in,
                &[ID, USER, CHANGE],
                change,
            ),
            route("DELETE", concat!($place, "/members/:user_id"), signed_in, &[ID, USER], remove),
        ]
    };
}

pub(crate) const OF_PROJECTS: &[Route] = members_of!("/projects/{id}", in_project);

pub(crate) const OF_GROUPS: &[Route] = members_of!("/groups/{id}", signed_in);

/// The project or group that the path names.
pub(super) fn place(call: &mut Call<'_>) -> Result<Of, Refusal> {
    if call.route.pattern.starts_with("/groups/") {
        Ok(Of::Group(known_group(call)?.id))
    } else {
        Ok(Of::Project(call.project_id()?))
    }
}

/// The path of the parent group.
fn above(world: &World, of: Of) -> &str {
    world.path_of(of).and_then(|path| path.rsplit_once('/')).map_or("", |(above, _)| above)
}

/// The access level of a direct member.
fn direct(world: &World, of: Of, user: u64) -> Option<u8> {
    let members = match of {
        Of::Instance | Of::Row(..) => return None,
        Of::Group(id) => &world.groups.get(&id)?.members,
        Of::Project(id) => &world.projects.get(&id)?.members,
    };
    members.get(&user).copied()
}

/// The access level of a member, direct or inherited; 0 for none. Being an administrator does not count.
fn effective(world: &World, of: Of, user: u64) -> u8 {
    match of {
        Of::Project(id) => {
            world.projects.get(&id).map_or(0, |project| world.member_level(user, project))
        }
        _ => world.group_level(user, world.path_of(of).unwrap_or_default()),
    }
}

fn set(world: &mut World, of: Of, user: u64, level: u8) {
    let members = match of {
        Of::Instance | Of::Row(..) => None,
        Of::Group(id) => world.groups.get_mut(&id).map(|group| &mut group.members),
        Of::Project(id) => world.projects.get_mut(&id).map(|project| &mut project.members),
    };
    members.map(|members| members.insert(user, level));
}

/// The attributes of a member other than the access level.
fn row(world: &World, of: Of, user: u64) -> Option<&Row> {
    world.rows.get(&(of, "members"))?.iter().find(|row| row.get("id") == Some(&json!(user)))
}

fn forget(world: &mut World, of: Of, user: u64) {
    if let Some(rows) = world.rows.get_mut(&(of, "members")) {
        rows.retain(|row| row.get("id") != Some(&json!(user)));
    }
}

fn put(world: &mut World, of: Of, user: u64, row: Row) {
    forget(world, of, user);
    world.rows.entry((of, "members")).or_default().push(row);
}

/// The source of a membership: the own row, else that of the nearest ancestor group.
fn source(world: &World, of: Of, user: u64) -> Of {
    let mut place = of;
    while direct(world, place, user).is_none() {
        match world.group_at(above(world, place)) {
            Some(id) => place = Of::Group(id),
            None => return of,
        }
    }
    place
}

fn shown(world: &World, of: Of, user: u64, level: u8) -> Value {
    let source = source(world, of, user);
    let row = row(world, source, user);
    // Members in a seed were added by the project's creator, or by root.
    let (made, maker) = match source {
        Of::Project(id) => world.projects.get(&id).map(|it| (it.created_at, Some(it.creator))),
        Of::Group(id) => world.groups.get(&id).map(|it| (it.created_at, world.user_named("root"))),
        Of::Instance | Of::Row(..) => None,
    }
    .unwrap_or_default();
    let told = |name: &str| row.and_then(|row| row.get(name)).cloned();
    let by = told("created_by").map_or(maker, |by| by.as_u64());
    let mut body = users::user(world, user);
    body["access_level"] = json!(level);
    body["created_at"] = told("created_at").unwrap_or_else(|| json!(made.text()));
    // Nobody added the creator of a group.
    if let Some(by) = by.filter(|by| *by != user || row.is_some()) {
        body["created_by"] = users::user(world, by);
    }
    body["expires_at"] = told("expires_at").unwrap_or_default();
    body["membership_state"] = json!("active");
    // An address that nobody has as a person.
    if let Some(service) = world.users.get(&user).filter(|it| it.service) {
        body["email"] = json!(service.email);
    }
    if let Some(role) = told("member_role_id").and_then(|id| role(world, &id)) {
        body["member_role"] = json!(role);
    }
    body
}

/// Only members of a group can list its members.
fn may_read(call: &Call<'_>, of: Of) -> Result<(), Refusal> {
    let level = effective(call.world, of, call.me());
    let open = !matches!(of, Of::Group(_)) || call.is_admin() || level >= GUEST;
    if open { Ok(()) } else { Err(Refusal::forbidden()) }
}

fn members(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = place(call)?;
    may_read(call, of)?;
    let all = call.route.pattern.ends_with("/all");
    let part = call.params.text("query").map(str::to_lowercase);
    let admin = call.is_admin();
    let found = call.world.users.values().filter_map(|user| {
        let level = if all {
            Some(effective(call.world, of, user.id)).filter(|level| *level >= GUEST)
        } else {
            direct(call.world, of, user.id)
        }?;
        let holds = |part: &String| {
            let email = admin && user.has_email(part);
            email
                || user.username.to_lowercase().contains(part)
                || user.name.to_lowercase().contains(part)
        };
        part.as_ref().is_none_or(holds).then_some((user.id, level))
    });
    let found: Vec<(u64, u8)> = found.collect();
    call.page(found, |(user, level)| read(call, of, user, level))
}

/// A member as an answer to a GET shows one: with the e-mail address for administrators.
fn read(call: &Call<'_>, of: Of, user: u64, level: u8) -> Value {
    let mut body = shown(call.world, of, user, level);
    if call.is_admin() {
        body["email"] = json!(call.world.users.get(&user).map(|it| &it.email));
    }
    body
}

fn member(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, user) = (place(call)?, call.params.id("user_id"));
    may_read(call, of)?;
    let level = if call.route.pattern.contains("/all/") {
        Some(effective(call.world, of, user)).filter(|level| *level > 0)
    } else {
        direct(call.world, of, user)
    };
    let level = level.ok_or_else(Refusal::not_found)?;
    Ok(Reply::ok(read(call, of, user, level)))
}

/// Refuses callers who cannot grant or revoke an access level: maintainers manage members of a project, owners those of a group.
pub(super) fn may_write(call: &Call<'_>, of: Of, level: u8) -> Result<(), Refusal> {
    let own = effective(call.world, of, call.me());
    let needed = if matches!(of, Of::Group(_)) { OWNER } else { MAINTAINER };
    // Maintainers cannot manage the newer levels in between, which have rights that maintainers lack.
    let beyond = level > MAINTAINER || matches!(level, 15 | 25);
    let enough = own >= needed && (own >= OWNER || !beyond);
    if call.is_admin() || enough { Ok(()) } else { Err(Refusal::forbidden()) }
}

fn refuse(field: &str, why: &str) -> Refusal {
    Refusal::message(400, json!({ field: [why] }))
}

fn level_named(level: u8) -> &'static str {
    match level {
        10 => "Guest",
        15 => "Planner",
        20 => "Reporter",
        25 => "Security Manager",
        30 => "Developer",
        40 => "Maintainer",
        _ => "Owner",
    }
}

/// An access level, the expiry date, and the ID of a custom role.
type Asked = (u8, Value, Value);

/// The custom role with an ID.
fn role<'w>(world: &'w World, id: &Value) -> Option<&'w Row> {
    world.rows.get(&(Of::Instance, "member_roles"))?.iter().find(|row| row.get("id") == Some(id))
}

/// The access level, the expiry date, and the role that were sent, if valid.
fn wanted(call: &Call<'_>, of: Of, user: u64, before: Option<Asked>) -> Result<Asked, Refusal> {
    let level = call.params.int("access_level").unwrap_or(0);
    let level = u8::try_from(level).unwrap_or(0);
    let day = call.params.moment("expires_at").map(|moment| json!(moment.day()));
    let (_, kept_day, kept_role) = before.clone().unwrap_or_default();
    let day = if call.params.has("expires_at") { day.unwrap_or_default() } else { kept_day };
    let custom = call.params.get("member_role_id").cloned().unwrap_or_else(|| kept_role.clone());
    let asked = (level, day, custom);
    if Some(&asked) == before.as_ref() {
        return Ok(asked);
    }
    if ![10, 15, 20, 25, 30, 40, 50].contains(&level) {
        return Err(refuse("access_level", "is not included in the list"));
    }
    let upper = above(call.world, of);
    let inherited = call.world.group_level(user, upper);
    if inherited > level {
        let mut name = upper;
        let group = loop {
            let id = call.world.group_at(name).unwrap_or(0);
            match direct(call.world, Of::Group(id), user) {
                Some(own) if own == inherited => break call.world.groups.get(&id),
                _ => {}
            }
            match name.rsplit_once('/') {
                Some((above, _)) => name = above,
                None => break None,
            }
        };
        let why = format!(
            "should be greater than or equal to {} inherited membership from group {}",
            level_named(inherited),
            group.map_or(upper, |group| &group.name),
        );
        return Err(refuse("access_level", &why));
    }
    let base =
        role(call.world, &asked.2).map(|role| role.get("base_access_level") == Some(&json!(level)));
    match base {
        None if asked.2.is_null() => {}
        None if before.is_none() => return Err(Refusal::crash()),
        None => return Err(refuse("member_role", "not found")),
        Some(false) => {
            let why = "the custom role's base access level does not match the current access level";
            let mut complaints = json!({ "member_role_id": [why] });
            if kept_role == asked.2 {
                let why = "cannot be changed because of an existing association with a custom role";
                complaints["access_level"] = json!([why]);
            }
            return Err(Refusal::message(400, complaints));
        }
        Some(true) => {}
    }
    if asked.1.as_str().is_some_and(|day| *day < *call.world.now.day()) {
        return Err(refuse("expires_at", "cannot be a date in the past"));
    }
    Ok(asked)
}

fn add(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = place(call)?;
    let ids = call.params.text("user_id").unwrap_or("").to_owned();
    let named = call.params.text("username").unwrap_or("").to_owned();
    if ids.is_empty() && named.is_empty() {
        let why = "user_id, username are missing, at least one parameter must be provided";
        return Err(Refusal::error(400, why));
    }
    let words: Vec<&str> = if ids.is_empty() { &named } else { &ids }.split(',').collect();
    let find = |word: &&str| {
        let fits = |user: &&crate::sandbox::world::model::User| {
            if ids.is_empty() { user.username == *word } else { user.id.to_string() == *word }
        };
        call.world.users.values().find(fits).map(|user| user.id)
    };
    let users: Option<Vec<u64>> = words.iter().map(find).collect();
    let users = users.ok_or_else(|| Refusal::no_such("User"))?;
    let single = users.len() == 1;
    for user in users {
        // Everyone can learn that a user is a member.
        if direct(call.world, of, user).is_some() {
            if !single {
                continue;
            }
            return Err(Refusal::message(409, "Member already exists"));
        }
        let asked = u8::try_from(call.params.int("access_level").unwrap_or(0)).unwrap_or(0);
        may_write(call, of, asked)?;
        let (level, day, role) = wanted(call, of, user, None)?;
        let made = json!({
            "id": user, "created_by": call.me(), "created_at": call.world.now.text(), "expires_at": day,
            "member_role_id": role,
        });
        set(call.world, of, user, level);
        put(call.world, of, user, made.as_object().cloned().unwrap_or_default());
        if single {
            return Ok(Reply::created(shown(call.world, of, user, level)));
        }
    }
    Ok(Reply::created(json!({ "status": "success" })))
}

/// Adds a user, or gives a member another access level, as an invitation does.
pub(super) fn add_or_change(call: &mut Call<'_>, of: Of, user: u64) -> Result<(), Refusal> {
    let before = direct(call.world, of, user);
    let known = row(call.world, of, user).cloned();
    let kept = |name: &str| known.as_ref().and_then(|it| it.get(name)).cloned().unwrap_or_default();
    let before = before.map(|level| (level, kept("expires_at"), kept("member_role_id")));
    let (level, day, role) = wanted(call, of, user, before)?;
    let mut made = known.unwrap_or_else(|| {
        let made =
            json!({ "id": user, "created_by": call.me(), "created_at": call.world.now.text() });
        made.as_object().cloned().unwrap_or_default()
    });
    made.insert(String::from("expires_at"), day);
    made.insert(String::from("member_role_id"), role);
    set(call.world, of, user, level);
    put(call.world, of, user, made);
    Ok(())
}

/// Refuses to leave a group without an owner.
fn last_owner(call: &Call<'_>, of: Of, user: u64) -> Result<(), Refusal> {
    let Of::Group(id) = of else { return Ok(()) };
    let Some(group) = call.world.groups.get(&id) else { return Ok(()) };
    let owners = group.members.iter().filter(|(_, level)| **level >= OWNER).map(|(user, _)| *user);
    let upper = above(call.world, of);
    let others = call.world.users.keys().any(|id| call.world.group_level(*id, upper) >= OWNER);
    let last = owners.eq([user]) && !others;
    if last { Err(Refusal::forbidden()) } else { Ok(()) }
}

fn change(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, user) = (place(call)?, call.params.id("user_id"));
    let before = direct(call.world, of, user).ok_or_else(Refusal::not_found)?;
    let asked = u8::try_from(call.params.int("access_level").unwrap_or(0)).unwrap_or(0);
    may_write(call, of, before)?;
    may_write(call, of, asked)?;
    last_owner(call, of, user)?;
    let mut told = row(call.world, of, user).cloned().unwrap_or_else(|| {
        let whole = shown(call.world, of, user, before);
        let by = whole["created_by"]["id"].clone();
        let made = json!({ "id": user, "created_by": by, "created_at": whole["created_at"] });
        made.as_object().cloned().unwrap_or_default()
    });
    let day = told.get("expires_at").cloned().unwrap_or_default();
    let role = told.get("member_role_id").cloned().unwrap_or_default();
    let (level, day, role) = wanted(call, of, user, Some((before, day, role)))?;
    told.insert(String::from("expires_at"), day);
    told.insert(String::from("member_role_id"), role);
    set(call.world, of, user, level);
    put(call.world, of, user, told);
    Ok(Reply::ok(shown(call.world, of, user, level)))
}

fn remove(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, user) = (place(call)?, call.params.id("user_id"));
    let level = direct(call.world, of, user).ok_or_else(Refusal::not_found)?;
    if user != call.me() {
        may_write(call, of, level)?;
    }
    last_owner(call, of, user)?;
    forget(call.world, of, user);
    match of {
        Of::Project(id) => call.world.remove_member(id, user),
        Of::Group(id) => {
            call.world.groups.get_mut(&id).map(|group| group.members.remove(&user));
        }
        Of::Instance | Of::Row(..) => {}
    }
    Ok(Reply::no_content())
}
