//! The text of exported files: YAML, with comments on what they cannot declare.
//!
//! Values and keys come from GitLab, so the writer of YAML puts them in quotes as they require it; comments are one line
//! without invisible characters.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::cli::document::yaml;
use crate::config::load::VERSION;
use crate::export::{Common, Export, Exported, OfKind, Reference};
use crate::problem::clean;
use crate::resource::Scope;

/// A value that cannot be written as YAML. This never happens with JSON values.
pub(super) type Unwritable = serde_yaml::ser_error::Error;

/// Columns of a level.
const STEP: usize = 2;

/// Which object of an export: the number of its scope, of its kind there, and its own.
pub(super) type Id = [usize; 3];

/// A file.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    /// The objects, with the lines at which they begin, from 1, and the column of their fields.
    pub(super) objects: Vec<(usize, usize, Id)>,
    lines: usize,
}

impl Page {
    /// Everything in one file.
    ///
    /// # Errors
    /// A value that cannot be written.
    pub(super) fn whole(export: &Export) -> Result<Page, Unwritable> {
        let mut page = Page::default();
        page.head(&export.references);
        page.common(export.common.as_ref())?;
        let mut last = "";
        for (at, it) in export.scopes.iter().enumerate() {
            let of = of(&it.scope);
            if of != last {
                page.scopes(it);
            }
            last = of;
            page.scope(at, it)?;
        }
        Ok(page)
    }

    /// The root file of a directory, with what it includes.
    ///
    /// # Errors
    /// A value that cannot be written.
    pub(super) fn root(export: &Export, include: &BTreeSet<String>) -> Result<Page, Unwritable> {
        let mut page = Page::default();
        page.head(&export.references);
        page.push(&yaml(&json!({ "include": include }))?);
        page.common(export.common.as_ref())?;
        Ok(page)
    }

    /// The file of one scope.
    ///
    /// # Errors
    /// A value that cannot be written.
    pub(super) fn of(at: usize, exported: &Exported) -> Result<Page, Unwritable> {
        let mut page = Page::default();
        page.scopes(exported);
        page.scope(at, exported)?;
        Ok(page)
    }

    fn push(&mut self, text: &str) {
        self.lines += text.matches('\n').count();
        self.text += text;
    }

    fn comment(&mut self, level: usize, text: &str) {
        self.push(&format!("{}# {}\n", " ".repeat(level), clean(text).trim_end()));
    }

    /// The beginning of a root file, with what a reader must know about the references.
    fn head(&mut self, references: &[Reference]) {
        self.comment(
            0,
            "Written by `labwright export`. Settings that are not listed stay unchanged.",
        );
        for (compared, title) in [
            (
                false,
                "GitLab does not return these secrets. An apply that sends them reads them from these environment variables:",
            ),
            (
                true,
                "These values are not written into files. A plan compares them if these environment variables are set:",
            ),
        ] {
            let mut listed = references.iter().filter(|it| it.compared == compared).peekable();
            if listed.peek().is_some() {
                self.comment(0, title);
            }
            for it in listed {
                self.comment(0, &format!("  {}  # {}: {}", it.name, it.address, it.field));
            }
        }
        self.push(&format!("version: {VERSION}\n"));
    }

    /// The block for what projects have in common.
    fn common(&mut self, common: Option<&Common>) -> Result<(), Unwritable> {
        let Some(Common { pattern, kinds }) = common else { return Ok(()) };
        let pattern = yaml(&json!({ "for": pattern }))?;
        self.push(&format!("defaults:\n  - {pattern}    project:\n"));
        for (kind, it) in kinds.iter().enumerate() {
            self.of_kind(3 * STEP, [usize::MAX, kind], it)?;
        }
        Ok(())
    }

    /// The key of all scopes of a type.
    fn scopes(&mut self, exported: &Exported) {
        let is_bare = exported.scope == Scope::Instance && is_empty(exported);
        self.push(&format!("{}:{}\n", of(&exported.scope), if is_bare { " {}" } else { "" }));
    }

    /// One scope, below the key of all scopes of its type.
    fn scope(&mut self, at: usize, exported: &Exported) -> Result<(), Unwritable> {
        let mut level = STEP;
        if let Some(path) = exported.scope.full_path() {
            let bare = yaml(&json!({ path: {} }))?;
            let key = bare.trim_end().trim_end_matches("{}").trim_end();
            let line = if is_empty(exported) { bare.trim_end() } else { key };
            self.push(&format!("{}{line}\n", " ".repeat(level)));
            level += STEP;
        }
        for it in &exported.remarks {
            self.comment(level, it);
        }
        for (kind, it) in exported.kinds.iter().enumerate() {
            self.of_kind(level, [at, kind], it)?;
        }
        Ok(())
    }

    /// The objects of one kind. A comment on an object is right above it.
    fn of_kind(
        &mut self,
        level: usize,
        [scope, kind]: [usize; 2],
        of: &OfKind,
    ) -> Result<(), Unwritable> {
        let written = of.objects.iter().any(|it| !it.fields.is_empty());
        if written {
            self.push(&format!("{}{}:\n", " ".repeat(level), of.kind));
        }
        let level = if written { level + STEP } else { level };
        for (at, it) in of.objects.iter().enumerate() {
            for remark in &it.remarks {
                self.comment(level, remark);
            }
            if it.fields.is_empty() {
                continue;
            }
            let column = if of.single { level } else { level + STEP };
            self.objects.push((self.lines + 1, column, [scope, kind, at]));
            let fields = json!(it.fields);
            let value = if of.single { fields } else { Value::Array(vec![fields]) };
            self.push(&indented(level, &yaml(&value)?));
        }
        Ok(())
    }
}

fn of(scope: &Scope) -> &'static str {
    match scope {
        Scope::Instance => "instance",
        Scope::Group(_) => "groups",
        _ => "projects",
    }
}

/// Whether a file declares nothing of a scope.
fn is_empty(exported: &Exported) -> bool {
    exported.kinds.iter().flat_map(|it| &it.objects).all(|it| it.fields.is_empty())
}

/// The same text further to the right. Blank lines can only be within texts, to which their spaces would not belong.
fn indented(level: usize, text: &str) -> String {
    let space = " ".repeat(level);
    let line = |it: &str| match it.is_empty() {
        true => "\n".to_owned(),
        false => format!("{space}{it}\n"),
    };
    text.lines().map(line).collect()
}
