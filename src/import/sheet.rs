//! A table in a file as rows of texts: a workbook, or values in a text; bounded in bytes, rows, cells and texts, whatever
//! the file claims about itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx};
use regex::bytes::Regex;
use zip::ZipArchive;

use super::rows::{Rows, cut, unreadable};
use super::values::values;
use crate::error::{Refusal, caught};

pub use super::rows::{Cells, Intake, MOST_ROWS, too_large};

/// The address of a cell, such as D7: its place counted from 0, and the number of its row.
#[must_use]
pub fn address(place: u32, number: u32) -> String {
    letters(place) + &number.to_string()
}

/// What a heading says: blanks, stars and what stands in brackets do not matter.
#[must_use]
pub fn plain(heading: &str) -> String {
    let heading = heading.split(['(', '（', '【', '[']).next().unwrap_or_default();
    heading.chars().filter(|c| !c.is_whitespace() && !"*＊:：".contains(*c)).collect()
}

/// The letters of a column counted from 0: A, B … Z, AA.
fn letters(place: u32) -> String {
    let digit = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    if place < 26 { digit.to_string() } else { letters(place / 26 - 1) + &digit.to_string() }
}

/// The most bytes that a file unpacks to.
const MOST_BYTES: u64 = 96 << 20;
/// How many rows a sheet of Excel has.
const SHEET_ROWS: u32 = 1 << 20;
/// In how many sheets the headings are looked for.
const HEAD_SHEETS: usize = 5;

/// Whether the bytes are a workbook, or an older or locked one of which it can be told why it is not read.
#[must_use]
pub fn recognises(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"PK\x03\x04") { is_workbook(bytes) || is_open_document(bytes) } else { old(bytes).is_some() }
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

fn is_workbook(bytes: &[u8]) -> bool {
    holds(bytes, b"xl/workbook") || holds(bytes, b"xl/worksheets")
}

fn is_open_document(bytes: &[u8]) -> bool {
    holds(&bytes[..bytes.len().min(200)], b"opendocument.spreadsheet")
}

/// What is told of a workbook of the older kind, one that is a page or XML by another name, or one under a password.
fn old(bytes: &[u8]) -> Option<Refusal> {
    let wide = |text: &str| text.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<_>>();
    if !bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let named = ["urn:schemas-microsoft-com:office:spreadsheet", "urn:schemas-microsoft-com:office:excel"];
        let head = &bytes[..bytes.len().min(1000)];
        named.iter().any(|name| holds(head, name.as_bytes())).then(|| Refusal::new("import-sheet-old"))
    } else if holds(bytes, &wide("EncryptedPackage")) {
        Some(Refusal::new("import-sheet-locked"))
    } else {
        holds(bytes, &wide("Workbook")).then(|| Refusal::new("import-sheet-old"))
    }
}

/// Reads the table in a file, if it has headings: the first sheet of a workbook that has, or the values of a text.
///
/// # Errors
/// The file can be read as neither, or it is too large.
pub fn table<T: Intake>(bytes: &[u8]) -> Result<Option<T>, Refusal> {
    if let Some(refusal) = old(bytes) {
        return Err(refusal);
    }
    if !bytes.starts_with(b"PK") {
        return values(bytes);
    }
    if is_open_document(bytes) {
        return Err(Refusal::new("import-sheet-old"));
    }
    caught(|| workbook(bytes)).unwrap_or_else(|| Err(unreadable()))
}

fn workbook<T: Intake>(bytes: &[u8]) -> Result<Option<T>, Refusal> {
    bounded(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    for name in workbook.sheet_names().into_iter().take(HEAD_SHEETS) {
        if let Some(table) = sheet(&mut workbook, &name)? {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// Reads a sheet, if it has headings.
fn sheet<T: Intake>(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<T>, Refusal> {
    let Ok(merged) = workbook.merge_cells_by_sheet_name(name) else { return Ok(None) };
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(None) };
    let mut rows = Rows::<T>::with(merged);
    let mut row: (u32, Cells) = (0, BTreeMap::new());
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
        let (number, place) = cell.get_position();
        if number >= SHEET_ROWS {
            return Err(unreadable());
        }
        if number != row.0 {
            rows.take_in(std::mem::take(&mut row.1), row.0)?;
            row.0 = number;
            if rows.hopeless(number) {
                return Ok(None);
            }
        }
        rows.note(&mut row.1, place, text(cell.get_value(), T::LONGEST_CELL))?;
    }
    rows.take_in(row.1, row.0)?;
    Ok(rows.headed())
}

/// A count that a part claims, for which the library makes room at once.
static CLAIM: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "the pattern is a constant and used by a test")]
    Regex::new(r#"(?-u)uniqueCount\s*=\s*["']\s*\+?0*([0-9]+)"#).unwrap()
});

/// An address far beyond any sheet, by which the library counts over the end of its numbers.
static FAR: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "the pattern is a constant and used by a test")]
    Regex::new(r#"(?-u)\s(?:r|ref)\s*=\s*["'][^"']*(?:[A-Za-z]{4}|[0-9]{8})"#).unwrap()
});

/// Unpacks every part once, so that no part is larger than it may be, whatever it says of its size.
fn bounded(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut left = MOST_BYTES;
    let mut text = Vec::new();
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|_| unreadable())?;
        let name = part.name().map_err(|_| unreadable())?.into_owned();
        let xml = name.to_ascii_lowercase().ends_with(".xml");
        let sheet = name.to_ascii_lowercase().contains("worksheets/");
        text.clear();
        let size = part.take(left + 1).read_to_end(&mut text).map_err(|_| unreadable())? as u64;
        left = left.checked_sub(size).ok_or_else(too_large)?;
        // A part in another encoding could hide what it claims.
        if xml && text.iter().any(|byte| matches!(byte, 0 | 0x1B)) {
            return Err(unreadable());
        }
        if sheet && FAR.is_match(&text) {
            return Err(unreadable());
        }
        let claims = CLAIM.captures_iter(&text).filter_map(|found| std::str::from_utf8(found.get(1)?.as_bytes()).ok());
        if claims.into_iter().any(|claim| claim.parse().map_or(true, |claim: usize| claim > text.len())) {
            return Err(unreadable());
        }
    }
    Ok(())
}

/// What a cell says: a formula by its last value, a day as ISO, a number without an exponent.
fn text(value: &DataRef<'_>, longest: usize) -> String {
    let text = match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cut(text, longest),
        DataRef::SharedString(text) => cut(text, longest),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(day) => iso(*day),
        DataRef::Error(_) => Data::from(value.clone()).to_string(),
        DataRef::Empty => String::new(),
    };
    text.trim().to_owned()
}

fn iso(day: ExcelDateTime) -> String {
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests;
