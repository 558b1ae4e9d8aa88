//! The calendar by which deadlines of proposals are judged: the committee's holidays, and what it calls soon; and how much
//! is due when.

use std::sync::Arc;

use crate::app::App;
use crate::clock::Day;
use crate::committee;
use crate::db::ConnectionTrait;
use crate::deadline::{Calendar, Holidays};
use crate::error::Result;
use crate::page::Reader;
use crate::proposal::handling::store::lists::{self, Narrow};
use crate::proposal::here;
use crate::proposal::model::Rule;
use crate::proposal::store::set;

/// The calendar of a committee on a day.
pub(in crate::proposal) async fn calendar(on: &impl ConnectionTrait, committee: i64, today: Day) -> Result<Calendar> {
    let holidays = committee::store::holidays(on, committee).await?;
    Ok(by(holidays, &set::rule(on, committee).await?, today))
}

/// The calendar of today, as pages read it.
pub(in crate::proposal) async fn today(app: &App, reader: &Reader) -> Result<Arc<Calendar>> {
    let today = reader.now.day();
    let load = async {
        let holidays = committee::here::holidays(app, reader).await?;
        Ok(by(Holidays::clone(&holidays), &*here::rule(app, reader).await?, today))
    };
    reader.kept(format!("calendar of {today}"), load).await
}

/// How much stands on the board of deadlines.
pub(in crate::proposal) async fn count_open(app: &App, reader: &Reader, narrow: Narrow) -> Result<u64> {
    let (committee, bounds) = (reader.committee()?.id, today(app, reader).await?.bounds);
    let count = lists::count_open(app.db.read(), committee, (narrow, bounds));
    Ok(*reader.kept(format!("open {narrow:?} {bounds:?}"), count).await?)
}

fn by(holidays: Holidays, rule: &Rule, today: Day) -> Calendar {
    Calendar::new(holidays, today, u32::try_from(rule.soon_days).unwrap_or(0))
}
