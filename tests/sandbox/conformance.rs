//! The sandbox against recordings of a real GitLab: every recorded request is sent again, every answer compared.
//!
//! A scenario is one line of [`SCENARIOS`]. What its world needs beyond `given` and `setup` is a function named there. Where the
//! sandbox differs on purpose, `conformance/differences.rs` says so; an entry that no longer differs fails the test.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod attributes;
mod compare;
mod count;
mod delivery;
mod delivery_scenarios;
mod differences;
pub(crate) mod replay;
mod runners;
mod setup;
mod stage;

use std::collections::BTreeSet;

use count::Counts;
use delivery_scenarios::{deployments, trains};
use replay::{Replayed, Scenario};

use crate::contract::served;
use crate::support::contract::family;
use tokio::sync::OnceCell;

const SCENARIOS: &[Scenario] = &[
    Scenario::new("variables_project"),
    Scenario::new("variables_group"),
    Scenario::new("variables_instance"),
    Scenario::with("labels", &[(36, stage::renamed_label), (37, stage::coloured_label)]),
    Scenario::new("push_rules"),
    Scenario::new("security_settings"),
    Scenario::with("runners_and_resource_groups", &[(47, stage::resource_group)]),
    Scenario::new("pages_settings"),
    Scenario::new("pages_domains"),
    Scenario::new("job_token_scope"),
    Scenario::new("topics"),
    Scenario::with("project_settings", &[(0, stage::public)]),
    Scenario::new("project_settings_companions"),
    Scenario::new("application_settings_refusals"),
    Scenario::new("project_create_with_settings"),
    Scenario::new("project_life"),
    Scenario::new("group_life"),
    Scenario::new("groups_lookup"),
    Scenario::new("bulk_reads"),
    Scenario::new("project_effective_values"),
    Scenario::with("avatars", &[(55, stage::logo_in_repository)]),
    Scenario::with("approvals_rules", &[(0, stage::made_by_root)]),
    Scenario::new("approval_rules_more"),
    Scenario::new("approvals_group_setting"),
    Scenario::new("approvals_project_configuration"),
    Scenario::new("badges"),
    Scenario::new("branches_create"),
    Scenario::new("branches_delete"),
    Scenario::with("branches_empty", &[(24, deployments::a_while)]),
    Scenario::new("branches_list"),
    Scenario::new("branches_list_lag"),
    Scenario::new("branches_read"),
    Scenario::new("files_read"),
    Scenario::with("files_write", &[(13, stage::old_head)]),
    Scenario::new("commits_rest"),
    Scenario::with("commits_branches", &[(48, deployments::a_while)]),
    Scenario::with(
        "merge_requests_vehicle",
        &[(13, stage::not_opened), (18, stage::request_checked)],
    ),
    Scenario::new("merge_requests_reopen"),
    Scenario::new("milestones"),
    Scenario::new("deploy_keys"),
    Scenario::with("access_tokens", &[(0, stage::day_of_tokens)]),
    Scenario::new("deploy_tokens"),
    Scenario::new("pipeline_triggers"),
    Scenario::with("users_create", &[(0, stage::day_of_people)]),
    Scenario::with("users_create_refusals", &[(0, stage::day_of_people)]),
    Scenario::with("users_update", &[(0, stage::day_of_people), (114, stage::tokens_of_people)]),
    Scenario::new("users_states"),
    Scenario::with(
        "users_states_more",
        &[
            (0, stage::day_of_people),
            (11, stage::tokens_of_people),
            (38, stage::tokens_of_people),
            (42, stage::tokens_of_people),
        ],
    ),
    Scenario::with(
        "users_delete",
        &[
            (0, stage::day_of_people),
            (7, stage::owned_group),
            (12, stage::tokens_of_people),
            (22, stage::minutes_later),
        ],
    ),
    Scenario::new("user_identities"),
    Scenario::with("user_ssh_keys", &[(0, stage::day_of_people)]),
    Scenario::with("user_tokens", &[(0, stage::day_of_people)]),
    Scenario::with("service_accounts_instance", &[(0, stage::day_of_people)]),
    Scenario::with(
        "service_accounts_group",
        &[(0, stage::day_of_people), (55, stage::owners_may), (63, stage::minutes_later)],
    ),
    Scenario::new("cluster_agents"),
    Scenario::with("cluster_agent_tokens", &[(6, stage::no_agent_tokens)]),
    Scenario::new("oauth_applications"),
    Scenario::new("runners_configuration"),
    Scenario::new("pipeline_schedules"),
    Scenario::new("protection_tags"),
    Scenario::with("members", &[(0, stage::made_by_root)]),
    Scenario::with("group_links_and_accounts", &[(0, stage::made_by_root)]),
    Scenario::with("group_links_more", &[(0, stage::made_by_root)]),
    Scenario::with("shares", &[(0, stage::made_by_root)]),
    Scenario::with("invitations", &[(0, stage::addresses)]),
    Scenario::with("member_roles_members", &[(0, stage::persons)]),
    Scenario::with("member_roles_in_projects", &[(0, stage::persons), (0, stage::made_by_root)]),
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
    Scenario::new("project_hooks"),
    Scenario::new("group_hooks"),
    Scenario::new("project_hook_auto_disable"),
    Scenario::new("remote_mirrors"),
    Scenario::new("pull_mirror"),
    Scenario::new("integrations"),
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
    Scenario::new("protection_branch_levels"),
    Scenario::new("protection_branch_empty_levels"),
    Scenario::new("protection_branch_leavers"),
    Scenario::new("merge_trains_add"),
    Scenario::with("deployments_create", deployments::CREATE),
    Scenario::new("deployments_transitions"),
    Scenario::new("deployments_same_again"),
    Scenario::with("deployments_list", deployments::LIST),
    Scenario::with("deployments_delete", deployments::DELETE),
    Scenario::new("deployments_declared"),
    Scenario::with("deployments_roles", deployments::ROLES),
    Scenario::with("merge_trains_lists", trains::LISTS),
    Scenario::with("merge_trains_sha_and_squash", trains::SQUASH),
    Scenario::with("merge_trains_settings", trains::SETTINGS),
    Scenario::new("merge_trains_add_green_required"),
    Scenario::with("merge_trains_add_without_ci", trains::WITHOUT_CI),
    Scenario::with("merge_trains_roles", trains::TRAIN_ROLES),
    Scenario::with("merge_trains_arm", trains::ARM),
    Scenario::new("environments"),
    Scenario::with("environments_stop_delete", deployments::STOP),
    Scenario::with("deployment_approvals", deployments::APPROVALS),
    Scenario::new("deployment_approvals_by_api"),
    Scenario::new("protected_environments_project"),
    Scenario::with("environments_roles", deployments::ENVIRONMENT_ROLES),
    Scenario::with("deployments_merge_requests", deployments::SHIPPED),
    Scenario::new("merge_trains_public"),
    Scenario::with("merge_trains_add_blocked", trains::BLOCKED),
    Scenario::new("protected_environments_roles"),
    Scenario::with("protected_environments_guard", deployments::GUARD),
    Scenario::new("protected_environments_orphaned"),
    Scenario::with("deployment_approvals_own", deployments::OWN),
    Scenario::with("auto_merge", trains::AUTO_MERGE),
    Scenario::with("auto_merge_past_trains", trains::PAST_TRAINS),
    Scenario::with("common_conditional", deployments::CONDITIONAL),
    Scenario::with("deployment_approvals_reject", deployments::REJECT),
    Scenario::with("deployment_approvals_represented", deployments::REPRESENTED),
    Scenario::with("deployment_approvals_rules_change", deployments::RULES_CHANGE),
    Scenario::with("deployments_job_token", deployments::JOB_TOKEN),
    Scenario::with("common_job_token", deployments::COMMON_JOB_TOKEN),
    Scenario::with("deployments_of_jobs", runners::OF_JOBS),
    Scenario::with("merge_trains_drop", runners::DROP),
    Scenario::with("merge_trains_fast_forward", trains::FAST_FORWARD),
    Scenario::with("merge_trains_life", runners::LIFE),
    Scenario::with("merge_trains_taken_off_at_once", runners::AT_ONCE),
    Scenario::new("protected_environments_group"),
    Scenario::with("protection_branch_default", deployments::DEFAULT_BRANCH),
    Scenario::new("protection_branch_overlaps"),
    Scenario::new("protection_group_branches"),
    Scenario::with("archived_writes", &[(0, stage::numbered_hook)]),
    Scenario::with("status_checks_gate_the_merge", &[(0, stage::open_request)]),
];

/// What labwright manages and what that rests on: every recording of it has to be replayed.
const FAMILIES: &[&str] = &[
    "variables_",
    "labels",
    "push_rules",
    "security_settings",
    "runners_and_resource_groups",
    "pages_settings",
    "job_token_scope",
    "project_settings",
    "project_effective_values",
    "application_settings_",
    "member",
    "invitations",
    "avatars",
    "shares",
    "group_links",
    "groups_lookup",
    "approval_rules_more",
    "approvals_",
    "badges",
    "branches_",
    "files_",
    "commits_rest",
    "commits_branches",
    "merge_requests_",
    "milestones",
    "deploy_keys",
    "access_tokens",
    "deploy_tokens",
    "pipeline_triggers",
    "users_",
    "user_",
    "service_accounts_",
    "cluster_agent",
    "oauth_applications",
    "runners_configuration",
    "pipeline_schedules",
    "protection_tags",
    "status_checks_",
    "hooks_",
    "project_hook",
    "group_hooks",
    "remote_mirrors",
    "pull_mirror",
    "integrations",
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
    let mut complaints = Vec::new();
    let (mut matched, mut replayed_steps) = (0, 0);
    for scenario in replayed().await {
        for (step, outcome) in scenario.outcomes.iter().enumerate() {
            let told = match (outcome, count::difference(scenario.name, step)) {
                (Ok(()), Some(_)) => "no longer differs",
                (Err(difference), None) => difference,
                _ => continue,
            };
            complaints.push(format!("{} {step}: {told}", scenario.name));
        }
        matched += scenario.outcomes.iter().filter(|it| it.is_ok()).count();
        replayed_steps += scenario.outcomes.len();
    }
    let served: BTreeSet<&str> = served().await.into_iter().filter_map(family).collect();
    let counts = Counts::of(replayed().await);
    println!("{}", counts.lines(&served).join("\n"));
    println!("{matched} of {replayed_steps} steps matched");
    assert!(complaints.is_empty(), "{} steps differ:\n{}", complaints.len(), complaints.join("\n"));
    if std::env::var_os("SCENARIO").is_none() {
        let below = counts.complaints(&served);
        assert!(below.is_empty(), "{below:#?}");
        told_in_the_architecture((matched, replayed_steps), counts.total(&served));
    }
}

fn of_a_family(name: &str) -> bool {
    FAMILIES.iter().any(|it| name.starts_with(it))
}

/// ARCHITECTURE.md has the numbers as they were measured; `UPDATE=1` writes them.
fn told_in_the_architecture(all: (usize, usize), counted: (usize, usize)) {
    const BEFORE: &str = "Replayed steps of recordings that the sandbox answers as GitLab did: ";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ARCHITECTURE.md");
    let page = std::fs::read_to_string(path).unwrap();
    let line = page.lines().find(|it| it.starts_with(BEFORE)).expect("the line with the number");
    let recordings = SCENARIOS.len();
    let expected = format!(
        "{BEFORE}**{} of {}**, in {recordings} recordings; of those that labwright can send or provoke, **{} of {}**.",
        all.0, all.1, counted.0, counted.1
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
