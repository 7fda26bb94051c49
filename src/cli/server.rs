//! Server and token of commands that need no files.
//!
//! A file is read only for its `gitlab.url`. **Invariant:** if the file cannot be read, the token never goes to a server
//! of lower precedence: the file might name another one.

use std::path::Path;

use super::{Exit, Global, environment, output, session};
use crate::config::load::{self, ROOT_FILE};
use crate::gitlab::{Reader, Settings, named_above_file};
use crate::problem::{Place, Problem};
use crate::render;

/// Finds server and token, for a command that has no plan to choose from.
pub(super) fn reader(global: &Global) -> Result<Reader, (Exit, Problem)> {
    if !global.only.is_empty() {
        let problem = Problem::new("this command does not support --only");
        return Err((Exit::Usage, problem.hint("name the object itself, or use filters")));
    }
    let asked_for = is_asked_for(&global.config);
    let url = match file_url(&global.config, asked_for) {
        Ok(url) => url,
        Err(problem) if asked_for => return Err((Exit::Usage, problem)),
        Err(problem) => {
            let Some((_, source)) =
                named_above_file(global.gitlab_url.as_deref(), &environment::lookup)
            else {
                let hint = "fix the file, or name the server with --gitlab-url or GITLAB_URL";
                return Err((Exit::Usage, problem.hint(hint)));
            };
            let text = format!("{problem}; using the server from {source}");
            output::say(global, &render::warning(&text, output::paint_stderr(global)));
            None
        }
    };
    session::reader(global, url.as_deref())
}

/// Whether a root file was named on the command line.
fn is_asked_for(config: &Path) -> bool {
    config != Path::new(".")
}

/// The settings for comments; a problem with the root file counts like a missing token.
pub(super) fn for_comments(global: &Global) -> Result<Settings, Problem> {
    let url = file_url(&global.config, is_asked_for(&global.config))?;
    let (flag, token_file) = (global.gitlab_url.as_deref(), global.token_file.as_deref());
    let found = Settings::for_comments(flag, token_file, url.as_deref(), &environment::lookup);
    found.map_err(|error| Problem::new(error.to_string()))
}

/// The connection for comments, status checks, and deployment records.
pub(super) fn beside(global: &Global) -> Result<Reader, Problem> {
    session::connect(global, for_comments(global)?).map_err(|(_, problem)| problem)
}

/// The URL that a root file names. A missing file is a problem only if it was requested.
fn file_url(path: &Path, asked_for: bool) -> Result<Option<String>, Problem> {
    let root = if path.is_dir() { path.join(ROOT_FILE) } else { path.to_path_buf() };
    if !asked_for && root.symlink_metadata().is_err() {
        return Ok(None);
    }
    let tree = load::peek(&root)?;
    let url = tree.root().get("gitlab").and_then(|it| it.get("url"));
    match url {
        None => Ok(None),
        Some(url) => match url.text() {
            Some(text) => Ok(Some(text.to_owned())),
            None => {
                let place = Place { source: None, ..url.best_place() };
                Err(Problem::new("`gitlab.url` is not a URL").at(place))
            }
        },
    }
}
