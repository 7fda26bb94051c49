//! What is exported declares what GitLab has: a plan of it has nothing to do.

use labwright::plan::Plan;
use labwright::render::{self, Fold, Paint};

use crate::cases::CASES;
use crate::support::World;
use crate::{HEAD, assert_no_secret, only_gets, world};

/// The remarks on what is not exported. Each has a reason that is GitLab's.
const LEFT_OUT: &[&str] = &[
    // The sandbox has no single sign-on.
    "`saml_group_links` could not be read: SAML single sign-on is not enabled",
    // GitLab 18.9 has no `token_present`.
    "`token` is not exported: GitLab does not return whether it is set",
    // GitLab returns no secret of an integration, and requires some of them with every change.
    "`secrets` is not exported: GitLab does not return whether it is set",
    "requires `",
    // Switches that GitLab has for every integration, and uses for some.
    "is not exported: GitLab ignores `",
    "`avatar` is not exported: download the file",
    // The list of the instance has the accounts of groups, too.
    "is not exported: it is a service account of the group with ID",
    // The seed has a name that GitLab does not accept any more.
    "protected environment `review/*` is not exported: `name` must be the name of an environment",
];

/// Exports every scope of a world.
async fn export(world: &World, more: &[&str]) -> String {
    let mut arguments = vec!["export".to_owned(), "--instance".to_owned()];
    {
        let gitlab = world.sandbox().world();
        let groups = gitlab.groups.values().map(|it| ["--group".to_owned(), it.path.clone()]);
        let projects = gitlab.projects.values().map(|it| ["--project".to_owned(), it.path.clone()]);
        arguments.extend(groups.chain(projects).flatten());
    }
    let arguments = arguments.iter().map(String::as_str).chain(more.iter().copied());
    let output = world.run(&arguments.collect::<Vec<_>>()).await;
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{more:?}: {told}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What a plan has that is more than a comparison of values that are not at hand.
fn left(plan: &Plan) -> Option<String> {
    let changes = plan.steps().iter().any(|it| !it.conditional);
    let shown = render::text(&plan.document(), Fold::Alike, Paint::PLAIN);
    (changes || !plan.problems.is_empty()).then(|| format!("{shown}{}", plan.problems))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_plans_empty() {
    let mut wrong = Vec::new();
    for case in CASES.iter() {
        let world = world(case).await;
        for (at, stage) in case.stages.iter().enumerate() {
            world.write("labwright.yaml", &format!("{HEAD}{stage}"));
            let plan = world.plan().await;
            world.apply(plan).await;
            world.take_exchanges();
            let others: &[&[&str]] = match at {
                0 => &[&[], &["--all"], &["--with-values"]],
                _ => &[&[]],
            };
            for more in others {
                let text = export(&world, more).await;
                only_gets(case, &world);
                if *more != ["--with-values"] {
                    assert_no_secret(case, "the export", &text);
                }
                world.write("labwright.yaml", &text);
                let is_known = |it: &str| LEFT_OUT.iter().any(|known| it.contains(known));
                let remarks = text.lines().map(str::trim).filter_map(|it| it.strip_prefix("# "));
                let is_remark = |it: &&str| {
                    ["not exported", "could not be read"].iter().any(|word| it.contains(word))
                };
                let fresh: Vec<&str> =
                    remarks.filter(is_remark).filter(|it| !is_known(it)).collect();
                assert!(fresh.is_empty(), "{} {at}: {fresh:#?}", case.kind);
                let trouble = match world.try_config() {
                    Err(problems) => Some(problems.to_string()),
                    Ok(_) => left(&world.plan().await),
                };
                if let Some(trouble) = trouble {
                    wrong.push(format!("{} {at} {more:?}: {trouble}\n{text}", case.kind));
                }
                if at == 0 {
                    assert_eq!(text, export(&world, more).await, "{} {at}", case.kind);
                }
            }
            world.take_exchanges();
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
