//! What GitLab 18.9 was seen to answer with 200 or 201, and to ignore: each with what labwright does about it.

use serde::Deserialize;
use serde_json::Value;

use crate::support::World;

/// One of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// What GitLab does.
    gitlab: String,
    /// What labwright does.
    labwright: String,
    seed: String,
    file: String,
    #[serde(default)]
    licence: Option<String>,
    /// Who applies; an administrator by default.
    #[serde(default)]
    token: Option<String>,
    /// Secrets are sent again.
    #[serde(default)]
    rotate: bool,
    /// The exit code of the apply, a part of its output, and the methods that it sends.
    exit: i32,
    #[serde(default)]
    says: String,
    #[serde(default)]
    writes: Option<Vec<String>>,
}

fn rows() -> Vec<Row> {
    let rows: Value = serde_yaml::from_str(include_str!("measured.yaml")).expect("YAML");
    serde_json::from_value(rows).expect("rows")
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_gitlab_was_seen_to_ignore_is_a_success() {
    let mut wrong = Vec::new();
    for row in rows() {
        let licence = row.licence.as_deref().unwrap_or("ultimate");
        let mut seed: Value = serde_yaml::from_str(&row.seed).unwrap();
        seed["licence"] = licence.into();
        let mut world = World::start(&seed.to_string()).await;
        world.secret("PASSWORD", "a-new-password-1");
        if let Some(user) = &row.token {
            world.secret("GITLAB_TOKEN", &format!("sandbox-{user}-token"));
        }
        world.write("labwright.yaml", &format!("version: 1\n{}\n", row.file));
        let arguments: &[_] =
            if row.rotate { &["apply", "-y", "--rotate-secrets"] } else { &["apply", "-y"] };
        let output = world.run(arguments).await;
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).replace('│', " ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
        let writes: Vec<_> = writes.map(|it| it.method).collect();
        let same = row.writes.as_ref().is_none_or(|it| *it == writes);
        if output.status.code() != Some(row.exit) || !text.contains(&row.says) || !same {
            wrong.push(format!("{} {writes:?} {:?}\n{text}\n", row.gitlab, output.status.code()));
        }
        world.finish();
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_has_them_all() {
    let mut page = String::from(PAGE);
    for Row { gitlab, labwright, .. } in rows() {
        page.push_str(&format!("| {gitlab} | {labwright} |\n"));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/ignored.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == page, "docs/ignored.md is out of date: run with UPDATE=1");
}

const PAGE: &str = "\
<!-- Written by tests/kinds: `UPDATE=1 cargo test --test kinds measured`. -->
# What GitLab ignores

GitLab sometimes answers 200 or 201, and ignores a part of the request. labwright compares every response with what it sent.
If a field differs, the step fails: the report has the field, what was sent, and what GitLab returned, and the exit code is 1.
`tests/kinds/ignored.rs` removes each part of each call of each kind, and checks that no such loss is a success.

Where labwright knows in advance that GitLab will ignore a value, it says so before anything is sent, or sends what has the
effect. These were seen on GitLab 18.9, and each has a test in `tests/kinds/ignored/measured.yaml`:

| GitLab | labwright |
|---|---|
";
