//! `labwright get` and `labwright act`: the binary, against a sandbox.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod act;
mod fleet;
mod kinds;

use std::path::Path;
use std::process::Command;

use labwright::sandbox::{ADMIN_TOKEN, Licence, Sandbox, Seed};
use serde_json::Value;

const SEED: &str = include_str!("get/seed.yaml");

struct Run {
    code: i32,
    out: String,
    err: String,
}

async fn sandbox() -> Sandbox {
    let sandbox = Sandbox::start(&Seed::parse(SEED).unwrap()).await.unwrap();
    sandbox.record(true);
    sandbox
}

fn labwright(folder: &Path, variables: &[(&str, &str)], args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_labwright"));
    command.env_clear().envs(variables.iter().copied()).current_dir(folder).args(args);
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let run = Run {
        code: output.status.code().unwrap(),
        out: text(output.stdout),
        err: text(output.stderr),
    };
    for shown in [&run.out, &run.err] {
        for secret in [ADMIN_TOKEN, "reads-only", "hunter2", "s3cret", "\u{1b}", "\u{202e}"] {
            assert!(!shown.contains(secret), "{args:?} shows {secret}:\n{shown}");
        }
    }
    run
}

/// Runs it as the administrator, in a folder without files.
fn run(sandbox: &Sandbox, args: &str) -> Run {
    let args: Vec<&str> = args
        .split('|')
        .flat_map(|it| match it.strip_prefix('=') {
            Some(whole) => vec![whole],
            None => it.split_whitespace().collect(),
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    sandbox.clear_exchanges();
    let variables = [("GITLAB_URL", &*sandbox.url()), ("GITLAB_TOKEN", ADMIN_TOKEN)];
    labwright(folder.path(), &variables, &args)
}

/// What was asked, without the pages.
fn asked(sandbox: &Sandbox) -> Vec<String> {
    let exchanges = sandbox.exchanges();
    let one = |it: &labwright::sandbox::Exchange| {
        let query = it.query.iter().filter(|it| it.0 != "page" && it.0 != "per_page");
        let query: Vec<String> = query.map(|(key, value)| format!("{key}={value}")).collect();
        let path = it.path.trim_start_matches("/api/v4").trim_start_matches('/');
        format!("{} {path} {}", it.method, query.join("&")).trim_end().to_owned()
    };
    exchanges.iter().map(one).collect()
}

/// GitLab's last answer, with the passwords of addresses masked.
fn told(sandbox: &Sandbox) -> Value {
    let answer = sandbox.exchanges().pop().unwrap().answer.unwrap().to_string();
    let masked = answer
        .replace(
            "mia:hunter2@audit.example.com/a/long/path/that/does/not/end/so/soon?x=1",
            "***@audit.example.com/a/…",
        )
        .replace("s3cret", "***");
    serde_json::from_str(&masked).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_fit_eighty_columns_and_hold_no_secret() {
    let sandbox = sandbox().await;
    let check = |args: &str, expected: &[&str]| {
        let run = run(&sandbox, args);
        assert_eq!(run.code, 0, "{args}: {}", run.err);
        for line in run.out.lines() {
            assert!(line.chars().count() <= 80, "{args}: {line}");
            assert!(!line.contains(char::is_control), "{args}: {line:?}");
        }
        let words = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
        for it in expected {
            assert!(words.contains(it), "{args}: no {it} in\n{}", run.out);
        }
    };
    check(
        "get system_hooks",
        &["ID NAME URL EVENTS SSL", "1 audit https://***@", "https://***@d.example.com/in"],
    );
    check(
        "get system-hooks 1",
        &["NAME audit", "DESCRIPTION two lines", "EVENTS push, repository update"],
    );
    check("get system_hooks broken", &["CUSTOM HEADERS X-Team"]);
    let checks = "get external_status_checks --project acme/api";
    check(checks, &["1 Compliance Tool https://example.com/check main yes", "all branches no"]);
    check(&format!("{checks} 1"), &["NAME Compliance Tool"]);
    check(&format!("{checks}|=Compliance Tool"), &["NAME Compliance Tool"]);
    let branches = "get protected_branches --project acme/api";
    check(
        branches,
        &["release/* Developers + Maintainers, Mia Mueller Maintainers force push", "v1.0"],
    );
    check(&format!("{branches} v1.0"), &["NAME v1.0"]);
    check(&format!("{branches} release/*"), &["NAME release/*"]);
    check(
        "get merge_trains --project acme/api",
        &["3 !3 Merge three release-1 merged success root"],
    );
    check("get merge_trains --project acme/api --merge-request 3", &["MR !3", "MR STATE merged"]);
    check(
        "get status_checks --project acme/api --merge-request 1",
        &["1 Compliance Tool failed https://example.com/check"],
    );
    check("get deployments --project acme/api", &["1 production success main"]);
    check("get deployments --project acme/api 2", &["ENVIRONMENT staging", "MISSING APPROVALS 0"]);
    check(
        "get deployment_merge_requests --project acme/api --deployment 1",
        &["!3 Merge three merged three release-1 root"],
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn filters_reach_gitlab() {
    let sandbox = sandbox().await;
    let check = |args: &str, expected: &[&str], ids: &[u64]| {
        let run = run(&sandbox, &format!("get {args} -o json"));
        assert_eq!(run.code, 0, "{args}: {}", run.err);
        assert_eq!(asked(&sandbox), expected, "{args}");
        let value: Value = serde_json::from_str(&run.out).unwrap();
        let found: Vec<u64> = match &value {
            Value::Array(list) => list.iter().filter_map(|it| it["id"].as_u64()).collect(),
            one => one["id"].as_u64().into_iter().collect(),
        };
        assert_eq!(found, ids, "{args}");
    };
    check("system_hooks", &["GET hooks"], &[1, 2, 3, 4, 5]);
    check("system_hooks --limit 2", &["GET hooks"], &[1, 2]);
    check("system_hooks 4", &["GET hooks/4"], &[4]);
    check("system_hooks audit", &["GET hooks"], &[1]);
    let project = "projects/acme%2Fapi";
    let deployments = format!("GET {project}/deployments");
    let of = |query: &str| format!("{deployments} {query}");
    check("deployments --project acme/api", &[&deployments], &[1, 2, 3]);
    check("deployments --project acme/api 3", &[&format!("{deployments}/3")], &[3]);
    check("deployments --project acme/api --sort desc --limit 2", &[&of("sort=desc")], &[3, 2]);
    check("deployments --project acme/api --status running", &[&of("status=running")], &[2]);
    check(
        "deployments --project acme/api --environment review/one",
        &[&of("environment=review/one")],
        &[3],
    );
    check(
        "deployments --project acme/api --order-by updated_at --updated-after 2020-01-01 --updated-before 2099-01-01T02:00:00+02:00",
        &[&of(
            "updated_after=2020-01-01T00:00:00Z&updated_before=2099-01-01T00:00:00Z&order_by=updated_at",
        )],
        &[1, 2, 3],
    );
    check(
        "deployments --project acme/api --status success --order_by finished_at --finished-after 2020-01-01",
        &[&of("status=success&finished_after=2020-01-01T00:00:00Z&order_by=finished_at")],
        &[1],
    );
    check(
        "deployments --project acme/api --status failed --order-by finished_at --sort desc",
        &[&of("status=failed&order_by=finished_at&sort=desc")],
        &[3],
    );
    let trains = format!("GET {project}/merge_trains");
    check("merge_trains --project acme/api", &[&trains], &[3, 2, 1]);
    check(
        "merge_trains --project acme/api --scope active --sort asc",
        &[&format!("{trains} scope=active&sort=asc")],
        &[1, 2],
    );
    check(
        "merge_trains --project acme/api --target-branch release-1 --scope complete",
        &[&format!("{trains}/release-1 scope=complete")],
        &[3],
    );
    // GitLab would answer with the train of release-1.
    check("merge_trains --project acme/api --target-branch release-1.0", &[&trains], &[2]);
    check("merge_trains --project acme/api --target-branch v1.2.3 --limit 5", &[&trains], &[]);
    check(
        "merge_trains --project acme/api --merge-request 2",
        &[&format!("{trains}/merge_requests/2")],
        &[2],
    );
    check(
        "protected_branches --project acme/api --search release",
        &[&format!("GET {project}/protected_branches search=release")],
        &[2],
    );
    let checks = format!("GET {project}/merge_requests/1/status_checks");
    check("status_checks --project acme/api --merge-request 1", &[&checks], &[1, 2]);
    check(
        "deployment_merge_requests --project acme/api --deployment 1 --state merged --order-by title --author-username root",
        &[
            &format!("{deployments}/1"),
            &format!(
                "{deployments}/1/merge_requests state=merged&author_username=root&order_by=title"
            ),
        ],
        &[3],
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn json_and_yaml_are_gitlabs_objects() {
    let sandbox = sandbox().await;
    let kinds = [
        "system_hooks",
        "system_hooks 1",
        "external_status_checks --project acme/api",
        "protected_branches --project acme/api v1.0",
        "merge_trains --project acme/api",
        "deployments --project acme/api 1",
    ];
    for kind in kinds {
        let out = run(&sandbox, &format!("get {kind} -o json")).out;
        assert_eq!(serde_json::from_str::<Value>(&out).unwrap(), told(&sandbox), "{kind}\n{out}");
        let out = run(&sandbox, &format!("get {kind} -o yaml")).out;
        assert_eq!(serde_yaml::from_str::<Value>(&out).unwrap(), told(&sandbox), "{kind}\n{out}");
    }
    let hook = run(&sandbox, "get system_hooks 1 -o json").out;
    let hook: Value = serde_json::from_str(&hook).unwrap();
    assert_eq!(hook["description"], "two\nlines \u{1b}[31mred \u{202e}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_markdown_table_is_inert() {
    let sandbox = sandbox().await;
    let run = run(&sandbox, "get external_status_checks --project acme/api -o markdown");
    let rows: Vec<&str> = run.out.lines().collect();
    assert_eq!(rows[1], "| --- | --- | --- | --- | --- |");
    assert_eq!(
        rows[3],
        "| `2` | `` Old \\| `scanner` @mia `` | `https://example.com/old` | `all branches` | `no` |"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_found_is_said_and_is_an_empty_list() {
    let sandbox = sandbox().await;
    let get = "get deployments --project acme/api --status skipped";
    let table = run(&sandbox, get);
    assert_eq!((table.code, table.err.as_str()), (0, "No deployment found.\n"));
    assert_eq!(table.out.lines().count(), 1);
    assert_eq!(run(&sandbox, &format!("{get} -o json")).out, "[]\n");
    assert_eq!(run(&sandbox, &format!("{get} -o yaml -q")).err, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_gitlab_would_refuse_is_refused_before_it_is_sent() {
    let sandbox = sandbox().await;
    let check = |args: &str, words: &[&str]| {
        let run = run(&sandbox, args);
        let told = run.err.replace("\n  │", "");
        assert_eq!((run.code, asked(&sandbox).len()), (3, 0), "{args}: {told}");
        for word in words {
            assert!(told.contains(word), "{args}: no {word} in\n{told}");
        }
    };
    let get = "get deployments --project acme/api";
    check(&format!("{get} --updated-after 2026-01-01"), &["add --order-by updated_at"]);
    check(
        &format!("{get} --finished-before 2026-01-01"),
        &["add --order-by finished_at", "add --status success"],
    );
    check(
        &format!("{get} --finished-after 2026-01-01 --order-by finished_at --status failed"),
        &["use --status success instead of --status failed"],
    );
    check(
        &format!("{get} --order-by finished_at"),
        &["add --status success, or failed, or canceled"],
    );
    check(
        &format!("{get} --updated-after 2026-01-01 --finished-after 2026-01-01"),
        &["--updated-after together with --finished-after"],
    );
    check(&format!("{get} --status done"), &["running", "blocked"]);
    check(&format!("{get} --status running --status failed"), &["multiple times"]);
    check(
        &format!("{get} --updated-after yesterday --order-by updated_at"),
        &["2026-03-15T08:00:00Z"],
    );
    check(
        &format!("{get} --updated-after 2026-03-15T08:00:00 --order-by updated_at"),
        &["2026-03-15T08:00:00Z"],
    );
    check(&format!("{get} 5 --status failed"), &["cannot be used with"]);
    check(&format!("{get} five"), &["number"]);
    check(&format!("{get} --environment|="), &["--environment"]);
    check("get deployments --project api", &["group/project"]);
    check("get deployments", &["--project <PATH>"]);
    check("get merge_trains --project acme/api --scope all", &["active", "complete"]);
    check(
        "get merge_trains --project acme/api --merge-request 1 --scope active",
        &["cannot be used with"],
    );
    check("get status_checks --project acme/api", &["--merge-request <N>"]);
    check("get system_hooks --scope active", &["--scope"]);
    check("get system_hooks --only x", &["--only"]);
    check("get pipelines", &["pipelines"]);
    check(
        "get deployment_merge_requests --project acme/api --deployment 1 --author-id 1 --author-username root",
        &["--author-id together with --author-username"],
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_there_is_an_error_in_words() {
    let sandbox = sandbox().await;
    let check = |args: &str, words: &[&str]| {
        let run = run(&sandbox, args);
        let told = run.err.replace("\n  │", "");
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{args}: {told}");
        for word in words {
            assert!(told.contains(word), "{args}: no {word} in\n{told}");
        }
    };
    check("get system_hooks 99", &["404", "what this token can see"]);
    check(
        "get system_hooks nobody",
        &["system hook `nobody` not found", "audit, twin, twin, https://***@d.example.com/in"],
    );
    check("get system_hooks twin", &["2, 3"]);
    check("get deployments --project acme/nothing", &["The project acme/nothing does not exist"]);
    check("get deployments --project acme/api 99", &["does not exist in acme/api"]);
    // GitLab's own answer would be an empty list.
    check(
        "get deployment_merge_requests --project acme/api --deployment 99",
        &["does not exist in acme/api"],
    );
    check("get status_checks --project acme/api --merge-request 99", &["404"]);
    check(
        "get external_status_checks --project acme/api nothing",
        &["external status check `nothing` not found"],
    );
    sandbox.world().licence = Licence::Free;
    check("get external_status_checks --project acme/api", &["Ultimate"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_server_may_come_from_a_file_and_a_broken_file_never_sends_the_token_elsewhere() {
    let sandbox = sandbox().await;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("labwright.yaml");
    let url = sandbox.url();
    let token = ("GITLAB_TOKEN", ADMIN_TOKEN);
    let get = ["get", "system_hooks"];
    std::fs::write(&root, format!("version: 1\nnonsense: true\ngitlab: {{ url: '{url}' }}\n"))
        .unwrap();
    assert_eq!(labwright(folder.path(), &[token], &get).code, 0);

    std::fs::write(&root, "gitlab: [\n").unwrap();
    let elsewhere = labwright(folder.path(), &[token], &get);
    assert_eq!(elsewhere.code, 3, "{}", elsewhere.err);
    assert!(
        elsewhere.err.contains("labwright.yaml") && elsewhere.err.contains("GITLAB_URL"),
        "{}",
        elsewhere.err
    );
    let ci = [token, ("CI_SERVER_URL", &*url)];
    assert_eq!(labwright(folder.path(), &ci, &get).code, 3);

    let named = [token, ("GITLAB_URL", &*url)];
    let warned = labwright(folder.path(), &named, &get);
    assert_eq!(warned.code, 0, "{}", warned.err);
    assert!(warned.err.starts_with("warning: labwright.yaml:"), "{}", warned.err);
    for path in ["labwright.yaml", "nothing.yaml"] {
        let asked_for = labwright(folder.path(), &named, &["get", "system_hooks", "-c", path]);
        assert_eq!(asked_for.code, 3, "{path}: {}", asked_for.err);
        assert!(asked_for.err.contains(path), "{}", asked_for.err);
    }
}
