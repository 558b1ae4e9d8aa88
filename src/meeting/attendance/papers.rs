//! Those called to a sitting as a workbook.

use super::model::{Called, Group};
use super::rules::{self, Attendance, Reply};
use crate::error::Result;
use crate::meeting::model::Sitting;
use crate::table;
use crate::words::Words;

/// The columns: the name of each in the word files, and how wide it is, in characters.
const COLUMNS: &[(&str, f64)] = &[
    ("attendance-column-n", 6.0),
    ("attendance-column-standing", 8.0),
    ("attendance-column-name", 12.0),
    ("attendance-column-posts", 40.0),
    ("attendance-group", 14.0),
    ("attendance-reply", 14.0),
    ("attendance-leave-why", 12.0),
    ("attendance-leave-reason", 30.0),
    ("attendance-read", 18.0),
    ("attendance-came", 18.0),
    ("attendance-column-by", 12.0),
    ("attendance-left", 18.0),
    ("attendance-column-fact", 14.0),
    ("attendance-column-answered", 14.0),
    ("attendance-why", 30.0),
];

/// A workbook of those called, with the reasons for leave where they may be known. Every cell is text.
///
/// # Errors
/// The workbook cannot be written.
pub fn called(all: &[Called], groups: &[Group], sitting: &Sitting, words: &Words, reasons: bool) -> Result<Vec<u8>> {
    let columns: Vec<_> = COLUMNS.iter().map(|(name, width)| (words.say(name), *width)).collect();
    let rows = (1..).zip(all).map(|(row, one)| cells(row, one, groups, sitting, words, reasons));
    table::workbook(&words.say("attendance-called"), &columns, rows)
}

fn cells(n: u32, one: &Called, groups: &[Group], sitting: &Sitting, words: &Words, reasons: bool) -> Vec<String> {
    let at = |instant: Option<crate::clock::Instant>| instant.map_or_else(String::new, crate::clock::Instant::minute);
    let group = groups.iter().find(|group| Some(group.id) == one.group_id);
    let asked = reasons && matches!(one.reply, Reply::LeaveAsked | Reply::LeaveGranted | Reply::LeaveRefused);
    let kind = one.leave_kind.filter(|_| asked);
    let fact = rules::attendance(one, sitting).filter(|_| sitting.closed_at.is_some());
    let fact = fact.map(|fact| match fact {
        Attendance::OnLeave(kind) if reasons => words.of("attendance-leave", kind),
        fact => words.of("attendance-fact", fact.name()),
    });
    vec![
        n.to_string(),
        words.of("attendance-standing", one.standing),
        one.name.clone(),
        one.posts.0.join("、"),
        group.map_or_else(String::new, |group| group.name.clone()),
        words.of("attendance-reply", one.reply),
        kind.map_or_else(String::new, |kind| words.of("attendance-leave", kind)),
        one.leave_reason.clone().filter(|_| asked).unwrap_or_default(),
        at(one.read_at),
        at(one.came_at),
        one.came_by.map_or_else(String::new, |by| words.of("attendance-by", by)),
        at(one.left_at),
        fact.unwrap_or_default(),
        one.answered.map_or_else(String::new, |before| words.of("attendance-reply", before)),
        one.reason.clone().unwrap_or_default(),
    ]
}
