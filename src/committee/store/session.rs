//! The SQL of sessions.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

use crate::committee::model::{Session, session};
use crate::db::{found, unless_used};
use crate::error::Result;
use crate::ledger::Change;

/// The sessions of a committee, the latest first.
pub async fn sessions(on: &impl ConnectionTrait, committee: i64) -> Result<Vec<Session>> {
    let found = session::Entity::find().filter(session::Column::CommitteeId.eq(committee));
    Ok(found.order_by_desc(session::Column::Begins).all(on).await?)
}

/// Adds a session; gives its key.
pub async fn add_session(change: &Change, session: &Session) -> Result<i64> {
    Ok(row(session).insert(change.on()).await?.id)
}

/// Changes a session as `to` says.
pub async fn change_session(change: &Change, to: &Session) -> Result<()> {
    let changed = session::Entity::update_many()
        .set(row(to))
        .filter(session::Column::Id.eq(to.id))
        .filter(session::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await?;
    found(changed.rows_affected)
}

fn row(session: &Session) -> session::ActiveModel {
    session::ActiveModel {
        committee_id: Set(session.committee_id),
        term: Set(session.term),
        number: Set(session.number),
        begins: Set(session.begins),
        ends: Set(session.ends),
        ..Default::default()
    }
}

/// Deletes a session to which nothing belongs.
///
/// # Errors
/// There is none, or something belongs to it.
pub async fn delete_session(change: &Change, id: i64) -> Result<()> {
    let deleted = session::Entity::delete_many()
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::CommitteeId.eq(change.acting().committee))
        .exec(change.on())
        .await;
    found(unless_used(deleted, "session-in-use")?.rows_affected)
}
