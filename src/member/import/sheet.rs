//! A roster as it stands in a workbook.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::super::model::Column;
use crate::error::Refusal;
use crate::import::columns::{Column as _, Places};
use crate::import::sheet::{self, Cells, Intake, MOST_ROWS, too_large};

/// A roster as it stands in a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The place of each column that is known, counted from 0.
    pub places: Places<Column>,
    /// Headings that are not known.
    pub ignored: Vec<String>,
    pub lines: Vec<Line>,
}

/// A row that is not empty. `number` is the one that the spreadsheet shows, counted from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub number: u32,
    pub cells: BTreeMap<Column, String>,
}

/// A workbook, or a text whose first lines have 姓名 among the headings of a roster.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    let roster = |sheet: Option<Sheet>| sheet.is_some_and(|sheet| sheet.places.len() > 1);
    sheet::recognises(bytes) || sheet::table(bytes).is_ok_and(roster)
}

/// Reads the table that has a row of headings with 姓名.
///
/// # Errors
/// The file is no table, none of its sheets is a roster, or it is too large.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Refusal> {
    let Some(sheet) = sheet::table::<Sheet>(bytes)? else {
        let headings: Vec<_> = Column::ALL.iter().map(|column| column.heading()).collect();
        return Err(Refusal::new("member-import-no-roster").with("columns", headings.join("、")));
    };
    if sheet.lines.is_empty() { Err(Refusal::new("member-import-empty")) } else { Ok(sheet) }
}

impl Intake for Sheet {
    const LONGEST_CELL: usize = 2_000;

    fn headed(&self) -> bool {
        !self.places.is_empty()
    }

    fn take_in(&mut self, cells: Cells, row: u32) -> Result<(), Refusal> {
        let name = self.places.get(&Column::Name).and_then(|place| cells.get(place));
        if self.places.is_empty() || name.and_then(|text| Column::known(text)) == Some(Column::Name) {
            return self.head(cells);
        }
        let cell = |(column, place): (&Column, &u32)| Some((*column, cells.get(place)?.clone()));
        let cells: BTreeMap<_, _> = self.places.iter().filter_map(cell).collect();
        if !cells.is_empty() {
            self.lines.push(Line { number: row + 1, cells });
        }
        if self.lines.len() > MOST_ROWS { Err(too_large()) } else { Ok(()) }
    }
}

impl Sheet {
    /// Takes headings in: the first, those that stand below them where they have two rows, or those of a further page.
    fn head(&mut self, cells: Cells) -> Result<(), Refusal> {
        if !cells.values().any(|text| Column::known(text) == Some(Column::Name)) {
            return Ok(());
        }
        for (place, text) in cells {
            if let Some(column) = Column::known(&text) {
                if self.places.insert(column, place).is_some_and(|other| other != place) {
                    return Err(Refusal::new("member-import-column-twice").with("column", column.heading()));
                }
            } else {
                let text: String = text.chars().take(40).collect();
                if !self.ignored.contains(&text) {
                    self.ignored.push(text);
                }
            }
        }
        Ok(())
    }
}
