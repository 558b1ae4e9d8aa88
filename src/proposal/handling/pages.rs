//! The pages of handling: what is done to an assignment, the list of what is to be assigned, a unit's inbox, the hand-over
//! list and the board of deadlines.

mod act;
mod assign;
mod assigning;
mod awaits;
mod deadlines;
mod handover;
mod inbox;
mod part;
mod rows;

use axum::Router;
use axum::routing::{get, post};

use crate::app::App;

pub use act::ACTIONS;
pub(in crate::proposal) use awaits::awaiting;
pub(in crate::proposal::handling) use handover::Handed;
pub(in crate::proposal) use part::{Part, part};
pub(in crate::proposal::handling) use rows::Row;

pub(in crate::proposal) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/proposals/assigning", get(assigning::show).post(assigning::assign))
        .route("/{committee}/proposals/inbox", get(inbox::inbox))
        .route("/{committee}/proposals/inbox.xlsx", get(inbox::table))
        .route("/{committee}/proposals/handover", get(handover::show))
        .route("/{committee}/proposals/handover.xlsx", get(handover::table))
        .route("/{committee}/proposals/deadlines", get(deadlines::board))
        .route("/{committee}/proposals/deadlines.xlsx", get(deadlines::table))
        .route("/{committee}/proposals/{id}/assign", post(assign::assign))
        .route("/{committee}/proposals/{id}/add_unit", post(assign::add))
        .route("/{committee}/proposals/{id}/recall", post(assign::recall))
        .route("/{committee}/proposals/{id}/assignments/{n}/{action}", post(act::act))
}
