//! All SQL of those called to a sitting.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveValue::NotSet, QueryOrder, QuerySelect, Set};

use super::model::{Called, Group, Invited, called, group};
use super::rules::{Presence, Reply, Standing};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::model::Lines;

/// How many rows go into one statement.
const CHUNK: usize = 500;

/// Those called to a sitting, in their order.
///
/// # Errors
/// The database does not answer.
pub async fn all(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Called>> {
    let called = called::Entity::find().filter(called::Column::SittingId.eq(sitting));
    Ok(called.order_by_asc(called::Column::Position).order_by_asc(called::Column::Id).all(on).await?)
}

/// One of those called.
///
/// # Errors
/// There is none of this number at this sitting.
pub async fn one(on: &impl ConnectionTrait, sitting: i64, id: i64) -> Result<Called> {
    let found = called::Entity::find_by_id(id).filter(called::Column::SittingId.eq(sitting)).one(on).await?;
    found.ok_or(Error::NotFound)
}

/// A member's place at a sitting, if he is called to it.
///
/// # Errors
/// The database does not answer.
pub async fn of_member(on: &impl ConnectionTrait, sitting: i64, member: i64) -> Result<Option<Called>> {
    let found = called::Entity::find()
        .filter(called::Column::SittingId.eq(sitting))
        .filter(called::Column::MemberId.eq(member))
        .one(on)
        .await?;
    Ok(found)
}

/// Calls people to a sitting, after those who are called already.
///
/// # Errors
/// The database does not answer, or a member is called twice.
pub async fn add_all(change: &Change, sitting: i64, people: &[Invited]) -> Result<()> {
    let last: Option<Option<i64>> = called::Entity::find()
        .select_only()
        .column_as(called::Column::Position.max(), "last")
        .filter(called::Column::SittingId.eq(sitting))
        .into_tuple()
        .one(change.on())
        .await?;
    let rows: Vec<_> = people.iter().zip(last.flatten().unwrap_or(0) + 1..).collect();
    for chunk in rows.chunks(CHUNK) {
        let chunk = chunk.iter().map(|(invited, position)| row(sitting, *position, invited));
        called::Entity::insert_many(chunk).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

/// Calls these people with a vote, in place of those who were called so before. Who sits in stays.
///
/// # Errors
/// The database does not answer.
pub async fn call_anew(change: &Change, sitting: i64, people: &[Invited]) -> Result<()> {
    called::Entity::delete_many()
        .filter(called::Column::SittingId.eq(sitting))
        .filter(called::Column::Standing.eq(Standing::Voting))
        .exec(change.on())
        .await?;
    add_all(change, sitting, people).await
}

fn row(sitting: i64, position: i64, invited: &Invited) -> called::ActiveModel {
    called::ActiveModel {
        id: NotSet,
        sitting_id: Set(sitting),
        position: Set(position),
        member_id: Set(invited.member),
        name: Set(invited.name.clone()),
        posts: Set(Lines(invited.posts.clone())),
        standing: Set(invited.standing),
        group_id: Set(invited.group),
        reply: Set(Reply::Awaited),
        leave_kind: Set(None),
        leave_reason: Set(None),
        read_at: Set(None),
        came_at: Set(None),
        came_by: Set(None),
        left_at: Set(None),
    }
}

/// How many are called, and how many are there.
///
/// # Errors
/// The database does not answer.
pub async fn presence(on: &impl ConnectionTrait, sitting: i64) -> Result<Presence> {
    let there = called::Column::CameAt.is_not_null().and(called::Column::LeftAt.is_null());
    let counted: Vec<(Standing, Reply, bool, i64)> = called::Entity::find()
        .select_only()
        .column(called::Column::Standing)
        .column(called::Column::Reply)
        .column_as(there.clone(), "there")
        .column_as(called::Column::Id.count(), "n")
        .filter(called::Column::SittingId.eq(sitting))
        .group_by(called::Column::Standing)
        .group_by(called::Column::Reply)
        .group_by(there)
        .into_tuple()
        .all(on)
        .await?;
    let mut presence = Presence::default();
    for (standing, reply, there, n) in counted {
        let here = if there { n } else { 0 };
        if standing == Standing::SittingIn {
            presence.sitting_in += n;
            presence.sitting_in_present += here;
            continue;
        }
        presence.called += n;
        presence.present += here;
        match reply {
            Reply::Coming => presence.coming += n,
            Reply::LeaveAsked => presence.asked += n,
            Reply::LeaveGranted => presence.on_leave += n - here,
            Reply::Awaited | Reply::LeaveRefused => {}
        }
    }
    Ok(presence)
}

/// The groups of a plenary, in their order.
///
/// # Errors
/// The database does not answer.
pub async fn groups(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Group>> {
    let groups = group::Entity::find().filter(group::Column::SittingId.eq(sitting));
    Ok(groups.order_by_asc(group::Column::Position).all(on).await?)
}
