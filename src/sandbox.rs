//! An embedded GitLab: a small server on a loopback port whose REST API answers as a real one was measured to.
//!
//! It exists for tests, for `labwright sandbox` and for the demo. What it answers follows recordings of a real server, quirks
//! included: deletions that delete nothing and return 204, refusals with status 500, secrets that a changed URL resets. It shares no
//! code with the rest of labwright, so that a misunderstanding there cannot hide here.
//!
//! Everything is deterministic: IDs come from counters, the clock moves by a few milliseconds with each request, and there is
//! no randomness. Nothing is ever sent: hooks "fire" without traffic.
//!
//! Each folder uses those before it, never those after it:
//!
//! | Folder | What it is |
//! | --- | --- |
//! | `world` | the data, and what GitLab does with it in the background; no HTTP |
//! | `http` | what GitLab does around every route |
//! | `views` | objects as answers show them, from the world alone |
//! | `hooks`, `plain`, `settings`, `protection`, `families`, `merge_requests`, `delivery` | the endpoints |
//! | `seed` | the file that a world is made from; its rows and settings go through `plain` and `settings` |
//!
//! ```no_run
//! # async fn example() -> Result<(), labwright::sandbox::SandboxError> {
//! use labwright::sandbox::{Sandbox, Seed};
//!
//! let seed = Seed::parse("projects: [{ path: acme/api }]")?;
//! let sandbox = Sandbox::start(&seed).await?;
//! let rules = sandbox.world().project("acme/api").map(|project| project.protected_branches.len());
//! assert_eq!(rules, Some(1)); // `main`, as GitLab makes it
//! # Ok(())
//! # }
//! ```

mod delivery;
mod error;
mod families;
mod graphql;
mod hooks;
mod http;
mod merge_requests;
mod plain;
mod protection;
mod repository;
mod seed;
mod settings;
mod views;
mod world;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::serve::ListenerExt as _;
use tokio::sync::watch;

pub use error::SandboxError;
pub use http::faults::{Fault, Times};
pub use http::harm::{Answer, Harm, Loss};
pub use http::shared::{Break, Exchange};
pub use seed::*;
pub use world::*;

use http::shared::{Breaks, Observed, Shared, locked};
use http::{router, serve};

/// A running server. Dropping it stops it.
pub struct Sandbox {
    address: SocketAddr,
    shared: Arc<Shared>,
    server: tokio::task::JoinHandle<()>,
    stopped: watch::Receiver<bool>,
}

impl Sandbox {
    /// Starts on a free loopback port.
    ///
    /// # Errors
    ///
    /// An inconsistent seed; no free port.
    pub async fn start(seed: &Seed) -> Result<Sandbox, SandboxError> {
        Sandbox::listen(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), seed).await
    }

    /// Starts on an address; port 0 means any free port.
    ///
    /// # Errors
    ///
    /// An address that other machines can reach; an inconsistent seed; a port that is in use.
    pub async fn listen(address: SocketAddr, seed: &Seed) -> Result<Sandbox, SandboxError> {
        if !address.ip().is_loopback() {
            return Err(SandboxError::NotLoopback(address));
        }
        let mut world = seed.world()?;
        let failed = |source| SandboxError::Listen { address, source };
        let listener = tokio::net::TcpListener::bind(address).await.map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        world.url = format!("http://{address}");
        let state = Mutex::new(Observed::default());
        let shared = Arc::new(Shared { routes: routes(), state, world: Mutex::new(world) });
        let app = axum::Router::new().fallback(serve::handle).with_state(Arc::clone(&shared));
        let (stop, stopped) = watch::channel(false);
        let server = tokio::spawn(async move {
            // Answers are single small packets; waiting to fill one would cost 40 ms a request.
            let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
            drop(axum::serve(listener, app).await);
            stop.send_replace(true);
        });
        Ok(Sandbox { address, shared, server, stopped })
    }

    /// The address to reach it at, for instance `http://127.0.0.1:8080`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The world, to read and to change. Requests wait while it is locked: do not hold it across an `await`.
    pub fn world(&self) -> MutexGuard<'_, World> {
        locked(&self.shared.world)
    }

    /// Starts or stops recording exchanges; a new sandbox records none.
    pub fn record(&self, on: bool) {
        locked(&self.shared.state).recording = on;
    }

    /// The exchanges recorded so far.
    pub fn exchanges(&self) -> Vec<Exchange> {
        locked(&self.shared.state).exchanges.clone()
    }

    /// How many requests of a method have arrived, including those that are delayed.
    pub fn arrived(&self, method: &str) -> usize {
        locked(&self.shared.state).arrived.get(method).copied().unwrap_or_default()
    }

    /// Removes the exchanges recorded so far.
    pub fn clear_exchanges(&self) {
        locked(&self.shared.state).exchanges.clear();
    }

    /// Makes every request wait this long before it is answered.
    pub fn set_latency(&self, each_request: Duration) {
        locked(&self.shared.state).latency = each_request;
    }

    /// Interrupts the write with this number, counted from 0 and from now on, and every repetition of
    /// it. Reads are not counted, and other writes are answered.
    pub fn break_at(&self, write: usize, how: Break) {
        let at = Some((write, how));
        locked(&self.shared.state).breaks = Breaks { at, ..Breaks::default() };
    }

    /// Whether a call was interrupted since [`Sandbox::break_at`].
    pub fn was_broken(&self) -> bool {
        locked(&self.shared.state).breaks.broken.is_some()
    }

    /// Ends what [`Sandbox::break_at`] began. Returns whether a call was interrupted.
    pub fn mend(&self) -> bool {
        std::mem::take(&mut locked(&self.shared.state).breaks).broken.is_some()
    }

    /// Injects a fault from now on, in addition to the existing ones.
    pub fn fault(&self, fault: Fault) {
        locked(&self.shared.state).faults.add(fault);
    }

    /// Removes all faults.
    pub fn clear_faults(&self) {
        locked(&self.shared.state).faults.clear();
    }

    /// Returns when the server has stopped.
    pub async fn wait(&self) {
        let mut stopped = self.stopped.clone();
        // An error means that the server's task has ended, which is the point.
        drop(stopped.wait_for(|stopped| *stopped).await);
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl std::fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sandbox").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Every endpoint, one family per line.
fn routes() -> Vec<router::Route> {
    let by_jobs = [
        delivery::deployments::ROUTES,
        delivery::approvals::ROUTES,
        delivery::environments::ROUTES,
    ]
    .concat();
    let by_jobs: Vec<_> = by_jobs.into_iter().map(router::Route::by_jobs).collect();
    [
        families::users::ROUTES,
        families::people::ROUTES,
        families::user_tokens::ROUTES,
        families::service_accounts::ROUTES,
        families::runners::ROUTES,
        families::projects::ROUTES,
        families::life::ROUTES,
        families::groups::ROUTES,
        families::new_projects::ROUTES,
        families::members::OF_PROJECTS,
        families::members::OF_GROUPS,
        families::shares::ROUTES,
        families::access_tokens::OF_PROJECTS,
        families::access_tokens::OF_GROUPS,
        families::group_links::ROUTES,
        families::invitations::TO_PROJECTS,
        families::invitations::TO_GROUPS,
        repository::branches::ROUTES,
        repository::commits::ROUTES,
        repository::files::ROUTES,
        repository::trees::ROUTES,
        families::job_token_scope::ROUTES,
        graphql::ROUTES,
        families::integrations::ROUTES.as_slice(),
        hooks::endpoints::ROUTES.as_slice(),
        protection::status_checks::ROUTES,
        protection::branches::ROUTES,
        protection::group_branches::ROUTES,
        delivery::merge_trains::ROUTES,
        merge_requests::requests::ROUTES,
        merge_requests::opening::ROUTES,
        merge_requests::merging::ROUTES,
        merge_requests::notes::ROUTES,
        merge_requests::discussions::ROUTES,
        delivery::pipelines::ROUTES,
        &by_jobs,
        protection::environments::ROUTES,
        protection::group_environments::ROUTES,
        settings::instance::ROUTES,
        settings::avatar::ROUTES,
        plain::ROUTES.as_slice(),
        plain::APPROVAL_CONFIGURATION,
    ]
    .concat()
}
