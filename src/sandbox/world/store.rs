//! All the data of a sandbox, and lookups by path, name, and role.

use std::collections::BTreeMap;

use super::access::{ADMIN, OWNER};
use super::delivery::Environment;
pub(crate) use super::model::Of;
use super::model::{Group, Hook, JobToken, Licence, Project, Token, User, Visibility};
use super::time::Time;

/// A row of a plain collection: its attributes by name. Those that begin with `_` are never returned.
pub type Row = serde_json::Map<String, serde_json::Value>;

/// The next ID of each kind of object.
#[derive(Debug, Clone)]
pub struct Counters {
    /// Users.
    pub user: u64,
    /// Tokens.
    pub token: u64,
    /// Groups.
    pub group: u64,
    /// Projects.
    pub project: u64,
    /// Hooks.
    pub hook: u64,
    /// Protected branches.
    pub protected_branch: u64,
    /// Entries of all kinds of protections.
    pub access_level: u64,
    /// External status checks.
    pub status_check: u64,
    /// Their responses.
    pub status_check_response: u64,
    /// Merge requests.
    pub merge_request: u64,
    /// Pipelines.
    pub pipeline: u64,
    /// Cars.
    pub car: u64,
    /// Environments.
    pub environment: u64,
    /// Protected environments.
    pub protected_environment: u64,
    /// Deployments.
    pub deployment: u64,
    /// Notes.
    pub note: u64,
    /// Requests answered so far.
    pub request: u64,
}

impl Default for Counters {
    fn default() -> Self {
        Counters {
            user: 1,
            token: 1,
            group: 1,
            project: 1,
            hook: 1,
            protected_branch: 1,
            access_level: 1,
            status_check: 1,
            status_check_response: 1,
            merge_request: 1,
            pipeline: 1,
            car: 1,
            environment: 1,
            protected_environment: 1,
            deployment: 1,
            note: 1,
            request: 1,
        }
    }
}

/// Takes the next ID of a counter.
pub fn take(counter: &mut u64) -> u64 {
    let number = *counter;
    *counter += 1;
    number
}

/// The whole instance.
#[derive(Debug, Clone)]
pub struct World {
    /// The version that it reports, for example `18.9.0-pre`; older versions answer as they did, as far as that is known.
    pub version: String,
    /// Whether it is an Enterprise Edition build. Otherwise, endpoints of that edition do not exist.
    pub enterprise: bool,
    /// The tier of its licence.
    pub licence: Licence,
    /// Groups can use SAML single sign-on. Otherwise, calls about SAML links are 401.
    pub saml: bool,
    /// Admin mode is on: administrators need a token with the `admin_mode` scope to act as such.
    pub admin_mode: bool,
    /// The administrator whose token lacks that scope in the current request.
    pub(crate) demoted: Option<u64>,
    /// The URL that answers contain; set when the sandbox starts.
    pub url: String,
    /// The clock. Each request advances it by a few milliseconds; nothing else does.
    pub now: Time,
    /// Responses have the date of the clock; otherwise that of this machine.
    pub dated: bool,
    /// Users by ID.
    pub users: BTreeMap<u64, User>,
    /// Tokens by their secret.
    pub tokens: BTreeMap<String, Token>,
    /// Tokens of CI jobs that run, by their secret.
    pub job_tokens: BTreeMap<String, JobToken>,
    /// Groups by ID.
    pub groups: BTreeMap<u64, Group>,
    /// Projects by ID.
    pub projects: BTreeMap<u64, Project>,
    /// Settings of the instance that were set; what is not here has GitLab's default.
    pub settings: serde_json::Map<String, serde_json::Value>,
    /// Old paths of renamed projects, in lower case, and the projects that they redirect to.
    pub redirects: BTreeMap<String, u64>,
    /// Hooks by ID.
    pub hooks: BTreeMap<u64, Hook>,
    /// Rows of plain collections, by parent and by the collection's name.
    pub rows: BTreeMap<(Of, &'static str), Vec<Row>>,
    /// The next ID of each plain collection.
    pub row_ids: BTreeMap<&'static str, u64>,
    /// The next `iid` of each collection that has them.
    pub row_iids: BTreeMap<(Of, &'static str), u64>,
    /// Merge trains do not advance when they are read, only when a test advances them.
    pub still: bool,
    /// The next IDs.
    pub next: Counters,
    /// Projects whose default branch is due to be protected, and when.
    pub(crate) unprotected: Vec<(Time, u64)>,
    /// Deleted branches whose merge requests are closed at a time: by project, and by whom.
    pub(crate) sourceless: Vec<(Time, u64, String, u64)>,
    /// Where a path was last found. Only a hint: the project's own path decides.
    pub(crate) paths: BTreeMap<String, u64>,
}

impl Default for World {
    /// An empty instance, without users.
    fn default() -> Self {
        World {
            version: String::from("18.9.0-pre"),
            enterprise: true,
            licence: Licence::Ultimate,
            saml: false,
            admin_mode: false,
            demoted: None,
            url: String::from("http://127.0.0.1"),
            now: Time::START,
            dated: false,
            users: BTreeMap::new(),
            tokens: BTreeMap::new(),
            job_tokens: BTreeMap::new(),
            groups: BTreeMap::new(),
            settings: serde_json::Map::new(),
            projects: BTreeMap::new(),
            redirects: BTreeMap::new(),
            hooks: BTreeMap::new(),
            rows: BTreeMap::new(),
            row_ids: BTreeMap::new(),
            row_iids: BTreeMap::new(),
            still: false,
            next: Counters::default(),
            unprotected: Vec::new(),
            sourceless: Vec::new(),
            paths: BTreeMap::new(),
        }
    }
}

impl World {
    /// A deploy key that some project has: it is the same in all of them, but for its right to push.
    pub(crate) fn deploy_key(&self, id: u64) -> Option<&Row> {
        let all = self.rows.iter().filter(|((_, name), _)| *name == "deploy_keys");
        all.flat_map(|(_, rows)| rows)
            .find(|it| it.get("id").and_then(|it| it.as_u64()) == Some(id))
    }

    /// The full path of a group or project; `None` for the instance, and for what does not exist.
    pub fn path_of(&self, of: Of) -> Option<&str> {
        match of {
            Of::Instance | Of::Row(..) => None,
            Of::Group(id) => self.groups.get(&id).map(|group| group.path.as_str()),
            Of::Project(id) => self.projects.get(&id).map(|project| project.path.as_str()),
        }
    }

    /// Whether the server is at least this release.
    pub fn at_least(&self, major: u32, minor: u32) -> bool {
        let mut parts = self.version.split(['.', '-']).map(|part| part.parse::<u32>().unwrap_or(0));
        let (ours, theirs) = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
        (ours, theirs) >= (major, minor)
    }

    /// Whether the licence includes this tier.
    pub fn licensed(&self, tier: Licence) -> bool {
        self.enterprise && self.licence >= tier
    }

    /// Finds a project by its full path, regardless of case.
    pub fn project_at(&self, path: &str) -> Option<u64> {
        let is_there = |it: &&Project| it.path.eq_ignore_ascii_case(path);
        let known = self.paths.get(&path.to_lowercase());
        let known = known.and_then(|id| self.projects.get(id)).filter(is_there);
        known.or_else(|| self.projects.values().find(is_there)).map(|project| project.id)
    }

    /// A project by its path.
    pub fn project(&self, path: &str) -> Option<&Project> {
        self.projects.get(&self.project_at(path)?)
    }

    /// A project by its path, mutable.
    pub fn project_mut(&mut self, path: &str) -> Option<&mut Project> {
        let id = self.project_at(path)?;
        self.projects.get_mut(&id)
    }

    /// Renames a project; the old path redirects to it from then on, as in GitLab.
    pub fn rename_project(&mut self, id: u64, path: &str) {
        let Some(project) = self.projects.get_mut(&id) else { return };
        let old = std::mem::replace(&mut project.path, path.to_owned());
        self.redirects.insert(old.to_lowercase(), id);
        self.redirects.remove(&path.to_lowercase());
        self.paths.insert(path.to_lowercase(), id);
    }

    /// Removes a project for good; no path leads to it.
    pub fn remove_project(&mut self, id: u64) {
        self.projects.remove(&id);
        self.paths.retain(|_, own| *own != id);
        self.redirects.retain(|_, own| *own != id);
    }

    /// Removes a group for good, and everything in it.
    pub fn remove_group(&mut self, id: u64) {
        let Some(group) = self.groups.remove(&id) else { return };
        self.groups.retain(|_, it| !is_below(&it.path, &group.path));
        let inside = self.projects.values().filter(|it| is_below(&it.path, &group.path));
        for id in inside.map(|it| it.id).collect::<Vec<_>>() {
            self.remove_project(id);
        }
    }

    /// Gives a group another path, and with it everything in it.
    pub fn rename_group(&mut self, id: u64, path: &str) {
        let Some(old) = self.groups.get(&id).map(|group| group.path.clone()) else { return };
        let moved = |own: &str| {
            let rest = own.get(old.len()..).filter(|rest| rest.is_empty() || rest.starts_with('/'));
            let inside = own.get(..old.len()).is_some_and(|it| it.eq_ignore_ascii_case(&old));
            rest.filter(|_| inside).map(|rest| format!("{path}{rest}"))
        };
        for group in self.groups.values_mut() {
            group.path = moved(&group.path).unwrap_or_else(|| group.path.clone());
        }
        let projects = self.projects.values();
        let projects: Vec<_> = projects.filter_map(|it| Some((it.id, moved(&it.path)?))).collect();
        for (id, path) in projects {
            self.rename_project(id, &path);
        }
    }

    /// The groups above a path.
    pub fn groups_above<'w>(&'w self, path: &str) -> impl Iterator<Item = &'w Group> {
        self.groups.values().filter(move |group| is_below(path, &group.path))
    }

    /// Finds a group by its full path, regardless of case.
    pub fn group_at(&self, path: &str) -> Option<u64> {
        let is_there = |it: &&Group| it.path.eq_ignore_ascii_case(path);
        self.groups.values().find(is_there).map(|group| group.id)
    }

    /// Finds a user by name, regardless of case.
    pub fn user_named(&self, username: &str) -> Option<u64> {
        let is_named = |it: &&User| it.username.eq_ignore_ascii_case(username);
        self.users.values().find(is_named).map(|user| user.id)
    }

    /// Whether a user is an administrator and can act as one in the current request.
    pub(crate) fn acts_as_admin(&self, user: u64) -> bool {
        self.demoted != Some(user) && self.users.get(&user).is_some_and(|user| user.admin)
    }

    /// A user's access level in a project: their own, or through groups and invited groups; 0 for none.
    pub fn level(&self, user: u64, project: &Project) -> u8 {
        if self.acts_as_admin(user) {
            return ADMIN;
        }
        self.member_level(user, project)
    }

    /// Like [`World::level`], but for administrators only their memberships count.
    pub fn member_level(&self, user: u64, project: &Project) -> u8 {
        let mut level = project.members.get(&user).copied().unwrap_or(0);
        let namespace = project.path.rsplit_once('/').map_or("", |(namespace, _)| namespace);
        let is_own = |it: &User| it.username.eq_ignore_ascii_case(namespace);
        if self.users.get(&user).is_some_and(is_own) {
            return OWNER;
        }
        level = level.max(self.group_level(user, namespace));
        for (group, share) in &project.shares {
            let Some(group) = self.groups.get(group) else { continue };
            level = level.max(self.group_level(user, &group.path).min(*share));
        }
        level
    }

    /// A user's access level in a group and its ancestors; 0 for none.
    pub fn group_level(&self, user: u64, path: &str) -> u8 {
        let above =
            |group: &Group| path.eq_ignore_ascii_case(&group.path) || is_below(path, &group.path);
        // Only direct members of an invited group count.
        let own = |group: &Group| {
            let invited = group.shares.iter().filter_map(|(other, share)| {
                let level = self.groups.get(other)?.members.get(&user)?;
                Some((*level).min(*share))
            });
            invited.chain(group.members.get(&user).copied()).max()
        };
        let levels = self.groups.values().filter_map(|group| Some((group, own(group)?)));
        levels.filter(|(group, _)| above(group)).map(|(_, level)| level).max().unwrap_or(0)
    }

    /// Whether a user, or an anonymous caller, can see a project.
    pub fn sees(&self, user: Option<u64>, project: &Project) -> bool {
        match (project.visibility, user) {
            (Visibility::Public, _) | (Visibility::Internal, Some(_)) => true,
            (_, Some(user)) => self.level(user, project) > 0,
            (_, None) => false,
        }
    }

    /// Whether a user is a member of a group, of a group above it, or of something in it.
    pub(crate) fn belongs_to(&self, user: u64, path: &str) -> bool {
        let mut groups = self.groups.values().filter(|it| it.members.contains_key(&user));
        let mut projects = self.projects.values().filter(|it| is_below(&it.path, path));
        self.group_level(user, path) > 0
            || groups.any(|it| is_below(&it.path, path))
            || projects.any(|it| self.member_level(user, it) > 0)
    }

    /// The groups that are archived or marked for deletion, and with them whatever is in them.
    pub(crate) fn inactive_groups(&self) -> impl Iterator<Item = &Group> {
        let is_marked = |it: &Group| !it.setting("marked_for_deletion_on").is_null();
        self.groups.values().filter(move |it| it.is_on("archived") || is_marked(it))
    }

    /// Whether neither a group nor one above it is archived or marked for deletion.
    pub(crate) fn is_active(&self, path: &str) -> bool {
        let holds = |it: &Group| it.path.eq_ignore_ascii_case(path) || is_below(path, &it.path);
        !self.inactive_groups().any(holds)
    }

    /// Whether someone may know of a group.
    pub(crate) fn sees_group(&self, user: Option<u64>, group: &Group) -> bool {
        match (group.visibility, user) {
            (Visibility::Public, _) | (Visibility::Internal, Some(_)) => true,
            (_, None) => false,
            (_, Some(user)) => {
                let inside = |project: &Project| is_below(&project.path, &group.path);
                let mut projects = self.projects.values();
                self.group_level(user, &group.path) > 0
                    || projects.any(|it| inside(it) && self.level(user, it) > 0)
            }
        }
    }

    /// An environment with only a name, for example to be added to a project.
    pub fn new_environment(&self, id: u64, name: &str) -> Environment {
        Environment::new(id, name, self.now)
    }

    /// Removes a member from a project, and the entries for it in protected environments.
    pub fn remove_member(&mut self, project: u64, user: u64) {
        let Some(project) = self.projects.get_mut(&project) else { return };
        project.members.remove(&user);
        let rules = self.rows.get_mut(&(Of::Project(project.id), "approval_rules"));
        for users in rules.into_iter().flatten().filter_map(|it| it.get_mut("_users")) {
            users.as_array_mut().into_iter().for_each(|it| it.retain(|it| *it != user));
        }
        for protected in project.protected_environments.values_mut() {
            protected.deploy.retain(|entry| entry.who.user != Some(user));
            protected.approval_rules.retain(|rule| rule.who.user != Some(user));
        }
    }

    /// Revokes the invitation of a group, and removes the entries for it in protected environments.
    pub fn unshare(&mut self, project: u64, group: u64) {
        let Some(project) = self.projects.get_mut(&project) else { return };
        project.shares.remove(&group);
        for protected in project.protected_environments.values_mut() {
            protected.deploy.retain(|entry| entry.who.group != Some(group));
            protected.approval_rules.retain(|rule| rule.who.group != Some(group));
        }
    }
}

/// Whether a path leads to something in a group, at whatever depth. Paths are ASCII, and compared without case.
pub(crate) fn is_below(path: &str, group: &str) -> bool {
    let rest = path.as_bytes().get(group.len());
    rest == Some(&b'/') && path.get(..group.len()).is_some_and(|it| it.eq_ignore_ascii_case(group))
}
