//! Templates and `vars`: what is filled in, what is checked, and what is only known to GitLab.

use crate::support::World;
use labwright::plan::Plan;
use labwright::sandbox::{Fault, Harm};

const SEED: &str = "
groups: [{ path: acme, name: Acme Inc }, { path: acme/web, name: Web shop }]
projects:
  - { path: acme/api, branches: { main: , v1: } }
  - { path: acme/web/shop, default_branch: trunk }
";

/// The changes of a plan: `ADDRESS FIELD VALUE`.
fn changes(plan: &Plan) -> Vec<String> {
    assert!(plan.problems.is_empty(), "{}", plan.problems);
    let change = |address: &str, it: &labwright::resource::Change| {
        let after = it.after.as_ref().map(|it| it.show().to_string()).unwrap_or_default();
        format!("{address} {} {after}", it.field)
    };
    let step = |it: &labwright::plan::Step| {
        let address = it.order.address.to_string();
        it.changes.iter().map(|it| change(&address, it)).collect::<Vec<_>>()
    };
    plan.steps().iter().flat_map(step).collect()
}

async fn planned(world: &World, files: &str) -> Vec<String> {
    world.write("labwright.yaml", &format!("version: 1\n{files}"));
    changes(&world.plan().await)
}

fn offline(world: &World, files: &str) -> String {
    world.write("labwright.yaml", &format!("version: 1\n{files}"));
    let problems = world.try_config().err().map(|it| it.told()).unwrap_or_default();
    let told = |it: &labwright::problem::Told| {
        let line = it.line.unwrap_or_default();
        format!("{line}: {} ({})\n", it.message, it.hint.clone().unwrap_or_default())
    };
    problems.iter().map(told).collect()
}

const BLOCK: &str = "
defaults:
  - for: acme/**
    project:
      vars: { team: core, port: 8080, strict: true, ratio: 1.50 }
      settings:
        description: { template: '{{project.path_with_namespace}} of {{ vars.team }}' }
        topics: [plain, { template: 'team-{{ vars.team }}' }]
      labels: [{ name: { template: '{{ project.path }}-{{ group.path }}' }, color: '#ff0000' }]
      variables: [{ key: PORT, value: { template: '{{ vars.port }}/{{ vars.strict }}/{{ vars.ratio }}' } }]
      protected_branches: [{ name: { template: '{{ project.default_branch }}' }, allowed_to_push: [no one] }]
      badges:
        - name: id
          link_url: { template: 'https://ci.example.com/{{ project.id }}/{{ group.id }}' }
          image_url: { template: 'https://ci.example.com/{{ project.namespace }}.svg' }
    group:
      settings: { description: { template: '{{ group.path_with_namespace }}, in {{ group.namespace }}' } }
";

#[tokio::test(flavor = "multi_thread")]
async fn templates_plan_the_same_as_what_is_written_out() {
    let world = World::start(SEED).await;
    let id = async |path: &str| {
        let answer = world.send("GET", path, serde_json::Value::Null).await;
        answer.body["id"].to_string()
    };
    let ids = [
        id("/projects/acme%2Fapi").await,
        id("/groups/acme").await,
        id("/projects/acme%2Fweb%2Fshop").await,
        id("/groups/acme%2Fweb").await,
    ];
    world.take_exchanges();
    let templates = format!(
        "{BLOCK}projects:\n  acme/api: {{ vars: {{ team: 'a: [b] {{{{ project.id }}}}' }} }}\n  acme/web/shop: {{}}\ngroups: {{ acme/web: {{}} }}\n"
    );
    let project = |path: &str,
                   team: &str,
                   label: &str,
                   branch: &str,
                   ids: &[String],
                   space: &str| {
        format!(
            "  {path}:
    settings: {{ description: '{path} of {team}', topics: [plain, 'team-{team}'] }}
    labels: [{{ name: '{label}', color: '#ff0000' }}]
    variables: [{{ key: PORT, value: '8080/true/1.50' }}]
    protected_branches: [{{ name: {branch}, allowed_to_push: [no one] }}]
    badges: [{{ name: id, link_url: 'https://ci.example.com/{}/{}', image_url: 'https://ci.example.com/{space}.svg' }}]
",
            ids[0], ids[1]
        )
    };
    let literal = format!(
        "projects:\n{}{}groups: {{ acme/web: {{ settings: {{ description: 'acme/web, in acme' }} }} }}\n",
        project("acme/api", "a: [b] {{ project.id }}", "api-acme", "main", &ids[..2], "acme"),
        project("acme/web/shop", "core", "shop-web", "trunk", &ids[2..], "acme/web"),
    );
    let expected = planned(&world, &literal).await;
    assert!(expected.len() > 12, "{expected:?}");
    world.take_exchanges();
    assert_eq!(planned(&world, &templates).await, expected);
    // The projects are read once, although templates and settings need them.
    let reads: Vec<_> = world.take_exchanges().into_iter().map(|it| it.path).collect();
    let of_api = reads.iter().filter(|it| it.as_str() == "/projects/acme%2Fapi").count();
    assert_eq!(of_api, 1, "{reads:?}");
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_nearest_value_counts_and_plain_text_stays_text() {
    let world = World::start(SEED).await;
    let files = "
projects:
  acme/api: { vars: { a: own }, classes: [c], settings: { description: '{{ vars.a }}' }, labels: [{ name: { template: '{{ vars.a }}{{ vars.b }}' }, color: '#ff0000' }] }
defaults:
  - { for: acme/*, project: { vars: { a: far, b: far } } }
  - { for: acme/*, with: { class: c }, project: { vars: { b: near } } }
";
    let found = planned(&world, files).await;
    let expected = [
        "projects/acme/api/labels/ownnear color \"#ff0000\"",
        "projects/acme/api/settings description \"{{ vars.a }}\"",
    ];
    assert_eq!(found, expected);
    let cut = files.replace("acme/api: {", "acme/api: { inherit: false,");
    let said = offline(&world, &cut);
    assert!(said.contains("`vars.b`, which is not set here"), "{said}");
    let torn = files.replace("with: { class: c }, ", "").replace("b: near", "b: near, a: far");
    let said = offline(&world, &torn);
    assert!(said.contains("`vars.b` of `projects/acme/api` is set twice"), "{said}");
    assert!(!said.contains("`vars.a`"), "{said}");
}

/// What GitLab returns is a value: nothing in it is read as a template or as YAML.
#[tokio::test(flavor = "multi_thread")]
async fn names_from_gitlab_are_never_read_again() {
    let world = World::start(SEED).await;
    let file = "projects: { acme/api: { settings: { description: { template: '<{{ project.name }}>' } } } }\n";
    for name in ["{{ project.id }}", "a'\",b #c\n- d", "' {{ \u{e9}"] {
        let with = serde_json::json!(name);
        let named = Harm::Replaced { at: "/name".to_owned(), with };
        world.sandbox().fault(Fault::new("GET", "/projects/acme%2Fapi", named));
        let found = planned(&world, file).await;
        let expected = serde_json::json!(format!("<{name}>"));
        assert_eq!(found, [format!("projects/acme/api/settings description {expected}")]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_declared_counts_more_than_what_gitlab_has() {
    let world = World::start(SEED).await;
    let files = "
projects:
  acme/api:
    settings: { default_branch: v1, name: { template: 'API {{ project.path }}' }, description: { template: '{{ project.name }}, {{ group.name }}' } }
    protected_branches: [{ name: { template: '{{ project.default_branch }}' }, allowed_to_push: [no one] }]
groups: { acme: { settings: { name: ACME } } }
";
    let found = planned(&world, files).await;
    for expected in [
        "projects/acme/api/settings description \"API api, ACME\"",
        "projects/acme/api/settings name \"API api\"",
        "projects/acme/api/protected_branches/v1 allowed_to_push [\"no one\"]",
    ] {
        assert!(found.contains(&expected.to_owned()), "{found:?}");
    }
    world.converge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_templates_are_problems_with_their_places() {
    let world = World::start(SEED).await;
    let in_project = |text: &str| {
        format!(
            "projects:\n  acme/api:\n    settings:\n      description: {{ template: '{text}' }}\n"
        )
    };
    for (text, said) in [
        ("{{ project.pth }}", "did you mean `project.path`?"),
        ("{{ group.default_branch }}", "is not a name that a template can use here"),
        ("{{ vars. }}", "`vars.` is not a name"),
        ("{{ projects.other.id }}", "known here: `project.path_with_namespace`"),
        ("{{ if project.id }}", "is not a name"),
        ("{{ }}", "there is no name between"),
        ("{{ project.id", "`{{` has no `}}`"),
        ("{{ vars.x }}", "projects/acme/api: a template names `vars.x`, which is not set here"),
    ] {
        let found = offline(&world, &in_project(text));
        assert!(found.contains(said) && found.starts_with("5: "), "{text}: {found}");
    }
    for (files, said) in [
        // Blocks that match nothing are checked, too.
        (
            "defaults: [{ for: x/*, project: { settings: { description: { template: '{{ a }}' } } } }]",
            "`a` is not a name",
        ),
        (
            "groups: { acme: { settings: { description: { template: '{{ project.id }}' } } } }",
            "known here: `group.path_with_namespace`",
        ),
        (
            "groups: { acme: { settings: { description: { template: '{{ group.namespace }}' } } } }",
            "has no namespace",
        ),
        (
            "projects: { acme/api: { settings: { name: { template: '{{ project.name }}' } } } }",
            "names itself",
        ),
        (
            "instance: { topics: [{ name: a, title: { template: '{{ vars.a }}' } }] }",
            "in projects and groups only",
        ),
        ("projects: { acme/api: { settings: { description: { template: a, b: c } } } }", "`b`"),
        ("projects: { acme/api: { settings: { description: { template: [a] } } } }", "`template`"),
        (
            "projects: { acme/api: { settings: { description: { templat: a } } } }",
            "`description` must be text",
        ),
        (
            "projects: { acme/api: { settings: { merge_method: { template: ff } } } }",
            "merge_method",
        ),
        ("projects: { acme/api: { vars: { a: [b] } } }", "`a` must be"),
        ("projects: { acme/api: { vars: { a: { template: b } } } }", "`a` must be"),
        ("projects: { acme/api: { vars: { 'a b': c } } }", "`a b` must be"),
        (
            "projects: { acme/api: { hooks: [{ url: 'https://a.example.com', token: { template: '{{ vars.a }}' } }] } }",
            "a secret cannot be a template",
        ),
        // What it becomes is checked as if it were written there.
        (
            "projects: { acme/api: { vars: { a: 'not a url' }, badges: [{ name: a, link_url: { template: '{{ vars.a }}' }, image_url: 'https://a.example.com' }] } }",
            "`link_url` must be a URL",
        ),
        (
            "projects: { acme/api: { vars: { a: '' }, labels: [{ name: { template: '{{ vars.a }}' }, color: '#ff0000' }] } }",
            "`name` must not be empty",
        ),
        (
            "projects: { acme/api: { vars: { a: x }, labels: [{ name: x, color: '#ff0000' }, { name: { template: '{{ vars.a }}' }, color: '#ff0000' }] } }",
            "declared twice",
        ),
    ] {
        let found = offline(&world, files);
        assert!(found.contains(said), "{files}: {found}");
    }
    // One value that many scopes lack is one problem.
    let many: String = (0..9).map(|it| format!(", acme/p{it}: {{}}")).collect();
    let found = offline(
        &world,
        &format!(
            "projects: {{ acme/api: {{}}{many} }}\ndefaults: [{{ for: acme/*, project: {{ settings: {{ description: {{ template: '{{{{ vars.x }}}}' }} }} }} }}]\n"
        ),
    );
    assert!(found.contains("10 in all") && found.matches("vars.x").count() < 4, "{found}");
}

/// Without a default branch, its rules are not planned, and no other rule is deleted.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_filled_in_is_not_planned_and_prunes_nothing() {
    let world = World::start(
        "groups: [{ path: acme }]
projects:
  - { path: acme/new, protected_branches: [{ name: keep }] }
",
    )
    .await;
    let files = "version: 1
projects:
  acme/new:
    protected_branches:
      prune: true
      items: [{ name: { template: '{{ project.default_branch }}' }, allowed_to_push: [no one] }]
    settings: { description: new }
";
    world.write("labwright.yaml", files);
    let without =
        Harm::Replaced { at: "/default_branch".to_owned(), with: serde_json::Value::Null };
    world.sandbox().fault(Fault::new("GET", "/projects/acme%2Fnew", without));
    let plan = world.plan().await;
    let said = plan.problems.to_string();
    assert!(
        said.contains("which GitLab does not return") && said.contains("labwright.yaml:6"),
        "{said}"
    );
    let steps: Vec<_> = plan.steps().iter().map(|it| it.order.address.to_string()).collect();
    assert_eq!(steps, ["projects/acme/new/settings"]);
    // The same for a project that is not there, or cannot be read.
    world.write("labwright.yaml", &files.replace("acme/new", "acme/none"));
    let plan = world.plan().await;
    assert!(plan.problems.to_string().contains("cannot be read"), "{}", plan.problems);
    assert!(plan.steps().is_empty());
    world.write("labwright.yaml", files);
    let harm = Harm::Forbidden;
    world.sandbox().fault(Fault::new("GET", "/projects/acme%2Fnew", harm).always());
    let plan = world.plan().await;
    assert!(!plan.problems.is_empty() && plan.steps().is_empty(), "{}", plan.problems);
}

#[tokio::test(flavor = "multi_thread")]
async fn found_projects_are_filled_in_with_what_their_list_says() {
    let world = World::start(SEED).await;
    let files = BLOCK.replace("  - for: acme/**\n", "  - for: acme/**\n    discover: true\n");
    let found = planned(&world, &files).await;
    let expected = "projects/acme/web/shop/protected_branches/trunk allowed_to_push [\"no one\"]";
    assert!(found.contains(&expected.to_owned()), "{found:?}");
    let reads: Vec<_> = world.take_exchanges().into_iter().map(|it| it.path).collect();
    assert!(!reads.iter().any(|it| it.ends_with("projects/acme%2Fapi")), "{reads:?}");
    world.converge().await;
}

/// A file that would become too much text is a problem, and does not take the memory.
#[tokio::test(flavor = "multi_thread")]
async fn what_templates_become_is_limited() {
    let world = World::start(SEED).await;
    let long = "x".repeat(300_000);
    let name = "{{ vars.a }}".repeat(4);
    let found = offline(
        &world,
        &format!(
            "projects: {{ acme/api: {{ vars: {{ a: {long} }}, settings: {{ description: {{ template: '{name}' }} }} }} }}\n"
        ),
    );
    assert!(found.contains("becomes more than"), "{}", found.chars().take(500).collect::<String>());
}

/// Topics are needed before templates can be filled in.
#[tokio::test(flavor = "multi_thread")]
async fn topics_that_select_cannot_be_templates() {
    let world = World::start(SEED).await;
    let files = |topics: &str, block: &str| {
        format!(
            "projects: {{ acme/api: {{ vars: {{ team: core }}, settings: {{ topics: [{topics}] }} }} }}\ndefaults:\n  - {{ for: acme/*, {block} }}\n"
        )
    };
    let template = "plain, { template: 'team-{{ vars.team }}' }";
    let select = "with: { topics: [team-core] }, project: { settings: { merge_method: ff } }";
    let said = offline(&world, &files(template, select));
    assert!(said.contains("the topics of projects/acme/api select blocks of `defaults`"), "{said}");
    assert!(said.contains("2: ") && said.contains("write the topic as it is"), "{said}");
    for (topics, block) in [
        ("team-core", select),
        (template, "project: { settings: { merge_method: ff } }"),
        (
            template,
            "except: acme/api, with: { topics: [team-core] }, project: { settings: { merge_method: ff } }",
        ),
    ] {
        assert_eq!(offline(&world, &files(topics, block)), "", "{topics} {block}");
    }
    let sets = "with: { topics: [a] }, project: { settings: { topics: [b] } }";
    let said = offline(&world, &files("a", sets));
    assert!(said.contains("a block that selects projects by topics cannot set `topics`"), "{said}");
}
