//! Projects and groups themselves: which of them this plan creates.
//!
//! **Invariants:** only a path at which GitLab certainly has nothing is created: what cannot be read is not absent, and a
//! rename is not an absence. Nothing is asked below what this plan creates.

use std::collections::BTreeSet;

use serde_json::Value;

use super::diff::by_time;
use super::draft::{Drafter, Of, order, sendable};
use super::pair::Pair;
use super::presence::{self, Fate, Presence};
use super::whereabouts::{is_moved, turn};
use super::{Order, Origin, Stage};
use crate::config::{Collection, Config, Create, Item, Life};
use crate::gitlab::ApiPath;
use crate::kinds::life::Inside;
use crate::kinds::{self, SETTINGS, USERS};
use crate::resource::{
    Address, Call, Datum, Entry, Halt, Live, Person, Ref, Referent, Row, Rows, Scope, created,
    id_of,
};

/// What something is created in.
pub(super) struct Above {
    /// A group or a user's namespace; nothing for a group at the top.
    pub inside: Inside,
    /// What it is visible to, if that is known: what is in it cannot be visible to more.
    pub visibility: Option<String>,
}

impl Drafter<'_> {
    /// Plans what the files say about projects and groups themselves, what contains others first.
    pub(super) fn lives(&mut self, config: &Config) {
        let mut lives: Vec<(&Scope, &Life)> = config.lives.iter().collect();
        lives.sort_by_key(|it| turn(it.0));
        for (scope, life) in lives {
            self.out.for_guards.declared += usize::from(
                life.create.is_some() || life.absent.is_some() || life.moved_from.is_some(),
            );
            let elsewhere = self.options.shard.is_some_and(|it| !it.includes(scope));
            if elsewhere || !self.concerns(config, scope) {
                continue;
            }
            self.enter(scope);
            let fate = match self.life(config, scope, life) {
                Ok(fate) => fate,
                Err(Halt::Pending) => Some(Fate::Waits),
                Err(halt) => {
                    let address = scope.life().unwrap_or_else(|| scope.address_of("", ""));
                    let moved = life.moved_from.as_ref().map(|it| &it.place);
                    let created = life.create.as_ref().map(|it| &it.place);
                    let place = moved.or(created).unwrap_or(&life.place);
                    self.missing(&address, place, halt);
                    Some(Fate::Refused)
                }
            };
            self.fates.extend(fate.map(|it| (scope.clone(), it)));
        }
    }

    /// Whether a scope is, or is in, a project or group that this plan creates.
    pub(super) fn is_created(&self, scope: &Scope) -> bool {
        scope.home().is_some_and(|it| self.fates.get(&it) == Some(&Fate::Created))
    }

    /// Whether a selection includes a project or group itself, or something in it.
    fn concerns(&self, config: &Config, scope: &Scope) -> bool {
        let own = || scope.life().is_some_and(|it| self.options.includes(&it));
        let inside = |(of, it): (&Scope, &Collection)| {
            of.home().as_ref() == Some(scope) && self.options.selects(of, it)
        };
        self.options.only.is_none() || own() || config.collections().any(inside)
    }

    /// What becomes of a project or group; `None` if it is there, and what is in it is planned as always.
    fn life(&mut self, config: &Config, scope: &Scope, life: &Life) -> Result<Option<Fate>, Halt> {
        if let Some(place) = &life.absent {
            return self.destroy(scope, place).map(|()| None);
        }
        if let Some(home) = self.facts.moving.at(scope) {
            return self.relocated(config, scope, home);
        }
        if let Some(from) = &life.moved_from {
            self.unmoved(config, scope, from, life.create.is_some())?;
        }
        let Some(create) = &life.create else {
            return self.facts.moving.leaves(scope).map_or(Ok(None), |to| {
                Err(Halt::impossible(
                    format!("this plan moves {to} away from there"),
                    "remove it from the files, or add `create: true` for a new one",
                ))
            });
        };
        let Some(presence) = presence::ask(scope, self.facts, self.asked.get_mut()) else {
            return Err(Halt::Pending);
        };
        match presence {
            Presence::Elsewhere(home) if is_moved(config, scope, &home) => {
                self.create(config, scope, create).map(Some)
            }
            Presence::There(home) | Presence::Elsewhere(home) => {
                // An approval names by its address what it created.
                let address = scope.life().map(|it| (it, Some(home.id)));
                self.names.ids.extend(address);
                let selected = scope.life().is_some_and(|it| self.options.includes(&it));
                self.out.unchanged += usize::from(selected);
                Ok(None)
            }
            // The reason is that of what is read in it.
            Presence::Unreadable => Ok(None),
            Presence::Doomed => Err(Halt::impossible(
                "it is marked for deletion, so it is not created",
                format!("{}, or wait until it is deleted", presence::restoring(scope, self.facts)),
            )),
            Presence::Absent => self.create(config, scope, create).map(Some),
        }
    }

    /// Plans the creation of a project or group that is not there.
    fn create(&mut self, config: &Config, scope: &Scope, create: &Create) -> Result<Fate, Halt> {
        let (Some(address), Some(entry)) = (scope.life(), kinds::life::entry(scope)) else {
            return Ok(Fate::Refused);
        };
        self.below(config, scope)?;
        if !self.options.includes(&address) {
            let message = "does not exist, and this plan does not create it";
            return Err(Halt::impossible(message, format!("select it as well: --only '{scope}'")));
        }
        let Some(above) = self.above(config, scope)? else { return Ok(Fate::Refused) };
        let path = scope.full_path().unwrap_or_default();
        let group = path.rsplit_once('/').map(|(above, _)| Scope::group(above));
        let is_made = group.is_some_and(|it| self.fates.get(&it) == Some(&Fate::Created));
        if matches!(scope, Scope::Group(_)) && !is_made {
            self.unmarked(scope, entry, &address)?;
        }
        let lane = scope.home().map(|it| it.address_of(SETTINGS, ""));
        let waits = |it: &Collection| it.items.iter().any(|it| it.waits);
        if lane.is_some_and(|it| config.waiting.contains_key(&it))
            || settings(config, scope).is_some_and(waits)
        {
            return Err(Halt::impossible(
                "its settings name what it does not have before it is created",
                "declare `default_branch` in `create` or in `settings`, or write the settings without it",
            ));
        }
        let settings = settings(config, scope).filter(|it| self.options.selects(scope, it));
        let item = settings.and_then(|it| it.items.first());
        let mut rows = item.map_or_else(|| entry.blank(), |it| it.object.rows());
        if let (Some(collection), Some(item)) = (settings, item) {
            let mut pair = Pair {
                address: scope.address_of(collection.entry.spec.kind, ""),
                key: String::new(),
                place: &item.place,
                pruned: false,
                wanted: Some((item, rows.clone())),
                live: None,
            };
            self.settle(scope, collection.entry, &mut pair)?;
            rows = pair.wanted.map_or(rows, |it| it.1);
        }
        let is_empty = !create.has_readme() && create.import_url.is_none();
        if is_empty && rows.iter().any(|it| it.name == "default_branch" && it.value().is_some()) {
            rows.retain(|it| it.name != "default_branch");
            let message = "`default_branch` is not set while the repository is empty".to_owned();
            self.note(&address, message, false);
        }
        if let Some((own, widest)) = too_wide(&rows, &above) {
            let noun = scope.noun();
            return Err(Halt::impossible(
                format!(
                    "GitLab does not create a {noun} that is {own} in a group that is {widest}"
                ),
                format!("declare `visibility: {own}` for the group, too, or `{widest}` here"),
            ));
        }
        let call = {
            let look = self.look(scope, entry, &address);
            let given = given(create, &rows);
            kinds::life::create(&look, &rows, &above.inside, given)
        };
        let calls = sendable(vec![call])?;
        let rest = match (settings, item) {
            (Some(it), Some(item)) => self.rest(scope, it, item, &rows)?,
            _ => Vec::new(),
        };
        self.names.create(scope);
        if let Some(branch) = create.has_readme().then(|| branch(create, &rows)) {
            // GitLab protects it by itself.
            let branch = branch.unwrap_or_else(|| "main".to_owned());
            self.names.ids.insert(scope.address_of("protected_branches", &branch), None);
        }
        let turn = self.turns.get(scope).copied().unwrap_or_else(|| turn(scope));
        let made = Order { stage: Stage::Make, turn, ..order(entry, &address, false) };
        let of = Of { scope, entry, key: "", item };
        self.steps(of, made, Origin::at(&create.place), calls, self.before(scope));
        if let (Some(it), Some(item)) = (settings, item) {
            let address = scope.address_of(it.entry.spec.kind, "");
            let of = Of { scope, entry: it.entry, key: "", item: Some(item) };
            let order = order(it.entry, &address, false);
            self.steps(of, order, Origin::at(&item.place), rest, BTreeSet::new());
        }
        Ok(Fate::Created)
    }

    /// Checks that no group had this path until it was marked for deletion: GitLab has nothing at that path, and a new group
    /// there would keep the other one from being restored under its name (measured).
    fn unmarked(
        &self,
        group: &Scope,
        entry: &'static Entry,
        address: &Address,
    ) -> Result<(), Halt> {
        let path = group.full_path().unwrap_or_default();
        let last = path.rsplit('/').next().unwrap_or(path);
        let search = format!("{last}{}", presence::MARK);
        let list = ApiPath::new("groups").query("search", &search).query("all_available", "true");
        let list = self.look(group, entry, address).list(list)?;
        let marked = |it: &Value| {
            let now = it["full_path"].as_str()?;
            let (before, id) = now.rsplit_once(presence::MARK)?;
            let id = id.parse::<u64>().ok()?;
            before.eq_ignore_ascii_case(path).then_some(id)
        };
        match list.iter().find_map(marked) {
            None => Ok(()),
            Some(id) => Err(Halt::impossible(
                "it is marked for deletion, so it is not created",
                format!(
                    "restore it: `glab api -X POST groups/{id}/restore`, or wait until it is deleted"
                ),
            )),
        }
    }

    /// Checks that nothing that is declared in a group is there under another path: GitLab keeps no old paths of groups, and
    /// a new group at the old path would end those of all its projects (measured).
    fn below(&mut self, config: &Config, group: &Scope) -> Result<(), Halt> {
        let inside = |it: &&Scope| *it != group && it.is_within(group);
        let mut waits = false;
        for scope in config.lives.keys().filter(inside) {
            let Some(presence) = presence::ask(scope, self.facts, self.asked.get_mut()) else {
                waits = true;
                continue;
            };
            let there = match presence {
                Presence::Elsewhere(_) if self.facts.moving.at(scope).is_some() => continue,
                Presence::Elsewhere(home) if is_moved(config, scope, &home) => continue,
                Presence::There(home) | Presence::Elsewhere(home) => home.path,
                Presence::Doomed => {
                    return Err(Halt::impossible(
                        format!("it is not created, because {scope} is marked for deletion"),
                        presence::restoring(scope, self.facts),
                    ));
                }
                Presence::Unreadable => {
                    return Err(Halt::impossible(
                        format!("it is not created, because {scope} cannot be read"),
                        "solve that problem first",
                    ));
                }
                Presence::Absent => continue,
            };
            let path = scope.full_path().unwrap_or_default();
            return Err(match renamed(path, &there, group.full_path().unwrap_or_default()) {
                Some(now) => Halt::impossible(
                    format!("it looks renamed to {now}: {scope} is now {there}"),
                    format!("use the new path in the files, or add `moved_from: {now}`"),
                ),
                None => Halt::impossible(
                    format!("it is not created, because {scope} is there, as {there}"),
                    "check the paths in GitLab: this token may not see the group",
                ),
            });
        }
        if waits { Err(Halt::Pending) } else { Ok(()) }
    }

    /// The calls for the settings that the creation ignores, or that have a time of their own.
    fn rest(
        &self,
        scope: &Scope,
        settings: &Collection,
        item: &Item,
        rows: &Rows,
    ) -> Result<Vec<Call>, Halt> {
        let spec = settings.entry.spec;
        let address = scope.address_of(spec.kind, "");
        let look = self.look(scope, settings.entry, &address);
        let blank = settings.entry.blank();
        let mut live = Live::unknown(spec, scope, blank);
        item.object.complete(&mut live, &look)?;
        let later = kinds::life::entry(scope).map_or(&[][..], |it| it.spec.later);
        let is_new = |it: &Row| match it.value() {
            // What a new one has anyway.
            Some(value) if ["archived", "avatar"].contains(&it.name) => {
                Some(value) != it.default.as_ref()
            }
            Some(_) => it.name == "default_branch" || !it.omittable,
            None => false,
        };
        let rest: Rows =
            rows.iter().filter(|it| later.contains(&it.name) && is_new(it)).cloned().collect();
        let mut calls = Vec::new();
        for (at, changes) in by_time(spec, created(&rest)) {
            let more = item.object.update(&live, changes, &look)?;
            let why = format!("GitLab ignores it when it creates the {}", scope.noun());
            calls.extend(more.into_iter().map(|it| match at {
                None => Call { at, ..it }.because(why.clone()),
                Some(_) => Call { at, ..it },
            }));
        }
        sendable(calls)
    }

    /// Whether the files declare this user.
    fn declares_user(&self, name: &str) -> bool {
        let users = self.names.declared.get(&Scope::instance().address_of(USERS, ""));
        users.is_some_and(|all| all.iter().any(|it| it.eq_ignore_ascii_case(name)))
    }

    /// What something is created in; `None` if it cannot be created, and the reason is reported.
    pub(super) fn above(&mut self, config: &Config, scope: &Scope) -> Result<Option<Above>, Halt> {
        let path = scope.full_path().unwrap_or_default();
        let Some((above, _)) = path.rsplit_once('/') else {
            return Ok(Some(Above { inside: Inside::Top, visibility: None }));
        };
        let (group, life) = config
            .lives
            .iter()
            .find(|it| matches!(it.0, Scope::Group(it) if it.eq_ignore_ascii_case(above)))
            .map_or((Scope::group(above), None), |it| (it.0.clone(), Some(it.1)));
        let person = Person::Group(above.to_lowercase());
        let declared = visibility(config, &group);
        match self.fates.get(&group) {
            Some(Fate::Waits) => return Err(Halt::Pending),
            Some(Fate::Refused) => return Ok(None),
            Some(Fate::Created) => {
                let visibility = declared.or_else(|| Some("private".to_owned()));
                return Ok(Some(Above {
                    inside: Inside::Group(Referent::Person(person)),
                    visibility,
                }));
            }
            None => {}
        }
        let whole = group.at("").query("with_projects", "false");
        let entry = kinds::life::entry(scope).ok_or(Halt::Pending)?;
        let address = group.address_of(entry.spec.kind, "");
        let found = match self.look(scope, entry, &address).find(whole) {
            Err(Halt::Unreadable(error)) if presence::is_absent(&error) => None,
            other => other?,
        };
        let Some(found) = found else {
            // Users and groups share their names.
            if matches!(scope, Scope::Project(_)) && !above.contains('/') {
                let user = Person::User(above.to_lowercase());
                match self.look(scope, entry, &address).resolve(&Ref::user(above)) {
                    Ok(Some(id)) => {
                        return Ok(Some(Above { inside: Inside::User(id), visibility: None }));
                    }
                    Ok(None) if let Some(user) = self.names.created_account(&user) => {
                        let inside = Inside::NewUser(user.clone());
                        return Ok(Some(Above { inside, visibility: None }));
                    }
                    Err(Halt::Impossible { .. }) if self.declares_user(above) => {
                        return Err(Halt::impossible(
                            format!(
                                "the user `{above}` does not exist, and this plan does not create them"
                            ),
                            format!("select the user as well: --only 'instance/users/{above}'"),
                        ));
                    }
                    Ok(None) | Err(Halt::Impossible { .. }) => {}
                    Err(halt) => return Err(halt),
                }
            }
            let message =
                format!("the group `{above}` does not exist, or this token cannot see it");
            let creates = life.is_some_and(|it| it.create.is_some());
            return Err(match self.names.of_another_shard(&group) {
                Some(halt) => halt,
                None if creates => Halt::impossible(
                    format!("{message}, and this plan does not create it"),
                    format!("select it as well: --only '{group}'"),
                ),
                None => Halt::impossible(
                    message,
                    format!(
                        "add `{above}: {{ create: true }}` under `groups`; if it was deleted lately, restore it in GitLab instead"
                    ),
                ),
            });
        };
        let id = id_of(found).ok_or_else(|| Halt::not_understood("the group has no `id`"))?;
        let live = found["visibility"].as_str().map(str::to_owned);
        self.names.people.insert(person.clone(), id.get());
        let visibility = declared.or(live);
        Ok(Some(Above { inside: Inside::Group(Referent::Person(person)), visibility }))
    }
}

/// The path that a group has now, if something in it kept its place there.
fn renamed(before: &str, now: &str, group: &str) -> Option<String> {
    let inside = before.get(group.len()..)?.to_lowercase();
    let end = now.len().checked_sub(inside.len())?;
    let is_inside = now.get(end..)?.to_lowercase() == inside;
    let path = now.get(..end).filter(|it| !it.is_empty() && !it.eq_ignore_ascii_case(group))?;
    is_inside.then(|| path.to_owned())
}

/// The settings that are declared for a scope.
pub(super) fn settings<'c>(config: &'c Config, scope: &Scope) -> Option<&'c Collection> {
    config.scopes.get(scope)?.iter().find(|it| it.entry.spec.kind == SETTINGS)
}

/// The visibility that is declared for a scope.
fn visibility(config: &Config, scope: &Scope) -> Option<String> {
    let rows = settings(config, scope)?.items.first()?.object.rows();
    match rows.iter().find(|it| it.name == "visibility")?.value()? {
        Datum::Text(it) => Some(it.clone()),
        _ => None,
    }
}

/// What a visibility allows, the least first.
const VISIBILITIES: [&str; 3] = ["private", "internal", "public"];

/// A declared visibility and the one of the group that something is created in or moved into, if that is narrower: GitLab
/// would make it no more visible than the group, and not say so.
pub(super) fn too_wide(rows: &Rows, above: &Above) -> Option<(String, String)> {
    let Datum::Text(own) = rows.iter().find(|it| it.name == "visibility")?.value()? else {
        return None;
    };
    let widest = above.visibility.as_deref()?;
    is_wider(own, widest).then(|| (own.clone(), widest.to_owned()))
}

/// Whether a visibility allows more than another one.
pub(super) fn is_wider(own: &str, other: &str) -> bool {
    let rank = |it: &str| VISIBILITIES.iter().position(|known| *known == it);
    rank(own) > rank(other)
}

/// The branch of the first commit, as far as files name it.
fn branch(create: &Create, rows: &Rows) -> Option<String> {
    let declared = || match rows.iter().find(|it| it.name == "default_branch")?.value()? {
        Datum::Text(it) => Some(it.clone()),
        _ => None,
    };
    create.default_branch.as_ref().map(|it| it.value.clone()).or_else(declared)
}

/// What only a creation can set.
fn given(create: &Create, rows: &Rows) -> Vec<(&'static str, Datum)> {
    let readme = create.with_readme.as_ref().map(|it| Datum::Bool(it.value));
    let branch = create.has_readme().then(|| branch(create, rows)).flatten().map(Datum::Text);
    let url = create.import_url.as_ref().map(|it| Datum::Text(it.value.clone()));
    let all = [("initialize_with_readme", readme), ("default_branch", branch), ("import_url", url)];
    all.into_iter().filter_map(|(name, it)| Some((name, it?))).collect()
}
