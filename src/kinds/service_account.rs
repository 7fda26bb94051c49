//! Service accounts of the instance and of top-level groups.
//!
//! GitLab lists accounts of groups among those of the instance, without saying so; the user itself has the group. An account of
//! the instance is deleted as a user. GitLab accepts another e-mail address for an account of a group and keeps the old one
//! (all measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::gitlab::{ApiPath, Method};
use crate::resource::{
    Call, Change, Check, Duplicates, Fields, Found, Fresh, Halt, In, Kind, Known, Level, Live,
    Look, Naming, Needs, Rank, Removal, Setting, Spec, Tier, full_text,
};

/// An account for automation, which nobody signs in with. `prune` never deletes one.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct ServiceAccount {
    /// Username. Case is ignored.
    #[schemars(length(min = 1, max = 255), example = &"deploy-bot")]
    pub username: String,
    /// Display name.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"Deployments")]
    pub name: Setting<String>,
    /// E-mail address. GitLab does not change the address of an account of a group.
    #[serde(default)]
    #[schemars(length(min = 3), regex(pattern = "^[^@\\s,]+@[^@\\s,]+$"), extend("patternErrorMessage" = "one e-mail address"), example = &"deploy-bot@acme.com")]
    pub email: Setting<String>,
}

/// Service accounts of a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    inside: "",
    top: true,
    needs: Needs::of(Tier::Premium, Level::Owner, Level::Owner),
    ..ServiceAccount::SPEC
};

impl Kind for ServiceAccount {
    const SPEC: Spec = Spec {
        identity: &["username"],
        known: Known::Folded,
        // GitLab has no tokens of accounts of the instance, only of users.
        inside: "users",
        removal: Removal::Absent,
        update: Method::Patch,
        ..Spec::list(
            "service_accounts",
            "service account",
            In::Instance,
            Rank::Settings,
            Needs::of(Tier::Premium, Level::Administrator, Level::Administrator),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { username, name, email } = self;
        f.identity("username", username).named(Naming::User);
        f.plain("name", &name.as_ref().map(|it| it.trim().to_owned()));
        f.plain("email", &email.as_ref().map(|it| it.to_lowercase()));
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            username: String,
            name: String,
            email: String,
        }
        let Row { username, name, email } = Row::deserialize(raw)?;
        Ok(ServiceAccount { username, name: Setting::Value(name), email: Setting::Value(email) })
    }

    /// An account of a group is declared there.
    fn complete(&self, live: &mut Live<'_>, look: &Look<'_>) -> Result<(), Halt> {
        if look.scope().path().is_some() {
            return Ok(());
        }
        let user = look.find(ApiPath::new("users").id(live.raw))?;
        match user.map(|it| &it["provisioned_by_group_id"]) {
            None | Some(Value::Null) => Ok(()),
            Some(group) => Err(Halt::impossible(
                format!(
                    "it is a service account of the group with ID {group}, not of the instance"
                ),
                "declare it in `service_accounts` of that group",
            )),
        }
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let of_group = look.scope().path().is_some();
        if of_group && changes.iter().any(|it| it.field == "email") {
            return Err(Halt::impossible(
                "GitLab does not change the e-mail address of a group's service account",
                "remove `email`, or write the address that it has",
            ));
        }
        Ok(vec![Call::set(look, live.path.clone(), changes)])
    }

    /// GitLab has no deletion in the list of the instance, and removes an account only minutes later.
    fn delete(live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let user = ApiPath::new("users").id(live.raw);
        let path = match look.scope().path() {
            Some(_) => live.path.clone(),
            None => user.clone(),
        };
        let accepted = Check::status().traced(Fresh::find(user), |_, user| match user.is_null() {
            true => Found::Effect(Value::Null),
            false => Found::Unclear("GitLab removes an account only some minutes later".to_owned()),
        });
        let destroys = "the account is deleted, with its tokens, which stop working";
        let call = Call::delete(look, path, &live.rows);
        Ok(vec![Call { destroys: Some(destroys.to_owned()), check: accepted, ..call }])
    }
}
