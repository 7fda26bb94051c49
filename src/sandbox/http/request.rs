//! A parsed request: path, query, headers, and body, merged as Rack merges them.
//!
//! Refusals that precede routing and authentication (broken JSON, null bytes, bad escapes, content types) are made here.

use serde_json::{Map, Value};

use super::reply::Refusal;

/// One request, below `/api/v4`.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Raw: still encoded, without the query.
    pub(crate) path: String,
    /// Raw, without the question mark.
    pub(crate) query: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// What a client sent, whether a route declares it or not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sent {
    /// Query and body; the body wins.
    pub(crate) all: Map<String, Value>,
    /// The query alone, which links to other pages repeat.
    pub(crate) query: Map<String, Value>,
    /// The body, as it is recorded.
    pub(crate) body: Option<Value>,
}

impl Request {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The effective method: a POST can override its own.
    pub(crate) fn verb(&self) -> String {
        match self.header("x-http-method-override") {
            Some(other) if self.method == "POST" => other.to_ascii_uppercase(),
            _ => self.method.clone(),
        }
    }

    pub(crate) fn query_pairs(&self) -> Vec<(String, String)> {
        let pairs = self.query.split('&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode_form(name).unwrap_or_default(), decode_form(value).unwrap_or_default())
            })
            .collect()
    }

    /// Parses query and body.
    pub(crate) fn sent(&self) -> Result<Sent, Refusal> {
        let mut query = Map::new();
        read_form(&self.query, &mut query)?;
        let body = self.read_body()?;
        let mut all = query.clone();
        if let Some(Value::Object(body)) = &body {
            for (name, value) in body {
                all.insert(name.clone(), value.clone());
            }
        }
        Ok(Sent { all, query, body })
    }

    fn read_body(&self) -> Result<Option<Value>, Refusal> {
        if self.body.is_empty() {
            return Ok(None);
        }
        let header = self.header("content-type");
        let kind = header.unwrap_or("").split(';').next().unwrap_or("").trim().to_ascii_lowercase();
        match kind.as_str() {
            // Compressed bodies are not supported.
            "application/json" if self.header("content-encoding").is_some() => {
                Err(Refusal::early(400, "Invalid JSON format"))
            }
            "application/json" => read_json(&self.body).map(Some),
            "application/x-www-form-urlencoded" => {
                let text = std::str::from_utf8(&self.body).map_err(|_| Refusal::bad_request())?;
                let mut form = Map::new();
                read_form(text, &mut form)?;
                Ok(Some(Value::Object(form)))
            }
            "multipart/form-data" => {
                let form = super::form::read(header.unwrap_or(""), &self.body);
                form.map(Some).ok_or_else(Refusal::bad_request)
            }
            _ if self.method == "GET" || self.method == "HEAD" => Ok(None),
            "" if header.is_some() => Err(Refusal::not_acceptable()),
            other => Err(Refusal::error(
                415,
                format!("The provided content-type '{other}' is not supported."),
            )),
        }
    }
}

fn read_json(body: &[u8]) -> Result<Value, Refusal> {
    let text = std::str::from_utf8(body).map_err(|_| Refusal::bad_request())?;
    let value: Value = match serde_json::from_str(text).or_else(|error| {
        let plain = without_comments(text);
        if plain == text { Err(error) } else { serde_json::from_str(&plain) }
    }) {
        Ok(value) => value,
        Err(_) if text.contains("NaN") => return Err(Refusal::bad_request()),
        Err(error)
            if error.to_string().starts_with("trailing characters")
                && text.trim_start().starts_with('{') =>
        {
            return Err(Refusal::bad_request());
        }
        Err(_) => return Err(Refusal::early(400, "Invalid JSON format")),
    };
    if value.is_number() || value.is_boolean() {
        return Err(Refusal::early(400, "Invalid JSON format"));
    }
    if depth(&value) > 32 {
        return Err(Refusal::early(400, "Parameters nested too deeply"));
    }
    if holds_null_byte(&value) {
        return Err(Refusal::bad_request());
    }
    Ok(value)
}

/// Ruby's JSON parser accepts `/* … */`.
fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let (mut quoted, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let comment = (!quoted).then(|| rest.strip_prefix("/*")?.split_once("*/")).flatten();
        if let Some((_, after)) = comment {
            rest = after;
            continue;
        }
        quoted = if letter == '"' && !escaped { !quoted } else { quoted };
        escaped = quoted && letter == '\\' && !escaped;
        plain.push(letter);
        rest = rest.get(letter.len_utf8()..).unwrap_or("");
    }
    plain
}

/// Levels of nesting, the value itself included.
fn depth(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Value::Object(fields) => 1 + fields.values().map(depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn holds_null_byte(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_null_byte),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains('\0') || holds_null_byte(value))
        }
        _ => false,
    }
}

/// Decodes `%41` and, as forms do, `+`.
fn decode_form(text: &str) -> Result<String, Refusal> {
    decode(&text.replace('+', " ")).ok_or_else(Refusal::bad_request)
}

/// Decodes escapes; `None` for a broken one, invalid UTF-8, and null bytes.
pub(crate) fn decode(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let escaped =
            bytes.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
        if *byte == b'%' && !escaped {
            return None;
        }
    }
    let decoded = percent_encoding::percent_decode_str(text).decode_utf8().ok()?;
    (!decoded.contains('\0')).then(|| decoded.into_owned())
}

/// Parses `a=1&b[]=2&c[][key]=3&d[x]=4` into a tree; the last of equal names wins.
fn read_form(text: &str, into: &mut Map<String, Value>) -> Result<(), Refusal> {
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, value) = (decode_form(name)?, decode_form(value)?);
        let (first, rest) = match name.find('[') {
            Some(at) if at > 0 => name.split_at(at),
            _ => (name.as_str(), ""),
        };
        let slot = into.entry(first.to_owned()).or_insert(Value::Null);
        place(slot, rest, Value::String(value));
    }
    Ok(())
}

/// Puts a value where the brackets after a name point.
fn place(slot: &mut Value, brackets: &str, value: Value) {
    let Some((key, rest)) = brackets.strip_prefix('[').and_then(|inner| inner.split_once(']'))
    else {
        *slot = value;
        return;
    };
    if !key.is_empty() {
        if !slot.is_object() {
            *slot = Value::Object(Map::new());
        }
        if let Value::Object(fields) = slot {
            place(fields.entry(key.to_owned()).or_insert(Value::Null), rest, value);
        }
        return;
    }
    if !slot.is_array() {
        *slot = Value::Array(Vec::new());
    }
    let Value::Array(items) = slot else { return };
    // A key that the last object of the list lacks is added to it; one that it has starts the next object.
    let inner = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')).map(|(key, _)| key);
    let fits = |last: &&mut Value| match (last, inner) {
        (Value::Object(fields), Some(inner)) => !inner.is_empty() && !fields.contains_key(inner),
        _ => false,
    };
    match items.last_mut().filter(fits) {
        Some(last) => place(last, rest, value),
        None => {
            let mut fresh = Value::Null;
            place(&mut fresh, rest, value);
            items.push(fresh);
        }
    }
}
