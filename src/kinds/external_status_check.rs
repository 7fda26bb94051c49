//! External status checks of a project (Ultimate).
//!
//! Names are unique in a project, and so are URLs; `hmac` only says whether a secret is set. An empty
//! scope means all branches, protected or not. When the last protected branch of a scope is deleted,
//! GitLab silently extends the check to all branches, which planning prevents. Reading requires the
//! Maintainer role. With a lower role, GitLab answers a creation with 500 and a deletion with a 204
//! that deletes nothing, so both are checked afterwards.

use std::num::NonZeroU64;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::resource::{
    Change, Datum, Duplicates, Embeds, FieldNeeds, Fields, In, Kind, Level, Live, Look, Naming,
    Needs, Rank, Ref, Secret, Setting, Spec, Tier, Unique, Url, full_text,
};

/// An external service that GitLab notifies of merge requests, and that decides whether they can be
/// merged.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ExternalStatusCheck {
    /// Name, unique in the project. Case-sensitive.
    #[schemars(length(min = 1, max = 255), example = &"Compliance Tool")]
    pub name: String,
    /// URL that GitLab sends merge requests to; unique in the project. GitLab accepts private and local
    /// addresses, but never calls them unless the instance allows it.
    #[serde(default)]
    #[schemars(extend("maxLength" = 255), example = &"https://compliance.example.com/check")]
    pub external_url: Setting<Url>,
    /// Key that GitLab signs its calls with (HMAC). GitLab only returns whether it is set, so only that
    /// is compared. `null` removes it.
    #[serde(default)]
    pub shared_secret: Setting<Secret>,
    /// Protected branches whose merge requests are checked, by name. `[]` and `null` mean all branches.
    /// GitLab compares a pattern such as `release/*` literally, so it matches no branch.
    #[serde(default)]
    #[schemars(example = example_branches())]
    pub protected_branches: Setting<Vec<String>>,
}

fn example_branches() -> Value {
    json!(["main"])
}

/// GitLab compares whole URLs, so a fragment makes a different URL of the same place.
fn stand_in(value: &str) -> String {
    format!("{}#labwright-swap", value.chars().take(240).collect::<String>())
}

const NEEDS: Needs = Needs {
    tier: Tier::Ultimate,
    read: Level::Maintainer,
    write: Level::Maintainer,
    besides: "",
    frozen: &[],
    since: Some((14, 1)),
    shown_by: Some(("only_allow_merge_if_all_status_checks_passed", (15, 9))),
    fields: &[FieldNeeds::since("shared_secret", 17, 4)],
};

impl Kind for ExternalStatusCheck {
    const SPEC: Spec = Spec {
        required: &["external_url"],
        unique: Some(Unique { field: "external_url", stand_in }),
        embeds: Some(Embeds { kind: "protected_branches", field: "protected_branches" }),
        ..Spec::list(
            "external_status_checks",
            "external status check",
            In::Project,
            Rank::Rules,
            NEEDS,
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, external_url, shared_secret, protected_branches } = self;
        let branches = match protected_branches {
            Setting::Value(names) => Setting::Value(
                names
                    .iter()
                    .map(|it| Ref::object("protected_branches", Naming::Branch, it))
                    .collect::<Vec<_>>(),
            ),
            Setting::Cleared => Setting::Cleared,
            Setting::Unmanaged => Setting::Unmanaged,
        };
        f.identity("name", name);
        f.address("external_url", external_url).named(Naming::Plain);
        f.write_only("shared_secret", shared_secret).or_null();
        f.plain("protected_branches", &branches)
            .sent_as("protected_branch_ids")
            .default(Vec::<Ref>::new());
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Told {
            name: String,
            external_url: String,
            protected_branches: Vec<Branch>,
            // GitLab has secrets since 17.4, and older versions do not return this.
            hmac: Option<bool>,
        }
        #[derive(Deserialize)]
        struct Branch {
            #[serde(rename = "id")]
            _id: NonZeroU64,
            #[serde(deserialize_with = "full_text")]
            name: String,
        }
        let Told { name, external_url, protected_branches, hmac } = Told::deserialize(raw)?;
        let branches = protected_branches.into_iter().map(|it| it.name).collect();
        let hmac = hmac.map_or(Setting::Unmanaged, |it| Setting::Value(Secret::Present(it)));
        Ok(ExternalStatusCheck {
            name,
            external_url: Setting::Value(Url::Text(external_url)),
            shared_secret: hmac,
            protected_branches: Setting::Value(branches),
        })
    }

    /// Fewer branches are checked, or calls are no longer signed. An empty list means all branches.
    fn loosens(change: &Change) -> bool {
        match (change.field, &change.before, &change.after) {
            ("protected_branches", Some(Datum::Set(before)), Some(Datum::Set(after))) => {
                !after.is_empty()
                    && (before.is_empty() || before.iter().any(|it| !after.contains(it)))
            }
            ("shared_secret", _, after) => *after == Some(Datum::Null),
            _ => false,
        }
    }

    fn remarks(&self, _live: Option<&Live<'_>>, _look: &Look<'_>) -> Vec<String> {
        let patterns = self.protected_branches.value().into_iter().flatten();
        patterns
            .filter(|it| it.contains('*'))
            .map(|it| {
                format!(
                    "protected_branches: GitLab compares `{it}` literally with a merge request's \
                     target branch, so it matches no branch"
                )
            })
            .collect()
    }
}
