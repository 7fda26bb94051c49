//! Creates the instance of a seed: users, tokens, groups, system hooks.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::file::{Seed, SeedGroup, SeedHook, SeedUser};
use super::lines;
use super::maker::{Maker, moment, number, one_of, visibility, wrong};
use crate::sandbox::error::SandboxError;
use crate::sandbox::world::{
    ADMIN_TOKEN, Hook, Licence, Of, ProtectedBranch, Time, Token, User, UserState, last,
};

impl Maker {
    pub(crate) fn instance(&mut self, seed: &Seed) -> Result<(), SandboxError> {
        self.world.version = seed.version.clone();
        self.world.enterprise = seed.enterprise;
        self.world.saml = seed.saml;
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
        self.world.dated = seed.clock.is_some();
        let now = self.world.now;
        let mut users = seed.users.clone();
        if !users.iter().any(|user| user.username == "root") {
            let root = SeedUser { username: String::from("root"), ..Default::default() };
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
            let state =
                if user.blocked { "blocked" } else { user.state.as_deref().unwrap_or("active") };
            let state = UserState::named(state).ok_or_else(|| {
                wrong(format!("user {}: `{state}` is not a state", user.username))
            })?;
            let user = User {
                id,
                email: user.email.unwrap_or_else(|| format!("{}@example.com", user.username)),
                emails: user.emails,
                username: user.username,
                name,
                admin,
                state,
                bot: user.bot,
                identities: user.identities.into_iter().map(|it| (it.0, Some(it.1))).collect(),
                attributes: user.attributes,
                created_at: now,
                confirmed_at: Some(now),
                ..User::default()
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
        for (at, group) in seed.groups.iter().enumerate() {
            let at = at.to_string();
            let located = |error| lines::at(&seed.text, &["groups", &at], error);
            let members = self.members(&group.members).map_err(located)?;
            let id = self.group(&group.path, group.id)?;
            let rules = self.rules_of_group(group).map_err(located)?;
            let visibility = visibility(group.visibility.as_ref()).map_err(located)?;
            let environments = group.protected_environments.iter();
            let environments = environments.map(|it| self.protected_environment(it));
            let environments: Vec<_> = environments.collect::<Result<_, _>>().map_err(located)?;
            if let Some(made) = self.world.groups.get_mut(&id) {
                made.protected_environments =
                    environments.into_iter().map(|it| (it.id, it)).collect();
                made.members = members;
                made.protected_branches = rules;
                made.visibility = visibility;
                made.name = group.name.clone().unwrap_or_else(|| last(&group.path).to_owned());
            }
            self.invitations(Of::Group(id), &group.invitations);
        }
        for (at, group) in seed.groups.iter().enumerate() {
            let of = Of::Group(self.world.group_at(&group.path).unwrap_or(0));
            let located = |error| lines::at(&seed.text, &["groups", &at.to_string()], error);
            self.hooks(of, &group.hooks).map_err(located)?;
        }
        self.hooks(Of::Instance, &seed.hooks)
    }

    fn rules_of_group(
        &mut self,
        group: &SeedGroup,
    ) -> Result<BTreeMap<u64, ProtectedBranch>, SandboxError> {
        let about = |name: &str, why: &str| {
            wrong(format!("group {}: protected branch `{name}`: {why}", group.path))
        };
        let mut rules = BTreeMap::new();
        for seed in &group.protected_branches {
            if group.path.contains('/') {
                return Err(about(&seed.name, "only a top-level group can have one"));
            }
            let rule = self.protected_branch(seed)?;
            let mut entries = rule.push.iter().chain(&rule.merge).chain(&rule.unprotect);
            if entries.any(|it| it.user.is_some() || it.group.is_some() || it.deploy_key.is_some())
            {
                return Err(about(&seed.name, "a rule of a group can list only access levels"));
            }
            rules.insert(rule.id, rule);
        }
        Ok(rules)
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
        let (name, created_at) = (name.to_owned(), self.world.now);
        let token =
            Token { id, name, user, scopes, revoked, expires_at, created_at, ..Token::default() };
        self.world.tokens.insert(secret.to_owned(), token);
    }

    pub(super) fn hooks(&mut self, of: Of, seeds: &[SeedHook]) -> Result<(), SandboxError> {
        seeds.iter().try_for_each(|seed| self.hook(of, seed))
    }

    fn hook(&mut self, of: Of, seed: &SeedHook) -> Result<(), SandboxError> {
        let now = self.world.now;
        let id = number(&mut self.world.next.hook, seed.id);
        let pairs = |map: &IndexMap<String, String>| {
            map.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
        };
        let strategies = ["wildcard", "regex", "all_branches"];
        let created_at = moment(seed.created_at.as_ref(), now)?;
        let mut hook = Hook {
            id,
            url: seed.url.clone(),
            name: seed.name.clone(),
            description: seed.description.clone(),
            token: seed.token.clone(),
            push_events_branch_filter: seed.push_events_branch_filter.clone(),
            branch_filter_strategy: one_of(
                "strategy",
                seed.branch_filter_strategy.as_ref(),
                &strategies,
            )?,
            url_variables: pairs(&seed.url_variables),
            custom_headers: pairs(&seed.custom_headers),
            ..Hook::new(of, created_at)
        };
        for (name, on) in &seed.switches {
            match (hook.switches.get_mut(name.as_str()), on.as_bool()) {
                (Some(switch), on @ Some(_)) => *switch = on,
                (Some(_), None) => return Err(wrong(format!("hook: `{name}` is true or false"))),
                (None, _) => return Err(wrong(format!("hook: unknown field `{name}`"))),
            }
        }
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
