//! Turns a [`Seed`] into a [`World`]: numbers everything, resolves names, and adds what GitLab adds by itself.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::model::{Group, Hook, Licence, Time, Token, User, Visibility};
use super::seed::{Seed, SeedHook, SeedLevel};
use super::store::{Of, World, take};
use crate::sandbox::http::serve::hash;
use crate::sandbox::{ADMIN_TOKEN, SandboxError, plain};

/// A commit made up from words, the same at every start.
pub(crate) fn made_up_sha(words: &str) -> String {
    let (first, second) = (hash(words.as_bytes()), hash(format!("{words}\n").as_bytes()));
    let mut digits = format!("{first:032x}{second:032x}");
    digits.truncate(40);
    digits
}

pub(crate) fn wrong(what: impl std::fmt::Display) -> SandboxError {
    SandboxError::Seed(what.to_string())
}

/// Takes the wanted number, or the next one; the counter stays ahead of both.
pub(crate) fn number(counter: &mut u64, wanted: Option<u64>) -> u64 {
    match wanted {
        Some(wanted) => {
            *counter = (*counter).max(wanted + 1);
            wanted
        }
        None => take(counter),
    }
}

pub(crate) fn moment(text: Option<&String>, otherwise: Time) -> Result<Time, SandboxError> {
    let Some(text) = text else { return Ok(otherwise) };
    Time::parse(text).ok_or_else(|| wrong(format!("`{text}` is not a time")))
}

pub(crate) fn visibility(word: Option<&String>) -> Result<Visibility, SandboxError> {
    match word.map_or("private", String::as_str) {
        "private" => Ok(Visibility::Private),
        "internal" => Ok(Visibility::Internal),
        "public" => Ok(Visibility::Public),
        other => Err(wrong(format!("`{other}` is not a visibility"))),
    }
}

pub(crate) fn one_of(
    what: &str,
    word: Option<&String>,
    known: &[&'static str],
) -> Result<String, SandboxError> {
    let word = word.map_or(known.first().copied().unwrap_or(""), String::as_str);
    if known.contains(&word) {
        Ok(word.to_owned())
    } else {
        Err(wrong(format!("`{word}` is not a {what}; use one of {}", known.join(", "))))
    }
}

/// A last part of a path as a name.
pub(crate) fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}

impl Seed {
    /// Makes the world.
    ///
    /// # Errors
    ///
    /// Names that lead nowhere, numbers that are used twice, words that GitLab does not know.
    pub fn world(&self) -> Result<World, SandboxError> {
        let mut maker = Maker::default();
        maker.instance(self)?;
        for project in &self.projects {
            maker.project(project).map_err(|error| match error {
                SandboxError::Seed(what) => wrong(format!("project {}: {what}", project.path)),
                other => other,
            })?;
        }
        maker.rows(self)?;
        Ok(maker.world)
    }
}

#[derive(Default)]
pub(crate) struct Maker {
    pub(crate) world: World,
    pub(crate) users: BTreeMap<String, u64>,
    groups: BTreeMap<String, u64>,
}

impl Maker {
    pub(crate) fn user(&self, name: &str) -> Result<u64, SandboxError> {
        self.users
            .get(&name.to_lowercase())
            .copied()
            .ok_or_else(|| wrong(format!("user `{name}` not found")))
    }

    pub(crate) fn user_or_root(&self, name: Option<&String>) -> Result<u64, SandboxError> {
        self.user(name.map_or("root", String::as_str))
    }

    pub(crate) fn members(
        &self,
        members: &IndexMap<String, SeedLevel>,
    ) -> Result<BTreeMap<u64, u8>, SandboxError> {
        members.iter().map(|(name, level)| Ok((self.user(name)?, level.0))).collect()
    }

    /// Rows of plain collections: they are written when everybody and everything else is there.
    fn rows(&mut self, seed: &Seed) -> Result<(), SandboxError> {
        let world = &mut self.world;
        plain::write_seed(world, Of::Instance, &seed.instance)
            .map_err(|why| wrong(format!("instance: {why}")))?;
        for group in &seed.groups {
            let of = Of::Group(world.group_at(&group.path).unwrap_or(0));
            plain::write_seed(world, of, &group.rows)
                .map_err(|why| wrong(format!("group {}: {why}", group.path)))?;
        }
        for project in &seed.projects {
            let of = Of::Project(world.project_at(&project.path).unwrap_or(0));
            plain::write_seed(world, of, &project.rows)
                .map_err(|why| wrong(format!("project {}: {why}", project.path)))?;
        }
        Ok(())
    }

    fn instance(&mut self, seed: &Seed) -> Result<(), SandboxError> {
        self.world.version = seed.version.clone();
        self.world.enterprise = seed.enterprise;
        self.world.admin_mode = seed.admin_mode;
        self.world.licence = match seed.licence.as_str() {
            "ultimate" => Licence::Ultimate,
            "premium" => Licence::Premium,
            "free" => Licence::Free,
            other => {
                return Err(wrong(format!(
                    "`{other}` is not a licence; use ultimate, premium, or free"
                )));
            }
        };
        self.world.now = moment(seed.clock.as_ref(), Time::START)?;
        let now = self.world.now;
        let mut users = seed.users.clone();
        if !users.iter().any(|user| user.username == "root") {
            let root =
                super::seed::SeedUser { username: String::from("root"), ..Default::default() };
            users.insert(0, root);
        }
        // Explicit numbers first, so that `root` does not take one of them.
        users.sort_by_key(|user| user.id.is_none());
        for user in users {
            let id = number(&mut self.world.next.user, user.id);
            let root = user.username == "root";
            let shown = if root { String::from("Administrator") } else { capital(&user.username) };
            let name = user.name.unwrap_or(shown);
            let admin = user.admin || root;
            let secret = if root {
                ADMIN_TOKEN.to_owned()
            } else {
                format!("sandbox-{}-token", user.username)
            };
            self.users.insert(user.username.to_lowercase(), id);
            let user = User {
                id,
                username: user.username,
                name,
                admin,
                blocked: user.blocked,
                bot: user.bot,
                created_at: now,
            };
            if self.world.users.insert(id, user).is_some() {
                return Err(wrong(format!("two users have the ID {id}")));
            }
            self.token(None, &secret, "sandbox", id, vec![String::from("api")], None, false);
        }
        for token in &seed.tokens {
            let user = self.user(&token.user)?;
            let scopes = if token.scopes.is_empty() {
                vec![String::from("api")]
            } else {
                token.scopes.clone()
            };
            let end = token
                .expires_at
                .as_ref()
                .map(|_| moment(token.expires_at.as_ref(), now))
                .transpose()?;
            let name = token.name.as_deref().unwrap_or("seed");
            self.token(token.id, &token.token, name, user, scopes, end, token.revoked);
        }
        for group in &seed.groups {
            let members = self.members(&group.members)?;
            let id = self.group(&group.path, group.id)?;
            let visibility = visibility(group.visibility.as_ref())?;
            if let Some(made) = self.world.groups.get_mut(&id) {
                made.members = members;
                made.visibility = visibility;
                made.name = group.name.clone().unwrap_or_else(|| last(&group.path));
            }
        }
        for (id, title) in &seed.deploy_keys {
            self.world.deploy_keys.insert(*id, title.clone());
        }
        for hook in &seed.hooks {
            self.hook(hook, now)?;
        }
        Ok(())
    }

    #[expect(clippy::too_many_arguments, reason = "a row of a table")]
    fn token(
        &mut self,
        id: Option<u64>,
        secret: &str,
        name: &str,
        user: u64,
        scopes: Vec<String>,
        expires_at: Option<Time>,
        revoked: bool,
    ) {
        let id = number(&mut self.world.next.token, id);
        let created_at = self.world.now;
        let token =
            Token { id, name: name.to_owned(), user, scopes, revoked, expires_at, created_at };
        self.world.tokens.insert(secret.to_owned(), token);
    }

    /// The group of a path, made with those above it where there is none.
    pub(crate) fn group(&mut self, path: &str, id: Option<u64>) -> Result<u64, SandboxError> {
        let key = path.to_lowercase();
        if let Some(known) = self.groups.get(&key) {
            return Ok(*known);
        }
        if let Some((above, _)) = path.rsplit_once('/') {
            self.group(above, None)?;
        }
        let id = number(&mut self.world.next.group, id);
        let (created_at, members) = (self.world.now, BTreeMap::new());
        let group = Group {
            id,
            path: path.to_owned(),
            name: last(path),
            visibility: Visibility::Private,
            members,
            shares: BTreeMap::new(),
            settings: serde_json::Map::new(),
            protected_environments: BTreeMap::new(),
            created_at,
        };
        if self.world.groups.insert(id, group).is_some() {
            return Err(wrong(format!("two groups have the ID {id}")));
        }
        self.groups.insert(key, id);
        Ok(id)
    }

    fn hook(&mut self, seed: &SeedHook, now: Time) -> Result<(), SandboxError> {
        let id = number(&mut self.world.next.hook, seed.id);
        let pairs = |map: &IndexMap<String, String>| {
            map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let strategies = ["wildcard", "regex", "all_branches"];
        let created_at = moment(seed.created_at.as_ref(), now)?;
        let hook = Hook {
            id,
            url: seed.url.clone(),
            name: seed.name.clone(),
            description: seed.description.clone(),
            token: seed.token.clone(),
            signing_token: None,
            push_events: seed.push_events,
            tag_push_events: Some(seed.tag_push_events),
            merge_requests_events: seed.merge_requests_events,
            repository_update_events: seed.repository_update_events.unwrap_or(true),
            enable_ssl_verification: Some(seed.enable_ssl_verification.unwrap_or(true)),
            push_events_branch_filter: seed.push_events_branch_filter.clone(),
            branch_filter_strategy: one_of(
                "strategy",
                seed.branch_filter_strategy.as_ref(),
                &strategies,
            )?,
            url_variables: pairs(&seed.url_variables),
            custom_headers: pairs(&seed.custom_headers),
            created_at,
            updated_at: created_at,
        };
        match self.world.hooks.insert(id, hook) {
            Some(_) => Err(wrong(format!("two hooks have the ID {id}"))),
            None => Ok(()),
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
