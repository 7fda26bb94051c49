//! GitLab's job log: a plan in sections that can be folded, and no others.

use super::{FILES, code, in_job, world};
use crate::support::World;

/// What GitLab's page makes of a log, as `app/assets/javascripts/ci/job_log_viewer/lib/scanner.js` does: markers wherever
/// they stand in a line. Gives kind, name, and the rest of the line.
fn markers(log: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for line in log.lines() {
        for (at, _) in line.match_indices("section_") {
            let rest = &line[at + "section_".len()..];
            let (marker, after) = rest.split_once('\r').unwrap_or((rest, ""));
            let parts: Vec<_> = marker.split(':').map(str::trim).collect();
            if let [kind @ ("start" | "end"), time, name] = parts[..]
                && time.parse::<f64>().is_ok()
                && !name.is_empty()
            {
                found.push((kind.to_owned(), name.to_owned(), after.to_owned()));
            }
        }
    }
    found
}

async fn log(world: &World, arguments: &[&str]) -> String {
    let output = world.run(arguments).await;
    assert_eq!(code(&output), 0, "{}", super::stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scope_is_a_section_and_what_is_dangerous_is_open() {
    let files = FILES.replace("allow_force_push: false", "code_owner_approval_required: true");
    let mut world = world(&files).await;
    let plain = log(&world, &["plan"]).await;
    assert_eq!(markers(&plain), []);
    in_job(&mut world);
    let log = log(&world, &["plan", "--color", "never"]).await;
    let found = markers(&log);
    let shown: Vec<_> =
        found.iter().map(|(kind, name, after)| (&**kind, &**name, &**after)).collect();
    assert_eq!(
        shown,
        [
            ("start", "labwright_1_projects-acme-api", "\u{1b}[0Kprojects/acme/api: 3 objects"),
            ("end", "labwright_1_projects-acme-api", "\u{1b}[0K"),
            (
                "start",
                "labwright_2_projects-acme-web[collapsed=true]",
                "\u{1b}[0Kprojects/acme/web: 1 object"
            ),
            ("end", "labwright_2_projects-acme-web", "\u{1b}[0K"),
        ]
    );
    // Without the markers it says what it says elsewhere: every line of the plain text, and the same at the end. The title of a
    // section also has the number of objects.
    let log = log.replace(": 3 objects", "").replace(": 1 object", "").replace("\u{1b}[0K", " ");
    for line in plain.lines().filter(|it| !it.trim().is_empty()) {
        let words: Vec<_> = line.split_whitespace().collect();
        let is_it = |it: &str| {
            let mut found = it.rsplit('\r').next().unwrap_or_default().split_whitespace();
            words.iter().all(|it| found.next() == Some(it)) && found.next().is_none()
        };
        assert!(log.lines().any(is_it), "{line}");
    }
    assert_eq!(log.lines().last(), plain.lines().last());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_people_get_sections() {
    let mut world = world(FILES).await;
    in_job(&mut world);
    for form in ["json", "markdown"] {
        assert_eq!(markers(&log(&world, &["plan", "-o", form]).await), [], "{form}");
    }
}

/// Names that look like markers, of files and of GitLab, in what is printed on both channels.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_but_labwright_makes_a_section() {
    let seed = "
hooks: [{ name: 'section_start:1:evil', url: 'https://a.example.com/section_end:1:x' }]
projects:
  - path: acme/api
    external_status_checks: [{ name: 'section_end:1:labwright_1_projects-acme-api', external_url: 'https://a.example.com' }]
";
    let world = &mut World::start(seed).await;
    world.write(
        "labwright.yaml",
        "version: 1
instance: { system_hooks: { prune: true, items: [{ name: 'a section_', url: 'https://b.example.com/section_start:1:x' }] } }
projects:
  acme/api:
    external_status_checks:
      prune: true
      items:
        - { name: 'section_ start : 1 : x', external_url: 'https://b.example.com' }
        - { name: 'section_start:9:x[collapsed=true]', external_url: 'https://c.example.com' }
",
    );
    in_job(world);
    let plan = log(world, &["plan"]).await;
    let found = markers(&plan);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found.iter().all(|(_, name, _)| name.starts_with("labwright_")), "{found:?}");
    assert_eq!(markers(&log(world, &["get", "system_hooks"]).await), []);
    world.write(
        "labwright.yaml",
        "version: 1\n'section_start:1:x': 1\ninclude: ['section_start:1:x']\n",
    );
    let output = world.run(&["validate"]).await;
    assert_eq!(code(&output), 3);
    let said = super::stderr(&output);
    assert!(said.contains("start:1:x"), "{said}");
    assert_eq!(markers(&said), [], "{said}");
}
