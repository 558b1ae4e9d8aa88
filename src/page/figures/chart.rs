//! A chart of things side by side: of each a column for the whole, and one for the part of it that is looked at.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::table::{percent, share};

/// The height of the highest column.
const HIGHEST: u64 = 120;
/// How wide a group stands in the chart.
const STEP: u64 = 120;

/// The numbers of a thing by what they count, and where they are drawn. `rate`: the part of the whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = GroupOfNumbers)]
pub struct Group {
    pub name: String,
    #[serde(flatten)]
    pub numbers: BTreeMap<&'static str, u64>,
    pub rate: Option<String>,
    #[serde(skip)]
    pub columns: [Column; 2],
    #[serde(skip)]
    pub middle: u64,
}

/// A column: its left side, its upper end and its height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column {
    pub kind: &'static str,
    pub n: u64,
    pub x: u64,
    pub y: u64,
    pub height: u64,
}

/// The groups of a chart: each thing's name, its whole and the part of it. `kinds`: what is counted.
#[must_use]
pub fn chart(kinds: [&'static str; 2], things: Vec<(String, (u64, u64))>) -> Vec<Group> {
    let most = things.iter().map(|(_, (whole, _))| *whole).max().unwrap_or(0);
    let column = |kind, n: u64, x| {
        let height = (n * HIGHEST).checked_div(most).unwrap_or(0);
        Column { kind, n, x, y: HIGHEST - height, height }
    };
    let group = |(place, (name, (whole, part))): (u64, (String, (u64, u64)))| {
        let left = place * STEP;
        Group {
            name,
            numbers: [(kinds[0], whole), (kinds[1], part)].into(),
            rate: share(part, whole).map(percent),
            columns: [column(kinds[0], whole, left + 16), column(kinds[1], part, left + 62)],
            middle: left + STEP / 2,
        }
    };
    (0..).zip(things).map(group).collect()
}

/// How wide a chart of these groups is.
#[must_use]
pub fn width(groups: &[Group]) -> usize {
    groups.len() * usize::try_from(STEP).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_as_high_as_their_numbers() {
        let kinds = ["received", "accepted"];
        let groups = chart(kinds, vec![("一次".to_owned(), (100, 50)), ("二次".to_owned(), (200, 0))]);
        assert_eq!(groups[0].columns.map(|column| (column.y, column.height)), [(60, 60), (90, 30)]);
        assert_eq!(groups[1].columns.map(|column| (column.y, column.height)), [(0, 120), (120, 0)]);
        assert_eq!((groups[0].rate.as_deref(), width(&groups)), (Some("50.0%"), 240));
        assert_eq!(chart(kinds, vec![("一次".to_owned(), (0, 0))])[0].columns[0].height, 0);
    }
}
