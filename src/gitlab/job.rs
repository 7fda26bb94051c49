//! Whether a file can choose the server in a CI job.
//!
//! Anyone who opens a merge request can change the file; the pipeline sets the variables. **Invariant:** it fails closed.
//! A missing or unreadable variable never sends the token to a server that the file names: this requires a job of a known
//! server, on a ref that is known to be reviewed.

use super::server::Server;

/// Variables that show that this is a job of a CI system, whatever their value.
const OF_A_JOB: [&str; 5] =
    ["CI", "GITLAB_CI", "CI_JOB_ID", "CI_PIPELINE_SOURCE", "CI_COMMIT_REF_PROTECTED"];
/// Variables that GitLab sets in pipelines of merge requests, including those of forks and other hosts.
const OF_A_MERGE_REQUEST: [&str; 3] =
    ["CI_MERGE_REQUEST_IID", "CI_MERGE_REQUEST_ID", "CI_EXTERNAL_PULL_REQUEST_IID"];
/// The sources of pipelines that run on a branch or a tag. A child pipeline has the variables of its merge request.
const OF_A_REF: [&str; 9] =
    ["push", "web", "webide", "schedule", "api", "trigger", "pipeline", "parent_pipeline", "chat"];
/// The variables that name the job's own server.
pub(super) const OWN_SERVER: [&str; 2] = ["CI_API_V4_URL", "CI_SERVER_URL"];

/// Why the file cannot choose `chosen`; `None` if it can: outside of a job, for the job's own server, and on a reviewed
/// ref.
pub(super) fn refusal(chosen: &Server, env: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    if OF_A_JOB.iter().all(|name| env(name).is_none()) {
        return None;
    }
    let own = match own_server(env) {
        Ok(own) => own,
        Err(why) => return Some(why),
    };
    if own.url == chosen.url {
        return None;
    }
    let unreviewed = unreviewed(env)?;
    Some(format!("this job runs on {} ({}), and {unreviewed}", own.url, own.source))
}

/// The server that runs the job. If two variables name it, they must agree.
fn own_server(env: &dyn Fn(&str) -> Option<String>) -> Result<Server, String> {
    let mut own: Option<Server> = None;
    for name in OWN_SERVER {
        let Some(text) = env(name) else { continue };
        let named = Server::parse(&text, name)
            .map_err(|_| format!("{name}, which names the job's own server, is not a valid URL"))?;
        match &own {
            Some(first) if first.url != named.url => {
                return Err(format!("{} and {name} name different servers", first.source));
            }
            Some(_) => {}
            None => own = Some(named),
        }
    }
    let [one, other] = OWN_SERVER;
    own.ok_or_else(|| {
        format!("the job's own server is unknown, because neither {one} nor {other} is set")
    })
}

/// Why the ref of the job does not count as reviewed.
fn unreviewed(env: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    if let Some(name) = OF_A_MERGE_REQUEST.iter().find(|name| env(name).is_some()) {
        return Some(format!("the job belongs to a merge request ({name} is set)"));
    }
    let source = env("CI_PIPELINE_SOURCE").unwrap_or_default();
    if !OF_A_REF.contains(&source.as_str()) {
        return Some("CI_PIPELINE_SOURCE is not that of a branch or tag pipeline".to_owned());
    }
    (env("CI_COMMIT_REF_PROTECTED").as_deref() != Some("true")).then(|| {
        "the job's ref is not protected (CI_COMMIT_REF_PROTECTED is not `true`)".to_owned()
    })
}
