//! The pull mirror of a project.
//!
//! GitLab has no DELETE for it: it is turned off, and a GET then answers 400, as for a project that never had one. GitLab
//! masks credentials in the URL that it returns. Each of `only_mirror_protected_branches` and `mirror_branch_regex` turns the
//! other one off (all measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::push_mirror::{REGEX, exclusive, has_user, turned_off};
use crate::gitlab::{Element, Listing, Method, Paging};
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, Fields, Halt, In, Kind, Level, Live, Login, Look,
    Lower, Naming, Needs, PRESENT, Rank, Removal, Rows, Rule, Secret, Setting, Shape, Spec, Tier,
    parted,
};

/// A repository elsewhere from which GitLab updates this one.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct PullMirror {
    /// Whether GitLab updates the project. Other fields have an effect only then.
    #[serde(default)]
    pub enabled: Setting<bool>,
    /// URL of the other repository, without credentials.
    #[serde(default)]
    #[schemars(length(max = 2000), regex(pattern = r"^(https?|ssh|git)://\S+$"), extend("patternErrorMessage" = "a URL that begins with https://, http://, ssh://, or git://, without spaces"), example = &"https://git.example.com/acme/api.git")]
    pub url: Setting<String>,
    /// User name at the other server, or where it is. GitLab returns only whether it is set.
    #[serde(default)]
    pub auth_user: Setting<Login>,
    /// Password or access token of the user. GitLab returns only whether it is set.
    #[serde(default)]
    pub auth_password: Setting<Secret>,
    /// Run pipelines for updates.
    #[serde(default)]
    pub mirror_trigger_builds: Setting<bool>,
    /// Update protected branches only.
    #[serde(default)]
    pub only_mirror_protected_branches: Setting<bool>,
    /// Update only branches that match this regular expression (RE2).
    #[serde(default)]
    #[schemars(length(min = 1), extend("x-apart" = { "url": "https://git.example.com/acme/api.git" }), example = &"^release/")]
    pub mirror_branch_regex: Setting<String>,
    /// Overwrite branches that diverged, instead of skipping them.
    #[serde(default)]
    pub mirror_overwrites_diverged_branches: Setting<bool>,
}

const ENABLED: &str = "enabled";
const URL: &str = "url";
const USER: &str = "auth_user";
const PASSWORD: &str = "auth_password";
const PROTECTED: &str = "only_mirror_protected_branches";

impl Kind for PullMirror {
    const SPEC: Spec = Spec {
        shape: Shape::Single,
        shown: &["url"],
        path: "mirror/pull",
        removal: Removal::Never,
        identity: &[],
        listing: Listing {
            paging: Paging::Whole,
            element: Element::NumberedUnless("The project is not mirrored"),
        },
        ..Spec::list(
            "pull_mirror",
            "pull mirror",
            In::Project,
            Rank::Settings,
            Needs::of(Tier::Premium, Level::Maintainer, Level::Maintainer),
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            enabled,
            url,
            auth_user,
            auth_password,
            mirror_trigger_builds,
            only_mirror_protected_branches,
            mirror_branch_regex,
            mirror_overwrites_diverged_branches,
        } = self;
        f.plain(ENABLED, enabled).default(true);
        f.plain(URL, url).credentials_in(PASSWORD).named(Naming::Plain);
        f.write_only(USER, auth_user);
        f.write_only(PASSWORD, auth_password);
        f.plain("mirror_trigger_builds", mirror_trigger_builds).default(false);
        f.plain(PROTECTED, only_mirror_protected_branches).default(false);
        f.plain(REGEX, mirror_branch_regex).or_null();
        f.plain("mirror_overwrites_diverged_branches", mirror_overwrites_diverged_branches)
            .default(false);
    }

    /// Refuses what GitLab would silently turn off, or ignore.
    fn check(&self, checks: &mut Checks) {
        if self.only_mirror_protected_branches.value() == Some(&true)
            && self.mirror_branch_regex.value().is_some()
        {
            checks.refuse(
                REGEX,
                "GitLab updates either protected branches or those that match a regular expression",
                "remove `only_mirror_protected_branches` or `mirror_branch_regex`",
            );
        }
        if self.url.value().is_some_and(|it| has_user(it)) && self.auth_user.value().is_some() {
            checks.refuse(
                USER,
                "`url` has a user, and `auth_user` is another one",
                "remove the user from `url`, or remove `auth_user`",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        if let Some(Value::String(url)) = object.get(URL) {
            let (bare, there) = parted(url);
            let bare = Value::from(bare.into_owned());
            for (field, part) in [(USER, "user"), (PASSWORD, "password")] {
                let is_set = there.as_ref().is_some_and(|it| !it[part].is_null());
                object.insert(field.to_owned(), json!({ PRESENT: is_set }));
            }
            object.insert(URL.to_owned(), bare);
        }
        for field in [PROTECTED, "mirror_overwrites_diverged_branches"] {
            if object.get(field) == Some(&Value::Null) {
                object.insert(field.to_owned(), json!(false));
            }
        }
        Self::deserialize(Value::Object(object))
    }

    /// A project that has no pull mirror gets one by a PUT. One that is off is as good as none.
    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        if self.enabled.value() == Some(&false) {
            return Ok(Vec::new());
        }
        if self.url.value().is_none() {
            return Err(Halt::impossible(
                "the project is not mirrored, and `url` is missing",
                "add `url`, or use `enabled: false`",
            ));
        }
        let mut call = Call { method: Method::Put, ..Call::create(look, rows) };
        call.body[ENABLED] = json!(true);
        exclusive(&mut call.body, PROTECTED);
        Ok(vec![call])
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let mut changes = changes;
        // A mirror that is off returns nothing else.
        if self.enabled.value() == Some(&false) {
            changes.retain(|it| it.field == ENABLED);
        } else if changes.iter().any(|it| it.field == URL) {
            let secrets = [
                (USER, self.auth_user.value().map(Lower::lower)),
                (PASSWORD, self.auth_password.value().map(Lower::lower)),
            ];
            for (field, wanted) in secrets {
                let had = live.rows.iter().find(|it| it.name == field).and_then(|it| it.value());
                match wanted {
                    Some(after) if changes.iter().all(|it| it.field != field) => {
                        let rule = Rule::WriteOnly;
                        let after = Some(after);
                        changes.push(Change { field, wire: field, rule, before: None, after });
                    }
                    None if had == Some(&Datum::Secret(Secret::Present(true))) => {
                        return Err(Halt::impossible(
                            format!(
                                "a new URL requires `{field}` again, and labwright does not know it"
                            ),
                            format!("declare `{field}`"),
                        ));
                    }
                    _ => {}
                }
            }
        }
        let off = turned_off(&changes, live.raw, PROTECTED);
        let mut call = Call::set(look, live.path.clone(), changes);
        exclusive(&mut call.body, PROTECTED);
        Ok(vec![match off {
            Some(why) => call.because(why),
            None => call,
        }])
    }

    fn loosens(change: &Change) -> bool {
        change.field == PROTECTED && change.switches(false)
    }
}
