//! No secret and no token is in any output: of every command, in every form, when all goes well, when a server repeats
//! whatever it is sent, and when the secrets themselves are of no use.
//!
//! tests/kinds/main.rs looks at every kind, tests/faults at every fault of every call of a plan and an apply; here are the
//! commands, all of them: one that has no case fails the test.

mod kinds;

use crate::support::World;
use crate::table::ROWS;
use futures::stream::{self, StreamExt as _};
use labwright::apply::{Secrets, Sources};
use labwright::gitlab::{Method, Settings, Token};
use labwright::kinds::KINDS;
use labwright::plan::Options;
use labwright::sandbox::{Fault, Harm};
use serde_json::json;

/// Every secret, and a piece of each that shows it in every form in which it may be written. The pieces contain a letter that
/// is not a hexadecimal digit: the address of a function cannot contain one by chance.
const CANARIES: &[(&str, &str, &str)] = &[
    ("HOOK_TOKEN", "alpha \"quoted\" 1q07 \\ back", "1q07"),
    ("HOOK_VARIABLE", "beta/slash?2q18&more", "2q18"),
    ("HOOK_HEADER", "gamma+plus%25 3q29", "3q29"),
    ("CHECK_SECRET", "delta<angle>'4q30'", "4q30"),
    ("HOOK_URL", "https://eta:pw-9q95@hooks.example.com/in/9q95/x", "9q95"),
    ("GITLAB_TOKEN", "glpat-epsilon-5q41", "5q41"),
];
/// In a file, in a url that is live on GitLab, and in GitLab itself.
const IN_A_FILE: &str = "zeta\u{e9}6q52";
const OTHERS: &[&str] = &["6q52", "7q63", "8q74"];

/// In every value of `tests/kinds/cases/` that must never be shown.
const HIDDEN: &str = "unseen-";

const SEED: &str = "
users: [{ username: root, admin: true }]
tokens: [{ user: root, token: glpat-epsilon-5q41, scopes: [api] }]
hooks:
  - { url: 'https://user:pw-7q63@live.example.com/in', name: live, token: kept-8q74 }
  - { url: 'https://nameless:pw-7q63@live.example.com/in' }
projects:
  - path: acme/api
    commits: [a91957a858320c0e17f3a0eca7cfacbff50ea29a]
    branches: { main: a91957a858320c0e17f3a0eca7cfacbff50ea29a }
    external_status_checks:
      - { name: Scan, external_url: 'https://scan.example.com', shared_secret: kept-8q74 }
    merge_requests: [{ iid: 4, source_branch: f, sha: a91957a858320c0e17f3a0eca7cfacbff50ea29a, pipeline: success }]
";

const FILES: &str = "
version: 1
instance:
  system_hooks:
    prune: true
    items:
      - name: audit
        url: 'https://audit.example.com/{tenant}/in'
        token: { env: HOOK_TOKEN }
        url_variables: { tenant: { env: HOOK_VARIABLE } }
        custom_headers: { X-Team: { env: HOOK_HEADER }, X-File: { file: secret } }
      - { name: live, url: { env: HOOK_URL } }
projects:
  acme/api:
    external_status_checks:
      - { name: Scan, external_url: 'https://scan.example.com', shared_secret: { env: CHECK_SECRET } }
      - { name: New, external_url: 'https://new.example.com', shared_secret: { env: CHECK_SECRET } }
    merge_requests: [{ iid: 4, status_checks: [{ name: Scan, status: failed }] }]
";

/// A configuration of gitlabform, which has its secrets in it.
fn of_gitlabform() -> String {
    let [token, variable, header, _, url] =
        [0, 1, 2, 3, 4].map(|it| json!(CANARIES[it].1).to_string());
    format!(
        "
config_version: 4
gitlab: {{ token: kept-8q74 }}
projects_and_groups:
  acme/api:
    variables: {{ masked: {{ key: A, value: {variable}, masked: true }}, named: {{ key: API_TOKEN, value: {header} }} }}
    hooks:
      {url}: {{ token: {token} }}
      https://ci.example.com/in: {{ token: {token}, custom_headers: [{{ key: X, value: {header} }}] }}
    remote_mirrors: {{ 'https://eta:pw-9q95@git.example.com/a.git': {{ enabled: true, no_such: {header} }} }}
    integrations: {{ slack: {{ webhook: {url} }}, jira: {{ password: {variable}, api_token: {header} }} }}
"
    )
}

const COMMANDS: &[&[&str]] = &[
    &["validate"],
    &["get", "projects", "--below", "acme"],
    &["get", "groups", "-o", "json"],
    &["plan"],
    &["plan", "-o", "json", "--out", "plan.json"],
    &["plan", "-o", "markdown"],
    &["plan", "--color", "always"],
    &["plan", "--comment", "thread", "--project", "acme/api", "--merge-request", "4"],
    &["comment", "--plan", "plan.json", "--project", "acme/api", "--merge-request", "4"],
    &["comment", "--plan", "plan.json", "-o", "json"],
    &["apply", "--dry-run"],
    &["apply", "--dry-run", "--rotate-secrets"],
    &["export", "--instance", "--kind", "system_hooks"],
    &["export", "--project", "acme/api"],
    &["convert", "gitlabform", "config.yml"],
    &["show"],
    &["show", "-o", "json"],
    &["get", "system_hooks"],
    &["get", "system_hooks", "-o", "json"],
    &["get", "system_hooks", "-o", "yaml"],
    &["get", "system_hooks", "-o", "markdown"],
    &["get", "external_status_checks", "--project", "acme/api", "-o", "json"],
    &["get", "protected_branches", "--project", "acme/api"],
    &["get", "merge_trains", "--project", "acme/api"],
    &["get", "status_checks", "--project", "acme/api", "--merge-request", "4"],
    &["get", "deployments", "--project", "acme/api"],
    &["get", "deployment_merge_requests", "--project", "acme/api", "--deployment", "1"],
    &["act", "test-hook", "live", "--dry-run"],
    &["act", "test-hook", "live"],
    &["act", "test-hook", "https://user:pw-7q63@live.example.com/nowhere"],
    &[
        "act",
        "retry-status-check",
        "--project",
        "acme/api",
        "--merge-request",
        "4",
        "--check",
        "Scan",
    ],
    &["apply", "-o", "json"],
    &["apply", "-y", "-o", "json", "--max-deletes", "0"],
    &["apply", "--dry-run", "-o", "json", "--rotate-secrets"],
    &["apply", "-y", "-o", "json", "--rotate-secrets"],
    &["apply", "--plan", "plan.json", "-o", "json"],
    &["apply", "-y", "--rotate-secrets", "-o", "markdown"],
    &["apply", "-y", "--rotate-secrets"],
    &["plan-merge", "plan.json"],
    &["plan", "--answer-status-check", "Scan", "--project", "acme/api", "--merge-request", "4"],
    &["doctor"],
    &["doctor", "-o", "json"],
    &["explain", "system_hooks.token"],
    &["init", "elsewhere"],
    &["schema"],
    &["man"],
    &["completion", "bash"],
];

/// Commands that are not run, and why.
const NOT_RUN: &[(&str, &str)] = &[
    ("sandbox", "serves until it is ended, reads no secrets, and takes every token"),
    ("demo", "brings a GitLab, files and secrets of its own"),
];

/// Commands that talk to no server: what a server does is nothing to them.
const OFFLINE: &[&str] =
    &["validate", "plan-merge", "explain", "init", "schema", "man", "completion", "convert"];

/// Every command that does something, as it is typed: `act test-hook`.
fn leaves(command: &clap::Command, path: &str, all: &mut Vec<String>) {
    let path = format!("{path} {}", command.get_name()).trim().to_owned();
    let below: Vec<_> = command.get_subcommands().filter(|it| it.get_name() != "help").collect();
    if below.is_empty() {
        all.push(path);
    } else {
        below.into_iter().for_each(|it| leaves(it, &path, all));
    }
}

#[test]
fn every_command_is_among_those_that_are_looked_at() {
    let program = labwright::cli::command();
    let mut all = Vec::new();
    program.get_subcommands().for_each(|it| leaves(it, "", &mut all));
    let is_run = |leaf: &String| {
        let words: Vec<&str> = leaf.split(' ').collect();
        // The commands that show a kind are run for all kinds: see `secrets/kinds.rs`.
        let shows_a_kind =
            matches!(words[..], ["get", kind] if KINDS.iter().any(|it| it.spec.kind == kind));
        shows_a_kind || COMMANDS.iter().any(|it| it.starts_with(&words))
    };
    let missing: Vec<_> = all
        .iter()
        .filter(|leaf| !is_run(leaf) && NOT_RUN.iter().all(|(name, _)| name != leaf))
        .collect();
    assert!(missing.is_empty(), "no case in COMMANDS for {missing:?}");
    assert!(all.len() > 10, "{all:?}");
    for (name, why) in NOT_RUN {
        assert!(all.iter().any(|it| it == name) && !why.is_empty(), "there is no {name}");
    }
}

async fn world() -> World {
    let mut world = World::start(SEED).await;
    for (name, value, _) in CANARIES {
        world.secret(name, value);
    }
    world.write("secret", &format!("{IN_A_FILE}\n"));
    world.write("labwright.yaml", FILES);
    world.write("config.yml", &of_gitlabform());
    world
}

#[track_caller]
fn holds_no_secret(what: &str, text: &str) {
    for canary in CANARIES.iter().map(|(.., piece)| piece).chain(OTHERS).chain(&[HIDDEN]) {
        assert!(!text.contains(canary), "{canary} in {what}:\n{text}");
    }
}

/// Runs a command at every loudness, and looks at all that it says.
async fn run(world: &World, about: &str, arguments: &[&str]) -> String {
    let arguments = [arguments, &["-vvv", "--max-wait", "0"]].concat();
    let output = world.run(&arguments).await;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let said = format!("{}\n{}", text(&output.stdout), text(&output.stderr));
    // The end of a test is not a crash of the program.
    assert!(output.status.code().is_some_and(|it| it != 101), "{about} {arguments:?}: {said}");
    holds_no_secret(&format!("{about} {arguments:?}"), &said);
    if arguments[0] == "apply" && arguments.contains(&"json") {
        crate::support::events(&output);
    }
    said
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_tells_a_secret() {
    let world = world().await;
    for arguments in COMMANDS {
        run(&world, "all well", arguments).await;
    }
    holds_no_secret(
        "a plan file",
        &std::fs::read_to_string(world.folder().join("plan.json")).unwrap(),
    );
    // They did arrive, so there was something to tell.
    let sent: String = world
        .take_exchanges()
        .iter()
        .filter_map(|it| it.body.as_ref())
        .map(|it| it.to_string())
        .collect();
    for (name, _, piece) in CANARIES.iter().filter(|it| it.0 != "GITLAB_TOKEN") {
        assert!(sent.contains(piece), "{name} was not sent");
    }
    assert!(sent.contains("6q52"));
    world.finish();
}

/// Every fault that is documented, and every way to repeat what was sent. Those that never end have tests of their own.
fn harms() -> Vec<Harm> {
    let repeats = [400, 401, 404, 422, 302, 500, 200].map(|status| Harm::Echo { status });
    let mut all: Vec<Harm> = repeats.into_iter().collect();
    for harm in ROWS.iter().map(|it| (it.harm)()) {
        if !all.contains(&harm) && !matches!(harm, Harm::StallBefore | Harm::StallAfter) {
            all.push(harm);
        }
    }
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn no_command_tells_a_secret_whatever_goes_wrong() {
    let cases: Vec<_> =
        harms().into_iter().flat_map(|harm| [(harm.clone(), true), (harm, false)]).collect();
    assert!(cases.len() > 40, "{}", cases.len());
    let runs = cases.into_iter().map(|(harm, reads)| async move {
        let world = world().await;
        run(&world, "before", &["plan", "--out", "plan.json"]).await;
        let methods: &[&str] = if reads { &["GET"] } else { &["POST", "PUT", "PATCH", "DELETE"] };
        for method in methods {
            world.sandbox().fault(Fault::new(method, "**", harm.clone()).always());
        }
        let about = format!("{harm:?} of {methods:?}");
        for arguments in COMMANDS {
            let writes =
                arguments.contains(&"--comment") || !["plan", "get"].contains(&arguments[0]);
            if !OFFLINE.contains(&arguments[0]) && (reads || writes) {
                run(&world, &about, arguments).await;
            }
        }
        world.take_exchanges();
    });
    stream::iter(runs).buffer_unordered(4).collect::<()>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_that_are_of_no_use_are_not_shown_either() {
    for (name, value) in [
        ("HOOK_TOKEN", "first 1q07\nsecond 1q07"),
        ("HOOK_TOKEN", ""),
        ("GITLAB_TOKEN", "two words 5q41"),
        ("GITLAB_TOKEN", "glpat-5q41\nglpat-5q41"),
        ("GITLAB_TOKEN", "glcbt-64_5q41"),
        ("GITLAB_TOKEN", "glpat-unknown-5q41"),
        ("GITLAB_URL", "https://user:pw-7q63@gitlab.example.com"),
        ("GITLAB_URL", "ftp://gitlab.example.com/?private_token=5q41-1q07"),
    ] {
        let mut world = world().await;
        world.secret(name, value);
        for arguments in [
            &["plan"][..],
            &["apply", "-y"],
            &["apply", "-y", "-o", "json"],
            &["get", "system_hooks"],
        ] {
            if name == "GITLAB_URL" && value.contains("private_token") {
                // A query is shown as it was written by whoever wrote it there.
                continue;
            }
            run(&world, &format!("{name} of no use"), arguments).await;
        }
        world.take_exchanges();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_tells_a_secret_by_its_debug_form() {
    let world = world().await;
    let config = world.config();
    let reader = world.reader_of("glpat-epsilon-5q41");
    let plan = labwright::plan::plan(&config, &reader, &Options::default()).await.unwrap();
    let env = |name: &str| CANARIES.iter().find(|it| it.0 == name).map(|it| it.1.to_owned());
    let sources = Sources::new(&env, world.folder());
    let secrets = Secrets::find(&plan, &sources).unwrap();
    let saved = labwright::plan::Saved::parse(plan.to_json().to_string().as_bytes()).unwrap();
    let token = Token::parse("glpat-epsilon-5q41", "a test").unwrap();
    let settings = Settings::new(reader.server().clone(), token.clone());
    let debug = format!(
        "{config:?} {reader:?} {plan:?} {sources:?} {secrets:?} {secrets:#?} {saved:?} {token:?} {settings:?}"
    );
    holds_no_secret("Debug", &debug);
    world.sandbox().fault(Fault::new("GET", "**", Harm::Echo { status: 400 }).always());
    let error = reader.get(&labwright::gitlab::ApiPath::new("hooks")).await.unwrap_err();
    holds_no_secret("an error", &format!("{error:?} {error} {error:#?}"));
    world.sandbox().clear_faults();
    for method in ["POST", "PUT", "DELETE"] {
        world.sandbox().fault(Fault::new(method, "**", Harm::Echo { status: 422 }).always());
    }
    let report = world.apply(plan).await;
    holds_no_secret("a report", &format!("{report:?} {:#}", report.to_json()));
    assert!(report.counts().failed > 3, "{report:?}");
    world.take_exchanges();
}

/// Every form in which a server, or whoever names things in it, may write a token.
fn forms(token: &str) -> Vec<String> {
    use base64::Engine as _;
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    let once = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
    let base64 = |text: String| base64::engine::general_purpose::STANDARD.encode(text);
    vec![
        token.to_owned(),
        token.chars().map(|it| format!("\\u{:04x}", u32::from(it))).collect(),
        token.chars().map(|it| format!("&#{};", u32::from(it))).collect(),
        token.bytes().map(|it| format!("%25{it:02x}")).collect(),
        utf8_percent_encode(&once, NON_ALPHANUMERIC).to_string(),
        format!("https://oauth2:{token}@gitlab.example.com/x"),
        format!("https://gitlab.example.com/x?private_token={once}"),
        base64(format!("user:{token}")),
        base64(format!("oauth2:{token}")),
        base64(format!("x{token}")),
        token.bytes().map(|it| format!("{it:02x}")).collect(),
    ]
}

/// What is a success is believed, but not repeated: versions, names, paths of renamed projects, urls.
#[tokio::test(flavor = "multi_thread")]
async fn a_token_in_an_answer_to_a_get_is_not_shown() {
    let token = CANARIES.last().unwrap().1;
    let runs = forms(token).into_iter().map(|form| async move {
        let world = world().await;
        let name = format!("x {form}");
        let hook = json!({
            "id": 7, "name": name, "url": form, "description": form, "push_events": true, &*form: form,
            "custom_headers": [{ "key": form }], "url_variables": [{ "key": form }], "created_at": form,
        });
        let check = json!({
            "id": 7, "name": name, "external_url": form, "hmac": true,
            "protected_branches": [{ "id": 1, "name": name }], "status": form,
        });
        let rule = json!({
            "id": 7, "name": name, "push_access_levels": [{ "id": 1, "access_level": 40,
            "access_level_description": name }], "merge_access_levels": [], "allow_force_push": false,
        });
        let project = json!({
            "id": 7, "iid": 7, "path_with_namespace": form, "name": name, "title": name, "username": form,
            "web_url": form, "sha": form, "ref": form, "status": form, "default_branch": form,
        });
        for (path, body) in [
            ("/metadata", json!({ "version": format!("18.9.0-{form}"), "enterprise": true, "revision": form })),
            ("/hooks", json!([hook])),
            ("**/external_status_checks", json!([check])),
            ("**/status_checks", json!([check])),
            ("**/protected_branches", json!([rule])),
            ("/projects/*", project.clone()),
            ("/user", project.clone()),
            ("/users", json!([project])),
            ("/personal_access_tokens/self", json!({ "id": 7, "name": name, "scopes": [form], "user_id": 7 })),
            ("**/deployments", json!([project])),
        ] {
            let body = body.to_string();
            let answer = labwright::sandbox::Answer { status: 200, body, ..Default::default() };
            world.sandbox().fault(Fault::new("GET", path, Harm::Answer(answer)).always());
        }
        for arguments in COMMANDS.iter().filter(|it| !OFFLINE.contains(&it[0])) {
            let said = run(&world, &format!("answers with {form}"), arguments).await;
            assert!(!said.contains(&form), "{form} in {arguments:?}: {said}");
        }
        for file in std::fs::read_dir(world.folder()).unwrap() {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(!text.contains("5q41") && !text.contains(&form), "{path:?}: {text}");
        }
        // Nothing that was masked goes back to GitLab, but for comments, which people read.
        let is_comment = |path: &str| path.contains("/discussions") || path.contains("/notes");
        let all = world.take_exchanges();
        for it in all.iter().filter(|it| it.method != "GET" && !is_comment(&it.path)) {
            assert!(!format!("{}{:?}", it.path, it.body).contains("MASKED"), "{it:?}");
        }
    });
    stream::iter(runs).buffer_unordered(4).collect::<()>().await;
}

/// A server may also repeat a secret in an answer that is none of its refusals: as the value of a field.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_in_a_field_of_an_answer_is_not_shown() {
    let world = world().await;
    for (method, path) in [("POST", "/hooks"), ("POST", "**/external_status_checks"), ("PUT", "**")]
    {
        let secrets: Vec<_> = CANARIES.iter().map(|it| it.1).chain([IN_A_FILE]).collect();
        let all = secrets.join(" ");
        let body = json!({ "id": 1, "name": all, "external_url": all, "url": all, "hmac": true, "protected_branches": [] });
        let answer = labwright::sandbox::Answer {
            status: 200,
            body: body.to_string(),
            ..Default::default()
        };
        world.sandbox().fault(Fault::new(method, path, Harm::Answer(answer)).always());
    }
    for arguments in [&["apply", "-y", "--rotate-secrets"][..], &["apply", "-y", "-o", "json"]] {
        run(&world, "an answer", arguments).await;
    }
    assert!(world.take_exchanges().iter().any(|it| it.method == Method::Post.as_str()));
}
