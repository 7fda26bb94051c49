//! Tokens of users, of service accounts, and of agents: what is not labwright's to revoke stays, and an agent has two at most.

use labwright::sandbox::{Fault, Harm};
use serde_json::{Value, json};

use crate::support::World;

async fn world(seed: &str, file: &str) -> World {
    let world = World::start(&format!("clock: 2026-01-05T08:00:00Z\n{seed}")).await;
    world.write("labwright.yaml", &format!("version: 1\n{file}\n"));
    world
}

fn writes(world: &World) -> Vec<String> {
    let writes = world.take_exchanges().into_iter().filter(|it| it.method != "GET");
    writes.map(|it| format!("{} {}", it.method, it.path.replace("%2F", "/"))).collect()
}

async fn body(world: &World, path: &str) -> Value {
    world.send("GET", path, Value::Null).await.body
}

const USERS: &str = "users: [{ username: mia }]\nprojects: [{ path: acme/deploy }]";

const OF_USER: &str = "instance: { users: [{ username: mia, access_tokens: [{ name: deploy, scopes: [api], expires_in: 90d, save_to: [{ variable: { project: acme/deploy, key: TOKEN } }] }] }] }";

async fn id_of(world: &World, username: &str) -> u64 {
    body(world, &format!("/users?username={username}")).await[0]["id"].as_u64().expect("the user")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_impersonation_token_of_the_same_name_is_neither_used_nor_revoked() {
    let world = world(USERS, OF_USER).await;
    let mia = id_of(&world, "mia").await;
    let path = format!("/users/{mia}/impersonation_tokens");
    let sent = json!({ "name": "deploy", "scopes": ["api"], "expires_at": "2026-12-01" });
    assert_eq!(world.send("POST", &path, sent).await.status, 201);
    writes(&world);
    world.converge().await;
    let expected = [
        format!("POST /users/{mia}/personal_access_tokens"),
        "POST /projects/acme/deploy/variables".to_owned(),
    ];
    assert_eq!(writes(&world), expected);
    assert_eq!(body(&world, &format!("{path}?state=active")).await.as_array().unwrap().len(), 1);
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_token_of_labwright_itself_is_not_revoked_and_another_one_of_its_user_is() {
    let world = world(USERS, &OF_USER.replace("mia", "root")).await;
    let own = body(&world, "/personal_access_tokens/self").await;
    let (id, name) = (own["id"].as_u64().unwrap(), own["name"].as_str().unwrap().to_owned());
    let user = own["user_id"].as_u64().unwrap();
    let sent = json!({ "name": name, "scopes": ["api"], "expires_at": "2026-12-01" });
    let other = world.send("POST", &format!("/users/{user}/personal_access_tokens"), sent).await;
    let other = other.body["id"].as_u64().unwrap();
    let file = OF_USER.replace("mia", "root").replace("name: deploy", &format!("name: {name:?}"));
    world.write("labwright.yaml", &format!("version: 1\n{file}\n"));
    writes(&world);
    world.converge().await;
    let deleted: Vec<_> =
        writes(&world).into_iter().filter(|it| it.starts_with("DELETE")).collect();
    assert_eq!(deleted, [format!("DELETE /personal_access_tokens/{other}")], "own: {id}");
    world.finish();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_variable_of_a_user_s_token_says_where_it_is() {
    let world = world(USERS, &OF_USER.replace("project: acme/deploy, ", "")).await;
    let problems = world.try_config().unwrap_err().to_string();
    assert!(problems.contains("a user has no CI/CD variables"), "{problems}");
    world.finish();
}

const AGENT: &str = "projects: [{ path: acme/api, cluster_agents: [{ name: production }] }]";

const OF_AGENT: &str = "projects: { acme/api: { cluster_agents: [{ name: production, tokens: [{ name: cluster, description: One, save_to: [{ variable: { key: TOKEN } }] }] }] } }";

const TOKENS: &str = "/projects/acme%2Fapi/cluster_agents/1/tokens";

async fn active(world: &World) -> Vec<u64> {
    let list = body(world, TOKENS).await;
    let mut ids: Vec<_> =
        list.as_array().into_iter().flatten().filter_map(|it| it["id"].as_u64()).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agent_with_two_tokens_gets_no_third_one() {
    let world = world(AGENT, OF_AGENT).await;
    world.converge().await;
    assert_eq!(world.send("POST", TOKENS, json!({ "name": "other" })).await.status, 201);
    assert!(world.plan().await.steps().is_empty());
    world.write(
        "labwright.yaml",
        &format!("version: 1\n{}\n", OF_AGENT.replace("description: One", "description: Two")),
    );
    writes(&world);
    let plan = world.plan().await;
    assert!(plan.steps().is_empty(), "{:#}", plan.to_json());
    let text = plan.problems.to_string();
    assert!(text.contains("GitLab accepts no further agent token"), "{text}");
    assert_eq!(active(&world).await, [1, 2]);
    world.finish();
}

/// What a broken-off renewal left takes the place of the new token: it goes first.
#[tokio::test(flavor = "multi_thread")]
async fn a_renewal_that_was_broken_off_is_finished_by_two_applies() {
    let world = world(AGENT, OF_AGENT).await;
    world.converge().await;
    world.write(
        "labwright.yaml",
        &format!("version: 1\n{}\n", OF_AGENT.replace("description: One", "description: Two")),
    );
    let plan = world.plan().await;
    world
        .sandbox()
        .fault(Fault::new("POST", "/projects/*/cluster_agents/*/tokens", Harm::DropAfter).times(9));
    assert!(!world.apply(plan).await.is_whole());
    world.sandbox().clear_faults();
    assert_eq!(active(&world).await, [1, 2]);
    writes(&world);
    let plan = world.plan().await;
    assert!(world.apply(plan).await.is_whole());
    assert_eq!(writes(&world), ["DELETE /projects/acme/api/cluster_agents/1/tokens/2"]);
    world.converge().await;
    assert_eq!(active(&world).await, [3]);
    world.finish();
}
