//! `labwright comment`, and `plan --comment`: posts a plan as a comment on a merge request.
//!
//! If there is no merge request, or a right is missing, nothing fails: the comment goes to the job log, with the reason.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use super::fold::FoldArgs;
use super::place::PlaceArgs;
use super::{Exit, Form, Global, environment, output, server, session};
use crate::config::load::ROOT_FILE;
use crate::gitlab::ApiError;
use crate::plan::{Document, Saved};
use crate::problem::{Problem, clean};
use crate::render::{self, Fold, Head};
use crate::review::ci::{Ci, MergeRequest};
use crate::review::{self, Comment, Done, Marker, Mode, Said};

#[derive(Debug, Args)]
pub(super) struct CommentArgs {
    /// The saved plan, written by `plan --out`.
    #[arg(long, value_name = "FILE")]
    plan: PathBuf,
    /// How to post: one note that is edited in place, one thread, or a new note each time.
    #[arg(long, value_name = "MODE", default_value = "update")]
    mode: Mode,
    /// Mark the plan as applied, and resolve the thread.
    #[arg(long)]
    applied: bool,
    #[command(flatten)]
    fold: FoldArgs,
    #[command(flatten)]
    place: PlaceArgs,
}

/// Whether and how a plan is posted on the merge request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// One note, edited in place.
    Update,
    /// One thread, edited in place, and resolved when nothing is left to do.
    Thread,
    /// A new note each time.
    New,
    /// No comment.
    None,
}

impl When {
    pub(super) fn mode(self) -> Option<Mode> {
        match self {
            When::Update => Some(Mode::Update),
            When::Thread => Some(Mode::Thread),
            When::New => Some(Mode::New),
            When::None => None,
        }
    }
}

impl ValueEnum for Mode {
    fn value_variants<'a>() -> &'a [Self] {
        &[Mode::Update, Mode::Thread, Mode::New]
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        let whens = [When::Update, When::Thread, When::New];
        whens.iter().find(|it| it.mode() == Some(*self))?.to_possible_value()
    }
}

/// Where a comment goes, as far as it is known before the first request.
#[derive(Debug)]
pub(super) struct Spot {
    mode: Mode,
    merge_request: Option<MergeRequest>,
    /// The project whose pipeline this is.
    project: Option<String>,
    commit: Option<String>,
    pipeline: Option<u64>,
    job_url: Option<String>,
    applied: bool,
    fold: Fold,
}

/// Reads flags and CI variables.
pub(super) fn spot(args: &PlaceArgs, mode: Mode, fold: FoldArgs) -> Result<Spot, Problem> {
    let asked = args.asked();
    let ci = Ci::new(&environment::lookup);
    Ok(Spot {
        mode,
        merge_request: ci.merge_request(&asked)?,
        project: asked.project.clone().or_else(|| ci.project()),
        commit: ci.commit(&asked)?,
        pipeline: ci.pipeline()?,
        job_url: ci.job_url(),
        applied: false,
        fold: fold.fold(),
    })
}

/// Why a comment was not posted.
enum Unsaid {
    /// There is no merge request, or a right is missing. The command does not fail.
    Nowhere(Problem),
    /// GitLab or the network failed.
    Failed(Problem),
    /// The response was lost, and the note may still appear.
    Unknown(Problem),
}

pub(super) async fn run(global: &Global, args: &CommentArgs) -> Exit {
    let read =
        read(&args.plan).and_then(|plan| Ok((plan, spot(&args.place, args.mode, args.fold)?)));
    let (plan, spot) = match read {
        Ok((plan, spot)) => (plan, Spot { applied: args.applied, ..spot }),
        Err(problem) => {
            output::problem(global, problem);
            return Exit::Usage;
        }
    };
    let result = post(global, &plan, &spot).await;
    let document = match &result {
        Ok((place, said)) => json!({
            "format": 1,
            "merge_request": place.to_string(),
            "done": word(said.done),
            "url": said.url,
            "deleted": said.deleted,
            "resolved": said.resolved,
            "why": null,
        }),
        Err(unsaid) => json!({
            "format": 1,
            "merge_request": spot.merge_request.as_ref().map(ToString::to_string),
            "done": if matches!(unsaid, Unsaid::Unknown(_)) { "unknown" } else { "none" },
            "url": null,
            "deleted": 0,
            "resolved": null,
            "why": clean(&unsaid.problem().message),
        }),
    };
    let for_programs = global.output == Form::Json;
    if for_programs {
        output::print_json(&document);
    }
    match result {
        Ok((_, said)) => {
            if !for_programs {
                output::print(&format!("{}\n", sentence(&said)));
            }
            Exit::Done
        }
        Err(unsaid) => {
            let exit = match unsaid {
                Unsaid::Nowhere(_) => Exit::Done,
                Unsaid::Failed(_) | Unsaid::Unknown(_) => Exit::Refused,
            };
            tell(global, &plan, &spot, unsaid);
            exit
        }
    }
}

/// Posts a plan that was just made. Returns whether GitLab or the network failed.
pub(super) async fn after(global: &Global, plan: &Document, spot: &Spot) -> bool {
    match post(global, plan, spot).await {
        Ok((_, said)) => {
            output::say(global, &format!("{}\n", sentence(&said)));
            false
        }
        Err(unsaid) => {
            let failed = !matches!(unsaid, Unsaid::Nowhere(_));
            tell(global, plan, spot, unsaid);
            failed
        }
    }
}

async fn post(
    global: &Global,
    plan: &Document,
    spot: &Spot,
) -> Result<(MergeRequest, Said), Unsaid> {
    let commit = spot.project.as_ref().zip(spot.commit.as_ref()).filter(|_| spot.applied);
    if spot.merge_request.is_none() && commit.is_none() {
        return Err(no_place());
    }
    let settings = server::for_comments(global).map_err(Unsaid::Nowhere)?;
    let reader =
        session::connect(global, settings).map_err(|(_, problem)| Unsaid::Failed(problem))?;
    let place = match (&spot.merge_request, commit) {
        (Some(place), _) => Some(place.clone()),
        (None, Some((project, commit))) => {
            review::merged(&reader, project, commit).await.map_err(|it| refused(&it))?
        }
        (None, None) => None,
    };
    let place = place.ok_or_else(no_place)?;
    let marker = Marker {
        key: root(&global.config),
        shard: plan.shard,
        pipeline: spot.pipeline,
        commit: spot.commit.clone(),
    };
    let comment = Comment::new(place.clone(), spot.mode, marker, plan, &head(global, spot));
    let said = comment.send(&reader).await.map_err(|error| refused(&error))?;
    if said.done == Done::Closed {
        let problem = Problem::new(format!("the merge request {place} is closed"));
        let problem = problem.hint("reopen it, or use --merge-request for another one");
        return Err(Unsaid::Nowhere(problem));
    }
    Ok((place, said))
}

fn no_place() -> Unsaid {
    let what = "the environment does not name a merge request";
    let hint = "run in a merge request pipeline, or use --merge-request N and --project PATH";
    Unsaid::Nowhere(Problem::new(what).hint(hint))
}

/// A missing right is not a failure of the plan; everything else that GitLab rejects is.
fn refused(error: &ApiError) -> Unsaid {
    let problem = Problem::new(error.what());
    match error.status() {
        Some(401 | 403 | 404) => {
            let hint = "set LABWRIGHT_REVIEW_TOKEN to a token with the api scope whose user can comment there";
            Unsaid::Nowhere(problem.hint(format!("{}; {hint}", error.next_step())))
        }
        _ if error.is_unknown() => Unsaid::Unknown(problem.hint(error.next_step().to_owned())),
        _ => Unsaid::Failed(problem.hint(error.next_step().to_owned())),
    }
}

impl Unsaid {
    fn problem(&self) -> &Problem {
        let (Unsaid::Nowhere(it) | Unsaid::Failed(it) | Unsaid::Unknown(it)) = self;
        it
    }
}

/// Prints why nothing was posted, and what the comment would have been.
fn tell(global: &Global, plan: &Document, spot: &Spot, unsaid: Unsaid) {
    let lead = match unsaid {
        Unsaid::Nowhere(_) => "note: the comment was not posted",
        Unsaid::Failed(_) => "error: the comment was not posted",
        Unsaid::Unknown(_) => "error: labwright cannot determine whether the comment was posted",
    };
    let problem = unsaid.problem();
    let what = clean(&problem.message).trim_end_matches('.').to_owned();
    let hint = problem.hint.as_deref().map(|it| format!(": {}", clean(it))).unwrap_or_default();
    let body = render::comment(plan, &head(global, spot));
    output::sentence(global, &format!("{lead}: {what}{hint}"));
    output::tell(&format!("The comment would be:\n\n{body}"));
}

fn head(global: &Global, spot: &Spot) -> Head {
    let time = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    Head {
        root: Some(root(&global.config)).filter(|it| it != "."),
        commit: spot.commit.clone(),
        applied: spot.applied,
        time: time.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        job_url: spot.job_url.clone(),
        fold: spot.fold,
    }
}

/// The configuration root in one spelling: relative to the current directory, without the name of the file.
fn root(config: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = config.strip_prefix(&here).unwrap_or(config);
    let folder = match path.file_name() {
        Some(name) if name == ROOT_FILE => path.parent().unwrap_or(path),
        _ => path,
    };
    let parts = folder.components().filter(|it| *it != std::path::Component::CurDir);
    let text = parts.collect::<PathBuf>().display().to_string();
    if text.is_empty() { ".".to_owned() } else { text }
}

fn word(done: Done) -> &'static str {
    match done {
        Done::Created => "created",
        Done::Updated => "updated",
        Done::Unchanged => "unchanged",
        Done::Newer(_) => "newer",
        Done::Closed => "closed",
    }
}

fn sentence(said: &Said) -> String {
    let url = said.url.as_deref().map(clean).unwrap_or_default();
    let mut text = match said.done {
        Done::Newer(pipeline) => {
            format!("comment: unchanged, because it is from the newer pipeline {pipeline}: {url}")
        }
        done => format!("comment: {} {url}", word(done)),
    };
    if said.lost {
        text += ", although the response was lost";
    }
    match said.deleted {
        0 => {}
        1 => text += ", 1 duplicate deleted",
        n => text += &format!(", {n} duplicates deleted"),
    }
    match said.resolved {
        Some(true) => text += ", thread resolved",
        Some(false) => text += ", thread reopened",
        None => {}
    }
    text
}

fn read(path: &Path) -> Result<Document, Problem> {
    let saved = Saved::read(path).map_err(|error| {
        Problem::new(format!("{}: {error}", path.display()))
            .hint("create it with `labwright plan --out`")
    })?;
    Ok(saved.into_document())
}
