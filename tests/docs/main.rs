//! The pages of the documentation do what they say: every command block of the README and of `docs/` is run.
//!
//! The convention is told in docs/README.md. A page is one session: its blocks run one after the other in a folder of
//! its own, against a GitLab of its own, and every exchange is held to GitLab's contract.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod examples;
mod kinds;
mod page;
mod reference;
mod schema;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use labwright::sandbox::{ADMIN_TOKEN, Fault, Seed};
use page::{Block, Does, Page};
use support::World;

/// What stands in the pages for the sandbox and its administrator's token.
const SERVER: &str = "https://gitlab.example.com";
const TOKEN: &str = "glpat-...";
/// What stands in the pages for the folder that the reader works in.
const FOLDER: &str = "/home/you/gitlab";
/// Most blocks that are not run, over all pages: each is a promise that nobody checks.
const MOST_SKIPPED: usize = 16;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The README and all of docs/, the reference of the command line and tables that others derive included.
fn pages() -> Vec<Page> {
    let mut files = vec![root().join("README.md")];
    for folder in ["docs", "docs/kinds"] {
        files.extend(std::fs::read_dir(root().join(folder)).unwrap().map(|it| it.unwrap().path()));
    }
    files.retain(|it| it.extension().is_some_and(|it| it == "md"));
    files.sort();
    files.iter().map(|it| Page::read(it)).collect()
}

/// A page under way.
struct Session {
    world: World,
    /// Variables and the folder, from one block to the next.
    state: tempfile::TempDir,
    server: String,
}

/// Keeps what a block exported and where it went, for the next block.
const AROUND: &str = r#"
[ -f "$STATE/env" ] && . "$STATE/env"
[ -f "$STATE/cwd" ] && cd "$(cat "$STATE/cwd")"
trap 'code=$?; export -p > "$STATE/env"; pwd > "$STATE/cwd"; exit $code' EXIT
set -euo pipefail
"#;

impl Session {
    /// The world is that of a bare `labwright sandbox`, so that a reader can follow every page.
    async fn start() -> Session {
        let world = World::from(&Seed::default()).await;
        let server = world.sandbox().url();
        Session { world, state: tempfile::tempdir().unwrap(), server }
    }

    /// From the words of the page to those of the sandbox.
    fn told(&self, text: &str) -> String {
        text.replace(SERVER, &self.server).replace(TOKEN, ADMIN_TOKEN)
    }

    /// And back.
    fn shown(&self, text: &str) -> String {
        let folder = self.world.folder().canonicalize().unwrap();
        text.replace(&self.server, SERVER)
            .replace(ADMIN_TOKEN, TOKEN)
            .replace(&*folder.to_string_lossy(), FOLDER)
    }

    fn write(&self, file: &str, text: &str) {
        self.world.write(file, &self.told(text));
    }

    /// Runs a block: what it said on both channels, and its exit code.
    async fn run(&self, script: &str) -> (String, i32) {
        let bin = Path::new(env!("CARGO_BIN_EXE_labwright")).parent().unwrap();
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
        let mut command = Command::new("bash");
        command
            .arg("-c")
            .arg(format!("exec 2>&1\n{AROUND}{}", self.told(script)))
            .current_dir(self.world.folder())
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.world.folder())
            .env("STATE", self.state.path())
            .env("GITLAB_URL", &self.server)
            .env("GITLAB_TOKEN", ADMIN_TOKEN)
            .stdin(Stdio::null());
        let output = tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        (self.shown(&said), output.status.code().unwrap_or(-1))
    }
}

/// What is wrong with a file that no command of the page reads: those of the sandbox, which runs until it is stopped.
fn refused(file: &str, text: &str) -> Option<String> {
    let read = match file {
        "world.yaml" => Seed::parse(text).and_then(|it| it.world().map(drop)),
        "faults.yaml" => Fault::parse(text).map(drop),
        _ => return None,
    };
    read.err().map(|error| format!("{file}: {error}"))
}

/// Runs a page. What is wrong comes back as text, with the line of its block. Under `update` it is no mistake that
/// something else was said than the page shows: it comes back to be written.
async fn run(page: &Page, update: bool) -> (Vec<String>, BTreeMap<usize, String>) {
    let session = Session::start().await;
    let (mut wrong, mut said_instead) = (Vec::new(), BTreeMap::new());
    let mut last = String::new();
    for (number, block) in page.blocks.iter().enumerate() {
        let place = format!("{}:{}", page.name, block.line);
        match &block.does {
            Does::Run { exit } => {
                let (said, code) = session.run(&block.text).await;
                if code != *exit {
                    wrong.push(format!("{place}: exit code {code}, not {exit}:\n{said}"));
                }
                last = said;
            }
            Does::Write(file) => {
                if let Some(error) = refused(file, &block.text) {
                    wrong.push(format!("{place}: {error}"));
                }
                session.write(file, &block.text);
            }
            Does::Show => {
                let (said, shown) = (last.clone().into(), block.text.clone().into());
                match snapbox::Assert::new().normalize_paths(false).try_eq(
                    Some(&place),
                    said,
                    shown,
                ) {
                    Ok(()) => {}
                    Err(_) if update => drop(said_instead.insert(number, last.clone())),
                    Err(error) => wrong.push(format!("{place}: {error}")),
                }
            }
            Does::Skip(_) | Does::Nothing => {}
        }
    }
    session.world.finish();
    (wrong, said_instead)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_command_of_every_page_does_what_the_page_shows() {
    let only = std::env::var("PAGE").ok();
    let update = std::env::var_os("UPDATE").is_some();
    let (mut wrong, mut ran) = (Vec::new(), 0);
    for page in pages() {
        if only.as_ref().is_some_and(|it| !page.name.ends_with(it.as_str())) {
            continue;
        }
        ran += page.blocks.iter().filter(|it| matches!(it.does, Does::Run { .. })).count();
        let (complaints, said) = run(&page, update).await;
        if !said.is_empty() {
            page.rewrite(&said);
        }
        wrong.extend(complaints);
    }
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(ran > 0, "no command was run");
}

#[test]
fn few_blocks_are_not_run_and_each_says_why() {
    let all = pages();
    let skipped = all.iter().flat_map(|page| page.blocks.iter().map(move |it| (page, it)));
    let skipped: Vec<_> = skipped
        .filter_map(|(page, block)| match &block.does {
            Does::Skip(why) => Some(format!("{}:{}: {why}", page.name, block.line)),
            _ => None,
        })
        .collect();
    assert!(skipped.len() <= MOST_SKIPPED, "{}:\n{}", skipped.len(), skipped.join("\n"));
}

#[test]
fn every_link_leads_somewhere_and_every_page_is_in_the_index() {
    let all = pages();
    let mut dead = Vec::new();
    let mut listed = BTreeSet::new();
    for page in &all {
        let folder = root().join(&page.name).parent().unwrap().to_owned();
        for (line, link) in page.links() {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            if file.contains("://") {
                continue;
            }
            let target = match file {
                "" => root().join(&page.name),
                file => folder.join(file),
            };
            let leads = match anchor {
                "" => target.exists(),
                anchor => target.is_file() && Page::read(&target).anchors().contains(anchor),
            };
            if !leads {
                dead.push(format!("{}:{line}: {link}", page.name));
            }
            if ["docs/README.md", "docs/kinds.md"].contains(&page.name.as_str()) {
                listed.insert(format!("docs/{file}"));
            }
        }
    }
    for page in all.iter().filter(|it| it.name.starts_with("docs/") && it.name != "docs/README.md")
    {
        if !listed.contains(&page.name) {
            dead.push(format!("docs/README.md does not name {}", page.name));
        }
    }
    assert!(dead.is_empty(), "{}", dead.join("\n"));
}

/// The page as it would be, or the complaint.
fn parsed(text: &str) -> Result<Vec<Block>, String> {
    Page::parse("x.md", text).map(|it| it.blocks)
}

#[test]
fn a_page_is_read_strictly() {
    let page = "\
```sh
labwright plan
```

```text
[..]
```

```yaml
# a/labwright.yaml
version: 1
```

```sh skip=\"needs a compiler\"
cargo install --path .
```

```sh exit=2
exit 2
```

```json
{}
```
";
    let does: Vec<_> = parsed(page).unwrap().into_iter().map(|it| it.does).collect();
    let expected = [
        Does::Run { exit: 0 },
        Does::Show,
        Does::Write("a/labwright.yaml".to_owned()),
        Does::Skip("needs a compiler".to_owned()),
        Does::Run { exit: 2 },
        Does::Nothing,
    ];
    assert_eq!(does, expected);
    for (page, why) in [
        ("```\nx\n```\n", "no language"),
        ("```bash\nx\n```\n", "`sh`"),
        ("```console\n$ x\n```\n", "`sh`"),
        ("```sh skip=\"\"\nx\n```\n", "skip"),
        ("```sh exot=2\nx\n```\n", "exot"),
        ("```yaml\nversion: 1\n```\n", "names no file"),
        ("```yaml\n# ../up.yaml\nversion: 1\n```\n", "outside"),
        ("```text\nx\n", "not closed"),
        ("```sh\nx\n```\n```text\nupdated a/b (0.0 s)\n```\n", "([..] s)"),
        ("```sh\nx\n```\n```text\nupdated a/b ([..] s)\ncreated c ([..] s)\n```\n", "any order"),
        ("<!-- seed: mine.yaml -->\n", "bare `labwright sandbox`"),
    ] {
        let complaint = parsed(page).unwrap_err();
        assert!(complaint.contains(why), "{page}: {complaint}");
    }
}
