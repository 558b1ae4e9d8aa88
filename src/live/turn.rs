//! Live pages are made anew a few at a time, so that what makes the changes passes by.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;
use crate::page::ANEW;

/// Lets a page that asks for itself anew wait its turn; everything else goes on.
pub async fn in_turn(State(app): State<App>, request: Request, next: Next) -> Response {
    let turn = if request.headers().contains_key(ANEW) { app.live.turn().await } else { None };
    let response = next.run(request).await;
    drop(turn);
    response
}
