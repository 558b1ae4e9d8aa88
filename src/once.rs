//! What was sent once and is not done again: the key that a form or a program sent with it, and where it led to. It is
//! kept for a day, outside the record, which what was done with it has entered by itself.

use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, OnConflict};
use sea_orm::{ConnectionTrait, Set};

use crate::clock::Instant;
use crate::error::Result;

/// How long an answer is kept.
const KEPT: i64 = Instant::DAY;

/// What has not been answered for so long never will be: the program ended under it.
const LOST: i64 = 2 * Instant::MINUTE;

/// What was sent with a key. `done`: no longer under way; `led_to`: the address that was answered, if one was. The answer
/// itself is not kept: there are some that tell a secret.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "once")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub digest: String,
    pub at: Instant,
    pub done: bool,
    pub led_to: Option<String>,
}

pub use Model as Once;

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes that something is under way, and forgets what is over. `false`: it was sent before.
pub async fn begin(on: &impl ConnectionTrait, digest: &str, now: Instant) -> Result<bool> {
    let lost = Condition::all().add(Column::Done.eq(false)).add(Column::At.lt(now.plus(-LOST)));
    let over = Condition::any().add(Column::At.lt(now.plus(-KEPT))).add(lost);
    Entity::delete_many().filter(over).exec(on).await?;
    let row = ActiveModel { digest: Set(digest.to_owned()), at: Set(now), done: Set(false), led_to: Set(None) };
    let begun = Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(begun.exec_without_returning(on).await? == 1)
}

/// What was sent with this key, under way or answered.
pub async fn find(on: &impl ConnectionTrait, digest: &str) -> Result<Option<Once>> {
    Ok(Entity::find_by_id(digest).one(on).await?)
}

/// Keeps that it is done, and where it led to.
pub async fn done(on: &impl ConnectionTrait, digest: &str, led_to: Option<String>) -> Result<()> {
    let row = ActiveModel { done: Set(true), led_to: Set(led_to), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Digest.eq(digest)).exec(on).await?;
    Ok(())
}

/// Forgets it: nothing was done, it may be sent again.
pub async fn forget(on: &impl ConnectionTrait, digest: &str) -> Result<()> {
    Entity::delete_by_id(digest).exec(on).await?;
    Ok(())
}
