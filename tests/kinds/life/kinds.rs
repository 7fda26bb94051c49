//! Every kind in a project or group that the same plan creates: from the cases that all tests of kinds share.

use labwright::resource::In;

use crate::cases::CASES;
use crate::support::World;
use crate::{HEAD, world};

/// What a stage has that a new project or group cannot have, and why.
const NOT_NEW: &[(&str, &str)] = &[];

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
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for case in CASES.iter().filter(|it| !matches!(it.scope, In::Instance | In::MergeRequest)) {
        for stage in case.stages {
            let Some(files) = fresh(stage, case.scope) else { continue };
            let world: World = world(case).await;
            world.write("labwright.yaml", &format!("{HEAD}{files}"));
            if let Err(problems) = world.try_config() {
                wrong.push(format!("{files}\n{problems}"));
                continue;
            }
            let plan = world.plan().await;
            let excused =
                |text: &str| NOT_NEW.iter().any(|it| it.0 == case.kind && text.contains(it.1));
            let told: Vec<_> = plan.problems.iter().map(|it| it.sentence()).collect();
            if told.iter().any(|it| !excused(it)) {
                wrong.push(format!("{files}\n{}", told.join("\n")));
                continue;
            }
            tried += 1;
            let report = world.apply(plan).await;
            let rest = world.plan().await;
            // `null` in what is created is no value of GitLab's contract for some kinds.
            world.take_exchanges();
            if !report.is_whole() || !rest.steps().is_empty() {
                let results = report.to_json()["results"].as_array().cloned().unwrap_or_default();
                let left = results.iter().filter(|it| it["outcome"] != "done");
                let left: Vec<_> = left
                    .map(|it| format!("{} {}: {}", it["call"], it["address"], it["message"]))
                    .collect();
                let rest: Vec<_> = rest
                    .steps()
                    .iter()
                    .map(|it| {
                        format!(
                            "{:?} {} {:?}",
                            it.action,
                            it.order.address,
                            it.changes
                                .iter()
                                .map(|it| (it.field, it.after.as_ref().map(|it| it.show())))
                                .collect::<Vec<_>>()
                        )
                    })
                    .collect();
                wrong.push(format!("{files}\n{}\n- {}", left.join("\n"), rest.join("\n- ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(tried > 40, "{tried}");
}
