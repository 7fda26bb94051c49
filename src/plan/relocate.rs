//! Projects and groups that get another path: they are renamed or transferred in place, with all that is in them.
//!
//! **Invariants:** something moves only from a path at which it certainly is to one at which certainly nothing is; an old
//! path that redirects is not there. What moves, and what is in it, is addressed by its new path, and read and written by its
//! number. Nothing in it changes before it has moved.

use std::collections::BTreeSet;

use super::draft::{Drafter, Of, order, sendable};
use super::life::{Above, is_wider, settings, too_wide};
use super::presence::{self, Fate, Presence};
use super::whereabouts::{join, turn};
use super::{Order, Origin, Stage};
use crate::config::{Config, Given, Life};
use crate::kinds::life::Inside;
use crate::kinds::{self, life};
use crate::resource::{Address, Call, Halt, Home, Scope};

impl Drafter<'_> {
    /// What becomes of a project or group that moves, or is in what moves.
    pub(super) fn relocated(
        &mut self,
        config: &Config,
        scope: &Scope,
        home: &Home,
    ) -> Result<Option<Fate>, Halt> {
        let moving = &self.facts.moving;
        let Some(mover) = moving.with(scope).cloned() else { return Ok(None) };
        let address = mover.life().unwrap_or_else(|| mover.address_of("", ""));
        if self.options.shard.is_some_and(|it| !it.includes(&mover)) {
            return Err(Halt::impossible(
                format!("it is still {}: the first shard moves {mover}", home.path),
                "apply the first shard, then plan this one again",
            ));
        }
        if !self.options.includes(&address) {
            return Err(Halt::impossible(
                format!("it is still {}, and this plan does not move it", home.path),
                format!("select the move as well: --only '{mover}'"),
            ));
        }
        if mover != *scope {
            return match self.fates.get(&mover) {
                Some(Fate::Waits) => Err(Halt::Pending),
                other => Ok(other.copied()),
            };
        }
        self.relocate(config, scope, home)
    }

    /// Plans the calls that move a project or group.
    fn relocate(
        &mut self,
        config: &Config,
        scope: &Scope,
        home: &Home,
    ) -> Result<Option<Fate>, Halt> {
        let (Some(address), Some(entry)) = (scope.life(), kinds::life::entry(scope)) else {
            return Ok(Some(Fate::Refused));
        };
        let Some(from) = config.lives.get(scope).and_then(|it| it.moved_from.as_ref()) else {
            return Ok(Some(Fate::Refused));
        };
        let moving = &self.facts.moving;
        let stays = |(it, life): &(&Scope, &Life)| {
            life.create.is_none() && moving.at(it).is_none() && moving.leaves(it) == Some(scope)
        };
        if let Some((other, _)) = config.lives.iter().find(stays) {
            return Err(Halt::impossible(
                format!("it is not moved, because {other} is still declared"),
                format!(
                    "write {other} with its new path; or add `create: true`, and it is a new one"
                ),
            ));
        }
        let to = scope.full_path().unwrap_or_default().to_owned();
        let above = |path: &str| path.rsplit_once('/').map_or("", |it| it.0).to_owned();
        let last = |path: &str| path.rsplit_once('/').map_or(path, |it| it.1).to_owned();
        let (new_group, new_last, old_last) = (above(&to), last(&to), last(&home.path));
        // The group that it is in may move before.
        let old_group = match above(&home.path).as_str() {
            "" => String::new(),
            group => moving.after(&Scope::group(group)).full_path().unwrap_or_default().to_owned(),
        };
        // A group that arrives there brings along what is in it.
        let brought = |last: &str| {
            let group = moving.now(&Scope::group(&new_group));
            join(group.full_path().unwrap_or_default(), last)
        };
        let taken = brought(&new_last);
        if moving.with(&Scope::group(&new_group)).is_some() {
            let taken = same_kind(scope, &taken);
            let there = presence::now(&taken, self.facts, self.asked.get_mut());
            match there.ok_or(Halt::Pending)? {
                Presence::There(_) if moving.after(&taken) == *scope => {
                    return Err(Halt::impossible(
                        format!("{taken} gets the same path, with the group that it is in"),
                        format!("rename that first, or choose another path than {to}"),
                    ));
                }
                _ => {}
            }
        }
        let transfers = !old_group.eq_ignore_ascii_case(&new_group);
        let renames = !old_last.eq_ignore_ascii_case(&new_last);
        let mut calls = Vec::new();
        let rename = |from: &str, to: &str| life::rename(scope, home.id, from, to);
        // Where it is when the groups that it is in have moved.
        let start = join(&old_group, &old_last);
        if transfers {
            let Some(group) = self.above(config, scope)? else { return Ok(Some(Fate::Refused)) };
            let into = match &group.inside {
                Inside::Top => None,
                Inside::Group(it) => Some(it),
                Inside::User(_) | Inside::NewUser(_) => {
                    return Err(Halt::impossible(
                        "it is not moved, because the new path is in a user's namespace",
                        "transfer it in GitLab, and remove `moved_from`",
                    ));
                }
            };
            self.narrowed(config, scope, &group)?;
            let transfer = |from: &str, to: &str| life::transfer(scope, home.id, into, from, to);
            let first = join(&old_group, &new_last);
            let other = join(&new_group, &old_last);
            if !renames {
                calls.push(transfer(&start, &to));
            } else if self.is_free(config, scope, &join(&above(&home.path), &new_last), &first)? {
                calls.extend([rename(&start, &first), transfer(&first, &to)]);
            } else if self.is_free(config, scope, &brought(&old_last), &other)? {
                calls.extend([transfer(&start, &other), rename(&other, &to)]);
            } else {
                return Err(Halt::impossible(
                    format!("it would be {first} or {other} in between, and neither path is free"),
                    "move or rename first what has one of these paths, or choose another path",
                ));
            }
        } else if renames {
            calls.push(rename(&start, &to));
        }
        let calls: Vec<Call> = sendable(calls)?;
        let turn = self.turns.get(scope).copied().unwrap_or_else(|| turn(scope));
        let made = Order { stage: Stage::Make, turn, ..order(entry, &address, false) };
        let of = Of { scope, entry, key: "", item: None };
        self.steps(of, made, Origin::at(&from.place), calls, self.before(scope));
        Ok(None)
    }

    /// What has to move before a project or group is created or moved.
    pub(super) fn before(&self, scope: &Scope) -> BTreeSet<Address> {
        self.facts.moving.before(scope).filter_map(Scope::life).collect()
    }

    /// Whether something can pass through a path: nothing is there now, and nothing else will be.
    fn is_free(
        &mut self,
        config: &Config,
        scope: &Scope,
        now: &str,
        then: &str,
    ) -> Result<bool, Halt> {
        let is_declared =
            |it: &Scope| it.full_path().is_some_and(|it| it.eq_ignore_ascii_case(then));
        let free = match presence::now(&same_kind(scope, now), self.facts, self.asked.get_mut()) {
            Some(it) => matches!(it, Presence::Absent | Presence::Doomed),
            None => return Err(Halt::Pending),
        };
        let free = free && !config.lives.keys().any(is_declared);
        Ok(free && self.passed.insert(then.to_lowercase()))
    }

    /// What moves into a group becomes no more visible than that, and GitLab does not say so.
    fn narrowed(&mut self, config: &Config, scope: &Scope, above: &Above) -> Result<(), Halt> {
        let (Some(address), Some(entry)) = (scope.life(), kinds::life::entry(scope)) else {
            return Ok(());
        };
        let noun = scope.noun();
        let declared = settings(config, scope).and_then(|it| it.items.first());
        let declared = declared.map(|it| it.object.rows());
        if let Some((own, widest)) = declared.and_then(|it| too_wide(&it, above)) {
            return Err(Halt::impossible(
                format!(
                    "GitLab makes a {noun} that it moves into a group that is {widest} no longer {own}"
                ),
                format!("declare `visibility: {own}` for the group, too, or `{widest}` here"),
            ));
        }
        let whole = match scope {
            Scope::Group(_) => scope.at("").query("with_projects", "false"),
            _ => scope.at(""),
        };
        let own =
            self.look(scope, entry, &address).find(whole)?.and_then(|it| it["visibility"].as_str());
        if let (Some(own), Some(widest)) = (own, above.visibility.as_deref())
            && is_wider(own, widest)
        {
            let message =
                format!("is {own} and becomes {widest}, as the group that it is moved into");
            self.note(&address, message, false);
        }
        Ok(())
    }

    /// Why something that is said to have had another path is not planned, though it does not move.
    pub(super) fn unmoved(
        &mut self,
        config: &Config,
        scope: &Scope,
        from: &Given<Scope>,
        creates: bool,
    ) -> Result<(), Halt> {
        let key = |it: &Scope| (it.noun(), it.full_path().map(str::to_lowercase));
        // Something else is declared there.
        let is_declared = config.lives.keys().any(|it| key(it) == key(&from.value));
        let asked = self.asked.get_mut();
        let new = presence::now(scope, self.facts, asked);
        let old = presence::now(&from.value, self.facts, asked);
        let (Some(new), Some(old)) = (new, old) else { return Err(Halt::Pending) };
        match (new, old) {
            (Presence::There(_), Presence::There(_)) if !is_declared => Err(Halt::impossible(
                format!("it is there, and so is {}, which it is moved from", from.value),
                "remove `moved_from` if they are two; otherwise rename or delete one of them in GitLab",
            )),
            (Presence::There(_) | Presence::Elsewhere(_), _) => {
                let selected = scope.life().is_some_and(|it| self.options.includes(&it));
                self.out.unchanged += usize::from(selected && !creates);
                Ok(())
            }
            (Presence::Unreadable, _) => Ok(()),
            (Presence::Absent | Presence::Doomed, Presence::Elsewhere(now)) => {
                Err(Halt::impossible(
                    format!("it is not there, and {} is now {}", from.value, now.path),
                    format!("use the path that it has now: `moved_from: {}`", now.path),
                ))
            }
            (_, Presence::Unreadable) => Err(Halt::impossible(
                format!("it is not moved, because {} cannot be read", from.value),
                "check the token and its role, then plan again",
            )),
            _ if creates => Ok(()),
            _ => Err(Halt::impossible(
                format!(
                    "it does not exist, nor does {}, or this token cannot see them",
                    from.value
                ),
                "check both paths; to create it, add `create: true`",
            )),
        }
    }
}

/// The same as a project or group, at another path.
fn same_kind(scope: &Scope, path: &str) -> Scope {
    match scope {
        Scope::Group(_) => Scope::group(path),
        _ => Scope::project(path),
    }
}
