//! Every kind in a project or group that the same plan creates: from the cases that all tests of kinds share.

use labwright::resource::In;

use serde_json::Value;

use crate::cases::{CASES, Case};
use crate::support::World;
use crate::{HEAD, world};

/// What a new project or group cannot have, because the case has something else beside it.
const NOT_NEW: &[&str] = &[
    "only top-level groups have",
    "is not the URL of a Pages domain of the project",
    "is not a protected branch of",
    "merge request !",
    "silently ignores users",
    // A token that GitLab has already.
    "so nobody would ever see it",
    "Deploy access levels is too short",
    "is not a member of the project",
    "does not have access to the project",
    "invalid reference name",
    "sha The commit does not exist",
    // The branch of the case is not in a new project.
    "@release/1: ",
    // GitLab has one title for a key in all projects.
    "`title`: sent",
    // The group of the case has the same integration, and GitLab hands it down at once.
    "integrations/external-wiki: not sent",
    "integrations/mattermost: not sent",
];

/// How many stages leave nothing to do.
const WHOLE: usize = 50;

/// A stage of a case, about a project or group that does not exist.
fn fresh(stage: &str, scope: In) -> Option<String> {
    let (path, new, create) = match scope {
        In::Group => ("acme:", "acme/fresh:", "create: true"),
        _ => ("acme/api:", "acme/fresh:", "create: { initialize_with_readme: true }"),
    };
    let (before, after) = stage.split_once(&format!("  {path}"))?;
    Some(match after.trim_start_matches(' ').strip_prefix('{') {
        Some(rest) => format!("{before}  {new} {{ {create}, {rest}"),
        None => format!("{before}  {new}\n    {create}{after}"),
    })
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_can_be_declared_in_what_is_created() {
    let (mut wrong, mut whole) = (Vec::new(), 0);
    for case in CASES.iter().filter(|it| !matches!(it.scope, In::Instance | In::MergeRequest)) {
        for stage in case.stages {
            let Some(files) = fresh(stage, case.scope) else { continue };
            let told = told(case, &files).await;
            whole += usize::from(told.is_empty());
            let excused = |it: &&String| NOT_NEW.iter().any(|excuse| it.contains(excuse));
            let told: Vec<_> = told.iter().filter(|it| !excused(it)).cloned().collect();
            if !told.is_empty() {
                wrong.push(format!("{files}\n{}", told.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(whole >= WHOLE, "{whole}");
}

/// What is wrong when files are planned, applied, and planned again.
async fn told(case: &Case, files: &str) -> Vec<String> {
    let world: World = world(case).await;
    world.write("labwright.yaml", &format!("{HEAD}{files}"));
    if let Err(problems) = world.try_config() {
        return vec![problems.to_string()];
    }
    let plan = world.plan().await;
    if !plan.problems.is_empty() {
        return plan.problems.iter().map(|it| it.sentence()).collect();
    }
    let report = world.apply(plan).await.to_json();
    let results = report["results"].as_array().into_iter().flatten();
    let failed = results.filter(|it| it["outcome"] != "done");
    let text = |it: &Value, field: &str| it[field].as_str().unwrap_or_default().to_owned();
    let why = |it: &Value| match it["message"].as_str() {
        Some(message) if !message.is_empty() => message.to_owned(),
        _ => it.to_string(),
    };
    let failed: Vec<_> = failed.map(|it| format!("{}: {}", text(it, "address"), why(it))).collect();
    let rest = world.plan().await;
    // Some kinds send `null` for what files reset, which the contract does not have for a creation.
    world.take_exchanges();
    let left = rest.steps().iter().map(|it| format!("left: {}", it.order.address));
    match failed.is_empty() {
        true => left.collect(),
        false => failed,
    }
}
