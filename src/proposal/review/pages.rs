//! The queue of the review, what is decided of one proposal or of many, and the review on the page of a proposal.

mod act;
mod bulk;
mod form;
mod like;
mod part;
mod queue;

use axum::Router;
use axum::routing::get;

use crate::app::App;

pub(in crate::proposal) use part::{Part, part};
pub(super) use queue::Row;

pub(in crate::proposal) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/proposals/review", get(queue::show))
        .route("/{committee}/proposals/review.xlsx", get(queue::table))
        .merge(bulk::routes())
        .merge(act::routes())
}
