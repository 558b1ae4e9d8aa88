//! The list of proposals, the page of one, and the actions that need nothing but a button.

pub(in crate::proposal) mod act;
mod closer;
pub(in crate::proposal) mod here;
mod list;
mod now;
mod show;

pub(in crate::proposal) use list::Row;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/proposals", get(list::list))
        .route("/{committee}/proposals.xlsx", get(list::table))
        .route("/{committee}/proposals/{id}", get(show::show))
        .route("/{committee}/proposals/{id}/{action}", post(act::act))
}
