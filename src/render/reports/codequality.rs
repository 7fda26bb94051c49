//! `artifacts:reports:codequality`: findings on lines of files, in the merge request on every tier, in its changes on
//! Ultimate.
//!
//! Read by `lib/gitlab/ci/parsers/codequality/code_climate.rb` and `lib/gitlab/ci/reports/codequality_reports.rb`: a list
//! whose first invalid element ends the reading; findings of one fingerprint are one; a severity that is not one of the
//! lower-case words breaks the summary. What is new and what was there is decided by fingerprint alone, so it names rule,
//! file and what it is about, and never a line. An empty list says that all is well; no file says nothing.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::super::objects::{Object, objects};
use super::{Context, digest, short};
use crate::plan::Document;
use crate::problem::{Told, clean};
use crate::resource::Action;

/// The problems; with `changes` the objects that the plan changes as well, on the lines that ask for it.
pub fn codequality(plan: &Document, changes: bool, context: &Context) -> String {
    let mut findings: Vec<Violation> =
        plan.problems.iter().map(|it| of_problem(it, plan, context)).collect();
    if changes {
        let certain = objects(plan).into_iter().filter(|it| !it.is_conditional());
        findings.extend(certain.map(|it| of_object(&it, context)));
    }
    let mut seen: HashMap<String, usize> = HashMap::new();
    let list: Vec<Value> = findings
        .iter()
        .map(|it| {
            let times = seen.entry(it.identity()).or_default();
            *times += 1;
            it.to_json(*times)
        })
        .collect();
    format!("{:#}\n", Value::from(list))
}

struct Violation {
    rule: &'static str,
    severity: &'static str,
    description: String,
    path: String,
    line: usize,
    /// What it is about, whatever the line.
    about: String,
}

impl Violation {
    fn identity(&self) -> String {
        short(&digest(&[self.rule, &self.path, &self.about]))
    }

    /// Equal findings of one file are numbered, so that none hides another.
    fn to_json(&self, times: usize) -> Value {
        let number = times.to_string();
        json!({
            "description": self.description,
            "check_name": self.rule,
            "fingerprint": short(&digest(&[self.rule, &self.path, &self.about, &number])),
            "severity": self.severity,
            "location": { "path": self.path, "lines": { "begin": self.line } },
        })
    }
}

/// A wrong file stops everything; what GitLab does not have or refuses stops its object.
fn of_problem(problem: &Told, plan: &Document, context: &Context) -> Violation {
    let nothing_is_planned = plan.server.is_empty();
    let rule = match &problem.file {
        None => "labwright/failed",
        Some(_) if nothing_is_planned => "labwright/invalid",
        Some(_) => "labwright/impossible",
    };
    let message = clean(&problem.message);
    let hint = problem.hint.as_deref().map(|it| format!(": {}", clean(it)));
    Violation {
        rule,
        severity: if nothing_is_planned { "blocker" } else { "critical" },
        description: format!("{message}{}", hint.unwrap_or_default()),
        path: context.path(problem.file.as_deref().unwrap_or(&context.root_file)),
        line: problem.line.unwrap_or(1),
        about: if problem.more > 0 { "more".to_owned() } else { without_lines(&message) },
    }
}

/// A sentence without the lines and columns that it names.
fn without_lines(message: &str) -> String {
    let mut words = Vec::new();
    for word in message.split_whitespace() {
        if !matches!(words.last(), Some(&"line" | &"column"))
            || !word.starts_with(|it: char| it.is_ascii_digit())
        {
            words.push(word);
        }
    }
    words.join(" ")
}

fn of_object(object: &Object<'_>, context: &Context) -> Violation {
    let address = clean(object.address());
    let origin = object.origin();
    let pruned = if origin.pruned { ": not declared in any file" } else { "" };
    let (rule, severity, what) = match object.action {
        Action::Delete => ("labwright/delete", "major", "deleted"),
        Action::Replace => ("labwright/replace", "major", "deleted and recreated"),
        _ if object.loosens() => ("labwright/loosen", "major", "changed, which loosens protection"),
        Action::Create => ("labwright/create", "info", "created"),
        Action::Update => ("labwright/update", "info", "changed"),
        Action::Act => ("labwright/act", "info", "acted on"),
    };
    let fields = match object.action {
        Action::Update => format!(" ({})", fields(object)),
        _ => String::new(),
    };
    Violation {
        rule,
        severity,
        description: format!("{address} will be {what}{fields}{pruned}"),
        path: context.path(&origin.file),
        line: origin.line,
        about: object.address().to_owned(),
    }
}

fn fields(object: &Object<'_>) -> String {
    let changes = object.steps.iter().flat_map(|it| &it.changes);
    let mut fields: Vec<_> = changes.map(|it| clean(&it.field)).collect();
    fields.dedup();
    fields.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_about_a_line_is_the_same_on_another_line() {
        let message = |line| format!("the file is not UTF-8: byte 0xE9 in line {line}, column 3");
        assert_eq!(without_lines(&message(4)), without_lines(&message(5)));
        assert_ne!(without_lines("merge request 4"), without_lines("merge request 5"));
        assert_eq!(without_lines("the line is too long"), "the line is too long");
    }
}
