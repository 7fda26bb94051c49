//! Users of the instance.
//!
//! A user is read by name: the list of all users is long. GitLab confirms an e-mail address at creation only, so a creation always
//! asks for it; without `skip_reconfirmation`, a new address waits for a click on a link, and the response looks as if nothing was
//! wrong. States change by calls of their own, and only to and from `active`. A deleted user can be read for minutes, and its name
//! and address stay taken as long. A refused identity leaves an empty one behind (all measured).

mod life;
mod ssh_key;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use self::life::{EMAIL, IDENTITIES, STATE};
pub use self::ssh_key::SshKey;
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, Fields, Halt, In, Keyed, Kind, Known, Level, Live,
    Look, Naming, Needs, Rank, Removal, Rows, Secret, Setting, Spec, Tier, full_text,
};

/// The kind of the users.
pub(crate) const USERS: &str = "users";

/// An account that people sign in with. `prune` never deletes one.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct User {
    /// Username. Case is ignored.
    #[schemars(length(min = 1, max = 255), example = &"jane")]
    pub username: String,
    /// Display name.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"Jane Doe")]
    pub name: Setting<String>,
    /// Primary e-mail address, which labwright always sets as confirmed. GitLab keeps an earlier address as a secondary one.
    #[serde(default)]
    #[schemars(length(min = 3), regex(pattern = "^[^@\\s,]+@[^@\\s,]+$"), extend("patternErrorMessage" = "one e-mail address"), example = &"jane@acme.com")]
    pub email: Setting<String>,
    /// Password: at least 8 characters. Sent at creation, and with `--rotate-secrets`.
    #[serde(default)]
    #[schemars(extend("x-apart" = apart()), example = json!({ "env": "JANE_PASSWORD" }))]
    pub password: Setting<Secret>,
    /// When the user is created: send an e-mail with a link for setting a password.
    #[serde(default)]
    pub reset_password: Setting<bool>,
    /// When the user is created: set a password that nobody knows, for people who sign in with an identity provider.
    #[serde(default)]
    #[schemars(extend("x-apart" = apart()))]
    pub force_random_password: Setting<bool>,
    /// State of the account. GitLab deactivates only users who were not active for 90 days.
    #[serde(default)]
    #[schemars(extend("enum" = ["active", "blocked", "banned", "deactivated"]), example = &"active", example = &"blocked")]
    pub state: Setting<String>,
    /// Whether the user is an administrator.
    #[serde(default)]
    pub admin: Setting<bool>,
    /// Whether the user can see everything, and change nothing.
    #[serde(default)]
    #[schemars(extend("x-apart" = signs_in()))]
    pub auditor: Setting<bool>,
    /// Whether the user is external: sees only what they are a member of, and creates nothing.
    #[serde(default)]
    #[schemars(extend("x-apart" = signs_in()))]
    pub external: Setting<bool>,
    /// Whether the user can create top-level groups.
    #[serde(default)]
    pub can_create_group: Setting<bool>,
    /// How many personal projects the user can have.
    #[serde(default)]
    #[schemars(range(min = 0, max = 2_147_483_647), example = 10, example = 0)]
    pub projects_limit: Setting<u64>,
    /// Note for administrators.
    #[serde(default)]
    #[schemars(example = &"Contractor until March")]
    pub note: Setting<String>,
    /// Whether others see only the name of the user.
    #[serde(default)]
    pub private_profile: Setting<bool>,
    /// Names of the user at identity providers, by provider. `null` removes one; providers that are not listed stay.
    #[serde(default)]
    #[schemars(example = json!({ "saml": "jane@acme.com" }))]
    pub identities: Setting<BTreeMap<String, Option<String>>>,
}

/// What the example of a new user has in any case.
fn apart() -> Value {
    json!({ "name": "Jane Doe", "email": "jane@acme.com" })
}

/// The same, with a way to sign in.
fn signs_in() -> Value {
    json!({ "name": "Jane Doe", "email": "jane@acme.com", "reset_password": true })
}

/// GitLab stores names of LDAP in lower case, without spaces after commas.
fn normal(provider: &str, uid: &str) -> String {
    match provider.starts_with("ldap") {
        true => uid.split(',').map(|it| it.trim().to_lowercase()).collect::<Vec<_>>().join(","),
        false => uid.to_owned(),
    }
}

impl Kind for User {
    const SPEC: Spec = Spec {
        identity: &["username"],
        shown: &["name", "email", "reset_password"],
        known: Known::Folded,
        removal: Removal::Absent,
        each: true,
        asked_by: Some("username"),
        entries: &[(IDENTITIES, Keyed::Key)],
        ..Spec::list(
            USERS,
            "user",
            In::Instance,
            Rank::Settings,
            Needs::of(Tier::Free, Level::Administrator, Level::Administrator),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            username,
            name,
            email,
            password,
            reset_password,
            force_random_password,
            state,
            admin,
            auditor,
            external,
            can_create_group,
            projects_limit,
            note,
            private_profile,
            identities,
        } = self;
        f.identity("username", username).named(Naming::User);
        f.plain("name", &name.as_ref().map(|it| it.trim().to_owned()));
        f.plain(EMAIL, &email.as_ref().map(|it| it.to_lowercase()));
        f.write_only("password", password).omittable();
        f.guide("reset_password", reset_password);
        f.guide("force_random_password", force_random_password);
        f.state(state).default("active");
        f.plain("admin", admin).default(false);
        f.plain("auditor", auditor).default(false);
        f.plain("external", external).default(false);
        f.plain("can_create_group", can_create_group);
        f.plain("projects_limit", projects_limit);
        f.plain("note", note).or_null();
        f.plain("private_profile", private_profile).default(false);
        let entry = |(provider, uid): (&String, &Option<String>)| {
            let uid = uid.as_ref().map_or(Datum::Null, |it| Datum::Text(normal(provider, it)));
            (provider.clone(), uid)
        };
        let identities =
            identities.as_ref().map(|it| Datum::Record(it.iter().map(entry).collect()));
        f.plain(IDENTITIES, &identities).default(Datum::Record(BTreeMap::new())).partial = true;
    }

    fn check(&self, checks: &mut Checks) {
        let is = |it: &Setting<bool>| it.value() == Some(&true);
        if is(&self.admin) && is(&self.auditor) {
            checks.refuse(
                "auditor",
                "a user cannot be both an administrator and an auditor",
                "remove `auditor`, or `admin`",
            );
        }
        let limited =
            is(&self.can_create_group) || self.projects_limit.value().is_some_and(|it| *it > 0);
        if is(&self.external) && limited {
            checks.refuse(
                "external",
                "an external user can create neither groups nor projects",
                "remove `can_create_group` and `projects_limit`, or `external`",
            );
        }
        for (provider, uid) in self.identities.value().into_iter().flatten() {
            checks.name(IDENTITIES, Naming::Plain, provider);
            if uid.as_ref().is_some_and(String::is_empty) {
                checks.refuse_entry(
                    IDENTITIES,
                    provider,
                    false,
                    "GitLab would keep an identity with an empty name",
                    "write `null` to remove the identity",
                );
            }
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(deserialize_with = "full_text")]
            username: String,
            name: String,
            #[serde(default)]
            email: Setting<String>,
            #[serde(deserialize_with = "full_text")]
            state: String,
            #[serde(default)]
            is_admin: Setting<bool>,
            #[serde(default)]
            is_auditor: Setting<bool>,
            #[serde(default)]
            external: Setting<bool>,
            #[serde(default)]
            can_create_group: Setting<bool>,
            #[serde(default)]
            projects_limit: Setting<u64>,
            #[serde(default)]
            note: Setting<String>,
            #[serde(default)]
            private_profile: Setting<bool>,
            #[serde(default)]
            identities: Setting<Vec<Identity>>,
        }
        #[derive(Deserialize)]
        struct Identity {
            #[serde(deserialize_with = "full_text")]
            provider: String,
            extern_uid: Option<String>,
        }
        // All of these are in responses to administrators only.
        let row = Row::deserialize(raw)?;
        // An identity without a name is what a refused change left behind.
        let named = |all: Vec<Identity>| {
            let named = all.into_iter().filter(|it| it.extern_uid.is_some());
            named.map(|it| (it.provider, it.extern_uid)).collect()
        };
        Ok(User {
            username: row.username,
            name: Setting::Value(row.name),
            email: row.email,
            state: Setting::Value(row.state),
            admin: row.is_admin,
            auditor: row.is_auditor,
            external: match row.external {
                Setting::Cleared => Setting::Value(false),
                other => other,
            },
            can_create_group: row.can_create_group,
            projects_limit: row.projects_limit,
            note: row.note,
            private_profile: row.private_profile,
            identities: row.identities.map(named),
            ..User::default()
        })
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let made_by_gitlab = [&self.reset_password, &self.force_random_password];
        let signs_in = self.password.value().is_some()
            || made_by_gitlab.iter().any(|it| it.value() == Some(&true));
        life::can_be_created(&self.username, signs_in, rows, look)?;
        let mut calls = life::create(rows, look);
        let path = look.collection().created();
        for change in crate::resource::created(rows) {
            calls.extend(life::own_calls(&path, &change, look)?);
        }
        Ok(calls)
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let own = |it: &Change| it.field == STATE || it.field == IDENTITIES;
        let (own, plain): (Vec<_>, Vec<_>) = changes.into_iter().partition(own);
        let mut calls = Vec::new();
        if let Some(email) = plain.iter().find(|it| it.field == EMAIL) {
            life::is_free(email.after.as_ref(), live.raw["id"].as_u64(), look)?;
        }
        if !plain.is_empty() {
            let internal = plain.iter().any(|it| it.field == "external" && it.switches(false));
            let emails = plain.iter().any(|it| it.field == EMAIL);
            let mut call = Call::set(look, live.path.clone(), plain);
            if emails {
                call.body["skip_reconfirmation"] = Value::Bool(true);
            }
            // GitLab resets both for a user who is no longer external.
            let mut kept = Map::new();
            if internal && let Some(limit) = self.projects_limit.value() {
                kept.insert("projects_limit".to_owned(), Value::from(*limit));
            }
            if internal && let Some(may) = self.can_create_group.value() {
                kept.insert("can_create_group".to_owned(), Value::from(*may));
            }
            if let Some(body) = call.body.as_object_mut() {
                body.extend(kept);
            }
            calls.push(call);
        }
        for change in own {
            calls.extend(life::own_calls(&live.path, &change, look)?);
        }
        Ok(calls)
    }

    fn delete(live: &Live<'_>, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        life::delete(live, look)
    }

    fn loosens(change: &Change) -> bool {
        match change.field {
            "admin" | "auditor" => change.switches(true),
            "external" => change.switches(false),
            STATE => change.after == Some(Datum::Text("active".to_owned())),
            _ => false,
        }
    }

    fn locks_out(
        live: &Live<'_>,
        changes: &[Change],
        look: &Look<'_>,
    ) -> Result<Option<String>, Halt> {
        life::locks_out(live, changes, look)
    }
}
