//! Approval rules of a project: who has to approve its merge requests.
//!
//! GitLab silently drops users who are not members, groups that the token's user cannot see, and branches that are not
//! protected in the project. A rule without branches holds for all branches, so a rule whose last protected branch is deleted
//! widens. GitLab derives the type of a rule from what is sent, and cannot change it. All of this was measured.

use std::num::NonZeroU64;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, Embeds, Fields, Halt, In, Kind, Level, Live, Look,
    Lower, Naming, Needs, Rank, Ref, Rows, Rule, Setting, Spec, Tier, full_text,
};

/// Who has to approve merge requests, and how many of them.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ApprovalRule {
    /// Name of the rule. Case-sensitive. `All Members` is the rule for approvals by any member; `Coverage-Check` requires
    /// `report_type: code_coverage`.
    #[schemars(length(min = 1, max = 1024), example = &"Security")]
    pub name: String,
    /// How many of them have to approve; 0 makes the rule optional.
    #[serde(default)]
    #[schemars(range(max = 100), example = 2)]
    pub approvals_required: Setting<u64>,
    /// Members of the project who can approve, by username. The list is exact: users that are not listed are removed.
    #[serde(default)]
    #[schemars(with = "Setting<Vec<String>>", example = json!(["alice"]))]
    pub users: Setting<Vec<User>>,
    /// Groups whose members can approve, by full path. The list is exact: groups that are not listed are removed.
    #[serde(default)]
    #[schemars(with = "Setting<Vec<String>>", example = json!(["acme/release-team"]))]
    pub groups: Setting<Vec<Group>>,
    /// Protected branches whose merge requests require the approvals, by name. `[]` and `null` mean all branches.
    #[serde(default)]
    #[schemars(example = json!(["main"]))]
    pub protected_branches: Setting<Vec<String>>,
    /// Require the approvals for all protected branches, those protected later, too.
    #[serde(default)]
    #[schemars(extend("x-apart" = {}))]
    pub applies_to_all_protected_branches: Setting<bool>,
    /// Require the approvals only if a merge request lowers the test coverage.
    #[serde(default)]
    #[schemars(extend("enum" = ["code_coverage", null]), extend("x-apart" = { "name": "Coverage-Check" }), example = &"code_coverage")]
    pub report_type: Setting<String>,
}

/// A user of a file, or of a response.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct User(Ref);

/// A group of a file, or of a response.
#[derive(Debug, Clone, Deserialize)]
#[serde(from = "String")]
pub struct Group(Ref);

impl From<String> for User {
    fn from(name: String) -> Self {
        User(Ref::user(&name))
    }
}

impl From<String> for Group {
    fn from(path: String) -> Self {
        Group(Ref::group(&path))
    }
}

impl Lower for User {
    fn lower(&self) -> Datum {
        self.0.lower()
    }
}

impl Lower for Group {
    fn lower(&self) -> Datum {
        self.0.lower()
    }
}

/// The names that GitLab reserves.
const ALL_MEMBERS: &str = "All Members";
const COVERAGE: &str = "Coverage-Check";

const BRANCHES: &str = "protected_branches";
const ALL_BRANCHES: &str = "applies_to_all_protected_branches";

impl ApprovalRule {
    /// GitLab's type of the rule.
    fn rule_type(&self) -> &'static str {
        match (&self.report_type, self.name.as_str()) {
            (Setting::Value(_), _) => "report_approver",
            (_, ALL_MEMBERS) => "any_approver",
            _ => "regular",
        }
    }
}

impl Kind for ApprovalRule {
    const SPEC: Spec = Spec {
        renamed: Some("name"),
        required: &["approvals_required"],
        embeds: Some(Embeds { kind: "protected_branches", field: BRANCHES }),
        ignored: &[
            ("users", "users who are not members of the project"),
            ("groups", "groups that the token's user cannot see"),
            (
                BRANCHES,
                "branches that are not protected in the project; a rule without branches applies to all of them",
            ),
        ],
        ..Spec::list(
            "approval_rules",
            "approval rule",
            In::Project,
            Rank::Rules,
            Needs::of(Tier::Premium, Level::Reporter, Level::Maintainer),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            name,
            approvals_required,
            users,
            groups,
            protected_branches,
            applies_to_all_protected_branches,
            report_type,
        } = self;
        let branches = protected_branches.as_ref().map(|names| {
            let branch = |it: &String| Ref::object("protected_branches", Naming::Branch, it);
            names.iter().map(branch).collect::<Vec<_>>()
        });
        // Branches have no effect as long as the rule is for all protected ones.
        let all = match (applies_to_all_protected_branches, protected_branches) {
            (Setting::Unmanaged, Setting::Value(_) | Setting::Cleared) => Setting::Value(false),
            (all, _) => *all,
        };
        f.identity("name", name);
        f.plain("approvals_required", approvals_required);
        f.plain("users", users).sent_as("user_ids").default(Datum::set([]));
        f.plain("groups", groups).sent_as("group_ids").default(Datum::set([]));
        f.plain(BRANCHES, &branches)
            .sent_as("protected_branch_ids")
            .default(Datum::set([]))
            .omittable();
        f.plain(ALL_BRANCHES, &all).default(false);
        f.plain("report_type", report_type).or_null();
    }

    fn check(&self, checks: &mut Checks) {
        let people = [
            ("users", self.users.value().is_some_and(|it| !it.is_empty())),
            ("groups", self.groups.value().is_some_and(|it| !it.is_empty())),
        ];
        for (field, _) in people.into_iter().filter(|it| it.1 && self.name == ALL_MEMBERS) {
            checks.refuse(
                field,
                "the rule `All Members` is for every member of the project",
                "remove it, or choose another name for the rule",
            );
        }
        let report = self.report_type.value().is_some();
        if report && self.name != COVERAGE {
            checks.refuse("report_type", "only the rule `Coverage-Check` has one", "use that name");
        }
        if !report && self.name == COVERAGE {
            checks.refuse(
                "name",
                "GitLab reserves this name for the rule on test coverage",
                "add `report_type: code_coverage`, or choose another name",
            );
        }
        let branches = self.protected_branches.value().is_some_and(|it| !it.is_empty());
        if branches && self.applies_to_all_protected_branches.value() == Some(&true) {
            checks.refuse(
                BRANCHES,
                "they have no effect next to `applies_to_all_protected_branches: true`",
                "remove one of the two",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Told {
            name: String,
            rule_type: String,
            approvals_required: u64,
            users: Vec<Person>,
            groups: Vec<Team>,
            protected_branches: Vec<Branch>,
            applies_to_all_protected_branches: bool,
            report_type: Option<String>,
        }
        #[derive(Deserialize)]
        struct Person {
            id: NonZeroU64,
            #[serde(deserialize_with = "full_text")]
            username: String,
        }
        #[derive(Deserialize)]
        struct Team {
            id: NonZeroU64,
            #[serde(deserialize_with = "full_text")]
            full_path: String,
        }
        #[derive(Deserialize)]
        struct Branch {
            #[serde(rename = "id")]
            _id: NonZeroU64,
            #[serde(deserialize_with = "full_text")]
            name: String,
        }
        let it = Told::deserialize(raw)?;
        let user = |it: Person| User(Ref::returned("users", it.id.get(), &it.username));
        let group = |it: Team| Group(Ref::returned("groups", it.id.get(), &it.full_path));
        let branches = it.protected_branches.into_iter().map(|it| it.name).collect();
        let all = it.applies_to_all_protected_branches;
        Ok(ApprovalRule {
            // The rule for all members can have any name.
            name: if it.rule_type == "any_approver" { ALL_MEMBERS.to_owned() } else { it.name },
            approvals_required: Setting::Value(it.approvals_required),
            users: Setting::Value(it.users.into_iter().map(user).collect()),
            groups: Setting::Value(it.groups.into_iter().map(group).collect()),
            // GitLab then returns all of them.
            protected_branches: if all { Setting::Unmanaged } else { Setting::Value(branches) },
            applies_to_all_protected_branches: Setting::Value(all),
            report_type: it.report_type.map_or(Setting::Cleared, Setting::Value),
        })
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let mut call = Call::create(look, rows);
        call.body["rule_type"] = json!(self.rule_type());
        Ok(vec![call])
    }

    fn update(
        &self,
        live: &Live<'_>,
        mut changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let other = live.raw["rule_type"].as_str() != Some(self.rule_type());
        if other || changes.iter().any(|it| it.field == "report_type") {
            return Err(Halt::impossible(
                "GitLab has a rule of another type with this name, and cannot change the type",
                "delete or rename that rule in GitLab, or choose another name",
            ));
        }
        let narrows = |it: &Change| it.field == ALL_BRANCHES && it.switches(false);
        if changes.iter().any(narrows) && !changes.iter().any(|it| it.field == BRANCHES) {
            let rows = crate::resource::Object::rows(self);
            let own = rows.into_iter().find(|it| it.name == BRANCHES);
            let mut after = own.and_then(|it| it.value().cloned()).unwrap_or(Datum::set([]));
            after.refs_mut(&mut |it| it.scope = Some(look.scope().clone()));
            changes.push(Change {
                field: BRANCHES,
                wire: "protected_branch_ids",
                rule: Rule::Plain,
                before: None,
                after: Some(after),
            });
        }
        Ok(vec![Call::set(look, live.path.clone(), changes)])
    }

    fn spares(live: &Live<'_>, _look: &Look<'_>) -> Result<Option<String>, Halt> {
        let own = ["regular", "any_approver", "report_approver"];
        let own = own.iter().any(|it| live.raw["rule_type"] == *it);
        Ok((!own).then(|| "GitLab manages this rule".to_owned()))
    }

    /// Fewer approvals, more approvers, or fewer branches. An empty list of branches means all.
    fn loosens(change: &Change) -> bool {
        match (change.field, &change.before, &change.after) {
            ("approvals_required", Some(Datum::Int(before)), Some(Datum::Int(after))) => {
                after < before
            }
            ("users" | "groups", Some(Datum::Set(before)), Some(Datum::Set(after))) => {
                after.iter().any(|it| !before.contains(it))
            }
            (BRANCHES, Some(Datum::Set(before)), Some(Datum::Set(after))) => {
                !after.is_empty()
                    && (before.is_empty() || before.iter().any(|it| !after.contains(it)))
            }
            (ALL_BRANCHES, ..) => change.switches(false),
            _ => false,
        }
    }
}
