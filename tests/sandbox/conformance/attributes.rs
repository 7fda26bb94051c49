//! Every attribute of settings, one at a time: what was sent, a null, an empty text and nonsense, as the tables recorded them.

use labwright::sandbox::{ADMIN_TOKEN, Sandbox, Seed};
use serde_json::{Map, Value, json};

use crate::wire::{self, Answer};

/// What stands in a table for a key that an answer does not have.
const UNTOLD: &str = "(not in the answer)";

/// Table, attribute, and why the sandbox answers otherwise.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("attributes_project", "description", "Markdown is not rendered: `description_html` is empty"),
    ("attributes_group", "duo_namespace_access_rules", "what a rule holds is not modelled"),
    (
        "attributes_application_settings",
        "archive_builds_in_human_readable",
        "GitLab answers an empty text first, and null later",
    ),
    ("attributes_application_settings", "asset_proxy_allowlist", VERSION),
    ("attributes_application_settings", "asset_proxy_secret_key", VERSION),
    ("attributes_application_settings", "asset_proxy_url", VERSION),
    ("attributes_application_settings", "asset_proxy_whitelist", VERSION),
    (
        "attributes_application_settings",
        "ci_cd_catalog_projects_allowlist",
        "a list that is null is told as an empty one",
    ),
    (
        "attributes_application_settings",
        "diagramsnet_url",
        "an earlier request of the recording had switched the service off",
    ),
    (
        "attributes_application_settings",
        "vscode_extension_marketplace",
        "its parts, which GitLab tells once more, are stored apart",
    ),
];

const VERSION: &str = "the version of rendered Markdown is not counted";

/// Where a table's settings are read and written, and by whom.
struct Place {
    table: &'static str,
    path: &'static str,
    token: &'static str,
}

const PLACES: &[Place] = &[
    Place { table: "attributes_project", path: "/projects/34", token: "sandbox-owner-token" },
    Place { table: "attributes_group", path: "/groups/660", token: "sandbox-owner-token" },
    Place {
        table: "attributes_application_settings",
        path: "/application/settings",
        token: ADMIN_TOKEN,
    },
];

/// The names and numbers of the recordings.
const SEED: &str = "
users: [{ username: root, admin: true, id: 3 }, { username: owner, id: 281 }]
groups:
  - { path: acme-7e56c14a, name: Acme 7e56c14a, members: { owner: owner } }
  - { path: acme-22528fdd, name: Acme 22528fdd, id: 660, members: { root: owner, owner: owner } }
  - { path: acme-22528fdd/sub, id: 661 }
projects:
  - { path: acme-7e56c14a/api, id: 34, branches: { other: null } }
";

/// A project that `attributes_group` names.
const TEMPLATE: &str = "  - { path: acme-22528fdd/templates, id: 243 }
";

struct Lab {
    sandbox: Sandbox,
    path: &'static str,
    token: &'static str,
}

impl Lab {
    fn send(&self, method: &str, body: Option<&Value>) -> (u16, Value) {
        let headers = [
            (String::from("PRIVATE-TOKEN"), self.token.to_owned()),
            (String::from("Content-Type"), String::from("application/json")),
        ];
        let path = format!("/api/v4{}", self.path);
        let body = body.map(|body| body.to_string().into_bytes());
        let answer: Answer =
            wire::send(&self.sandbox.url(), method, &path, &headers, body.as_deref());
        let text = String::from_utf8_lossy(&answer.body);
        let text = text.replace(&self.sandbox.url(), "https://gitlab.example.com");
        let own = self.sandbox.url().trim_start_matches("http://").to_owned();
        let text =
            text.replace(&own, "gitlab.example.com").replace("127.0.0.1", "gitlab.example.com");
        (answer.status, serde_json::from_str(&text).unwrap_or_default())
    }

    /// Sends an attribute and returns what is answered, and what a read shows afterwards.
    fn put(&self, name: &str, value: &Value) -> (u16, Value, Value) {
        let (status, answered) = self.send("PUT", Some(&json!({ name: value })));
        (status, answered, self.send("GET", None).1)
    }
}

/// A key of an answer, in the words of the tables.
fn told(answer: &Value, key: &Value) -> Value {
    let found = key.as_str().and_then(|key| answer.get(key));
    found.cloned().unwrap_or_else(|| json!(UNTOLD))
}

/// Whether a value is the recorded one; numbers of things, times and shortened texts are not compared.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let alike = |(key, value): (&String, &Value)| {
                key.ends_with("_at") || ours.get(key).is_some_and(|own| same(own, value))
            };
            ours.len() == theirs.len() && theirs.iter().all(alike)
        }
        (_, Value::String(text)) if text.starts_with('{') || text.ends_with("...") => true,
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|(one, other)| same(one, other))
        }
        _ => ours == theirs,
    }
}

fn expect(what: &str, ours: &Value, theirs: &Value) -> Result<(), String> {
    if same(ours, theirs) {
        return Ok(());
    }
    Err(format!("{what}: {ours} instead of {theirs}").chars().take(400).collect())
}

/// What a null or an empty text did.
fn effect(
    lab: &Lab,
    row: &Value,
    name: &str,
    sent: &Value,
    recorded: &Value,
) -> Result<(), String> {
    let what = if sent.is_null() { "null" } else { "an empty text" };
    let key = &row["get_name"];
    let before = lab.send("GET", None).1;
    let (status, answered, shown) = lab.put(name, sent);
    if recorded["effect"] == "refused" {
        let wanted = recorded["status"].as_u64().unwrap();
        if u64::from(status) != wanted {
            return Err(format!("{what}: status {status} instead of {wanted}, {answered}"));
        }
        if wanted >= 400 {
            return expect(what, &answered, &recorded["body"]);
        }
        return if answered.is_null() {
            Ok(())
        } else {
            Err(format!("{what}: a body is answered"))
        };
    }
    if status != 200 {
        return Err(format!("{what}: status {status}, {answered}"));
    }
    let wanted = match recorded["effect"].as_str().unwrap() {
        "null" => Value::Null,
        "default" => row["default"].clone(),
        "keeps" => told(&before, key),
        "unseen" => json!(UNTOLD),
        _ => recorded.get("read_back").or(recorded.get("answered")).unwrap().clone(),
    };
    expect(what, &told(&shown, key), &wanted)
}

async fn check(place: &Place, name: &str, row: &Value) -> Vec<Result<(), String>> {
    let seed = Seed::parse(&[SEED, TEMPLATE].concat()).unwrap();
    let sandbox = Sandbox::start(&seed).await.unwrap();
    let token = if row["actor"] == "admin" { ADMIN_TOKEN } else { place.token };
    let lab = Lab { sandbox, path: place.path, token };
    let key = &row["get_name"];
    let mut outcomes = Vec::new();
    let fresh = told(&lab.send("GET", None).1, key);
    // Some defaults are told in words.
    let described = row["default"].as_str().filter(|it| it.starts_with('(') && *it != UNTOLD);
    if described.is_none() {
        outcomes.push(expect("the default", &fresh, &row["default"]));
    }
    if let Some(sent) = row.get("sent") {
        let (status, answered, shown) = lab.put(name, sent);
        let wanted = row["status"].as_u64().unwrap();
        outcomes.push(if u64::from(status) != wanted {
            Err(format!("status {status} instead of {wanted}, {answered}"))
        } else if wanted >= 400 {
            expect("the refusal", &answered, &row["body"])
        } else {
            expect("the answer", &told(&answered, key), &row["returned"])
        });
        if let Some(back) = row.get("read_back") {
            outcomes.push(expect("a read afterwards", &told(&shown, key), back));
        }
        for (other, change) in row["also_changed"].as_object().into_iter().flatten() {
            outcomes.push(expect(other, &told(&shown, &json!(other)), &change["after"]));
        }
    }
    for (what, value) in [("null", Value::Null), ("empty_string", json!(""))] {
        if let Some(recorded) = row.get(what).filter(|it| it.is_object()) {
            outcomes.push(effect(&lab, row, name, &value, recorded));
        }
    }
    if let Some(nonsense) = row.get("nonsense").filter(|it| it["status"].as_u64() >= Some(400)) {
        let (status, answered, _) = lab.put(name, &nonsense["sent"]);
        let wanted = nonsense["status"].as_u64().unwrap();
        outcomes.push(if u64::from(status) == wanted {
            expect("nonsense", &answered, &nonsense["body"])
        } else {
            Err(format!("nonsense: status {status} instead of {wanted}, {answered}"))
        });
    }
    outcomes
}

#[tokio::test(flavor = "multi_thread")]
async fn every_attribute_is_taken_and_refused_as_recorded() {
    let only = std::env::var("SCENARIO").unwrap_or_default();
    let mut complaints = Vec::new();
    for place in PLACES.iter().filter(|place| place.table.contains(&only)) {
        let recording = crate::conformance::replay::load(place.table);
        let rows: &Map<String, Value> = recording["attributes"].as_object().unwrap();
        let (mut same, mut all) = (0, 0);
        for (name, row) in rows {
            let outcomes = check(place, name, row).await;
            let wrong: Vec<&String> = outcomes.iter().filter_map(|it| it.as_ref().err()).collect();
            let known = DIFFERENCES.iter().any(|it| it.0 == place.table && it.1 == name);
            all += outcomes.len();
            same += outcomes.len() - wrong.len();
            match (known, wrong.is_empty()) {
                (true, true) => {
                    complaints.push(format!("{name} of {}: no longer differs", place.table))
                }
                (false, false) => complaints.extend(wrong.iter().map(|it| format!("{name}: {it}"))),
                _ => {}
            }
        }
        println!("{:<34} {same:>3} of {all:>3} requests", place.table);
        assert!(same * 100 >= all * 95, "{same} of {all}: {complaints:#?}");
    }
    assert!(complaints.is_empty(), "{} differ:\n{}", complaints.len(), complaints.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_subgroup_has_the_attributes_that_were_recorded() {
    let recording = crate::conformance::replay::load("attributes_subgroup");
    for (name, row) in recording["attributes"].as_object().unwrap() {
        let sandbox = Sandbox::start(&Seed::parse(SEED).unwrap()).await.unwrap();
        let mut lab = Lab { sandbox, path: "", token: ADMIN_TOKEN };
        for (place, path) in [("top", "/groups/660"), ("sub", "/groups/661")] {
            lab.path = path;
            let (status, answered, shown) = lab.put(name, &row["sent"]);
            assert_eq!(u64::from(status), row[place]["status"], "{name} of {place}: {answered}");
            let ours = if status == 200 { told(&shown, &json!(name)) } else { answered };
            let theirs = &row[place]["read_back"];
            assert!(same(&ours, theirs), "{name} of {place}: {ours}, not {theirs}");
        }
    }
}
