//! `labwright show`: what the files declare for a scope or an object, with the place of every value; or a saved plan.

mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};

use self::text::{Node, Pair};
use super::fold::FoldArgs;
use super::outputs::Outputs;
use super::reports::ReportArgs;
use super::{Exit, Form, Global, output, plan, session};
use crate::config::{Choice, Collection, Config, Item, Said};
use crate::plan::{Options, PlanError, Saved, declared};
use crate::problem::{Place, Problem, Problems};
use crate::render::Fold;
use crate::reserved::{ITEMS, PRUNE};
use crate::resource::{Host, Keyed, Scope, Shape};

/// The version of the document for programs.
const FORMAT: u64 = 1;

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// The address of an object, or the path of a project or group: acme/api, acme/api/labels/bug. Without it, everything
    /// is shown.
    #[arg(value_name = "ADDRESS", conflicts_with = "plan")]
    addresses: Vec<String>,
    /// Show this saved plan instead, as `plan` showed it.
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    #[command(flatten)]
    fold: FoldArgs,
    #[command(flatten)]
    reports: ReportArgs,
}

pub(super) async fn run(global: &Global, args: &ShowArgs) -> Exit {
    let reports = args.reports.reports(global, args.fold);
    let wrong = match &args.plan {
        Some(_) if global.output == Form::Yaml => {
            Some(Problem::new("a plan has no YAML form").hint("use -o text|json|markdown"))
        }
        None if global.output == Form::Markdown => Some(
            Problem::new("only a saved plan has a Markdown form").hint("use -o text|json|yaml"),
        ),
        None if args.fold.fold() == Fold::Nothing => Some(
            Problem::new("--no-fold shows a plan")
                .hint("add --plan FILE, with a plan that `labwright plan --out FILE` wrote"),
        ),
        None => reports.places().next().map(|(flag, _)| {
            Problem::new(format!("{flag} is a report of a plan"))
                .hint("add --plan FILE, with a plan that `labwright plan --out FILE` wrote")
        }),
        Some(_) => None,
    };
    if let Some(problem) = wrong {
        output::problem(global, problem);
        return Exit::Usage;
    }
    let Some(file) = &args.plan else { return effective(global, args).await };
    let outputs = Outputs::prepare(global, reports.places().collect(), std::slice::from_ref(file));
    let outputs = match outputs {
        Ok(outputs) => outputs,
        Err((exit, problems)) => {
            output::problems(global, &problems);
            return exit;
        }
    };
    let document = match Saved::read(file) {
        Ok(saved) => saved.into_document(),
        Err(error) => {
            let problem = Problem::new(format!("{}: {error}", file.display()));
            output::problem(global, problem);
            return Exit::Usage;
        }
    };
    plan::print(global, &document, args.fold);
    plan::tell_problems(global, &document.problems.iter().map(Problem::from).collect());
    reports.write(global, &outputs, &document).err().unwrap_or(Exit::Done)
}

/// Shows what the files declare.
async fn effective(global: &Global, args: &ShowArgs) -> Exit {
    let patterns: Vec<_> = args.addresses.iter().chain(&global.only).cloned().collect();
    let (config, choice) = match read(global, &patterns).await {
        Ok(read) => read,
        Err((exit, problems)) => {
            output::problems(global, &problems);
            return exit;
        }
    };
    let shown = Shown { config: &config, choice: choice.as_ref() };
    match global.output {
        Form::Json => output::print_json(&shown.document()),
        Form::Yaml => output::print_yaml(&shown.document()),
        _ => match text::write(&shown.tree()) {
            Ok(text) => output::print(&output::for_people(&text)),
            Err(error) => {
                output::problem(
                    global,
                    Problem::new(format!("cannot write this as YAML: {error}")),
                );
                return Exit::Refused;
            }
        },
    }
    Exit::Done
}

/// Reads the files, and what blocks of `defaults` depend on in GitLab.
async fn read(
    global: &Global,
    patterns: &[String],
) -> Result<(Config, Option<Choice>), (Exit, Problems)> {
    let usage = |problems| (Exit::Usage, problems);
    let choice = (!patterns.is_empty()).then(|| Choice::new("ADDRESS", patterns)).transpose();
    let choice = choice.map_err(|problem| usage(problem.into()))?;
    let mut config = session::files_as_written(global).map_err(usage)?.config;
    if let Some(discovery) = &config.discovery {
        let reader = session::reader(global, config.url.as_deref());
        let reader = reader.map_err(|(exit, problem)| (exit, problem.into()))?;
        let found = declared(discovery, &reader).await.map_err(|PlanError::Server(error)| {
            let problem = Problem::new(error.what()).hint(error.next_step());
            (Exit::Refused, problem.into())
        })?;
        config = found.1.into_result(found.0).map_err(|problems| (Exit::Refused, problems))?;
    }
    let options = Options { only: choice.clone(), ..Options::default() };
    options.unmatched(&config).into_result(()).map_err(usage)?;
    Ok((config, choice))
}

/// What is shown of a configuration.
struct Shown<'c> {
    config: &'c Config,
    choice: Option<&'c Choice>,
}

impl<'c> Shown<'c> {
    fn includes(&self, scope: &Scope, collection: &Collection, item: &Item) -> bool {
        self.choice.is_none_or(|it| it.includes(&collection.address_of(scope, item)))
    }

    /// Where `prune` is set, if the whole collection is shown.
    fn prune(&self, scope: &Scope, collection: &'c Collection) -> Option<&'c Place> {
        let whole = scope.address_of(collection.entry.spec.kind, "");
        let is_shown = self.choice.is_none_or(|it| it.includes(&whole));
        collection.prune.as_ref().filter(|_| is_shown)
    }

    fn document(&self) -> Value {
        let place = |it: &Place| json!({ "file": &*it.file, "line": it.line });
        let field = |it: &Said| {
            let mut value = place(&it.place);
            value["value"] = it.value.clone();
            if !it.entries.is_empty() {
                let entries = it.entries.iter().map(|it| (it.field.clone(), place(&it.place)));
                value["entries"] = Value::Object(entries.collect());
            }
            (it.field.clone(), value)
        };
        let object = |scope: &Scope, collection: &Collection, it: &Item| {
            json!({
                "address": collection.address_of(scope, it).to_string(),
                "key": it.key,
                "fields": it.said.iter().map(field).collect::<Map<_, _>>(),
            })
        };
        let collection = |(scope, it): (&Scope, &'c Collection)| {
            let items = it.items.iter().filter(|item| self.includes(scope, it, item));
            let objects: Vec<Value> = items.map(|item| object(scope, it, item)).collect();
            let prune = self.prune(scope, it);
            (!objects.is_empty() || prune.is_some()).then(|| {
                json!({
                    "scope": scope.to_string(),
                    "kind": it.entry.spec.kind,
                    "prune": prune.map(place),
                    "objects": objects,
                })
            })
        };
        let collections: Vec<Value> = self.config.collections().filter_map(collection).collect();
        json!({ "format": FORMAT, "collections": collections })
    }

    /// The same as a file has it.
    fn tree(&self) -> Node {
        let mut merge_requests: BTreeMap<Scope, Vec<Node>> = BTreeMap::new();
        let mut homes = BTreeSet::new();
        for scope in self.config.scopes.keys() {
            let home = scope.home().unwrap_or(Scope::Instance);
            if let Scope::MergeRequest(_, iid) = scope {
                let kinds = self.kinds(scope);
                let iid = Pair::of("iid", Node::Leaf(json!(iid)));
                if !kinds.is_empty() {
                    let whole = Node::Map(std::iter::once(iid).chain(kinds).collect());
                    merge_requests.entry(home.clone()).or_default().push(whole);
                }
            }
            homes.insert(home);
        }
        let (mut groups, mut projects, mut top) = (Vec::new(), Vec::new(), Vec::new());
        for home in homes {
            let mut kinds = self.kinds(&home);
            let own = merge_requests.remove(&home);
            kinds.extend(own.map(|it| Pair::of("merge_requests", Node::List(it))));
            if kinds.is_empty() {
                continue;
            }
            let Some(path) = home.full_path() else {
                top.push(Pair::of("instance", Node::Map(kinds)));
                continue;
            };
            let found = self.config.found.contains(&home);
            let remark = found.then(|| "found in GitLab, not declared".to_owned());
            let list = if matches!(home, Scope::Group(_)) { &mut groups } else { &mut projects };
            list.push(Pair { remark, ..Pair::of(path, Node::Map(kinds)) });
        }
        for (key, all) in [("groups", groups), ("projects", projects)] {
            if !all.is_empty() {
                top.push(Pair::of(key, Node::Map(all)));
            }
        }
        Node::Map(top)
    }

    /// The collections of a scope.
    fn kinds(&self, scope: &Scope) -> Vec<Pair> {
        let mut all: Vec<Pair> = Vec::new();
        for collection in self.config.scopes.get(scope).into_iter().flatten() {
            let spec = collection.entry.spec;
            let items = collection.items.iter().filter_map(|it| self.item(scope, collection, it));
            let mut items: Vec<Node> = items.collect();
            let prune = self.prune(scope, collection);
            if items.is_empty() && prune.is_none() {
                continue;
            }
            let key = spec.declared_as();
            // Objects that are declared in the list of another kind.
            if let Some(list) = all.iter_mut().find(|it| it.key == key).and_then(Pair::list) {
                list.append(&mut items);
                continue;
            }
            let node = match (spec.shape, prune) {
                (Shape::Single, _) => items.swap_remove(0),
                (_, None) => Node::List(items),
                (_, Some(place)) => {
                    let prune = Pair::of(PRUNE, Node::Leaf(json!(true))).from(place);
                    Node::Map(vec![prune, Pair::of(ITEMS, Node::List(items))])
                }
            };
            all.push(Pair::of(key, node));
        }
        all
    }

    /// One object with the objects that it contains. If only these are selected, its identity.
    fn item(&self, scope: &Scope, collection: &Collection, item: &Item) -> Option<Node> {
        let spec = collection.entry.spec;
        let contents = match collection.entry.contents().next() {
            Some(_) => self.kinds(&spec.scope_of(scope, &item.key)),
            None => Vec::new(),
        };
        let whole = self.includes(scope, collection, item);
        if !whole && contents.is_empty() {
            return None;
        }
        let said = item.said.iter();
        let said = said.filter(|it| whole || spec.identity.contains(&it.field.as_str()));
        let field = |it: &Said| field(it, spec.keyed_by(&it.field));
        let fields = Node::Map(said.map(field).chain(contents).collect());
        Some(match spec.host {
            Some(Host { key, .. }) => Node::Map(vec![Pair::of(key, fields)]),
            None => fields,
        })
    }
}

/// A field, with the places of its entries if it has several.
fn field(it: &Said, keyed: Option<Keyed>) -> Pair {
    let entries = it.entries.iter();
    let leaf = |it: &Said| Pair::of(&it.field, Node::Leaf(it.value.clone())).from(&it.place);
    let Some(keyed) = keyed.filter(|_| !it.entries.is_empty()) else { return leaf(it) };
    let node = match keyed {
        Keyed::Key => Node::Map(entries.map(leaf).collect()),
        Keyed::Field(_) => {
            let item = |it: &Said| {
                let fields = it.value.as_object().into_iter().flatten();
                let of = |(key, value): (&String, &Value)| {
                    Pair::of(key, Node::Leaf(value.clone())).from(&it.place)
                };
                Node::Map(fields.map(of).collect())
            };
            let (items, prune): (Vec<&Said>, Vec<&Said>) =
                entries.partition(|it| it.value.is_object());
            let items = Node::List(items.into_iter().map(item).collect());
            match prune.as_slice() {
                [] => items,
                prune => {
                    let items = std::iter::once(Pair::of(ITEMS, items));
                    Node::Map(prune.iter().map(|it| leaf(it)).chain(items).collect())
                }
            }
        }
    };
    Pair::of(&it.field, node)
}
