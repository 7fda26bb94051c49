//! What has to be equal: everything of a refusal; of a success all but what hangs on clocks, counters and chance.

use serde_json::Value;

use crate::wire::Answer;

const SERVER: &str = "https://gitlab.example.com";

const HEADERS: &[&str] = &[
    "content-type",
    "link",
    "x-page",
    "x-per-page",
    "x-next-page",
    "x-prev-page",
    "x-total",
    "x-total-pages",
    "poll-interval",
    "location",
    "www-authenticate",
    "allow",
    "cache-control",
    "x-gitlab-blob-id",
    "x-gitlab-content-sha256",
    "x-gitlab-encoding",
    "x-gitlab-execute-filemode",
    "x-gitlab-ref",
    "x-gitlab-size",
];

/// Compares an answer with the recorded one.
pub(crate) fn compare(
    recorded: &Value,
    cut: bool,
    answer: &Answer,
    url: &str,
) -> Result<(), String> {
    let status = recorded["status"].as_u64().unwrap();
    let body = String::from_utf8_lossy(&answer.body).replace(url, SERVER);
    let body = body.replace(url.trim_start_matches("http://"), "gitlab.example.com");
    let told = || body.chars().take(600).collect::<String>();
    if u64::from(answer.status) != status {
        return Err(format!(
            "status {} instead of {status}, {} instead of {}",
            answer.status,
            told(),
            recorded["body"]
        ));
    }
    for name in HEADERS {
        let theirs = recorded["headers"][*name].as_str();
        let ours = answer.header(name).map(|value| value.replace(url, SERVER));
        if theirs != ours.as_deref() {
            return Err(format!("header {name}: {ours:?} instead of {theirs:?}"));
        }
    }
    let json = answer.header("content-type") == Some("application/json") && !body.is_empty();
    let ours = if json {
        serde_json::from_str(&body).map_err(|error| format!("{error} in {}", told()))?
    } else if body.is_empty() {
        Value::Null
    } else {
        Value::from(body.as_str())
    };
    let theirs = &recorded["body"];
    if status >= 300 {
        return if ours == *theirs { Ok(()) } else { Err(format!("{ours} instead of {theirs}")) };
    }
    // Some bodies were not recorded at all.
    if theirs == "cut" { Ok(()) } else { alike(&ours, theirs, "", cut) }
}

/// Keys whose values hang on clocks, counters or chance: only their types are compared.
fn varies(key: &str) -> bool {
    const KEYS: &[&str] = &[
        "id",
        "sha",
        "username",
        // MD5, which no tool computes any more.
        "fingerprint",
        "avatar_url",
        "last_used_ips",
        "runners_token",
        "invite_token",
        "token",
        "secret",
        "application_id",
        "verification_code",
        "email",
        "parent_ids",
        // Markdown is not rendered.
        "description_html",
    ];
    const ENDINGS: &[&str] = &["_id", "_at", "_on", "_sha", "_email", "_date"];
    KEYS.contains(&key) || ENDINGS.iter().any(|ending| key.ends_with(ending))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "list",
        Value::Object(_) => "object",
    }
}

fn alike(ours: &Value, theirs: &Value, place: &str, cut: bool) -> Result<(), String> {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            let person = theirs.contains_key("username");
            for (key, value) in theirs {
                let place = format!("{place}.{key}");
                let own = ours.get(key).ok_or_else(|| format!("{place} is missing"))?;
                if varies(key)
                    || (person && key == "web_url")
                    || value.as_str().is_some_and(|text| {
                        // A site of its own has a random part in its name.
                        text.contains("/-/commit/") || text.ends_with(".pages.example.com")
                    })
                {
                    // Some of the recorded servers had pictures by e-mail address, others none.
                    let picture = person && key == "avatar_url";
                    if kind(own) != kind(value) && !picture {
                        return Err(format!("{place} is {own} instead of {value}"));
                    }
                } else {
                    alike(own, value, &place, cut)?;
                }
            }
            match ours.keys().find(|key| !theirs.contains_key(*key)) {
                Some(key) if !cut => Err(format!("{place}.{key} is more than was told")),
                _ => Ok(()),
            }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            if ours.len() != theirs.len() {
                return Err(format!(
                    "{place} has {} entries instead of {}",
                    ours.len(),
                    theirs.len()
                ));
            }
            let mut pairs = ours.iter().zip(theirs).enumerate();
            pairs.try_for_each(|(at, (ours, theirs))| {
                alike(ours, theirs, &format!("{place}[{at}]"), cut)
            })
        }
        _ if ours == theirs => Ok(()),
        // Fractions of seconds that a job took.
        _ if ours.is_f64() && theirs.is_f64() => Ok(()),
        _ => Err(format!("{place} is {ours} instead of {theirs}")),
    }
}
