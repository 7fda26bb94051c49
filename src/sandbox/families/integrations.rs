//! Integrations of projects and groups: one for each slug, created and changed by a PUT that also activates it.
//!
//! The table of slugs is data: `integrations.json`. Secrets are never kept, since no answer has them. What a project inherits
//! is brought up to date when it is looked at; GitLab does that in the background.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::sandbox::hooks::rules::blocked;
use crate::sandbox::http::endpoint::Endpoint;
use crate::sandbox::http::gates::{in_project, known_group, owns_group};
use crate::sandbox::http::params::{Params, check};
use crate::sandbox::http::router::Run;
use crate::sandbox::http::{Call, Kind, Param, Refusal, Reply, Route};
use crate::sandbox::plain::{Complaints, words};
use crate::sandbox::world::store::take;
use crate::sandbox::world::{MAINTAINER, Of, Row, World};

const NAME: &str = "integrations";
const ID: &[Param] = &[Param::text("id").required()];

/// The switches of every integration; those that are off at first.
const EVENTS: [(&str, bool); 16] = [
    ("commit_events", true),
    ("push_events", true),
    ("issues_events", true),
    ("incident_events", false),
    ("alert_events", true),
    ("confidential_issues_events", true),
    ("merge_requests_events", true),
    ("tag_push_events", true),
    ("deployment_events", false),
    ("note_events", true),
    ("confidential_note_events", true),
    ("pipeline_events", true),
    ("wiki_page_events", true),
    ("job_events", true),
    ("comment_on_event_enabled", true),
    ("vulnerability_events", false),
];

/// Of these, a project can have one.
const TRACKERS: [&str; 2] = ["jira", "custom-issue-tracker"];

/// What GitLab knows of a slug.
#[derive(Debug, Deserialize)]
struct Known {
    slug: String,
    title: String,
    secrets: Vec<String>,
    required: Vec<String>,
    /// The switches that it accepts.
    events: Vec<String>,
    /// Switches that are off at first, unlike those of others.
    #[serde(default)]
    off: Vec<String>,
    told: serde_json::Map<String, Value>,
    /// What only groups return.
    #[serde(default)]
    in_groups: Vec<String>,
    /// A deletion puts the usual values back, not null.
    #[serde(default)]
    stays: bool,
}

impl Known {
    /// The parameters of a PUT.
    fn params(&self) -> Vec<Param> {
        let param = |name: &String, kind| {
            let param = Param::new(String::leak(name.clone()), kind);
            if self.required.contains(name) { param.required() } else { param }
        };
        let told = self.told.iter().filter(|(_, it)| it["read_only"] != true).map(|(name, it)| {
            let kind = match it["type"].as_str() {
                Some("switch") => Kind::Boolean,
                Some("number") => Kind::Integer,
                Some("list") => Kind::Words,
                _ => Kind::Text,
            };
            param(name, kind)
        });
        let secrets = self.secrets.iter().map(|it| param(it, Kind::Text));
        let switches = self.events.iter().map(|it| param(it, Kind::Boolean));
        let own = Param::boolean("use_inherited_settings");
        secrets.chain(told).chain(switches).chain([own]).collect()
    }
}

static KNOWN: LazyLock<Vec<Known>> =
    LazyLock::new(|| serde_json::from_str(include_str!("integrations.json")).unwrap_or_default());

/// The slugs that are valid in a path.
static SLUGS: LazyLock<BTreeMap<&'static str, &'static Known>> =
    LazyLock::new(|| KNOWN.iter().map(|it| (it.slug.as_str(), it)).collect());

pub(crate) static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    let mut routes = Vec::new();
    for prefix in ["/projects/{id}", "/groups/{id}"] {
        let all: &'static str = String::leak(format!("{prefix}/{NAME}"));
        let one: &'static str = String::leak(format!("{all}/{{slug}}"));
        let mut add = |method, path, params: Vec<&'static [Param]>, handler: Run<Reply>| {
            let endpoint = Endpoint::new(method, path, params.leak());
            let gate = Run::Function(manages as fn(&mut Call<'_>) -> Result<(), Refusal>);
            routes.push(Route { endpoint, gate, handler, exists: |_| true });
        };
        add("GET", all, vec![ID], Run::Function(list));
        add("GET", one, vec![ID], Run::Function(show));
        add("DELETE", one, vec![ID], Run::Function(disable));
        for known in KNOWN.iter() {
            let path: &'static str = String::leak(format!("{all}/{}", known.slug));
            let put: &'static _ = Box::leak(Box::new(move |call: &mut Call<'_>| set(call, known)));
            add("PUT", path, vec![ID, known.params().leak()], Run::Shared(put));
        }
    }
    routes
});

fn is_group(call: &Call<'_>) -> bool {
    call.route.pattern.starts_with("/groups")
}

fn manages(call: &mut Call<'_>) -> Result<(), Refusal> {
    call.authenticate()?;
    match is_group(call) {
        true => owns_group(call),
        false => in_project(call).and_then(|()| call.at_least(MAINTAINER)),
    }
}

fn place(call: &mut Call<'_>) -> Result<Of, Refusal> {
    let of = match is_group(call) {
        true => Of::Group(known_group(call)?.id),
        false => Of::Project(call.project_id()?),
    };
    follow(call.world, of);
    Ok(of)
}

fn at(world: &World, of: Of, slug: &str) -> Option<usize> {
    world.rows.get(&(of, NAME))?.iter().position(|it| it["slug"] == slug)
}

fn found<'w>(world: &'w mut World, of: Of, slug: &str) -> Option<&'w mut Row> {
    let at = at(world, of, slug)?;
    world.rows.get_mut(&(of, NAME))?.get_mut(at)
}

/// The groups above, the nearest first.
fn above(world: &World, of: Of) -> Vec<Of> {
    let mut groups = Vec::new();
    let mut path = world.path_of(of).unwrap_or_default();
    while let Some((upper, _)) = path.rsplit_once('/') {
        groups.extend(world.group_at(upper).map(Of::Group));
        path = upper;
    }
    groups
}

/// The active integration that would be inherited.
fn upper(world: &World, of: Of, slug: &str) -> Option<Row> {
    above(world, of).into_iter().find_map(|it| {
        let row = &world.rows.get(&(it, NAME))?[at(world, it, slug)?];
        (row["active"] == true && row["inherited"] == false).then(|| row.clone())
    })
}

/// Brings what is inherited up to date. An integration that is disabled above stays as it was.
fn follow(world: &mut World, of: Of) {
    for known in KNOWN.iter() {
        let Some(upper) = upper(world, of, &known.slug) else { continue };
        let copied = |row: &mut Row| {
            let own = ["id", "created_at", "updated_at", "inherited"];
            let values = upper.iter().filter(|(name, _)| !own.contains(&name.as_str()));
            row.extend(values.map(|(name, value)| (name.clone(), value.clone())));
        };
        match found(world, of, &known.slug) {
            Some(row) if row["inherited"] == true && row["active"] == true => copied(row),
            Some(_) => {}
            None => {
                let mut row = fresh(world, known);
                row.insert("inherited".to_owned(), json!(true));
                copied(&mut row);
                world.rows.entry((of, NAME)).or_default().push(row);
            }
        }
    }
}

/// A new one, with the usual values.
fn fresh(world: &mut World, known: &Known) -> Row {
    let now = world.now.text();
    let mut row = Row::new();
    let mut put = |name: &str, value: Value| row.insert(name.to_owned(), value);
    put("id", json!(take(world.row_ids.entry(NAME).or_insert(1))));
    put("title", json!(known.title));
    put("slug", json!(known.slug));
    put("created_at", json!(now));
    put("updated_at", json!(now));
    put("active", json!(true));
    for (name, on) in EVENTS {
        put(name, json!(on && !known.off.iter().any(|it| it == name)));
    }
    put("inherited", json!(false));
    put(
        "properties",
        known.told.iter().map(|(name, it)| (name.clone(), it["usual"].clone())).collect(),
    );
    row
}

/// The row as answers show it; a list has no properties.
fn told(of: Of, row: &Row, alone: bool) -> Value {
    let mut row = row.clone();
    if !alone {
        row.remove("properties");
    } else if let (Of::Group(_), Some(known)) =
        (of, SLUGS.get(row["slug"].as_str().unwrap_or_default()))
    {
        for name in &known.in_groups {
            row["properties"][name.as_str()] = Value::Null;
        }
    }
    Value::Object(row)
}

fn list(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let of = place(call)?;
    let rows = call.world.rows.get(&(of, NAME)).into_iter().flatten();
    let active = rows.filter(|it| it["active"] == true);
    Ok(Reply::ok(active.map(|it| told(of, it, false)).collect()))
}

fn slug(call: &Call<'_>) -> Result<String, Refusal> {
    let slug = call.place("slug");
    match SLUGS.contains_key(slug) {
        true => Ok(slug.to_owned()),
        false => Err(Refusal::error(400, "slug does not have a valid value")),
    }
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, slug) = (place(call)?, slug(call)?);
    let row = found(call.world, of, &slug).ok_or_else(|| Refusal::no_such("Integration"))?;
    Ok(Reply::ok(told(of, row, true)))
}

/// Deletes the settings, but keeps the switches.
fn disable(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let (of, slug) = (place(call)?, slug(call)?);
    let row = found(call.world, of, &slug).ok_or_else(|| Refusal::no_such("Integration"))?;
    row.insert("active".to_owned(), json!(false));
    let known = SLUGS.get(slug.as_str()).filter(|it| it.stays);
    if let Some(Value::Object(properties)) = row.get_mut("properties") {
        for (name, value) in properties {
            *value = known.map_or(Value::Null, |it| it.told[name]["usual"].clone());
        }
    }
    Ok(Reply::no_content())
}

fn set(call: &mut Call<'_>, known: &'static Known) -> Result<Reply, Refusal> {
    let of = place(call)?;
    let params = std::mem::take(&mut call.params);
    let row = store(call.world, of, known, &params)?;
    Ok(Reply::ok(told(of, &row, true)))
}

fn store(world: &mut World, of: Of, known: &Known, params: &Params) -> Result<Row, Refusal> {
    let slug = known.slug.as_str();
    if slug == "gitlab-slack-application" {
        return Err(Refusal::message(400, "400 Integration not available"));
    }
    let before = found(world, of, slug).cloned();
    let inherits = params.bool("use_inherited_settings");
    let joins = inherits == Some(true) && upper(world, of, slug).is_some();
    let stays =
        inherits != Some(false) && before.as_ref().is_some_and(|it| it["inherited"] == true);
    let mut row = before.clone().unwrap_or_else(|| fresh(world, known));
    // The own values of one that is inherited are ignored; the answer has the old ones.
    if joins {
        row.insert("inherited".to_owned(), json!(true));
    } else if !stays {
        row.insert("inherited".to_owned(), json!(false));
        for (name, value) in &params.0 {
            if EVENTS.iter().any(|it| it.0 == name) {
                if value.is_null() {
                    return Err(Refusal::crash());
                }
                row.insert(name.clone(), value.clone());
            } else if known.told.contains_key(name) {
                row["properties"][name.as_str()] = value.clone();
            }
        }
        if let Some(on) = params.bool("datadog_ci_visibility") {
            row.extend(["pipeline_events", "job_events"].map(|it| (it.to_owned(), json!(on))));
        }
        valid(world, of, known, before.as_ref(), &row, params)?;
    }
    row.insert("active".to_owned(), json!(true));
    row.insert("updated_at".to_owned(), json!(world.now.text()));
    match found(world, of, slug) {
        Some(it) => it.clone_from(&row),
        None => world.rows.entry((of, NAME)).or_default().push(row.clone()),
    }
    Ok(row)
}

/// What GitLab's model refuses.
fn valid(
    world: &World,
    of: Of,
    known: &Known,
    before: Option<&Row>,
    row: &Row,
    params: &Params,
) -> Result<(), Refusal> {
    let mut complaints = Complaints::default();
    let value = |name: &str| match known.secrets.iter().any(|it| it == name) {
        true => params.text(name).unwrap_or_default(),
        false => row["properties"][name].as_str().unwrap_or_default(),
    };
    for name in &known.required {
        let url = name == "webhook" || name.ends_with("url");
        match value(name) {
            "" => {
                complaints.say(name, "can't be blank");
                if url {
                    complaints.say(name, "must be a valid URL");
                }
            }
            it => {
                if let Some(why) = blocked(it, false).filter(|_| url) {
                    complaints.say(name, format!("is blocked: {why}"));
                }
            }
        }
    }
    let missing = |name: &str| value(name).is_empty();
    let moved = before
        .is_some_and(|it| it["properties"]["jenkins_url"] != row["properties"]["jenkins_url"]);
    let new = before.is_none_or(|it| it["active"] == false);
    match known.slug.as_str() {
        "jira" if row["properties"]["jira_auth_type"] == 0 && missing("username") => {
            complaints.say("username", "can't be blank");
        }
        // A new URL drops the password.
        "jenkins" if (moved || new) && !missing("username") && missing("password") => {
            complaints.say("password", "can't be blank");
        }
        "discord" if !value("webhook").starts_with("https://discord.com/") => {
            complaints.say("webhook", "URL must point to discord.com");
        }
        "harbor" if value("password").len() < 8 => complaints.say("password", "is invalid"),
        _ => {}
    }
    let rows = world.rows.get(&(of, NAME)).into_iter().flatten();
    let other = |it: &Row| {
        let slug = it["slug"].as_str().unwrap_or_default();
        it["active"] == true && slug != known.slug && TRACKERS.contains(&slug)
    };
    if TRACKERS.contains(&known.slug.as_str()) && rows.into_iter().any(other) {
        let why = "Another issue tracker is already in use. Only one issue tracker service can be active at a time";
        complaints.say("base", why);
    }
    if complaints.by_field.is_empty() {
        return Ok(());
    }
    let shown = |(name, says): (&String, &Value)| format!(":{name}=>{}", ruby(says));
    let all: Vec<String> = complaints.by_field.iter().map(shown).collect();
    let why = format!("Failed to update integration. {{{}}}", all.join(", "));
    Err(Refusal::message(400, why))
}

/// A list of texts as Ruby shows it.
fn ruby(list: &Value) -> String {
    let texts: Vec<String> = list.as_array().into_iter().flatten().map(Value::to_string).collect();
    format!("[{}]", texts.join(", "))
}

/// Writes those of a seed, as PUTs would; `inherited` ones come from the groups above.
pub(crate) fn seed(world: &mut World, of: Of, rows: &Value) -> Result<(), String> {
    for row in rows.as_array().ok_or("integrations are a list")? {
        let mut sent = row.as_object().ok_or("an integration is a mapping of attributes")?.clone();
        let slug = sent.shift_remove("slug");
        let known = slug.as_ref().and_then(|it| SLUGS.get(it.as_str()?));
        let known = known.ok_or_else(|| format!("{} is not a slug", json!(slug)))?;
        let declared = known.params();
        if let Some(name) = sent.keys().find(|name| declared.iter().all(|it| it.name != **name)) {
            return Err(format!("unknown field `{name}` of {}", known.slug));
        }
        let params = check(&[&declared], &sent).map_err(|it| words(&it))?;
        store(world, of, known, &params).map_err(|it| words(&it))?;
    }
    Ok(())
}
