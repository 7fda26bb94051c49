//! GitLab answers 200 or 201, and ignores a part of what was sent. Whatever part of whatever call it is: if the next plan shows
//! that the object is not as declared, the apply has reported a failure.
//!
//! What GitLab 18.9 was seen to ignore is in docs/ignored.md, each with its test.

mod measured;

use std::collections::BTreeSet;

use futures::stream::{self, StreamExt as _};
use labwright::sandbox::{Exchange, Fault, Harm, Times};
use serde_json::Value;

use crate::cases::{CASES, Case};
use crate::{HEAD, world};

/// Where the values of a body are, as JSON pointers.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    let mut below = |key: &str, it: &Value| {
        let at = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(at.clone());
        pointers(it, &at, found);
    };
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, it)| below(&index.to_string(), it));
        }
        Value::Object(fields) => fields.iter().for_each(|(key, it)| below(key, it)),
        _ => {}
    }
}

/// A pointer without the indexes of lists: what is alike is tried once.
fn shape(call: &Exchange, at: &str) -> String {
    let part = |it: &str| {
        if it.bytes().all(|it| it.is_ascii_digit()) { "*".into() } else { it.to_owned() }
    };
    let parts: Vec<String> = call.path.split('/').chain(at.split('/')).map(part).collect();
    format!("{} {}", call.method, parts.join("/"))
}

/// What came of a case.
struct Tried {
    case: &'static Case,
    /// How many losses a report has.
    noticed: usize,
    /// The losses that only the next plan shows.
    silent: Vec<String>,
}

/// Tries every part of every call of a case.
async fn tried(case: &'static Case) -> Tried {
    let world = world(case).await;
    let mut tried = BTreeSet::new();
    let mut outcome = Tried { case, noticed: 0, silent: Vec::new() };
    for stage in case.stages {
        world.write("labwright.yaml", &format!("{HEAD}{stage}"));
        let before = world.sandbox().world().clone();
        world.take_exchanges();
        world.converge().await;
        let after = world.sandbox().world().clone();
        let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
        let writes: Vec<_> = writes.collect();
        for (index, call) in writes.iter().enumerate() {
            let mut places = Vec::new();
            pointers(call.body.as_ref().unwrap_or(&Value::Null), "", &mut places);
            let same = |it: &&Exchange| (&it.method, &it.path) == (&call.method, &call.path);
            let from = writes[..=index].iter().filter(same).count() as u64;
            for at in places {
                let what = shape(call, &at);
                if !tried.insert(what.clone()) {
                    continue;
                }
                *world.sandbox().world() = before.clone();
                let (method, path) = (Some(call.method.clone()), call.path.clone());
                let harm = Harm::Ignores { at };
                world.sandbox().fault(Fault { method, path, from, times: Times::Count(1), harm });
                let report = world.apply(world.plan().await).await;
                world.sandbox().clear_faults();
                let rest = world.plan().await;
                if !report.is_whole() {
                    outcome.noticed += 1;
                } else if !rest.steps().is_empty() || !rest.problems.is_empty() {
                    outcome.silent.push(format!("{:?} {}: {what}", case.scope, case.kind));
                }
            }
        }
        *world.sandbox().world() = after;
    }
    world.take_exchanges();
    outcome
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_gitlab_ignores_is_reported() {
    let all = stream::iter(CASES.iter()).map(tried).buffer_unordered(4);
    let all: Vec<_> = all.collect().await;
    let silent: Vec<_> = all.iter().flat_map(|it| &it.silent).collect();
    assert!(silent.is_empty(), "{silent:#?}");
    for it in &all {
        assert!(it.noticed > 0, "no call of {:?} {} was struck", it.case.scope, it.case.kind);
    }
}
