//! Quick actions in notes: lines such as `/close`, which are executed and removed from the text.
//!
//! Read, not measured: `lib/gitlab/quick_actions/{extractor,command_definition,issuable_actions}.rb` and
//! `lib/banzai/filter/quick_action_filter.rb` of GitLab 18.9. A command counts at the beginning of a line of a top-level
//! paragraph: not in code, quotes, lists, or HTML. `/close`, `/reopen`, and `/title` are executed, others stay as text. A command
//! that does not apply is removed as well.

use serde_json::{Value, json};

use super::requests::turn;
use crate::sandbox::http::{Call, Refusal};
use crate::sandbox::world::{DEVELOPER, MergeRequest, MergeRequestState};

/// What quick actions did.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    /// The text without them.
    pub(crate) rest: String,
    /// What they changed.
    pub(crate) changes: Value,
    /// What they did, in sentences.
    pub(crate) summary: Vec<String>,
}

/// Executes the quick actions of a text.
pub(crate) fn run(
    call: &mut Call<'_>,
    request: &MergeRequest,
    text: &str,
) -> Result<Done, Refusal> {
    let (rest, commands) = extract(text);
    let (me, now, id) = (call.me(), call.world.now, call.project_id()?);
    let may = call.level()? >= DEVELOPER || request.author == me;
    let mut changes = json!({});
    let mut words = Vec::new();
    let mut request = request.clone();
    let mut off = false;
    for (name, argument) in &commands {
        let applies = match name.as_str() {
            "close" => request.state == MergeRequestState::Opened,
            "reopen" => request.state == MergeRequestState::Closed,
            _ => !argument.is_empty(),
        };
        if !may || !applies {
            words.push(format!("Could not apply {name} command."));
            continue;
        }
        if name == "title" {
            request.title.clone_from(argument);
            changes["title"] = json!(argument);
            words.push(format!("Changed the title to \"{argument}\"."));
        } else {
            off |= turn(&mut request, Some(name), now, me);
            changes["state_event"] = json!(name);
            let did = if name == "close" { "Closed" } else { "Reopened" };
            words.push(format!("{did} this merge request."));
        }
        request.updated_at = now;
    }
    let iid = request.iid;
    call.project_mut()?.merge_requests.insert(iid, request);
    if off {
        call.world.cancel_auto_merge(id, iid);
        call.world.disarm(id, iid);
    }
    let summary = if words.is_empty() { Vec::new() } else { vec![words.join(" ")] };
    Ok(Done { rest, changes, summary })
}

/// The text without its commands, and the commands.
fn extract(text: &str) -> (String, Vec<(String, String)>) {
    let text = text.replace('\r', "");
    let mut commands = Vec::new();
    let mut kept = String::with_capacity(text.len());
    let mut block = Block::None;
    for line in text.split_inclusive('\n') {
        block = block.after(line);
        match command(line).filter(|_| block == Block::Paragraph) {
            Some(found) => commands.push(found),
            None => kept.push_str(line),
        }
    }
    (kept.trim_end().to_owned(), commands)
}

fn command(line: &str) -> Option<(String, String)> {
    let line = line.trim_end();
    let (name, argument) = line.strip_prefix('/')?.split_once(' ').unwrap_or((&line[1..], ""));
    let name = name.to_ascii_lowercase();
    ["close", "reopen", "title"]
        .contains(&name.as_str())
        .then(|| (name, argument.trim().to_owned()))
}

/// What a line of Markdown is part of, as far as quick actions are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    None,
    Paragraph,
    /// A fence of this many of this character.
    Fence(char, usize),
    /// HTML until a blank line.
    Html,
    /// A comment until its end.
    Comment,
    /// Indented code, quotes, lists, headings: until a blank line, for simplicity.
    Other,
}

impl Block {
    fn after(self, line: &str) -> Block {
        let bare = line.trim();
        let start = line.trim_start_matches(' ');
        let indent = line.len() - start.len();
        match self {
            Block::Fence(mark, count) => {
                let closes = bare.len() >= count && bare.chars().all(|it| it == mark);
                return if closes && indent < 4 { Block::None } else { self };
            }
            Block::Comment if !line.contains("-->") => return self,
            Block::Comment => return Block::None,
            Block::Html | Block::Other if !bare.is_empty() => return self,
            _ => {}
        }
        if bare.is_empty() {
            return Block::None;
        }
        if self == Block::Paragraph && (indent >= 4 || bare.starts_with('<')) {
            return self;
        }
        for mark in ['`', '~'] {
            let count = start.chars().take_while(|it| *it == mark).count();
            let opens = count >= 3 && !(mark == '`' && start[count..].contains('`'));
            if indent < 4 && opens {
                return Block::Fence(mark, count);
            }
        }
        if bare.starts_with("<!--") {
            return if bare.contains("-->") { Block::None } else { Block::Comment };
        }
        if bare.starts_with('<') {
            return Block::Html;
        }
        if indent >= 4 || bare.starts_with(['>', '-', '*', '+', '#', '|']) {
            return Block::Other;
        }
        Block::Paragraph
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quick_action_counts_at_the_top_only() {
        let check = |text: &str, rest: &str, commands: &[&str]| {
            let (kept, found) = extract(text);
            let found: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!((kept.as_str(), found.as_slice()), (rest, commands), "{text}");
        };
        check("/close", "", &["close"]);
        check("hello\n/close\nworld\r\n", "hello\nworld", &["close"]);
        check("/Title a b \n", "", &["title"]);
        check("```\n/close\n```", "```\n/close\n```", &[]);
        check("````\n```\n/close\n````\n/reopen", "````\n```\n/close\n````", &["reopen"]);
        check("~~~\n/close", "~~~\n/close", &[]);
        check("<!-- a -->\n/close", "<!-- a -->", &["close"]);
        check("<details>\n/close\n\n/reopen", "<details>\n/close", &["reopen"]);
        check("> a\n/close", "> a\n/close", &[]);
        check("    /close", "    /close", &[]);
        check("/closed\n/merge\n /close", "/closed\n/merge\n /close", &[]);
    }
}
