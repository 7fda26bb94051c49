//! CI/CD variables of projects, groups, and the instance.
//!
//! A variable is known by its key and its environment scope, both case-sensitive. Every request names the scope: without it,
//! GitLab changes another variable of the same key (measured for groups). `masked_and_hidden` has an effect only at creation,
//! so a change of it recreates the variable. GitLab returns values, except those of hidden variables; they are compared, and
//! plans show neither side.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::gitlab::{ApiPath, Element, Listing, Paging};
use crate::resource::{
    Call, Change, Checks, Duplicates, Entry, FieldNeeds, Fields, Halt, Hidden, In, Kind, Known,
    Level, Live, Look, Needs, Object, Rank, Scope, Setting, Spec, Tier,
};

/// A CI/CD variable.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Variable {
    /// Name of the variable. Case-sensitive.
    #[schemars(length(min = 1, max = 255), regex(pattern = "^[A-Za-z0-9_]+$"), extend("patternErrorMessage" = "letters, digits, and `_`"), example = &"DEPLOY_KEY")]
    pub key: String,
    /// Environments in which jobs have the variable: a name, a pattern with `*`, or `*` for all.
    #[serde(default)]
    #[schemars(length(min = 1, max = 255), regex(pattern = r"^[A-Za-z0-9_/${}. *-]+$"), extend("patternErrorMessage" = "letters, digits, spaces, and -_/${}.*"), example = &"production", example = &"review/*")]
    pub environment_scope: Setting<String>,
    /// Value of the variable. A masked value must be a reference. Plans compare it and do not show it.
    #[serde(default)]
    #[schemars(example = serde_json::json!({ "env": "DEPLOY_KEY" }))]
    pub value: Setting<Hidden>,
    /// What the variable is for.
    #[serde(default)]
    #[schemars(length(max = 255), example = &"Key of the deployment")]
    pub description: Setting<String>,
    /// Whether jobs have the value itself, or the path of a file that contains it.
    #[serde(default)]
    pub variable_type: Setting<VariableType>,
    /// Only jobs of protected branches and tags have the variable.
    #[serde(default)]
    pub protected: Setting<bool>,
    /// Mask the value in job logs. The value must have at least 8 characters, without spaces or line breaks.
    #[serde(default)]
    pub masked: Setting<bool>,
    /// Mask the value in job logs, and never show it in GitLab. A change recreates the variable.
    #[serde(default)]
    pub masked_and_hidden: Setting<bool>,
    /// Use the value as it is: `$NAME` in it is not replaced.
    #[serde(default)]
    pub raw: Setting<bool>,
}

/// How a job gets the value of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum VariableType {
    /// The value is in an environment variable.
    EnvVar,
    /// The value is in a file, whose path is in an environment variable.
    File,
}

impl VariableType {
    /// The word in files and in GitLab.
    pub(super) fn word(it: &Setting<Self>) -> Setting<&'static str> {
        it.map(|it| match it {
            VariableType::EnvVar => "env_var",
            VariableType::File => "file",
        })
    }
}

const NEEDS: Needs = Needs {
    fields: &[
        FieldNeeds::since("raw", 15, 7),
        FieldNeeds::since("description", 16, 2),
        FieldNeeds::since("masked_and_hidden", 17, 4),
    ],
    ..Needs::of(Tier::Free, Level::Maintainer, Level::Maintainer)
};

/// Variables of a group.
pub(super) const OF_GROUP: Spec = Spec {
    scope: In::Group,
    needs: Needs {
        read: Level::Owner,
        write: Level::Owner,
        fields: &[
            FieldNeeds::tier("environment_scope", Tier::Premium),
            FieldNeeds::since("raw", 15, 7),
            FieldNeeds::since("description", 16, 2),
            FieldNeeds::since("masked_and_hidden", 17, 4),
        ],
        ..NEEDS
    },
    ..Variable::SPEC
};

/// Variables of the instance, which have neither an environment scope nor hidden values.
pub(super) const OF_INSTANCE: Spec = Spec {
    scope: In::Instance,
    path: "admin/ci/variables",
    identity: &["key"],
    known: Known::Exact,
    omits: &["environment_scope", "masked_and_hidden"],
    needs: Needs {
        read: Level::Administrator,
        write: Level::Administrator,
        fields: &[FieldNeeds::since("raw", 15, 7), FieldNeeds::since("description", 16, 8)],
        ..NEEDS
    },
    ..Variable::SPEC
};

/// The fewest characters of a value that GitLab masks.
const FEWEST: usize = 8;
const MASKABLE: &str = "use at least 8 of the characters A-Z, a-z, 0-9, and _:@-+.~=/ (with `raw: true`, any visible ASCII characters), \
     or remove `masked`";

static INSTANCE: Entry = Entry::with::<Variable>(&OF_INSTANCE);
static GROUPS: Entry = Entry::with::<Variable>(&OF_GROUP);
static PROJECTS: Entry = Entry::of::<Variable>();

/// The variables of a scope; `None` if it has none.
pub(super) fn variable_in(scope: &Scope) -> Option<&'static Entry> {
    match scope {
        Scope::Instance => Some(&INSTANCE),
        Scope::Group(_) => Some(&GROUPS),
        Scope::Project(_) => Some(&PROJECTS),
        Scope::MergeRequest(..) | Scope::Object(_) => None,
    }
}

/// What keeps GitLab from masking a value (measured).
pub(super) fn unmaskable(value: &str) -> Option<(&'static str, &'static str)> {
    let plain = |it: u8| it.is_ascii_alphanumeric() || b"_:@-+.~=/".contains(&it);
    cannot(value.len() < FEWEST || !value.bytes().all(plain))
}

/// The same for a raw variable.
fn unmaskable_raw(value: &str) -> Option<(&'static str, &'static str)> {
    cannot(value.len() < FEWEST || !value.bytes().all(|it| it.is_ascii_graphic()))
}

fn cannot(it: bool) -> Option<(&'static str, &'static str)> {
    it.then_some(("cannot be masked by GitLab", MASKABLE))
}

impl Variable {
    fn is_masked(&self) -> bool {
        [&self.masked, &self.masked_and_hidden].iter().any(|it| it.value() == Some(&true))
    }
}

impl Kind for Variable {
    const SPEC: Spec = Spec {
        identity: &["key", "environment_scope"],
        known: Known::Both("*"),
        listing: Listing { paging: Paging::Offset, element: Element::Named("key") },
        required: &["value"],
        ..Spec::list(
            "variables",
            "variable",
            In::Project,
            Rank::Settings,
            NEEDS,
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            key,
            environment_scope,
            value,
            description,
            variable_type,
            protected,
            masked,
            masked_and_hidden,
            raw,
        } = self;
        f.identity("key", key);
        f.plain("environment_scope", environment_scope).default("*");
        let row = f.hidden("value", value).omittable();
        if self.is_masked() {
            row.refuse(if *raw == Setting::Value(true) { unmaskable_raw } else { unmaskable });
        }
        f.plain("description", description).or_null().omittable();
        f.plain("variable_type", &VariableType::word(variable_type)).default("env_var");
        f.plain("protected", protected).default(false);
        f.plain("masked", masked).default(false);
        f.plain("masked_and_hidden", masked_and_hidden).default(false);
        f.plain("raw", raw).default(false);
    }

    fn check(&self, checks: &mut Checks) {
        if self.is_masked() && matches!(self.value.value(), Some(Hidden::Text(_))) {
            checks.refuse(
                "value",
                "the value of a masked variable must not be in a file",
                "write `value: { env: NAME }` or `value: { file: PATH }`; replace the value if this file was ever committed",
            );
        }
        if self.masked_and_hidden.value() == Some(&true) && self.masked.value() == Some(&false) {
            checks.refuse("masked", "a hidden variable is always masked", "remove `masked`");
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut object: Map<String, Value> = Deserialize::deserialize(raw)?;
        if let Some(hidden) = object.remove("hidden") {
            if hidden == true {
                object.remove("value");
            }
            object.insert("masked_and_hidden".to_owned(), hidden);
        }
        Self::deserialize(Value::Object(object))
    }

    fn item(raw: &Value, collection: ApiPath) -> ApiPath {
        let path = collection.seg(raw["key"].as_str().unwrap_or_default());
        match raw["environment_scope"].as_str() {
            Some(scope) => path.query("filter[environment_scope]", scope),
            None => path,
        }
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        if changes.iter().any(|it| it.field == "masked_and_hidden") {
            let why = "GitLab can hide a variable only when it is created";
            let mut calls = Call::replace(look, live.path.clone(), &live.rows, &self.rows());
            // A hidden variable is masked in any case.
            let implied =
                self.masked_and_hidden.value() == Some(&true) && self.masked.value().is_none();
            if let Some(create) = calls.last_mut().filter(|_| implied) {
                create.changes.retain(|it| it.field != "masked");
                create.body.as_object_mut().map(|it| it.remove("masked"));
            }
            return Ok(calls.into_iter().map(|it| it.because(why)).collect());
        }
        Ok(vec![Call::set(look, live.path.clone(), changes)])
    }

    fn loosens(change: &Change) -> bool {
        matches!(change.field, "protected" | "masked" | "masked_and_hidden")
            && change.switches(false)
    }
}
