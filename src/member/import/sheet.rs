//! A roster as it stands in a workbook.

use super::super::model::{Column, Lists};
use crate::error::Refusal;
use crate::import::sheet::recognises as is_sheet;
use crate::import::{Choices, Table};

pub type Sheet = Table<Column>;

/// A workbook, or a text whose first lines have 姓名 among the headings of a roster.
pub(super) fn recognises(bytes: &[u8]) -> bool {
    let roster = |sheet: Option<Sheet>| sheet.is_some_and(|sheet| sheet.places.len() > 1);
    is_sheet(bytes) || Sheet::read(bytes, false).is_ok_and(roster)
}

/// Reads the table that has a row of headings with 姓名, or whichever it has where the reader `said` that it is a roster.
///
/// # Errors
/// The file is no table, none of its sheets is a roster, or it is too large.
pub(super) fn read(bytes: &[u8], said: bool) -> Result<Sheet, Refusal> {
    let Some(sheet) = Sheet::read(bytes, said)? else {
        let headings: Vec<_> = Column::ALL.iter().map(|column| column.heading()).collect();
        return Err(Refusal::new("member-import-no-roster").with("columns", headings.join("、")));
    };
    if let Some(column) = sheet.twice() {
        return Err(Refusal::new("member-import-column-twice").with("column", column.heading()));
    }
    if sheet.lines.is_empty() { Err(Refusal::new("member-import-empty")) } else { Ok(sheet) }
}

/// The words that columns of a roster know.
pub(super) fn choices(lists: &Lists) -> Choices<Column> {
    let terms = lists.terms.iter().map(|term| term.number.to_string());
    let sectors = lists.sectors.iter().map(|sector| sector.name.clone());
    vec![(Column::Term, terms.collect()), (Column::Sector, sectors.collect())]
}
