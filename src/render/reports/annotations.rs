//! `artifacts:reports:annotations`: links on the page of the job, on every tier.
//!
//! Read by `app/services/ci/parse_annotations_artifact_service.rb`: an object of at most 20 lists of at most 1,000 links,
//! 80 KiB in all, else the whole file is refused. The page shows the links one below the other, without the names of
//! their lists (`external_links_block.vue`), so one list is enough, and a long one helps nobody.

use indexmap::IndexSet;
use serde_json::{Value, json};

use super::super::objects::{Object, objects};
use super::{Context, encoded};
use crate::plan::Document;
use crate::problem::clean;

/// Most pages that are linked.
const MOST: usize = 50;
/// Most bytes of links; what the format itself takes fits in what is left of GitLab's 80 KiB.
const BUDGET: usize = 60 * 1024;

/// The HTML report, then the pages on which people see what the plan changes, deletions and what loosens protection first.
pub fn annotations(plan: &Document, context: &Context) -> String {
    let mut links = Vec::new();
    let report = context.job.as_ref().zip(context.html.as_ref());
    let report = report.map(|(job, html)| format!("{job}/artifacts/file/{}", encoded(html)));
    links.extend(report.iter().map(|it| link("labwright plan", it)));
    let objects = objects(plan);
    let (first, rest): (Vec<&Object<'_>>, Vec<_>) =
        objects.iter().partition(|it| it.deletes() || it.loosens());
    let pages: IndexSet<(String, String)> = first
        .into_iter()
        .chain(rest)
        .filter(|_| !plan.server.is_empty())
        .map(|it| page(it, &plan.server))
        .collect();
    let mut left = BUDGET;
    let fits = |(label, url): &&(String, String)| {
        // A character takes two bytes more at most when JSON escapes it: control characters are gone.
        let taken = 2 * (label.len() + url.len());
        left.checked_sub(taken).is_some_and(|it| {
            left = it;
            true
        })
    };
    let shown: Vec<_> = pages.iter().take(MOST).take_while(fits).collect();
    links.extend(shown.iter().map(|(label, url)| link(label, url)));
    let more = pages.len() - shown.len();
    if let Some(whole) = report.as_ref().or(context.job.as_ref()).filter(|_| more > 0) {
        links.push(link(&format!("and {more} more pages: see the plan"), whole));
    }
    format!("{:#}\n", json!({ "labwright": links }))
}

fn link(label: &str, url: &str) -> Value {
    json!({ "external_link": { "label": label, "url": url } })
}

/// The page of an object: its name, and its address.
fn page(object: &Object<'_>, server: &str) -> (String, String) {
    let (scope, kind) = (object.scope(), object.kind());
    let Some(path) = scope.strip_prefix("projects/") else {
        return match scope.strip_prefix("groups/") {
            Some(group) => (clean(group).into_owned(), format!("{server}/{}", encoded(group))),
            None if kind == "system_hooks" => {
                ("system hooks".to_owned(), format!("{server}/admin/hooks"))
            }
            None => ("the instance".to_owned(), format!("{server}/admin")),
        };
    };
    if let Some((project, number)) = path.split_once("/merge_requests/") {
        let label = format!("{}!{}", clean(project), clean(number));
        let (project, number) = (encoded(project), encoded(number));
        return (label, format!("{server}/{project}/-/merge_requests/{number}"));
    }
    let (what, below) = match kind {
        "protected_branches" => (": repository settings", "/-/settings/repository"),
        "external_status_checks" => (": merge request settings", "/-/settings/merge_requests"),
        "merge_trains" => (": merge trains", "/-/merge_trains"),
        "deployments" => (": environments", "/-/environments"),
        // The project's own page leads to all of its settings.
        _ => ("", ""),
    };
    (format!("{}{what}", clean(path)), format!("{server}/{}{below}", encoded(path)))
}
