//! Polls on their sitting's page, and the page of one.

mod act;
mod enter;
mod form;
mod part;
mod show;
mod shown;

use axum::Router;
use axum::routing::{get, post};

pub(in crate::meeting) use part::{Part, part};

use crate::app::App;

pub(in crate::meeting) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/meetings/{id}/polls/new", get(form::blank).post(form::prepare))
        .route("/{committee}/meetings/{id}/polls/{poll}", get(show::show))
        .route("/{committee}/meetings/{id}/polls/{poll}/edit", get(form::prepared).post(form::edit))
        .route("/{committee}/meetings/{id}/polls/{poll}/vote", post(act::vote))
        .route("/{committee}/meetings/{id}/polls/{poll}/enter", post(enter::enter))
        .route("/{committee}/meetings/{id}/polls/{poll}/close", post(enter::close))
        .route("/{committee}/meetings/{id}/polls/{poll}/annul", post(enter::annul))
        .route("/{committee}/meetings/{id}/polls/{poll}/{action}", post(act::act))
}
