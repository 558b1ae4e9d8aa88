//! Tables of numbers: what each number counts, its share of the whole, and whether the parts add up.

use serde::Serialize;
use utoipa::ToSchema;

/// A number. Where the reader may see all that it counts, it leads to their list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cell {
    pub n: u64,
    pub address: Option<String>,
}

/// A line of numbers, one for each column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TableRow)]
pub struct Row {
    pub label: String,
    pub cells: Vec<Cell>,
    /// The first number as a part of the whole, in tenths of a per cent.
    pub share: Option<u64>,
}

/// A table of numbers. Where there is a total, its lines are the parts of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Table {
    pub name: &'static str,
    pub title: String,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    pub total: Option<Row>,
    /// Of each line: numbers that are together as many as others, by their columns.
    #[serde(skip)]
    pub across: &'static [(&'static [usize], &'static [usize])],
    pub note: Option<String>,
}

impl Row {
    #[must_use]
    pub fn n(&self, column: usize) -> u64 {
        self.cells.get(column).map_or(0, |cell| cell.n)
    }

    /// The share as it is read: `47.3%`.
    #[must_use]
    pub fn percent(&self) -> Option<String> {
        self.share.map(percent)
    }

    /// How long the bar of the share is, of 100.
    #[must_use]
    pub fn bar(&self) -> u64 {
        self.share.map_or(0, |share| share.div_ceil(10).min(100))
    }
}

impl Table {
    /// Gives each line its share of the total.
    #[must_use]
    pub fn shared(mut self) -> Self {
        if let Some(total) = &self.total {
            let whole = total.n(0);
            for row in &mut self.rows {
                row.share = share(row.n(0), whole);
            }
        }
        self
    }

    /// Whether the parts are together the total, in every column, and every line agrees with itself.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let down = |total: &Row| {
            (0..self.columns.len())
                .all(|column| self.rows.iter().map(|row| row.n(column)).sum::<u64>() == total.n(column))
        };
        let sum = |row: &Row, columns: &[usize]| columns.iter().map(|column| row.n(*column)).sum::<u64>();
        let along = |row: &Row| self.across.iter().all(|(parts, whole)| sum(row, parts) == sum(row, whole));
        self.total.as_ref().is_none_or(down) && self.rows.iter().all(along)
    }
}

/// A part of a whole in tenths of a per cent, rounded; of nothing there is no part.
#[must_use]
pub const fn share(part: u64, whole: u64) -> Option<u64> {
    match (part * 2000).checked_div(whole) {
        Some(twice) => Some(twice.div_ceil(2)),
        None => None,
    }
}

/// A share as it is read: `47.3%`.
#[must_use]
pub fn percent(share: u64) -> String {
    format!("{}.{}%", share / 10, share % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row(numbers: &[u64]) -> Row {
        let cell = |n: &u64| Cell { n: *n, address: None };
        Row { label: String::new(), cells: numbers.iter().map(cell).collect(), share: None }
    }

    fn table(rows: Vec<Row>, total: Row) -> Table {
        let columns = total.cells.iter().map(|_| String::new()).collect();
        Table { name: "t", title: String::new(), columns, rows, total: Some(total), across: &[], note: None }
    }

    #[test]
    fn parts_that_miss_one_do_not_add_up() {
        assert!(table(vec![row(&[3, 1]), row(&[4, 2])], row(&[7, 3])).adds_up());
        assert!(!table(vec![row(&[3, 1]), row(&[4, 1])], row(&[7, 3])).adds_up());
        let across = Table { across: &[(&[1, 2], &[0])], ..table(vec![row(&[5, 2, 3])], row(&[5, 2, 3])) };
        assert!(across.adds_up());
        assert!(!Table { rows: vec![row(&[5, 2, 2])], total: None, ..across }.adds_up());
    }

    #[test]
    fn shares_are_rounded_to_a_tenth_of_a_per_cent() {
        for (part, whole, read) in
            [(1, 3, "33.3%"), (2, 3, "66.7%"), (1, 8, "12.5%"), (1, 2000, "0.1%"), (5, 5, "100.0%")]
        {
            assert_eq!(percent(share(part, whole).unwrap()), read, "{part} of {whole}");
        }
        assert_eq!(share(0, 0), None);
        assert_eq!(Row { share: Some(1), ..row(&[1]) }.bar(), 1, "what is there is seen");
    }

    proptest! {
        #[test]
        fn the_sum_of_any_rows_adds_up_and_one_more_does_not(rows in prop::collection::vec((0_u64..1000, 0_u64..1000), 1..20)) {
            let total = |more| row(&[rows.iter().map(|r| r.0).sum::<u64>() + more, rows.iter().map(|r| r.1).sum()]);
            let rows: Vec<_> = rows.iter().map(|r| row(&[r.0, r.1])).collect();
            prop_assert!(table(rows.clone(), total(0)).adds_up());
            prop_assert!(!table(rows, total(1)).adds_up());
        }
    }
}
