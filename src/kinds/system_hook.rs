//! System hooks of the instance. Administrators only.
//!
//! GitLab does not enforce uniqueness: a hook is matched by its name, one without a name by its URL.
//! GitLab never returns secrets, so they are compared by presence. Changes have traps (each measured): a
//! new URL removes the token, unless the same call sets it, and every header, even if the same call sets
//! it; variables that the URL uses cannot be changed in place; lists add and never remove; keys with a
//! dot cannot be removed one by one. So one change can need several calls.

mod changing;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use self::changing::{Changing, placeholders};
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, FieldNeeds, Fields, Halt, In, Kind, Known, Level,
    Live, Look, Naming, Needs, PRESENT, Rank, Rows, Secret, Setting, Spec, Tier, Url, full_text,
};

/// A system hook: GitLab posts events of the whole instance to its URL. If admin mode is on, the token
/// also requires the `admin_mode` scope.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct SystemHook {
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
const VARIABLES: &str = "url_variables";
const HEADERS: &str = "custom_headers";

const NEEDS: Needs = Needs {
    tier: Tier::Free,
    read: Level::Administrator,
    write: Level::Administrator,
    besides: "",
    frozen: &[],
    since: None,
    shown_by: None,
    fields: &[
        FieldNeeds::since("name", 17, 1),
        FieldNeeds::since("description", 17, 1),
        FieldNeeds::since("custom_headers", 17, 0),
    ],
};

impl Kind for SystemHook {
    const SPEC: Spec = Spec {
        path: "hooks",
        identity: &["name", "url"],
        known: Known::Either,
        required: &["url"],
        ..Spec::list(
            "system_hooks",
            "system hook",
            In::Instance,
            Rank::Settings,
            NEEDS,
            Duplicates::Accepted,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            name,
            url,
            description,
            token,
            push_events,
            tag_push_events,
            merge_requests_events,
            repository_update_events,
            enable_ssl_verification,
            push_events_branch_filter,
            branch_filter_strategy,
            url_variables,
            custom_headers,
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
        f.plain("push_events", push_events).default(false);
        f.plain("tag_push_events", tag_push_events).default(false);
        f.plain("merge_requests_events", merge_requests_events).default(false);
        f.plain("repository_update_events", repository_update_events).default(true);
        f.plain("enable_ssl_verification", enable_ssl_verification).default(true);
        f.plain("push_events_branch_filter", push_events_branch_filter)
            .or_null()
            .named(Naming::Plain);
        f.plain("branch_filter_strategy", &strategy).default("wildcard");
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
                ("tag_push_events" | "enable_ssl_verification", Value::Null) => json!(false),
                ("name" | "push_events_branch_filter", Value::String(it)) if it.is_empty() => {
                    Value::Null
                }
                ("token_present", Value::Bool(it)) => {
                    object.insert(TOKEN.to_owned(), json!({ PRESENT: it }));
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
        let had = Self::observe(live.raw).map_err(Halt::not_understood)?;
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
