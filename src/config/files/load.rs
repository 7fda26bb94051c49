//! Finds, reads, and checks all files of a configuration.
//!
//! Each file is checked alone. Problems between files, such as duplicates, are not found here.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde_json::Value;

use super::include::{Walk, slashes};
use super::source::{self, Unread};
use crate::config::check::{SchemaError, Validator, fits, part, validate};
use crate::config::yaml::keys::Known;
use crate::config::yaml::room::{MAX_BYTES, MAX_VALUES, Room};
use crate::config::yaml::{Cursor, Parsed, Tree, Type};
use crate::files::read_content;
use crate::problem::{Place, Problem, Problems, SourceText};
use crate::schema::relax;

/// The name of the root file in a directory.
pub const ROOT_FILE: &str = "labwright.yaml";
/// The version of the file format.
pub const VERSION: u64 = 1;

/// The key of the blocks that apply to many scopes.
pub(in crate::config) const DEFAULTS: &str = "defaults";
/// The key of a scope for the values that templates in it can name.
pub(in crate::config) const VARS: &str = "vars";

/// Keys that only the root file can have.
const ROOT_ONLY: [&str; 2] = ["include", "gitlab"];

/// Limits for all files of a configuration together.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many names of files and directories the includes search.
    pub names: usize,
    /// Size of the files, in bytes.
    pub bytes: u64,
    /// How many values the files have: keys, texts, lists, and so on.
    pub values: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { names: 200_000, bytes: MAX_BYTES, values: MAX_VALUES }
    }
}

/// The schema of the files, compiled as far as the files make it necessary.
#[derive(Debug)]
pub struct Schemas {
    /// To compile only the part that files use.
    text: Option<&'static str>,
    /// The whole, if it is not given as text.
    value: Value,
    /// For messages, which name keys that the files do not use.
    whole: OnceLock<Result<Validator, SchemaError>>,
    /// The same for files with `defaults`, in which several parts make an object.
    relaxed: OnceLock<Result<Validator, SchemaError>>,
    /// For texts that are not YAML, where only the names of keys show what may be a secret. Collected if there is one.
    known_keys: OnceLock<Known>,
}

impl Schemas {
    /// Compiles the whole schema of the files, without `version`: [`load`] checks it with better messages, and requires
    /// it in every root file.
    ///
    /// # Errors
    /// If the schema is not valid.
    pub fn new(root: &Value) -> Result<Self, SchemaError> {
        let value = of_any_file(root.clone());
        let whole = Ok(Validator::new(value.clone())?).into();
        Ok(Schemas {
            text: None,
            value,
            whole,
            relaxed: OnceLock::new(),
            known_keys: OnceLock::new(),
        })
    }

    /// The same schema as text, of which [`load`] compiles only what the files use, and all of it if there are problems.
    pub fn of_text(text: &'static str) -> Self {
        Schemas {
            text: Some(text),
            value: Value::Null,
            whole: OnceLock::new(),
            relaxed: OnceLock::new(),
            known_keys: OnceLock::new(),
        }
    }

    /// All of it; `relaxed` for files with `defaults`.
    pub(in crate::config) fn whole(&self, relaxed: bool) -> Result<&Validator, Problem> {
        let compiled = if relaxed { &self.relaxed } else { &self.whole };
        let whole = compiled.get_or_init(|| {
            let mut schema = match self.text {
                Some(text) => of_any_file(
                    serde_json::from_str(text).map_err(|it| SchemaError(it.to_string()))?,
                ),
                None => self.value.clone(),
            };
            if relaxed {
                relax(&mut schema);
            }
            Validator::new(schema)
        });
        whole.as_ref().map_err(|error| {
            Problem::new(error.to_string()).hint("this is a bug in labwright; please report it")
        })
    }

    /// The part that these files use. Without it, the whole decides alone.
    pub(in crate::config) fn part(&self, files: &[&Tree], relaxed: bool) -> Option<Validator> {
        let mut part = part(self.text?, files.iter().copied()).ok()?;
        if relaxed {
            relax(&mut part);
        }
        Validator::new(of_any_file(part)).ok()
    }

    fn known_keys(&self) -> &Known {
        self.known_keys.get_or_init(|| {
            self.whole(false).map_or_else(|_| Known::default(), Validator::known_keys)
        })
    }

    /// Reads a file. If it is not text, the part that is shown contains no secrets.
    fn read(&self, path: &Path, shown: &str, room: &Room) -> Result<Arc<SourceText>, Unread> {
        source::read(path, shown, room).inspect_err(|unread| {
            if let Unread::Problem(problem) = unread {
                self.known_keys().hide([&**problem]);
            }
        })
    }
}

/// The schema of the root file, made that of any file.
fn of_any_file(mut schema: Value) -> Value {
    schema["dependencies"] = Value::Object(serde_json::Map::new());
    if let Some(version) = schema.pointer_mut("/properties/version") {
        *version = Value::Bool(true);
    }
    schema
}

/// One file, checked against the schema.
#[derive(Debug)]
pub struct File {
    /// The name to show: relative to the path that the user gave, with forward slashes.
    pub name: Arc<str>,
    /// Its canonical path.
    pub path: PathBuf,
    /// Its text.
    pub source: Arc<SourceText>,
    /// Its values.
    pub tree: Tree,
}

impl File {
    /// Its root value: a mapping, or null if the file is empty.
    pub fn root(&self) -> Cursor<'_> {
        self.tree.root()
    }
}

/// A configuration: the root file, then the included ones by path.
#[derive(Debug)]
pub struct Loaded {
    /// At least the root file.
    pub files: Vec<File>,
    /// The directory of the root file, canonical. Paths of secret files start there.
    pub folder: PathBuf,
}

impl Loaded {
    /// The files, the root file first.
    pub fn iter(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The root file.
    pub fn root(&self) -> &File {
        &self.files[0]
    }

    /// The place of the value at a path of keys and indexes. If there is no such value, the place of the last value on
    /// the path.
    pub fn place_of<S: AsRef<str>>(
        &self,
        file: usize,
        path: impl IntoIterator<Item = S>,
    ) -> Option<Place> {
        Some(self.files.get(file)?.tree.locate(path).best_place())
    }
}

/// Reads and checks a configuration; `path` is its root file, or a directory that contains one.
///
/// # Errors
/// All problems of all files; of a file that is not YAML, only the first one.
pub fn load(path: &Path, schemas: &Schemas) -> Result<Loaded, Problems> {
    load_within(path, schemas, Limits::default(), &mut vec![])
}

/// [`load`] with other limits. Even if it fails, `inputs` then has the paths of all files that were read or that an apply
/// reads secrets from; a file can be listed under several paths.
///
/// # Errors
/// All problems of all files, and limits that are exceeded.
pub fn load_within(
    path: &Path,
    schemas: &Schemas,
    limits: Limits,
    inputs: &mut Vec<PathBuf>,
) -> Result<Loaded, Problems> {
    let Root { named, real, folder } = root(path)?;
    inputs.extend([named.clone(), real.clone()]);
    let shown = slashes(&named);
    let room = Room::new(limits.bytes, limits.values);
    let mut problems = Problems::new();
    let source = match schemas.read(&real, &shown, &room) {
        Ok(source) => source,
        Err(Unread::Problem(problem)) => return Err((*problem).into()),
        Err(Unread::NoRoom) => return Err(no_room(limits).at(Place::file(shown)).into()),
    };
    let parsed = parse(&source, schemas, &room);
    let Some(tree) = parsed.tree else { return Err(parsed.problems.into_iter().collect()) };
    let secrets = |tree: &Tree| -> Vec<PathBuf> {
        let templates = tree.template_paths().map(|it| folder.join(it));
        tree.file_paths().map(|it| folder.join(&*it)).chain(templates).collect()
    };
    inputs.extend(secrets(&tree));
    let mut of_includes = Problems::new();
    let included = included(&tree, &folder, &real, limits, &mut of_includes);
    inputs.extend(included.iter().flat_map(|(path, it)| [path.clone(), folder.join(it)]));
    let beside = named.parent().unwrap_or(Path::new(""));
    let read = in_parallel(&included, |(path, relative)| {
        let shown = slashes(&beside.join(relative));
        let source = schemas.read(path, &shown, &room)?;
        let mut parsed = parse(&source, schemas, &room);
        if let (Some(tree), Some(folder)) = (&mut parsed.tree, relative.parent()) {
            tree.folder = slashes(folder).into();
        }
        Ok((parsed, source))
    });
    let mut files = vec![File { name: Arc::clone(source.name()), path: real, source, tree }];
    // What is wrong with each of them, and the other problems before the next one.
    let mut told = vec![(parsed.problems, of_includes)];
    let mut beyond = None;
    for ((path, _), read) in included.into_iter().zip(read) {
        let after = &mut told[files.len() - 1].1;
        match read {
            Err(Unread::Problem(problem)) => after.push(*problem),
            Err(Unread::NoRoom) => beyond = Some(no_room(limits)),
            Ok((mut parsed, source)) => {
                if parsed.full {
                    beyond = parsed.problems.pop();
                }
                match parsed.tree {
                    None => after.extend(parsed.problems),
                    Some(tree) => {
                        inputs.extend(secrets(&tree));
                        files.push(File { name: Arc::clone(source.name()), path, source, tree });
                        told.push((parsed.problems, Problems::new()));
                    }
                }
            }
        }
    }
    let relaxed = files.iter().any(|it| it.root().get(DEFAULTS).is_some());
    let part = schemas.part(&files.iter().map(|it| &it.tree).collect::<Vec<_>>(), relaxed);
    let numbered: Vec<_> = files.iter().zip(&told).enumerate().collect();
    let checked = in_parallel(&numbered, |(at, (file, (known, _)))| {
        check(file, schemas, (part.as_ref(), relaxed), *at == 0, known)
    });
    for ((parsed, after), checked) in told.into_iter().zip(checked) {
        problems.extend(parsed);
        problems.extend(checked);
        problems.append(after);
    }
    if let Some(beyond) = beyond {
        // Which files are read depends on timing; that there are too many does not.
        let include = files[0].root().get("include").map(|it| it.best_place());
        problems.push(Problem { place: include, ..beyond });
    }
    let template = |path: &str| {
        let bytes = read_content(&folder, path)?;
        let text = String::from_utf8(bytes);
        text.map_err(|_| {
            let why = format!("`{path}` is not UTF-8 text, so it cannot be a template");
            (why, "name a file without templates with `file`")
        })
    };
    for (place, (why, next)) in files.iter_mut().flat_map(|it| it.tree.read_templates(&template)) {
        problems.push(Problem::new(why).at(place).hint(next));
    }
    problems.into_result(Loaded { files, folder })
}

fn no_room(limits: Limits) -> Problem {
    let size = source::size(limits.bytes);
    Problem::new(format!("the files together are larger than {size}"))
        .hint("split them into several configurations, each with its own root file")
}

/// A root file and its real path.
struct Root {
    /// The path that the user gave.
    named: PathBuf,
    /// Canonical, and inside `folder`.
    real: PathBuf,
    /// The directory of `named`, canonical.
    folder: PathBuf,
}

/// Finds the root file. A symbolic link must lead to a file in its own directory: problems show lines of the target, and
/// includes and secrets are relative to the directory.
fn root(path: &Path) -> Result<Root, Problem> {
    let named = find(path)?;
    let shown = slashes(&named);
    let folder = match named.parent() {
        Some(it) if !it.as_os_str().is_empty() => it,
        _ => Path::new("."),
    };
    let both = folder.canonicalize().and_then(|it| Ok((it, named.canonicalize()?)));
    let (folder, real) = both.map_err(|error| source::unreadable(&shown, &error))?;
    if !real.starts_with(&folder) {
        return Err(Problem::new(
            "the root file is a symbolic link that leads out of its directory",
        )
        .at(Place::file(shown))
        .hint("point `-c` at the target of the link, or replace the link with the file itself"));
    }
    Ok(Root { named, real, folder })
}

/// The values of the root file only, unchecked. Problems come without source lines, because no schema says where the
/// secrets are.
///
/// # Errors
/// If the file cannot be read.
pub fn peek(path: &Path) -> Result<Tree, Problem> {
    let Root { named, real, .. } = root(path)?;
    let bare = |problem: Problem| {
        let place = problem.place.map(|it| Place { source: None, ..it });
        Problem { place, related: vec![], ..problem }
    };
    let room = Room::default();
    let source = source::read(&real, &slashes(&named), &room).map_err(|unread| match unread {
        Unread::Problem(problem) => bare(*problem),
        Unread::NoRoom => no_room(Limits::default()).at(Place::file(slashes(&named))),
    })?;
    let Parsed { tree, problems, .. } = Tree::parse(&source);
    let first = problems.into_iter().next().map(bare);
    tree.ok_or_else(|| first.unwrap_or_else(|| no_mapping(&source, Type::Null)))
}

/// The root file and its includes as globs, for editors. A root file that cannot be read has no includes.
pub fn globs(path: &Path) -> Vec<String> {
    let root = if path.is_dir() { path.join(ROOT_FILE) } else { path.to_path_buf() };
    let mut globs = vec![slashes(&root)];
    let tree = peek(path).ok();
    if let Some(include) = tree.as_ref().and_then(|it| it.root().get("include")) {
        let beside = root.parent().unwrap_or(Path::new(""));
        globs.extend(include.items().filter_map(|it| Some(slashes(&beside.join(it.text()?)))));
    }
    globs
}

fn find(path: &Path) -> Result<PathBuf, Problem> {
    if !path.is_dir() {
        return Ok(path.to_path_buf());
    }
    let root = path.join(ROOT_FILE);
    if root.symlink_metadata().is_ok() {
        return Ok(root);
    }
    let folder = match slashes(path) {
        it if it.is_empty() => "this directory".to_owned(),
        it => format!("the directory `{it}`"),
    };
    let other = ["labwright.yml", ".labwright.yaml", ".labwright.yml"]
        .into_iter()
        .find(|it| path.join(it).is_file());
    Err(Problem::new(format!("`{ROOT_FILE}` not found in {folder}")).hint(match other {
        Some(other) => format!("rename `{other}` to `{ROOT_FILE}`, or point `-c` at it"),
        None => format!(
            "point `-c` at a file, or at a directory that contains a `{ROOT_FILE}`; `labwright init` creates one"
        ),
    }))
}

/// Reads the values of a file that is a mapping, or empty.
fn parse(source: &Arc<SourceText>, schemas: &Schemas, room: &Room) -> Parsed {
    let parsed = Tree::parse_within(source, room);
    match parsed.tree.as_ref().map(|it| it.root().value_type()) {
        None => schemas.known_keys().hide(&parsed.problems),
        Some(Type::Mapping | Type::Null) => {}
        // It is not one of our files, and any other problem would show its text.
        Some(other) => {
            return Parsed { tree: None, problems: vec![no_mapping(source, other)], ..parsed };
        }
    }
    parsed
}

/// What is wrong with the values of a file, other than what is `known`: values that could not be read.
fn check(
    file: &File,
    schemas: &Schemas,
    (part, relaxed): (Option<&Validator>, bool),
    is_root: bool,
    known: &[Problem],
) -> Vec<Problem> {
    let root = file.root();
    let mut problems = vec![];
    // An included file can be empty, for example if everything in it is commented out.
    if root.value_type() == Type::Null {
        if is_root {
            problems.push(
                Problem::new("the file is empty")
                    .at(Place::file(Arc::clone(&file.name)))
                    .hint(format!("start it with `version: {VERSION}`")),
            );
        }
        return problems;
    }
    if !part.is_some_and(|it| fits(it, &file.tree)) {
        let known: HashSet<_> =
            known.iter().filter_map(|it| it.place.as_ref()).map(|it| it.span.start).collect();
        let fresh =
            |it: &Problem| it.place.as_ref().is_none_or(|it| !known.contains(&it.span.start));
        match schemas.whole(relaxed) {
            Ok(whole) => problems.extend(validate(whole, &file.tree).into_iter().filter(fresh)),
            Err(problem) => problems.push(problem),
        }
    }
    problems.extend(version(root, is_root));
    if !is_root {
        problems.extend(root_only(root));
    }
    problems
}

/// For a file that is something else, such as a token: none of its text is shown.
fn no_mapping(source: &SourceText, found: Type) -> Problem {
    Problem::new(format!("the file must be a mapping, not {}", found.name()))
        .at(Place::file(Arc::clone(source.name())))
        .hint(match found {
            Type::List => "write `key: value` without the `-`",
            _ => "write `key: value` lines, with a space after the `:`",
        })
}

fn version(root: Cursor<'_>, is_root: bool) -> Option<Problem> {
    match root.get("version") {
        None if is_root && root.value_type() == Type::Mapping => Some(
            Problem::new("`version` is missing")
                .at(root.place())
                .hint(format!("add `version: {VERSION}` as the first line")),
        ),
        None => None,
        Some(written) if written.json() == VERSION || written.is_unfinished() => None,
        Some(written) => Some(
            Problem::new(format!(
                "this labwright only supports version {VERSION} of the file format"
            ))
            .at(written.best_place())
            .label("not supported")
            .hint(match written.value_type() {
                Type::Integer => format!("update labwright, or write `version: {VERSION}`"),
                _ => format!("write `version: {VERSION}`"),
            }),
        ),
    }
}

fn root_only(root: Cursor<'_>) -> impl Iterator<Item = Problem> {
    ROOT_ONLY.into_iter().filter_map(move |key| {
        let written = root.get(key)?;
        Some(
            Problem::new(format!("`{key}` is only allowed in the root file"))
                .at(written.key_place())
                .hint("move it to the file that includes this one"),
        )
    })
}

/// The included files, sorted by their path in the directory, each once.
fn included(
    tree: &Tree,
    folder: &Path,
    root: &Path,
    limits: Limits,
    problems: &mut Problems,
) -> Vec<(PathBuf, PathBuf)> {
    let Some(globs) = tree.root().get("include") else { return vec![] };
    let mut walk = Walk::new(folder, limits.names);
    for glob in globs.items() {
        let Some(text) = glob.text() else { continue };
        if let Err((message, hint)) = walk.add(text) {
            problems.push(Problem::new(message).at(glob.place()).hint(hint));
        }
        if !walk.may_go_on() {
            break;
        }
    }
    let mut found = walk.into_files();
    found.remove(root);
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by(|one, other| one.1.cmp(&other.1));
    found
}

/// Does the work for every item on all cores; the results are in the order of the items.
fn in_parallel<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(items.len());
    if cores < 2 {
        return items.iter().map(work).collect();
    }
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    let result = work(item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((index, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}
