//! Everything that can go wrong between labwright and GitLab, in sentences.
//!
//! An error has the request, the response, and what to do next. It never contains a token, and text from outside enters
//! it only through [`untrusted`](super::untrusted).

use super::mask::Mask;
use super::untrusted::{KEPT, SHOWN, one_line};
use super::{ApiPath, Method};
use std::fmt;

/// Why GitLab refused, as far as its response shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// The token itself: unknown, expired, revoked, or its user is blocked. Nothing else will work either.
    Token,
    /// The token lacks a scope or a fine-grained permission.
    Scope,
    /// The token's user lacks a role or a right.
    Role,
    /// The licence (or, with the same response, a role) for the feature is missing.
    Licence,
    /// The object does not exist, or the token cannot see it.
    Absent,
    /// The project or group does not exist, or the token cannot see it.
    Hidden,
    /// This GitLab does not have the endpoint.
    NoEndpoint,
    /// The project was renamed or moved.
    Moved,
    /// The object is not in the state that the call requires.
    Conflict,
    /// A value is missing or not allowed.
    Invalid,
    /// Too many requests.
    RateLimit,
    /// GitLab failed with an internal error.
    Server,
    /// A proxy answered, or the server is not GitLab.
    Proxy,
    /// GitLab reports success, but without an effect.
    Nothing,
}

/// A response, or the lack of one, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The method that was sent.
    pub method: Method,
    /// The requested path, before a renamed project was replaced by its ID.
    pub path: ApiPath,
    /// The status, if there was a response.
    pub status: Option<u16>,
    /// GitLab's `X-Request-Id`, by which an administrator finds the call in the logs.
    pub request_id: Option<String>,
    /// The server's own words, cleaned, or empty.
    pub said: String,
    /// What that means.
    pub means: String,
    /// What to do about it.
    pub next: String,
    /// The number of attempts.
    pub tries: u32,
    /// Whether the call may have taken effect although there was no valid response.
    pub lost: bool,
}

/// A failed call.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// These settings are not valid; nothing was sent.
    #[error("{what}. {next}.")]
    Setup {
        /// What is wrong.
        what: String,
        /// What to do about it.
        next: String,
    },
    /// The path would reach something other than it names (see [`ApiPath::unsendable`]); nothing was sent.
    #[error("{0}")]
    Unsendable(Box<Trouble>),
    /// No connection, or no complete response.
    #[error("{0}")]
    Unreachable(Box<Trouble>),
    /// GitLab refused.
    #[error("{1}")]
    Refused(Cause, Box<Trouble>),
    /// A response that GitLab's API never returns: a page of a proxy, broken JSON, a list that changed while it was read.
    #[error("{0}")]
    Unusable(Box<Trouble>),
    /// Together, the responses take more memory than [`Settings::memory_limit`](super::Settings::memory_limit).
    #[error("{0}")]
    TooMuch(Box<Trouble>),
}

impl ApiError {
    /// The request and the response; `None` for [`ApiError::Setup`].
    pub fn trouble(&self) -> Option<&Trouble> {
        match self {
            Self::Setup { .. } => None,
            Self::Unsendable(trouble)
            | Self::Unreachable(trouble)
            | Self::Refused(_, trouble)
            | Self::Unusable(trouble)
            | Self::TooMuch(trouble) => Some(trouble),
        }
    }

    /// The HTTP status, if there was a response.
    pub fn status(&self) -> Option<u16> {
        self.trouble()?.status
    }

    /// Why GitLab refused, if it did.
    pub fn cause(&self) -> Option<Cause> {
        match self {
            Self::Refused(cause, _) => Some(*cause),
            _ => None,
        }
    }

    /// A 404 for the object itself: not for its project or group, and not for an endpoint that this GitLab lacks.
    pub fn is_not_found(&self) -> bool {
        self.cause() == Some(Cause::Absent) && self.status() == Some(404)
    }

    /// GitLab refuses the token or its user: every other call will fail as well.
    pub fn is_auth(&self) -> bool {
        self.cause() == Some(Cause::Token)
    }

    /// The memory for responses is used up: every other call will fail as well.
    pub fn is_too_much(&self) -> bool {
        matches!(self, Self::TooMuch(_))
    }

    /// Whether a write may have taken effect in spite of this error: check before sending it again.
    pub fn may_have_taken_effect(&self) -> bool {
        self.trouble().is_some_and(|trouble| trouble.lost)
    }

    /// The same, where GitLab did not refuse the call: its effect may come late, and nobody can know whether it does.
    pub fn is_unknown(&self) -> bool {
        let refused = |status: u16| status >= 400 && !(502..=504).contains(&status);
        self.may_have_taken_effect() && !self.status().is_some_and(refused)
    }

    /// That `what` was not `done`, or that this is unknown.
    pub fn was_not(&self, what: &str, done: &str) -> String {
        match self.is_unknown() {
            true => format!("labwright cannot determine whether {what} was {done}"),
            false => format!("{what} was not {done}"),
        }
    }

    /// The same error with one more sentence on what it means.
    #[must_use]
    pub(crate) fn adding(self, sentence: &str) -> Self {
        let mut rest = sentence.chars();
        let first = rest.next().into_iter().flat_map(char::to_uppercase);
        let more = self::sentence(&first.chain(rest).collect::<String>());
        self.explained(|trouble| {
            trouble.means = format!("{} {more}", self::sentence(&trouble.means)).trim().to_owned();
        })
    }

    /// The same error with something else to do about it.
    #[must_use]
    pub(crate) fn advising(self, next: &str) -> Self {
        self.explained(|trouble| next.clone_into(&mut trouble.next))
    }

    /// The server's own words on one line, if any.
    pub fn body_message(&self) -> Option<String> {
        self.trouble().map(|trouble| one_line(&trouble.said, SHOWN)).filter(|said| !said.is_empty())
    }

    /// The error without its last sentence.
    pub fn what(&self) -> String {
        match (self, self.trouble()) {
            (Self::Setup { what, .. }, _) => format!("{what}."),
            (_, trouble) => trouble.map(Trouble::what).unwrap_or_default(),
        }
    }

    /// What to do about it.
    pub fn next_step(&self) -> &str {
        match (self, self.trouble()) {
            (Self::Setup { next, .. }, _) => next,
            (_, trouble) => trouble.map_or("", |it| &it.next),
        }
    }

    /// What it means and what to do, without the name of the project or group: the text is the same for all that fail in
    /// the same way. It has nothing that differs between calls, such as the path and the ID of the request.
    pub fn of_any_home(&self) -> (String, String) {
        let Some(trouble) = self.trouble() else {
            return (self.what(), self.next_step().to_owned());
        };
        let project = trouble.path.project_path().map(|it| one_line(&it, 120));
        let group = trouble.path.group_path().map(|it| one_line(&it, 120));
        let any = |text: &str| match (&project, &group) {
            (Some(name), _) => text
                .replace(&format!("the project {name}"), "the project")
                .replace(name, "the project"),
            // The path of a group may be a word of the sentence.
            (_, Some(name)) => text.replace(&format!("the group {name}"), "the group"),
            (None, None) => text.to_owned(),
        };
        let said = one_line(&trouble.said, SHOWN);
        let answer = match trouble.status {
            Some(status) if said.is_empty() => format!(" (GitLab answered {status})"),
            Some(status) => format!(" (GitLab answered {status}, `{said}`)"),
            None => String::new(),
        };
        (any(&trouble.means) + &answer, any(&trouble.next))
    }

    /// The same error with these secrets masked: GitLab may repeat what a body contained.
    #[must_use]
    pub fn without_secrets<'a>(self, secrets: impl IntoIterator<Item = &'a str>) -> Self {
        self.masked(&Mask::of(secrets))
    }

    /// The same error without what `mask` finds.
    #[must_use]
    pub(crate) fn masked(self, mask: &Mask) -> Self {
        self.explained(|trouble| {
            let texts = [&mut trouble.said, &mut trouble.means, &mut trouble.next];
            texts.into_iter().chain(&mut trouble.request_id).for_each(|it| mask.text(it));
        })
    }

    /// The same error without what `mask` finds in the server's own words.
    #[must_use]
    pub(crate) fn masked_answer(self, mask: &Mask) -> Self {
        self.explained(|trouble| mask.text(&mut trouble.said))
    }

    fn explained(mut self, explain: impl FnOnce(&mut Trouble)) -> Self {
        if let Self::Unreachable(trouble)
        | Self::Refused(_, trouble)
        | Self::Unusable(trouble)
        | Self::TooMuch(trouble) = &mut self
        {
            explain(trouble);
        }
        self
    }
}

impl Trouble {
    pub(crate) fn new(method: Method, path: &ApiPath) -> Self {
        Self {
            method,
            path: path.clone(),
            status: None,
            request_id: None,
            said: String::new(),
            means: String::new(),
            next: String::new(),
            tries: 1,
            lost: false,
        }
    }

    /// Fills in what it means and what to do.
    pub(crate) fn explained(mut self, means: impl Into<String>, next: impl Into<String>) -> Self {
        self.means = means.into();
        self.next = next.into();
        self
    }

    /// Fills in the server's words, with tokens masked.
    pub(crate) fn saying(mut self, said: &str, mask: &Mask) -> Self {
        self.said = one_line(said, KEPT);
        mask.text(&mut self.said);
        self
    }

    fn what(&self) -> String {
        let mut text = format!("{} {}: ", self.method, self.path);
        if let Some(status) = self.status {
            text += &format!("GitLab answered {status}");
            if let Some(id) = &self.request_id {
                text += &format!(" (request {id})");
            }
            let said = one_line(&self.said, SHOWN);
            if !said.is_empty() {
                text += &format!(", `{said}`");
            }
            text += ". ";
        }
        let means = sentence(&self.means);
        // A sentence of its own after the answer, the rest of one without.
        match means.chars().next().filter(|_| self.status.is_some()) {
            Some(first) => text.extend(first.to_uppercase().chain(means.chars().skip(1))),
            None => text += &means,
        }
        if self.tries > 1 {
            text += &format!(" Tried {} times.", self.tries);
        }
        text
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.what())?;
        if self.next.is_empty() { Ok(()) } else { write!(f, " {}", sentence(&self.next)) }
    }
}

fn sentence(text: &str) -> String {
    if text.is_empty() || text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
