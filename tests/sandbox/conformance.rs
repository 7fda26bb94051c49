//! The sandbox against recordings of a real GitLab: every recorded request is sent again, every answer compared.
//!
//! A scenario is one line of [`SCENARIOS`]. What its world needs beyond `given` and `setup` is a function named there. Where the
//! sandbox differs on purpose, [`DIFFERENCES`] says so; an entry that no longer differs fails the test.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod attributes;
mod compare;
mod delivery;
mod delivery_scenarios;
mod replay;
mod runners;
mod stage;

use replay::{Replayed, Scenario};
use tokio::sync::OnceCell;

const SCENARIOS: &[Scenario] = &[
    Scenario::new("variables_project"),
    Scenario::new("variables_group"),
    Scenario::new("variables_instance"),
    Scenario::with("labels", &[(36, stage::renamed_label), (37, stage::coloured_label)]),
    Scenario::new("push_rules"),
    Scenario::new("topics"),
    Scenario::with("project_settings", &[(0, stage::public)]),
    Scenario::new("project_settings_companions"),
    Scenario::new("application_settings_refusals"),
    Scenario::new("bulk_reads"),
    Scenario::new("project_effective_values"),
    Scenario::new("badges"),
    Scenario::with("members", &[(0, stage::made_by_root)]),
    Scenario::new("hooks_create"),
    Scenario::new("hooks_update"),
    Scenario::new("hooks_url_change"),
    Scenario::new("hooks_url_variables"),
    Scenario::new("status_checks_crud"),
    Scenario::with("status_checks_branch_scope", &[(0, stage::recorded_rules)]),
    Scenario::with(
        "status_checks_of_merge_request",
        &[(4, stage::open_request), (47, stage::push)],
    ),
    Scenario::new("status_checks_roles"),
    Scenario::new("protected_branches"),
    Scenario::with("hooks_list", &[(0, stage::later_hooks), (52, stage::clock_of_creation)]),
    Scenario::new("hooks_attributes"),
    Scenario::new("hooks_branch_filter"),
    Scenario::new("hooks_custom_headers"),
    Scenario::new("hooks_roles"),
    Scenario::new("hooks_templated_url"),
    Scenario::new("hooks_fire"),
    Scenario::new("common_auth"),
    Scenario::new("common_errors"),
    Scenario::new("common_paging"),
    Scenario::new("common_self"),
    Scenario::new("common_sudo"),
    Scenario::with("unlicensed", &[(0, stage::without_licence)]),
    Scenario::with("admin_mode", &[(0, stage::made_by_root), (12, stage::admin_mode)]),
    Scenario::new("common_paths"),
    Scenario::new("dots_create"),
    Scenario::new("dots_change"),
    Scenario::new("common_bodies"),
    Scenario::with("protection_branch_levels", &[(0, stage::deploy_key)]),
    Scenario::new("protection_branch_empty_levels"),
    Scenario::new("protection_branch_leavers"),
    Scenario::new("merge_trains_add"),
    Scenario::with("deployments_create", delivery_scenarios::CREATE),
    Scenario::new("deployments_transitions"),
    Scenario::new("deployments_same_again"),
    Scenario::with("deployments_list", delivery_scenarios::LIST),
    Scenario::with("deployments_delete", delivery_scenarios::DELETE),
    Scenario::new("deployments_declared"),
    Scenario::with("deployments_roles", delivery_scenarios::ROLES),
    Scenario::with("merge_trains_lists", delivery_scenarios::LISTS),
    Scenario::with("merge_trains_sha_and_squash", delivery_scenarios::SQUASH),
    Scenario::with("merge_trains_settings", delivery_scenarios::SETTINGS),
    Scenario::new("merge_trains_add_green_required"),
    Scenario::with("merge_trains_add_without_ci", delivery_scenarios::WITHOUT_CI),
    Scenario::with("merge_trains_roles", delivery_scenarios::TRAIN_ROLES),
    Scenario::with("merge_trains_arm", delivery_scenarios::ARM),
    Scenario::new("environments"),
    Scenario::with("environments_stop_delete", delivery_scenarios::STOP),
    Scenario::with("deployment_approvals", delivery_scenarios::APPROVALS),
    Scenario::new("deployment_approvals_by_api"),
    Scenario::new("protected_environments_project"),
    Scenario::with("environments_roles", delivery_scenarios::ENVIRONMENT_ROLES),
    Scenario::with("deployments_merge_requests", delivery_scenarios::SHIPPED),
    Scenario::new("merge_trains_public"),
    Scenario::with("merge_trains_add_blocked", delivery_scenarios::BLOCKED),
    Scenario::new("protected_environments_roles"),
    Scenario::with("protected_environments_guard", delivery_scenarios::GUARD),
    Scenario::new("protected_environments_orphaned"),
    Scenario::with("deployment_approvals_own", delivery_scenarios::OWN),
    Scenario::with("auto_merge", delivery_scenarios::AUTO_MERGE),
    Scenario::with("auto_merge_past_trains", delivery_scenarios::PAST_TRAINS),
    Scenario::with("common_conditional", delivery_scenarios::CONDITIONAL),
    Scenario::with("deployment_approvals_reject", delivery_scenarios::REJECT),
    Scenario::with("deployment_approvals_represented", delivery_scenarios::REPRESENTED),
    Scenario::with("deployment_approvals_rules_change", delivery_scenarios::RULES_CHANGE),
    Scenario::with("deployments_job_token", delivery_scenarios::JOB_TOKEN),
    Scenario::with("common_job_token", delivery_scenarios::COMMON_JOB_TOKEN),
    Scenario::with("deployments_of_jobs", runners::OF_JOBS),
    Scenario::with("merge_trains_drop", runners::DROP),
    Scenario::with("merge_trains_fast_forward", delivery_scenarios::FAST_FORWARD),
    Scenario::with("merge_trains_life", runners::LIFE),
    Scenario::with("merge_trains_taken_off_at_once", runners::AT_ONCE),
    Scenario::new("protected_environments_group"),
    Scenario::with("protection_branch_default", delivery_scenarios::DEFAULT_BRANCH),
    Scenario::new("protection_branch_overlaps"),
    Scenario::new("protection_group_branches"),
    Scenario::new("archived_writes"),
    Scenario::with("status_checks_gate_the_merge", &[(0, stage::open_request)]),
];

/// What labwright manages and what that rests on: every recording of it has to be replayed, and 95 % of its steps to match.
const FAMILIES: &[&str] = &[
    "variables_",
    "labels",
    "push_rules",
    "project_settings",
    "project_effective_values",
    "application_settings_",
    "members",
    "badges",
    "status_checks_",
    "hooks_",
    "merge_trains_",
    "auto_merge",
    "deployments_",
    "deployment_approvals",
    "environments",
    "protected_branches",
    "protection_branch_",
    "protection_group_branches",
    "protected_environments_",
    "common_auth",
    "common_paging",
    "common_errors",
    "common_conditional",
];

/// Scenario, steps, and why the sandbox answers otherwise.
const DIFFERENCES: &[(&str, &[usize], &str)] = &[
    ("variables_instance", &[20], "the recording tells a shortened value"),
    (
        "labels",
        &[35, 36, 83],
        "old forms that name the label in the body: no client of ours sends them",
    ),
    ("labels", &[82], "labels cannot be promoted to a group"),
    ("topics", &[22, 24], "topics of a project create none of the instance's"),
    (
        "bulk_reads",
        &[
            17, 18, 19, 20, 29, 30, 31, 32, 37, 38, 39, 40, 41, 42, 43, 44, 61, 62, 63, 64, 65, 66,
            67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88,
        ],
        "collections that are no part of the sandbox",
    ),
    ("project_settings", &[27, 28], "approvals and their rules are no part of the sandbox"),
    ("project_settings", &[44, 57], "the recording has a shortened text"),
    ("project_settings_companions", &[0], "the recording has the end of the list alone"),
    ("project_settings_companions", &[35, 36, 37, 38], "projects cannot be forked"),
    ("push_rules", &[38], "the recording tells some of a project's attributes only"),
    (
        "status_checks_of_merge_request",
        &[49],
        "contents of merge requests are not modelled: `changes_count` is 1",
    ),
    ("common_errors", &[33], "milestones are no part of the sandbox"),
    ("common_errors", &[48, 53], "OPTIONS is a method like any other: no client of ours sends it"),
    (
        "common_errors",
        &[75, 76],
        "exports, and with them application limits, are no part of the sandbox",
    ),
    ("common_self", &[23], "nobody signs in: there is no time of the last sign-in"),
    ("common_self", &[33, 34, 42], "tokens of the sandbox have names and scopes of their own"),
    (
        "common_self",
        &[45, 46, 47, 49, 50, 51],
        "licences, features and statistics of the instance: no part",
    ),
    ("common_self", &[52, 53, 54, 55, 56], "tokens cannot be rotated or revoked by themselves"),
    (
        "common_paging",
        &[30, 31, 33, 34, 35],
        "the labels of the recording were made before it began",
    ),
    (
        "common_paging",
        &[49, 51],
        "lists of groups and trees of repositories are no part of the sandbox",
    ),
    ("common_paging", &[53, 54], "the recorded server held projects of other recordings"),
    ("common_paging", &[52], "users have no keyset paging"),
    ("common_sudo", &[0, 1], "the administrator's token has not the scope `sudo`"),
    ("admin_mode", &[4, 10, 16, 22], "nobody signs in: there is no time of the last sign-in"),
    ("unlicensed", &[12, 13], "the recording tells some of a project's settings only"),
    (
        "unlicensed",
        &[22, 23, 24, 25, 26],
        "approval and push rules, hooks of groups: no part of the sandbox",
    ),
    ("common_paths", &[58, 60, 61, 73], "groups cannot be moved"),
    (
        "common_paths",
        &[59, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71],
        "groups cannot be moved, and projects neither moved elsewhere nor restored",
    ),
    (
        "common_bodies",
        &[11, 16, 17, 18, 19, 20, 21, 22, 110, 112],
        "the list of a project's hundred settings is cut",
    ),
    ("common_bodies", &[15], "nobody sends multipart forms"),
    ("common_bodies", &[92], "an object is no list"),
    ("merge_trains_lists", &[27], "the recorded ETag is of another body"),
    ("merge_trains_add_without_ci", &[26], "of two notes the recording tells the second alone"),
    ("merge_trains_arm", &[21], "`approvals_syncing`, which lasts for seconds, is never told"),
    ("environments_stop_delete", &[29, 30, 34], "runners are no part of the sandbox"),
    (
        "protected_environments_guard",
        &[16],
        "a success that comes before a stop does not undo it later: nothing happens in the background",
    ),
    ("protected_environments_guard", &[34, 35, 37], "pipelines do not deploy by themselves"),
    ("deployment_approvals_own", &[0, 3], "the recording tells some of a project's settings only"),
    ("deployment_approvals", &[33], "runners are no part of the sandbox"),
    ("protection_branch_leavers", &[5, 10], "protected tags are no part of the sandbox"),
    ("auto_merge", &[46], "`approvals_syncing`, which lasts for seconds, is never told"),
    ("common_conditional", &[43], "groups cannot be deleted"),
    ("common_conditional", &[39, 40], "milestones are no part of the sandbox"),
    ("common_job_token", &[0], "jobs are known by their deployments alone"),
    ("merge_trains_drop", &[4], "of two notes the recording tells the second alone"),
    (
        "merge_trains_drop",
        &[13, 15, 24, 25],
        "a pipeline that is broken off is told as `canceled` at once: GitLab does so a moment later",
    ),
    (
        "deployment_approvals_reject",
        &[8, 17, 18],
        "jobs are known by their deployments alone, and cannot be retried",
    ),
    ("deployment_approvals_rules_change", &[20], "steps call several jobs by one number"),
    (
        "deployments_of_jobs",
        &[9, 13, 17, 18, 19, 24],
        "which runner had a job is not told: runners are no part of the sandbox",
    ),
    ("merge_trains_fast_forward", &[20], "lists of commits are no part of the sandbox"),
    (
        "protection_branch_default",
        &[23, 24, 25, 26, 27],
        "the recording tells some of a group's settings only",
    ),
    (
        "archived_writes",
        &[
            6, 7, 8, 10, 11, 15, 16, 20, 21, 27, 28, 31, 32, 34, 35, 36, 37, 38, 39, 40, 41, 44,
            45, 46, 52, 53, 54, 56,
        ],
        "of a project's kinds the sandbox has those that labwright manages, and what they rest on",
    ),
    ("archived_writes", &[51], "a project can be shared with a group above it"),
    ("protection_branch_overlaps", &[7], "the recorded server was too slow for it"),
    ("protection_branch_overlaps", &[9], "commits are their project's maker's, without parents"),
];

/// All scenarios; with `SCENARIO=name`, those with it in their names.
pub(crate) async fn replayed() -> &'static [Replayed] {
    static REPLAYED: OnceCell<Vec<Replayed>> = OnceCell::const_new();
    let replay = async || {
        let only = std::env::var("SCENARIO").unwrap_or_default();
        let mut replayed = Vec::new();
        for scenario in SCENARIOS.iter().filter(|scenario| scenario.name.contains(&only)) {
            replayed.push(replay::run(scenario).await);
        }
        replayed
    };
    REPLAYED.get_or_init(replay).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sandbox_answers_as_gitlab_did() {
    let (mut all, mut families, mut complaints) = (Count::default(), Count::default(), Vec::new());
    for scenario in replayed().await {
        let outcomes = &scenario.outcomes;
        let mut same = 0;
        for (step, outcome) in outcomes.iter().enumerate() {
            let expected = DIFFERENCES
                .iter()
                .any(|(name, steps, _)| *name == scenario.name && steps.contains(&step));
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
        all.add(same, outcomes.len());
        if of_a_family(scenario.name) {
            families.add(same, outcomes.len());
        }
    }
    let differ: usize = DIFFERENCES.iter().map(|(_, steps, _)| steps.len()).sum();
    println!("{all} steps matched, {differ} differ on purpose; of the families {families}");
    assert!(complaints.is_empty(), "{} steps differ:\n{}", complaints.len(), complaints.join("\n"));
    if std::env::var_os("SCENARIO").is_none() {
        assert!(families.matched * 100 >= families.compared * 95, "{families}");
        told_in_the_architecture(&all, &families);
    }
}

/// Steps that are as they were recorded.
#[derive(Default)]
struct Count {
    matched: usize,
    compared: usize,
}

impl Count {
    fn add(&mut self, matched: usize, compared: usize) {
        self.matched += matched;
        self.compared += compared;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.matched, self.compared)
    }
}

fn of_a_family(name: &str) -> bool {
    FAMILIES.iter().any(|it| name.starts_with(it))
}

/// ARCHITECTURE.md tells the number as it was measured; `UPDATE=1` writes it.
fn told_in_the_architecture(all: &Count, families: &Count) {
    const BEFORE: &str = "Replayed steps of recordings that the sandbox answers as GitLab did: ";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ARCHITECTURE.md");
    let page = std::fs::read_to_string(path).unwrap();
    let line = page.lines().find(|it| it.starts_with(BEFORE)).expect("the line with the number");
    let recordings = SCENARIOS.len();
    let expected = format!(
        "{BEFORE}**{all}**, in {recordings} recordings; of what labwright manages and what it rests on, **{families}**."
    );
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, page.replace(line, &expected)).unwrap();
    } else {
        assert_eq!(line, expected, "run with UPDATE=1");
    }
}

#[test]
fn every_recording_of_the_families_is_replayed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/recordings");
    let names = std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name());
    let missing: Vec<String> = names
        .filter_map(|it| Some(it.to_str()?.strip_suffix(".json")?.to_owned()))
        .filter(|name| of_a_family(name))
        .filter(|name| SCENARIOS.iter().all(|it| it.name != name))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
