//! A random configuration over all kinds, as a person might write it.
//!
//! It avoids what contradicts itself (a train to a branch that nobody may merge into, an answer to a
//! check that goes): such files come out as problems, and a problem is no promise to test.

use serde_json::{Map, Value, json};

use super::dice::Dice;

pub(crate) const OLD: &str = "141be9714669a4c1ccaa013c6a7f3e462ff2a40f";
pub(crate) const NEW: &str = "a91957a858320c0e17f3a0eca7cfacbff50ea29a";

pub(crate) const SEED: &str = "
users: [{ username: mia }, { username: dan }, { username: eve }]
groups: [{ path: guests }, { path: crew }]
hooks:
  - { url: 'https://one.example.com/plain', token: seeded }
  - { url: 'https://two.example.com/{tenant}/in', name: feed, url_variables: { tenant: seeded }, custom_headers: { X-A: seeded } }
projects:
  - path: acme/api
    commits: [141be9714669a4c1ccaa013c6a7f3e462ff2a40f, a91957a858320c0e17f3a0eca7cfacbff50ea29a]
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a, dev: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }
    members: { mia: maintainer, dan: developer, eve: developer }
    shares: { guests: developer, crew: maintainer }
    deploy_keys: [{ id: 7, title: ci, key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGeuI7Zx7oGupoqe3KT4kDpRwuG82/XKtlQWv1ZZmFWp }]
    protected_branches:
      - { name: main, push: [{ user: mia }, 40, { deploy_key: 7 }] }
      - { name: v1.x, push: [40, 40], merge: [nobody] }
    external_status_checks:
      - { name: A, external_url: 'https://a.example.com', shared_secret: seeded, protected_branches: [main] }
    environments: [{ name: gate }]
    protected_environments: [{ name: gate, deploy: [maintainer], approval_rules: [{ who: maintainer, required_approvals: 2 }] }]
    deployments: [{ environment: gate, ref: main, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, status: blocked, job: deploy, user: mia }]
  - path: acme/train
    settings: { merge_pipelines_enabled: true, merge_trains_enabled: true }
    external_status_checks:
      - { name: Scan, external_url: 'https://scan.example.com' }
      - { name: Lint, external_url: 'https://lint.example.com' }
      - { name: Perf, external_url: 'https://perf.example.com' }
    merge_requests:
      - { iid: 1, source_branch: green, pipeline: success }
      - { iid: 2, source_branch: slow, pipeline: running }
      - { iid: 3, source_branch: done, state: merged, pipeline: success }
      - { iid: 4, source_branch: other, pipeline: success }
";

const BRANCHES: [&str; 4] = ["main", "dev", "release/*", "v1.x"];
const CHECKS: [&str; 5] = ["A", "B", "C", "Compliance Tool", "E"];
const URLS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
const ENVIRONMENTS: [&str; 3] = ["production", "staging", "review/1"];

/// A random configuration.
pub(crate) fn wanted(dice: &mut Dice) -> Value {
    let mut instance = Map::new();
    if !dice.once_in(4) {
        instance.insert("system_hooks".into(), hooks(dice));
    }
    let mut api = Map::new();
    // A check may only name branches that stay.
    let mut branches: Vec<&str> = vec!["main"];
    if !dice.once_in(4) {
        let (text, stay) = protected(dice);
        api.insert("protected_branches".into(), text);
        branches = stay;
    }
    if !dice.once_in(5) {
        api.insert("external_status_checks".into(), checks(dice, &branches));
    }
    if dice.coin() {
        api.insert("deployments".into(), deployments(dice));
    }
    let mut train = Map::new();
    if dice.coin() {
        train.insert("external_status_checks".into(), answered(dice));
    }
    if dice.coin() {
        let entries: Vec<_> = dice.some(&[1, 2, 3, 4]);
        train
            .insert("merge_trains".into(), entries.into_iter().map(|it| entry(dice, it)).collect());
    }
    if dice.coin() {
        train
            .insert("merge_requests".into(), json!([{ "iid": 4, "status_checks": answers(dice) }]));
    }
    json!({
        "version": 1, "instance": instance, "projects": { "acme/api": api, "acme/train": train },
    })
}

fn secret(dice: &mut Dice, what: &str) -> Value {
    json!({ "env": format!("{what}_{}", dice.pick(&["X", "Y"])) })
}

fn listed(dice: &mut Dice, items: Vec<Value>) -> Value {
    match dice.roll(3) {
        0 => items.into(),
        1 => json!({ "items": items }),
        _ => json!({ "items": items, "prune": true }),
    }
}

fn switch(dice: &mut Dice, object: &mut Value, field: &str) {
    match dice.roll(5) {
        0 => object[field] = Value::Null,
        1 => object[field] = json!(true),
        2 => object[field] = json!(false),
        _ => {}
    }
}

fn hooks(dice: &mut Dice) -> Value {
    let mut items = Vec::new();
    for (at, name) in ["one", "feed", "audit", "two"].into_iter().enumerate() {
        match dice.roll(6) {
            0 | 1 => continue,
            2 if at > 0 => {
                items.push(json!({ "name": name, "state": "absent" }));
                continue;
            }
            _ => {}
        }
        let host = ["one", "feed", "audit", "two"][at];
        let (path, used): (&str, &[&str]) = *dice.pick(&[
            ("plain", &[][..]),
            ("other", &[][..]),
            ("{tenant}/in", &["tenant"][..]),
            ("{tenant}/{area}", &["tenant", "area"][..]),
            ("{area}", &["area"][..]),
        ]);
        // The hook without a name is known by its url, which has to stay.
        let nameless = at == 0 && dice.coin();
        let (path, used) = if nameless { ("plain", &[][..]) } else { (path, used) };
        let mut it = json!({ "url": format!("https://{host}.example.com/{path}") });
        if !nameless {
            it["name"] = json!(name);
        }
        match dice.roll(3) {
            0 => it["token"] = secret(dice, "TOKEN"),
            1 => it["token"] = Value::Null,
            _ => {}
        }
        if !used.is_empty() || dice.coin() {
            let more = dice.some(&["spare", "more-1"]);
            let names = used.iter().copied().chain(more);
            let all: Map<_, _> =
                names.map(|it| (it.to_owned(), secret(dice, "VARIABLE"))).collect();
            it["url_variables"] = all.into();
        }
        // Headers that are not declared make a new url a problem.
        if !dice.once_in(8) {
            let names = dice.some(&["X-A", "X-B", "X-C"]);
            let all: Map<_, _> =
                names.iter().map(|it| ((*it).to_owned(), secret(dice, "HEADER"))).collect();
            it["custom_headers"] = all.into();
        }
        match dice.roll(4) {
            0 => it["description"] = json!("first"),
            1 => it["description"] = Value::Null,
            _ => {}
        }
        match dice.roll(5) {
            0 => it["branch_filter_strategy"] = json!("all_branches"),
            1 => {
                it["branch_filter_strategy"] = json!(dice.pick(&["wildcard", "regex"]));
                it["push_events_branch_filter"] = json!(dice.pick(&["main", "release"]));
            }
            2 => it["push_events_branch_filter"] = Value::Null,
            _ => {}
        }
        for field in ["push_events", "tag_push_events", "enable_ssl_verification"] {
            switch(dice, &mut it, field);
        }
        items.push(it);
    }
    listed(dice, items)
}

/// The rules, and the names of those that are there afterwards.
fn protected(dice: &mut Dice) -> (Value, Vec<&'static str>) {
    let mut stay = Vec::new();
    let mut items = Vec::new();
    for name in BRANCHES {
        match dice.roll(6) {
            0 | 1 => continue,
            2 => {
                items.push(json!({ "name": name, "state": "absent" }));
                continue;
            }
            _ => stay.push(name),
        }
        let mut it = json!({ "name": name });
        for field in ["allowed_to_push", "allowed_to_merge", "allowed_to_unprotect"] {
            let people = [
                json!("developer"),
                json!("maintainer"),
                json!("admin"),
                json!({ "user": "mia" }),
                json!({ "user": "Dan" }),
                json!({ "group": "guests" }),
                json!({ "group": "crew" }),
            ];
            let some = dice.some(&people);
            match dice.roll(5) {
                0 => it[field] = Value::Null,
                1 if field != "allowed_to_unprotect" => it[field] = json!(["no one"]),
                2 | 3 if !some.is_empty() || field != "allowed_to_unprotect" => {
                    it[field] = dice.shuffled(&some).into();
                }
                _ => {}
            }
        }
        switch(dice, &mut it, "allow_force_push");
        switch(dice, &mut it, "code_owner_approval_required");
        items.push(it);
    }
    let items = dice.shuffled(&items);
    (listed(dice, items), stay)
}

fn checks(dice: &mut Dice, branches: &[&'static str]) -> Value {
    let urls = dice.shuffled(&URLS);
    let mut items = Vec::new();
    // A check that no file mentions keeps its url, and nobody else can have it.
    let prune = dice.coin();
    for (at, name) in CHECKS.into_iter().enumerate() {
        match dice.roll(6) {
            0 if prune || dice.once_in(8) => continue,
            1 => {
                items.push(json!({ "name": name, "state": "absent" }));
                continue;
            }
            _ => {}
        }
        let mut it =
            json!({ "name": name, "external_url": format!("https://{}.example.com", urls[at]) });
        match dice.roll(4) {
            0 => it["shared_secret"] = secret(dice, "SHARED"),
            1 => it["shared_secret"] = Value::Null,
            _ => {}
        }
        match dice.roll(4) {
            0 => {}
            1 => it["protected_branches"] = dice.pick(&[Value::Null, json!([])]).clone(),
            _ => it["protected_branches"] = dice.some(branches).into(),
        }
        items.push(it);
    }
    json!({ "items": dice.shuffled(&items), "prune": prune })
}

/// The checks that are answered on a merge request: always all three, their urls in any order.
fn answered(dice: &mut Dice) -> Value {
    let urls = dice.shuffled(&["scan", "lint", "perf", "fourth"]);
    let names = ["Scan", "Lint", "Perf"].into_iter().zip(urls);
    let check =
        |(name, url)| json!({ "name": name, "external_url": format!("https://{url}.example.com") });
    listed(dice, names.map(check).collect())
}

fn answers(dice: &mut Dice) -> Value {
    let names = dice.some(&["Scan", "Lint", "Perf"]);
    let mut status =
        |name| json!({ "name": name, "status": dice.pick(&["passed", "failed", "pending"]) });
    names.into_iter().map(&mut status).collect()
}

fn entry(dice: &mut Dice, iid: u64) -> Value {
    let mut it = json!({ "merge_request": iid });
    if dice.coin() {
        it["squash"] = json!(true);
    }
    if iid == 2 && dice.coin() {
        it["auto_merge"] = json!(true);
    }
    it
}

fn deployments(dice: &mut Dice) -> Value {
    let mut items = Vec::new();
    for name in dice.some(&ENVIRONMENTS) {
        let sha = dice.pick(&[OLD, NEW]);
        items.push(if dice.once_in(5) {
            json!({ "environment": name, "sha": sha, "state": "absent" })
        } else {
            let status = dice.pick(&["success", "success", "running", "failed", "canceled"]);
            json!({ "environment": name, "ref": "main", "sha": sha, "status": status })
        });
    }
    if dice.once_in(3) {
        let said = dice.pick(&["approved", "rejected"]);
        items.push(
            json!({ "environment": "gate", "ref": "main", "sha": NEW, "approval": { "status": said } }),
        );
    }
    items.into()
}
