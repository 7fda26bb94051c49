//! Where reports are written: whole or not at all, and nothing is begun that cannot be ended.

use super::{ALL, FILES, code, files, read, stderr, world};

/// Places that are of no use are told before anything is read or written.
#[tokio::test(flavor = "multi_thread")]
async fn places_that_are_of_no_use_are_told_at_once() {
    for (arguments, exit, said) in [
        (&["--report-junit", "a.xml", "--report-html", "a.xml"][..], 3, "name the same file"),
        (&["--report-junit", "a.xml", "--report-html", "./a.xml"], 3, "name the same file"),
        (&["--report-junit", "sub/../a.xml", "--report-html", "a.xml"], 3, "name the same file"),
        (&["--out", "a.json", "--report-terraform", "a.json"], 3, "name the same file"),
        (
            &["--report-junit", "none/a.xml", "--report-html", "a.html"],
            1,
            "the directory none does not exist",
        ),
        (&["--report-junit", "sub", "--report-html", "a.html"], 1, "it is a directory"),
        (&["--report-junit", "labwright.yaml/a", "--report-html", "a.html"], 1, "labwright.yaml"),
        (&["--report-junit", "", "--report-html", "a.html"], 3, "--report-junit"),
        (&["--codequality-changes"], 3, "--report-codequality"),
    ] {
        let world = world(FILES).await;
        world.write("sub/keep", "");
        let before = files(&world);
        let output = world.run(&[&["plan"], arguments].concat()).await;
        assert_eq!(code(&output), exit, "{arguments:?}: {}", stderr(&output));
        let told = stderr(&output).replace("\n  │ ", " ");
        assert!(told.contains(said), "{arguments:?}: {told}");
        assert_eq!(files(&world), before, "{arguments:?}");
        assert_eq!(world.exchanges().len(), 0, "{arguments:?}");
    }
}

/// One that fails in the end is told and does not hold up the others.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_report_that_cannot_be_written_does_not_hold_up_the_others() {
    for (files, exit) in [(FILES, 1), ("version: 1\nprojects: { api: {} }\n", 3)] {
        let world = world(files).await;
        // There is such a folder, and nobody can make a file in it.
        let arguments =
            ["plan", "--report-junit", "/sys/junit.xml", "--report-codequality", "quality.json"];
        let output = world.run(&arguments).await;
        assert_eq!(code(&output), exit, "{}", stderr(&output));
        let said = stderr(&output);
        assert!(said.contains("cannot write --report-junit to /sys/junit.xml"), "{said}");
        assert!(read(&world, "quality.json").starts_with('['));
    }
}

/// GitLab's runner may upload as another user than the one of the job; the plan file is for its owner.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn reports_are_readable_as_new_files_are() {
    use std::os::unix::fs::PermissionsExt;
    let world = world(FILES).await;
    world.write("usual", "");
    assert_eq!(code(&world.run(&[&ALL[..], &["--out", "plan.json"]].concat()).await), 0);
    let mode = |name: &str| {
        std::fs::metadata(world.folder().join(name)).unwrap().permissions().mode() & 0o777
    };
    for name in super::REPORTS {
        assert_eq!(mode(name), mode("usual"), "{name}");
    }
    assert_eq!(mode("plan.json"), 0o600);
}

/// A report that is there already is replaced, and a plan of the same gives the same bytes.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_plan_writes_the_same_reports() {
    let world = world(FILES).await;
    let mut before = Vec::new();
    for _ in 0..2 {
        assert_eq!(code(&world.run(&ALL).await), 0);
        before.push(super::REPORTS.map(|it| read(&world, it)));
    }
    assert_eq!(before[0], before[1]);
}
