//! A request inside a route: the caller, the parameters, the project, and the pages of lists.

use serde_json::{Map, Value};

use super::endpoint::{Endpoint, Places};
use super::params::{self, Params, plain};
use super::reply::{Refusal, Reply};
use super::request::{Request, Sent};
use crate::sandbox::world::{Project, Time, World};

/// Above this number of rows, GitLab no longer counts them.
const COUNTED: usize = 10_000;

/// The context of a handler.
pub(crate) struct Call<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) request: &'a Request,
    pub(crate) sent: &'a Sent,
    pub(crate) route: &'a Endpoint,
    pub(crate) places: Places,
    pub(crate) params: Params,
    pub(crate) user: Option<u64>,
    /// The project of the calling CI job.
    pub(crate) job_of: Option<u64>,
    pub(crate) project: Option<u64>,
}

impl Call<'_> {
    /// A parameter of the path, decoded.
    pub(crate) fn place(&self, name: &str) -> &str {
        self.places.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// The caller; a gate has ensured that there is one.
    pub(crate) fn me(&self) -> u64 {
        self.user.unwrap_or(0)
    }

    /// Refuses anonymous callers.
    pub(crate) fn authenticate(&self) -> Result<(), Refusal> {
        self.user.map(|_| ()).ok_or_else(Refusal::unauthorized)
    }

    pub(crate) fn is_admin(&self) -> bool {
        self.user.is_some_and(|id| self.world.acts_as_admin(id))
    }

    /// The ID of the project that the path's `id` names, by ID or by path, if the caller can see it.
    pub(crate) fn project_id(&mut self) -> Result<u64, Refusal> {
        if let Some(id) = self.project {
            return Ok(id);
        }
        let id = self.find_project()?;
        self.project = Some(id);
        Ok(id)
    }

    /// Refuses a CI job that calls a project other than its own: no project has an allowlist for job tokens.
    fn within_job(&self, name: &str) -> Result<(), Refusal> {
        let by_number =
            || name.parse::<u64>().ok().filter(|id| self.world.projects.contains_key(id));
        let target = by_number().or_else(|| self.world.project_at(name));
        match (self.job_of, target) {
            (Some(own), Some(target)) if own != target => {
                let source = self.world.projects.get(&own).map_or("", |project| &project.path);
                let source = source.rsplit('/').next().unwrap_or(source);
                let reason = "Authentication by CI/CD job token not allowed";
                let reason = format!("{reason} from {source} to project #{target}.");
                Err(Refusal::forbidden_because(&reason))
            }
            _ => Ok(()),
        }
    }

    fn find_project(&self) -> Result<u64, Refusal> {
        let name = self.place("id");
        let unknown = || Refusal::no_such("Project");
        self.within_job(name)?;
        let seen = |id: &u64| {
            self.world.projects.get(id).is_some_and(|project| self.world.sees(self.user, project))
        };
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            return name.parse().ok().filter(seen).ok_or_else(unknown);
        }
        if !name.contains('/') {
            return Err(unknown());
        }
        if let Some(id) = self.world.project_at(name) {
            return Some(id).filter(seen).ok_or_else(unknown);
        }
        let moved = self
            .world
            .redirects
            .get(&name.to_lowercase())
            .copied()
            .filter(seen)
            .ok_or_else(unknown)?;
        if self.request.method != "GET" {
            return Err(Refusal::message(
                405,
                "Non GET methods are not allowed for moved projects",
            ));
        }
        let rest = self.request.path.split('/').filter(|part| !part.is_empty()).skip(2);
        let mut rest: String = rest.map(|part| format!("/{part}")).collect();
        // GitLab reads what follows the last dot as a format (publicly reported, not measured).
        if let (true, Some((_, format))) = (rest.is_empty(), self.request.path.rsplit_once('.')) {
            rest = format!(".{format}");
        }
        let query = if self.request.query.is_empty() {
            String::new()
        } else {
            format!("?{}", self.request.query)
        };
        Err(Refusal::moved(format!("{}/api/v4/projects/{moved}{rest}{query}", self.world.url)))
    }

    /// The project; see [`Call::project_id`].
    pub(crate) fn project(&mut self) -> Result<&Project, Refusal> {
        let id = self.project_id()?;
        self.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))
    }

    /// The project, mutable.
    pub(crate) fn project_mut(&mut self) -> Result<&mut Project, Refusal> {
        let id = self.project_id()?;
        self.world.projects.get_mut(&id).ok_or_else(|| Refusal::no_such("Project"))
    }

    /// The caller's level in the project; 0 for none.
    pub(crate) fn level(&mut self) -> Result<u8, Refusal> {
        let user = self.user;
        let id = self.project_id()?;
        let project = self.world.projects.get(&id).ok_or_else(|| Refusal::no_such("Project"))?;
        Ok(user.map_or(0, |user| self.world.level(user, project)))
    }

    /// Refuses callers below an access level with 403.
    pub(crate) fn at_least(&mut self, level: u8) -> Result<(), Refusal> {
        if self.level()? >= level { Ok(()) } else { Err(Refusal::forbidden()) }
    }

    /// Honours `If-Unmodified-Since`. A value that is not a time is ignored.
    pub(crate) fn unmodified(&self, updated_at: Time) -> Result<(), Refusal> {
        let Some(text) = self.request.header("if-unmodified-since") else { return Ok(()) };
        let http = jiff::fmt::rfc2822::parse(text)
            .ok()
            .map(|moment| Time(moment.timestamp().as_microsecond()));
        match http.or_else(|| Time::parse(text)) {
            Some(asked) if updated_at > asked => Err(Refusal::precondition()),
            _ => Ok(()),
        }
    }

    /// One page of a list, with the headers that describe the other pages. Only the items of this page are rendered.
    pub(crate) fn page<T>(
        &self,
        items: Vec<T>,
        mut show: impl FnMut(T) -> Value,
    ) -> Result<Reply, Refusal> {
        let wanted = self.params.int("page").unwrap_or(1);
        if wanted == i64::MAX {
            return Err(Refusal::crash());
        }
        let page = usize::try_from(wanted).unwrap_or(0).max(1);
        let usual = params::defaults(self.route.params).find(|(name, _)| *name == "per_page");
        let usual = usual.and_then(|(_, size)| size.parse().ok()).unwrap_or(20);
        let per_page = match self.params.int("per_page").and_then(|size| usize::try_from(size).ok())
        {
            Some(0) | None => usual,
            // Trees alone have no limit (measured).
            Some(size) if self.route.pattern.ends_with("/tree") => size,
            Some(size) => size.min(100),
        };
        let total = items.len();
        let pages = total.div_ceil(per_page).max(1);
        let skipped = (page - 1).saturating_mul(per_page);
        let shown: Vec<Value> =
            items.into_iter().skip(skipped).take(per_page).map(&mut show).collect();

        let number =
            |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
        let next = (page < pages).then_some(page + 1);
        let previous = (page > 1 && page <= pages).then(|| page - 1);
        let counted = total <= COUNTED;
        let link = |page: usize, relation: &str| {
            format!("<{}>; rel=\"{relation}\"", self.link(page, per_page, None))
        };
        let mut links = Vec::new();
        links.extend(previous.map(|page| link(page, "prev")));
        links.extend(next.map(|page| link(page, "next")));
        links.push(link(1, "first"));
        if counted {
            links.push(link(pages, "last"));
        }
        let mut reply = Reply::ok(Value::Array(shown))
            .with_header("link", links.join(", "))
            .with_header("x-next-page", number(next))
            .with_header("x-page", page.to_string())
            .with_header("x-per-page", per_page.to_string())
            .with_header("x-prev-page", number(previous));
        if counted {
            reply = reply
                .with_header("x-total", total.to_string())
                .with_header("x-total-pages", pages.to_string());
        }
        Ok(reply)
    }

    /// URL of another page: the query as it was sent, the declared defaults, and the parameters of the path, sorted by name.
    pub(crate) fn link(
        &self,
        page: usize,
        per_page: usize,
        more: Option<(&str, String)>,
    ) -> String {
        let mut all: std::collections::BTreeMap<String, Value> = std::collections::BTreeMap::new();
        for (name, default) in params::defaults(self.route.params) {
            all.insert(name.to_owned(), Value::from(default));
        }
        let reading = matches!(self.request.method.as_str(), "GET" | "HEAD");
        for (name, value) in if reading { &self.sent.query } else { &self.sent.all } {
            all.insert(name.clone(), params::told(self.route.params, &self.params, name, value));
        }
        for (name, value) in &self.places {
            all.insert((*name).to_owned(), Value::from(value.as_str()));
        }
        all.insert(String::from("page"), Value::from(page.to_string()));
        all.insert(String::from("per_page"), Value::from(per_page.to_string()));
        if let Some((name, value)) = more {
            all.insert(name.to_owned(), Value::from(value));
        }
        let mut pairs = Vec::new();
        for (name, value) in &all {
            pair(&encode(name), value, &mut pairs);
        }
        let path: String = self
            .request
            .path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(|part| format!("/{part}"))
            .collect();
        format!("{}/api/v4{path}?{}", self.world.url, pairs.join("&"))
    }
}

fn pair(name: &str, value: &Value, pairs: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            items.iter().for_each(|item| pair(&format!("{name}%5B%5D"), item, pairs))
        }
        Value::Object(fields) => {
            for (key, item) in fields {
                pair(&format!("{name}%5B{}%5D", encode(key)), item, pairs);
            }
        }
        _ => pairs.push(format!("{name}={}", encode(&plain(value).unwrap_or_default()))),
    }
}

/// As Ruby encodes forms: letters, digits and `*-._` stay, a space becomes a plus.
fn encode(text: &str) -> String {
    const KEPT: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC
        .remove(b'*')
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b' ');
    percent_encoding::utf8_percent_encode(text, KEPT).to_string().replace(' ', "+")
}

/// An object of pairs, in their order.
pub(crate) fn object(pairs: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
    )
}
