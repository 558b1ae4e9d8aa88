//! Statistics: the numbers of the review report (提案审查报告) up to a day, each a link to the list of those it counts.

mod board;
mod names;
mod pages;
pub mod store;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(in crate::proposal) use names::Names;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(pages::statistics)).routes(routes!(pages::table))
}
