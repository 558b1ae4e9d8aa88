//! The statistics as a workbook: a sheet for each table, with numbers that can be counted on.

use rust_xlsxwriter::Workbook;

use crate::error::Result;
use crate::page::figures::{Row, Table};
use crate::table;
use crate::words::Words;

/// # Errors
/// The workbook cannot be written.
pub fn workbook(tables: &[Table], words: &Words) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        let first = [(words.say("figures-what"), 24.0)];
        let columns = table.columns.iter().map(|name| (name.clone(), 14.0));
        let share = (words.say("figures-share"), 10.0);
        let heads: Vec<_> = first.into_iter().chain(columns).chain([share]).collect();
        table::head(sheet, &table.title, &heads)?;
        let mut write = |line: u32, row: &Row| -> Result<()> {
            sheet.write_string(line, 0, &row.label)?;
            let mut place = 1;
            for cell in &row.cells {
                sheet.write_number(line, place, u32::try_from(cell.n).unwrap_or(u32::MAX))?;
                place += 1;
            }
            if let Some(percent) = row.percent() {
                sheet.write_string(line, place, percent)?;
            }
            Ok(())
        };
        for (line, row) in (1..).zip(table.rows.iter().chain(&table.total)) {
            write(line, row)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}
