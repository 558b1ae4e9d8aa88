//! A chart of sessions side by side: of each a column for what was received, and one for what was accepted.

use serde::Serialize;
use utoipa::ToSchema;

use super::rules::{percent, share};

/// The height of the highest column.
const HIGHEST: u64 = 120;
/// How wide a session stands in the chart.
const STEP: u64 = 120;

/// The numbers of a session, and where they are drawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SessionNumbers)]
pub struct Group {
    pub name: String,
    pub received: u64,
    pub accepted: u64,
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

/// The groups of a chart; `numbers` are a session's name, what it received and what of it was accepted.
#[must_use]
pub fn chart(numbers: Vec<(String, (u64, u64))>) -> Vec<Group> {
    let most = numbers.iter().map(|(_, (received, _))| *received).max().unwrap_or(0);
    let column = |kind, n: u64, x| {
        let height = (n * HIGHEST).checked_div(most).unwrap_or(0);
        Column { kind, n, x, y: HIGHEST - height, height }
    };
    let group = |(place, (name, (received, accepted))): (u64, (String, (u64, u64)))| {
        let left = place * STEP;
        Group {
            name,
            received,
            accepted,
            rate: share(accepted, received).map(percent),
            columns: [column("received", received, left + 16), column("accepted", accepted, left + 62)],
            middle: left + STEP / 2,
        }
    };
    (0..).zip(numbers).map(group).collect()
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
        let groups = chart(vec![("一次".to_owned(), (100, 50)), ("二次".to_owned(), (200, 0))]);
        assert_eq!(groups[0].columns.map(|column| (column.y, column.height)), [(60, 60), (90, 30)]);
        assert_eq!(groups[1].columns.map(|column| (column.y, column.height)), [(0, 120), (120, 0)]);
        assert_eq!((groups[0].rate.as_deref(), width(&groups)), (Some("50.0%"), 240));
        assert_eq!(chart(vec![("一次".to_owned(), (0, 0))])[0].columns[0].height, 0);
    }
}
