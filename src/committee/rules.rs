//! What a term and a name must be like, and what the ledger says of them. Pure: no clock, no database.

pub mod choice;
mod notice;
pub mod pasted;
pub mod session;

use serde::Deserialize;

use super::model::{Body, COMMITTEE, Term};
use crate::clock::Day;
use crate::error::Refusal;
use crate::fields::{Faults, day, needed, number};
use crate::ledger::Act;

/// The highest number of a term, and of a session within it.
const LAST: i64 = 99;
/// The most characters of a sector's or special committee's name.
pub const LONGEST_NAME: usize = 40;

/// A term as somebody writes it into a form.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct TermForm {
    #[serde(default)]
    pub number: String,
    #[serde(default)]
    pub begins: String,
    #[serde(default)]
    pub ends: String,
    /// The term as its writer found it.
    pub was: Option<String>,
}

impl TermForm {
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 3] {
        [("number", &self.number), ("begins", &self.begins), ("ends", &self.ends)]
    }

    /// Reads a term of a committee, or says what is wrong with which field. `others` are the committee's terms without
    /// this one. A term may end on the day on which the next begins; a term without an end lasts.
    ///
    /// # Errors
    /// The faults, by the names of the fields.
    pub fn fit(&self, id: i64, committee_id: i64, others: &[Term]) -> Result<Term, Faults> {
        let mut faults = Faults::default();
        let number = faults.take("number", number(&self.number, 1..=LAST)).flatten();
        let begins = faults.take("begins", day(&self.begins)).flatten();
        let ends = faults.take("ends", day(&self.ends)).flatten();
        if !faults.none() {
            return Err(faults);
        }
        let (Some(number), Some(begins)) = (number, begins) else {
            let missing = if number.is_none() { "number" } else { "begins" };
            return Err(Faults::at(missing, Refusal::new("form-missing")));
        };
        let term = Term { id, committee_id, number, begins, ends };
        if ends.is_some_and(|ends| ends < begins) {
            return Err(Faults::at("ends", Refusal::new("term-ends-before-it-begins")));
        }
        if others.iter().any(|other| other.number == number) {
            return Err(Faults::at("number", Refusal::new("term-taken").with("n", number)));
        }
        match others.iter().find(|other| overlap(&term, other)) {
            Some(other) if other.ends.is_none() && other.begins < begins => {
                Err(Faults::at("begins", Refusal::new("term-lasts").with("n", other.number)))
            }
            Some(other) => Err(Faults::at("begins", Refusal::new("term-overlaps").with("n", other.number))),
            None => Ok(term),
        }
    }
}

/// What a later writer of a term is told: what it has become meanwhile.
#[must_use]
pub fn term_stale(now: &Term) -> Refusal {
    let ends = now.ends.map_or_else(|| "none".to_owned(), |ends| ends.to_string());
    Refusal::new("term-stale").with("n", now.number).with("begins", now.begins).with("ends", ends)
}

fn overlap(term: &Term, other: &Term) -> bool {
    let before = |ends: Option<Day>, begins: Day| ends.is_some_and(|ends| ends <= begins);
    !before(term.ends, other.begins) && !before(other.ends, term.begins)
}

/// Reads a name, or says what is wrong with it. `others` are the names that are taken.
///
/// # Errors
/// The refusal.
pub fn name<'a>(written: &'a str, others: &[&str]) -> Result<&'a str, Refusal> {
    let name = needed(written, LONGEST_NAME)?;
    if others.contains(&name) {
        return Err(Refusal::new("committee-name-taken").with("name", name));
    }
    Ok(name)
}

/// What is done to a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermAction {
    Add,
    End,
    Change,
    Delete,
}

impl TermAction {
    /// What is done where a term becomes another: where it did not end before and nothing else changes, it is ended.
    #[must_use]
    pub fn of(was: &Term, now: &Term) -> Self {
        let alike = *was == Term { ends: None, ..now.clone() };
        if alike && now.ends.is_some() { Self::End } else { Self::Change }
    }
}

/// What the ledger says of a term. All settings are acts on the committee itself.
#[must_use]
pub fn term_act(action: TermAction, term: &Term) -> Act {
    let act = match action {
        TermAction::Add => Act::new(COMMITTEE.name, term.committee_id, "add_term"),
        TermAction::End => Act::new(COMMITTEE.name, term.committee_id, "end_term"),
        TermAction::Change => Act::new(COMMITTEE.name, term.committee_id, "change_term"),
        TermAction::Delete => Act::new(COMMITTEE.name, term.committee_id, "delete_term"),
    };
    let act = act.fact("n", term.number);
    let act = act.fact("begins", term.begins.to_string());
    act.fact("ends", term.last_day())
}

/// What the ledger says of a sector or special committee that is new.
#[must_use]
pub fn added(committee: i64, body: Body, name: &str) -> Act {
    let act = match body {
        Body::Sector => Act::new(COMMITTEE.name, committee, "add_sector"),
        Body::SpecialCommittee => Act::new(COMMITTEE.name, committee, "add_special_committee"),
    };
    act.fact("name", name)
}

/// What the ledger says of one that has another name.
#[must_use]
pub fn renamed(committee: i64, body: Body, was: &str, name: &str) -> Act {
    let act = match body {
        Body::Sector => Act::new(COMMITTEE.name, committee, "rename_sector"),
        Body::SpecialCommittee => Act::new(COMMITTEE.name, committee, "rename_special_committee"),
    };
    let act = act.fact("was", was);
    act.fact("name", name)
}

/// What the ledger says of one that is deleted.
#[must_use]
pub fn deleted(committee: i64, body: Body, name: &str) -> Act {
    let act = match body {
        Body::Sector => Act::new(COMMITTEE.name, committee, "delete_sector"),
        Body::SpecialCommittee => Act::new(COMMITTEE.name, committee, "delete_special_committee"),
    };
    act.fact("name", name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others() -> Vec<Term> {
        let term = |id, number, begins: &str, ends: Option<&str>| Term {
            id,
            committee_id: 1,
            number,
            begins: begins.parse().unwrap(),
            ends: ends.map(|day| day.parse().unwrap()),
        };
        vec![term(2, 10, "2022-01-12", None), term(1, 9, "2017-01-08", Some("2022-01-11"))]
    }

    #[test]
    fn a_term_must_fit_among_the_others() {
        type Row<'t> = (&'t str, [&'t str; 3], Option<(&'t str, &'t str)>);
        let table: &[Row<'_>] = &[
            ("an earlier one", ["8", "2012-01-05", "2017-01-01"], None),
            ("it may end on the day the next begins", ["8", "2012-01-05", "2017-01-08"], None),
            ("no number", ["", "2012-01-05", ""], Some(("number", "form-missing"))),
            ("number nought", ["0", "2012-01-05", ""], Some(("number", "form-number"))),
            ("no beginning", ["8", " ", ""], Some(("begins", "form-missing"))),
            ("a day that does not exist", ["8", "2012-02-30", ""], Some(("begins", "form-day"))),
            ("ends before it begins", ["8", "2012-01-05", "2012-01-04"], Some(("ends", "term-ends-before-it-begins"))),
            ("the number is taken", ["9", "2012-01-05", "2017-01-01"], Some(("number", "term-taken"))),
            ("the one before lasts", ["11", "2027-01-01", ""], Some(("begins", "term-lasts"))),
            ("inside another", ["8", "2018-01-01", "2019-01-01"], Some(("begins", "term-overlaps"))),
            ("around all", ["8", "2012-01-05", ""], Some(("begins", "term-overlaps"))),
        ];
        for (sentence, [number, begins, ends], expected) in table {
            let [number, begins, ends] = [number, begins, ends].map(|text| (*text).to_owned());
            let read = TermForm { number, begins, ends, was: None }.fit(0, 1, &others());
            let fault = read.err().map(|faults| faults.0.into_iter().map(|(f, r)| (f, r.key)).collect::<Vec<_>>());
            let expected = expected.map(|(field, key)| vec![(field.to_owned(), key)]);
            assert_eq!(fault, expected, "{sentence}");
        }
    }

    #[test]
    fn a_name_is_filled_short_and_new() {
        let long = "界".repeat(LONGEST_NAME + 1);
        assert_eq!(name(" 农业界 ", &["教育界"]), Ok("农业界"));
        for (unfit, key) in [("  ", "form-missing"), (&long, "form-too-long"), ("教育界 ", "committee-name-taken")] {
            assert_eq!(name(unfit, &["教育界"]).map_err(|refusal| refusal.key), Err(key), "{unfit}");
        }
    }
}
