//! What people are told about files that are wrong, and that no file can do harm.

mod agree;
mod common;
mod drawing;
mod hostile;
mod include;
mod names;
mod no_names;
mod reserved;
mod secrets;
mod unfinished;

use common::{Folder, schemas, told};
use labwright::config::load;

/// A configuration of one file, and what is told about it: `line:column message | hint`.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    check_files(
        &[("labwright.yaml", text)],
        &expected.iter().map(|it| format!("labwright.yaml:{it}")).collect::<Vec<_>>(),
    );
}

#[track_caller]
fn check_files<S: AsRef<str>>(files: &[(&str, &str)], expected: &[S]) {
    let folder = Folder::with(files);
    let told = match load(folder.path(), schemas()) {
        Ok(_) => vec![],
        Err(problems) => told(&problems, folder.path()),
    };
    let expected: Vec<&str> = expected.iter().map(AsRef::as_ref).collect();
    assert_eq!(told, expected, "\n{}", told.join("\n"));
}

/// A hook with these lines.
fn hook(lines: &str) -> String {
    let lines = lines.replace('\n', "\n      ");
    format!("version: 1\ninstance:\n  system_hooks:\n    - url: https://a\n      {lines}\n")
}

/// An external status check with these lines.
fn status_check(lines: &str) -> String {
    let lines = lines.replace('\n', "\n        ");
    format!(
        "version: 1\nprojects:\n  a/b:\n    external_status_checks:\n      - name: x\n        external_url: https://a\n        {lines}\n"
    )
}

/// A project with these lines.
fn project(lines: &str) -> String {
    let lines = lines.replace('\n', "\n    ");
    format!("version: 1\nprojects:\n  a/b:\n    {lines}\n")
}

#[test]
fn a_correct_file_is_not_complained_about() {
    check(
        "version: 1
gitlab: { url: https://gitlab.example.com }
instance:
  system_hooks:
    - &hook
      name: audit
      url: https://a
      token: { env: TOKEN }
      push_events: null
      branch_filter: null
      custom_headers: { X-Team: { file: team.txt } }
    - <<: *hook
      name: second
      token: null
    - { state: absent, name: old }
    - { state: absent, url: https://old }
projects:
  acme/api:
    protected_branches:
      prune: true
      items:
        - name: main
          allowed_to_push: [maintainer, { user: alice }, { group: acme/ops }]
    external_status_checks: []
",
        &[],
    );
}

#[test]
fn unknown_keys_are_told_with_the_key_that_was_meant() {
    check(
        &hook("push_event: true"),
        &[
            "5:7 unknown key `push_event` in an item of `system_hooks` | did you mean `push_events`?",
        ],
    );
    check(
        &hook("Push-Events: true"),
        &[
            "5:7 unknown key `Push-Events` in an item of `system_hooks` | did you mean `push_events`?",
        ],
    );
    check(
        "version: 1\nproject: {}\nfoo: 1\n",
        &[
            "2:1 unknown key `project` | did you mean `projects`?",
            "3:1 unknown key `foo` | known keys: `version`, `gitlab`, `include`, `instance`, `projects`",
        ],
    );
    check(
        "version: 1\nprojects:\n  a/b:\n    external_status_checks:\n      - nmae: x\n        external_url: https://a\n",
        &["5:9 unknown key `nmae` in an item of `external_status_checks` | did you mean `name`?"],
    );
}

#[test]
fn duplicate_keys_are_told_with_both_places() {
    let text = status_check("retries: 1\nretries: 2");
    check(
        &text,
        &[
            "8:9 the key `retries` is a duplicate | remove one of them, or put both values under one key | 7:9 first used here",
        ],
    );
    // However many keys there are, and however they are written.
    let many: String = (0..20).map(|it| format!("  a/p{it}: {{}}\n")).collect();
    check(
        &format!("version: 1\nprojects:\n{many}  \"a/p3\": {{}}\n"),
        &[
            "23:3 the key `a/p3` is a duplicate | remove one of them, or put both values under one key | 6:3 first used here",
        ],
    );
}

#[test]
fn a_value_of_the_wrong_type_is_told_with_what_to_write() {
    for (lines, expected) in [
        (
            "description: 1.20",
            "5:20 `description` must be text, not a number | put it in quotes: \"1.20\"",
        ),
        ("description: no", ""),
        (
            "description: true",
            "5:20 `description` must be text, not `true` or `false` | put it in quotes: \"true\"",
        ),
        (
            "description: [a]",
            "5:7 `description` must be text, not a list | put text that begins with `{` or `[` in quotes",
        ),
        (
            "description: {{ x }}",
            "5:7 `description` must be text, not a mapping | put text that begins with `{` or `[` in quotes",
        ),
        ("push_events: yes", "5:20 `push_events` must be true or false, not text | write `true`"),
        (
            "push_events: \"false\"",
            "5:20 `push_events` must be true or false, not text | write it without quotes: false",
        ),
        ("push_events: 1", "5:20 `push_events` must be true or false, not a number"),
        ("push_events: maybe", "5:20 `push_events` must be true or false, not text"),
        (
            "url_variables: x",
            "5:22 `url_variables` must be a mapping, not text | write `NAME: { env: NAME_OF_A_VARIABLE }` below it",
        ),
        (
            "url_variables: [x]",
            "5:7 `url_variables` must be a mapping, not a list | write `NAME: { env: NAME_OF_A_VARIABLE }` below it",
        ),
    ] {
        let folder = Folder::with(&[("labwright.yaml", &hook(lines))]);
        let found = load(folder.path(), schemas())
            .err()
            .map(|it| told(&it, folder.path()))
            .unwrap_or_default();
        let first = found.first().map_or("", |it| it.trim_start_matches("labwright.yaml:"));
        assert_eq!(first, expected, "{lines}");
    }
    for (lines, expected) in [
        (
            "retries: \"3\"",
            "7:18 `retries` must be a whole number, not text | write it without quotes: 3",
        ),
        (
            "retries: 007",
            "7:18 `retries` must be a whole number, not text | write it in plain digits, without leading zeros, separators, or a unit",
        ),
        ("retries: 1.5", "7:18 `retries` must be a whole number, not a fraction"),
        ("retries: 11", "7:18 `retries` must be from 0 to 10, not 11"),
        (
            "protected_branches: main",
            "7:29 `protected_branches` must be a list, not text | for a list with one item, write [main]",
        ),
        (
            "protected_branches: [1]",
            "7:30 an item of `protected_branches` must be text, not a number | put it in quotes: \"1\"",
        ),
        (
            "protected_branches: [main, dev, main]",
            "7:41 this item is a duplicate in `protected_branches` | remove one of them | 7:30 first listed here",
        ),
    ] {
        check(&status_check(lines), &[expected]);
    }
}

#[test]
fn an_unknown_value_is_told_with_all_that_are_known() {
    check(
        &hook("branch_filter: wildcrd"),
        &[
            "5:22 `branch_filter` cannot be `wildcrd` | did you mean `wildcard`? Valid values: `wildcard`, `regex`, `all_branches`",
        ],
    );
    check(
        &hook("branch_filter: true"),
        &[
            "5:22 `branch_filter` cannot be `true` | valid values: `wildcard`, `regex`, `all_branches`",
        ],
    );
    check(
        &status_check("state: gone"),
        &["7:16 `state` cannot be `gone` | valid values: `present`, `absent`"],
    );
    let level = |it: &str| {
        project(&format!("protected_branches:\n  - name: main\n    allowed_to_push: [{it}]"))
    };
    let all = "`no one`, `developer`, `maintainer`, `admin`, `{ user: ... }`, `{ group: ... }`";
    check(
        &level("maintaner"),
        &[&format!(
            "6:27 an item of `allowed_to_push` cannot be `maintaner` | did you mean `maintainer`? Valid values: {all}"
        )],
    );
    check(
        &level("40"),
        &[&format!("6:27 an item of `allowed_to_push` cannot be `40` | valid values: {all}")],
    );
    check(
        &level("{ usr: x }"),
        &["6:29 unknown key `usr` in an item of `allowed_to_push` | did you mean `user`?"],
    );
    check(
        &level("{ user: 1 }"),
        &["6:35 `user` must be text, not a number | put it in quotes: \"1\""],
    );
    check(
        &level("{ a: 1 }"),
        &["6:27 an item of `allowed_to_push` must be `{ user: ... }` or `{ group: ... }`"],
    );
}

#[test]
fn what_is_missing_is_told_where_it_belongs() {
    check(
        "version: 1\nprojects:\n  a/b:\n    external_status_checks:\n      - state: present\n",
        &["5:9 an item of `external_status_checks` requires `name` and `external_url`"],
    );
    check(
        "version: 1\nprojects:\n  a/b:\n    external_status_checks:\n      - { state: absent }\n",
        &["5:9 an item of `external_status_checks` requires `name`"],
    );
    check(
        "version: 1\ninstance:\n  system_hooks:\n    - state: absent\n",
        &["4:7 an item of `system_hooks` requires `name` or `url`"],
    );
    check(
        &project("protected_branches: { prune: true }"),
        &["4:5 `protected_branches` requires `items`"],
    );
    check(
        &project("protected_branches:\n  main: {}"),
        &[
            "4:5 `protected_branches` must be a list | begin each item with `- `, or put the list under `items:`",
        ],
    );
}

#[test]
fn nothing_is_no_value_where_gitlab_has_no_default() {
    check(
        &hook("name:"),
        &["5:7 `name` has no value | write a value; remove the key to leave it unchanged"],
    );
    check(
        &hook("name: null"),
        &["5:13 `name` cannot be `null` | write a value; remove the key to leave it unchanged"],
    );
    check(
        &project("protected_branches:"),
        &[
            "4:5 `protected_branches` has no value | write its items below it, or `[]` for none; remove the key to leave it unchanged",
        ],
    );
    check(
        &project("protected_branches: { items: null }"),
        &[
            "4:34 `items` of `protected_branches` cannot be `null` | write its items below it, or `[]` for none; remove the key to leave it unchanged",
        ],
    );
    check(
        "version: 1\nprojects:\n  a/b:\n",
        &[
            "3:3 `a/b` has no value | write its entries below it, or `a/b: {}` for none; remove the key to leave it unchanged",
        ],
    );
}

#[test]
fn a_branch_is_chosen_by_its_tag() {
    check(
        &status_check("rule: { type: code-owner, sektion: x }"),
        &["7:35 unknown key `sektion` in `rule` | did you mean `section`?"],
    );
    check(
        &status_check("rule: { type: codeowner }"),
        &[
            "7:23 `type` cannot be `codeowner` | did you mean `code-owner`? Valid values: `code-owner`, `any-approver`",
        ],
    );
    check(&status_check("rule: { section: x }"), &["7:9 `rule` requires `type`"]);
    check(
        &status_check("rule: { type: any-approver, approvals: two }"),
        &["7:48 `approvals` must be a whole number, not text"],
    );
}

#[test]
fn names_and_forms_are_checked() {
    check(
        "version: 1\nprojects:\n  acme: {}\n",
        &["3:3 `acme` must be the full path of a project, such as `group/app`"],
    );
    check(
        "version: 1\ngitlab: { url: gitlab.example.com }\n",
        &["2:16 `url` must be a URL that begins with `https://` or `http://`"],
    );
    check(&hook("name: \"\""), &["5:13 `name` must not be empty"]);
    check(
        &hook(&format!("description: {}", "x".repeat(41))),
        &["5:20 `description` has 41 characters; at most 40 are allowed"],
    );
}

#[test]
fn tags_aliases_and_merge_keys_are_told_in_their_words() {
    check(
        &hook("name: !secret x"),
        &["5:13 unknown YAML tag | remove the tag, or put text that begins with `!` in quotes"],
    );
    check(
        &hook("name: *nobody"),
        &[
            "5:13 this alias refers to an anchor that does not exist | mark a value above it with `&name`, or put text that begins with `*` in quotes",
        ],
    );
    check(
        &hook("name: &n x\npush_events: *n"),
        &[
            "6:20 `push_events` must be true or false, not text | 5:16 the value comes from this anchor",
        ],
    );
    check(
        &hook("<<: x"),
        &[
            "5:7 `<<` can only merge mappings | write `<<: *name`, and mark a mapping above it with `&name`; in quotes, `\"<<\"` is an ordinary key",
        ],
    );
    check(
        "version: 1\nprojects: &a\n  x/y: *a\n",
        &[
            "3:8 this alias is inside the value that it repeats | move the alias below the end of the value that `&name` marks",
        ],
    );
}

#[test]
fn text_that_is_not_yaml_is_told_where_it_stops_being_yaml() {
    for (text, expected) in [
        (
            "version: 1\nprojects:\n\ta: b\n",
            "3:1 YAML does not allow tabs in indentation | use spaces instead of the tab",
        ),
        (
            "version: 1\nprojects:\n  a/b: {}\n    protected_branches:\n      - name: main\n",
            "4:5 the indentation of this line is wrong | remove the `{}` in the line above, which ends the mapping, or remove these lines",
        ),
        (
            "projects:\n  a/b:\n    deployments: []  # none\n      # one\n      - sha: x\n",
            "5:7 the indentation of this line is wrong | remove the `[]` in the line above, which ends the list, or remove these lines",
        ),
        ("version: 1\na: \"b\n", "2:4 a quote is not closed | add the closing quote"),
        (
            "version: 1\na: b: c\n",
            "2:5 a `:` is not allowed here | put text that contains `: ` in quotes, and check the indentation of this line and the one before",
        ),
        (
            "version: 1\na: @x\n",
            "2:4 a value cannot begin with this character | put the value in quotes",
        ),
        (
            "version: 1\n---\nversion: 1\n",
            "2:1 a file can contain only one YAML document, and a second one starts here | move it to its own file and list that file under `include`, or remove the line `---`",
        ),
        ("", "1:1 the file is empty | start it with `version: 1`"),
        ("# nothing\n", "1:1 the file is empty | start it with `version: 1`"),
        (
            "- version: 1\n",
            "1:1 the file must be a mapping, not a list | write `key: value` without the `-`",
        ),
        ("projects: {}\n", "1:1 `version` is missing | add `version: 1` as the first line"),
        (
            "version: 2\n",
            "1:10 this labwright only supports version 1 of the file format | update labwright, or write `version: 1`",
        ),
        (
            "version: \"1\"\n",
            "1:10 this labwright only supports version 1 of the file format | write `version: 1`",
        ),
    ] {
        check(text, &[expected]);
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    check("\u{FEFF}version: 1\r\nprojects: {}\r\n", &[]);
    check(
        "\u{FEFF}versio: 1\r\nversion: 1\r\n",
        &["1:1 unknown key `versio` | did you mean `version`?"],
    );
}

#[test]
fn every_problem_of_every_file_is_told_at_once() {
    check_files(
        &[
            ("labwright.yaml", "version: 1\ninclude: [p/*.yaml]\nfoo: 1\n"),
            ("p/a.yaml", "projects: [\n"),
            ("p/b.yaml", "version: 3\ngitlab: {}\ninclude: []\nprojekts: {}\n"),
            ("p/c.yaml", "# all of it is commented out\n"),
            ("p/d.yaml", "projects: { a/b: { protected_branches: [{}] } }\n"),
        ],
        &[
            "labwright.yaml:3:1 unknown key `foo` | known keys: `version`, `gitlab`, `include`, `instance`, `projects`",
            "p/a.yaml:1:11 a `[` is not closed | add the closing `]`",
            "p/b.yaml:1:10 this labwright only supports version 1 of the file format | update labwright, or write `version: 1`",
            "p/b.yaml:2:1 `gitlab` is only allowed in the root file | move it to the file that includes this one",
            "p/b.yaml:3:1 `include` is only allowed in the root file | move it to the file that includes this one",
            "p/b.yaml:4:1 unknown key `projekts` | did you mean `projects`?",
            "p/d.yaml:1:41 an item of `protected_branches` requires `name`",
        ],
    );
}
