//! A page of Markdown as blocks of code, read strictly: what is not understood is refused, so that no command slips
//! through untested.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use regex::Regex;

/// What a block is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Does {
    /// Commands; they must end with this code.
    Run { exit: i32 },
    /// Commands that cannot be run, and why.
    Skip(String),
    /// A file, by its path in the folder of the page.
    Write(String),
    /// What the commands before it print.
    Show,
    /// Something to read.
    Nothing,
}

/// A block of code.
#[derive(Debug)]
pub(crate) struct Block {
    /// The line of its first fence, from 1.
    pub(crate) line: usize,
    pub(crate) does: Does,
    /// What stands between the fences.
    pub(crate) text: String,
}

/// A page.
#[derive(Debug)]
pub(crate) struct Page {
    /// From the root of the repository.
    pub(crate) name: String,
    pub(crate) blocks: Vec<Block>,
    text: String,
}

impl Page {
    pub(crate) fn read(path: &Path) -> Page {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        let text = std::fs::read_to_string(path).unwrap();
        Page::parse(&name, &text).unwrap_or_else(|complaint| panic!("{complaint}"))
    }

    pub(crate) fn parse(name: &str, text: &str) -> Result<Page, String> {
        let mut page = Page { name: name.to_owned(), blocks: Vec::new(), text: text.to_owned() };
        let mut lines = text.lines().enumerate();
        while let Some((at, line)) = lines.next() {
            let complain = |what: String| format!("{name}:{}: {what}", at + 1);
            if line.starts_with("<!-- seed") {
                let why = "a page has the GitLab that a bare `labwright sandbox` serves";
                return Err(complain(why.to_owned()));
            }
            let Some(info) = line.trim_start().strip_prefix("```") else { continue };
            let indent = line.len() - line.trim_start().len();
            let mut text = String::new();
            loop {
                let Some((_, line)) = lines.next() else {
                    return Err(complain("the block is not closed".to_owned()));
                };
                if line.trim() == "```" {
                    break;
                }
                text.push_str(line.get(indent.min(line.len())..).unwrap_or_default());
                text.push('\n');
            }
            let shows = page.blocks.last().is_some_and(|it| matches!(it.does, Does::Run { .. }));
            let does = does(info.trim(), &text, shows).map_err(complain)?;
            page.blocks.push(Block { line: at + 1, does, text });
        }
        Ok(page)
    }

    /// Puts what was said in the place of what the page shows.
    pub(crate) fn rewrite(&self, said: &BTreeMap<usize, String>) {
        let mut lines: Vec<String> = self.text.lines().map(str::to_owned).collect();
        for (number, text) in said.iter().rev() {
            let block = &self.blocks[*number];
            let end = block.line + block.text.lines().count();
            lines.splice(block.line..end, text.trim_end().lines().map(str::to_owned));
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&self.name);
        std::fs::write(path, lines.join("\n") + "\n").unwrap();
    }

    /// The anchors of all headings, as GitLab makes them: lower case, blanks as hyphens, no other punctuation.
    pub(crate) fn anchors(&self) -> BTreeSet<String> {
        let mut inside = false;
        let mut anchors = BTreeSet::new();
        for line in self.text.lines() {
            inside ^= line.trim_start().starts_with("```");
            if !inside && line.starts_with('#') {
                let words = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
                let kept = |it: &char| it.is_alphanumeric() || "-_".contains(*it);
                anchors.insert(words.chars().filter(kept).collect());
            }
        }
        anchors
    }

    /// The targets of all links outside of blocks, with their lines.
    pub(crate) fn links(&self) -> Vec<(usize, String)> {
        let mut links = Vec::new();
        let mut inside = false;
        for (at, line) in self.text.lines().enumerate() {
            inside ^= line.trim_start().starts_with("```");
            for after in line.split("](").skip(1).filter(|_| !inside) {
                links.push((at + 1, after.split([')', ' ']).next().unwrap().to_owned()));
            }
        }
        links
    }
}

/// What a block is for, by the words after its fence. `shows`: the block before it was run.
fn does(info: &str, text: &str, shows: bool) -> Result<Does, String> {
    let (language, options) = info.split_once(' ').unwrap_or((info, ""));
    match language {
        "sh" => command(options.trim(), text),
        "" => Err("the block has no language: `sh` is run, `text` is output".to_owned()),
        "bash" | "shell" | "console" | "zsh" => Err("commands are written as `sh`".to_owned()),
        _ if !options.is_empty() => Err(format!("`{language}` takes no `{options}`")),
        "text" if shows => timeless(text).map(|()| Does::Show),
        "yaml" => match text.lines().next().and_then(|it| it.strip_prefix("# ")) {
            Some(file) if file.contains("..") || file.starts_with('/') => {
                Err(format!("{file} is outside of the page's folder"))
            }
            Some(file) if !file.contains(' ') && file.contains('.') => {
                Ok(Does::Write(file.to_owned()))
            }
            _ => Err("the first line names no file: `# labwright.yaml`".to_owned()),
        },
        _ => Ok(Does::Nothing),
    }
}

/// Refuses output that is another one in the next run: how long calls took, and the order in which concurrent calls ended.
fn timeless(text: &str) -> Result<(), String> {
    let call = Regex::new(r"\((\[\.\.\]|[\d.]+) s\)$").unwrap();
    let times: Vec<_> = text.lines().filter_map(|it| call.captures(it)).collect();
    match times.as_slice() {
        [] => Ok(()),
        [one] if &one[1] == "[..]" => Ok(()),
        [_] => Err("how long a call took is written as `([..] s)`".to_owned()),
        _ => Err("calls end in any order: write `...` instead of their lines".to_owned()),
    }
}

fn command(options: &str, text: &str) -> Result<Does, String> {
    if options.is_empty() {
        // What CI runs as it stands in the README; a test that ran it would run itself.
        let mut commands = text.lines().filter(|it| !it.trim().is_empty());
        return Ok(
            match commands.all(|it| it == "cargo test" || it.starts_with("cargo run --release")) {
                true => Does::Nothing,
                false => Does::Run { exit: 0 },
            },
        );
    }
    if let Some(why) = options.strip_prefix("skip=\"").and_then(|it| it.strip_suffix('"')) {
        return match why.len() >= 8 {
            true => Ok(Does::Skip(why.to_owned())),
            false => Err("`skip` wants a reason".to_owned()),
        };
    }
    match options.strip_prefix("exit=").and_then(|it| it.parse().ok()) {
        Some(exit) => Ok(Does::Run { exit }),
        None => Err(format!("`{options}` is unknown: exit=N or skip=\"REASON\"")),
    }
}
