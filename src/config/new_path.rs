//! What GitLab refuses in the path of a new project or group. What exists can have such a path: it is older than the rule.
//!
//! GitLab's own addresses reserve words: at the top level what follows the host, below it what follows a project
//! (measured on GitLab 18.9 with `admin`, `badges`, `edit`, `new`, `tree`, and `wikis`; the others are in its documentation, "Reserved project
//! and group names").

use crate::problem::{Place, Problem};
use crate::resource::Scope;

const TOP_LEVEL: &[&str] = &[
    "-",
    ".well-known",
    "404.html",
    "422.html",
    "500.html",
    "502.html",
    "503.html",
    "admin",
    "api",
    "apple-touch-icon.png",
    "assets",
    "dashboard",
    "deploy.html",
    "explore",
    "favicon.ico",
    "favicon.png",
    "groups",
    "health_check",
    "help",
    "import",
    "jwt",
    "login",
    "o",
    "oauth",
    "profile",
    "projects",
    "public",
    "robots.txt",
    "s",
    "search",
    "sitemap",
    "sitemap.xml",
    "sitemap.xml.gz",
    "slash-command-logo.png",
    "snippets",
    "unsubscribes",
    "uploads",
    "users",
    "v2",
];

const BELOW: &[&str] = &[
    "-",
    "badges",
    "blame",
    "blob",
    "builds",
    "commits",
    "create",
    "create_dir",
    "edit",
    "files",
    "find_file",
    "new",
    "preview",
    "raw",
    "refs",
    "tree",
    "update",
    "wikis",
];

/// The longest path segment, in characters.
const LONGEST: usize = 255;

/// What is wrong with the path of a project or group that is created or moved there; `place` is its own, and `asks` that of
/// what creates or moves it.
pub(super) fn refused(scope: &Scope, place: &Place, asks: &Place) -> Option<Problem> {
    let path = scope.full_path()?;
    let last = path.rsplit('/').next().unwrap_or(path);
    let reserved = if path.contains('/') { BELOW } else { TOP_LEVEL };
    let special = |it: char| "_-.".contains(it);
    let is_group = matches!(scope, Scope::Group(_));
    let what = if reserved.iter().any(|it| it.eq_ignore_ascii_case(last)) {
        format!("`{last}` is a word that GitLab reserves for its own addresses")
    } else if last.split(special).any(str::is_empty) {
        format!("`{last}` begins or ends with one of `_`, `-`, and `.`, or has two in a row")
    } else if is_group && last.len() < 2 {
        format!("`{last}` has one character, and the path of a group at least two")
    } else if last.len() > LONGEST {
        format!("its last part has {} characters, and can have {LONGEST}", last.len())
    } else {
        return None;
    };
    let problem = Problem::new(format!("GitLab accepts no new path like that of {scope}: {what}"));
    let problem = problem.at(place.clone()).hint("choose another path");
    Some(problem.related(asks.clone(), "this creates it, or moves it there"))
}
