//! How the code is built: which way dependencies point, how large files get, and what is never written.
//!
//! Looks at text, not at types: `crate::` paths tell who uses whom. A rule that is in the way is argued with in
//! ARCHITECTURE.md, not loosened here.

#![expect(clippy::unwrap_used, reason = "a file of ours that cannot be read is a failure")]

#[path = "tidy/circles.rs"]
mod circles;

use std::path::{Path, PathBuf};

use circles::{Modules, OWN};

/// Most lines of a file.
const LONGEST: usize = 800;

/// Who may use whom, the module at the root of the crate first. What is not named may be used by nobody.
const USES: &[(&str, &[&str])] = &[
    ("problem", &[]),
    ("sandbox", &[]),
    ("gitlab", &["problem"]),
    ("resource", &["gitlab", "problem", "reserved", "schema"]),
    ("kinds", &["resource", "gitlab", "problem"]),
    ("reserved", &[]),
    ("schema", &["reserved"]),
    ("files", &[]),
    ("config", &["files", "kinds", "resource", "gitlab", "problem", "schema", "reserved"]),
    // Files of other tools, as text: no server, no plan.
    ("convert", &["config", "kinds", "resource", "gitlab", "problem", "reserved"]),
    ("plan", &["config", "kinds", "resource", "gitlab", "problem"]),
    // What kinds need against what is there: no plan is made.
    ("doctor", &["config", "kinds", "resource", "gitlab", "problem"]),
    // What GitLab has, as files declare it.
    ("export", &["plan", "kinds", "resource", "gitlab", "problem"]),
    ("apply", &["files", "plan", "resource", "gitlab", "problem"]),
    // Two calls that are no state: found in a list, sent by a permit of their own.
    ("act", &["gitlab", "problem", "resource"]),
    // The objects that plans and reports are made of, and no kind, file or server.
    ("render", &["plan", "apply", "resource", "problem"]),
    // What flags ask for besides the plan where people review it: it sees documents, never a plan that can be executed.
    ("review", &["plan", "render", "resource", "gitlab", "problem"]),
    ("lib", &[]),
    ("main", &["cli"]),
];

/// Folders of `src` that neither read files nor the environment, and the one file that reads saved plans.
const NO_FILES: &[&str] = &["kinds", "plan", "resource", "render"];
const READS_SAVED_PLANS: &str = "src/plan/saved.rs";

/// Folders whose own file and children are one module in several rooms: they may use each other.
const ROOMS: &[&str] =
    &["cli", "gitlab/explain", "kinds/hook", "plan", "problem", "render", "render/reports"];

/// A source file.
struct Source {
    /// From the root of the repository.
    path: String,
    text: String,
}

impl Source {
    /// The module at the root of the crate that it belongs to.
    fn module(&self) -> &str {
        let below = self.path.strip_prefix("src/").unwrap();
        below.split(['/', '.']).next().unwrap()
    }

    fn is_test(&self) -> bool {
        !self.path.starts_with("src/") || self.path.contains("/tests")
    }

    /// Lines of code that are no test, with their numbers. Tests within a file come last in it.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        let lines = self.text[..end].lines().enumerate();
        lines.filter(|(_, line)| !line.trim_start().starts_with("//")).map(|(at, it)| (at + 1, it))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files(&root.join(folder), &mut found);
    }
    found.sort();
    let relative = |path: &PathBuf| path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    found
        .iter()
        .map(|path| Source { path: relative(path), text: std::fs::read_to_string(path).unwrap() })
        .collect()
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
}

/// Complaints about lines of code that have one of `words` in them.
fn never<'s>(sources: impl Iterator<Item = &'s Source>, words: &[&str]) -> Vec<String> {
    let mut complaints = Vec::new();
    for source in sources {
        for (at, line) in source.code() {
            for word in words.iter().filter(|it| line.contains(**it)) {
                complaints.push(format!("{}:{at}: {word}", source.path));
            }
        }
    }
    complaints
}

fn none(complaints: &[String]) {
    assert!(complaints.is_empty(), "{} complaints:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn writing_is_permitted_in_few_places() {
    let all = sources();
    let mut found = Vec::new();
    for source in all.iter().filter(|it| !it.is_test()) {
        let granted = source.code().filter(|(_, line)| line.contains("Permit::granted()")).count();
        found.extend(std::iter::repeat_n(source.path.as_str(), granted));
    }
    // Each stands where an approved plan, an act, or what a flag asked for is at hand.
    let expected = [
        "src/act.rs",
        "src/plan/saved.rs",
        "src/review/answer.rs",
        "src/review/note.rs",
        "src/review/record.rs",
    ];
    assert_eq!(found, expected);
}

#[test]
fn no_file_is_too_long() {
    let all = sources();
    let long = all.iter().filter(|it| it.text.lines().count() > LONGEST);
    none(
        &long
            .map(|it| format!("{}: {} lines", it.path, it.text.lines().count()))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_module_says_what_it_is_for() {
    let all = sources();
    let mute = all.iter().filter(|it| !it.text.starts_with("//! "));
    none(&mute.map(|it| format!("{} does not open with //!", it.path)).collect::<Vec<_>>());
}

#[test]
fn dependencies_point_one_way() {
    let mut complaints = Vec::new();
    let all = sources();
    for source in all.iter().filter(|it| it.path.starts_with("src/") && !it.is_test()) {
        let module = source.module();
        // Command lines use everything.
        if module == "cli" {
            continue;
        }
        let Some((_, allowed)) = USES.iter().find(|(name, _)| *name == module) else {
            complaints.push(format!("{}: the module {module} is not in USES", source.path));
            continue;
        };
        let code: Vec<_> = source.code().collect();
        for used in
            code.iter().flat_map(|(at, line)| used(line).into_iter().map(move |it| (at, it)))
        {
            let (at, name) = used;
            if name != module && !allowed.contains(&name.as_str()) {
                complaints.push(format!("{}:{at}: {module} uses {name}", source.path));
            }
        }
        for (at, line) in &code {
            let deep = source.path.matches('/').count();
            if line.contains(&"super::".repeat(deep.max(1))) && line.contains("super::super") {
                complaints.push(format!("{}:{at}: `super` leads out of {module}", source.path));
            }
        }
    }
    none(&complaints);
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let all = sources();
    let code = all.iter().filter(|it| it.path.starts_with("src/") && !it.is_test());
    let below = code.filter_map(|it| Some((it.path.strip_prefix("src/")?, it.text.as_str())));
    let modules = Modules::read(below.filter(|it| it.0 != "main.rs"));
    let mut complaints = Vec::new();
    for circle in modules.circles(ROOMS) {
        let uses = circle.uses.join("\n    ");
        complaints.push(format!("src/{}: {}\n    {uses}", circle.folder, circle.members.join(" ")));
    }
    let strict = modules.circles(&[]);
    for room in ROOMS {
        if !strict.iter().any(|it| it.folder == *room && it.members.iter().any(|it| it == OWN)) {
            complaints.push(format!("src/{room}: needs no exemption, take it off ROOMS"));
        }
    }
    none(&complaints);
}

/// Modules at the root of the crate that a line names: `crate::plan::Plan`, `crate::{config, plan}`.
fn used(line: &str) -> Vec<String> {
    let word = |text: &str| {
        text.trim().chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect::<String>()
    };
    let mut names = Vec::new();
    for after in line.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            Some(list) => names.extend(list.split(',').map(word)),
            None => names.push(word(after)),
        }
    }
    names.retain(|it| !it.is_empty());
    names
}

#[test]
fn names_of_modules_are_found() {
    assert_eq!(used("use crate::plan::{Plan, plan};"), ["plan"]);
    assert_eq!(used("use crate::{config, plan};"), ["config", "plan"]);
    assert_eq!(used("pub(crate) fn of(it: &crate::gitlab::Reader) {"), ["gitlab"]);
    assert!(used("pub(crate) fn of() {").is_empty());
}

#[test]
fn nothing_panics_prints_or_silences_a_lint() {
    let all = sources();
    let words = [".unwrap()", "println!(", "print!(", "#[allow(", "#![allow(", "dbg!(", "todo!("];
    let code = all.iter().filter(|it| !it.is_test());
    none(&never(code, &words));
    let tests = all.iter().filter(|it| it.is_test() && it.path != "tests/tidy.rs");
    none(&never(tests, &["#[allow(", "#![allow("]));
}

#[test]
fn what_is_pure_reads_no_files_and_no_environment() {
    let all = sources();
    let pure = all.iter().filter(|it| {
        it.path.starts_with("src/")
            && !it.is_test()
            && NO_FILES.contains(&it.module())
            && it.path != READS_SAVED_PLANS
    });
    none(&never(pure, &["std::fs", "std::env", "fs::", "env::var", "SystemTime", "Instant::now"]));
}

#[test]
fn no_test_sleeps() {
    let all = sources();
    let tests = all.iter().filter(|it| it.is_test() && it.path != "tests/tidy.rs");
    none(&never(tests, &["sleep("]));
}
