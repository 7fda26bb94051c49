//! The reports for GitLab: what its own parsers take, whatever the plan, and that files are written whole or not at all.
//!
//! Where GitLab has a JSON Schema it lies in `gitlab/`; what it checks in code is said again in `rules`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod hostile;
mod job_log;
mod places;
mod rules;

use std::collections::BTreeSet;
use std::process::Output;

use crate::support::World;
use rules::{Findings, Tests, variables};
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: mia }]
projects:
  - path: acme/api
    members: { mia: maintainer }
    external_status_checks:
      - { name: Legacy, external_url: 'https://legacy.example.com' }
  - path: acme/web
    members: { mia: maintainer }
";

/// One object to create, one to change so that it protects less, one to delete, one that is as it should be.
const FILES: &str = "version: 1
projects:
  acme/api:
    protected_branches:
      - { name: main, allow_force_push: true }
    external_status_checks:
      prune: true
      items:
        - name: Scan
          external_url: https://scan.example.com
          shared_secret: { env: SCAN_SECRET }
  acme/web:
    protected_branches: [{ name: main, allow_force_push: false }]
";

/// Every report, and changes as findings too.
const ALL: [&str; 14] = [
    "plan",
    "--report-terraform",
    "plan.tf.json",
    "--report-codequality",
    "quality.json",
    "--codequality-changes",
    "--report-junit",
    "junit.xml",
    "--report-annotations",
    "annotations.json",
    "--report-dotenv",
    "plan.env",
    "--report-html",
    "plan.html",
];

const REPORTS: [&str; 6] =
    ["plan.tf.json", "quality.json", "junit.xml", "annotations.json", "plan.env", "plan.html"];

async fn world(files: &str) -> World {
    let world = World::start(SEED).await;
    world.write("labwright.yaml", files);
    world
}

/// The variables of a job whose repository is the folder of the world.
fn in_job(world: &mut World) {
    let folder = world.folder().display().to_string();
    for (name, value) in [
        ("GITLAB_CI", "true"),
        ("CI_PROJECT_DIR", &*folder),
        ("CI_PROJECT_URL", "https://gitlab.example.com/acme/config"),
        ("CI_JOB_URL", "https://gitlab.example.com/acme/config/-/jobs/7"),
        ("CI_COMMIT_SHA", "141be9714669a4c1ccaa013c6a7f3e462ff2a40f"),
    ] {
        world.secret(name, value);
    }
}

fn read(world: &World, name: &str) -> String {
    std::fs::read_to_string(world.folder().join(name)).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap_or(-1)
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What lies in the folder of a world.
fn files(world: &World) -> BTreeSet<String> {
    let entries = std::fs::read_dir(world.folder()).unwrap();
    entries.map(|it| it.unwrap().file_name().into_string().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_plan_gives_every_report() {
    let mut world = world(FILES).await;
    in_job(&mut world);
    let output = world.run(&ALL).await;
    assert_eq!(code(&output), 0, "{}", stderr(&output));

    let terraform: Value = serde_json::from_str(&read(&world, "plan.tf.json")).unwrap();
    assert_eq!(terraform, json!({ "create": 1, "update": 1, "delete": 1 }));

    let findings = Findings::parse(&read(&world, "quality.json"));
    let told: Vec<_> =
        findings.list.iter().map(|it| (it.rule.as_str(), &*it.severity, it.line)).collect();
    assert_eq!(
        told,
        [
            ("labwright/loosen", "major", 5),
            ("labwright/create", "info", 9),
            ("labwright/delete", "major", 7)
        ]
    );
    assert!(findings.list.iter().all(|it| it.path == "labwright.yaml"));

    let tests = Tests::parse(&read(&world, "junit.xml"));
    assert_eq!(
        tests.outcomes(),
        [
            ("projects/acme/api", "protected_branches/main", "failure"),
            ("projects/acme/api", "external_status_checks/Scan", "failure"),
            ("projects/acme/api", "external_status_checks/Legacy", "failure"),
            ("labwright", "objects in sync", ""),
        ]
    );
    assert!(tests.list[0].said.contains("- allow_force_push: false\n+ allow_force_push: true\n"));

    let links = rules::links(&read(&world, "annotations.json"));
    let url = world.sandbox().url();
    assert_eq!(
        links,
        [
            (
                "labwright plan".to_owned(),
                "https://gitlab.example.com/acme/config/-/jobs/7/artifacts/file/plan.html"
                    .to_owned()
            ),
            (
                "acme/api: repository settings".to_owned(),
                format!("{url}/acme/api/-/settings/repository")
            ),
            (
                "acme/api: merge request settings".to_owned(),
                format!("{url}/acme/api/-/settings/merge_requests")
            ),
        ]
    );

    let variables = variables(&read(&world, "plan.env"));
    let get = |name: &str| variables.get(name).map(String::as_str);
    assert_eq!(get("LABWRIGHT_CREATE"), Some("1"));
    assert_eq!(get("LABWRIGHT_DELETE"), Some("1"));
    assert_eq!(get("LABWRIGHT_LOOSENS"), Some("1"));
    assert_eq!(get("LABWRIGHT_UNCHANGED"), Some("1"));
    assert_eq!(get("LABWRIGHT_HAS_CHANGES"), Some("true"));
    assert_eq!(get("LABWRIGHT_PROBLEMS"), Some("0"));

    let page = read(&world, "plan.html");
    assert!(page.contains("external_status_checks") && page.contains("(secret SCAN_SECRET)"));
    let rest: Vec<_> =
        files(&world).into_iter().filter(|it| !REPORTS.contains(&it.as_str())).collect();
    assert_eq!(rest, ["labwright.yaml"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_applied_plan_has_reports_of_nothing() {
    let mut world = world(FILES).await;
    world.secret("SCAN_SECRET", "s3cret-of-the-scan");
    assert_eq!(code(&world.run(&["apply", "-y"]).await), 0);
    assert_eq!(code(&world.run(&ALL).await), 0);
    let terraform: Value = serde_json::from_str(&read(&world, "plan.tf.json")).unwrap();
    assert_eq!(terraform, json!({ "create": 0, "update": 0, "delete": 0 }));
    assert_eq!(read(&world, "quality.json"), "[]\n");
    let tests = Tests::parse(&read(&world, "junit.xml"));
    assert_eq!(tests.outcomes(), [("labwright", "objects in sync", "")]);
    assert_eq!(variables(&read(&world, "plan.env"))["LABWRIGHT_HAS_CHANGES"], "false");
    assert!(rules::links(&read(&world, "annotations.json")).is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_with_problems_has_no_counts() {
    let mut world = world(&FILES.replace("acme/web:", "acme/none:")).await;
    in_job(&mut world);
    let output = world.run(&ALL).await;
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    rules::no_counts(&read(&world, "plan.tf.json"));
    assert_eq!(read(&world, "plan.env"), "LABWRIGHT_PROBLEMS=1\n");
    let findings = Findings::parse(&read(&world, "quality.json"));
    let first = &findings.list[0];
    assert_eq!(
        (first.rule.as_str(), first.severity.as_str()),
        ("labwright/impossible", "critical")
    );
    assert_eq!((first.path.as_str(), first.line), ("labwright.yaml", 13));
    // What can be done is planned and shown.
    assert_eq!(findings.list.len(), 4);
    let tests = Tests::parse(&read(&world, "junit.xml"));
    assert_eq!(tests.list.iter().filter(|it| it.outcome == "error").count(), 1);
    assert_eq!(tests.list.iter().filter(|it| it.outcome == "failure").count(), 3);
    assert!(read(&world, "plan.html").contains("The plan is incomplete"));
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_files_and_a_server_that_refuses_are_reported_too() {
    for (files, token, exit, rule) in [
        ("version: 1\nprojects: { api: {} }\ninstnce: {}\n", None, 3, "labwright/invalid"),
        ("version: 1\nprojects: [\n", None, 3, "labwright/invalid"),
        (FILES, Some(""), 3, "labwright/failed"),
        (FILES, Some("glpat-is-not-known-here"), 1, "labwright/failed"),
    ] {
        let mut world = world(files).await;
        in_job(&mut world);
        if let Some(token) = token {
            world.secret("GITLAB_TOKEN", token);
        }
        let output = world.run(&ALL).await;
        assert_eq!(code(&output), exit, "{}", stderr(&output));
        let findings = Findings::parse(&read(&world, "quality.json"));
        assert!(!findings.list.is_empty());
        for it in &findings.list {
            assert_eq!((it.rule.as_str(), it.severity.as_str()), (rule, "blocker"), "{files}");
            assert_eq!(it.path, "labwright.yaml");
        }
        rules::no_counts(&read(&world, "plan.tf.json"));
        let tests = Tests::parse(&read(&world, "junit.xml"));
        assert!(tests.list.iter().all(|it| it.outcome == "error"));
        assert_eq!(tests.list.len(), findings.list.len());
        assert_eq!(variables(&read(&world, "plan.env")).len(), 1);
        assert!(rules::links(&read(&world, "annotations.json")).len() <= 1);
        assert!(read(&world, "plan.html").contains("The plan is incomplete"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn validate_says_that_all_is_well_by_an_empty_list() {
    let world = world(FILES).await;
    let arguments = ["validate", "--report-codequality", "quality.json"];
    assert_eq!(code(&world.run(&arguments).await), 0);
    assert_eq!(read(&world, "quality.json"), "[]\n");
    world
        .write("labwright.yaml", "version: 1\nprojects: { acme/api: { protected_branchs: [] } }\n");
    assert_eq!(code(&world.run(&arguments).await), 3);
    let findings = Findings::parse(&read(&world, "quality.json"));
    assert_eq!(findings.list.len(), 1);
    assert_eq!((findings.list[0].rule.as_str(), findings.list[0].line), ("labwright/invalid", 2));
    assert!(findings.list[0].description.contains("protected_branches"), "a hint");
    assert_eq!(world.exchanges().len(), 0);
}

/// GitLab knows a finding by its fingerprint alone: what moves is not new, and what is there twice is two.
#[tokio::test(flavor = "multi_thread")]
async fn findings_are_known_again_when_lines_move() {
    let wrong = "version: 1
projects:
  acme/api:
    protected_branches: [{ nme: main }]
    external_status_checks: [{ nme: x }]
  acme/web:
    protected_branches: [{ nme: main }]
";
    let moved = wrong.replace("projects:", "# one\n# two\n\nprojects:");
    for (files, moved, arguments, exit) in [
        (wrong.as_bytes(), moved.as_bytes(), &["validate"][..], 3),
        (b"version: 1\n# \xE9\n", b"version: 1\n\n\n# \xE9\n", &["validate"], 3),
        (
            FILES.as_bytes(),
            FILES.replace("projects:", "\n\nprojects:").as_bytes(),
            &["plan", "--codequality-changes"],
            0,
        ),
    ] {
        let world = world("").await;
        let mut known: Vec<Findings> = Vec::new();
        for text in [files, moved] {
            std::fs::write(world.folder().join("labwright.yaml"), text).unwrap();
            let arguments = [arguments, &["--report-codequality", "quality.json"]].concat();
            let output = world.run(&arguments).await;
            assert_eq!(code(&output), exit, "{}", stderr(&output));
            known.push(Findings::parse(&read(&world, "quality.json")));
        }
        assert!(!known[0].list.is_empty());
        assert_eq!(known[0].fingerprints(), known[1].fingerprints());
        assert_ne!(read(&world, "quality.json"), "");
        let lines = |it: &Findings| it.list.iter().map(|it| it.line).collect::<Vec<_>>();
        if exit == 0 {
            assert_ne!(lines(&known[0]), lines(&known[1]));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_named_from_the_root_of_the_repository() {
    let mut world = world(FILES).await;
    in_job(&mut world);
    let parent = world.folder().parent().unwrap().display().to_string();
    let name = world.folder().file_name().unwrap().to_str().unwrap().to_owned();
    world.secret("CI_PROJECT_DIR", &parent);
    let whole = world.folder().join("labwright.yaml").display().to_string();
    for config in [".", "./labwright.yaml", &format!("../{name}"), &whole] {
        let output = world.run(&[&ALL[..], &["-c", config]].concat()).await;
        assert_eq!(code(&output), 0, "{}", stderr(&output));
        let expected = format!("{name}/labwright.yaml");
        let findings = Findings::parse(&read(&world, "quality.json"));
        assert!(
            findings.list.iter().all(|it| it.path == expected),
            "{config}: {:?}",
            findings.list
        );
        let tests = Tests::parse(&read(&world, "junit.xml"));
        assert_eq!(tests.list[0].file.as_deref(), Some(&*expected));
        let links = rules::links(&read(&world, "annotations.json"));
        assert!(links[0].1.ends_with(&format!("/artifacts/file/{name}/plan.html")), "{links:?}");
        let page = read(&world, "plan.html");
        let blob = "https://gitlab.example.com/acme/config/-/blob/141be9714669a4c1ccaa013c6a7f3e462ff2a40f";
        assert!(page.contains(&format!("{blob}/{name}/labwright.yaml#L5")), "{config}");
    }
}

/// Variables may be missing, empty, or say what is not so: then there is no link, and no other report.
#[tokio::test(flavor = "multi_thread")]
async fn variables_that_lie_lead_nowhere() {
    for (name, value) in [
        ("CI_PROJECT_URL", "javascript:alert(1)"),
        ("CI_JOB_URL", "javascript:alert(1)"),
        ("CI_COMMIT_SHA", "\"><script>alert(1)</script>"),
        ("CI_PROJECT_DIR", "/no/such/folder"),
        ("CI_PROJECT_DIR", ""),
    ] {
        let mut world = world(FILES).await;
        in_job(&mut world);
        world.secret(name, value);
        let output = world.run(&ALL).await;
        assert_eq!(code(&output), 0, "{name}: {}", stderr(&output));
        let page = read(&world, "plan.html");
        assert!(!page.contains("alert(1)"), "{name}");
        assert!(!read(&world, "annotations.json").contains("alert(1)"), "{name}");
        let findings = Findings::parse(&read(&world, "quality.json"));
        assert!(findings.list.iter().all(|it| it.path == "labwright.yaml"), "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_report_has_a_secret() {
    let mut world = world(FILES).await;
    in_job(&mut world);
    world.secret("SCAN_SECRET", "canary-7d1f");
    assert_eq!(code(&world.run(&ALL).await), 0);
    for name in REPORTS {
        let report = read(&world, name);
        assert!(!report.contains("canary-7d1f"), "{name}");
        assert!(!report.contains(labwright::sandbox::ADMIN_TOKEN), "{name}");
    }
    world.write("labwright.yaml", "version: 1\ninstance: { system_hooks: [{ name: a, url: 'https://a.b', token: canary-lit }] }\n");
    assert_eq!(code(&world.run(&ALL).await), 3);
    for name in REPORTS {
        assert!(!read(&world, name).contains("canary-lit"), "{name}");
    }
}
