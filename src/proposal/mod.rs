//! Proposals: written and co-signed, reviewed, filed or merged, assigned to units, answered, and evaluated.

mod awaits;
mod beside;
pub mod evaluation;
pub mod handling;
mod here;
pub mod import;
pub mod model;
mod pages;
pub mod reply;
pub mod review;
pub mod rules;
pub mod settings;
pub mod statistics;
pub mod store;
pub mod writing;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::server::Area;

pub const AREA: Area = Area {
    name: "proposal",
    address: "proposals",
    words: &[
        [include_str!("../../locales/zh-CN/proposal.ftl"), include_str!("../../locales/en/proposal.ftl")],
        [include_str!("../../locales/zh-CN/proposalset.ftl"), include_str!("../../locales/en/proposalset.ftl")],
        [include_str!("../../locales/zh-CN/proposalin.ftl"), include_str!("../../locales/en/proposalin.ftl")],
        [include_str!("../../locales/zh-CN/writing.ftl"), include_str!("../../locales/en/writing.ftl")],
        [include_str!("../../locales/zh-CN/review.ftl"), include_str!("../../locales/en/review.ftl")],
        [include_str!("../../locales/zh-CN/handling.ftl"), include_str!("../../locales/en/handling.ftl")],
        [include_str!("../../locales/zh-CN/statistics.ftl"), include_str!("../../locales/en/statistics.ftl")],
        [include_str!("../../locales/zh-CN/reply.ftl"), include_str!("../../locales/en/reply.ftl")],
        [include_str!("../../locales/zh-CN/evaluation.ftl"), include_str!("../../locales/en/evaluation.ftl")],
    ],
    routes,
    kinds: &[model::PROPOSAL],
    shown: None,
    importers: &[import::IMPORTER],
    lists: settings::rules::LISTS,
    awaits: Some(awaits::awaits),
    beside: Some(beside::beside),
    moves: Some(handling::moved),
    reminds: Some(handling::REMINDS),
    parts: None,
};

fn routes() -> OpenApiRouter<App> {
    pages::routes()
        .merge(settings::routes())
        .merge(import::routes())
        .merge(writing::routes())
        .merge(review::routes())
        .merge(handling::routes())
        .merge(reply::routes())
        .merge(evaluation::routes())
        .merge(statistics::routes())
}
