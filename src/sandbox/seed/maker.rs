//! The common parts of creating a world: IDs, names, and errors.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::access::{SeedAccess, SeedLevel};
use super::file::SeedProtectedBranch;
use crate::sandbox::error::SandboxError;
use crate::sandbox::families::invitations;
use crate::sandbox::world::{
    AccessLevel, Group, MAINTAINER, Of, ProtectedBranch, Time, Visibility, World, last, take,
};

pub(crate) fn wrong(what: impl std::fmt::Display) -> SandboxError {
    SandboxError::Seed(what.to_string())
}

/// Takes the given ID, or the next one; the counter stays ahead of both.
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
    Time::parse(text).ok_or_else(|| {
        wrong(format!("`{text}` is not a time; use ISO 8601, as in `2026-01-05T08:00:00Z`"))
    })
}

pub(crate) fn visibility(word: Option<&String>) -> Result<Visibility, SandboxError> {
    match word.map_or("private", String::as_str) {
        "private" => Ok(Visibility::Private),
        "internal" => Ok(Visibility::Internal),
        "public" => Ok(Visibility::Public),
        other => {
            Err(wrong(format!("`{other}` is not a visibility; use private, internal, or public")))
        }
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

    pub(crate) fn invitations(&mut self, of: Of, seed: &IndexMap<String, SeedLevel>) {
        for (email, level) in seed {
            let row = serde_json::json!({ "access_level": level.0 });
            let row = row.as_object().cloned().unwrap_or_default();
            invitations::write(&mut self.world, of, email, row, None);
        }
    }

    pub(crate) fn members(
        &self,
        members: &IndexMap<String, SeedLevel>,
    ) -> Result<BTreeMap<u64, u8>, SandboxError> {
        members.iter().map(|(name, level)| Ok((self.user(name)?, level.0))).collect()
    }

    pub(crate) fn access(&mut self, seed: &SeedAccess) -> Result<AccessLevel, SandboxError> {
        let counter = &mut self.world.next.access_level;
        Ok(match seed {
            SeedAccess::Level(level) => {
                AccessLevel { id: take(counter), level: Some(level.0), ..Default::default() }
            }
            SeedAccess::Somebody(somebody) => {
                let id = number(counter, somebody.id);
                let user = somebody.user.as_ref().map(|name| self.user(name)).transpose()?;
                let group =
                    somebody.group.as_ref().map(|path| self.group(path, None)).transpose()?;
                let level = somebody.level.map(|level| level.0);
                AccessLevel { id, level, user, group, deploy_key: somebody.deploy_key }
            }
        })
    }

    pub(crate) fn accesses(
        &mut self,
        seeds: Option<&Vec<SeedAccess>>,
    ) -> Result<Vec<AccessLevel>, SandboxError> {
        let maintainers = vec![SeedAccess::Level(SeedLevel(MAINTAINER))];
        seeds.unwrap_or(&maintainers).iter().map(|seed| self.access(seed)).collect()
    }

    /// A branch rule, with IDs for it and its entries.
    pub(crate) fn protected_branch(
        &mut self,
        seed: &SeedProtectedBranch,
    ) -> Result<ProtectedBranch, SandboxError> {
        let id = number(&mut self.world.next.protected_branch, seed.id);
        let mut push = self.accesses(seed.push.as_ref())?;
        let mut merge = self.accesses(seed.merge.as_ref())?;
        // Entries of a branch always have an access level: Maintainer for a user or a group.
        for entry in push.iter_mut().chain(&mut merge) {
            entry.level = entry.level.or(Some(MAINTAINER));
        }
        Ok(ProtectedBranch {
            id,
            name: seed.name.clone(),
            push,
            merge,
            unprotect: self.accesses(Some(&seed.unprotect))?,
            allow_force_push: seed.allow_force_push,
            code_owner_approval_required: seed.code_owner_approval_required,
            updated_at: self.world.now,
        })
    }

    /// The group with a path, created with its ancestors if it does not exist.
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
            name: last(path).to_owned(),
            visibility: Visibility::Private,
            members,
            shares: BTreeMap::new(),
            settings: serde_json::Map::new(),
            protected_branches: BTreeMap::new(),
            protected_environments: BTreeMap::new(),
            created_at,
        };
        if self.world.groups.insert(id, group).is_some() {
            return Err(wrong(format!("two groups have the ID {id}")));
        }
        self.groups.insert(key, id);
        Ok(id)
    }
}
