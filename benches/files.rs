//! How long a large file takes, and how much memory: `cargo bench --bench files -- <objects> [broken]`.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program that prints what it measures"
)]

use std::fmt::Write as _;
use std::time::Instant;

use labwright::config::{Tree, Validator, validate};
use labwright::problem::{Look, Problems, SourceText};

#[derive(serde::Deserialize)]
#[expect(dead_code, reason = "only the time to read it is of interest")]
struct Check {
    name: String,
    external_url: String,
    shared_secret: Option<serde_json::Value>,
    protected_branches: Option<Vec<String>>,
    retries: Option<u64>,
}

fn text(objects: usize, broken: bool) -> String {
    let mut text = String::from("version: 1\nprojects:\n");
    for it in 0..objects {
        if it % 10 == 0 {
            writeln!(
                text,
                "  group/p{it}:\n    external_status_checks:\n      prune: true\n      items:"
            )
            .unwrap();
        }
        let retries = if broken { "many" } else { "3" };
        writeln!(text, "        - name: check {it}\n          external_url: https://check{it}.example.com/hook\n          shared_secret: {{ env: SECRET_{it} }}\n          retries: {retries}\n          protected_branches:").unwrap();
        for branch in 0..30 {
            writeln!(text, "            - release/{branch}-of-{it}-xxxxx").unwrap();
        }
    }
    text
}

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .filter(|it| it.starts_with("VmHWM") || it.starts_with("VmRSS"))
        .map(|it| it.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect::<Vec<_>>()
        .join(", ")
}

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| it != "--bench");
    let objects = arguments.next().and_then(|it| it.parse().ok()).unwrap_or(10_000);
    let broken = arguments.next().is_some();
    let schema = serde_json::from_str(include_str!("../tests/fixtures/schema.json")).unwrap();
    let validator = Validator::new(schema).unwrap();
    let text = text(objects, broken);
    println!("{objects} objects, {:.1} MB; {}", text.len() as f64 / 1e6, memory());
    let begin = Instant::now();
    let source = SourceText::new("a.yaml", text);
    let step = |what: &str, begin: Instant| {
        println!("{what:12} {:>6.0} ms  {}", begin.elapsed().as_secs_f64() * 1e3, memory())
    };
    let tree = Tree::parse(&source).tree.unwrap();
    step("parse", begin);
    let now = Instant::now();
    let problems: Problems = validate(&validator, &tree).into_iter().collect();
    step("validate", now);
    let now = Instant::now();
    let drawn = problems.render(&Look::default());
    step("render", now);
    println!("{} problems, {} bytes drawn", problems.len(), drawn.len());
    let now = Instant::now();
    let mut lines = 0;
    if !broken {
        for project in tree.root().get("projects").unwrap().entries() {
            for check in
                project.get("external_status_checks").unwrap().get("items").unwrap().items()
            {
                lines += check.place().line;
                std::hint::black_box(check.decode::<Check>().unwrap());
            }
        }
    }
    step("decode", now);
    let now = Instant::now();
    let json = tree.root().json();
    step("json", now);
    println!("all {:.0} ms {lines} {}", begin.elapsed().as_secs_f64() * 1e3, json.is_object());
}
