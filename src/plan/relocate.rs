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
    let mut moves: Vec<(&Scope, Home)> = Vec::new();
    let mut taken: BTreeSet<&Scope> = BTreeSet::new();
    for (to, from) in wanted {
        let old = presence::now(from, facts, asked);
        match presence::now(to, facts, asked) {
            Some(Presence::There(_)) => {
                taken.insert(to);
                // Something else may leave this path.
                if let Some(Presence::There(home)) = old {
                    moves.push((to, home));
                }
            }
            Some(Presence::Absent | Presence::Doomed | Presence::Elsewhere(_)) => {
                let source = source(config, to, from, facts, asked);
                moves.extend(source.map(|home| (to, home)));
            }
            Some(Presence::Unreadable) | None => {}
        }
    }
    if !asked.is_empty() {
        return Moving::default();
    }
    loop {
        let leaves = |path: &Scope| {
            moves.iter().any(|it| it.0 != path && path.is_within(&path_of(it.0, &it.1)))
        };
        let Some(at) = moves.iter().position(|it| taken.contains(it.0) && !leaves(it.0)) else {
            break;
        };
        moves.remove(at);
    }
    let moves = moves.into_iter().map(|(to, home)| (path_of(to, &home), to.clone(), home));
    let mut moving = Moving::of(moves);
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

/// Where something is that moves: at its old path; where a group has taken it that moves, too; or on its way.
fn source(
    config: &Config,
    to: &Scope,
    from: &Scope,
    facts: &Facts,
    asked: &mut BTreeSet<Need>,
) -> Option<Home> {
    let old = presence::now(from, facts, asked)?;
    if let Presence::There(home) = old {
        return Some(home);
    }
    let taken = traces(config, from, false);
    let halfway: BTreeSet<Scope> = taken.iter().flat_map(|it| halfway(it, to)).collect();
    if let Presence::Elsewhere(home) = old {
        let is_there =
            |it: &Scope| it.full_path().is_some_and(|it| it.eq_ignore_ascii_case(&home.path));
        return taken.iter().chain(&halfway).any(is_there).then_some(home);
    }
    for it in taken.iter().filter(|it| *it != from) {
        if let Some(Presence::There(home)) = presence::now(it, facts, asked) {
            return Some(home);
        }
    }
    let groups = halfway.iter().filter(|it| matches!(it, Scope::Group(_)));
    groups.filter_map(|it| group_on_its_way(it, from, facts, asked)).next()
}

/// Where what was at a path can be now by the moves that the files declare, some of which may have been made: of the groups
/// that it is in, and, with `own`, of itself.
fn traces(config: &Config, scope: &Scope, own: bool) -> BTreeSet<Scope> {
    let mut all = BTreeSet::from([scope.clone()]);
    for (to, life) in &config.lives {
        let Some(before) = life.moved_from.as_ref().map(|it| &it.value) else { continue };
        if !scope.is_within(before) || !own && before.is_within(scope) {
            continue;
        }
        let mut places = traces(config, before, false);
        let between: Vec<_> = places.iter().flat_map(|it| halfway(it, to)).collect();
        places.extend(between);
        places.insert(to.clone());
        all.extend(places.iter().map(|it| put(scope, before, it)));
    }
    all
}

/// The path that something has.
fn path_of(scope: &Scope, home: &Home) -> Scope {
    match scope {
        Scope::Group(_) => Scope::group(&home.path),
        _ => Scope::project(&home.path),
    }
}

/// The paths between two calls, if the last part of the path and the group both change.
fn halfway(from: &Scope, to: &Scope) -> Vec<Scope> {
    let parted = |it: &Scope| {
        let path = it.full_path().unwrap_or_default().to_owned();
        let (above, last) = path.rsplit_once('/').unwrap_or(("", &path));
        (above.to_owned(), last.to_owned())
    };
    let ((above, last), (new_above, new_last)) = (parted(from), parted(to));
    if above.eq_ignore_ascii_case(&new_above) || last.eq_ignore_ascii_case(&new_last) {
        return Vec::new();
    }
    let paths = [join(&above, &new_last), join(&new_above, &last)];
    let scope = |path: &String| match to {
        Scope::Group(_) => Scope::group(path),
        _ => Scope::project(path),
    };
    // A project is always in a group.
    let is_path = |it: &&String| matches!(to, Scope::Group(_)) || it.contains('/');
    paths.iter().filter(is_path).map(scope).collect()
}

fn join(group: &str, last: &str) -> String {
    match group {
        "" => last.to_owned(),
        group => format!("{group}/{last}"),
    }
}

/// A group at a path, if it certainly had another one before: GitLab keeps no old paths of groups, but those of the projects in
/// it.
fn group_on_its_way(
    here: &Scope,
    before: &Scope,
    facts: &Facts,
    asked: &mut BTreeSet<Need>,
) -> Option<Home> {
    let Presence::There(home) = presence::now(here, facts, asked)? else { return None };
    let projects = here.at("projects").query("include_subgroups", "true");
    let projects = projects.query("with_shared", "false").query("order_by", "id");
    let need = Need::Page(projects.query("sort", "asc").query("per_page", 1));
    let Some(answer) = facts.answers.get(&need) else {
        asked.insert(need);
        return None;
    };
    let oldest = answer.as_ref().ok()?.get(0)?;
    let now = Scope::project(oldest["path_with_namespace"].as_str()?);
    let old = now.is_within(here).then(|| put(&now, here, before))?;
    let Presence::Elsewhere(led) = presence::now(&old, facts, asked)? else { return None };
    (Some(led.id) == oldest["id"].as_u64()).then_some(home)
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
    let is_there = |it: &Scope| it.full_path().is_some_and(|it| it.eq_ignore_ascii_case(&now.path));
    traces(config, scope, true).iter().any(is_there)
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
        // Where it is when the groups that it is in have moved.
        let start = join(&old_group, &old_last);
        if transfers {
            let Some(group) = self.above(config, scope)? else { return Ok(Some(Fate::Refused)) };
            self.narrowed(config, scope, &group)?;
            let transfer = |from: &str, to: &str| {
                life::transfer(scope, home.id, group.group.as_ref(), from, to)
            };
            let first = join(&old_group, &new_last);
            let other = join(&new_group, &old_last);
            if !renames {
                calls.push(transfer(&start, &to));
            } else if self.is_free(config, scope, &join(&above(&home.path), &new_last), &first)? {
                calls.extend([rename(&start, &first), transfer(&first, &to)]);
            } else if self.is_free(config, scope, &other, &other)? {
                calls.extend([transfer(&start, &other), rename(&other, &to)]);
            } else {
                return Err(Halt::impossible(
                    format!(
                        "it is not moved: both {first} and {other} are there, and one of them is on its way"
                    ),
                    "rename or move one of them first",
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

    /// Whether something can pass through a path: nothing is there now, and nothing else will be.
    fn is_free(
        &mut self,
        config: &Config,
        scope: &Scope,
        now: &str,
        then: &str,
    ) -> Result<bool, Halt> {
        let there = |path: &str| match scope {
            Scope::Group(_) => Scope::group(path),
            _ => Scope::project(path),
        };
        let is_declared =
            |it: &Scope| it.full_path().is_some_and(|it| it.eq_ignore_ascii_case(then));
        let free = match presence::now(&there(now), self.facts, self.asked.get_mut()) {
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
