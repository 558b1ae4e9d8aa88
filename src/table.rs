//! Tables as workbooks: made one at a time, handed out as a file.

use std::collections::BTreeMap;

use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Workbook, Worksheet};
use tokio::sync::{Semaphore, SemaphorePermit};
use utoipa::IntoResponses;
use utoipa::openapi::{RefOr, Response as Described};

use crate::error::{Error, Result};
use crate::page::Reader;
use crate::page::api::file;
use crate::page::figures::{Row, Table};
use crate::page::listing::{Column as Listed, Value};
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

    /// Makes a workbook of a list, in those of its columns that the reader sees, and hands it out under its title.
    /// Numbers, days and times keep their types.
    pub async fn list<R: Send + 'static>(
        self,
        reader: &Reader,
        title: &str,
        columns: &'static [Listed<R>],
        rows: Vec<R>,
    ) -> Result<Response> {
        let words = reader.words.clone();
        let title = words.say(title);
        let columns: Vec<_> = columns.iter().filter(|column| column.shown(reader)).collect();
        let name = format!("{}{title}.xlsx", reader.committee()?.name);
        self.make(&name, move || sheet(&title, columns, &rows, &words)).await
    }
}

/// A workbook of the rows of a list.
pub fn sheet<'a, R: 'a>(
    title: &str,
    columns: impl IntoIterator<Item = &'a Listed<R>>,
    rows: &[R],
    words: &Words,
) -> Result<Vec<u8>> {
    let columns = columns.into_iter().filter_map(|column| Some((column, column.width?)));
    let columns: Vec<_> = columns.map(|(column, width)| (column.cell, (words.say(column.head), width))).collect();
    let (cells, heads): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    head(sheet, title, &heads)?;
    let formats = Formats::new();
    for (row, one) in (1..).zip(rows) {
        for (place, cell) in (0..).zip(&cells) {
            formats.write(sheet, (row, place), cell(one, words).value)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

/// No list is handed out with more lines.
pub const MOST_LINES: u64 = 100_000;

/// How cells of each type look.
struct Formats {
    text: Format,
    number: Format,
    day: Format,
    minute: Format,
}

impl Formats {
    fn new() -> Self {
        let like = |shape| Format::new().set_num_format(shape).set_align(FormatAlign::Top);
        Self {
            text: like("@").set_text_wrap(),
            number: like("0"),
            day: like("yyyy-mm-dd"),
            minute: like("yyyy-mm-dd hh:mm"),
        }
    }

    fn write(&self, sheet: &mut Worksheet, (row, place): (u32, u16), value: Value) -> Result<()> {
        match value {
            Value::None | Value::Tick(..) => sheet,
            Value::Number(number) => sheet.write_with_format(row, place, number, &self.number)?,
            Value::Text(text) | Value::Mark(_, text) => sheet.write_with_format(row, place, text, &self.text)?,
            Value::Day(day) => match excel(day.0.at(0, 0, 0, 0)) {
                Some(at) => sheet.write_with_format(row, place, at, &self.day)?,
                None => sheet.write_with_format(row, place, day.to_string(), &self.text)?,
            },
            Value::Instant(at) => match excel(at.civil()) {
                Some(at) => sheet.write_with_format(row, place, at, &self.minute)?,
                None => sheet.write_with_format(row, place, at.minute(), &self.text)?,
            },
        };
        Ok(())
    }
}

/// A time of day as workbooks know it: none before 1900.
fn excel(at: civil::DateTime) -> Option<ExcelDateTime> {
    let small = |n: i8| u8::try_from(n).ok();
    let day = ExcelDateTime::from_ymd(u16::try_from(at.year()).ok()?, small(at.month())?, small(at.day())?).ok()?;
    day.and_hms(small(at.hour())?.into(), small(at.minute())?, 0).ok()
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
