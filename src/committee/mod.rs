//! The committee's own affairs: its terms and their sessions, sectors and special committees, holidays, lists to choose
//! from, and the page that says who it is.

pub mod command;
pub mod digest;
pub mod here;
pub mod model;
mod overview;
mod pages;
pub mod rules;
pub mod store;

pub use overview::Overview;

use crate::account::Scope;
use crate::account::part::Part;
use crate::db::Db;
use crate::lent::Said;
use crate::permission::{Permission, ScopeKind};
use crate::server::Area;

pub const AREA: Area = Area {
    name: "committee",
    address: "settings",
    words: &[[include_str!("../../locales/zh-CN/committee.ftl"), include_str!("../../locales/en/committee.ftl")]],
    routes: pages::routes,
    kinds: &[model::COMMITTEE],
    shown: Some(Permission::ManageCommittee),
    importers: &[],
    lists: &[],
    awaits: None,
    beside: None,
    moves: None,
    reminds: None,
    parts: Some(parts),
};

/// The sectors and special committees. See [`crate::account::part::PartsOf`].
fn parts(db: &Db, committee: i64) -> Said<'_, Vec<Part>> {
    Box::pin(async move {
        let part = |kind, key, name| Part { scope: Scope { kind, key }, name };
        let special = store::special_committees(db.read(), committee).await?.into_iter();
        let sectors = store::sectors(db.read(), committee).await?.into_iter();
        let special = special.map(|one| part(ScopeKind::SpecialCommittee, one.id, one.name));
        Ok(special.chain(sectors.map(|one| part(ScopeKind::Sector, one.id, one.name))).collect())
    })
}
