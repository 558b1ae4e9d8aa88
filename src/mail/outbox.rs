//! What waits to be sent. A mail that is tried is first put off, by whoever is first to do so: of several senders on one
//! database each mail has one, and what a sender left unfinished is tried again later.

use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, Set};

use crate::clock::Instant;
use crate::error::Result;
use crate::ledger::Change;

/// Something to be sent to one reader. `calendar` is a calendar's file (`text/calendar`) that goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub body: String,
    pub calendar: Option<String>,
}

/// A mail in the outbox. `tries` counts how often it was taken; it is not tried before `next_at`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mail")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub to_address: String,
    pub subject: String,
    pub body: String,
    pub calendar: Option<String>,
    pub queued_at: Instant,
    pub tries: i64,
    pub next_at: Instant,
}

pub use Model as Waiting;

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Mails are put in so many at a time: a statement has a most of values.
const CHUNK: usize = 500;

pub async fn add(change: &Change, mails: Vec<Mail>) -> Result<()> {
    let now = change.acting().at;
    for chunk in mails.chunks(CHUNK) {
        let rows = chunk.iter().cloned().map(|mail| ActiveModel {
            to_address: Set(mail.to),
            subject: Set(mail.subject),
            body: Set(mail.body),
            calendar: Set(mail.calendar),
            queued_at: Set(now),
            tries: Set(0),
            next_at: Set(now),
            ..Default::default()
        });
        Entity::insert_many(rows).exec_without_returning(change.on()).await?;
    }
    Ok(())
}

/// The mail that is due for longest.
pub async fn due(on: &impl ConnectionTrait, now: Instant) -> Result<Option<Waiting>> {
    let due = Entity::find().filter(Column::NextAt.lte(now));
    Ok(due.order_by_asc(Column::NextAt).order_by_asc(Column::Id).one(on).await?)
}

/// Takes a mail until an instant; says whether nobody else has taken it meanwhile.
pub async fn take(on: &impl ConnectionTrait, mail: &Waiting, until: Instant) -> Result<bool> {
    let taken = Entity::update_many()
        .col_expr(Column::Tries, Expr::value(mail.tries + 1))
        .col_expr(Column::NextAt, Expr::value(until))
        .filter(Column::Id.eq(mail.id))
        .filter(Column::Tries.eq(mail.tries))
        .exec(on)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// Puts off a mail that could not be sent.
pub async fn put_off(on: &impl ConnectionTrait, mail: &Waiting, until: Instant) -> Result<()> {
    Entity::update_many().col_expr(Column::NextAt, Expr::value(until)).filter(Column::Id.eq(mail.id)).exec(on).await?;
    Ok(())
}

/// Forgets a mail: it was sent, or given up.
pub async fn forget(on: &impl ConnectionTrait, mail: &Waiting) -> Result<()> {
    Entity::delete_by_id(mail.id).exec(on).await?;
    Ok(())
}
