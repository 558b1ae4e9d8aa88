//! A table in a text: values with commas, tabs or semicolons between them, in the encodings in which tables are handed on.

use std::borrow::Cow;
use std::collections::BTreeMap;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::rows::{Intake, Rows, cut, unreadable};
use crate::error::Refusal;

/// What may stand between two values.
const BETWEEN: &[u8] = b",\t;";

/// Reads a file of values, if it has headings with one of the signs between them.
///
/// # Errors
/// It is no text, or it is too large.
pub fn values<T: Intake>(bytes: &[u8]) -> Result<Option<T>, Refusal> {
    let text = decoded(bytes).ok_or_else(unreadable)?;
    for between in BETWEEN {
        if let Some(table) = divided(&text, *between)? {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

fn divided<T: Intake>(text: &str, between: u8) -> Result<Option<T>, Refusal> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(between).from_reader(text.as_bytes());
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
    Ok(rows.headed())
}

/// Text in UTF-8, GB18030 or UTF-16, as its mark says or its bytes do; none where it is no text.
fn decoded(bytes: &[u8]) -> Option<String> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| (guessed(bytes), 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..])?;
    Some(Cow::into_owned(text)).filter(|text| !text.contains('\0'))
}

/// The encoding of a text without a mark. In UTF-16 the high byte of line ends, tabs and digits is 0.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let zeros = |from| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    match (zeros(0), zeros(1)) {
        (0, 0) if std::str::from_utf8(bytes).is_ok() => UTF_8,
        (0, 0) => GB18030,
        (even, odd) if even > odd => UTF_16BE,
        _ => UTF_16LE,
    }
}
