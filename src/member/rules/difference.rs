//! What a change of a member's record comes to, act by act, for the ledger.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::super::model::{Lists, Person, Post, Seat};
use super::cell::written;
use crate::clock::Day;
use crate::ledger::Act;
use crate::member::model::MEMBER;

/// One act that a change of a record comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// These fields were corrected. The record is the former one, with those seats alone that are different now.
    Correct(Vec<&'static str>, Box<Person>),
    Seat(i64),
    EndSeat(i64, Day),
    Unseat(i64),
    Post(Post),
    EndPost(Post, Day),
    Unpost(Post),
}

impl Difference {
    /// The act of the member of this key and name.
    #[must_use]
    pub fn act(self, id: i64, name: &str, lists: &Lists) -> Act {
        let number = |term: i64| lists.number(term);
        match self {
            Self::Correct(fields, old) => Act::new(MEMBER.name, id, "correct")
                .fact("name", name)
                .fact("former", former(&fields, &old, lists))
                .fact("changed", fields),
            Self::Seat(term) => Act::new(MEMBER.name, id, "seat").fact("name", name).fact("term", number(term)),
            Self::EndSeat(term, day) => Act::new(MEMBER.name, id, "end_seat")
                .fact("name", name)
                .fact("term", number(term))
                .fact("day", day.to_string()),
            Self::Unseat(term) => Act::new(MEMBER.name, id, "unseat").fact("name", name).fact("term", number(term)),
            Self::Post(post) => Act::new(MEMBER.name, id, "post")
                .fact("name", name)
                .fact("post", lists.title(&post))
                .fact("day", post.begins.to_string()),
            Self::EndPost(post, day) => Act::new(MEMBER.name, id, "end_post")
                .fact("name", name)
                .fact("post", lists.title(&post))
                .fact("day", day.to_string()),
            Self::Unpost(post) => {
                Act::new(MEMBER.name, id, "unpost").fact("name", name).fact("post", lists.title(&post))
            }
        }
    }
}

/// The act of adding the member of this key and name.
#[must_use]
pub fn added(id: i64, name: &str) -> Act {
    Act::new(MEMBER.name, id, "add").fact("name", name)
}

/// What stood in the fields that were corrected, that of a seat by the number of its term. A phone number is left
/// out: it is for the office alone, and the ledger cannot forget it.
fn former(fields: &[&str], old: &Person, lists: &Lists) -> Value {
    let by_term = |told: &dyn Fn(&Seat) -> Value| {
        let seats = old.seats.iter().map(|seat| (lists.number(seat.term).to_string(), told(seat)));
        Value::Object(seats.collect())
    };
    let told = |field: &str| match field {
        "name" => Some(json!(old.name)),
        "party" => Some(json!(old.party)),
        "employer" => Some(json!(old.employer)),
        "sector" => Some(by_term(&|seat| json!(lists.sector(seat.sector)))),
        "seats" => Some(by_term(&|seat| json!({"begins": seat.begins, "ends": seat.ends}))),
        "posts" => Some(by_term(&|seat| json!(written(&seat.posts, lists)))),
        _ => None,
    };
    fields.iter().filter_map(|field| Some(((*field).to_owned(), told(field)?))).collect::<Map<_, _>>().into()
}

/// What is different in a new record of the same member. Equal records differ in nothing.
#[must_use]
pub fn differences(old: &Person, new: &Person) -> Vec<Difference> {
    let texts = [
        ("name", old.name != new.name),
        ("party", old.party != new.party),
        ("employer", old.employer != new.employer),
        ("phone", old.phone != new.phone),
    ];
    let mut corrected: Vec<_> = texts.into_iter().filter(|(_, changed)| *changed).map(|(field, _)| field).collect();
    let mut found = Vec::new();
    for seat in &new.seats {
        match old.seats.iter().find(|other| other.term == seat.term) {
            None => {
                found.push(Difference::Seat(seat.term));
                found.extend(seat.posts.iter().cloned().map(Difference::Post));
            }
            Some(before) => within_seat(before, seat, &mut corrected, &mut found),
        }
    }
    for seat in old.seats.iter().filter(|seat| new.seats.iter().all(|other| other.term != seat.term)) {
        found.push(Difference::Unseat(seat.term));
    }
    if !corrected.is_empty() {
        let mut seen = HashSet::new();
        corrected.retain(|field| seen.insert(*field));
        let changed = |seat: &&Seat| new.seats.iter().any(|other| other.term == seat.term && other != *seat);
        let seats = old.seats.iter().filter(changed).cloned().collect();
        found.insert(0, Difference::Correct(corrected, Box::new(Person { seats, ..old.clone() })));
    }
    found
}

fn within_seat(old: &Seat, new: &Seat, corrected: &mut Vec<&'static str>, found: &mut Vec<Difference>) {
    if old.sector != new.sector {
        corrected.push("sector");
    }
    match (old.ends, new.ends) {
        (None, Some(day)) => found.push(Difference::EndSeat(new.term, day)),
        (before, after) if before != after => corrected.push("seats"),
        _ => {}
    }
    if old.begins != new.begins {
        corrected.push("seats");
    }
    let mut gone: Vec<_> = old.posts.iter().filter(|post| !new.posts.contains(post)).collect();
    for post in new.posts.iter().filter(|post| !old.posts.contains(post)) {
        let same =
            |other: &&Post| (&other.name, other.special, other.begins) == (&post.name, post.special, post.begins);
        let before = gone.iter().position(same).map(|at| gone.remove(at));
        found.push(match (before, post.ends) {
            (None, _) => Difference::Post(post.clone()),
            (Some(Post { ends: None, .. }), Some(day)) => Difference::EndPost(post.clone(), day),
            (Some(_), _) => {
                corrected.push("posts");
                continue;
            }
        });
    }
    found.extend(gone.into_iter().cloned().map(Difference::Unpost));
}
