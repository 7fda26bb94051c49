//! Avatars of projects and groups: images that forms bring, kept with the settings.

use serde_json::{Map, Value};

use crate::sandbox::http::form::File;
use crate::sandbox::http::gates::{ID, known_group};
use crate::sandbox::http::reply::Body;
use crate::sandbox::http::{Call, Refusal, Reply, Route, open, route};
use crate::sandbox::plain::Problems;

/// Where the image is among the settings.
const NAME: &str = "avatar";

const MOST: usize = 200 << 10;

const CONTENTS: &str =
    "image/png, image/jpeg, image/gif, image/bmp, image/tiff, image/vnd.microsoft.icon";
const ENDINGS: &str = "png, jpg, jpeg, gif, bmp, tiff, ico, webp";

pub(crate) const ROUTES: &[Route] = &[
    route("GET", "/projects/{id}/avatar", open, &[ID], of_project),
    route("GET", "/groups/{id}/avatar", open, &[ID], of_group),
];

/// What is wrong with an image. A refusal of its format does not mention its size.
pub(super) fn check(value: &Value, problems: &mut Problems) {
    let Some(file) = File::of(value) else { return };
    let bytes = file.bytes();
    let begins = |magic: &[u8]| bytes.starts_with(magic);
    let image = begins(b"\x89PNG")
        || begins(b"\xff\xd8\xff")
        || begins(b"GIF8")
        || begins(b"BM")
        || begins(b"II*\0")
        || begins(b"MM\0*")
        || begins(b"\0\0\x01\0");
    let ending = file.name.rsplit_once('.').map_or("", |it| it.1).to_lowercase();
    let unsupported = |formats: &str| {
        format!(
            "file format is not supported. Please try one of the following supported formats: {formats}"
        )
    };
    if !image {
        problems.say(unsupported(CONTENTS));
    } else if !ENDINGS.split(", ").any(|it| it == ending) {
        problems.say(unsupported(ENDINGS));
    } else if bytes.len() > MOST {
        problems.say("is too big (should be at most 200 KiB)");
    }
}

fn image(settings: &Map<String, Value>) -> Result<Reply, Refusal> {
    let file = settings.get(NAME).and_then(File::of).ok_or_else(|| Refusal::no_such("Avatar"))?;
    Ok(Reply { status: 200, body: Body::Bytes(file.bytes()), headers: Vec::new() })
}

fn of_project(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    image(&call.project()?.settings)
}

fn of_group(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    image(&known_group(call)?.settings)
}
