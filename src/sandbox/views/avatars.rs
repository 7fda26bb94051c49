//! The addresses of avatars.

use serde_json::{Map, Value, json};

use crate::sandbox::http::form::File;

/// The address of an image, if there is one.
pub(crate) fn url(settings: &Map<String, Value>, server: &str, of: &str, id: u64) -> Option<Value> {
    let file = settings.get("avatar").and_then(File::of)?;
    let kept = |it: char| if it.is_ascii_alphanumeric() || ".-+_".contains(it) { it } else { '_' };
    let name: String = file.name.chars().map(kept).collect();
    Some(json!(format!("{server}/uploads/-/system/{of}/avatar/{id}/{name}")))
}
