//! Branches of a project.
//!
//! A branch exists, made from a ref, and is never moved. GitLab's list lags up to 30 seconds behind, so branches are read one by
//! one. GitLab resolves more than names: `heads/x` finds the branch `x` (measured). In an empty repository, the creation of a
//! branch also commits a README to the default branch. A maintainer's token deletes protected branches, too; their rules stay.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::gitlab::{ApiPath, Element, Listing, Paging};
use crate::resource::{
    Call, Duplicates, EVERY_WRITE, Fields, Halt, In, Kind, Level, Live, Look, Naming, Needs, Rank,
    Removal, Rows, Setting, Spec, Tier, marked,
};

/// A branch that exists. labwright creates it, and never moves it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Branch {
    /// Name of the branch. Case-sensitive.
    #[schemars(length(min = 1), example = &"release/1")]
    pub name: String,
    /// Branch, tag, or commit that a new branch starts from. An existing branch stays where it is.
    #[serde(default, rename = "ref")]
    #[schemars(length(min = 1), example = &"main", example = &"v1.0")]
    pub git_ref: Setting<String>,
}

/// The commit that a branch points to.
fn head(branch: &Value) -> Option<&str> {
    branch["commit"]["id"].as_str().filter(|it| !it.is_empty())
}

/// What a deletion destroys: commits that are not in the default branch. GitLab reports a branch as not merged if it points to
/// the same commit (measured).
fn unmerged(branch: &Value, project: &Value, look: &Look<'_>) -> Result<Option<String>, Halt> {
    if branch["merged"] == true {
        return Ok(None);
    }
    if let Some(default) = project["default_branch"].as_str() {
        let default = look.find_object(look.collection().seg(default), NAMED)?;
        if default.and_then(head).is_some_and(|it| head(branch) == Some(it)) {
            return Ok(None);
        }
    }
    let sha = head(branch).unwrap_or("unknown");
    Ok(Some(format!("it has commits that are not merged into the default branch (at {sha})")))
}

const NAMED: Element = Element::Named("name");

impl Kind for Branch {
    const SPEC: Spec = Spec {
        path: "repository/branches",
        removal: Removal::Absent,
        listing: Listing { paging: Paging::Offset, element: NAMED },
        each: true,
        required: &["ref"],
        ..Spec::list(
            "branches",
            "branch",
            In::Project,
            Rank::Branches,
            Needs {
                besides: "and, for a protected branch, the right to push to it",
                frozen: EVERY_WRITE,
                ..Needs::of(Tier::Free, Level::Reporter, Level::Developer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, git_ref } = self;
        f.identity("name", name).sent_as("branch").named(Naming::OneBranch);
        f.plain("ref", git_ref).omittable().named(Naming::Ref);
    }

    /// Where a branch started from is in no response.
    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        Ok(Self { name: Deserialize::deserialize(&raw["name"])?, ..Self::default() })
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.seg(raw["name"].as_str().unwrap_or_default())
    }

    /// git cannot have a branch below another one, and GitLab blames the ref then.
    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let planned = |name: &str| look.is_planned(&look.scope().address_of(Self::SPEC.kind, name));
        let above = self.name.match_indices('/').filter_map(|(at, _)| self.name.get(..at));
        for name in above {
            if planned(name) || look.find_object(look.collection().seg(name), NAMED)?.is_some() {
                return Err(Halt::impossible(
                    format!("git cannot have this branch and `{}`", marked(name)),
                    "use another name, or delete that branch first",
                ));
            }
        }
        if let Some(name) = self.git_ref.value().filter(|it| planned(it)) {
            return Err(Halt::impossible(
                format!("`ref` is the branch `{}`, which this plan creates", marked(name)),
                "use the ref that this branch starts from",
            ));
        }
        let project = look.find(look.scope().at(""))?;
        if project.is_some_and(|it| it["empty_repo"] == true) {
            return Err(Halt::impossible(
                "the repository is empty, and GitLab would commit a README to its default branch",
                "push a first commit, then plan again",
            ));
        }
        Ok(Call::create_whole(look, rows))
    }

    fn delete(live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        if live.raw["default"] != false {
            return Err(Halt::impossible(
                "it is the default branch, which GitLab does not delete",
                "change `default_branch` in `settings` first, in an apply of its own",
            ));
        }
        if live.raw["protected"] != false {
            return Err(Halt::impossible(
                "it is protected, and labwright does not delete a protected branch",
                "remove the rule from GitLab first, in an apply of its own, or keep the branch",
            ));
        }
        let project = look.find(look.scope().at(""))?.unwrap_or(&Value::Null);
        let destroys = unmerged(live.raw, project, look)?;
        Ok(vec![Call { destroys, ..Call::delete(look, live.path.clone(), &live.rows) }])
    }
}
