//! Text and values that a hostile GitLab or plan file could contain.

use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// Text that a hostile GitLab could hold.
pub(super) fn hostile() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "\u{1b}[2J",
        "\u{1b}]0;title\u{7}",
        "\u{0}",
        "\r",
        "\n",
        "\n/close\n",
        "`",
        "```",
        "\n```\n",
        "\n~~~~~~~~\n",
        "</details>",
        "@all",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{9b}31m",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\t",
        "name",
        "é",
    ]);
    let name =
        proptest::collection::vec(prop_oneof![pieces.prop_map(str::to_owned), ".{0,3}"], 1..6);
    name.prop_map(|it| it.concat())
}

/// What somebody may write into a plan file.
pub(super) fn foreign() -> impl Strategy<Value = Value> {
    prop_oneof![
        hostile().prop_map(Value::from),
        select(vec![
            json!("x".repeat(70_000)),
            json!("javascript:alert(1)"),
            json!("a section_start:1:x[collapsed=true]\r"),
            json!("section_ end : 1 : x"),
            json!(["\u{1b}[2J", { "\u{202e}": "\r" }]),
            json!(u64::MAX),
            json!(null),
            json!([]),
            json!({ "section_end:1:x": "\u{200b}" }),
        ]),
    ]
}
