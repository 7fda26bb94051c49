//! A secret that stands in a file is shown nowhere.

use labwright::config::load;
use labwright::problem::Look;

use crate::common::{Folder, schemas};
use crate::hook;

#[test]
fn a_secret_is_never_shown() {
    for lines in [
        "token: hunter2",
        "token: \"hunter2\"",
        "token: |\n  hunter2\n  hunter2",
        "token: >-\n  hunter2\n\n  hunter2",
        "token: [hunter2]",
        "token:\n  - hunter2",
        "token:\n  hunter2:",
        "token: { value: hunter2 }",
        "token:\n  value: hunter2\n  env: hunter2",
        "token: { env: hunter2-x }",
        "token: { env: [hunter2] }",
        "token: { file: { hunter2: 1 } }",
        "token: { env: A, file: hunter2 }",
        "token: { en: hunter2 }",
        "tokne: hunter2",
        "Token: hunter2",
        "pwd: hunter2",
        "my_password: hunter2",
        "custom_headers: { X: hunter2 }",
        "custom_headers: hunter2",
        "custom_header: { X: hunter2 }",
        "custom_headers:\n  X:\n    - hunter2",
        "name: &t hunter2\ntoken: *t",
        "token: hunter2\ntoken: hunter2",
        "token: hunter2\nname: \"x",
        "token: \"hunter2",
        "token: |\n  hunter2\n\thunter2",
        "token: hunter2: x",
        "{ token: hunter2",
        "token: !vault hunter2",
        "<<: { token: hunter2 }",
        "<<: [{ token: hunter2 }]",
        "token: hunter2 # hunter2\nfoo: 1",
        "hook: { token: hunter2 }",
        "hooks:\n  - { url: x, secret_token: hunter2 }",
        "token: hunter2\n---\n",
        "token: *hunter2",
    ] {
        let folder = Folder::with(&[("labwright.yaml", &hook(lines))]);
        let problems = load(folder.path(), schemas()).expect_err(lines);
        let told = format!(
            "{}{}{problems}{problems:?}",
            problems.render(&Look { width: 200, ..Look::default() }),
            problems.to_json(),
        );
        if lines != "token: *hunter2" {
            assert!(!told.contains("hunter2"), "{lines}\n{told}");
        }
    }
}
