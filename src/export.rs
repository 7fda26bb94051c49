//! Writes down what GitLab has, as files declare it: the reverse of reading them.
//!
//! Reads with GET only, by the same questions as planning: a kind that can be planned can be exported. What a file cannot
//! declare is a remark with the reason, never a wrong value. Must not know files or the form of their text.

mod common;
mod fields;
mod model;
mod names;
mod round;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use fields::called;
pub use model::{Asked, Common, Export, Exported, Object, OfKind, Reference};

use crate::gitlab::Reader;
use crate::kinds::KINDS;
use crate::plan::{PlanError, read_facts};
use crate::resource::{Facts, In};

/// Reads what GitLab has in these scopes.
///
/// # Errors
/// When the server cannot be reached or refuses the token. What could not be read of single scopes is in
/// [`Export::problems`].
pub async fn export(reader: &Reader, asked: &Asked) -> Result<Export, PlanError> {
    // Counts the answers until all are read.
    let mut shares = Vec::new();
    let mut facts = Facts { version: reader.version().await?.clone(), answers: BTreeMap::new() };
    loop {
        let (export, needs) = round::round(asked, &facts);
        if needs.is_empty() {
            return Ok(export);
        }
        shares.extend(read_facts(reader, &needs, &mut facts).await?);
        round::keep_listed(asked, &mut facts);
    }
}

/// The kinds that can be exported, by their keys in the files.
pub fn kinds() -> BTreeSet<&'static str> {
    let own = |it: &In| !matches!(it, In::Object(_));
    let state = KINDS.iter().filter(|it| round::is_state(it.spec) && own(&it.spec.scope));
    state.map(|it| it.spec.kind).collect()
}
