//! YAML with a comment behind each value.

use serde_json::{Map, Value, json};

use crate::cli::document::yaml;
use crate::problem::{Place, clean};

/// Columns of a level.
const STEP: usize = 2;

/// The last column at which comments of neighbouring lines begin together.
const FAR: usize = 60;

/// What a file has.
#[derive(Debug)]
pub(super) enum Node {
    Leaf(Value),
    Map(Vec<Pair>),
    List(Vec<Node>),
}

/// A key, its value, and a comment on it.
#[derive(Debug)]
pub(super) struct Pair {
    pub(super) key: String,
    pub(super) remark: Option<String>,
    pub(super) node: Node,
}

impl Pair {
    pub(super) fn of(key: &str, node: Node) -> Self {
        Pair { key: key.to_owned(), remark: None, node }
    }

    /// The same with the place of the value as its comment.
    pub(super) fn from(self, place: &Place) -> Self {
        Pair { remark: Some(format!("{}:{}", place.file, place.line)), ..self }
    }

    /// The list that is the value, or that the value contains besides `prune`.
    pub(super) fn list(&mut self) -> Option<&mut Vec<Node>> {
        match &mut self.node {
            Node::List(list) => Some(list),
            Node::Map(pairs) => pairs.last_mut().and_then(Pair::list),
            Node::Leaf(_) => None,
        }
    }
}

/// A line, and the comment behind it.
#[derive(Debug, Default)]
struct Line {
    text: String,
    remark: Option<String>,
}

/// The text of a file with this content.
///
/// # Errors
/// A value that cannot be written. This never happens with JSON values.
pub(super) fn write(node: &Node) -> Result<String, serde_yaml::ser_error::Error> {
    let lines = lines(node)?;
    let mut text = String::new();
    let is_noted = |it: &Line| it.remark.is_some() && it.text.chars().count() < FAR;
    for group in lines.chunk_by(|a, b| is_noted(a) == is_noted(b)) {
        let column = group.iter().map(|it| it.text.chars().count()).max().unwrap_or_default();
        for it in group {
            text += &it.text;
            if let Some(remark) = &it.remark {
                let gap = column.min(FAR).saturating_sub(it.text.chars().count());
                text += &format!("{}  # {}", " ".repeat(gap), clean(remark));
            }
            text.push('\n');
        }
    }
    Ok(text)
}

fn lines(node: &Node) -> Result<Vec<Line>, serde_yaml::ser_error::Error> {
    let mut all = Vec::new();
    match node {
        Node::Leaf(value) => all.extend(plain(&yaml(value)?)),
        Node::List(items) if items.is_empty() => all.extend(plain("[]")),
        Node::List(items) => {
            for item in items {
                let lines = lines(item)?.into_iter().enumerate();
                all.extend(lines.map(|(at, it)| behind(if at == 0 { "- " } else { "  " }, it)));
            }
        }
        Node::Map(pairs) if pairs.is_empty() => all.extend(plain("{}")),
        Node::Map(pairs) => {
            for pair in pairs {
                all.extend(pair_lines(pair)?);
            }
        }
    }
    Ok(all)
}

fn pair_lines(pair: &Pair) -> Result<Vec<Line>, serde_yaml::ser_error::Error> {
    let is_leaf = match &pair.node {
        Node::Leaf(_) => true,
        Node::Map(pairs) => pairs.is_empty(),
        Node::List(items) => items.is_empty(),
    };
    let value = match &pair.node {
        Node::Leaf(value) => value.clone(),
        Node::List(items) if items.is_empty() => json!([]),
        _ => json!({}),
    };
    let written = yaml(&Value::Object(Map::from_iter([(pair.key.clone(), value)])))?;
    let mut all: Vec<Line> = plain(&written).collect();
    if !is_leaf {
        // The key alone, as YAML writes it.
        let key = written.trim_end().trim_end_matches("{}").trim_end();
        all = plain(key).collect();
        let inner = lines(&pair.node)?.into_iter();
        all.extend(inner.map(|it| behind(&" ".repeat(STEP), it)));
    }
    let remark = pair.remark.clone();
    match all.as_mut_slice() {
        [first, rest @ ..] if rest.is_empty() || !is_leaf || ends_before_comment(&first.text) => {
            first.remark = remark;
        }
        _ => {
            let above = remark.map(|it| Line { text: format!("# {}", clean(&it)), remark: None });
            all.splice(..0, above);
        }
    }
    Ok(all)
}

/// Whether the value begins in the next line, or is a block of text, so that a comment can follow.
fn ends_before_comment(line: &str) -> bool {
    line.ends_with(':') || line.rsplit_once(": ").is_some_and(|it| it.1.starts_with(['|', '>']))
}

fn plain(text: &str) -> impl Iterator<Item = Line> {
    text.lines().map(|it| Line { text: it.to_owned(), remark: None })
}

/// A line further to the right. Blank lines can only be within texts, to which their spaces would not belong.
fn behind(prefix: &str, line: Line) -> Line {
    if line.text.is_empty() {
        line
    } else {
        Line { text: format!("{prefix}{}", line.text), ..line }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: Value) -> Node {
        Node::Map(vec![
            Pair {
                remark: Some("a.yaml:1".to_owned()),
                ..Pair::of("first", Node::Leaf(value.clone()))
            },
            Pair::of(
                "list",
                Node::List(vec![Node::Map(vec![
                    Pair {
                        remark: Some("b\u{1b}.yaml:2".to_owned()),
                        ..Pair::of("x: y", Node::Leaf(value))
                    },
                    Pair::of("none", Node::List(Vec::new())),
                ])]),
            ),
        ])
    }

    #[test]
    fn whatever_a_file_says_is_read_back() {
        for value in [
            json!("plain"),
            json!("two\nlines\n"),
            json!("\n\na\n"),
            json!("a: b # c"),
            json!("#"),
            json!("a\u{1b}[31m\nb"),
            json!(" lead\n  in"),
            json!("word ".repeat(60)),
            json!(""),
            json!("| x\ny"),
            json!("a\r\nb"),
            json!([]),
            json!({}),
            json!([1, { "a": ["b\nc"] }]),
            json!({ "k: v": "> x\n\n\n" }),
            json!(null),
            json!(true),
            json!(1.5),
            json!("a\n\n\n"),
        ] {
            let text = write(&text(value.clone())).unwrap();
            let read: Value =
                serde_yaml::from_str(&text).unwrap_or_else(|it| panic!("{it}\n{text}"));
            let inner = json!([{ "x: y": value, "none": [] }]);
            assert_eq!(read, json!({ "first": value, "list": inner }), "{text}");
            assert!(text.contains("# a.yaml:1") && !text.contains('\u{1b}'), "{text}");
        }
    }
}
