//! `labwright get` over the registry: scopes, identities, and what must not be shown.

use labwright::gitlab::{Element, Paging};
use labwright::kinds::KINDS;
use labwright::resource::{In, Shape};
use labwright::sandbox::{Answer, Fault, Harm, Sandbox, Seed};
use serde_json::{Value, json};

use super::{run, sandbox};

/// Every hidden field of every kind of the registry, and fields that no kind knows: whatever GitLab returns in them.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_that_is_hidden_or_whose_name_says_that_it_is_a_secret_is_masked() {
    let sandbox = sandbox().await;
    let mut hidden = 0;
    for entry in KINDS {
        let spec = entry.spec;
        let mut object = json!({
            "id": 7, "iid": 7, "name": "n", "webhook_password": "s3cret", "more": { "api_key": "s3cret", "deep": [{ "x_token": "s3cret" }] },
            "credentials": ["s3cret", { "key": "s3cret" }], "key": "NAME", "monkeys": false, "token_count": 4,
        });
        for row in entry.blank().iter().filter(|it| it.hidden) {
            object[row.wire] = json!("s3cret");
            hidden += 1;
        }
        if let Element::Named(field) = spec.listing.element
            && object.get(field).is_none()
        {
            object[field] = json!("n");
        }
        let body = match (spec.shape, spec.listing.paging) {
            (Shape::Single, _) => object,
            (_, Paging::Within(field)) => json!({ "id": 7, field: [object] }),
            _ => json!([object]),
        };
        let answer = Answer { status: 200, body: body.to_string(), ..Default::default() };
        sandbox.fault(Fault::new("GET", "**", Harm::Answer(answer)).always());
        let scope = match spec.scope {
            In::Instance => "".to_owned(),
            In::Group => "--group acme".to_owned(),
            In::Project => "--project acme/api".to_owned(),
            In::MergeRequest => "--project acme/api --merge-request 4".to_owned(),
            In::Object(kind) => {
                let parent = KINDS.iter().find(|it| it.spec.kind == kind).unwrap();
                let outside = match parent.spec.scope {
                    In::Instance => "",
                    _ => "--project acme/api ",
                };
                format!("{outside}--{} 7", parent.spec.noun.replace(' ', "-"))
            }
        };
        for form in ["text", "json", "yaml", "markdown"] {
            // `run` looks for what must not be shown.
            let run = run(&sandbox, &format!("get {} {scope} -o {form} -vvv", spec.kind));
            if form == "json" {
                assert_eq!(run.code, 0, "{entry:?}: {}", run.err);
                let value: Value = serde_json::from_str(&run.out).unwrap();
                let one = if spec.shape == Shape::Single { &value } else { &value[0] };
                assert_eq!(one["webhook_password"], "***", "{entry:?}: {value}");
                assert_eq!((&one["key"], &one["token_count"]), (&json!("NAME"), &json!(4)));
            }
        }
        sandbox.clear_faults();
    }
    assert!(hidden > 30, "{hidden}");
}

/// The identity of a kind without a table of its own, and its scope.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kind_of_several_scopes_is_shown_of_one_and_an_object_by_its_identity() {
    let seed = "
groups: [{ path: acme, labels: [{ name: above, color: '#112233' }] }]
users: [{ username: bob }]
projects:
  - path: acme/api
    labels: [{ name: Bug, color: '#FF0000', priority: 2 }, { name: other, color: '#FF0000' }]
    members: { bob: reporter }
    variables: [{ key: OLD, value: s3cret }, { key: OLD, value: s3cret, environment_scope: production }]
";
    let sandbox = Sandbox::start(&Seed::parse(seed).unwrap()).await.unwrap();
    sandbox.record(true);
    for (args, code, shown) in [
        ("get labels --project acme/api", 0, "Bug #ff0000 2"),
        ("get labels --group acme", 0, "above #112233"),
        ("get labels --project acme/api other", 0, "NAME other COLOR #ff0000"),
        (
            "get labels --project acme/api above",
            1,
            "label `above` not found help: use one of: Bug, other",
        ),
        ("get labels", 3, "--group <PATH>|--project <PATH>"),
        ("get labels --project acme/api --group acme", 3, "cannot be used with"),
        ("get labels --group acme/../x", 3, "cannot be empty, or contain empty parts"),
        ("get members --project acme/api bob", 0, "ACCESS LEVEL reporter"),
        ("get variables --project acme/api", 0, "OLD production (hidden) env_var"),
        ("get variables --project acme/api OLD@production", 0, "ENVIRONMENT SCOPE production"),
        ("get variables", 0, "No variable found."),
        ("get settings --project acme/api", 0, "merge_method merge"),
        ("get settings --group acme", 0, "project_creation_level developer"),
        ("get push_rules --project acme/api", 0, "No push rules found."),
    ] {
        let run = run(&sandbox, args);
        let words = format!("{}{}", run.out, run.err);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(run.code == code && words.contains(shown), "{args}: {} {words}", run.code);
    }
}

/// A list of users has the fields by which people are known; one user has all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_of_users_is_brief_and_one_user_is_whole() {
    let sandbox = sandbox().await;
    let list = run(&sandbox, "get users");
    let titles: Vec<_> = list.out.lines().next().unwrap_or("").split_whitespace().collect();
    assert_eq!(titles, ["ID", "USERNAME", "NAME", "EMAIL", "STATE", "ADMIN", "EXTERNAL"]);
    let one = run(&sandbox, "get users root");
    assert!(one.out.contains("THEME ID") && one.out.contains("PROJECTS LIMIT"), "{}", one.out);
}
