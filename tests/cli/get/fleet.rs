//! `labwright get projects` and `get groups`: what is asked for, and what a wrong response becomes.

use labwright::sandbox::{Answer, Fault, Harm, Sandbox, Seed};
use serde_json::{Value, json};

use super::{Run, asked, labwright, run};

const SEED: &str = "
users: [{ username: mia }, { username: max }]
tokens: [{ user: mia, token: token-of-mia, scopes: [read_api] }]
groups:
  - { path: acme, members: { mia: developer } }
  - { path: acme/web }
  - { path: hidden }
  - { path: open, settings: { visibility: public } }
projects:
  - { path: acme/web/shop, settings: { topics: [Service, \"with space\"], archived: true } }
  - { path: acme/api, settings: { topics: [rust, service] } }
  - { path: hidden/tool, settings: { topics: [service] } }
  - { path: mia/own }
  - { path: open/site, settings: { visibility: public } }
";

async fn fleet() -> Sandbox {
    let sandbox = Sandbox::start(&Seed::parse(SEED).unwrap()).await.unwrap();
    sandbox.record(true);
    sandbox
}

fn run_as_mia(sandbox: &Sandbox, args: &str) -> Run {
    sandbox.clear_exchanges();
    let folder = tempfile::tempdir().unwrap();
    let variables = [("GITLAB_URL", &*sandbox.url()), ("GITLAB_TOKEN", "token-of-mia")];
    labwright(folder.path(), &variables, &args.split_whitespace().collect::<Vec<_>>())
}

fn paths(run: &Run) -> Vec<String> {
    assert_eq!(run.code, 0, "{}", run.err);
    let list: Value = serde_json::from_str(&run.out).unwrap();
    let path = |it: &Value| {
        let path = it["path_with_namespace"].as_str().or(it["full_path"].as_str());
        path.unwrap().to_owned()
    };
    list.as_array().unwrap().iter().map(path).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_sees_everything_and_others_what_they_are_members_of() {
    let sandbox = fleet().await;
    let all = ["acme/api", "acme/web/shop", "hidden/tool", "mia/own", "open/site"];
    assert_eq!(paths(&run(&sandbox, "get projects -o json")), all);
    let keyset = "order_by=id&sort=asc&pagination=keyset";
    assert_eq!(asked(&sandbox), ["GET hooks".to_owned(), format!("GET projects {keyset}")]);
    assert_eq!(paths(&run_as_mia(&sandbox, "get projects -o json")), [all[0], all[1], all[3]]);
    assert_eq!(
        asked(&sandbox),
        ["GET hooks".to_owned(), format!("GET projects membership=true&{keyset}")]
    );
    let all = ["acme", "acme/web", "hidden", "open"];
    assert_eq!(paths(&run(&sandbox, "get groups -o json")), all);
    assert_eq!(
        asked(&sandbox),
        ["GET hooks", "GET groups all_available=true&order_by=id&sort=asc"]
    );
    assert_eq!(paths(&run_as_mia(&sandbox, "get groups -o json")), all[..2]);
    assert_eq!(
        asked(&sandbox),
        ["GET hooks", "GET groups all_available=false&order_by=id&sort=asc"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_and_topics_select() {
    let sandbox = fleet().await;
    let check = |args: &str, expected: &[&str], last: &str| {
        assert_eq!(paths(&run(&sandbox, &format!("get {args} -o json"))), expected, "{args}");
        assert!(asked(&sandbox).iter().any(|it| it == last), "{args}: {:?}", asked(&sandbox));
    };
    let below = |group: &str| {
        format!(
            "GET groups/{group}/projects include_subgroups=true&with_shared=false&order_by=id&sort=asc"
        )
    };
    check("projects --below acme", &["acme/api", "acme/web/shop"], &below("acme"));
    check("projects --below acme/web", &["acme/web/shop"], &below("acme%2Fweb"));
    check("projects --below acme --topic SERVICE", &["acme/api", "acme/web/shop"], &below("acme"));
    check("projects --below acme --topic service,rust", &["acme/api"], &below("acme"));
    let all =
        |topic: &str| format!("GET projects order_by=id&sort=asc&topic={topic}&pagination=keyset");
    check(
        "projects --topic service",
        &["acme/api", "acme/web/shop", "hidden/tool"],
        &all("service"),
    );
    check("projects --topic|=with space|", &["acme/web/shop"], &all("with space"));
    check("projects --topic|= rust , service |", &["acme/api"], &all(" rust , service "));
    check("projects --topic nothing", &[], &all("nothing"));
    // The namespace of a user.
    let id = sandbox.world().user_named("mia").unwrap();
    let own = format!("GET users/{id}/projects order_by=id&sort=asc");
    check("projects --below Mia", &["mia/own"], &own);
    let groups = "GET groups/acme/descendant_groups order_by=id&sort=asc";
    check("groups --below acme", &["acme/web"], groups);
    check("groups --below mia", &[], "GET groups/mia/descendant_groups order_by=id&sort=asc");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_have_what_tells_projects_apart() {
    let sandbox = fleet().await;
    let table = |args: &str| {
        let run = run(&sandbox, args);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.lines().all(|it| it.chars().count() <= 80), "{}", run.out);
        let line = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
        run.out.lines().map(line).collect::<Vec<_>>()
    };
    let projects = table("get projects --below acme");
    assert_eq!(projects[0], "PATH VISIBILITY ARCHIVED TOPICS LAST ACTIVITY");
    assert!(projects[1].starts_with("acme/api private no rust, Service 20"), "{projects:?}");
    assert!(projects[2].starts_with("acme/web/shop private yes Service, with space 20"));
    let groups = table("get groups --below acme");
    assert_eq!(groups[0], "PATH VISIBILITY ARCHIVED CREATED");
    assert!(groups[1].starts_with("acme/web private no 20"), "{groups:?}");
    let markdown = run(&sandbox, "get projects --below acme -o markdown").out;
    assert!(markdown.contains("| `acme/api` | `private` | `no` | `rust, Service` |"), "{markdown}");
    let none = run(&sandbox, "get projects --topic nothing");
    assert_eq!((none.code, none.err.as_str()), (0, "No project found.\n"));
    let json = run(&sandbox, "get projects -o json").out;
    assert!(json.contains("\"merge_method\"") && !json.contains("runners_token"), "{json}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_wrong_is_said_and_nothing_is_half_a_list() {
    let sandbox = fleet().await;
    let told = |args: &str, code: i32, words: &[&str]| {
        let run = run(&sandbox, args);
        let told = run.err.replace("\n  │", "");
        assert_eq!(run.code, code, "{args}: {told}");
        // As JSON, the problem is the result.
        let is_list = ["PATH", "path_with_namespace"].iter().any(|it| run.out.contains(it));
        assert!(!is_list, "{args}: {}", run.out);
        words.iter().for_each(|it| assert!(told.contains(it), "{args}: no {it} in\n{told}"));
    };
    told("get groups --topic service", 3, &["only projects have topics", "labwright get projects"]);
    assert_eq!(asked(&sandbox), [""; 0]);
    told("get projects --below ..", 3, &["a full path cannot"]);
    told("get projects --below acme/../x", 3, &["a full path cannot"]);
    told("get projects --topic|=", 3, &["--topic"]);
    told(
        "get projects --below nowhere",
        1,
        &["404", "does not exist, or this token cannot see it"],
    );
    told("get groups --below nowhere/at/all", 1, &["404"]);

    let list = |body: Value| {
        let body = body.to_string();
        Harm::Answer(Answer { status: 200, body, ..Default::default() })
    };
    let replaced = |at: &str, with: Value| Harm::Replaced { at: format!("/0/{at}"), with };
    for harm in [
        list(json!([{}])),
        list(json!({})),
        list(json!(null)),
        list(json!([{ "id": 1 }])),
        replaced("path_with_namespace", json!(null)),
        replaced("path_with_namespace", json!(7)),
        replaced("path_with_namespace", json!("api")),
        replaced("path_with_namespace", json!("acme/../api")),
        replaced("path_with_namespace", json!("acme/a\u{1b}[31m")),
        replaced("path_with_namespace", json!("acme/a\u{202e}")),
        replaced("archived", json!("yes")),
        replaced("topics", json!("service")),
        replaced("topics", json!([7])),
        replaced("marked_for_deletion_on", json!(true)),
        replaced("id", json!(-1)),
    ] {
        for form in ["text", "json", "yaml", "markdown"] {
            for args in ["get projects", "get projects --below acme"] {
                sandbox.fault(Fault::new("GET", "**/projects", harm.clone()));
                told(&format!("{args} -o {form}"), 1, &["GitLab answered 200"]);
                sandbox.clear_faults();
            }
        }
    }
    // What is only shown is made harmless.
    for at in ["visibility", "last_activity_at", "topics/0"] {
        let harm = replaced(at, json!("\u{1b}[31mred\u{202e}"));
        sandbox.fault(Fault::new("GET", "/groups/acme/projects", harm));
        let shown = run(&sandbox, "get projects --below acme");
        assert_eq!(shown.code, 0, "{}", shown.err);
        sandbox.clear_faults();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_is_read() {
    let projects: String = (0..130).map(|it| format!("  - {{ path: acme/p{it:03} }}\n")).collect();
    let seed = format!("groups: [{{ path: acme }}]\nprojects:\n{projects}");
    let sandbox = Sandbox::start(&Seed::parse(&seed).unwrap()).await.unwrap();
    sandbox.record(true);
    let expected: Vec<String> = (0..130).map(|it| format!("acme/p{it:03}")).collect();
    assert_eq!(paths(&run(&sandbox, "get projects -o json")), expected);
    assert_eq!(asked(&sandbox).len(), 3, "{:?}", asked(&sandbox));
    assert_eq!(paths(&run(&sandbox, "get projects --below acme -o json")), expected);
    assert_eq!(asked(&sandbox).len(), 7);
}
