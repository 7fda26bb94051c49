//! Push mirrors of a project.
//!
//! GitLab masks credentials in the URL that it returns, and a PUT ignores a new URL (both measured): a mirror with other
//! credentials is another one. GitLab accepts a second mirror with the same URL. Of `only_protected_branches` and
//! `mirror_branch_regex`, a request can have one, whatever its value, and each one turns the other one off (measured).

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::resource::{
    Call, Change, Checks, Credentials, Datum, Duplicates, Fields, Halt, In, Kind, Level, Live,
    Look, Needs, Object as _, Rank, Rows, Setting, Spec, Tier, Undo, joined, parted,
};

/// A repository elsewhere that GitLab pushes the project's branches and tags to.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
pub struct PushMirror {
    /// URL of the other repository, without credentials. Its host and path identify the mirror.
    #[schemars(length(max = 2000), regex(pattern = r"^(https?|ssh|git)://\S+$"), extend("patternErrorMessage" = "a URL that begins with https://, http://, ssh://, or git://, without spaces"), example = &"https://git.example.com/acme/api.git")]
    pub url: String,
    /// User and password for the other server. GitLab returns only whether they are set, and cannot change them, so a
    /// mirror with new ones is recreated.
    #[serde(default)]
    #[schemars(example = example_credentials())]
    pub credentials: Setting<Credentials>,
    /// How GitLab authenticates to the other server.
    #[serde(default)]
    pub auth_method: Setting<AuthMethod>,
    /// Whether GitLab pushes.
    #[serde(default)]
    pub enabled: Setting<bool>,
    /// Push protected branches only.
    #[serde(default)]
    pub only_protected_branches: Setting<bool>,
    /// Push only branches that match this regular expression (RE2).
    #[serde(default)]
    #[schemars(length(min = 1), extend("x-apart" = {}), example = &"^release/")]
    pub mirror_branch_regex: Setting<String>,
    /// Skip branches that diverged, instead of overwriting them.
    #[serde(default)]
    pub keep_divergent_refs: Setting<bool>,
}

/// How GitLab authenticates to another server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum AuthMethod {
    /// By `credentials`.
    Password,
    /// By an SSH key that GitLab creates for the mirror.
    SshPublicKey,
}

fn example_credentials() -> Value {
    json!({ "user": "mirror-bot", "password": { "env": "MIRROR_TOKEN" } })
}

const URL: &str = "url";
const CREDENTIALS: &str = "credentials";
const PROTECTED: &str = "only_protected_branches";
pub(super) const REGEX: &str = "mirror_branch_regex";

/// Host and path of a URL.
fn host_and_path(url: String) -> String {
    let (bare, _) = parted(&url);
    let rest = bare.split_once("://").map_or(&*bare, |(_, rest)| rest);
    let end = rest.find('/').unwrap_or(rest.len());
    let at = rest[..end].rfind('@').map_or(0, |at| at + 1);
    rest[at..].to_owned()
}

/// Whether a URL has a user, which is a part of the address of an SSH server.
pub(super) fn has_user(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split('/').next().is_some_and(|it| it.contains('@'))
}

/// Removes the one of two exclusive fields that the other one turns off.
pub(super) fn exclusive(body: &mut Value, protected: &str) {
    let Some(fields) = body.as_object_mut() else { return };
    if fields.contains_key(protected) && fields.contains_key(REGEX) {
        let regex = fields.get(REGEX).is_some_and(|it| !it.is_null());
        fields.shift_remove(if regex { protected } else { REGEX });
    }
}

/// What changes turn off that a file may not mention.
pub(super) fn turned_off(changes: &[Change], live: &Value, protected: &str) -> Option<String> {
    let set = |field: &str| {
        let off = [Some(Datum::Null), Some(Datum::Bool(false))];
        changes.iter().any(|it| it.field == field && !off.contains(&it.after))
    };
    let off = match live[REGEX].is_string() {
        true if set(protected) => REGEX,
        false if set(REGEX) && live[protected] == true => protected,
        _ => return None,
    };
    Some(format!("GitLab turns `{off}` off with this change"))
}

/// The body as GitLab expects it.
fn sent(call: Call) -> Call {
    let settled = |mut body: Value| {
        joined(&mut body);
        exclusive(&mut body, PROTECTED);
        body
    };
    let undo = call.undo.map(|it| Undo { body: settled(it.body), ..it });
    Call { body: settled(call.body), undo, ..call }
}

impl Kind for PushMirror {
    const SPEC: Spec = Spec {
        path: "remote_mirrors",
        identity: &[URL],
        keyed: host_and_path,
        ..Spec::list(
            "push_mirrors",
            "push mirror",
            In::Project,
            Rank::Settings,
            Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer),
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            url,
            credentials,
            auth_method,
            enabled,
            only_protected_branches,
            mirror_branch_regex,
            keep_divergent_refs,
        } = self;
        f.plain(URL, &Setting::Value(url.clone())).credentials_in(CREDENTIALS);
        f.write_only(CREDENTIALS, credentials).or_null();
        let method = auth_method.map(|it| match it {
            AuthMethod::Password => "password",
            AuthMethod::SshPublicKey => "ssh_public_key",
        });
        f.plain("auth_method", &method).default("password");
        f.plain("enabled", enabled).default(false);
        f.plain(PROTECTED, only_protected_branches).default(false);
        f.plain(REGEX, mirror_branch_regex).or_null();
        f.plain("keep_divergent_refs", keep_divergent_refs).default(false);
    }

    fn check(&self, checks: &mut Checks) {
        if has_user(&self.url) && self.credentials.value().is_some() {
            checks.refuse(
                CREDENTIALS,
                "`url` has a user, and `credentials` has another one",
                "remove the user from `url`, or remove `credentials`",
            );
        }
        if self.only_protected_branches.value() == Some(&true)
            && self.mirror_branch_regex.value().is_some()
        {
            checks.refuse(
                REGEX,
                "GitLab pushes either protected branches or those that match a regular expression",
                "remove `only_protected_branches` or `mirror_branch_regex`",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        if let Some(Value::String(url)) = object.get(URL) {
            let (bare, there) = parted(url);
            let bare = Value::from(bare.into_owned());
            object.insert(CREDENTIALS.to_owned(), there.unwrap_or_default());
            object.insert(URL.to_owned(), bare);
        }
        for (field, usual) in [("enabled", json!(false)), ("keep_divergent_refs", json!(false))] {
            if object.get(field) == Some(&Value::Null) {
                object.insert(field.to_owned(), usual);
            }
        }
        Self::deserialize(Value::Object(object))
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        Ok(vec![sent(Call::create(look, rows))])
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let other = |it: &Change| matches!(it.field, URL | CREDENTIALS);
        if changes.iter().any(other) {
            let had = live.rows.iter().find(|it| it.name == CREDENTIALS).and_then(|it| it.value());
            if self.credentials == Setting::Unmanaged && had.is_some_and(|it| *it != Datum::Null) {
                return Err(Halt::impossible(
                    "GitLab cannot change the URL of a mirror, and labwright does not know the credentials with which to recreate it",
                    "declare `credentials`, or use `credentials: null` to remove them",
                ));
            }
            let why = "GitLab cannot change the URL or the credentials of a mirror";
            // What is not declared stays, unless it excludes what is.
            let mut whole = self.clone();
            if self.only_protected_branches.value() == Some(&true) {
                whole.mirror_branch_regex = Setting::Cleared;
            } else if self.mirror_branch_regex.value().is_some() {
                whole.only_protected_branches = Setting::Cleared;
            }
            let calls = Call::replace(look, live.path.clone(), &live.rows, &whole.rows());
            return Ok(calls.into_iter().map(|it| sent(it).because(why)).collect());
        }
        let off = turned_off(&changes, live.raw, PROTECTED);
        let call = sent(Call::set(look, live.path.clone(), changes));
        Ok(vec![match off {
            Some(why) => call.because(why),
            None => call,
        }])
    }

    fn loosens(change: &Change) -> bool {
        change.field == PROTECTED && change.switches(false)
    }
}
