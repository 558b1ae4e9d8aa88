//! Sittings: what was on the agenda, who was there, what came of it; and the record read out of news.

pub mod agenda;
pub mod article;
pub mod attendance;
pub mod awaits;
pub mod calendar;
pub mod documents;
pub mod floor;
mod here;
mod letter;
mod live;
pub mod minutes;
pub mod model;
mod pages;
pub mod poll;
pub mod record;
pub mod roster;
pub mod rules;
pub mod store;
pub mod study;
pub mod title;

use utoipa_axum::router::OpenApiRouter;

use crate::app::App;
use crate::server::Area;

pub const AREA: Area = Area {
    name: "meeting",
    address: "meetings",
    words: &[
        [include_str!("../../locales/zh-CN/meeting.ftl"), include_str!("../../locales/en/meeting.ftl")],
        [include_str!("../../locales/zh-CN/plan.ftl"), include_str!("../../locales/en/plan.ftl")],
        [include_str!("../../locales/zh-CN/rules.ftl"), include_str!("../../locales/en/rules.ftl")],
        [include_str!("../../locales/zh-CN/attendance.ftl"), include_str!("../../locales/en/attendance.ftl")],
        [include_str!("../../locales/zh-CN/agenda.ftl"), include_str!("../../locales/en/agenda.ftl")],
        [include_str!("../../locales/zh-CN/floor.ftl"), include_str!("../../locales/en/floor.ftl")],
        [include_str!("../../locales/zh-CN/letter.ftl"), include_str!("../../locales/en/letter.ftl")],
        [include_str!("../../locales/zh-CN/minutes.ftl"), include_str!("../../locales/en/minutes.ftl")],
        [include_str!("../../locales/zh-CN/awaits.ftl"), include_str!("../../locales/en/awaits.ftl")],
        [include_str!("../../locales/zh-CN/poll.ftl"), include_str!("../../locales/en/poll.ftl")],
        [include_str!("../../locales/zh-CN/calendar.ftl"), include_str!("../../locales/en/calendar.ftl")],
        [include_str!("../../locales/zh-CN/screen.ftl"), include_str!("../../locales/en/screen.ftl")],
    ],
    routes,
    kinds: &[model::SITTING],
    shown: None,
    importers: &[record::IMPORTER],
    lists: &[],
    awaits: Some(awaits::awaits),
    beside: None,
    moves: None,
    reminds: None,
    parts: None,
};

fn routes() -> OpenApiRouter<App> {
    pages::routes()
        .merge(attendance::routes())
        .merge(calendar::routes())
        .merge(agenda::routes())
        .merge(floor::routes())
        .merge(poll::routes())
        .merge(minutes::routes())
        .merge(documents::routes())
        .merge(study::routes())
        .merge(record::routes())
        .into()
}
