//! One page of a list that may be very long: its rows are found by their keys in an index alone, and no more are
//! counted than are told.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Asterisk, Expr, Func, Query, SelectStatement};
use sea_orm::{QueryOrder, QuerySelect, QueryTrait, Select};

use crate::error::Result;
use crate::page::{COUNTED, Start};
use crate::proposal::model::{Proposal, proposal};

/// The keys that a page shows, and one more if there is one: texts are long, and the index that these conditions are
/// looked up in holds none.
fn keys(found: Select<proposal::Entity>, start: Start, limit: u64) -> SelectStatement {
    let found = found.select_only().column(proposal::Column::Id).limit(limit);
    let found = match start {
        Start::At(offset) => found.order_by_desc(proposal::Column::Id).offset(offset),
        Start::Below(key) => found.filter(proposal::Column::Id.lt(key)).order_by_desc(proposal::Column::Id),
        Start::Above(key) => found.filter(proposal::Column::Id.gt(key)).order_by_asc(proposal::Column::Id),
    };
    found.into_query()
}

/// A page of what was found, the latest first, and whether others follow it.
///
/// # Errors
/// The database does not answer.
pub async fn page(
    on: &impl ConnectionTrait,
    found: Select<proposal::Entity>,
    start: Start,
    limit: u64,
) -> Result<(Vec<Proposal>, bool)> {
    let back = matches!(start, Start::Above(_));
    let keys = keys(found, start, if back { limit } else { limit + 1 });
    let rows = proposal::Entity::find().filter(proposal::Column::Id.in_subquery(keys));
    let mut rows = rows.order_by_desc(proposal::Column::Id).all(on).await?;
    let length = usize::try_from(limit).unwrap_or(usize::MAX);
    // Who comes back from a later page has others behind him.
    let further = back || rows.len() > length;
    rows.truncate(length);
    Ok((rows, further))
}

/// How many were found, or one more than are counted.
///
/// # Errors
/// The database does not answer.
pub async fn total(on: &impl ConnectionTrait, found: Select<proposal::Entity>) -> Result<u64> {
    let some = keys(found, Start::At(0), COUNTED + 1);
    let count = Query::select().expr(Func::count(Expr::col(Asterisk))).from_subquery(some, "found").to_owned();
    let row = on.query_one(&count).await?;
    let count: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
    Ok(count.unsigned_abs())
}
