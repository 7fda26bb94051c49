//! What GitLab 18.9 asks of each report, from its source: by its schemas where it has them, else said again here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jsonschema::{Registry, Validator};
use serde_json::Value;

/// A finding of a code quality report.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) description: String,
    pub(crate) rule: String,
    pub(crate) fingerprint: String,
    pub(crate) severity: String,
    pub(crate) path: String,
    pub(crate) line: u64,
}

/// A code quality report.
#[derive(Debug)]
pub(crate) struct Findings {
    pub(crate) list: Vec<Finding>,
}

impl Findings {
    /// `lib/gitlab/ci/parsers/codequality/code_climate.rb`: the first element that does not fit the schema ends the
    /// reading. `lib/gitlab/ci/reports/codequality_reports.rb`: severities index a table, fingerprints a hash.
    pub(crate) fn parse(text: &str) -> Findings {
        static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
            let schema = serde_json::from_str(include_str!("gitlab/codeclimate.json")).unwrap();
            jsonschema::validator_for(&schema).unwrap()
        });
        let list: Vec<Value> = serde_json::from_str(text).unwrap();
        let text = |it: &Value| it.as_str().unwrap().to_owned();
        let finding = |it: &Value| {
            assert!(SCHEMA.is_valid(it), "{it:#}");
            let location = &it["location"];
            Finding {
                description: text(&it["description"]),
                rule: text(&it["check_name"]),
                fingerprint: text(&it["fingerprint"]),
                severity: text(&it["severity"]),
                path: text(&location["path"]),
                line: location["lines"]["begin"].as_u64().unwrap(),
            }
        };
        let list: Vec<Finding> = list.iter().map(finding).collect();
        for it in &list {
            let known = ["blocker", "critical", "major", "minor", "info", "unknown"];
            assert!(known.contains(&it.severity.as_str()), "{it:?}");
            assert!(!it.path.starts_with("./") && !it.path.is_empty() && it.line > 0, "{it:?}");
        }
        let findings = Findings { list };
        assert_eq!(
            findings.fingerprints().len(),
            findings.list.len(),
            "equal fingerprints are one"
        );
        findings
    }

    pub(crate) fn fingerprints(&self) -> BTreeSet<&str> {
        self.list.iter().map(|it| it.fingerprint.as_str()).collect()
    }
}

/// A test case of a JUnit report.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) class: String,
    pub(crate) name: String,
    pub(crate) file: Option<String>,
    /// The element; empty for a test that passed.
    pub(crate) outcome: String,
    pub(crate) said: String,
}

/// A JUnit report.
#[derive(Debug)]
pub(crate) struct Tests {
    pub(crate) list: Vec<Test>,
}

impl Tests {
    /// `lib/gitlab/ci/parsers/test/junit.rb`: test cases within a suite within suites; of one suite, class and name only
    /// the first is kept; of an outcome only the text within, and attributes would get in its way.
    pub(crate) fn parse(text: &str) -> Tests {
        let document = roxmltree::Document::parse(text).unwrap();
        let suites = document.root_element();
        assert_eq!(suites.tag_name().name(), "testsuites");
        let suite = suites.first_element_child().unwrap();
        assert_eq!(suite.tag_name().name(), "testsuite");
        let of = |case: roxmltree::Node<'_, '_>| {
            assert_eq!(case.tag_name().name(), "testcase");
            let outcome = case.first_element_child();
            assert!(outcome.is_none_or(|it| it.attributes().len() == 0));
            let said = outcome.and_then(|it| it.text()).unwrap_or_default().to_owned();
            assert!(outcome.is_none() || !said.trim().is_empty(), "{case:?} says nothing");
            Test {
                class: case.attribute("classname").unwrap().to_owned(),
                name: case.attribute("name").unwrap().to_owned(),
                file: case.attribute("file").map(str::to_owned),
                outcome: outcome.map_or("", |it| it.tag_name().name()).to_owned(),
                said,
            }
        };
        let cases = suite.children().filter(roxmltree::Node::is_element);
        let tests = Tests { list: cases.map(of).collect() };
        let names: BTreeSet<_> = tests.list.iter().map(|it| (&it.class, &it.name)).collect();
        assert_eq!(names.len(), tests.list.len(), "equal names are one test");
        for (attribute, outcome) in
            [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
        {
            let count = tests.list.iter().filter(|it| it.outcome == outcome).count();
            assert_eq!(suite.attribute(attribute), Some(&*count.to_string()));
        }
        assert_eq!(suite.attribute("tests"), Some(&*tests.list.len().to_string()));
        tests
    }

    pub(crate) fn outcomes(&self) -> Vec<(&str, &str, &str)> {
        self.list.iter().map(|it| (&*it.class, &*it.name, &*it.outcome)).collect()
    }
}

/// `lib/gitlab/ci/parsers/terraform/tfplan.rb`: without the three keys the widget says that the report failed.
pub(crate) fn no_counts(text: &str) {
    let report: Value = serde_json::from_str(text).unwrap();
    let report = report.as_object().unwrap();
    assert!(!["create", "update", "delete"].iter().any(|it| report.contains_key(*it)));
}

/// `app/services/ci/parse_annotations_artifact_service.rb`, `app/models/ci/job_annotation.rb`, and the limits that a new
/// installation has (`db/structure.sql`): label and address of each link.
pub(crate) fn links(text: &str) -> Vec<(String, String)> {
    assert!(text.len() <= 81_920, "{} bytes", text.len());
    static SCHEMA: LazyLock<Validator> = LazyLock::new(annotations);
    let report: Value = serde_json::from_str(text).unwrap();
    let lists = report.as_object().unwrap();
    assert!(lists.len() <= 20);
    let mut links = Vec::new();
    for (name, list) in lists {
        assert!(!name.is_empty() && name.chars().count() <= 255);
        assert!(SCHEMA.is_valid(list), "{list:#}");
        for it in list.as_array().unwrap() {
            let text = |key: &str| it["external_link"][key].as_str().unwrap().to_owned();
            assert!(text("url").starts_with("http"), "{it}");
            links.push((text("label"), text("url")));
        }
    }
    links
}

fn annotations() -> Validator {
    let name = "json-schema:///ci_job_external_link_data.json";
    let link: Value =
        serde_json::from_str(include_str!("gitlab/ci_job_external_link_data.json")).unwrap();
    let mut list: Value =
        serde_json::from_str(include_str!("gitlab/ci_job_annotation_data.json")).unwrap();
    list["$id"] = "json-schema:///ci_job_annotation_data.json".into();
    let registry = Registry::new().add(name, link).unwrap().prepare().unwrap();
    jsonschema::options().with_registry(&registry).build(&list).unwrap()
}

/// `app/services/ci/parse_dotenv_artifact_service.rb`, `app/models/concerns/ci/has_variable.rb`, and the limits that a new
/// installation has: every line is `KEY=value`; what begins with `$` in a value would be expanded.
pub(crate) fn variables(text: &str) -> BTreeMap<String, String> {
    assert!(text.len() < 5_120, "{} bytes", text.len());
    let variables: BTreeMap<String, String> = text
        .lines()
        .map(|line| {
            let (key, value) = line.split_once('=').unwrap();
            assert!(!key.is_empty() && key.len() <= 255, "{line}");
            assert!(key.chars().all(|it| it.is_ascii_alphanumeric() || it == '_'), "{line}");
            assert!(!value.contains('$') && value.trim() == value, "{line}");
            (key.to_owned(), value.to_owned())
        })
        .collect();
    assert_eq!(variables.len(), text.lines().count(), "a variable twice");
    assert!(variables.len() <= 20);
    variables
}
