//! How near deadlines are on a day, by the days that a committee works and what it calls soon.

use super::rules::Bounds;
use crate::clock::Day;
use crate::db::ConnectionTrait;
use crate::error::Result;
use crate::proposal::rules::days::Holidays;
use crate::proposal::store::set;

/// What is needed to say it.
pub(in crate::proposal) struct Calendar {
    holidays: Holidays,
    pub today: Day,
    pub bounds: Bounds,
}

impl Calendar {
    /// # Errors
    /// The database does not answer.
    pub async fn of(on: &impl ConnectionTrait, committee: i64, today: Day) -> Result<Self> {
        let holidays = set::holidays(on, committee).await?;
        let rule = set::rule(on, committee).await?;
        let bounds = Bounds::of(&holidays, today, u32::try_from(rule.soon_days).unwrap_or(0));
        Ok(Self { holidays, today, bounds })
    }

    /// How many days something is late.
    pub fn late(&self, due: Day) -> Option<i32> {
        let days = self.today.0.since(due.0).map_or(0, |span| span.get_days());
        (days > 0).then_some(days)
    }

    /// How many working days are left.
    pub fn left(&self, due: Day) -> Option<u32> {
        (due >= self.today).then(|| self.holidays.until(self.today, due))
    }
}
