//! The whole configuration: its levels, and what becomes of each.

use std::collections::BTreeSet;
use std::mem::take;

use super::CONFIG_VERSION;
use super::chain::{Chain, cuts};
use super::levels::{Level, Levels, problem};
use super::make::{Known, Maker, line};
use super::model::{Block, Body, Converted, Field, Note, Object, OfKind, Scope};
use super::patterns::{Key, Skipped, fits, is_farther, may_overlap, nearness};
use super::references::References;
use super::sections::{Of, Reach, SECTIONS, Section};
use serde_json::json;

use crate::config::{Cursor, Tree, Type};
use crate::gitlab::{has_credentials, without_credentials};
use crate::kinds;
use crate::problem::Problems;
use crate::resource;

/// What a file of gitlabform becomes.
///
/// # Errors
/// It is no configuration of gitlabform 6.3.
pub fn gitlabform(tree: &Tree) -> Result<Converted, Problems> {
    let root = tree.root();
    let mut problems = Problems::new();
    check(root, &mut problems);
    let mut levels = Levels::default();
    if let Some(all) = root.get("projects_and_groups") {
        levels.read(all, &mut problems);
    }
    problems.into_result(())?;
    let mut converter = Converter { levels, ..Converter::default() };
    converter.top(root);
    Ok(converter.finish())
}

fn check(root: Cursor<'_>, problems: &mut Problems) {
    let upgrade = "bring it up to date first: https://gitlabform.github.io/gitlabform/upgrade/";
    let is_it = root.get("projects_and_groups").is_some() || root.get("application").is_some();
    match root.get("config_version") {
        Some(at) if at.json() == CONFIG_VERSION => {}
        Some(at) => {
            let message = format!(
                "gitlabform 6.3 reads configurations with `config_version: {CONFIG_VERSION}`"
            );
            problems.push(problem(at, message, upgrade));
        }
        None if is_it => {
            let message = format!("there is no `config_version: {CONFIG_VERSION}`");
            problems.push(problem(root, message, upgrade));
        }
        None => {
            let message = "this is not a configuration of gitlabform";
            let hint = "it has the keys `config_version` and `projects_and_groups`";
            problems.push(problem(root, message, hint));
        }
    }
}

#[derive(Default)]
struct Converter<'t> {
    levels: Levels<'t>,
    skipped: Skipped,
    references: References,
    known: Known,
    lost: BTreeSet<&'static str>,
    to: Converted,
}

impl<'t> Converter<'t> {
    fn note(&mut self, at: Cursor<'_>, what: &str, why: impl Into<String>) {
        let what = without_credentials(what).into_owned();
        self.to.notes.push(Note { line: line(at), what, why: why.into() });
    }

    /// The keys of the file.
    fn top(&mut self, root: Cursor<'t>) {
        for (name, is_group) in [("skip_groups", true), ("skip_projects", false)] {
            let Some(list) = root.get(name) else { continue };
            if !matches!(list.value_type(), Type::List | Type::Null) {
                self.note(list, name, "it is not a list");
            }
            for at in list.items() {
                match at.text() {
                    Some(text) if is_group => self.skipped.group(text),
                    Some(text) => self.skipped.project(text),
                    None => self.note(at, name, "it is not a text"),
                }
            }
        }
        for at in root.entries() {
            match at.key().unwrap_or_default() {
                "config_version" | "projects_and_groups" | "skip_groups" | "skip_projects" => {}
                "gitlab" => self.gitlab(at),
                "application" => self.application(at),
                other if other.starts_with('.') || other.starts_with("x-") => {}
                other => self.note(at, other, "gitlabform has no such key, and ignores it"),
            }
        }
        for level in self.levels.all.clone() {
            self.level(level);
        }
        // Of two scopes, the group comes first.
        self.to.scopes.sort_by(|a, b| (!a.group, &a.path).cmp(&(!b.group, &b.path)));
    }

    fn gitlab(&mut self, gitlab: Cursor<'_>) {
        for at in gitlab.entries() {
            let name = at.key().unwrap_or_default();
            let what = format!("gitlab.{name}");
            match (name, at.text()) {
                ("url", Some(url)) if !has_credentials(url) => {
                    let value = json!(url.trim_end_matches('/'));
                    let field = Field { name: "url".to_owned(), value, line: line(at), from: what };
                    self.to.url = Some(field);
                }
                ("token", _) => self.note(at, &what, "labwright reads it from GITLAB_TOKEN"),
                ("ssl_verify", _) if at.json() == true => {}
                ("ssl_verify", _) => {
                    self.note(
                        at,
                        &what,
                        "labwright always verifies certificates: see docs/connection.md",
                    );
                }
                _ => self.note(
                    at,
                    &what,
                    "labwright has options for the connection: see docs/connection.md",
                ),
            }
        }
    }

    fn application(&mut self, application: Cursor<'t>) {
        let mut body = Body::default();
        for at in application.entries() {
            let name = at.key().unwrap_or_default();
            match SECTIONS.iter().find(|it| it.of == Of::Instance && it.name == name) {
                Some(section) => {
                    self.maker("instance").section(section, &Chain::new(at, vec![]), &mut body);
                }
                None => {
                    self.note(at, &format!("application.{name}"), "gitlabform has no such section")
                }
            }
        }
        self.to.instance = body;
    }

    fn maker<'a>(&'a mut self, scope: &'a str) -> Maker<'a> {
        let Converter { known, lost, references, to, .. } = self;
        Maker { known, lost, scope, references, notes: &mut to.notes }
    }

    fn level(&mut self, level: Level<'t>) {
        let text = level.at.key().unwrap_or_default();
        let mapping = matches!(level.at.value_type(), Type::Mapping | Type::Null);
        match level.key {
            _ if !mapping => return self.note(level.at, text, "it is not a mapping"),
            Key::Group(path) if path.contains('*') || path.is_empty() => {
                return self.note(
                    level.at,
                    text,
                    "gitlabform applies it to no group and no project",
                );
            }
            Key::Pattern(text) if text.contains(['?', '[']) => {
                return self.note(level.at, text, "labwright's patterns have no `?` and no `[`");
            }
            Key::Project(path) if self.skipped.has_project(path) => {
                return self.note(level.at, text, "it is one of `skip_projects`");
            }
            _ => {}
        }
        self.check_sections(level);
        let farther = self.levels.farther(level);
        let mut project = self.body(level, &farther, Of::Project);
        let line = line(level.at);
        match level.key {
            Key::Project(path) => {
                if self.skipped.has_group(level.key.above()) && !farther.is_empty() {
                    let why = "its group is one of `skip_groups`, so it inherits nothing";
                    project.alone = true;
                    self.note(level.at, text, why);
                }
                self.to.scopes.push(Scope {
                    path: path.to_owned(),
                    group: false,
                    body: project,
                    line,
                });
            }
            Key::Pattern(pattern) => self.pattern(level, pattern, project),
            Key::Common => {
                let mut group = self.body(level, &farther, Of::Group);
                let top = own(&mut group);
                let from = (line, text.to_owned());
                self.blocks(&["**"], true, project, group, from.clone());
                self.blocks(&["*"], false, Body::default(), top, from);
            }
            Key::Group(path) => self.group(level, path, &farther, project),
        }
    }

    /// The key of a group: what it says for everything below, and for the group alone.
    fn group(&mut self, level: Level<'t>, path: &str, farther: &[Cursor<'t>], project: Body) {
        let mut group = self.body(level, farther, Of::Group);
        let mut own = own(&mut group);
        let is_skipped = self.skipped.has_group(path);
        if path.contains('/') {
            let top = |it: &OfKind| reach(it.kind) == Reach::Top || it.kind == "settings";
            let (gone, rest) = take(&mut own.kinds).into_iter().partition(top);
            own.kinds = rest;
            let gone: Vec<OfKind> = gone;
            let note = |it: &Field| Note {
                line: it.line,
                what: it.from.clone(),
                why: "only top-level groups have it".to_owned(),
            };
            let fields = gone.iter().flat_map(|it| &it.objects).flat_map(|it| &it.fields);
            self.to.notes.extend(fields.map(note));
        }
        if is_skipped {
            own = Body::default();
        }
        let (line, below) = (line(level.at), format!("{path}/**"));
        let patterns: &[&str] = match group.is_empty() || is_skipped {
            true => &[&below],
            false => &[path, &below],
        };
        // A block that names the group does not say that it is one.
        if patterns.len() > 1 || !own.is_empty() {
            self.to.scopes.push(Scope { path: path.to_owned(), group: true, body: own, line });
        }
        let from = (line, level.at.key().unwrap_or_default().to_owned());
        self.blocks(patterns, true, project, group, from);
    }

    /// A key with wildcards, of projects: gitlabform takes one such key for a project, and none if the project has its own.
    fn pattern(&mut self, level: Level<'t>, pattern: &str, body: Body) {
        let others = self.levels.patterns().filter(|it| nearness(it) > nearness(pattern));
        let mut except: Vec<String> =
            others.filter(|it| may_overlap(it, pattern)).map(str::to_owned).collect();
        let projects = self.levels.all.iter().filter_map(|it| match it.key {
            Key::Project(path) if !it.at.is_empty() => Some(path),
            _ => None,
        });
        except.extend(projects.filter(|it| fits(pattern, it)).map(str::to_owned));
        except.extend(self.skipped.projects.iter().filter(|it| may_overlap(it, pattern)).cloned());
        let farther = self.levels.groups.keys().find(|it| is_farther(pattern, it)).cloned();
        if let Some(group) = farther {
            let why = format!(
                "`{group}/*` has more segments without a wildcard, so it counts before this"
            );
            self.note(level.at, pattern, why);
        }
        if pattern.split('/').any(|it| it.contains('*')) {
            let why = "a `*` of labwright does not match `/`: add patterns if it has to";
            self.note(level.at, pattern, why);
        }
        let first = pattern.split('/').next().unwrap_or_default();
        self.to.blocks.push(Block {
            patterns: vec![pattern.to_owned()],
            except,
            discover: !first.contains('*'),
            project: body,
            group: Body::default(),
            from: (line(level.at), pattern.to_owned()),
        });
    }

    /// Adds a block, or two if not the same groups and projects are skipped.
    fn blocks(
        &mut self,
        patterns: &[&str],
        discover: bool,
        project: Body,
        group: Body,
        from: (usize, String),
    ) {
        let touches = |it: &&String| patterns.iter().any(|pattern| may_overlap(it, pattern));
        let of = |all: &[String]| all.iter().filter(touches).cloned().collect::<Vec<_>>();
        let (projects, groups) = (of(&self.skipped.projects), of(&self.skipped.groups));
        let patterns: Vec<String> = patterns.iter().map(|it| (*it).to_owned()).collect();
        let block = |except: Vec<String>, project: Body, group: Body| Block {
            patterns: patterns.clone(),
            except,
            discover,
            project,
            group,
            from: from.clone(),
        };
        let made = match (project.is_empty(), group.is_empty()) {
            (true, true) => vec![],
            (false, false) if projects != groups => vec![
                block(groups, Body::default(), group),
                block(projects, project, Body::default()),
            ],
            (true, _) => vec![block(groups, project, group)],
            (false, _) => vec![block(projects, project, group)],
        };
        self.to.blocks.extend(made);
    }

    /// Notes about sections that are not converted.
    fn check_sections(&mut self, level: Level<'t>) {
        for at in level.at.entries() {
            let name = at.key().unwrap_or_default();
            let known = SECTIONS.iter().find(|it| it.name == name && it.of != Of::Instance);
            let in_project = matches!(level.key, Key::Project(_) | Key::Pattern(_));
            match known {
                Some(it) if it.of == Of::Group && in_project => {
                    self.note(at, name, "gitlabform ignores it in a project");
                }
                Some(_) => {}
                None if name == "inherit" => {}
                None => self.note(at, name, "gitlabform 6.3 has no such section"),
            }
        }
    }

    fn body(&mut self, level: Level<'t>, farther: &[Cursor<'t>], of: Of) -> Body {
        let mut body = Body { alone: cuts(level.at), ..Body::default() };
        let chain = |name: &str| {
            let own = level.at.get(name)?;
            Some(Chain::new(own, farther.iter().filter_map(|it| it.get(name)).collect()))
        };
        let scope = level.at.key().unwrap_or_default().to_owned();
        let archived = of == Of::Project && chain("project").is_some_and(|it| it.is("archive"));
        let sections = SECTIONS.iter().filter(|it| it.of == of);
        for section in sections.filter(|it| !archived || it.name == "project") {
            let Some(chain) = chain(section.name) else { continue };
            self.check_cut(level, section, &chain);
            self.maker(&scope).section(section, &chain, &mut body);
        }
        if of == Of::Project {
            body.moved_from = self.moved_from(level);
            if archived {
                body.alone = true;
                let others = SECTIONS.iter().filter(|it| it.of == of && it.name != "project");
                for at in others.filter_map(|it| level.at.get(it.name)) {
                    let why = "gitlabform does nothing else in a project that it archives";
                    self.note(at, at.key().unwrap_or_default(), why);
                }
            }
        }
        body
    }

    /// gitlabform forgets `inherit: false` of a subgroup when it adds what `*` says.
    fn check_cut(&mut self, level: Level<'t>, section: &Section, chain: &Chain<'t>) {
        let Some(own) = chain.own.filter(|it| cuts(*it)) else { return };
        let in_common = self.levels.common.is_some_and(|it| it.get(section.name).is_some());
        let parent = level.key.above().rsplit_once('/').map(|it| it.0.to_lowercase());
        let merged = parent.is_some_and(|it| self.levels.groups.contains_key(&it));
        if matches!(level.key, Key::Group(_)) && in_common && merged && section.at != Some("groups")
        {
            let why = "`inherit: false` of a subgroup does not keep gitlabform from what `*` says; in labwright it does";
            self.note(own, section.name, why);
        }
    }

    fn moved_from(&mut self, level: Level<'t>) -> Option<Field> {
        let at = level.at.get("project")?.get("transfer_from")?;
        let from = "project.transfer_from".to_owned();
        if !matches!(level.key, Key::Project(_)) {
            self.note(at, &from, "only a project by itself can be transferred");
            return None;
        }
        Some(Field { name: "moved_from".to_owned(), value: at.json(), line: line(at), from })
    }

    fn finish(mut self) -> Converted {
        self.to.references = self.references.into_all();
        for kind in self.lost {
            self.to.never_prune(kind);
        }
        self.to.notes.sort();
        self.to.notes.dedup();
        self.to
    }
}

/// Which groups a kind reaches.
fn reach(kind: &str) -> Reach {
    let section = SECTIONS.iter().find(|it| it.of == Of::Group && it.kind == kind);
    section.map_or(Reach::All, |it| it.reach)
}

/// Takes out what is not for all groups below.
fn own(body: &mut Body) -> Body {
    let settings = kinds::find("settings", &resource::Scope::group("group"));
    let top_fields = settings.map_or(&[][..], |it| it.spec.top_fields);
    let mut own = Body::default();
    for mut of in take(&mut body.kinds) {
        if reach(of.kind) != Reach::All {
            own.kinds.push(of);
            continue;
        }
        if of.kind == "settings" {
            let objects = of.objects.iter_mut().filter_map(|it| {
                let is_top = |it: &Field| top_fields.contains(&it.name.as_str());
                let (fields, rest): (Vec<Field>, _) =
                    take(&mut it.fields).into_iter().partition(is_top);
                it.fields = rest;
                (!fields.is_empty()).then(|| Object { fields, from: it.from.clone(), ..*it })
            });
            let objects: Vec<Object> = objects.collect();
            if !objects.is_empty() {
                let from = of.from.clone();
                own.kinds.push(OfKind { alone: false, objects, from, ..of });
            }
            of.objects.retain(|it| !it.fields.is_empty());
            if of.objects.is_empty() && !of.alone {
                continue;
            }
        }
        body.kinds.push(of);
    }
    own
}
