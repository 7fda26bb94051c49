//! The server and the token, from flags, the environment, and the file.
//!
//! Nothing here uses the network, and no message shows a token or a password.

use super::job::{self, OWN_SERVER};
use super::known::{self, known, names_a_variable};
use super::mask::Mask;
use super::proxy::{self, Proxy};
use super::server::{DiscoverError, Server};
use super::untrusted::one_line;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The maximum number of concurrent requests.
pub const MAX_PARALLELISM: usize = 64;
/// The default number of concurrent requests.
pub const DEFAULT_PARALLELISM: usize = 16;

/// The environment variables that name the server and take precedence over the file, in this order.
const ABOVE_FILE: [&str; 5] =
    ["LABWRIGHT_GITLAB_URL", "GITLAB_URL", "GITLAB_HOST", "GITLAB_URI", "GITLAB_BASE_URL"];
/// The source of an address that a file names.
const IN_THE_FILE: &str = "gitlab.url";
/// No token is longer; a longer file is a mistake.
const LONGEST_TOKEN: usize = 16 * 1024;

/// Prefixes of tokens that labwright cannot use, and why.
const WRONG_KIND: [(&str, &str); 7] = [
    (
        "glcbt-",
        "a CI/CD job token, which is not allowed to read or write settings, protected branches, hooks, or status checks",
    ),
    ("gldt-", "a deploy token, which gives access to repositories and registries, not to the API"),
    ("glrt-", "a runner token, which only runners use to fetch jobs"),
    ("glptt-", "a pipeline trigger token, which only starts pipelines"),
    ("glft-", "a feed token, which only reads feeds"),
    ("glffct-", "a feature flags token, which only reads feature flags"),
    ("gloas-", "the secret of an OAuth application, not a token"),
];

/// An access token. It has no `Display`, no `Serialize`, and its `Debug` is masked.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    /// Checks the value of a variable or a file, without surrounding white space.
    ///
    /// # Errors
    /// [`DiscoverError::Token`] if it is empty, contains line breaks, or is of a type that cannot work. It is never shown.
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
                "it is `{text}`, a variable that was not expanded: the variable is not defined here, or it is protected \
                 and this is not a protected branch or tag"
            )));
        }
        if text == "[MASKED]" {
            return Err(refuse(
                "it is `[MASKED]`, which GitLab writes to job logs instead of a value",
            ));
        }
        if text.contains(['\n', '\r']) {
            return Err(refuse("it has several lines, but must be one line with only the token"));
        }
        if text.contains(|c: char| !c.is_ascii_graphic()) {
            return Err(refuse(
                "it contains spaces, control characters, or characters outside ASCII, so it is not a token",
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

/// The settings of a [`Reader`](super::Reader).
#[derive(Debug, Clone)]
pub struct Settings {
    /// The GitLab server.
    pub server: Server,
    /// The token, which is sent to this server only.
    pub token: Token,
    /// The number of concurrent requests, from 1 to [`MAX_PARALLELISM`].
    pub parallelism: usize,
    /// The number of runs that share the token and its rate limit: the shards of one plan, otherwise 1.
    pub runs: usize,
    /// A PEM file of certificates to trust in addition to those of the system (`CI_SERVER_TLS_CA_FILE`).
    pub ca_file: Option<PathBuf>,
    /// The PEM file of the system's certificates, if it was named (`SSL_CERT_FILE`).
    pub system_ca_file: Option<PathBuf>,
    /// The proxy to the server.
    pub proxy: Option<Proxy>,
    /// The longest time to wait for a connection.
    pub connect_timeout: Duration,
    /// The longest silence: from the request to the first byte of the response, and between two bytes of it.
    pub silence_timeout: Duration,
    /// The longest time of one attempt, from connecting to the last byte of the response.
    pub timeout: Duration,
    /// The wait before the first retry; it doubles, with jitter.
    pub retry_delay: Duration,
    /// The longest wait that a server can ask for.
    pub longest_wait: Duration,
    /// The largest response, in bytes after decompression.
    pub body_limit: usize,
    /// The most memory, in bytes, of all responses that are kept at the same time.
    pub memory_limit: usize,
    /// Other known tokens, which are never shown or sent, like the token itself.
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

    /// Finds every known token, and these secrets.
    pub(crate) fn mask(&self, secrets: &[&str]) -> Mask {
        let known = self.known.iter().map(ExposeSecret::expose_secret);
        Mask::of(known.chain([self.token.expose()]).chain(secrets.iter().copied()))
    }

    /// The same for values of responses, in which a very short token would match other text.
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
    /// Adds the other settings of the environment: certificates, a proxy, other tokens.
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

/// The variable with the token for comments.
const REVIEW_TOKEN: &str = "LABWRIGHT_REVIEW_TOKEN";

impl Settings {
    /// The server of the merge request, and a token for it. In a job, it is the server that runs the job, whichever GitLab
    /// the plan is for; otherwise it is that of [`discover`]. Its token is `LABWRIGHT_REVIEW_TOKEN`; the token of
    /// [`discover`] is used only if both servers are the same, and never sent to another.
    ///
    /// # Errors
    /// Those of [`discover`], or a missing token for that server.
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

/// Finds the server and the token.
///
/// The server: flag, `LABWRIGHT_GITLAB_URL`, `GITLAB_URL`, `GITLAB_HOST`, `GITLAB_URI`, `GITLAB_BASE_URL`, file,
/// `CI_API_V4_URL`, `CI_SERVER_URL`; there is no default. In a CI job, the file can name a server other than the job's own
/// only if the ref is known to be reviewed. The token: the file of `--token-file`, otherwise `GITLAB_TOKEN`. An empty
/// variable counts as not set.
///
/// # Errors
/// The first of the two that is not valid, with what to do about it.
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

/// The address of the flag or the environment, and its source. It takes precedence over that of the file.
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
    // A job token may be a bare JWT without a prefix: it is recognized by its variable.
    if set(env, "CI_JOB_TOKEN").is_some_and(|job| job.trim() == text.trim()) {
        let why = "it is the CI/CD job token of this job, which is not allowed to read or write settings, protected branches, hooks, or status checks";
        let source_name = source.to_owned();
        return Err(DiscoverError::Token { source_name, why: why.to_owned() });
    }
    Token::parse(text, source)
}

/// The text of a token file, in memory that is wiped.
fn read_token(path: &Path) -> Result<Zeroizing<String>, DiscoverError> {
    const MOST: usize = LONGEST_TOKEN + 64;
    let refuse = |why: String| DiscoverError::TokenFile { path: path.to_owned(), why };
    // Enough capacity for all of it: a text that grows leaves copies in memory.
    let mut text = Zeroizing::new(String::with_capacity(MOST));
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST as u64).read_to_string(&mut text))
        .map_err(|error| refuse(error.to_string()))?;
    Ok(text)
}

fn set(env: &dyn Fn(&str) -> Option<String>, name: &str) -> Option<String> {
    env(name).filter(|value| !value.trim().is_empty())
}
