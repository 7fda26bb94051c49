//! Finds the IDs of what files name: users, groups, projects, custom roles, and objects of any kind.

use std::num::NonZeroU64;

use serde_json::Value;

use super::super::fields::Rows;
use super::super::halt::Halt;
use super::super::hole::Hole;
use super::super::name::{is_email, marked};
use super::super::reference::{Person, Ref, Space};
use super::super::scope::Scope;
use super::{Look, Need, id_of};

impl<'a> Look<'a> {
    /// The ID of an object that the files name; `Ok(None)` if this plan creates it.
    ///
    /// # Errors
    /// When it does not exist, was not read yet, or could not be read.
    pub fn resolve(&self, it: &Ref) -> Result<Option<u64>, Halt> {
        if let Some(known) = it.referent().and_then(|it| self.names.id_of(&it)) {
            return Ok(known);
        }
        let name = &it.name;
        match it.space {
            Space::Returned(_, id) => Ok(Some(id)),
            Space::User if let Some(known) = self.declared_as(name) => self.resolve(&known),
            Space::User if is_email(name) => Ok(Some(self.account_named(name)?.1.get())),
            Space::User => self.named(Need::User(name.clone()), || {
                let what =
                    format!("the user `{name}` does not exist, or this token cannot see them");
                Halt::impossible(what, "write the username, without `@`")
            }),
            Space::Group => self.named(Need::Group(name.clone()), || {
                let what =
                    format!("the group `{name}` does not exist, or this token cannot see it");
                let unknown =
                    || Halt::impossible(what, "write the group's full path: parent/child");
                self.names.of_another_shard(&Scope::group(name)).unwrap_or_else(unknown)
            }),
            Space::MemberRole => {
                let id = id_of(self.member_role(name)?);
                id.map(|it| Some(it.get())).ok_or_else(|| Halt::not_understood("it has no `id`"))
            }
            Space::Object(kind, _) => self.object(kind, it),
        }
    }

    /// The user who has an e-mail address, in any case, as their primary one or as a confirmed one.
    ///
    /// # Errors
    /// When this token cannot see the e-mail addresses of users, or a fact was not read yet or could not be read.
    pub fn account(&self, email: &str) -> Result<Option<&'a Value>, Halt> {
        if self.me()?["is_admin"] != true {
            return Err(Halt::impossible(
                format!(
                    "cannot look up the user `{}`: only administrators see e-mail addresses",
                    marked(email)
                ),
                "write the username, without `@`",
            ));
        }
        let found = self.ask(Need::User(email.to_lowercase()))?;
        Ok(Some(found).filter(|it| !it.is_null()))
    }

    /// The user whom the files declare with this e-mail address.
    fn declared_as(&self, email: &str) -> Option<Ref> {
        self.names.emails.get(&email.to_lowercase()).map(|it| Ref::user(it))
    }

    /// Names the users that are named by e-mail addresses by their usernames: first those that the files declare. Returns these
    /// users, with their IDs as far as they are known.
    ///
    /// # Errors
    /// When a user does not exist or cannot be looked up, or a fact was not read yet or could not be read.
    pub(crate) fn name_users(&self, rows: &mut Rows) -> Result<Vec<(Person, Option<u64>)>, Halt> {
        let mut found = Vec::new();
        let mut missing = None;
        let mut name = |it: &mut Ref| {
            if it.space != Space::User || !is_email(&it.name) {
                return;
            }
            if let Some(known) = self.declared_as(&it.name) {
                found.push((Person::User(known.name.clone()), None));
                *it = known;
                return;
            }
            match self.account_named(&it.name) {
                Ok((name, id)) => {
                    *it = Ref::user(name);
                    found.push((Person::User(it.name.clone()), Some(id.get())));
                }
                // A question that is open must not hide one that is answered with no.
                Err(Halt::Pending) => drop(missing.get_or_insert(Halt::Pending)),
                Err(other) => missing = Some(other),
            }
        };
        rows.iter_mut().for_each(|row| row.refs_mut(&mut name));
        missing.map_or(Ok(found), Err)
    }

    /// The username and the ID of the user who has an e-mail address.
    fn account_named(&self, email: &str) -> Result<(&'a str, NonZeroU64), Halt> {
        let account = self.account(email)?.ok_or_else(|| {
            let what = format!("no user has the e-mail address `{}`", marked(email));
            Halt::impossible(what, "write the username, or add the address to the user in GitLab")
        })?;
        let known = account["username"].as_str().zip(id_of(account));
        known.ok_or_else(|| Halt::not_understood("a user has no `id` or `username`"))
    }

    /// The ID of a project.
    ///
    /// # Errors
    /// When it does not exist, has another path now, was not read yet, or could not be read.
    pub fn project(&self, path: &str) -> Result<u64, Halt> {
        if self.names.is_created(&Scope::project(path).at("")) {
            return Err(Halt::not_yet(path));
        }
        // The scope itself, which can have an old path, is what its settings are read from.
        let is_own = self.scope.project_path() == Some(path);
        let found = self.ask(match is_own {
            true => Need::find(self.scope.at("")),
            false => Need::Project(path.to_owned()),
        })?;
        let shown = marked(path);
        if found.is_null() {
            let what = format!("the project `{shown}` does not exist, or this token cannot see it");
            let unknown = || Halt::impossible(what, "write the project's full path: group/project");
            let halt = self.names.of_another_shard(&Scope::project(path));
            return Err(halt.unwrap_or_else(unknown));
        }
        let now = found["path_with_namespace"].as_str().unwrap_or(path);
        if !is_own && now.to_lowercase() != path.to_lowercase() {
            let now = marked(now);
            return Err(Halt::impossible(
                format!("the project `{shown}` is now `{now}`"),
                format!("write `{now}`"),
            ));
        }
        id_of(found).map(NonZeroU64::get).ok_or_else(|| Halt::not_understood("it has no `id`"))
    }

    /// The ID of a project for a body: a number, or a hole if this plan creates the project.
    ///
    /// # Errors
    /// As [`Look::project`].
    pub fn project_id(&self, path: &str) -> Result<Value, Halt> {
        match self.names.created(&Scope::project(path)).and_then(Scope::life) {
            Some(it) => Ok(Hole::Id(it.into()).value()),
            None => self.project(path).map(Value::from),
        }
    }

    /// The ID of a group for a body: a number, or a hole if this plan creates the group.
    ///
    /// # Errors
    /// As [`Look::resolve`].
    pub fn group_id(&self, path: &str) -> Result<Value, Halt> {
        let group = Ref::group(path);
        match (self.resolve(&group)?, group.referent()) {
            (None, Some(it)) => Ok(Hole::Id(it).value()),
            (id, _) => Ok(id.map_or(Value::Null, Value::from)),
        }
    }

    /// The ID of an object of any kind, in the scope of a reference. One of the scope itself comes before an inherited one.
    fn object(&self, kind: &str, it: &Ref) -> Result<Option<u64>, Halt> {
        let scope = it.scope.as_ref().unwrap_or(self.scope);
        let Some(entry) = self.kinds.find(kind, scope) else {
            return Err(Halt::impossible(
                format!("{scope} has no `{kind}`"),
                "remove the reference",
            ));
        };
        let spec = entry.spec();
        let list = self.list_as(spec.list_in(scope), spec.listing)?;
        let found =
            list.iter().map(|raw| entry.observed(raw, scope)).collect::<Result<Vec<_>, _>>();
        let found = found.map_err(Halt::not_understood)?;
        let mut named =
            found.iter().filter(|found| spec.folded(&found.key) == spec.folded(&it.name));
        let own = named.clone().find(|it| it.own);
        let found = own.or_else(|| named.next()).and_then(|it| it.id);
        found.map(|id| Some(id.get())).ok_or_else(|| {
            Halt::impossible(
                format!("`{}` is not a {} of {scope}", marked(&it.name), spec.noun),
                format!("declare it under `{kind}`, or use the name of an existing one"),
            )
        })
    }

    /// The ID of something that has a name on the whole instance.
    fn named(&self, need: Need, missing: impl FnOnce() -> Halt) -> Result<Option<u64>, Halt> {
        let found = self.ask(need)?;
        if found.is_null() {
            return Err(missing());
        }
        let id = id_of(found).ok_or_else(|| Halt::not_understood("it has no `id`"))?;
        Ok(Some(id.get()))
    }
}
