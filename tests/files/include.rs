//! Which files belong to a configuration.

use labwright::config::load;

use crate::common::{Folder, schemas, told};

#[test]
fn an_include_never_leaves_its_folder() {
    for (glob, expected) in [
        ("../x.yaml", "an include cannot lead out of the folder with `..`"),
        ("a/../../x.yaml", "an include cannot lead out of the folder with `..`"),
        ("/etc/passwd", "an include cannot be an absolute path"),
        ("~/x.yaml", "an include cannot be an absolute path"),
        ("", "an empty path includes nothing"),
        ("nothing/*.yaml", "the include `nothing/*.yaml` matches no file"),
        ("labwright.yaml", ""),
        ("[", "this is no glob"),
        ("**", ""),
        ("out/*.yaml", "`out` leads out of the folder through a link"),
        ("*/x.yaml", "`out` leads out of the folder through a link"),
        ("link.yaml", "`link.yaml` leads out of the folder through a link"),
        ("p/**/*.yaml", ""),
        ("./p/deep/../a.yaml", "an include cannot lead out of the folder with `..`"),
    ] {
        let outside = Folder::with(&[("x.yaml", "projects: {}\n")]);
        let root = format!("version: 1\ninclude: ['{glob}']\n");
        let folder = Folder::with(&[
            ("labwright.yaml", &root),
            ("p/a.yaml", "projects: {}\n"),
            ("p/deep/b.yaml", "projects: {}\n"),
            ("p/.hidden/c.yaml", "x: ["),
        ]);
        #[cfg(unix)]
        if glob != "**" {
            let link = |to: &std::path::Path, from: &str| {
                std::os::unix::fs::symlink(to, folder.path().join(from)).unwrap();
            };
            link(outside.path(), "out");
            link(&outside.path().join("x.yaml"), "link.yaml");
            link(&folder.path().join("p"), "p/loop");
        }
        let told = load(folder.path(), schemas()).err().map(|it| told(&it, folder.path()));
        let first = told.and_then(|it| it.into_iter().next()).unwrap_or_default();
        assert!(
            first.contains(expected) && first.is_empty() == expected.is_empty(),
            "{glob}: {first}"
        );
    }
}

#[test]
fn included_files_come_once_and_in_order() {
    let root = "version: 1\ninclude: ['p/*.yaml', '**/*.yaml', p/b.yaml]\n";
    let folder = Folder::with(&[
        ("labwright.yaml", root),
        ("p/b.yaml", "projects: {}\n"),
        ("p/a.yaml", "version: 1\n"),
        ("a/z.yaml", ""),
    ]);
    let loaded = load(&folder.path().join("labwright.yaml"), schemas()).unwrap();
    let prefix = format!("{}/", folder.path().display());
    let names: Vec<String> = loaded.iter().map(|it| it.name.replace(&prefix, "")).collect();
    assert_eq!(names, ["labwright.yaml", "a/z.yaml", "p/a.yaml", "p/b.yaml"]);
}
