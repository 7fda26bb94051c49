//! Integrations of projects and groups, by slug: a table has what is known of each.
//!
//! A PUT creates, changes, and always activates one; a DELETE disables it, and removes its properties and secrets (measured).
//! So an integration exists if it is active: GitLab lists no others. The list lacks properties. GitLab requires secrets with
//! every PUT and never returns them, so each one has all values that a file declares. While an integration is inherited, GitLab
//! answers 200 and ignores values, unless the request ends the inheritance (measured).

mod table;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use self::table::{SLUGS, Slug};
use crate::gitlab::{ApiPath, Element, Listing, Method, Paging};
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, FieldNeeds, Fields, Halt, In, Keyed, Kind, Level,
    Live, Look, Lower, Needs, Object as _, Rank, Rows, Secret, Setting, Spec, Tier,
};

/// An integration with another service.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Integration {
    /// Name of the integration in GitLab's API.
    #[schemars(regex(pattern = "^[a-z0-9]+(-[a-z0-9]+)*$"), extend("patternErrorMessage" = "the name of an integration in GitLab's API: lower-case letters, digits, and `-`"), extend("examples" = slugs()))]
    pub slug: String,
    /// Use the settings of the nearest group above that has the integration, or of the instance. Values of its own are then
    /// not allowed, because GitLab ignores them.
    #[serde(default = "own")]
    #[schemars(extend("x-apart" = {}))]
    pub use_inherited_settings: Setting<bool>,
    /// Properties, under the names that GitLab's API has for them. Properties that are not listed stay unchanged.
    #[serde(default)]
    #[schemars(schema_with = "properties")]
    pub properties: Setting<BTreeMap<String, Property>>,
    /// Secrets, under the names that GitLab's API has for them: tokens, passwords, and the URLs of webhooks. GitLab never
    /// returns them and requires them with every change, so they are part of each one. Changed secrets are sent with
    /// `--rotate-secrets`.
    #[serde(default)]
    #[schemars(extend("propertyNames" = names()), example = json!({ "api_key": { "env": "PUSHOVER_KEY" } }))]
    pub secrets: Setting<BTreeMap<String, Secret>>,
    /// Trigger on commits.
    #[serde(default)]
    pub commit_events: Setting<bool>,
    /// Trigger on pushes.
    #[serde(default)]
    pub push_events: Setting<bool>,
    /// Trigger on pushed tags.
    #[serde(default)]
    pub tag_push_events: Setting<bool>,
    /// Trigger on issues that are not confidential.
    #[serde(default)]
    pub issues_events: Setting<bool>,
    /// Trigger on confidential issues.
    #[serde(default)]
    pub confidential_issues_events: Setting<bool>,
    /// Trigger on incidents.
    #[serde(default)]
    pub incident_events: Setting<bool>,
    /// Trigger on alerts.
    #[serde(default)]
    pub alert_events: Setting<bool>,
    /// Trigger on merge request events.
    #[serde(default)]
    pub merge_requests_events: Setting<bool>,
    /// Trigger on comments.
    #[serde(default)]
    pub note_events: Setting<bool>,
    /// Trigger on comments on confidential issues, and on internal notes.
    #[serde(default)]
    pub confidential_note_events: Setting<bool>,
    /// Comment on the issue when an event refers to it.
    #[serde(default)]
    pub comment_on_event_enabled: Setting<bool>,
    /// Trigger when the status of a pipeline changes.
    #[serde(default)]
    pub pipeline_events: Setting<bool>,
    /// Trigger when the status of a job changes.
    #[serde(default)]
    pub job_events: Setting<bool>,
    /// Trigger on deployments.
    #[serde(default)]
    pub deployment_events: Setting<bool>,
    /// Trigger on changes of wiki pages.
    #[serde(default)]
    pub wiki_page_events: Setting<bool>,
    /// Trigger on vulnerabilities.
    #[serde(default)]
    pub vulnerability_events: Setting<bool>,
}

/// The value of a property.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
pub enum Property {
    /// Nothing.
    None,
    /// `true` or `false`.
    Switch(bool),
    /// A whole number.
    Number(i64),
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

impl Lower for Property {
    fn lower(&self) -> Datum {
        match self {
            Property::None => Datum::Null,
            Property::Switch(it) => it.lower(),
            Property::Number(it) => Datum::Int(*it),
            Property::Text(it) => it.lower(),
            Property::List(it) => Datum::List(it.iter().map(Lower::lower).collect()),
        }
    }
}

fn own() -> Setting<bool> {
    Setting::Value(false)
}

/// What to do with a credential among the properties.
fn moved(name: &str) -> String {
    format!("move it to `secrets`, as a reference: secrets: {{ {name}: {{ env: NAME }} }}")
}

fn slugs() -> Value {
    // The first one has no table: its example goes with every event.
    ["pushover"].into_iter().chain(SLUGS.iter().map(|it| it.slug)).collect()
}

fn names() -> Value {
    json!({ "pattern": "^[a-z][a-z0-9_]*$", "patternErrorMessage": "a name of GitLab's API: lower-case letters, digits, and `_`" })
}

fn properties(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "type": "object",
        "propertyNames": names(),
        "additionalProperties": {
            "title": "a property",
            "type": ["string", "boolean", "integer", "array", "null"],
            "items": { "type": "string" },
        },
        "examples": [{ "priority": "0" }],
    })
}

const INHERITED: &str = "use_inherited_settings";
const PROPERTIES: &str = "properties";
const SECRETS: &str = "secrets";

/// Parts of the names of credentials.
const CREDENTIALS: [&str; 6] = ["key", "secret", "token", "pass", "credential", "webhook"];

/// Where a name of GitLab's API belongs in the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// Next to `slug`.
    Beside,
    /// Under `properties`.
    Property,
    /// Under `secrets`.
    Secret,
}

/// Where a name that GitLab's API has for an integration belongs in the files.
pub(crate) fn place(slug: &str, name: &str) -> Place {
    let known = SLUGS.iter().find(|it| it.slug == slug);
    let looks_secret = || CREDENTIALS.iter().any(|it| name.contains(it));
    let secret = known.map_or_else(looks_secret, |it| it.secrets.contains(&name));
    match name {
        _ if secret => Place::Secret,
        INHERITED | "comment_on_event_enabled" => Place::Beside,
        _ if name.ends_with("_events") => Place::Beside,
        _ => Place::Property,
    }
}

/// Integrations of a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    rank: Rank::Settings,
    needs: Needs { read: Level::Owner, write: Level::Owner, ..Integration::SPEC.needs },
    ..Integration::SPEC
};

impl Integration {
    fn known(&self) -> Option<&'static Slug> {
        SLUGS.iter().find(|it| it.slug == self.slug)
    }

    fn inherits(&self) -> bool {
        self.use_inherited_settings == Setting::Value(true)
    }

    /// The body of every PUT: all that is declared. An integration that is inherited needs the required values too; GitLab
    /// ignores them, and would refuse empty ones if it did not.
    fn body(&self, look: &Look<'_>) -> Value {
        let mut body = Call::create(look, &self.rows()).body;
        if let Value::Object(fields) = &mut body {
            fields.shift_remove("slug");
            for group in [PROPERTIES, SECRETS] {
                if let Some(Value::Object(inner)) = fields.shift_remove(group) {
                    fields.extend(inner);
                }
            }
            let required =
                self.known().filter(|_| self.inherits()).map_or(&[][..], |it| it.required);
            fields.extend(required.iter().map(|it| ((*it).to_owned(), json!(""))));
        }
        body
    }

    /// Without a table, names decide what can be a credential.
    fn check_unknown(&self, checks: &mut Checks) {
        for name in self.properties.value().into_iter().flatten().map(|it| it.0) {
            if CREDENTIALS.iter().any(|it| name.contains(it)) {
                let message = format!("the property `{name}` looks like a credential");
                checks.refuse_entry(PROPERTIES, name, true, message, moved(name));
            }
        }
    }

    fn check_known(&self, known: &Slug, checks: &mut Checks) {
        let slug = known.slug;
        for (name, value) in self.properties.value().into_iter().flatten() {
            let has = |names: &[&str]| names.contains(&name.as_str());
            let mut refuse = |what: &str, hint: String| {
                let message = format!("`{name}` of {slug} {what}");
                checks.refuse_entry(PROPERTIES, name, true, message, hint);
            };
            match value {
                _ if has(known.secrets) => refuse("is a secret", moved(name)),
                _ if self.events().iter().any(|it| it.0 == name) => {
                    let hint = format!("write it next to `slug`: {name}: {}", value.lower().show());
                    refuse("is an event, not a property", hint);
                }
                Property::Text(_) | Property::None if has(known.texts) => {}
                Property::Switch(_) if has(known.switches) => {}
                Property::Number(_) if has(known.numbers) => {}
                Property::List(_) if has(known.lists) => {}
                _ if has(known.texts) => refuse("must be a text", "put it in quotes".to_owned()),
                _ if has(known.switches) => {
                    refuse("must be true or false", format!("write `{name}: true`, or false"));
                }
                _ if has(known.numbers) => {
                    refuse("must be a whole number", format!("write `{name}: 0`, without quotes"));
                }
                _ if has(known.lists) => {
                    refuse("must be a list of texts", format!("write `{name}: [a, b]`"));
                }
                _ => {
                    let all: Vec<_> = known.properties().collect();
                    let hint = match all.as_slice() {
                        [] => format!("remove it: {slug} has no properties"),
                        all => format!("properties of {slug}: {}", all.join(", ")),
                    };
                    refuse("is not a property that GitLab returns", hint);
                }
            }
        }
        for name in self.secrets.value().into_iter().flatten().map(|it| it.0) {
            if !known.secrets.contains(&name.as_str()) {
                let hint = match known.secrets {
                    [] => format!("{slug} has no secrets; write it under `properties`"),
                    all => format!(
                        "secrets of {slug}: {}; write everything else under `properties`",
                        all.join(", ")
                    ),
                };
                let message = format!("`{name}` is not a secret of {slug}");
                checks.refuse_entry(SECRETS, name, false, message, hint);
            }
        }
        for name in known.required {
            let is_secret = known.secrets.contains(name);
            let (field, has) = match is_secret {
                true => (SECRETS, self.secrets.value().is_some_and(|it| it.contains_key(*name))),
                false => {
                    (PROPERTIES, self.properties.value().is_some_and(|it| it.contains_key(*name)))
                }
            };
            if !has {
                let value = if is_secret { "{ env: NAME }" } else { "..." };
                checks.refuse(
                    field,
                    format!("{slug} requires `{name}`, with every change"),
                    format!("add it: {field}: {{ {name}: {value} }}"),
                );
            }
        }
        for (name, event) in self.events() {
            if *event != Setting::Unmanaged && !known.events.contains(&name) {
                let hint = match known.events {
                    [] => format!("remove it: {slug} has no events"),
                    all => format!("remove it; events of {slug}: {}", all.join(", ")),
                };
                checks.refuse(name, format!("GitLab ignores `{name}` of {slug}"), hint);
            }
        }
    }

    fn events(&self) -> [(&'static str, &Setting<bool>); 16] {
        let Self {
            slug: _,
            use_inherited_settings: _,
            properties: _,
            secrets: _,
            commit_events,
            push_events,
            tag_push_events,
            issues_events,
            confidential_issues_events,
            incident_events,
            alert_events,
            merge_requests_events,
            note_events,
            confidential_note_events,
            comment_on_event_enabled,
            pipeline_events,
            job_events,
            deployment_events,
            wiki_page_events,
            vulnerability_events,
        } = self;
        [
            ("commit_events", commit_events),
            ("push_events", push_events),
            ("tag_push_events", tag_push_events),
            ("issues_events", issues_events),
            ("confidential_issues_events", confidential_issues_events),
            ("incident_events", incident_events),
            ("alert_events", alert_events),
            ("merge_requests_events", merge_requests_events),
            ("note_events", note_events),
            ("confidential_note_events", confidential_note_events),
            ("comment_on_event_enabled", comment_on_event_enabled),
            ("pipeline_events", pipeline_events),
            ("job_events", job_events),
            ("deployment_events", deployment_events),
            ("wiki_page_events", wiki_page_events),
            ("vulnerability_events", vulnerability_events),
        ]
    }
}

impl Kind for Integration {
    const SPEC: Spec = Spec {
        identity: &["slug"],
        entries: &[(PROPERTIES, Keyed::Key), (SECRETS, Keyed::Key)],
        listing: Listing { paging: Paging::Whole, element: Element::Numbered },
        alone: &[PROPERTIES],
        ignored: &[(INHERITED, "it if no group above has the integration")],
        ..Spec::list(
            "integrations",
            "integration",
            In::Project,
            // After those of groups, which projects inherit.
            Rank::Rules,
            Needs {
                fields: &[FieldNeeds::since(INHERITED, 17, 2)],
                ..Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        f.identity("slug", &self.slug);
        f.plain(INHERITED, &self.use_inherited_settings).default(false);
        let row = f.plain(PROPERTIES, &self.properties).omittable();
        row.partial = true;
        f.write_only(SECRETS, &self.secrets).omittable();
        for (name, event) in self.events() {
            f.plain(name, event);
        }
    }

    fn check(&self, checks: &mut Checks) {
        if self.inherits() {
            let own = [self.properties != Setting::Unmanaged, self.secrets != Setting::Unmanaged];
            let own = [PROPERTIES, SECRETS].into_iter().zip(own);
            let events = self.events().map(|(name, it)| (name, *it != Setting::Unmanaged));
            for (name, _) in own.chain(events).filter(|it| it.1) {
                checks.refuse(
                    name,
                    format!("GitLab ignores `{name}` while `{INHERITED}` is true"),
                    format!("remove `{name}`, or remove `{INHERITED}`"),
                );
            }
            return;
        }
        match self.known() {
            Some(known) => self.check_known(known, checks),
            None => self.check_unknown(checks),
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        if object.get("active") == Some(&json!(false)) {
            return Err(serde_json::Error::custom("the integration is not active"));
        }
        // An answer has no secrets, whatever is under that name.
        object.shift_remove(SECRETS);
        let inherited = object.get("inherited").cloned();
        object.extend(inherited.map(|it| (INHERITED.to_owned(), it)));
        let mut it = Self::deserialize(Value::Object(object))?;
        if raw.get("inherited").is_none() {
            it.use_inherited_settings = Setting::Unmanaged;
        }
        Ok(it)
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        collection.seg(raw["slug"].as_str().unwrap_or_default())
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let call = Call::create(look, rows);
        let path = look.collection().seg(&self.slug);
        Ok(vec![Call { method: Method::Put, path, body: self.body(look), ..call }])
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        let leaves = changes.iter().any(|it| it.field == INHERITED && it.switches(false));
        let call = Call::set(look, live.path.clone(), changes);
        let call = Call { body: self.body(look), ..call };
        Ok(vec![match leaves {
            true => {
                call.because("it is inherited: this ends the inheritance, and sets its own values")
            }
            false => call,
        }])
    }

    fn goes_along(_raw: &Value) -> Option<String> {
        Some("its properties and secrets are removed with it".to_owned())
    }

    fn spares(live: &Live<'_>, _look: &Look<'_>) -> Result<Option<String>, Halt> {
        let inherited = live.raw["inherited"] == true;
        Ok(inherited.then(|| "it is inherited; use `state: absent` to disable it here".to_owned()))
    }

    fn loosens(change: &Change) -> bool {
        let verifies = |it: &Option<Datum>, on: bool| match it {
            Some(Datum::Record(fields)) => {
                fields.get("enable_ssl_verification") == Some(&Datum::Bool(on))
            }
            _ => false,
        };
        change.field == PROPERTIES
            && verifies(&change.before, true)
            && verifies(&change.after, false)
    }
}
