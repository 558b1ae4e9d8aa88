//! What a session must be like, what the ledger says of it, and which one a day belongs to. Pure.

use serde::Deserialize;
use utoipa::ToSchema;

use super::{LAST, day};
use crate::clock::Day;
use crate::committee::model::{COMMITTEE, Session};
use crate::error::Refusal;
use crate::fields::{Faults, number};
use crate::ledger::Act;

/// A session as somebody writes it into a form.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
pub struct SessionForm {
    #[serde(default)]
    pub term: String,
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub begins: String,
    #[serde(default)]
    pub ends: String,
    /// The session as its writer found it.
    pub was: Option<String>,
}

impl SessionForm {
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 4] {
        [("term", &self.term), ("number", &self.number), ("begins", &self.begins), ("ends", &self.ends)]
    }

    /// Reads a session of a committee, or says what is wrong with which field. `others` are its sessions without this
    /// one.
    ///
    /// # Errors
    /// The faults, by the names of the fields.
    pub fn fit(&self, id: i64, committee_id: i64, others: &[Session]) -> Result<Session, Faults> {
        let mut faults = Faults::default();
        let term = faults.take("term", needed(number(&self.term, 1..=LAST)));
        let number = faults.take("number", needed(number(&self.number, 1..=LAST)));
        let begins = faults.take("begins", needed(day(&self.begins)));
        let ends = faults.take("ends", needed(day(&self.ends)));
        let (Some(term), Some(number), Some(begins), Some(ends)) = (term, number, begins, ends) else {
            return Err(faults);
        };
        if ends < begins {
            return Err(Faults::at("ends", Refusal::new("session-ends-before-it-begins")));
        }
        let meets = |key, other: &Session| Refusal::new(key).with("term", other.term).with("n", other.number);
        if let Some(other) = others.iter().find(|other| (other.term, other.number) == (term, number)) {
            return Err(Faults::at("number", meets("session-taken", other)));
        }
        match others.iter().find(|other| begins <= other.ends && other.begins <= ends) {
            Some(other) => Err(Faults::at("begins", meets("session-overlaps", other))),
            None => Ok(Session { id, committee_id, term, number, begins, ends }),
        }
    }
}

fn needed<T>(read: Result<Option<T>, Refusal>) -> Result<T, Refusal> {
    read?.ok_or_else(|| Refusal::new("form-missing"))
}

/// What a later writer of a session is told: what it has become meanwhile.
#[must_use]
pub fn stale(now: &Session) -> Refusal {
    Refusal::new("session-stale")
        .with("term", now.term)
        .with("n", now.number)
        .with("begins", now.begins)
        .with("ends", now.ends)
}

/// What is done to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionAction {
    Add,
    Change,
    Delete,
}

/// What the ledger says of it.
#[must_use]
pub fn act(action: SessionAction, session: &Session) -> Act {
    let act = match action {
        SessionAction::Add => Act::new(COMMITTEE.name, session.committee_id, "add_session"),
        SessionAction::Change => Act::new(COMMITTEE.name, session.committee_id, "change_session"),
        SessionAction::Delete => Act::new(COMMITTEE.name, session.committee_id, "delete_session"),
    };
    let act = act.fact("term", session.term);
    let act = act.fact("n", session.number);
    let act = act.fact("begins", session.begins.to_string());
    act.fact("ends", session.ends.to_string())
}

/// The session to which what is handed in on a day belongs, and whether it goes before the plenary: within its days it
/// does; after them, and before the next begins, it is handed in between plenaries. See `domain.md` 1.1. None has begun
/// by then where nothing is given.
#[must_use]
pub fn of_day(sessions: &[Session], day: Day) -> Option<(&Session, bool)> {
    let begun = sessions.iter().filter(|session| session.begins <= day).max_by_key(|session| session.begins)?;
    Some((begun, day <= begun.ends))
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
                Some(("ends", "session-ends-before-it-begins")),
            ),
            ("taken", ["10", "4", "2026-01-05", "2026-01-10"], Some(("number", "session-taken"))),
            (
                "from the last day of another",
                ["10", "5", "2025-01-10", "2025-01-12"],
                Some(("begins", "session-overlaps")),
            ),
            ("around all", ["9", "5", "2020-01-10", "2030-01-12"], Some(("begins", "session-overlaps"))),
        ];
        for (sentence, [term, number, begins, ends], expected) in table {
            let [term, number, begins, ends] = [term, number, begins, ends].map(|text| (*text).to_owned());
            let read = SessionForm { term, number, begins, ends, was: None }.fit(0, 1, &others());
            let fault = read.err().map(|faults| faults.0.into_iter().map(|(f, r)| (f, r.key)).collect::<Vec<_>>());
            let expected = expected.map(|(field, key)| vec![(field.to_owned(), key)]);
            assert_eq!(fault, expected, "{sentence}");
        }
    }

    #[test]
    fn a_day_belongs_to_the_plenary_or_to_the_time_after_it() {
        let day = |text: &str| -> Day { text.parse().unwrap() };
        let session = |id, begins: &str, ends: &str| Session {
            id,
            committee_id: 1,
            term: 10,
            number: id,
            begins: day(begins),
            ends: day(ends),
        };
        let sessions = [session(2, "2024-12-05", "2025-01-12"), session(1, "2023-12-05", "2024-01-10")];
        let of = |text| of_day(&sessions, day(text)).map(|(session, plenary)| (session.id, plenary));
        assert_eq!(of("2023-12-04"), None);
        assert_eq!(of("2023-12-05"), Some((1, true)));
        assert_eq!(of("2024-01-10"), Some((1, true)));
        assert_eq!(of("2024-01-11"), Some((1, false)));
        assert_eq!(of("2024-12-04"), Some((1, false)));
        assert_eq!(of("2024-12-05"), Some((2, true)));
    }
}
