//! Tables as workbooks: a sheet of texts, made one at a time, handed out as a file.

use std::collections::BTreeMap;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet};
use tokio::sync::{Semaphore, SemaphorePermit};
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response as Described};

use crate::error::{Error, Result};
use crate::page::api::file;
use crate::page::figures::{Row, Table};
use crate::words::Words;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A column: its title, and how wide it is, in characters.
pub type Column = (String, f64);

/// Tables are made one at a time: a long one takes seconds, and strangers may ask for it.
static ONE: Semaphore = Semaphore::const_new(1);

/// A table that is handed out as a file, as an address describes it.
pub enum TableFile {}

impl IntoResponses for TableFile {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        [("200".to_owned(), file([XLSX]).into())].into()
    }
}

/// The turn to make a table. It is given back when it is dropped.
pub struct Turn(SemaphorePermit<'static>);

impl Turn {
    /// Waits for the turn.
    ///
    /// # Errors
    /// There are no more turns.
    pub async fn take() -> Result<Self> {
        Ok(Self(ONE.acquire().await.map_err(|_| Error::internal("no turn to make a table"))?))
    }

    /// Makes a workbook beside the requests, and hands it out under a name.
    ///
    /// # Errors
    /// It cannot be made.
    pub async fn make(self, name: &str, write: impl FnOnce() -> Result<Vec<u8>> + Send + 'static) -> Result<Response> {
        let made = tokio::task::spawn_blocking(move || {
            let _turn = self.0;
            write()
        });
        Ok(download(made.await??, name))
    }
}

/// A workbook of one sheet of texts: a head, and a row for each line.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub fn workbook<R>(name: &str, columns: &[Column], rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>>
where
    R: IntoIterator<Item = String>,
{
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    head(sheet, name, columns)?;
    let text = Format::new().set_num_format("@").set_align(FormatAlign::Top).set_text_wrap();
    for (row, cells) in (1..).zip(rows) {
        for (place, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string_with_format(row, place, cell, &text)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// Figures as a workbook: a sheet for each table, with numbers that can be counted on.
///
/// # Errors
/// The workbook cannot be written.
pub fn figures(tables: &[Table], words: &Words) -> Result<Vec<u8>> {
    let mut workbook = Workbook::new();
    for table in tables {
        let sheet = workbook.add_worksheet();
        let first = [(words.say("figures-what"), 24.0)];
        let columns = table.columns.iter().map(|name| (name.clone(), 14.0));
        let share = (words.say("figures-share"), 10.0);
        let heads: Vec<_> = first.into_iter().chain(columns).chain([share]).collect();
        head(sheet, &table.title, &heads)?;
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

/// The name of a sheet and its head, which stays in sight.
///
/// # Errors
/// The name is unfit.
pub fn head(sheet: &mut Worksheet, name: &str, columns: &[Column]) -> Result<()> {
    let head = Format::new().set_bold().set_align(FormatAlign::Center);
    sheet.set_name(name)?;
    sheet.set_freeze_panes(1, 0)?;
    for (place, (title, width)) in (0..).zip(columns) {
        sheet.write_string_with_format(0, place, title, &head)?;
        sheet.set_column_width(place, *width)?;
    }
    Ok(())
}

/// A workbook as a file that the browser keeps under a name.
#[must_use]
pub fn download(bytes: Vec<u8>, name: &str) -> Response {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let headers = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"table.xlsx\"; filename*=UTF-8''{name}")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
