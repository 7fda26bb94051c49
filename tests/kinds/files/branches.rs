//! Files on a branch that the same plan creates: one call for both.

use labwright::apply::{Entry, Progress, Stop};
use labwright::plan::{Approved, Saved, Step};
use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

use super::{SEED, commits, content, head};
use crate::support::World;

const TWO: &str = "
      - { path: README.md, branch: rel, content: new }
      - { path: a.txt, branch: rel, content: x }
      - { path: old.txt, branch: rel, content: \"old\\n\" }
";

fn declare(world: &World, branches: &str, files: &str) {
    let text = format!(
        "version: 1\nprojects:\n  acme/api:\n    branches: [{branches}]\n    files:{files}"
    );
    world.write("labwright.yaml", &text);
}

fn writes(world: &World) -> Vec<String> {
    let all = world.exchanges().into_iter().filter(|it| !["GET", "HEAD"].contains(&&*it.method));
    all.map(|it| format!("{} {}", it.method, it.path.replace("%2F", "/"))).collect()
}

fn exists(world: &World, branch: &str) -> bool {
    let gitlab = world.sandbox().world();
    gitlab.project("acme/api").expect("the project").branches.contains_key(branch)
}

const COMMITS: &str = "POST /projects/acme/api/repository/commits";
const BRANCHES: &str = "POST /projects/acme/api/repository/branches";

/// GitLab runs a pipeline for each new branch and each commit.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_branch_comes_with_the_commit_of_its_files() {
    let world = World::start(SEED).await;
    let other = "      - { path: README.md, branch: next, content: next }\n";
    declare(
        &world,
        "{ name: rel, ref: main }, { name: next, ref: main }",
        &format!("{TWO}{other}"),
    );
    let main = head(&world, "main");
    world.converge().await;
    assert_eq!(writes(&world), [COMMITS, COMMITS]);
    let update = |content: &str| json!({ "action": "update", "file_path": "README.md", "content": content, "last_commit_id": main });
    let body = |branch: &str, actions: Value| {
        json!({
            "branch": branch, "start_branch": "main",
            "commit_message": "Update files managed by labwright", "actions": actions,
        })
    };
    let create = json!({ "action": "create", "file_path": "a.txt", "content": "x" });
    let expected =
        [body("next", json!([update("next")])), body("rel", json!([update("new"), create]))];
    assert_eq!(commits(&world), expected);
    assert_eq!(content(&world, "rel", "README.md").unwrap(), b"new");
    assert_eq!(content(&world, "rel", "old.txt").unwrap(), b"old\n");
    assert_eq!(content(&world, "main", "README.md").unwrap(), b"# API\n");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_without_other_files_has_a_call_of_its_own() {
    let world = World::start(SEED).await;
    let same = "      - { path: README.md, branch: rel, content: \"# API\\n\" }\n";
    declare(&world, "{ name: rel, ref: main }", &format!("\n{same}"));
    world.converge().await;
    assert_eq!(writes(&world), [BRANCHES]);
    // A commit has no branch to start from, and a merge request is for a branch that is there.
    let sha = head(&world, "main");
    world.take_exchanges();
    let file = "\n      - { path: README.md, branch: exact, content: new }\n";
    declare(&world, &format!("{{ name: exact, ref: {sha} }}"), file);
    world.converge().await;
    assert_eq!(writes(&world), [BRANCHES, COMMITS]);
    assert!(commits(&world)[0].get("start_branch").is_none());
    let file = "\n      via: merge_request\n      items: [{ path: README.md, branch: target, content: new }]\n";
    declare(&world, "{ name: target, ref: main }", file);
    world.converge().await;
    assert_eq!(writes(&world), [BRANCHES, COMMITS, "POST /projects/acme/api/merge_requests"]);
    let commit = &commits(&world)[0];
    assert_eq!(commit["start_branch"], "target");
    // A tag has no head that files are compared with.
    let seed = SEED.replace("branches: { main", "tags: { v1: null }\n    branches: { main");
    let world = World::start(&seed).await;
    declare(&world, "{ name: rel, ref: v1 }", TWO);
    let plan = world.plan().await;
    let told = plan.problems.to_string();
    assert_eq!(told.matches("neither a branch nor a full commit ID").count(), 3, "{told}");
    world.apply(plan).await;
    assert_eq!(writes(&world), [BRANCHES]);
}

/// The plan has a step for the branch, with what it starts from; without it, the commit would create what nobody was shown.
#[tokio::test(flavor = "multi_thread")]
async fn no_commit_creates_a_branch_that_the_plan_does_not_show() {
    let world = World::start(SEED).await;
    declare(&world, "{ name: rel, ref: main }, { name: other, ref: main }", TWO);
    let output = world.run(&["plan", "-o", "json"]).await;
    let plan: Value = serde_json::from_slice(&output.stdout).unwrap();
    let steps = plan["steps"].as_array().unwrap();
    let addresses: Vec<_> = steps.iter().filter_map(|it| it["address"].as_str()).collect();
    let expected = ["branches/other", "branches/rel", "files/README.md@rel", "files/a.txt@rel"];
    assert_eq!(addresses, expected.map(|it| format!("projects/acme/api/{it}")));
    assert_eq!(steps[1]["changes"][0]["after"], "main");
    assert_eq!(steps[1]["why"], "comes with `files`, in one call");
    assert!(steps[0]["joined"].is_null());
    assert!(steps[1..].iter().all(|it| it["joined"] == true && it["phase"] == steps[0]["phase"]));
    let told = |output: std::process::Output| {
        [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned()).concat()
    };
    let told_of = async |only: &[&str]| {
        let only = only.iter().flat_map(|it| ["--only", it]);
        let arguments: Vec<&str> = ["apply", "-y"].into_iter().chain(only).collect();
        let text = told(world.run(&arguments).await);
        text.split_whitespace().filter(|it| *it != "│").collect::<Vec<_>>().join(" ")
    };
    let file = "projects/acme/api/files/a.txt@rel";
    let text = told_of(&[file]).await;
    assert!(text.contains("the branch `rel` does not exist"), "{text}");
    let text = told_of(&[file, "projects/acme/api/branches/other"]).await;
    let why = "`projects/acme/api/branches/rel` does not exist, and this plan does not create it";
    assert!(text.contains(why), "{text}");
    assert_eq!(writes(&world), [BRANCHES]);
    assert!(!exists(&world, "rel"));
    world.take_exchanges();
    let text = told_of(&["projects/acme/api/branches/rel"]).await;
    assert_eq!(writes(&world), [BRANCHES], "{text}");
    assert!(content(&world, "rel", "a.txt").is_none());
    // A branch that cannot be created is no branch that a commit creates.
    let world = World::start(&SEED.replace("work: null", "rel/1: null, rel: null")).await;
    let file = "\n      - { path: a.txt, branch: rel/1/x, content: x }\n";
    declare(&world, "{ name: rel/1/x, ref: main }", file);
    let told = world.plan().await;
    assert!(told.steps().is_empty() && told.problems.to_string().contains("git cannot have"));
}

/// Changes a file as soon as an apply begins.
struct Changes(std::path::PathBuf);

impl Progress for Changes {
    fn started(&self, _: usize, _: &Step) {
        std::fs::write(&self.0, "two").expect("the file can be written");
    }

    fn ended(&self, _: usize, _: &Entry) {}
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_contents_of_its_files_there_is_no_branch() {
    let world = World::start(SEED).await;
    world.write("raw", "one");
    let file = "\n      - { path: raw, branch: rel, file: raw }\n";
    declare(&world, "{ name: rel, ref: main }", file);
    let changes = Changes(world.folder().join("raw"));
    let report = world.apply_until(world.plan().await, Stop::default(), &changes).await;
    let words: Vec<_> = report.entries.iter().map(|it| it.outcome.word()).collect();
    assert_eq!(words, ["skipped", "skipped"], "{:#}", report.to_json());
    assert_eq!(writes(&world), [""; 0]);
    assert!(!exists(&world, "rel"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_that_someone_creates_meanwhile_is_not_written() {
    let world = World::start(SEED).await;
    declare(&world, "{ name: rel, ref: main }", TWO);
    let plan = world.plan().await;
    let body = json!({ "branch": "rel", "ref": "work" });
    let made = world.send("POST", "/projects/acme%2Fapi/repository/branches", body).await;
    assert_eq!(made.status, 201);
    let before = head(&world, "rel");
    let report = world.apply(plan).await;
    let told: Vec<_> = report.entries.iter().map(|it| it.told(0).message).collect();
    assert_eq!(told.len(), 3);
    assert!(told.iter().all(|it| it.contains("someone created it since the plan")), "{told:?}");
    assert_eq!(head(&world, "rel"), before);
    world.take_exchanges();
    world.converge().await;
    assert_eq!(writes(&world), [COMMITS]);
    assert!(commits(&world)[0].get("start_branch").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_response_is_looked_up_for_the_branch_and_its_files() {
    for (harm, is_done) in [(Harm::DropAfter, true), (Harm::DropBefore, false)] {
        let world = World::start(SEED).await;
        declare(&world, "{ name: rel, ref: main }", TWO);
        let plan = world.plan().await;
        let saved = Saved::parse(plan.to_json().to_string().as_bytes()).unwrap();
        world.sandbox().fault(Fault::new("POST", "/projects/*/repository/commits", harm));
        let report = world.apply(plan).await;
        let told = format!("{:?}", report.entries);
        assert_eq!(report.is_whole(), is_done, "{told}");
        assert_eq!(exists(&world, "rel"), is_done, "{told}");
        let of = if is_done { "but the call took effect" } else { "has not taken effect so far" };
        assert_eq!(told.matches(of).count(), 3, "{told}");
        assert_eq!(writes(&world).len(), 1, "{told}");
        // What was approved is still to be done, or done.
        let fresh = world.plan().await;
        assert_eq!(fresh.steps().is_empty(), is_done);
        if !is_done {
            Approved::by_file(fresh, &saved).expect("the saved plan covers it");
        }
        world.converge().await;
        assert_eq!(content(&world, "rel", "a.txt").unwrap(), b"x");
    }
}

/// A commit that starts elsewhere than a person was shown is another one.
#[tokio::test(flavor = "multi_thread")]
async fn an_approval_covers_the_branch_that_it_shows() {
    let world = World::start(SEED).await;
    declare(&world, "{ name: rel, ref: main }", TWO);
    let saved = world.plan().await.to_json().to_string();
    let saved = Saved::parse(saved.as_bytes()).unwrap();
    assert!(Approved::by_file(world.plan().await, &saved).is_ok());
    declare(&world, "{ name: rel, ref: work }", TWO);
    assert!(Approved::by_file(world.plan().await, &saved).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_branch_that_may_not_be_pushed_to_is_not_created() {
    let rule = "    protected_branches: [{ name: 're*', push: [nobody], merge: [nobody] }]\n";
    let world = World::start(
        &SEED.replace("  - { path: acme/empty", &format!("{rule}  - {{ path: acme/empty")),
    )
    .await;
    declare(&world, "{ name: rel, ref: main }", TWO);
    let report = world.apply(world.plan().await).await;
    let told = format!("{:?}", report.entries);
    assert!(told.contains("push"), "{told}");
    assert!(!report.is_whole() && !exists(&world, "rel"), "{told}");
}

/// Nothing is known of the project when it is approved, and yet the approval covers what is planned when it is there.
#[tokio::test(flavor = "multi_thread")]
async fn a_new_project_gets_a_branch_with_its_files() {
    let world = World::start(SEED).await;
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  acme/fresh:
    create: { initialize_with_readme: true }
    branches: [{ name: rel, ref: main }]
    files: [{ path: a.txt, branch: rel, content: x }]
",
    );
    world.converge().await;
    let sent = writes(&world);
    assert_eq!(sent.len(), 2, "{sent:?}");
    let sent = commits(&world);
    let [commit] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!((&commit["branch"], &commit["start_branch"]), (&json!("rel"), &json!("main")));
    world.finish();
}
