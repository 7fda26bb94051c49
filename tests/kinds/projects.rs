//! Projects that are not what the files take them for: archived, renamed, spelled otherwise.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::process::Output;

use crate::support::World;
use labwright::gitlab::ApiPath;
use labwright::plan::Options;
use labwright::resource::Need;
use labwright::sandbox::{Fault, Harm};

const SEED: &str = "
users: [{ username: mia }]
projects:
  - path: acme/old
    members: { mia: owner }
    settings: { archived: true }
    protected_branches: [{ name: main }]
  - { path: acme/api, members: { mia: maintainer }, old_paths: [acme/old.api] }
  - { path: acme/Web, protected_branches: [{ name: main }] }
";

fn said(output: &Output) -> String {
    let text = [output.stdout.as_slice(), &output.stderr].concat();
    String::from_utf8(text).unwrap().replace("\n  │ ", " ")
}

/// A list has each project as GitLab returns it by its path.
#[tokio::test(flavor = "multi_thread")]
async fn projects_of_a_group_are_read_from_its_list_and_are_the_same() {
    let (mut seed, mut files) = ("projects:\n".to_owned(), "version: 1\nprojects:\n".to_owned());
    let about = "merge_trains: true, train_pipelines: empty, merge_requests: [{ iid: 1, source_branch: f, pipeline: success }]";
    for it in 0..25 {
        seed += &format!("  - {{ path: acme/p{it}, {about} }}\n");
        files += &format!("  acme/p{it}: {{ merge_trains: [{{ merge_request: 1 }}] }}\n");
    }
    seed += &format!("  - {{ path: acme/deep/p, {about} }}\n");
    files += "  acme/deep/p: { merge_trains: [{ merge_request: 1 }] }\n";
    let world = World::start(&seed).await;
    world.write("labwright.yaml", &files);
    let reader = world.reader();
    let facts =
        labwright::plan::facts(&world.config(), &reader, &Options::default()).await.unwrap();
    let sent = world.take_exchanges();
    let count = |path: &str| sent.iter().filter(|it| it.path == path).count();
    assert_eq!((count("/groups/acme/projects"), count("/projects/acme%2Fdeep%2Fp")), (2, 1));
    assert_eq!(count("/projects/acme%2Fp1") + count("/groups/acme%2Fdeep/projects"), 0);
    for it in 0..25 {
        let path = ApiPath::new("projects").seg(format!("acme/p{it}"));
        let mut single = reader.get(&path).await.unwrap();
        let single = single.as_object_mut().unwrap();
        let listed = facts.answers[&Need::find(path)].as_ref().unwrap().as_object().unwrap();
        single
            .retain(|name, _| !["permissions", "import_error", "runners_token"].contains(&&**name));
        for (name, value) in single {
            assert_eq!(listed.get(name), Some(&*value), "{it} {name}");
        }
    }
}

/// What was sent that could write: method and path, with the status of the answer.
fn writes(world: &World) -> Vec<String> {
    let all = world.exchanges();
    let writes = all.iter().filter(|it| it.method != "GET");
    writes.map(|it| format!("{} {} {}", it.method, it.path, it.status)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_withholds_what_an_archived_project_rejects_and_what_depends_on_it() {
    let world = World::start(SEED).await;
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  acme/old:
    protected_branches:
      - { name: main, allow_force_push: true }
      - { name: v1 }
      - { name: v2 }
    external_status_checks:
      - { name: Free, external_url: 'https://a.example.com' }
      - { name: Bound, external_url: 'https://b.example.com', protected_branches: [v1] }
",
    );
    let planned = world.run(&["plan"]).await;
    let text = said(&planned);
    assert_eq!(planned.status.code(), Some(1), "{text}");
    assert!(
        text.contains("projects/acme/old: the project is archived, and GitLab rejects these changes there: `protected_branches/v1`,")
            && text.contains("unarchive the project"),
        "{text}"
    );
    // One problem for the project, and what GitLab takes is planned all the same.
    assert!(
        text.contains(
            "Plan: 1 to create, 1 to update (1 loosening protection), 0 unchanged, 1 problem."
        ),
        "{text}"
    );
    let applied = world.run(&["apply", "-y"]).await;
    assert_eq!(applied.status.code(), Some(1), "{}", said(&applied));
    let sent = writes(&world);
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert!(sent.iter().any(|it| it == "PATCH /projects/acme%2Fold/protected_branches/main 200"));
    assert!(sent.iter().any(|it| it == "POST /projects/acme%2Fold/external_status_checks 201"));
    // Once it is active again, the rest follows.
    for project in world.sandbox().world().projects.values_mut() {
        project.settings.remove("archived");
    }
    let applied = world.run(&["apply", "-y"]).await;
    assert_eq!(applied.status.code(), Some(0), "{}", said(&applied));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_projects_the_archived_ones_are_found_by_one_query() {
    let (mut seed, mut files) = ("projects:\n".to_owned(), "version: 1\nprojects:\n".to_owned());
    for it in 0..8 {
        let archived = if it == 5 { ", settings: { archived: true }" } else { "" };
        seed += &format!("  - {{ path: acme/team/p{it}{archived} }}\n");
        files += &format!("  acme/Team/p{it}: {{ protected_branches: [{{ name: v1 }}] }}\n");
    }
    let world = World::start(&seed).await;
    world.write("labwright.yaml", &files);
    let plan = world.plan().await;
    let told: Vec<String> = plan.problems.iter().map(|it| it.sentence()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("projects/acme/Team/p5: the project is archived"), "{told:?}");
    assert_eq!(plan.steps().len(), 7);
    // The version, a collection for each project, and one query.
    assert_eq!(world.exchanges().len(), 1 + 8 + 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_archived_projects_reject_is_no_matter_where_it_is_not_planned() {
    let world = World::start(SEED).await;
    let files =
        "projects: { acme/old: { protected_branches: [{ name: main, allow_force_push: true }] } }";
    world.write("labwright.yaml", &format!("version: 1\n{files}\n"));
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_project_is_one_note_and_no_line_of_a_log() {
    // GitLab takes what follows the dot for a format, and its redirect is to `projects/ID.api`.
    let world = World::start(SEED).await;
    let files = "projects: { acme/old.api: { protected_branches: [{ name: v1 }] } }";
    world.write("labwright.yaml", &format!("version: 1\n{files}\n"));
    let planned = world.run(&["plan"]).await;
    assert_eq!(planned.status.code(), Some(0), "{}", said(&planned));
    assert!(planned.stderr.is_empty(), "{}", said(&planned));
    assert_eq!(said(&planned).matches("acme/api").count(), 1, "{}", said(&planned));
    assert_eq!(world.run(&["apply", "-y"]).await.status.code(), Some(0));
    let again = world.run(&["plan", "--detailed-exitcode"]).await;
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_path_in_another_case_is_reported_once_and_stays_the_address() {
    let world = World::start(SEED).await;
    let files = "projects: { acme/web: { protected_branches: [{ name: main, allow_force_push: true }, { name: v1 }] } }";
    world.write("labwright.yaml", &format!("version: 1\n{files}\n"));
    let planned = world.run(&["plan", "--out", "plan.json"]).await;
    let text = said(&planned);
    assert_eq!(planned.status.code(), Some(0), "{text}");
    assert_eq!(text.matches("GitLab spells this path `acme/Web`").count(), 1, "{text}");
    assert_eq!(text, said(&world.run(&["plan"]).await));
    let doctor = said(&world.run(&["doctor"]).await);
    assert!(doctor.contains("GitLab spells this path `acme/Web`"), "{doctor}");
    let applied = world.run(&["apply", "--plan", "plan.json"]).await;
    assert_eq!(applied.status.code(), Some(0), "{}", said(&applied));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_front_end_that_changes_slashes_is_named_and_the_project_is_not_called_missing() {
    for (harm, does) in [
        (Harm::DecodeSlashes, "decodes `%2F` in paths"),
        (Harm::EncodeSlashesAgain, "encodes `%2F` in paths again"),
        (Harm::Hidden, "refuses"),
    ] {
        let world = World::start(SEED).await;
        let files = "projects: { acme/api: { protected_branches: [{ name: v1 }] }, acme/Web: { protected_branches: [{ name: v1 }] } }";
        world.write("labwright.yaml", &format!("version: 1\n{files}\n"));
        let proven = harm != Harm::Hidden;
        // What only one project meets is its own, and no front end's.
        let path = if proven { "/projects/*%2F**" } else { "/projects/acme%2Fapi/**" };
        world.sandbox().fault(Fault::new("GET", path, harm).always());
        for command in ["plan", "doctor"] {
            world.take_exchanges();
            let run = world.run(&[command]).await;
            let text = said(&run);
            assert_eq!(run.status.code(), Some(1), "{command}: {text}");
            let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(flat.contains(does), proven, "{command}: {text}");
            assert_eq!(flat.contains("AllowEncodedSlashes"), proven, "{command}: {text}");
            if proven {
                assert!(!flat.contains("does not exist"), "{command}: {text}");
                // Looked for once, however many projects seem to be missing.
                let listed = |it: &&labwright::sandbox::Exchange| it.path == "/projects";
                assert_eq!(world.exchanges().iter().filter(listed).count(), 1, "{command}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rules_that_a_group_adds_to_a_project_are_never_its_own_but_can_be_referred_to() {
    let world = World::start(
        "
groups:
  - path: acme
    protected_branches: [{ name: main, push: [nobody] }, { name: release/* }]
projects: [{ path: acme/api, protected_branches: [{ name: main }, { name: old }] }]
",
    )
    .await;
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  acme/api:
    protected_branches:
      prune: true
      items: [{ name: main, allow_force_push: true }]
    external_status_checks:
      - { name: Audit, external_url: 'https://a.example.com', protected_branches: [release/*] }
",
    );
    let applied = world.run(&["apply", "-y"]).await;
    assert_eq!(applied.status.code(), Some(0), "{}", said(&applied));
    let expected = [
        "PATCH /projects/acme%2Fapi/protected_branches/main 200",
        "POST /projects/acme%2Fapi/external_status_checks 201",
        "DELETE /projects/acme%2Fapi/protected_branches/old 204",
    ];
    let mut sent = writes(&world);
    sent.sort();
    let mut expected = expected.map(str::to_owned).to_vec();
    expected.sort();
    assert_eq!(sent, expected);
    let again = world.run(&["plan"]).await;
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
}

/// A group was renamed: programs get every project, people one note.
#[tokio::test(flavor = "multi_thread")]
async fn projects_that_moved_with_their_group_are_one_note() {
    let (mut seed, mut files) = ("projects:\n".to_owned(), "version: 1\nprojects:\n".to_owned());
    for it in 0..30 {
        seed += &format!("  - {{ path: now/team/p{it:02}, old_paths: [old/team/p{it:02}] }}\n");
        files +=
            &format!("  old/team/p{it:02}: {{ labels: [{{ name: bug, color: '#112233' }}] }}\n");
    }
    seed += "  - { path: now/other, old_paths: [now/renamed] }\n";
    files += "  now/renamed: { labels: [{ name: bug, color: '#112233' }] }\n";
    let world = World::start(&seed).await;
    world.write("labwright.yaml", &files);
    let one = "projects/old/team/p00, projects/old/team/p01, projects/old/team/p02, and 27 more (30 in all)";
    let moved = "the project moved from old/ to now/: labwright uses its ID; write the new path in the files";
    for (arguments, notes) in [
        (&["plan"][..], "note: "),
        (&["plan", "-o", "markdown"], "note: "),
        (&["plan", "--report-html", "plan.html"], "note: "),
    ] {
        let output = world.run(arguments).await;
        let text = String::from_utf8_lossy(&output.stdout);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(text.matches(notes).count(), 2, "{text}");
        assert!(text.contains(one) && text.contains(moved), "{text}");
        assert!(text.contains("the project was renamed to now/other"), "{text}");
    }
    let page = std::fs::read_to_string(world.folder().join("plan.html")).unwrap();
    assert_eq!(page.matches(moved).count(), 1);
    let json = world.run(&["plan", "-o", "json"]).await;
    let plan: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    let of = plan["notes"].as_array().unwrap().iter().map(|it| it["scope"].as_str().unwrap());
    assert_eq!(of.filter(|it| it.starts_with("projects/old/team/")).count(), 30);
    world.finish();
}
