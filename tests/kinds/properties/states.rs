//! Random states of hooks, branches, and checks: what a file declares, and what GitLab would return.

use std::collections::{BTreeMap, BTreeSet};

use labwright::gitlab::{ApiPath, Version};
use labwright::resource::{Facts, Need, Scope};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

const USERS: [&str; 3] = ["ann", "bo", "cy"];
const ROLES: [(&str, u64); 3] = [("developer", 30), ("maintainer", 40), ("admin", 60)];

/// A hook, a branch or a check: what a file says of it, and what GitLab would tell.
#[derive(Debug, Clone)]
pub(super) struct Object {
    pub(super) declared: Value,
    pub(super) told: Value,
}

/// What is declared, or what GitLab has: hooks, branches and checks.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) hooks: Vec<Object>,
    pub(super) branches: Vec<Object>,
    pub(super) checks: Vec<Object>,
    pub(super) prune: bool,
}

fn id(name: &str) -> usize {
    name.bytes().fold(7, |id, byte| id * 31 % 99_991 + usize::from(byte))
}

fn hook() -> impl Strategy<Value = Object> {
    let keys = || subsequence(vec!["one", "two", "X-A", "X-B"], 0..4);
    (
        select(vec!["a", "b", "c"]),
        select(vec!["plain", "other"]),
        any::<[bool; 3]>(),
        keys(),
        keys(),
    )
        .prop_map(|(name, path, [push, tag, tls], variables, headers)| {
            let url = format!("https://{name}.example.com/{path}");
            let secrets = |keys: &[&str]| -> Map<String, Value> {
                keys.iter().map(|it| ((*it).to_owned(), json!({ "env": "SECRET" }))).collect()
            };
            let pairs =
                |keys: &[&str]| -> Value { keys.iter().map(|it| json!({ "key": it })).collect() };
            Object {
                declared: json!({
                    "name": name, "url": url, "push_events": push, "tag_push_events": tag,
                    "enable_ssl_verification": tls, "url_variables": secrets(&variables),
                    "custom_headers": secrets(&headers),
                }),
                told: json!({
                    "id": id(name), "name": name, "url": url, "description": null,
                    "push_events": push, "tag_push_events": tag, "merge_requests_events": false,
                    "repository_update_events": true, "enable_ssl_verification": tls,
                    "push_events_branch_filter": null, "branch_filter_strategy": "wildcard",
                    "url_variables": pairs(&variables), "custom_headers": pairs(&headers),
                }),
            }
        })
}

fn branch() -> impl Strategy<Value = Object> {
    let roles = || subsequence(ROLES.to_vec(), 1..3);
    let users = || subsequence(USERS.to_vec(), 0..3);
    let names = select(vec!["main", "dev", "release/*"]);
    (names, roles(), users(), roles(), users(), any::<bool>()).prop_map(
        |(name, push, pushers, merge, mergers, force)| {
            let declared = |roles: &[(&str, u64)], users: &[&str]| -> Value {
                let roles = roles.iter().map(|(name, _)| json!(name));
                roles.chain(users.iter().map(|it| json!({ "user": it }))).collect()
            };
            let told = |roles: &[(&str, u64)], users: &[&str]| -> Value {
                let role = |(at, (name, level)): (usize, &(&str, u64))| {
                    json!({ "id": at + 1, "access_level": level, "access_level_description": name, "user_id": null, "group_id": null, "deploy_key_id": null })
                };
                let user = |it: &&str| {
                    json!({ "id": id(it), "access_level": 40, "access_level_description": it, "user_id": id(it), "group_id": null, "deploy_key_id": null })
                };
                roles.iter().enumerate().map(role).chain(users.iter().map(user)).collect()
            };
            Object {
                declared: json!({
                    "name": name, "allowed_to_push": declared(&push, &pushers),
                    "allowed_to_merge": declared(&merge, &mergers), "allow_force_push": force,
                }),
                told: json!({
                    "id": id(name), "name": name, "push_access_levels": told(&push, &pushers),
                    "merge_access_levels": told(&merge, &mergers),
                    "unprotect_access_levels": told(&ROLES[1..2], &[]),
                    "allow_force_push": force, "code_owner_approval_required": false,
                }),
            }
        },
    )
}

/// Checks with distinct urls, some for the branches that are there.
fn checks(branches: Vec<String>) -> impl Strategy<Value = Vec<Object>> {
    let urls = Just(vec!["a", "b", "c", "d", "e"]).prop_shuffle();
    let scopes = proptest::collection::vec(subsequence(branches.clone(), 0..=branches.len()), 4);
    (subsequence(vec!["A", "B", "C", "D"], 0..=4), urls, scopes, any::<bool>()).prop_map(
        |(names, urls, scopes, secret)| {
            let check = |(at, name): (usize, &str)| {
                let url = format!("https://{}.example.com", urls[at]);
                let scope = &scopes[at];
                let told: Vec<_> =
                    scope.iter().map(|it| json!({ "id": id(it), "name": it })).collect();
                let secrets = if secret { json!({ "env": "SECRET" }) } else { Value::Null };
                Object {
                    declared: json!({
                        "name": name, "external_url": url, "protected_branches": scope,
                        "shared_secret": secrets,
                    }),
                    told: json!({
                        "id": id(name), "name": name, "external_url": url, "hmac": secret,
                        "protected_branches": told,
                    }),
                }
            };
            names.into_iter().enumerate().map(check).collect()
        },
    )
}

fn once(objects: Vec<Object>) -> Vec<Object> {
    let mut seen = BTreeSet::new();
    objects.into_iter().filter(|it| seen.insert(it.declared["name"].to_string())).collect()
}

pub(super) fn state() -> impl Strategy<Value = State> {
    let hooks = proptest::collection::vec(hook(), 0..4);
    let branches = proptest::collection::vec(branch(), 0..4);
    (hooks, branches, any::<bool>()).prop_flat_map(|(hooks, branches, prune)| {
        let branches = once(branches);
        let name = |it: &Object| it.declared["name"].as_str().unwrap().to_owned();
        let names = branches.iter().map(name).collect();
        let state = State { hooks: once(hooks), branches, checks: Vec::new(), prune };
        checks(names).prop_map(move |checks| State { checks, ..state.clone() })
    })
}

impl State {
    /// Everything that planning could ask for.
    pub(super) fn facts(&self) -> Facts {
        let told = |of: &[Object]| Ok(of.iter().map(|it| it.told.clone()).collect());
        let at = Scope::project("acme/api");
        let mut answers = BTreeMap::from([
            (Need::list(ApiPath::new("hooks")), told(&self.hooks)),
            (Need::list(at.at("protected_branches")), told(&self.branches)),
            (Need::list(at.at("external_status_checks")), told(&self.checks)),
        ]);
        for user in USERS {
            answers.insert(Need::User(user.to_owned()), Ok(json!({ "id": id(user) })));
        }
        let version =
            Version { major: 18, minor: 9, text: "18.9.0".into(), enterprise: Some(true) };
        Facts { answers, ..Facts::of(version, jiff::civil::date(2026, 11, 28)) }
    }

    /// The three lists as they are declared.
    pub(super) fn lists(&self) -> [Vec<Value>; 3] {
        [&self.hooks, &self.branches, &self.checks]
            .map(|of| of.iter().map(|it| it.declared.clone()).collect())
    }
}

/// `prune` stands once for all files.
pub(super) fn document(
    [hooks, branches, checks]: [Vec<Value>; 3],
    prune: impl Into<Option<bool>>,
) -> Value {
    let prune = prune.into();
    let list = |items: Vec<Value>| match prune {
        Some(prune) => json!({ "items": items, "prune": prune }),
        None => json!({ "items": items }),
    };
    json!({
        "version": 1,
        "instance": { "system_hooks": list(hooks) },
        "projects": { "acme/api": {
            "protected_branches": list(branches), "external_status_checks": list(checks),
        } },
    })
}
