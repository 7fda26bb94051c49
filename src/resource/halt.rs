//! Why an object cannot be planned.

use std::fmt;

use super::name::marked;
use super::needs::Needs;
use super::role::Level;
use crate::gitlab::{ApiError, ApiPath};

/// Why a fact is missing.
#[derive(Debug, Clone)]
pub enum Halt {
    /// It was not read yet; the question is recorded.
    Pending,
    /// GitLab refused or could not be reached, so nothing can be concluded.
    Unreadable(ApiError),
    /// The facts make it impossible.
    Impossible {
        /// What is wrong.
        message: String,
        /// What to do about it.
        hint: String,
    },
}

impl Halt {
    /// The facts make it impossible.
    pub fn impossible(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Halt::Impossible { message: message.into(), hint: hint.into() }
    }

    /// Checks that a call to a path reaches exactly what the path names.
    ///
    /// # Errors
    /// Why nothing can be sent to it.
    pub fn sendable(path: &ApiPath) -> Result<(), Halt> {
        let Some(part) = path.unsendable() else { return Ok(()) };
        let what = match part.as_str() {
            "" => "GitLab returned neither a name nor an ID for it".to_owned(),
            part => format!("`{}` cannot be part of a path in GitLab's API", marked(part)),
        };
        Err(Halt::impossible(
            format!("{what}, so nothing is sent: the call would reach something else"),
            "rename or remove it in GitLab's own interface",
        ))
    }

    /// GitLab does not return declared fields: it does not have them, or the token's user cannot see them.
    pub(crate) fn not_returned(fields: &[&str], needs: &Needs) -> Self {
        let (it, them, noun) = match fields {
            [_] => ("it requires", "it", "field"),
            _ => ("they require", "them", "fields"),
        };
        let required = |field: &&&str| needs.fields.iter().any(|it| it.field == **field);
        let mut means: Vec<String> = Vec::new();
        for field in fields.iter().filter(required) {
            let needed = needs.fields.iter().find(|it| it.field == *field);
            let sentence = needed.map(ToString::to_string).unwrap_or_default();
            let rest = sentence.trim_start_matches('R').trim_end_matches('.');
            means.push(format!("`{field}` r{rest}"));
        }
        match fields.len() - means.len() {
            0 => {}
            all if all == fields.len() => {
                means.push(format!("{it} a newer GitLab or a higher tier"))
            }
            1 => means.push("the other requires a newer GitLab or a higher tier".to_owned()),
            _ => means.push("the others require a newer GitLab or a higher tier".to_owned()),
        }
        // A role that can read the object may not see all of its fields; one that can change it does.
        if (Level::Reporter..=Level::Owner).contains(&needs.write) {
            means.push(format!("reading {them} may require the {} role", needs.write));
        }
        Halt::impossible(
            format!("GitLab does not return `{}`", fields.join("`, `")),
            format!("{}: remove the {noun}, or upgrade", means.join("; ")),
        )
    }

    /// The ID of a project or group is needed that this plan creates.
    pub fn not_yet(path: &str) -> Self {
        Halt::impossible(
            format!("`{}` is created by this plan, so its ID is not known yet", marked(path)),
            "apply the plan, then plan again",
        )
    }

    /// GitLab's response is complete, but cannot be understood: the object is not absent, and nothing can be concluded.
    pub fn not_understood(why: impl fmt::Display) -> Self {
        Halt::impossible(
            format!("cannot understand GitLab's response ({why}); nothing is planned from it"),
            "check for a proxy between labwright and GitLab; if this GitLab is newer than labwright supports, update labwright",
        )
    }
}
