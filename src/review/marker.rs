//! The first line of a comment: an HTML comment, which GitLab does not display, and by which labwright finds the comment
//! again.
//!
//! Anyone can write such a line, so it proves nothing on its own: the author of a note is checked too.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::plan::Shard;

/// Identifies a comment: its configuration root, shard, and pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The configuration root, from `--config`.
    pub key: String,
    /// The shard.
    pub shard: Option<Shard>,
    /// The pipeline that wrote it.
    pub pipeline: Option<u64>,
    /// The commit that was planned.
    pub commit: Option<String>,
}

const BEGINS: &str = "<!-- labwright:plan v=1 ";
const ENDS: &str = " -->";

/// What a key can contain unescaped. Two dashes would end a comment.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'_');

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{BEGINS}key={}", utf8_percent_encode(&self.key, KEPT))?;
        if let Some(shard) = &self.shard {
            write!(f, " shard={shard}")?;
        }
        if let Some(pipeline) = self.pipeline {
            write!(f, " pipeline={pipeline}")?;
        }
        if let Some(commit) = &self.commit {
            write!(f, " commit={}", utf8_percent_encode(commit, KEPT))?;
        }
        f.write_str(ENDS)
    }
}

impl Marker {
    /// The marker of a body, which is its first line.
    pub fn of(body: &str) -> Option<Self> {
        let line = body.lines().next()?.trim_end();
        let fields = line.strip_prefix(BEGINS)?.strip_suffix(ENDS)?;
        let fields: Vec<(&str, &str)> =
            fields.split(' ').filter_map(|it| it.split_once('=')).collect();
        let get = |name: &str| fields.iter().find(|(known, _)| *known == name).map(|(_, it)| *it);
        let text = |it: &str| percent_decode_str(it).decode_utf8().ok().map(|it| it.into_owned());
        let shard = match get("shard") {
            Some(shard) => Some(Shard::parse(shard).ok()??),
            None => None,
        };
        let pipeline = get("pipeline").and_then(|it| it.parse().ok());
        Some(Marker {
            key: text(get("key")?)?,
            shard,
            pipeline,
            commit: get("commit").and_then(text),
        })
    }

    /// Whether both are from the same root and shard, which share one comment.
    pub fn is_at_the_place_of(&self, other: &Marker) -> bool {
        (&self.key, self.shard) == (&other.key, other.shard)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marker(key: &str) -> Marker {
        let shard = Shard::new(1, 4).unwrap();
        Marker {
            key: key.to_owned(),
            shard,
            pipeline: Some(558),
            commit: Some("141be97".to_owned()),
        }
    }

    #[test]
    fn a_marker_is_one_comment_and_reads_back() {
        let plain =
            "<!-- labwright:plan v=1 key=infra/prod.yaml shard=1/4 pipeline=558 commit=141be97 -->";
        assert_eq!(marker("infra/prod.yaml").to_string(), plain);
        for key in [".", "a b", "-->", "a\n/close", "--", "a=b", "größer", "%2F", "a -->\n# b"] {
            let text = marker(key).to_string();
            assert!(!text.contains('\n') && text.matches("--").count() == 2, "{text}");
            assert_eq!(Marker::of(&format!("{text}\nrest")), Some(marker(key)));
        }
        let bare = Marker { key: ".".to_owned(), shard: None, pipeline: None, commit: None };
        assert_eq!(Marker::of(&bare.to_string()), Some(bare));
    }

    #[test]
    fn what_is_no_marker_is_none() {
        for body in [
            "",
            "a\n<!-- labwright:plan v=1 key=. -->",
            "<!-- labwright:plan v=2 key=. -->",
            "<!-- labwright:plan v=1 shard=1/4 -->",
            "<!-- labwright:plan v=1 key=. shard=4 -->",
            "<!-- labwright:plan v=1 key=.",
        ] {
            assert_eq!(Marker::of(body), None, "{body}");
        }
    }

    #[test]
    fn root_and_shard_are_the_place() {
        let other = Marker { pipeline: None, commit: None, ..marker("a") };
        assert!(marker("a").is_at_the_place_of(&other));
        assert!(!marker("b").is_at_the_place_of(&other));
        assert!(!marker("a").is_at_the_place_of(&Marker { shard: None, ..other.clone() }));
    }
}
