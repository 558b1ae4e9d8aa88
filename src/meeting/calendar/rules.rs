//! How the sittings of a year stand in its calendar: by month, and those within a plenary under it.

use crate::meeting::model::Sitting;

/// A sitting with those held within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    pub sitting: Sitting,
    pub within: Vec<Sitting>,
}

/// The twelve months of a year, each with its sittings in the order given. One within another stands under that one,
/// in the month in which that begins, as long as that is among them. What has no day is in no month.
#[must_use]
pub fn months(sittings: Vec<Sitting>) -> [Vec<Whole>; 12] {
    let ids: Vec<i64> = sittings.iter().map(|sitting| sitting.id).collect();
    let (inner, outer): (Vec<_>, Vec<_>) =
        sittings.into_iter().partition(|sitting| sitting.parent_id.is_some_and(|parent| ids.contains(&parent)));
    let mut months: [Vec<Whole>; 12] = Default::default();
    for sitting in outer {
        let month = sitting.date.and_then(|day| usize::try_from(day.0.month() - 1).ok());
        let Some(month) = month.and_then(|month| months.get_mut(month)) else { continue };
        let within = inner.iter().filter(|inner| inner.parent_id == Some(sitting.id)).cloned().collect();
        month.push(Whole { sitting, within });
    }
    months
}

/// The years beside one, before and after it, among those that have sittings.
#[must_use]
pub fn beside(year: i16, years: &[i16]) -> (Option<i16>, Option<i16>) {
    let before = years.iter().copied().filter(|other| *other < year).max();
    let after = years.iter().copied().filter(|other| *other > year).min();
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meeting::article::Kind;
    use crate::meeting::title::tests::sitting;

    fn on(id: i64, day: &str, parent: Option<i64>) -> Sitting {
        Sitting { id, date: day.parse().ok(), parent_id: parent, ..sitting(Kind::Plenary, Some(10), Some(2), None) }
    }

    #[test]
    fn sittings_stand_in_their_month_and_those_within_a_plenary_under_it() {
        let all = vec![
            on(1, "2024-01-30", None),
            on(2, "2024-02-01", Some(1)),
            on(3, "2024-02-09", Some(7)),
            on(4, "", None),
        ];
        let months = months(all);
        let ids = |month: &Vec<Whole>| -> Vec<(i64, Vec<i64>)> {
            month.iter().map(|one| (one.sitting.id, one.within.iter().map(|inner| inner.id).collect())).collect()
        };
        assert_eq!(ids(&months[0]), [(1, vec![2])]);
        assert_eq!(ids(&months[1]), [(3, vec![])], "the plenary of which is not seen");
        assert_eq!(months.iter().map(Vec::len).sum::<usize>(), 2);
    }

    #[test]
    fn the_years_beside_are_those_that_have_sittings() {
        assert_eq!(beside(2024, &[2026, 2025, 2020]), (Some(2020), Some(2025)));
        assert_eq!(beside(2024, &[2024]), (None, None));
    }
}
