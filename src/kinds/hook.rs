//! Hooks of the instance, of groups, and of projects.
//!
//! GitLab does not enforce uniqueness: a hook is matched by its name, one without a name by its URL.
//! GitLab never returns secrets, so they are compared by presence. Changes have traps (each measured): a
//! new URL removes the token, unless the same call sets it, and every header, even if the same call sets
//! it; variables that the URL uses cannot be changed in place; lists add and never remove; keys with a
//! dot cannot be removed one by one. So one change can need several calls. The list of a project lacks
//! variables and headers (measured).

mod changing;

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use self::changing::{Changing, placeholders};
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, FieldNeeds, Fields, Halt, In, Keyed, Kind, Known,
    Level, Live, Look, Naming, Needs, PRESENT, Rank, Rows, Secret, Setting, Spec, Tier, Url,
    full_text,
};

/// What has hooks: its list, and the events that trigger a new one.
pub trait Home: fmt::Debug + Default + Send + Sync + 'static {
    /// What its hooks have in common.
    const SPEC: Spec;
    /// Pushes trigger a new hook.
    const PUSHES: bool;
}

/// The instance.
#[derive(Debug, Default)]
pub struct System;
/// A project or a group.
#[derive(Debug, Default)]
pub struct Web;

/// Hooks of the instance.
pub type SystemHook = Hook<System>;
/// Hooks of projects and groups.
pub type Webhook = Hook<Web>;

/// A hook: GitLab posts the events of its project, of its group and everything below, or of the whole instance to a URL.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(bound = "")]
#[schemars(bound = "", rename = "Hook")]
pub struct Hook<H: Home> {
    /// Name, by which labwright identifies the hook. A hook without a name is identified by its URL.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), example = &"audit")]
    pub name: Setting<String>,
    /// URL that GitLab posts to; `{variable}` stands for one of `url_variables`. GitLab removes the token
    /// and the headers when the URL changes, so they are sent again with the new URL.
    #[serde(default)]
    #[schemars(extend("maxLength" = 8192), example = &"https://audit.example.com/in", example = &"https://audit.example.com/{tenant}/in")]
    pub url: Setting<Url>,
    /// What the hook is for.
    #[serde(default)]
    #[schemars(length(max = 2048), example = &"Feeds the audit log")]
    pub description: Setting<String>,
    /// Token that GitLab sends in `X-Gitlab-Token`, for the receiver to verify. GitLab never returns it,
    /// and before GitLab 19.0 not even whether it is set: then it is sent only when the hook is created or
    /// its URL changes.
    #[serde(default)]
    pub token: Setting<Secret>,
    /// Key with which GitLab signs each event: `whsec_`, followed by 32 bytes in base64. GitLab returns only whether it is
    /// set. It is sent again when the URL changes.
    #[serde(default)]
    pub signing_token: Setting<Secret>,
    /// Trigger on pushes.
    #[serde(default)]
    pub push_events: Setting<bool>,
    /// Trigger on pushed tags.
    #[serde(default)]
    pub tag_push_events: Setting<bool>,
    /// Trigger on merge request events.
    #[serde(default)]
    pub merge_requests_events: Setting<bool>,
    /// Trigger on repository updates: once for each push, whatever it contains.
    #[serde(default)]
    pub repository_update_events: Setting<bool>,
    /// Trigger on issues that are not confidential.
    #[serde(default)]
    pub issues_events: Setting<bool>,
    /// Trigger on confidential issues.
    #[serde(default)]
    pub confidential_issues_events: Setting<bool>,
    /// Trigger on comments.
    #[serde(default)]
    pub note_events: Setting<bool>,
    /// Trigger on comments on confidential issues, and on internal notes.
    #[serde(default)]
    pub confidential_note_events: Setting<bool>,
    /// Trigger when the status of a job changes.
    #[serde(default)]
    pub job_events: Setting<bool>,
    /// Trigger when the status of a pipeline changes.
    #[serde(default)]
    pub pipeline_events: Setting<bool>,
    /// Trigger on changes of wiki pages.
    #[serde(default)]
    pub wiki_page_events: Setting<bool>,
    /// Trigger on deployments.
    #[serde(default)]
    pub deployment_events: Setting<bool>,
    /// Trigger when a feature flag is turned on or off.
    #[serde(default)]
    pub feature_flag_events: Setting<bool>,
    /// Trigger on releases.
    #[serde(default)]
    pub releases_events: Setting<bool>,
    /// Trigger on milestones.
    #[serde(default)]
    pub milestone_events: Setting<bool>,
    /// Trigger on emoji reactions.
    #[serde(default)]
    pub emoji_events: Setting<bool>,
    /// Trigger when an access token of a project or group is about to expire.
    #[serde(default)]
    pub resource_access_token_events: Setting<bool>,
    /// Trigger on vulnerabilities.
    #[serde(default)]
    pub vulnerability_events: Setting<bool>,
    /// Trigger when members are added, changed, or removed.
    #[serde(default)]
    pub member_events: Setting<bool>,
    /// Trigger when projects are created or deleted.
    #[serde(default)]
    pub project_events: Setting<bool>,
    /// Trigger when subgroups are created or deleted.
    #[serde(default)]
    pub subgroup_events: Setting<bool>,
    /// Verify the receiver's TLS certificate.
    #[serde(default)]
    pub enable_ssl_verification: Setting<bool>,
    /// Trigger only on pushes to branches that match this filter. `branch_filter_strategy` defines how it
    /// is matched.
    #[serde(default)]
    #[schemars(length(max = 4000), example = &"release/*")]
    pub push_events_branch_filter: Setting<String>,
    /// How `push_events_branch_filter` is matched.
    #[serde(default)]
    pub branch_filter_strategy: Setting<FilterStrategy>,
    /// Template of what GitLab sends instead of the whole event, with `{{field}}` for fields of it. GitLab does not check
    /// that the result is JSON.
    #[serde(default)]
    #[schemars(length(max = 4096), example = &"{\"kind\": \"{{object_kind}}\"}")]
    pub custom_webhook_template: Setting<String>,
    /// Values for the `{variables}` of the URL. GitLab returns the names, never the values. The mapping is
    /// exact: variables that are not listed are removed.
    #[serde(default)]
    #[schemars(extend("propertyNames" = key_grammar()), extend("maxProperties" = 20), example = example_variables())]
    pub url_variables: Setting<BTreeMap<String, Secret>>,
    /// Headers that GitLab sends with each event. GitLab returns the names, never the values. The mapping
    /// is exact: headers that are not listed are removed.
    #[serde(default)]
    #[schemars(extend("propertyNames" = key_grammar()), extend("maxProperties" = 20), example = example_headers())]
    pub custom_headers: Setting<BTreeMap<String, Secret>>,
    #[serde(skip)]
    #[schemars(skip)]
    home: PhantomData<H>,
}

/// How a branch filter is matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum FilterStrategy {
    /// A name, or a pattern with `*`.
    Wildcard,
    /// A regular expression (RE2).
    Regex,
    /// No filter: every branch triggers the hook, and GitLab removes the filter.
    AllBranches,
}

fn key_grammar() -> Value {
    json!({
        "pattern": "^[A-Za-z]+[0-9]*([._-][A-Za-z0-9]+)*$",
        "patternErrorMessage": "a key: letters, then digits, then groups of one `.`, `_`, or `-` followed by letters and digits"
    })
}
fn example_variables() -> Value {
    json!({ "tenant": { "env": "AUDIT_TENANT" } })
}
fn example_headers() -> Value {
    json!({ "X-Team": { "env": "AUDIT_TEAM" } })
}

/// The URL, and the fields whose values depend on it.
const URL: &str = "url";
const TOKEN: &str = "token";
const SIGNING_TOKEN: &str = "signing_token";
const VARIABLES: &str = "url_variables";
const HEADERS: &str = "custom_headers";

/// Fields that not every GitLab has.
const FIELDS: &[FieldNeeds] = &[
    FieldNeeds::since("name", 17, 1),
    FieldNeeds::since("description", 17, 1),
    FieldNeeds::since("custom_headers", 17, 0),
    FieldNeeds::since("signing_token", 19, 0),
];

impl Home for System {
    const SPEC: Spec = Spec {
        path: "hooks",
        omits: &[
            "issues_events",
            "confidential_issues_events",
            "note_events",
            "confidential_note_events",
            "job_events",
            "pipeline_events",
            "wiki_page_events",
            "deployment_events",
            "feature_flag_events",
            "releases_events",
            "milestone_events",
            "emoji_events",
            "resource_access_token_events",
            "vulnerability_events",
            "member_events",
            "project_events",
            "subgroup_events",
            "custom_webhook_template",
        ],
        ..spec(
            "system_hooks",
            "system hook",
            In::Instance,
            Needs::of(Tier::Free, Level::Administrator, Level::Administrator),
        )
    };
    const PUSHES: bool = false;
}

impl Home for Web {
    const SPEC: Spec = Spec {
        omits: &["repository_update_events", "member_events", "project_events", "subgroup_events"],
        alone: &[VARIABLES, HEADERS],
        ..spec(
            "hooks",
            "hook",
            In::Project,
            Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer),
        )
    };
    const PUSHES: bool = true;
}

/// Hooks of a group.
pub(super) const OF_GROUP: Spec = Spec {
    omits: &["repository_update_events"],
    ..spec("hooks", "hook", In::Group, Needs::of(Tier::Premium, Level::Owner, Level::Owner))
};

const fn spec(kind: &'static str, noun: &'static str, scope: In, needs: Needs) -> Spec {
    Spec {
        identity: &["name", "url"],
        known: Known::Either,
        required: &["url"],
        entries: &[(VARIABLES, Keyed::Key), (HEADERS, Keyed::Key)],
        ..Spec::list(
            kind,
            noun,
            scope,
            Rank::Settings,
            Needs { fields: FIELDS, ..needs },
            Duplicates::Accepted,
        )
    }
}

impl<H: Home> Kind for Hook<H> {
    const SPEC: Spec = H::SPEC;

    fn fields(&self, f: &mut Fields) {
        let Self {
            name,
            url,
            description,
            token,
            signing_token,
            push_events,
            tag_push_events,
            merge_requests_events,
            repository_update_events,
            issues_events,
            confidential_issues_events,
            note_events,
            confidential_note_events,
            job_events,
            pipeline_events,
            wiki_page_events,
            deployment_events,
            feature_flag_events,
            releases_events,
            milestone_events,
            emoji_events,
            resource_access_token_events,
            vulnerability_events,
            member_events,
            project_events,
            subgroup_events,
            enable_ssl_verification,
            push_events_branch_filter,
            branch_filter_strategy,
            custom_webhook_template,
            url_variables,
            custom_headers,
            home: PhantomData,
        } = self;
        let strategy = match branch_filter_strategy {
            Setting::Value(FilterStrategy::Wildcard) => Setting::Value("wildcard"),
            Setting::Value(FilterStrategy::Regex) => Setting::Value("regex"),
            Setting::Value(FilterStrategy::AllBranches) => Setting::Value("all_branches"),
            Setting::Cleared => Setting::Cleared,
            Setting::Unmanaged => Setting::Unmanaged,
        };
        let none = || Datum::Record(BTreeMap::new());
        f.plain("name", name);
        f.address(URL, url);
        f.plain("description", description).or_null();
        f.write_only(TOKEN, token).or_null().omittable();
        f.write_only(SIGNING_TOKEN, signing_token).or_null();
        f.plain("push_events", push_events).default(H::PUSHES);
        f.plain("repository_update_events", repository_update_events).default(true);
        for (name, event) in [
            ("tag_push_events", tag_push_events),
            ("merge_requests_events", merge_requests_events),
            ("issues_events", issues_events),
            ("confidential_issues_events", confidential_issues_events),
            ("note_events", note_events),
            ("confidential_note_events", confidential_note_events),
            ("job_events", job_events),
            ("pipeline_events", pipeline_events),
            ("wiki_page_events", wiki_page_events),
            ("deployment_events", deployment_events),
            ("feature_flag_events", feature_flag_events),
            ("releases_events", releases_events),
            ("milestone_events", milestone_events),
            ("emoji_events", emoji_events),
            ("resource_access_token_events", resource_access_token_events),
            ("vulnerability_events", vulnerability_events),
            ("member_events", member_events),
            ("project_events", project_events),
            ("subgroup_events", subgroup_events),
        ] {
            f.plain(name, event).default(false);
        }
        f.plain("enable_ssl_verification", enable_ssl_verification).default(true);
        f.plain("push_events_branch_filter", push_events_branch_filter)
            .or_null()
            .named(Naming::Plain);
        f.plain("branch_filter_strategy", &strategy).default("wildcard");
        f.plain("custom_webhook_template", custom_webhook_template).or_null();
        f.write_only(VARIABLES, url_variables).default(none());
        f.write_only(HEADERS, custom_headers).default(none());
    }

    fn loosens(change: &Change) -> bool {
        change.field == "enable_ssl_verification" && change.switches(false)
    }

    fn check(&self, checks: &mut Checks) {
        let url = self.url.value().and_then(Url::text).unwrap_or_default();
        let known =
            |name: &&str| self.url_variables.value().is_none_or(|it| !it.contains_key(*name));
        for name in placeholders(url).into_iter().filter(known) {
            checks.refuse(
                URL,
                format!("the URL uses {{{name}}}, which `url_variables` does not define"),
                format!("add it: url_variables: {{ {name}: {{ env: NAME }} }}"),
            );
        }
        let all = self.branch_filter_strategy.value() == Some(&FilterStrategy::AllBranches);
        if all && self.push_events_branch_filter.value().is_some() {
            checks.refuse(
                "push_events_branch_filter",
                "GitLab removes the filter if `branch_filter_strategy` is `all_branches`",
                "remove the filter, or use `wildcard` or `regex`",
            );
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        #[derive(Deserialize)]
        struct Pair {
            #[serde(deserialize_with = "full_text")]
            key: String,
        }
        let mut object = Map::new();
        let Some(told) = raw.as_object() else { return Self::deserialize(raw) };
        for (field, value) in told {
            let value = match (field.as_str(), value) {
                (VARIABLES | HEADERS, pairs) => Vec::<Pair>::deserialize(pairs)?
                    .into_iter()
                    .map(|it| (it.key, json!({ PRESENT: true })))
                    .collect(),
                // Stored nulls are switches that are off.
                (
                    "tag_push_events" | "confidential_note_events" | "enable_ssl_verification",
                    Value::Null,
                ) => json!(false),
                (
                    "name" | "push_events_branch_filter" | "custom_webhook_template",
                    Value::String(it),
                ) if it.is_empty() => Value::Null,
                ("token_present" | "signing_token_present", Value::Bool(it)) => {
                    let token = field.trim_end_matches("_present");
                    object.insert(token.to_owned(), json!({ PRESENT: it }));
                    continue;
                }
                _ => value.clone(),
            };
            object.insert(field.clone(), value);
        }
        Self::deserialize(Value::Object(object))
    }

    /// One POST is enough. GitLab fails with 500 on null event flags, so defaults are sent as values.
    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        let mut call = Call::create(look, rows);
        if let Value::Object(body) = &mut call.body {
            for row in rows {
                let Some(value) = row.value() else { continue };
                match (row.name, value) {
                    (VARIABLES | HEADERS, value) => {
                        drop(body.insert(row.wire.into(), value.key_values()))
                    }
                    (_, Datum::Null) => drop(body.shift_remove(row.wire)),
                    _ => {}
                }
            }
        }
        Ok(vec![call])
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        // The list of a project does not have what a new URL makes GitLab remove.
        let listed = live.raw.get(VARIABLES).is_none() && changes.iter().any(|it| it.field == URL);
        let whole = if listed { look.find(live.path.clone())? } else { None };
        let had = Self::observe(whole.unwrap_or(live.raw)).map_err(Halt::not_understood)?;
        Changing { wanted: self, had: &had, live, look }.calls(changes)
    }

    fn remarks(&self, live: Option<&Live<'_>>, _look: &Look<'_>) -> Vec<String> {
        let unreported = live.is_some_and(|it| it.raw.get("token_present").is_none());
        if unreported && self.token.value().is_some() {
            vec![
                "token: GitLab never returns it, so it is sent only when the hook is created or its URL changes"
                    .into(),
            ]
        } else {
            Vec::new()
        }
    }
}
