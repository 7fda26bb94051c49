//! scratch
use labwright::config::*; use labwright::problem::*;
fn main() {
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string("tests/fixtures/schema.json").unwrap()).unwrap();
    let schemas = Schemas::new(&schema).unwrap();
    let args: Vec<String> = std::env::args().collect();
    match load(std::path::Path::new(&args[1]), &schemas) {
        Ok(l) => println!("ok {} files", l.files.len()),
        Err(p) => { println!("{}", p.render(&Look::default())); if args.len() > 2 { println!("{}", serde_json::to_string_pretty(&p.to_json()).unwrap()); } }
    }
}
