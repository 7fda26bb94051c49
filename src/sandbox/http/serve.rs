//! The wire: axum receives requests, [`answer`] handles them, and faults are applied around that.
//!
//! The world is locked for the duration of a request, so requests are answered one after the other and each is atomic.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body as WireBody, to_bytes};
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, Request as WireRequest, Response, StatusCode};
use serde_json::Value;

use super::answer::answer;
use super::form;
use super::harm::Harm;
use super::inject;
use super::reply::{Body, Refusal, Reply};
use super::request::{Request, Sent};
use super::shared::{Break, Exchange, Shared, locked};
use crate::sandbox::world::hash::hash;
use crate::sandbox::world::{default_branch, merging, take};

/// Maximum size of a body.
const BODY: usize = 16 * 1024 * 1024;

/// How far the clock advances with each request. Odd, so that times of different rows differ in every digit.
const TICK: i64 = 7_013;

/// No answer: the server closes the connection.
fn dropped() -> Response<WireBody> {
    let lost = std::io::Error::from(std::io::ErrorKind::ConnectionAborted);
    let body = futures::stream::once(std::future::ready(Err::<Vec<u8>, _>(lost)));
    Response::new(WireBody::from_stream(body))
}

pub(crate) async fn handle(
    State(shared): State<Arc<Shared>>,
    wire: WireRequest<WireBody>,
) -> Response<WireBody> {
    let latency = locked(&shared.state).latency;
    if !latency.is_zero() {
        tokio::time::sleep(latency).await;
    }
    let (head, body) = wire.into_parts();
    let Ok(body) = to_bytes(body, BODY).await else {
        return write(Refusal::bad_request().0.as_ref(), 0, false);
    };
    let header = |(name, value): (&HeaderName, &HeaderValue)| {
        (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let path = head.uri.path();
    let mut request = Request {
        method: head.method.as_str().to_owned(),
        path: path.strip_prefix("/api/v4").unwrap_or(path).to_owned(),
        query: head.uri.query().unwrap_or("").to_owned(),
        headers: head.headers.iter().map(header).collect(),
        body: body.to_vec(),
    };
    let harm = {
        let mut state = locked(&shared.state);
        *state.arrived.entry(request.method.clone()).or_default() += 1;
        state.faults.strike(&request)
    };
    let known = path.starts_with("/api/v4") || path == "/api/graphql";
    if let Some(path) = harm.as_ref().and_then(|it| it.path(&request.path)) {
        request.path = path;
    }
    if let Some(body) = harm.as_ref().and_then(|it| it.body(&request.body)) {
        request.body = body;
    }
    if let Some(Harm::Late { milliseconds, .. }) = harm {
        let (shared, request) = (Arc::clone(&shared), request.clone());
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            work(&shared, &request, known, true)
        });
    }
    if let Some(response) = inject::instead(&shared, harm.as_ref(), &request).await {
        return response;
    }
    let broken = locked(&shared.state).breaks.meet(&request);
    if broken == Some(Break::Before) {
        return dropped();
    }
    let (reply, number) = work(&shared, &request, known, harm.is_some());
    if broken == Some(Break::After) {
        return dropped();
    }
    let response = write(&reply, number, request.method == "HEAD");
    match harm {
        Some(harm) => inject::spoil(&shared, harm, &request, response).await,
        None => response,
    }
}

/// Answers the request and records the exchange.
fn work(shared: &Shared, request: &Request, known: bool, faulted: bool) -> (Reply, u64) {
    let (reply, number, user, sent, date) = {
        let mut world = locked(&shared.world);
        world.now.0 += TICK;
        default_branch::catch_up(&mut world);
        world.forget_deleted_users();
        merging::catch_up(&mut world);
        let number = take(&mut world.next.request);
        let mut sent = Sent::default();
        let mut user = None;
        let reply = if known {
            answer(&shared.routes, &mut world, request, &mut sent, &mut user)
        } else {
            Err(Refusal::no_route())
        };
        let user = user.and_then(|id| world.users.get(&id)).map(|user| user.username.clone());
        let date = world.now.header().filter(|_| world.dated);
        (reply.unwrap_or_else(|refusal| *refusal.0), number, user, sent, date)
    };
    let reply = date.into_iter().fold(reply, |reply, it| reply.with_header("date", it));
    let reply = conditional(request, finish(request, reply));
    {
        let mut state = locked(&shared.state);
        if state.recording {
            let answer = match &reply.body {
                Body::Json(value) | Body::Early(value) => Some(value.clone()),
                Body::Text(text) | Body::Untyped(text) => Some(Value::from(text.as_str())),
                Body::None | Body::Bytes(_) => None,
            };
            state.exchanges.push(Exchange {
                method: request.method.clone(),
                path: request.path.clone(),
                query: request.query_pairs(),
                body: sent.body.map(form::recorded),
                status: reply.status,
                answer,
                user,
                faulted,
            });
        }
    }
    (reply, number)
}

/// Adds what the middleware adds: a weak ETag for what was created or read, and the caching headers.
fn finish(request: &Request, reply: Reply) -> Reply {
    let tagged = request.method != "HEAD" && matches!(reply.status, 200 | 201);
    match &reply.body {
        Body::Json(body) if tagged => {
            let tag = format!("W/\"{:032x}\"", hash(body.to_string().as_bytes()));
            reply
                .with_header("etag", tag)
                .with_header("cache-control", "max-age=0, private, must-revalidate")
        }
        Body::Text(_) | Body::Early(_) => reply,
        Body::None if reply.status == 406 => reply,
        _ => reply.with_header("cache-control", "no-cache"),
    }
}

/// Only the exact tag that was sent yields 304; `*`, lists, and strong tags do not.
fn conditional(request: &Request, mut reply: Reply) -> Reply {
    let tag =
        reply.headers.iter().find(|(name, _)| *name == "etag").map(|(_, value)| value.as_str());
    let asked = request.header("if-none-match");
    if request.method == "GET" && reply.status == 200 && tag.is_some() && asked == tag {
        reply.status = 304;
        reply.body = Body::None;
    }
    reply
}

fn write(reply: &Reply, number: u64, head: bool) -> Response<WireBody> {
    let (kind, bytes) = match &reply.body {
        Body::Json(value) | Body::Early(value) => {
            (Some("application/json"), value.to_string().into_bytes())
        }
        Body::Text(text) => (Some("text/plain"), text.clone().into_bytes()),
        Body::Bytes(bytes) => (Some("application/octet-stream"), bytes.clone()),
        Body::Untyped(text) => (None, text.clone().into_bytes()),
        Body::None => (None, Vec::new()),
    };
    let kind =
        if head && kind.is_none() && reply.status >= 300 { Some("application/json") } else { kind };
    let mut response = Response::new(WireBody::from(if head { Vec::new() } else { bytes }));
    *response.status_mut() =
        StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    let mut put = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    if let Some(kind) = kind {
        put("content-type", kind);
    }
    if head {
        put("content-length", "0");
    }
    let id = format!("{number:08x}-0000-4000-8000-{number:012x}");
    put("x-request-id", &id);
    put("x-gitlab-meta", &format!("{{\"correlation_id\":\"{id}\",\"version\":\"1\"}}"));
    put("vary", "Origin");
    for (name, value) in &reply.headers {
        put(name, value);
    }
    response
}
