//! Paths below `/api/v4`, made of segments.
//!
//! A name from a file can contain slashes, dots, spaces, and question marks; here it becomes exactly one segment, so it
//! can never address something else. Nothing here sends, and no other code joins paths from strings.
//!
//! Some names cannot be part of a URL: URL parsers and proxies resolve `.` and `..`, however they are encoded, and GitLab
//! ignores empty segments, so `DELETE projects/acme%2Fapi/` deletes the project. A path with such a segment can be built
//! and shown, but [`ApiPath::unsendable`] returns the segment, and the path is never sent.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// Everything but RFC 3986's unreserved characters.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path below `/api/v4`: `projects/acme%2Fapi/external_status_checks?scope=active`.
///
/// ```
/// use labwright::gitlab::ApiPath;
/// let path = ApiPath::new("projects").seg("acme/api").seg("protected_branches").seg("release/*").query("page", 2);
/// assert_eq!(path.as_str(), "projects/acme%2Fapi/protected_branches/release%2F%2A?page=2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiPath(String);

/// The place of the ID of an object that does not exist yet, at the end of a path, as GitLab's documentation writes it.
const CREATED: &str = ":id";

impl ApiPath {
    /// Starts a path with its first segment.
    pub fn new(first: &str) -> Self {
        Self(encode(first))
    }

    /// Adds one segment; whatever it contains, it stays one segment.
    #[must_use]
    pub fn seg(self, segment: impl fmt::Display) -> Self {
        let segment = encode(&segment.to_string());
        match self.0.split_once('?') {
            None => Self(format!("{}/{segment}", self.0)),
            Some((path, query)) => Self(format!("{path}/{segment}?{query}")),
        }
    }

    /// Adds the ID of an object of a response; an empty segment if it has none, so that nothing is ever sent.
    #[must_use]
    pub fn id(self, object: &serde_json::Value) -> Self {
        self.number(&object["id"])
    }

    /// The same for an ID that stands elsewhere in a response.
    #[must_use]
    pub fn number(self, id: &serde_json::Value) -> Self {
        match id.as_u64() {
            Some(id) if id > 0 => self.seg(id),
            _ => self.seg(""),
        }
    }

    /// Adds the ID of an object that does not exist yet; [`ApiPath::filled`] fills it in. No segment looks like it: colons are
    /// encoded.
    #[must_use]
    pub(crate) fn created(self) -> Self {
        Self(format!("{}/{CREATED}", self.0.split('?').next().unwrap_or_default()))
    }

    /// Adds the place of the ID of an object that is known by this key. [`ApiPath::with_ids`] fills it in. No segment looks
    /// like it: braces are encoded.
    #[must_use]
    pub(crate) fn hole(self, key: &str) -> Self {
        Self(format!("{}/{{{}}}", self.0, encode(key)))
    }

    /// Adds the same place as the value of a query parameter. No value looks like it: braces are encoded.
    #[must_use]
    pub(crate) fn query_hole(self, parameter: &str, key: &str) -> Self {
        let mark = if self.0.contains('?') { '&' } else { '?' };
        Self(format!("{}{mark}{parameter}={{{}}}", self.0, encode(key)))
    }

    /// Fills in the IDs of the objects that something is within, from the outside in, as far as they are known. A path whose
    /// first holes were filled before has only the last ones.
    pub(crate) fn with_ids(self, ids: &[Option<u64>]) -> Self {
        // Braces are encoded everywhere else.
        let holes = self.0.matches('{').count();
        let mut ids = ids[ids.len().saturating_sub(holes)..].iter();
        let (mut filled, mut rest) = (String::with_capacity(self.0.len()), self.0.as_str());
        while let Some((before, (key, behind))) =
            rest.split_once('{').and_then(|(before, it)| Some((before, it.split_once('}')?)))
        {
            filled.push_str(before);
            match ids.next() {
                Some(Some(id)) => filled.push_str(&id.to_string()),
                _ => filled.push_str(&format!("{{{key}}}")),
            }
            rest = behind;
        }
        Self(filled + rest)
    }

    /// Whether an ID is missing that is needed to send a request.
    pub(crate) fn lacks_id(&self) -> bool {
        self.0.contains('{') || self.segments().any(|it| it == CREATED)
    }

    /// Whether it ends with the ID of an object that does not exist yet.
    pub(crate) fn is_created(&self) -> bool {
        self.0.ends_with(CREATED)
    }

    /// The path with the ID of the object that was created in the meantime; `None` if it needs one that is not known.
    pub(crate) fn filled(&self, id: Option<u64>) -> Option<Self> {
        let hole = |it: &str| it.split('/').any(|it| it == CREATED);
        match self.0.split_once(CREATED).filter(|_| hole(&self.0)) {
            Some((collection, rest)) => id.map(|id| Self(format!("{collection}{id}{rest}"))),
            None => Some(self.clone()),
        }
    }

    /// Adds a query parameter.
    #[must_use]
    pub fn query(self, key: &str, value: impl fmt::Display) -> Self {
        let mark = if self.0.contains('?') { '&' } else { '?' };
        Self(format!("{}{mark}{}={}", self.0, encode_value(key), encode_value(&value.to_string())))
    }

    /// The encoded path and query, without a leading slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The collection of an item: the path without its last segment and query.
    #[must_use]
    pub fn parent(&self) -> Self {
        let path = self.0.split('?').next().unwrap_or_default();
        Self(path.rsplit_once('/').map_or(path, |(parent, _)| parent).to_owned())
    }

    /// The first segment that cannot be part of a URL, decoded: one with an empty part, `.`, or `..` between its slashes, or
    /// with a NUL. Such a path is never sent.
    ///
    /// ```
    /// use labwright::gitlab::ApiPath;
    /// let path = |name: &str| ApiPath::new("projects").seg(name);
    /// assert_eq!(path("acme/..").unsendable().as_deref(), Some("acme/.."));
    /// assert_eq!(path("acme/...").unsendable(), None);
    /// ```
    pub fn unsendable(&self) -> Option<String> {
        self.segments().map(decode).find(|it| !is_sendable(it)).map(|it| match it.as_str() {
            "\0" => String::new(),
            _ => it,
        })
    }

    /// The encoded segments, without the query.
    pub(crate) fn segments(&self) -> impl Iterator<Item = &str> {
        self.0.split('?').next().unwrap_or_default().split('/')
    }

    /// The encoded value of a key of the query.
    pub(crate) fn value(&self, key: &str) -> Option<&str> {
        let (_, query) = self.0.split_once('?')?;
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(k, _)| *k == key)
            .map(|(_, value)| value)
    }

    /// Whether the query has this key.
    pub(crate) fn asks(&self, key: &str) -> bool {
        self.value(key).is_some()
    }

    /// The encoded project path of `projects/<path>/…`, if the project is addressed by path.
    pub(crate) fn project(&self) -> Option<&str> {
        let mut segments = self.segments();
        (segments.next() == Some("projects"))
            .then(|| segments.next())
            .flatten()
            .filter(|s| s.contains("%2F"))
    }

    /// The full path of the project, decoded, if it is addressed by path.
    pub fn project_path(&self) -> Option<String> {
        Some(percent_decode_str(self.project()?).decode_utf8_lossy().into_owned())
    }

    /// The full path of the group of `groups/<path>/…`, decoded.
    pub(crate) fn group_path(&self) -> Option<String> {
        let mut segments = self.segments();
        (segments.next() == Some("groups")).then(|| segments.next().map(decode)).flatten()
    }

    /// What it is in, if that is a project or group that is addressed by path: `projects` or `groups`, and the encoded path.
    pub(super) fn home(&self) -> Option<(&str, &str)> {
        let mut segments = self.segments();
        let (collection, path) = (segments.next()?, segments.next()?);
        let is_number = path.bytes().all(|it| it.is_ascii_digit());
        (["projects", "groups"].contains(&collection) && !is_number).then_some((collection, path))
    }

    /// The same path, with the number of the project or group that it is in.
    pub(super) fn at_number(&self, number: u64) -> Self {
        match self.home() {
            Some((collection, path)) => {
                let rest = &self.0[collection.len() + 1 + path.len()..];
                Self(format!("{collection}/{number}{rest}"))
            }
            None => self.clone(),
        }
    }

    /// The full path of the project, decoded, if this is the path of the project itself.
    pub(crate) fn is_project(&self) -> Option<String> {
        let alone = self.segments().count() == 2 && !self.0.contains('?');
        self.project_path().filter(|_| alone)
    }
}

/// Whether `now` is the path of a plan, `shown`, in which some IDs may not have been known yet.
pub(crate) fn is_shown(now: &str, shown: &str) -> bool {
    let same = |(now, shown): (&str, &str)| {
        let is_id = || !now.is_empty() && now.bytes().all(|it| it.is_ascii_digit());
        now == shown || shown.starts_with(['{', ':']) && is_id()
    };
    let (now, of_now) = now.split_once('?').unwrap_or((now, ""));
    let (shown, of_shown) = shown.split_once('?').unwrap_or((shown, ""));
    let parts = |path: &str| path.split('/').count();
    of_now == of_shown
        && parts(now) == parts(shown)
        && now.split('/').zip(shown.split('/')).all(same)
}

/// Undoes the encoding of one segment; broken UTF-8 becomes U+FFFD.
pub(crate) fn decode(segment: &str) -> String {
    percent_decode_str(segment).decode_utf8_lossy().into_owned()
}

/// Whether a decoded segment can be part of a URL. Parts between slashes count as well: proxies that decode `%2F` resolve
/// them, and GitLab answers a decoded `..` with 400.
fn is_sendable(segment: &str) -> bool {
    !segment.contains('\0') && segment.split('/').all(|it| !matches!(it, "" | "." | ".."))
}

/// `.`, `..`, and an empty name are unsendable (see [`ApiPath::unsendable`]). They still have their own encoding, so that
/// a path keeps its segments and can be shown.
fn encode(segment: &str) -> String {
    match segment {
        "" => "%00".to_owned(),
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        other => utf8_percent_encode(other, RESERVED).to_string(),
    }
}

fn encode_value(value: &str) -> String {
    utf8_percent_encode(value, RESERVED).to_string()
}

impl fmt::Display for ApiPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for ApiPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// Accepts only what [`ApiPath`] itself writes: a path from a saved plan must not reach anything else.
impl<'de> Deserialize<'de> for ApiPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (path, query) = text.split_once('?').unwrap_or((&text, ""));
        let canonical = |part: &str| is_sendable(&decode(part)) && encode(&decode(part)) == part;
        let pair = |pair: &str| {
            let same = |part: &str| encode_value(&decode(part)) == part;
            pair.split_once('=').is_some_and(|(k, v)| !k.is_empty() && same(k) && same(v))
        };
        let path_is_ours = path.split('/').all(canonical);
        if path_is_ours && (!text.contains('?') || query.split('&').all(pair)) {
            Ok(Self(text))
        } else {
            Err(D::Error::custom("not a path below /api/v4 in canonical form"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_one_segment() {
        let check = |name: &str, expected: &str| {
            assert_eq!(ApiPath::new("projects").seg(name).as_str(), format!("projects/{expected}"));
        };
        check("acme/api", "acme%2Fapi");
        check("../../admin", "..%2F..%2Fadmin");
        check("", "%00");
        check("..", "%2E%2E");
        check(".", "%2E");
        check("a b?c#d%e", "a%20b%3Fc%23d%25e");
        check("größe", "gr%C3%B6%C3%9Fe");
        check("a.b-c_d~e", "a.b-c_d~e");
        check("line\nbreak", "line%0Abreak");
    }

    #[test]
    fn ids_go_into_the_holes_of_a_path() {
        let path = ApiPath::new("projects").seg("a/{b}").seg("boards").hole("x/y");
        let path = path.seg("lists").hole("{z}").query("q", "{q}/1");
        assert_eq!(
            path.as_str(),
            "projects/a%2F%7Bb%7D/boards/{x%2Fy}/lists/{%7Bz%7D}?q=%7Bq%7D%2F1"
        );
        let filled = |ids: &[Option<u64>]| path.clone().with_ids(ids).as_str().to_owned();
        assert_eq!(filled(&[]), path.as_str());
        assert_eq!(
            filled(&[None, Some(9)]),
            "projects/a%2F%7Bb%7D/boards/{x%2Fy}/lists/9?q=%7Bq%7D%2F1"
        );
        let begun = ApiPath::new("boards").seg(7).seg("lists").hole("z");
        assert_eq!(begun.with_ids(&[Some(7), Some(9)]).as_str(), "boards/7/lists/9");
        let new = ApiPath::new("boards").hole("x").seg("lists").created();
        let new = new.with_ids(&[Some(7)]);
        assert_eq!(new.as_str(), "boards/7/lists/:id");
        assert!(new.lacks_id() && path.lacks_id() && new.filled(None).is_none());
        let stop = new.seg("stop").filled(Some(9));
        assert_eq!(stop.map(|it| it.as_str().to_owned()).as_deref(), Some("boards/7/lists/9/stop"));
        assert!(is_shown("boards/7/lists/9", "boards/{x}/lists/:id"));
        let whole = filled(&[Some(7), Some(9)]);
        assert_eq!(whole, "projects/a%2F%7Bb%7D/boards/7/lists/9?q=%7Bq%7D%2F1");
        assert!(is_shown(&whole, path.as_str()) && is_shown(&whole, &whole));
        assert!(!is_shown(path.as_str(), &whole), "a known ID is what was approved");
        assert!(!is_shown("projects/7/boards/x", "projects/7/boards/{a}"));
        assert!(!is_shown("projects/7/boards/7/8", "projects/7/boards/{a}"));
    }

    #[test]
    fn what_would_address_something_else_is_unsendable() {
        let of = |name: &str| ApiPath::new("projects").seg(7).seg(name).seg("x").unsendable();
        for name in ["", ".", "..", "/", "a/", "/a", "a//b", "../x", "a/../b", "a/./b", "\0", "a\0"]
        {
            let shown = if name == "\0" { "" } else { name };
            assert_eq!(of(name).as_deref(), Some(shown), "{name:?}");
        }
        for name in
            ["main", "...", ".a", "a.", "..*", "release/*", "a/b", "%2e%2e", "a\\..\\b", "é"]
        {
            assert_eq!(of(name), None, "{name:?}");
        }
        assert_eq!(ApiPath::new("..").unsendable().as_deref(), Some(".."));
        assert_eq!(ApiPath::new("hooks").query("url", "../x//").unsendable(), None);
    }

    #[test]
    fn a_segment_goes_before_the_query() {
        let path = ApiPath::new("hooks").query("page", 1).seg(5).query("x", "a&b=c");
        assert_eq!(path.as_str(), "hooks/5?page=1&x=a%26b%3Dc");
        assert!(path.asks("page") && path.asks("x") && !path.asks("b"));
    }

    #[test]
    fn only_what_is_named_by_path_is_put_at_its_number() {
        let path = |p: &str| ApiPath(p.to_owned());
        assert_eq!(
            path("projects/a%2Fb/hooks?page=2").at_number(7).as_str(),
            "projects/7/hooks?page=2"
        );
        assert_eq!(path("projects/a%2Fb").at_number(7).as_str(), "projects/7");
        assert_eq!(path("projects/12/hooks").at_number(7).as_str(), "projects/12/hooks");
        assert_eq!(path("groups/a%2Fb").at_number(7).as_str(), "groups/7");
        assert_eq!(path("groups/a/labels").at_number(7).as_str(), "groups/7/labels");
        assert_eq!(path("users/a").at_number(7).as_str(), "users/a");
    }

    #[test]
    fn a_path_from_a_file_must_be_one_of_ours() {
        let read = |text: &str| serde_json::from_value::<ApiPath>(text.into());
        let ours = ApiPath::new("projects").seg("a/b").query("x", "").query("y", "1 2");
        assert_eq!(read(ours.as_str()).unwrap(), ours);
        for wrong in [
            "",
            "/x",
            "x/",
            "a//b",
            "projects/../x",
            "projects/%2E%2E/x",
            "projects/%2E",
            "projects/%00",
            "projects/a%2F..%2Fb",
            "projects/a%2F",
            "a%2fb",
            "a b",
            "x?y",
            "x?",
            "x#y",
            "https://evil/x",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
