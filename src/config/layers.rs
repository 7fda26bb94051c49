//! What declares a scope: the scope's own entries, and the blocks of `defaults` that match it. The nearest one counts.
//!
//! How near a block is follows from what it says, never from where it is, so the order of files and lists has no effect.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::glob::Globs;
use super::load::{DEFAULTS, Loaded};
use super::yaml::Cursor;
use crate::problem::{Place, Problem, Problems, listed};
use crate::reserved::{ABSENT, INHERIT, STATE};
use crate::resource::{Naming, Scope};

/// The path that a project or group had before.
pub(super) const MOVED_FROM: &str = "moved_from";

/// What only a scope itself has.
const OF_SCOPES: [&str; 4] = ["classes", "merge_requests", STATE, MOVED_FROM];

/// How far a declaration is from a scope: a nearer one decides. Two at the same distance must not disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Distance {
    /// A block, and not the scope's own entry.
    block: bool,
    without_class: bool,
    /// How many segments of the pattern have no wildcard.
    literal: Reverse<usize>,
    /// How many `**` the pattern has.
    deep: usize,
    /// How many `*` it has besides.
    wild: usize,
    without_topics: bool,
}

impl Distance {
    /// Of a block of `defaults`.
    pub(super) fn is_block(self) -> bool {
        self.block
    }
}

/// A mapping that declares objects, and how far it is from the scope that it is read for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layer<'t> {
    pub(super) at: Cursor<'t>,
    pub(super) distance: Distance,
    /// The number of the block of `defaults` that it is in.
    pub(super) block: Option<usize>,
}

impl<'t> Layer<'t> {
    /// An entry of a scope itself.
    pub(super) fn own(at: Cursor<'t>) -> Self {
        Layer { at, distance: Distance::default(), block: None }
    }

    /// Something in it.
    pub(super) fn with(self, at: Cursor<'t>) -> Self {
        Layer { at, ..self }
    }
}

/// A pattern over full paths: `*` matches within a segment, `**` any number of segments.
#[derive(Debug)]
struct Pattern {
    written: String,
    /// In lower case.
    text: String,
    glob: Globs,
}

impl Pattern {
    fn read(at: Cursor<'_>, problems: &mut Problems) -> Option<Self> {
        let written = at.text()?.to_owned();
        let text = written.to_lowercase();
        let problem = match (Naming::Path.flaw(&text), Globs::new([&text])) {
            (Some(flaw), _) if !text.contains('*') => Problem::new(flaw.of(&text)).hint(flaw.hint),
            (_, Ok(glob)) => return Some(Pattern { written, text, glob }),
            (_, Err(why)) => Problem::new(format!("this pattern {why}")).hint(
                "write a full path, in which * matches within a segment, and ** any number of them",
            ),
        };
        problems.push(problem.at(at.place()));
        None
    }

    /// The path, if there is no wildcard in it.
    fn literal(&self) -> Option<&str> {
        (!self.text.contains('*')).then_some(&self.written)
    }

    /// The path in front of the first segment with a wildcard; empty if that is the first one.
    fn base(&self) -> &str {
        let wildcard = self.text.find('*').unwrap_or(self.text.len());
        self.text[..wildcard].rsplit_once('/').map_or("", |it| it.0)
    }

    fn distance(&self) -> Distance {
        let segments = self.text.split('/');
        let stars = self.text.matches('*').count();
        let deep = segments.clone().filter(|it| *it == "**").count();
        Distance {
            block: true,
            literal: Reverse(segments.filter(|it| !it.contains('*')).count()),
            deep,
            wild: stars - 2 * deep,
            ..Distance::default()
        }
    }
}

/// A block of `defaults`.
#[derive(Debug)]
struct Block<'t> {
    at: Cursor<'t>,
    patterns: Vec<Pattern>,
    except: Vec<Pattern>,
    class: Option<&'t str>,
    topics: Vec<&'t str>,
    discovers: bool,
}

impl<'t> Block<'t> {
    fn read(at: Cursor<'t>, problems: &mut Problems) -> Self {
        let mut patterns = |key: &str| {
            let texts = at.get(key).map(texts).unwrap_or_default();
            texts.into_iter().filter_map(|it| Pattern::read(it, problems)).collect()
        };
        let with = |key: &str| at.get("with").and_then(|it| it.get(key));
        let topics = with("topics").map(texts).unwrap_or_default();
        Block {
            at,
            patterns: patterns("for"),
            except: patterns("except"),
            class: with("class").and_then(|it| it.text()),
            topics: topics.into_iter().filter_map(|it| it.text()).collect(),
            discovers: at.get("discover").is_some_and(|it| it.json() == true),
        }
    }

    /// How far it is from a scope; `None` if it does not match. What is not known matches nothing.
    fn distance(&self, path: &str, facts: &Facts<'t, '_>) -> Option<Distance> {
        let nearest = self.matches(&path.to_lowercase())?;
        let classes = |class| facts.classes.contains(class);
        let topics = |all: &[&str]| {
            let declared = facts.topics.as_deref();
            declared.is_some_and(|it| all.iter().all(|topic| it.contains(topic)))
        };
        if !self.class.is_none_or(classes) || !self.topics.is_empty() && !topics(&self.topics) {
            return None;
        }
        Some(Distance {
            without_class: self.class.is_none(),
            without_topics: self.topics.is_empty(),
            ..nearest
        })
    }

    /// How far its nearest pattern is that matches a path in lower case.
    fn matches(&self, path: &str) -> Option<Distance> {
        let fits = |it: &&Pattern| it.glob.is_match(path);
        let nearest = self.patterns.iter().filter(fits).map(Pattern::distance).min()?;
        (!self.except.iter().any(|it| fits(&it))).then_some(nearest)
    }

    /// What it declares for a scope.
    fn section(&self, scope: &Scope) -> Option<Cursor<'t>> {
        match scope {
            Scope::Group(_) => self.at.get("group"),
            Scope::Project(_) => self.at.get("project"),
            _ => None,
        }
    }
}

/// Whether a mapping of a scope says that it does not exist.
fn is_absent(at: Cursor<'_>) -> bool {
    at.get(STATE).and_then(|it| it.text()) == Some(ABSENT)
}

/// The texts of a text, or of a list of them.
fn texts(at: Cursor<'_>) -> Vec<Cursor<'_>> {
    if at.text().is_some() { vec![at] } else { at.items().collect() }
}

/// What is known about a scope when the blocks that match it are chosen.
struct Facts<'t, 'k> {
    /// Its classes, in its own entries.
    classes: BTreeSet<&'t str>,
    /// Its topics: those that its own entries declare, otherwise GitLab's; `None` if they are not known.
    topics: Option<Vec<&'k str>>,
}

/// Which scopes there are, and what declares each of them.
#[derive(Debug)]
pub(super) struct Layers<'t> {
    blocks: Vec<Block<'t>>,
    own: BTreeMap<Scope, Vec<Cursor<'t>>>,
}

/// What GitLab has, as far as `defaults` depend on it: projects and groups, as it returns them.
#[derive(Debug, Default)]
pub struct Known {
    /// Their attributes.
    pub scopes: BTreeMap<Scope, Value>,
    /// Those that templates name, or `null` if they cannot be read.
    pub named: BTreeMap<Scope, Value>,
}

/// What is below a namespace, which a block of `defaults` discovers.
#[derive(Debug, Clone)]
pub struct Below {
    /// The full path of the namespace; empty for everything.
    pub namespace: String,
    /// Whether projects are looked for.
    pub projects: bool,
    /// Whether groups are.
    pub groups: bool,
    /// Where the pattern is.
    pub place: Place,
}

/// A block of `defaults` that looks for scopes, and how many it reaches that no file declares.
#[derive(Debug)]
pub struct Reached {
    /// Where its patterns are.
    pub place: Place,
    /// Its patterns.
    pub patterns: Vec<String>,
    /// How many scopes.
    pub count: usize,
}

impl<'t> Layers<'t> {
    pub(super) fn new(loaded: &'t Loaded, problems: &mut Problems) -> Self {
        let blocks = loaded.iter().filter_map(|it| it.root().get(DEFAULTS));
        let blocks: Vec<_> =
            blocks.flat_map(|it| it.items()).map(|it| Block::read(it, problems)).collect();
        for block in &blocks {
            let sections = ["group", "project"].into_iter().filter_map(|it| block.at.get(it));
            let own =
                sections.flat_map(|it| OF_SCOPES.into_iter().filter_map(move |key| it.get(key)));
            problems.extend(own.map(|it| {
                let key = it.key().unwrap_or_default();
                Problem::new(format!("a block of `defaults` cannot have `{key}`"))
                    .at(it.key_place())
                    .hint(format!("move `{key}` to the project or group"))
            }));
        }
        let own = |it: &Block<'t>| it.at.get("project")?.get("settings")?.get("topics");
        let by_topics = blocks.iter().filter(|it| !it.topics.is_empty());
        problems.extend(by_topics.filter_map(own).map(|it| {
            Problem::new("a block that selects projects by topics cannot set `topics`")
                .at(it.key_place())
                .hint("move `topics` to the project, or to a block without `topics` under `with`")
        }));
        Layers { blocks, own: BTreeMap::new() }
    }

    /// Reports topics that are templates where topics decide what matches: they are filled in after that.
    pub(super) fn check_topics(&self, problems: &mut Problems) {
        let by_topics: Vec<_> = self.blocks.iter().filter(|it| !it.topics.is_empty()).collect();
        for (scope, own) in &self.own {
            let path = scope.full_path().unwrap_or_default().to_lowercase();
            let topics = own.iter().filter_map(|it| it.get("settings")?.get("topics"));
            let mut open = topics.flat_map(Cursor::templates);
            let Some(template) = open.next() else { continue };
            let Some(block) = by_topics.iter().find(|it| it.matches(&path).is_some()) else {
                continue;
            };
            let with = block.at.get("with").unwrap_or(block.at).key_place();
            problems.push(
                Problem::new(format!(
                    "the topics of {scope} select blocks of `defaults`, so they cannot be templates"
                ))
                .at(template.best_place())
                .hint("write the topic as it is")
                .related(with, "this block selects by topics"),
            );
        }
    }

    /// Whether there are blocks of `defaults`.
    pub(super) fn has_blocks(&self) -> bool {
        !self.blocks.is_empty()
    }

    /// The patterns of a block, for messages.
    pub(super) fn patterns(&self, block: usize) -> String {
        let of = |it: &Block<'_>| it.patterns.iter().map(|it| it.written.clone()).collect();
        let all: Vec<String> = self.blocks.get(block).map(of).unwrap_or_default();
        listed(all.into_iter())
    }

    /// Adds an entry of a scope itself.
    pub(super) fn declare(&mut self, scope: Scope, at: Cursor<'t>) {
        self.own.entry(scope).or_default().push(at);
    }

    /// Adds the scopes that `for` names without a wildcard, and those that GitLab has. Returns the latter.
    pub(super) fn extend(&mut self, known: &Known, problems: &mut Problems) -> BTreeSet<Scope> {
        let key = |it: &Scope| (std::mem::discriminant(it), it.full_path().map(str::to_lowercase));
        let mut declared: HashSet<_> = self.own.keys().map(key).collect();
        for block in &self.blocks {
            let at = block.at.get("for").unwrap_or(block.at).best_place();
            for path in block.patterns.iter().filter_map(Pattern::literal) {
                let (group, project) = (Scope::group(path), Scope::project(path));
                if declared.contains(&key(&group)) || declared.contains(&key(&project)) {
                    continue;
                }
                let only = |name: &str, other: &str| {
                    block.at.get(name).is_some() && block.at.get(other).is_none()
                };
                let scope = if only("group", "project") {
                    group
                } else if only("project", "group") && path.contains('/') {
                    project
                } else {
                    problems.push(
                        Problem::new(format!(
                            "whether `{path}` is a group or a project is not clear"
                        ))
                        .at(at.clone())
                        .hint(format!(
                            "declare it, too: `{path}: {{}}` under `groups:` or `projects:`"
                        )),
                    );
                    continue;
                };
                declared.insert(key(&scope));
                self.own.entry(scope).or_default();
            }
        }
        let absent = self.own.iter().filter(|(_, own)| own.iter().any(|it| is_absent(*it)));
        let absent: Vec<&Scope> = absent.map(|it| it.0).collect();
        // What is in a group that is deleted is deleted with it.
        let goes = |it: &Scope| absent.iter().any(|group| it.is_within(group));
        let fresh = known.scopes.iter().filter(|it| !declared.contains(&key(it.0)));
        let fresh = fresh.filter(|it| self.finds(it.0, it.1) && !goes(it.0));
        let found: BTreeSet<_> = fresh.map(|it| it.0.clone()).collect();
        for scope in &found {
            self.own.entry(scope.clone()).or_default();
        }
        found
    }

    /// What declares each scope, the nearest first.
    pub(super) fn all(&self, known: &Known) -> Vec<(Scope, Vec<Layer<'t>>)> {
        let of =
            |(scope, own): (&Scope, &Vec<Cursor<'t>>)| (scope.clone(), self.of(scope, own, known));
        self.own.iter().map(of).collect()
    }

    fn of(&self, scope: &Scope, own: &[Cursor<'t>], known: &Known) -> Vec<Layer<'t>> {
        let classes = own.iter().filter_map(|it| it.get("classes")).flat_map(texts);
        let facts = Facts {
            classes: classes.filter_map(|it| it.text()).collect(),
            topics: topics(own, known.scopes.get(scope)),
        };
        let path = scope.full_path().unwrap_or_default();
        // Blocks declare nothing for what does not exist.
        let absent = own.iter().any(|it| is_absent(*it));
        let own = own.iter().map(|at| Layer::own(*at));
        let blocks = self.blocks.iter().enumerate().filter(|_| !absent).filter_map(|(at, it)| {
            let distance = it.distance(path, &facts)?;
            Some(Layer { at: it.section(scope)?, distance, block: Some(at) })
        });
        let mut layers: Vec<_> = own.chain(blocks).collect();
        layers.sort_by_key(|it| it.distance);
        cut(&mut layers);
        layers
    }

    /// What has to be read to know which scopes there are: each namespace once, and none whose list is a part of another one.
    pub(super) fn below(&self) -> Vec<Below> {
        let mut all: BTreeMap<&str, Below> = BTreeMap::new();
        for block in self.blocks.iter().filter(|it| it.discovers) {
            for pattern in block.patterns.iter().filter(|it| it.literal().is_none()) {
                let below = all.entry(pattern.base()).or_insert_with(|| Below {
                    namespace: pattern.base().to_owned(),
                    projects: false,
                    groups: false,
                    place: block.at.get("for").unwrap_or(block.at).best_place(),
                });
                below.projects |= block.at.get("project").is_some();
                below.groups |= block.at.get("group").is_some();
            }
        }
        let covers = |one: &Below, other: &Below| {
            let rest = other.namespace.strip_prefix(&one.namespace);
            let inside = rest.is_some_and(|it| one.namespace.is_empty() || it.starts_with('/'));
            let wants = (one.projects || !other.projects) && (one.groups || !other.groups);
            inside && one.namespace != other.namespace && wants
        };
        let needed = |it: &&Below| {
            (it.projects || it.groups) && !all.values().any(|other| covers(other, it))
        };
        all.values().filter(needed).cloned().collect()
    }

    /// Whether a block that looks for scopes can match one that no file declares. A project in a user's namespace is found
    /// by patterns that name the user.
    fn finds(&self, scope: &Scope, live: &Value) -> bool {
        let Some(path) = scope.full_path().map(str::to_lowercase) else { return false };
        let is_personal = live["namespace"]["kind"] == "user";
        let names = |it: &Pattern| !is_personal || it.glob.is_match(&path) && !it.base().is_empty();
        let finds = |it: &&Block<'_>| it.discovers && it.section(scope).is_some();
        let mut blocks = self.blocks.iter().filter(finds);
        blocks.any(|it| it.matches(&path).is_some() && it.patterns.iter().any(names))
    }

    /// How many of the scopes that were found each block reaches that looks for some.
    pub(super) fn reached(&self, found: &BTreeSet<Scope>, known: &Known) -> Vec<Reached> {
        let reaches = |block: &Block<'t>, scope: &Scope| {
            let facts =
                Facts { classes: BTreeSet::new(), topics: topics(&[], known.scopes.get(scope)) };
            let path = scope.full_path().unwrap_or_default();
            block.section(scope).is_some() && block.distance(path, &facts).is_some()
        };
        let reached = |block: &Block<'t>| Reached {
            place: block.at.get("for").unwrap_or(block.at).best_place(),
            patterns: block.patterns.iter().map(|it| it.written.clone()).collect(),
            count: found.iter().filter(|it| reaches(block, it)).count(),
        };
        self.blocks.iter().filter(|it| it.discovers).map(reached).collect()
    }

    /// The declared scopes whose topics in GitLab decide which blocks match them.
    pub(super) fn without_topics(&self) -> BTreeSet<Scope> {
        let by_topics: Vec<_> = self.blocks.iter().filter(|it| !it.topics.is_empty()).collect();
        let unknown = self.own.iter().filter(|(scope, own)| {
            let path = scope.full_path().unwrap_or_default().to_lowercase();
            matches!(scope, Scope::Project(_))
                && topics(own, None).is_none()
                && by_topics.iter().any(|it| it.matches(&path).is_some())
        });
        unknown.map(|(scope, _)| scope.clone()).collect()
    }

    /// What each block declares, in a scope that stands for all.
    pub(super) fn sections(&self) -> Vec<(Scope, Layer<'t>)> {
        let of_block = |block: &Block<'t>| {
            let scopes = [Scope::group("group"), Scope::project("group/project")];
            let section = |it: Scope| {
                let at = block.section(&it)?;
                Some((it, Layer::own(at)))
            };
            scopes.into_iter().filter_map(section).collect::<Vec<_>>()
        };
        self.blocks.iter().flat_map(of_block).collect()
    }
}

/// Leaves out what is farther than the nearest one with `inherit: false`, and returns how far that is.
pub(super) fn cut(layers: &mut Vec<Layer<'_>>) -> Option<Distance> {
    let cuts = |it: &&Layer<'_>| it.at.get(INHERIT).is_some_and(|it| it.json() == false);
    let nearest = layers.iter().filter(cuts).map(|it| it.distance).min()?;
    layers.retain(|it| it.distance <= nearest);
    Some(nearest)
}

/// The topics of a project: what its own entries declare, otherwise what GitLab has.
fn topics<'k>(own: &[Cursor<'k>], live: Option<&'k Value>) -> Option<Vec<&'k str>> {
    let declared = own.iter().find_map(|it| it.get("settings")?.get("topics"));
    match declared {
        Some(topics) => Some(topics.items().filter_map(|it| it.text()).collect()),
        None => Some(live?["topics"].as_array()?.iter().filter_map(Value::as_str).collect()),
    }
}
