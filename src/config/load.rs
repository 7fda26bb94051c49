//! From a path to all files of a configuration, each read and checked.
//!
//! What the files say together, duplicates between them for one, is not known here.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::include::{Walk, slashes};
use super::keys::Known;
use super::source::{self, Room, Unread};
use super::tree::{Cursor, Kind, Parsed, Tree};
use super::validate::{SchemaError, Validator, validate};
use super::words;
use crate::problem::{Place, Problem, Problems, SourceText};

/// What the root file is called in a folder.
pub const ROOT_FILE: &str = "labwright.yaml";
/// The version of the file format.
pub const VERSION: u64 = 1;

/// What only the root file may have.
const ROOT_ONLY: [&str; 2] = ["include", "gitlab"];

/// What the files of a configuration may take up, all together.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Names of files and folders that includes look at.
    pub names: usize,
    /// Bytes of the files.
    pub bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { names: 200_000, bytes: source::MAX_BYTES }
    }
}

/// The compiled schema of a file.
#[derive(Debug)]
pub struct Schemas {
    file: Validator,
    /// For texts that are not YAML, where only names tell.
    known_keys: Known,
}

impl Schemas {
    /// Compiles the schema of the files. What concerns `version` in it is left to [`load`], which knows better
    /// words for it and asks for it in every root file.
    ///
    /// # Errors
    /// If it is no valid schema.
    pub fn new(root: &Value) -> Result<Self, SchemaError> {
        let mut schema = root.clone();
        schema["dependencies"] = Value::Object(serde_json::Map::new());
        if let Some(version) = schema.pointer_mut("/properties/version") {
            *version = Value::Bool(true);
        }
        let file = Validator::new(schema)?;
        let known_keys = file.known_keys();
        Ok(Schemas { file, known_keys })
    }

    /// Reads a file; should it be no text, what is shown of it holds no secrets.
    fn read(&self, path: &Path, shown: &str, room: &Room) -> Result<Arc<SourceText>, Unread> {
        source::read(path, shown, room).inspect_err(|unread| {
            if let Unread::Problem(problem) = unread {
                self.known_keys.hide([&**problem]);
            }
        })
    }
}

/// One file, checked against the schema.
#[derive(Debug)]
pub struct File {
    /// As people should see it: relative to where the user points, with forward slashes.
    pub name: Arc<str>,
    /// Where it really is.
    pub path: PathBuf,
    /// Its text.
    pub source: Arc<SourceText>,
    /// Its values.
    pub tree: Tree,
}

impl File {
    /// Its outermost value: a mapping, or nothing if the file is empty.
    pub fn root(&self) -> Cursor<'_> {
        self.tree.root()
    }
}

/// A configuration: the root file, then the included ones by path.
#[derive(Debug)]
pub struct Loaded {
    /// At least the root file.
    pub files: Vec<File>,
    /// The folder that the root file is named in, canonical: secrets in files are relative to it.
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

    /// The place of a value of a file, by the keys and numbers of items that lead there; of the last value
    /// on the way if it ends before.
    pub fn place_of<S: AsRef<str>>(
        &self,
        file: usize,
        path: impl IntoIterator<Item = S>,
    ) -> Option<Place> {
        Some(self.files.get(file)?.tree.locate(path).best_place())
    }
}

/// Reads and checks a configuration; `path` is its root file, or a folder that holds one.
///
/// # Errors
/// Every problem of every file. Of a file that is not YAML the first mistake is reported.
pub fn load(path: &Path, schemas: &Schemas) -> Result<Loaded, Problems> {
    load_within(path, schemas, Limits::default(), &mut vec![])
}

/// [`load`], with limits of one's own. `inputs` are then the paths of all files that were looked at or that an apply reads
/// secrets from, whatever came of it; one file may be there by several paths.
///
/// # Errors
/// Every problem of every file, and what is beyond the limits.
pub fn load_within(
    path: &Path,
    schemas: &Schemas,
    limits: Limits,
    inputs: &mut Vec<PathBuf>,
) -> Result<Loaded, Problems> {
    let Root { named, real, folder } = root(path)?;
    inputs.extend([named.clone(), real.clone()]);
    let shown = slashes(&named);
    let room = Room::new(limits.bytes);
    let mut problems = Problems::new();
    let source = match schemas.read(&real, &shown, &room) {
        Ok(source) => source,
        Err(Unread::Problem(problem)) => return Err((*problem).into()),
        Err(Unread::NoRoom) => return Err(no_room(limits).at(Place::file(shown)).into()),
    };
    let checked = check(&source, schemas, true);
    problems.extend(checked.problems);
    let Some(tree) = checked.tree else { return Err(problems) };
    let secrets = |tree: &Tree| -> Vec<PathBuf> {
        tree.texts_under("file").map(|it| folder.join(it)).collect()
    };
    inputs.extend(secrets(&tree));
    let included = included(&tree, &folder, &real, limits, &mut problems);
    inputs.extend(included.iter().flat_map(|(path, it)| [path.clone(), folder.join(it)]));
    let beside = named.parent().unwrap_or(Path::new(""));
    let read = in_parallel(&included, |(path, relative)| {
        let shown = slashes(&beside.join(relative));
        schemas.read(path, &shown, &room).map(|it| (check(&it, schemas, false), it))
    });
    let mut files = vec![File { name: Arc::clone(source.name()), path: real, source, tree }];
    let mut fits = true;
    for ((path, _), read) in included.into_iter().zip(read) {
        match read {
            Err(Unread::Problem(problem)) => problems.push(*problem),
            Err(Unread::NoRoom) => fits = false,
            Ok((checked, source)) => {
                problems.extend(checked.problems);
                if let Some(tree) = checked.tree {
                    inputs.extend(secrets(&tree));
                    files.push(File { name: Arc::clone(source.name()), path, source, tree });
                }
            }
        }
    }
    if !fits {
        // Which of the files are read is a matter of chance, that there are too many is not.
        let include = files[0].root().get("include").map(|it| it.best_place());
        problems.push(Problem { place: include, ..no_room(limits) });
    }
    problems.into_result(Loaded { files, folder })
}

fn no_room(limits: Limits) -> Problem {
    let size = source::size(limits.bytes);
    Problem::new(format!("all files together are larger than {size}"))
        .hint("split them into several configurations, each with a root file of its own")
}

/// A root file, and where it really is.
struct Root {
    /// As it is named.
    named: PathBuf,
    /// Canonical, as the folder; within it.
    real: PathBuf,
    /// The folder that it is named in.
    folder: PathBuf,
}

/// Finds the root file. A link may lead to another file of its folder, and nowhere else: what it leads to is shown where
/// something is wrong with it, and includes and secrets are read beside it.
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
        return Err(Problem::new("the root file is a link that leads out of its folder")
            .at(Place::file(shown))
            .hint("point `-c` at the file that it leads to, or put the file itself here"));
    }
    Ok(Root { named, real, folder })
}

/// The values of the root file alone, unchecked, for what is needed without the rest. What is wrong with it is reported
/// without its text, as no schema says where secrets are.
///
/// # Errors
/// What makes the file unreadable.
pub fn peek(path: &Path) -> Result<Tree, Problem> {
    let Root { named, real, .. } = root(path)?;
    let bare = |problem: Problem| {
        let place = problem.place.map(|it| Place { source: None, ..it });
        Problem { place, related: vec![], ..problem }
    };
    let room = Room::new(source::MAX_BYTES);
    let source = source::read(&real, &slashes(&named), &room).map_err(|unread| match unread {
        Unread::Problem(problem) => bare(*problem),
        Unread::NoRoom => no_room(Limits::default()).at(Place::file(slashes(&named))),
    })?;
    let Parsed { tree, problems } = Tree::parse(&source);
    let first = problems.into_iter().next().map(bare);
    tree.ok_or_else(|| first.unwrap_or_else(|| no_mapping(&source, Kind::Null)))
}

/// The root file and what it includes as globs, for others who look for the files: editors. A root file that cannot
/// be read includes nothing.
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
        it if it.is_empty() => "this folder".to_owned(),
        it => format!("the folder `{it}`"),
    };
    let other = ["labwright.yml", ".labwright.yaml", ".labwright.yml"]
        .into_iter()
        .find(|it| path.join(it).is_file());
    Err(Problem::new(format!("{folder} has no file `{ROOT_FILE}`")).hint(match other {
        Some(other) => format!("rename `{other}` to `{ROOT_FILE}`, or point at it with `-c`"),
        None => format!(
            "point with `-c` at a file, or at a folder that holds a `{ROOT_FILE}`; `labwright init` writes a first one"
        ),
    }))
}

struct Checked {
    tree: Option<Tree>,
    problems: Vec<Problem>,
}

fn check(source: &Arc<SourceText>, schemas: &Schemas, is_root: bool) -> Checked {
    let parsed = Tree::parse(source);
    let mut problems = parsed.problems;
    let Some(tree) = parsed.tree else {
        schemas.known_keys.hide(&problems);
        return Checked { tree: None, problems };
    };
    let root = tree.root();
    if !matches!(root.kind(), Kind::Mapping | Kind::Null) {
        // It is not ours, and whatever else is wrong with it would repeat what it says.
        return Checked { tree: None, problems: vec![no_mapping(source, root.kind())] };
    }
    // An included file of which everything is commented out includes nothing, and that is fine.
    let empty = root.kind() == Kind::Null;
    if empty && is_root {
        problems.push(
            Problem::new("the file is empty")
                .at(Place::file(Arc::clone(source.name())))
                .hint(format!("begin with `version: {VERSION}`")),
        );
    } else if !empty {
        // What could not be read has been told already.
        let told: HashSet<_> =
            problems.iter().filter_map(|it| it.place.clone()).map(|it| it.span.start).collect();
        let fresh =
            |it: &Problem| it.place.as_ref().is_none_or(|it| !told.contains(&it.span.start));
        problems.extend(validate(&schemas.file, &tree).into_iter().filter(fresh));
        problems.extend(version(root, is_root));
        if !is_root {
            problems.extend(root_only(root));
        }
    }
    Checked { tree: Some(tree), problems }
}

/// For a file that is something else altogether, a token for one: nothing of it is shown.
fn no_mapping(source: &SourceText, found: Kind) -> Problem {
    Problem::new(format!("the file must be a mapping, not {}", words::kind(found)))
        .at(Place::file(Arc::clone(source.name())))
        .hint(match found {
            Kind::List => "write `key: value` without the `-`",
            _ => "write `key: value` lines, with a space after the `:`",
        })
}

fn version(root: Cursor<'_>, is_root: bool) -> Option<Problem> {
    match root.get("version") {
        None if is_root && root.kind() == Kind::Mapping => Some(
            Problem::new("the file does not say its version")
                .at(root.place())
                .hint(format!("begin with the line `version: {VERSION}`")),
        ),
        None => None,
        Some(written) if written.json() == VERSION || written.is_unfinished() => None,
        Some(written) => Some(
            Problem::new(format!("this labwright reads version {VERSION} of the file format"))
                .at(written.best_place())
                .label("another version")
                .hint(match written.kind() {
                    Kind::Integer => format!("update labwright, or write `version: {VERSION}`"),
                    _ => format!("write `version: {VERSION}`"),
                }),
        ),
    }
}

fn root_only(root: Cursor<'_>) -> impl Iterator<Item = Problem> {
    ROOT_ONLY.into_iter().filter_map(move |key| {
        let written = root.get(key)?;
        Some(
            Problem::new(format!("`{key}` can only be in the root file"))
                .at(written.key_place())
                .hint("move it to the file that includes this one"),
        )
    })
}

/// The included files by path from the folder, each once.
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

/// Does the work for every item on all cores; results are in the order of the items.
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
