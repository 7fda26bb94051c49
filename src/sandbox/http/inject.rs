//! Applies a fault to a call: instead of the work, or to the answer afterwards.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body as WireBody, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use futures::stream::{self, StreamExt as _};
use jiff::Timestamp;
use serde_json::Value;

use super::answer;
use super::harm::{Answer, Harm, Loss, later, remove};
use super::reply::Body;
use super::request::{Request, Sent};
use super::shared::{Exchange, Shared, locked};

/// The answer that replaces the work, if any. Delays happen here.
pub(crate) async fn instead(
    shared: &Shared,
    harm: Option<&Harm>,
    request: &Request,
) -> Option<Response<WireBody>> {
    let harm = harm?;
    let (status, answer, response) = match harm {
        Harm::Slow { milliseconds } => {
            tokio::time::sleep(Duration::from_millis(*milliseconds)).await;
            return None;
        }
        Harm::DropBefore | Harm::StallBefore | Harm::Late { answer: Loss::Drop, .. } => {
            (0, None, broken(Response::default(), Bytes::new()))
        }
        _ => {
            let answer = harm.answer(request)?;
            let body = serde_json::from_str(&answer.body).unwrap_or(Value::from(&*answer.body));
            (answer.status, Some(body), response(&answer))
        }
    };
    {
        let mut state = locked(&shared.state);
        if state.recording {
            state.exchanges.push(Exchange {
                method: request.method.clone(),
                path: request.path.clone(),
                query: request.query_pairs(),
                body: request.sent().ok().and_then(|sent| sent.body),
                status,
                answer,
                user: None,
                faulted: true,
            });
        }
    }
    if *harm == Harm::StallBefore {
        std::future::pending::<()>().await;
    }
    Some(response)
}

/// What happens to the answer once the work is done.
pub(crate) async fn spoil(
    shared: &Arc<Shared>,
    harm: Harm,
    request: &Request,
    response: Response<WireBody>,
) -> Response<WireBody> {
    let (mut head, body) = response.into_parts();
    let mut bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    match harm {
        Harm::DropAfter => return broken(Response::default(), Bytes::new()),
        Harm::CutOff => {
            head.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len().max(2)));
            return broken(Response::from_parts(head, WireBody::empty()), half(&bytes));
        }
        Harm::StallAfter => std::future::pending::<()>().await,
        Harm::Truncated => bytes = half(&bytes),
        Harm::WrongType => {
            head.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        }
        Harm::Replaced { at, with } => {
            bytes = changed(&bytes, |json| {
                if let Some(value) = json.pointer_mut(&at) {
                    *value = with;
                }
            });
        }
        Harm::Removed { at } => bytes = changed(&bytes, |json| remove(json, &at)),
        Harm::Repeats | Harm::Skips => {
            if let Ok(Value::Array(mut items)) = serde_json::from_slice(&bytes) {
                let before =
                    (harm == Harm::Repeats).then(|| last_before(shared, request)).flatten();
                match before {
                    Some(before) => items.insert(0, before),
                    None if harm == Harm::Skips && !items.is_empty() => drop(items.remove(0)),
                    None => {}
                }
                items.truncate(100);
                bytes = Value::Array(items).to_string().into();
            }
        }
        Harm::Quota { limit, remaining, reset } => {
            let until = later(Timestamp::now(), reset).as_second();
            for (name, value) in [
                ("ratelimit-limit", limit.to_string()),
                ("ratelimit-name", "throttle_authenticated_api".to_owned()),
                ("ratelimit-observed", limit.saturating_sub(remaining).to_string()),
                ("ratelimit-remaining", remaining.to_string()),
                ("ratelimit-reset", until.to_string()),
            ] {
                set(&mut head.headers, name, &value);
            }
        }
        _ => {}
    }
    Response::from_parts(head, WireBody::from(bytes))
}

/// The JSON with a change; anything else is returned unchanged.
fn changed(bytes: &Bytes, change: impl FnOnce(&mut Value)) -> Bytes {
    let Ok(mut json) = serde_json::from_slice(bytes) else { return bytes.clone() };
    change(&mut json);
    json.to_string().into()
}

fn half(bytes: &Bytes) -> Bytes {
    bytes.slice(..bytes.len() / 2)
}

/// The last object of the page before the requested one.
fn last_before(shared: &Shared, request: &Request) -> Option<Value> {
    let pairs = request.query_pairs();
    let page: u64 = pairs.iter().find(|(name, _)| name == "page")?.1.parse().ok()?;
    let others = pairs.iter().filter(|(name, _)| name != "page");
    let query: Vec<String> = others.map(|(name, value)| format!("{name}={value}")).collect();
    let query = format!("{}&page={}", query.join("&"), page.checked_sub(1)?);
    let earlier = Request { query, ..request.clone() };
    let mut world = locked(&shared.world);
    let (sent, user) = (&mut Sent::default(), &mut None);
    let reply = answer::answer(&shared.routes, &mut world, &earlier, sent, user).ok()?;
    match reply.body {
        Body::Json(Value::Array(mut items)) => items.pop(),
        _ => None,
    }
}

fn response(answer: &Answer) -> Response<WireBody> {
    let mut response = Response::new(WireBody::from(answer.body.clone()));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    for (name, value) in &answer.headers {
        set(response.headers_mut(), name, value);
    }
    response
}

fn set(headers: &mut HeaderMap, name: &str, value: &str) {
    if let (Ok(name), Ok(value)) =
        (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value.as_bytes()))
    {
        headers.insert(name, value);
    }
}

/// An answer of which only `sent` arrives before the connection closes. If that is empty, not even the head is sent: the
/// server writes it out together with the first part of the body.
fn broken(response: Response<WireBody>, sent: Bytes) -> Response<WireBody> {
    let (head, _) = response.into_parts();
    let some = !sent.is_empty();
    let parts = stream::iter(some.then_some(Ok(sent)));
    let end = stream::once(async move {
        if some {
            // Lets the server flush what it has.
            tokio::task::yield_now().await;
        }
        Err(std::io::Error::other("a fault ends the connection"))
    });
    Response::from_parts(head, WireBody::from_stream(parts.chain(end)))
}
