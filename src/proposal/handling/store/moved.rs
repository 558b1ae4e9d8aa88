//! The SQL of deadlines that move.

use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::clock::Day;
use crate::error::{Error, Result};
use crate::ledger::Change;
use crate::proposal::handling::model::{Assignment, assignment};
use crate::proposal::model::proposal;
use crate::proposal::store;

/// Sets until when an assignment is to be accepted and answered.
///
/// # Errors
/// Somebody changed it meanwhile.
pub async fn assignment(change: &Change, one: &Assignment, (accept_by, due): (Day, Day)) -> Result<()> {
    let row = assignment::ActiveModel { accept_by: Set(accept_by), due: Set(due), ..Default::default() };
    super::update(change, one.id, one.version, row).await
}

/// A proposal is due when its replies are, where it was due when one of them was: `days`, from and to which they moved.
pub async fn proposal(change: &Change, id: i64, days: &[(Day, Day)]) -> Result<()> {
    let found = proposal::Entity::find_by_id(id).one(change.on()).await?.ok_or(Error::NotFound)?;
    let Some((_, to)) = days.iter().find(|(from, to)| Some(*from) == found.due && from != to) else { return Ok(()) };
    let row = proposal::ActiveModel { due: Set(Some(*to)), ..Default::default() };
    store::update(change, id, found.version, row).await
}
