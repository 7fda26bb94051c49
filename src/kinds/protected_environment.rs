//! Protected environments of projects, by name, and of groups, by tier.
//!
//! GitLab silently drops entries for users and groups that cannot deploy, does not check names, and compares them literally.
//! It changes entries by their IDs, in one call that is done whole or not at all. A changed approval rule keeps its approvals,
//! a new one starts without any. Without a licence, GitLab stores protected environments, and they have no effect. All of this
//! was measured.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Map, Value, json};

use crate::gitlab::{ApiPath, Element, Listing, Method, Paging};
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, Fields, Halt, In, Kind, Level, Live, Look, Lower,
    Needs, Rank, Ref, Setting, Spec, Tier, UserEntry, access,
};

/// Who can deploy to an environment, and who has to approve deployments to it.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ProtectedEnvironment {
    /// Name of the environment. Case-sensitive, and not a pattern: GitLab compares names literally.
    #[schemars(length(min = 1, max = 255), regex(pattern = r"^[A-Za-z0-9_${}. -]([A-Za-z0-9_${}. /-]*[A-Za-z0-9_${}. -])?$"), extend("patternErrorMessage" = "the name of an environment: letters, digits, spaces, and `- _ / $ { } .`, without wildcards"), example = &"production")]
    pub name: String,
    /// Who can deploy. The list is exact: entries that are not listed are removed.
    #[serde(default)]
    #[schemars(length(min = 1), example = json!(["maintainer", { "group": "acme/release-team" }]))]
    pub deploy_access_levels: Setting<Vec<Deployer>>,
    /// Who has to approve a deployment. The list is exact: rules that are not listed are removed. `[]` means that no approval is
    /// required.
    #[serde(default)]
    #[schemars(example = json!([{ "access_level": "maintainer", "required_approvals": 2 }]))]
    pub approval_rules: Setting<Vec<Rule>>,
}

/// Who can deploy: a role, a user, or a group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Deployer {
    /// Everyone with at least this role: in the project, or in the group whose protection it is.
    #[schemars(title = "a role", example = &"maintainer", extend("errorMessage" = "Who can deploy: `reporter`, `developer`, `maintainer`, `admin`, `{ user: USERNAME }`, or `{ group: PATH }`."))]
    Role(DeployRole),
    /// A user with at least the Developer role.
    #[schemars(title = "a user")]
    User(UserEntry),
    /// A group that the project is shared with.
    #[schemars(title = "a group")]
    Group(DeployGroup),
    /// What GitLab returns. Never in files.
    #[serde(skip)]
    #[schemars(skip)]
    Seen(Datum),
}

/// A role that can deploy.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[schemars(inline)]
#[serde(rename_all = "lowercase")]
pub enum DeployRole {
    /// Reporters and higher roles.
    Reporter,
    /// Developers and higher roles.
    Developer,
    /// Maintainers and owners.
    Maintainer,
    /// Administrators of the instance.
    Admin,
}

/// One group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(title = "a group")]
#[serde(deny_unknown_fields)]
pub struct DeployGroup {
    /// Full path of the group.
    #[schemars(length(min = 1), example = &"acme/release-team")]
    pub group: String,
    /// Which members: 0 for direct members, 1 for inherited members, too.
    #[serde(default)]
    #[schemars(range(max = 1), example = 1)]
    pub group_inheritance_type: u8,
}

/// Who has to approve: a role, a user, or a group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Rule {
    /// Users with at least this role.
    #[schemars(title = "a role")]
    Role(RoleRule),
    /// A user with at least the Developer role.
    #[schemars(title = "a user")]
    User(UserRule),
    /// Members of a group that the project is shared with.
    #[schemars(title = "a group")]
    Group(GroupRule),
    /// What GitLab returns. Never in files.
    #[serde(skip)]
    #[schemars(skip)]
    Seen(Datum),
}

/// Approvals by users with a role.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(title = "a role")]
#[serde(deny_unknown_fields)]
pub struct RoleRule {
    /// The lowest role.
    #[schemars(example = &"maintainer")]
    pub access_level: DeployRole,
    /// How many of them have to approve.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 5), example = 2)]
    pub required_approvals: u8,
}

/// Approval by one user.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(title = "a user")]
#[serde(deny_unknown_fields)]
pub struct UserRule {
    /// Username, or an e-mail address, which requires an administrator's token.
    #[schemars(length(min = 1), regex(pattern = r"^[^@]"), extend("patternErrorMessage" = "the username, without `@`"), example = &"alice")]
    pub user: String,
    /// How many approvals are required.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 5), example = 1)]
    pub required_approvals: u8,
}

/// Approvals by members of a group.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(title = "a group")]
#[serde(deny_unknown_fields)]
pub struct GroupRule {
    /// Full path of the group.
    #[schemars(length(min = 1), example = &"acme/release-team")]
    pub group: String,
    /// How many of them have to approve.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 5), example = 2)]
    pub required_approvals: u8,
    /// Which members: 0 for direct members, 1 for inherited members, too.
    #[serde(default)]
    #[schemars(range(max = 1), example = 1)]
    pub group_inheritance_type: u8,
}

fn one() -> u8 {
    1
}

impl Lower for DeployRole {
    fn lower(&self) -> Datum {
        let word = match self {
            DeployRole::Reporter => "reporter",
            DeployRole::Developer => "developer",
            DeployRole::Maintainer => "maintainer",
            DeployRole::Admin => "admin",
        };
        Datum::Text(word.to_owned())
    }
}

const APPROVALS: &str = "required_approvals";
const INHERITED: &str = "group_inheritance_type";

impl Lower for Deployer {
    fn lower(&self) -> Datum {
        match self {
            Deployer::Role(role) => role.lower(),
            Deployer::User(UserEntry { user }) => Ref::user(user).lower(),
            Deployer::Group(DeployGroup { group, group_inheritance_type: inherited }) => {
                access::with_more(Ref::group(group).lower(), &[(INHERITED, i64::from(*inherited))])
            }
            Deployer::Seen(it) => it.clone(),
        }
    }
}

impl Lower for Rule {
    fn lower(&self) -> Datum {
        let (who, approvals, inherited) = match self {
            Rule::Role(it) => (it.access_level.lower(), it.required_approvals, 0),
            Rule::User(it) => (Ref::user(&it.user).lower(), it.required_approvals, 0),
            Rule::Group(it) => {
                (Ref::group(&it.group).lower(), it.required_approvals, it.group_inheritance_type)
            }
            Rule::Seen(it) => return it.clone(),
        };
        let more = [(APPROVALS, i64::from(approvals)), (INHERITED, i64::from(inherited))];
        access::with_more(who, &more)
    }
}

/// Protected environments of a group: each for all environments of a tier.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    narrowed: |properties| {
        let tiers = ["production", "staging", "testing", "development", "other"];
        properties["name"] = json!({
            "description": "Tier of the environments, in all projects of the group.",
            "enum": tiers,
            "examples": ["production"],
        });
    },
    needs: Needs {
        shown_by: Some(("wiki_access_level", (13, 5))),
        ..Needs::of(Tier::Premium, Level::Owner, Level::Owner)
    },
    ignored: &[
        (
            LISTS[0],
            "users without the Maintainer role in the group, and groups that are neither in it nor shared with it",
        ),
        (
            LISTS[1],
            "users without the Maintainer role in the group, and groups that are neither in it nor shared with it",
        ),
    ],
    ..ProtectedEnvironment::SPEC
};

const LISTS: [&str; 2] = ["deploy_access_levels", "approval_rules"];

impl Kind for ProtectedEnvironment {
    const SPEC: Spec = Spec {
        listing: Listing { paging: Paging::Offset, element: Element::Named("name") },
        required: &["deploy_access_levels"],
        update: Method::Delta,
        written: |field, value| {
            let list = LISTS.into_iter().find(|it| *it == field)?;
            let Datum::Set(entries) = value else { return None };
            Some((list, entries.iter().map(access::entry).collect()))
        },
        ignored: &[
            (
                LISTS[0],
                "users without the Developer role, and groups that the project is not shared with",
            ),
            (
                LISTS[1],
                "users without the Developer role, and groups that the project is not shared with",
            ),
        ],
        ..Spec::list(
            "protected_environments",
            "protected environment",
            In::Project,
            Rank::Protection,
            Needs {
                shown_by: Some(("allow_pipeline_trigger_approve_deployment", (18, 9))),
                ..Needs::of(Tier::Premium, Level::Maintainer, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, deploy_access_levels, approval_rules } = self;
        f.identity("name", name);
        f.plain("deploy_access_levels", deploy_access_levels);
        f.plain("approval_rules", approval_rules).default(Datum::set([]));
    }

    fn check(&self, checks: &mut Checks) {
        let rules = self.approval_rules.value().into_iter().flatten().map(Lower::lower);
        let mut targets: Vec<_> = rules.map(|it| access::parts(&it).0.clone()).collect();
        let all = targets.len();
        targets.sort();
        targets.dedup();
        if targets.len() < all {
            checks.refuse(
                "approval_rules",
                "two rules are for the same role, user, or group",
                "keep one of them, with the number of approvals that you need",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Told {
            name: String,
            deploy_access_levels: Vec<Map<String, Value>>,
            approval_rules: Option<Vec<Map<String, Value>>>,
        }
        let Told { name, deploy_access_levels, approval_rules } = Told::deserialize(raw)?;
        let seen = |it: Map<String, Value>| {
            let inherited = it.get(INHERITED).is_none_or(|it| matches!(it.as_i64(), Some(0 | 1)));
            let it = access::seen(&Value::Object(it), access::DEPLOYING);
            inherited
                .then_some(it)
                .ok_or_else(|| serde_json::Error::custom("unknown `group_inheritance_type`"))
        };
        let all = |list: Vec<_>| list.into_iter().map(seen).collect::<Result<Vec<_>, _>>();
        let deployers = all(deploy_access_levels)?.into_iter().map(Deployer::Seen).collect();
        let rules = approval_rules.map(all).transpose()?;
        let rules = rules.map(|it| it.into_iter().map(Rule::Seen).collect());
        Ok(ProtectedEnvironment {
            name,
            deploy_access_levels: Setting::Value(deployers),
            approval_rules: rules.map_or(Setting::Unmanaged, Setting::Value),
        })
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.seg(raw["name"].as_str().unwrap_or_default())
    }

    fn create(&self, rows: &crate::resource::Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        look.check_licence()?;
        Ok(Call::create_whole(look, rows))
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        look.check_licence()?;
        let mut body = Map::new();
        for change in &changes {
            let Some(Datum::Set(after)) = &change.after else { continue };
            let delta = access::changed(after, &live.raw[change.field], access::DEPLOYING, look)?;
            body.insert(change.field.to_owned(), delta);
        }
        Ok(vec![Call::update(look, live.path.clone(), body, changes)])
    }

    /// Someone else can deploy, or fewer have to approve.
    fn loosens(change: &Change) -> bool {
        let (Some(Datum::Set(before)), Some(Datum::Set(after))) = (&change.before, &change.after)
        else {
            return false;
        };
        if change.field == LISTS[0] {
            return access::lets_in(change);
        }
        let count = |it: &Datum| access::parts(it).1[0].1;
        let kept = |before: &Datum| {
            let is_it = |it: &&Datum| access::parts(it).0 == access::parts(before).0;
            after.iter().find(is_it).is_some_and(|it| count(it) >= count(before))
        };
        !before.iter().all(kept)
    }

    fn remarks(&self, live: Option<&Live<'_>>, _look: &Look<'_>) -> Vec<String> {
        let closed = |it: &Live<'_>| it.raw[LISTS[0]].as_array().is_some_and(Vec::is_empty);
        let closed = live.is_some_and(closed);
        let text = "no one can deploy to it now, not even administrators: everyone who was listed has left";
        closed.then(|| text.to_owned()).into_iter().collect()
    }
}
