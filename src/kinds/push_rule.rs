//! Push rules of projects and groups (Premium).
//!
//! A project or group has one set of rules, or none: a project answers 200 with `null` then, a group 404 (measured). GitLab
//! treats `null` and `false` alike. A new project gets a copy of its group's rules, which does not follow them later.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::gitlab::{Element, Listing, Paging};
use crate::resource::{
    Change, Duplicates, Fields, In, Kind, Level, Needs, Rank, Removal, Setting, Shape, Spec, Tier,
};

/// Which pushes GitLab rejects.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct PushRules {
    /// Reject the deletion of tags.
    #[serde(default)]
    pub deny_delete_tag: Setting<bool>,
    /// Reject commits whose author is not a user of GitLab.
    #[serde(default)]
    pub member_check: Setting<bool>,
    /// Reject files that probably contain secrets.
    #[serde(default)]
    pub prevent_secrets: Setting<bool>,
    /// Reject commits that were not committed with one of the user's verified email addresses.
    #[serde(default)]
    pub commit_committer_check: Setting<bool>,
    /// Reject commits whose committer name is not that of the user.
    #[serde(default)]
    pub commit_committer_name_check: Setting<bool>,
    /// Reject commits that are not signed.
    #[serde(default)]
    pub reject_unsigned_commits: Setting<bool>,
    /// Reject commits without a `Signed-off-by` line.
    #[serde(default)]
    pub reject_non_dco_commits: Setting<bool>,
    /// Expression (RE2) that commit messages must match.
    #[serde(default)]
    #[schemars(length(max = 511), example = &"JIRA-\\d+")]
    pub commit_message_regex: Setting<String>,
    /// Expression (RE2) that commit messages must not match.
    #[serde(default)]
    #[schemars(length(max = 2047), example = &"ssh:\\/\\/")]
    pub commit_message_negative_regex: Setting<String>,
    /// Expression (RE2) that branch names must match.
    #[serde(default)]
    #[schemars(length(max = 511), example = &"^(feature|fix)\\/")]
    pub branch_name_regex: Setting<String>,
    /// Expression (RE2) that the email addresses of authors must match.
    #[serde(default)]
    #[schemars(length(max = 511), example = &"@example\\.com$")]
    pub author_email_regex: Setting<String>,
    /// Expression (RE2) that file names must not match.
    #[serde(default)]
    #[schemars(length(max = 511), example = &"\\.(exe|jar)$")]
    pub file_name_regex: Setting<String>,
    /// Largest size of a file, in MB; 0 means no limit.
    #[serde(default)]
    #[schemars(range(min = 0), example = 50)]
    pub max_file_size: Setting<u64>,
}

/// Push rules of a group, which new projects get a copy of.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    listing: Listing { paging: Paging::Whole, element: Element::Numbered },
    needs: Needs::of(Tier::Premium, Level::Owner, Level::Owner),
    ..PushRules::SPEC
};

const TEXTS: [&str; 5] = [
    "commit_message_regex",
    "commit_message_negative_regex",
    "branch_name_regex",
    "author_email_regex",
    "file_name_regex",
];

impl Kind for PushRules {
    const SPEC: Spec = Spec {
        shape: Shape::Single,
        path: "push_rule",
        removal: Removal::Absent,
        identity: &[],
        listing: Listing { paging: Paging::Whole, element: Element::NumberedOrNull },
        ..Spec::list(
            "push_rules",
            "push rules",
            In::Project,
            Rank::Settings,
            Needs::of(Tier::Premium, Level::Maintainer, Level::Maintainer),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            deny_delete_tag,
            member_check,
            prevent_secrets,
            commit_committer_check,
            commit_committer_name_check,
            reject_unsigned_commits,
            reject_non_dco_commits,
            commit_message_regex,
            commit_message_negative_regex,
            branch_name_regex,
            author_email_regex,
            file_name_regex,
            max_file_size,
        } = self;
        for (name, value) in [
            ("deny_delete_tag", deny_delete_tag),
            ("member_check", member_check),
            ("prevent_secrets", prevent_secrets),
            ("commit_committer_check", commit_committer_check),
            ("commit_committer_name_check", commit_committer_name_check),
            ("reject_unsigned_commits", reject_unsigned_commits),
            ("reject_non_dco_commits", reject_non_dco_commits),
        ] {
            f.plain(name, value).default(false);
        }
        for (name, value) in [
            (TEXTS[0], commit_message_regex),
            (TEXTS[1], commit_message_negative_regex),
            (TEXTS[2], branch_name_regex),
            (TEXTS[3], author_email_regex),
            (TEXTS[4], file_name_regex),
        ] {
            f.plain(name, value).or_null();
        }
        f.plain("max_file_size", max_file_size).default(0);
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        for (name, value) in &mut object {
            let text = TEXTS.contains(&name.as_str());
            match value {
                Value::Null if !text => *value = Value::Bool(false),
                Value::String(it) if text && it.is_empty() => *value = Value::Null,
                _ => {}
            }
        }
        Self::deserialize(Value::Object(object))
    }

    fn loosens(change: &Change) -> bool {
        change.switches(false)
    }
}
