//! Sittings: what was on the agenda, who was there, what came of it; and the record read out of news.

pub mod article;

use axum::Router;

use crate::app::Area;

pub const AREA: Area = Area {
    name: "meeting",
    address: "meetings",
    words: [include_str!("../../locales/zh-CN/meeting.ftl"), include_str!("../../locales/en/meeting.ftl")],
    routes: Router::new,
    shown: None,
    importers: &[],
};
