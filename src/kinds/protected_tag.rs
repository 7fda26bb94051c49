//! Protected tags of a project.
//!
//! GitLab cannot change them: a change deletes the protection and creates it again. An empty list means GitLab's default, so
//! `no one` is always sent as a role. Entries for deploy keys cannot be declared; they are kept. All of this was measured.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::gitlab::{ApiPath, Element, Listing, Paging};
use crate::resource::{
    Access, Call, Change, Checks, Datum, Duplicates, Fields, Halt, In, Kind, Level, Live, Look,
    Naming, Needs, Object, Rank, Setting, Spec, Tier, access,
};

/// A protected tag, or a pattern of tags, and who can create them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ProtectedTag {
    /// Name of the tag, or a pattern with `*`. Case-sensitive.
    #[schemars(length(min = 1), example = &"v*")]
    pub name: String,
    /// Who can create, update, and delete such tags. The list is exact: entries that are not listed are removed. `[]` means no
    /// one. A change recreates the protection.
    #[serde(default)]
    #[schemars(example = json!(["maintainer", { "user": "alice" }]))]
    pub allowed_to_create: Setting<Vec<Access>>,
}

const LISTS: [access::ListNames; 1] =
    [("allowed_to_create", "create_access_levels", "create_access_level")];

impl Kind for ProtectedTag {
    const SPEC: Spec = Spec {
        listing: Listing { paging: Paging::Offset, element: Element::Named("name") },
        written: |field, value| access::written(&LISTS, field, value),
        ..Spec::list(
            "protected_tags",
            "protected tag",
            In::Project,
            Rank::Protection,
            Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, allowed_to_create } = self;
        f.identity("name", name).named(Naming::Tag);
        f.plain("allowed_to_create", &access::exact(allowed_to_create, "no one"))
            .default(Datum::set([Datum::Text("maintainer".into())]));
    }

    fn check(&self, checks: &mut Checks) {
        access::check_no_one(checks, "allowed_to_create", &self.allowed_to_create);
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        Self::deserialize(access::observed(raw, &["name"], &LISTS)?)
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.seg(raw["name"].as_str().unwrap_or_default())
    }

    fn update(&self, live: &Live<'_>, _: Vec<Change>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let why = "GitLab cannot change a protected tag";
        let mut calls = Call::replace(look, live.path.clone(), &live.rows, &self.rows());
        calls.iter_mut().for_each(|it| it.why = Some(why.to_owned()));
        if let Some(create) = calls.last_mut() {
            access::keep_deploy_keys(create, &LISTS, live.raw);
        }
        let keys = access::deploy_keys_can(live.raw, LISTS[0].1, "create these tags");
        if let (Some(keys), Some(delete)) = (keys, calls.first_mut()) {
            delete.why = Some(format!(
                "{why}; {keys} and would lose this right if the apply were killed between the two calls"
            ));
        }
        Ok(calls)
    }

    fn loosens(change: &Change) -> bool {
        access::lets_in(change)
    }

    fn goes_along(raw: &Value) -> Option<String> {
        access::deploy_keys_can(raw, LISTS[0].1, "create these tags")
            .map(|it| format!("{it} and would lose this right"))
    }
}
