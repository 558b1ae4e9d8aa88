//! Official documents. As yet they have no table of their own: at their address stands the register of those that
//! sittings dealt with, which is read out of the sittings' items and so is a page of theirs (`meeting/documents/`).

use utoipa_axum::router::OpenApiRouter;

use crate::server::Area;

pub const AREA: Area = Area {
    name: "document",
    address: "documents",
    words: &[[include_str!("../../locales/zh-CN/document.ftl"), include_str!("../../locales/en/document.ftl")]],
    routes: OpenApiRouter::default,
    kinds: &[],
    shown: None,
    importers: &[],
    lists: &[],
    awaits: None,
    beside: None,
    moves: None,
    reminds: None,
    parts: None,
};
