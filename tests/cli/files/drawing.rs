//! Problems as people and programs see them, and places of values.

use labwright::config::{Tree, load};
use labwright::problem::{SourceText, Style};

use crate::files::common::{Folder, schemas};
use crate::files::hook;

#[test]
fn a_problem_is_drawn_with_its_line_and_what_to_do() {
    let folder = Folder::with(&[(
        "labwright.yaml",
        &hook("name: \t\"x\u{1b}[31my\"\ntoken: |\n  one\n  two\ntokne: 1"),
    )]);
    let problems = load(folder.path(), schemas()).expect_err("a literal secret");
    let drawn = problems.render(&Style { unicode: false, ..Style::default() });
    assert!(!drawn.contains('\u{1b}'), "{drawn}");

    let folder = Folder::with(&[("labwright.yaml", &hook("push_event: true\npush_events: yes"))]);
    let problems = load(folder.path(), schemas()).expect_err("an unknown key");
    let drawn = problems.render(&Style { unicode: false, ..Style::default() });
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
    let mut json = serde_json::json!(problems.told());
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
    assert!(problems.render(&Style::default()).contains("and 150 more in "));
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

#[test]
fn a_long_line_is_drawn_in_part_and_two_places_are_drawn_both() {
    let long = "d".repeat(300);
    let text =
        format!("version: 1\nprojects: {{ a/b: {{}}, a/c: {{}}, a/b: {{}}, a/{long}: {{}} }}\n");
    let folder = Folder::with(&[("labwright.yaml", &text)]);
    let problems = load(folder.path(), schemas()).expect_err("a duplicate key");
    let drawn = problems.render(&Style { unicode: false, color: false, width: 60 });
    let drawn = drawn.replace(&format!("{}/", folder.path().display()), "");
    snapbox::assert_data_eq!(
        drawn,
        snapbox::str![[r#"
  x the key `a/b` is a duplicate
   ,-[labwright.yaml:2:31]
 2 | ...ts: { a/b: {}, a/c: {}, a/b: {}, a/ddddddddddddd...
   :                            ^|^
   :                             `-- duplicate key
   `----
  help: remove one of them, or put both values under one
        key

Advice: 
  > first used here
   ,-[labwright.yaml:2:13]
 2 | projects: { a/b: {}, a/c: {}, a/b: {...
   :             ^^^
   `----

"#]]
    );
}

#[test]
fn colours_are_a_choice() {
    let folder = Folder::with(&[("labwright.yaml", "version: 1\nproject: {}\n")]);
    let problems = load(folder.path(), schemas()).expect_err("an unknown key");
    let drawn = |color| problems.render(&Style { color, ..Style::default() });
    assert!(drawn(true).contains('\u{1b}') && !drawn(false).contains('\u{1b}'));
}

#[test]
fn a_whole_number_may_be_written_with_a_point() {
    let source = SourceText::new("a.yaml", "[2.0, 7, 2.5]".into());
    let tree = Tree::parse(&source).tree.expect("a tree");
    let read = |at: usize| tree.root().item(at).expect("an item").decode::<u8>().ok();
    assert_eq!([read(0), read(1), read(2)], [Some(2), Some(7), None]);
    assert_eq!(tree.root().decode::<Vec<f64>>().expect("numbers"), [2.0, 7.0, 2.5]);
}
