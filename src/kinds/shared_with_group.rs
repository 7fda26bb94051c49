//! Groups that a project or a group is shared with.
//!
//! GitLab cannot change a share (409 for a second one, measured), and its response to a new one is not the share. It shares a
//! group with itself without complaint (measured), which gives nobody access.

use std::num::NonZeroU64;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::gitlab::{ApiPath, Element, Listing, Paging};
use crate::resource::{
    Call, Change, CustomRole, Duplicates, FieldNeeds, Fields, Halt, In, Kind, Level, Live, Look,
    MemberRole, Naming, Needs, Object as _, Rank, Ref, Rows, Setting, Spec, Tier, full_text,
    marked,
};

/// A group whose members have access.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct SharedWithGroup {
    /// Full path of the group.
    #[schemars(length(min = 1), example = &"acme/release-team")]
    pub group: String,
    /// Highest role that members of the group get.
    #[serde(default)]
    #[schemars(example = &"developer")]
    pub group_access: Setting<MemberRole>,
    /// Day on which the access ends, as YYYY-MM-DD.
    #[serde(default)]
    #[schemars(regex(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), extend("patternErrorMessage" = "a date, as YYYY-MM-DD"), example = &"2027-12-31")]
    pub expires_at: Setting<String>,
    /// Custom role, by its name. GitLab does not return the one of a project, so it is only sent with a new share.
    #[serde(default)]
    #[schemars(example = &"Release Manager")]
    pub member_role: Setting<CustomRole>,
}

/// Groups that a group is shared with.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    query: &[("with_projects", "false")],
    needs: Needs { write: Level::Owner, ..SharedWithGroup::SPEC.needs },
    ..SharedWithGroup::SPEC
};

impl SharedWithGroup {
    /// Refuses the groups that GitLab cannot share the scope with.
    fn can_be_shared(&self, look: &Look<'_>) -> Result<(), Halt> {
        let own = look.scope().full_path().unwrap_or_default().to_lowercase();
        let group = self.group.to_lowercase();
        let above = own.strip_prefix(&group).is_some_and(|it| it.starts_with('/'));
        if own == group || above && look.spec().scope == In::Project {
            let message = format!(
                "{} cannot be shared with `{}`: it is or belongs to this group",
                look.scope(),
                marked(&self.group)
            );
            return Err(Halt::impossible(
                message,
                "remove it: members of the group have access already",
            ));
        }
        Ok(())
    }
}

impl Kind for SharedWithGroup {
    const SPEC: Spec = Spec {
        path: "share",
        identity: &["group"],
        required: &["group_access"],
        reread: true,
        listing: Listing {
            paging: Paging::Within("shared_with_groups"),
            element: Element::Named("group_full_path"),
        },
        ..Spec::list(
            "shared_with_groups",
            "shared group",
            In::Project,
            Rank::Settings,
            Needs {
                fields: &[FieldNeeds::tier("member_role", Tier::Ultimate)],
                ..Needs::of(Tier::Free, Level::Guest, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { group, group_access, expires_at, member_role } = self;
        f.identity("group", &Ref::group(group)).sent_as("group_id").named(Naming::Path);
        f.plain("group_access", group_access);
        f.plain("expires_at", expires_at).or_null();
        f.plain("member_role", member_role).sent_as("member_role_id").or_null().omittable();
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            group_full_path: String,
            /// A part of the path of the share.
            #[serde(rename = "group_id")]
            _group_id: NonZeroU64,
            group_access_level: i64,
            expires_at: Setting<String>,
            #[serde(default)]
            member_role_id: Setting<u64>,
        }
        let Row { group_full_path, _group_id, group_access_level, expires_at, member_role_id } =
            Row::deserialize(raw)?;
        Ok(SharedWithGroup {
            group: group_full_path,
            group_access: Setting::Value(MemberRole::of(group_access_level)),
            expires_at,
            member_role: member_role_id.as_ref().map(|it| CustomRole::Returned(*it)),
        })
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.number(&raw["group_id"])
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        self.can_be_shared(look)?;
        Ok(vec![Call::create(look, rows).without_nulls()])
    }

    fn update(&self, live: &Live<'_>, _: Vec<Change>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let mut why = "GitLab cannot change a share".to_owned();
        let returned = live.raw.get("member_role_id").is_some();
        if !returned && matches!(self.member_role, Setting::Unmanaged) {
            why += "; a custom role, which GitLab does not return, is lost unless `member_role` declares it";
        }
        let calls = Call::replace(look, live.path.clone(), &live.rows, &self.rows());
        Ok(calls.into_iter().map(|it| it.without_nulls().because(why.clone())).collect())
    }
}
