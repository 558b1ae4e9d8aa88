//! Units of government and others: who they are, and which accounts act for them.

pub mod model;
mod pages;
mod rules;
pub mod store;

use crate::permission::Permission;
use crate::server::Area;

pub const AREA: Area = Area {
    name: "unit",
    address: "units",
    words: &[[include_str!("../../locales/zh-CN/unit.ftl"), include_str!("../../locales/en/unit.ftl")]],
    routes: pages::routes,
    kinds: &[model::UNIT],
    shown: Some(Permission::ManageCommittee),
    importers: &[],
    lists: &[],
    awaits: None,
    beside: None,
    parts: None,
};
