//! Compares what kinds require with what GitLab has. No I/O.

use std::collections::BTreeSet;

use serde_json::Value;

use super::declared::{Declared, Declaring};
use super::finding::{Finding, Stops};
use super::report::{KindReport, ScopeReport, Verdict};
use crate::gitlab::{ApiError, Cause, Version};
use crate::problem::Problem;
use crate::resource::{EVERY_WRITE, Level, Scope, Source, Tier};

/// What is wrong with a secret, and what to do; `None` if it can be sent.
pub type Trouble<'a> = &'a dyn Fn(&Source) -> Option<(String, String)>;

/// Who asks, and which GitLab.
#[derive(Debug)]
pub(super) struct Who<'a> {
    pub version: Option<&'a Version>,
    /// Name of the token's user.
    pub user: String,
    pub administrator: bool,
    /// An administrator whose token admin mode does not restrict.
    pub acts_as_administrator: bool,
    /// Whether the token has the `api` scope; `None` if that is not known.
    pub may_write: Option<bool>,
}

/// The role of the token's user in a project or group, or on the instance.
#[derive(Debug)]
pub(super) struct Standing {
    pub level: Option<Level>,
    /// The user's custom role, which may allow more than its level.
    pub custom_role: Option<String>,
    /// GitLab's response for the project or group; `None` for the instance.
    pub home: Option<Result<Value, ApiError>>,
    /// What may have been meant instead, if it does not exist.
    pub meant: Option<Meant>,
}

/// What a path may have meant that nothing is found at.
#[derive(Debug)]
pub(super) enum Meant {
    /// A group instead of a project, or the other way round.
    Other,
    /// A project with a similar path.
    Project(String),
}

impl Standing {
    pub(super) fn home(&self) -> Option<&Value> {
        self.home.as_ref()?.as_ref().ok()
    }

    /// It does not exist, or this token cannot see it.
    pub(super) fn is_hidden(&self) -> bool {
        let error = self.home.as_ref().and_then(|it| it.as_ref().err());
        error.is_some_and(|it| it.cause() == Some(Cause::Hidden))
    }

    fn is(&self, flag: &str) -> bool {
        self.home().is_some_and(|it| it[flag] == true)
    }

    /// Whether the licence is certainly missing: the project or group lacks an attribute that comes with it.
    fn lacks(&self, shown_by: Option<(&str, (u32, u32))>, version: Option<&Version>) -> bool {
        let (Some((attribute, (major, minor))), Some(home)) = (shown_by, self.home()) else {
            return false;
        };
        version.is_some_and(|it| it.at_least(major, minor)) && home.get(attribute).is_none()
    }
}

/// Judges every kind that a scope declares; `probes` are the responses of their collections, in the same order.
pub(super) fn scope(
    scope: &Declaring,
    seen: &Standing,
    probes: &[Result<(), ApiError>],
    who: &Who<'_>,
) -> (ScopeReport, Vec<Finding>) {
    let mut judge = Judge { scope, seen, who, findings: Vec::new() };
    let kinds = match &seen.home {
        Some(Err(error)) => {
            if scope.first {
                judge.hidden(error);
            }
            let no = |it: &Declared| report(it, Verdict::No, Verdict::No);
            scope.kinds.iter().map(no).collect()
        }
        _ => {
            if scope.first {
                judge.home();
            }
            scope.kinds.iter().zip(probes).map(|(it, probe)| judge.kind(it, probe)).collect()
        }
    };
    let role = seen.level.map(|it| it.to_string());
    (ScopeReport { address: scope.scope.to_string(), role, kinds }, judge.findings)
}

/// Every secret that cannot be sent, once: by its name, never by its value.
pub(super) fn secrets(scopes: &[Declaring], trouble: Trouble<'_>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for scope in scopes {
        for kind in &scope.kinds {
            for (source, place) in kind.secrets.iter().filter(|(it, _)| seen.insert(*it)) {
                let Some((message, hint)) = trouble(source) else { continue };
                let problem = Problem::new(message).hint(hint).at(place.clone());
                let address = format!("{}/{}", scope.scope, kind.kind);
                findings.push(Finding::new(Stops::Apply, Some(&address), problem));
            }
        }
    }
    findings
}

fn report(declared: &Declared, plan: Verdict, apply: Verdict) -> KindReport {
    let unsure = apply == Verdict::Unknown && !declared.needs.besides.is_empty();
    let also = unsure.then(|| declared.needs.besides.trim_start_matches("and ").to_owned());
    KindReport { kind: declared.kind.to_owned(), objects: declared.objects, plan, apply, also }
}

struct Judge<'a> {
    scope: &'a Declaring,
    seen: &'a Standing,
    who: &'a Who<'a>,
    findings: Vec<Finding>,
}

impl Judge<'_> {
    fn find(&mut self, stops: Stops, at: Option<&Declared>, message: String, hint: String) {
        let problem = Problem::new(message).hint(hint);
        let (address, problem) = match at {
            Some(it) => (format!("{}/{}", self.scope.scope, it.kind), problem.at(it.place.clone())),
            None => (self.scope.scope.to_string(), problem),
        };
        self.findings.push(Finding::new(stops, Some(&address), problem));
    }

    fn hidden(&mut self, error: &ApiError) {
        let path = self.scope.scope.full_path().unwrap_or_default();
        let noun = self.scope.scope.noun();
        let first = self.scope.kinds.first();
        if error.cause() != Some(Cause::Hidden) {
            self.find(Stops::Plan, first, error.what(), error.next_step().to_owned());
            return;
        }
        let wanted = self.scope.kinds.iter().map(|it| it.needs.write).max();
        let wanted = wanted.unwrap_or(Level::Reporter);
        let user = &self.who.user;
        let message = match (&self.seen.meant, self.who.administrator) {
            (Some(Meant::Other), _) if noun == "group" => {
                format!("{path} is a project, not a group")
            }
            (Some(Meant::Other), _) => format!("{path} is a group, not a project"),
            (_, true) if self.who.acts_as_administrator => {
                format!("the {noun} {path} does not exist")
            }
            (_, true) => format!(
                "the {noun} {path} does not exist, or this token cannot see it; admin mode is on, and the token lacks the \
                 admin_mode scope"
            ),
            (_, false) => format!("the {noun} {path} does not exist, or this token cannot see it"),
        };
        let hint = match &self.seen.meant {
            Some(Meant::Other) if noun == "group" => {
                "declare it under `projects`, or use the path of a group".to_owned()
            }
            Some(Meant::Other) => {
                "use the path of a project in this group: GROUP/PROJECT".to_owned()
            }
            Some(Meant::Project(near)) => format!("did you mean {near}?"),
            None if self.who.acts_as_administrator => "check the path".to_owned(),
            None => format!(
                "check the path; if it exists, make {user} a member of it: an apply requires the {wanted} role. A new token or \
                 member may have to wait a minute: GitLab updates access in the background"
            ),
        };
        self.find(Stops::Plan, first, message, hint);
    }

    /// What concerns the project or group as a whole.
    fn home(&mut self) {
        let Some(home) = self.seen.home() else { return };
        let noun = self.scope.scope.noun();
        let doomed = ["marked_for_deletion_on", "marked_for_deletion_at"];
        if doomed.iter().any(|it| home.get(it).is_some_and(|at| !at.is_null())) {
            self.find(
                Stops::Nothing,
                None,
                format!("the {noun} is marked for deletion"),
                "remove it from the files, or restore it in GitLab".to_owned(),
            );
        }
        let now = home["path_with_namespace"].as_str().or_else(|| home["full_path"].as_str());
        if let (Some(now), Some(path)) = (now, self.scope.scope.full_path())
            && now != path
        {
            let (message, hint) = match now.to_lowercase() == path.to_lowercase() {
                true => {
                    (format!("GitLab spells this path `{now}`"), "use this spelling in the files")
                }
                false => (
                    format!("the {noun} is now {now}; GitLab redirects the old path"),
                    "use the new path in the files",
                ),
            };
            self.find(Stops::Nothing, None, message, hint.to_owned());
        }
    }

    fn kind(&mut self, it: &Declared, probe: &Result<(), ApiError>) -> KindReport {
        let too_old = it.needs.since.filter(|since| self.older_than(*since));
        if let Some((major, minor)) = too_old {
            self.find(
                Stops::Plan,
                Some(it),
                format!("{} requires GitLab {major}.{minor} or newer", named(it)),
                format!("update GitLab to {major}.{minor} or newer, or remove it from the files"),
            );
            return report(it, Verdict::No, Verdict::No);
        }
        if let Err(error) = probe {
            self.unreadable(it, error);
            return report(it, Verdict::No, Verdict::No);
        }
        if self.seen.lacks(it.needs.shown_by, self.who.version) {
            self.no_licence(Stops::Plan, it, it.kind, it.needs.tier);
            return report(it, Verdict::No, Verdict::No);
        }
        let apply = match self.fields(it) {
            true => self.apply(it),
            false => Verdict::No,
        };
        report(it, Verdict::Yes, apply)
    }

    fn older_than(&self, (major, minor): (u32, u32)) -> bool {
        self.who.version.is_some_and(|it| !it.at_least(major, minor))
    }

    fn no_licence(&mut self, stops: Stops, it: &Declared, what: &str, tier: Tier) {
        let also = if tier == Tier::Premium { " (or Ultimate)" } else { "" };
        self.find(
            stops,
            Some(it),
            format!(
                "`{what}` requires GitLab {tier}{also}, which is not included in the licence here"
            ),
            "remove it from the files, or renew the licence or upgrade the namespace".to_owned(),
        );
    }

    /// GitLab returns 401, 403, or 404 for a missing role, licence, or feature alike: what else is known decides.
    fn unreadable(&mut self, it: &Declared, error: &ApiError) {
        let refused =
            matches!(error.cause(), Some(Cause::Role | Cause::Licence | Cause::NoEndpoint));
        let level = self.seen.level.unwrap_or(Level::None);
        let needs = it.needs;
        if let Scope::MergeRequest(_, iid) = self.scope.scope
            && error.is_not_found()
        {
            self.find(
                Stops::Plan,
                Some(it),
                format!("merge request !{iid} does not exist in the project, or this token cannot see it"),
                "check `iid`: it is the number after `!`".to_owned(),
            );
        } else if !refused {
            self.find(Stops::Plan, Some(it), error.what(), error.next_step().to_owned());
        } else if needs.read == Level::Administrator && level < needs.read {
            self.not_administrator(it);
        } else if level < needs.read && error.cause() != Some(Cause::NoEndpoint) {
            self.role_too_low(Stops::Plan, it, "reading", needs.read);
        } else if needs.tier > Tier::Free {
            self.no_licence(Stops::Plan, it, it.kind, needs.tier);
        } else {
            let hint = format!(
                "check that the feature is enabled in the {}; {}",
                self.scope.scope.noun(),
                error.next_step()
            );
            self.find(Stops::Plan, Some(it), error.what(), hint);
        }
    }

    fn not_administrator(&mut self, it: &Declared) {
        let user = &self.who.user;
        let (message, hint) = match self.who.administrator {
            true => (
                format!("admin mode is on, and the token of {user} lacks the admin_mode scope"),
                "create a token of an administrator with the api and admin_mode scopes",
            ),
            false => (
                format!("{} requires an administrator, and {user} is not one", named(it)),
                "use the token of an administrator, or remove `instance` from the files",
            ),
        };
        self.find(Stops::Plan, Some(it), message, hint.to_owned());
    }

    fn role_too_low(&mut self, stops: Stops, it: &Declared, doing: &str, wanted: Level) {
        let user = &self.who.user;
        let has = self.seen.level.unwrap_or(Level::None).held();
        self.find(
            stops,
            Some(it),
            format!("{doing} {} requires the {wanted} role; {user} {has}", named(it)),
            format!(
                "give {user} the {wanted} role in the {}, or use another token",
                self.scope.scope.noun()
            ),
        );
    }

    /// Whether this GitLab supports every field that is set.
    fn fields(&mut self, it: &Declared) -> bool {
        let before = self.findings.len();
        for field in it.needs.fields.iter().filter(|field| it.fields.contains(field.field)) {
            if let Some((major, minor)) = field.since.filter(|since| self.older_than(*since)) {
                self.find(
                    Stops::Apply,
                    Some(it),
                    format!("`{}` of {} requires GitLab {major}.{minor} or newer", field.field, named(it)),
                    format!("update GitLab to {major}.{minor} or newer, or remove the field from the files"),
                );
            } else if self.seen.lacks(field.shown_by, self.who.version) {
                self.no_licence(Stops::Apply, it, field.field, field.tier);
            }
        }
        self.findings.len() == before
    }

    fn apply(&mut self, it: &Declared) -> Verdict {
        if self.who.may_write == Some(false) {
            // Reported once, for the token.
            return Verdict::No;
        }
        let frozen = if self.seen.is("archived") { it.needs.frozen } else { &[] };
        let whole = EVERY_WRITE.iter().all(|method| frozen.contains(method));
        if !frozen.is_empty() {
            let what = if whole { "changes of" } else { "new" };
            self.find(
                if whole { Stops::Apply } else { Stops::Nothing },
                Some(it),
                format!("the project is archived, and GitLab rejects {what} {} there", named(it)),
                "unarchive the project, or remove it from the files".to_owned(),
            );
        }
        if whole {
            return Verdict::No;
        }
        let level = self.seen.level.unwrap_or(Level::None);
        if level < it.needs.write {
            if let Some(role) = &self.seen.custom_role {
                let message = format!(
                    "writing {} requires the {} role, or a permission in the custom role `{role}`, which cannot be \
                     checked in advance",
                    named(it),
                    it.needs.write
                );
                self.find(Stops::Nothing, Some(it), message, "check the custom role".to_owned());
                return Verdict::Unknown;
            }
            self.role_too_low(Stops::Apply, it, "writing", it.needs.write);
            return Verdict::No;
        }
        let known = it.needs.besides.is_empty() && self.who.may_write.is_some();
        match frozen.is_empty() && (known || level >= Level::Owner) {
            true => Verdict::Yes,
            false => Verdict::Unknown,
        }
    }
}

/// Its key in the files.
fn named(it: &Declared) -> String {
    format!("`{}`", it.kind)
}
