//! Branches: read one by one, created and never moved, and deleted only if nothing is lost.

use crate::support::World;
use labwright::plan::Options;
use labwright::sandbox::{Fault, Harm};
use serde_json::json;

const SEED: &str = "
users: [{ username: dan }]
projects:
  - path: acme/api
    members: { dan: developer }
    branches: { main: 1111111111111111111111111111111111111111, same: 1111111111111111111111111111111111111111, own: null, rule/1: null, x: null }
    protected_branches: [{ name: 'rule/*' }, { name: 'closed/*', push: [nobody], merge: [nobody] }]
    tags: { v1: null }
  - { path: acme/empty, empty: true }
";

fn declare(world: &World, project: &str, branches: &str) {
    let text = format!("version: 1\nprojects: {{ {project}: {{ branches: [\n{branches}\n] }} }}\n");
    world.write("labwright.yaml", &text);
}

async fn problems(world: &World, project: &str, branches: &str) -> String {
    declare(world, project, branches);
    match world.try_config() {
        Ok(_) => {
            let plan = world.plan().await;
            assert!(plan.steps().is_empty(), "{branches}: {plan:?}");
            plan.problems.to_string()
        }
        Err(problems) => problems.to_string(),
    }
}

fn squeezed(text: &[u8]) -> String {
    String::from_utf8_lossy(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn writes(world: &World) -> Vec<String> {
    let all = world.exchanges().into_iter().filter(|it| it.method != "GET");
    all.map(|it| format!("{} {}", it.method, it.path)).collect()
}

/// The list lags, so it is never asked for: neither for the plan nor for the check after a lost answer.
#[tokio::test(flavor = "multi_thread")]
async fn branches_are_read_one_by_one() {
    let world = World::start(SEED).await;
    let all = "{ name: own, ref: main }, { name: new, ref: v1 }, { name: same, state: absent }";
    declare(&world, "acme/api", all);
    for method in ["POST", "DELETE"] {
        let lost = Fault::new(method, "/projects/*/repository/branches**", Harm::DropAfter);
        world.sandbox().fault(lost);
    }
    world.converge().await;
    let asked = world.exchanges();
    let listed = |path: &str| path.split('?').next().is_some_and(|it| it.ends_with("/branches"));
    let lists: Vec<_> = asked.iter().filter(|it| it.method == "GET" && listed(&it.path)).collect();
    assert!(lists.is_empty(), "{lists:?}");
    let gitlab = world.sandbox().world();
    let branches = &gitlab.project("acme/api").unwrap().branches;
    assert!(branches.contains_key("new") && !branches.contains_key("same"));
}

/// GitLab finds `x` for `heads/x`. Declared like that, it would never be created, and the wrong branch would be deleted.
#[tokio::test(flavor = "multi_thread")]
async fn the_name_in_the_response_counts() {
    let world = World::start(SEED).await;
    for state in ["", ", state: absent"] {
        let branch = format!("{{ name: heads/x, ref: main{state} }}");
        let said = problems(&world, "acme/api", &branch).await;
        let told = "branches/heads/x: GitLab returns the branch `x` for this name";
        assert!(said.contains(told) && said.contains("labwright.yaml:3"), "{said}");
    }
    // And one that a creation answers with is no success.
    declare(&world, "acme/api", "{ name: new, ref: main }");
    let other = Harm::Replaced { at: "/name".to_owned(), with: json!("other") };
    world.sandbox().fault(Fault::new("POST", "/projects/*/repository/branches", other).always());
    let report = world.apply(world.plan().await).await;
    assert!(format!("{:#}", report.to_json()).contains("another object, `other`"), "{report:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn names_and_refs_that_git_refuses_are_refused_offline() {
    let world = World::start(SEED).await;
    let long = "n".repeat(255);
    for (branch, said) in [
        ("{ name: 'release/*', ref: main }", "contains `*`, which git rejects"),
        ("{ name: refs/heads/a, ref: main }", "is the full name of a ref"),
        ("{ name: refs/tags/a, ref: main }", "begins with `refs/tags/`"),
        ("{ name: a..b, ref: main }", "contains `..`"),
        ("{ name: HEAD, ref: main }", "is not a branch"),
        (
            "{ name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-x, ref: main }",
            "begins like a commit ID",
        ),
        (&format!("{{ name: {long}, ref: main }}"), "has 255 bytes; the limit is 254"),
        ("{ name: a, ref: refs/heads/main }", "is the full name of a ref"),
        ("{ name: a, ref: main~1 }", "contains `~`"),
        ("{ name: a, ref: 'v*' }", "contains `*`"),
        ("{ name: a }", "ref"),
    ] {
        let text = problems(&world, "acme/api", branch).await;
        assert!(text.contains(said) && text.contains("labwright.yaml:3"), "{branch}: {text}");
    }
    assert_eq!(world.take_exchanges().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_created_is_a_problem_at_its_line() {
    let world = World::start(SEED).await;
    for (project, branches, said) in [
        ("acme/api", "{ name: own/below, ref: main }", "git cannot have this branch and `own`"),
        ("acme/empty", "{ name: new, ref: main }", "GitLab would commit a README"),
    ] {
        let text = problems(&world, project, branches).await;
        assert!(text.contains(said) && text.contains("labwright.yaml:3"), "{branches}: {text}");
    }
    for (branches, said) in [
        (
            "{ name: a, ref: main },\n{ name: a/b, ref: main }",
            "git cannot have this branch and `a`",
        ),
        ("{ name: a, ref: main },\n{ name: b, ref: a }", "`ref` is the branch `a`"),
    ] {
        declare(&world, "acme/api", branches);
        let text = world.plan().await.problems.to_string();
        assert!(text.contains(said) && text.contains("labwright.yaml:4"), "{branches}: {text}");
    }
    assert!(writes(&world).is_empty());
    // What only GitLab knows.
    for (branch, token, said) in [
        ("{ name: new, ref: nowhere }", "admin", "`ref` is not a branch, tag, or commit"),
        ("{ name: closed/1, ref: main }", "dan", "cannot push to them"),
    ] {
        declare(&world, "acme/api", branch);
        world.write("token", &format!("sandbox-{token}-token"));
        let output = world.run(&["apply", "-y", "--token-file", "token"]).await;
        let text = squeezed(&output.stdout) + &squeezed(&output.stderr);
        assert!(output.status.code() == Some(1) && text.contains(said), "{branch}: {text}");
    }
}

/// GitLab answers like this for branches that do not exist, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_disabled_repository_is_not_an_absent_branch() {
    let world = World::start(SEED).await;
    for project in world.sandbox().world().projects.values_mut() {
        project.settings.insert("repository_access_level".to_owned(), json!("disabled"));
    }
    let said = problems(&world, "acme/api", "{ name: own, ref: main }").await;
    assert!(said.contains("the repository of the project is disabled"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_the_default_branch_nor_a_protected_one_is_deleted() {
    let world = World::start(SEED).await;
    for (name, said) in [
        ("main", "it is the default branch"),
        ("rule/1", "labwright does not delete a protected branch"),
    ] {
        let text =
            problems(&world, "acme/api", &format!("{{ name: {name}, state: absent }}")).await;
        assert!(text.contains(said) && text.contains("labwright.yaml:3"), "{text}");
    }
    // A response that does not say it proves nothing.
    for field in ["default", "protected"] {
        let world = World::start(SEED).await;
        let harm = Harm::Replaced { at: format!("/{field}"), with: json!(null) };
        let path = "/projects/*/repository/branches/same";
        world.sandbox().fault(Fault::new("GET", path, harm).always());
        let text = problems(&world, "acme/api", "{ name: same, state: absent }").await;
        assert!(text.contains("branches/same"), "{field}: {text}");
        world.take_exchanges();
    }
}

/// Commits that only this branch has are gone with it.
#[tokio::test(flavor = "multi_thread")]
async fn unmerged_commits_are_deleted_only_by_name() {
    let world = World::start(SEED).await;
    world.sandbox().world().projects.values_mut().for_each(|it| {
        it.branches.get_mut("x").into_iter().for_each(|it| it.sha = "2".repeat(40));
    });
    declare(&world, "acme/api", "{ name: own, state: absent },\n{ name: x, state: absent }");
    let own = "projects/acme/api/branches/own";
    let x = "projects/acme/api/branches/x";
    let plan = world.run(&["plan"]).await;
    let text = squeezed(&plan.stdout) + &squeezed(&plan.stderr);
    assert!(plan.status.success() && text.contains("--allow-destroy"), "{text}");
    for flags in
        [&[][..], &["--allow-destroy", own], &["--allow-destroy", "**"], &["--allow-lockout"]]
    {
        let output = world.run(&[&["apply", "-y"], flags].concat()).await;
        let text = squeezed(&output.stdout) + &squeezed(&output.stderr);
        assert_eq!(output.status.code(), Some(5), "{flags:?}: {text}");
        assert!(text.contains(&format!("--allow-destroy {x}")), "{flags:?}: {text}");
        assert_eq!(
            text.contains(&format!("--allow-destroy {own}")),
            !flags.contains(&own),
            "{text}"
        );
    }
    assert!(writes(&world).is_empty());
    let flags = ["apply", "-y", "--allow-destroy", own, "--allow-destroy", x];
    assert_eq!(world.run(&flags).await.status.code(), Some(0));
    // What the default branch has is not lost: the commit that it is at, and those before.
    let world = World::start(SEED).await;
    declare(&world, "acme/api", "{ name: same, state: absent }");
    for pushed in [false, true] {
        if pushed {
            let id = world.sandbox().world().project_at("acme/api").unwrap();
            world.sandbox().world().push(id, "main", &"3".repeat(40));
        }
        assert!(world.plan().await.refusals(&labwright::plan::Allowed::default()).is_empty());
    }
    world.converge().await;
}

/// An existing branch stays where it is, whatever `ref` says.
#[tokio::test(flavor = "multi_thread")]
async fn branches_come_before_what_refers_to_them_and_never_move() {
    let world = World::start(SEED).await;
    declare(&world, "acme/api", "{ name: own, ref: v1 }");
    assert!(world.plan_with(&Options::default()).await.steps().is_empty());
    world.write(
        "labwright.yaml",
        "version: 1\nprojects: { acme/api: { settings: { default_branch: next }, protected_branches: [{ name: next }], branches: [{ name: next, ref: main }] } }",
    );
    world.converge().await;
    let order: Vec<_> =
        writes(&world).iter().map(|it| it.split(' ').next().unwrap().to_owned()).collect();
    assert_eq!(order, ["POST", "POST", "PUT"], "{:?}", writes(&world));
    assert!(writes(&world)[0].ends_with("/repository/branches"), "{:?}", writes(&world));
}
