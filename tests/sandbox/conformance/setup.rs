//! The calls that built the world of a recording: sent again where the sandbox serves them, otherwise done to the world itself.

use labwright::sandbox::{Sandbox, World};
use serde_json::{Map, Value};

use super::replay::token;
use super::stage::Numbers;
use super::{delivery, stage};
use crate::wire;

/// Forms of calls that are sent again; `*` is any segment.
const SENT: &[&str] = &[
    "DELETE hooks/*",
    "POST groups",
    "PUT groups/*",
    "POST groups/*/members",
    "POST member_roles",
    "POST projects",
    "PUT projects/*",
    "PATCH projects/*/pages",
    "POST projects/*/members",
    "PUT projects/*/members/*",
    "DELETE projects/*/members/*",
    "POST projects/*/archive",
    "POST projects/*/share",
    "POST projects/*/environments",
    "POST projects/*/external_status_checks",
    "POST projects/*/protected_branches",
    "PATCH projects/*/protected_branches/*",
    "DELETE projects/*/protected_branches/*",
    "POST projects/*/repository/branches",
    "DELETE projects/*/repository/branches/*",
    "POST projects/*/repository/commits",
    "POST projects/*/merge_requests/*/cancel_merge_when_pipeline_succeeds",
    "PUT projects/*/merge_requests/*/merge",
    "POST projects/*/hooks",
    "POST projects/*/labels",
    "POST projects/*/milestones",
    "POST projects/*/variables",
    "POST projects/*/deploy_keys",
    "POST projects/*/cluster_agents",
    "POST users",
    "POST users/*/block",
    "POST users/*/deactivate",
    "POST users/*/ban",
    "DELETE topics/*",
];

/// Forms that are not sent, and why.
const NOT_SENT: &[(&[&str], &str)] = &[
    (
        &[
            "POST projects/*/deployments",
            "PUT projects/*/deployments/*",
            "POST projects/*/environments/*/stop",
            "DELETE projects/*/share/*",
            "POST projects/*/merge_trains/merge_requests/*",
        ],
        "the recorded numbers and the moments at which trains and deployments move are set: done to the world itself",
    ),
    (
        &["POST projects/*/protected_environments", "DELETE groups/*/protected_environments/*"],
        "later steps write out the recorded IDs of approval rules: done to the world itself",
    ),
    (
        &[
            "POST projects/*/repository/files/*",
            "POST projects/*/repository/tags",
            "POST projects/*/merge_requests",
            "PUT projects/*/merge_requests/*",
            "POST projects/*/merge_requests/*/discussions",
            "POST projects/*/merge_requests/*/approval_rules",
            "POST projects/*/merge_requests/*/blocks",
            "POST groups/*/share",
            "PUT jobs/*",
            "POST projects/*/jobs/*/*",
            "DELETE projects/*/pipelines/*",
        ],
        "the recorded commits and numbers are set, or the sandbox has none of these calls: done to the world itself",
    ),
    (
        &[
            "POST users/*/personal_access_tokens",
            "DELETE users/*",
            "DELETE personal_access_tokens/*",
            "POST projects/*/access_tokens",
            "POST groups/*/access_tokens",
            "POST user/runners",
            "DELETE runners/*",
        ],
        "tokens and bots are in the seed; what is deleted after a step is not asked for again",
    ),
    (
        &[
            "PUT application/settings",
            "POST projects/*/pipeline",
            "POST projects/*/pipelines/*/cancel",
            "POST projects/*/hooks",
            "POST api/graphql",
        ],
        "the scenario sets what follows from it, or nothing that is compared does",
    ),
];

fn is(form: &str, method: &str, path: &str) -> bool {
    let (verb, template) = form.split_once(' ').unwrap();
    let (mut theirs, mut ours) = (path.split('/').skip(1), template.split('/'));
    verb == method
        && ours.by_ref().all(|it| theirs.next().is_some_and(|part| it == "*" || it == part))
        && theirs.next().is_none()
}

/// The counter of what a call makes, so that it gets its recorded ID.
fn counter<'w>(world: &'w mut World, path: &str) -> Option<&'w mut u64> {
    let next = &mut world.next;
    Some(match path.rsplit('/').next()? {
        "groups" => &mut next.group,
        "projects" => &mut next.project,
        "environments" => &mut next.environment,
        "deployments" => &mut next.deployment,
        "protected_branches" => &mut next.protected_branch,
        "deploy_keys" => world.row_ids.entry("deploy_keys").or_insert(1),
        "users" => &mut next.user,
        "cluster_agents" => world.row_ids.entry("cluster_agents").or_insert(1),
        "member_roles" => world.row_ids.entry("member_roles").or_insert(1),
        _ => return None,
    })
}

/// Does what a call of `setup` did.
pub(crate) fn again(sandbox: &Sandbox, call: &Value, numbers: &Numbers, vars: &Map<String, Value>) {
    let request = &call["request"];
    let method = request["method"].as_str().unwrap();
    let path = request["path"].as_str().unwrap();
    let bare = path.split('?').next().unwrap();
    if !SENT.iter().any(|it| is(it, method, bare)) {
        let listed = NOT_SENT.iter().any(|it| it.0.iter().any(|it| is(it, method, bare)));
        assert!(listed, "{method} {bare} is neither sent nor listed");
        let mut world = sandbox.world();
        stage::apply(&mut world, call);
        return delivery::apply(&mut world, call, vars);
    }
    let made = call["made"]["id"].as_u64();
    let before = {
        let mut world = sandbox.world();
        // The groups and projects that are given are in the seed.
        let given = made.is_some_and(|id| match bare {
            "/groups" => world.groups.contains_key(&id),
            "/projects" => world.projects.contains_key(&id),
            "/users" => {
                let name = call["made"]["username"].as_str();
                world.users.get(&id).is_some_and(|it| Some(it.username.as_str()) == name)
            }
            _ => false,
        });
        if given {
            return;
        }
        delivery::tick(&mut world);
        made.and_then(|made| Some(std::mem::replace(counter(&mut world, bare)?, made)))
    };
    let body = request.get("json").filter(|it| !it.is_null()).map(|it| it.to_string().into_bytes());
    let mut headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    let actor = call["as"].as_str().unwrap_or("admin");
    headers.extend(token(actor).map(|it| ("PRIVATE-TOKEN".to_owned(), it)));
    let path = match bare.strip_prefix("/hooks/").and_then(|it| it.parse().ok()) {
        Some(theirs) => format!("/hooks/{}", numbers.ours("/hooks", theirs)),
        None => path.to_owned(),
    };
    let answer =
        wire::send(&sandbox.url(), method, &format!("/api/v4{path}"), &headers, body.as_deref());
    if let (Some(before), Some(next)) = (before, counter(&mut sandbox.world(), bare)) {
        *next = before.max(*next);
    }
    // The members that are given are in the seed, too.
    let given = answer.status == 409 && bare.ends_with("/members");
    let done = (200..300).contains(&answer.status) || given;
    if let (true, Some(theirs)) = (bare.ends_with("/commits"), call["made"]["id"].as_str()) {
        let ours: Value = serde_json::from_slice(&answer.body).unwrap();
        stage::called(&mut sandbox.world(), ours["id"].as_str().unwrap(), theirs);
    }
    assert!(done, "{method} {path}: {} {}", answer.status, String::from_utf8_lossy(&answer.body));
}

#[test]
fn every_form_is_in_a_recording() {
    let mut calls = Vec::new();
    for scenario in super::SCENARIOS {
        let recording = super::replay::load(scenario.name);
        for request in recording["setup"].as_array().into_iter().flatten().map(|it| &it["request"])
        {
            if let (Some(method), Some(path)) =
                (request["method"].as_str(), request["path"].as_str())
            {
                calls.push((method.to_owned(), path.split('?').next().unwrap().to_owned()));
            }
        }
    }
    let listed = NOT_SENT.iter().flat_map(|it| it.0);
    let idle = |form: &&&str| !calls.iter().any(|(method, path)| is(form, method, path));
    let idle: Vec<_> = SENT.iter().chain(listed).filter(idle).collect();
    assert!(idle.is_empty() && NOT_SENT.iter().all(|it| !it.1.is_empty()), "{idle:#?}");
}
