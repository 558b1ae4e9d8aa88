//! Units of government and others: who they are, and which accounts act for them.

pub mod here;
pub mod model;
mod pages;
mod rules;
pub mod store;

use crate::account::Scope;
use crate::account::part::Part;
use crate::db::Db;
use crate::lent::Said;
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
    moves: None,
    reminds: None,
    parts: Some(parts),
};

/// The units, closed ones too: they go on with what they have. See [`crate::account::part::PartsOf`].
fn parts(db: &Db, committee: i64) -> Said<'_, Vec<Part>> {
    Box::pin(async move {
        let units = store::units(db.read(), committee).await?.into_iter();
        Ok(units.map(|unit| Part { scope: Scope::unit(unit.id), name: unit.name }).collect())
    })
}
