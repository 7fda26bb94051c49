//! Keys behind which nothing is written: whatever the schema makes of `null`, they are never taken for it.

#![expect(clippy::unwrap_used, reason = "a test that cannot compile its schema has failed")]

use labwright::config::{self, Schemas};

use super::common::{Folder, told};

/// Every key of every level has a value here, on one line with it or on lines of their own.
const WHOLE: &str = "version: 1
gitlab: { url: https://gitlab.example.com }
include: [p/*.yaml]
instance:
  system_hooks:
    prune: true
    items:
      - name: audit
        url: https://a.example/{tenant}
        description: x
        token: { env: A }
        push_events: true
        tag_push_events: true
        merge_requests_events: true
        repository_update_events: true
        enable_ssl_verification: true
        push_events_branch_filter: main
        branch_filter_strategy: wildcard
        url_variables: { tenant: { env: A } }
        custom_headers:
          X-Team: { file: a.txt }
        state: present
projects:
  acme/api:
    protected_branches:
      - &rule
        name: main
        allowed_to_push: [maintainer, { user: alice }]
        allowed_to_merge:
          - { group: acme/ops }
        allowed_to_unprotect: [maintainer]
        allow_force_push: false
        code_owner_approval_required: false
      - <<: *rule
        name: other
    external_status_checks:
      - name: Scan
        external_url: https://s.example
        shared_secret: { env: A }
        protected_branches: [main]
    deployments:
      - environment: production
        ref: main
        sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f
        tag: false
        status: success
        approval:
          status: approved
          comment: x
          represented_as: security
    merge_trains:
      - merge_request: 59
        sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f
        squash: true
        auto_merge: true
    merge_requests:
      - iid: 4
        status_checks:
          - { name: Scan, status: passed, sha: 141be9714669a4c1ccaa013c6a7f3e462ff2a40f }
";

/// What says that a value is missing; of a secret, of a name and of `<<` in words of their own.
const WORDS: [&str; 4] = ["no value", "can only merge", "environment variable", "path of a file"];

fn said(text: &str) -> Vec<String> {
    let schemas = Schemas::new(&config::schema::json_schema()).unwrap();
    let folder =
        Folder::with(&[("labwright.yaml", text), ("p/a.yaml", "projects: { acme/web: {} }\n")]);
    let read = config::load(folder.path(), &schemas).and_then(config::read);
    read.err().map(|it| told(&it, folder.path())).unwrap_or_default()
}

/// The text with everything behind one colon, or one dash, taken away, and what was meant.
fn cut(text: &str) -> Vec<(usize, String)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut all = Vec::new();
    let depth = |line: &str| line.len() - line.trim_start().len();
    let write = |lines: &[&str]| lines.join("\n") + "\n";
    for (at, line) in lines.iter().enumerate() {
        // What belongs to the line: all that is deeper.
        let below = lines[at + 1..].iter().take_while(|it| depth(it) > depth(line)).count();
        if let Some((key, _)) = line.split_once(':').filter(|(key, _)| !key.contains('{')) {
            let short = format!("{key}:");
            // A first key behind a dash has its siblings deeper than the line.
            let below = if line.trim_start().starts_with("- ") { 0 } else { below };
            let mut cut = lines[..at].to_vec();
            cut.push(&short);
            cut.extend(&lines[at + 1 + below..]);
            all.push((at + 1, write(&cut)));
        }
        if let Some(dash) = line.find("- ") {
            let short = &line[..=dash];
            let mut cut = lines[..at].to_vec();
            cut.push(short);
            cut.extend(&lines[at + 1 + below..]);
            all.push((at + 1, write(&cut)));
        }
    }
    // Keys and items between braces and brackets.
    for (at, _) in text.match_indices(": ").filter(|(at, _)| {
        let line = text[..*at].rfind('\n').map_or(0, |it| it + 1);
        text[line..*at].contains(['{', '['])
    }) {
        let end = text[at..].find([',', '}', ']', '\n']).map(|it| at + it).unwrap();
        let nested = text[at + 1..end].contains(['{', '[']);
        let (end, last) = if nested { (end + 1, "") } else { (end, " ") };
        let line = text[..at].matches('\n').count() + 1;
        all.push((line, format!("{}:{last}{}", &text[..at], &text[end..])));
    }
    all
}

#[test]
fn every_key_of_every_level_needs_a_value() {
    assert_eq!(said(WHOLE), [""; 0]);
    let cuts = cut(WHOLE);
    assert!(cuts.len() > 70, "{}", cuts.len());
    for (line, text) in cuts {
        let said = said(&text);
        let here: Vec<&String> = said
            .iter()
            .filter(|it| {
                it.starts_with(&format!("labwright.yaml:{line}:"))
                    && WORDS.iter().any(|word| it.contains(word))
            })
            .collect();
        assert!(!here.is_empty(), "line {line}: {said:?}\n{text}");
        assert!(here.iter().all(|it| it.contains(" | ")), "no hint: {here:?}");
    }
}

#[test]
fn an_unfinished_key_is_told_with_what_to_write() {
    let project = |lines: &str| {
        format!("version: 1\nprojects:\n  acme/api:\n    {}\n", lines.replace('\n', "\n    "))
    };
    let rule = |line: &str| project(&format!("protected_branches:\n  - name: main\n    {line}"));
    let lists = "write its items below it, `[]` for none, or `null` for GitLab's default; remove the key to leave it unchanged";
    for (text, expected) in [
        (rule("allowed_to_push:"), format!("6:9 `allowed_to_push` has no value | {lists}")),
        (rule("allowed_to_push:   # nobody"), format!("6:9 `allowed_to_push` has no value | {lists}")),
        (rule("allowed_to_push: &a"), format!("6:9 `allowed_to_push` has no value | {lists}")),
        (
            rule("allow_force_push:"),
            "6:9 `allow_force_push` has no value | write a value, or `null` for GitLab's default; remove the key to leave it unchanged".to_owned(),
        ),
        (
            rule("allowed_to_push:\n      -"),
            "7:12 an item of `allowed_to_push` has no value | write a value after the `-`, or remove the line".to_owned(),
        ),
        (
            "version: 1\nprojects:\n  acme/api:\n".to_owned(),
            "3:3 `acme/api` has no value | write its entries below it, or `acme/api: {}` for none; remove the key to leave it unchanged".to_owned(),
        ),
        (
            project("protected_branches:"),
            "4:5 `protected_branches` has no value | write its items below it, or `[]` for none; remove the key to leave it unchanged".to_owned(),
        ),
        (
            "version: 1\nprojects: { acme/api: { protected_branches: [{ name: main, allowed_to_push }] } }\n".to_owned(),
            format!("2:60 `allowed_to_push` has no value | {lists}"),
        ),
        (
            "version: 1\nprojects:\n".to_owned(),
            "2:1 `projects` has no value | write its entries below it, or `projects: {}` for none; remove the key to leave it unchanged".to_owned(),
        ),
    ] {
        let expected: String = expected;
        assert_eq!(said(&text), [format!("labwright.yaml:{expected}")], "{text}");
    }
    // Written out it is what it says.
    for null in ["null", "~", "Null", "NULL", "!!null null"] {
        assert_eq!(said(&rule(&format!("allowed_to_push: {null}"))), [""; 0], "{null}");
    }
}

#[test]
fn what_an_unfinished_key_hides_is_told_where_it_is_written() {
    // Merged in, the value is as unfinished as where the anchor is.
    let text = "version: 1
projects:
  acme/api:
    protected_branches:
      - &rule
        name: main
        allowed_to_push:
      - <<: *rule
        name: other
";
    let said = said(text);
    assert!(said.iter().all(|it| it.contains("`allowed_to_push` has no value")), "{said:?}");
    assert!(said[0].starts_with("labwright.yaml:7:9 "), "{said:?}");
}
