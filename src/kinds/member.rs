//! Direct members of projects and groups.
//!
//! A change always sends the role, even if only the expiry date changes: GitLab requires it (measured). Inherited members are
//! not in the list. The last owner of a group cannot be removed or demoted, not even by an administrator.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::resource::{
    Call, Change, Datum, Duplicates, Fields, Halt, In, Kind, Level, Live, Look, Naming, Needs,
    Rank, Ref, Setting, Spec, Tier, full_text,
};

/// A user who is a direct member.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Member {
    /// Username, without `@`.
    #[schemars(length(min = 1, max = 255), example = &"alice")]
    pub user: String,
    /// Role of the member.
    #[serde(default)]
    pub access_level: Setting<MemberRole>,
    /// Day on which the membership ends, as YYYY-MM-DD.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), example = &"2027-12-31")]
    pub expires_at: Setting<String>,
}

/// The role of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum MemberRole {
    /// Minimal access, in groups only.
    MinimalAccess,
    /// Guest.
    Guest,
    /// Planner.
    Planner,
    /// Reporter.
    Reporter,
    /// Developer.
    Developer,
    /// Maintainer.
    Maintainer,
    /// Owner.
    Owner,
    /// A level that only GitLab has. Never in files.
    #[serde(skip)]
    Odd(i64),
}

/// The roles with GitLab's numbers, and their names in files.
const ROLES: [(MemberRole, i64, &str); 7] = [
    (MemberRole::MinimalAccess, 5, "minimal_access"),
    (MemberRole::Guest, 10, "guest"),
    (MemberRole::Planner, 15, "planner"),
    (MemberRole::Reporter, 20, "reporter"),
    (MemberRole::Developer, 30, "developer"),
    (MemberRole::Maintainer, 40, "maintainer"),
    (MemberRole::Owner, 50, "owner"),
];

/// Members of a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    needs: Needs::of(Tier::Free, Level::Guest, Level::Owner),
    ..Member::SPEC
};

impl Kind for Member {
    const SPEC: Spec = Spec {
        identity: &["user"],
        required: &["access_level"],
        ..Spec::list(
            "members",
            "member",
            In::Project,
            Rank::Settings,
            Needs::of(Tier::Free, Level::Guest, Level::Maintainer),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { user, access_level, expires_at } = self;
        let level = access_level.map(|it| {
            let role = ROLES.iter().find(|(role, ..)| *role == it);
            match (role, it) {
                (Some((_, number, name)), _) => Datum::Named(name, *number),
                (None, MemberRole::Odd(number)) => Datum::Text(format!("level {number}")),
                (None, _) => Datum::Null,
            }
        });
        f.identity("user", &Ref::user(user)).sent_as("user_id").named(Naming::User);
        f.plain("access_level", &level);
        f.plain("expires_at", expires_at).or_null();
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            username: String,
            access_level: i64,
            expires_at: Setting<String>,
        }
        let Row { username, access_level, expires_at } = Row::deserialize(raw)?;
        let role = ROLES.iter().find(|(_, it, _)| *it == access_level);
        let role = role.map_or(MemberRole::Odd(access_level), |(role, ..)| *role);
        Ok(Member { user: username, access_level: Setting::Value(role), expires_at })
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let set = |it: &Change| Some((it.wire.to_owned(), it.after.as_ref()?.body()));
        let role = ("access_level".to_owned(), live.raw["access_level"].clone());
        let body = std::iter::once(role).chain(changes.iter().filter_map(set)).collect();
        Ok(vec![Call::update(look, live.path.clone(), body, changes)])
    }

    /// Bots and accounts that something else created are managed there, and labwright must not remove itself.
    fn spares(live: &Live<'_>, look: &Look<'_>) -> Result<Option<String>, Halt> {
        if look.me()?["id"] == live.raw["id"] {
            return Ok(Some("it is the token's own user".to_owned()));
        }
        let provisioned = ["group_saml_identity", "group_scim_identity"];
        if provisioned.iter().any(|it| live.raw[*it].is_object()) {
            return Ok(Some("an identity provider manages this member".to_owned()));
        }
        let Some(id) = live.id else { return Ok(None) };
        let user = look.find(crate::gitlab::ApiPath::new("users").seg(id))?;
        let is_bot = user.is_some_and(|it| it["bot"] == true);
        Ok(is_bot.then(|| "it is a bot or a service account".to_owned()))
    }

    fn loosens(change: &Change) -> bool {
        match (&change.before, &change.after) {
            (Some(Datum::Named(_, before)), Some(Datum::Named(_, after))) => after > before,
            (Some(before), Some(Datum::Null)) => *before != Datum::Null,
            _ => false,
        }
    }
}
