//! What a commit by the API does: the branch that it is for, the changes to files, and the checks of a push, in GitLab's order.
//!
//! As recorded (`commits_rest`, `commits_actions`, `commits_branches`, `commits_pushed`); of git's own checks, the texts are those
//! of the recordings.

use std::collections::BTreeSet;

use super::branches::is_branch_name;
use super::push_rules;
use crate::sandbox::http::{Call, Refusal};
use crate::sandbox::world::Project;
use crate::sandbox::world::branch_rules::{is_protected, may_push};
use crate::sandbox::world::commits::NewCommit;
use crate::sandbox::world::contents::{File, Files, Signature, sha256};
use crate::sandbox::world::default_branch::{self, may_begin};
use crate::sandbox::world::hash::made_up_sha;

/// One change to a file.
pub(super) struct Change {
    pub(super) action: Action,
    pub(super) path: String,
    pub(super) last_commit: Option<String>,
}

/// What a change does.
pub(super) enum Action {
    Create { bytes: Vec<u8>, executable: bool },
    Update { bytes: Vec<u8>, executable: Option<bool> },
    Move { from: String, bytes: Option<Vec<u8>> },
    Delete,
    Chmod { executable: bool },
}

/// Where the commit goes, and how it is signed.
pub(super) struct Target {
    pub(super) branch: String,
    pub(super) start_branch: Option<String>,
    pub(super) start_sha: Option<String>,
    pub(super) force: bool,
    pub(super) message: String,
    pub(super) author: (Option<String>, Option<String>),
}

fn refused(text: impl Into<String>) -> Refusal {
    Refusal::message(400, text.into())
}

/// Whether the caller can push to a branch, which may not exist.
pub(super) fn allowed(call: &mut Call<'_>, branch: &str) -> Result<bool, Refusal> {
    let (me, level) = (call.me(), call.level()?);
    let id = call.project_id()?;
    let project = call.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
    let pushes = may_push(call.world, project, branch, me);
    Ok(match project.branches.is_empty() {
        true => {
            let covered = is_protected(call.world, project, branch);
            may_begin(call.world, project, level) || covered && pushes
        }
        false => pushes,
    })
}

/// The commit that the new one follows; none for the first one.
fn start(project: &Project, target: &Target) -> Result<Option<String>, Refusal> {
    let off_branch = || refused("You can only create or edit files when you are on a branch");
    let own = project.branches.get(&target.branch);
    let begins = |it: &String| *it != target.branch;
    let elsewhere = target.start_branch.as_ref().is_some_and(begins) || target.start_sha.is_some();
    if own.is_some() && elsewhere && !target.force {
        let name = &target.branch;
        return Err(refused(format!(
            "A branch called '{name}' already exists. Switch to that branch in order to make changes"
        )));
    }
    if let Some(sha) = &target.start_sha {
        let whole = sha.len() == 40 && sha.bytes().all(|it| it.is_ascii_hexdigit());
        return match whole {
            false => Err(refused(format!("Invalid start_sha '{sha}'"))),
            true if !project.commits.contains(sha) => {
                Err(refused(format!("Cannot find start_sha '{sha}'")))
            }
            true => Ok(Some(sha.clone())),
        };
    }
    if project.branches.is_empty() {
        return Ok(None);
    }
    let from = target.start_branch.as_ref().unwrap_or(&target.branch);
    project.branches.get(from).map(|it| Some(it.sha.clone())).ok_or_else(off_branch)
}

/// A path as GitLab stores it.
fn normal(path: &str) -> Result<String, Refusal> {
    if path.split('/').any(|part| part == "..") {
        return Err(refused("Path cannot include directory traversal"));
    }
    let plain = path.strip_prefix('/').unwrap_or(path);
    let plain = plain.strip_prefix("./").unwrap_or(plain);
    let plain = plain.strip_suffix('/').unwrap_or(plain);
    let odd = |part: &str| part.is_empty() || part == "." || part.eq_ignore_ascii_case(".git");
    match plain.split('/').any(odd) {
        true => Err(refused(format!("invalid path: '{path}'"))),
        false => Ok(plain.to_owned()),
    }
}

/// Refuses a path that cannot be added.
fn is_free(files: &Files, path: &str) -> Result<(), Refusal> {
    let mut above = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    if files.contains_key(path) || above.any(|it| files.contains_key(it)) {
        return Err(refused("A file with this name already exists"));
    }
    let inside = format!("{path}/");
    match files.range(inside.clone()..).next().is_some_and(|(it, _)| it.starts_with(&inside)) {
        true => Err(refused("A directory with this name already exists")),
        false => Ok(()),
    }
}

/// What `git lfs` stores of a file instead of its content, if the attributes ask for that. An update of a file stores the content
/// itself (measured).
fn pointer(project: &Project, files: &Files, path: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let attributes = files.get(".gitattributes")?;
    let text = String::from_utf8_lossy(&attributes.bytes);
    let name = path.rsplit('/').next().unwrap_or(path);
    let fits = |line: &&str| {
        let pattern = line.split_whitespace().next().unwrap_or("");
        let ending = pattern.strip_prefix('*').is_some_and(|it| name.ends_with(it));
        (ending || pattern == name || pattern == path) && line.contains("filter=lfs")
    };
    let applies = project.setting("lfs_enabled") != false && text.lines().any(|it| fits(&it));
    applies.then(|| {
        let head = "version https://git-lfs.github.com/spec/v1";
        format!("{head}\noid sha256:{}\nsize {}\n", sha256(bytes), bytes.len()).into_bytes()
    })
}

fn known<'f>(files: &'f Files, path: &str) -> Result<&'f File, Refusal> {
    files.get(path).ok_or_else(|| refused("A file with this name doesn't exist"))
}

/// Applies the changes. `stale` is how the endpoint says that a file has changed.
fn apply(
    project: &Project,
    files: &mut Files,
    changes: &[Change],
    stale: fn(&Change) -> String,
    sha: &str,
) -> Result<BTreeSet<String>, Refusal> {
    let begun = files.clone();
    for change in changes {
        let path = normal(&change.path)?;
        let adds = matches!(change.action, Action::Create { .. } | Action::Move { .. });
        // An ID that is not known protects nothing.
        let since = change.last_commit.as_ref().filter(|it| project.commits.contains(*it));
        if let (false, Some(since), Some(file)) = (adds, since, begun.get(&path))
            && !project.contains(since, &file.commit)
        {
            return Err(refused(stale(change)));
        }
    }
    let mut touched = BTreeSet::new();
    for change in changes {
        let path = normal(&change.path)?;
        let file = match &change.action {
            Action::Create { bytes, executable } => {
                is_free(files, &path)?;
                let stored = pointer(project, files, &path, bytes);
                let bytes = stored.unwrap_or_else(|| bytes.clone());
                Some(File { executable: *executable, ..File::new(bytes, sha) })
            }
            Action::Update { bytes, executable } => {
                let before = known(files, &path)?;
                let executable = executable.unwrap_or(before.executable);
                Some(File { executable, ..File::new(bytes.clone(), sha) })
            }
            Action::Move { from, bytes } => {
                let from = normal(from)?;
                let before = known(files, &from)?.clone();
                is_free(files, &path)?;
                files.remove(&from);
                touched.insert(from);
                let bytes = bytes.clone().map_or(before.bytes, std::sync::Arc::new);
                Some(File { bytes, commit: sha.to_owned(), ..before })
            }
            Action::Delete => {
                known(files, &path)?;
                None
            }
            Action::Chmod { executable } => {
                let before = known(files, &path)?.clone();
                Some(File { executable: *executable, commit: sha.to_owned(), ..before })
            }
        };
        match file {
            Some(file) => drop(files.insert(path.clone(), file)),
            None => drop(files.remove(&path)),
        }
        touched.insert(path);
    }
    Ok(touched)
}

/// Lines that a commit adds and deletes, whatever their order.
fn stats(before: &Files, after: &Files, touched: &BTreeSet<String>) -> (usize, usize) {
    let lines = |file: Option<&File>| -> Vec<String> {
        let text = file.map(|it| String::from_utf8_lossy(&it.bytes).into_owned());
        text.unwrap_or_default().lines().map(str::to_owned).collect()
    };
    touched.iter().fold((0, 0), |(added, deleted), path| {
        let (mut old, new) = (lines(before.get(path)), lines(after.get(path)));
        let mut fresh = 0;
        for line in new {
            match old.iter().position(|it| *it == line) {
                Some(at) => drop(old.remove(at)),
                None => fresh += 1,
            }
        }
        (added + fresh, deleted + old.len())
    })
}

/// What came of a commit.
pub(super) struct Made {
    pub(super) sha: String,
    /// Lines that it adds and deletes.
    pub(super) stats: (usize, usize),
}

/// Makes a commit.
pub(super) fn push(
    call: &mut Call<'_>,
    target: &Target,
    changes: &[Change],
    stale: fn(&Change) -> String,
) -> Result<Made, Refusal> {
    let (id, me, now) = (call.project_id()?, call.me(), call.world.now);
    let project = call.project()?.clone();
    let parent = start(&project, target)?;
    let is_new = !project.branches.contains_key(&target.branch) && parent.is_some();
    let name = &target.branch;
    let uncreated = |why: &str| {
        refused(format!("Something went wrong when we tried to create '{name}' for you: {why}"))
    };
    if !is_branch_name(name) {
        return Err(uncreated("Branch name is invalid"));
    }
    let rule = push_rules::of(call.world, id);
    if is_new && let Some(pattern) = rule.as_ref().and_then(|it| it.forbids_branch(name)) {
        return Err(uncreated(&format!(
            "Cannot create branch. The branch name must match this regular expression: {pattern}"
        )));
    }
    let sha = made_up_sha(&format!("{} {name} {}", project.path, now.0));
    let before = parent.as_ref().map(|it| project.files(it)).unwrap_or_default();
    let mut files = (*before).clone();
    let touched = apply(&project, &mut files, changes, stale, &sha)?;
    let user = call.world.users.get(&me);
    let own = user.map(|it| (it.name.clone(), it.email.clone())).unwrap_or_default();
    if let Some(rule) = &rule {
        let added = touched.iter().filter_map(|it| Some((it.as_str(), files.get(it)?)));
        rule.check(name, &target.message, &own.1, added).map_err(refused)?;
    }
    let (author, email) = target.author.clone();
    let author = (author.unwrap_or_else(|| own.0.clone()), email.unwrap_or_else(|| own.1.clone()));
    let blank = target.message.trim().is_empty();
    let stats = stats(&before, &files, &touched);
    let first = project.default_branch.is_none();
    let commit = NewCommit {
        sha: sha.clone(),
        branch: name.clone(),
        parent,
        files,
        message: if blank { String::from("No commit message") } else { target.message.clone() },
        signature: Signature { author, committer: own, at: now },
    };
    call.world.commit(id, commit);
    if first {
        default_branch::later(call.world, id);
    }
    Ok(Made { sha, stats })
}
