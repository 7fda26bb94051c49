//! Answers of routes: [`Reply`] for success, [`Refusal`] for everything else, in GitLab's various shapes of errors.

use serde_json::{Value, json};

/// The body of an answer.
#[derive(Debug, Clone)]
pub(crate) enum Body {
    None,
    Json(Value),
    /// JSON of a middleware that runs before those that add headers.
    Early(Value),
    Text(String),
    Bytes(Vec<u8>),
    /// Text without a content type, as in redirects of moved projects.
    Untyped(String),
}

/// An answer.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Body,
    pub(crate) headers: Vec<(&'static str, String)>,
}

impl Reply {
    pub(crate) fn ok(body: Value) -> Reply {
        Reply { status: 200, body: Body::Json(body), headers: Vec::new() }
    }

    pub(crate) fn created(body: Value) -> Reply {
        Reply { status: 201, ..Reply::ok(body) }
    }

    pub(crate) fn accepted() -> Reply {
        Reply { status: 202, ..Reply::ok(json!({ "message": "202 Accepted" })) }
    }

    pub(crate) fn no_content() -> Reply {
        Reply { status: 204, body: Body::None, headers: Vec::new() }
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }
}

/// An answer that ends a request early. It is an ordinary answer; the type exists for `?`.
#[derive(Debug, Clone)]
pub(crate) struct Refusal(pub(crate) Box<Reply>);

impl Refusal {
    fn json(status: u16, body: Value) -> Refusal {
        Refusal(Box::new(Reply { status, body: Body::Json(body), headers: Vec::new() }))
    }

    /// `{"message": …}`: a sentence, a list, or an object.
    pub(crate) fn message(status: u16, message: impl Into<Value>) -> Refusal {
        Refusal::json(status, json!({ "message": message.into() }))
    }

    /// `{"error": …}`.
    pub(crate) fn error(status: u16, error: impl Into<String>) -> Refusal {
        Refusal::json(status, json!({ "error": error.into() }))
    }

    /// A database lookup that found nothing.
    pub(crate) fn not_found() -> Refusal {
        Refusal::message(404, "404 Not found")
    }

    /// `404 Project Not Found` and the like.
    pub(crate) fn no_such(thing: &str) -> Refusal {
        Refusal::message(404, format!("404 {thing} Not Found"))
    }

    /// No such route.
    pub(crate) fn no_route() -> Refusal {
        Refusal::error(404, "404 Not Found")
    }

    pub(crate) fn unauthorized() -> Refusal {
        Refusal::message(401, "401 Unauthorized")
    }

    /// What GraphQL says to a token that cannot be used.
    pub(crate) fn invalid_graphql_token() -> Refusal {
        Refusal::json(401, json!({ "errors": [{ "message": "Invalid token" }] }))
    }

    pub(crate) fn forbidden() -> Refusal {
        Refusal::message(403, "403 Forbidden")
    }

    pub(crate) fn forbidden_because(reason: &str) -> Refusal {
        Refusal::message(403, format!("403 Forbidden - {reason}"))
    }

    /// `400 Bad request - REASON`.
    pub(crate) fn bad_request_because(reason: &str) -> Refusal {
        Refusal::message(400, format!("400 Bad request - {reason}"))
    }

    pub(crate) fn crash() -> Refusal {
        Refusal::message(500, "500 Internal Server Error")
    }

    pub(crate) fn precondition() -> Refusal {
        Refusal::message(412, "412 Precondition Failed")
    }

    /// The plain-text refusal of an invalid request.
    pub(crate) fn bad_request() -> Refusal {
        Refusal::text(400, "Bad Request")
    }

    pub(crate) fn text(status: u16, text: impl Into<String>) -> Refusal {
        Refusal(Box::new(Reply { status, body: Body::Text(text.into()), headers: Vec::new() }))
    }

    /// `{"error": …}` about a body that could not be read.
    pub(crate) fn early(status: u16, error: &str) -> Refusal {
        Refusal(Box::new(Reply {
            status,
            body: Body::Early(json!({ "error": error })),
            headers: Vec::new(),
        }))
    }

    /// An empty content type.
    pub(crate) fn not_acceptable() -> Refusal {
        let headers = vec![("content-type", String::from("text/html; charset=utf-8"))];
        Refusal(Box::new(Reply { status: 406, body: Body::None, headers }))
    }

    /// A token that used to be valid.
    pub(crate) fn invalid_token(description: &str) -> Refusal {
        let mut refusal = Refusal::json(
            401,
            json!({ "error": "invalid_token", "error_description": description }),
        );
        let realm = "Bearer realm=\"Protected by OAuth 2.0\", error=\"invalid_token\"";
        refusal
            .0
            .headers
            .push(("www-authenticate", format!("{realm}, error_description=\"{description}\"")));
        refusal
    }

    pub(crate) fn insufficient_scope(scopes: &str) -> Refusal {
        let description =
            "The request requires higher privileges than provided by the access token.";
        Refusal::json(
            403,
            json!({ "error": "insufficient_scope", "error_description": description, "scope": scopes }),
        )
    }

    /// A project that has moved.
    pub(crate) fn moved(location: String) -> Refusal {
        let text = format!("This resource has been moved permanently to {location}");
        let headers = vec![("location", location)];
        Refusal(Box::new(Reply { status: 301, body: Body::Untyped(text), headers }))
    }
}

/// A complaint with the name of its field, capitalised.
pub(crate) fn sentence(field: &str, text: &str) -> String {
    let words = field.replace('_', " ");
    let (first, rest) = words.split_at(1);
    format!("{}{rest} {text}", first.to_uppercase())
}
