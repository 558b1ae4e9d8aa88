//! What a session, a rule, a list and the days of a year must be like, as somebody writes them. Pure.

mod days;
mod rule;
mod usual;

pub use days::{Rest, days};
pub use rule::{NUMBERS, WrittenRule};
pub use usual::usual;

use crate::clock::Day;
use crate::error::Refusal;
use crate::fields::{Faults, filled, number};
use crate::proposal::model::Session;

/// The highest number of a term, and of a plenary within it.
const LAST: i64 = 99;

/// A session as somebody wrote it into a form.
#[derive(Clone, Copy, Debug)]
pub struct WrittenSession<'a> {
    pub term: &'a str,
    pub number: &'a str,
    pub begins: &'a str,
    pub ends: &'a str,
}

/// A session that fits among the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FitSession {
    pub term: i64,
    pub number: i64,
    pub begins: Day,
    pub ends: Day,
}

impl From<&Session> for FitSession {
    fn from(session: &Session) -> Self {
        Self { term: session.term, number: session.number, begins: session.begins, ends: session.ends }
    }
}

impl FitSession {
    /// What it is, in one text by which a later writer notices that it changed.
    #[must_use]
    pub fn mark(self) -> String {
        format!("{} {} {} {}", self.term, self.number, self.begins, self.ends)
    }
}

/// Reads a session, or says what is wrong with which field. `others` are the committee's sessions without this one.
///
/// # Errors
/// The faults, by the names of the fields.
pub fn session(written: WrittenSession<'_>, others: &[Session]) -> Result<FitSession, Faults> {
    let mut faults = Faults::default();
    let term = faults.take("term", needed(number(written.term, 1..=LAST)));
    let number = faults.take("number", needed(number(written.number, 1..=LAST)));
    let begins = faults.take("begins", needed(day(written.begins)));
    let ends = faults.take("ends", needed(day(written.ends)));
    let (Some(term), Some(number), Some(begins), Some(ends)) = (term, number, begins, ends) else {
        return Err(faults);
    };
    if ends < begins {
        return Err(Faults::at("ends", Refusal::new("proposalset-ends-before-it-begins")));
    }
    let told = |key, other: &Session| Refusal::new(key).with("term", other.term).with("n", other.number);
    if let Some(other) = others.iter().find(|other| (other.term, other.number) == (term, number)) {
        return Err(Faults::at("number", told("proposalset-session-taken", other)));
    }
    match others.iter().find(|other| begins <= other.ends && other.begins <= ends) {
        Some(other) => Err(Faults::at("begins", told("proposalset-session-overlaps", other))),
        None => Ok(FitSession { term, number, begins, ends }),
    }
}

fn needed<T>(read: Result<Option<T>, Refusal>) -> Result<T, Refusal> {
    read?.ok_or_else(|| Refusal::new("form-missing"))
}

fn day(text: &str) -> Result<Option<Day>, Refusal> {
    filled(text).map(|text| text.parse().map_err(|_| Refusal::new("form-day"))).transpose()
}

/// The names that were pasted, one a line, each once.
#[must_use]
pub fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for name in text.lines().filter_map(filled) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others() -> Vec<Session> {
        let session = |id, number, begins: &str, ends: &str| Session {
            id,
            committee_id: 1,
            term: 10,
            number,
            begins: begins.parse().unwrap(),
            ends: ends.parse().unwrap(),
        };
        vec![session(2, 4, "2025-01-05", "2025-01-10"), session(1, 3, "2024-01-05", "2024-01-10")]
    }

    #[test]
    fn a_session_must_fit_among_the_others() {
        type Row<'t> = (&'t str, [&'t str; 4], Option<(&'t str, &'t str)>);
        let table: &[Row<'_>] = &[
            ("the next one", ["10", "5", "2026-01-05", "2026-01-10"], None),
            ("one day is enough", ["10", "5", "2025-01-11", "2025-01-11"], None),
            ("no term", ["", "5", "2026-01-05", "2026-01-10"], Some(("term", "form-missing"))),
            ("no plenary nought", ["10", "0", "2026-01-05", "2026-01-10"], Some(("number", "form-number"))),
            ("no such day", ["10", "5", "2026-02-30", "2026-03-10"], Some(("begins", "form-day"))),
            ("without an end", ["10", "5", "2026-02-20", " "], Some(("ends", "form-missing"))),
            (
                "ends before it begins",
                ["10", "5", "2026-01-05", "2026-01-04"],
                Some(("ends", "proposalset-ends-before-it-begins")),
            ),
            ("taken", ["10", "4", "2026-01-05", "2026-01-10"], Some(("number", "proposalset-session-taken"))),
            (
                "from the last day of another",
                ["10", "5", "2025-01-10", "2025-01-12"],
                Some(("begins", "proposalset-session-overlaps")),
            ),
            ("around all", ["9", "5", "2020-01-10", "2030-01-12"], Some(("begins", "proposalset-session-overlaps"))),
        ];
        for (sentence, [term, number, begins, ends], expected) in table {
            let read = session(WrittenSession { term, number, begins, ends }, &others());
            let fault = read.err().map(|faults| faults.0.into_iter().map(|(f, r)| (f, r.key)).collect::<Vec<_>>());
            let expected = expected.map(|(field, key)| vec![(field.to_owned(), key)]);
            assert_eq!(fault, expected, "{sentence}");
        }
    }

    #[test]
    fn pasted_names_stand_once_each() {
        assert_eq!(names(" 县教育局\n\n县水利局 \r\n县教育局\n"), ["县教育局", "县水利局"]);
    }
}
