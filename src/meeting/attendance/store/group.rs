//! The groups of a plenary, who convenes them and who belongs to them.

use std::collections::HashMap;

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect, Set};

use crate::db::found;
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::attendance::model::{Group, called, group};
use crate::meeting::model::sitting;
use crate::member::model::seat;

/// The groups of a plenary, in their order.
pub async fn groups(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Group>> {
    let groups = group::Entity::find().filter(group::Column::SittingId.eq(sitting));
    Ok(groups.order_by_asc(group::Column::Position).all(on).await?)
}

/// One of the groups.
///
/// # Errors
/// There is none of this number at this sitting.
pub async fn group(on: &impl ConnectionTrait, sitting: i64, id: i64) -> Result<Group> {
    let found = group::Entity::find_by_id(id).filter(group::Column::SittingId.eq(sitting)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// Makes a group, the last of its sitting.
///
/// # Errors
/// The sitting has a group of this name.
pub async fn add_group(change: &Change, sitting: i64, name: &str, convener: Option<i64>) -> Result<Group> {
    let last = groups(change.on(), sitting).await?.last().map_or(0, |group| group.position);
    let row = group::ActiveModel {
        sitting_id: Set(sitting),
        position: Set(last + 1),
        name: Set(name.to_owned()),
        convener_id: Set(convener),
        ..Default::default()
    };
    Ok(row.insert(change.on()).await?)
}

/// Names a group anew and says who convenes it.
///
/// # Errors
/// The sitting has another group of this name.
pub async fn convene(change: &Change, group: &Group, name: &str, convener: Option<i64>) -> Result<()> {
    let row = group::ActiveModel { name: Set(name.to_owned()), convener_id: Set(convener), ..Default::default() };
    let updated =
        group::Entity::update_many().set(row).filter(group::Column::Id.eq(group.id)).exec(change.on()).await?;
    found(updated.rows_affected)
}

/// Takes a group away; who belonged to it belongs to none. `false`: a sitting within the plenary is that of this group.
pub async fn remove_group(change: &Change, group: &Group) -> Result<bool> {
    let held = sitting::Entity::find().filter(sitting::Column::GroupId.eq(group.id)).count(change.on()).await?;
    if held > 0 {
        return Ok(false);
    }
    let none: Option<i64> = None;
    called::Entity::update_many()
        .col_expr(called::Column::GroupId, Expr::value(none))
        .filter(called::Column::GroupId.eq(group.id))
        .exec(change.on())
        .await?;
    group::Entity::delete_by_id(group.id).exec(change.on()).await?;
    Ok(true)
}

/// Puts people called to a sitting into groups; none: into no group.
pub async fn assign(change: &Change, sitting: i64, dealt: &[(i64, Option<i64>)]) -> Result<()> {
    let mut groups: HashMap<Option<i64>, Vec<i64>> = HashMap::new();
    for (called, group) in dealt {
        groups.entry(*group).or_default().push(*called);
    }
    for (group, people) in groups {
        for some in people.chunks(super::CHUNK) {
            called::Entity::update_many()
                .col_expr(called::Column::GroupId, Expr::value(group))
                .filter(called::Column::SittingId.eq(sitting))
                .filter(called::Column::Id.is_in(some.to_vec()))
                .exec(change.on())
                .await?;
        }
    }
    Ok(())
}

/// The sector from which each of these members comes, in the latest of their terms.
pub async fn sectors(on: &impl ConnectionTrait, members: &[i64]) -> Result<HashMap<i64, i64>> {
    let mut sectors = HashMap::new();
    for some in members.chunks(super::CHUNK) {
        let seats: Vec<(i64, i64)> = seat::Entity::find()
            .select_only()
            .columns([seat::Column::MemberId, seat::Column::SectorId])
            .filter(seat::Column::MemberId.is_in(some.to_vec()))
            .order_by_asc(seat::Column::Begins)
            .into_tuple()
            .all(on)
            .await?;
        sectors.extend(seats);
    }
    Ok(sectors)
}
