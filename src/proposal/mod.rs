//! Proposals: written and co-signed, reviewed, filed or merged, assigned to units, answered, and evaluated.

mod awaits;
pub mod handling;
pub mod model;
mod pages;
pub mod papers;
pub mod rules;
pub mod store;

use axum::Router;

use crate::app::{App, Area};

pub const AREA: Area = Area {
    name: "proposal",
    address: "proposals",
    words: &[
        [include_str!("../../locales/zh-CN/proposal.ftl"), include_str!("../../locales/en/proposal.ftl")],
        [include_str!("../../locales/zh-CN/handling.ftl"), include_str!("../../locales/en/handling.ftl")],
    ],
    routes,
    paged: true,
    shown: None,
    importers: &[],
    awaits: Some(awaits::awaits),
};

fn routes() -> Router<App> {
    pages::routes().merge(handling::routes())
}
