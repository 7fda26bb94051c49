//! The calls that change a hook, around GitLab's traps.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::{HEADERS, Home, Hook, SIGNING_TOKEN, TOKEN, URL, VARIABLES};
use crate::gitlab::{ApiPath, Method, host_of, shortened};
use crate::resource::{
    Action, Call, Change, Check, Datum, Fresh, Halt, Live, Look, Lower, Rule, Secret, Sent,
    Setting, Url, Verdict,
};

/// The variables that a URL uses, in GitLab's grammar; anything else is literal text.
pub(super) fn placeholders(url: &str) -> BTreeSet<&str> {
    let inside = url.split('{').skip(1).filter_map(|it| it.split_once('}').map(|(name, _)| name));
    inside.filter(|name| is_key(name)).collect()
}

fn is_key(name: &str) -> bool {
    let mut groups = name.split(['.', '_', '-']);
    let first = groups.next().unwrap_or_default();
    let letters = first.trim_end_matches(|it: char| it.is_ascii_digit());
    let alnum = |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_alphanumeric());
    !letters.is_empty() && letters.chars().all(|it| it.is_ascii_alphabetic()) && groups.all(alnum)
}

pub(super) fn keys(map: &Setting<BTreeMap<String, Secret>>) -> BTreeSet<String> {
    map.value().into_iter().flat_map(BTreeMap::keys).cloned().collect()
}

/// A hook that is changed, and what it had.
pub(super) struct Changing<'a, 'l, H: Home> {
    pub(super) wanted: &'a Hook<H>,
    pub(super) had: &'a Hook<H>,
    pub(super) live: &'a Live<'a>,
    pub(super) look: &'a Look<'l>,
}

impl<H: Home> Changing<'_, '_, H> {
    pub(super) fn calls(&self, changes: Vec<Change>) -> Result<Vec<Call>, Halt> {
        let of = |field: &str| changes.iter().find(|it| it.field == field).cloned();
        let used = |key: &str| match self.wanted.url.value() {
            Some(Url::Text(url)) => placeholders(url).contains(key),
            // What a referenced url uses must not depend on whether it can be resolved here.
            Some(Url::Secret(_)) => true,
            None => false,
        };
        let sends = |field: &str, keys: &dyn Fn(&str) -> bool| {
            let all = self.look.rotates() && of(field).is_some();
            all && self.variables().iter().any(|it| keys(it))
        };
        let rotates_used = sends(VARIABLES, &used);
        if of(URL).is_some() || rotates_used {
            return self.new_url(changes);
        }
        let mut calls = Vec::new();
        let plain = |it: &&Change| !matches!(it.field, VARIABLES | HEADERS);
        let mut first: Vec<Change> = changes.iter().filter(plain).cloned().collect();
        let mut body = body_of(&first);
        for (field, had) in
            [(VARIABLES, &self.variables()), (HEADERS, &keys(&self.had.custom_headers))]
        {
            let Some(change) = of(field) else { continue };
            let Some(Datum::Record(after)) = &change.after else { continue };
            let new = |key: &String| self.look.rotates() || !had.contains(key);
            let add: BTreeMap<_, _> = after
                .iter()
                .filter(|(key, _)| new(key))
                .map(|(k, v)| (k.clone(), v.clone()))
                .collect();
            if !add.is_empty() {
                body.insert(field.to_owned(), Datum::Record(add).key_values());
                let kept = had.iter().filter(|it| !after.contains_key(*it));
                let kept = kept.map(|it| (it.clone(), Datum::Secret(Secret::Present(true))));
                let mut change = change.clone();
                change.after = Some(Datum::Record(after.clone().into_iter().chain(kept).collect()));
                first.push(change);
            }
            for key in had.iter().filter(|it| !after.contains_key(*it)) {
                calls.push(self.remove(field, key)?);
            }
        }
        if !body.is_empty() {
            calls.insert(0, self.put(body, first));
        }
        Ok(calls)
    }

    /// A new URL, or new values for variables that the URL uses.
    fn new_url(&self, changes: Vec<Change>) -> Result<Vec<Call>, Halt> {
        let lost = keys(&self.had.custom_headers);
        if !lost.is_empty() && self.wanted.custom_headers == Setting::Unmanaged {
            let names: Vec<_> = lost.into_iter().collect();
            return Err(Halt::impossible(
                format!(
                    "GitLab removes the headers {} when the URL changes, and labwright does not know their values",
                    names.join(", ")
                ),
                "declare `custom_headers` with a secret for each, or use `{}` to remove them",
            ));
        }
        let present = |it: &Setting<Secret>| it.value() == Some(&Secret::Present(true));
        let tokens = [
            (TOKEN, &self.wanted.token, &self.had.token),
            (SIGNING_TOKEN, &self.wanted.signing_token, &self.had.signing_token),
        ];
        for (field, wanted, had) in tokens {
            if *wanted == Setting::Unmanaged && present(had) {
                let what = field.replace('_', " ");
                return Err(Halt::impossible(
                    format!(
                        "GitLab removes the {what} when the URL changes, and labwright does not know it"
                    ),
                    format!("declare `{field}`, or use `{field}: null` to remove it"),
                ));
            }
        }
        let mut calls = Vec::new();
        let live = self.had.url.value().and_then(Url::text).unwrap_or_default();
        // The plan contains the value that the url has for a moment, so that value is not made from a reference.
        let (templated, before, between) = match self.wanted.url.value() {
            Some(Url::Text(url)) => (!placeholders(url).is_empty(), live.to_owned(), url.clone()),
            Some(Url::Secret(_)) => {
                let uses = self.wanted.url_variables.value().is_some_and(|it| !it.is_empty());
                (uses, shortened(live), host_of(live).unwrap_or_default())
            }
            None => (false, live.to_owned(), String::new()),
        };
        if templated && !self.variables().is_empty() {
            let plain: String = between.chars().filter(|it| !matches!(it, '{' | '}')).collect();
            let step = Change {
                field: URL,
                wire: URL,
                rule: Rule::Plain,
                before: Some(Datum::Text(before)),
                after: Some(Datum::Text(plain.clone())),
            };
            let body = Map::from_iter([(URL.to_owned(), json!(plain))]);
            let call = self.put(body, vec![step]);
            calls.push(call.because(
                "temporary: GitLab removes variables that a URL uses only together with the URL",
            ));
        }
        let (headers, mut rest): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|it| it.field == HEADERS);
        if rest.iter().all(|it| it.field != URL) {
            rest.extend(self.wanted.url.value().map(|it| self.again(URL, it.lower())));
        }
        for (field, wanted, _) in tokens {
            if let (Setting::Value(token), true) = (wanted, rest.iter().all(|it| it.field != field))
            {
                rest.push(self.again(field, Datum::Secret(token.clone())));
            }
        }
        // Variables are sent together with the template; with a plain URL GitLab would remove them like the old ones.
        let variables = self.wanted.url_variables.value().map(Lower::lower);
        rest.retain(|it| it.field != VARIABLES);
        let mut body = body_of(&rest);
        if self.wanted.token == Setting::Cleared {
            // GitLab removes it with the old URL. A separate call would be a different one once that URL is gone.
            body.shift_remove(TOKEN);
        }
        let mut later = Vec::new();
        if let Some(variables) = variables.filter(|it| *it != Datum::Record(BTreeMap::new())) {
            let change = self.again(VARIABLES, variables.clone());
            if templated || self.variables().is_empty() {
                body.insert(VARIABLES.to_owned(), variables.key_values());
                rest.push(change);
            } else {
                later.push((change, variables));
            }
        }
        let main = self.put(body, rest);
        calls.push(main.because(
            "GitLab removes the token when the URL changes, so it is sent again with the new URL",
        ));
        let declared = || self.wanted.custom_headers.value().map(Lower::lower);
        let wanted_headers = headers.into_iter().find_map(|it| it.after).or_else(declared);
        if let Some(headers) = wanted_headers.filter(|it| *it != Datum::Record(BTreeMap::new())) {
            later.push((self.again(HEADERS, headers.clone()), headers));
        }
        if !later.is_empty() {
            let body = later.iter().map(|(it, value)| (it.wire.to_owned(), value.key_values()));
            let body = body.collect();
            let changes = later.into_iter().map(|(change, _)| change).collect();
            let call = self.put(body, changes);
            calls.push(call.because(
                "GitLab removes these when the URL changes, so they are sent again afterwards",
            ));
        }
        Ok(calls)
    }

    /// The names of the variables that the hook had.
    fn variables(&self) -> BTreeSet<String> {
        keys(&self.had.url_variables)
    }

    fn put(&self, body: Map<String, Value>, changes: Vec<Change>) -> Call {
        Call::update(self.look, self.live.path.clone(), body, changes)
    }

    fn again(&self, field: &'static str, after: Datum) -> Change {
        let rule = if field == URL { Rule::Plain } else { Rule::WriteOnly };
        Change { field, wire: field, rule, before: None, after: Some(after) }
    }

    /// Removes one variable or header; no other call does.
    fn remove(&self, field: &'static str, key: &str) -> Result<Call, Halt> {
        if key.contains('.') {
            return Err(Halt::impossible(
                format!(
                    "GitLab cannot remove `{key}` from `{field}`: it treats the part before the dot as the key"
                ),
                "remove it in GitLab, or delete the hook and declare it under another name",
            ));
        }
        let secret = Datum::Secret(Secret::Present(true));
        let one = |it: Datum| Datum::Record(BTreeMap::from([(key.to_owned(), it)]));
        Ok(Call {
            changes: vec![Change {
                field,
                wire: field,
                rule: Rule::WriteOnly,
                before: Some(one(secret)),
                after: Some(Datum::Record(BTreeMap::new())),
            }],
            why: Some(format!("removes `{key}`")),
            ..Call::new(
                Action::Update,
                Method::Delete,
                self.live.path.clone().seg(field).seg(key),
                Check::new(Fresh::find(self.live.path.clone()), key_is_gone),
            )
        })
    }
}

/// Whether the hook no longer names the variable or header at the end of the path.
fn key_is_gone(sent: &Sent<'_>, hook: &Value) -> Verdict {
    let mut parts = sent.path.as_str().rsplit('/');
    let (key, field) = (parts.next(), parts.next().unwrap_or_default());
    let mut keys = hook[field].as_array().into_iter().flatten().filter_map(|it| it["key"].as_str());
    if keys.any(|it| Some(ApiPath::new(it).as_str()) == key) {
        Verdict::Failed("GitLab accepted the deletion, but did not delete the key".to_owned())
    } else {
        Verdict::Good
    }
}

fn body_of(changes: &[Change]) -> Map<String, Value> {
    changes.iter().filter_map(|it| Some((it.wire.to_owned(), it.after.as_ref()?.body()))).collect()
}
