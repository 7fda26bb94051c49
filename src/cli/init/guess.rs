//! Which project a folder is a clone of, and where its GitLab is: as the environment and the remote `origin` tell.
//!
//! Only a guess, and only ever shown and written into a file that a person reads. Nothing is asked of a server, and
//! nothing of an address but host and path is kept: a remote may hold a token.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::gitlab::Server;

/// A value and where it is from.
type Told = (String, String);

/// What could be guessed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Guess {
    pub server: Option<Told>,
    pub project: Option<Told>,
}

/// Hosts that are no GitLab, and whose clones are mirrors.
const OTHERS: [&str; 3] = ["github.com", "bitbucket.org", "codeberg.org"];

/// Variables that name the server, as everywhere in labwright.
const SERVER: [&str; 5] =
    ["LABWRIGHT_GITLAB_URL", "GITLAB_URL", "GITLAB_HOST", "GITLAB_URI", "GITLAB_BASE_URL"];

impl Guess {
    /// Looks at the environment, then at the folder.
    pub(super) fn look(folder: &Path, env: &dyn Fn(&str) -> Option<String>) -> Guess {
        let set = |name: &str| env(name).filter(|it| !it.trim().is_empty());
        let named = SERVER.iter().find_map(|it| Some((set(it)?, *it)));
        let server = named.and_then(|(url, name)| parsed(&url, name));
        if let Some(path) = set("CI_PROJECT_PATH").filter(|it| is_path(it)) {
            let ci = || set("CI_SERVER_URL").and_then(|it| parsed(&it, "CI_SERVER_URL"));
            let project = Some((path, "CI_PROJECT_PATH".to_owned()));
            return Guess { server: server.or_else(ci), project };
        }
        match remote(folder) {
            Some(remote) => Guess::of_remote(&remote, server),
            None => Guess { server, project: None },
        }
    }

    /// Of the address of a remote; `server` is what the environment names.
    fn of_remote(remote: &str, server: Option<Told>) -> Guess {
        const FROM: &str = "the git remote `origin`";
        let known = |host: &str| OTHERS.contains(&host);
        let Some((scheme, host, path)) = split(remote).filter(|it| !known(&it.1)) else {
            return Guess { server, project: None };
        };
        let server = server.or_else(|| parsed(&format!("{scheme}://{host}"), FROM));
        // The clone of another GitLab than the one that is named says nothing about that one. A GitLab below a path
        // has that path in the remote as well.
        let below = server.as_ref().and_then(|(url, _)| url.split_once("://")).map(|it| it.1);
        let (at, root) = below.map(|it| it.split_once('/').unwrap_or((it, ""))).unwrap_or_default();
        let same = at.split(':').next() == host.split(':').next();
        let path = path.strip_prefix(root).unwrap_or(&path).trim_matches('/').to_owned();
        let project = (same && is_path(&path)).then(|| (path, FROM.to_owned()));
        Guess { server, project }
    }
}

fn parsed(url: &str, source: &str) -> Option<Told> {
    Server::parse(url, source).ok().map(|it| (it.url, it.source))
}

fn remote(folder: &Path) -> Option<String> {
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["config", "--get", "remote.origin.url"]);
    let output = git.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned()).filter(|it| output.status.success() && !it.is_empty())
}

/// Scheme of the web, host (with its port where the remote speaks HTTP) and path of a remote, in all three forms that
/// git takes.
fn split(remote: &str) -> Option<(&'static str, String, String)> {
    let scheme = if remote.starts_with("http://") { "http" } else { "https" };
    let (host, path) = match remote.split_once("://") {
        Some(("http" | "https", rest)) => rest.split_once('/')?,
        Some(("ssh" | "git+ssh", rest)) => {
            let (host, path) = rest.split_once('/')?;
            // The port is that of SSH.
            (host.rsplit_once(':').map_or(host, |it| it.0), path)
        }
        Some(_) => return None,
        None => remote.split_once(':')?,
    };
    let host = host.rsplit_once('@').map_or(host, |it| it.1);
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let plain = |it: char| it.is_ascii_alphanumeric() || ".-:".contains(it);
    (host.contains('.') || host.starts_with("localhost")).then_some(())?;
    host.chars().all(plain).then(|| (scheme, host.to_owned(), path.to_owned()))
}

/// A full path as it can stand in YAML without quotes.
fn is_path(path: &str) -> bool {
    let plain = |it: char| it.is_ascii_alphanumeric() || "._-".contains(it);
    let part = |it: &str| {
        it.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_') && it.chars().all(plain)
    };
    path.contains('/') && path.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(remote: &str, named: Option<&str>, server: Option<&str>, project: Option<&str>) {
        let named = named.and_then(|it| parsed(it, "GITLAB_URL"));
        let guess = Guess::of_remote(remote, named);
        assert_eq!(guess.server.as_ref().map(|it| it.0.as_str()), server, "{remote}");
        assert_eq!(guess.project.as_ref().map(|it| it.0.as_str()), project, "{remote}");
    }

    #[test]
    fn a_remote_tells_server_and_project_in_every_form() {
        let (server, project) = (Some("https://gitlab.example.com"), Some("acme/sub/api"));
        for remote in [
            "git@gitlab.example.com:acme/sub/api.git",
            "gitlab.example.com:acme/sub/api",
            "ssh://git@gitlab.example.com:2222/acme/sub/api.git",
            "https://gitlab.example.com/acme/sub/api.git",
            "https://gitlab.example.com/acme/sub/api/",
            "https://oauth2:glpat-secret@gitlab.example.com/acme/sub/api.git",
        ] {
            check(remote, None, server, project);
        }
        check(
            "http://gitlab.example.com:8080/a/b",
            None,
            Some("http://gitlab.example.com:8080"),
            Some("a/b"),
        );
    }

    #[test]
    fn what_the_environment_names_goes_first() {
        let named = Some("https://gitlab.example.com/gitlab");
        check("https://gitlab.example.com/gitlab/a/b.git", named, named, Some("a/b"));
        check("git@gitlab.example.com:a/b.git", named, named, Some("a/b"));
        check("git@gitlab.com:a/b.git", named, named, None);
    }

    #[test]
    fn what_is_no_clone_of_a_gitlab_project_is_not_guessed() {
        for remote in [
            "git@github.com:a/b.git",
            "/srv/git/a.git",
            "../other",
            "file:///srv/a/b",
            "C:\\work\\b",
            "git@host:a/b",
            "",
        ] {
            check(remote, None, None, None);
        }
        let server = Some("https://gitlab.example.com");
        for remote in [
            "git@gitlab.example.com:b.git",
            "git@gitlab.example.com:a/{x}: y",
            "git@gitlab.example.com:a/12",
        ] {
            check(remote, None, server, None);
        }
    }
}
