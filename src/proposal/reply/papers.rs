//! What was promised as a workbook, in the language of the one who asks.

use super::pages::Promised;
use crate::clock::Instant;
use crate::error::Result;
use crate::table;
use crate::words::Words;

/// A line for each promise.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub(super) fn promises(rows: &[Promised], words: &Words) -> Result<Vec<u8>> {
    let columns = [
        ("proposal-number", 8.0),
        ("proposal-subject", 60.0),
        ("proposal-unit", 24.0),
        ("reply-field-class", 10.0),
        ("reply-field-planned", 40.0),
        ("reply-planned-by", 13.0),
        ("reply-show", 14.0),
        ("reply-kept-on", 13.0),
        ("reply-keep-how", 40.0),
    ];
    let columns = columns.map(|(key, width)| (words.say(key), width));
    let lines = rows.iter().map(|row| {
        let kept = match (row.kept_at, row.overdue) {
            (Some(_), _) => "reply-kept",
            (None, true) => "reply-promise-overdue",
            (None, false) => "reply-promise-open",
        };
        [
            row.number.map(|number| number.to_string()).unwrap_or_default(),
            row.subject.clone(),
            row.unit.clone(),
            row.class.clone().unwrap_or_default(),
            row.planned.clone(),
            row.planned_by.map(|day| day.to_string()).unwrap_or_default(),
            words.say(kept),
            row.kept_at.map(Instant::day).map(|day| day.to_string()).unwrap_or_default(),
            row.kept_how.clone().unwrap_or_default(),
        ]
    });
    table::workbook(&words.say("reply-promises"), &columns, lines)
}
