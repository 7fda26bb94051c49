//! Labels of projects and groups.
//!
//! A project's list contains the labels of its groups even if it is asked not to, and a change or a deletion through the
//! project acts on the group's label (measured): only the project's own ones are matched. GitLab rejects a label of a
//! project with the name of a label of its group, unless the project had it first (measured). GitLab keeps colours as they
//! are written, so they are compared without case, and in the long form.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::resource::{
    Call, Change, Duplicates, EVERY_WRITE, Fields, Halt, In, Kind, Level, Live, Look, Mark, Needs,
    Own, Rank, Rows, Scope, Setting, Spec, Tier, marked,
};

/// A label for issues, merge requests, and epics.
#[derive(Debug, Default, Deserialize, JsonSchema)]
pub struct Label {
    /// Name of the label. Case-sensitive.
    #[schemars(length(min = 1, max = 255), regex(pattern = "^[^,]*$"), extend("patternErrorMessage" = "a name without commas"), example = &"bug", example = &"priority::high")]
    pub name: String,
    /// Colour of the label, as `#rrggbb` or `#rgb`.
    #[serde(default)]
    #[schemars(regex(pattern = "^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$"), extend("patternErrorMessage" = "a colour, as `#rrggbb` or `#rgb`"), example = &"#d9534f")]
    pub color: Setting<String>,
    /// What the label means.
    #[serde(default)]
    #[schemars(example = &"Something does not work")]
    pub description: Setting<String>,
    /// Position in the list of prioritized labels; a lower number is a higher priority.
    #[serde(default)]
    #[schemars(range(min = 0), example = 1)]
    pub priority: Setting<u64>,
}

/// The colour of a label for which none is given (measured).
const USUAL: &str = "#6699cc";

/// The long form in lower case: `#F00` is `#ff0000`.
fn long(color: &str) -> String {
    let digits = color.trim_start_matches('#').to_lowercase();
    match digits.len() {
        3 => digits
            .chars()
            .flat_map(|it| [it, it])
            .fold("#".to_owned(), |all, it| all + it.encode_utf8(&mut [0; 4])),
        _ => format!("#{digits}"),
    }
}

/// Labels of a group.
pub(super) const OF_GROUP: Spec =
    Spec { scope: In::Group, omits: &["priority"], own: None, ..Label::SPEC };

impl Label {
    /// Refuses a name that a label of the project's group has, or gets by this plan.
    fn is_free(&self, look: &Look<'_>) -> Result<(), Halt> {
        let Scope::Project(path) = look.scope() else { return Ok(()) };
        let mut listed = look.list(look.list_here())?.iter();
        let taken = listed.any(|it| it["name"] == *self.name && it["is_project_label"] == false);
        let group = path.rsplit_once('/').map(|(group, _)| Scope::group(group));
        let planned = |it: Scope| look.is_planned(&it.address_of(look.spec().kind, &self.name));
        if !taken && !group.is_some_and(planned) {
            return Ok(());
        }
        let name = marked(&self.name);
        Err(Halt::impossible(
            format!("the project's group has a label `{name}`, which the project already uses"),
            "remove it from the project's labels, or declare its values under `groups:`",
        ))
    }
}

impl Kind for Label {
    const SPEC: Spec = Spec {
        required: &["color"],
        renamed: Some("new_name"),
        query: &[("include_ancestor_groups", "false")],
        own: Some(Own { field: "is_project_label", is: Mark::Flag(true), always: true }),
        ..Spec::list(
            "labels",
            "label",
            In::Project,
            Rank::Settings,
            Needs { frozen: EVERY_WRITE, ..Needs::of(Tier::Free, Level::Guest, Level::Reporter) },
            Duplicates::Refused,
        )
    };

    fn fields(&self, f: &mut Fields) {
        let Self { name, color, description, priority } = self;
        f.identity("name", name);
        f.plain("color", &color.as_ref().map(|it| long(it))).default(USUAL);
        f.plain("description", description).or_null();
        f.plain("priority", priority).or_null().omittable();
    }

    fn create(&self, rows: &Rows, look: &Look<'_>) -> Result<Vec<Call>, Halt> {
        self.is_free(look)?;
        Ok(Call::create_whole(look, rows))
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        if changes.iter().any(|it| it.field == "name") {
            self.is_free(look)?;
        }
        Ok(vec![Call::set(look, live.path.clone(), changes)])
    }
}
