//! The plan as a page of its own, for the artifacts of a job: readable without a network and without a script.
//!
//! The page is written here, not by its script: what the script adds is filtering and unfolding. Everything foreign goes
//! through maud, which escapes it, after [`clean`] took out what cannot be seen; and should that ever fail, the policy in
//! the page's head lets no script run but the one whose digest it names, and lets nothing be loaded at all.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html as page};
use similar::ChangeTag;

use super::super::blocks::{Alike, Block, alike, blocks, by_kind};
use super::super::objects::{Object, Shown, shown};
use super::super::text::{title, words};
use super::super::{noted, sign};
use super::Context;
use crate::plan::document::{Change, Origin, Step};
use crate::plan::{Document, Note, Summary};
use crate::problem::{Told, clean};
use crate::resource::marked;

const STYLE: &str = include_str!("html/style.css");
const SCRIPT: &str = include_str!("html/script.js");

/// Up to this many objects, everything is unfolded: the page is read from top to bottom. Beyond, it is looked things up in.
const UNFOLDED: usize = 40;

/// One page: problems, then deletions and what loosens protection, then the rest by scope, then notes.
pub fn html(plan: &Document, context: &Context) -> String {
    let all = alike(plan, context.fold);
    let unfolded = all.len() <= UNFOLDED;
    let (mut first, rest): (Vec<&Alike<'_>>, Vec<_>) =
        all.iter().partition(|it| it.one().deletes() || it.one().loosens());
    first.sort_by_key(|it| !it.one().deletes());
    let rest = blocks(rest);
    let title = format!(
        "labwright plan: {}",
        counted(plan)
            .iter()
            .map(|(n, what, _)| format!("{n} {what}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    page! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                link rel="icon" href="data:,";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (header(plan, context, &all))
                main #plan {
                    (problems(&plan.problems, context))
                    @if !first.is_empty() {
                        section.first aria-labelledby="first" {
                            h2 #first { "Deletes or loosens protection" }
                            @for it in first { (object(it, context, true, unfolded)) }
                        }
                    }
                    @if !rest.is_empty() {
                        section aria-labelledby="rest" {
                            h2 #rest { "Other changes" }
                            @for it in &rest { (block(it, context, unfolded)) }
                        }
                    }
                    @if all.is_empty() && plan.problems.is_empty() {
                        p.empty { "Nothing to do: GitLab matches the files." }
                    }
                    p.empty #none hidden { "No object matches the filter." }
                    (notes(&noted(&plan.notes, context.fold)))
                }
                footer {
                    p { "Written by labwright " (clean(&plan.labwright)) ". It shows a plan; it does not approve it." }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

/// Nothing is loaded; one style and one script are let through, known by their digests.
fn policy() -> String {
    let known = |text: &str| {
        let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
        format!("'sha256-{}'", STANDARD.encode(digest))
    };
    format!(
        "default-src 'none'; img-src data:; style-src {}; script-src {}; base-uri 'none'; form-action 'none'",
        known(STYLE),
        known(SCRIPT)
    )
}

/// Counts, with their words and what the filter calls them.
fn counted(plan: &Document) -> Vec<(usize, &'static str, &'static str)> {
    let Summary { create, update, replace, delete, act, unchanged, loosens, conditional } =
        plan.summary;
    let waiting = plan.notes.iter().filter(|it| it.waiting).count();
    let all = [
        (super::problems(plan), "problems", "problem"),
        (delete, "to delete", "delete"),
        (replace, "to replace", "replace"),
        (loosens, "loosening protection", "loosens"),
        (create, "to create", "create"),
        (update, "to update", "update"),
        (act, "to perform", "act"),
        (conditional, "to compare when applied", "conditional"),
        (waiting, "waiting", "waiting"),
    ];
    let mut some: Vec<_> = all.into_iter().filter(|(n, ..)| *n > 0).collect();
    some.push((unchanged, "unchanged", "unchanged"));
    some
}

fn header(plan: &Document, context: &Context, all: &[Alike<'_>]) -> Markup {
    let kinds = by_kind(plan);
    let (server, source) = (clean(&plan.server), clean(&plan.server_source));
    let about: Vec<Markup> = [
        (!server.is_empty()).then(|| page! { "for " b { (server) } }),
        (!source.is_empty()).then(|| page! { "address from " (source) }),
        plan.shard.map(|it| page! { "shard " (it) }),
        context.commit.as_ref().map(|it| page! { "commit " code { (clean(it)) } }),
        context.job.as_ref().map(|it| page! { a href=(it) rel="noreferrer" { "job" } }),
    ]
    .into_iter()
    .flatten()
    .collect();
    page! {
        header {
            a.skip href="#plan" { "Skip to the plan" }
            h1 { "labwright plan" }
            p.for { @for (at, it) in about.iter().enumerate() { @if at > 0 { " · " } (it) } }
            ul.counts {
                @for (n, what, class) in counted(plan) {
                    li class=(class) { b { (n) } " " (what) }
                }
            }
            @if !kinds.is_empty() {
                p { "By kind:" }
                ul.kinds {
                    @for (kind, summary) in &kinds {
                        li { code { (clean(kind)) } ": " (words(summary).join(", ")) }
                    }
                }
            }
            @if !all.is_empty() { (filter(all)) }
        }
    }
}

/// Hidden until the script is there to make it work.
fn filter(all: &[Alike<'_>]) -> Markup {
    let objects = || all.iter().flat_map(|it| &it.objects);
    let sorted = |of: fn(&Object<'_>) -> String| {
        let mut all: Vec<String> = objects().map(of).collect();
        all.sort();
        all.dedup();
        all
    };
    let scopes = sorted(|it| clean(it.scope()).into_owned());
    let kinds = sorted(|it| clean(it.kind()).into_owned());
    let actions = sorted(|it| it.action.word().to_owned());
    page! {
        form #filter role="search" aria-label="Filter the plan" hidden {
            label.text { span { "Text" } input type="search" name="text" autocomplete="off" placeholder="any word"; }
            label { span { "Scope" } input type="search" name="scope" list="scopes" autocomplete="off" placeholder="all scopes"; }
            datalist #scopes { @for it in scopes { option value=(it) {} } }
            label { span { "Kind" } select name="kind" {
                option value="" { "all kinds" }
                @for it in kinds { option { (it) } }
            } }
            label { span { "Action" } select name="action" {
                option value="" { "all actions" }
                @for it in actions { option { (it) } }
                @if objects().any(Object::loosens) { option value="loosens" { "loosens protection" } }
            } }
            div.buttons {
                button type="button" #unfold { "Expand all" }
                button type="button" #fold { "Collapse all" }
                button type="reset" { "Clear" }
                output name="shown" aria-live="polite" {}
            }
        }
    }
}

fn problems(problems: &[Told], context: &Context) -> Markup {
    page! {
        @if !problems.is_empty() {
            section.problems aria-labelledby="problems" {
                h2 #problems { "Problems" }
                p { "The plan is incomplete: it has no steps for these objects." }
                ul {
                    @for it in problems {
                        li {
                            p { (clean(&it.message)) }
                            @if let Some(hint) = &it.hint { p.hint { (clean(hint)) } }
                            @if let Some(file) = &it.file { (place(file, it.line, context)) }
                        }
                    }
                }
            }
        }
    }
}

fn notes(notes: &[Note]) -> Markup {
    page! {
        @if !notes.is_empty() {
            section.notes aria-labelledby="notes" {
                h2 #notes { "Notes" }
                dl {
                    @for it in notes {
                        dt { @if it.waiting { span.flag { "waiting" } " " } code { (clean(&it.address)) } }
                        dd { (clean(&it.message)) }
                    }
                }
            }
        }
    }
}

fn block(block: &Block<'_, '_>, context: &Context, unfolded: bool) -> Markup {
    page! {
        details.scope open[unfolded] {
            summary {
                h3 { (title(block)) }
                span.count { (block.size()) }
            }
            @if block.is_fold() { (names(block.scopes.iter().copied())) }
            @for it in &block.alike { (object(it, context, false, unfolded)) }
        }
    }
}

/// All scopes of a fold.
fn names<'d>(scopes: impl Iterator<Item = &'d str>) -> Markup {
    page! { ul.names { @for it in scopes { li { code { (clean(it)) } } } } }
}

/// The class of a flag and the word say what the colour says. A fold has all its scopes, a line each.
fn object(alike: &Alike<'_>, context: &Context, whole_address: bool, unfolded: bool) -> Markup {
    let object = alike.one();
    let scopes: Vec<_> = alike.scopes().into_iter().map(clean).collect();
    let word = object.action.word();
    let (kind, name) = match object.key() {
        Some(key) => (object.kind(), marked(key).into_owned()),
        None => ("", object.within_scope()),
    };
    page! {
        details.object data-scope=(scopes.join("\n")) data-kind=(clean(object.kind())) data-action=(word) data-loosens[object.loosens()] open[unfolded] {
            summary {
                span class={ "action " (word) } { span.sign aria-hidden="true" { (sign(object.action)) } " " (word) }
                code.address {
                    @if whole_address && !alike.is_fold() { span.within { (clean(object.scope())) "/" } wbr; }
                    @if !kind.is_empty() { span.within { (clean(kind)) "/" } wbr; }
                    b { (clean(&name)) }
                }
                @if object.loosens() { span.flag.loosens { "loosens protection" } }
                @if whole_address && alike.is_fold() { span.count { "in " (alike.in_all()) } }
            }
            div.inside {
                @if whole_address && alike.is_fold() { (names(scopes.iter().map(|it| &**it))) }
                @for it in &object.steps { (step(it, context)) }
                (origin(object.origin(), context))
            }
        }
    }
}

fn step(step: &Step, context: &Context) -> Markup {
    page! {
        @if let Some(why) = &step.why { p.why { (clean(why)) } }
        @if !step.changes.is_empty() {
            dl.changes { @for it in &step.changes { (change(step, it, context)) } }
        }
    }
}

fn change(step: &Step, change: &Change, context: &Context) -> Markup {
    page! {
        div {
            dt { (clean(&change.field)) @if change.loosens { " " span.flag.loosens { "loosens" } } }
            @for it in shown(step, change) {
                dd {
                    @match it {
                        Shown::Before(it) | Shown::Line(ChangeTag::Delete, it) => del { (it) },
                        Shown::After(it) | Shown::Line(ChangeTag::Insert, it) => ins { (it) },
                        Shown::Line(ChangeTag::Equal, it) => span.same { (it) },
                    }
                }
            }
            @if let Some(it) = &change.origin { dd { (place(&it.file, Some(it.line), context)) } }
            @for (key, it) in &change.entries {
                dd { code { (clean(key)) } ": " (place(&it.file, Some(it.line), context)) }
            }
        }
    }
}

fn origin(origin: &Origin, context: &Context) -> Markup {
    page! {
        @if origin.pruned { p.why { "Not declared in any file; the collection is pruned here:" } }
        (place(&origin.file, Some(origin.line), context))
    }
}

fn place(file: &str, line: Option<usize>, context: &Context) -> Markup {
    let shown =
        line.map_or_else(|| context.path(file), |line| format!("{}:{line}", context.path(file)));
    page! {
        p.place {
            @match context.source_page(file, line.unwrap_or(1)) {
                Some(page) => a href=(page) rel="noreferrer" { (shown) },
                None => (shown),
            }
        }
    }
}
