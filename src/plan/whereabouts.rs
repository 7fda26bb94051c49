//! Where projects and groups are that get another path, and when each of them is moved.
//!
//! **Invariant:** something moves only from a path at which it certainly is to one at which certainly nothing is. An old path
//! that redirects is not there; what was moved halfway is found by what GitLab redirects to it.

use std::collections::{BTreeMap, BTreeSet};

use super::presence::{self, Presence};
use crate::config::{Config, Life};
use crate::gitlab::Reader;
use crate::resource::{Facts, Home, Move, Moving, Need, Scope, put};

/// Projects come after all groups: no path has so many parts.
const AFTER_GROUPS: usize = 1 << 16;

/// The place of a project or group among those that are created, moved, or deleted.
pub(super) fn turn(scope: &Scope) -> u32 {
    let depth = scope.full_path().map_or(0, |it| it.matches('/').count());
    let turn = if scope.project_path().is_some() { depth + AFTER_GROUPS } else { depth };
    u32::try_from(turn).unwrap_or(u32::MAX)
}

/// Has everything that moves, and nothing else, read and written by its number.
pub(super) fn locate(reader: &Reader, moving: &Moving) {
    reader.locate(moving.located().map(|(scope, home)| {
        let collection = if matches!(scope, Scope::Group(_)) { "groups" } else { "projects" };
        (collection, scope.full_path().unwrap_or_default(), home.id)
    }));
}

/// What moves, as far as that is known; what is not known is noted.
pub(super) fn moving(config: &Config, facts: &Facts, asked: &mut BTreeSet<Need>) -> Moving {
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
    let moves = moves.into_iter().map(|(to, home)| Move {
        from: path_of(to, &home),
        to: to.clone(),
        traces: moved_from(config, to).map(|it| traces(config, it, false)).unwrap_or_default(),
        home,
    });
    let mut moving = Moving::of(moves.collect());
    let inside: BTreeSet<Scope> = config
        .lives
        .keys()
        .flat_map(|it| std::iter::once(it.clone()).chain(groups(it)))
        .filter(|it| moving.at(it).is_none() && moving.with(it).is_some())
        .collect();
    for scope in inside {
        if let Some(Presence::There(home)) = presence::now(&moving.now(&scope), facts, asked) {
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

/// The path that the files say something had before.
fn moved_from<'c>(config: &'c Config, scope: &Scope) -> Option<&'c Scope> {
    config.lives.get(scope)?.moved_from.as_ref().map(|it| &it.value)
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

pub(super) fn join(group: &str, last: &str) -> String {
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
            let before = groups(scope).chain(moving.before(scope).cloned());
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
