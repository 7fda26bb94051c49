//! A directory with one file for each scope.
//!
//! **Invariants:** nothing is written into a directory that has anything in it, and no path leads out of the directory,
//! whatever GitLab returns as the path of a group or project.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

pub(in crate::cli) use super::checked::write;
use super::text::{Page, Unwritable};
use crate::cli::Exit;
use crate::config::load::ROOT_FILE;
use crate::config::slashes;
use crate::export::Export;
use crate::problem::Problem;
use crate::resource::Scope;

/// The root file, and a file for each scope.
pub(super) fn pages(export: &Export) -> Result<Vec<(PathBuf, Page)>, Unwritable> {
    let mut files = Vec::new();
    for (at, it) in export.scopes.iter().enumerate() {
        files.push((PathBuf::from(file(&it.scope)), Page::of(at, it)?));
    }
    let include = files.iter().map(|(name, _)| include(&slashes(name))).collect();
    files.insert(0, (PathBuf::from(ROOT_FILE), Page::root(export, &include)?));
    Ok(files)
}

/// What a root file includes for a file: everything in its directory, so that files of new projects are included as well.
fn include(name: &str) -> String {
    name.split_once('/').map_or_else(|| name.to_owned(), |(of, _)| format!("{of}/**/*.yaml"))
}

/// The file of a scope: `projects/acme/api.yaml`. Two scopes never have the same one, nor one that is the directory of
/// another.
fn file(scope: &Scope) -> String {
    let of = match scope {
        Scope::Instance => return "instance.yaml".to_owned(),
        Scope::Group(_) => "groups",
        _ => "projects",
    };
    let path = scope.full_path().unwrap_or_default();
    let mut segments: Vec<String> = path.split('/').map(segment).collect();
    let name = segments.pop().unwrap_or_default();
    let directories = segments.iter().map(|it| match it.strip_suffix(".yaml") {
        Some(rest) => format!("{rest}%2Eyaml"),
        None => it.clone(),
    });
    let parts = std::iter::once(of.to_owned()).chain(directories);
    format!("{}/{name}.yaml", parts.collect::<Vec<_>>().join("/"))
}

/// A part of a path as the name of a file. Characters that GitLab's paths do not have are written as in URLs, and so is a
/// dot at the beginning.
fn segment(text: &str) -> String {
    let mut name = String::new();
    for (at, it) in text.bytes().enumerate() {
        let plain = it.is_ascii_alphanumeric() || b"_-".contains(&it) || it == b'.' && at > 0;
        match plain {
            true => name.push(char::from(it)),
            // A text can always be written to.
            false => drop(write!(name, "%{it:02X}")),
        }
    }
    name
}

/// Refuses a directory in which something is, and what is not a directory.
pub(in crate::cli) fn check(folder: &Path) -> Result<(), (Exit, Problem)> {
    let shown = folder.display();
    let problem = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => Problem::new(format!("cannot write to {shown}: {error}")),
        Ok(mut inside) => match inside.next() {
            None => return Ok(()),
            Some(_) => Problem::new(format!("{shown} is not empty; nothing was written")),
        },
    };
    Err((Exit::Usage, problem.hint("choose a new or an empty directory")))
}

/// Writes the files, the root file last.
pub(super) fn write_all(folder: &Path, files: &[(PathBuf, Page)]) -> Result<(), (Exit, Problem)> {
    check(folder)?;
    for (name, page) in files.iter().rev() {
        let path = folder.join(name);
        write(&path, &page.text).map_err(|error| {
            let problem = Problem::new(format!("cannot write {}: {error}", path.display()));
            let hint = format!("delete what was written to {}, and try again", folder.display());
            (Exit::Refused, problem.hint(hint))
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Component;

    #[test]
    fn every_scope_has_a_file_of_its_own_in_the_directory() {
        assert_eq!(file(&Scope::instance()), "instance.yaml");
        assert_eq!(file(&Scope::group("acme/web.yaml/x")), "groups/acme/web%2Eyaml/x.yaml");
        let paths = [
            "acme",
            "acme/api",
            "acme/api.yaml",
            "acme/api.yaml/x",
            "acme/api/x",
            "acme/api%2Eyaml/x",
            "acme/api%2Eyaml",
            "..",
            ".",
            "",
            "../..",
            "a/../b",
            "/etc/passwd",
            "a//b",
            "a\\b",
            "C:",
            "a\nb",
            "a\0b",
            "~",
            "*",
            "{a,b}",
            "[a]",
            "a b",
            "ä",
            "-x",
        ];
        let mut seen = BTreeSet::new();
        for scope in paths.iter().flat_map(|it| [Scope::group(it), Scope::project(it)]) {
            let name = file(&scope);
            assert!(
                name.chars().all(|it| it.is_ascii_alphanumeric() || "/_-.%".contains(it)),
                "{name}"
            );
            let normal = |it: Component<'_>| matches!(it, Component::Normal(_));
            assert!(Path::new(&name).components().all(normal), "{name}");
            assert!(seen.insert(name.clone()), "{name}");
        }
        let above = |it: &String| seen.iter().any(|other| other.starts_with(&format!("{it}/")));
        assert!(!seen.iter().any(above), "{seen:?}");
    }
}
