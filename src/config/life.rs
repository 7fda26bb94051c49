//! What files say about the existence of a project or group: `create`, `state`, and `moved_from`.
//!
//! Must not know what GitLab has: planning compares.

use std::collections::{BTreeMap, BTreeSet};

use super::layers::{Layer, MOVED_FROM};
use super::new_path;
use super::yaml::{Cursor, Type};
use crate::gitlab::has_credentials;
use crate::problem::{Place, Problem, Problems};
use crate::reserved::{ABSENT, STATE};
use crate::resource::Scope;

/// Creates a project or group that does not exist.
pub(super) const CREATE: &str = "create";
/// The only attributes of a creation that nothing can change afterwards.
pub(super) const WITH_README: &str = "initialize_with_readme";
pub(super) const DEFAULT_BRANCH: &str = "default_branch";
pub(super) const IMPORT_URL: &str = "import_url";

/// What the files say about a declared project or group itself.
#[derive(Debug, Clone)]
pub struct Life {
    /// Where it is declared first.
    pub place: Place,
    /// It is created if it does not exist.
    pub create: Option<Create>,
    /// The place of `state: absent`: it is deleted if it exists.
    pub absent: Option<Place>,
    /// The project or group that it was before.
    pub moved_from: Option<Given<Scope>>,
}

/// How a project or group is created: what only a creation can set.
#[derive(Debug, Clone)]
pub struct Create {
    /// Where the nearest declaration says so.
    pub place: Place,
    /// A first commit with a README.
    pub with_readme: Option<Given<bool>>,
    /// The branch of the first commit.
    pub default_branch: Option<Given<String>>,
    /// The URL of a repository to copy.
    pub import_url: Option<Given<String>>,
}

/// A value, and where it is declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub place: Place,
}

impl Create {
    /// Whether GitLab makes a first commit, and so a default branch.
    pub fn has_readme(&self) -> bool {
        self.with_readme.as_ref().is_some_and(|it| it.value)
    }
}

/// What the layers of each declared scope say, the nearest first; and what is wrong with all of it together.
pub(super) fn lives(
    scopes: &[(Scope, Vec<Layer<'_>>)],
    problems: &mut Problems,
) -> BTreeMap<Scope, Life> {
    let mut lives = BTreeMap::new();
    for (scope, layers) in scopes {
        let own: Vec<_> = layers.iter().filter(|it| !it.distance.is_block()).collect();
        let Some(first) = own.first().copied().or(layers.first()) else { continue };
        let place = match first.distance.is_block() {
            true => first.at.best_place(),
            false => first.at.key_place(),
        };
        let mut only = |key: &str| {
            let mut given = own.iter().filter_map(|it| it.at.get(key));
            let first = given.next()?;
            for other in given.filter(|it| it.json() != first.json()) {
                problems.push(twice(key, other, first));
            }
            Some(first)
        };
        let absent = only(STATE).filter(|it| it.text() == Some(ABSENT));
        let moved_from = only(MOVED_FROM).and_then(|at| {
            let path = at.text()?;
            let value = match scope {
                Scope::Group(_) => Scope::group(path),
                _ => Scope::project(path),
            };
            Some(Given { value, place: at.best_place() })
        });
        let life = Life {
            place,
            create: create(layers, problems),
            absent: absent.map(|it| it.key_place()),
            moved_from,
        };
        if let Some(absent) = absent {
            problems.extend(own.iter().filter_map(|it| more(scope, absent, it.at)));
        }
        lives.insert(scope.clone(), life);
    }
    problems.extend(lives.iter().filter_map(|(scope, it)| {
        let create = it.create.as_ref().map(|it| &it.place);
        let asks = create.or(it.moved_from.as_ref().map(|it| &it.place))?;
        new_path::refused(scope, &it.place, asks)
    }));
    inside(&lives, problems);
    moves(&lives, problems);
    lives
}

fn twice(key: &str, other: Cursor<'_>, first: Cursor<'_>) -> Problem {
    Problem::new(format!("`{key}` is set twice"))
        .at(other.key_place())
        .hint("remove one of them")
        .related(first.key_place(), "first set here")
}

/// How a scope is created, merged field by field. The nearest `create: false` keeps it from being created.
fn create(layers: &[Layer<'_>], problems: &mut Problems) -> Option<Create> {
    let all: Vec<_> =
        layers.iter().filter_map(|it| Some((it.distance, it.at.get(CREATE)?))).collect();
    let is = |at: Cursor<'_>, it: bool| at.value_type() == Type::Bool && at.json() == it;
    let (nearest, first) = *all.first()?;
    for (_, other) in all.iter().skip(1).filter(|it| it.0 == nearest) {
        if is(*other, false) != is(first, false) {
            problems.push(twice(CREATE, *other, first));
        }
    }
    if is(first, false) {
        return None;
    }
    let some: Vec<_> = all.into_iter().take_while(|it| !is(it.1, false)).collect();
    let mut field = |name: &str| {
        let mut given = some.iter().filter_map(|it| Some((it.0, it.1.get(name)?)));
        let (nearest, first) = given.next()?;
        for (_, other) in given.filter(|it| it.0 == nearest && it.1.json() != first.json()) {
            problems.push(twice(name, other, first));
        }
        Some(first)
    };
    let text =
        |at: Cursor<'_>| Some(Given { value: at.text()?.to_owned(), place: at.best_place() });
    let with_readme = field(WITH_README)
        .and_then(|at| Some(Given { value: at.json().as_bool()?, place: at.best_place() }));
    let (branch, url) = (field(DEFAULT_BRANCH), field(IMPORT_URL));
    let create = Create {
        place: first.key_place(),
        with_readme,
        default_branch: branch.and_then(text),
        import_url: url.and_then(text),
    };
    problems.extend(unfit(&create));
    Some(create)
}

/// What of a creation GitLab would ignore or refuse, whatever it has.
fn unfit(create: &Create) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let (Some(branch), false) = (&create.default_branch, create.has_readme()) {
        let message = "GitLab ignores `create.default_branch` without a first commit";
        let hint = "add `initialize_with_readme: true`, or remove `default_branch`";
        let problem = Problem::new(message).at(branch.place.clone()).hint(hint);
        problems.push(match &create.with_readme {
            Some(it) => problem.related(it.place.clone(), "no first commit"),
            None => problem.related(create.place.clone(), "no first commit"),
        });
    }
    if let Some(url) = &create.import_url {
        if has_credentials(&url.value) {
            problems.push(
                Problem::new("`import_url` is a URL with a credential in it")
                    .at(url.place.clone())
                    .label("do not write secrets in files")
                    .hint("import the repository in GitLab, or remove the credential"),
            );
        }
        if create.has_readme() {
            let place = create.with_readme.as_ref().map_or(&create.place, |it| &it.place);
            problems.push(
                Problem::new("a project is either imported or begins with a README")
                    .at(url.place.clone())
                    .hint("remove one of them")
                    .related(place.clone(), "the README is here"),
            );
        }
    }
    problems
}

/// What is declared next to `state: absent`.
fn more(scope: &Scope, absent: Cursor<'_>, at: Cursor<'_>) -> Option<Problem> {
    let other = at.entries().find(|it| it.key() != Some(STATE))?;
    let noun = scope.noun();
    let key = other.key().unwrap_or_default();
    Some(
        Problem::new(format!("a {noun} with `state: absent` cannot have `{key}`"))
            .at(other.key_place())
            .hint(format!("remove `{key}`: it is deleted with the {noun}"))
            .related(absent.key_place(), "the state is here"),
    )
}

/// What is declared inside of a group that is deleted.
fn inside(lives: &BTreeMap<Scope, Life>, problems: &mut Problems) {
    let doomed: Vec<_> =
        lives.iter().filter_map(|(scope, it)| Some((scope, it.absent.as_ref()?))).collect();
    for (group, place) in doomed {
        for (scope, life) in lives.iter().filter(|it| it.0 != group && it.0.is_within(group)) {
            problems.push(
                Problem::new(format!("{scope} is inside of {group}, which is deleted"))
                    .at(life.place.clone())
                    .hint("remove it from the files, or move it elsewhere first")
                    .related(place.clone(), "`state: absent` is here"),
            );
        }
    }
}

/// Moves that cannot be made: to the same path, in a circle, or of two to one.
fn moves(lives: &BTreeMap<Scope, Life>, problems: &mut Problems) {
    let key = |it: &Scope| (it.noun(), it.full_path().unwrap_or_default().to_lowercase());
    let all: BTreeMap<_, _> = lives
        .iter()
        .filter_map(|(scope, life)| Some((key(scope), (scope, life.moved_from.as_ref()?))))
        .collect();
    let mut claims: BTreeMap<_, (&Scope, &Place)> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for (to, (scope, from)) in &all {
        if key(&from.value) == *to {
            problems.push(
                Problem::new(format!("`{MOVED_FROM}` is the path of the {} itself", scope.noun()))
                    .at(from.place.clone())
                    .hint("write the path that it had before, or remove the key"),
            );
            continue;
        }
        if let Some((other, place)) = claims.get(&key(&from.value)) {
            problems.push(
                Problem::new(format!("{scope} and {other} cannot both have been {}", from.value))
                    .at(from.place.clone())
                    .hint("remove one of them")
                    .related((*place).clone(), "first declared here"),
            );
        }
        claims.entry(key(&from.value)).or_insert((scope, &from.place));
        let mut circle = vec![to.clone()];
        let closed = loop {
            let Some((_, from)) = circle.last().and_then(|it| all.get(it)) else { break false };
            let next = key(&from.value);
            if circle.contains(&next) {
                break next == *to;
            }
            circle.push(next);
        };
        circle.sort();
        if closed && told.insert(circle) {
            problems.push(
                Problem::new(format!("`{MOVED_FROM}` of {scope} leads back to itself"))
                    .at(from.place.clone())
                    .hint("move one of them to another path first, and apply"),
            );
        }
    }
}
