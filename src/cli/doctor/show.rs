//! A diagnosis for people, on a terminal of 80 columns.

use std::collections::BTreeSet;
use std::fmt::Write;

use textwrap::core::display_width;

use crate::doctor::{Diagnosis, Finding, ScopeReport, Stops, TokenReport, Verdict};
use crate::problem::clean;
use crate::render::Paint;
use crate::render::wrap;

/// How many scopes are listed even if they have no problems.
const LISTED: usize = 20;

/// As wide as the labels of the lines about server, clock, and token.
const LABEL: &str = "        ";

/// The whole text. `files`: whether there are files. `whole`: list all scopes, however many there are.
pub(super) fn text(it: &Diagnosis, files: bool, whole: bool, paint: Paint) -> String {
    let mut out = String::new();
    let mut head = String::new();
    about(&mut head, it);
    for (label, text) in head.lines().filter_map(|it| it.split_at_checked(LABEL.len())) {
        wrap(&mut out, text, label, LABEL, paint.width);
    }
    if !it.scopes.is_empty() {
        scopes(&mut out, &it.scopes, whole || it.scopes.len() <= LISTED, paint);
    }
    for finding in &it.findings {
        out.push('\n');
        tell(&mut out, finding, paint.width);
    }
    out.push('\n');
    wrap(&mut out, &verdict(it, files), "", "", paint.width);
    out
}

fn about(out: &mut String, it: &Diagnosis) {
    if let Some(server) = &it.server {
        let _ = writeln!(out, "server  {} (from {})", clean(&server.url), clean(&server.source));
        if let Some(version) = &server.version {
            let edition = match server.enterprise {
                Some(true) => ", Enterprise Edition (the build, not the licence)",
                Some(false) => ", Community Edition",
                None => "",
            };
            let _ = writeln!(out, "        GitLab {version}{edition}");
        }
    }
    match it.clock.ahead_seconds {
        // GitLab's times are whole seconds, and a response takes a moment.
        Some(-1..=1) => out.push_str("clock   the same as the server's\n"),
        Some(ahead) => {
            let way = if ahead > 0 { "behind" } else { "ahead of" };
            let _ = writeln!(out, "clock   {} s {way} the server's", ahead.unsigned_abs());
        }
        None => {}
    }
    if let Some(token) = &it.token {
        about_token(out, token);
    }
}

fn about_token(out: &mut String, it: &TokenReport) {
    let kind = it.kind.as_deref().unwrap_or("type unknown: GitLab does not report it");
    let name = it.name.as_ref().map_or_else(String::new, |it| format!(" `{it}`"));
    let _ = writeln!(out, "token   {kind}{name} (from {})", clean(&it.source));
    if let Some(user) = &it.user {
        let admin = if it.administrator { ", an administrator" } else { "" };
        let _ = writeln!(out, "        of {user}{admin}");
    }
    let mut parts = Vec::new();
    if let Some(scopes) = &it.scopes {
        let word = if scopes.len() == 1 { "scope" } else { "scopes" };
        parts.push(format!("{word} {}", scopes.join(", ")));
        parts.push(match (&it.expires_at, it.days_left) {
            (Some(end), Some(1)) => format!("expires {end}, tomorrow"),
            (Some(end), Some(days)) => format!("expires {end}, in {days} days"),
            (Some(end), None) => format!("expires {end}"),
            (None, _) => "never expires".to_owned(),
        });
    }
    if !parts.is_empty() {
        let _ = writeln!(out, "        {}", parts.join("; "));
    }
}

/// Address, role, and for each kind whether a plan and an apply would succeed.
fn scopes(out: &mut String, all: &[ScopeReport], whole: bool, paint: Paint) {
    let fine = |it: &&ScopeReport| {
        it.kinds.iter().all(|kind| kind.plan == Verdict::Yes && kind.apply != Verdict::No)
    };
    let shown: Vec<_> = all.iter().filter(|it| whole || !fine(it)).collect();
    let mark = |it| match it {
        Verdict::Yes => "yes",
        Verdict::No => "no",
        Verdict::Unknown => "?",
    };
    let column = paint.width.saturating_sub(30).clamp(20, 50);
    if !shown.is_empty() {
        let _ = writeln!(out, "\n{:<column$}  {:<13}  plan  apply", "", "role");
    }
    for it in &shown {
        let role = it.role.as_deref().unwrap_or("not visible");
        let _ = if display_width(&it.address) > column {
            writeln!(out, "{}\n{:column$}  {role}", it.address, "")
        } else {
            writeln!(out, "{:<column$}  {role}", it.address)
        };
        for kind in &it.kinds {
            let name = format!("  {}", kind.kind);
            let (plan, apply) = (mark(kind.plan), mark(kind.apply));
            let _ = writeln!(out, "{name:<column$}  {:<13}  {plan:<4}  {apply}", "");
        }
    }
    let left_out = all.len() - shown.len();
    if left_out > 0 {
        let more = if shown.is_empty() { "" } else { "more " };
        let (scopes, them) =
            if left_out == 1 { ("scope has", "it") } else { ("scopes have", "them") };
        let _ = writeln!(out, "\n{left_out} {more}{scopes} no problems; use -v to list {them}.");
    }
    let unsure = shown.iter().flat_map(|it| &it.kinds);
    let unsure: BTreeSet<_> =
        unsure.filter_map(|it| Some(format!("{}: {}", it.kind, it.also.as_ref()?))).collect();
    if !unsure.is_empty() {
        out.push_str("\n?  cannot be checked in advance; an apply also requires\n");
        unsure.iter().for_each(|it| wrap(out, it, "   ", "     ", paint.width));
    }
}

fn tell(out: &mut String, it: &Finding, width: usize) {
    let what = match it.stops {
        Stops::Plan => "would fail",
        Stops::Apply => "apply would fail",
        Stops::Nothing => "warning",
    };
    let at = match (&it.address, &it.file, it.line) {
        (Some(address), Some(file), Some(line)) => format!(": {address} ({file}:{line})"),
        (Some(address), ..) => format!(": {address}"),
        (None, ..) => String::new(),
    };
    wrap(out, &format!("{what}{at}"), "", "  ", width);
    wrap(out, &it.message, "  ", "  ", width);
    if let Some(hint) = &it.hint {
        wrap(out, hint, "  -> ", "     ", width);
    }
}

fn verdict(it: &Diagnosis, files: bool) -> String {
    let count = it.findings.iter().filter(|it| it.stops != Stops::Nothing).count();
    let what = match count {
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    };
    match (it.plan, it.apply, it.scopes.is_empty()) {
        (true, true, true) if files => {
            "The server and the token are fine. The files declare nothing yet: run `labwright explain` to list what you can declare."
                .to_owned()
        }
        (true, true, true) => {
            "The server and the token are fine. labwright.yaml does not exist here: run `labwright init` to create it."
                .to_owned()
        }
        (true, true, false) => "A plan and an apply would succeed.".to_owned(),
        (true, false, _) => format!("A plan would succeed; an apply would fail: {what} to fix."),
        (false, ..) => format!("A plan would fail: {what} to fix."),
    }
}
