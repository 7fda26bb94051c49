//! Everything that is rendered from a plan document that may come from anybody.
//!
//! The properties and the fuzz target `plan_documents` share it, so that both check the same.

use std::collections::BTreeSet;

use labwright::plan::document::Step;
use labwright::plan::{Document, merge};
use labwright::problem::Problem;
use labwright::render::reports::{self, Context};
use labwright::render::{self, Fold, Paint};
use serde_json::Value;

/// Whether a terminal or a web page acts on a character, or does not show it.
pub(crate) fn acts(it: char) -> bool {
    it != '\n' && it.is_control()
        || matches!(it, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{061C}')
}

/// Pointers to every value of a document.
pub(crate) fn places(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(key, it)| places(it, &format!("{at}/{key}"), all));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(key, it)| places(it, &format!("{at}/{key}"), all));
        }
        _ => {}
    }
}

/// Renders a plan document in every form: nothing in it acts on a terminal, a job log, or a web page.
pub(crate) fn all_that_is_made_of(plan: &Document) {
    for fold in [Fold::Alike, Fold::Nothing] {
        all_that_is_made(plan, fold);
    }
    drop(merge(vec![("a".into(), plan.clone()), ("b".into(), plan.clone())]));
}

fn all_that_is_made(plan: &Document, fold: Fold) {
    let context = Context {
        source: Some("https://gitlab.example.com/acme/config/-/blob/141be97".into()),
        job: Some("https://gitlab.example.com/acme/config/-/jobs/1".into()),
        html: Some("plan.html".into()),
        fold,
        ..Context::default()
    };
    let problems = plan.problems.iter().map(Problem::from).collect();
    let comment = render::comment(plan, &render::Head { fold, ..render::Head::default() });
    let annotations = reports::annotations(plan, &context);
    for text in [
        render::text(plan, fold, Paint::PLAIN),
        render::markdown(plan, fold),
        comment.clone(),
        render::problems(&problems, Paint::PLAIN),
        reports::codequality(plan, true, &context),
        reports::dotenv(plan),
        reports::html(plan, &context),
        reports::junit(plan, &context),
        reports::terraform(plan),
        annotations.clone(),
    ] {
        assert!(!text.contains(acts), "{text:?}");
    }
    assert!(comment.len() <= render::BUDGET);
    for it in serde_json::from_str::<Value>(&annotations).unwrap()["labwright"].as_array().unwrap()
    {
        let url = it["external_link"]["url"].as_str().unwrap();
        assert!(url.starts_with("https://") || url.starts_with("http://"), "{url}");
    }
    // Its own sections, and no others.
    let log = render::job_log::plan(plan, fold, Paint::PLAIN, 1);
    let scope = |it: &Step| if it.scope.is_empty() { it.address.clone() } else { it.scope.clone() };
    let scopes: BTreeSet<String> = plan.steps.iter().map(scope).collect();
    let sections = match fold {
        Fold::Nothing => scopes.len(),
        // Foreign text has no escape character to begin one with.
        Fold::Alike => log.matches("\u{1b}[0Ksection_start:1:labwright_").count(),
    };
    for marker in ["section_start", "section_end"] {
        assert_eq!(log.matches(marker).count(), sections, "{log:?}");
    }
    let log = log.replace("\u{1b}[0K", "").replace("\r\n", "\n");
    assert_eq!(log.matches('\r').count(), sections, "{log:?}");
    assert!(!log.replace('\r', "").contains(acts), "{log:?}");
}
