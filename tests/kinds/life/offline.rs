//! What is wrong with `create`, `state`, and `moved_from`, whatever GitLab has.

use labwright::config::Config;

use crate::support::World;

async fn read(files: &str) -> Result<Config, Vec<String>> {
    let world = World::start("").await;
    world.write("labwright.yaml", &format!("version: 1\n{files}"));
    world.try_config().map_err(|it| it.iter().map(|it| it.sentence()).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn contradictions_are_problems() {
    for (files, expected) in [
        (
            "projects: { a/b: { state: absent, labels: [] } }",
            "a project with `state: absent` cannot have `labels`",
        ),
        ("projects: { a/b: { state: absent, create: true } }", "cannot have `create`"),
        ("projects: { a/b: { state: absent, moved_from: a/c } }", "cannot have `moved_from`"),
        (
            "groups: { a: { state: absent } }\nprojects: { a/b: {} }",
            "projects/a/b is inside of groups/a, which is deleted",
        ),
        (
            "groups: { A: { state: absent } }\nprojects: { a/b/c: {} }",
            "projects/a/b/c is inside of groups/A",
        ),
        ("groups: { a: { state: absent }, a/b: {} }", "groups/a/b is inside of groups/a"),
        (
            "projects: { a/b: { moved_from: A/B } }",
            "`moved_from` is the path of the project itself",
        ),
        (
            "projects: { a/b: { moved_from: a/c }, a/c: { moved_from: a/b } }",
            "leads back to itself",
        ),
        (
            "projects: { a/b: { moved_from: a/c }, a/c: { moved_from: a/d }, a/d: { moved_from: a/b } }",
            "leads back to itself",
        ),
        (
            "projects: { a/b: { moved_from: a/d }, a/c: { moved_from: a/D } }",
            "cannot both have been projects/a/",
        ),
        (
            "projects: { a/b: { create: { default_branch: x } } }",
            "GitLab ignores `create.default_branch` without a first commit",
        ),
        (
            "projects: { a/b: { create: { default_branch: x, initialize_with_readme: false } } }",
            "ignores `create.default_branch`",
        ),
        (
            "projects: { a/b: { create: { import_url: 'https://u:p@example.com/x.git' } } }",
            "`import_url` is a URL with a credential in it",
        ),
        (
            "projects: { a/b: { create: { import_url: 'https://example.com/x.git', initialize_with_readme: true } } }",
            "either imported or begins with a README",
        ),
        ("groups: { a: { create: { default_branch: x } } }", "create"),
        ("projects: { a/b: { create: { nonsense: 1 } } }", "nonsense"),
        ("projects: { a/b: { state: unmanaged } }", "state"),
        ("projects: { a/b: { moved_from: 'a/b c' } }", "moved_from"),
        (
            "defaults: [{ for: 'a/**', project: { state: absent } }]",
            "a block of `defaults` cannot have `state`",
        ),
        (
            "defaults: [{ for: 'a/**', group: { moved_from: b } }]",
            "a block of `defaults` cannot have `moved_from`",
        ),
        (
            "defaults: [{ for: 'a/*', project: { create: { default_branch: x } } }, { for: 'a/b', project: { create: { default_branch: y } } }]\nprojects: { a/c: {} }",
            "ignores `create.default_branch`",
        ),
    ] {
        let found = read(files).await.err().unwrap_or_default();
        assert!(found.iter().any(|it| it.contains(expected)), "{files}: {found:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_creates_a_project_is_merged_field_by_field_and_the_nearest_false_counts() {
    let config = read(
        "defaults:
  - { for: a/**, project: { create: { initialize_with_readme: true, default_branch: trunk } } }
  - { for: a/x/*, project: { create: false } }
  - { for: gone/*, project: { create: true, labels: [{ name: a, color: '#000000' }] } }
projects:
  a/b: { create: { default_branch: main } }
  a/c: { create: true }
  a/d: { create: { initialize_with_readme: false } }
  a/x/e: {}
  a/x/f: { create: true }
  c/d: {}
  gone/a: { state: absent }
",
    )
    .await;
    // Without a README, the branch of the block is refused.
    let problems = config.err().unwrap();
    assert!(problems.len() == 1 && problems[0].contains("without a first commit"), "{problems:?}");
    let config = read(
        "defaults:
  - { for: a/**, project: { create: { initialize_with_readme: true, default_branch: trunk } } }
  - { for: a/x/*, project: { create: false } }
  - { for: gone/*, project: { create: true, labels: [{ name: a, color: '#000000' }] } }
projects:
  a/b: { create: { default_branch: main } }
  a/c: { create: true }
  a/x/e: {}
  a/x/f: { create: true }
  c/d: {}
  gone/a: { state: absent }
",
    )
    .await
    .unwrap();
    let said: Vec<_> = config
        .lives
        .iter()
        .map(|(scope, it)| {
            let create = it.create.as_ref().map(|it| {
                (it.has_readme(), it.default_branch.as_ref().map(|it| it.value.as_str()))
            });
            (scope.to_string(), create, it.absent.is_some())
        })
        .collect();
    let said: Vec<_> = said.iter().map(|it| (it.0.as_str(), it.1, it.2)).collect();
    assert_eq!(
        said,
        [
            ("projects/a/b", Some((true, Some("main"))), false),
            ("projects/a/c", Some((true, Some("trunk"))), false),
            ("projects/a/x/e", None, false),
            ("projects/a/x/f", Some((false, None)), false),
            ("projects/c/d", None, false),
            ("projects/gone/a", None, true),
        ]
    );
    // Nothing is declared in what does not exist.
    assert_eq!(config.collections().count(), 0);
}

/// What GitLab refuses in a new path; what exists may have it.
#[tokio::test(flavor = "multi_thread")]
async fn a_path_that_gitlab_refuses_is_not_created() {
    for (path, what) in [
        ("a/new", "reserves"),
        ("a/Wikis", "reserves"),
        ("a/x-", "begins or ends"),
        ("a/_x", "begins or ends"),
        ("a/x--y", "two in a row"),
        ("a/x.-y", "two in a row"),
    ] {
        for noun in ["projects", "groups"] {
            let files = |with: &str| format!("{noun}: {{ '{path}': {{ {with} }} }}");
            let problems = read(&files("create: true")).await.unwrap_err();
            assert!(problems[0].contains(what) && problems.len() == 1, "{path}: {problems:?}");
            read(&files("")).await.unwrap();
            read(&files("create: false")).await.unwrap();
            let moved = read(&files("moved_from: a/old")).await.unwrap_err();
            assert!(moved[0].contains(what), "{path}: {moved:?}");
        }
    }
    let group = |path: &str| format!("groups: {{ '{path}': {{ create: true }} }}");
    for (path, what) in
        [("admin", "reserves"), ("API", "reserves"), ("x", "at least two"), ("a/x", "at least two")]
    {
        assert!(read(&group(path)).await.unwrap_err()[0].contains(what), "{path}");
    }
    for files in [group("new"), group("a/admin"), group("a/issues"), group("a/404")] {
        read(&files).await.unwrap();
    }
    read("projects: { a/x: { create: true } }").await.unwrap();
    let long =
        |length: usize| format!("projects: {{ 'a/{}': {{ create: true }} }}", "x".repeat(length));
    read(&long(255)).await.unwrap();
    assert!(read(&long(256)).await.unwrap_err()[0].contains("256 characters"));
}
