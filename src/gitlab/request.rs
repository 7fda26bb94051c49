//! What one request consists of. Nothing here sends.

use super::{ApiPath, Method};
use reqwest::multipart;
use serde_json::Value;
use std::fmt;

/// One request.
#[derive(Clone, Copy)]
pub(crate) struct Request<'a> {
    pub(crate) method: Method,
    pub(crate) root: Root,
    pub(crate) path: &'a ApiPath,
    /// The path in errors: before a renamed project was replaced by its ID, and without a long query.
    pub(crate) asked: &'a ApiPath,
    pub(crate) body: Body<'a>,
    pub(crate) wants: Wants,
}

impl<'a> Request<'a> {
    /// Reads what is at a path.
    pub(crate) fn get(path: &'a ApiPath) -> Self {
        let (root, body, wants) = (Root::Rest, Body::None, Wants::Json);
        Request { method: Method::Get, root, path, asked: path, body, wants }
    }
}

/// What a path is below.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Root {
    Rest,
    GraphQl,
}

impl Root {
    /// Its own path below the server's address.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Root::Rest => "api/v4",
            Root::GraphQl => "api",
        }
    }
}

/// What a response is accepted as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wants {
    Json,
    Bytes,
}

/// The body of a request.
#[derive(Debug, Clone, Copy)]
pub enum Body<'a> {
    /// No body.
    None,
    /// JSON.
    Json(&'a Value),
    /// A form with files.
    Form(&'a Form),
}

impl<'a> From<Option<&'a Value>> for Body<'a> {
    fn from(body: Option<&'a Value>) -> Self {
        body.map_or(Body::None, Body::Json)
    }
}

impl<'a> From<&'a Form> for Body<'a> {
    fn from(form: &'a Form) -> Self {
        Body::Form(form)
    }
}

/// A form with files (`multipart/form-data`): GitLab accepts an avatar and a secure file in no other way.
#[derive(Clone, Default)]
pub struct Form(Vec<Part>);

#[derive(Clone)]
struct Part {
    field: String,
    /// The name of the file; `None` for a plain value.
    file: Option<String>,
    content: Vec<u8>,
}

impl Form {
    /// Adds a value.
    #[must_use]
    pub fn value(self, field: &str, value: &str) -> Self {
        self.part(field, None, value.into())
    }

    /// Adds a file. Control characters in its name would end the header that it is sent in, so they are replaced.
    #[must_use]
    pub fn file(self, field: &str, name: &str, content: Vec<u8>) -> Self {
        self.part(field, Some(name.replace(char::is_control, "_")), content)
    }

    fn part(mut self, field: &str, file: Option<String>, content: Vec<u8>) -> Self {
        self.0.push(Part { field: field.to_owned(), file, content });
        self
    }

    /// For one attempt: a form can be sent only once.
    pub(crate) fn to_send(&self) -> multipart::Form {
        self.0.iter().cloned().fold(
            multipart::Form::new(),
            |form, Part { field, file, content }| {
                let part = multipart::Part::bytes(content);
                let part = match file {
                    Some(name) => part.file_name(name),
                    None => part,
                };
                form.part(field, part)
            },
        )
    }
}

/// A file can be a secret.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|it| &it.field)).finish()
    }
}
