//! A workbook as a table of texts: bounded in bytes, rows and texts, whatever the file claims about itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx};
use regex::bytes::Regex;
use serde::{Deserialize, Serialize};
use zip::ZipArchive;

use super::Column;
use crate::error::Refusal;

/// A roster as it stands in a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// The place of each column that is known, counted from 0.
    pub places: BTreeMap<Column, u32>,
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

impl Sheet {
    /// The address of a cell, such as D7; the row's number alone where the column is not in the sheet.
    #[must_use]
    pub fn address(&self, column: Column, number: u32) -> String {
        self.places.get(&column).map_or_else(String::new, |place| letters(*place)) + &number.to_string()
    }
}

/// The letters of a column counted from 0: A, B … Z, AA.
fn letters(place: u32) -> String {
    let digit = char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    if place < 26 { digit.to_string() } else { letters(place / 26 - 1) + &digit.to_string() }
}

/// The most rows, the most bytes that a workbook unpacks to, the most characters of one cell and of all.
const MOST_ROWS: usize = 20_000;
const MOST_BYTES: u64 = 96 << 20;
const LONGEST_CELL: usize = 2_000;
const MOST_CHARACTERS: usize = 8_000_000;
/// In how many sheets, and how many rows of each, the headings are looked for.
const HEAD_SHEETS: usize = 5;
const HEAD_ROWS: u32 = 20;
/// The most columns that are looked at.
const MOST_COLUMNS: u32 = 200;

/// Whether the bytes are a workbook, or an older or locked one of which it can be told why it is not read.
pub(super) fn recognises(bytes: &[u8]) -> bool {
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

/// What is told of a workbook of the older kind, or of one under a password.
fn old(bytes: &[u8]) -> Option<Refusal> {
    let wide = |text: &str| text.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<_>>();
    if !bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        None
    } else if holds(bytes, &wide("EncryptedPackage")) {
        Some(Refusal::new("member-import-locked"))
    } else {
        holds(bytes, &wide("Workbook")).then(|| Refusal::new("member-import-old"))
    }
}

fn unreadable() -> Refusal {
    Refusal::new("member-import-unreadable")
}

fn too_large() -> Refusal {
    Refusal::new("member-import-too-large").with("most", MOST_ROWS)
}

/// Reads the first sheet that has a row of headings with 姓名.
///
/// # Errors
/// The file is no workbook, none of its sheets is a roster, or it is too large.
pub(super) fn read(bytes: &[u8]) -> Result<Sheet, Refusal> {
    if let Some(refusal) = old(bytes) {
        return Err(refusal);
    }
    if is_open_document(bytes) {
        return Err(Refusal::new("member-import-old"));
    }
    bounded(bytes)?;
    let mut workbook = Xlsx::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    for name in workbook.sheet_names().into_iter().take(HEAD_SHEETS) {
        if let Some(sheet) = roster(&mut workbook, &name)? {
            return if sheet.lines.is_empty() { Err(Refusal::new("member-import-empty")) } else { Ok(sheet) };
        }
    }
    let headings: Vec<_> = Column::ALL.iter().map(|column| column.heading()).collect();
    Err(Refusal::new("member-import-no-roster").with("columns", headings.join("、")))
}

/// A count that a part claims, for which the library makes room at once.
static CLAIM: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::unwrap_used, reason = "the pattern is a constant and used by a test")]
    Regex::new(r#"(?-u)uniqueCount\s*=\s*["']\s*\+?0*([0-9]+)"#).unwrap()
});

/// Unpacks every part once, so that no part is larger than it may be, whatever it says of its size.
fn bounded(bytes: &[u8]) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    let mut left = MOST_BYTES;
    let mut text = Vec::new();
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|_| unreadable())?;
        let xml = part.name().map_err(|_| unreadable())?.to_ascii_lowercase().ends_with(".xml");
        text.clear();
        let size = part.take(left + 1).read_to_end(&mut text).map_err(|_| unreadable())? as u64;
        left = left.checked_sub(size).ok_or_else(too_large)?;
        // A part in another encoding could hide what it claims.
        if xml && text.iter().any(|byte| matches!(byte, 0 | 0x1B)) {
            return Err(unreadable());
        }
        let claims = CLAIM.captures_iter(&text).filter_map(|found| std::str::from_utf8(found.get(1)?.as_bytes()).ok());
        if claims.into_iter().any(|claim| claim.parse().map_or(true, |claim: usize| claim > text.len())) {
            return Err(unreadable());
        }
    }
    Ok(())
}

/// Reads a sheet, if it has headings.
fn roster(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Sheet>, Refusal> {
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(None) };
    let mut sheet = Sheet::default();
    let mut row: (u32, BTreeMap<u32, String>) = (0, BTreeMap::new());
    let mut characters = 0;
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
        let (number, place) = cell.get_position();
        if number != row.0 {
            sheet.take_in(std::mem::take(&mut row.1), row.0)?;
            row.0 = number;
            if sheet.places.is_empty() && number > HEAD_ROWS {
                return Ok(None);
            }
        }
        let text = text(cell.get_value());
        if place < MOST_COLUMNS && !text.is_empty() {
            characters += text.chars().count();
            if characters > MOST_CHARACTERS {
                return Err(too_large());
            }
            row.1.insert(place, text);
        }
    }
    sheet.take_in(row.1, row.0)?;
    Ok((!sheet.places.is_empty()).then_some(sheet))
}

impl Sheet {
    /// Takes a row in, counted from 0: as the headings, or as a line under them.
    fn take_in(&mut self, cells: BTreeMap<u32, String>, row: u32) -> Result<(), Refusal> {
        if self.places.is_empty() {
            return self.head(cells);
        }
        let cell = |(column, place): (&Column, &u32)| Some((*column, cells.get(place)?.clone()));
        let cells: BTreeMap<_, _> = self.places.iter().filter_map(cell).collect();
        if !cells.is_empty() {
            self.lines.push(Line { number: row + 1, cells });
        }
        if self.lines.len() > MOST_ROWS { Err(too_large()) } else { Ok(()) }
    }

    fn head(&mut self, cells: BTreeMap<u32, String>) -> Result<(), Refusal> {
        if !cells.values().any(|text| known(text) == Some(Column::Name)) {
            return Ok(());
        }
        for (place, text) in cells {
            match known(&text) {
                Some(column) => {
                    if self.places.insert(column, place).is_some() {
                        return Err(Refusal::new("member-import-column-twice").with("column", column.heading()));
                    }
                }
                None => self.ignored.push(text.chars().take(40).collect()),
            }
        }
        Ok(())
    }
}

/// The column that a heading means. Blanks, stars and what stands in brackets do not matter.
fn known(heading: &str) -> Option<Column> {
    let heading = heading.split(['(', '（', '【', '[']).next().unwrap_or_default();
    let heading: String = heading.chars().filter(|c| !c.is_whitespace() && !"*＊:：".contains(*c)).collect();
    Column::ALL.iter().copied().find(|column| column.headings().contains(&heading.as_str()))
}

/// What a cell says: a formula by its last value, a day as ISO, a number without an exponent.
fn text(value: &DataRef<'_>) -> String {
    let text = match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => cut(text),
        DataRef::SharedString(text) => cut(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(day) => iso(*day),
        DataRef::Error(_) => Data::from(value.clone()).to_string(),
        DataRef::Empty => String::new(),
    };
    text.trim().to_owned()
}

fn cut(text: &str) -> String {
    text.trim().chars().take(LONGEST_CELL + 1).collect()
}

fn iso(day: ExcelDateTime) -> String {
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
