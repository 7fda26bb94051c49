//! Which files belong to a configuration.

use labwright::config::load;
use labwright::config::load::{Limits, load_within};

use crate::files::common::{Folder, schemas, told};

#[test]
fn an_include_never_leaves_its_folder() {
    for (glob, expected) in [
        ("../x.yaml", "an include cannot leave the directory with `..`"),
        ("a/../../x.yaml", "an include cannot leave the directory with `..`"),
        ("/etc/passwd", "an include cannot be an absolute path"),
        ("~/x.yaml", "an include cannot be an absolute path"),
        ("", "an include cannot be empty"),
        ("nothing/*.yaml", "the include `nothing/*.yaml` does not match any file"),
        ("labwright.yaml", ""),
        ("[", "this glob is not valid: unclosed character class"),
        ("**", ""),
        ("out/*.yaml", "`out` leads out of the directory through a symbolic link"),
        ("*/x.yaml", "`out` leads out of the directory through a symbolic link"),
        ("link.yaml", "`link.yaml` leads out of the directory through a symbolic link"),
        ("p/**/*.yaml", ""),
        ("./p/deep/../a.yaml", "an include cannot leave the directory with `..`"),
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

/// What is reported first about a configuration in `folder`.
fn first(folder: &Folder) -> String {
    let told = load(folder.path(), schemas()).err().map(|it| told(&it, folder.path()));
    told.and_then(|it| it.into_iter().next()).unwrap_or_default()
}

/// The names of the files that are loaded.
fn names(folder: &Folder) -> Vec<String> {
    let loaded = load(folder.path(), schemas()).unwrap_or_else(|it| panic!("{it}"));
    let prefix = format!("{}/", folder.path().display());
    loaded.iter().map(|it| it.name.replace(&prefix, "")).collect()
}

fn including(globs: &str) -> Folder {
    let root = format!("version: 1\ninclude: [{globs}]\n");
    Folder::with(&[("labwright.yaml", &root), ("p/a.yaml", "projects: {}\n")])
}

#[cfg(unix)]
fn link(folder: &Folder, to: &str, from: &str) {
    std::os::unix::fs::symlink(to, folder.path().join(from)).unwrap_or_else(|it| panic!("{it}"));
}

/// With `prune`, a file that is left out deletes what it declares.
#[cfg(unix)]
#[test]
fn an_include_that_cannot_be_reached_is_an_error_with_its_path() {
    for (to, from) in [
        ("nowhere", "p/link.yaml"),
        ("nowhere", "p/link"),
        ("link", "p/link"),
        ("../q", "p/link"),
        ("a.yaml/x", "p/link"),
    ] {
        for glob in ["'p/*.yaml'", "'p/**/*.yaml'", "'**'", "'**/a.yaml'", "'p/link*'", "'p/l*/x'"]
        {
            let folder = including(&format!("p/a.yaml, {glob}"));
            link(&folder, to, from);
            let told = first(&folder);
            let reached = glob == "'p/*.yaml'" && !from.ends_with(".yaml");
            assert_eq!(told.contains(from), !reached, "{glob}, {from} -> {to}: {told}");
        }
        let name = from.trim_start_matches("p/");
        for literal in [from.to_owned(), format!("{from}/x.yaml"), format!("./p//{name}")] {
            let folder = including(&literal);
            link(&folder, to, from);
            assert!(first(&folder).contains(&format!("`{from}`")), "{literal}: {}", first(&folder));
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_stays_in_the_folder_is_followed_whatever_the_glob() {
    for glob in ["p/*/*.yaml", "p/**/*.yaml", "p/**", "p/linked/b.yaml", "p/link*.yaml"] {
        let folder = including(&format!("p/a.yaml, '{glob}'"));
        folder.write("shared/teams/b.yaml", b"projects: {}\n");
        link(&folder, "../shared/teams", "p/linked");
        link(&folder, "../shared/teams/b.yaml", "p/link.yaml");
        // What leads back is read once.
        link(&folder, "..", "shared/teams/back");
        let names = names(&folder);
        assert_eq!(names.len(), 3, "{glob}: {names:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused_whatever_the_glob() {
    let outside = Folder::with(&[("b.yaml", "projects: {}\n")]);
    for glob in ["p/*/*.yaml", "p/**/*.yaml", "p/**", "**/*.yaml", "p/linked/b.yaml", "p/linked"] {
        let folder = including(&format!("'{glob}'"));
        link(&folder, outside.path().to_str().unwrap(), "p/linked");
        let told = first(&folder);
        assert!(
            told.contains("`p/linked`") && told.contains("out of the directory"),
            "{glob}: {told}"
        );
    }
}

/// Not on a file system that has names in UTF-8 only.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_are_read_like_others() {
    use std::os::unix::ffi::OsStrExt as _;
    for glob in ["p/*.yaml", "p/**/*.yaml", "p/**", "**/c*.yaml"] {
        let folder = including(&format!("p/a.yaml, '{glob}'"));
        let name = std::ffi::OsStr::from_bytes(b"p/caf\xE9.yaml");
        std::fs::write(folder.path().join(name), "projects: {}\n").unwrap();
        let names = names(&folder);
        assert_eq!(names, ["labwright.yaml", "p/a.yaml", "p/caf\u{FFFD}.yaml"], "{glob}");
    }
}

/// A path that is longer than the system takes: not even the administrator can look into it.
#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_is_an_error_with_its_path() {
    let folder = including("p/a.yaml, '**/*.yaml'");
    let part = vec!["d".repeat(200); 12].join("/");
    std::fs::create_dir_all(folder.path().join("p/x").join(&part)).unwrap();
    std::fs::create_dir_all(folder.path().join("y").join(&part)).unwrap();
    let deep = folder.path().join("p/x").join(&part).join("y");
    std::fs::rename(folder.path().join("y"), deep).unwrap();
    let told = first(&folder);
    assert!(told.contains("cannot read `p/x/ddd"), "{told}");
}

#[test]
fn how_much_the_includes_look_at_is_bounded() {
    let folder = including("'p/**/*.yaml', '**/nothing.yaml'");
    for it in 0..40 {
        folder.write(&format!("p/{it}/x.yaml"), b"projects: {}\n");
    }
    let limited = |names: usize, bytes: u64| {
        let limits = Limits { names, bytes, ..Limits::default() };
        let told = load_within(folder.path(), schemas(), limits, &mut vec![]).unwrap_err();
        self::told(&told, folder.path()).join("\n")
    };
    let told = limited(1500, 1 << 20);
    assert!(told.contains("does not match any file"), "{told}");
    // All includes count together.
    let told = limited(200, 1 << 20);
    assert!(told.contains("the includes search more than 200 files and directories"), "{told}");
    let told = limited(1500, 300);
    assert!(told.contains("the files together are larger than 300 bytes"), "{told}");
}

#[test]
fn a_glob_of_any_size_is_compiled_or_refused() {
    let nested = format!("{}x{}", "{a,".repeat(125), "}".repeat(125));
    for (glob, expected) in [
        (nested, "more than 20 `{`"),
        ("?".repeat(1001), "longer than 1000 bytes"),
        ("?".repeat(131_070), "longer than 4096 bytes"),
        ("[!a]*".repeat(200), "does not match any file"),
        ("{a,b}*".repeat(20), "does not match any file"),
        ("**/".repeat(300) + "b.yaml", "does not match any file"),
        ("*/**/".repeat(150) + "b.yaml", "does not match any file"),
        ("a/".repeat(2_000) + "b.yaml", "does not match any file"),
        ("a/".repeat(30_000) + "b.yaml", "longer than 4096 bytes"),
        ("a".repeat(4_000), "cannot read `a"),
    ] {
        let folder = including(&format!("'{glob}'"));
        let told = first(&folder);
        assert!(told.contains(expected) && told.len() < 1000, "{}: {told}", &glob[..20]);
    }
    let many = vec!["'*?[a-z]{b,c}'"; 100_000].join(", ");
    let told = first(&including(&many));
    assert!(told.contains("does not match any file"), "{told}");
}
