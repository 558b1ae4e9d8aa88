//! Statistics: the numbers of the review report (提案审查报告) up to a day, each a link to the list of those it counts.

mod board;
mod chart;
mod names;
mod pages;
mod papers;
pub mod rules;
pub mod store;

use axum::Router;
use axum::routing::get;

use crate::app::App;
use crate::page::Reader;
use crate::permission::Permission;

pub(in crate::proposal) use names::Names;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/{committee}/proposals/statistics", get(pages::statistics))
        .route("/{committee}/proposals/statistics.xlsx", get(pages::table))
}

/// Whether a reader finds the statistics: those inside the committee, and those who assign.
pub(in crate::proposal) fn open_to(reader: &Reader) -> bool {
    reader.may(Permission::ReadInternal) || reader.may(Permission::AssignProposals)
}
