//! Forms with files (`multipart/form-data`), as a client of GitLab sends them.

use serde_json::{Map, Value, json};

/// The key of the name of a file among parameters. JSON and other forms cannot contain it: null bytes are refused there.
const FILE: &str = "\0file";
const CONTENT: &str = "content";

/// A file that a form contains.
pub(crate) struct File<'v> {
    pub(crate) name: &'v str,
    /// Its bytes, each as the letter of Latin-1.
    content: &'v str,
}

impl<'v> File<'v> {
    /// The file that a parameter is; `None` if it is none.
    pub(crate) fn of(value: &'v Value) -> Option<Self> {
        let (name, content) = (value.get(FILE)?.as_str()?, value.get(CONTENT)?.as_str()?);
        Some(File { name, content })
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.content.chars().map(|letter| letter as u8).collect()
    }
}

/// A body as it is recorded: of files, the names.
pub(crate) fn recorded(mut body: Value) -> Value {
    for value in body.as_object_mut().into_iter().flat_map(Map::values_mut) {
        if let Some(name) = File::of(value).map(|it| it.name.to_owned()) {
            *value = Value::from(name);
        }
    }
    body
}

/// The fields of a form, as parameters; `None` if its parts cannot be told apart.
pub(crate) fn read(content_type: &str, body: &[u8]) -> Option<Value> {
    let boundary = content_type.split("boundary=").nth(1)?.split(';').next()?.trim_matches('"');
    let text: String = body.iter().map(|byte| char::from(*byte)).collect();
    let end = format!("\r\n--{boundary}");
    let mut fields = Map::new();
    let mut rest = text.strip_prefix(&format!("--{boundary}\r\n"))?;
    loop {
        let (head, after) = rest.split_once("\r\n\r\n")?;
        // A part without content has no line break of its own before the boundary.
        let (content, after) = match after.strip_prefix(end.trim_start()) {
            Some(after) => ("", after),
            None => after.split_once(&end)?,
        };
        let quoted = |name: &str| {
            let (_, value) = head.split_once(&format!("; {name}=\""))?;
            value.split_once('"').map(|it| it.0.to_owned())
        };
        let value = match quoted("filename") {
            Some(name) => json!({ FILE: name, CONTENT: content }),
            None => Value::from(content),
        };
        fields.insert(quoted("name")?, value);
        match after.strip_prefix("\r\n") {
            Some(next) => rest = next,
            None => return Some(Value::Object(fields)),
        }
    }
}
