//! All SQL of those called to a sitting.

pub mod by_hand;
mod call;
mod counted;
mod group;

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveValue::NotSet, QueryOrder, QuerySelect, Set};

use super::model::{Called, Invited, called};
use super::rules::{LeaveKind, Place, Presence, Reply, SignIn, Standing, There};
use crate::db::{found, unless_used};
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::meeting::model::Lines;

pub use call::call_anew;
pub use counted::{counts, standing, votes};
pub use group::{add_group, assign, convene, group, groups, remove_group, sectors};

/// How many rows go into one statement.
const CHUNK: usize = 500;

/// Those called to a sitting, in their order.
pub async fn all(on: &impl ConnectionTrait, sitting: i64) -> Result<Vec<Called>> {
    let called = standing().filter(called::Column::SittingId.eq(sitting));
    Ok(called.order_by_asc(called::Column::Position).order_by_asc(called::Column::Id).all(on).await?)
}

/// One of those called.
///
/// # Errors
/// There is none of this number at this sitting.
pub async fn one(on: &impl ConnectionTrait, sitting: i64, id: i64) -> Result<Called> {
    let found = standing().filter(called::Column::Id.eq(id)).filter(called::Column::SittingId.eq(sitting));
    found.one(on).await?.ok_or(Error::NotFound)
}

/// A member's place at a sitting, if they are on its list.
pub async fn of_member(on: &impl ConnectionTrait, sitting: i64, member: i64) -> Result<Option<Called>> {
    let found = standing().filter(called::Column::SittingId.eq(sitting));
    Ok(found.filter(called::Column::MemberId.eq(member)).one(on).await?)
}

/// Calls people to a sitting, after those who are called already.
///
/// # Errors
/// A member is called twice.
pub async fn add_all(change: &Change, sitting: i64, people: &[Invited]) -> Result<()> {
    let rows: Vec<_> = people.iter().zip(last(change.on(), sitting).await? + 1..).collect();
    for chunk in rows.chunks(CHUNK) {
        let chunk = chunk.iter().map(|(invited, position)| row(sitting, *position, invited));
        called::Entity::insert_many(chunk).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

/// The position of the last of those called; 0 where nobody is.
async fn last(on: &impl ConnectionTrait, sitting: i64) -> Result<i64> {
    let last: Option<Option<i64>> = called::Entity::find()
        .select_only()
        .column_as(called::Column::Position.max(), "last")
        .filter(called::Column::SittingId.eq(sitting))
        .into_tuple()
        .one(on)
        .await?;
    Ok(last.flatten().unwrap_or(0))
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
        reply_before: Set(None),
        leave_kind: Set(None),
        leave_reason: Set(None),
        read_at: Set(None),
        came_at: Set(None),
        came_by: Set(None),
        left_at: Set(None),
        reason: Set(None),
        answered: Set(None),
    }
}

/// How many are called and count, and how many are there.
pub async fn presence(on: &impl ConnectionTrait, sitting: i64) -> Result<Presence> {
    let there = called::Column::CameAt.is_not_null().and(called::Column::LeftAt.is_null());
    let counted: Vec<(Standing, Reply, bool, i64)> = called::Entity::find()
        .select_only()
        .column(called::Column::Standing)
        .column(called::Column::Reply)
        .column_as(there.clone(), "there")
        .column_as(called::Column::Id.count(), "n")
        .filter(called::Column::SittingId.eq(sitting))
        .filter(counts())
        .group_by(called::Column::Standing)
        .group_by(called::Column::Reply)
        .group_by(there)
        .into_tuple()
        .all(on)
        .await?;
    let mut presence = Presence::default();
    for (standing, reply, there, n) in counted {
        presence.count(standing, reply, there, n);
    }
    Ok(presence)
}

/// Writes down how one who is called stands now: what they answer, with their leave where they ask it, when they read
/// the notice, came and left.
pub async fn stand(change: &Change, called: &Called, to: Place, answer: Answer<'_>) -> Result<()> {
    let now = change.acting().at;
    let mut row = called::ActiveModel {
        reply: Set(to.reply),
        reply_before: Set(to.before),
        read_at: Set(called.read_at.or_else(|| to.read.then_some(now))),
        ..Default::default()
    };
    match answer {
        Answer::Plain => {}
        Answer::Leave(kind, reason) => {
            row.leave_kind = Set(Some(kind));
            row.leave_reason = Set(Some(reason.to_owned()));
        }
        Answer::NoLeave => {
            row.leave_kind = Set(None);
            row.leave_reason = Set(None);
        }
        Answer::By(how) => row.came_by = Set(Some(how)),
    }
    match (called.place().there, to.there) {
        (There::NotYet, There::Present) => row.came_at = Set(Some(now)),
        (There::Present | There::Left, There::NotYet) => {
            row.came_at = Set(None);
            row.came_by = Set(None);
            row.left_at = Set(None);
        }
        (There::Present, There::Left) => row.left_at = Set(Some(now)),
        (There::Left, There::Present) => row.left_at = Set(None),
        _ => {}
    }
    let updated =
        called::Entity::update_many().set(row).filter(called::Column::Id.eq(called.id)).exec(change.on()).await?;
    found(updated.rows_affected)
}

/// What is written down with an answer or a sign-in.
#[derive(Clone, Copy, Debug)]
pub enum Answer<'a> {
    Plain,
    /// Leave of a kind, for a reason.
    Leave(LeaveKind, &'a str),
    /// That no leave is wanted any more.
    NoLeave,
    /// How they signed in.
    By(SignIn),
}

/// No longer calls somebody.
///
/// # Errors
/// They are not called, or have asked to speak.
pub async fn remove(change: &Change, id: i64) -> Result<()> {
    let removed = called::Entity::delete_by_id(id).exec(change.on()).await;
    let removed = unless_used(removed, "attendance-has-asked")?;
    found(removed.rows_affected)
}
