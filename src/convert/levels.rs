//! The levels of a configuration: the keys of `projects_and_groups`, and what each inherits.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::cuts;
use super::patterns::Key;
use crate::config::{Cursor, Type};
use crate::problem::{Place, Problem, Problems};

/// The most keys with wildcards besides those of groups: each is compared with all others.
const MOST_PATTERNS: usize = 500;

/// A problem without its source line, which can contain a secret.
pub(super) fn problem(at: Cursor<'_>, message: impl Into<String>, hint: &str) -> Problem {
    Problem::new(message).at(Place { source: None, ..at.key_place() }).hint(hint)
}

/// One key of `projects_and_groups`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Level<'t> {
    pub(super) key: Key<'t>,
    pub(super) at: Cursor<'t>,
}

#[derive(Debug, Default)]
pub(super) struct Levels<'t> {
    pub(super) all: Vec<Level<'t>>,
    pub(super) common: Option<Cursor<'t>>,
    /// By path in lower case.
    pub(super) groups: BTreeMap<String, Cursor<'t>>,
}

impl<'t> Levels<'t> {
    pub(super) fn read(&mut self, all: Cursor<'t>, problems: &mut Problems) {
        if !matches!(all.value_type(), Type::Mapping | Type::Null) {
            let message = "`projects_and_groups` is not a mapping";
            problems.push(problem(
                all,
                message,
                "its keys are `*`, `group/*`, and `group/project`",
            ));
        }
        let mut seen = BTreeSet::new();
        for at in all.entries() {
            let text = at.key().unwrap_or_default();
            let key = Key::of(text);
            if !seen.insert(text.to_lowercase()) {
                let message = format!("`{text}` is there twice: gitlabform ignores case");
                problems.push(problem(at, message, "remove one of them"));
            }
            match key {
                Key::Common => self.common = Some(at),
                Key::Group(path) => drop(self.groups.insert(path.to_lowercase(), at)),
                Key::Pattern(_) | Key::Project(_) => {}
            }
            self.all.push(Level { key, at });
        }
        let patterns = self.patterns().count();
        if patterns > MOST_PATTERNS {
            let message = format!(
                "{patterns} keys are patterns of projects; {MOST_PATTERNS} at most can be converted"
            );
            problems.push(problem(all, message, "name the projects, or use `group/*`"));
        }
    }

    pub(super) fn patterns(&self) -> impl Iterator<Item = &'t str> {
        self.all.iter().filter_map(|it| match it.key {
            Key::Pattern(text) => Some(text),
            _ => None,
        })
    }

    /// What a level inherits, the nearest first.
    pub(super) fn farther(&self, level: Level<'t>) -> Vec<Cursor<'t>> {
        let mut found = vec![];
        let above = level.key.above().to_lowercase();
        let mut path = above.as_str();
        if let Key::Group(_) = level.key {
            path = path.rsplit_once('/').map_or("", |it| it.0);
        }
        while !path.is_empty() {
            found.extend(self.groups.get(path));
            path = path.rsplit_once('/').map_or("", |it| it.0);
        }
        if level.key != Key::Common {
            found.extend(self.common);
        }
        if cuts(level.at) {
            found.clear();
        }
        if let Some(last) = found.iter().position(|it| cuts(*it)) {
            found.truncate(last + 1);
        }
        found
    }
}
