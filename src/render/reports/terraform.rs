//! `artifacts:reports:terraform`: a line of counts in the merge request, on every tier.
//!
//! Read by `lib/gitlab/ci/parsers/terraform/tfplan.rb`: an object with the numbers `create`, `update` and `delete`; where
//! one of them is missing the widget says that the report failed, and links to the job. Other keys are left alone.

use serde_json::json;

use super::problems;
use crate::plan::{Document, Summary};

/// The counts. A replaced object is deleted and created, an act is a change. A plan with problems has no counts, so that
/// the widget says what the job says: it failed.
pub fn terraform(plan: &Document) -> String {
    let Summary { create, update, replace, delete, act, unchanged: _, loosens: _, conditional: _ } =
        plan.summary;
    let report = if plan.problems.is_empty() {
        json!({ "create": create + replace, "update": update + act, "delete": delete + replace })
    } else {
        json!({ "problems": problems(plan) })
    };
    format!("{report}\n")
}
