//! Deadlines: working days with the committee's holidays, months of the calendar, and which plenary a day belongs to.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::Weekday;
use serde::Serialize;

use crate::clock::Day;
use crate::error::Refusal;
use crate::named;

/// The days on which the week is not kept: off where it says false, worked on where it says true.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays(pub BTreeMap<Day, bool>);

impl Holidays {
    /// Whether a day is worked on.
    #[must_use]
    pub fn worked(&self, day: Day) -> bool {
        let week = !matches!(day.0.weekday(), Weekday::Saturday | Weekday::Sunday);
        self.0.get(&day).copied().unwrap_or(week)
    }

    /// The last of so many working days after a day. Where the calendar ends, its last day.
    #[must_use]
    pub fn after(&self, day: Day, days: u32) -> Day {
        let mut last = day;
        let mut left = days;
        while left > 0 {
            let Ok(next) = last.0.tomorrow() else { return last };
            last = Day(next);
            left -= u32::from(self.worked(last));
        }
        last
    }

    /// How many working days lie between today and a day that is not past, the day itself counted.
    #[must_use]
    pub fn until(&self, today: Day, day: Day) -> u32 {
        let days = today.0.series(Span::new().days(1)).skip(1).take_while(|next| *next <= day.0);
        u32::try_from(days.filter(|next| self.worked(Day(*next))).count()).unwrap_or(u32::MAX)
    }
}

/// The same day so many months later, or the last day of that month.
#[must_use]
pub fn months_after(day: Day, months: i64) -> Day {
    let span = Span::new().try_months(months).unwrap_or_default();
    Day(day.0.saturating_add(span))
}

named! {
    /// How near a deadline is. It is computed, never stored.
    pub enum Urgency {
        Due = "due",
        DueSoon = "due_soon",
        Overdue = "overdue",
        /// Overdue by more than a month.
        FarOverdue = "far_overdue",
    }
}

/// How near a deadline is, `soon` counted in working days.
#[must_use]
pub fn urgency(holidays: &Holidays, today: Day, due: Day, soon: u32) -> Urgency {
    if due < today {
        if months_after(due, 1) < today { Urgency::FarOverdue } else { Urgency::Overdue }
    } else if holidays.until(today, due) <= soon {
        Urgency::DueSoon
    } else {
        Urgency::Due
    }
}

/// The days of a session within which proposals go before its plenary, as the committee sets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Session {
    pub id: i64,
    pub begins: Day,
    pub ends: Day,
}

/// Which session a proposal handed in on a day belongs to, and whether it goes before the plenary: within its days it
/// does; after them, and before the next begins, it is one between plenaries. See `domain.md` 1.1.
///
/// # Errors
/// No session has begun by then.
pub fn session(sessions: &[Session], day: Day) -> Result<(i64, bool), Refusal> {
    let begun = sessions.iter().filter(|session| session.begins <= day).max_by_key(|session| session.begins);
    let session = begun.ok_or_else(|| Refusal::new("proposal-no-session"))?;
    Ok((session.id, day <= session.ends))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    /// The national day of 2024: seven days off, and a Sunday and a Saturday worked for it.
    fn holidays() -> Holidays {
        let off = (1..=7).map(|n| (day(&format!("2024-10-0{n}")), false));
        Holidays(off.chain([(day("2024-09-29"), true), (day("2024-10-12"), true)]).collect())
    }

    #[test]
    fn working_days_pass_over_weekends_and_holidays() {
        let table = [
            ("2024-09-23", 5, "2024-09-29"),
            ("2024-09-30", 1, "2024-10-08"),
            ("2024-10-08", 4, "2024-10-12"),
            ("2024-10-11", 1, "2024-10-12"),
            ("2024-10-11", 0, "2024-10-11"),
            ("2024-03-01", 5, "2024-03-08"),
        ];
        for (from, days, last) in table {
            assert_eq!(holidays().after(day(from), days), day(last), "{from} + {days}");
        }
    }

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        assert_eq!(months_after(day("2024-01-31"), 1), day("2024-02-29"));
        assert_eq!(months_after(day("2024-04-09"), 3), day("2024-07-09"));
    }

    #[test]
    fn a_deadline_comes_nearer_and_passes() {
        let table = [
            ("2024-07-01", Urgency::Due),
            ("2024-07-10", Urgency::DueSoon),
            ("2024-07-19", Urgency::DueSoon),
            ("2024-07-20", Urgency::Overdue),
            ("2024-08-19", Urgency::Overdue),
            ("2024-08-20", Urgency::FarOverdue),
        ];
        for (today, urgency_of) in table {
            assert_eq!(urgency(&Holidays::default(), day(today), day("2024-07-19"), 8), urgency_of, "{today}");
        }
    }

    #[test]
    fn a_day_belongs_to_the_plenary_or_to_the_time_after_it() {
        let session = |id, begins: &str, ends: &str| Session { id, begins: day(begins), ends: day(ends) };
        let sessions = [session(2, "2024-12-05", "2025-01-12"), session(1, "2023-12-05", "2024-01-10")];
        let of = |text| super::session(&sessions, day(text));
        assert!(of("2023-12-04").is_err());
        assert_eq!(of("2023-12-05"), Ok((1, true)));
        assert_eq!(of("2024-01-10"), Ok((1, true)));
        assert_eq!(of("2024-01-11"), Ok((1, false)));
        assert_eq!(of("2024-12-04"), Ok((1, false)));
        assert_eq!(of("2024-12-05"), Ok((2, true)));
    }

    proptest! {
        #[test]
        fn the_last_of_so_many_working_days_is_so_many_away(from in 0_i32..3000, days in 1_u32..60) {
            let from = Day(day("2020-01-01").0.saturating_add(Span::new().days(from)));
            let last = holidays().after(from, days);
            prop_assert!(holidays().worked(last));
            prop_assert_eq!(holidays().until(from, last), days);
        }
    }
}
