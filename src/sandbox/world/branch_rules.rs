//! Who can push and merge under the rules of protected branches.

use super::access::{AccessLevel, DEVELOPER};
use super::model::{Licence, Project, ProtectedBranch};
use super::store::World;

/// Whether an entry allows a user. "No one" allows nobody, not even administrators.
pub(crate) fn lets(world: &World, project: &Project, entry: &AccessLevel, user: u64) -> bool {
    if let Some(named) = entry.user {
        return named == user && world.member_level(user, project) > 0;
    }
    if let Some(group) = entry.group {
        return world.groups.get(&group).is_some_and(|group| {
            group.members.get(&user).is_some_and(|level| *level >= DEVELOPER)
        });
    }
    if entry.deploy_key.is_some() {
        return false;
    }
    entry.level.is_some_and(|level| level > 0 && world.level(user, project) >= level)
}

/// Whether a rule's name or pattern matches a branch.
fn covers(pattern: &str, name: &str) -> bool {
    let mut pieces = pattern.split('*');
    let first = pieces.next().unwrap_or("");
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, middle)) = pieces.split_last() else { return rest.is_empty() };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = rest.get(at + piece.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// All rules that apply to a project, by ID: its own, and those of its top-level group.
pub(crate) fn all<'w>(world: &'w World, project: &'w Project) -> Vec<&'w ProtectedBranch> {
    let mut all: Vec<_> = project.protected_branches.values().collect();
    if world.licensed(Licence::Premium) {
        let top = project.path.split('/').next().unwrap_or("");
        let group = world.group_at(top).and_then(|id| world.groups.get(&id));
        all.extend(group.into_iter().flat_map(|group| group.protected_branches.values()));
        all.sort_by_key(|rule| rule.id);
    }
    all
}

/// The rules that apply to a branch.
fn rules<'w>(world: &'w World, project: &'w Project, branch: &str) -> Vec<&'w ProtectedBranch> {
    let mut rules = all(world, project);
    rules.retain(|rule| covers(&rule.name, branch));
    rules
}

/// Whether a branch is protected by any rule.
pub(crate) fn is_protected(world: &World, project: &Project, branch: &str) -> bool {
    !rules(world, project, branch).is_empty()
}

fn role_entries<'p>(lists: impl Iterator<Item = &'p Vec<AccessLevel>>, level: u8) -> bool {
    let role = |entry: &AccessLevel| {
        entry.user.is_none() && entry.group.is_none() && entry.level == Some(level)
    };
    lists.flatten().any(role)
}

/// Whether an entry allows a whole access level to push.
pub(crate) fn level_may_push(world: &World, project: &Project, branch: &str, level: u8) -> bool {
    role_entries(rules(world, project, branch).into_iter().map(|rule| &rule.push), level)
}

/// Whether an entry allows a whole access level to merge.
pub(crate) fn level_may_merge(world: &World, project: &Project, branch: &str, level: u8) -> bool {
    role_entries(rules(world, project, branch).into_iter().map(|rule| &rule.merge), level)
}

/// Whether a user can push to a branch: the most permissive entry of all rules decides.
pub(crate) fn may_push(world: &World, project: &Project, branch: &str, user: u64) -> bool {
    if !is_protected(world, project, branch) {
        return world.level(user, project) >= DEVELOPER;
    }
    rules(world, project, branch)
        .into_iter()
        .flat_map(|rule| &rule.push)
        .any(|entry| lets(world, project, entry, user))
}

/// Whether a user can merge into a branch.
pub(crate) fn may_merge(world: &World, project: &Project, branch: &str, user: u64) -> bool {
    if !is_protected(world, project, branch) {
        return world.level(user, project) >= DEVELOPER;
    }
    rules(world, project, branch)
        .into_iter()
        .flat_map(|rule| rule.merge.iter().chain(&rule.push))
        .any(|entry| lets(world, project, entry, user))
}
