//! Groups: single, created, changed, deleted.

use serde_json::{Map, Value};

use crate::sandbox::http::gates::{ID, known_group, sees_group, signed_in};
use crate::sandbox::http::reply::Body;
use crate::sandbox::http::{Call, Kind, PAGE, Param, Refusal, Reply, Route, open, route};
use crate::sandbox::settings;
use crate::sandbox::settings::table::GROUP;
use crate::sandbox::settings::write::{self, Writer};
use crate::sandbox::views::groups::{self as view, Whole};
use crate::sandbox::world::{ADMIN, Group, MAINTAINER, OWNER, Visibility, is_below, take};

const NEW: &[Param] =
    &[Param::text("name").required(), Param::text("path").required(), Param::integer("parent_id")];

/// Words that are parts of GitLab's own addresses below a group.
const RESERVED_BELOW: &[&str] = &["badges", "edit", "new", "tree"];

const READ: &[Param] = &[
    Param::boolean("with_custom_attributes").or("false"),
    Param::boolean("with_projects").or("true"),
];

const LIST: &[Param] = &[
    Param::text("order_by").or("name").values(&["name", "path", "id", "similarity"]),
    Param::text("sort").or("asc").values(&["asc", "desc"]),
    Param::text("search"),
    Param::text("visibility").values(&["private", "internal", "public"]),
    Param::integer("min_access_level").values(&["5", "10", "15", "20", "30", "40", "50"]),
    Param::new("skip_groups", Kind::Integers),
    Param::boolean("active"),
    Param::boolean("all_available"),
    Param::boolean("archived"),
    Param::boolean("owned").or("false"),
    Param::boolean("statistics").or("false"),
    Param::boolean("top_level_only"),
    Param::boolean("with_custom_attributes").or("false"),
    Param::text("pagination"),
];

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/groups", open, &[LIST, &PAGE], all),
    route("GET", "/groups/{id}", open, &[ID, READ], show),
    route("GET", "/groups/{id}/descendant_groups", open, &[ID, LIST, &PAGE], descendants),
    route("POST", "/groups", signed_in, &[NEW], create),
    route("PUT", "/groups/{id}", signed_in, &[ID], update),
];

fn create(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let sent = settings::group::sent(call)?;
    let (name, last) = (call.params.text("name"), call.params.text("path"));
    let (name, last) = (name.unwrap_or("").to_owned(), last.unwrap_or("").to_owned());
    let above = match call.params.get("parent_id").filter(|id| !id.is_null()) {
        Some(_) => {
            let group = call.world.groups.get(&call.params.id("parent_id"));
            let group = group.filter(|group| sees_group(call, group));
            let group = group.ok_or_else(|| Refusal::no_such("Group"))?;
            let level = call.world.group_level(call.me(), &group.path);
            if level < MAINTAINER && !call.is_admin() {
                return Err(Refusal::forbidden());
            }
            format!("{}/", group.path)
        }
        None => String::new(),
    };
    let path = format!("{above}{last}");
    if call.world.group_at(&path).is_some() || call.world.user_named(&path).is_some() {
        let text = "Failed to save group {:path=>[\"has already been taken\"]}";
        return Err(Refusal::message(400, text));
    }
    if !above.is_empty() && RESERVED_BELOW.contains(&&*last) {
        let why = format!("Failed to save group {{:path=>[\"{last} is a reserved name\"]}}");
        return Err(Refusal::message(400, why));
    }
    let id = take(&mut call.world.next.group);
    let group = Group {
        id,
        path,
        name,
        visibility: Visibility::Private,
        members: [(call.me(), OWNER)].into(),
        shares: [].into(),
        settings: Map::new(),
        protected_branches: [].into(),
        protected_environments: [].into(),
        created_at: call.world.now,
    };
    let level = if call.is_admin() { ADMIN } else { OWNER };
    let writer = Writer { level, subgroup: group.path.contains('/') };
    let mut kept = sent;
    kept.0.retain(|_, value| !value.is_null());
    let changes = write::changes(&GROUP, writer, &kept)?;
    let id = settings::group::store(call.world, group, changes).map_err(|it| unsaved(&it))?;
    Ok(Reply::created(shown(call, id, Whole::Made)?))
}

/// The complaints about a new group: a hash as Ruby writes it.
fn unsaved(refusal: &Refusal) -> Refusal {
    let Body::Json(body) = &refusal.0.body else { return refusal.clone() };
    let Some(fields) = body["message"].as_object() else { return refusal.clone() };
    let one = |(name, texts): (&String, &Value)| {
        let texts = texts.as_array().into_iter().flatten().map(|text| format!("{text}"));
        format!(":{name}=>[{}]", texts.collect::<Vec<_>>().join(", "))
    };
    let fields: Vec<String> = fields.iter().map(one).collect();
    Refusal::message(400, format!("Failed to save group {{{}}}", fields.join(", ")))
}

fn shown(call: &Call<'_>, id: u64, whole: Whole) -> Result<Value, Refusal> {
    let group = call.world.groups.get(&id).ok_or_else(|| Refusal::no_such("Group"))?;
    Ok(view::shown(call.world, group, call.user, whole))
}

fn show(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = known_group(call)?.id;
    let alone = call.params.bool("with_projects") == Some(false);
    Ok(Reply::ok(shown(call, id, if alone { Whole::Alone } else { Whole::WithProjects })?))
}

/// The groups that the caller belongs to in some way; all that they can see for administrators, without a token, and on request.
fn all(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let world = &*call.world;
    let by_default = call.user.is_none() || call.is_admin();
    let available = call.params.bool("all_available").unwrap_or(by_default);
    let open = available || call.params.text("visibility").is_some_and(|it| it != "private");
    let belongs = |it: &Group| call.user.is_some_and(|user| world.belongs_to(user, &it.path));
    let shown = |it: &&Group| belongs(it) || open && sees_group(call, it);
    listed(call, world.groups.values().filter(shown).collect())
}

/// The subgroups of a group and theirs.
fn descendants(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let above = &known_group(call)?.path;
    let below = |it: &&Group| is_below(&it.path, above) && sees_group(call, it);
    listed(call, call.world.groups.values().filter(below).collect())
}

/// Those of the groups that the parameters select, by name unless by ID or path.
fn listed(call: &Call<'_>, mut found: Vec<&Group>) -> Result<Reply, Refusal> {
    let (world, params) = (&*call.world, &call.params);
    let search = params.text("search").map(str::to_lowercase);
    // A short text has to be the whole name.
    let has = |name: &str, part: &str| {
        let name = name.to_lowercase();
        if part.chars().count() < 3 { name == part } else { name.contains(part) }
    };
    let level = |it: &Group| call.user.map_or(0, |user| world.group_level(user, &it.path));
    let least = params.int("min_access_level");
    let owns = |it: &Group| call.user.is_some_and(|me| it.members.get(&me) == Some(&OWNER));
    let skipped = params.get("skip_groups").and_then(Value::as_array);
    found.retain(|it| {
        search.as_ref().is_none_or(|part| has(&it.path, part) || has(&it.name, part))
            && params.text("visibility").is_none_or(|wanted| it.visibility.text() == wanted)
            && least.is_none_or(|least| i64::from(level(it)) >= least)
            && skipped.is_none_or(|ids| ids.iter().all(|id| id.as_u64() != Some(it.id)))
            && params.bool("active").is_none_or(|wanted| world.is_active(&it.path) == wanted)
            && params.bool("archived").is_none_or(|wanted| it.is_on("archived") == wanted)
            && (params.bool("owned") != Some(true) || owns(it))
            && (params.bool("top_level_only") != Some(true) || !it.path.contains('/'))
    });
    match params.text("order_by") {
        Some("id") => {}
        Some("path") => found.sort_by(|one, other| one.path.cmp(&other.path)),
        _ => found.sort_by(|one, other| one.name.cmp(&other.name)),
    }
    if params.text("sort") == Some("desc") {
        found.reverse();
    }
    call.page(found, |it| view::shown(world, it, call.user, Whole::Brief))
}

fn update(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    let id = settings::group::change(call)?;
    Ok(Reply::ok(shown(call, id, Whole::WithProjects)?))
}
