//! Members: who they are, the seats they hold in each term, their posts; the roster and the dossier.

pub mod here;
pub mod import;
pub mod model;
mod pages;
pub mod papers;
pub mod rules;
pub mod store;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::server::Area;

pub const AREA: Area = Area {
    name: "member",
    address: "members",
    words: &[[include_str!("../../locales/zh-CN/member.ftl"), include_str!("../../locales/en/member.ftl")]],
    routes,
    kinds: &[model::MEMBER],
    shown: None,
    importers: &[import::IMPORTER],
    lists: &[],
    awaits: None,
    beside: None,
    moves: None,
    reminds: None,
    parts: None,
};

fn routes() -> OpenApiRouter<App> {
    pages::routes().merge(import::routes()).into()
}
