//! Groups, new projects and first commits, as far as GitLab's source tells and no recording shows.

use labwright::sandbox::ADMIN_TOKEN;
use serde_json::{Value, json};

use crate::{call, get, post, started};

const SEED: &str = "
users: [{ username: mia }, { username: max }]
groups: [{ path: acme, members: { mia: developer } }, { path: crew, members: { max: maintainer } }]
projects: [{ path: acme/api }, { path: acme/new, empty: true }, { path: acme/old, empty: true }]
";

const MIA: &str = "sandbox-mia-token";

const MAX: &str = "sandbox-max-token";

#[tokio::test(flavor = "multi_thread")]
async fn the_first_commit_is_a_developers_where_the_group_lets_developers_push() {
    let sandbox = started(SEED).await;
    let commit = |project: &str| {
        let path = format!("/projects/acme%2F{project}/repository/files/a.txt");
        let body = json!({ "branch": "main", "commit_message": "x", "content": "x" });
        call(&sandbox, MIA, "POST", &path, Some(body)).0
    };
    assert_eq!(commit("new"), 403);
    let group = Some(json!({ "default_branch_protection": 4 }));
    assert_eq!(call(&sandbox, MIA, "PUT", "/groups/acme", group.clone()).0, 403);
    assert_eq!(call(&sandbox, ADMIN_TOKEN, "PUT", "/groups/acme", group).0, 200);
    assert_eq!(commit("new"), 201);
    // A second later the branch is protected, and the way is closed.
    {
        let mut world = sandbox.world();
        world.now = world.now.plus_seconds(1);
    }
    assert_eq!(commit("new"), 403);
    assert_eq!(commit("old"), 201);
}

#[tokio::test(flavor = "multi_thread")]
async fn branches_that_protect_more_than_themselves_stay() {
    let sandbox = started(SEED).await;
    let branches = "/projects/acme%2Fapi/repository/branches";
    for name in ["next", "free"] {
        let made = post(&sandbox, branches, json!({ "branch": name, "ref": "main" }));
        assert_eq!(made.0, 201, "{}", made.1);
    }
    let again = post(&sandbox, branches, json!({ "branch": "next", "ref": "main" }));
    assert_eq!(again, (400, json!({ "message": "Branch already exists" })));
    let lost = post(&sandbox, branches, json!({ "branch": "lost", "ref": "nowhere" }));
    assert!(lost.1["message"].as_str().unwrap().ends_with("invalid reference name 'nowhere'"));
    post(&sandbox, "/projects/acme%2Fapi/protected_branches", json!({ "name": "next" }));
    let delete = |token: &str, name: &str| {
        call(&sandbox, token, "DELETE", &format!("{branches}/{name}"), None).0
    };
    assert_eq!(delete(MIA, "next"), 400);
    assert_eq!(delete(MIA, "main"), 400);
    assert_eq!(delete(MIA, "nothing"), 404);
    assert_eq!(delete(MIA, "free"), 204);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_group_brings_its_members_in_at_the_lesser_level() {
    let sandbox = started(SEED).await;
    let level = |sandbox| {
        let project = call(sandbox, MAX, "GET", "/projects/acme%2Fapi", None);
        (project.0, project.1["permissions"]["group_access"]["access_level"].clone())
    };
    assert_eq!(level(&sandbox), (404, Value::Null));
    {
        let mut world = sandbox.world();
        let (acme, crew) = (world.group_at("acme").unwrap(), world.group_at("crew").unwrap());
        world.groups.get_mut(&acme).unwrap().shares.insert(crew, 30);
    }
    assert_eq!(level(&sandbox), (200, json!(30)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_project_is_made_where_its_maker_may_and_no_more_visible_than_its_group() {
    let sandbox = started(SEED).await;
    let group = get(&sandbox, "/groups/acme").1["id"].clone();
    let make = |token: &str, body: Value| call(&sandbox, token, "POST", "/projects", Some(body));
    let wanted = json!({ "name": "My Tool", "namespace_id": group, "visibility": "public" });
    assert_eq!(
        make(MAX, wanted.clone()).1,
        json!({ "message": { "namespace": ["is not valid"] } })
    );
    let made = make(MIA, wanted.clone());
    let told = (made.0, made.1["path_with_namespace"].as_str(), made.1["visibility"].as_str());
    assert_eq!(told, (201, Some("acme/my-tool"), Some("private")));
    assert_eq!(make(MIA, wanted).0, 400);
    assert_eq!(make(MIA, json!({})).0, 400);
    assert_eq!(make(MAX, json!({ "path": "own" })).1["path_with_namespace"], "max/own");
    let taken = post(&sandbox, "/groups", json!({ "name": "Again", "path": "ACME" }));
    assert_eq!(taken.0, 400);
    let below = json!({ "name": "Below", "path": "below", "parent_id": group });
    assert_eq!(call(&sandbox, MIA, "POST", "/groups", Some(below.clone())).0, 403);
    assert_eq!(post(&sandbox, "/groups", below).1["full_path"], "acme/below");
}

const RULES: &str = "
users: [{ username: mia }]
groups:
  - path: acme
    members: { mia: developer }
    protected_branches: [{ name: release/*, push: [nobody], merge: [developer], unprotect: [maintainer] }]
projects:
  - path: acme/api
    branches: { release/1: null, release/2: null }
    protected_branches: [{ name: release/2, push: [developer] }]
  - { path: acme/web, external_status_checks: [{ name: Audit, external_url: 'https://audit.example.com' }] }
";

#[tokio::test(flavor = "multi_thread")]
async fn rules_of_a_group_hold_in_its_projects_beside_their_own() {
    let sandbox = started(RULES).await;
    let rules = get(&sandbox, "/projects/acme%2Fapi/protected_branches").1;
    let shown: Vec<_> =
        rules.as_array().unwrap().iter().map(|it| (&it["name"], &it["inherited"])).collect();
    assert_eq!(shown, [(&json!("release/*"), &json!(true)), (&json!("release/2"), &json!(false))]);
    assert_eq!(get(&sandbox, "/projects/acme%2Fapi/protected_branches/release%2F*").0, 404);
    let pushes = |branch: &str| {
        let path = format!("/projects/acme%2Fapi/repository/branches/release%2F{branch}");
        let branch = call(&sandbox, MIA, "GET", &path, None).1;
        (branch["protected"].clone(), branch["can_push"].clone())
    };
    assert_eq!(pushes("1"), (json!(true), json!(false)));
    // The widest entry of all rules decides.
    assert_eq!(pushes("2"), (json!(true), json!(true)));
    // A status check can be for a branch that the group protects; with the rule, the limit goes.
    let rule = rules[0]["id"].clone();
    let checks = "/projects/acme%2Fweb/external_status_checks";
    let id = get(&sandbox, checks).1[0]["id"].clone();
    let limited = json!({ "protected_branch_ids": [rule] });
    let changed = call(&sandbox, ADMIN_TOKEN, "PUT", &format!("{checks}/{id}"), Some(limited)).1;
    assert_eq!(changed["protected_branches"][0]["inherited"], json!(true));
    let one = "/groups/acme/protected_branches/release%2F*";
    let (status, body) = call(&sandbox, ADMIN_TOKEN, "DELETE", one, None);
    assert_eq!((status, &body["push_access_levels"]), (200, &json!([])));
    assert_eq!(get(&sandbox, checks).1[0]["protected_branches"], json!([]));
    assert_eq!(pushes("1"), (json!(false), json!(true)));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_licence_rules_of_a_group_neither_hold_nor_exist() {
    let sandbox = started(&format!("licence: free{RULES}")).await;
    assert_eq!(get(&sandbox, "/groups/acme/protected_branches").0, 404);
    let rules = get(&sandbox, "/projects/acme%2Fapi/protected_branches").1;
    assert_eq!(rules.as_array().unwrap().len(), 1);
}

#[test]
fn a_seed_has_rules_of_top_level_groups_for_roles() {
    let refused = |group: &str| {
        let seed = labwright::sandbox::Seed::parse(&format!("groups: [{group}]")).unwrap();
        seed.world().unwrap_err().to_string()
    };
    assert_eq!(
        refused("{ path: acme/sub, protected_branches: [{ name: main }] }"),
        "the seed is inconsistent: line 1: group acme/sub: protected branch `main`: only a top-level group can have one"
    );
    assert_eq!(
        refused("{ path: acme, protected_branches: [{ name: main, push: [{ user: root }] }] }"),
        "the seed is inconsistent: line 1: group acme: protected branch `main`: a rule of a group can list only access levels"
    );
}

/// What reads the settings of many projects at once rests on: the list has every setting that a single read has.
#[tokio::test(flavor = "multi_thread")]
async fn a_groups_list_has_the_settings_of_its_projects() {
    let sandbox = started(
        "{ users: [{ username: mia }, { username: max }],
           groups: [{ path: acme, members: { mia: maintainer, max: developer } }],
           projects: [
             { path: acme/api, settings: { merge_method: ff, ci_default_git_depth: 7 } },
             { path: acme/tools/cli, settings: { archived: true, topics: [b, a] } },
             { path: other/guest, shares: { acme: developer } } ] }",
    )
    .await;
    let path = "/groups/acme/projects?order_by=id&sort=asc";
    for (token, who) in [(MIA, "maintainer"), (MAX, "developer"), (ADMIN_TOKEN, "admin")] {
        let below = format!("{path}&include_subgroups=true&with_shared=false&simple=false");
        let (_, list) = call(&sandbox, token, "GET", &below, None);
        assert_eq!(list.as_array().unwrap().len(), 2, "{who}");
        for (item, id) in list.as_array().unwrap().iter().zip(["1", "2"]) {
            let (_, mut single) = call(&sandbox, token, "GET", &format!("/projects/{id}"), None);
            let fields = single.as_object_mut().unwrap();
            fields.remove("permissions");
            fields.remove("import_error");
            assert_eq!(*item, single, "{who} {id}");
        }
        let depth = list[0].get("ci_default_git_depth").cloned();
        assert_eq!(depth, (who != "developer").then(|| json!(7)), "{who}");
    }
    let ids = |path: &str| {
        let (_, list) = call(&sandbox, MIA, "GET", path, None);
        list.as_array().unwrap().iter().map(|it| it["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids(path), [1, 3], "a project that the group was invited to is listed");
    assert_eq!(ids(&format!("{path}&with_shared=false")), [1]);
    assert_eq!(ids(&format!("{path}&include_subgroups=true&per_page=1&page=2")), [2]);
    let keyset = "/projects?pagination=keyset&order_by=name";
    assert_eq!(call(&sandbox, MIA, "GET", keyset, None).0, 405);
}

/// Which groups a list has for whom, beyond what was recorded.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_groups_has_those_that_the_caller_belongs_to() {
    let sandbox = started(
        "{ users: [{ username: mia }],
           groups: [
             { path: acme }, { path: acme/red, members: { mia: guest } }, { path: crew },
             { path: open, settings: { visibility: public } }, { path: past, settings: { archived: true } } ],
           projects: [{ path: crew/api, members: { mia: reporter } }, { path: past/api }, { path: mia/own }] }",
    )
    .await;
    let paths = |token: &str, path: &str| {
        let (status, list) = call(&sandbox, token, "GET", path, None);
        assert_eq!(status, 200, "{path}: {list}");
        let path = |it: &Value| {
            it["full_path"].as_str().or(it["path_with_namespace"].as_str()).unwrap().to_owned()
        };
        list.as_array().unwrap().iter().map(path).collect::<Vec<_>>()
    };
    assert_eq!(paths(MIA, "/groups?order_by=path"), ["acme", "acme/red", "crew"]);
    assert_eq!(paths(MIA, "/groups?top_level_only=true"), ["acme", "crew"]);
    assert_eq!(paths(MIA, "/groups?min_access_level=10"), ["acme/red"]);
    assert_eq!(paths(MIA, "/groups?all_available=true&visibility=public"), ["open"]);
    assert_eq!(paths(ADMIN_TOKEN, "/groups?active=false"), ["past"]);
    assert_eq!(paths(ADMIN_TOKEN, "/groups?all_available=true&active=true").len(), 4);
    // A project counts as inactive with its group.
    let active = "/groups/past/projects?active";
    assert_eq!(paths(ADMIN_TOKEN, &format!("{active}=true")), [""; 0]);
    assert_eq!(paths(ADMIN_TOKEN, &format!("{active}=false")), ["past/api"]);
    let mia = sandbox.world().user_named("mia").unwrap();
    assert_eq!(paths(ADMIN_TOKEN, &format!("/users/{mia}/projects")), ["mia/own"]);
    assert_eq!(call(&sandbox, MIA, "GET", "/users/99/projects", None).0, 404);
}
