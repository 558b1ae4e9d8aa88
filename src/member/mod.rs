//! Members: who they are, the seats they hold in each term, their posts; the roster and the dossier.

pub mod model;
pub mod rules;
pub mod store;

use axum::Router;

use crate::app::Area;

pub const AREA: Area = Area {
    name: "member",
    address: "members",
    words: [include_str!("../../locales/zh-CN/member.ftl"), include_str!("../../locales/en/member.ftl")],
    routes: Router::new,
    paged: true,
    shown: None,
    importers: &[],
};
