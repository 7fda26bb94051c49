//! `artifacts:reports:junit`: drift as tests, on every tier: in the merge request, and in the pipeline's tab "Tests" with a
//! history.
//!
//! Read by `lib/gitlab/ci/parsers/test/junit.rb` by way of Rails' `Hash.from_xml`, so that of a `failure` only the text
//! within counts, and an attribute `type` would turn it into a value of that type. Of test cases with the same suite,
//! class and name only the first is kept. At most 30 MB a file.

use std::collections::HashSet;
use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::super::objects::{Object, objects};
use super::Context;
use crate::plan::Document;
use crate::problem::{Told, clean};

/// Every object that is not as declared fails, with the difference; what waits is skipped; what could not be read or done
/// is an error. Objects that are as declared are one test, which passes: a plan only counts them.
pub fn junit(plan: &Document, context: &Context) -> String {
    let mut cases: Vec<Case> = plan.problems.iter().map(|it| of_problem(it, context)).collect();
    cases.extend(objects(plan).iter().map(|it| of_object(it, context)));
    cases.extend(plan.notes.iter().filter(|it| it.waiting).map(|it| Case {
        class: "waiting".to_owned(),
        name: clean(&it.address).into_owned(),
        file: None,
        outcome: Some(("skipped", clean(&it.message).into_owned())),
    }));
    if plan.summary.unchanged > 0 {
        let (class, name) = ("labwright".to_owned(), "objects in sync".to_owned());
        cases.push(Case { class, name, file: None, outcome: None });
    }
    tell_apart(&mut cases);
    let mut out = Vec::new();
    // Writing into memory does not fail.
    let _ = write(&mut Writer::new_with_indent(&mut out, b' ', 1), &cases);
    out.push(b'\n');
    String::from_utf8_lossy(&out).into_owned()
}

struct Case {
    class: String,
    name: String,
    file: Option<String>,
    /// The element, and what it says; none for a test that passes.
    outcome: Option<(&'static str, String)>,
}

fn of_object(object: &Object<'_>, context: &Context) -> Case {
    let origin = object.origin();
    let pruned = if origin.pruned { ", not declared in any file" } else { "" };
    let mut said = format!(
        "to {}: {}\n{}:{}{pruned}\n",
        object.action.word(),
        clean(object.address()),
        context.path(&origin.file),
        origin.line
    );
    if object.loosens() {
        said.push_str("It loosens protection.\n");
    }
    for line in object.difference() {
        said.push_str(&line);
        said.push('\n');
    }
    Case {
        class: clean(object.scope()).into_owned(),
        name: clean(&object.within_scope()).into_owned(),
        file: Some(context.path(&origin.file)),
        outcome: Some((if object.is_conditional() { "skipped" } else { "failure" }, said)),
    }
}

fn of_problem(problem: &Told, context: &Context) -> Case {
    let file = context.path(problem.file.as_deref().unwrap_or(&context.root_file));
    let message = clean(&problem.message).into_owned();
    let place = problem.line.map_or_else(|| file.clone(), |line| format!("{file}:{line}"));
    let hint = problem.hint.as_deref().map_or_else(String::new, |it| format!("{}\n", clean(it)));
    Case {
        class: file.clone(),
        // The name is what GitLab's history goes by: a count would begin a new one.
        name: if problem.more > 0 { "more problems".to_owned() } else { message.clone() },
        file: Some(file),
        outcome: Some(("error", format!("{message}\n{place}\n{hint}"))),
    }
}

/// Gives every test a name of its own, else GitLab drops all but one.
fn tell_apart(cases: &mut [Case]) {
    let mut taken = HashSet::new();
    for case in cases {
        (case.class, case.name) = (allowed(&case.class), allowed(&case.name));
        let name = case.name.clone();
        let mut number = 1;
        while !taken.insert((case.class.clone(), case.name.clone())) {
            number += 1;
            case.name = format!("{name} ({number})");
        }
    }
}

fn write<W: Write>(out: &mut Writer<W>, cases: &[Case]) -> std::io::Result<()> {
    let count = |element: &str| {
        let all =
            cases.iter().filter(|it| it.outcome.as_ref().is_some_and(|(it, _)| *it == element));
        all.count().to_string()
    };
    let [failures, errors, skipped] = ["failure", "error", "skipped"].map(count);
    let tests = cases.len().to_string();
    let counts = [("tests", &*tests), ("failures", &*failures), ("errors", &*errors)];
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    out.create_element("testsuites").with_attributes(counts).write_inner_content(|out| {
        let suite = out.create_element("testsuite").with_attribute(("name", "labwright"));
        let suite = suite.with_attributes(counts).with_attribute(("skipped", &*skipped));
        suite.write_inner_content(|out| cases.iter().try_for_each(|it| case(out, it)))?;
        Ok(())
    })?;
    Ok(())
}

fn case<W: Write>(out: &mut Writer<W>, case: &Case) -> std::io::Result<()> {
    let file = case.file.as_deref().map(allowed);
    let element = out
        .create_element("testcase")
        .with_attribute(("classname", &*case.class))
        .with_attribute(("name", &*case.name))
        .with_attributes(file.as_deref().map(|it| ("file", it)));
    match &case.outcome {
        None => element.write_empty()?,
        Some((outcome, said)) => element.write_inner_content(|out| {
            let said = allowed(said);
            out.create_element(*outcome).write_text_content(BytesText::new(&said))?;
            Ok(())
        })?,
    };
    Ok(())
}

/// Without the two characters that XML forbids and [`clean`] lets pass.
fn allowed(text: &str) -> String {
    text.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}
