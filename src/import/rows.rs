//! The rows of a table as they are taken in: bounded, and each cell of a merged range with what the range says.

use std::collections::BTreeMap;

use calamine::Dimensions;

use crate::error::Refusal;
use crate::text::clean;

/// The cells of a row by their places, counted from 0. Empty ones are left out.
pub type Cells = BTreeMap<u32, String>;

/// What takes the rows of a sheet in, one after the other.
pub trait Intake: Default {
    /// The most characters of one cell.
    const LONGEST_CELL: usize;

    /// Whether the row of headings was found.
    fn headed(&self) -> bool;

    /// Takes a row in, counted from 0: as the headings, or as a line under them.
    ///
    /// # Errors
    /// The headings or the line cannot be taken, or there are too many.
    fn take_in(&mut self, cells: Cells, row: u32) -> Result<(), Refusal>;
}

/// The most rows under the headings, the most cells and characters of them all, and the most columns that are looked at.
pub const MOST_ROWS: usize = 20_000;
const MOST_CELLS: usize = 500_000;
const MOST_CHARACTERS: usize = 8_000_000;
const MOST_COLUMNS: u32 = 200;
/// In how many rows the headings are looked for.
const HEAD_ROWS: u32 = 20;

pub const fn unreadable() -> Refusal {
    Refusal::new("import-sheet-unreadable")
}

/// What is told where there are too many rows.
#[must_use]
pub fn too_large() -> Refusal {
    Refusal::new("import-sheet-too-large").with("most", MOST_ROWS).with("cells", MOST_CELLS)
}

/// A text cleaned, and no more of it than one character beyond what a cell may hold.
pub fn cut(text: &str, longest: usize) -> String {
    clean(text).trim().chars().take(longest + 1).collect()
}

/// The rows that were taken in, and how many cells and characters they have.
#[derive(Default)]
pub(super) struct Rows<T> {
    taken: T,
    merged: Merged,
    room: Room,
}

#[derive(Default)]
struct Room {
    cells: usize,
    characters: usize,
}

impl Room {
    /// Notes what a cell says.
    fn note(&mut self, cells: &mut Cells, place: u32, text: String) -> Result<(), Refusal> {
        if place < MOST_COLUMNS && !text.is_empty() {
            self.cells += 1;
            self.characters += text.chars().count();
            if self.cells > MOST_CELLS || self.characters > MOST_CHARACTERS {
                return Err(too_large());
            }
            cells.insert(place, text);
        }
        Ok(())
    }
}

impl<T: Intake> Rows<T> {
    /// For the rows of a sheet that has these merged ranges.
    pub fn with(merged: Vec<Dimensions>) -> Self {
        Self { merged: Merged::of(merged), ..Self::default() }
    }

    /// Notes what a cell says.
    pub fn note(&mut self, cells: &mut Cells, place: u32, text: String) -> Result<(), Refusal> {
        self.room.note(cells, place, text)
    }

    /// Takes a row in. What is merged into it from above is no row by itself, and headings are not spread over others.
    pub fn take_in(&mut self, mut cells: Cells, row: u32) -> Result<(), Refusal> {
        if cells.is_empty() {
            return Ok(());
        }
        self.merged.reach(&cells, row);
        for (place, text) in self.merged.told(row, self.taken.headed()) {
            self.room.note(&mut cells, place, text.to_owned())?;
        }
        self.taken.take_in(cells, row)
    }

    /// Whether so many rows have been read without any headings.
    pub fn hopeless(&self, row: u32) -> bool {
        !self.taken.headed() && row > HEAD_ROWS
    }

    /// What was taken in, if there were headings.
    pub fn headed(self) -> Option<T> {
        self.taken.headed().then_some(self.taken)
    }
}

/// The merged ranges of a sheet whose rows are read one after the other.
#[derive(Default)]
struct Merged {
    /// Those that are still to come, the last of them first.
    ahead: Vec<Dimensions>,
    /// Those that reach down to the row that is read, and what they say.
    begun: Vec<(Dimensions, String)>,
}

impl Merged {
    /// Those of these ranges of which something is looked at.
    pub fn of(mut ranges: Vec<Dimensions>) -> Self {
        ranges.retain(|range| range.start.1 < MOST_COLUMNS && range.start.1 <= range.end.1);
        ranges.sort_unstable_by_key(|range| std::cmp::Reverse(range.start));
        Self { ahead: ranges, begun: Vec::new() }
    }

    /// Goes on to the next row that is not empty, of which these cells say something themselves.
    pub fn reach(&mut self, cells: &Cells, row: u32) {
        self.begun.retain(|(range, _)| range.end.0 >= row);
        while let Some(range) = self.ahead.pop_if(|range| range.start.0 <= row) {
            let text = cells.get(&range.start.1).filter(|_| range.start.0 == row && range.end.0 >= row);
            self.begun.extend(text.map(|text| (range, text.clone())));
        }
    }

    /// What stands in the merged cells of the row that was reached, by their places: all that ranges from above say, and,
    /// if it is asked for, what those that begin in this row say further on.
    pub fn told(&self, row: u32, across: bool) -> impl Iterator<Item = (u32, &str)> {
        let told = self.begun.iter().filter(move |(range, _)| across || range.start.0 < row);
        let places = |range: &Dimensions| range.start.1..=range.end.1.min(MOST_COLUMNS - 1);
        told.flat_map(move |(range, text)| places(range).map(|place| (place, text.as_str())))
    }
}
