//! Selects objects by globs over their addresses, or by the shorter names of a project, a collection, or a kind.
//!
//! **Invariant:** whether a pattern matches depends only on the pattern and the address, never on other objects: a pattern
//! that names one object never matches another.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::Config;
use super::glob::{Globs, LONGEST};
use super::phrases::nearest;
use crate::problem::{Problem, Problems};
use crate::resource::{Address, Scope};

/// How many addresses are shown as examples.
const EXAMPLES: usize = 3;
/// How many addresses are compared with a pattern that matches nothing.
const COMPARED: usize = 5_000;

/// A selection of objects: those that match any of its patterns.
#[derive(Debug, Clone)]
pub struct Choice {
    flag: &'static str,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone)]
struct Pattern {
    text: String,
    glob: Globs,
}

impl Choice {
    /// Reads the values of `flag`.
    ///
    /// # Errors
    /// The first value that is not a valid glob.
    pub fn new(flag: &'static str, texts: &[String]) -> Result<Self, Problem> {
        let patterns = texts.iter().map(|text| {
            Pattern::new(text).map_err(|why| {
                Problem::new(format!("{flag}: this glob {why}")).hint(
                    "use a glob over addresses, such as 'projects/acme/api/**' or '**/system_hooks/*'",
                )
            })
        });
        Ok(Choice { flag, patterns: patterns.collect::<Result<_, _>>()? })
    }

    /// Whether the object is selected.
    pub fn includes(&self, address: &Address) -> bool {
        self.patterns.iter().any(|it| it.includes(address))
    }

    /// The patterns that mean several things, with all of them: `acme/labels/bug` is a group, and a label of the group `acme`.
    /// `live` is as in [`Choice::unmatched`].
    pub fn ambiguous(&self, config: &Config, live: &BTreeSet<Address>) -> Vec<String> {
        let mut readings: Vec<BTreeSet<Reading>> = vec![BTreeSet::new(); self.patterns.len()];
        let mut read = |address: &Address| {
            for (pattern, readings) in self.patterns.iter().zip(&mut readings) {
                readings.extend(pattern.readings(address));
            }
        };
        for (scope, collection) in config.collections() {
            read(&scope.address_of(collection.entry.spec.kind, ""));
            collection.items.iter().for_each(|it| read(&collection.address_of(scope, it)));
        }
        config.alive().for_each(|it| read(&it));
        live.iter().for_each(read);
        let several = self.patterns.iter().zip(readings).filter(|(_, it)| it.len() > 1);
        let note = |(pattern, readings): (&Pattern, BTreeSet<Reading>)| {
            let readings: Vec<String> = readings.iter().map(ToString::to_string).collect();
            format!("`{}` selects {}", pattern.text, readings.join(", and "))
        };
        several.map(note).collect()
    }

    /// The flag that it is the value of.
    pub fn flag(&self) -> &'static str {
        self.flag
    }

    /// The patterns that match nothing, neither in the files nor in `live`, the addresses of objects that are not declared
    /// in any file. `unsure` says of which scopes it is not known what else they have, although `prune` asks for it.
    pub fn unmatched(
        &self,
        config: &Config,
        live: &BTreeSet<Address>,
        unsure: impl Fn(&Scope) -> bool,
    ) -> Problems {
        let mut matched = BTreeSet::new();
        let mut names = Names::default();
        for (scope, collection) in config.collections() {
            let kind = collection.entry.spec.kind;
            let addresses = || collection.items.iter().map(|it| collection.address_of(scope, it));
            for (at, it) in self.patterns.iter().enumerate() {
                let unsure = || collection.prune.is_some() && unsure(scope);
                let object = || addresses().any(|address| it.includes(&address));
                if !matched.contains(&at)
                    && (it.matches_above(scope, kind)
                        || object()
                        || unsure() && it.may_match(scope, kind))
                {
                    matched.insert(at);
                }
            }
            if names.addresses.len() < COMPARED {
                names.addresses.extend(addresses().map(both));
                names.above.extend([kind.to_owned()]);
                names.above.extend(above(scope, kind));
            }
        }
        let alive: Vec<Address> = config.alive().collect();
        for (at, it) in self.patterns.iter().enumerate() {
            if live.iter().chain(&alive).any(|address| it.includes(address)) {
                matched.insert(at);
            }
        }
        names.addresses.extend(live.iter().chain(&alive).take(COMPARED).cloned().map(both));
        let unmatched = self.patterns.iter().enumerate().filter(|(at, _)| !matched.contains(at));
        unmatched.map(|(_, it)| names.explain(self.flag, &it.text)).collect()
    }
}

impl Pattern {
    fn new(text: &str) -> Result<Self, String> {
        let text = text.trim_matches('/');
        if text.is_empty() {
            return Err("is empty".to_owned());
        }
        let glob = Globs::new([text])?;
        Ok(Pattern { text: text.to_owned(), glob })
    }

    fn includes(&self, address: &Address) -> bool {
        let scope = address.scope();
        self.matches(scope, address.as_str()) || self.matches_above(scope, address.kind())
    }

    /// Whether it names an object that has this scope as its own, or what contains that object.
    fn includes_object(&self, scope: &Scope) -> bool {
        !self.text.contains("**") && scope.as_object().is_some_and(|it| self.includes(&it))
    }

    /// Whether it matches something in a scope, as a glob or literally: names can have characters that globs use.
    fn matches(&self, scope: &Scope, address: &str) -> bool {
        let is_it = |it: &str| self.text == it || self.glob.is_match(it);
        let lane = type_of(scope);
        let path = scope.full_path().map_or(0, str::len);
        let spelled = |from: usize| {
            let it = address.get(from..).unwrap_or_default();
            is_it(it) || is_it(&as_typed(it, lane.len() + path - from, &self.text))
        };
        spelled(0) || !lane.is_empty() && spelled(lane.len())
    }

    /// Whether it names a kind, a collection, or a scope that contains objects. `**` already matches inside of them.
    fn matches_above(&self, scope: &Scope, kind: &str) -> bool {
        self.text == kind
            || !self.text.contains("**") && {
                self.matches(scope, &format!("{scope}/{kind}"))
                    || scope.outwards().any(|it| self.matches(&it, &it.to_string()))
            }
            || self.includes_object(scope)
    }

    /// All that it names of an object, its collection, its kind, and its scopes. A glob is meant to match several.
    fn readings(&self, address: &Address) -> Vec<Reading> {
        let mut readings = Vec::new();
        let scope = address.scope();
        if self.text.contains(['*', '?', '[', '{']) {
            return readings;
        }
        if self.matches(scope, address.as_str()) {
            readings.push(match address.key() {
                "" => Reading::Collection(scope.clone(), address.kind().to_owned()),
                _ => Reading::Object(address.clone()),
            });
        }
        if self.text == address.kind() {
            readings.push(Reading::Kind(address.kind().to_owned()));
        }
        for scope in scope.outwards() {
            match scope.as_object() {
                Some(object) => readings.extend(self.readings(&object)),
                None if self.matches(&scope, &scope.to_string()) => {
                    readings.push(Reading::Scope(scope));
                }
                None => {}
            }
        }
        readings
    }

    /// Whether it may match an unknown object of the collection.
    fn may_match(&self, scope: &Scope, kind: &str) -> bool {
        let text = self.text.to_lowercase();
        let lane = format!("{scope}/{kind}/").to_lowercase();
        self.text.contains(['*', '?', '[', '{'])
            || text.starts_with(&lane)
            || lane.get(type_of(scope).len()..).is_some_and(|it| text.starts_with(it))
    }
}

/// What a pattern without globs can name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Reading {
    Scope(Scope),
    Kind(String),
    Collection(Scope, String),
    Object(Address),
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reading::Scope(scope) => write!(f, "everything in `{scope}`"),
            Reading::Kind(kind) => write!(f, "all `{kind}`"),
            Reading::Collection(scope, kind) => write!(f, "`{kind}` of `{scope}`"),
            Reading::Object(it) => write!(f, "`{}` of `{}`", it.within_scope(), it.scope()),
        }
    }
}

/// The word for the type of a scope, with which its address begins: it can be left out.
fn type_of(scope: &Scope) -> &'static str {
    match scope.noun() {
        "group" => "groups/",
        "project" => "projects/",
        _ => "",
    }
}

/// An address whose first `path` bytes are spelled as in `text`, as far as only their case differs: GitLab ignores the case
/// of the paths of projects and groups, and of nothing else.
fn as_typed(address: &str, path: usize, text: &str) -> String {
    let same = |(a, b): &(char, char)| a.eq_ignore_ascii_case(b);
    let head: String = address
        .get(..path)
        .unwrap_or_default()
        .chars()
        .zip(text.chars())
        .take_while(same)
        .map(|it| it.1)
        .collect();
    let rest = address.get(head.len()..).unwrap_or_default().to_owned();
    head + &rest
}

/// Both forms of the addresses of a collection and of the scopes that it is in.
fn above(scope: &Scope, kind: &str) -> Vec<String> {
    let mut all = vec![format!("{scope}/{kind}")];
    all.extend(scope.outwards().map(|it| it.to_string()));
    let short = |it: &String| it.get(type_of(scope).len()..).map(str::to_owned);
    let shorter: Vec<String> = all.iter().filter_map(short).collect();
    all.extend(shorter);
    all
}

/// Names for suggestions.
#[derive(Default)]
struct Names {
    /// With and without the type of the scope.
    addresses: BTreeSet<(String, String)>,
    above: BTreeSet<String>,
}

impl Names {
    fn explain(&self, flag: &str, text: &str) -> Problem {
        let problem = Problem::new(format!("{flag}: `{text}` does not match anything"));
        if self.addresses.is_empty() && self.above.is_empty() {
            return problem.hint("declare an object first; the files do not declare any");
        }
        let objects = self.addresses.iter().flat_map(|(it, short)| [it, short]);
        let words = self.above.iter().chain(objects).map(String::as_str);
        let meant = nearest(text, words);
        let meant = meant.map_or_else(String::new, |it| format!("did you mean `{it}`?\n"));
        let mut near: BTreeMap<(usize, &str), ()> = BTreeMap::new();
        for (it, short) in &self.addresses {
            near.insert((distance(text, it, short), it), ());
        }
        let examples: String =
            near.keys().take(EXAMPLES).map(|(_, it)| format!("\n  {it}")).collect();
        let examples = match examples.is_empty() {
            true => String::new(),
            false => format!("use an address, such as:{examples}\n"),
        };
        problem.hint(format!(
            "{meant}{examples}a project's path or the name of a kind selects all of its objects"
        ))
    }
}

/// An address with and without the type of its scope.
fn both(address: Address) -> (String, String) {
    let short = address.as_str().get(type_of(address.scope()).len()..).unwrap_or_default();
    (address.to_string(), short.to_owned())
}

/// How far an address is from what was written: common parts count most.
fn distance(text: &str, address: &str, short: &str) -> usize {
    let folded = text.to_lowercase();
    let words: BTreeSet<&str> = folded.split(['/', '*']).filter(|it| it.len() > 1).collect();
    let lower = address.to_lowercase();
    let missing = words.iter().filter(|it| !lower.contains(**it)).count();
    let far = |it: &str| strsim::levenshtein(&folded, it);
    missing * LONGEST * 2 + far(&short.to_lowercase()).min(far(&lower))
}
