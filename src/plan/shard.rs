//! Parts of one plan, for several jobs that work at the same time.
//!
//! **Invariant:** which shard a project belongs to depends on its path and the number of shards alone, and stays so for
//! ever: comments and saved plans of different days are distinguished by it.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::Hasher;

use fnv::FnvHasher;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::resource::Scope;

/// One of several parts of a plan. There are at least two: a plan in one part has no shard.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String", extend("pattern" = "^[1-9][0-9]*/[1-9][0-9]*$"), example = &"2/4")]
pub struct Shard {
    index: u32,
    total: u32,
}

/// Why a text names no shard.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoShard {
    /// It is no pair of numbers.
    #[error("`{0}` does not have the form N/TOTAL")]
    Form(String),
    /// It is none of the shards.
    #[error("shard {index} of {total} does not exist: shards are numbered from 1")]
    Range {
        /// Which one it names.
        index: u32,
        /// Of how many.
        total: u32,
    },
}

impl Shard {
    /// Shard `index` of `total`, counted from 1. The one and only shard is everything, and so none.
    ///
    /// # Errors
    /// When there is no such shard.
    pub fn new(index: u32, total: u32) -> Result<Option<Self>, NoShard> {
        if index == 0 || index > total {
            return Err(NoShard::Range { index, total });
        }
        Ok((total > 1).then_some(Shard { index, total }))
    }

    /// Reads `2/4`.
    ///
    /// # Errors
    /// When it is no shard.
    pub fn parse(text: &str) -> Result<Option<Self>, NoShard> {
        let number =
            |it: &str| it.bytes().all(|it| it.is_ascii_digit()).then(|| it.parse().ok())?;
        let both = text.trim().split_once('/');
        match both.and_then(|(index, total)| Some((number(index)?, number(total)?))) {
            Some((index, total)) => Self::new(index, total),
            None => Err(NoShard::Form(text.to_owned())),
        }
    }

    /// Which one, from 1.
    pub fn index(self) -> u32 {
        self.index
    }

    /// Of how many.
    pub fn total(self) -> u32 {
        self.total
    }

    /// The shard that the objects of a scope belong to, of as many as there are of this one. The instance belongs to the first
    /// shard, and so does whatever has no project.
    fn of(self, scope: &Scope) -> Shard {
        let index = scope.project_path().map_or(1, |path| index_of(path, self.total));
        Shard { index, ..self }
    }

    /// Whether the objects of a scope belong here.
    pub fn includes(self, scope: &Scope) -> bool {
        self.of(scope) == self
    }

    /// The projects and groups that other shards create where they do not exist, by their paths in the API, in lower case,
    /// each with its shard.
    pub(super) fn created_elsewhere(self, config: &Config) -> BTreeMap<String, String> {
        let others = config.lives.iter();
        let others = others.filter(|(scope, it)| it.create.is_some() && !self.includes(scope));
        let path = |scope: &Scope| Some(scope.path()?.as_str().to_lowercase());
        others.filter_map(|(it, _)| Some((path(it)?, self.of(it).to_string()))).collect()
    }
}

/// The shard, from 1, of the project with this full path: its FNV-1a hash of 64 bits, in lower case, since GitLab does
/// not tell spellings apart, both halves folded into one, modulo the number of shards.
fn index_of(path: &str, total: u32) -> u32 {
    let mut hasher = FnvHasher::default();
    hasher.write(path.to_lowercase().as_bytes());
    let hash = hasher.finish();
    let folded = (hash >> 32) ^ (hash & u64::from(u32::MAX));
    u32::try_from(folded % u64::from(total)).map_or(1, |it| it + 1)
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.index, self.total)
    }
}

impl From<Shard> for String {
    fn from(it: Shard) -> String {
        it.to_string()
    }
}

impl TryFrom<String> for Shard {
    type Error = NoShard;

    fn try_from(text: String) -> Result<Self, NoShard> {
        Self::parse(&text)?.ok_or(NoShard::Form(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_project_stays_in_its_shard_for_ever() {
        // Computed once by an FNV-1a of another hand. If one of these changes, the hash did.
        for (path, shards) in [
            ("acme/api", [2, 2, 4, 4, 4]),
            ("acme/web", [1, 2, 3, 7, 27]),
            ("Acme/API", [2, 2, 4, 4, 4]),
            ("platform/infra/terraform-modules", [2, 3, 2, 6, 6]),
            ("a/b", [1, 2, 1, 1, 1]),
            ("group.with.dots/project_1", [2, 3, 2, 8, 138]),
            ("gitlab-org/gitlab", [2, 2, 4, 4, 44]),
        ] {
            let found = [2, 3, 4, 10, 200].map(|total| index_of(path, total));
            assert_eq!(found, shards, "{path}");
        }
    }

    #[test]
    fn only_a_shard_that_there_is_can_be_named() {
        let check = |text: &str, shard: Result<Option<(u32, u32)>, &str>| {
            let found = Shard::parse(text);
            let read = found.clone().map(|it| it.map(|it| (it.index(), it.total())));
            assert_eq!(read.map_err(|it| it.to_string()), shard.map_err(str::to_owned), "{text:?}");
        };
        check("2/4", Ok(Some((2, 4))));
        check("200/200", Ok(Some((200, 200))));
        check("1/1", Ok(None));
        check(" 1/2\n", Ok(Some((1, 2))));
        check("0/4", Err("shard 0 of 4 does not exist: shards are numbered from 1"));
        check("5/4", Err("shard 5 of 4 does not exist: shards are numbered from 1"));
        check("0/0", Err("shard 0 of 0 does not exist: shards are numbered from 1"));
        for text in
            ["", "x", "/", "1/", "/4", "1", "1/x", "+1/4", "-1/4", "1/4/4", "1 / 4", "1/4294967296"]
        {
            check(text, Err(&format!("`{text}` does not have the form N/TOTAL")));
        }
        assert!(serde_json::from_str::<Shard>("\"1/1\"").is_err());
    }

    proptest! {
        #[test]
        fn every_project_is_in_one_shard(path in "[a-zA-Z0-9_.-]{1,12}(/[a-zA-Z0-9_.-]{1,12}){1,3}", total in 2..200u32) {
            let scope = Scope::project(&path);
            let shards: Vec<Shard> = (1..=total).filter_map(|it| Shard::new(it, total).unwrap()).collect();
            let mine = |scope: &Scope| shards.iter().filter(|it| it.includes(scope)).copied().collect::<Vec<_>>();
            let found = mine(&scope);
            prop_assert_eq!(found.len(), 1);
            prop_assert_eq!(&mine(&Scope::merge_request(&path, 7)), &found);
            prop_assert_eq!(&mine(&Scope::project(&path.to_uppercase())), &found);
            prop_assert_eq!(mine(&Scope::instance()), vec![shards[0]]);
        }
    }

    #[test]
    fn shards_are_of_about_one_size() {
        for total in [2, 3, 4, 7, 8, 16] {
            let mut sizes = vec![0u32; total as usize];
            for at in 0..10_000 {
                let path = format!("acme/team-{}/service-{at}", at % 37);
                sizes[index_of(&path, total) as usize - 1] += 1;
            }
            let even = 10_000 / total;
            assert!(sizes.iter().all(|it| it.abs_diff(even) < even / 4), "{total}: {sizes:?}");
        }
    }
}
