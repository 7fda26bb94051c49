//! Direct members of projects and groups.
//!
//! A change always sends the access level, even if only the expiry date changes: GitLab requires it (measured). Inherited
//! members are not in the list. The last owner of a group cannot be removed or demoted, not even by an administrator.
//!
//! GitLab keeps a custom role that a change does not mention, and rejects an access level that is not the base level of the
//! role (measured). So a custom role is removed by an explicit `null` alone.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::invitation::accepted_by;
use crate::gitlab::ApiPath;
use crate::resource::{
    Call, Change, Datum, Duplicates, FieldNeeds, Fields, Halt, In, Kind, Level, Live, Look,
    MemberRole, Naming, Needs, Rank, Ref, Rows, Setting, Spec, Tier, full_text, is_bot_of_token,
    marked,
};

/// A user who is a direct member.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Member {
    /// Username, or an e-mail address, which requires an administrator's token.
    #[schemars(length(min = 1, max = 255), example = &"alice")]
    pub user: String,
    /// Role of the member.
    #[serde(default)]
    #[schemars(example = &"developer")]
    pub access_level: Setting<MemberRole>,
    /// Day on which the membership ends, as YYYY-MM-DD.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), example = &"2027-12-31")]
    pub expires_at: Setting<String>,
    /// Custom role, by its name. `access_level` must be its base level. `null` removes it.
    #[serde(default)]
    #[schemars(length(min = 1), example = &"Release Manager")]
    pub member_role: Setting<String>,
}

const NEEDS: Needs = Needs {
    fields: &[FieldNeeds::tier("member_role", Tier::Ultimate)],
    ..Needs::of(Tier::Free, Level::Guest, Level::Maintainer)
};

/// Members of a group.
pub(super) const OF_GROUP: Spec =
    Spec { scope: In::Group, needs: Needs { write: Level::Owner, ..NEEDS }, ..Member::SPEC };

impl Member {
    /// Refuses a user who cannot use the membership: one who is blocked, and the bot of an access token, which belongs to
    /// its own project or group.
    fn can_join(&self, look: &Look<'_>) -> Result<(), Halt> {
        let Some(id) = look.resolve(&Ref::user(&self.user))? else { return Ok(()) };
        // What cannot be read is left to GitLab: it refuses whom it does not accept.
        let user = match look.find(ApiPath::new("users").seg(id)) {
            Ok(Some(user)) => user,
            Ok(None) | Err(Halt::Unreadable(_)) => return Ok(()),
            Err(other) => return Err(other),
        };
        let name = marked(&self.user);
        let state = user["state"].as_str().unwrap_or_default();
        if state.contains("blocked") || state == "banned" {
            let state = state.replace('_', " ");
            return Err(Halt::impossible(
                format!("the user `{name}` is {state}, so labwright does not add them"),
                "unblock the user in GitLab, or remove the member from the files",
            ));
        }
        if user["bot"] == true && is_bot_of_token(&self.user) {
            return Err(Halt::impossible(
                format!(
                    "`{name}` is the bot of an access token, which can only be a member where the token was created"
                ),
                "use a service account, or create an access token here",
            ));
        }
        Ok(())
    }
}

impl Kind for Member {
    const SPEC: Spec = Spec {
        identity: &["user"],
        required: &["access_level"],
        ..Spec::list("members", "member", In::Project, Rank::Settings, NEEDS, Duplicates::Refused)
    };

    fn fields(&self, f: &mut Fields) {
        let Self { user, access_level, expires_at, member_role } = self;
        f.identity("user", &Ref::user(user)).sent_as("user_id").named(Naming::User);
        f.plain("access_level", access_level);
        f.plain("expires_at", expires_at).or_null();
        let role = member_role.as_ref().map(|it| Ref::member_role(it));
        f.plain("member_role", &role).sent_as("member_role_id").or_null();
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            username: String,
            access_level: i64,
            expires_at: Setting<String>,
            #[serde(default)]
            member_role: Option<Custom>,
        }
        #[derive(Deserialize)]
        struct Custom {
            #[serde(deserialize_with = "full_text")]
            name: String,
        }
        let Row { username, access_level, expires_at, member_role } = Row::deserialize(raw)?;
        Ok(Member {
            user: username,
            access_level: Setting::Value(MemberRole::of(access_level)),
            expires_at,
            // GitLab returns no such key for a member without a custom role.
            member_role: member_role.map_or(Setting::Cleared, |it| Setting::Value(it.name)),
        })
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        self.can_join(look)?;
        look.fits_role(&self.member_role, &self.access_level)?;
        Ok(Call::create_whole(look, rows))
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        look.fits_role(&self.member_role, &self.access_level)?;
        let has = live.raw["member_role"]["name"].as_str();
        let levels = changes.iter().any(|it| it.field == "access_level");
        if let (Some(role), Setting::Unmanaged, true) = (has, &self.member_role, levels) {
            return Err(Halt::impossible(
                format!("the custom role `{}` of this member has another base level", marked(role)),
                "add `member_role: null` to remove the custom role, or the name of another one",
            ));
        }
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
        if let Some(email) = accepted_by(live.raw, look)? {
            return Ok(Some(format!(
                "it may be `{}`, whom the files invite: declare the member by `user`",
                marked(email)
            )));
        }
        let Some(id) = live.id else { return Ok(None) };
        let user = look.find(ApiPath::new("users").seg(id))?;
        let is_bot = user.is_some_and(|it| it["bot"] == true);
        Ok(is_bot.then(|| "it is a bot or a service account".to_owned()))
    }

    fn loosens(change: &Change) -> bool {
        match (&change.before, &change.after) {
            (Some(Datum::Named(_, before)), Some(Datum::Named(_, after))) => after > before,
            // A custom role has permissions beyond its base level.
            (_, Some(Datum::Ref(_))) => true,
            (Some(before), Some(Datum::Null)) if change.field == "expires_at" => {
                *before != Datum::Null
            }
            _ => false,
        }
    }
}
