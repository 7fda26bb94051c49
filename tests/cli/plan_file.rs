//! Saved plans as files: their form, and what is refused.

use serde_json::Value;

use super::{CHANGE, code, stderr, world, writes};

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_file_fits_its_schema_and_is_readable_by_its_owner_only() {
    let world = world(CHANGE).await;
    assert_eq!(code(&world.run(&["plan", "--out", "plan.json"]).await), 0);
    let path = world.folder().join("plan.json");
    let document: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let schema = labwright::plan::Document::json_schema();
    assert!(jsonschema::validator_for(&schema).unwrap().is_valid(&document), "{document:#}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    let output = world.run(&["plan", "--out", "no/such/folder/plan.json"]).await;
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("no/such/folder"), "{}", stderr(&output));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_file_that_is_cut_edited_or_for_another_server_is_refused() {
    let world = world(CHANGE).await;
    world.run(&["plan", "--out", "plan.json"]).await;
    let whole = std::fs::read_to_string(world.folder().join("plan.json")).unwrap();
    let server = world.sandbox().url();
    for (what, text, exit, says) in [
        ("cut", whole[..whole.len() / 2].to_owned(), 3, "not a complete plan file"),
        ("empty", String::new(), 3, "not a complete plan file"),
        ("newer", whole.replace("\"format\": 1", "\"format\": 2"), 3, "format 2"),
        (
            "foreign",
            whole.replace(&server, "https://gitlab.example.com"),
            3,
            "https://gitlab.example.com",
        ),
        (
            "edited",
            whole.replace("\"allow_force_push\": true", "\"allow_force_push\": false"),
            4,
            "projects/acme/api/protected_branches/main",
        ),
    ] {
        assert_ne!(text, whole, "{what}");
        world.write("plan.json", &text);
        let output = world.run(&["apply", "--plan", "plan.json"]).await;
        assert_eq!(code(&output), exit, "{what}: {}", stderr(&output));
        assert!(stderr(&output).contains(says), "{what}: {}", stderr(&output));
    }
    assert_eq!(writes(&world), 0);
}
