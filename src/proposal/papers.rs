//! Lists of proposals as workbooks, in the language of the one who asks.

use super::pages::Row;
use crate::clock::Instant;
use crate::error::Result;
use crate::table;
use crate::words::Words;

/// The list of proposals.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub(in crate::proposal) fn list(rows: &[Row], words: &Words) -> Result<Vec<u8>> {
    let columns = [
        ("proposal-session", 14.0),
        ("proposal-number", 8.0),
        ("proposal-subject", 60.0),
        ("proposal-proposer", 20.0),
        ("proposal-kind", 14.0),
        ("proposal-category", 14.0),
        ("proposal-state", 12.0),
        ("proposal-submitted-at", 18.0),
        ("proposal-due", 13.0),
    ];
    let columns = columns.map(|(key, width)| (words.say(key), width));
    let lines = rows.iter().map(|row| {
        [
            row.session.clone().unwrap_or_default(),
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.subject.clone(),
            row.proposer.clone(),
            words.of("proposal-kind", row.kind),
            row.category.clone().unwrap_or_default(),
            words.of("proposal-state", row.state),
            row.submitted_at.map(Instant::minute).unwrap_or_default(),
            row.due.map(|day| day.to_string()).unwrap_or_default(),
        ]
    });
    table::workbook(&words.say("proposal-nav"), &columns, lines)
}
