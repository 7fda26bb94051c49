//! Acts: calls that leave no state behind, so no file can declare them.
//!
//! Everything here is pure except [`Act::send`]. **Invariant:** only the functions below create an [`Act`], and each
//! makes one call for one object that GitLab itself listed. An act cannot be built from a path, so it starts only when a
//! person names an object.
//!
//! ```compile_fail,E0451
//! use labwright::{act::Act, gitlab::ApiPath};
//! let act = Act { address: String::new(), path: ApiPath::new("hooks"), after: "", check: None };
//! ```

use serde_json::Value;

use crate::gitlab::{ApiError, ApiPath, Method, Once, Permit, Reader, Writer, without_credentials};
use crate::problem::clean;
use crate::resource::Scope;

/// One call for one object, which a person named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    address: String,
    path: ApiPath,
    after: &'static str,
    /// The list and the ID of the check, which is no longer failed once it is retried; `None` for a hook.
    check: Option<(ApiPath, u64)>,
}

/// Why a name does not identify one object.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unclear {
    /// Nothing has this name.
    #[error("{noun} `{wanted}` not found")]
    Nothing {
        /// What was looked for.
        noun: &'static str,
        /// The name.
        wanted: String,
        /// A few of the names that exist.
        names: Vec<String>,
    },
    /// Several objects have it.
    #[error("{} {noun}s match `{wanted}`: IDs {}", .ids.len(), list(.ids))]
    Several {
        /// What was looked for.
        noun: &'static str,
        /// The name.
        wanted: String,
        /// The IDs of the objects that have it.
        ids: Vec<u64>,
    },
    /// The object is not in the state that the act needs.
    #[error("the {noun} `{wanted}` is {state}; only a failed one can be retried")]
    NotFailed {
        /// What was found.
        noun: &'static str,
        /// Its name.
        wanted: String,
        /// Its state.
        state: String,
    },
}

impl Unclear {
    /// What to do about it.
    pub fn next_step(&self) -> String {
        match self {
            Unclear::Nothing { names, .. } if names.is_empty() => {
                "check that one exists, and that this token can see it".to_owned()
            }
            Unclear::Nothing { names, .. } => format!("use one of: {}", names.join(", ")),
            Unclear::Several { .. } => "use the ID instead".to_owned(),
            Unclear::NotFailed { .. } => "nothing to do; nothing was sent".to_owned(),
        }
    }
}

fn list(ids: &[u64]) -> String {
    ids.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}

/// How many names a message lists.
const NAMES: usize = 10;

/// The object of a live list that `wanted` names: by its ID, or else by the first of `keys` that is equal to it.
///
/// # Errors
/// No object matches, or several do.
pub fn pick<'a>(
    live: &'a [Value],
    noun: &'static str,
    keys: &[&str],
    wanted: &str,
) -> Result<&'a Value, Unclear> {
    let shown = |text: &str| clean(&without_credentials(text)).into_owned();
    if let Ok(id) = wanted.parse::<u64>()
        && let Some(found) = live.iter().find(|it| it["id"] == id)
    {
        return Ok(found);
    }
    for key in keys {
        let found: Vec<&Value> = live.iter().filter(|it| it[*key] == wanted).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one),
            several => {
                let ids = several.iter().filter_map(|it| it["id"].as_u64()).collect();
                return Err(Unclear::Several { noun, wanted: shown(wanted), ids });
            }
        }
    }
    let name = |it: &Value| keys.iter().find_map(|key| it[*key].as_str()).map(shown);
    let mut names: Vec<String> = live.iter().filter_map(name).take(NAMES + 1).collect();
    if names.len() > NAMES {
        names[NAMES] = "…".to_owned();
    }
    Err(Unclear::Nothing { noun, wanted: shown(wanted), names })
}

/// What identifies a system hook.
pub const HOOK_KEYS: &[&str] = &["name", "url"];

impl Act {
    /// Tests a system hook with mock data, given all hooks and the name, URL, or ID of one.
    ///
    /// # Errors
    /// No hook matches, or several do.
    pub fn test_hook(hooks: &[Value], wanted: &str) -> Result<Act, Unclear> {
        let scope = Scope::instance();
        let hook = pick(hooks, "system hook", HOOK_KEYS, wanted)?;
        let key = HOOK_KEYS.iter().find_map(|key| hook[*key].as_str()).unwrap_or_default();
        Ok(Act {
            address: scope.address_of("system_hooks", &without_credentials(key)).to_string(),
            path: scope.at("hooks").id(hook),
            check: None,
            after: "Asked GitLab to send mock data of the event project_create to the hook's URL.\n\
                    The response does not show whether it arrived; check the receiver.",
        })
    }

    /// Sends a failed status check to its service again, given the checks of a merge request (the scope) and the name
    /// or ID of one.
    ///
    /// # Errors
    /// No check matches, or it has not failed.
    pub fn retry_status_check(
        scope: &Scope,
        checks: &[Value],
        wanted: &str,
    ) -> Result<Act, Unclear> {
        const NOUN: &str = "status check";
        let check = pick(checks, NOUN, &["name"], wanted)?;
        let name = check["name"].as_str().unwrap_or(wanted);
        let state = check["status"].as_str().unwrap_or("without a status");
        if state != "failed" {
            let (wanted, state) = (clean(name).into_owned(), clean(state).into_owned());
            return Err(Unclear::NotFailed { noun: NOUN, wanted, state });
        }
        Ok(Act {
            address: scope.address_of("status_checks", name).to_string(),
            path: scope.at("status_checks").id(check).seg("retry"),
            check: check["id"].as_u64().map(|id| (scope.at("status_checks"), id)),
            after: "GitLab sends the merge request to the check's service again; the check is now pending.\n\
                    If the service does not answer within two minutes, the check fails.",
        })
    }

    /// The object.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The HTTP method.
    pub fn method(&self) -> Method {
        Method::Post
    }

    /// Below `/api/v4`.
    pub fn path(&self) -> &ApiPath {
        &self.path
    }

    /// What happened once GitLab responded, and what its response does not show, in two lines.
    pub fn after(&self) -> &'static str {
        self.after
    }

    /// Makes the call. Besides an approved plan, this is the only place where a permit is granted: naming the object was
    /// the approval, and an act can do nothing else. Returns the status of GitLab's response, or `None` if the response was lost
    /// but the call took effect.
    ///
    /// # Errors
    /// Any [`ApiError`]. A call whose response is lost is never sent again: both acts have effects elsewhere.
    pub async fn send(self, reader: &Reader) -> Result<Option<u16>, ApiError> {
        let writer = Writer::new(reader, Permit::granted());
        let Some((list, id)) = self.check else {
            return match writer.send(Method::Post, &self.path, None).await {
                Ok(answer) => Ok(Some(answer.status)),
                Err(error) if error.is_unknown() => Err(error
                    .adding("it may have taken effect and is not sent again")
                    .advising("Check the receiver before you test the hook again")),
                Err(error) => Err(error),
            };
        };
        let find = async || {
            let checks = reader.list(&list).await?;
            let retried = |it: &&Value| it["id"] == id && it["status"] != "failed";
            Ok(checks.iter().find(retried).map(|_| None))
        };
        let next = "Run it again: labwright retries the check only if it is still failed";
        let sent =
            writer.once(&self.path, None, next, |answer| Some(Some(answer.status)), find).await;
        sent.map(|Once { left, .. }| left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn hooks() -> Vec<Value> {
        vec![
            json!({ "id": 1, "name": "audit", "url": "https://a.example" }),
            json!({ "id": 2, "name": "twin", "url": "https://b.example" }),
            json!({ "id": 3, "name": "twin", "url": "https://c.example" }),
            json!({ "id": 4, "name": null, "url": "https://u:secret@d.example" }),
            json!({ "id": 5, "name": "1", "url": "https://e.example" }),
        ]
    }

    #[test]
    fn a_hook_is_meant_by_id_name_or_url() {
        let check = |wanted: &str, path: &str, address: &str| {
            let act = Act::test_hook(&hooks(), wanted).unwrap();
            assert_eq!((act.path.as_str(), act.address.as_str()), (path, address));
        };
        check("audit", "hooks/1", "instance/system_hooks/audit");
        check("1", "hooks/1", "instance/system_hooks/audit");
        check("5", "hooks/5", "instance/system_hooks/1");
        check("https://c.example", "hooks/3", "instance/system_hooks/twin");
        check(
            "https://u:secret@d.example",
            "hooks/4",
            "instance/system_hooks/https://***@d.example",
        );
    }

    #[test]
    fn a_name_that_is_unclear_is_told_with_what_there_is() {
        let twin = Act::test_hook(&hooks(), "twin").unwrap_err();
        assert_eq!(twin.to_string(), "2 system hooks match `twin`: IDs 2, 3");
        let none = Act::test_hook(&hooks(), "https://x:pw@y").unwrap_err();
        assert_eq!(none.to_string(), "system hook `https://***@y` not found");
        assert_eq!(none.next_step(), "use one of: audit, twin, twin, https://***@d.example, 1");
    }

    #[test]
    fn only_a_failed_check_is_retried() {
        let scope = Scope::merge_request("acme/api", 4);
        let checks =
            |status: &str| vec![json!({ "id": 7, "name": "Compliance Tool", "status": status })];
        let act = Act::retry_status_check(&scope, &checks("failed"), "Compliance Tool").unwrap();
        assert_eq!(act.path.as_str(), "projects/acme%2Fapi/merge_requests/4/status_checks/7/retry");
        for status in ["passed", "pending"] {
            let told =
                Act::retry_status_check(&scope, &checks(status), "7").unwrap_err().to_string();
            assert!(told.contains("Compliance Tool") && told.contains(status), "{told}");
        }
    }
}
