//! `labwright convert gitlabform`: what comes out is valid, what does not come out is listed by line, and no secret is told.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::path::Path;
use std::process::{Command, Output};

const SECRETS: [&str; 6] =
    ["glpat-7q1x", "masked-7q2x", "hook-7q3x", "mirror-7q4x", "slack-7q5x", "url-7q6x"];

/// One of everything.
const CONFIG: &str = r##"
config_version: 4
gitlab:
  url: https://gitlab.example.com/
  token: glpat-7q1x
skip_groups: [acme/sandbox]
skip_projects: [acme/old, "acme/tmp-*"]
projects_and_groups:
  "*":
    project_settings: { visibility: private, topics: [a, b: { delete: true }] }
    group_settings: { project_creation_level: maintainer, prevent_sharing_groups_outside_hierarchy: true }
  acme/*:
    group_members: { enforce: true, users: { mia: { access_level: owner } } }
    group_protected_branches:
      main: { protected: true, push_access_level: no access, merge_access_level: maintainer }
    group_variables:
      deploy: { key: DEPLOY, value: masked-7q2x, masked: true }
      level: { key: LEVEL, value: 12 }
    members: { groups: { qa-group: { group_access: 20 } }, users: { dan: { access_level: 30, expires_at: 2027-06-30 } } }
    branches:
      main: { protected: true, push_access_level: maintainer, allowed_to_push: [{ user: alice }] }
      old: { protected: false }
    files:
      README.md: { branches: all, content: x }
  acme/api:
    project_settings: { merge_method: ff, nonsense: 1 }
    variables:
      enforce: true
      log: { key: LOG, value: debug, environment_scope: staging }
      gone: { key: GONE, value: x, delete: true }
    hooks:
      https://ci.example.com/in: { token: hook-7q3x, push_events: true }
      "https://mia:url-7q6x@ci.example.com/in": { push_events: true }
    integrations: { slack: { webhook: "https://hooks.example.com/slack-7q5x", channel: api, push_events: true } }
    remote_mirrors:
      "https://bot:mirror-7q4x@git.example.org/a.git": { enabled: true }
    schedules:
      odd: { ref: main, cron: "H 1 * * *" }
    merge_requests_approvals: { reset_approvals_on_push: true }
    merge_requests_approval_rules:
      any: { name: Any, rule_type: any_approver, approvals_required: 1 }
    nonsense_section: { a: 1 }
"##;

fn convert(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.args(["convert", "gitlabform"]).args(arguments).current_dir(folder).env_clear();
    command.output().unwrap()
}

fn validate(folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.args(["validate", "-c"]).arg(folder).env_clear().output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a configuration becomes, and what is said about it. It is valid.
#[track_caller]
fn converted(text: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.yml"), text).unwrap();
    let output = convert(folder.path(), &["config.yml", "--into", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output.stderr));
    let valid = validate(&folder.path().join("out"));
    assert_eq!(valid.status.code(), Some(0), "{}", said(&valid.stderr));
    let file = std::fs::read_to_string(folder.path().join("out/labwright.yaml")).unwrap();
    (file, said(&output.stderr))
}

/// The configuration below a key of `projects_and_groups`.
fn below(levels: &str) -> String {
    format!("config_version: 4\nprojects_and_groups:\n{levels}")
}

/// The problem with a configuration.
#[track_caller]
fn refused(text: &[u8]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.yml"), text).unwrap();
    let output = convert(folder.path(), &["config.yml", "--into", "out"]);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output.stdout));
    assert!(!folder.path().join("out").exists() && output.stdout.is_empty());
    said(&output.stderr)
}

#[track_caller]
fn has_all(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

#[test]
fn what_is_not_carried_over_is_listed_by_line_and_no_secret_is_told() {
    let (file, said) = converted(CONFIG);
    for (line, what) in [
        (5, "gitlab.token: "),
        (24, "files.README.md: labwright does not look for branches"),
        (26, "project_settings.nonsense: labwright does not have it"),
        (33, "hooks.https://***@ci.example.com/in: its URL has credentials"),
        (38, "schedules.odd.cron: "),
        (42, "nonsense_section: "),
    ] {
        let note = format!("config.yml:{line}: {what}");
        has_all(&said, &[&format!("note: {note}")]);
        has_all(&file, &[&format!("#   {note}")]);
    }
    for secret in SECRETS {
        assert!(!file.contains(secret) && !said.contains(secret), "{secret}\n{file}\n{said}");
    }
    for part in [
        "#   ACME_GROUP_VARIABLES_DEPLOY_VALUE  config.yml:17: group_variables.deploy.value\n",
        "  - for: \"*\"\n    except: [acme/sandbox]\n    group:\n      settings:\n        prevent_sharing",
        "gitlab: { url: \"https://gitlab.example.com\" }\n",
        "    except: [\"acme/sandbox/*\", acme/old, \"acme/tmp-*\", \"acme/tmp-*/**/*\"]\n",
        "topics: [a]\n",
        "value: \"12\"\n",
        "allowed_to_push: [maintainer, { user: alice }]\n",
        "- name: old\n          state: absent\n",
        "group_access: reporter\n",
        "expires_at: \"2027-06-30\"\n",
        "groups:\n  acme:\n    protected_branches:\n      - name: main\n        allowed_to_push: [no one]\n",
        "- key: GONE\n          state: absent\n",
        "retain_approvals_on_push: false\n",
        "- name: All Members\n",
        "user: bot\n          password: { env: ACME_API_REMOTE_MIRRORS",
    ] {
        has_all(&file, &[part]);
    }
}

#[test]
fn levels_count_as_in_gitlabform() {
    let (file, said) = converted(&below(
        r##"
  "*": { labels: { bug: { color: "#ff0000", description: far } } }
  acme/*:
    labels: { bug: { color: "#00ff00" }, idea: { color: "#0000ff" } }
    job_token_scope: { allowlist: { projects: [acme/web] } }
    variables: { a: { key: A, value: x }, b: { key: B, value: x } }
  acme/api:
    labels: { bug: { description: near } }
    job_token_scope: { allowlist: { projects: [acme/shop] } }
    variables: { inherit: false, c: { key: C, value: x } }
  acme/shop:
    labels: { skip: true }
    variables: { a: { value: y } }
"##,
    ));
    assert_eq!(said.lines().filter(|it| it.starts_with("note")).count(), 0, "{said}");
    let folder = tempfile::tempdir().unwrap();
    // Without a server only the files count.
    std::fs::write(folder.path().join("labwright.yaml"), file.replace("    discover: true\n", ""))
        .unwrap();
    let show = |path: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
        command.args(["show", path, "-o", "json"]).current_dir(folder.path()).env_clear();
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}\n{file}", self::said(&output.stderr));
        self::said(&output.stdout)
    };
    let api = show("acme/api");
    has_all(&api, &["near", "#00ff00", "idea", "acme/shop", "\"C\""]);
    assert!(!api.contains("acme/web") && !api.contains("\"A\"") && !api.contains("far"), "{api}");
    let shop = show("acme/shop");
    has_all(&shop, &["acme/web", "\"A\"", "\"B\""]);
    assert!(!shop.contains("idea"), "{shop}");
}

#[test]
fn nothing_is_pruned_that_gitlabform_would_keep() {
    let (file, said) = converted(&below(
        r##"
  acme/*:
    labels: { "a,b": { color: "#ff0000" } }
    hooks: { "https://mia:pw@a.example/in": { push_events: true } }
    badges: { enforce: true, ok: { name: ok, link_url: "https://a.example", image_url: "https://a.example" } }
  acme/api:
    labels: { enforce: true }
    hooks: { enforce: true }
    badges:
      enforce: true
      odd: { name: odd, link_url: "not a url", image_url: "https://a.example" }
    members: { enforce: true, users: { alice: { access_level: 25 }, bob: { access_level: developer } } }
"##,
    ));
    // What can be named is left to others; of what cannot, nothing is pruned on any level.
    for part in ["- name: odd\n", "- user: alice\n          state: unmanaged\n", "- user: bob\n"] {
        has_all(&file, &[part]);
    }
    assert_eq!(file.matches("state: unmanaged").count(), 2, "{file}");
    let api = file.split("acme/api:\n").nth(1).unwrap();
    has_all(api, &["hooks:\n      prune: false\n", "labels:\n      prune: false\n"]);
    has_all(api, &["badges:\n      prune: true\n", "members:\n      prune: true\n"]);
    for section in ["labels", "hooks"] {
        has_all(&said, &[&format!("{section}.enforce: it would delete an object")]);
    }
}

#[test]
fn a_flaw_costs_no_more_than_itself() {
    let (file, said) = converted(
        "config_version: 4\ngitlab: { url: 'https://mia:pw-7q7x@a.example' }\nskip_groups: 7\nprojects_and_groups:\n  acme/api:\n    project: { transfer_from: [1] }\n    project_settings: { merge_method: odd, description: kept }\n",
    );
    for note in [
        "2: gitlab.url: ",
        "3: skip_groups: it is not a list",
        "6: project.transfer_from: ",
        "7: project_settings.merge_method: ",
    ] {
        has_all(&said, &[&format!("config.yml:{note}")]);
    }
    has_all(&file, &["  acme/api:\n    settings:\n      description: kept\n"]);
    assert!(!file.contains("7q7x") && !said.contains("7q7x"), "{file}{said}");
}

#[test]
fn a_file_that_is_not_gitlabform_s_is_refused() {
    for (text, words) in [
        ("version: 1\nprojects: {}\n", "not a configuration of gitlabform"),
        ("[]\n", "not a configuration of gitlabform"),
        ("", "not a configuration of gitlabform"),
        ("config_version: 3\nprojects_and_groups: {}\n", "config_version: 4"),
        ("projects_and_groups: {}\n", "there is no `config_version: 4`"),
        ("config_version: 4\nprojects_and_groups: [a]\n", "not a mapping"),
        ("config_version: 4\nprojects_and_groups: { a/B: {}, A/b: {} }\n", "is there twice"),
        ("config_version: 4\nprojects_and_groups: { a: [\n", "config.yml:2"),
        ("a: &a [*a]\n", "config.yml:1"),
    ] {
        has_all(&refused(text.as_bytes()), &[words]);
    }
    assert!(refused(b"config_version: 4\nx: \xff\n").contains("UTF-8"));
    let folder = tempfile::tempdir().unwrap();
    for missing in ["nothing.yml", "."] {
        let output = convert(folder.path(), &[missing]);
        assert_eq!(output.status.code(), Some(3), "{}", said(&output.stdout));
    }
}

#[test]
fn a_directory_that_has_something_in_it_is_not_written_to() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.yml"), below("  acme/api: {}\n")).unwrap();
    let output = convert(folder.path(), &["config.yml", "--into", "."]);
    assert_eq!(output.status.code(), Some(3));
    has_all(&said(&output.stderr), &["is not empty; nothing was written"]);
    assert!(!folder.path().join("labwright.yaml").exists());
    let output = convert(folder.path(), &["config.yml"]);
    assert_eq!(output.status.code(), Some(0));
    has_all(&said(&output.stdout), &["projects:\n  acme/api: {}\n"]);
}

#[test]
fn hostile_names_neither_act_on_a_terminal_nor_become_keys() {
    let (file, said) = converted(&below(
        r##"
  "../../etc/*": { group_settings: { description: x } }
  "acme/../api": {}
  "acme/a\nprojects: {}\n#": { labels: { x: { color: "#ff0000" } } }
  "acme/\u001b[31mred": {}
  "acme/*/*": {}
  "a[b]*c": {}
  "/": {}
  "": {}
  acme/api:
    "labels\n": { x: 1 }
    labels: { "\u001b[2Jx\nversion: 2": { color: "#ff0000" }, "}}": { color: "#ff0000" }, "{{ x }}": { color: "#ff0000" } }
    variables: { "a\nb": { key: "{{ project.path }}", value: "a\n# b\u0007: *x" } }
    branches: { "": { protected: true }, "a\u202eb": { protected: true } }
    project_settings: { "a.b": 1, "description": { template: "{{ vars.x }}" }, topics: { a: 1 } }
    members: { users: [1, 2] }
    hooks: [[]]
    schedules: 7
    deploy_keys: { a: 1, b: { key: 7 }, c: { title: t, delete: true } }
    job_token_scope: { allowlist: { projects: [7, { a: b }] } }
    protected_environments: { x: { deploy_access_levels: [{ user_id: 7 }, [1]] } }
"##,
    ));
    for text in [&file, &said] {
        let acts = |it: char| it.is_control() && it != '\n' || it == '\u{202e}';
        assert!(!text.contains(acts), "{text:?}");
        assert!(text.lines().all(|it| !it.starts_with("version: 2")), "{text}");
    }
    assert_eq!(file.matches("\nprojects:").count(), 1, "{file}");
}

#[test]
fn a_large_file_is_converted_or_refused_in_time() {
    let began = std::time::Instant::now();
    let mut text = below("");
    while text.len() < 60_000_000 {
        text += "  ? a\n  : {}\n";
    }
    refused(text.as_bytes());
    let many: String = (0..3000)
        .map(|it| {
            format!("  acme/p{it}: {{ project_settings: {{ merge_method: ff, no_such: 1 }} }}\n")
        })
        .collect();
    let (file, _) = converted(&below(&many));
    has_all(&file, &["acme/p2999:"]);
    let many: String = (0..501).map(|it| format!("  acme/p{it}-*: {{}}\n")).collect();
    has_all(&refused(below(&many).as_bytes()), &["501 keys are patterns"]);
    assert!(began.elapsed().as_secs() < 300, "{:?}", began.elapsed());
}

#[test]
fn a_file_becomes_one_of_each_branch_with_labwrights_templates() {
    let (file, said) = converted(&below(
        r#"  acme/api:
    files:
      a.txt: { branches: [main, dev], overwrite: true, content: "x" }
      b.txt: { branches: [main], content: "{{ project }} {{group}} {{ team }}", jinja_env: { team: core } }
      c.txt: { branches: [main], file: c.txt }
      d.txt: { branches: protected, content: x }
      e.txt: { branches: [main], content: "{% if x %}" }
      f.txt: { branches: [main], delete: true }
      g.txt: { branches: [main], overwrite: true, content: "{{ x }}", template: false, skip_ci: true }
      h.txt: { branches: [main, dev], only_first_branch: true, skip: true, content: x }
"#,
    ));
    has_all(
        &file,
        &[
            "- path: a.txt\n        branch: main\n        content: x\n      - path: a.txt\n        branch: dev\n",
            "{ template: \"{{ project.path }} {{ project.namespace }} core\" }\n        once: true\n",
            "- path: f.txt\n        branch: main\n        state: absent\n",
            "content: \"{{ x }}\"\n",
            "- path: h.txt\n        branch: main\n        state: unmanaged\n        content: x\n",
        ],
    );
    assert_eq!(file.matches("once: true").count(), 1, "{file}");
    for what in [
        "files.c.txt: copy the file",
        "files.d.txt: labwright does not look for branches",
        "files.e.txt: it contains templates of Jinja",
        "files.g.txt.skip_ci: labwright makes one commit",
    ] {
        has_all(&said, &[what]);
    }
    for lost in ["c.txt", "d.txt", "e.txt"] {
        assert!(!file.contains(&format!("path: {lost}")), "{file}");
    }
}
