//! Where GitLab is and which token opens it, from flags, environment and file.
//!
//! Nothing here talks to the network, and no message shows a token or a password.

use super::job::{self, OWN_SERVER};
use super::known::{self, known, names_a_variable};
use super::mask::Mask;
use super::proxy::{self, Proxy};
use super::untrusted::one_line;
use reqwest::Url;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The most requests that may be under way at once.
pub const MAX_PARALLELISM: usize = 64;
/// The number of requests under way at once when nobody says otherwise.
pub const DEFAULT_PARALLELISM: usize = 16;

/// The environment variables that name the server and stand above the file, the first one first.
const ABOVE_FILE: [&str; 5] =
    ["LABWRIGHT_GITLAB_URL", "GITLAB_URL", "GITLAB_HOST", "GITLAB_URI", "GITLAB_BASE_URL"];
/// The source of an address that a file names.
const IN_THE_FILE: &str = "gitlab.url";
/// No token is longer; a file that is cannot be meant.
const LONGEST_TOKEN: usize = 16 * 1024;

/// Prefixes of tokens that cannot do labwright's work, and why.
const WRONG_KIND: [(&str, &str); 7] = [
    (
        "glcbt-",
        "a CI/CD job token: it may not read or write settings, protected branches, hooks or status checks",
    ),
    ("gldt-", "a deploy token: it opens repositories and registries, not the API"),
    ("glrt-", "a runner's token: it only lets a runner fetch jobs"),
    ("glptt-", "a pipeline trigger token: it only starts pipelines"),
    ("glft-", "a feed token: it only reads feeds"),
    ("glffct-", "a feature flags token: it only reads feature flags"),
    ("gloas-", "the secret of an OAuth application, not a token"),
];

/// The GitLab that is talked to.
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
            return Err(refuse("it holds white space or control characters", text));
        }
        let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
        // A password may stand anywhere before the last `@`: such an address is never shown.
        if full.split(['?', '#']).next().is_some_and(|address| address.contains('@')) {
            return Err(refuse(
                "a user or password in it would end up in logs; the token goes into GITLAB_TOKEN",
                "(not shown)",
            ));
        }
        let url = Url::parse(&full).map_err(|error| refuse(&error.to_string(), text))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("only http:// and https:// can be used", text));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("it has a query or a fragment", text));
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(refuse("it names no host", text));
        }
        let root = url.as_str().trim_end_matches('/');
        let root = root.strip_suffix("/api/v4").unwrap_or(root).trim_end_matches('/');
        Ok(Self { url: root.to_owned(), source: source.to_owned() })
    }

    /// Whether the address is this machine itself.
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

/// An access token. It has no `Display`, no `Serialize`, and its `Debug` is masked.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// Checks what stands in a variable or a file; white space at the ends is dropped.
    ///
    /// # Errors
    /// [`DiscoverError::Token`] when it is empty, holds line breaks, or is of a kind that cannot work. It is never shown.
    pub fn parse(text: &str, source: &str) -> Result<Self, DiscoverError> {
        let refuse = |why: &str| DiscoverError::Token {
            source_name: source.to_owned(),
            why: why.to_owned(),
        };
        let text = text.trim();
        if text.is_empty() {
            return Err(refuse("it is empty"));
        }
        if text.len() > LONGEST_TOKEN {
            return Err(refuse("it is longer than any token"));
        }
        if names_a_variable(text) {
            // A name is shown: it says which variable to look at.
            return Err(refuse(&format!(
                "it is `{text}`, the name of a variable that was not expanded: that variable is not defined here, or it is \
                 protected and this is no protected branch or tag"
            )));
        }
        if text == "[MASKED]" {
            return Err(refuse(
                "it is `[MASKED]`, which GitLab writes into job logs in place of a value",
            ));
        }
        if text.contains(['\n', '\r']) {
            return Err(refuse("it has several lines: one line with the token alone is wanted"));
        }
        if text.contains(|c: char| !c.is_ascii_graphic()) {
            return Err(refuse(
                "it holds spaces, control characters or letters outside ASCII, so it is no token",
            ));
        }
        match WRONG_KIND.iter().find(|(prefix, _)| text.starts_with(prefix)) {
            Some((_, why)) => Err(refuse(&format!("it is {why}"))),
            None => Ok(Self(SecretString::from(text))),
        }
    }

    pub(crate) fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

/// All that a [`Reader`](super::Reader) needs to know.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The GitLab to talk to.
    pub server: Server,
    /// The token that is sent to it, and to nothing else.
    pub token: Token,
    /// How many requests may be under way at once, from 1 to [`MAX_PARALLELISM`].
    pub parallelism: usize,
    /// How many runs share the token, and so its rate limit: the shards of one plan, else 1.
    pub runs: usize,
    /// A PEM file of certificates to trust besides those of the system (`CI_SERVER_TLS_CA_FILE`).
    pub ca_file: Option<PathBuf>,
    /// The PEM file that the system's certificates come from, where it was named (`SSL_CERT_FILE`).
    pub system_ca_file: Option<PathBuf>,
    /// The proxy that leads to the server.
    pub proxy: Option<Proxy>,
    /// The longest time to wait for a connection.
    pub connect_timeout: Duration,
    /// The longest silence: from the request to the answer's first byte, and between two bytes of it.
    pub silence_timeout: Duration,
    /// The longest time that one attempt may take, from connecting to the last byte of the answer.
    pub timeout: Duration,
    /// The wait before a first repetition; it doubles, with jitter.
    pub retry_delay: Duration,
    /// The longest wait that a server may ask for.
    pub longest_wait: Duration,
    /// The largest answer, in bytes after decompression.
    pub body_limit: usize,
    /// The most memory, in bytes, that all answers may take that are there at the same time.
    pub memory_limit: usize,
    /// Other tokens that are at hand: shown and sent on as little as the token itself.
    pub(crate) known: Vec<SecretString>,
}

impl Settings {
    /// The usual limits for this server and token.
    pub fn new(server: Server, token: Token) -> Self {
        Self {
            server,
            token,
            parallelism: DEFAULT_PARALLELISM,
            runs: 1,
            ca_file: None,
            system_ca_file: None,
            proxy: None,
            connect_timeout: Duration::from_secs(10),
            silence_timeout: Duration::from_secs(60),
            timeout: Duration::from_secs(300),
            retry_delay: Duration::from_millis(500),
            longest_wait: Duration::from_secs(60),
            body_limit: 64 << 20,
            memory_limit: 512 << 20,
            known: Vec::new(),
        }
    }

    /// Finds every token that is at hand.
    pub(crate) fn mask(&self) -> Mask {
        let known = self.known.iter().map(ExposeSecret::expose_secret);
        Mask::of(known.chain([self.token.expose()]))
    }

    /// The same for values of answers, where a token of a few characters would be found in what is none.
    pub(crate) fn mask_of_values(&self) -> Mask {
        let known = self.known.iter().map(ExposeSecret::expose_secret);
        Mask::of(known.chain([self.token.expose()]).filter(|it| it.len() >= known::SHORTEST))
    }

    /// [`discover`], and the certificates of `CI_SERVER_TLS_CA_FILE`.
    ///
    /// # Errors
    /// Those of [`discover`].
    pub fn discover(
        flag_url: Option<&str>,
        token_file: Option<&Path>,
        file_url: Option<&str>,
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, DiscoverError> {
        let (server, token) = discover(flag_url, token_file, file_url, env)?;
        Self::new(server, token).surrounded(env)
    }
}

impl Settings {
    /// What the environment says besides server and token: certificates, a proxy, other tokens.
    fn surrounded(self, env: &dyn Fn(&str) -> Option<String>) -> Result<Self, DiscoverError> {
        let file = |name| set(env, name).map(PathBuf::from);
        Ok(Self {
            ca_file: file("CI_SERVER_TLS_CA_FILE"),
            system_ca_file: file("SSL_CERT_FILE"),
            proxy: proxy::find(&self.server, env)?,
            known: known(env),
            ..self
        })
    }
}

/// The variable that holds the token for comments.
const REVIEW_TOKEN: &str = "LABWRIGHT_REVIEW_TOKEN";

impl Settings {
    /// The server that the merge request is on, and a token for it. In a job that is the server that runs it, whichever
    /// GitLab the plan is for; else it is that of [`discover`]. `LABWRIGHT_REVIEW_TOKEN` is for it; the token of
    /// [`discover`] is taken where both are one server, and never sent to another.
    ///
    /// # Errors
    /// Those of [`discover`]; no token for that server.
    pub fn for_comments(
        flag_url: Option<&str>,
        token_file: Option<&Path>,
        file_url: Option<&str>,
        env: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Self, DiscoverError> {
        let planned = server(flag_url, file_url, env);
        let job = OWN_SERVER.iter().find_map(|name| Some((set(env, name)?, *name)));
        let here = match job {
            Some((url, name)) => Server::parse(&url, name)?,
            None => planned.clone()?,
        };
        let token = match set(env, REVIEW_TOKEN).map(Zeroizing::new) {
            Some(text) => checked(&text, REVIEW_TOKEN, env)?,
            None => match planned? {
                planned if planned.url == here.url => token(token_file, env)?,
                planned => {
                    let (here, planned) = (here.url, planned.url);
                    return Err(DiscoverError::OtherServer { here, planned });
                }
            },
        };
        Self::new(here, token).surrounded(env)
    }
}

/// Why there is no server or no token to work with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiscoverError {
    /// An address that cannot be used.
    #[error(
        "{source_name}: `{shown}` is not a GitLab address: {why}. Write it like https://gitlab.example.com"
    )]
    Server {
        /// The flag, variable or file it came from.
        source_name: String,
        /// The address, unless it holds a password.
        shown: String,
        /// What is wrong with it.
        why: String,
    },
    /// Nothing names a server. There is no default: a token goes only where somebody sent it.
    #[error(
        "no server: nothing names the GitLab to use. Set GITLAB_URL, write gitlab.url in labwright.yaml, or use --gitlab-url"
    )]
    NoServer,
    /// An address that a file names, in a job where the file alone may not choose the server.
    #[error(
        "gitlab.url in the file is {shown}, and in a CI job a file alone does not decide which server gets the token: {why}. \
         If you mean that server, name it where the pipeline is defined: set GITLAB_URL, or use --gitlab-url"
    )]
    Elsewhere {
        /// What the file says.
        shown: String,
        /// What the job's variables say, or lack.
        why: String,
    },
    /// A proxy, or an exception from it, that cannot be understood.
    #[error(
        "{variable}: `{shown}` is not a proxy setting that can be used: {why}. Write it like {form}"
    )]
    Proxy {
        /// The variable.
        variable: String,
        /// What it says, without credentials.
        shown: String,
        /// What is wrong with it.
        why: String,
        /// How it is written.
        form: &'static str,
    },
    /// A token that cannot be used.
    #[error("the token in {source_name} cannot be used: {why}. {MAKE_A_TOKEN}")]
    Token {
        /// The variable or file it came from.
        source_name: String,
        /// What is wrong with it.
        why: String,
    },
    /// A token file that cannot be read.
    #[error("the token file {} cannot be read: {why}", path.display())]
    TokenFile {
        /// The file that was asked for.
        path: PathBuf,
        /// What the system says.
        why: String,
    },
    /// No token anywhere.
    #[error("no token: GITLAB_TOKEN is not set. {MAKE_A_TOKEN}")]
    NoToken,
    /// Only the token of the CI job is there.
    #[error(
        "no token: only CI_JOB_TOKEN is set, and a job token may not read or write what labwright manages. \
         {MAKE_A_TOKEN} In CI, store it as a masked variable"
    )]
    OnlyJobToken,
    /// The merge request is on another server than the plan, and there is no token for it.
    #[error(
        "no token for {here}, where the merge request is: the token at hand is for {planned}, and goes nowhere else. \
         Put a token of scope api for {here} into LABWRIGHT_REVIEW_TOKEN"
    )]
    OtherServer {
        /// The server of the merge request.
        here: String,
        /// The server that the token at hand is for.
        planned: String,
    },
}

/// The way out of every problem with a token.
const MAKE_A_TOKEN: &str = "Make a personal, project or group access token with the scope api \
    (read_api is enough for a plan) and put it into GITLAB_TOKEN, or into a file for --token-file.";

/// Finds the server and the token.
///
/// The server: flag, `LABWRIGHT_GITLAB_URL`, `GITLAB_URL`, `GITLAB_HOST`, `GITLAB_URI`, `GITLAB_BASE_URL`, file,
/// `CI_API_V4_URL`, `CI_SERVER_URL`; there is no default. In a CI job the file names another server than the job's own only
/// where the ref is known to be reviewed. The token: the file of `--token-file`, else `GITLAB_TOKEN`. A variable
/// that is set to nothing is not set.
///
/// # Errors
/// The first of the two that cannot be used, with what to do about it.
pub fn discover(
    flag_url: Option<&str>,
    token_file: Option<&Path>,
    file_url: Option<&str>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<(Server, Token), DiscoverError> {
    Ok((server(flag_url, file_url, env)?, token(token_file, env)?))
}

fn server(
    flag_url: Option<&str>,
    file_url: Option<&str>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Server, DiscoverError> {
    let (url, source) = named_above_file(flag_url, env)
        .or_else(|| file_url.map(|url| (url.to_owned(), IN_THE_FILE)))
        .or_else(|| first_set(&OWN_SERVER, env))
        .ok_or(DiscoverError::NoServer)?;
    let server = Server::parse(&url, source)?;
    match job::refusal(&server, env) {
        Some(why) if server.source == IN_THE_FILE => {
            Err(DiscoverError::Elsewhere { shown: one_line(&server.url, 200), why })
        }
        _ => Ok(server),
    }
}

/// The address that the flag or the environment gives, and where it was found: it outranks that of the file.
pub fn named_above_file(
    flag_url: Option<&str>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Option<(String, &'static str)> {
    let flag = flag_url.map(|url| (url.to_owned(), "--gitlab-url"));
    flag.or_else(|| first_set(&ABOVE_FILE, env))
}

fn first_set(
    names: &[&'static str],
    env: &dyn Fn(&str) -> Option<String>,
) -> Option<(String, &'static str)> {
    names.iter().find_map(|name| Some((set(env, name)?, *name)))
}

fn token(
    file: Option<&Path>,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Token, DiscoverError> {
    let (text, source) = match (file, set(env, "GITLAB_TOKEN").map(Zeroizing::new)) {
        (Some(path), _) => (read_token(path)?, path.display().to_string()),
        (None, Some(text)) => (text, "GITLAB_TOKEN".to_owned()),
        (None, None) if set(env, "CI_JOB_TOKEN").is_some() => {
            return Err(DiscoverError::OnlyJobToken);
        }
        (None, None) => return Err(DiscoverError::NoToken),
    };
    checked(&text, &source, env)
}

fn checked(
    text: &str,
    source: &str,
    env: &dyn Fn(&str) -> Option<String>,
) -> Result<Token, DiscoverError> {
    // A job token may be a bare JWT without a prefix: it is known by the variable that holds it.
    if set(env, "CI_JOB_TOKEN").is_some_and(|job| job.trim() == text.trim()) {
        let why = "it is the CI/CD job token of this job: it may not read or write settings, protected branches, hooks or status checks";
        let source_name = source.to_owned();
        return Err(DiscoverError::Token { source_name, why: why.to_owned() });
    }
    Token::parse(text, source)
}

/// The text of a token file, in memory that is wiped.
fn read_token(path: &Path) -> Result<Zeroizing<String>, DiscoverError> {
    const MOST: usize = LONGEST_TOKEN + 64;
    let refuse = |why: String| DiscoverError::TokenFile { path: path.to_owned(), why };
    // Room for all of it: a text that grows leaves copies behind.
    let mut text = Zeroizing::new(String::with_capacity(MOST));
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST as u64).read_to_string(&mut text))
        .map_err(|error| refuse(error.to_string()))?;
    Ok(text)
}

fn set(env: &dyn Fn(&str) -> Option<String>, name: &str) -> Option<String> {
    env(name).filter(|value| !value.trim().is_empty())
}
