//! What files, links, and directories on this machine can make labwright read, show, or replace.

use std::path::Path;

use labwright::sandbox::ADMIN_TOKEN;

use super::support::World;
use super::{hook, said};

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_file_outside_of_the_folder_is_read_only_where_the_command_line_allows_it() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::create_dir(outside.path().join("inner")).unwrap();
    std::fs::write(outside.path().join("inner/secret"), "from-outside\n").unwrap();
    let allowed = outside.path().to_str().unwrap();
    let absolute = format!("{allowed}/inner/secret");
    for (file, words) in [
        (&*absolute, "outside the directory"),
        ("link", "outside the directory"),
        ("folder/secret", "outside the directory"),
        ("../../../../../../etc/hostname", "outside the directory"),
        ("/proc/self/environ", "outside the directory"),
        ("/dev/zero", "outside the directory"),
        ("within/..", "not a regular file"),
    ] {
        let world = World::start("projects: [{ path: acme/api }]").await;
        std::fs::create_dir(world.folder().join("within")).unwrap();
        let link = |to: &Path, from: &str| {
            std::os::unix::fs::symlink(to, world.folder().join(from)).unwrap();
        };
        link(&outside.path().join("inner/secret"), "link");
        link(&outside.path().join("inner"), "folder");
        world.write("labwright.yaml", &hook(file));
        let refused = world.run(&["apply", "-y", "--allow-secrets-in", "within"]).await;
        let text = said(&refused);
        assert_eq!(refused.status.code(), Some(3), "{file}: {text}");
        assert!(text.contains(words) && !text.contains("from-outside"), "{file}: {text}");
        assert!(world.sandbox().world().hooks.is_empty(), "{file}");
        if ["link", "folder/secret", &*absolute].contains(&file) {
            assert!(text.contains("--allow-secrets-in"), "{text}");
            let sent =
                ["apply", "-y", "--allow-secrets-in", "nowhere", "--allow-secrets-in", allowed];
            let sent = world.run(&sent).await;
            assert_eq!(sent.status.code(), Some(0), "{file}: {}", said(&sent));
            let hooks = world.sandbox().world().hooks.clone();
            assert_eq!(hooks.values().next().unwrap().token.as_deref(), Some("from-outside"));
        }
        world.finish();
    }
}

/// An included file names files from its own directory, and reaches nothing that the root file could not.
#[tokio::test(flavor = "multi_thread")]
async fn a_secret_file_is_found_from_the_file_that_names_it_and_never_outside() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret"), "from-outside").unwrap();
    let absolute = outside.path().join("secret").to_str().unwrap().to_owned();
    for (file, found) in [
        ("secret", Some("of-team")),
        ("./secret", Some("of-team")),
        ("../../secret", Some("of-root")),
        ("../b/secret", Some("of-b")),
        ("in/../secret", Some("of-team")),
        ("../../../secret", None),
        (".//../..//../secret", None),
        ("link", None),
        ("linked/secret", None),
        (&*absolute, None),
        ("../../..//etc/hostname", None),
    ] {
        let world = World::start("{}").await;
        for (path, text) in
            [("secret", "of-root"), ("teams/a/secret", "of-team"), ("teams/b/secret", "of-b")]
        {
            world.write(path, text);
        }
        world.write("teams/a/in/.keep", "");
        let team = world.folder().join("teams/a");
        std::os::unix::fs::symlink(&absolute, team.join("link")).unwrap();
        std::os::unix::fs::symlink(outside.path(), team.join("linked")).unwrap();
        world.write("labwright.yaml", "version: 1\ninclude: ['teams/*/*.yaml']\n");
        world.write("teams/a/hooks.yaml", hook(file).trim_start_matches("version: 1\n"));
        let applied = world.run(&["apply", "-y"]).await;
        let text = said(&applied);
        let hooks = world.sandbox().world().hooks.clone();
        let token = hooks.values().next().and_then(|it| it.token.clone());
        assert_eq!(token.as_deref(), found, "{file}: {text}");
        assert!(!text.contains("from-"), "{text}");
        if found.is_none() {
            assert_eq!(applied.status.code(), Some(3), "{file}: {text}");
            let why = ["outside the directory", "does not exist"];
            assert!(why.iter().any(|it| text.contains(it)), "{file}: {text}");
        }
        world.finish();
    }
}

/// Whatever it is that a root file leads to, or an include names: a token, a file variable of the job, a `.netrc`.
#[tokio::test(flavor = "multi_thread")]
async fn text_that_is_no_configuration_reaches_no_output_of_any_command() {
    let outside = tempfile::tempdir().unwrap();
    let token = outside.path().join("token");
    std::fs::write(&token, "canary-of-a-token\n").unwrap();
    for way in ["link", "link to a folder", "file", "include", "not YAML"] {
        let world = World::start("").await;
        let root = world.folder().join("labwright.yaml");
        match way {
            "link" => std::os::unix::fs::symlink(&token, &root).unwrap(),
            "link to a folder" => {
                std::os::unix::fs::symlink(outside.path(), world.folder().join("there")).unwrap();
                world.write("labwright.yaml", "version: 1\ninclude: ['t*/token']\n");
            }
            "file" => std::fs::write(&root, "canary-of-a-token\n").unwrap(),
            "include" => {
                world.write("labwright.yaml", "version: 1\ninclude: ['.token']\n");
                world.write(".token", "canary-of-a-token\n");
            }
            _ => world.write("labwright.yaml", "[canary-of-a-token\n"),
        }
        let reports = [
            "--report-codequality=quality.json",
            "--codequality-changes",
            "--report-junit=junit.xml",
            "--report-html=plan.html",
            "--report-annotations=annotations.json",
            "--out=plan.json",
        ];
        let plan = [&["plan"][..], &reports].concat();
        for command in [
            &plan[..],
            &["plan", "-o", "json"],
            &["plan", "-c", "labwright.yaml", "-vv"],
            &["validate", "--report-codequality=quality.json"],
            &["validate", "-o", "json"],
            &["apply", "-y"],
            &["apply", "-y", "-o", "json"],
            &["doctor"],
            &["doctor", "-o", "json"],
            &["get", "system_hooks"],
            &["get", "system_hooks", "-c", "labwright.yaml"],
            &["act", "test-hook", "1", "--dry-run", "-c", "."],
            &["schema", "--setup", "vscode"],
            &["init"],
        ] {
            let output = world.run(command).await;
            let mut all = said(&output);
            for entry in std::fs::read_dir(world.folder()).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() && path != root && !path.ends_with(".token") {
                    all += &std::fs::read_to_string(path).unwrap();
                }
            }
            assert!(!all.contains("canary"), "{way}, {command:?}: {all}");
            if command[0] == "plan" {
                assert_eq!(output.status.code(), Some(3), "{way}: {all}");
                assert!(all.contains("token") || all.contains("labwright.yaml"), "{way}: {all}");
            }
        }
        world.finish();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_file_replaces_a_link_and_never_follows_it() {
    let world = World::start("projects: [{ path: acme/api }]").await;
    world.write("labwright.yaml", &hook("secret"));
    world.write("target", "untouched");
    std::os::unix::fs::symlink(world.folder().join("target"), world.folder().join("plan.json"))
        .unwrap();
    let planned = world.run(&["plan", "--out", "plan.json"]).await;
    assert_eq!(planned.status.code(), Some(0), "{}", said(&planned));
    let read = |name: &str| std::fs::read_to_string(world.folder().join(name)).unwrap();
    assert_eq!(read("target"), "untouched");
    assert!(read("plan.json").contains("\"format\": 1"));
    world.finish();
}

/// A folder that may not be listed hides files, and with `prune` what they declare would be deleted.
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_permission_among_the_includes_stops_everything() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    use std::os::unix::process::CommandExt as _;
    let world = World::start("projects: [{ path: acme/api }]").await;
    world.write("labwright.yaml", "version: 1\ninclude: ['p/**/*.yaml', 'q/*/*.yaml']\n");
    world.write("p/a.yaml", "projects: {}\n");
    world.write("p/closed/b.yaml", "projects: {}\n");
    world.write("q/open/c.yaml", "projects: {}\n");
    let mode = |name: &str, mode: u32| {
        let path = world.folder().join(name);
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    // The administrator may list everything, so the program runs as nobody there.
    let is_root = std::fs::metadata(world.folder()).unwrap().uid() == 0;
    let program = tempfile::tempdir().unwrap();
    let at = program.path().join("labwright");
    std::fs::copy(env!("CARGO_BIN_EXE_labwright"), &at).unwrap();
    for folder in [program.path(), world.folder()] {
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let run = || {
        let mut command = std::process::Command::new(&at);
        command.args(["plan"]).current_dir(world.folder()).env_clear();
        command.env("GITLAB_URL", world.sandbox().url()).env("GITLAB_TOKEN", ADMIN_TOKEN);
        if is_root {
            command.uid(65534).gid(65534);
        }
        // While another test starts a program, the copy can still be open for writing in its process.
        loop {
            match command.output() {
                Err(busy) if busy.kind() == std::io::ErrorKind::ExecutableFileBusy => {
                    std::thread::yield_now();
                }
                done => return done.unwrap(),
            }
        }
    };
    let open = run();
    assert_eq!(open.status.code(), Some(0), "{}", said(&open));
    for (name, closed) in [("p/closed", 0o000), ("p/closed", 0o311), ("q", 0o311), ("q", 0o000)] {
        mode(name, closed);
        let refused = run();
        mode(name, 0o755);
        let text = said(&refused);
        assert_eq!(refused.status.code(), Some(3), "{name}, {closed:o}: {text}");
        assert!(text.contains(&format!("`{name}")), "{name}, {closed:o}: {text}");
    }
}
