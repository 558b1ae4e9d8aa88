//! The pages of replies: what the page of a proposal tells of them, where a unit writes its reply, the letter as it is
//! printed, and what was promised.

mod act;
mod contact;
mod edit;
mod letter;
mod opinion;
mod part;
mod promises;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(in crate::proposal) use part::{Replies, part};

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default()
        .routes(routes!(promises::list))
        .routes(routes!(promises::table))
        .routes(routes!(contact::note))
        .routes(routes!(opinion::give))
        .routes(routes!(opinion::countersign))
        .routes(routes!(edit::show, edit::save))
        .routes(routes!(letter::show))
        .routes(routes!(edit::hand_up))
        .routes(routes!(act::approve))
        .routes(routes!(act::pass))
        .routes(routes!(act::send_back))
        .routes(routes!(act::send))
        .routes(routes!(act::keep))
}
