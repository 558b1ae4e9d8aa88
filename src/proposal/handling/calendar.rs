//! The calendar by which deadlines of proposals are judged: the committee's holidays, and what it calls soon.

use crate::clock::Day;
use crate::committee;
use crate::db::ConnectionTrait;
use crate::deadline::Calendar;
use crate::error::Result;
use crate::proposal::store::set;

/// The calendar of a committee on a day.
pub(in crate::proposal) async fn calendar(on: &impl ConnectionTrait, committee: i64, today: Day) -> Result<Calendar> {
    let holidays = committee::store::holidays(on, committee).await?;
    let rule = set::rule(on, committee).await?;
    Ok(Calendar::new(holidays, today, u32::try_from(rule.soon_days).unwrap_or(0)))
}
