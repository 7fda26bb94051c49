//! Authentication: tokens in every place that GitLab accepts, scopes, and `sudo`.

use super::endpoint::{Endpoint, Scopes};
use super::reply::Refusal;
use super::request::{Request, Sent};
use crate::sandbox::world::{JobToken, UserState, World};

impl Scopes {
    fn told(self) -> &'static str {
        match self {
            Scopes::Api | Scopes::GraphQl => "api read_api",
            Scopes::Project => "ai_workflows api read_api",
            Scopes::Files => "read_repository ai_workflows api read_api",
            Scopes::MergeRequest => "mcp mcp ai_workflows api read_api",
            Scopes::User => "read_user ai_workflows api read_api",
            Scopes::Metadata => "read_user ai_features api read_api",
            Scopes::Every => "",
        }
    }

    fn open_to(self, scopes: &[String], reading: bool) -> bool {
        scopes.iter().any(|scope| match scope.as_str() {
            "api" => true,
            "read_api" => reading,
            "read_repository" => reading && self == Scopes::Files,
            "read_user" => reading && matches!(self, Scopes::User | Scopes::Metadata),
            _ => false,
        }) || self == Scopes::Every
    }
}

fn bearer(request: &Request) -> Option<String> {
    let (word, token) = request.header("authorization")?.split_once(' ')?;
    word.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

/// The token: parameter before header before bearer. If the first is invalid, the others are not tried.
fn secret(world: &World, request: &Request, sent: &Sent) -> Option<String> {
    let param = |name: &str| sent.all.get(name).and_then(|value| value.as_str()).map(str::to_owned);
    let header = || request.header("private-token").map(|value| value.trim().to_owned());
    let bearer = || bearer(request).filter(|token| !world.job_tokens.contains_key(token));
    let given = param("private_token").or_else(|| param("access_token"));
    given
        .filter(|token| !token.is_empty())
        .or_else(|| header().filter(|token| !token.is_empty()))
        .or_else(bearer)
        .filter(|token| !token.is_empty())
}

/// The caller; `None` if anonymous. An invalid token is refused even where anonymous callers can read.
pub(crate) fn caller(
    world: &World,
    request: &Request,
    sent: &Sent,
    scopes: Scopes,
) -> Result<Option<u64>, Refusal> {
    let sudo = sent.all.get("sudo").and_then(super::params::plain);
    let sudo = sudo.or_else(|| request.header("sudo").map(str::to_owned));
    let Some(secret) = secret(world, request, sent) else {
        return if sudo.is_some() { Err(Refusal::unauthorized()) } else { Ok(None) };
    };
    let token = world.tokens.get(&secret).ok_or_else(Refusal::unauthorized)?;
    let user = world.users.get(&token.user).ok_or_else(Refusal::unauthorized)?;
    if token.revoked {
        return Err(Refusal::invalid_token(
            "Token was revoked. You have to re-authorize from the user.",
        ));
    }
    if token.expires_at.is_some_and(|end| end <= world.now) {
        let hint = "Token is expired. You can either do re-authorization or token refresh.";
        return Err(Refusal::invalid_token(hint));
    }
    let reading = matches!(request.verb().as_str(), "GET" | "HEAD");
    let may_sudo = token.scopes.iter().any(|scope| scope == "sudo");
    let through_sudo = sudo.is_some() && may_sudo;
    if !through_sudo && !scopes.open_to(&token.scopes, reading) {
        return Err(Refusal::insufficient_scope(scopes.told()));
    }
    match user.state {
        UserState::Active => {}
        UserState::Blocked | UserState::Banned | UserState::LdapBlocked => {
            return Err(Refusal::forbidden_because("Your account has been blocked."));
        }
        UserState::Deactivated => {
            let why = "Your account has been deactivated by your administrator. Please log back in from a web browser to reactivate your account at";
            return Err(Refusal::forbidden_because(&format!("{why} {}", world.url)));
        }
    }
    let Some(other) = sudo else { return Ok(Some(user.id)) };
    if !user.admin {
        return Err(Refusal::forbidden_because("Must be admin to use sudo"));
    }
    if !may_sudo {
        return Err(Refusal::insufficient_scope("sudo"));
    }
    let by_number = other.parse::<u64>().ok().filter(|id| world.users.contains_key(id));
    match by_number.or_else(|| world.user_named(&other)) {
        Some(id) => Ok(Some(id)),
        None => Err(Refusal::no_such(&format!("User with ID or username '{other}'"))),
    }
}

/// The caller, if admin mode is on and the token lacks its scope.
pub(crate) fn demoted(
    world: &World,
    request: &Request,
    sent: &Sent,
    user: Option<u64>,
) -> Option<u64> {
    let may = || {
        let scopes = token(world, request, sent).map(|it| it.scopes.as_slice()).unwrap_or_default();
        scopes.iter().any(|it| it == "admin_mode")
    };
    user.filter(|_| world.admin_mode && !may())
}

/// The token of the call.
pub(crate) fn token<'w>(
    world: &'w World,
    request: &Request,
    sent: &Sent,
) -> Option<&'w crate::sandbox::world::model::Token> {
    world.tokens.get(&secret(world, request, sent)?)
}

/// The job that is calling, if no user is: its token is in a parameter, a header, or the bearer header. An endpoint that accepts
/// no job tokens ignores it.
pub(crate) fn job(
    world: &World,
    request: &Request,
    sent: &Sent,
    route: &Endpoint,
) -> Result<Option<JobToken>, Refusal> {
    let param = || sent.all.get("job_token")?.as_str().map(str::to_owned);
    let header = || request.header("job-token").map(str::to_owned);
    let given = bearer(request).or_else(header).or_else(param).filter(|_| route.by_jobs);
    let Some(secret) = given else { return Ok(None) };
    world.job_tokens.get(&secret).copied().map(Some).ok_or_else(Refusal::unauthorized)
}
