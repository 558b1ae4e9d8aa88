//! Whom the office calls or takes out against the rules, and that those who are called are asked anew.

use sea_orm::Set;
use sea_orm::entity::prelude::*;

use crate::db::found;
use crate::error::Result;
use crate::ledger::Change;
use crate::meeting::attendance::model::{Called, Invited, called};
use crate::meeting::attendance::rules::{Reply, Standing};

/// Calls somebody after those who are called already, for a reason.
///
/// # Errors
/// The member is called already.
pub async fn add(change: &Change, sitting: i64, invited: &Invited, reason: &str) -> Result<()> {
    let position = super::last(change.on(), sitting).await? + 1;
    let row = called::ActiveModel { reason: Set(Some(reason.to_owned())), ..super::row(sitting, position, invited) };
    called::Entity::insert(row).exec_without_returning(change.on()).await?;
    Ok(())
}

/// Calls somebody on the list as something else, or takes them out. No reason: the rules say so.
pub async fn call_as(change: &Change, one: &Called, standing: Standing, reason: Option<&str>) -> Result<()> {
    let row = called::ActiveModel {
        standing: Set(standing),
        reason: Set(reason.map(ToOwned::to_owned)),
        ..Default::default()
    };
    let updated =
        called::Entity::update_many().set(row).filter(called::Column::Id.eq(one.id)).exec(change.on()).await?;
    found(updated.rows_affected)
}

/// Asks everybody called anew whether they come; what they had answered is kept beside it. `afresh`: who had signed in
/// already signs in anew too.
pub async fn ask_again(change: &Change, sitting: i64, afresh: bool) -> Result<()> {
    use called::Column as C;
    let of_sitting = || called::Entity::update_many().filter(C::SittingId.eq(sitting));
    if afresh {
        let came = called::ActiveModel {
            came_at: Set(None),
            came_by: Set(None),
            left_at: Set(None),
            reply_before: Set(None),
            ..Default::default()
        };
        of_sitting().set(came).filter(C::CameAt.is_not_null()).exec(change.on()).await?;
    }
    of_sitting()
        .col_expr(C::Answered, C::Reply.into_expr())
        .col_expr(C::Reply, Expr::value(Reply::Awaited))
        .filter(C::Reply.ne(Reply::Awaited))
        .filter(C::CameAt.is_null())
        .exec(change.on())
        .await?;
    let unread: Option<i64> = None;
    of_sitting().col_expr(C::ReadAt, Expr::value(unread)).filter(C::CameAt.is_null()).exec(change.on()).await?;
    Ok(())
}
