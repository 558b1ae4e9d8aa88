//! A table in a file as rows of texts: a workbook or CSV, bounded in bytes, rows and texts, whatever the file claims
//! about itself.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use calamine::{Data, DataRef, ExcelDateTime, Reader, Xlsx};
use encoding_rs::GB18030;
use regex::bytes::Regex;
use zip::ZipArchive;

use crate::error::Refusal;

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

/// The most rows under the headings, the most bytes that a file unpacks to, the most characters of all cells.
pub const MOST_ROWS: usize = 20_000;
const MOST_BYTES: u64 = 96 << 20;
const MOST_CHARACTERS: usize = 8_000_000;
/// In how many sheets, and how many rows of each, the headings are looked for.
const HEAD_SHEETS: usize = 5;
const HEAD_ROWS: u32 = 20;
/// The most columns that are looked at.
const MOST_COLUMNS: u32 = 200;

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

/// What is told of a workbook of the older kind, or of one under a password.
fn old(bytes: &[u8]) -> Option<Refusal> {
    let wide = |text: &str| text.bytes().flat_map(|byte| [byte, 0]).collect::<Vec<_>>();
    if !bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        None
    } else if holds(bytes, &wide("EncryptedPackage")) {
        Some(Refusal::new("import-sheet-locked"))
    } else {
        holds(bytes, &wide("Workbook")).then(|| Refusal::new("import-sheet-old"))
    }
}

const fn unreadable() -> Refusal {
    Refusal::new("import-sheet-unreadable")
}

/// What is told where there are too many rows.
#[must_use]
pub fn too_large() -> Refusal {
    Refusal::new("import-sheet-too-large").with("most", MOST_ROWS)
}

/// Reads the first sheet of a workbook that has headings; none where no sheet has.
///
/// # Errors
/// The file is no workbook that can be read, or it is too large.
pub fn workbook<T: Intake>(bytes: &[u8]) -> Result<Option<T>, Refusal> {
    if let Some(refusal) = old(bytes) {
        return Err(refusal);
    }
    if is_open_document(bytes) {
        return Err(Refusal::new("import-sheet-old"));
    }
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
    let Ok(mut cells) = workbook.worksheet_cells_reader(name) else { return Ok(None) };
    let mut rows = Rows::<T>::default();
    let mut row: (u32, Cells) = (0, BTreeMap::new());
    while let Some(cell) = cells.next_cell().map_err(|_| unreadable())? {
        let (number, place) = cell.get_position();
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
    Ok(rows.taken.headed().then_some(rows.taken))
}

/// Reads a file of values with commas or tabs between them, in UTF-8 or GB18030, if it has headings.
///
/// # Errors
/// It is no such file, or it is too large.
pub fn values<T: Intake>(bytes: &[u8]) -> Result<Option<T>, Refusal> {
    let text = decoded(bytes).ok_or_else(unreadable)?;
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let tabs = first.matches('\t').count() > first.matches(',').count();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    let mut rows = Rows::<T>::default();
    for (row, record) in (0..).zip(reader.records()) {
        let record = record.map_err(|_| unreadable())?;
        if rows.hopeless(row) {
            return Ok(None);
        }
        let mut cells = BTreeMap::new();
        for (place, value) in (0..).zip(&record) {
            rows.note(&mut cells, place, cut(value, T::LONGEST_CELL))?;
        }
        rows.take_in(cells, row)?;
    }
    Ok(rows.taken.headed().then_some(rows.taken))
}

/// Text in UTF-8 or GB18030; none where the bytes are neither, or no text.
#[must_use]
pub fn decoded(bytes: &[u8]) -> Option<String> {
    if bytes.contains(&0) {
        return None;
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Some(text.to_owned());
    }
    GB18030.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// The rows that were taken in, and how many characters they have.
#[derive(Default)]
struct Rows<T> {
    taken: T,
    characters: usize,
}

impl<T: Intake> Rows<T> {
    /// Notes what a cell says.
    fn note(&mut self, cells: &mut Cells, place: u32, text: String) -> Result<(), Refusal> {
        if place < MOST_COLUMNS && !text.is_empty() {
            self.characters += text.chars().count();
            if self.characters > MOST_CHARACTERS {
                return Err(too_large());
            }
            cells.insert(place, text);
        }
        Ok(())
    }

    fn take_in(&mut self, cells: Cells, row: u32) -> Result<(), Refusal> {
        if cells.is_empty() { Ok(()) } else { self.taken.take_in(cells, row) }
    }

    /// Whether so many rows have been read without any headings.
    fn hopeless(&self, row: u32) -> bool {
        !self.taken.headed() && row > HEAD_ROWS
    }
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

/// No more of a text than one character beyond what a cell may hold.
fn cut(text: &str, longest: usize) -> String {
    text.trim().chars().take(longest + 1).collect()
}

fn iso(day: ExcelDateTime) -> String {
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
