//! Statistics: the numbers of the review report (提案审查报告) up to a day, each a link to the list of those it counts.

mod board;
mod chart;
mod names;
mod pages;
mod papers;
pub mod rules;
pub mod store;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::page::Reader;
use crate::permission::Permission;

pub(in crate::proposal) use names::Names;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::default().routes(routes!(pages::statistics)).routes(routes!(pages::table))
}

/// Whether a reader finds the statistics: those inside the committee, and those who assign.
pub(in crate::proposal) fn open_to(reader: &Reader) -> bool {
    reader.may(Permission::ReadInternal) || reader.may(Permission::AssignProposals)
}
