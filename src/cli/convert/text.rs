//! The text of a converted configuration, and what stands in each of its lines.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::cli::document::inline;
use crate::config::load::VERSION;
use crate::convert::{Block, Body, Converted, Field, Object, OfKind, Reference};
use crate::problem::clean;

/// Columns of a level.
const STEP: usize = 2;

/// Whose objects are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Whose {
    /// Those of the instance.
    Instance,
    /// What projects get of a block, by its number.
    BlockProject(usize),
    /// What groups get of a block.
    BlockGroup(usize),
    /// Those of a scope, by its number.
    Scope(usize),
}

/// What stands in a line: the numbers of a kind there, of an object, and of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Id {
    pub(super) whose: Whose,
    pub(super) kind: Option<usize>,
    pub(super) object: Option<usize>,
    pub(super) field: Option<usize>,
}

/// A file.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    /// The lines at which something begins, from 1.
    starts: BTreeMap<usize, Id>,
    lines: usize,
}

impl Page {
    /// The file, with `name` as that of the other configuration.
    pub(super) fn of(converted: &Converted, name: &str) -> Self {
        let mut page = Page::default();
        page.head(converted, name);
        if let Some(url) = &converted.url {
            page.line(0, &format!("gitlab: {}", inline(&json!({ "url": url.value }))));
        }
        if !converted.instance.is_empty() {
            page.line(0, "instance:");
            page.body(STEP, Whose::Instance, &converted.instance);
        }
        if !converted.blocks.is_empty() {
            page.line(0, "defaults:");
        }
        for (at, block) in converted.blocks.iter().enumerate() {
            page.block(at, block);
        }
        for (group, key) in [(true, "groups:"), (false, "projects:")] {
            let scopes = || converted.scopes.iter().enumerate().filter(|it| it.1.group == group);
            if scopes().next().is_some() {
                page.line(0, key);
            }
            for (at, scope) in scopes() {
                let path = inline(&json!(scope.path));
                let empty = if scope.body.is_empty() { " {}" } else { "" };
                page.start(Whose::Scope(at), [None; 3]);
                page.line(STEP, &format!("{path}:{empty}"));
                page.body(2 * STEP, Whose::Scope(at), &scope.body);
            }
        }
        page
    }

    /// What stands in a line.
    pub(super) fn at(&self, line: usize) -> Option<Id> {
        self.starts.range(..=line).next_back().map(|it| *it.1)
    }

    fn line(&mut self, level: usize, text: &str) {
        self.text += &format!("{}{text}\n", " ".repeat(level));
        self.lines += 1;
    }

    /// The next line is about this.
    fn start(&mut self, whose: Whose, [kind, object, field]: [Option<usize>; 3]) {
        self.starts.insert(self.lines + 1, Id { whose, kind, object, field });
    }

    fn comment(&mut self, text: &str) {
        self.line(0, &format!("# {}", clean(text).replace(['\n', '\r'], " ").trim_end()));
    }

    fn head(&mut self, converted: &Converted, name: &str) {
        self.comment(&format!("Converted from {name} by `labwright convert gitlabform`."));
        if !converted.references.is_empty() {
            self.comment("Set these environment variables to the secrets that were in it:");
        }
        for Reference { name: variable, line, what } in &converted.references {
            self.comment(&format!("  {variable}  {name}:{line}: {what}"));
        }
        if !converted.notes.is_empty() {
            self.comment("Not carried over, or different:");
        }
        for it in &converted.notes {
            self.comment(&format!("  {name}:{}: {}: {}", it.line, it.what, it.why));
        }
        self.line(0, &format!("version: {VERSION}"));
    }

    fn block(&mut self, at: usize, block: &Block) {
        let list = |all: &[String]| match all {
            [one] => inline(&json!(one)),
            all => inline(&json!(all)),
        };
        let is_project = !block.project.is_empty();
        let whose = if is_project { Whose::BlockProject(at) } else { Whose::BlockGroup(at) };
        self.start(whose, [None; 3]);
        self.line(STEP, &format!("- for: {}", list(&block.patterns)));
        if !block.except.is_empty() {
            self.line(2 * STEP, &format!("except: {}", inline(&json!(block.except))));
        }
        if block.discover {
            self.line(2 * STEP, "discover: true");
        }
        for (key, whose, body) in [
            ("project", Whose::BlockProject(at), &block.project),
            ("group", Whose::BlockGroup(at), &block.group),
        ] {
            if !body.is_empty() {
                self.start(whose, [None; 3]);
                self.line(2 * STEP, &format!("{key}:"));
                self.body(3 * STEP, whose, body);
            }
        }
    }

    fn body(&mut self, level: usize, whose: Whose, body: &Body) {
        if body.alone {
            self.line(level, "inherit: false");
        }
        if let Some(it) = &body.moved_from {
            self.line(level, &format!("{}: {}", it.name, inline(&it.value)));
        }
        for (at, of) in body.kinds.iter().enumerate() {
            self.start(whose, [Some(at), None, None]);
            self.of_kind(level, whose, at, of);
        }
    }

    fn of_kind(&mut self, level: usize, whose: Whose, kind: usize, of: &OfKind) {
        let is_list = !of.single && !of.alone && of.prune.is_none();
        self.line(level, &format!("{}:", of.kind));
        let level = level + STEP;
        if of.alone {
            self.line(level, "inherit: false");
        }
        if let Some(prune) = of.prune {
            self.line(level, &format!("prune: {prune}"));
        }
        if of.single {
            for (at, it) in of.objects.iter().enumerate() {
                self.fields(level, whose, [kind, at], it, false);
            }
            return;
        }
        let mut level = level;
        if !is_list && (!of.objects.is_empty() || of.prune.is_some()) {
            self.line(level, if of.objects.is_empty() { "items: []" } else { "items:" });
            level += STEP;
        }
        for (at, it) in of.objects.iter().enumerate() {
            self.fields(level, whose, [kind, at], it, true);
        }
    }

    /// The fields of an object, each in a line of its own; those of a mapping are together.
    fn fields(
        &mut self,
        level: usize,
        whose: Whose,
        [kind, object]: [usize; 2],
        of: &Object,
        item: bool,
    ) {
        let mut groups: Vec<(&str, Vec<(usize, &Field)>)> = vec![];
        for (at, field) in of.fields.iter().enumerate() {
            let name = field.name.split_once('.').map_or(field.name.as_str(), |it| it.0);
            match groups.iter_mut().find(|it| it.0 == name) {
                Some(group) => group.1.push((at, field)),
                None => groups.push((name, vec![(at, field)])),
            }
        }
        let inner = if item { level + STEP } else { level };
        let mut first = item;
        for (name, fields) in groups {
            let key = inline(&Value::from(name));
            let mut head = |page: &mut Self, text: &str, id: [Option<usize>; 3]| {
                let dash = std::mem::take(&mut first);
                page.start(whose, if dash { [id[0], id[1], id[2]] } else { id });
                match dash {
                    true => page.line(level, &format!("- {text}")),
                    false => page.line(inner, text),
                }
            };
            let id = |field: usize| [Some(kind), Some(object), Some(field)];
            if let [(at, field)] = fields.as_slice()
                && !field.name.contains('.')
            {
                head(self, &format!("{key}: {}", inline(&field.value)), id(*at));
                continue;
            }
            head(self, &format!("{key}:"), id(fields[0].0));
            for (at, field) in fields {
                let name = field.name.split_once('.').map_or("", |it| it.1);
                self.start(whose, id(at));
                let value = inline(&field.value);
                self.line(inner + STEP, &format!("{}: {value}", inline(&Value::from(name))));
            }
        }
    }
}
