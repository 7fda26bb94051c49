//! The language: as much of it as clients need to ask for objects by name.
//!
//! No fragments, directives, or subscriptions; refusals of these are the sandbox's own. Variables are put in while reading.

use serde_json::{Map, Value, json};

/// A field that is asked for.
#[derive(Debug, Clone)]
pub(super) struct Field {
    /// Its key in the answer.
    pub(super) alias: String,
    pub(super) name: String,
    pub(super) arguments: Map<String, Value>,
    /// What is asked for of it.
    pub(super) fields: Vec<Field>,
    /// Line and column, from 1.
    pub(super) at: (usize, usize),
}

/// One operation of a document.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) name: Option<String>,
    pub(super) changes: bool,
    pub(super) fields: Vec<Field>,
}

/// Levels of brackets that are read.
const DEEPEST: usize = 50;

/// Reads a document.
pub(super) fn read(text: &str, variables: &Map<String, Value>) -> Result<Vec<Operation>, Value> {
    let tokens = tokens(text)?;
    if depth(&tokens) > DEEPEST {
        return Err(json!({ "message": format!("The query has more than {DEEPEST} levels") }));
    }
    let mut reader = Reader { tokens, at: 0, end: text.chars().count(), variables };
    let mut operations = Vec::new();
    while reader.at < reader.tokens.len() {
        operations.push(reader.operation()?);
    }
    if operations.is_empty() {
        Err(json!({ "message": "Unexpected end of document", "locations": [] }))
    } else {
        Ok(operations)
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Name(String),
    Value(Value),
    Mark(char),
}

type Place = (usize, usize);

fn tokens(text: &str) -> Result<Vec<(Token, Place)>, Value> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let (mut line, mut column) = (1, 1);
    while let Some(first) = rest.chars().next() {
        let word = |fits: fn(char) -> bool| rest.find(|it| !fits(it)).unwrap_or(rest.len());
        let (token, length) = match first {
            '#' => (None, rest.find('\n').unwrap_or(rest.len())),
            '"' => {
                let (value, length) = string(rest)?;
                (Some(Token::Value(Value::from(value))), length)
            }
            '-' | '0'..='9' => {
                let length = word(|it| it.is_ascii_alphanumeric() || "+-.".contains(it));
                let number = serde_json::from_str(&rest[..length]);
                (Some(Token::Value(number.map_err(|_| unexpected(&rest[..length]))?)), length)
            }
            it if it.is_ascii_alphabetic() || it == '_' => {
                let length = word(|it| it.is_ascii_alphanumeric() || it == '_');
                let token = match &rest[..length] {
                    "null" => Token::Value(Value::Null),
                    "true" => Token::Value(Value::Bool(true)),
                    "false" => Token::Value(Value::Bool(false)),
                    name => Token::Name(name.to_owned()),
                };
                (Some(token), length)
            }
            it if it.is_whitespace() || it == ',' || it == '\u{feff}' => (None, it.len_utf8()),
            it if "{}()[]:!$=".contains(it) => (Some(Token::Mark(it)), 1),
            other => return Err(unexpected(&other.to_string())),
        };
        tokens.extend(token.map(|it| (it, (line, column))));
        for passed in rest[..length].chars() {
            (line, column) = if passed == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        rest = &rest[length..];
    }
    Ok(tokens)
}

/// How deep brackets are nested.
fn depth(tokens: &[(Token, Place)]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    for (token, _) in tokens {
        match token {
            Token::Mark('{' | '[' | '(') => now += 1,
            Token::Mark('}' | ']' | ')') => now = now.saturating_sub(1),
            _ => {}
        }
        most = most.max(now);
    }
    most
}

/// A string at the beginning of a text, and its length there. Its escapes are those of JSON.
fn string(text: &str) -> Result<(String, usize), Value> {
    let mut strings = serde_json::Deserializer::from_str(text).into_iter::<String>();
    match strings.next() {
        Some(Ok(string)) => Ok((string, strings.byte_offset())),
        _ => Err(unexpected("\"")),
    }
}

fn unexpected(what: &str) -> Value {
    json!({ "message": format!("Parse error on {what:?}") })
}

struct Reader<'r> {
    tokens: Vec<(Token, Place)>,
    at: usize,
    /// Letters of the document.
    end: usize,
    variables: &'r Map<String, Value>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn skip(&mut self, mark: char) -> bool {
        let is = self.peek() == Some(&Token::Mark(mark));
        self.at += usize::from(is);
        is
    }

    fn expect(&mut self, mark: char) -> Result<(), Value> {
        if self.skip(mark) { Ok(()) } else { Err(self.refusal(&format!("{mark:?}"))) }
    }

    fn refusal(&self, expected: &str) -> Value {
        let (shown, (line, column)) = match self.tokens.get(self.at) {
            None => ("(none) (\"\")".to_owned(), (1, self.end)),
            Some((Token::Name(name), place)) => (format!("IDENTIFIER ({name:?})"), *place),
            Some((Token::Value(value), place)) => (format!("VALUE ({value})"), *place),
            Some((Token::Mark(mark), place)) => (format!("{mark:?}"), *place),
        };
        let message = format!("Expected {expected}, actual: {shown} at [{line}, {column}]");
        json!({ "message": message, "locations": [{ "line": line, "column": column }] })
    }

    fn name(&mut self) -> Result<(String, Place), Value> {
        match self.tokens.get(self.at) {
            Some((Token::Name(name), place)) => {
                self.at += 1;
                Ok((name.clone(), *place))
            }
            _ => Err(self.refusal("NAME")),
        }
    }

    fn operation(&mut self) -> Result<Operation, Value> {
        let mut operation = Operation { name: None, changes: false, fields: Vec::new() };
        if self.peek() != Some(&Token::Mark('{')) {
            let (kind, _) = self.name()?;
            operation.changes = match kind.as_str() {
                "query" => false,
                "mutation" => true,
                other => return Err(unexpected(other)),
            };
            if let Some(Token::Name(_)) = self.peek() {
                operation.name = Some(self.name()?.0);
            }
            if self.skip('(') {
                // What is declared of variables is not checked.
                while !self.skip(')') {
                    if self.peek().is_none() {
                        return Err(self.refusal("')'"));
                    }
                    self.at += 1;
                }
            }
        }
        operation.fields = self.fields()?;
        Ok(operation)
    }

    fn fields(&mut self) -> Result<Vec<Field>, Value> {
        self.expect('{')?;
        let mut fields = Vec::new();
        while !self.skip('}') {
            fields.push(self.field()?);
        }
        Ok(fields)
    }

    fn field(&mut self) -> Result<Field, Value> {
        let (alias, at) = self.name()?;
        let name = if self.skip(':') { self.name()?.0 } else { alias.clone() };
        let arguments = if self.skip('(') { self.pairs(')')? } else { Map::new() };
        let below = self.peek() == Some(&Token::Mark('{'));
        let fields = if below { self.fields()? } else { Vec::new() };
        Ok(Field { alias, name, arguments, fields, at })
    }

    fn pairs(&mut self, end: char) -> Result<Map<String, Value>, Value> {
        let mut pairs = Map::new();
        while !self.skip(end) {
            let (name, _) = self.name()?;
            self.expect(':')?;
            pairs.insert(name, self.value()?);
        }
        Ok(pairs)
    }

    fn value(&mut self) -> Result<Value, Value> {
        if self.skip('$') {
            let (name, _) = self.name()?;
            return Ok(self.variables.get(&name).cloned().unwrap_or_default());
        }
        if self.skip('{') {
            return self.pairs('}').map(Value::Object);
        }
        if self.skip('[') {
            let mut items = Vec::new();
            while !self.skip(']') {
                items.push(self.value()?);
            }
            return Ok(Value::from(items));
        }
        match self.peek().cloned() {
            Some(Token::Value(value)) => {
                self.at += 1;
                Ok(value)
            }
            Some(Token::Name(word)) => {
                self.at += 1;
                Ok(Value::from(word))
            }
            _ => Err(self.refusal("VALUE")),
        }
    }
}
