//! Sittings: what was on the agenda, who was there, what came of it; and the record read out of news.

pub mod article;
pub mod command;
pub mod form;
pub mod import;
pub mod marks;
pub mod model;
mod pages;
pub mod reading;
pub mod rules;
pub mod store;
pub mod title;

use axum::Router;

use crate::app::{App, Area};

pub const AREA: Area = Area {
    name: "meeting",
    address: "meetings",
    words: [include_str!("../../locales/zh-CN/meeting.ftl"), include_str!("../../locales/en/meeting.ftl")],
    routes,
    paged: true,
    shown: None,
    importers: &[import::IMPORTER],
};

fn routes() -> Router<App> {
    pages::routes().merge(import::routes())
}
