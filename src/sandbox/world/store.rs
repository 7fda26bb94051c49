//! Everything that a sandbox knows, and how things in it are found: by path, by name, by role.

use std::collections::BTreeMap;

use super::access::ADMIN;
use super::delivery::Environment;
use super::model::{Group, Hook, JobToken, Licence, Project, Token, User, Visibility};
use super::time::Time;

/// What the rows of a collection belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Of {
    /// The instance.
    Instance,
    /// A group, by its number.
    Group(u64),
    /// A project, by its number.
    Project(u64),
}

/// A row of a plain collection: its attributes by name. Those that begin with `_` are never told.
pub type Row = serde_json::Map<String, serde_json::Value>;

/// The next number of each kind of thing.
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
    /// System hooks.
    pub hook: u64,
    /// Protected branches.
    pub protected_branch: u64,
    /// Entries of protections of every kind.
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

/// Takes the next number of a counter.
pub fn take(counter: &mut u64) -> u64 {
    let number = *counter;
    *counter += 1;
    number
}

/// Everything that the instance holds.
#[derive(Debug, Clone)]
pub struct World {
    /// The version told, for instance `18.9.0-pre`; older ones answer as they did then where that is known.
    pub version: String,
    /// An Enterprise Edition build. Without it, endpoints of that edition do not exist.
    pub enterprise: bool,
    /// What it is licensed for.
    pub licence: Licence,
    /// Admin mode is on: an administrator counts as one only with a token of scope `admin_mode`.
    pub admin_mode: bool,
    /// The administrator whose token, in the request at hand, lacks that scope.
    pub(crate) demoted: Option<u64>,
    /// The address written into answers; set when the sandbox starts.
    pub url: String,
    /// The clock. It moves by a few milliseconds with each request and by nothing else.
    pub now: Time,
    /// Users by number.
    pub users: BTreeMap<u64, User>,
    /// Tokens by their secret.
    pub tokens: BTreeMap<String, Token>,
    /// Tokens of CI jobs that run, by their secret.
    pub job_tokens: BTreeMap<String, JobToken>,
    /// Groups by number.
    pub groups: BTreeMap<u64, Group>,
    /// Projects by number.
    pub projects: BTreeMap<u64, Project>,
    /// Settings of the instance that were set; what is not here has GitLab's default.
    pub settings: serde_json::Map<String, serde_json::Value>,
    /// Old paths of renamed projects, in lower case, and the project that each leads to.
    pub redirects: BTreeMap<String, u64>,
    /// Names of deploy keys by number.
    pub deploy_keys: BTreeMap<u64, String>,
    /// System hooks by number.
    pub hooks: BTreeMap<u64, Hook>,
    /// Rows of plain collections, by what they belong to and the collection's name.
    pub rows: BTreeMap<(Of, &'static str), Vec<Row>>,
    /// The next number of each plain collection.
    pub row_ids: BTreeMap<&'static str, u64>,
    /// Merge trains stand still: nothing moves when they are read, only when a test moves it.
    pub still: bool,
    /// The next numbers.
    pub next: Counters,
    /// Projects whose default branch is yet to be protected, and when.
    pub(crate) unprotected: Vec<(Time, u64)>,
    /// Where a path was found last. Only ever a hint: the project's own path decides.
    pub(crate) paths: BTreeMap<String, u64>,
}

impl Default for World {
    /// An empty instance: nobody, nothing.
    fn default() -> Self {
        World {
            version: String::from("18.9.0-pre"),
            enterprise: true,
            licence: Licence::Ultimate,
            admin_mode: false,
            demoted: None,
            url: String::from("http://127.0.0.1"),
            now: Time::START,
            users: BTreeMap::new(),
            tokens: BTreeMap::new(),
            job_tokens: BTreeMap::new(),
            groups: BTreeMap::new(),
            settings: serde_json::Map::new(),
            projects: BTreeMap::new(),
            redirects: BTreeMap::new(),
            deploy_keys: BTreeMap::new(),
            hooks: BTreeMap::new(),
            rows: BTreeMap::new(),
            row_ids: BTreeMap::new(),
            still: false,
            next: Counters::default(),
            unprotected: Vec::new(),
            paths: BTreeMap::new(),
        }
    }
}

impl World {
    /// The full path of a group or project; `None` for the instance, and for what does not exist.
    pub fn path_of(&self, of: Of) -> Option<&str> {
        match of {
            Of::Instance => None,
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

    /// Whether a feature of this tier can be used.
    pub fn licensed(&self, tier: Licence) -> bool {
        self.enterprise && self.licence >= tier
    }

    /// Finds a project by its whole path, without regard to case.
    pub fn project_at(&self, path: &str) -> Option<u64> {
        let lower = path.to_lowercase();
        if let Some(id) = self.paths.get(&lower)
            && self.projects.get(id).is_some_and(|project| project.path.to_lowercase() == lower)
        {
            return Some(*id);
        }
        self.projects
            .values()
            .find(|project| project.path.to_lowercase() == lower)
            .map(|project| project.id)
    }

    /// A project by its path.
    pub fn project(&self, path: &str) -> Option<&Project> {
        self.projects.get(&self.project_at(path)?)
    }

    /// A project by its path, to be changed.
    pub fn project_mut(&mut self, path: &str) -> Option<&mut Project> {
        let id = self.project_at(path)?;
        self.projects.get_mut(&id)
    }

    /// Renames a project; its old path redirects from then on, as GitLab does it.
    pub fn rename_project(&mut self, id: u64, path: &str) {
        let Some(project) = self.projects.get_mut(&id) else { return };
        let old = std::mem::replace(&mut project.path, path.to_owned());
        self.redirects.insert(old.to_lowercase(), id);
        self.redirects.remove(&path.to_lowercase());
        self.paths.insert(path.to_lowercase(), id);
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
    pub fn groups_above(&self, path: &str) -> impl Iterator<Item = &Group> {
        let lower = path.to_lowercase();
        self.groups.values().filter(move |group| {
            let rest = lower.strip_prefix(&group.path.to_lowercase());
            rest.is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// Finds a group by its whole path, without regard to case.
    pub fn group_at(&self, path: &str) -> Option<u64> {
        let lower = path.to_lowercase();
        self.groups.values().find(|group| group.path.to_lowercase() == lower).map(|group| group.id)
    }

    /// Finds a user by name, without regard to case.
    pub fn user_named(&self, username: &str) -> Option<u64> {
        let lower = username.to_lowercase();
        self.users.values().find(|user| user.username.to_lowercase() == lower).map(|user| user.id)
    }

    /// Whether somebody is an administrator, and may act as one in the request at hand.
    pub(crate) fn acts_as_admin(&self, user: u64) -> bool {
        self.demoted != Some(user) && self.users.get(&user).is_some_and(|user| user.admin)
    }

    /// The level that somebody has in a project: their own, their groups' and those of invited groups; 0 for none.
    pub fn level(&self, user: u64, project: &Project) -> u8 {
        if self.acts_as_admin(user) {
            return ADMIN;
        }
        self.member_level(user, project)
    }

    /// Like [`World::level`], but an administrator counts only for what they are a member of.
    pub fn member_level(&self, user: u64, project: &Project) -> u8 {
        let mut level = project.members.get(&user).copied().unwrap_or(0);
        let namespace = project.path.rsplit_once('/').map_or("", |(namespace, _)| namespace);
        level = level.max(self.group_level(user, namespace));
        for (group, share) in &project.shares {
            let Some(group) = self.groups.get(group) else { continue };
            level = level.max(self.group_level(user, &group.path).min(*share));
        }
        level
    }

    /// The level that somebody has in a group and the groups above it; 0 for none.
    pub fn group_level(&self, user: u64, path: &str) -> u8 {
        let path = path.to_lowercase();
        let above = |group: &Group| {
            let own = group.path.to_lowercase();
            path == own || path.strip_prefix(&own).is_some_and(|rest| rest.starts_with('/'))
        };
        // Of an invited group the direct members count.
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

    /// Whether somebody, or anybody, may know of a project.
    pub fn sees(&self, user: Option<u64>, project: &Project) -> bool {
        match (project.visibility, user) {
            (Visibility::Public, _) | (Visibility::Internal, Some(_)) => true,
            (_, Some(user)) => self.level(user, project) > 0,
            (_, None) => false,
        }
    }

    /// An environment with nothing but a name, for instance to be put into a project.
    pub fn new_environment(&self, id: u64, name: &str) -> Environment {
        Environment::new(id, name, self.now)
    }

    /// Takes a member out of a project, and with it the entries that name it in protected environments.
    pub fn remove_member(&mut self, project: u64, user: u64) {
        let Some(project) = self.projects.get_mut(&project) else { return };
        project.members.remove(&user);
        for protected in project.protected_environments.values_mut() {
            protected.deploy.retain(|entry| entry.who.user != Some(user));
            protected.approval_rules.retain(|rule| rule.who.user != Some(user));
        }
    }

    /// Takes back the invitation of a group, and with it the entries that name it in protected environments.
    pub fn unshare(&mut self, project: u64, group: u64) {
        let Some(project) = self.projects.get_mut(&project) else { return };
        project.shares.remove(&group);
        for protected in project.protected_environments.values_mut() {
            protected.deploy.retain(|entry| entry.who.group != Some(group));
            protected.approval_rules.retain(|rule| rule.who.group != Some(group));
        }
    }
}
