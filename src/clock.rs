//! Time as the program knows it: instants in milliseconds UTC, days as ISO dates, and one clock that a test can set.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use jiff::Span;
use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};
use regex::Regex;
use sea_orm::sea_query::ValueTypeErr;
use sea_orm::{DbErr, DeriveValueType, TryFromU64};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, DeriveValueType, ToSchema)]
pub struct Instant(pub i64);

impl Instant {
    pub const SECOND: i64 = 1000;
    pub const MINUTE: i64 = 60 * Self::SECOND;
    pub const HOUR: i64 = 60 * Self::MINUTE;
    pub const DAY: i64 = 24 * Self::HOUR;

    /// This instant moved by a number of milliseconds, back if negative.
    #[must_use]
    pub const fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// The calendar day in China at this instant.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.zoned().date())
    }

    /// `2024-01-05 09:30`, China time.
    #[must_use]
    pub fn minute(self) -> String {
        self.zoned().strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// `2024-01-05T01:30:00Z`, for machines.
    #[must_use]
    pub fn iso(self) -> String {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default().to_string()
    }

    /// The time of day in China: `09:30`.
    #[must_use]
    pub fn time(self) -> String {
        self.zoned().strftime("%H:%M").to_string()
    }

    /// The day and the time of day in China.
    #[must_use]
    pub fn civil(self) -> jiff::civil::DateTime {
        self.zoned().datetime()
    }

    fn zoned(self) -> jiff::ZonedDateTime {
        jiff::Timestamp::from_millisecond(self.0).unwrap_or_default().to_zoned_datetime(china())
    }
}

/// All of China keeps UTC+8, without summer time.
fn china() -> TimeZone {
    TimeZone::fixed(Offset::constant(8))
}

/// A calendar day, kept and shown as `2024-01-05`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType, ToSchema,
)]
#[sea_orm(value_type = "String")]
#[serde(transparent)]
#[schema(value_type = String, format = Date)]
pub struct Day(pub Date);

#[expect(clippy::unwrap_used, reason = "the pattern is a constant and is used by a test")]
static WRITTEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?(?:[ T]00:00(?::00)?)?$").unwrap());

/// The years of which something is entered: the first assembly met in 1949.
pub const YEARS: RangeInclusive<i16> = 1949..=2100;

impl Day {
    /// A time of this day in China.
    #[must_use]
    pub fn at(self, time: Time) -> Instant {
        Instant(china().to_timestamp(self.0.to_datetime(time)).map_or(0, jiff::Timestamp::as_millisecond))
    }

    /// A day as people and programs write it: 2021-12-20, 2021/12/20, 2021.12.20, 2021年12月20日, or the number of days
    /// by which a workbook counts it. None where there is no such day, or no assembly has met or will meet for long on it.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::written(text.trim()).filter(|day| YEARS.contains(&day.0.year()))
    }

    fn written(text: &str) -> Option<Self> {
        if let Some(found) = WRITTEN.captures(text) {
            return Date::new(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?).ok().map(Self);
        }
        // Day 25569 is 1970-01-01.
        let serial: i64 = text.parse().ok().filter(|serial| (10_000..=80_000).contains(serial))?;
        Date::new(1970, 1, 1).ok()?.checked_add(Span::new().days(serial - 25_569)).ok().map(Self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// It may be part of a key, and is none by itself.
impl TryFromU64 for Day {
    fn try_from_u64(_: u64) -> Result<Self, DbErr> {
        Err(DbErr::ConvertFromU64("Day"))
    }
}

impl FromStr for Day {
    type Err = ValueTypeErr;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(|_| ValueTypeErr)
    }
}

/// Where the program reads the time.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Stands still until it is set; for tests and the demo.
    Set(Arc<AtomicI64>),
}

impl Clock {
    #[must_use]
    pub fn set_to(at: Instant) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.0)))
    }

    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
            Self::System => Instant(jiff::Timestamp::now().as_millisecond()),
            Self::Set(at) => Instant(at.load(Ordering::Relaxed)),
        }
    }

    /// Moves a set clock to another instant; the system's clock is not moved.
    pub fn turn_to(&self, at: Instant) {
        if let Self::Set(clock) = self {
            clock.store(at.0, Ordering::Relaxed);
        }
    }

    #[must_use]
    pub fn today(&self) -> Day {
        self.now().day()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_midnight_in_china() {
        assert_eq!(Instant(1_589_817_599_000).day().to_string(), "2020-05-18");
        assert_eq!(Instant(1_589_817_600_000).day().to_string(), "2020-05-19");
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused() {
        assert!("2023-02-29".parse::<Day>().is_err());
        assert!("2024-02-29".parse::<Day>().is_ok());
    }

    #[test]
    fn a_day_of_no_assembly_is_not_taken_in() {
        for (text, taken) in [
            ("1948-12-31", false),
            ("1949-01-01", true),
            ("2100年12月31日", true),
            ("2101-01-01", false),
            ("9999-01-01", false),
            ("0024/3/5", false),
            ("80000", false),
        ] {
            assert_eq!(Day::read(text).is_some(), taken, "{text}");
        }
    }
}
