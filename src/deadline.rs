//! Deadlines: working days with a committee's holidays, months of the calendar, and how near a day is on another.

use std::collections::BTreeMap;
use std::ops::Bound;

use jiff::Span;
use jiff::civil::Weekday;

use crate::clock::Day;
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

    /// A day itself if it is worked on, else the next one that is: when a period ends that would end on a day off.
    #[must_use]
    pub fn worked_from(&self, day: Day) -> Day {
        if self.worked(day) { day } else { self.after(day, 1) }
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

named! {
    /// What became of a promise.
    pub enum Promised {
        Open = "open",
        Overdue = "overdue",
        Kept = "kept",
    }
}

impl Promised {
    #[must_use]
    pub fn of(by: Option<Day>, kept: bool, today: Day) -> Self {
        match by {
            _ if kept => Self::Kept,
            Some(by) if by < today => Self::Overdue,
            _ => Self::Open,
        }
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

/// The days at which urgency changes: what is due before `overdue` is overdue, before `far` far so, and up to `soon`
/// soon due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    pub far: Day,
    pub overdue: Day,
    pub soon: Day,
}

impl Bounds {
    /// The same as [`urgency`] says of each day.
    #[must_use]
    pub fn of(holidays: &Holidays, today: Day, soon: u32) -> Self {
        let mut far = months_after(today, -1);
        while let Ok(before) = far.0.yesterday()
            && months_after(Day(before), 1) >= today
        {
            far = Day(before);
        }
        while months_after(far, 1) < today
            && let Ok(next) = far.0.tomorrow()
        {
            far = Day(next);
        }
        let mut last = holidays.after(today, soon);
        while let Ok(next) = last.0.tomorrow()
            && !holidays.worked(Day(next))
        {
            last = Day(next);
        }
        Self { far, overdue: today, soon: last }
    }

    #[must_use]
    pub fn urgency(self, due: Day) -> Urgency {
        match due {
            _ if due < self.far => Urgency::FarOverdue,
            _ if due < self.overdue => Urgency::Overdue,
            _ if due <= self.soon => Urgency::DueSoon,
            _ => Urgency::Due,
        }
    }

    /// The days of which [`Self::urgency`] says this.
    #[must_use]
    pub const fn days(self, urgency: Urgency) -> (Bound<Day>, Bound<Day>) {
        match urgency {
            Urgency::FarOverdue => (Bound::Unbounded, Bound::Excluded(self.far)),
            Urgency::Overdue => (Bound::Included(self.far), Bound::Excluded(self.overdue)),
            Urgency::DueSoon => (Bound::Included(self.overdue), Bound::Included(self.soon)),
            Urgency::Due => (Bound::Excluded(self.soon), Bound::Unbounded),
        }
    }
}

/// What is needed to say how near a deadline is on a day.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub holidays: Holidays,
    pub today: Day,
    pub bounds: Bounds,
}

impl Calendar {
    /// `soon`: within so many working days a deadline is soon due.
    #[must_use]
    pub fn new(holidays: Holidays, today: Day, soon: u32) -> Self {
        let bounds = Bounds::of(&holidays, today, soon);
        Self { holidays, today, bounds }
    }

    #[must_use]
    pub fn urgency(&self, due: Day) -> Urgency {
        self.bounds.urgency(due)
    }

    /// How many days something is late.
    #[must_use]
    pub fn late(&self, due: Day) -> Option<i32> {
        let days = self.today.0.since(due.0).map_or(0, |span| span.get_days());
        (days > 0).then_some(days)
    }

    /// How many working days are left.
    #[must_use]
    pub fn left(&self, due: Day) -> Option<u32> {
        (due >= self.today).then(|| self.holidays.until(self.today, due))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::RangeBounds;

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

    proptest! {
        #[test]
        fn the_last_of_so_many_working_days_is_so_many_away(from in 0_i32..3000, days in 1_u32..60) {
            let from = Day(day("2020-01-01").0.saturating_add(Span::new().days(from)));
            let last = holidays().after(from, days);
            prop_assert!(holidays().worked(last));
            prop_assert_eq!(holidays().until(from, last), days);
        }

        #[test]
        fn the_bounds_say_of_each_day_what_its_urgency_is(from in 0_i32..1500, due in -100_i32..100, soon in 0_u32..20) {
            let later = |day: Day, days: i32| Day(day.0.saturating_add(Span::new().days(days)));
            let today = later(day("2023-01-01"), from);
            let due = later(today, due);
            let bounds = Bounds::of(&holidays(), today, soon);
            prop_assert_eq!(bounds.urgency(due), urgency(&holidays(), today, due, soon), "{} {}", today, due);
            for one in Urgency::ALL {
                prop_assert_eq!(bounds.days(*one).contains(&due), *one == bounds.urgency(due), "{} {}", today, due);
            }
        }
    }
}
