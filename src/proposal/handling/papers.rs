//! The hand-over list, and work as the board and the inbox show it, as workbooks in the language of the one who asks.

use super::pages::{Handed, Row};
use crate::error::Result;
use crate::table;
use crate::words::Words;

/// A line for each proposal that a unit gets.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub(super) fn handover(units: &[Handed], words: &Words) -> Result<Vec<u8>> {
    let columns = [
        ("proposal-unit", 24.0),
        ("proposal-number", 8.0),
        ("proposal-subject", 60.0),
        ("handling-merged-in", 24.0),
        ("proposal-proposer", 20.0),
        ("handling-part", 10.0),
        ("handling-others", 36.0),
        ("handling-due", 13.0),
        ("handling-signed-for", 14.0),
    ];
    let columns = columns.map(|(key, width)| (words.say(key), width));
    let lines = units.iter().flat_map(|handed| {
        handed.lines.iter().map(|line| {
            [
                handed.unit.clone(),
                line.number.map(|number| number.to_string()).unwrap_or_default(),
                line.subject.clone(),
                line.merged.join(&words.say("list-comma")),
                line.proposer.clone(),
                words.of("handling-part", line.part),
                line.others.join(&words.say("list-comma")),
                line.due.to_string(),
                String::new(),
            ]
        })
    });
    table::workbook(&words.say("handling-handover"), &columns, lines)
}

/// A line for each assignment of a list.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub(super) fn work(title: &str, rows: &[Row], words: &Words) -> Result<Vec<u8>> {
    let columns = [
        ("proposal-number", 8.0),
        ("proposal-subject", 60.0),
        ("proposal-unit", 24.0),
        ("handling-part", 10.0),
        ("handling-round", 10.0),
        ("proposal-state", 18.0),
        ("handling-due", 13.0),
        ("handling-time", 18.0),
    ];
    let columns = columns.map(|(key, width)| (words.say(key), width));
    let lines = rows.iter().map(|row| {
        [
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.subject.clone(),
            row.unit.clone(),
            words.of("handling-part", row.part),
            row.round.to_string(),
            words.of("handling-state", row.state),
            row.due.to_string(),
            time(row, words),
        ]
    });
    table::workbook(title, &columns, lines)
}

/// How much time is left, or how late it is.
fn time(row: &Row, words: &Words) -> String {
    match (row.late, row.left) {
        (Some(days), _) => words.with1("handling-late", "n", days),
        (None, Some(days)) => words.with1("handling-left", "n", days),
        (None, None) => String::new(),
    }
}
