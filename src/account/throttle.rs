//! Slows down guessing: failed sign-ins are counted by login name, by address, and by both.

use sea_orm::sea_query::Condition;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use super::model::failure::{ActiveModel, Column, Entity};
use crate::clock::Instant;
use crate::error::{Refusal, Result};

/// For how long a failure counts, in milliseconds.
const WINDOW: i64 = 15 * Instant::MINUTE;

/// Failures allowed within the window. One person at one desk; one login name from many desks, so that a stranger who
/// guesses does not lock its owner out at once; one address with many names, such as an office behind one router.
const OF_BOTH: u64 = 5;
const OF_LOGIN: u64 = 30;
const OF_ADDRESS: u64 = 60;

/// Refuses when too many sign-ins failed lately.
///
/// # Errors
/// The refusal, or the database does not answer.
pub async fn allow(on: &impl ConnectionTrait, login: &str, address: &str, now: Instant) -> Result<()> {
    let by_login = Condition::all().add(Column::Login.eq(login));
    let by_address = Condition::all().add(Column::Address.eq(address));
    let by_both = by_login.clone().add(Column::Address.eq(address));
    for (whose, most) in [(by_both, OF_BOTH), (by_login, OF_LOGIN), (by_address, OF_ADDRESS)] {
        let recent = Column::At.gt(now.plus(-WINDOW));
        if Entity::find().filter(whose).filter(recent).count(on).await? >= most {
            return Err(Refusal::new("account-too-many-failures").with("minutes", WINDOW / Instant::MINUTE).into());
        }
    }
    Ok(())
}

/// Counts a failure and forgets those that no longer count.
///
/// # Errors
/// The database does not answer.
pub async fn failed(on: &impl ConnectionTrait, login: &str, address: &str, now: Instant) -> Result<()> {
    Entity::delete_many().filter(Column::At.lt(now.plus(-WINDOW))).exec(on).await?;
    let row = ActiveModel {
        login: Set(login.to_owned()),
        address: Set(address.to_owned()),
        at: Set(now),
        ..Default::default()
    };
    row.insert(on).await?;
    Ok(())
}
