//! The queue of the review, what is decided of one proposal or of many, and the review on the page of a proposal.

mod act;
mod bulk;
mod form;
mod like;
mod part;
mod queue;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(in crate::proposal) use act::act;
pub(in crate::proposal) use form::Again;
pub(in crate::proposal) use part::{Part, part};

pub(in crate::proposal) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(queue::show)).routes(routes!(queue::table)).routes(routes!(bulk::act))
}
