//! Protected branches of a project.
//!
//! Access levels are a set. One PATCH adds entries and removes others by their IDs, all or nothing, so
//! the branch is never unprotected in between (measured). Rules inherited from a group (`inherited:
//! true`) are not the project's: they are never matched and never pruned. Entries for deploy keys cannot
//! be declared and are ignored.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{ApprovalRule, ExternalStatusCheck};
use crate::gitlab::{ApiPath, Method};
use crate::resource::{
    Access, Call, Change, Checks, Datum, Duplicates, Entry, FieldNeeds, Fields, Halt, In, Kind,
    Level, Live, Look, Mark, Naming, Needs, Own, Rank, Referrers, Role, Setting, Spec, Tier,
    access,
};

/// A protected branch, or a pattern of branches, and who can do what with it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ProtectedBranch {
    /// Name of the branch, or a pattern with `*`. Case-sensitive.
    #[schemars(length(min = 1), example = &"main", example = &"release/*")]
    pub name: String,
    /// Who can push. The list is exact: entries that are not listed are removed. `[]` means no one.
    #[serde(default)]
    #[schemars(example = example_push())]
    pub allowed_to_push: Setting<Vec<Access>>,
    /// Who can merge. The list is exact: entries that are not listed are removed. `[]` means no one.
    #[serde(default)]
    #[schemars(example = example_merge())]
    pub allowed_to_merge: Setting<Vec<Access>>,
    /// Who can change or remove the protection. Requires at least one entry; `no one` is not allowed.
    #[serde(default)]
    #[schemars(example = example_unprotect())]
    pub allowed_to_unprotect: Setting<Vec<Access>>,
    /// Allow force pushes, for those who can push.
    #[serde(default)]
    pub allow_force_push: Setting<bool>,
    /// Reject direct pushes that change files listed in the CODEOWNERS file.
    #[serde(default)]
    pub code_owner_approval_required: Setting<bool>,
}

fn example_push() -> Value {
    json!(["maintainer", { "user": "alice" }])
}
fn example_merge() -> Value {
    json!(["developer", { "group": "acme/release-team" }])
}
fn example_unprotect() -> Value {
    json!(["maintainer"])
}

/// The three lists: their names in files, in responses, and in GitLab's short form.
const LISTS: [access::ListNames; 3] = [
    ("allowed_to_push", "push_access_levels", "push_access_level"),
    ("allowed_to_merge", "merge_access_levels", "merge_access_level"),
    ("allowed_to_unprotect", "unprotect_access_levels", "unprotect_access_level"),
];

/// What refers to protected branches.
const REFERRERS: [Entry; 2] = [Entry::of::<ExternalStatusCheck>(), Entry::of::<ApprovalRule>()];

const NEEDS: Needs = Needs {
    tier: Tier::Free,
    read: Level::Reporter,
    write: Level::Maintainer,
    besides: "",
    frozen: &[Method::Post],
    since: None,
    shown_by: None,
    // Any attribute of the same tier proves the licence.
    fields: &[FieldNeeds {
        shown_by: Some(("allow_pipeline_trigger_approve_deployment", (18, 9))),
        ..FieldNeeds::tier("code_owner_approval_required", Tier::Premium)
    }],
};

/// Branches that a top-level group protects in all its projects. Requires the Owner role, even to read them (measured).
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    top: true,
    narrowed: |properties| {
        for (list, ..) in LISTS {
            properties[list]["items"] = json!({
                "title": "a role",
                "enum": ["no one", "developer", "maintainer", "admin"],
                "errorMessage": "Who has access: `no one`, `developer`, `maintainer`, or `admin`. GitLab accepts only roles in the protected branches of a group.",
            });
            properties[list]["examples"] = json!([["maintainer"]]);
        }
    },
    needs: Needs {
        tier: Tier::Premium,
        read: Level::Owner,
        write: Level::Owner,
        frozen: &[],
        ..NEEDS
    },
    ..ProtectedBranch::SPEC
};

impl Kind for ProtectedBranch {
    const SPEC: Spec = Spec {
        without: "would apply to all branches",
        update: Method::Patch,
        written: |field, value| access::written(&LISTS, field, value),
        own: Some(Own { field: "inherited", is: Mark::Flag(false), always: false }),
        ..Spec::list(
            "protected_branches",
            "protected branch",
            In::Project,
            Rank::Protection,
            NEEDS,
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            name,
            allowed_to_push,
            allowed_to_merge,
            allowed_to_unprotect,
            allow_force_push,
            code_owner_approval_required,
        } = self;
        let maintainer = || Datum::set([Datum::Text("maintainer".into())]);
        f.identity("name", name).named(Naming::Branch);
        f.plain("allowed_to_push", &access::exact(allowed_to_push, "no one")).default(maintainer());
        f.plain("allowed_to_merge", &access::exact(allowed_to_merge, "no one"))
            .default(maintainer());
        f.plain("allowed_to_unprotect", &access::exact(allowed_to_unprotect, "maintainer"))
            .default(maintainer());
        f.plain("allow_force_push", allow_force_push).default(false);
        f.plain("code_owner_approval_required", code_owner_approval_required).default(false);
    }

    fn check(&self, checks: &mut Checks) {
        let unprotect = self.allowed_to_unprotect.value();
        let closed = |list: &Vec<Access>| {
            list.is_empty() || list.iter().any(|it| matches!(it, Access::Role(Role::NoOne)))
        };
        if unprotect.is_some_and(closed) {
            checks.refuse(
                "allowed_to_unprotect",
                "someone must be able to remove the protection",
                "list at least one of developer, maintainer, admin, a user, or a group",
            );
        }
        access::check_no_one(checks, "allowed_to_push", &self.allowed_to_push);
        access::check_no_one(checks, "allowed_to_merge", &self.allowed_to_merge);
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        const FIELDS: &[&str] = &["name", "allow_force_push", "code_owner_approval_required"];
        Self::deserialize(access::observed(raw, FIELDS, &LISTS)?)
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.seg(raw["name"].as_str().unwrap_or_default())
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let mut body = Map::new();
        for change in &changes {
            let told = LISTS.iter().find(|(field, ..)| *field == change.field);
            let value = match (told, &change.after) {
                (Some((_, told, _)), Some(Datum::Set(after))) => {
                    access::delta(after, &live.raw[*told], look)?
                }
                (_, Some(after)) => after.body(),
                (_, None) => continue,
            };
            body.insert(change.field.to_owned(), value);
        }
        Ok(vec![Call::update(look, live.path.clone(), body, changes)])
    }

    /// Only users who can remove a protection can change it: someone who removes themselves from the list can do neither
    /// afterwards. GitLab checks the list as it was before the change, so it accepts that change (read in its source,
    /// 18.9); it refuses a creation by someone who is not in the list (measured: 403).
    fn locks_out(
        _live: &Live<'_>,
        changes: &[Change],
        look: &Look<'_>,
    ) -> Result<Option<String>, Halt> {
        let changed = changes.iter().find(|it| it.field == "allowed_to_unprotect");
        let Some(Datum::Set(after)) = changed.and_then(|it| it.after.as_ref()) else {
            return Ok(None);
        };
        if access::lets_me_in(after, look)? {
            return Ok(None);
        }
        let user = look.me()?["username"].as_str().unwrap_or("of this token");
        Ok(Some(format!("the user {user} could no longer change or remove the protection")))
    }

    fn loosens(change: &Change) -> bool {
        match change.field {
            "allow_force_push" => change.switches(true),
            "code_owner_approval_required" => change.switches(false),
            _ => access::lets_in(change),
        }
    }

    /// A status check or an approval rule that loses its last branch silently applies to all of them (measured). If they
    /// cannot be read, none is in effect: the licence or the endpoint is missing.
    fn referrers(look: &Look<'_>) -> Result<Referrers, Halt> {
        if look.scope().project_path().is_none() {
            return Ok(Vec::new());
        }
        let mut all = Vec::new();
        let mut pending = false;
        for entry in &REFERRERS {
            let list = match look.list(look.scope().at(entry.spec.path)) {
                Ok(list) => list,
                Err(Halt::Unreadable(error)) if matches!(error.status(), Some(401 | 403 | 404)) => {
                    continue;
                }
                Err(Halt::Pending) => {
                    pending = true;
                    continue;
                }
                Err(other) => return Err(other),
            };
            let refers = |it: &Value| {
                let it = entry.observed(it, look.scope())?;
                let mut branches = Vec::new();
                for row in it.rows.iter().filter(|row| row.name == "protected_branches") {
                    row.value().into_iter().for_each(|it| {
                        it.refs(&mut |it| {
                            branches.push(look.scope().address_of(Self::SPEC.kind, &it.name));
                        });
                    });
                }
                Ok((look.scope().address_of(entry.spec.kind, &it.key), branches))
            };
            let found = list.iter().map(refers).collect::<Result<Vec<_>, String>>();
            all.extend(found.map_err(Halt::not_understood)?);
        }
        if pending { Err(Halt::Pending) } else { Ok(all) }
    }

    fn remarks(&self, live: Option<&Live<'_>>, _look: &Look<'_>) -> Vec<String> {
        let live = live.filter(|_| self.allowed_to_push.value().is_some());
        let keys = live.and_then(|it| deploy_keys(it.raw));
        keys.map(|it| format!("{it}; labwright does not manage deploy keys")).into_iter().collect()
    }

    fn goes_along(raw: &Value) -> Option<String> {
        deploy_keys(raw).map(|it| format!("{it} and would lose this right"))
    }
}

/// Who else can push.
fn deploy_keys(raw: &Value) -> Option<String> {
    access::deploy_keys_can(raw, "push_access_levels", "push")
}
