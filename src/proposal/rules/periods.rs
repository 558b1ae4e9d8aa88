//! When the periods end that a committee's rule sets: in working days, in months, in days of the calendar.

use crate::clock::{Day, Instant};
use crate::deadline::{Holidays, months_after};
use crate::proposal::model::Rule;

/// The last day on which a transfer can be asked for, for what is assigned on a day.
#[must_use]
pub fn accept_by(rule: &Rule, holidays: &Holidays, day: Day) -> Day {
    holidays.after(day, u32::try_from(rule.accept_days).unwrap_or(0))
}

/// When a reply is due to what is assigned on a day, where no other day is given.
#[must_use]
pub fn reply_due(rule: &Rule, holidays: &Holidays, day: Day) -> Day {
    ends(rule, holidays, months_after(day, rule.reply_months))
}

/// When the opinion of a co-handler is due.
#[must_use]
pub fn opinion_due(rule: &Rule, holidays: &Holidays, day: Day) -> Day {
    ends(rule, holidays, months_after(day, rule.opinion_months))
}

/// The last day on which what was answered may be evaluated.
#[must_use]
pub fn evaluation_due(rule: &Rule, holidays: &Holidays, answered: Instant) -> Day {
    ends(rule, holidays, answered.plus(rule.evaluation_days * Instant::DAY).day())
}

/// The last day to which a reply that is due on a day may be put off.
#[must_use]
pub fn extension_ends(rule: &Rule, holidays: &Holidays, due: Day) -> Day {
    ends(rule, holidays, months_after(due, rule.extension_months))
}

/// A period that would end on a day off runs to the next working day, where the committee has it so.
fn ends(rule: &Rule, holidays: &Holidays, day: Day) -> Day {
    if rule.roll { holidays.worked_from(day) } else { day }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_period_that_ends_on_a_day_off_runs_to_the_next_working_day() {
        // 2026-10-10 is a Saturday that is worked on; the week before it is off.
        let off = (1..=7).map(|n| (day(&format!("2026-10-0{n}")), false));
        let holidays = Holidays(off.chain([(day("2026-10-10"), true)]).collect());
        let none = Holidays(BTreeMap::new());
        let rule = Rule::usual(1);
        for (from, due, without) in [
            ("2026-03-05", "2026-06-05", "2026-06-05"),
            ("2026-03-06", "2026-06-08", "2026-06-08"),
            ("2026-07-01", "2026-10-08", "2026-10-01"),
            ("2026-07-10", "2026-10-10", "2026-10-12"),
        ] {
            assert_eq!(reply_due(&rule, &holidays, day(from)), day(due), "{from}");
            assert_eq!(reply_due(&rule, &none, day(from)), day(without), "{from}");
        }
        assert_eq!(reply_due(&Rule { roll: false, ..rule.clone() }, &holidays, day("2026-07-01")), day("2026-10-01"));
        assert_eq!(opinion_due(&rule, &none, day("2026-03-31")), day("2026-04-30"));
        assert_eq!(extension_ends(&rule, &holidays, day("2026-09-01")), day("2026-10-08"));
        // Answered on 2024-03-05: thirty days later is a Thursday.
        assert_eq!(evaluation_due(&rule, &none, Instant(1_709_604_000_000)), day("2024-04-04"));
        assert_eq!(
            evaluation_due(&Rule { evaluation_days: 32, ..rule }, &none, Instant(1_709_604_000_000)),
            day("2024-04-08")
        );
    }
}
