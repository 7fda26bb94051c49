//! Protected environments of projects, and who can deploy and approve under them and those of groups.
//!
//! The role is checked before the parameters. Entries for users and groups that cannot deploy are silently ignored. Groups
//! share the parsing: `group_environments` differs only in who can be listed.

use serde_json::{Map, Value, json};

use crate::sandbox::http::reply::sentence;
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, route};
use crate::sandbox::views::protections::named;
use crate::sandbox::world::{
    ADMIN, AccessLevel, ApprovalRule, DEVELOPER, DeployAccess, Group, Licence, MAINTAINER, Project,
    ProtectedEnvironment, Time, World, take,
};

const LEVELS: &[&str] = &["20", "30", "40", "60"];

const INHERITANCE: &[&str] = &["0", "1"];

const ACCESS: &[Param] = &[
    Param::integer("id"),
    Param::integer("access_level").values(LEVELS),
    Param::integer("user_id"),
    Param::integer("group_id"),
    Param::integer("group_inheritance_type").values(INHERITANCE),
    Param::boolean("_destroy"),
];

const RULE: &[Param] = &[
    Param::integer("id"),
    Param::integer("access_level").values(LEVELS),
    Param::integer("user_id"),
    Param::integer("group_id"),
    Param::integer("required_approvals"),
    Param::integer("group_inheritance_type").values(INHERITANCE),
    Param::boolean("_destroy"),
];

pub(crate) const NAME: &[Param] = &[Param::text("name").required()];

pub(crate) const NEW_ACCESS: &[Param] =
    &[Param::new("deploy_access_levels", Kind::Objects(ACCESS)).required()];

pub(crate) const MORE_ACCESS: &[Param] =
    &[Param::new("deploy_access_levels", Kind::Objects(ACCESS))];

pub(crate) const RULES: &[Param] =
    &[Param::integer("required_approval_count"), Param::new("approval_rules", Kind::Objects(RULE))];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/protected_environments", maintains, &[&PAGE], list)
        .where_(enterprise),
    route(
        "POST",
        "/projects/{id}/protected_environments",
        maintains,
        &[NAME, NEW_ACCESS, RULES],
        create,
    )
    .where_(enterprise),
    route("GET", "/projects/{id}/protected_environments/{name}", maintains, &[], show)
        .where_(enterprise),
    route(
        "PUT",
        "/projects/{id}/protected_environments/{name}",
        maintains,
        &[MORE_ACCESS, RULES],
        update,
    )
    .where_(enterprise),
    route("DELETE", "/projects/{id}/protected_environments/{name}", maintains, &[], delete)
        .where_(enterprise),
];

pub(crate) fn enterprise(world: &World) -> bool {
    world.enterprise
}

/// Without a licence, rules can be stored but have no effect.
fn maintains(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.at_least(MAINTAINER)
}

/// A protection of an environment: its project's, or an ancestor group's for the whole tier.
#[derive(Clone, Copy)]
pub(crate) struct Protection<'w> {
    pub(crate) kept: &'w ProtectedEnvironment,
    group: Option<&'w Group>,
}

impl Protection<'_> {
    /// Whether an entry allows a user. Users and members of groups need the Developer role; an access level is checked where
    /// the protection is stored, so a group's is checked in the group.
    pub(crate) fn fits(
        &self,
        world: &World,
        project: &Project,
        entry: &AccessLevel,
        inheritance: u8,
        user: u64,
    ) -> bool {
        let level = world.level(user, project);
        // Administrators match every entry; without entries, they match none.
        if level == ADMIN {
            return true;
        }
        if let Some(wanted) = entry.user {
            return wanted == user && level >= DEVELOPER;
        }
        if let Some(group) = entry.group.and_then(|id| world.groups.get(&id)) {
            let direct = group.members.get(&user).copied().unwrap_or(0);
            let inherited = world.group_level(user, &group.path);
            return (if inheritance == 1 { inherited } else { direct }) >= DEVELOPER;
        }
        let level = self.group.map_or(level, |group| world.group_level(user, &group.path));
        entry.level.is_some_and(|wanted| level >= wanted)
    }

    fn lets(&self, world: &World, project: &Project, user: u64) -> bool {
        let lets = |entry: &DeployAccess| {
            self.fits(world, project, &entry.who, entry.group_inheritance_type, user)
        };
        self.kept.deploy.iter().any(lets)
    }
}

/// All protections of an environment: those of ancestor groups for its tier, then the project's for its name.
pub(crate) fn protections<'w>(
    world: &'w World,
    project: &'w Project,
    name: &str,
) -> Vec<Protection<'w>> {
    if !world.licensed(Licence::Premium) {
        return Vec::new();
    }
    let environment = project.environments.values().find(|known| known.name == name);
    let path = project.path.to_lowercase();
    let above = |group: &&Group| {
        path.strip_prefix(&group.path.to_lowercase()).is_some_and(|rest| rest.starts_with('/'))
    };
    let keepers = world.groups.values().filter(|it| !it.protected_environments.is_empty());
    let mut all: Vec<Protection<'w>> = Vec::new();
    for group in keepers.filter(above) {
        let kept = group.protected_environments.values();
        let fits = |it: &&ProtectedEnvironment| environment.is_some_and(|own| own.tier == it.name);
        all.extend(kept.filter(fits).map(|kept| Protection { kept, group: Some(group) }));
    }
    all.extend(of(project, name).map(|kept| Protection { kept, group: None }));
    all
}

/// The project's own protection of an environment, by its name.
fn of<'p>(project: &'p Project, name: &str) -> Option<&'p ProtectedEnvironment> {
    project.protected_environments.values().find(|protected| protected.name == name)
}

/// Whether a user can deploy to an environment: every protection must allow it. Without protection, everyone who
/// can deploy at all can.
pub(crate) fn may_deploy(world: &World, project: Option<&Project>, name: &str, user: u64) -> bool {
    let Some(project) = project else { return false };
    protections(world, project, name).iter().all(|it| it.lets(world, project, user))
}

/// The rule that a user's approval counts towards by default.
pub(crate) fn approval_rule(
    world: &World,
    project: &Project,
    environment: &str,
    user: u64,
) -> Option<u64> {
    let own = Protection { kept: of(project, environment)?, group: None };
    let mut rules = own.kept.approval_rules.iter();
    let fits = |rule: &&ApprovalRule| {
        own.fits(world, project, &rule.who, rule.group_inheritance_type, user)
    };
    rules.find(fits).map(|rule| rule.who.id)
}

/// The name of an entry; some access levels have none here.
pub(crate) fn description(world: &World, entry: &AccessLevel) -> Value {
    if let Some(name) = named(world, entry) {
        return name;
    }
    match entry.level {
        Some(30) => json!("Developers + Maintainers"),
        Some(40) => json!("Maintainers"),
        _ => Value::Null,
    }
}

pub(crate) fn shown_rule(world: &World, rule: &ApprovalRule) -> Map<String, Value> {
    let body = json!({
        "id": rule.who.id,
        "user_id": rule.who.user,
        "group_id": rule.who.group,
        "access_level": rule.who.level,
        "access_level_description": description(world, &rule.who),
        "required_approvals": rule.required_approvals,
        "group_inheritance_type": rule.group_inheritance_type,
    });
    match body {
        Value::Object(body) => body,
        _ => Map::new(),
    }
}

pub(crate) fn shown(world: &World, protected: &ProtectedEnvironment) -> Value {
    let access = |entry: &DeployAccess| {
        json!({
            "id": entry.who.id,
            "access_level": entry.who.level,
            "access_level_description": description(world, &entry.who),
            "user_id": entry.who.user,
            "group_id": entry.who.group,
            "group_inheritance_type": entry.group_inheritance_type,
        })
    };
    let rule = |rule: &ApprovalRule| Value::Object(shown_rule(world, rule));
    json!({
        "name": protected.name,
        "deploy_access_levels": protected.deploy.iter().map(access).collect::<Value>(),
        "required_approval_count": 0,
        "approval_rules": protected.approval_rules.iter().map(rule).collect::<Value>(),
    })
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let project = call.project()?.clone();
    let mut all: Vec<&ProtectedEnvironment> = project.protected_environments.values().collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    call.page(all, |protected| shown(call.world, protected))
}

fn found(call: &mut Call<'_>) -> Result<ProtectedEnvironment, Refusal> {
    let name = call.place("name").to_owned();
    of(call.project()?, &name).cloned().ok_or_else(Refusal::not_found)
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let protected = found(call)?;
    Ok(Reply::ok(shown(call.world, &protected)))
}

fn invalid(text: &str) -> Refusal {
    Refusal::message(422, json!([text]))
}

/// A number that was sent; `Some(None)` for null.
fn sent(entry: &Value, name: &str) -> Option<Option<u64>> {
    entry.get(name).map(|value| value.as_i64().map(|number| u64::try_from(number).unwrap_or(0)))
}

fn small(number: u64) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

/// Replaces the targets that an entry names.
fn target(entry: &Value, who: &mut AccessLevel) {
    if let Some(level) = sent(entry, "access_level") {
        who.level = level.map(small);
    }
    if let Some(user) = sent(entry, "user_id") {
        who.user = user;
    }
    if let Some(group) = sent(entry, "group_id") {
        who.group = group;
    }
}

/// Applies what was sent. A project ignores users below the Developer role, and groups that it is not shared with.
fn applied(call: &mut Call<'_>, protected: &mut ProtectedEnvironment) -> Result<(), Refusal> {
    let project = call.project()?.clone();
    apply(call, protected, |world, who| {
        let user = who.user.is_some_and(|user| world.member_level(user, &project) < DEVELOPER);
        let group = who.group.is_some_and(|group| !project.shares.contains_key(&group));
        user || group
    })
}

fn targets(who: &AccessLevel) -> usize {
    usize::from(who.level.is_some())
        + usize::from(who.user.is_some())
        + usize::from(who.group.is_some())
}

/// Adds, changes, and removes entries as they were sent, except those for ineligible users and groups. Nothing is stored
/// until everything is valid.
pub(crate) fn apply(
    call: &mut Call<'_>,
    protected: &mut ProtectedEnvironment,
    dropped: impl Fn(&World, &AccessLevel) -> bool,
) -> Result<(), Refusal> {
    let params = call.params.clone();
    let entries = |name: &str| params.list(name).cloned().unwrap_or_default();
    let rules = entries("approval_rules");
    for (place, entry) in rules.iter().enumerate() {
        let names = ["access_level", "user_id", "group_id"];
        if names.iter().all(|name| entry.get(*name).is_none()) {
            let list: Vec<String> =
                names.iter().map(|name| format!("approval_rules[{place}][{name}]")).collect();
            let text = "are missing, at least one parameter must be provided";
            return Err(Refusal::error(400, format!("{} {text}", list.join(", "))));
        }
    }
    let count = params.int("required_approval_count").unwrap_or(0);
    if count > 0 {
        let text = "Parameter 'required_approval_count' is deprecated and shouldn't be used. \
            See https://gitlab.com/groups/gitlab-org/-/epics/9662";
        return Err(Refusal::message(422, text));
    }
    if count < 0 {
        return Err(invalid("Required approval count must be greater than or equal to 0"));
    }
    let destroys = |entry: &Value| entry.get("_destroy") == Some(&Value::Bool(true));
    for entry in entries("deploy_access_levels") {
        let known = match sent(&entry, "id").flatten() {
            Some(id) => {
                let at = protected.deploy.iter().position(|known| known.who.id == id);
                Some(at.ok_or_else(Refusal::not_found)?)
            }
            None => None,
        };
        if let (Some(at), true) = (known, destroys(&entry)) {
            protected.deploy.remove(at);
            continue;
        }
        let mut access = match known.and_then(|at| protected.deploy.get(at)) {
            Some(known) => known.clone(),
            None => DeployAccess { who: AccessLevel::default(), group_inheritance_type: 0 },
        };
        target(&entry, &mut access.who);
        match sent(&entry, "group_inheritance_type") {
            Some(Some(kind)) => access.group_inheritance_type = small(kind),
            Some(None) => {
                let text = "group inheritance type is not included in the list";
                return Err(invalid(&sentence("deploy_access_levels", text)));
            }
            None => {}
        }
        if dropped(call.world, &access.who) {
            continue;
        }
        if targets(&access.who) != 1 {
            let text = "Exactly one of access_level, group_id, user_id must be present";
            return Err(invalid(&sentence("deploy_access_levels", text)));
        }
        match known {
            Some(at) => protected.deploy[at] = access,
            None => {
                access.who.id = take(&mut call.world.next.access_level);
                protected.deploy.push(access);
            }
        }
    }
    if protected.deploy.is_empty() {
        let text = "is too short (minimum is 1 character)";
        return Err(invalid(&sentence("deploy_access_levels", text)));
    }
    for entry in rules {
        let known = match sent(&entry, "id").flatten() {
            Some(id) => {
                let at = protected.approval_rules.iter().position(|known| known.who.id == id);
                Some(at.ok_or_else(Refusal::not_found)?)
            }
            None => None,
        };
        let before = known.map(|at| protected.approval_rules.remove(at));
        if before.is_some() && destroys(&entry) {
            continue;
        }
        let mut rule = before.unwrap_or(ApprovalRule {
            who: AccessLevel::default(),
            required_approvals: 1,
            group_inheritance_type: 0,
        });
        target(&entry, &mut rule.who);
        let wanted = entry.get("required_approvals").and_then(Value::as_i64).unwrap_or(1);
        if let Some(kind) = sent(&entry, "group_inheritance_type").flatten() {
            rule.group_inheritance_type = small(kind);
        }
        if known.is_none() && dropped(call.world, &rule.who) {
            continue;
        }
        let limit = match wanted {
            ..1 => Some("must be greater than or equal to 1"),
            6.. => Some("must be less than or equal to 5"),
            _ => None,
        };
        if let Some(limit) = limit {
            let text = format!("required approvals {limit}");
            return Err(invalid(&sentence("approval_rules", &text)));
        }
        // The database has a constraint that the model does not check.
        if targets(&rule.who) != 1 {
            return Err(Refusal::crash());
        }
        rule.required_approvals = u32::try_from(wanted).unwrap_or(1);
        if known.is_none() {
            rule.who.id = take(&mut call.world.next.access_level);
        }
        protected.approval_rules.push(rule);
    }
    Ok(())
}

/// An empty protection.
pub(crate) fn unprotected(name: String, now: Time) -> ProtectedEnvironment {
    let (deploy, approval_rules) = (Vec::new(), Vec::new());
    ProtectedEnvironment { id: 0, name, deploy, approval_rules, updated_at: now }
}

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let name = call.params.text("name").unwrap_or("").to_owned();
    if of(call.project()?, &name).is_some() {
        return Err(Refusal::message(409, format!("Environment '{name}' is already protected")));
    }
    let mut protected = unprotected(name, call.world.now);
    applied(call, &mut protected)?;
    if protected.name.trim().is_empty() {
        return Err(invalid("Name can't be blank"));
    }
    protected.id = take(&mut call.world.next.protected_environment);
    call.project_mut()?.protected_environments.insert(protected.id, protected.clone());
    Ok(Reply::created(shown(call.world, &protected)))
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let mut protected = found(call)?;
    let before = protected.approval_rules.clone();
    applied(call, &mut protected)?;
    protected.updated_at = call.world.now;
    let project = call.project_mut()?;
    project.protected_environments.insert(protected.id, protected.clone());
    let stays = |rule: &ApprovalRule| {
        protected.approval_rules.iter().any(|known| known.who.id == rule.who.id)
    };
    before.iter().filter(|rule| !stays(rule)).for_each(|rule| project.forget_rule(rule.who.id));
    Ok(Reply::ok(shown(call.world, &protected)))
}

fn delete(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let protected = found(call)?;
    call.unmodified(protected.updated_at)?;
    let project = call.project_mut()?;
    project.protected_environments.remove(&protected.id);
    protected.approval_rules.iter().for_each(|rule| project.forget_rule(rule.who.id));
    Ok(Reply::no_content())
}
