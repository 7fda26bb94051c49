//! Problems as people and programs see them, and places of values.

use labwright::config::{Tree, load};
use labwright::problem::{Look, SourceText};

use crate::common::{Folder, schemas};
use crate::hook;

#[test]
fn a_problem_is_drawn_with_its_line_and_what_to_do() {
    let folder = Folder::with(&[(
        "labwright.yaml",
        &hook("name: \t\"x\u{1b}[31my\"\ntoken: |\n  one\n  two\ntokne: 1"),
    )]);
    let problems = load(folder.path(), schemas()).expect_err("a literal secret");
    let drawn = problems.render(&Look { unicode: false, ..Look::default() });
    assert!(!drawn.contains('\u{1b}'), "{drawn}");

    let folder = Folder::with(&[("labwright.yaml", &hook("push_event: true\npush_events: yes"))]);
    let problems = load(folder.path(), schemas()).expect_err("an unknown key");
    let drawn = problems.render(&Look { unicode: false, ..Look::default() });
    let drawn = drawn.replace(&format!("{}/", folder.path().display()), "");
    snapbox::assert_data_eq!(
        drawn,
        snapbox::str![[r#"
  x unknown key `push_event` in an item of `system_hooks`
   ,-[labwright.yaml:5:7]
 5 |       push_event: true
   :       ^^^^^|^^^^
   :            `-- unknown key
   `----
  help: did you mean `push_events`?

  x `push_events` must be true or false, not text
   ,-[labwright.yaml:6:20]
 6 |       push_events: yes
   :                    ^|^
   :                     `-- this is text
   `----
  help: write `true`

"#]]
    );
}

#[test]
fn programs_get_the_same_as_json() {
    let folder = Folder::with(&[("labwright.yaml", "version: 1\nproject: {}\n")]);
    let problems = load(folder.path(), schemas()).expect_err("an unknown key");
    let mut json = problems.to_json();
    json[0]["file"] = "labwright.yaml".into();
    assert_eq!(
        json,
        serde_json::json!([{ "file": "labwright.yaml", "line": 2, "column": 1,
            "message": "unknown key `project`", "hint": "did you mean `projects`?" }])
    );
}

#[test]
fn a_hundred_problems_of_a_file_are_told_and_the_rest_is_a_number() {
    let keys: String = (0..250).map(|it| format!("x{it}: 1\n")).collect();
    let folder = Folder::with(&[("labwright.yaml", &format!("version: 1\n{keys}"))]);
    let problems = load(folder.path(), schemas()).expect_err("unknown keys");
    assert_eq!((problems.len(), problems.iter().count()), (250, 100));
    assert!(problems.render(&Look::default()).contains("and 150 more in "));
}

#[test]
fn values_are_found_by_their_path_and_read_into_types() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Hook {
        name: Option<String>,
        url: String,
        #[serde(default)]
        push_events: Option<bool>,
    }
    let text = "version: 1\nhooks:\n  - &a { name: x, url: 'it''s' }\n  - <<: *a\n    name: ~\n    push_events: true\n  - { url: 1 }\n";
    let source = SourceText::new("a.yaml", text.into());
    let tree = Tree::parse(&source).tree.expect("a tree");
    let hooks: Vec<_> = tree.root().get("hooks").expect("hooks").items().collect();
    assert_eq!(
        hooks[0].decode::<Hook>().unwrap(),
        Hook { name: Some("x".into()), url: "it's".into(), push_events: None }
    );
    assert_eq!(
        hooks[1].decode::<Hook>().unwrap(),
        Hook { name: None, url: "it's".into(), push_events: Some(true) }
    );
    assert_eq!(
        hooks[2].decode::<Hook>().unwrap_err().to_string(),
        "a.yaml:7:12: expected a string, not a number"
    );
    assert_eq!(
        hooks[1].json(),
        serde_json::json!({ "name": null, "push_events": true, "url": "it's" })
    );
    assert_eq!(tree.locate(["hooks", "1", "push_events"]).place().to_string(), "a.yaml:6:18");
    assert_eq!(tree.locate(["hooks", "1", "push_events"]).key_place().to_string(), "a.yaml:6:5");
    assert_eq!(tree.locate(["hooks", "1", "nothing", "x"]).place().to_string(), "a.yaml:4:5");
    let merged = tree.locate(["hooks", "1", "url"]);
    assert_eq!(merged.place().to_string(), "a.yaml:3:24");
    assert_eq!(merged.origin().expect("an origin").0.to_string(), "a.yaml:4:5");
}
