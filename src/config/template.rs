//! Fills in templates: `{ template: "…{{ NAME }}…" }` becomes a text that differs from scope to scope.
//!
//! **Invariant:** what is filled in is a value. It is never read again, neither as a template nor as YAML, and the schema checks
//! the result as if the file had it.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use serde_json::Value;

use super::check::{Validator, fits, validate};
use super::layers::{Known, Layer, cut};
use super::life::CREATE;
use super::load::{Loaded, Schemas, VARS};
use super::phrases;
use super::schema::TEXT;
use super::ties::Tie;
use super::yaml::tree::Id;
use super::yaml::{Cursor, Fill, Tree};
use crate::problem::{Problem, Problems, folded};
use crate::resource::Scope;

/// What a template can name of a project or group.
const OF_SCOPES: [&str; 5] = ["path_with_namespace", "path", "name", "namespace", "id"];
/// What it can also name of a project.
const DEFAULT_BRANCH: &str = "default_branch";

/// The longest text that a template makes, in bytes: no field of GitLab is longer.
const MAX_TEXT: usize = 1 << 20;
/// How much memory all copies with templates filled in take, in bytes.
const MAX_COPIES: usize = 512 << 20;

/// What declares a scope, as it is written, or as a copy in which templates are filled in.
#[derive(Debug)]
enum Part<'t> {
    Same(Layer<'t>),
    Copy { tree: Box<Tree>, above: Vec<String>, of: Layer<'t> },
}

/// What declares each scope, with templates filled in.
#[derive(Debug)]
pub(super) struct Filled<'t> {
    scopes: Vec<(Scope, Vec<Part<'t>>)>,
    /// The projects and groups of which a template names what only GitLab knows.
    pub(super) asked: BTreeSet<Scope>,
}

impl Filled<'_> {
    /// What declares each scope, the nearest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&Scope, Vec<Layer<'_>>)> {
        self.scopes.iter().map(|(scope, parts)| (scope, parts.iter().map(Part::layer).collect()))
    }
}

impl Part<'_> {
    fn layer(&self) -> Layer<'_> {
        match self {
            Part::Same(layer) => *layer,
            Part::Copy { tree, above, of } => {
                let at = above.iter().try_fold(tree.root(), |at, key| at.get(key));
                of.with(at.unwrap_or(tree.root()))
            }
        }
    }
}

/// Fills in the templates of all scopes. `blocks` are what blocks of `defaults` declare, whatever they match.
pub(super) fn fill<'t>(
    scopes: Vec<(Scope, Vec<Layer<'t>>)>,
    blocks: &[(Scope, Layer<'t>)],
    loaded: &Loaded,
    known: &Known,
    ties: &mut Vec<Tie>,
    problems: &mut Problems,
) -> Filled<'t> {
    let mut found = Vec::new();
    let mut filler = Filler {
        of: scopes.iter().map(|(scope, layers)| (key(scope), layers.as_slice())).collect(),
        known,
        loaded,
        merges: !blocks.is_empty(),
        schemas: Schemas::of_text(TEXT),
        part: OnceCell::new(),
        problems: &mut found,
        told: HashSet::new(),
        ties,
        torn: HashSet::new(),
        asked: BTreeSet::new(),
        room: MAX_COPIES,
    };
    let own = scopes.iter().flat_map(|(scope, layers)| layers.iter().map(move |it| (scope, it)));
    for (scope, layer) in own.chain(blocks.iter().map(|(scope, layer)| (scope, layer))) {
        for template in layer.at.templates() {
            filler.check(scope, template);
        }
    }
    let mut filled = Vec::with_capacity(scopes.len());
    for (scope, layers) in &scopes {
        filler.variables(scope, layers);
        let parts = layers.iter().map(|it| filler.part(scope, *it)).collect();
        filled.push((scope.clone(), parts));
    }
    let Filler { asked, .. } = filler;
    problems.extend(folded(found));
    Filled { scopes: filled, asked }
}

/// A piece of a template.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// The pieces of a template, or what is wrong with it.
fn pieces(text: &str) -> Result<Vec<Piece<'_>>, &'static str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, behind) = after.split_once("}}").ok_or("`{{` has no `}}` behind it")?;
        let name = name.trim();
        if name.is_empty() {
            return Err("there is no name between `{{` and `}}`");
        }
        pieces.extend([Piece::Text(before), Piece::Name(name)]);
        rest = behind;
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

/// Why a name has no value.
enum Unknown {
    /// It was reported, or only GitLab knows it and was not asked yet.
    Silent,
    /// GitLab has it when the plan has created the project or group.
    Waits,
    Problem(Problem),
}

/// What finds a scope, whatever the case of its path.
fn key(scope: &Scope) -> (&'static str, String) {
    (scope.noun(), scope.full_path().unwrap_or_default().to_lowercase())
}

struct Filler<'a, 't> {
    /// What declares each scope.
    of: HashMap<(&'static str, String), &'a [Layer<'t>]>,
    known: &'a Known,
    loaded: &'a Loaded,
    merges: bool,
    schemas: Schemas,
    /// What decides; the whole schema has the messages.
    part: OnceCell<Option<Validator>>,
    problems: &'a mut Vec<Problem>,
    /// What was checked or reported: a block applies to many scopes.
    told: HashSet<(*const Tree, Id, &'static str)>,
    ties: &'a mut Vec<Tie>,
    /// The names in `vars` that have two values.
    torn: HashSet<((&'static str, String), String)>,
    asked: BTreeSet<Scope>,
    room: usize,
}

impl<'t> Filler<'_, 't> {
    /// Whether something was not yet reported.
    fn first(&mut self, at: Cursor<'_>, about: &'static str) -> bool {
        self.told.insert((std::ptr::from_ref(at.tree), at.node, about))
    }

    /// Checks a template as far as that needs no values.
    fn check(&mut self, scope: &Scope, template: Cursor<'_>) {
        let Some(at) = template.template().filter(|it| self.first(*it, scope.noun())) else {
            return;
        };
        match pieces(at.text().unwrap_or_default()) {
            Err(flaw) => self.problems.push(
                Problem::new(flaw)
                    .at(at.best_place())
                    .hint("write names as in `{{ project.path }}`; text without `template:` can have any braces"),
            ),
            Ok(pieces) => {
                let names = pieces.into_iter().filter_map(|it| match it {
                    Piece::Name(name) => Some(name),
                    Piece::Text(_) => None,
                });
                for name in names.filter(|it| !is_known(scope, it)) {
                    let known = names_of(scope);
                    let nearest = phrases::nearest(name, known.iter().map(String::as_str));
                    let meant = nearest.map(|it| format!("did you mean `{it}`? ")).unwrap_or_default();
                    let hint = match known.as_slice() {
                        [] => "templates have names in projects and groups only".to_owned(),
                        known => format!("{meant}known here: {}, and `vars.NAME`", phrases::list(known)),
                    };
                    let name = phrases::short(name);
                    let problem = Problem::new(format!("`{name}` is not a name that a template can use here"));
                    self.problems.push(problem.at(at.best_place()).hint(hint));
                }
            }
        }
    }

    /// Notes values of `vars` that are set twice, without anything nearer that decides.
    fn variables(&mut self, scope: &Scope, layers: &[Layer<'t>]) {
        let mut first: HashMap<&str, (Cursor<'t>, Layer<'t>)> = HashMap::new();
        let all = layers.iter().filter_map(|it| Some((it.at.get(VARS)?, *it)));
        for (at, layer) in all.flat_map(|(vars, it)| vars.entries().map(move |at| (at, it))) {
            let Some(name) = at.key() else { continue };
            let (known, of) = *first.entry(name).or_insert((at, layer));
            let same = layer.distance.is_block() && known.json() == at.json();
            let is_it = known.node == at.node && std::ptr::eq(known.tree, at.tree);
            if is_it || of.distance != layer.distance || same {
                continue;
            }
            let what = format!("`vars.{}`", phrases::short(name));
            self.ties.push(Tie::new(what, (known, at), (of, layer)).of(scope.to_string()).bare());
            self.torn.insert((key(scope), name.to_owned()));
        }
    }

    /// What declares a scope, with its templates filled in, and checked.
    fn part(&mut self, scope: &Scope, layer: Layer<'t>) -> Part<'t> {
        let at = layer.at;
        if at.templates().is_empty() || self.room == 0 {
            return Part::Same(layer);
        }
        let above: Vec<String> = match (scope, scope.full_path()) {
            (Scope::Group(_), Some(path)) => vec!["groups".to_owned(), path.to_owned()],
            (Scope::Project(_), Some(path)) => vec!["projects".to_owned(), path.to_owned()],
            _ => vec!["instance".to_owned()],
        };
        let keys: Vec<&str> = above.iter().map(String::as_str).collect();
        let mut texts = HashMap::new();
        let mut tree = Tree::filled(at, &keys, &mut |template| {
            let fill = self.text(scope, template);
            texts.insert(template.node, fill.clone());
            if let Fill::Waits(_) = fill { Fill::Not } else { fill }
        });
        self.room = self.room.saturating_sub(tree.size());
        if self.room == 0 {
            self.problems.push(
                Problem::new("the templates of all files together become too much text")
                    .at(at.best_place())
                    .hint(
                        "split the files into several configurations, each with its own root file",
                    ),
            );
        }
        let has = |fits: fn(&Fill) -> bool| texts.values().any(fits);
        let waits = has(|it| matches!(it, Fill::Waits(_)));
        if has(|it| matches!(it, Fill::Text(_))) {
            self.validate(&tree);
        }
        // Only then: a text with names in it is not what the schema of its field accepts.
        if waits {
            tree = Tree::filled(at, &keys, &mut |at| texts.remove(&at.node).unwrap_or(Fill::Not));
        }
        Part::Copy { tree: Box::new(tree), above, of: layer }
    }

    /// Checks against the schema what templates became.
    fn validate(&mut self, tree: &Tree) {
        let files = || self.loaded.iter().map(|it| &it.tree).collect::<Vec<_>>();
        let part = self.part.get_or_init(|| self.schemas.part(&files(), self.merges));
        if part.as_ref().is_some_and(|it| fits(it, tree)) {
            return;
        }
        match self.schemas.whole(self.merges) {
            Ok(whole) => self.problems.extend(validate(whole, tree)),
            Err(problem) => self.problems.push(problem),
        }
    }

    /// What a template becomes in a scope.
    fn text(&mut self, scope: &Scope, template: Cursor<'t>) -> Fill {
        self.text_within(scope, template, 0)
    }

    /// `depth` is the number of templates that are filled in for this one.
    fn text_within(&mut self, scope: &Scope, template: Cursor<'t>, depth: usize) -> Fill {
        let Some(at) = template.template() else { return Fill::Not };
        let Ok(pieces) = pieces(at.text().unwrap_or_default()) else { return Fill::Not };
        let (mut text, mut waits) = (String::new(), false);
        for piece in pieces {
            let value = match piece {
                Piece::Text(piece) => Ok(piece.to_owned()),
                Piece::Name(name) if !is_known(scope, name) => return Fill::Not,
                Piece::Name(name) => match self.value(scope, name, depth) {
                    Err(Unknown::Waits) => {
                        waits = true;
                        Ok(format!("{{{{ {name} }}}}"))
                    }
                    value => value,
                },
            };
            let problem = match value {
                Ok(value) if text.len() + value.len() <= MAX_TEXT => {
                    text.push_str(&value);
                    continue;
                }
                Ok(_) => {
                    Problem::new(format!("a template becomes more than {MAX_TEXT} bytes of text"))
                }
                Err(Unknown::Problem(problem)) => problem,
                Err(Unknown::Silent | Unknown::Waits) => return Fill::Not,
            };
            self.problems.push(problem.at(at.best_place()).of(scope.to_string()));
            return Fill::Not;
        }
        if waits { Fill::Waits(text) } else { Fill::Text(text) }
    }

    fn value(&mut self, scope: &Scope, name: &str, depth: usize) -> Result<String, Unknown> {
        let (owner, field) = name.split_once('.').unwrap_or((name, ""));
        match owner {
            VARS => self.variable(scope, field),
            _ if owner == scope.noun() => self.attribute(scope, field, depth),
            _ => {
                let path = scope.full_path().and_then(|it| it.rsplit_once('/')).map(|it| it.0);
                self.attribute(&Scope::group(path.unwrap_or_default()), field, depth)
            }
        }
    }

    fn variable(&self, scope: &Scope, name: &str) -> Result<String, Unknown> {
        if self.torn.contains(&(key(scope), name.to_owned())) {
            return Err(Unknown::Silent);
        }
        let layers = self.of.get(&key(scope)).copied().unwrap_or_default();
        let value = layers.iter().find_map(|it| it.at.get(VARS)?.get(name));
        let text = value.map(|it| it.text().unwrap_or(it.raw()).to_owned());
        text.ok_or_else(|| {
            let name = phrases::short(name);
            let problem =
                Problem::new(format!("a template names `vars.{name}`, which is not set here"));
            let hint = format!(
                "add `{name}` under `vars:`, there or in a block of `defaults` that matches it"
            );
            Unknown::Problem(problem.hint(hint))
        })
    }

    fn attribute(&mut self, scope: &Scope, field: &str, depth: usize) -> Result<String, Unknown> {
        let path = scope.full_path().unwrap_or_default();
        let (above, last) = path.rsplit_once('/').unwrap_or(("", path));
        match field {
            "path_with_namespace" => Ok(path.to_owned()),
            "path" => Ok(last.to_owned()),
            "namespace" if above.is_empty() => {
                let problem =
                    Problem::new(format!("`{path}` is a top-level group, and has no namespace"));
                Err(Unknown::Problem(
                    problem.hint("use another name, or exclude the group with `except`"),
                ))
            }
            "namespace" => Ok(above.to_owned()),
            "id" => self.live(scope, field),
            _ => match self.declared(scope, field) {
                Some(at) if at.template().is_some() && depth < 2 => {
                    match self.text_within(scope, at, depth + 1) {
                        Fill::Text(text) => Ok(text),
                        Fill::Waits(_) => Err(Unknown::Waits),
                        Fill::Not => Err(Unknown::Silent),
                    }
                }
                Some(at) if at.template().is_some() => Err(Unknown::Problem(
                    Problem::new(format!("`{field}` of `{path}` is a template that names itself"))
                        .hint("write it without a template"),
                )),
                Some(at) if at.text().is_some() => Ok(at.text().unwrap_or_default().to_owned()),
                _ => self.live(scope, field),
            },
        }
    }

    /// A setting of a scope, in the nearest declaration that has it.
    fn declared(&self, scope: &Scope, field: &str) -> Option<Cursor<'t>> {
        let layers = self.of.get(&key(scope))?;
        let settings = |it: &Layer<'t>| Some(it.with(it.at.get("settings")?));
        let mut settings: Vec<Layer<'t>> = layers.iter().filter_map(settings).collect();
        cut(&mut settings);
        settings.iter().find_map(|it| it.at.get(field))
    }

    /// Whether the files create a scope that does not exist.
    fn creates(&self, scope: &Scope) -> bool {
        let layers = self.of.get(&key(scope)).copied().unwrap_or_default();
        layers.iter().find_map(|it| it.at.get(CREATE)).is_some_and(|it| it.json() != false)
    }

    /// What a scope has that the plan creates.
    fn of_new(&self, scope: &Scope, field: &str) -> Result<String, Unknown> {
        let layers = self.of.get(&key(scope)).copied().unwrap_or_default();
        let create = layers.iter().filter_map(|it| it.at.get(CREATE));
        let mut create = create.take_while(|it| it.json() != false);
        let path = scope.full_path().unwrap_or_default();
        let value = match field {
            "name" => path.rsplit('/').next(),
            DEFAULT_BRANCH => create.find_map(|it| it.get(DEFAULT_BRANCH)?.text()),
            _ => None,
        };
        value.map(str::to_owned).ok_or(Unknown::Waits)
    }

    /// What GitLab has.
    fn live(&mut self, scope: &Scope, field: &str) -> Result<String, Unknown> {
        let Some(raw) = self.known.named.get(scope).or_else(|| self.known.scopes.get(scope)) else {
            self.asked.insert(scope.clone());
            return Err(Unknown::Silent);
        };
        match &raw[field] {
            Value::String(text) if !text.is_empty() => Ok(text.clone()),
            Value::Number(number) => Ok(number.to_string()),
            _ if raw.is_null() && self.creates(scope) => self.of_new(scope, field),
            _ => {
                let (noun, path) = (scope.noun(), scope.full_path().unwrap_or_default());
                let problem = match field {
                    DEFAULT_BRANCH if !raw.is_null() => Problem::new(
                        "a template names the default branch, which GitLab does not return",
                    )
                    .hint("check that the repository exists and that the token can read it, or set `default_branch` in `settings`"),
                    _ => Problem::new(format!(
                        "a template names `{field}` of the {noun} `{path}`, which cannot be read"
                    ))
                    .hint(format!("check that the {noun} exists, and that the token can see it")),
                };
                Err(Unknown::Problem(problem))
            }
        }
    }
}

/// The names that templates can use in a scope, without its `vars`.
fn names_of(scope: &Scope) -> Vec<String> {
    let of = |owner: &'static str| OF_SCOPES.iter().map(move |it| format!("{owner}.{it}"));
    match scope {
        Scope::Group(_) => of("group").collect(),
        Scope::Project(_) => {
            of("project").chain([format!("project.{DEFAULT_BRANCH}")]).chain(of("group")).collect()
        }
        _ => Vec::new(),
    }
}

fn is_known(scope: &Scope, name: &str) -> bool {
    let names = names_of(scope);
    let is_variable = name.strip_prefix("vars.").is_some_and(|it| !it.is_empty());
    names.iter().any(|it| it == name) || !names.is_empty() && is_variable
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Whatever is between the names stays as it is, and every name is found.
        #[test]
        fn pieces_are_the_whole_text(
            parts in prop::collection::vec(("[^{}]{0,8}", " {0,2}[a-z.]{1,8} {0,2}"), 0..5),
            end in "[^{}]{0,8}(}}|}|\\{)?",
        ) {
            let text: String =
                parts.iter().map(|(text, name)| format!("{text}{{{{{name}}}}}")).collect();
            let text = text + &end;
            let found = pieces(&text).unwrap();
            let mut expected: Vec<Piece<'_>> = Vec::new();
            for (text, name) in &parts {
                expected.extend([Piece::Text(text), Piece::Name(name.trim())]);
            }
            expected.push(Piece::Text(&end));
            prop_assert_eq!(found, expected);
        }

        /// Whatever a text is, it is read or refused, and what is read needs no more names than it shows.
        #[test]
        fn any_text_is_read_or_refused(text in "[a{} .]{0,24}") {
            if let Ok(pieces) = pieces(&text) {
                let names = pieces.iter().filter(|it| matches!(it, Piece::Name(_))).count();
                prop_assert!(names <= text.matches("{{").count());
            }
        }
    }
}
