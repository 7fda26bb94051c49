//! Many projects by path, in few requests: from the lists of their groups, where that takes fewer than one request each.
//!
//! **Invariants:** a list only ever answers for a project that is in it. Every other project is read by its path, so that a
//! list that is cut, changes, or cannot be read makes no project absent. What GitLab lists of a project are the attributes
//! that it returns for the project itself, except `permissions` and `import_error` (measured).

use super::listing::Listing;
use super::pages::{self, Part};
use super::{ApiError, ApiPath, Reader};
use futures::future::join_all;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Elements of a page: larger pages are not cheaper for GitLab, and smaller ones can be read at the same time.
const PER_PAGE: u64 = 20;

/// For fewer projects of a group its list is not tried.
const FEWEST: usize = 3;

/// The projects, by path as asked for; `None` for one that does not exist or that the token cannot see.
pub(crate) type Projects = BTreeMap<String, Result<Option<Value>, ApiError>>;

/// Reads projects by their paths.
pub(crate) async fn find_projects(reader: &Reader, paths: BTreeSet<String>) -> Projects {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in paths {
        let group =
            path.rsplit_once('/').map_or_else(String::new, |(group, _)| group.to_lowercase());
        groups.entry(group).or_default().push(path);
    }
    let found = groups.iter().map(|(group, paths)| find_in_group(reader, group, paths));
    join_all(found).await.into_iter().flatten().collect()
}

async fn find_in_group(reader: &Reader, group: &str, paths: &[String]) -> Projects {
    let listed = match paths.len() < FEWEST {
        true => BTreeMap::new(),
        false => list(reader, group, paths).await,
    };
    let others = paths.iter().filter(|it| !listed.contains_key(&it.to_lowercase()));
    let others = join_all(others.map(|it| find_one(reader, it))).await;
    let of_list = |path: &String| {
        let project = listed.get(&path.to_lowercase())?;
        Some((path.clone(), Ok(Some(project.clone()))))
    };
    paths.iter().filter_map(of_list).chain(others).collect()
}

async fn find_one(reader: &Reader, path: &str) -> (String, Result<Option<Value>, ApiError>) {
    (path.to_owned(), reader.find(&ApiPath::new("projects").seg(path)).await)
}

/// Those of the projects that the list of the group has, by path in lower case.
async fn list(reader: &Reader, group: &str, paths: &[String]) -> BTreeMap<String, Value> {
    let wanted: BTreeSet<String> = paths.iter().map(|it| it.to_lowercase()).collect();
    let list = ApiPath::new("groups").seg(group).seg("projects");
    let list = list.query("order_by", "id").query("sort", "asc").query("with_shared", "false");
    let list = list.query("per_page", PER_PAGE);
    let page = |number| pages::part(reader.link(), &list, Listing::default(), number);
    let mut found = BTreeMap::new();
    let Ok(first) = page(1).await else { return found };
    // Without a total, the number of pages is not known.
    let pages = first.total.unwrap_or_default().div_ceil(PER_PAGE);
    keep(&wanted, first, &mut found);
    let missing = wanted.len() - found.len();
    if pages > 1 && u64::try_from(missing).is_ok_and(|it| pages - 1 < it) {
        for part in join_all((2..=pages).map(page)).await.into_iter().flatten() {
            keep(&wanted, part, &mut found);
        }
    }
    found
}

/// Keeps the wanted projects of a page.
fn keep(wanted: &BTreeSet<String>, part: Part, found: &mut BTreeMap<String, Value>) {
    for mut project in part.items {
        let path = project["path_with_namespace"].as_str().unwrap_or_default().to_lowercase();
        if let Some(fields) = project.as_object_mut().filter(|_| wanted.contains(&path)) {
            // GitLab lists it for maintainers, and nobody here asks for it.
            fields.remove("runners_token");
            found.insert(path, project);
        }
    }
}
