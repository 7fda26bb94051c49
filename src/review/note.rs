//! The comment on a merge request: found, written, edited in place, resolved.
//!
//! **Invariants:** it writes only notes and threads of one merge request, and edits only those of the token's own user; a
//! plan never overwrites that of a newer pipeline. A [`Comment`] is created only from a document, so nothing else can start
//! one:
//!
//! ```compile_fail,E0451
//! use labwright::review::{Comment, Marker, Mode, ci::MergeRequest};
//! # fn f(place: MergeRequest, marker: Marker) {
//! let comment = Comment { place, mode: Mode::New, marker, body: String::new(), thread: None };
//! # }
//! ```
//!
//! Facts: `lib/api/{notes,discussions}.rb` of GitLab 18.9, read. A note does not contain its discussion, so the
//! discussions are listed, which contain every note. Every edit of a note runs quick actions, sends notifications, and
//! triggers hooks, so a note is edited only if something changed.

use std::num::NonZeroU64;

use serde::Deserialize;
use serde_json::json;

use super::Marker;
use super::ci::MergeRequest;
use crate::gitlab::{
    ApiError, ApiPath, Element, Listing, Method, Once, Paging, Permit, Reader, Response, Writer,
};
use crate::plan::Document;
use crate::render::{self, Head};
use crate::resource::Scope;

/// The threads of a merge request. Their IDs are texts, and GitLab hides some after it has counted them.
const DISCUSSIONS: Listing =
    Listing { paging: Paging::CountedTooHigh, element: Element::Named("id") };

/// How a plan is posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// One note, edited in place.
    Update,
    /// One thread, edited in place, and resolved when nothing is left to do.
    Thread,
    /// A new note each time.
    New,
}

/// What to post, and where.
#[derive(Debug)]
pub struct Comment {
    place: MergeRequest,
    mode: Mode,
    marker: Marker,
    body: String,
    /// Whether the thread is to be resolved or open; `None` to leave it unchanged.
    thread: Option<bool>,
}

/// The result of posting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// A note was created.
    Created,
    /// The note was edited.
    Updated,
    /// The note is already up to date.
    Unchanged,
    /// The note is from this newer pipeline.
    Newer(u64),
    /// The merge request is closed; nothing was sent.
    Closed,
}

/// The result, with its details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What happened to the note.
    pub done: Done,
    /// The URL of the note, or else of its merge request.
    pub url: Option<String>,
    /// How many duplicate notes were deleted.
    pub deleted: usize,
    /// Whether the thread was resolved or reopened.
    pub resolved: Option<bool>,
    /// The response to the creation was lost; GitLab has the note.
    pub lost: bool,
}

/// A discussion in the list. One that cannot be understood makes the whole list an error.
#[derive(Deserialize)]
struct Discussion {
    id: String,
    individual_note: bool,
    notes: Vec<Note>,
}

#[derive(Deserialize)]
struct Note {
    id: NonZeroU64,
    body: String,
    author: Option<Author>,
    system: bool,
    resolvable: bool,
    resolved: Option<bool>,
}

#[derive(Deserialize)]
struct Author {
    id: NonZeroU64,
}

/// A merge request that was merged.
#[derive(Deserialize)]
struct Merged {
    project_id: NonZeroU64,
    iid: NonZeroU64,
}

/// An existing note of ours.
struct Found {
    discussion: String,
    note: u64,
    marker: Marker,
    body: String,
    /// Whether it is a thread.
    threaded: bool,
    resolved: bool,
    /// Nobody replied.
    alone: bool,
}

/// Where a comment is.
struct Place {
    note: u64,
    /// Only for a thread.
    discussion: String,
    resolved: bool,
}

impl Place {
    fn of(found: &Found) -> Self {
        let (note, discussion) = (found.note, found.discussion.clone());
        Place { note, discussion, resolved: found.resolved }
    }
}

impl Comment {
    /// The comment for a plan on this merge request.
    pub fn new(
        place: MergeRequest,
        mode: Mode,
        marker: Marker,
        plan: &Document,
        head: &Head,
    ) -> Self {
        let idle = !plan.has_changes() && plan.problems.is_empty();
        let deletes = plan.steps.iter().any(|it| it.deletes());
        let thread = match mode {
            Mode::Thread if idle || head.applied => Some(true),
            Mode::Thread if deletes => Some(false),
            _ => None,
        };
        let body = body(&marker, plan, head);
        Comment { place, mode, marker, body, thread }
    }

    /// The text.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Posts it. This is the third place where a permit is granted: requesting the comment was the approval, and
    /// everything that is sent is below one merge request.
    ///
    /// # Errors
    /// Any [`ApiError`]. A note whose response is lost is never posted again: GitLab would have two.
    pub async fn send(&self, reader: &Reader) -> Result<Said, ApiError> {
        let request = reader.get(&self.below()).await?;
        let url = request["web_url"].as_str().map(str::to_owned);
        let mut said = Said { done: Done::Closed, url, deleted: 0, resolved: None, lost: false };
        if request["state"] == "closed" {
            return Ok(said);
        }
        let me = reader.get(&ApiPath::new("user")).await?["id"].as_u64().unwrap_or_default();
        let writer = Writer::new(reader, Permit::granted());
        let mine = self.find(reader, me).await?;
        let newest = mine.iter().filter_map(|it| it.marker.pipeline).max();
        if let (Some(newest), Some(ours)) = (newest, self.marker.pipeline)
            && newest > ours
            && self.mode != Mode::New
        {
            said.done = Done::Newer(newest);
            return Ok(said);
        }
        let kept = match self.mode {
            Mode::New => None,
            Mode::Update => mine.first(),
            Mode::Thread => mine.iter().find(|it| it.threaded),
        };
        let edited = match kept {
            Some(kept) => self.edit(&writer, me, kept).await?.map(|done| (done, Place::of(kept))),
            None => None,
        };
        let (done, place) = match edited {
            Some(it) => it,
            None => {
                let Once { left, lost } = self.create(&writer, me, &mine).await?;
                said.lost = lost;
                (Done::Created, left)
            }
        };
        said.done = done;
        said.url = said.url.map(|it| format!("{it}#note_{}", place.note));
        if self.mode != Mode::New {
            for it in mine.iter().filter(|it| it.note != place.note && it.alone) {
                said.deleted += usize::from(self.delete(&writer, it.note).await?);
            }
        }
        let wanted = self.thread.filter(|resolved| *resolved || done != Done::Unchanged);
        if let Some(resolved) = wanted.filter(|resolved| *resolved != place.resolved) {
            said.resolved = self.turn(&writer, &place, resolved).await?;
        }
        Ok(said)
    }

    /// The merge request.
    fn below(&self) -> ApiPath {
        Scope::project(&self.place.project).at("merge_requests").seg(self.place.iid)
    }

    fn notes(&self) -> ApiPath {
        self.below().seg("notes")
    }

    fn discussions(&self) -> ApiPath {
        self.below().seg("discussions")
    }

    /// The notes of this user with this root and shard, the oldest first.
    async fn find(&self, reader: &Reader, me: u64) -> Result<Vec<Found>, ApiError> {
        let path = self.discussions();
        let all = reader.list_as(&path, DISCUSSIONS).await?;
        let all: Vec<Discussion> = reader.understood(&path, all)?;
        let ours = all.into_iter().filter_map(|it| self.ours(it, me).transpose());
        let mut found: Vec<Found> = ours
            .collect::<Result<_, _>>()
            .map_err(|why: String| reader.not_understood(&path, &why))?;
        found.sort_by_key(|it| it.note);
        Ok(found)
    }

    /// The note that begins a discussion, if it has this root and shard and is by this user.
    fn ours(&self, discussion: Discussion, me: u64) -> Result<Option<Found>, String> {
        let notes = &discussion.notes;
        let Some(first) = notes.first() else { return Ok(None) };
        let marker = Marker::of(&first.body).filter(|it| it.is_at_the_place_of(&self.marker));
        let Some(marker) = marker else { return Ok(None) };
        // Without an author the note would not be found, and the comment would be posted twice.
        let author = first.author.as_ref().ok_or(format!("note {} has no author", first.id))?;
        let is_ours = author.id.get() == me && !first.system;
        Ok(is_ours.then_some(Found {
            note: first.id.get(),
            marker,
            body: first.body.clone(),
            threaded: !discussion.individual_note,
            resolved: notes.iter().all(|it| !it.resolvable || it.resolved == Some(true)),
            alone: notes.len() == 1,
            discussion: discussion.id,
        }))
    }

    /// Whether a note has the text of this comment, apart from the time.
    fn says_the_same(&self, body: &str) -> bool {
        let rest =
            |body: &str| body.split_once('\n').map_or(String::new(), |(_, it)| it.to_owned());
        render::steady(&rest(body)).eq(render::steady(&rest(&self.body)))
    }

    /// Edits a note; `None` if it no longer exists or can no longer be edited.
    async fn edit(&self, writer: &Writer, me: u64, kept: &Found) -> Result<Option<Done>, ApiError> {
        if self.says_the_same(&kept.body) {
            return Ok(Some(Done::Unchanged));
        }
        let path = self.notes().seg(kept.note);
        match writer.send(Method::Put, &path, Some(&json!({ "body": self.body }))).await {
            Ok(_) => Ok(Some(Done::Updated)),
            Err(error) if error.is_not_found() => {
                // The 404 may come from a proxy: a second note would be a duplicate.
                let now = self.find(writer.reader(), me).await?;
                if now.iter().any(|it| it.note == kept.note) { Err(error) } else { Ok(None) }
            }
            Err(error) if is_forbidden(&error) => {
                tracing::warn!("note {} cannot be edited, so a new one is posted", kept.note);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Creates a note.
    async fn create(
        &self,
        writer: &Writer,
        me: u64,
        known: &[Found],
    ) -> Result<Once<Place>, ApiError> {
        let threaded = self.mode == Mode::Thread;
        let path = if threaded { self.discussions() } else { self.notes() };
        let next = match self.mode {
            Mode::New => "Check the merge request before you run it again: every run posts a note",
            _ => {
                "Run it again: labwright edits the note if GitLab has posted it, and posts it otherwise"
            }
        };
        let made = |answer: &Response| {
            let made = &answer.body;
            let note = if threaded { &made["notes"][0] } else { made };
            let discussion = made["id"].as_str().unwrap_or_default().to_owned();
            let note = note["id"].as_u64().filter(|it| *it > 0)?;
            Some(Place { note, discussion, resolved: false })
        };
        let find = async || {
            let is_new = |it: &&Found| known.iter().all(|known| known.note != it.note);
            let is_it = |it: &&Found| it.body.trim_end() == self.body.trim_end();
            let now = self.find(writer.reader(), me).await?;
            Ok(now.iter().filter(is_new).find(is_it).map(Place::of))
        };
        writer.once(&path, Some(&json!({ "body": self.body })), next, made, find).await
    }

    async fn delete(&self, writer: &Writer, note: u64) -> Result<bool, ApiError> {
        match writer.send(Method::Delete, &self.notes().seg(note), None).await {
            Ok(_) => Ok(true),
            Err(error) if error.status() == Some(404) || is_forbidden(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Resolves or reopens a thread. Returns what was done: a thread that cannot be changed stays unchanged.
    async fn turn(
        &self,
        writer: &Writer,
        place: &Place,
        resolved: bool,
    ) -> Result<Option<bool>, ApiError> {
        let path = self.discussions().seg(&place.discussion);
        match writer.send(Method::Put, &path, Some(&json!({ "resolved": resolved }))).await {
            Ok(_) => Ok(Some(resolved)),
            Err(error) if error.status() == Some(404) || is_forbidden(&error) => {
                tracing::warn!("the thread cannot be resolved or reopened: {}", error.what());
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// The merge request that brought a commit into its branch; `None` unless there is exactly one.
///
/// # Errors
/// Any [`ApiError`].
pub async fn merged(
    reader: &Reader,
    project: &str,
    commit: &str,
) -> Result<Option<MergeRequest>, ApiError> {
    let commits = Scope::project(project).at("repository").seg("commits").seg(commit);
    let path = commits.seg("merge_requests").query("state", "merged");
    let all: Vec<Merged> = reader.understood(&path, reader.list(&path).await?)?;
    let [one] = all.as_slice() else { return Ok(None) };
    Ok(Some(MergeRequest { project: one.project_id.to_string(), iid: one.iid.get() }))
}

/// The marker, and the plan below it.
fn body(marker: &Marker, plan: &Document, head: &Head) -> String {
    format!("{marker}\n{}", render::comment(plan, head).trim_end())
}

fn is_forbidden(error: &ApiError) -> bool {
    error.status() == Some(403)
}
