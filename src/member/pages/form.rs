//! A member's record as a form: texts as they were entered, and the record that they make.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::super::model::{Lists, Person, Post, Seat};
use super::super::rules::{self, Part, Place};
use crate::clock::Day;
use crate::error::Refusal;
use crate::page::{Faults, filled};

/// The most rows of one kind, and the most characters of one text.
const MOST_ROWS: usize = 60;
const LONGEST: usize = 1_000;

/// What stands in the form. Nothing entered is lost, fit or not. Terms, sectors and special committees go by key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Form {
    pub name: String,
    pub party: String,
    pub employer: String,
    pub phone: String,
    pub seats: Vec<SeatRow>,
    pub posts: Vec<PostRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SeatRow {
    pub term: String,
    pub sector: String,
    pub begins: String,
    pub ends: String,
    pub removed: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PostRow {
    pub term: String,
    pub special: String,
    pub name: String,
    pub begins: String,
    pub ends: String,
    pub removed: bool,
}

fn text(day: Option<Day>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}

impl From<&Person> for Form {
    fn from(person: &Person) -> Self {
        let seat = |seat: &Seat| SeatRow {
            term: seat.term.to_string(),
            sector: seat.sector.to_string(),
            begins: seat.begins.to_string(),
            ends: text(seat.ends),
            removed: false,
        };
        let posts = person.seats.iter().flat_map(|seat| seat.posts.iter().map(move |post| (seat.term, post)));
        let post = |(term, post): (i64, &Post)| PostRow {
            term: term.to_string(),
            special: post.special.map_or_else(String::new, |id| id.to_string()),
            name: post.name.clone(),
            begins: post.begins.to_string(),
            ends: text(post.ends),
            removed: false,
        };
        Self {
            name: person.name.clone(),
            party: person.party.clone().unwrap_or_default(),
            employer: person.employer.clone().unwrap_or_default(),
            phone: person.phone.clone().unwrap_or_default(),
            seats: person.seats.iter().map(seat).collect(),
            posts: posts.map(post).collect(),
        }
    }
}

impl Form {
    /// What was sent: `name`, `seats.0.term`, `posts.1.begins`, `posts.1.remove` and so on.
    #[must_use]
    pub fn sent(sent: &BTreeMap<String, String>) -> Self {
        let field = |name: &str| sent.get(name).map_or_else(String::new, |text| text.chars().take(LONGEST).collect());
        let cell = |rows: &str, n: usize, name: &str| field(&format!("{rows}.{n}.{name}"));
        let ticked = |rows: &str, n: usize| sent.contains_key(&format!("{rows}.{n}.remove"));
        let seat_row = |n| SeatRow {
            term: cell("seats", n, "term"),
            sector: cell("seats", n, "sector"),
            begins: cell("seats", n, "begins"),
            ends: cell("seats", n, "ends"),
            removed: ticked("seats", n),
        };
        let post_row = |n| PostRow {
            term: cell("posts", n, "term"),
            special: cell("posts", n, "special"),
            name: cell("posts", n, "name"),
            begins: cell("posts", n, "begins"),
            ends: cell("posts", n, "ends"),
            removed: ticked("posts", n),
        };
        Self {
            name: field("name"),
            party: field("party"),
            employer: field("employer"),
            phone: field("phone"),
            seats: (0..rows(sent, "seats")).map(seat_row).collect(),
            posts: (0..rows(sent, "posts")).map(post_row).collect(),
        }
    }

    /// Adds the empty row that a button asks for; tells whether one did.
    pub fn add_row(&mut self, pressed: &str) -> bool {
        match pressed {
            "add-seat" => self.seats.push(SeatRow::default()),
            "add-post" => self.posts.push(PostRow::default()),
            _ => return false,
        }
        true
    }

    /// The record that the form makes. A seat without a first day begins with its term, a post with its seat.
    ///
    /// # Errors
    /// What is wrong, by the names of the fields.
    pub fn person(&self, lists: &Lists) -> Result<Person, Faults> {
        let mut faults = Faults::default();
        let mut person = Person {
            name: crate::text::name(&self.name),
            party: rules::tidy(&self.party),
            employer: rules::tidy(&self.employer),
            phone: rules::tidy(&self.phone),
            seats: Vec::new(),
        };
        let mut seat_rows = Vec::new();
        for (n, row) in self.seats.iter().enumerate().filter(|(_, row)| row.written()) {
            person.seats.push(row.seat(&format!("seats.{n}"), lists, &mut faults));
            seat_rows.push(n);
        }
        let mut post_rows: HashMap<(usize, usize), usize> = HashMap::new();
        for (n, row) in self.posts.iter().enumerate().filter(|(_, row)| row.written()) {
            let term = key(&row.term);
            let Some(at) = person.seats.iter().position(|seat| seat.term == term) else {
                faults.note(format!("posts.{n}.term"), Refusal::new("member-post-without-seat"));
                continue;
            };
            let seat = &mut person.seats[at];
            let post = row.post(&format!("posts.{n}"), seat, &mut faults);
            post_rows.insert((at, seat.posts.len()), n);
            seat.posts.push(post);
        }
        person.end_posts_with_their_seats();
        for (place, refusal) in rules::faults(&person, lists) {
            faults.note(field(place, &seat_rows, &post_rows), refusal);
        }
        if faults.none() { Ok(person) } else { Err(faults) }
    }
}

/// The name of the field at a place of the record.
fn field(place: Place, seats: &[usize], posts: &HashMap<(usize, usize), usize>) -> String {
    let part = |part, what| match part {
        Part::Term => "term",
        Part::What => what,
        Part::Begins => "begins",
        Part::Ends => "ends",
    };
    match place {
        Place::Name => "name".to_owned(),
        Place::Party => "party".to_owned(),
        Place::Employer => "employer".to_owned(),
        Place::Phone => "phone".to_owned(),
        Place::Seats => "seats.0.term".to_owned(),
        Place::Seat(n, which) => format!("seats.{}.{}", seats.get(n).unwrap_or(&n), part(which, "sector")),
        Place::Post(n, m, which) => format!("posts.{}.{}", posts.get(&(n, m)).unwrap_or(&m), part(which, "name")),
    }
}

/// How many rows of a kind were sent. A number that no form of ours has is not looked at.
fn rows(sent: &BTreeMap<String, String>, kind: &str) -> usize {
    let number = |name: &String| name.strip_prefix(kind)?.strip_prefix('.')?.split('.').next()?.parse::<usize>().ok();
    sent.keys().filter_map(number).filter(|number| *number < MOST_ROWS).max().map_or(0, |last| last.saturating_add(1))
}

/// A key out of a choice; 0, which is no key, where nothing was chosen.
fn key(text: &str) -> i64 {
    text.parse().unwrap_or(0)
}

/// A day out of a field; `otherwise` where it is left empty. A day that cannot be read is noted.
fn day(text: &str, field: String, otherwise: Option<Day>, faults: &mut Faults) -> Option<Day> {
    let Some(text) = filled(text) else { return otherwise };
    let day = Day::read(text);
    if day.is_none() {
        faults.note(field, Refusal::new("form-day"));
    }
    day.or(otherwise)
}

/// Stands for a day that is missing and told of as a fault.
const NO_DAY: Day = Day(jiff::civil::Date::ZERO);

impl SeatRow {
    fn written(&self) -> bool {
        !self.removed && [&self.term, &self.sector, &self.begins, &self.ends].iter().any(|text| filled(text).is_some())
    }

    fn seat(&self, row: &str, lists: &Lists, faults: &mut Faults) -> Seat {
        let term = key(&self.term);
        let opened = lists.term(term).map(|term| term.begins);
        Seat {
            term,
            sector: key(&self.sector),
            begins: day(&self.begins, format!("{row}.begins"), opened, faults).unwrap_or(NO_DAY),
            ends: day(&self.ends, format!("{row}.ends"), None, faults),
            posts: Vec::new(),
        }
    }
}

impl PostRow {
    fn written(&self) -> bool {
        !self.removed && [&self.special, &self.name, &self.begins, &self.ends].iter().any(|text| filled(text).is_some())
    }

    fn post(&self, row: &str, seat: &Seat, faults: &mut Faults) -> Post {
        Post {
            begins: day(&self.begins, format!("{row}.begins"), Some(seat.begins), faults).unwrap_or(NO_DAY),
            special: filled(&self.special).map(key),
            name: crate::text::name(&self.name),
            ends: day(&self.ends, format!("{row}.ends"), None, faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_number_that_no_form_has_is_not_looked_at() {
        let seats = |names: &[&str]| {
            let sent = names.iter().map(|name| ((*name).to_owned(), "2".to_owned())).collect();
            Form::sent(&sent).seats.len()
        };
        assert_eq!(seats(&["seats.18446744073709551615.term", "seats.1.term"]), 2);
        assert_eq!(seats(&["seats.18446744073709551616.term"]), 0);
        assert_eq!(seats(&["seats.59.term", "seats.60.term"]), MOST_ROWS);
    }
}
