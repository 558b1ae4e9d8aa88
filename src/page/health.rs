//! What a watcher asks: whether the program is alive, and whether it is ready to do its work.

use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::account::Committee;
use crate::app::App;

/// With less room than this, in bytes, nothing new is begun: it is what the largest upload and its record take.
const ROOM: u64 = 32 << 20;

/// How long the database may take for one answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// One asks at a time, so that asking often holds up nobody who writes.
static TURN: Mutex<()> = Mutex::const_new(());

pub(super) fn routes() -> Router<App> {
    Router::new().route("/health", get(health)).route("/ready", get(ready))
}

/// Alive: it answers.
async fn health() -> &'static str {
    "ok\n"
}

/// Whether the database can be read, keeps what is written, and has room.
#[derive(Serialize)]
struct Ready {
    reads: bool,
    writes: bool,
    room: bool,
}

/// 200 where all is well, else 503: a proxy sends readers elsewhere meanwhile, and whoever is on call is told.
async fn ready(State(app): State<App>) -> Response {
    let _turn = TURN.lock().await;
    let reads = timeout(PATIENCE, Committee::all(app.db.read())).await;
    let writes = timeout(PATIENCE, app.db.try_write(app.clock.now())).await;
    let told = Ready {
        reads: matches!(reads, Ok(Ok(_))),
        writes: matches!(writes, Ok(Ok(()))),
        room: app.config.room().is_ok_and(|room| room >= ROOM),
    };
    let status = if told.reads && told.writes && told.room { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(told)).into_response()
}
