//! Settings of projects, groups, and the instance: one table of attributes each.
//!
//! GitLab changes them by one PUT, and what a file does not name stays. A default is always sent as its value: for many
//! attributes, `null` fails or does nothing (measured). Some attributes are effective only under another one, and GitLab
//! returns `false` for them until then.

mod attribute;
mod avatar;
mod group;
mod instance;
mod project;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use self::attribute::{Attribute, Form};
use crate::gitlab::ApiPath;
use crate::resource::{
    Call, Change, Content, ContentFile, Datum, Duplicates, Fields, Halt, Hidden, In, Kind, Level,
    Live, Look, Lower, Moment, Needs, Rank, Removal, Row, Rule, Setting, Shape, Spec, Tier, access,
    marked,
};

/// What has settings: a project, a group, the instance.
pub(super) trait Table: fmt::Debug + Default + Send + Sync + 'static {
    /// The name of the type in the schema.
    const NAME: &'static str;
    /// What a file declares.
    const ABOUT: &'static str;
    /// What its settings have in common with those of others.
    const SPEC: Spec;
    /// All attributes, by name.
    const ATTRIBUTES: &'static [Attribute];
    /// The collection of what has an avatar, in a path.
    const WITH_AVATAR: Option<&'static str>;
    /// Attributes by which the token's user can lose access, with the value that does it, and how.
    const LOCKS: &'static [(&'static str, Option<bool>, &'static str)];
}

/// Settings as a file declares them, or as GitLab returns them.
#[derive(Debug, Default)]
pub(super) struct Settings<T> {
    /// By the place of the attribute in the table.
    set: BTreeMap<usize, Setting<Datum>>,
    of: PhantomData<T>,
}

/// Settings of a project.
#[derive(Debug, Default)]
pub(super) struct OfProject;
/// Settings of a group.
#[derive(Debug, Default)]
pub(super) struct OfGroup;
/// Settings of the instance.
#[derive(Debug, Default)]
pub(super) struct OfInstance;

/// The protection of new default branches: a record with access lists.
const DEFAULTS: &str = "default_branch_protection_defaults";

/// How records are sent: under another name, and with the numbers of roles. An empty text removes an avatar.
fn written(field: &str, value: &Datum) -> Option<(&'static str, Value)> {
    if field == avatar::NAME && *value == Datum::Null {
        return Some((avatar::NAME, Value::from("")));
    }
    let Datum::Record(fields) = value else { return None };
    match field {
        "container_expiration_policy" => {
            Some(("container_expiration_policy_attributes", value.body()))
        }
        DEFAULTS => {
            let body = |(name, it): (&String, &Datum)| {
                let value = match it {
                    Datum::Set(roles) => roles.iter().map(access::entry).collect(),
                    other => other.body(),
                };
                (name.clone(), value)
            };
            Some((DEFAULTS, Value::Object(fields.iter().map(body).collect())))
        }
        _ => None,
    }
}

/// The new value of a field, with the entries of a record that the change does not list.
fn whole(change: &Change, live: &Live<'_>) -> Option<Datum> {
    let after = change.after.as_ref()?;
    let now = live.rows.iter().find(|it| it.name == change.field).and_then(Row::value);
    Some(match (now, after) {
        (Some(Datum::Record(now)), Datum::Record(after)) => {
            let now = now.clone().into_iter().filter(|it| it.1 != Datum::Null);
            Datum::Record(now.chain(after.clone()).collect())
        }
        _ => after.clone(),
    })
}

/// The entries of a record that change, each as a change of its own.
fn entries(change: &Change) -> impl Iterator<Item = Change> + '_ {
    let fields = |it: &Option<Datum>| match it {
        Some(Datum::Record(fields)) => fields.clone(),
        _ => BTreeMap::new(),
    };
    let before = fields(&change.before);
    fields(&change.after).into_iter().map(move |(name, after)| Change {
        before: before.get(&name).cloned(),
        after: Some(after),
        ..change.clone()
    })
}

/// The kind of the settings.
pub(crate) const SETTINGS: &str = "settings";

const BASE: Spec = Spec {
    written,
    shape: Shape::Single,
    moments: &[
        ("archived", Moment::Freezes),
        // A branch is protected before it becomes the default one.
        ("default_branch", Moment::With(Rank::Rules)),
    ],
    removal: Removal::Never,
    identity: &[],
    path: "",
    ..Spec::list(
        SETTINGS,
        "settings",
        In::Project,
        Rank::Settings,
        Needs::of(Tier::Free, Level::Reporter, Level::Maintainer),
        Duplicates::Refused,
    )
};

impl Table for OfProject {
    const NAME: &'static str = "Settings";
    const ABOUT: &'static str =
        "Settings of the project. Settings that are not listed stay unchanged.";
    const SPEC: Spec = Spec { needs: Needs { fields: project::NEEDS, ..BASE.needs }, ..BASE };
    const ATTRIBUTES: &'static [Attribute] = project::ATTRIBUTES;
    const WITH_AVATAR: Option<&'static str> = Some("projects");
    const LOCKS: &'static [(&'static str, Option<bool>, &'static str)] = &[];
}

impl Table for OfGroup {
    const NAME: &'static str = "GroupSettings";
    const ABOUT: &'static str =
        "Settings of the group. Settings that are not listed stay unchanged.";
    const SPEC: Spec = Spec {
        scope: In::Group,
        query: &[("with_projects", "false")],
        top_fields: group::TOP,
        needs: Needs { fields: group::NEEDS, ..Needs::of(Tier::Free, Level::Guest, Level::Owner) },
        ..BASE
    };
    const ATTRIBUTES: &'static [Attribute] = group::ATTRIBUTES;
    const WITH_AVATAR: Option<&'static str> = Some("groups");
    const LOCKS: &'static [(&'static str, Option<bool>, &'static str)] = &[
        ("ip_restriction_ranges", None, "only addresses in these ranges could reach the group"),
        (
            "require_two_factor_authentication",
            Some(true),
            "members without two factors would lose access",
        ),
    ];
}

impl Table for OfInstance {
    const NAME: &'static str = "InstanceSettings";
    const ABOUT: &'static str =
        "Settings of the instance. Settings that are not listed stay unchanged.";
    const SPEC: Spec = Spec {
        scope: In::Instance,
        path: "application/settings",
        needs: Needs {
            fields: instance::NEEDS,
            ..Needs::of(Tier::Free, Level::Administrator, Level::Administrator)
        },
        ..BASE
    };
    const ATTRIBUTES: &'static [Attribute] = instance::ATTRIBUTES;
    const WITH_AVATAR: Option<&'static str> = None;
    const LOCKS: &'static [(&'static str, Option<bool>, &'static str)] = &[
        (
            "require_two_factor_authentication",
            Some(true),
            "users without two factors would lose access",
        ),
        (
            "require_admin_two_factor_authentication",
            Some(true),
            "administrators without two factors would lose access",
        ),
        ("admin_mode", Some(true), "tokens without the `admin_mode` scope would lose their rights"),
        (
            "password_authentication_enabled_for_web",
            Some(false),
            "users without another way could not sign in",
        ),
    ];
}

impl<'de, T: Table> Deserialize<'de> for Settings<T> {
    /// Keys without an attribute are left out: the schema refuses them in files, and GitLab returns many more.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Read<T>(PhantomData<T>);
        impl<'de, T: Table> Visitor<'de> for Read<T> {
            type Value = Settings<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping of settings")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut set = BTreeMap::new();
                while let Some(name) = map.next_key::<String>()? {
                    let Some(at) = place::<T>(&name) else {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    };
                    let attribute = &T::ATTRIBUTES[at];
                    // These can name a file, whose path only the reader of files completes.
                    let named = match attribute.form {
                        Form::Hidden => {
                            Some(map.next_value::<Setting<Hidden>>()?.map(|it| it.lower()))
                        }
                        Form::File => {
                            Some(map.next_value::<Setting<ContentFile>>()?.map(|it| it.lower()))
                        }
                        _ => None,
                    };
                    if let Some(named) = named {
                        set.insert(at, named);
                        continue;
                    }
                    let value = map.next_value::<Value>()?;
                    let setting = match (&value, attribute.datum(&value)) {
                        (Value::Null, _) => Setting::Cleared,
                        (_, Some(datum)) => Setting::Value(datum),
                        _ => {
                            let name = attribute.name;
                            return Err(A::Error::custom(format!("`{name}` is of another type")));
                        }
                    };
                    set.insert(at, setting);
                }
                Ok(Settings { set, of: PhantomData })
            }
        }
        from.deserialize_map(Read(PhantomData))
    }
}

impl<T: Table> JsonSchema for Settings<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut properties = Map::new();
        for it in T::ATTRIBUTES {
            properties.insert(it.name.to_owned(), it.schema(generator));
        }
        schemars::json_schema!({
            "type": "object",
            "description": T::ABOUT,
            "properties": properties,
        })
    }
}

/// The place of an attribute in the table.
fn place<T: Table>(name: &str) -> Option<usize> {
    T::ATTRIBUTES.binary_search_by(|it| it.name.cmp(name)).ok()
}

impl<T: Table> Settings<T> {
    fn get(&self, name: &str) -> Option<&Setting<Datum>> {
        self.set.get(&place::<T>(name)?)
    }

    /// One PUT with these changes. A record is sent whole, so that it does not matter whether GitLab merges it with the one
    /// that it has.
    fn put(live: &Live<'_>, changes: Vec<Change>, look: &Look<'_>) -> Call {
        let body = changes
            .iter()
            .filter_map(|it| Some(look.spec().sent(it.field, it.wire, &whole(it, live)?)));
        Call::update(look, live.path.clone(), body.collect(), changes)
    }
}

impl<T: Table> Kind for Settings<T> {
    const SPEC: Spec = T::SPEC;

    fn fields(&self, f: &mut Fields) {
        f.rows.reserve_exact(T::ATTRIBUTES.len());
        for (at, it) in T::ATTRIBUTES.iter().enumerate() {
            let setting = self.set.get(&at).unwrap_or(&Setting::Unmanaged);
            let row = f.plain(it.name, setting);
            row.referable = matches!(it.form, Form::Hidden);
            row.hidden = row.referable;
            row.omittable = it.under.is_some() || it.name == "default_branch";
            row.partial = matches!(it.form, Form::Record(_));
            row.accepts = matches!(it.form, Form::File).then_some(avatar::unfit);
            row.default = it.default();
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        // A value that does not have the form of the table is as one that this GitLab does not return: nothing is planned for
        // it, and the hundreds of others can be read.
        let Some(fields) = raw.as_object() else { return Self::deserialize(raw) };
        let returned = |(at, it): (usize, &Attribute)| match fields.get(it.name)? {
            Value::Null => Some((at, Setting::Cleared)),
            value => Some((at, Setting::Value(it.returned(value)?))),
        };
        let set = T::ATTRIBUTES.iter().enumerate().filter_map(returned).collect();
        let mut settings = Self { set, of: PhantomData };
        if let Some(of) = T::WITH_AVATAR {
            let path = || ApiPath::new(of).id(raw).seg(avatar::NAME);
            if let Some(url) = fields.get("avatar_url") {
                let there = match url {
                    Value::Null => Setting::Cleared,
                    _ => Setting::Value(Datum::Content(Content::Live(path()))),
                };
                settings.set.extend(place::<T>(avatar::NAME).map(|at| (at, there)));
            }
        }
        // What another setting keeps from being effective, and the branch that an empty repository does not have.
        let off = |it: &Attribute| {
            it.under.is_some_and(|other| raw[other] != true)
                || it.name == "default_branch" && raw["empty_repo"] == true
        };
        settings.set.retain(|at, _| T::ATTRIBUTES.get(*at).is_some_and(|it| !off(it)));
        Ok(settings)
    }

    fn item(_: &Value, collection: ApiPath) -> ApiPath {
        collection
    }

    /// GitLab accepts a setting that another one keeps from being effective, and returns it as off.
    fn complete(&self, live: &mut Live<'_>, _: &Look<'_>) -> Result<(), Halt> {
        let is_on = |name: &str| match self.get(name) {
            Some(Setting::Value(it)) => *it == Datum::Bool(true),
            Some(Setting::Cleared) => false,
            _ => live.raw[name] == true,
        };
        for (name, other) in T::ATTRIBUTES.iter().filter_map(|it| Some((it.name, it.under?))) {
            if self.get(name).is_some() && is_on(name) && !is_on(other) {
                return Err(Halt::impossible(
                    format!("`{name}` has no effect while `{other}` is false"),
                    format!("declare `{other}: true`, too"),
                ));
            }
        }
        Ok(())
    }

    /// What becomes effective by a change is sent with it.
    fn update(
        &self,
        live: &Live<'_>,
        mut changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        for it in T::ATTRIBUTES {
            let turned_on = |other: &str| {
                changes.iter().any(|it| it.field == other && it.after == Some(Datum::Bool(true)))
            };
            let rule = Rule::Plain;
            if let (Some(other), Some(Setting::Value(after))) = (it.under, self.get(it.name))
                && turned_on(other)
            {
                let after = Some(after.clone());
                changes.push(Change { field: it.name, wire: it.name, rule, before: None, after });
            }
        }
        // GitLab archives by calls of their own; they are no attribute of the update.
        if let [Change { field: "archived", after, .. }] = changes.as_slice() {
            let word = if *after == Some(Datum::Bool(true)) { "archive" } else { "unarchive" };
            let path = live.path.clone().seg(word);
            return Ok(vec![Call::act(look, path, changes)]);
        }
        // GitLab loses all of a call with an image that it refuses, so the avatar has one of its own.
        let (image, changes): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|it| it.field == avatar::NAME);
        let mut calls = Vec::new();
        if !changes.is_empty() {
            calls.push(Self::put(live, changes, look));
        }
        if !image.is_empty() {
            calls.push(Self::put(live, image, look));
        }
        Ok(calls)
    }

    /// GitLab protects a new default branch at some times and not at others, always keeps the rule of the old one, and has none
    /// in an empty repository (each measured).
    fn remarks(&self, live: Option<&Live<'_>>, look: &Look<'_>) -> Vec<String> {
        let (Some(live), Some(Setting::Value(Datum::Text(branch)))) =
            (live, self.get("default_branch"))
        else {
            return Vec::new();
        };
        let now = live.raw["default_branch"].as_str();
        let remark = match now {
            _ if look.spec().scope != In::Project || now == Some(branch) => None,
            _ if live.raw["empty_repo"] == true => {
                Some("`default_branch` is not compared while the repository is empty".to_owned())
            }
            Some(now) => Some(format!(
                "GitLab does not always protect a new default branch, and `{}` stays protected if it is: declare both under `protected_branches`",
                marked(now)
            )),
            None => None,
        };
        remark.into_iter().collect()
    }

    fn loosens(change: &Change) -> bool {
        match change.field {
            "visibility" => change.after != Some(Datum::Text("private".to_owned())),
            field if field.starts_with("only_allow_merge_if_") => change.switches(false),
            DEFAULTS => entries(change).any(|it| access::lets_in(&it) || it.switches(true)),
            _ => false,
        }
    }

    fn locks_out(_: &Live<'_>, changes: &[Change], _: &Look<'_>) -> Result<Option<String>, Halt> {
        let locks = |it: &Change| {
            let set = it.after.as_ref();
            T::LOCKS.iter().find(|(field, value, _)| {
                *field == it.field && value.is_none_or(|value| set == Some(&Datum::Bool(value)))
            })
        };
        let found = changes.iter().find_map(locks);
        Ok(found.map(|(field, _, why)| format!("`{field}`: {why}, perhaps this token's user too")))
    }
}
