//! Groups of an identity provider or of an LDAP server whose members GitLab adds to a group.
//!
//! GitLab cannot change a link. Without single sign-on, every call about SAML links is 401, and an empty list of LDAP links
//! is 404 (measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::Value;

use crate::gitlab::{ApiPath, Element, Listing, Paging};
use crate::resource::{
    Call, Change, Checks, CustomRole, Duplicates, FieldNeeds, Fields, Halt, In, Kind, Known, Level,
    Live, Look, MemberRole, Needs, Object as _, Rank, Rows, Setting, Spec, Tier, full_text,
};

/// A group of a SAML identity provider whose members get a role.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct SamlGroupLink {
    /// Name of the group, as the identity provider sends it.
    #[schemars(length(min = 1, max = 255), example = &"developers")]
    pub saml_group_name: String,
    /// Identity provider, if the instance has several.
    #[serde(default)]
    #[schemars(length(min = 1), example = &"saml")]
    pub provider: Setting<String>,
    /// Role of the members.
    #[serde(default)]
    #[schemars(example = &"developer")]
    pub access_level: Setting<MemberRole>,
    /// Custom role, by its name.
    #[serde(default)]
    #[schemars(example = &"Release Manager")]
    pub member_role: Setting<CustomRole>,
}

/// A group of an LDAP server, or a filter of its users, whose members get a role.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct LdapGroupLink {
    /// Common name (CN) of the LDAP group. Either this or `filter`.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"developers")]
    pub cn: Setting<String>,
    /// LDAP filter of users.
    #[serde(default)]
    #[schemars(length(min = 1), extend("x-apart" = {}), example = &"(employeeType=developer)")]
    pub filter: Setting<String>,
    /// ID of the LDAP server in GitLab's configuration.
    #[schemars(length(min = 1), example = &"ldapmain")]
    pub provider: String,
    /// Role of the members.
    #[serde(default)]
    #[schemars(example = &"developer")]
    pub group_access: Setting<MemberRole>,
    /// Custom role, by its name.
    #[serde(default)]
    #[schemars(example = &"Release Manager")]
    pub member_role: Setting<CustomRole>,
}

const NEEDS: Needs = Needs {
    fields: &[FieldNeeds::tier("member_role", Tier::Ultimate)],
    ..Needs::of(Tier::Premium, Level::Owner, Level::Owner)
};

/// GitLab's response instead of an empty list.
const NONE: &str = "No linked LDAP groups found";

/// Deletes a link and creates it again.
fn replaced(live: &Live<'_>, rows: &Rows, look: &Look<'_>) -> Vec<Call> {
    let calls = Call::replace(look, live.path.clone(), &live.rows, rows).into_iter();
    calls.map(|it| it.without_nulls().because("GitLab cannot change a link")).collect()
}

fn role(id: &Setting<u64>) -> Setting<CustomRole> {
    id.as_ref().map(|it| CustomRole::Returned(*it))
}

impl Kind for SamlGroupLink {
    const SPEC: Spec = Spec {
        identity: &["saml_group_name", "provider"],
        known: Known::Set,
        required: &["saml_group_name", "access_level"],
        listing: Listing { paging: Paging::Whole, element: Element::Named("name") },
        ..Spec::list(
            "saml_group_links",
            "SAML group link",
            In::Group,
            Rank::Settings,
            NEEDS,
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { saml_group_name, provider, access_level, member_role } = self;
        f.identity("saml_group_name", saml_group_name);
        f.plain("provider", provider).or_null().omittable();
        f.plain("access_level", access_level);
        f.plain("member_role", member_role).sent_as("member_role_id").or_null().omittable();
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            name: String,
            #[serde(default)]
            provider: Option<String>,
            access_level: i64,
            #[serde(default)]
            member_role_id: Setting<u64>,
        }
        let Row { name, provider, access_level, member_role_id } = Row::deserialize(raw)?;
        if provider.as_deref() == Some("") {
            return Err(serde_json::Error::custom("the provider of a link is empty"));
        }
        Ok(SamlGroupLink {
            saml_group_name: name,
            provider: provider.map_or(Setting::Cleared, Setting::Value),
            access_level: Setting::Value(MemberRole::of(access_level)),
            member_role: role(&member_role_id),
        })
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        let path = collection.seg(raw["name"].as_str().unwrap_or_default());
        match raw["provider"].as_str() {
            Some(provider) => path.query("provider", provider),
            None => path,
        }
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(vec![Call::create(look, rows).without_nulls()])
    }

    fn update(&self, live: &Live<'_>, _: Vec<Change>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(replaced(live, &self.rows(), look))
    }
}

impl Kind for LdapGroupLink {
    const SPEC: Spec = Spec {
        identity: &["cn", "filter", "provider"],
        shown: &["cn"],
        known: Known::Set,
        required: &["provider", "group_access"],
        listing: Listing { paging: Paging::WholeOr404(NONE), element: Element::Named("provider") },
        ..Spec::list(
            "ldap_group_links",
            "LDAP group link",
            In::Group,
            Rank::Settings,
            NEEDS,
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { cn, filter, provider, group_access, member_role } = self;
        f.plain("cn", cn).or_null();
        f.plain("filter", filter).or_null();
        f.identity("provider", provider);
        f.plain("group_access", group_access);
        f.plain("member_role", member_role).sent_as("member_role_id").or_null().omittable();
    }

    fn check(&self, checks: &mut Checks) {
        match (self.cn.value(), self.filter.value()) {
            (None, None) => {
                checks.refuse("provider", "`cn` or `filter` is missing", "add one of them");
            }
            (Some(_), Some(_)) => checks.refuse(
                "filter",
                "a link has either `cn` or `filter`",
                "remove one of them, or declare a second link",
            ),
            _ => {}
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            cn: Option<String>,
            #[serde(default)]
            filter: Option<String>,
            #[serde(deserialize_with = "full_text")]
            provider: String,
            group_access: i64,
            #[serde(default)]
            member_role_id: Setting<u64>,
        }
        let Row { cn, filter, provider, group_access, member_role_id } = Row::deserialize(raw)?;
        let (cn, filter) = (cn.filter(|it| !it.is_empty()), filter.filter(|it| !it.is_empty()));
        // A deletion that names neither could delete another link.
        if cn.is_some() == filter.is_some() {
            return Err(serde_json::Error::custom(
                "a link has not exactly one of `cn` and `filter`",
            ));
        }
        let text = |it: Option<String>| it.map_or(Setting::Cleared, Setting::Value);
        Ok(LdapGroupLink {
            cn: text(cn),
            filter: text(filter),
            provider,
            group_access: Setting::Value(MemberRole::of(group_access)),
            member_role: role(&member_role_id),
        })
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        let text = |field: &str| raw[field].as_str().filter(|it| !it.is_empty());
        let by = ["cn", "filter", "provider"].into_iter().filter_map(|it| Some((it, text(it)?)));
        by.fold(collection, |path, (field, value)| path.query(field, value))
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(vec![Call::create(look, rows).without_nulls()])
    }

    fn update(&self, live: &Live<'_>, _: Vec<Change>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(replaced(live, &self.rows(), look))
    }
}
