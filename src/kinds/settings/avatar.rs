//! The avatar of a project or group: an image that GitLab keeps as it is.
//!
//! GitLab accepts it only in a form, and judges it by its content and by the ending of its name (measured). It returns an
//! address and no digest, so the bytes are read to be compared.

/// The name of the attribute.
pub(super) const NAME: &str = "avatar";

/// GitLab's limit.
const MOST: usize = 200 << 10;

/// The endings that GitLab accepts.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "bmp", "tiff", "ico", "webp"];

/// How the images that GitLab accepts begin.
const BEGINNINGS: &[&[u8]] = &[
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"BM",
    b"II*\0",
    b"MM\0*",
    b"\0\0\x01\0",
];

/// Why GitLab does not accept an image, and what to do.
pub(super) fn unfit(name: &str, bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let hint = "use a PNG, JPEG, GIF, BMP, TIFF, or ICO image of at most 200 KiB";
    let ending = name.rsplit_once('.').map_or("", |it| it.1).to_lowercase();
    if bytes.len() > MOST {
        return Some(("is larger than 200 KiB, GitLab's limit for avatars", hint));
    }
    if !BEGINNINGS.iter().any(|it| bytes.starts_with(it)) {
        return Some(("is not an image of a format that GitLab accepts", hint));
    }
    if !ENDINGS.contains(&ending.as_str()) {
        return Some((
            "has a name that does not end as GitLab requires of an image",
            "rename it so that it ends in .png, .jpg, .jpeg, .gif, .bmp, .tiff, or .ico",
        ));
    }
    None
}
