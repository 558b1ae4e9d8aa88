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

/// An attempt that counts as failed until it is forgiven, so that many made at once cannot slip past the count.
pub struct Attempt(i64);

/// Notes an attempt, and forgets those that no longer count. Refuses when too many failed lately.
///
/// # Errors
/// The refusal, or the database does not answer.
pub async fn attempt(on: &impl ConnectionTrait, login: &str, address: &str, now: Instant) -> Result<Attempt> {
    Entity::delete_many().filter(Column::At.lt(now.plus(-WINDOW))).exec(on).await?;
    let row = ActiveModel {
        login: Set(login.to_owned()),
        address: Set(address.to_owned()),
        at: Set(now),
        ..Default::default()
    };
    let attempt = Attempt(row.insert(on).await?.id);
    let by_login = Condition::all().add(Column::Login.eq(login));
    let by_address = Condition::all().add(Column::Address.eq(address));
    let by_both = by_login.clone().add(Column::Address.eq(address));
    for (whose, most) in [(by_both, OF_BOTH), (by_login, OF_LOGIN), (by_address, OF_ADDRESS)] {
        if Entity::find().filter(whose).filter(Column::At.gt(now.plus(-WINDOW))).count(on).await? > most {
            forgive(on, attempt).await?;
            return Err(Refusal::new("account-too-many-failures").with("minutes", WINDOW / Instant::MINUTE).into());
        }
    }
    Ok(attempt)
}

/// Takes an attempt back: it did not fail, or was not even looked at.
///
/// # Errors
/// The database does not answer.
pub async fn forgive(on: &impl ConnectionTrait, attempt: Attempt) -> Result<()> {
    Entity::delete_by_id(attempt.0).exec(on).await?;
    Ok(())
}
