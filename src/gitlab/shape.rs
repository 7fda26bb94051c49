//! What a response to a GET must look like before anything is concluded from it.
//!
//! An element that cannot be understood is not an absent object: it makes the whole response unreadable. Each kind defines
//! what its objects must have in addition to an ID.

use super::ApiPath;
use serde_json::Value;

/// Collections whose objects have a text as their ID.
const TEXT_IDS: [&str; 1] = ["discussions"];

/// Checks that `it` can be an object of the collection at `path`, or the object there: that it has an ID.
///
/// # Errors
/// What is wrong with it.
pub fn check_object(path: &ApiPath, it: &Value) -> Result<(), String> {
    let Value::Object(fields) = it else {
        return Err(format!("it is {} instead of an object", noun(it)));
    };
    let text = path.segments().any(|it| TEXT_IDS.contains(&it));
    match fields.get("id") {
        None | Some(Value::Null) => Err("it has no `id`".to_owned()),
        Some(Value::String(id)) if text && !id.is_empty() => Ok(()),
        Some(Value::Number(id)) if !text && id.as_i64().is_some_and(|it| it > 0) => Ok(()),
        Some(_) => Err("it has an `id` that is not valid".to_owned()),
    }
}

/// The elements of a list, or of one page of it, at `path`.
///
/// # Errors
/// What is wrong with it.
pub fn check_list(path: &ApiPath, list: Value) -> Result<Vec<Value>, String> {
    let Value::Array(items) = list else {
        return Err("GitLab returned something other than a list".to_owned());
    };
    for (at, it) in items.iter().enumerate() {
        check_object(path, it)
            .map_err(|why| format!("cannot understand element {} of the list: {why}", at + 1))?;
    }
    Ok(items)
}

fn noun(it: &Value) -> &'static str {
    match it {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_object_has_an_id() {
        let hooks = || ApiPath::new("hooks");
        let threads = || ApiPath::new("projects").seg(1).seg("discussions");
        for (path, it, fits) in [
            (hooks(), json!({ "id": 1 }), true),
            (hooks(), json!({ "id": i64::MAX }), true),
            (hooks(), json!({ "id": u64::MAX }), false),
            (hooks(), json!({ "id": 0 }), false),
            (hooks(), json!({ "id": -1 }), false),
            (hooks(), json!({ "id": 1.5 }), false),
            (hooks(), json!({ "id": "1" }), false),
            (hooks(), json!({ "id": null }), false),
            (hooks(), json!({}), false),
            (hooks(), json!([]), false),
            (hooks(), json!(null), false),
            (threads(), json!({ "id": "6a9c" }), true),
            (threads(), json!({ "id": "" }), false),
            (threads(), json!({ "id": 1 }), false),
        ] {
            assert_eq!(check_object(&path, &it).is_ok(), fits, "{path} {it}");
            assert_eq!(
                check_list(&path, json!([{ "id": 1 }, it])).is_ok(),
                fits && path == hooks()
            );
        }
    }
}
