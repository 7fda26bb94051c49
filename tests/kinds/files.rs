//! Files in repositories: one commit for each branch, compared by digests, guarded, and never written where nobody meant it.

mod branches;
mod measures;
mod proposals;

use crate::support::World;
use labwright::plan::Options;
use serde_json::{Value, json};

const SEED: &str = "
users: [{ username: dan }]
projects:
  - path: acme/api
    members: { dan: developer }
    branches: { main: null, work: null }
    files: { README.md: \"# API\\n\", old.txt: \"old\\n\" }
  - { path: acme/empty, empty: true }
";

fn declare(world: &World, project: &str, files: &str) {
    let text = format!("version: 1\nprojects: {{ {project}: {{ files: {files} }} }}\n");
    world.write("labwright.yaml", &text);
}

async fn problems(world: &World, project: &str, files: &str) -> String {
    declare(world, project, files);
    match world.try_config() {
        Ok(_) => {
            let plan = world.plan().await;
            assert!(plan.steps().is_empty(), "{files}: {plan:?}");
            plan.problems.to_string()
        }
        Err(problems) => problems.to_string(),
    }
}

/// The bodies of the commits that were sent.
fn commits(world: &World) -> Vec<Value> {
    let sent = world.take_exchanges().into_iter();
    let is_it = |path: &str| path.ends_with("/repository/commits");
    sent.filter(|it| it.method == "POST" && is_it(&it.path)).filter_map(|it| it.body).collect()
}

fn reads(world: &World, method: &str, part: &str) -> usize {
    let all = world.exchanges();
    all.iter().filter(|it| it.method == method && it.path.contains(part)).count()
}

fn content(world: &World, branch: &str, path: &str) -> Option<Vec<u8>> {
    let gitlab = world.sandbox().world();
    let files = gitlab.project("acme/api").expect("the project").files_of(branch);
    files.get(path).map(|it| it.bytes.to_vec())
}

/// Head of a branch.
fn head(world: &World, branch: &str) -> String {
    world.sandbox().world().project("acme/api").expect("the project").branches[branch].sha.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_files_of_a_branch_come_in_one_guarded_commit() {
    let world = World::start(SEED).await;
    world.write("sub/raw.bin", "\u{0}\u{1}");
    declare(
        &world,
        "acme/api",
        "{ message: Because, author_name: Team, author_email: team@example.com, items: [
            { path: README.md, content: \"# API\\n\" },
            { path: a.txt, content: new, executable: true },
            { path: raw.bin, file: sub/raw.bin },
            { path: old.txt, state: absent },
            { path: b.txt, branch: work, content: new },
        ] }",
    );
    let (main, work) = (head(&world, "main"), head(&world, "work"));
    world.converge().await;
    let sent = commits(&world);
    let about = json!({ "commit_message": "Because", "author_name": "Team", "author_email": "team@example.com" });
    let body = |branch: &str, actions: Value| {
        let mut body = about.clone();
        body["branch"] = json!(branch);
        body["actions"] = actions;
        body
    };
    let on_main = body(
        "main",
        json!([
            { "action": "create", "file_path": "a.txt", "content": "new", "execute_filemode": true },
            { "action": "delete", "file_path": "old.txt", "last_commit_id": main },
            { "action": "create", "file_path": "raw.bin", "encoding": "base64", "content": "AAE=" },
        ]),
    );
    let on_work =
        body("work", json!([{ "action": "create", "file_path": "b.txt", "content": "new" }]));
    assert_eq!(sent.len(), 2, "{sent:#?}");
    assert!(sent.contains(&on_main) && sent.contains(&on_work), "{sent:#?}");
    assert_ne!(work, head(&world, "work"));
    assert_eq!(content(&world, "main", "raw.bin").unwrap(), b"\0\x01");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_another_commit_changed_meanwhile_is_not_overwritten() {
    let world = World::start(SEED).await;
    declare(
        &world,
        "acme/api",
        "[{ path: README.md, content: ours }, { path: old.txt, state: absent }]",
    );
    let plan = world.plan().await;
    let action = json!({ "action": "update", "file_path": "README.md", "content": "theirs" });
    let theirs = json!({ "branch": "main", "commit_message": "x", "actions": [action] });
    let sent = world.send("POST", "/projects/acme%2Fapi/repository/commits", theirs).await;
    assert_eq!(sent.status, 201);
    let report = world.apply(plan).await;
    let told = format!("{:?}", report.entries);
    assert!(told.contains("has changed since"), "{told}");
    assert_eq!(content(&world, "main", "README.md").unwrap(), b"theirs");
    assert_eq!(content(&world, "main", "old.txt").unwrap(), b"old\n", "all or nothing");
    world.converge().await;
    assert_eq!(content(&world, "main", "README.md").unwrap(), b"ours");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_commit_of_an_empty_repository_has_no_start() {
    let world = World::start(SEED).await;
    let other = problems(&world, "acme/empty", "[{ path: a, branch: other, content: x }]").await;
    assert!(other.contains("would make `other` the default branch"), "{other}");
    declare(
        &world,
        "acme/empty",
        "[{ path: a, content: x }, { path: b, branch: main, content: y }]",
    );
    world.converge().await;
    let sent = commits(&world);
    let [commit] = sent.as_slice() else { panic!("{sent:#?}") };
    assert_eq!(commit["branch"], "main");
    assert!(commit.get("start_branch").is_none() && commit.get("start_sha").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_pushed_is_a_problem_before_anything_is_sent() {
    let world = World::start(SEED).await;
    declare(
        &world,
        "acme/api",
        "[{ path: a, content: x }, { path: README.md, content: \"# API\\n\" }]",
    );
    let reader = world.reader_of("sandbox-dan-token");
    let plan = labwright::plan::plan(&world.config(), &reader, &Options::default()).await.unwrap();
    let told = plan.problems.to_string();
    assert!(plan.steps().is_empty() && told.contains("cannot push to the branch `main`"), "{told}");
    let told = problems(&world, "acme/api", "[{ path: a, branch: none, content: x }]").await;
    assert!(told.contains("the branch `none` does not exist"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_are_filled_in_for_each_project() {
    let world = World::start(SEED).await;
    world.write("files/OWNERS", "* @{{ vars.team }}\n# {{ project.path }}\n");
    world.write(
        "labwright.yaml",
        "version: 1
defaults:
  - for: acme/*
    project:
      vars: { team: core }
      files: [{ path: OWNERS, template: files/OWNERS }, { path: x, content: { template: '{{ project.name }}' } }]
projects: { acme/api: {}, acme/empty: { vars: { team: empty } } }
",
    );
    world.converge().await;
    assert_eq!(content(&world, "main", "OWNERS").unwrap(), b"* @core\n# api\n");
    assert_eq!(content(&world, "main", "x").unwrap(), b"api");
    world.write("files/OWNERS", "{{ nobody.knows }}");
    let told = world.try_config().unwrap_err().to_string();
    assert!(told.contains("`nobody.knows` is not a name"), "{told}");
}

/// Of the content, the file, and the template of a file, the nearest declaration counts.
#[tokio::test(flavor = "multi_thread")]
async fn a_nearer_content_replaces_a_farther_template() {
    let world = World::start(SEED).await;
    world.write("OWNERS", "far {{ project.name }}");
    let own = |files: &str| {
        let text = format!(
            "version: 1
defaults: [{{ for: acme/*, project: {{ files: [{{ path: OWNERS, template: OWNERS, executable: true }}] }} }}]
projects: {{ acme/api: {{ {files} }} }}
"
        );
        world.write("labwright.yaml", &text);
    };
    own("files: [{ path: OWNERS, content: near }]");
    world.converge().await;
    assert_eq!(content(&world, "main", "OWNERS").unwrap(), b"near");
    world.write("near", "from a file");
    own("files: [{ path: OWNERS, file: near }]");
    world.converge().await;
    assert_eq!(content(&world, "main", "OWNERS").unwrap(), b"from a file");
    own("");
    world.converge().await;
    assert_eq!(content(&world, "main", "OWNERS").unwrap(), b"far api");
    own("files: [{ path: OWNERS, content: near, file: near }]");
    let told = world.try_config().unwrap_err().to_string();
    assert!(told.contains("a file has one content"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_with_and_without_the_default_branch_is_declared_twice() {
    let world = World::start(SEED).await;
    let two = "[{ path: README.md, content: a }, { path: README.md, branch: main, content: b }]";
    let told = problems(&world, "acme/api", two).await;
    assert_eq!(
        told.matches("is declared twice, with and without the branch `main`").count(),
        2,
        "{told}"
    );
    declare(
        &world,
        "acme/api",
        "[{ path: README.md, content: a }, { path: README.md, branch: work, content: b }]",
    );
    world.converge().await;
    assert_eq!(content(&world, "work", "README.md").unwrap(), b"b");
}

/// `README.md@work` in the default branch, and `README.md` in the branch `work`: neither counts as a part of the other.
#[tokio::test(flavor = "multi_thread")]
async fn two_files_that_would_be_called_the_same_are_refused() {
    let world = World::start(SEED).await;
    let (odd, plain) = (
        "{ path: README.md@work, content: x }",
        "{ path: README.md, branch: work, executable: true, content: y }",
    );
    let why = "two files would be called `README.md@work`";
    for two in [[odd, plain], [plain, odd]] {
        let told = problems(&world, "acme/api", &format!("[{}]", two.join(", "))).await;
        assert!(told.contains(why), "{told}");
        let [far, near] = two;
        world.write(
            "labwright.yaml",
            &format!(
                "version: 1\ndefaults: [{{ for: acme/*, project: {{ files: [{far}] }} }}]\nprojects: {{ acme/api: {{ files: [{near}] }} }}\n"
            ),
        );
        let told = world.try_config().unwrap_err().to_string();
        assert!(told.contains(why), "{told}");
    }
    let told = problems(&world, "acme/api", &format!("[{odd}, {odd}]")).await;
    assert!(told.contains("file `README.md@work` is declared twice"), "{told}");
    declare(&world, "acme/api", &format!("[{odd}]"));
    world.converge().await;
    assert_eq!(content(&world, "main", "README.md@work").unwrap(), b"x");
    assert_eq!(content(&world, "work", "README.md").unwrap(), b"# API\n");
}

/// Files without a branch belong to the default branch that the same files declare.
#[tokio::test(flavor = "multi_thread")]
async fn files_come_on_the_default_branch_that_the_same_plan_sets() {
    let world = World::start(SEED).await;
    world.write(
        "labwright.yaml",
        "version: 1
projects:
  acme/api:
    settings: { default_branch: trunk }
    branches: [{ name: trunk, ref: main }]
    files: [{ path: README.md, content: new }]
",
    );
    world.converge().await;
    assert_eq!(content(&world, "trunk", "README.md").unwrap(), b"new");
    assert_eq!(content(&world, "main", "README.md").unwrap(), b"# API\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_push_rules_and_directories_refuse_is_explained() {
    let rules = "    push_rules: { commit_message_regex: '^JIRA-', file_name_regex: '[.]exe$', max_file_size: 1 }\n";
    let world = World::start(&SEED.replace("  - { path: acme/empty, empty: true }\n", rules)).await;
    let refused = async |files: &str| {
        declare(&world, "acme/api", files);
        let report = world.apply(world.plan().await).await;
        assert!(!report.is_whole(), "{files}");
        format!("{:?}", report.entries)
    };
    let told = refused("[{ path: a, content: x }]").await;
    assert!(
        told.contains("does not allow the message") && told.contains("Set `message`"),
        "{told}"
    );
    let item = |it: &str| format!("{{ message: JIRA-1, items: [{it}] }}");
    let told = refused(&item("{ path: a.exe, content: x }")).await;
    assert!(told.contains("does not allow this file name"), "{told}");
    let told = refused(&item("{ path: README.md/below, content: x }")).await;
    assert!(told.contains("where the path has a directory"), "{told}");
    world.write("big", &"x".repeat(2 << 20));
    let told = refused(&item("{ path: big, file: big }")).await;
    assert!(told.contains("larger than a push rule of acme/api allows"), "{told}");
    declare(&world, "acme/api", &item("{ path: a/b, content: x }"));
    world.converge().await;
    let told = refused(&item("{ path: a, content: x }")).await;
    assert!(told.contains("has a directory at this path"), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_files_are_found_offline() {
    let world = World::start(SEED).await;
    world.write("large", &"x".repeat((10 << 20) + 1));
    for (file, told) in [
        ("{ path: a }", "requires its content"),
        ("{ path: a, content: x, file: large }", "a file has one content"),
        ("{ path: a, file: large }", "is larger than 10 MiB"),
        ("{ path: a, file: /etc/passwd }", "outside the directory"),
        ("{ path: a, template: ../../etc/passwd }", "outside the directory"),
        ("{ path: a, template: none }", "does not exist"),
        ("{ path: a, content: \"\\0\" }", "NUL"),
        ("{ path: a/../b, content: x }", "`..`"),
        ("{ path: .git/config, content: x }", "`.git`"),
    ] {
        let said = problems(&world, "acme/api", &format!("[{file}]")).await;
        assert!(said.contains(told), "{file}: {said}");
    }
    assert!(commits(&world).is_empty());
}

/// `git lfs` stores a pointer instead of the content, and says nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_content_that_gitlab_stores_otherwise_is_reported() {
    let world = World::start(SEED).await;
    declare(&world, "acme/api", "[{ path: .gitattributes, content: \"*.bin filter=lfs\\n\" }]");
    world.converge().await;
    declare(&world, "acme/api", "[{ path: a.bin, content: x }]");
    let report = world.apply(world.plan().await).await;
    let told = format!("{:?}", report.entries);
    assert!(told.contains("content") && told.contains("1 byte"), "{told}");
}

/// A plan tells how much a content is, and never what.
#[tokio::test(flavor = "multi_thread")]
async fn a_plan_shows_no_content() {
    let world = World::start(SEED).await;
    declare(&world, "acme/api", "[{ path: README.md, content: \"unseen\\nword\\n\" }]");
    let output = world.run(&["plan", "-o", "json"]).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.contains("unseen") && text.contains("2 lines, 12 bytes"), "{text}");
}
