//! The GitLab server, and why there is none, or no token for it.

use super::untrusted::one_line;
use reqwest::Url;
use std::path::PathBuf;

/// The GitLab server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// The root of the installation, without `/api/v4` and without a slash at the end: `https://gitlab.example.com`.
    pub url: String,
    /// Where the address was found: `GITLAB_URL`, `--gitlab-url`, …
    pub source: String,
}

impl Server {
    /// Reads an address as people write it: a bare host, a root, or the API's root.
    ///
    /// # Errors
    /// [`DiscoverError::Server`] for another scheme than http(s), a user or password, a query, or no address at all.
    pub fn parse(text: &str, source: &str) -> Result<Self, DiscoverError> {
        let refuse = |why: &str, shown: &str| DiscoverError::Server {
            source_name: source.to_owned(),
            shown: one_line(shown, 200),
            why: why.to_owned(),
        };
        let text = text.trim();
        if text.is_empty() {
            return Err(refuse("it is empty", text));
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(refuse("it contains white space or control characters", text));
        }
        let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        // Anything before the last `@` may contain a password: such an address is never shown.
        if full.split(['?', '#']).next().is_some_and(|address| address.contains('@')) {
            return Err(refuse(
                "it contains a user or password, which would appear in logs; set GITLAB_TOKEN to the token instead",
                "(not shown)",
            ));
        }
        let url = Url::parse(&full).map_err(|error| refuse(&error.to_string(), text))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("only http:// and https:// are supported", text));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("it has a query or a fragment", text));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(refuse("it has no host", text));
        }
        let root = url.as_str().trim_end_matches('/');
        let root = root.strip_suffix("/api/v4").unwrap_or(root).trim_end_matches('/');
        Ok(Self { url: root.to_owned(), source: source.to_owned() })
    }

    /// Whether the address is this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let url = Url::parse(&self.url).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let address = host.trim_start_matches('[').trim_end_matches(']');
        host == "localhost"
            || host.ends_with(".localhost")
            || address.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
    }

    /// Whether the connection is encrypted.
    pub(crate) fn is_https(&self) -> bool {
        self.url.starts_with("https://")
    }
}

/// Why there is no usable server or token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiscoverError {
    /// An address that is not valid.
    #[error(
        "{source_name}: `{shown}` is not a GitLab address: {why}. Write it like https://gitlab.example.com"
    )]
    Server {
        /// The flag, variable, or file with the address.
        source_name: String,
        /// The address, unless it contains a password.
        shown: String,
        /// What is wrong with it.
        why: String,
    },
    /// Nothing names a server. There is no default: a token is only sent to a server that someone named.
    #[error(
        "no server: nothing names the GitLab to use. Set GITLAB_URL, set gitlab.url in labwright.yaml, or use --gitlab-url"
    )]
    NoServer,
    /// An address of a file, in a job in which a file alone cannot choose the server.
    #[error(
        "gitlab.url in the file is {shown}, but in a CI job a file alone cannot choose the server that gets the token: {why}. \
         If this is the right server, name it in the pipeline: set GITLAB_URL, or use --gitlab-url"
    )]
    Elsewhere {
        /// The address in the file.
        shown: String,
        /// Why the job's variables do not allow it.
        why: String,
    },
    /// A proxy setting that is not valid.
    #[error("{variable}: `{shown}` is not a valid proxy setting: {why}. Write it like {form}")]
    Proxy {
        /// The variable.
        variable: String,
        /// Its value, without credentials.
        shown: String,
        /// What is wrong with it.
        why: String,
        /// Its correct form.
        form: &'static str,
    },
    /// A token that cannot be used.
    #[error("the token in {source_name} cannot be used: {why}. {MAKE_A_TOKEN}")]
    Token {
        /// The variable or file with the token.
        source_name: String,
        /// What is wrong with it.
        why: String,
    },
    /// A token file that cannot be read.
    #[error("the token file {} cannot be read: {why}", path.display())]
    TokenFile {
        /// The file that was asked for.
        path: PathBuf,
        /// The error of the operating system.
        why: String,
    },
    /// No token anywhere.
    #[error("no token: GITLAB_TOKEN is not set. {MAKE_A_TOKEN}")]
    NoToken,
    /// Only the token of the CI job is there.
    #[error(
        "no token: only CI_JOB_TOKEN is set, and a job token is not allowed to read or write what labwright manages. \
         {MAKE_A_TOKEN} In CI, store it as a masked variable"
    )]
    OnlyJobToken,
    /// The merge request is on another server than the plan, and there is no token for it.
    #[error(
        "no token for {here}, the server of the merge request: the given token is for {planned}, and is only sent there. \
         Set LABWRIGHT_REVIEW_TOKEN to a token for {here} with the scope api"
    )]
    OtherServer {
        /// The server of the merge request.
        here: String,
        /// The server of the given token.
        planned: String,
    },
}

/// The hint for every problem with a token.
const MAKE_A_TOKEN: &str = "Create a personal, project, or group access token with the scope api \
    (read_api is enough for a plan), and set GITLAB_TOKEN to it or write it to a file for --token-file.";
