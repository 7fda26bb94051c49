//! Approval settings of projects and top-level groups: how approvals of merge requests work.
//!
//! GitLab returns each as `{ value, locked, inherited_from }`. What a top-level group restricts is locked in its projects. GitLab
//! answers 200 to another value there, shows no change, and uses the value as soon as the lock ends; so none is sent. The first
//! PUT to a group turns off what it omits. `selective_code_owner_removals` has no effect in a group: GitLab ignores it, and locks
//! it (all measured). That the instance can lock, too, is from GitLab's source. `require_password_to_approve` is an older name
//! of `require_reauthentication_to_approve`.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::gitlab::{Element, Listing, Paging};
use crate::resource::{
    Call, Change, Checks, Datum, Duplicates, FieldNeeds, Fields, Halt, In, Kind, Level, Live, Look,
    Needs, Object as _, Rank, Removal, Row, Setting, Shape, Spec, Tier, marked,
};

/// How approvals of merge requests work. What a group restricts, it restricts in all its projects.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[schemars(rename = "ApprovalSettings")]
pub struct ApprovalSettings<const OF_GROUP: bool> {
    /// Allow authors to approve their own merge requests.
    #[serde(default)]
    pub allow_author_approval: Setting<bool>,
    /// Allow users to approve merge requests that they added commits to.
    #[serde(default)]
    pub allow_committer_approval: Setting<bool>,
    /// Allow merge requests to change their approval rules.
    #[serde(default)]
    pub allow_overrides_to_approver_list_per_merge_request: Setting<bool>,
    /// Keep all approvals when commits are added, instead of removing them.
    #[serde(default)]
    pub retain_approvals_on_push: Setting<bool>,
    /// Remove the approvals of code owners when commits change their files; requires `retain_approvals_on_push`.
    #[serde(default)]
    #[schemars(extend("x-apart" = { "retain_approvals_on_push": true }))]
    pub selective_code_owner_removals: Setting<bool>,
    /// Require users to authenticate again to approve.
    #[serde(default)]
    pub require_reauthentication_to_approve: Setting<bool>,
}

const RETAIN: &str = "retain_approvals_on_push";
const SELECTIVE: &str = "selective_code_owner_removals";
const REAUTHENTICATION: &str = "require_reauthentication_to_approve";
const LOCKED: &str = "values other than those that a top-level group locks";

/// A setting as GitLab returns it.
#[derive(Debug, Deserialize)]
struct Held {
    value: bool,
    locked: bool,
    inherited_from: Option<String>,
}

impl Held {
    /// What GitLab returns for a field. Another GitLab may not have it.
    fn of(raw: &Value, field: &str) -> Result<Option<Self>, serde_json::Error> {
        raw.get(field).map(Self::deserialize).transpose()
    }
}

impl<const OF_GROUP: bool> ApprovalSettings<OF_GROUP> {
    const BASE: Spec = Spec {
        shape: Shape::Single,
        path: "merge_request_approval_setting",
        removal: Removal::Never,
        identity: &[],
        listing: Listing { paging: Paging::Whole, element: Element::Unnamed },
        ..Spec::list(
            "approval_settings",
            "approval settings",
            In::Project,
            Rank::Settings,
            Needs {
                fields: &[FieldNeeds::since(REAUTHENTICATION, 17, 1)],
                ..Needs::of(Tier::Premium, Level::Maintainer, Level::Maintainer)
            },
            Duplicates::Refused,
        )
    };
}

fn is_locked(raw: &Value, field: &str) -> Result<bool, Halt> {
    let held = Held::of(raw, field).map_err(Halt::not_understood)?;
    Ok(held.is_some_and(|it| it.locked))
}

/// What is wrong with changes to values that are locked, if any are.
fn locked(raw: &Value, changes: &[Change], look: &Look<'_>) -> Result<(), Halt> {
    for Change { field, .. } in changes {
        let held = Held::of(raw, field).map_err(Halt::not_understood)?;
        let Some(Held { value, inherited_from, .. }) = held.filter(|it| it.locked) else {
            continue;
        };
        let path = look.scope().full_path().unwrap_or_default();
        let top = marked(path.split('/').next().unwrap_or_default());
        let (owner, place) = match inherited_from.as_deref() {
            Some("group") => (format!("the group `{top}`"), "`approval_settings` of the group"),
            Some("instance") => ("the instance".to_owned(), "the settings of the instance"),
            _ => ("GitLab".to_owned(), "GitLab"),
        };
        return Err(Halt::impossible(
            format!("{owner} locks `{field}` as {value}, so GitLab would ignore another value"),
            format!("change it in {place} first, or remove it here"),
        ));
    }
    Ok(())
}

impl<const OF_GROUP: bool> Kind for ApprovalSettings<OF_GROUP> {
    const SPEC: Spec = match OF_GROUP {
        false => Spec {
            ignored: &[
                ("allow_author_approval", LOCKED),
                ("allow_committer_approval", LOCKED),
                ("allow_overrides_to_approver_list_per_merge_request", LOCKED),
                (RETAIN, LOCKED),
                (SELECTIVE, LOCKED),
                (REAUTHENTICATION, LOCKED),
            ],
            ..Self::BASE
        },
        true => Spec {
            scope: In::Group,
            top: true,
            omits: &[SELECTIVE],
            locks: &[
                ("allow_author_approval", false),
                ("allow_committer_approval", false),
                ("allow_overrides_to_approver_list_per_merge_request", false),
                (RETAIN, false),
                (REAUTHENTICATION, true),
            ],
            needs: Needs { read: Level::Owner, write: Level::Owner, ..Self::BASE.needs },
            ..Self::BASE
        },
    };

    fn fields(&self, f: &mut Fields) {
        let Self {
            allow_author_approval,
            allow_committer_approval,
            allow_overrides_to_approver_list_per_merge_request,
            retain_approvals_on_push,
            selective_code_owner_removals,
            require_reauthentication_to_approve,
        } = self;
        f.plain("allow_author_approval", allow_author_approval).default(OF_GROUP);
        f.plain("allow_committer_approval", allow_committer_approval).default(true);
        f.plain(
            "allow_overrides_to_approver_list_per_merge_request",
            allow_overrides_to_approver_list_per_merge_request,
        )
        .default(true);
        f.plain(RETAIN, retain_approvals_on_push).default(OF_GROUP);
        f.plain(SELECTIVE, selective_code_owner_removals).default(false);
        f.plain(REAUTHENTICATION, require_reauthentication_to_approve).default(false);
    }

    fn check(&self, checks: &mut Checks) {
        if self.selective_code_owner_removals.value() == Some(&true)
            && self.retain_approvals_on_push.value() == Some(&false)
        {
            let message = format!("`{SELECTIVE}` requires `{RETAIN}: true`");
            checks.refuse(SELECTIVE, message, "set one of them to the other value");
        }
    }

    fn observe(raw: &Value) -> Result<Self, serde_json::Error> {
        let mut values = Map::new();
        for row in Self::default().rows() {
            if let Some(held) = Held::of(raw, row.name)? {
                values.insert(row.name.to_owned(), Value::Bool(held.value));
            }
        }
        Self::deserialize(Value::Object(values))
    }

    /// A locked value is not the scope's own: an export leaves it out.
    fn complete(&self, live: &mut Live<'_>, _look: &Look<'_>) -> Result<(), Halt> {
        let declared = self.rows();
        let mut own = Vec::new();
        for row in std::mem::take(&mut live.rows) {
            let is_declared = declared.iter().any(|it| it.name == row.name && it.value().is_some());
            if is_declared || !is_locked(live.raw, row.name)? {
                own.push(row);
            }
        }
        live.rows = own;
        Ok(())
    }

    fn update(
        &self,
        live: &Live<'_>,
        changes: Vec<Change>,
        look: &Look<'_>,
    ) -> Result<Vec<Call>, Halt> {
        locked(live.raw, &changes, look)?;
        Ok(vec![if OF_GROUP { whole(live, changes, look)? } else { part(live, changes, look)? }])
    }

    fn loosens(change: &Change) -> bool {
        change.switches(change.field.starts_with("allow_") || change.field == RETAIN)
    }
}

/// What a field is now. What is not created yet gets GitLab's defaults.
fn now<'l>(live: &'l Live<'_>, row: &'l Row) -> Option<&'l Datum> {
    row.value().or_else(|| row.default.as_ref().filter(|_| live.raw.is_null()))
}

/// Changes settings of a project.
fn part(live: &Live<'_>, changes: Vec<Change>, look: &Look<'_>) -> Result<Call, Halt> {
    let will_be = |field: &str, value: bool| {
        let change = changes.iter().find(|it| it.field == field);
        let now = || live.rows.iter().find(|it| it.name == field).and_then(|it| now(live, it));
        change.map_or_else(now, |it| it.after.as_ref()) == Some(&Datum::Bool(value))
    };
    if will_be(SELECTIVE, true) && will_be(RETAIN, false) {
        let both = format!("declare both: `{SELECTIVE}: false`, or `{RETAIN}: true`");
        return Err(Halt::impossible(format!("`{SELECTIVE}` requires `{RETAIN}: true`"), both));
    }
    Ok(Call::set(look, live.path.clone(), changes))
}

/// Changes settings of a group. The first change sends all of them.
fn whole(live: &Live<'_>, changes: Vec<Change>, look: &Look<'_>) -> Result<Call, Halt> {
    // A group locks it as soon as it has settings of its own.
    if is_locked(live.raw, SELECTIVE)? {
        return Ok(Call::set(look, live.path.clone(), changes));
    }
    let mut all = Vec::new();
    for row in live.rows.iter().filter(|it| it.name != SELECTIVE) {
        let Row { name: field, wire, rule, .. } = *row;
        if let Some(change) = changes.iter().find(|it| it.field == field) {
            all.push(change.clone());
        } else if let (Some(now), false) = (now(live, row), is_locked(live.raw, field)?) {
            let (before, after) = (row.value().cloned(), Some(now.clone()));
            all.push(Change { field, wire, rule, before, after });
        }
    }
    Ok(Call::set(look, live.path.clone(), all).because(format!(
        "the first change: GitLab turns off what it omits, and locks `{SELECTIVE}` as false in the group's projects"
    )))
}
