//! The hand-over list as a workbook, in the language of the one who asks.

use super::pages::Handed;
use crate::error::Result;
use crate::paper;
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
                line.proposer.clone(),
                words.of("handling-part", line.part),
                line.others.join(&words.say("list-comma")),
                line.due.to_string(),
                String::new(),
            ]
        })
    });
    paper::workbook(&words.say("handling-handover"), &columns, lines)
}
