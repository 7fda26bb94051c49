//! `artifacts:reports:dotenv`: variables for the scripts of later jobs.
//!
//! Read by `app/services/ci/parse_dotenv_artifact_service.rb`: `KEY=value` lines and nothing else, less than 5,120 bytes,
//! at most 20 variables, names of letters, digits and `_`; a `$` in a value would be expanded. Counts, two words and a
//! digest fit in that whatever the plan: nothing of GitLab or of the files stands here.

use super::{problems, short};
use crate::plan::{Document, Summary};

/// The counts, whether there is anything to do, and a digest that is the same for the same steps. A plan with problems
/// has no counts: a script that asks for them finds nothing.
pub fn dotenv(plan: &Document) -> String {
    let mut lines = vec![("PROBLEMS", problems(plan).to_string())];
    if plan.problems.is_empty() {
        let Summary { create, update, replace, delete, act, unchanged, loosens, conditional } =
            plan.summary;
        let counts = [
            ("CREATE", create),
            ("UPDATE", update),
            ("REPLACE", replace),
            ("DELETE", delete),
            ("ACT", act),
            ("UNCHANGED", unchanged),
            ("WAITING", plan.notes.iter().filter(|it| it.waiting).count()),
            ("LOOSENS", loosens),
            ("CONDITIONAL", conditional),
        ];
        lines.extend(counts.map(|(name, count)| (name, count.to_string())));
        lines.push(("HAS_CHANGES", plan.has_changes().to_string()));
        lines.push(("DIGEST", digest(plan)));
    }
    lines.iter().map(|(name, value)| format!("LABWRIGHT_{name}={value}\n")).collect()
}

/// Of what the steps do, and to which server; not of the lines that asked for them.
fn digest(plan: &Document) -> String {
    let calls = plan.steps.iter().map(|step| {
        let request = serde_json::to_string(&step.request).unwrap_or_default();
        format!("{} {}\n{request}", step.action.word(), step.address)
    });
    let parts: Vec<String> = std::iter::once(plan.server.clone()).chain(calls).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    short(&super::digest(&parts))
}
