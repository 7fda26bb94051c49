//! Archives and unarchives projects.

use serde_json::json;

use crate::sandbox::http::gates::{ID, signed_in};
use crate::sandbox::http::{Call, Refusal, Reply, Route, route};
use crate::sandbox::views::projects as view;
use crate::sandbox::world::OWNER;

pub(crate) const ROUTES: &[Route] = &[
    route("POST", "/projects/{id}/archive", signed_in, &[ID], archive),
    route("POST", "/projects/{id}/unarchive", signed_in, &[ID], unarchive),
];

fn archive(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(OWNER)?;
    if call.project()?.is_on("archived") {
        return Err(Refusal::message(400, "Project is already archived."));
    }
    set(call, true)
}

fn unarchive(call: &mut Call<'_>) -> Result<Reply, Refusal> {
    call.at_least(OWNER)?;
    set(call, false)
}

fn set(call: &mut Call<'_>, archived: bool) -> Result<Reply, Refusal> {
    call.project_mut()?.settings.insert("archived".to_owned(), json!(archived));
    let (user, project) = (call.user, call.project()?.clone());
    let shown = view::shown(call.world, &project, user, false);
    Ok(Reply::created(view::without(&["permissions"], shown)))
}
