//! Reads what the checked files declare together.
//!
//! It finds problems between objects, such as an object that is declared twice, in one file or in two. What `defaults` declare for
//! a scope is read like a part of it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use super::layers::{self, Below, Known, Layer, Layers};
use super::life;
use super::load::Loaded;
use super::locks;
use super::scopes::{Collection, Config, Discovery, Item};
use super::template;
use super::ties::{self, Tie};
use super::written::Written;
use super::yaml::{Cursor, Type, keys};
use crate::files::{file_name, read_content};
use crate::gitlab::has_credentials;
use crate::kinds::KINDS;
use crate::problem::{Place, Problem, Problems};
use crate::reserved::{ABSENT, INHERIT, ITEMS, ONCE, PRUNE, STATE, UNMANAGED, WAS};
use crate::resource::{
    Accepts, Address, Checks, Content, Datum, Entry, Host, Measured, Naming, Object, Scope, Shape,
    marked,
};

/// How many projects and objects all files can declare together: ten times what a configuration is expected to have. Each
/// takes a few kilobytes.
const MAX_OBJECTS: usize = 100_000;

/// What the files declare together.
///
/// # Errors
/// All problems of all files.
pub fn read(loaded: Loaded) -> Result<Config, Problems> {
    read_keeping(loaded, false)
}

/// Like [`read`], and keeps every value as it is written, with its place: [`Item::said`].
///
/// # Errors
/// As there.
pub fn read_as_written(loaded: Loaded) -> Result<Config, Problems> {
    read_keeping(loaded, true)
}

fn read_keeping(loaded: Loaded, keeps: bool) -> Result<Config, Problems> {
    let Read { mut config, below, topics, named, problems } = read_with(&loaded, None, keeps);
    if !below.is_empty() || !topics.is_empty() || !named.is_empty() {
        config.discovery = Some(Discovery { loaded: Arc::new(loaded), keeps, below, topics });
    }
    problems.into_result(config)
}

/// What the files declare if GitLab has this, and what is wrong with it. What cannot be read, or is declared in two ways, is left
/// out. Templates can name projects and groups that [`Known::named`] does not have yet: these are returned, too.
pub fn discovered(discovery: &Discovery, known: &Known) -> (Config, Problems, BTreeSet<Scope>) {
    let read = read_with(&discovery.loaded, Some(known), discovery.keeps);
    (read.config, read.problems, read.named)
}

/// What the files declare, and what else has to be known of GitLab for that.
struct Read {
    config: Config,
    below: Vec<Below>,
    topics: BTreeSet<Scope>,
    named: BTreeSet<Scope>,
    problems: Problems,
}

/// Without `known`, what the files say alone.
fn read_with(loaded: &Loaded, known: Option<&Known>, keeps: bool) -> Read {
    let (nothing, is_known) = (Known::default(), known.is_some());
    let known = known.unwrap_or(&nothing);
    let mut problems = Problems::new();
    let mut layers = Layers::new(loaded, &mut problems);
    let mut fill = Fill { keeps, ..Fill::new(loaded, problems, layers.has_blocks()) };
    let mut instance = Vec::new();
    for file in loaded.iter() {
        let root = file.root();
        if let Some(url) = root
            .get("gitlab")
            .and_then(|it| it.get("url"))
            .and_then(|it| it.text().map(str::to_owned))
        {
            fill.config.url = Some(url);
        }
        if let Some(at) = root.get("instance") {
            instance.push(Layer::own(at));
        }
        for group in root.get("groups").into_iter().flat_map(|it| it.entries()) {
            let Some(path) = fill.path(group, "group") else { continue };
            layers.declare(Scope::group(&path), group);
        }
        for project in root.get("projects").into_iter().flat_map(|it| it.entries()) {
            let Some(path) = fill.path(project, "project") else { continue };
            layers.declare(Scope::project(&path), project);
        }
    }
    // What a block declares is checked even if it matches nothing.
    for (scope, layer) in layers.sections() {
        let mut alone = Fill::new(loaded, Problems::new(), false);
        alone.scope(layer, &scope);
        alone.objects();
        fill.config.defaults.extend(alone.config.scopes.into_values().flatten());
        fill.problems.append(alone.problems);
        fill.problems.append(ties::in_files(alone.ties));
    }
    layers.check_topics(&mut fill.problems);
    fill.config.found = layers.extend(known, &mut fill.problems);
    let mut scopes = layers.all(known);
    scopes.insert(0, (Scope::instance(), instance));
    let sections = layers.sections();
    let filled =
        template::fill(scopes, &sections, loaded, known, &mut fill.ties, &mut fill.problems);
    let mut declared: Vec<_> = filled.iter().map(|(scope, it)| (scope.clone(), it)).collect();
    for (scope, layers) in &declared {
        for layer in layers {
            fill.merge_requests(*layer, scope);
            fill.scope(*layer, scope);
        }
    }
    declared.retain(|it| it.0 != Scope::instance() && !fill.config.found.contains(&it.0));
    fill.config.lives = life::lives(&declared, &mut fill.problems);
    fill.objects();
    fill.problems.extend(locks::conflicts(&fill.config.scopes));
    let ties = std::mem::take(&mut fill.ties);
    fill.problems.append(match is_known {
        true => ties::in_gitlab(ties, &layers),
        false => ties::in_files(ties),
    });
    fill.config.reached = layers.reached(&fill.config.found, known);
    Read {
        config: fill.config,
        below: layers.below(),
        topics: layers.without_topics(),
        named: filled.asked.clone(),
        problems: fill.problems,
    }
}

/// What is wrong with a name, if anything.
fn unfit(naming: Naming, name: &str, place: Place) -> Option<Problem> {
    let flaw = naming.flaw(name)?;
    Some(Problem::new(flaw.of(name)).at(place).hint(flaw.hint))
}

/// What all files say about one collection.
struct Noted<'t> {
    place: Place,
    /// What the files have under its name.
    all: Vec<Layer<'t>>,
    items: Vec<Layer<'t>>,
}

/// What only one object can have.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Once {
    /// Its address.
    Object(Address),
    /// The address that it had before.
    Was(Address),
    /// A unique value in a collection.
    Value(Address, String),
    /// Its address, and the first of two fields that identify it.
    Half(Address, String),
}

/// Reads the files, scope by scope.
struct Fill<'t> {
    config: Config,
    problems: Problems,
    /// What was declared, and where.
    seen: BTreeMap<Once, Place>,
    /// How many more projects, groups, and objects there can be, and one.
    left: usize,
    /// The first spelling of each path of a project or group.
    spellings: BTreeMap<(&'static str, String), (String, Place)>,
    /// The collections, by scope and place in the registry.
    noted: BTreeMap<(Scope, usize), Noted<'t>>,
    /// The directory of the root file.
    folder: &'t Path,
    /// The files whose content cannot be what is declared, and why.
    refused: BTreeMap<String, (String, String)>,
    /// Files have `defaults`, so the schema does not check what an object requires.
    merges: bool,
    /// Values are kept as they are written.
    keeps: bool,
    ties: Vec<Tie>,
}

impl<'t> Fill<'t> {
    fn new(loaded: &'t Loaded, problems: Problems, merges: bool) -> Self {
        let name = loaded.root().path.file_stem().unwrap_or_default();
        Fill {
            config: Config { name: name.to_string_lossy().into_owned(), ..Config::default() },
            problems,
            seen: BTreeMap::new(),
            left: MAX_OBJECTS + 1,
            spellings: BTreeMap::new(),
            noted: BTreeMap::new(),
            folder: &loaded.folder,
            refused: BTreeMap::new(),
            merges,
            keeps: false,
            ties: Vec::new(),
        }
    }

    /// Takes one of the objects that are left. That there are too many is reported once.
    fn take(&mut self, at: Cursor<'_>) -> bool {
        if self.left == 1 {
            self.problems.push(
                Problem::new(format!(
                    "all files together declare more than {MAX_OBJECTS} projects and objects"
                ))
                .at(at.best_place())
                .hint("split them into several configurations, each with its own root file"),
            );
        }
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }

    /// The path of a project or group; `None` if there are too many.
    fn path(&mut self, at: Cursor<'_>, noun: &'static str) -> Option<String> {
        let path = at.key()?;
        if !self.take(at) {
            return None;
        }
        self.problems.extend(unfit(Naming::Path, path, at.key_place()));
        let first = self
            .spellings
            .entry((noun, path.to_lowercase()))
            .or_insert_with(|| (path.to_owned(), at.key_place()));
        if first.0 != path {
            self.problems.push(
                Problem::new(format!("`{path}` and `{}` are the same {noun} in GitLab", first.0))
                    .at(at.key_place())
                    .hint("use the same spelling everywhere")
                    .related(first.1.clone(), "the other spelling"),
            );
        }
        Some(path.to_owned())
    }

    /// Reads the merge requests that a mapping declares for a project.
    fn merge_requests(&mut self, layer: Layer<'t>, project: &Scope) {
        let Some(path) = project.project_path() else { return };
        for at in layer.at.get("merge_requests").into_iter().flat_map(|it| it.items()) {
            if !self.take(at) {
                break;
            }
            let Some(iid) = at.get("iid").and_then(|it| it.json().as_u64()) else { continue };
            self.scope(layer.with(at), &Scope::merge_request(path, iid));
        }
    }

    /// Reads the collections that a mapping declares for a scope.
    fn scope(&mut self, layer: Layer<'t>, scope: &Scope) {
        for (kind, entry) in KINDS.iter().enumerate() {
            if !scope.is(entry.spec.scope) {
                continue;
            }
            let Some(at) = layer.at.get(entry.spec.declared_as()) else { continue };
            match scope.full_path().and_then(|it| it.split_once('/')) {
                Some((top, _)) if entry.spec.top => self.problems.push(
                    Problem::new(format!("only top-level groups have `{}`", entry.spec.kind))
                        .at(at.key_place())
                        .hint(format!("move it to the top-level group: `{top}`")),
                ),
                _ => self.collection(layer.with(at), scope, kind),
            }
        }
    }

    /// Notes what a file declares of one collection.
    fn collection(&mut self, written: Layer<'t>, scope: &Scope, kind: usize) {
        let at = written.at;
        let single = KINDS[kind].spec.shape == Shape::Single;
        let is_list = at.value_type() == Type::List;
        let items: Vec<Cursor<'t>> = match at.get(ITEMS).filter(|_| !single) {
            _ if single => vec![at],
            Some(items) => items.items().collect(),
            None if is_list => at.items().collect(),
            None => Vec::new(),
        };
        let items = match KINDS[kind].spec.host {
            Some(Host { key, .. }) => {
                let items: Vec<_> = items.into_iter().filter_map(|it| it.get(key)).collect();
                if items.is_empty() {
                    return;
                }
                items
            }
            None => self.own(&KINDS[kind], items),
        };
        let left = items.iter().position(|it| !self.take(*it)).unwrap_or(items.len());
        let noted = self.noted.entry((scope.clone(), kind)).or_insert_with(|| Noted {
            place: at.key_place(),
            all: Vec::new(),
            items: Vec::new(),
        });
        noted.all.push(written);
        noted.items.extend(items[..left].iter().map(|at| written.with(*at)));
    }

    /// The nearest `prune` of a collection.
    fn prune(&mut self, entry: &Entry, scope: &Scope, all: &[Layer<'t>]) -> Option<Place> {
        let prune = self.of_collection(entry, scope, all, PRUNE)?;
        (prune.json() == true).then(|| prune.key_place())
    }

    /// The nearest value of a key of a collection, beside its objects.
    fn of_collection(
        &mut self,
        entry: &Entry,
        scope: &Scope,
        all: &[Layer<'t>],
        key: &str,
    ) -> Option<Cursor<'t>> {
        if entry.spec.shape == Shape::Single || entry.spec.host.is_some() {
            return None;
        }
        let set = |it: &Layer<'t>| Some((*it, it.at.get(key)?));
        let mut all = all.iter().filter_map(set);
        let (of, first) = all.next()?;
        let mut torn = false;
        for (other, second) in all.filter(|it| it.0.distance == of.distance) {
            if of.distance.is_block() && second.json() == first.json() {
                continue;
            }
            torn = true;
            let what = format!("`{key}` of `{}`", entry.spec.kind);
            let tie = Tie::new(what, (first, second), (of, other))
                .of(scope.address_of(entry.spec.kind, "").to_string())
                .hint("remove one of them: it applies to the collection in all files");
            self.ties.push(tie);
        }
        (!torn).then_some(first)
    }

    /// The items of a list that are objects of its own kind. One of another kind has one key.
    fn own(&mut self, entry: &Entry, items: Vec<Cursor<'t>>) -> Vec<Cursor<'t>> {
        let keys: Vec<&str> = entry.guests().filter_map(|it| Some(it.spec.host?.key)).collect();
        let guest = |it: &Cursor<'t>| keys.iter().find_map(|key| it.get(key));
        let (guests, own): (Vec<_>, Vec<_>) = items.into_iter().partition(|it| guest(it).is_some());
        for item in guests {
            let Some(guest) = guest(&item) else { continue };
            let key = guest.key().unwrap_or_default();
            for other in item.entries().filter(|it| it.key() != Some(key)) {
                let other_key = other.key().unwrap_or_default();
                self.problems.push(
                    Problem::new(format!("`{other_key}` has no effect next to `{key}`"))
                        .at(other.key_place())
                        .hint(format!("move it into `{key}`, or declare a second item"))
                        .related(guest.key_place(), format!("`{key}` is here")),
                );
            }
        }
        own
    }

    /// Reads the objects of all collections.
    fn objects(&mut self) {
        while let Some(((scope, kind), Noted { place, mut all, mut items })) =
            self.noted.pop_first()
        {
            let entry = &KINDS[kind];
            let cut = layers::cut(&mut all);
            items.retain(|it| cut.is_none_or(|cut| it.distance <= cut));
            let prune = self.prune(entry, &scope, &all);
            let mut collection =
                Collection { entry, place, items: Vec::new(), prune, shared: BTreeMap::new() };
            for field in entry.spec.shared.iter().map(|it| it.field) {
                let value = self.of_collection(entry, &scope, &all, field);
                let text = value.and_then(|it| it.text()).map(str::to_owned);
                collection.shared.extend(text.map(|text| (field, text)));
            }
            let is_empty = |it: &Layer<'_>| {
                let mut keys = it.at.entries();
                keys.len() == 1 && keys.all(|it| it.key() == Some(INHERIT))
            };
            // `{ inherit: false }` alone declares nothing.
            if all.iter().all(is_empty) {
                continue;
            }
            for written in self.joined(entry, &scope, items) {
                // It has a template that cannot be filled in, and perhaps another key: nothing can be said about what exists.
                let waiting = written.waiting();
                if written.is_open() || waiting.is_some() {
                    collection.prune = None;
                }
                if written.is_open() {
                    continue;
                }
                match (written.read(entry), waiting) {
                    (Ok(object), _) => self.item(&mut collection, &scope, &written, object),
                    (Err(problem), None) => self.problems.push(problem),
                    (Err(_), Some(at)) => {
                        let lane = scope.address_of(entry.spec.kind, "");
                        self.config.waiting.entry(lane).or_insert(at.best_place());
                    }
                }
            }
            self.config.scopes.entry(scope).or_default().push(collection);
        }
    }

    /// The objects of one collection: what several files and blocks say about one is one.
    fn joined(&mut self, entry: &Entry, scope: &Scope, items: Vec<Layer<'t>>) -> Vec<Written<'t>> {
        let alike = |it: &[Layer<'t>]| {
            std::ptr::eq(it[0].at.tree(), it[1].at.tree()) && it[0].distance == it[1].distance
        };
        let one_file =
            items.windows(2).all(alike) && items.iter().all(|it| !it.distance.is_block());
        let mut all: Vec<Written<'t>> = items.into_iter().map(Written::at).collect();
        if one_file {
            return all;
        }
        let mut first: HashMap<(String, Option<String>), usize> = HashMap::new();
        let parts = std::mem::take(&mut all);
        for part in parts.into_iter().flat_map(|it| it.parts()) {
            let rows = Written::at(part).read(entry).map(|it| it.rows()).unwrap_or_default();
            let key = entry.spec.key(&rows);
            let known = !key.is_empty() || entry.spec.identity.is_empty();
            let called = (entry.spec.folded(&key), entry.spec.first_of_both(&rows));
            match first.get(&called).copied() {
                Some(at) if known && all[at].joins(part) => {
                    let address = scope.address_of(entry.spec.kind, &key);
                    let twice = all[at].join(part, entry, &key).into_iter();
                    self.ties.extend(twice.map(|it| it.of(address.to_string())));
                }
                _ => {
                    first.entry(called).or_insert(all.len());
                    all.push(Written::at(part));
                }
            }
        }
        all
    }

    fn item(
        &mut self,
        collection: &mut Collection,
        scope: &Scope,
        item: &Written<'t>,
        object: Box<dyn Object>,
    ) {
        let spec = collection.entry.spec;
        let state = item.get(STATE).and_then(|it| it.text());
        let waits = item.waiting().is_some();
        // What is declared in two ways is left as it is.
        let unmanaged = state == Some(UNMANAGED) || item.torn();
        let absent = state == Some(ABSENT) && !unmanaged;
        let once = item.get(ONCE).is_some_and(|it| it.json() == true);
        let was = item.get(WAS).and_then(|it| it.text()).map(str::to_owned);
        let rows = object.rows();
        let key = spec.key(&rows);
        if let [first, others @ ..] = spec.identity
            && key.is_empty()
        {
            let noun = spec.noun;
            let row = rows.iter().find(|it| it.reference().is_some());
            let message = match row {
                Some(row) => {
                    format!("a {noun} whose `{}` is a reference requires a `{first}`", row.name)
                }
                None => format!("a {noun} requires a `{first}`, or `{}`", others.join("` and `")),
            };
            let at = row.and_then(|row| item.get(row.name)).unwrap_or(item.first()).best_place();
            let hint = format!("add a `{first}`, by which labwright identifies it");
            return self.problems.push(Problem::new(message).at(at).hint(hint));
        }
        let address = scope.address_of(spec.kind, &spec.folded(&key)).folded();
        let known_by = spec.identity.iter().find_map(|it| item.get(it)).unwrap_or(item.first());
        let first = spec.first_of_both(&rows).map(|it| Once::Half(address.clone(), it));
        let is_other =
            first.is_some_and(|it| self.seen.insert(it, known_by.best_place()).is_none());
        self.once(Once::Object(address), known_by, || match key.as_str() {
            "" => format!("the {} are declared twice", spec.noun),
            key if is_other => {
                format!("two {}s would be called `{}`", spec.noun, marked(key))
            }
            key => format!("{} `{}` is declared twice", spec.noun, marked(key)),
        });
        let required = spec.required.iter().filter(|_| self.merges && !absent && !unmanaged);
        let missing = |it: &&&str| rows.iter().any(|row| row.name == **it && row.value().is_none());
        for field in required.filter(missing) {
            let problem = Problem::new(format!("a {} requires `{field}`", spec.noun));
            let parts = item.parts().skip(1);
            let others =
                parts.map(|it| (it.at.best_place(), "it is also declared here".to_owned()));
            let mut problem = problem.at(known_by.best_place()).hint(format!("add `{field}`"));
            problem.related.extend(others);
            self.problems.push(problem);
        }
        let below = scope.full_path().is_some_and(|it| it.contains('/'));
        for row in rows.iter().filter(|it| below && spec.top_fields.contains(&it.name)) {
            if let Some(field) = item.get(row.name) {
                self.problems.push(
                    Problem::new(format!("only top-level groups have `{}`", row.name))
                        .at(field.key_place())
                        .hint("remove it, or set it in the top-level group"),
                );
            }
        }
        if let Some(was) = &was {
            let was_there = scope.address_of(spec.kind, &spec.folded(was));
            self.once(Once::Was(was_there), item.get(WAS).unwrap_or(known_by), || {
                format!("two {}s cannot both have been `{}`", spec.noun, marked(was))
            });
        }
        for row in &rows {
            let field = item.says(spec, row.name).unwrap_or(known_by);
            for (naming, name) in row.names(spec.identity).into_iter().filter(|_| !waits) {
                self.problems.extend(unfit(naming, name, field.holder_of(name).best_place()));
            }
            if let (Some(path), Some(accepts)) =
                (row.content().and_then(Content::unread), row.accepts)
                && let Some((message, hint)) = self.content(path, accepts)
            {
                let at = field.get("file").unwrap_or(field).best_place();
                self.problems.push(Problem::new(message).at(at).hint(hint));
            }
            if row.value().is_some_and(|it| it.texts().into_iter().any(has_credentials)) {
                keys::mask(field);
                let name = row.name;
                let hint = match (row.referable, row.credentials) {
                    (true, _) => format!("write `{name}: {{ env: NAME }}`"),
                    (_, Some(field)) => format!(
                        "remove it from the URL, and write `{field}: {{ user: NAME, password: {{ env: NAME }} }}`"
                    ),
                    _ => "remove it from the URL: everyone who can read the settings in GitLab sees it".into(),
                };
                let hint =
                    format!("{hint}; replace the credential if this file was ever committed");
                self.problems.push(
                    Problem::new(format!("`{}` is a URL with a credential in it", row.name))
                        .at(field.best_place())
                        .label("do not write secrets in files")
                        .hint(hint),
                );
            }
        }
        let unique = rows.iter().find(|row| Some(row.name) == spec.unique_field());
        if let Some((row, value)) = unique.and_then(|row| Some((row, row.value()?)))
            && matches!(value, Datum::Text(_) | Datum::Secret(_))
            && !absent
            && !unmanaged
        {
            let at = item.get(row.name).unwrap_or(item.first());
            // One source is one value, whatever that is.
            let collection = scope.address_of(spec.kind, "");
            self.once(Once::Value(collection, value.body().to_string()), at, || {
                format!("two {}s cannot have the same `{}`", spec.noun, row.name)
            });
        }
        if !absent && !unmanaged {
            let own = scope.address_of(spec.kind, &key);
            for (field, written) in object.writes(scope) {
                let at = item.get(field).unwrap_or(known_by);
                let message = || format!("`{written}` is declared twice");
                self.once(Once::Object(written.folded()), at, message);
                self.config.written.insert(written.folded(), (written, own.clone()));
            }
        }
        if !absent && !unmanaged && !waits {
            let mut checks = Checks::default();
            object.check(&mut checks);
            for trouble in checks.troubles {
                let field = item.get(trouble.field);
                let entry = trouble.entry.as_ref();
                let entry = entry.and_then(|it| item.entry(spec, trouble.field, it));
                let at = entry.or(field).unwrap_or(known_by);
                if trouble.hidden {
                    keys::mask(at);
                }
                self.problems
                    .push(Problem::new(trouble.message).at(at.best_place()).hint(trouble.hint));
            }
        }
        self.contents(collection.entry, scope, &key, item, absent);
        let lines = item.lines(collection.entry, &rows, known_by);
        let place = known_by.best_place();
        let said = if self.keeps { item.said(collection.entry, &rows) } else { Vec::new() };
        let item = Item { object, key, was, absent, unmanaged, once, waits, place, lines, said };
        collection.items.push(item);
    }

    /// Reads a file whose content is declared, once; or why GitLab would not accept it, and what to do.
    fn content(&mut self, path: &str, accepts: Accepts) -> Option<(String, String)> {
        let Self { config, refused, .. } = self;
        if config.contents.contains_key(path) {
            return None;
        }
        if let Some(known) = refused.get(path) {
            return Some(known.clone());
        }
        let read = read_content(self.folder, path).map_err(|(why, next)| (why, next.to_owned()));
        let accepted = read.and_then(|bytes| match accepts(file_name(path), &bytes) {
            Some((what, hint)) => Err((format!("`{path}` {what}"), hint.to_owned())),
            None => Ok(Measured::of(path, &bytes)),
        });
        match accepted {
            Ok(measured) => drop(config.contents.insert(path.to_owned(), measured)),
            Err(why) => {
                refused.insert(path.to_owned(), why.clone());
                return Some(why);
            }
        }
        None
    }

    /// Reads the objects that an object has.
    fn contents(
        &mut self,
        entry: &Entry,
        scope: &Scope,
        key: &str,
        item: &Written<'t>,
        absent: bool,
    ) {
        if entry.contents().next().is_none() {
            return;
        }
        let own = entry.spec.scope_of(scope, key);
        for part in item.parts() {
            match entry.contents().find_map(|it| part.at.get(it.spec.kind)).filter(|_| absent) {
                None => self.scope(part, &own),
                Some(contents) => self.problems.push(
                    Problem::new(format!(
                        "a {} with `state: absent` cannot have `{}`",
                        entry.spec.noun,
                        contents.key().unwrap_or_default()
                    ))
                    .at(contents.key_place())
                    .hint(format!("remove them: GitLab deletes them with the {}", entry.spec.noun)),
                ),
            }
        }
    }

    /// Reports what is declared for the second time, with both places.
    fn once(&mut self, what: Once, at: Cursor<'_>, message: impl FnOnce() -> String) {
        let place = at.best_place();
        match self.seen.get(&what) {
            Some(first) => self.problems.push(
                Problem::new(message())
                    .at(place)
                    .hint("remove one of them, or merge them")
                    .related(first.clone(), "first declared here"),
            ),
            None => drop(self.seen.insert(what, place)),
        }
    }
}
