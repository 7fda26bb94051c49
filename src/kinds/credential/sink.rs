//! Where the value of a credential is put.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};

use super::nature::{Nature, SAVE_TO};
use crate::gitlab::ApiPath;
use crate::kinds::variable::{Variable, variable_in};
use crate::resource::{
    Address, Checks, Datum, Entry, Hole, In, Lower, Object as _, Row, Rule, Scope, Setting,
    TokenCommand, words,
};

const VARIABLES: &str = "variables";
const USERS: &str = "users";
/// The longest description of a variable, and what the ID behind it may take of it.
const LONGEST: usize = 255 - 60;

/// A place for the value of a credential: a variable, or a command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "a sink")]
pub struct Sink {
    /// CI/CD variable that gets the value.
    #[serde(default)]
    #[schemars(with = "VariableSink", example = json!({ "project": "acme/web", "key": "BOT_TOKEN" }))]
    pub variable: Option<VariableSink>,
    /// Command that gets the value on standard input: a program and its arguments. It runs without a shell, in the directory of
    /// the root file, and only with `apply --allow-token-commands`. Its output is not shown.
    #[serde(default)]
    #[schemars(
        with = "Vec<String>",
        length(min = 1),
        extend("x-apart" = json!({})),
        example = ["vault", "kv", "put", "secret/bot", "token=-"]
    )]
    pub command: Option<Vec<String>>,
    /// Which field of the credential the command gets: the secret by default.
    #[serde(default)]
    #[schemars(with = "Field", extend("x-apart" = json!({ "command": ["vault", "kv", "put", "secret/bot", "id=-"] })))]
    pub field: Option<Field>,
}

/// A CI/CD variable that gets the value of a credential.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "a variable")]
pub struct VariableSink {
    /// Full path of the project that has the variable. By default, the scope of the credential has it.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1), example = &"acme/web")]
    pub project: Option<String>,
    /// Full path of the group that has the variable.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1), extend("x-apart" = json!({})), example = &"acme")]
    pub group: Option<String>,
    /// The instance has the variable.
    #[serde(default)]
    #[schemars(with = "bool", extend("x-apart" = json!({})))]
    pub instance: Option<bool>,
    /// Name of the variable. Case-sensitive.
    #[schemars(length(min = 1, max = 255), regex(pattern = "^[A-Za-z0-9_]+$"), extend("patternErrorMessage" = "letters, digits, and `_`"), example = &"BOT_TOKEN", extend("x-gitlab" = json!({ "with": ["project"] })))]
    pub key: String,
    /// Which field of the credential is put there: the secret by default.
    #[serde(default)]
    #[schemars(with = "Field", extend("x-apart" = json!({ "project": "acme/web", "masked": false })))]
    pub field: Option<Field>,
    /// Environments in which jobs have the variable.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 255), regex(pattern = r"^[A-Za-z0-9_/${}. *-]+$"), extend("patternErrorMessage" = "letters, digits, spaces, and -_/${}.*"), example = &"production")]
    pub environment_scope: Option<String>,
    /// What the variable is for. labwright adds the ID of the credential.
    #[serde(default)]
    #[schemars(with = "String", length(min = 1, max = 195), example = &"Token of the deployment")]
    pub description: Option<String>,
    /// Only jobs of protected branches and tags have the variable. `true` by default.
    #[serde(default)]
    #[schemars(with = "bool")]
    pub protected: Option<bool>,
    /// Mask the value in job logs. `true` by default. `false` also means that it is not hidden.
    #[serde(default)]
    #[schemars(with = "bool")]
    pub masked: Option<bool>,
    /// Never show the value in GitLab. `true` by default, except in the instance, which cannot hide values.
    #[serde(default)]
    #[schemars(with = "bool")]
    pub masked_and_hidden: Option<bool>,
}

/// A field of a credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Field {
    /// The ID of the credential.
    Id,
    /// The username that belongs to a deploy token.
    Username,
    /// The ID with which an application presents itself.
    ApplicationId,
}

impl Field {
    fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Username => "username",
            Field::ApplicationId => "application_id",
        }
    }
}

/// The field of a credential that a sink gets.
fn field_of(field: Option<Field>, nature: &Nature) -> &'static str {
    field.map_or(nature.secret, Field::name)
}

/// Refuses a field that a credential does not have.
fn check_field(field: Option<Field>, nature: &Nature, checks: &mut Checks) {
    let has = |it: &Field| nature.produces.iter().any(|produced| produced.field == it.name());
    if let Some(field) = field.filter(|it| !has(it)) {
        checks.refuse(
            SAVE_TO,
            format!("a {} has no `{}`", nature.noun, field.name()),
            "remove `field`, or use `field: id`",
        );
    }
}

impl Sink {
    /// The command that gets the value, if one does.
    pub(super) fn command(&self, nature: &Nature) -> Option<TokenCommand> {
        let words = self.command.clone()?;
        Some(TokenCommand { words, field: field_of(self.field, nature) })
    }

    pub(super) fn check(&self, nature: &Nature, checks: &mut Checks) {
        match (&self.variable, &self.command) {
            (Some(it), None) => {
                if self.field.is_some() {
                    let hint = "write `field` within `variable`";
                    checks.refuse(SAVE_TO, "`field` is beside `variable`", hint);
                }
                it.check(nature, checks);
            }
            (None, Some(words)) => {
                check_field(self.field, nature, checks);
                if words.first().is_none_or(String::is_empty) {
                    checks.refuse(SAVE_TO, "`command` names no program", "begin it with a program");
                }
                if words.iter().any(|it| it.contains('\0')) {
                    let what = "a word of `command` contains a null character";
                    checks.refuse(SAVE_TO, what, "remove it: no program can get it");
                }
            }
            (Some(_), Some(_)) => checks.refuse(
                SAVE_TO,
                "a sink has both `variable` and `command`",
                "make two sinks of it",
            ),
            (None, None) => checks.refuse(
                SAVE_TO,
                "a sink has neither `variable` nor `command`",
                "add one of them: it says where to put the value",
            ),
        }
    }
}

impl VariableSink {
    /// What has the variable. `own` is the scope of the credential.
    pub(super) fn scope(&self, own: &Scope) -> Scope {
        let VariableSink { project, group, instance, .. } = self;
        match (project, group, instance) {
            (Some(path), ..) => Scope::project(path),
            (_, Some(path), _) => Scope::group(path),
            (_, _, Some(true)) => Scope::instance(),
            // The variables of the instance do not belong to one of its users.
            _ if own.is(In::Object(USERS)) => own.clone(),
            _ => {
                let near = own.outwards().find(|it| variable_in(it).is_some());
                near.unwrap_or_else(|| own.clone())
            }
        }
    }

    /// Whether it says what has the variable.
    pub(in crate::kinds) fn says_where(&self) -> bool {
        let VariableSink { project, group, instance, .. } = self;
        project.is_some() || group.is_some() || *instance == Some(true)
    }

    /// The identity of the variable.
    pub(super) fn key(&self) -> String {
        let VariableSink { key, environment_scope, .. } = self;
        match environment_scope.as_deref() {
            None | Some("*") => key.clone(),
            Some(scope) => format!("{key}@{scope}"),
        }
    }

    pub(super) fn address(&self, own: &Scope) -> Address {
        self.scope(own).address_of(VARIABLES, &self.key())
    }

    /// The variables that it is one of; `None` for a scope that has none.
    pub(super) fn entry(&self, own: &Scope) -> Option<&'static Entry> {
        variable_in(&self.scope(own))
    }

    /// As plans show it: in the scope of the credential, without the scope.
    pub(super) fn label(&self) -> String {
        // The scope of the credential is not known here, and not shown.
        let address = self.address(&Scope::instance());
        if self.says_where() { address.to_string() } else { address.within_scope() }
    }

    /// The path of the variable.
    pub(super) fn path(&self, own: &Scope) -> Option<ApiPath> {
        let entry = self.entry(own)?;
        let raw = match self.scope(own) {
            Scope::Instance => json!({ "key": self.key }),
            _ => json!({
                "key": self.key,
                "environment_scope": self.environment_scope.as_deref().unwrap_or("*"),
            }),
        };
        Some(entry.item(&raw, entry.spec.collection(&self.scope(own))))
    }

    /// Whether it masks this field of the credential.
    pub(in crate::kinds) fn masks(&self, field: Field) -> bool {
        self.field == Some(field) && self.is_masked()
    }

    fn is_masked(&self) -> bool {
        self.masked != Some(false)
    }

    /// The attributes of the variable, without its value and description.
    pub(super) fn rows(&self, own: &Scope) -> Vec<Row> {
        let VariableSink { key, environment_scope, protected, masked_and_hidden, .. } = self;
        let hides = self.scope(own) != Scope::Instance;
        let hidden = self.is_masked() && masked_and_hidden.unwrap_or(true) && hides;
        let variable = Variable {
            key: key.clone(),
            environment_scope: environment_scope.clone().map_or(Setting::Unmanaged, Setting::Value),
            protected: Setting::Value(protected.unwrap_or(true)),
            // A hidden variable is masked in any case.
            masked: if hidden { Setting::Unmanaged } else { Setting::Value(self.is_masked()) },
            masked_and_hidden: if hides { Setting::Value(hidden) } else { Setting::Unmanaged },
            ..Variable::default()
        };
        variable.rows().into_iter().filter(|it| it.value().is_some()).collect()
    }

    /// The description of the variable of a credential with this ID, which can be a hole.
    pub(super) fn description(&self, nature: &Nature, id: Value) -> Value {
        let mark = format!("labwright: {} ", nature.noun);
        let parts = match &self.description {
            None => vec![json!(mark), id],
            Some(own) => vec![json!(format!("{own} ({mark}")), id, json!(")")],
        };
        Hole::Text(parts).value()
    }

    /// The same as a text.
    pub(super) fn described(&self, nature: &Nature, id: u64) -> String {
        let mark = format!("labwright: {} {id}", nature.noun);
        self.description.as_ref().map_or(mark.clone(), |own| format!("{own} ({mark})"))
    }

    /// The field of the credential that it gets.
    pub(super) fn field(&self, nature: &Nature) -> &'static str {
        field_of(self.field, nature)
    }

    fn check(&self, nature: &Nature, checks: &mut Checks) {
        let VariableSink { project, group, instance, field, description, masked, .. } = self;
        let scopes = [project.is_some(), group.is_some(), *instance == Some(true)];
        if scopes.iter().filter(|it| **it).count() > 1 {
            checks.refuse(
                SAVE_TO,
                format!("`{}` is in two scopes", self.key),
                "write one of `project`, `group`, and `instance`",
            );
        }
        if *masked == Some(false) && self.masked_and_hidden == Some(true) {
            checks.refuse(SAVE_TO, "a hidden variable is always masked", "remove `masked`");
        }
        check_field(*field, nature, checks);
        if *field == Some(Field::Id) && self.is_masked() {
            checks.refuse(
                SAVE_TO,
                format!("GitLab cannot mask the {} in `{}`", self.field(nature), self.key),
                "add `masked: false`: it is too short, and no secret",
            );
        }
        if description.as_ref().is_some_and(|it| it.chars().count() > LONGEST) {
            checks.refuse(
                SAVE_TO,
                "the description has no room for the ID of the credential",
                format!("shorten it to {LONGEST} characters"),
            );
        }
    }
}

impl Lower for Sink {
    fn lower(&self) -> Datum {
        let field = self.field.map_or(String::new(), |it| format!(" ({})", it.name()));
        let command = || self.command.as_deref().map(|it| format!("command {}{field}", words(it)));
        let label = self.variable.as_ref().map(VariableSink::label).or_else(command);
        Datum::Text(label.unwrap_or_default())
    }
}

/// The ID that a variable's description names, and of what.
pub(super) fn named(description: &str) -> Option<(&str, u64)> {
    let (_, mark) = description.rsplit_once("labwright: ")?;
    let (noun, id) = mark.strip_suffix(')').unwrap_or(mark).rsplit_once(' ')?;
    id.parse().ok().map(|id| (noun, id))
}

/// The fields in which a variable differs from what a sink says.
pub(super) fn differing<'r>(wanted: &'r [Row], live: &[Row]) -> Vec<&'r Row> {
    let differs = |row: &&Row| {
        let now = live.iter().find(|it| it.name == row.name).and_then(Row::value);
        row.rule == Rule::Plain
            && row.name != "environment_scope"
            && now.is_none_or(|now| Some(now) != row.value())
    };
    wanted.iter().filter(differs).collect()
}
