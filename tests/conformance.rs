//! The sandbox against recordings of a real GitLab: every recorded request is sent again, every answer compared.
//!
//! A scenario is one line of [`SCENARIOS`]. What its world needs beyond `given` and `setup` is a function named there. Where the
//! sandbox differs on purpose, [`DIFFERENCES`] says so; an entry that no longer differs fails the test.

#[path = "conformance/compare.rs"]
mod compare;
#[path = "conformance/replay.rs"]
mod replay;
#[path = "conformance/stage.rs"]
mod stage;
#[path = "conformance/wire.rs"]
mod wire;

use replay::Scenario;

const SCENARIOS: &[Scenario] = &[
    Scenario::new("hooks_create"),
    Scenario::new("hooks_update"),
    Scenario::new("hooks_url_change"),
    Scenario::new("hooks_url_variables"),
];

/// Scenario, step, and why the sandbox answers otherwise.
const DIFFERENCES: &[(&str, usize, &str)] = &[];

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_answers_as_gitlab_did() {
    let only = std::env::var("SCENARIO").unwrap_or_default();
    let (mut compared, mut matched, mut complaints) = (0, 0, Vec::new());
    for scenario in SCENARIOS.iter().filter(|scenario| scenario.name.contains(&only)) {
        let outcomes = replay::run(scenario).await;
        let mut same = 0;
        for (step, outcome) in outcomes.iter().enumerate() {
            let expected =
                DIFFERENCES.iter().any(|(name, at, _)| *name == scenario.name && *at == step);
            match outcome {
                Ok(()) if expected => {
                    complaints.push(format!("{} {step}: no longer differs", scenario.name))
                }
                Ok(()) => same += 1,
                Err(_) if expected => {}
                Err(difference) => {
                    complaints.push(format!("{} {step}: {difference}", scenario.name))
                }
            }
        }
        println!("{:<34} {same:>3} of {:>3} steps", scenario.name, outcomes.len());
        compared += outcomes.len();
        matched += same;
    }
    println!("{matched} of {compared} steps matched, {} differ on purpose", DIFFERENCES.len());
    assert!(complaints.is_empty(), "{} steps differ:\n{}", complaints.len(), complaints.join("\n"));
}
