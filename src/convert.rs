//! Configurations of other tools as what labwright's files would declare. So far: gitlabform 6.3.
//!
//! Works on text alone, and must not talk to GitLab. **Invariants:** whatever is not carried over is a note with its line;
//! no literal secret is in what comes out, and none is in a note.
//!
//! A table says what becomes of each section (`sections`); everything else is the same for all of them: which levels the
//! configuration has (`levels`), what they inherit (`chain`), and how objects are made (`make`).

mod chain;
mod files;
mod levels;
mod make;
mod model;
mod patterns;
mod read;
mod references;
mod sections;
mod special;

pub use model::{Block, Body, Converted, Field, Note, Object, OfKind, Scope};
pub use read::gitlabform;
pub use references::Reference;

/// The major version that a configuration of gitlabform 6.3 names.
const CONFIG_VERSION: i64 = 4;
