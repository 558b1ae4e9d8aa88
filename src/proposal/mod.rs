//! Proposals: written and co-signed, reviewed, filed or merged, assigned to units, answered, and evaluated.

pub mod handling;
pub mod model;
mod pages;
pub mod papers;
pub mod rules;
pub mod statistics;
pub mod store;

use axum::Router;

use crate::app::{App, Area};

pub const AREA: Area = Area {
    name: "proposal",
    address: "proposals",
    words: &[
        [include_str!("../../locales/zh-CN/proposal.ftl"), include_str!("../../locales/en/proposal.ftl")],
        [include_str!("../../locales/zh-CN/statistics.ftl"), include_str!("../../locales/en/statistics.ftl")],
    ],
    routes,
    paged: true,
    shown: None,
    importers: &[],
    awaits: None,
};

fn routes() -> Router<App> {
    pages::routes().merge(statistics::routes())
}
