//! One page of a list that may be very long: its rows are found by their keys in an index alone.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{QuerySelect, QueryTrait, Select};

use crate::db::{COUNTED, Order, Start, counted};
use crate::error::Result;
use crate::proposal::model::{Proposal, proposal};

/// Those handed in last come first.
#[must_use]
pub fn order() -> Order {
    Order::falling([Expr::col(proposal::Column::Id)])
}

/// The keys of a window: texts are long, and the index that its conditions are looked up in holds none.
fn keys(found: Select<proposal::Entity>, window: (Start, u64)) -> SelectStatement {
    order().window(found.select_only().column(proposal::Column::Id), window).into_query()
}

/// A page of what was found, and whether others follow it.
pub async fn page(
    on: &impl ConnectionTrait,
    found: Select<proposal::Entity>,
    window: (Start, u64),
) -> Result<(Vec<Proposal>, bool)> {
    let rows = proposal::Entity::find().filter(proposal::Column::Id.in_subquery(keys(found, window)));
    Ok(order().page(order().sort(rows, &window.0).all(on).await?, window))
}

/// How many were found, or one more than are counted.
pub async fn total(on: &impl ConnectionTrait, found: Select<proposal::Entity>) -> Result<u64> {
    counted(on, keys(found, (Start::At(0), COUNTED))).await
}
