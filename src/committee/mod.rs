//! The committee's own affairs: its terms, sectors and special committees, and the page that says who it is.

pub mod command;
pub mod model;
mod pages;
pub mod rules;
pub mod store;

use crate::permission::Permission;
use crate::server::Area;

pub const AREA: Area = Area {
    name: "committee",
    address: "settings",
    words: &[[include_str!("../../locales/zh-CN/committee.ftl"), include_str!("../../locales/en/committee.ftl")]],
    routes: || pages::routes().into(),
    kinds: &[model::COMMITTEE],
    shown: Some(Permission::ManageCommittee),
    importers: &[],
    awaits: None,
};
