//! Asks GitLab about the token, each declared project and group, and each declared collection, with one small request for each.

use std::collections::BTreeMap;

use futures::future::{join, join_all};

use super::declared::{self, Declared, Declaring};
use super::finding::{Finding, Stops};
use super::judge::{self, Meant, Standing, Trouble, Who};
use super::people;
use super::report::{Clock, Diagnosis, Server};
use super::token::TokenReport;
use crate::config::{Choice, Config, nearest};
use crate::gitlab::{ApiError, ApiPath, Cause, Reader};
use crate::problem::{Problem, clean};
use crate::resource::{In, Level, Scope};

/// How many seconds clocks may differ before it is reported: dates of `Retry-After` and expiry dates of tokens are compared
/// with the clock.
const SKEW: i64 = 60;

/// For how many projects and groups that cannot be found GitLab is asked for similar ones.
const MEANT: usize = 10;

/// Checks the GitLab behind `reader` and every scope of `config`, sending only GETs. `source` is where the token was
/// found; `secrets` checks one secret that the files name. Everything that goes wrong is a finding.
pub async fn examine(
    config: Option<&Config>,
    only: Option<&Choice>,
    reader: &Reader,
    source: &str,
    secrets: Trouble<'_>,
) -> Diagnosis {
    let mut findings = Vec::new();
    let asked = reader.version().await;
    let version = asked.as_ref().ok().map(|it| (*it).clone());
    let server = Server {
        url: reader.server().url.clone(),
        source: reader.server().source.clone(),
        version: version.as_ref().map(|it| it.text.clone()),
        enterprise: version.as_ref().and_then(|it| it.enterprise),
    };
    let clock = Clock { ahead_seconds: reader.clock_ahead() };
    findings.extend(skewed(clock));
    if let Err(error) = &asked {
        let lacks_scope = error.cause() == Some(Cause::Scope);
        if !lacks_scope {
            findings.push(Finding::new(Stops::Plan, None, said(error)));
            return Diagnosis::new(server, clock, None, Vec::new(), findings);
        }
    }
    let own = ApiPath::new("personal_access_tokens").seg("self");
    let (own, user) = join(reader.find(&own), reader.get(&ApiPath::new("user"))).await;
    let today =
        jiff::Timestamp::now() + jiff::SignedDuration::from_secs(clock.ahead_seconds.unwrap_or(0));
    let today = today.to_zoned(jiff::tz::TimeZone::UTC).date();
    let told = own.as_ref().ok().and_then(Option::as_ref);
    let token = TokenReport::read(source.to_owned(), told, user.as_ref().ok(), today);
    findings.extend(token.findings());
    if token.has("api") == Some(false) && token.has("read_api") == Some(false) {
        return Diagnosis::new(server, clock, Some(token), Vec::new(), findings);
    }
    if let Err(error) = &user {
        findings.push(Finding::new(Stops::Plan, None, said(error)));
        return Diagnosis::new(server, clock, Some(token), Vec::new(), findings);
    }
    let id = user.as_ref().ok().and_then(|it| it["id"].as_u64());
    let who = Who {
        version: version.as_ref(),
        user: token.user.clone().unwrap_or_else(|| "the token's user".to_owned()),
        administrator: token.administrator,
        acts_as_administrator: token.administrator && acts_as_administrator(reader, &token).await,
        may_write: token.has("api"),
    };
    let scopes = config.map(|it| declared::scopes(it, only)).unwrap_or_default();
    findings.extend(judge::secrets(&scopes, secrets));
    let standings = homes(reader, &scopes, &who, id).await;
    let level = if who.acts_as_administrator { Level::Administrator } else { Level::None };
    let instance = Standing { level: Some(level), custom_role: None, home: None, meant: None };
    let people = people::look(reader, &scopes, &standings).await;
    let standing =
        |it: &Declaring| it.scope.home().and_then(|home| standings.get(&home)).unwrap_or(&instance);
    let probes = join_all(scopes.iter().map(|it| probe(reader, it, standing(it)))).await;
    let mut reports = Vec::new();
    for (scope, probes) in scopes.iter().zip(&probes) {
        let (report, found) = judge::scope(scope, standing(scope), probes, &who);
        reports.push(report);
        findings.extend(found);
        findings.extend(people::judge(&people, scope, standing(scope), &who));
    }
    Diagnosis::new(server, clock, Some(token), reports, findings)
}

fn said(error: &ApiError) -> Problem {
    Problem::new(error.what()).hint(error.next_step().to_owned())
}

fn skewed(clock: Clock) -> Option<Finding> {
    let ahead = clock.ahead_seconds.filter(|it| it.abs() > SKEW)?;
    let way = if ahead > 0 { "behind" } else { "ahead of" };
    let problem = Problem::new(format!(
        "this machine's clock is {} s {way} the server's",
        ahead.unsigned_abs()
    ));
    let hint = "correct it (NTP): certificates and expiry dates of tokens are checked against it";
    Some(Finding::new(Stops::Nothing, None, problem.hint(hint)))
}

/// If admin mode is on, an administrator's token without the scope has no special rights; only a refusal shows it.
async fn acts_as_administrator(reader: &Reader, token: &TokenReport) -> bool {
    if token.has("admin_mode") == Some(true) {
        return true;
    }
    let asked = reader.page(&ApiPath::new("hooks").query("per_page", 1)).await;
    asked.err().and_then(|it| it.cause()) != Some(Cause::Role)
}

/// Asks for every project and group once.
async fn homes(
    reader: &Reader,
    scopes: &[Declaring],
    who: &Who<'_>,
    id: Option<u64>,
) -> BTreeMap<Scope, Standing> {
    let mut wanted = BTreeMap::new();
    for scope in scopes {
        let Some(home) = scope.scope.home() else { continue };
        let most = scope.kinds.iter().map(|it| it.needs.write).max().unwrap_or(Level::None);
        let so_far = wanted.entry(home).or_insert(most);
        *so_far = most.max(*so_far);
    }
    let asked = wanted.iter().map(|(it, wanted)| home(reader, it, *wanted, who, id));
    let found = join_all(asked).await;
    let mut standings: BTreeMap<_, _> = wanted.keys().cloned().zip(found).collect();
    let hidden = standings.iter_mut().filter(|(_, it)| it.is_hidden()).take(MEANT);
    join_all(hidden.map(|(home, it)| async { it.meant = meant(reader, home).await })).await;
    standings
}

/// What a path may have meant that nothing is found at: a group instead of a project, the other way round, or a project with
/// a similar path.
async fn meant(reader: &Reader, home: &Scope) -> Option<Meant> {
    let path = home.full_path()?;
    let other = match home {
        Scope::Group(_) => Scope::project(path).path()?,
        _ => Scope::group(path).path()?.query("with_projects", "false"),
    };
    if let Ok(Some(_)) = reader.find(&other).await {
        return Some(Meant::Other);
    }
    if home.is(In::Group) {
        return None;
    }
    let (namespace, name) = path.rsplit_once('/')?;
    for text in [namespace, name] {
        let search = ApiPath::new("projects").query("search", text);
        let search = search.query("search_namespaces", "true").query("simple", "true");
        let found = reader.page(&search.query("per_page", 100)).await.ok()?;
        let paths = found.iter().filter_map(|it| it["path_with_namespace"].as_str());
        let parts: Vec<_> = paths.filter_map(|it| it.rsplit_once('/')).collect();
        let same = |one: &str, other: &str| one.eq_ignore_ascii_case(other);
        let beside = parts.iter().filter(|it| same(it.0, namespace)).map(|it| it.1);
        if let Some(near) = nearest(name, beside) {
            return Some(Meant::Project(format!("{namespace}/{near}")));
        }
        let elsewhere: Vec<_> = parts.iter().filter(|it| same(it.1, name)).map(|it| it.0).collect();
        let near = nearest(namespace, elsewhere.iter().copied());
        if let Some(near) =
            near.or_else(|| elsewhere.first().copied().filter(|_| elsewhere.len() == 1))
        {
            return Some(Meant::Project(format!("{near}/{name}")));
        }
    }
    None
}

/// The project or group, and the role of the token's user there. `wanted` is the role that is high enough.
async fn home(
    reader: &Reader,
    home: &Scope,
    wanted: Level,
    who: &Who<'_>,
    id: Option<u64>,
) -> Standing {
    let at = home.at("");
    let asked = match home {
        Scope::Group(_) => at.clone().query("with_projects", "false"),
        _ => at.clone(),
    };
    let found = match reader.get(&asked).await {
        Ok(found) => found,
        Err(error) => {
            let home = Some(Err(error));
            return Standing { level: None, custom_role: None, home, meant: None };
        }
    };
    // A group has no `permissions`.
    let told = |who: &str| found["permissions"][who]["access_level"].as_u64();
    let mut level = match who.acts_as_administrator {
        true => Level::Administrator,
        false => Level::of(told("project_access").max(told("group_access")).unwrap_or(0)),
    };
    let mut custom_role = None;
    if level < wanted
        && let Some(id) = id
        && let Ok(Some(member)) = reader.find(&at.seg("members").seg("all").seg(id)).await
    {
        // Groups that were invited to the project count here, but not in `permissions`.
        level = level.max(Level::of(member["access_level"].as_u64().unwrap_or(0)));
        custom_role = member["member_role"]["name"].as_str().map(|it| clean(it).into_owned());
    }
    Standing { level: Some(level), custom_role, home: Some(Ok(found)), meant: None }
}

/// Reads one object of each collection, as a plan would read all. A project or group that cannot be seen is not asked.
async fn probe(
    reader: &Reader,
    scope: &Declaring,
    standing: &Standing,
) -> Vec<Result<(), ApiError>> {
    if matches!(standing.home, Some(Err(_))) {
        return Vec::new();
    }
    let ask = |it: &Declared| {
        let (single, element) = (it.single, it.element);
        let path = if single { it.path.clone() } else { it.path.clone().query("per_page", 1) };
        async move {
            // What belongs to an object can be read by those who can read the object.
            if path.lacks_id() {
                return Ok(());
            }
            match single {
                true => reader.find_as(&path, element).await.map(drop),
                false => reader.page_as(&path, element).await.map(drop),
            }
        }
    };
    join_all(scope.kinds.iter().map(ask)).await
}
