//! Resource groups of a project: which of the jobs that wait for one runs next.
//!
//! GitLab creates a resource group with the first job whose `resource_group` names it, and has no call that creates or deletes
//! one (measured: 404). Developers can change it.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::gitlab::ApiPath;
use crate::resource::{
    Call, Duplicates, EVERY_WRITE, Fields, Halt, In, Kind, Level, Live, Look, Needs, Rank, Removal,
    Rows, Setting, Spec, Tier,
};

/// A resource group, which a job has created.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ResourceGroup {
    /// Name of the resource group, as jobs write it in `resource_group`.
    #[schemars(length(min = 1, max = 255), example = &"production")]
    pub key: String,
    /// Which waiting job runs next: any (`unordered`), the one of the oldest or newest pipeline, or the newest one that is ready.
    #[serde(default)]
    #[schemars(
        extend("enum" = ["unordered", "oldest_first", "newest_first", "newest_ready_first", null]),
        example = &"oldest_first"
    )]
    pub process_mode: Setting<String>,
}

impl Kind for ResourceGroup {
    const SPEC: Spec = Spec {
        removal: Removal::Never,
        identity: &["key"],
        ..Spec::list(
            "resource_groups",
            "resource group",
            In::Project,
            Rank::Settings,
            Needs {
                frozen: EVERY_WRITE,
                ..Needs::of(Tier::Free, Level::Developer, Level::Developer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { key, process_mode } = self;
        f.identity("key", key);
        f.plain("process_mode", process_mode).default(String::from("unordered"));
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.seg(raw["key"].as_str().unwrap_or_default())
    }

    fn create(&self, _: &Rows, _: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(Vec::new())
    }

    fn remarks(&self, live: Option<&Live<'_>>, _: &Look<'_>) -> Vec<String> {
        let missing = "does not exist yet: GitLab creates it with the first job that names it; apply again after that job";
        live.is_none().then(|| missing.to_owned()).into_iter().collect()
    }
}
