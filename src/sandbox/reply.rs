//! What a route answers: [`Reply`] for success, [`Refusal`] for everything else, in GitLab's several shapes of errors.

use serde_json::{Value, json};

/// The body of an answer.
#[derive(Debug, Clone)]
pub(super) enum Body {
    None,
    Json(Value),
    /// JSON of a middleware that stands before everything that adds headers.
    Early(Value),
    Text(String),
    /// Text without a content type, as the redirects of moved projects have it.
    Untyped(String),
}

/// An answer.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Body,
    pub(super) headers: Vec<(&'static str, String)>,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Reply {
        Reply { status: 200, body: Body::Json(body), headers: Vec::new() }
    }

    pub(super) fn created(body: Value) -> Reply {
        Reply { status: 201, ..Reply::ok(body) }
    }

    pub(super) fn accepted() -> Reply {
        Reply { status: 202, ..Reply::ok(json!({ "message": "202 Accepted" })) }
    }

    pub(super) fn no_content() -> Reply {
        Reply { status: 204, body: Body::None, headers: Vec::new() }
    }

    pub(super) fn with_header(mut self, name: &'static str, value: impl Into<String>) -> Reply {
        self.headers.push((name, value.into()));
        self
    }
}

/// An answer that ends a request early. It is an answer like any other; the type only keeps `?` apart from success.
#[derive(Debug, Clone)]
pub(super) struct Refusal(pub(super) Box<Reply>);

impl Refusal {
    fn json(status: u16, body: Value) -> Refusal {
        Refusal(Box::new(Reply { status, body: Body::Json(body), headers: Vec::new() }))
    }

    /// `{"message": …}`: a sentence, a list, or an object.
    pub(super) fn message(status: u16, message: impl Into<Value>) -> Refusal {
        Refusal::json(status, json!({ "message": message.into() }))
    }

    /// `{"error": …}`.
    pub(super) fn error(status: u16, error: impl Into<String>) -> Refusal {
        Refusal::json(status, json!({ "error": error.into() }))
    }

    /// A lookup in the database that found nothing.
    pub(super) fn not_found() -> Refusal {
        Refusal::message(404, "404 Not found")
    }

    /// `404 Project Not Found` and the like.
    pub(super) fn no_such(thing: &str) -> Refusal {
        Refusal::message(404, format!("404 {thing} Not Found"))
    }

    /// No such route.
    pub(super) fn no_route() -> Refusal {
        Refusal::error(404, "404 Not Found")
    }

    pub(super) fn unauthorized() -> Refusal {
        Refusal::message(401, "401 Unauthorized")
    }

    pub(super) fn forbidden() -> Refusal {
        Refusal::message(403, "403 Forbidden")
    }

    pub(super) fn forbidden_because(reason: &str) -> Refusal {
        Refusal::message(403, format!("403 Forbidden - {reason}"))
    }

    /// `400 Bad request - REASON`.
    pub(super) fn bad_request_because(reason: &str) -> Refusal {
        Refusal::message(400, format!("400 Bad request - {reason}"))
    }

    pub(super) fn crash() -> Refusal {
        Refusal::message(500, "500 Internal Server Error")
    }

    pub(super) fn precondition() -> Refusal {
        Refusal::message(412, "412 Precondition Failed")
    }

    /// The plain-text refusal of what is no valid request at all.
    pub(super) fn bad_request() -> Refusal {
        Refusal::text(400, "Bad Request")
    }

    pub(super) fn text(status: u16, text: impl Into<String>) -> Refusal {
        Refusal(Box::new(Reply { status, body: Body::Text(text.into()), headers: Vec::new() }))
    }

    /// `{"error": …}` about a body that could not be read.
    pub(super) fn early(status: u16, error: &str) -> Refusal {
        Refusal(Box::new(Reply {
            status,
            body: Body::Early(json!({ "error": error })),
            headers: Vec::new(),
        }))
    }

    /// A content type that is there but says nothing.
    pub(super) fn not_acceptable() -> Refusal {
        let headers = vec![("content-type", String::from("text/html; charset=utf-8"))];
        Refusal(Box::new(Reply { status: 406, body: Body::None, headers }))
    }

    /// A token that was good once.
    pub(super) fn invalid_token(description: &str) -> Refusal {
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

    pub(super) fn insufficient_scope(scopes: &str) -> Refusal {
        let description =
            "The request requires higher privileges than provided by the access token.";
        Refusal::json(
            403,
            json!({ "error": "insufficient_scope", "error_description": description, "scope": scopes }),
        )
    }

    /// A project that has another path now.
    pub(super) fn moved(location: String) -> Refusal {
        let text = format!("This resource has been moved permanently to {location}");
        let headers = vec![("location", location)];
        Refusal(Box::new(Reply { status: 301, body: Body::Untyped(text), headers }))
    }
}
