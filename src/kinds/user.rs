//! Users of the instance.
//!
//! A user is read by name: the list of all users is long. GitLab confirms an e-mail address at creation only, so a creation always
//! asks for it; without `skip_reconfirmation`, a new address waits for a click on a link, and the response looks as if nothing was
//! wrong. States change by calls of their own, and only to and from `active`. A deleted user can be read for minutes, and its name
//! and address stay taken as long. A refused identity leaves an empty one behind. GitLab returns neither
//! `view_diffs_file_by_file` nor `policy_advanced_editor`, and has no call that sets `job_title` (all measured).

mod life;
mod ssh_key;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::Error as _;
use serde_json::{Map, Value, json};

use self::life::{COMMIT_EMAIL, EMAIL, IDENTITIES, PUBLIC_EMAIL, STATE};
pub use self::ssh_key::SshKey;
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, FieldNeeds, Fields, Halt, In, Keyed, Kind, Known,
    Level, Live, Look, Naming, Needs, Rank, Removal, Rows, Secret, Setting, Spec, Tier, Whole,
    full_text,
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
    /// E-mail address on the profile of the user: a confirmed address of theirs.
    #[serde(default)]
    #[schemars(length(min = 3), regex(pattern = "^[^@\\s,]+@[^@\\s,]+$"), extend("patternErrorMessage" = "one e-mail address"), extend("x-apart" = signs_in()), example = &"jane@acme.com")]
    pub public_email: Setting<String>,
    /// E-mail address of commits that the user makes on GitLab's pages: a confirmed address of theirs, or `_private` for one that GitLab
    /// makes up. By default it is `email`.
    #[serde(default)]
    #[schemars(regex(pattern = "^(_private|[^@\\s,]+@[^@\\s,]+)$"), extend("patternErrorMessage" = "one e-mail address, or `_private`"), extend("x-apart" = signs_in()), example = &"_private", example = &"jane@acme.com")]
    pub commit_email: Setting<String>,
    /// What the user writes about themselves.
    #[serde(default)]
    #[schemars(length(max = 255), example = &"Likes small changes")]
    pub bio: Setting<String>,
    /// Where the user is.
    #[serde(default)]
    #[schemars(length(max = 500), regex(pattern = "^[^<>]*$"), extend("patternErrorMessage" = UNTAGGED), example = &"Vienna")]
    pub location: Setting<String>,
    /// Organization of the user.
    #[serde(default)]
    #[schemars(length(max = 500), regex(pattern = "^[^<>]*$"), extend("patternErrorMessage" = UNTAGGED), example = &"Acme")]
    pub organization: Setting<String>,
    /// Pronouns of the user.
    #[serde(default)]
    #[schemars(length(min = 1, max = 50), example = &"she/her")]
    pub pronouns: Setting<String>,
    /// Website of the user.
    #[serde(default)]
    #[schemars(length(max = 500), regex(pattern = r"^(https?://[^\s/?#@]+([/?#]\S*)?)?$"), extend("patternErrorMessage" = "a URL that begins with http:// or https://, without spaces and credentials"), example = &"https://jane.example.com")]
    pub website_url: Setting<String>,
    /// Name or profile at LinkedIn.
    #[serde(default)]
    #[schemars(length(max = 500), regex(pattern = "^[^<>&]*$"), extend("patternErrorMessage" = UNTAGGED), example = &"jane-doe")]
    pub linkedin: Setting<String>,
    /// Name at X.
    #[serde(default)]
    #[schemars(length(max = 500), regex(pattern = "^[^<>&]*$"), extend("patternErrorMessage" = UNTAGGED), example = &"jane")]
    pub twitter: Setting<String>,
    /// ID at Discord.
    #[serde(default)]
    #[schemars(regex(pattern = "^([0-9]{17,20})?$"), extend("patternErrorMessage" = "an ID of 17 to 20 digits"), example = &"123456789012345678")]
    pub discord: Setting<String>,
    /// Name at GitHub.
    #[serde(default)]
    #[schemars(length(max = 500), regex(pattern = "^[^<>&]*$"), extend("patternErrorMessage" = UNTAGGED), example = &"jane")]
    pub github: Setting<String>,
    /// Number of the colors of GitLab's pages.
    #[serde(default)]
    #[schemars(range(min = 1, max = 11), example = 1, example = 3)]
    pub theme_id: Setting<u64>,
    /// Number of the colors in which code is shown.
    #[serde(default)]
    #[schemars(range(min = 1, max = 6), example = 1, example = 2)]
    pub color_scheme_id: Setting<u64>,
    /// Compute minutes of the personal namespace in a month. `0` is no limit; `null` is the limit of the instance.
    #[serde(default)]
    #[schemars(range(min = 0, max = 2_147_483_647), example = 0, example = 400)]
    pub shared_runners_minutes_limit: Setting<u64>,
    /// Compute minutes that were bought in addition.
    #[serde(default)]
    #[schemars(range(min = 0, max = 2_147_483_647), example = 0, example = 100)]
    pub extra_shared_runners_minutes_limit: Setting<u64>,
    /// Names of the user at identity providers, by provider. `null` removes one; providers that are not listed stay.
    #[serde(default)]
    #[schemars(example = json!({ "saml": "jane@acme.com" }))]
    pub identities: Setting<BTreeMap<String, Option<String>>>,
}

/// GitLab removes tags, and writes `&` in another way, in some of these.
const UNTAGGED: &str = "a text without `<`, `>`, and, in names at other services, `&`";

/// The fields that responses to administrators have under the same name.
const READ: &[&str] = &[
    "username",
    "name",
    EMAIL,
    STATE,
    "external",
    "can_create_group",
    "projects_limit",
    "note",
    "private_profile",
    PUBLIC_EMAIL,
    COMMIT_EMAIL,
    "bio",
    "location",
    "organization",
    "pronouns",
    "website_url",
    "linkedin",
    "twitter",
    "discord",
    "github",
    "theme_id",
    "color_scheme_id",
    "shared_runners_minutes_limit",
    "extra_shared_runners_minutes_limit",
];

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
        // Only people: not bots, internal users, and service accounts. Their tokens are their own.
        whole: Some(Whole {
            query: &[("humans", "true"), ("order_by", "id")],
            keyset: (16, 5),
            with: &["keys"],
            creates: &["password"],
        }),
        later: &[
            COMMIT_EMAIL,
            "organization",
            "pronouns",
            "shared_runners_minutes_limit",
            "extra_shared_runners_minutes_limit",
        ],
        entries: &[(IDENTITIES, Keyed::Key)],
        ..Spec::list(
            USERS,
            "user",
            In::Instance,
            Rank::Settings,
            Needs {
                fields: &[
                    FieldNeeds::tier("shared_runners_minutes_limit", Tier::Premium),
                    FieldNeeds::tier("extra_shared_runners_minutes_limit", Tier::Premium),
                ],
                ..Needs::of(Tier::Free, Level::Administrator, Level::Administrator)
            },
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
            public_email,
            commit_email,
            bio,
            location,
            organization,
            pronouns,
            website_url,
            linkedin,
            twitter,
            discord,
            github,
            theme_id,
            color_scheme_id,
            shared_runners_minutes_limit,
            extra_shared_runners_minutes_limit,
            identities,
        } = self;
        let lower = |it: &Setting<String>| it.as_ref().map(|it| it.to_lowercase());
        f.identity("username", username).named(Naming::User);
        f.plain("name", &name.as_ref().map(|it| it.trim().to_owned()));
        f.plain(EMAIL, &lower(email));
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
        f.plain(PUBLIC_EMAIL, &lower(public_email)).or_null();
        // What GitLab returns if none is set.
        let row = f.plain(COMMIT_EMAIL, &lower(commit_email));
        if let Some(email) = email.value() {
            row.default(email.to_lowercase());
        }
        f.plain("bio", bio).default("");
        f.plain("location", location).default("");
        f.plain("organization", organization).default("");
        f.plain("pronouns", pronouns).or_null();
        f.plain("website_url", website_url).default("");
        f.plain("linkedin", linkedin).default("");
        f.plain("twitter", twitter).default("");
        f.plain("discord", discord).default("");
        f.plain("github", github).default("");
        f.plain("theme_id", theme_id).or_null();
        f.plain("color_scheme_id", color_scheme_id);
        f.plain("shared_runners_minutes_limit", shared_runners_minutes_limit).or_null();
        f.plain("extra_shared_runners_minutes_limit", extra_shared_runners_minutes_limit).or_null();
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

    /// All of these are in responses to administrators only.
    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Identity {
            #[serde(deserialize_with = "full_text")]
            provider: String,
            extern_uid: Option<String>,
        }
        let read = |from: &'static str| Some((from.to_owned(), raw.get(from)?.clone()));
        let mut own: Map<String, Value> = READ.iter().filter_map(|it| read(it)).collect();
        for field in ["username", "name", STATE] {
            let text = own.get(field).and_then(Value::as_str);
            if text.is_none_or(|it| it.is_empty() && field != "name") {
                return Err(serde_json::Error::custom(format!("it has no `{field}`")));
            }
        }
        for (field, returned) in [("admin", "is_admin"), ("auditor", "is_auditor")] {
            own.extend(raw.get(returned).map(|it| (field.to_owned(), it.clone())));
        }
        // Both of GitLab's words for nothing.
        for field in [PUBLIC_EMAIL, "pronouns"] {
            own.entry(field).and_modify(|it| *it = if it == "" { Value::Null } else { it.take() });
        }
        own.entry("external")
            .and_modify(|it| *it = if it.is_null() { false.into() } else { it.take() });
        // What `_private` stands for has the ID and the name of the user before GitLab's own host.
        let made_up = format!("{}-{}@", raw["id"], raw["username"].as_str().unwrap_or_default());
        own.entry(COMMIT_EMAIL).and_modify(|it| {
            if it.as_str().is_some_and(|it| it.to_lowercase().starts_with(&made_up.to_lowercase()))
            {
                *it = "_private".into();
            }
        });
        // An identity without a name is what a refused change left behind.
        let identities = <Setting<Vec<Identity>>>::deserialize(&raw["identities"])?;
        let named = |all: Vec<Identity>| {
            let named = all.into_iter().filter(|it| it.extern_uid.is_some());
            named.map(|it| (it.provider, it.extern_uid)).collect()
        };
        let user: User = serde_json::from_value(Value::Object(own))?;
        Ok(User { identities: identities.map(named), ..user })
    }

    /// Others get a list, too, with the names alone.
    fn owns(live: &Live<'_>, _look: &Look<'_>) -> Result<bool, Halt> {
        match live.raw.get("is_admin") {
            Some(_) => Ok(true),
            None => Err(Halt::impossible(
                "this token cannot see more of users than their names",
                "use an administrator's token, with the scope `admin_mode` if admin mode is on",
            )),
        }
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
        let (own, mut plain): (Vec<_>, Vec<_>) = changes.into_iter().partition(own);
        let mut calls = Vec::new();
        life::are_confirmed(&plain, live, look)?;
        // GitLab does not accept the address that the same call makes the primary one.
        let mut addresses = Vec::new();
        if plain.iter().any(|it| it.field == EMAIL) {
            let other = |it: &mut Change| [PUBLIC_EMAIL, COMMIT_EMAIL].contains(&it.field);
            addresses = plain.extract_if(.., other).collect();
        }
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
        if !addresses.is_empty() {
            let call = Call::set(look, live.path.clone(), addresses);
            calls.push(call.because("GitLab accepts an address only after it has it"));
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
