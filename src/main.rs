//! x
fn main() { println!("{}", serde_json::to_string_pretty(&labwright::config::schema::json_schema()).unwrap()); }
