//! The queue of the review as a workbook, for the meeting that decides.

use super::pages::Row;
use crate::clock::Instant;
use crate::error::Result;
use crate::table;
use crate::words::Words;

/// The proposals that wait, each with an empty cell for what the meeting decides.
///
/// # Errors
/// There are more lines than a sheet can hold.
pub(super) fn queue(rows: &[Row], words: &Words) -> Result<Vec<u8>> {
    let columns = [
        ("proposal-session", 14.0),
        ("proposal-subject", 60.0),
        ("proposal-proposer", 20.0),
        ("proposal-kind", 14.0),
        ("proposal-suggested-unit", 24.0),
        ("review-stands", 14.0),
        ("proposal-submitted-at", 18.0),
        ("review-waits", 10.0),
        ("review-alike", 40.0),
        ("review-decision", 30.0),
    ];
    let columns = columns.map(|(key, width)| (words.say(key), width));
    let lines = rows.iter().map(|row| {
        let alike: Vec<_> = row.alike.iter().map(|one| one.subject.as_str()).collect();
        [
            row.session.clone().unwrap_or_default(),
            row.subject.clone(),
            row.proposer.clone(),
            words.of("proposal-kind", row.kind),
            row.suggested_unit.clone(),
            row.step.clone().unwrap_or_else(|| words.say("review-ready")),
            row.submitted_at.map(Instant::minute).unwrap_or_default(),
            words.with1("review-days", "n", row.waits),
            alike.join("\n"),
            String::new(),
        ]
    });
    table::workbook(&words.say("review-queue"), &columns, lines)
}
