//! Selects objects by globs over their addresses, or by the shorter names of a project, a collection, or a kind.
//!
//! **Invariant:** whether a pattern matches depends only on the pattern and the address, never on other objects: a pattern
//! that names one object never matches another.

use std::collections::{BTreeMap, BTreeSet};

use super::Config;
use super::glob::{Globs, LONGEST};
use super::phrases::nearest;
use crate::problem::{Problem, Problems};
use crate::resource::Scope;

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
    pub fn includes(&self, scope: &Scope, address: &str) -> bool {
        self.patterns.iter().any(|it| it.includes(scope, address))
    }

    /// The patterns that match nothing, neither in the files nor in `live`, the addresses of objects that are not declared
    /// in any file. `unsure` says of which scopes it is not known what else they have, although `prune` asks for it.
    pub fn unmatched(
        &self,
        config: &Config,
        live: &BTreeSet<String>,
        unsure: impl Fn(&Scope) -> bool,
    ) -> Problems {
        let mut matched = BTreeSet::new();
        let mut names = Names::default();
        for (scope, collection) in config.collections() {
            let kind = collection.entry.spec.kind;
            let addresses = || collection.items.iter().map(|it| collection.address_of(scope, it));
            for (at, it) in self.patterns.iter().enumerate() {
                let unsure = || collection.prune.is_some() && unsure(scope);
                let object = || addresses().any(|address| it.includes(scope, &address));
                if !matched.contains(&at)
                    && (it.matches_above(scope, kind)
                        || object()
                        || unsure() && it.may_match(scope, kind))
                {
                    matched.insert(at);
                }
            }
            if names.addresses.len() < COMPARED {
                names.addresses.extend(addresses());
                names.above.extend([kind.to_owned()]);
                names.above.extend(above(scope, kind));
            }
        }
        for (at, it) in self.patterns.iter().enumerate() {
            if live.iter().any(|address| it.matches_object(address)) {
                matched.insert(at);
            }
        }
        names.addresses.extend(live.iter().take(COMPARED).cloned());
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

    fn includes(&self, scope: &Scope, address: &str) -> bool {
        let within = address.strip_prefix(&scope.to_string()).and_then(|it| it.strip_prefix('/'));
        let kind = within.and_then(|it| it.split('/').next()).unwrap_or_default();
        self.matches_object(address) || self.matches_above(scope, kind)
    }

    /// Whether it matches the address of an object, as a glob or literally: names can have characters that globs use.
    fn matches_object(&self, address: &str) -> bool {
        let is_it = |it: &str| self.text == it || self.glob.is_match(it);
        is_it(address) || short(address).is_some_and(is_it)
    }

    /// Whether it names a kind, a collection, or a scope that contains objects. `**` already matches inside of them.
    fn matches_above(&self, scope: &Scope, kind: &str) -> bool {
        self.text == kind
            || !self.text.contains("**")
                && above(scope, kind).iter().any(|it| self.matches_object(it))
    }

    /// Whether it may match an unknown object of the collection.
    fn may_match(&self, scope: &Scope, kind: &str) -> bool {
        let lane = format!("{scope}/{kind}/");
        let begins = |lane: &str| self.text.starts_with(lane);
        self.text.contains(['*', '?', '[', '{'])
            || begins(&lane)
            || short(&lane).is_some_and(begins)
    }
}

/// An address without the word for the type of its scope.
fn short(address: &str) -> Option<&str> {
    address.strip_prefix("projects/").or_else(|| address.strip_prefix("groups/"))
}

/// The addresses of a collection and of the scopes that it is in.
fn above(scope: &Scope, kind: &str) -> Vec<String> {
    let mut all = vec![format!("{scope}/{kind}"), scope.to_string()];
    all.extend(scope.parent().map(|it| it.to_string()));
    all
}

/// Names for suggestions.
#[derive(Default)]
struct Names {
    addresses: BTreeSet<String>,
    above: BTreeSet<String>,
}

impl Names {
    fn explain(&self, flag: &str, text: &str) -> Problem {
        let problem = Problem::new(format!("{flag}: `{text}` does not match anything"));
        if self.addresses.is_empty() && self.above.is_empty() {
            return problem.hint("declare an object first; the files do not declare any");
        }
        let forms = |it: &'_ String| [Some(it.clone()), short(it).map(str::to_owned)];
        let words: Vec<String> =
            self.above.iter().chain(&self.addresses).flat_map(forms).flatten().collect();
        let meant = nearest(text, words.iter().map(String::as_str));
        let meant = meant.map_or_else(String::new, |it| format!("did you mean `{it}`?\n"));
        let mut near: BTreeMap<(usize, &str), ()> = BTreeMap::new();
        for it in &self.addresses {
            near.insert((distance(text, it), it), ());
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

/// How far an address is from what was written: common parts count most.
fn distance(text: &str, address: &str) -> usize {
    let folded = text.to_lowercase();
    let words: BTreeSet<&str> = folded.split(['/', '*']).filter(|it| it.len() > 1).collect();
    let lower = address.to_lowercase();
    let missing = words.iter().filter(|it| !lower.contains(**it)).count();
    let whole = short(&lower).map_or(usize::MAX, |it| strsim::levenshtein(&folded, it));
    missing * LONGEST * 2 + whole.min(strsim::levenshtein(&folded, &lower))
}
