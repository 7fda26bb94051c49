//! Custom roles of the instance, as far as a token can see them.
//!
//! Only administrators can list them, although owners and maintainers can assign them (measured). For others, a role is found
//! on a member who has it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::datum::Datum;
use super::halt::Halt;
use super::look::Look;
use super::lower::Lower;
use super::name::marked;
use super::reference::{CUSTOM_ROLES, Ref};
use super::role::MemberRole;
use super::setting::Setting;
use crate::gitlab::{ApiPath, Listing, Paging};

/// A custom role: in a file by its name, in a response by its ID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CustomRole {
    /// By its name.
    Named(String),
    /// By its ID.
    Returned(u64),
}

impl Lower for CustomRole {
    fn lower(&self) -> Datum {
        Datum::Ref(match self {
            CustomRole::Named(name) => Ref::member_role(name),
            CustomRole::Returned(id) => Ref::returned(CUSTOM_ROLES, *id, ""),
        })
    }
}

impl<'de> Deserialize<'de> for CustomRole {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(CustomRole::Named)
    }
}

impl JsonSchema for CustomRole {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "CustomRole".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "minLength": 1 })
    }
}

impl<'a> Look<'a> {
    /// The custom role with a name, which is case-sensitive.
    ///
    /// # Errors
    /// When it does not exist, this token cannot see it, or a fact was not read yet or could not be read.
    pub fn member_role(&self, name: &str) -> Result<&'a Value, Halt> {
        let listing = Listing { paging: Paging::Whole, ..Listing::default() };
        let is_it = |it: &&Value| it["name"] == name;
        match self.list_as(ApiPath::new("member_roles"), listing) {
            Ok(roles) => roles.iter().find(is_it).ok_or_else(|| {
                Halt::impossible(
                    format!("the custom role `{}` does not exist", marked(name)),
                    "use the name of an existing custom role; names are case-sensitive",
                )
            }),
            Err(Halt::Unreadable(error)) if matches!(error.status(), Some(403 | 404)) => {
                let members = self.list(self.scope().at("members"))?;
                let found = members.iter().map(|it| &it["member_role"]).find(is_it);
                found.ok_or_else(|| {
                    let (name, scope) = (marked(name), self.scope());
                    Halt::impossible(
                        format!(
                            "cannot find the custom role `{name}`: only administrators can list custom roles, and no member \
                             of {scope} has it"
                        ),
                        "use an administrator's token, or assign the role to one member in GitLab, which requires GitLab Ultimate",
                    )
                })
            }
            Err(other) => Err(other),
        }
    }

    /// Refuses an access level that is not the base level of the custom role.
    ///
    /// # Errors
    /// When it is not, or a fact was not read yet or could not be read.
    pub fn fits_role(
        &self,
        role: &Setting<String>,
        level: &Setting<MemberRole>,
    ) -> Result<(), Halt> {
        let (Some(name), Some(level)) = (role.value(), level.value()) else { return Ok(()) };
        let base = self.member_role(name)?["base_access_level"].as_i64();
        let base = base.ok_or_else(|| {
            Halt::not_understood(format!("the custom role `{}` has no base level", marked(name)))
        })?;
        let (base, level) = (MemberRole::of(base), *level);
        if base == level {
            return Ok(());
        }
        Err(Halt::impossible(
            format!(
                "`access_level` is {level}, but the base level of the custom role `{}` is {base}",
                marked(name)
            ),
            format!("set `access_level: {base}`, or use a custom role with the base level {level}"),
        ))
    }
}
