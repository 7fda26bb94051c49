//! Projects and groups that a plan moves: they are declared at their new path, and until the apply they are at another one.

use std::collections::{BTreeMap, BTreeSet};

use super::scope::Scope;

/// A project or group that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    /// GitLab's ID of it.
    pub id: u64,
    /// Its full path, as GitLab spells it.
    pub path: String,
    /// Whether it is archived.
    pub archived: bool,
}

/// What a plan moves, and where it is until then.
#[derive(Debug, Clone, Default)]
pub struct Moving {
    /// Where each project and group is now, by its new path: what moves, and what is declared in it.
    located: BTreeMap<Scope, Home>,
    /// What moves itself.
    moves: Vec<Move>,
}

/// A project or group that moves.
#[derive(Debug, Clone)]
pub(crate) struct Move {
    /// Its path now.
    pub from: Scope,
    /// Its new path.
    pub to: Scope,
    /// The paths that it may have had before, if it is on its way already.
    pub traces: BTreeSet<Scope>,
    /// What is at its path now.
    pub home: Home,
}

impl Moving {
    /// These move.
    pub(crate) fn of(moves: Vec<Move>) -> Self {
        let located = moves.iter().map(|it| (it.to.clone(), it.home.clone())).collect();
        Moving { located, moves }
    }

    /// Adds what is in something that moves.
    pub(crate) fn contains(&mut self, scope: Scope, home: Home) {
        self.located.entry(scope).or_insert(home);
    }

    /// Where a project or group is now, if it is, or is in, what moves.
    pub(crate) fn at(&self, scope: &Scope) -> Option<&Home> {
        self.located.get(scope)
    }

    /// Whether nothing moves.
    pub(crate) fn is_empty(&self) -> bool {
        self.moves.is_empty()
    }

    /// Whether a project or group moves itself, and not only with what it is in.
    pub(crate) fn moves(&self, scope: &Scope) -> bool {
        self.moves.iter().any(|it| it.to == *scope)
    }

    /// The new path of what leaves the path of a project or group, or of a group that it is in.
    pub(crate) fn leaves(&self, scope: &Scope) -> Option<&Scope> {
        self.leaving(scope).map(|it| &it.to)
    }

    /// The innermost project or group that moves to the path of a project or group, or of a group that it is in.
    pub(crate) fn with(&self, scope: &Scope) -> Option<&Scope> {
        self.arriving(scope).map(|it| &it.to)
    }

    /// What has to move before something can be created at a path or moved there: what leaves the path, and what has the group
    /// that it is in now.
    pub(crate) fn before(&self, scope: &Scope) -> impl Iterator<Item = &Scope> {
        let own = self.moves.iter().find(|it| it.to == *scope);
        let others = self.moves.iter().filter(move |it| it.to != *scope);
        let first = others.filter(move |it| {
            std::iter::once(&it.from).chain(&it.traces).any(|path| scope.is_within(path))
                || own.is_some_and(|own| own.from.is_within(&it.from))
        });
        first.map(|it| &it.to)
    }

    /// The path that a project or group has after the moves.
    pub(crate) fn after(&self, scope: &Scope) -> Scope {
        self.leaving(scope).map_or_else(|| scope.clone(), |it| put(scope, &it.from, &it.to))
    }

    /// The path that a project or group has now, which a plan moves with a group that it is in, or itself.
    pub(crate) fn now(&self, scope: &Scope) -> Scope {
        self.arriving(scope).map_or_else(|| scope.clone(), |it| put(scope, &it.to, &it.from))
    }

    fn leaving(&self, scope: &Scope) -> Option<&Move> {
        let inside = self.moves.iter().filter(|it| scope.is_within(&it.from));
        inside.max_by_key(|it| it.from.full_path().map(str::len))
    }

    fn arriving(&self, scope: &Scope) -> Option<&Move> {
        let inside = self.moves.iter().filter(|it| scope.is_within(&it.to));
        inside.max_by_key(|it| it.to.full_path().map(str::len))
    }

    /// The projects and groups, each with where it is now.
    pub(crate) fn located(&self) -> impl Iterator<Item = (&Scope, &Home)> {
        self.located.iter()
    }
}

/// The path of something in `from`, if that were `to`.
pub(crate) fn put(scope: &Scope, from: &Scope, to: &Scope) -> Scope {
    let path = |it: &Scope| it.full_path().unwrap_or_default().to_owned();
    let rest = path(scope).get(path(from).len()..).unwrap_or_default().to_owned();
    let path = path(to) + &rest;
    match scope {
        Scope::Group(_) => Scope::group(&path),
        _ => Scope::project(&path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_move_decides() {
        let home = |id| Home { id, path: String::new(), archived: false };
        let group = Scope::group;
        let traces = BTreeSet::new();
        let moves = [
            (group("old"), group("new"), home(1)),
            (group("Old/sub"), group("new/inner"), home(2)),
            (Scope::project("x/p"), Scope::project("old/p"), home(3)),
        ];
        let moves = moves.map(|(from, to, home)| Move { from, to, home, traces: traces.clone() });
        let moving = Moving::of(moves.to_vec());
        assert_eq!(moving.after(&group("OLD/sub/deep")), group("new/inner/deep"));
        assert_eq!(moving.after(&Scope::project("old/api")), Scope::project("new/api"));
        assert_eq!(moving.after(&group("older")), group("older"));
        assert_eq!(moving.now(&Scope::project("new/inner/api")), Scope::project("Old/sub/api"));
        assert_eq!(moving.leaves(&Scope::project("old/p")), Some(&group("new")));
        let before = |it: &Scope| moving.before(it).cloned().collect::<Vec<_>>();
        assert_eq!(before(&Scope::project("old/p")), [group("new")]);
        assert_eq!(before(&group("new/inner")), [group("new")]);
        assert_eq!(before(&group("new")), []);
        assert_eq!(moving.with(&Scope::project("old/p")), Some(&Scope::project("old/p")));
        assert_eq!(moving.with(&Scope::project("new/api")), Some(&group("new")));
        // A project and a group cannot have one path, so a path that looks like both is of one of them.
        assert_eq!(moving.leaves(&Scope::project("old")), None);
    }
}
