//! Projects and groups that get another path: they are renamed or transferred in place, with all that is in them.
//!
//! **Invariants:** something moves only from a path at which it certainly is to one at which certainly nothing is; an old
//! path that redirects is not there. What moves, and what is in it, is addressed by its new path, and read and written by its
//! number. Nothing in it changes before it has moved.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::draft::{Drafter, Of, order, sendable};
use super::gather::{PlanError, read};
use super::life::{Above, is_wider, settings, too_wide, turn};
use super::presence::{self, Fate, Presence};
use super::{Order, Origin, Stage};
use crate::config::{Config, Given, Life};
use crate::gitlab::Reader;
use crate::kinds::{self, life};
use crate::resource::{Address, Call, Facts, Halt, Home, Moving, Need, Scope, put};

/// Finds out what moves; from then on, it is read and written by its number.
pub(super) async fn relocate(
    config: &Config,
    reader: &Reader,
    facts: &mut Facts,
) -> Result<(), PlanError> {
    locate(reader, &Moving::default());
    if config.lives.values().all(|it| it.moved_from.is_none()) {
        return Ok(());
    }
    let moving = loop {
        let mut asked = BTreeSet::new();
        let moving = moving(config, facts, &mut asked);
        if asked.is_empty() {
            break moving;
        }
        read(reader, &asked, facts).await?;
    };
    for (scope, home) in moving.located() {
        let path = scope.full_path().unwrap_or_default();
        let (need, there) = match scope {
            Scope::Group(_) => (Need::Group(path.to_lowercase()), json!({ "id": home.id })),
            _ => (Need::Project(path.to_owned()), project(home)),
        };
        facts.answers.insert(need, Ok(there));
    }
    locate(reader, &moving);
    facts.moving = moving;
    Ok(())
}

fn project(home: &Home) -> Value {
    json!({ "id": home.id, "path_with_namespace": home.path, "archived": home.archived })
}

/// Has everything that moves, and nothing else, read and written by its number.
pub(super) fn locate(reader: &Reader, moving: &Moving) {
    reader.locate(moving.located().map(|(scope, home)| {
        let collection = if matches!(scope, Scope::Group(_)) { "groups" } else { "projects" };
        (collection, scope.full_path().unwrap_or_default(), home.id)
    }));
}

/// What moves, as far as that is known; what is not known is noted.
fn moving(config: &Config, facts: &Facts, asked: &mut BTreeSet<Need>) -> Moving {
    let wanted =
        config.lives.iter().filter_map(|(to, it)| Some((to, &it.moved_from.as_ref()?.value)));
    let mut moves: Vec<(&Scope, &Scope, Home)> = Vec::new();
    let mut taken: BTreeSet<&Scope> = BTreeSet::new();
    for (to, from) in wanted {
        let old = presence::now(from, facts, asked);
        match presence::now(to, facts, asked) {
            Some(Presence::There(_)) => drop(taken.insert(to)),
            Some(Presence::Absent | Presence::Doomed | Presence::Elsewhere(_)) => {}
            Some(Presence::Unreadable) | None => continue,
        }
        if let Some(Presence::There(home)) = old {
            moves.push((from, to, home));
        }
    }
    if !asked.is_empty() {
        return Moving::default();
    }
    // A path that something else leaves is free.
    loop {
        let leaves = |path: &Scope| moves.iter().any(|it| it.1 != path && path.is_within(it.0));
        let Some(at) = moves.iter().position(|it| taken.contains(it.1) && !leaves(it.1)) else {
            break;
        };
        moves.remove(at);
    }
    let mut moving =
        Moving::of(moves.into_iter().map(|(from, to, home)| (from.clone(), to.clone(), home)));
    let inside: BTreeSet<Scope> = config
        .lives
        .keys()
        .flat_map(|it| std::iter::once(it.clone()).chain(groups(it)))
        .filter(|it| moving.at(it).is_none() && moving.with(it).is_some())
        .collect();
    for scope in inside {
        if let Some(Presence::There(home)) = presence::now(&moving.before(&scope), facts, asked) {
            moving.contains(scope, home);
        }
    }
    moving
}

/// The groups that something is in, the outermost first.
fn groups(scope: &Scope) -> impl Iterator<Item = Scope> + '_ {
    let path = scope.full_path().unwrap_or_default();
    path.match_indices('/').map(|(end, _)| Scope::group(&path[..end]))
}

/// When each project and group is created or moved: after the groups that it is in, and after what leaves its path.
pub(super) fn turns(config: &Config, moving: &Moving) -> BTreeMap<Scope, u32> {
    if moving.is_empty() {
        return BTreeMap::new();
    }
    let made = |(scope, it): &(&Scope, &Life)| it.create.is_some() || moving.moves(scope);
    let made = config.lives.iter().filter(made).map(|it| it.0);
    let mut turns: BTreeMap<Scope, u32> = made.map(|it| (it.clone(), turn(it))).collect();
    // Where they wait for each other in a circle, GitLab refuses one of them.
    for _ in 0..turns.len() {
        let later = |(scope, now): (&Scope, &u32)| {
            let before = groups(scope).chain(moving.leaves(scope).cloned());
            let last = before.filter(|it| it != scope).filter_map(|it| turns.get(&it)).max()?;
            (last >= now).then(|| (scope.clone(), last + 1))
        };
        let later: Vec<_> = turns.iter().filter_map(later).collect();
        if later.is_empty() {
            break;
        }
        turns.extend(later);
    }
    turns
}

/// Whether the files say that what the path of something redirects to was moved away from there, so that the path is free.
pub(super) fn is_moved(config: &Config, scope: &Scope, now: &Home) -> bool {
    config.lives.iter().any(|(to, life)| {
        let from = life.moved_from.as_ref().map(|it| &it.value);
        from.filter(|it| scope.is_within(it)).is_some_and(|from| {
            let there = put(scope, from, to);
            there.full_path().is_some_and(|it| it.eq_ignore_ascii_case(&now.path))
        })
    })
}

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
        let join = |group: &str, last: &str| match group {
            "" => last.to_owned(),
            group => format!("{group}/{last}"),
        };
        let (new_group, new_last, old_last) = (above(&to), last(&to), last(&home.path));
        // The group that it is in may move before.
        let old_group = match above(&home.path).as_str() {
            "" => String::new(),
            group => moving.after(&Scope::group(group)).full_path().unwrap_or_default().to_owned(),
        };
        let transfers = !old_group.eq_ignore_ascii_case(&new_group);
        let renames = !old_last.eq_ignore_ascii_case(&new_last);
        let mut calls = Vec::new();
        let rename = |from: &str, to: &str| life::rename(scope, home.id, from, to);
        if transfers {
            let Some(group) = self.above(config, scope)? else { return Ok(Some(Fate::Refused)) };
            self.narrowed(config, scope, &group)?;
            let transfer = |from: &str, to: &str| {
                life::transfer(scope, home.id, group.group.as_ref(), from, to)
            };
            let first = join(&old_group, &new_last);
            let other = join(&new_group, &old_last);
            if !renames {
                calls.push(transfer(&home.path, &to));
            } else if self.is_free(scope, &join(&above(&home.path), &new_last))? {
                calls.extend([rename(&home.path, &first), transfer(&first, &to)]);
            } else if self.is_free(scope, &other)? {
                calls.extend([transfer(&home.path, &other), rename(&other, &to)]);
            } else {
                return Err(Halt::impossible(
                    format!(
                        "it is not moved: both {first} and {other} are there, and one of them is on its way"
                    ),
                    "rename or move one of them first",
                ));
            }
        } else if renames {
            calls.push(rename(&home.path, &to));
        }
        let calls: Vec<Call> = sendable(calls)?;
        let turn = self.turns.get(scope).copied().unwrap_or_else(|| turn(scope));
        let made = Order { stage: Stage::Make, turn, ..order(entry, &address, false) };
        let of = Of { scope, entry, key: "", item: None };
        self.steps(of, made, Origin::at(&from.place), calls, self.before(scope));
        Ok(None)
    }

    /// What has to leave the path of a project or group before that is created or moved there.
    pub(super) fn before(&self, scope: &Scope) -> BTreeSet<Address> {
        self.facts
            .moving
            .leaves(scope)
            .filter(|it| *it != scope)
            .and_then(Scope::life)
            .into_iter()
            .collect()
    }

    /// Whether nothing is at a path that something only passes through.
    fn is_free(&mut self, scope: &Scope, path: &str) -> Result<bool, Halt> {
        let there = match scope {
            Scope::Group(_) => Scope::group(path),
            _ => Scope::project(path),
        };
        match presence::now(&there, self.facts, self.asked.get_mut()) {
            Some(it) => Ok(matches!(it, Presence::Absent | Presence::Doomed)),
            None => Err(Halt::Pending),
        }
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
