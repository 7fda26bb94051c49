//! Builds a tree from the events of the YAML parser.
//!
//! The depth, the number of values, and the expansion of aliases are limited here, so that a hostile file cannot
//! exhaust memory. Nothing recurses.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_yaml::granit_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::room::Room;
use super::scalar::{Scalar, infer};
use super::syntax::MAX_DEPTH;
use super::tree::{Entry, FEW, Id, Node, Text, Tree, Value};
use super::{keys, syntax};
use crate::config::phrases;
use crate::problem::{Place, Problem, SourceText};

const NODE_WEIGHT: u64 = 16;
pub(in crate::config) const MAX_PROBLEMS: usize = 1000;

/// The result of reading a text.
#[derive(Debug)]
pub struct Parsed {
    /// `None` if the text is not YAML, or exceeds a limit.
    pub tree: Option<Tree>,
    /// What is wrong; there can be both problems and a tree.
    pub problems: Vec<Problem>,
    /// It exceeds a limit that all files share, as the last problem says.
    pub(in crate::config) full: bool,
}

impl Tree {
    /// Reads a text. Problems such as duplicate keys and unknown tags come together with a tree of what could be read, so
    /// that the rest can be checked, too.
    pub fn parse(source: &Arc<SourceText>) -> Parsed {
        Tree::parse_within(source, &Room::default())
    }

    /// The same, within the limits of a configuration.
    pub(in crate::config) fn parse_within(source: &Arc<SourceText>, room: &Room) -> Parsed {
        compose(source, room)
    }
}

fn compose(source: &Arc<SourceText>, room: &Room) -> Parsed {
    let tree = Tree::empty(Arc::clone(source), Box::default());
    let mut composer = Composer {
        tree,
        room,
        full: false,
        frames: vec![],
        pending: vec![],
        pairs: vec![],
        anchors: HashMap::new(),
        weight: 0,
        documents: 0,
        root: None,
        problems: vec![],
    };
    let read = composer.read(source);
    let Composer { mut tree, root, mut problems, full, .. } = composer;
    let complete = read.map_err(|problem| problems.push(*problem)).is_ok();
    if !complete {
        // Without a tree, no schema says where the secrets are.
        keys::Known::default().hide(&problems);
    }
    if let Some(root) = root {
        tree.root = root;
    } else {
        tree.nodes.push(Node { value: Value::Null, start: 0, end: 0 });
        tree.root = Id(tree.nodes.len() as u32 - 1);
    }
    tree.flawed = !problems.is_empty();
    tree.templates = tree.find_templates();
    Parsed { tree: complete.then_some(tree), problems, full }
}

/// A list or mapping that has not ended yet.
struct Frame {
    mapping: bool,
    start: Span,
    anchor: usize,
    /// Where its items begin among the pending ones, or its entries among the pairs.
    first: usize,
    /// The key that waits for its value.
    key: Option<Id>,
    weight_before: u64,
    /// How many levels there are below it.
    below: usize,
}

#[derive(Clone, Copy)]
struct Anchor {
    node: Id,
    weight: u64,
    levels: usize,
}

struct Composer<'r> {
    tree: Tree,
    room: &'r Room,
    /// There was no room for a value or an alias.
    full: bool,
    frames: Vec<Frame>,
    pending: Vec<Id>,
    pairs: Vec<Entry>,
    anchors: HashMap<usize, Anchor>,
    /// Of all values so far, with aliases expanded.
    weight: u64,
    documents: usize,
    root: Option<Id>,
    problems: Vec<Problem>,
}

/// A problem that stops the reading of a file; boxed because it is rare.
type Stop = Box<Problem>;

impl Composer<'_> {
    fn read(&mut self, source: &Arc<SourceText>) -> Result<(), Stop> {
        let mut options = serde_yaml::granit_parser::options! { emit_unresolved_aliases: true };
        options.set_emit_comments(false);
        for event in Parser::new_from_str_with_options(source.text(), options) {
            let (event, span) = event.map_err(|error| syntax::problem(source, &error))?;
            match event {
                Event::DocumentStart(..) => {
                    self.documents += 1;
                    if self.documents > 1 {
                        return Err(Box::new(self.second_document(&span)));
                    }
                }
                Event::Scalar(text, style, anchor, tag) => {
                    let span = self.with_unknown_tag(tag.as_deref(), "", span);
                    let value = self.scalar(&text, style, tag.as_deref());
                    let weight = NODE_WEIGHT + text.len() as u64;
                    self.weight += weight;
                    let node = self.node(value, &span)?;
                    self.place(node, Anchor { node, weight, levels: 0 }, anchor);
                }
                Event::Alias(target) => self.alias(target, &span)?,
                Event::UnresolvedAlias(_) => {
                    self.tell(
                        Problem::new("this alias refers to an anchor that does not exist")
                            .at(self.at(&span))
                            .hint("mark a value above it with `&name`, or put text that begins with `*` in quotes"),
                    );
                    // A secret that begins with `*` must be hidden like any other text.
                    let range = bytes(&span);
                    let value = Value::Text(Text::Source(range.start as u32, range.end as u32));
                    let node = self.node(value, &span)?;
                    self.place(node, Anchor { node, weight: 0, levels: 0 }, 0);
                }
                Event::SequenceStart(_, anchor, tag) => {
                    self.begin(false, anchor, tag.as_deref(), span)?;
                }
                Event::MappingStart(_, anchor, tag) => {
                    self.begin(true, anchor, tag.as_deref(), span)?
                }
                Event::SequenceEnd | Event::MappingEnd => self.end(&span)?,
                _ => {}
            }
        }
        Ok(())
    }

    fn at(&self, span: &Span) -> Place {
        self.tree.source.place(bytes(span))
    }

    fn tell(&mut self, problem: Problem) {
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    fn second_document(&self, span: &Span) -> Problem {
        Problem::new("a file can contain only one YAML document, and a second one starts here")
            .at(self.at(span))
            .hint("move it to its own file and list that file under `include`, or remove the line `---`")
    }

    fn node(&mut self, value: Value, span: &Span) -> Result<Id, Stop> {
        let range = bytes(span);
        if !self.room.takes_value() {
            self.full = true;
            return Err(Box::new(
                Problem::new("all files together have too many values")
                    .at(self.at(span))
                    .hint("split them into several configurations, each with its own root file"),
            ));
        }
        self.tree.nodes.push(Node { value, start: range.start as u32, end: range.end as u32 });
        Ok(Id(self.tree.nodes.len() as u32 - 1))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Value {
        let is_key = self.frames.last().is_some_and(|it| it.mapping && it.key.is_none());
        let tagged = tag.and_then(|tag| tag.core_suffix());
        let plain = style == ScalarStyle::Plain && tag.is_none();
        let typed = matches!(tagged, Some("int" | "float" | "bool" | "null"));
        match if !is_key && (plain || typed) { infer(text) } else { Scalar::Text } {
            // An unknown tag without a value is text.
            Scalar::Null if tag.is_some() && tagged.is_none() => Value::Text(self.keep("")),
            Scalar::Null => Value::Null,
            Scalar::Bool(it) => Value::Bool(it),
            Scalar::Int(it) => Value::Int(it),
            Scalar::UInt(it) => Value::UInt(it),
            Scalar::Float(it) => Value::Float(it),
            Scalar::Text => Value::Text(self.keep(text)),
        }
    }

    fn keep(&mut self, text: &str) -> Text {
        let whole = self.tree.source.text();
        // The parser borrows text that is in the file unchanged; only text that it had to build is stored.
        let start = (text.as_ptr() as usize).wrapping_sub(whole.as_ptr() as usize);
        if start.checked_add(text.len()).is_some_and(|end| end <= whole.len()) {
            return Text::Source(start as u32, (start + text.len()) as u32);
        }
        self.tree.texts.push(text.into());
        Text::Own(self.tree.texts.len() as u32 - 1)
    }

    /// Reports a tag that is not one of YAML's; the span of the value then includes the tag. `of` is the only tag that
    /// fits, or empty for a scalar.
    fn with_unknown_tag(&mut self, tag: Option<&Tag>, of: &str, span: Span) -> Span {
        let Some(tag) = tag else { return span };
        let fits = match tag.core_suffix() {
            Some(suffix) if of.is_empty() => !matches!(suffix, "map" | "seq"),
            Some(suffix) => suffix == of,
            None => tag.original() == "!",
        };
        if fits { span } else { self.unknown_tag(tag, span) }
    }

    fn unknown_tag(&mut self, tag: &Tag, span: Span) -> Span {
        let place = span.tag_span().map_or_else(|| self.at(&span), |it| self.at(&it));
        let hint = match tag.original().as_str() {
            "!reference" => {
                "use an anchor `&name` and an alias `*name`; `!reference` only works in `.gitlab-ci.yml`"
            }
            _ => "remove the tag, or put text that begins with `!` in quotes",
        };
        self.tell(Problem::new("unknown YAML tag").at(place).hint(hint));
        span.tag_span().map_or(span, |it| Span::new(it.start, span.end))
    }

    fn begin(
        &mut self,
        mapping: bool,
        anchor: usize,
        tag: Option<&Tag>,
        start: Span,
    ) -> Result<(), Stop> {
        if self.frames.len() >= MAX_DEPTH {
            return Err(Box::new(syntax::too_deep(self.at(&start))));
        }
        let start = self.with_unknown_tag(tag, if mapping { "map" } else { "seq" }, start);
        self.weight += NODE_WEIGHT;
        let first = if mapping { self.pairs.len() } else { self.pending.len() };
        let weight_before = self.weight;
        self.frames.push(Frame {
            mapping,
            start,
            anchor,
            first,
            key: None,
            weight_before,
            below: 0,
        });
        Ok(())
    }

    fn end(&mut self, end: &Span) -> Result<(), Stop> {
        let Some(frame) = self.frames.pop() else { return Ok(()) };
        let value = if frame.mapping {
            self.mapping(frame.first)
        } else {
            let start = self.tree.items.len() as u32;
            self.tree.items.extend(self.pending.drain(frame.first..));
            Value::List(start, self.tree.items.len() as u32 - start)
        };
        let node = self.node(value, &frame.start)?;
        self.tree.nodes[node.0 as usize].end =
            self.extent(bytes(&frame.start).start, bytes(end).end);
        let weight = self.weight - frame.weight_before + NODE_WEIGHT;
        self.place(node, Anchor { node, weight, levels: frame.below + 1 }, frame.anchor);
        Ok(())
    }

    /// The end of a list or mapping without the white space that follows it.
    fn extent(&self, start: usize, end: usize) -> u32 {
        let text = self.tree.source.text();
        // Not the whole block is searched: it ends where the next one begins, and a whole file of empty lines can be in
        // between.
        let from = text.len().min(start.max(end.saturating_sub(256)));
        let inside =
            text.get(from..end.min(text.len())).map_or(end, |it| from + it.trim_end().len());
        inside.max(start) as u32
    }

    /// Puts a finished node where it belongs.
    fn place(&mut self, node: Id, anchored: Anchor, anchor: usize) {
        if anchor != 0 {
            self.anchors.insert(anchor, anchored);
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root.get_or_insert(node);
            return;
        };
        frame.below = frame.below.max(anchored.levels);
        let Node { value, start, end } = self.tree.node(node);
        let nothing = matches!(value, Value::Null) && start == end;
        if !frame.mapping {
            self.pending.push(node);
            self.tree.unfinished.extend(nothing.then_some(node));
        } else if let Some(key) = frame.key.take() {
            self.tree.unfinished.extend(nothing.then_some(key));
            self.pairs.push(Entry { key, value: node, merged_by: None });
        } else {
            frame.key = Some(node);
            self.check_key(node);
        }
    }

    fn check_key(&mut self, key: Id) {
        if matches!(self.tree.node(self.tree.resolve(key)).value, Value::Text(_)) {
            return;
        }
        let place = self.tree.place(key);
        let braces = self.tree.source.text()[self.tree.span(key)].starts_with(['{', '[']);
        let hint = if braces {
            "put text that begins with `{` or `[` in quotes"
        } else {
            "write the key as text"
        };
        self.tell(Problem::new("a key must be text").at(place).hint(hint));
        // From here on it is an ordinary key, with a text that no schema has.
        let empty = self.keep("");
        self.tree.nodes[key.0 as usize].value = Value::Text(empty);
    }

    fn alias(&mut self, target: usize, span: &Span) -> Result<(), Stop> {
        let Some(anchor) = self.anchors.get(&target).copied() else {
            return Err(Box::new(
                Problem::new("this alias is inside the value that it repeats")
                    .at(self.at(span))
                    .hint("move the alias below the end of the value that `&name` marks"),
            ));
        };
        self.weight = self.weight.saturating_add(anchor.weight);
        if !self.room.takes_alias(anchor.weight) {
            self.full = true;
            return Err(Box::new(
                Problem::new("the aliases expand to too much data")
                    .at(self.at(span))
                    .hint("write out the values, or split the files into several configurations, each with its own root file"),
            ));
        }
        if self.frames.len() + anchor.levels > MAX_DEPTH {
            return Err(Box::new(syntax::too_deep(self.at(span))));
        }
        let node = self.node(Value::Alias(anchor.node), span)?;
        self.place(node, Anchor { node, ..anchor }, 0);
        Ok(())
    }

    /// Turns the pairs from `first` on into a mapping: merges what `<<` names, and reports duplicates.
    fn mapping(&mut self, first: usize) -> Value {
        let pairs = self.pairs.split_off(first);
        let start = self.tree.entries.len();
        let (merges, own): (Vec<_>, Vec<_>) =
            pairs.into_iter().partition(|it| self.is_merge(it.key));
        self.tree.entries.extend(own);
        self.tell_duplicates(start);
        self.tell_merges(&merges);
        for merge in merges {
            self.merge(start, merge);
        }
        let len = self.tree.entries.len() - start;
        let order = self.tree.order.len() as u32;
        if len > FEW {
            let sorted = self.sorted(start);
            self.tree.order.extend(sorted);
        }
        Value::Mapping(start as u32, len as u32, order)
    }

    /// In quotes, `"<<"` is an ordinary key.
    fn is_merge(&self, key: Id) -> bool {
        self.tree.source.text().get(self.tree.span(key)) == Some("<<")
    }

    fn sorted(&self, start: usize) -> Vec<u32> {
        let entries = &self.tree.entries[start..];
        let mut order: Vec<u32> = (0..entries.len() as u32).collect();
        order.sort_by_key(|at| self.tree.text_of(entries[*at as usize].key));
        order
    }

    fn tell_duplicates(&mut self, start: usize) {
        let order = self.sorted(start);
        let entries = &self.tree.entries[start..];
        let key = |at: u32| entries[at as usize].key;
        let text = |at: u32| self.tree.text_of(key(at));
        let same = order.chunk_by(|one, other| text(*one) == text(*other));
        let pairs = same.flat_map(|it| it[1..].iter().map(|other| (key(it[0]), key(*other))));
        let duplicates: Vec<_> = pairs.take(MAX_PROBLEMS).collect();
        for (one, other) in duplicates {
            let problem = Problem::new(format!(
                "the key `{}` is a duplicate",
                phrases::short(self.tree.text_of(other))
            ))
            .at(self.tree.place(other))
            .label("duplicate key")
            .hint("remove one of them, or put both values under one key")
            .related(self.tree.place(one), "first used here");
            self.tell(problem);
        }
    }

    /// The order of several `<<` would matter, and YAML parsers do not agree on it.
    fn tell_merges(&mut self, merges: &[Entry]) {
        let Some((first, others)) = merges.split_first() else { return };
        for other in others.iter().take(MAX_PROBLEMS) {
            let problem = Problem::new("the key `<<` is a duplicate")
                .at(self.tree.place(other.key))
                .label("duplicate key")
                .hint("merge several mappings with one key: `<<: [*one, *other]`; if both have the same key, the first one wins")
                .related(self.tree.place(first.key), "first used here");
            self.tell(problem);
        }
    }

    fn merge(&mut self, start: usize, merge: Entry) {
        let sources = match self.tree.node(self.tree.resolve(merge.value)).value {
            Value::Mapping(..) => vec![merge.value],
            Value::List(..) => self.tree.items_of(merge.value).to_vec(),
            _ => vec![],
        };
        let mapping =
            |it: &Id| matches!(self.tree.node(self.tree.resolve(*it)).value, Value::Mapping(..));
        if sources.is_empty() || !sources.iter().all(mapping) {
            let problem = Problem::new("`<<` can only merge mappings")
                .at(self.tree.place(merge.key))
                .hint("write `<<: *name`, and mark a mapping above it with `&name`; in quotes, `\"<<\"` is an ordinary key");
            return self.tell(problem);
        }
        let own = &self.tree.entries[start..];
        let mut known: HashSet<&str> = own.iter().map(|it| self.tree.text_of(it.key)).collect();
        let mut merged = vec![];
        for entry in sources.iter().flat_map(|it| self.tree.entries_of(*it)) {
            if known.insert(self.tree.text_of(entry.key)) {
                merged.push(Entry { merged_by: Some(merge.key), ..*entry });
            }
        }
        self.tree.entries.extend(merged);
    }
}

fn bytes(span: &Span) -> std::ops::Range<usize> {
    let start = span.start.byte_offset().unwrap_or(0);
    start..span.end.byte_offset().unwrap_or(start).max(start)
}
