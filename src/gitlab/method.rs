//! The HTTP methods of GitLab's API, and their properties.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A method of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Reads.
    Get,
    /// Reads the headers of a GET.
    Head,
    /// Creates, or starts something.
    Post,
    /// Changes the named fields.
    Put,
    /// Changes the named fields; the body can add and remove, so sending it twice is not the same.
    Patch,
    /// A PUT whose body adds and removes, as that of a PATCH.
    #[serde(rename(serialize = "PUT"), skip_deserializing)]
    Delta,
    /// Deletes.
    Delete,
}

impl Method {
    /// Whether sending it twice is the same as sending it once.
    pub(crate) fn repeats(self) -> bool {
        matches!(self, Self::Get | Self::Head | Self::Put | Self::Delete)
    }

    /// Whether it changes anything.
    pub(crate) fn changes(self) -> bool {
        !matches!(self, Self::Get | Self::Head)
    }

    /// Its name in a request.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put | Self::Delta => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<Method> for reqwest::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Head => Self::HEAD,
            Method::Post => Self::POST,
            Method::Put | Method::Delta => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}
