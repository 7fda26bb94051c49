//! Tokens that the sandbox makes can be used as what they are, until they are revoked or expire.

use labwright::sandbox::ADMIN_TOKEN;
use serde_json::json;

use super::{call, get, started};

#[tokio::test(flavor = "multi_thread")]
async fn a_token_of_a_project_acts_as_its_bot_with_its_level_until_it_is_revoked() {
    let sandbox = started("{ projects: [{ path: acme/api }, { path: acme/web }] }").await;
    let tokens = "/projects/acme%2Fapi/access_tokens";
    let make = |level: u8, scope: &str, day: &str| {
        let body =
            json!({ "name": "bot", "scopes": [scope], "access_level": level, "expires_at": day });
        let (status, body) = call(&sandbox, ADMIN_TOKEN, "POST", tokens, Some(body));
        assert_eq!(status, 201, "{body}");
        (body["id"].to_string(), body["token"].as_str().unwrap().to_owned())
    };
    let ends = "2026-06-01";
    let (_, developer) = make(30, "api", ends);
    let (id, maintainer) = make(40, "api", ends);
    let (_, reader) = make(40, "read_api", ends);
    let (_, past) = make(40, "api", "2020-01-01");
    let hooks = |token: &str| call(&sandbox, token, "GET", "/projects/acme%2Fapi/hooks", None).0;
    assert_eq!([&developer, &maintainer, &reader, &past].map(|it| hooks(it)), [403, 200, 200, 401]);
    let label = || Some(json!({ "name": "l", "color": "red" }));
    let write =
        |token: &str| call(&sandbox, token, "POST", "/projects/acme%2Fapi/labels", label()).0;
    assert_eq!([&reader, &maintainer].map(|it| write(it)), [403, 201]);
    assert_eq!(call(&sandbox, &maintainer, "GET", "/projects/acme%2Fweb", None).0, 404);
    assert_eq!(call(&sandbox, ADMIN_TOKEN, "DELETE", &format!("{tokens}/{id}"), None).0, 204);
    assert_eq!(hooks(&maintainer), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_seed_has_tokens_and_triggers() {
    let sandbox = started(
        "{ groups: [{ path: acme, access_tokens: [{ id: 70, name: g, scopes: [api], expires_at: 2026-06-01 }] }],
           projects: [{ path: acme/api,
             access_tokens: [{ name: old, scopes: [api], revoked: true }],
             deploy_tokens: [{ id: 9, name: d, scopes: [read_registry] }],
             pipeline_triggers: [{ id: 5, description: t }] }] }",
    )
    .await;
    let (_, of_group) = get(&sandbox, "/groups/acme/access_tokens");
    assert_eq!((&of_group[0]["id"], &of_group[0]["access_level"]), (&70.into(), &40.into()));
    let (_, of_project) = get(&sandbox, "/projects/acme%2Fapi/access_tokens");
    assert_eq!((&of_project[0]["id"], &of_project[0]["active"]), (&71.into(), &false.into()));
    let (_, deploy) = get(&sandbox, "/projects/acme%2Fapi/deploy_tokens/9");
    assert_eq!(deploy["username"], "gitlab+deploy-token-9");
    assert!(deploy.get("token").is_none());
    let (_, trigger) = get(&sandbox, "/projects/acme%2Fapi/triggers/5");
    assert_eq!(trigger["owner"]["username"], "root");
    assert!(trigger["token"].as_str().unwrap().starts_with("glptt-"));
}
