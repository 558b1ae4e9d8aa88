//! The register and the study as workbooks, in the language of the one who asks.

use super::pages::{Line, Listed};
use crate::clock::Instant;
use crate::error::Result;
use crate::table::{self, Column};
use crate::words::Words;

/// The register of documents.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub fn register(lines: &[Listed], words: &Words) -> Result<Vec<u8>> {
    let columns = columns(
        words,
        [("document-title", 50.0), ("document-outcome", 18.0), ("document-date", 13.0), ("document-sitting", 60.0)],
    );
    let rows = lines.iter().map(|line| {
        let outcome = words.of("disposition", line.disposition);
        let refused = if line.passed == Some(false) { words.say("document-refused") } else { String::new() };
        let outcome = [outcome, refused].iter().filter(|text| !text.is_empty()).cloned().collect::<Vec<_>>();
        let day = line.date.map(|day| day.to_string()).unwrap_or_default();
        [line.title.clone(), outcome.join(&words.say("list-comma")), day, line.sitting.clone()]
    });
    table::workbook(&words.say("document-nav"), &columns, rows)
}

/// Who has read what.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub fn study(lines: &[Line], words: &Words) -> Result<Vec<u8>> {
    let columns = columns(
        words,
        [
            ("document-date", 13.0),
            ("document-sitting", 60.0),
            ("document-title", 50.0),
            ("document-name", 12.0),
            ("document-read-at", 18.0),
        ],
    );
    let rows = lines.iter().map(|line| {
        let day = line.date.map(|day| day.to_string()).unwrap_or_default();
        let read = line.read_at.map_or_else(|| words.say("document-unread"), Instant::minute);
        [day, line.sitting.clone(), line.title.clone(), line.name.clone(), read]
    });
    table::workbook(&words.say("document-study"), &columns, rows)
}

fn columns<const N: usize>(words: &Words, named: [(&str, f64); N]) -> [Column; N] {
    named.map(|(key, width)| (words.say(key), width))
}
