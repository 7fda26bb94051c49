//! What GitLab's Rack stack does around every route.

use serde_json::Value;

use super::call::Call;
use super::endpoint::Scopes;
use super::reply::{Refusal, Reply};
use super::request::{Request, Sent};
use super::router::{self, Route};
use super::{archived, auth, params};
use crate::sandbox::world::World;

/// Body, route, caller, gate, parameters, handler: the order decides which of two possible refusals is sent.
pub(crate) fn answer(
    routes: &[Route],
    world: &mut World,
    request: &Request,
    sent: &mut Sent,
    user: &mut Option<u64>,
) -> Result<Reply, Refusal> {
    *sent = request.sent()?;
    let (route, places) =
        router::find(routes, world, &request.verb(), &request.path, &request.query)?;
    let scopes = route.endpoint.scopes;
    *user = auth::caller(world, request, sent, scopes).map_err(|it| match scopes {
        Scopes::GraphQl => Refusal::invalid_graphql_token(),
        _ => it,
    })?;
    let now = world.now;
    if let Some(user) = user.and_then(|id| world.users.get_mut(&id)) {
        user.last_active = Some(now);
    }
    let job = match user {
        Some(_) => None,
        None => auth::job(world, request, sent, &route.endpoint)?,
    };
    *user = user.or(job.map(|job| job.user));
    world.demoted = auth::demoted(world, request, sent, *user);
    let mut all = sent.all.clone();
    for (name, value) in &places {
        all.insert((*name).to_owned(), Value::from(value.as_str()));
    }
    let mut call = Call {
        world,
        request,
        sent,
        route: &route.endpoint,
        places,
        params: params::Params::default(),
        user: *user,
        job_of: job.map(|job| job.project),
        project: None,
    };
    route.gate.run(&mut call)?;
    call.params = params::check(route.endpoint.params, &all)?;
    archived::refuse(&mut call)?;
    route.handler.run(&mut call)
}
