//! Files that mean harm, or merely look like it: a clear problem, and little time and memory.
//!
//! Bounds are on what is told and how long it is; that the tests end at all shows the rest.

use std::fs;

use crate::files::common::{Folder, schemas, told};
use labwright::config::load::{Limits, load_within};
use labwright::config::{Tree, load};
use labwright::problem::{SourceText, Style};
use proptest::prelude::*;

/// What is told first about a text as a root file.
fn first(text: &str) -> String {
    first_of_bytes(text.as_bytes())
}

fn first_of_bytes(bytes: &[u8]) -> String {
    let folder = Folder::with(&[]);
    folder.write("labwright.yaml", bytes);
    let problems = load(folder.path(), schemas()).expect_err("a problem");
    let drawn = problems.render(&Style::default());
    assert!(drawn.len() < 400_000, "{} bytes are drawn", drawn.len());
    told(&problems, folder.path()).swap_remove(0)
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let told = first(text);
    assert!(told.contains(expected), "{}", &told[..told.len().min(500)]);
}

#[test]
fn depth_is_bounded_whatever_it_is_made_of() {
    for part in ["[", "{", "- ", "{a: ", "[[{", "? ", "- - ", "a:\n", "&a [", "!!seq ["] {
        let text = part.repeat(20_000);
        let told = first(&text);
        assert!(!told.is_empty(), "{part}");
    }
    for part in ["[", "- ", "{a: "] {
        check(&part.repeat(50_000), "more than 64 levels deep");
    }
    let stairs: String = (0..1000).map(|it| format!("{}a:\n", " ".repeat(it))).collect();
    check(&stairs, "more than 64 levels deep");
    // Sixty levels are fine, and so is reading them.
    let deep = format!("version: 1\nx: {}{}\n", "[".repeat(60), "]".repeat(60));
    check(&deep, "unknown key `x`");
}

#[test]
fn aliases_cannot_unfold_without_bound() {
    let mut laughs = String::from("a0: &a0 lol\n");
    for it in 1..10 {
        let before = format!("*a{}, ", it - 1).repeat(10);
        laughs.push_str(&format!("a{it}: &a{it} [{before}]\n"));
    }
    check(&laughs, "the aliases expand to too much data");

    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(10_000));
    check(&text, "the aliases expand to too much data");

    let keys: String = (0..1000).map(|it| format!("  k{it}: 1\n")).collect();
    let merges: String = (0..3_000).map(|it| format!("m{it}: {{ <<: *a }}\n")).collect();
    check(&format!("a: &a\n{keys}{merges}"), "the aliases expand to too much data");

    let mut nested = String::from("a0: &a0 [x]\n");
    for it in 1..100 {
        nested.push_str(&format!("a{it}: &a{it} [*a{}]\n", it - 1));
    }
    check(&nested, "more than 64 levels deep");

    let anchors: String = (0..20_000).map(|it| format!("- &a{it} x\n")).collect();
    check(&anchors, "the file must be a mapping, not a list");
}

#[test]
fn what_is_no_text_is_told_as_that() {
    for (bytes, expected) in [
        (
            &b"version: 1\na: \xFFx\n"[..],
            "labwright.yaml:2:4 the file is not UTF-8: byte 0xFF at line 2, column 4",
        ),
        (b"\xFF\xFEv\0e\0", "the file is UTF-16, not UTF-8 | save the file as UTF-8"),
        (
            b"version: 1\na: \0\n",
            "labwright.yaml:2:4 a text file cannot contain the control character U+0000",
        ),
        (b"\x7FELF\x02\x01\x01\0", "a text file cannot contain the control character U+007F"),
        (b"\x89PNG\r\n\x1a\n", "the file is not UTF-8: byte 0x89 at line 1, column 1"),
    ] {
        let told = first_of_bytes(bytes);
        assert!(told.contains(expected), "{told}");
    }
}

/// A text of the largest size would otherwise take gigabytes: some hundred bytes for each value, a kilobyte for each problem
/// and each project.
#[test]
fn values_objects_and_problems_are_bounded_over_all_files() {
    let limited = |files: &[(&str, &str)]| {
        let folder = Folder::with(files);
        let limits = Limits { values: 1000, ..Limits::default() };
        let problems = load_within(folder.path(), schemas(), limits, &mut vec![]).err();
        problems.map(|it| told(&it, folder.path())).unwrap_or_default()
    };
    let values = |letter: &str, many: usize| {
        let projects: String = (0..many).map(|it| format!("{letter}/{it}: {{}}, ")).collect();
        format!("projects: {{ {projects} }}\n")
    };
    let (a, b) = (values("a", 300), values("b", 300));
    let root = "version: 1\ninclude: ['*.yaml']\n";
    assert!(limited(&[("labwright.yaml", root), ("a.yaml", &a)]).is_empty());
    let too_many = "labwright.yaml:2:1 all files together have too many values";
    for told in [
        limited(&[("labwright.yaml", root), ("a.yaml", &a), ("b.yaml", &b)]),
        limited(&[("labwright.yaml", root), ("a.yaml", &(a.repeat(3))), ("b.yaml", &b)]),
    ] {
        assert!(told.iter().any(|it| it.starts_with(too_many)), "{told:?}");
        assert_eq!(told.concat().matches("too many values").count(), 1, "{told:?}");
    }
    let alone = format!("version: 1\n{}", values("a", 600));
    assert!(limited(&[("labwright.yaml", &alone)])[0].contains("too many values"));

    // Aliases that are within bounds in each file.
    let keys: String = (0..100).map(|it| format!("k{it}: 1, ")).collect();
    let aliases = format!("a: &a {{ {keys} }}\nb: [{}]\n", "*a, ".repeat(6_000));
    let folder = Folder::with(&[("labwright.yaml", root), ("a.yaml", &aliases)]);
    let all = |folder: &Folder| told(&load(folder.path(), schemas()).unwrap_err(), folder.path());
    assert!(!all(&folder).concat().contains("aliases"));
    (0..4).for_each(|it| folder.write(&format!("a{it}.yaml"), aliases.as_bytes()));
    assert!(all(&folder).concat().contains("the aliases expand to too much data"));

    let unfinished = format!("version: 1\nx:\n{}", "-\n".repeat(5_000));
    let folder = Folder::with(&[("labwright.yaml", &unfinished)]);
    assert_eq!(load(folder.path(), schemas()).unwrap_err().len(), 1_001);

    let projects: String = (0..100_001).map(|it| format!("a/{it}: {{}}, ")).collect();
    let text = format!("version: 1\nprojects: {{ {projects} }}\n");
    let folder = Folder::with(&[("labwright.yaml", &text)]);
    let loaded = load(folder.path(), schemas()).unwrap();
    let problems = labwright::config::read(loaded).unwrap_err();
    let told = told(&problems, folder.path());
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("declare more than 100000 projects and objects"), "{told:?}");
}

#[test]
fn what_is_no_regular_file_is_not_opened() {
    let folder = Folder::with(&[]);
    fs::create_dir(folder.path().join("labwright.yaml")).unwrap();
    let told = told(&load(folder.path(), schemas()).unwrap_err(), folder.path());
    assert_eq!(told, ["labwright.yaml:1:1 this is a directory, not a file"]);
    let problems = load("/dev/zero".as_ref(), schemas()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "/dev/zero:1:1: this is a device, a pipe, or similar, not a file"
    );
    let problems = load("does/not/exist.yaml".as_ref(), schemas()).unwrap_err();
    assert_eq!(
        problems.to_string(),
        "does/not/exist.yaml:1:1: cannot read the file: it does not exist"
    );
    let nothing = Folder::with(&[("labwright.yml", "version: 1\n")]);
    let problems = load(nothing.path(), schemas()).unwrap_err();
    assert!(
        problems.to_string().starts_with("`labwright.yaml` not found in the directory"),
        "{problems}"
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_among_the_includes_is_not_waited_for() {
    let folder = Folder::with(&[("labwright.yaml", "version: 1\ninclude: ['*.yaml']\n")]);
    let made =
        std::process::Command::new("mkfifo").arg(folder.path().join("pipe.yaml")).status().unwrap();
    assert!(made.success());
    let told = told(&load(folder.path(), schemas()).unwrap_err(), folder.path());
    assert_eq!(told, ["pipe.yaml:1:1 this is a device, a pipe, or similar, not a file"]);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = Folder::with(&[]);
    let file = fs::File::create(folder.path().join("labwright.yaml")).unwrap();
    file.set_len(100 << 20).unwrap();
    let told = told(&load(folder.path(), schemas()).unwrap_err(), folder.path());
    assert_eq!(
        told,
        [
            "labwright.yaml:1:1 the file is larger than 32 MB | split it into several configurations, each with its own root file"
        ]
    );
}

/// What belongs to somebody else is shown nowhere: neither its line nor its value.
#[test]
fn text_that_is_no_mapping_is_never_shown() {
    for text in [
        "hunter2",
        "hunter2\n",
        "  hunter2  # hunter2\n",
        "hunter2\nhunter2\n",
        "machine gitlab.example.com login mia password hunter2\n",
        "mia:hunter2",
        "root:x:0:hunter2:/bin/sh\nmia:*:hunter2:/bin/sh\n",
        "- hunter2\n- {hunter2: 1, hunter2: 2}\n",
        "[hunter2",
        "[hunter2, *hunter2, !hunter2 a]",
        "'hunter2",
        "\"hunter2\\q\"",
        "@hunter2",
        "@hunter2: a",
        "%hunter2 a",
        "!hunter2 hunter2",
        "!hunter2!x y",
        "&hunter2 hunter2",
        "*hunter2",
        "//registry.example.com/:_authToken=hunter2\n\thunter2: x: y",
        "-----BEGIN KEY-----\nhunter2==\n-----END KEY-----\n",
        "export TOKEN=hunter2\nx: y: hunter2\n",
        "hunter2\0",
        "hunter2\u{1b}",
        "hunter2 \n--- hunter2\n",
        "| hunter2\n",
        ">\n hunter2\n",
    ] {
        for included in [false, true] {
            let folder = Folder::with(&[("labwright.yaml", "version: 1\ninclude: [it.yaml]\n")]);
            let name = if included { "it.yaml" } else { "labwright.yaml" };
            folder.write(name, text.as_bytes());
            let problems = load(folder.path(), schemas()).expect_err(text);
            let look = Style { width: 200, ..Style::default() };
            let told = serde_json::json!(problems.told());
            let all = format!("{}{problems}{problems:?}{told}", problems.render(&look));
            assert!(!all.contains("hunter2") && all.contains(name), "{text:?}: {all}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_root_file_that_is_a_link_stays_in_its_folder() {
    let link = |to: &std::path::Path, folder: &Folder, from: &str| {
        let from = folder.path().join(from);
        fs::create_dir_all(from.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(to, from).unwrap();
    };
    let outside = Folder::with(&[("token", "hunter2\n"), ("a.yaml", "version: 1\n")]);
    for target in ["token", "a.yaml", "none"] {
        let folder = Folder::with(&[("other/labwright.yaml", "version: 1\n")]);
        link(&outside.path().join(target), &folder, "labwright.yaml");
        for path in [folder.path().to_owned(), folder.path().join("labwright.yaml")] {
            let told = told(&load(&path, schemas()).unwrap_err(), folder.path()).concat();
            let expected = match target {
                "none" => "cannot read the file: it does not exist",
                _ => "the root file is a symbolic link that leads out of its directory",
            };
            assert!(told.contains(expected) && !told.contains("hunter2"), "{target}: {told}");
        }
    }
    // A link within the folder is followed; includes are still relative to where it stands.
    let folder = Folder::with(&[
        ("envs/prod.yaml", "version: 1\ninclude: ['*.yaml']\n"),
        ("envs/never.yaml", "nope: 1\n"),
        ("a.yaml", "projects: {}\n"),
    ]);
    link("envs/prod.yaml".as_ref(), &folder, "labwright.yaml");
    let loaded = load(folder.path(), schemas()).unwrap();
    assert_eq!(loaded.files.len(), 2);
    assert_eq!(loaded.folder, folder.path().canonicalize().unwrap());
    // A folder is the one that the command line names, through a link or not.
    let elsewhere = Folder::with(&[]);
    link(folder.path(), &elsewhere, "link");
    assert_eq!(load(&elsewhere.path().join("link"), schemas()).unwrap().files.len(), 2);
}

#[test]
fn two_merge_keys_in_one_mapping_are_told_with_both_places() {
    let anchors = "a: &a {x: 1}\nb: &b {y: 1}\n";
    for (rest, expected) in [
        ("c:\n  <<: *a\n  <<: *b\n", "5:3 the key `<<` is a duplicate"),
        ("c: {<<: *a, z: 1, <<: *a}\n", "3:19 the key `<<` is a duplicate"),
        ("c: [{<<: *a, <<: [*b]}]\n", "3:14 the key `<<` is a duplicate"),
    ] {
        let source = SourceText::new("a.yaml", format!("{anchors}{rest}"));
        let found = Tree::parse(&source).problems;
        let found: labwright::problem::Problems = found.into_iter().collect();
        let told = told(&found, "".as_ref()).join("\n");
        assert!(told.contains(expected) && told.contains("first used here"), "{rest}: {told}");
    }
    for (rest, problems) in [
        ("c: {<<: [*a, *b]}\n", 0),
        ("c: {<<: *a, d: {<<: *b}}\n", 0),
        ("c: [<<, <<]\n", 0),
        ("c: {\"<<\": 1, <<: *b}\n", 0),
        ("c: {\"<<\": 1, '<<': 1}\n", 1),
        ("c: {<<: *a, <<: *b, k: 1, k: 2}\n", 2),
        ("c: {<<: *a, <<: *b, <<: *b}\n", 2),
    ] {
        let source = SourceText::new("a.yaml", format!("{anchors}{rest}"));
        assert_eq!(Tree::parse(&source).problems.len(), problems, "{rest}");
    }
}

/// Each of these takes minutes where a line is looked through once for each problem, word or mask in it.
#[test]
fn lines_of_megabytes_are_searched_and_drawn_in_no_time() {
    let words = "tokn ".repeat(1 << 19);
    for text in [
        format!("version: 1\nprojects: [{words}"),
        format!("version: 1\nprojects: {{ {}", "a: 1, ".repeat(50_000)),
        format!("version: 1\nx: [{}]", "*a, ".repeat(50_000)),
        format!("version: 1\nx: [{}] }}", "*a, ".repeat(50_000)),
        format!("version: 1\nprojects: {{ {} }}", "a/b: , ".repeat(50_000)),
        format!("version: 1\nx: {{ {} }}", "token: hunter2, ".repeat(50_000)),
        format!("{}version: [", "\n".repeat(4 << 20)),
        format!("version: 1\nx: [{}", "a,\n".repeat(1 << 18)),
        format!("\t{words}"),
    ] {
        let folder = Folder::with(&[("labwright.yaml", &text)]);
        let problems = load(folder.path(), schemas()).expect_err("a problem");
        let drawn = problems.render(&Style::default());
        assert!(drawn.len() < 200_000, "{} bytes are drawn", drawn.len());
        assert!(!drawn.contains("hunter2"));
    }
}

#[test]
fn one_endless_line_is_told_in_a_short_one() {
    let items = "{ nope: 1 }, ".repeat(10_000);
    let text = format!("version: 1\ninstance: {{ system_hooks: [{items}] }}\n");
    let told = first(&text);
    assert_eq!(told, "labwright.yaml:2:28 an item of `system_hooks` requires `url`");
}

/// Text that reads as YAML more often than noise does.
fn yamlish() -> impl Strategy<Value = String> {
    let parts = prop::sample::select(vec![
        "a",
        "version: 1\n",
        "projects:",
        "instance:",
        "system_hooks:",
        "token:",
        "- ",
        "  ",
        "\n",
        "\n  ",
        "\n    - ",
        "[",
        "]",
        "{",
        "}",
        ", ",
        ": ",
        "&x ",
        "*x",
        "<<: ",
        "\"",
        "'",
        "|\n",
        ">-\n",
        "# c\n",
        "!!str ",
        "!t ",
        "? ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\t",
        "\r\n",
        "null",
        "~",
        "true",
        "1.5",
        "0x1F",
        "é",
        "😀",
        "\u{202E}",
        "\u{85}",
    ]);
    prop::collection::vec(parts, 0..60).prop_map(|it| it.concat())
}

fn read(bytes: &[u8]) {
    let Ok(source) = labwright::config::source::decode(bytes.to_vec(), "a\u{1b}.yaml") else {
        return;
    };
    let parsed = Tree::parse(&source);
    if let Some(tree) = &parsed.tree {
        let _ = tree.root().json();
        let _ = tree.root().decode::<serde_json::Value>();
        let _ = tree.root().place();
    }
    for problem in &parsed.problems {
        quiet(&problem.render(&Style::default()));
    }
}

/// Nothing that moves a cursor, colours a screen or turns a line around.
fn quiet(drawn: &str) {
    let loud = |it: char| it.is_control() && it != '\n' || ('\u{202A}'..='\u{202E}').contains(&it);
    assert!(!drawn.contains(loud), "{drawn:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes);
    }

    #[test]
    fn any_text_is_checked_and_drawn_without_a_control_character(text in yamlish()) {
        read(text.as_bytes());
        let folder = Folder::with(&[("labwright.yaml", &text)]);
        if let Err(problems) = load(folder.path(), schemas()) {
            quiet(&problems.render(&Style::default()));
            quiet(&problems.to_string());
        }
    }

    #[test]
    fn the_tree_is_what_another_reader_of_yaml_sees(text in "[a-c:\\- \n\\[\\]{},'\"#0-9.]{0,40}") {
        let source = SourceText::new("a.yaml", text.clone());
        let parsed = Tree::parse(&source);
        let ours = parsed.tree.filter(|_| parsed.problems.is_empty()).map(|it| it.root().json());
        let options = serde_yaml::options! { strict_booleans: true, leading_zero_numbers_as_strings: true, underscored_numbers_as_strings: true, with_snippet: false };
        let theirs: Option<serde_json::Value> = serde_yaml::from_str_with_options(&text, options).ok();
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            prop_assert_eq!(ours, theirs);
        }
    }
}
