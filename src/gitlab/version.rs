//! The version of GitLab.
//!
//! It describes the build, not the licence: `enterprise` is also true on an Enterprise Edition without a licence.

use serde_json::Value;

/// A server's version, as `GET /metadata` (15.2 and later) or `GET /version` returns it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// 18 of `18.9.0-pre`.
    pub major: u32,
    /// 9 of `18.9.0-pre`.
    pub minor: u32,
    /// The whole text.
    pub text: String,
    /// Whether it is the Enterprise Edition's code; old servers do not return this.
    pub enterprise: Option<bool>,
}

impl Version {
    /// Whether the server is this version or a later one.
    pub fn at_least(&self, major: u32, minor: u32) -> bool {
        (self.major, self.minor) >= (major, minor)
    }

    /// Reads a response; `None` if it has no version.
    pub(crate) fn read(answer: &Value) -> Option<Self> {
        let text = answer.get("version")?.as_str()?;
        let mut numbers = text.split(['.', '-', '+']).map(|part| part.parse::<u32>().ok());
        let (major, minor) = (numbers.next()??, numbers.next()??);
        // Before 15.6 only the suffix of a package showed the edition, if there was one.
        let enterprise = answer
            .get("enterprise")
            .and_then(Value::as_bool)
            .or(text.contains("-ee").then_some(true));
        Some(Self { major, minor, text: super::untrusted::one_line(text, 60), enterprise })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_version_is_read_and_compared() {
        let read = |text: &str| Version::read(&json!({ "version": text }));
        let new = read("18.9.0-pre").unwrap();
        assert!(
            new.at_least(18, 9)
                && new.at_least(15, 10)
                && !new.at_least(18, 10)
                && !new.at_least(19, 0)
        );
        assert_eq!((new.text.as_str(), new.enterprise), ("18.9.0-pre", None));
        assert_eq!(read("14.10.5-ee").unwrap().enterprise, Some(true));
        assert_eq!(
            Version::read(&json!({"version": "17.0.1", "enterprise": false})).unwrap().enterprise,
            Some(false)
        );
        for wrong in ["", "x", "18", "-1.2"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(Version::read(&json!([])), None);
    }
}
