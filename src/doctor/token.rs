//! The token: its type, its scopes, and when it expires.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::finding::{Finding, Stops};
use crate::problem::{Problem, clean};

/// How many days before the token expires the warnings begin.
const NEAR: i64 = 14;

/// What is known about the token. Never the token itself.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TokenReport {
    /// Where it was found: `GITLAB_TOKEN`, or the file of `--token-file`.
    pub source: String,
    /// Its type: personal, project, or group access token, or token of a service account; null if GitLab does not report
    /// it.
    pub kind: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// The user that it belongs to.
    pub user: Option<String>,
    /// Whether that user is an administrator of the instance.
    pub administrator: bool,
    /// Its scopes; null if GitLab does not return them.
    pub scopes: Option<Vec<String>>,
    /// The day on which it expires; null if it never expires, or GitLab does not return the date.
    pub expires_at: Option<String>,
    /// Days until then.
    pub days_left: Option<i64>,
}

impl TokenReport {
    /// Reads GitLab's responses about the token and its user.
    pub(super) fn read(
        source: String,
        own: Option<&Value>,
        user: Option<&Value>,
        today: Date,
    ) -> Self {
        let text = |of: Option<&Value>, key: &str| {
            of.and_then(|it| it[key].as_str()).map(|it| clean(it).into_owned())
        };
        let username = text(user, "username");
        let scopes = own.and_then(|it| it["scopes"].as_array()).map(|list| {
            let words = list.iter().filter_map(Value::as_str);
            words.map(|it| clean(it).into_owned()).collect::<Vec<_>>()
        });
        let expires_at = text(own, "expires_at");
        let end = expires_at.as_deref().and_then(|it| it.parse::<Date>().ok());
        TokenReport {
            source,
            kind: own.map(|_| kind(username.as_deref(), user).to_owned()),
            name: text(own, "name"),
            user: username,
            administrator: user.is_some_and(|it| it["is_admin"] == true),
            scopes,
            expires_at,
            days_left: end.and_then(|it| it.since(today).ok()).map(|it| i64::from(it.get_days())),
        }
    }

    /// Whether it has a scope; `None` if that is not known, as for a fine-grained token.
    pub(super) fn has(&self, scope: &str) -> Option<bool> {
        let scopes = self.scopes.as_ref()?;
        let has = scopes.iter().any(|it| it == scope);
        (has || !scopes.iter().any(|it| it == "granular")).then_some(has)
    }

    /// What is wrong with the token, regardless of the files.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut find = |stops, message: String, hint: &str| {
            findings.push(Finding::new(stops, None, Problem::new(message).hint(hint)));
        };
        let told = || match self.scopes.as_deref().unwrap_or_default() {
            [] => "no scopes".to_owned(),
            [one] => format!("only the {one} scope"),
            some => format!("only the scopes {}", some.join(", ")),
        };
        match (self.has("api"), self.has("read_api")) {
            (Some(false), Some(false)) => find(
                Stops::Plan,
                format!("the token cannot read GitLab's objects: it has {}", told()),
                "create a token with the api scope; a plan needs only read_api",
            ),
            (Some(false), _) => find(
                Stops::Apply,
                "the token can only read (scope read_api): a plan would succeed, an apply would fail"
                    .to_owned(),
                "for an apply, use a token with the api scope",
            ),
            (None, _) if self.scopes.is_some() => find(
                Stops::Nothing,
                "the token is fine-grained: its permissions show only when it is used".to_owned(),
                "if a call is refused, the message names the permission to add",
            ),
            (None, _) => find(
                Stops::Nothing,
                "GitLab does not return the scopes of this token: it is of another type, or GitLab is too old"
                    .to_owned(),
                "if a call is refused, the message names the missing scope",
            ),
            _ => {}
        }
        if let (Some(days), Some(end)) = (self.days_left, &self.expires_at)
            && days <= NEAR
        {
            let when = match days {
                ..=0 => "today".to_owned(),
                1 => "tomorrow".to_owned(),
                _ => format!("in {days} days"),
            };
            find(
                Stops::Nothing,
                format!("the token expires {when}, on {end}; it does not work on that day"),
                "rotate it before then; GitLab limits tokens to 365 days (400 if enabled)",
            );
        }
        findings
    }
}

/// The type, derived from the token's user: tokens of projects and groups have their own users.
fn kind(username: Option<&str>, user: Option<&Value>) -> &'static str {
    let name = username.unwrap_or_default();
    let bot = user.is_some_and(|it| it["bot"] == true);
    let is = |before: &str| {
        let rest = name.strip_prefix(before).and_then(|it| it.split_once("_bot"));
        bot && rest.is_some_and(|(id, _)| id.bytes().all(|it| it.is_ascii_digit()))
    };
    match () {
        () if is("project_") => "project access token",
        () if is("group_") => "group access token",
        () if name.starts_with("service_account_") => "token of a service account",
        () if bot => "token of a bot",
        () => "personal access token",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(own: Value, user: Value) -> TokenReport {
        let today = Date::constant(2026, 1, 20);
        TokenReport::read("GITLAB_TOKEN".to_owned(), Some(&own), Some(&user), today)
    }

    #[test]
    fn a_token_is_known_by_its_user() {
        for (user, bot, kind) in [
            ("mia", false, "personal access token"),
            ("project_114_bot_620ac0c74f99", true, "project access token"),
            ("project_6_bot", true, "project access token"),
            ("project_x_bot_1", true, "token of a bot"),
            ("project_6_bot", false, "personal access token"),
            ("group_311_bot_7d91ab1dee9e", true, "group access token"),
            ("service_account_group_3_a1", false, "token of a service account"),
            ("alert-bot", true, "token of a bot"),
        ] {
            let token = read(json!({ "scopes": [] }), json!({ "username": user, "bot": bot }));
            assert_eq!(token.kind.as_deref(), Some(kind), "{user}");
        }
    }

    #[test]
    fn what_a_token_stops_depends_on_its_scopes() {
        let stops = |scopes: Value| {
            let token = read(json!({ "scopes": scopes }), json!({ "username": "mia" }));
            token.findings().iter().map(|it| it.stops).collect::<Vec<_>>()
        };
        assert_eq!(stops(json!(["api"])), []);
        assert_eq!(stops(json!(["read_user", "read_api"])), [Stops::Apply]);
        assert_eq!(stops(json!(["read_user"])), [Stops::Plan]);
        assert_eq!(stops(json!([])), [Stops::Plan]);
        assert_eq!(stops(json!(["granular"])), [Stops::Nothing]);
        assert_eq!(stops(json!(null)), [Stops::Nothing], "not returned");
        let user = json!({ "username": "mia" });
        let untold =
            TokenReport::read("x".to_owned(), None, Some(&user), Date::constant(2026, 1, 20));
        assert_eq!((untold.kind.as_deref(), untold.has("api")), (None, None));
    }

    #[test]
    fn an_end_that_is_near_is_told() {
        let told = |end: Value| {
            let token = read(json!({ "scopes": ["api"], "expires_at": end }), json!({}));
            token.findings().into_iter().map(|it| it.message).collect::<String>()
        };
        assert!(told(json!("2026-02-03")).contains("in 14 days"));
        assert!(told(json!("2026-01-21")).contains("tomorrow"));
        assert!(told(json!("2026-01-20")).contains("today"));
        assert_eq!(told(json!("2026-02-04")), "");
        assert_eq!(told(json!(null)), "");
    }
}
