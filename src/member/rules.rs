//! What a member's record may say: names, dates, seats within their terms, posts within their seats.

mod cell;
mod difference;
mod name;
pub mod pinyin;

use crate::clock::Day;
use crate::committee::model::Term;
use crate::error::Refusal;

pub use cell::{number, posts, written};
pub use difference::{Difference, added, differences};
pub use name::{Named, bare, begun, names, says_none, told_of};

use super::model::{Lists, Person, Post, Seat};

/// Where in a member's record a fault is. Seats and posts are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Name,
    Party,
    Employer,
    Phone,
    Seats,
    Seat(usize, Part),
    Post(usize, usize, Part),
}

/// A part of a seat or of a post. `What` is the sector of a seat and the name of a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Term,
    What,
    Begins,
    Ends,
}

/// A fault and its place.
pub type Fault = (Place, Refusal);

/// Longest name, party, employer and name of a post, in characters.
const LONGEST_NAME: usize = 40;
const LONGEST_EMPLOYER: usize = 200;

/// Whether a text names somebody: a letter stands in it, and but for the signs within names only letters and numbers.
fn is_name(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && text.chars().all(|sign| sign.is_alphanumeric() || "·• .-".contains(sign))
}

/// A text on one line without blanks around it; `None` when nothing is left, or it says that there is nothing.
#[must_use]
pub fn tidy(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!says_none(&text)).then_some(text)
}

impl Person {
    /// Ends with a seat the posts that went with it and have no end of their own.
    pub fn end_posts_with_their_seats(&mut self) {
        for seat in &mut self.seats {
            for post in seat.posts.iter_mut().filter(|post| post.ends.is_none()) {
                post.ends = seat.ends.filter(|ends| *ends >= post.begins);
            }
        }
    }

    /// The same with its seats, the latest term first, and posts in one order, so that two can be compared.
    #[must_use]
    pub fn in_order(&self, lists: &Lists) -> Self {
        let mut person = self.clone();
        person.seats.sort_by_key(|seat| std::cmp::Reverse(lists.number(seat.term)));
        person.seats.iter_mut().for_each(|seat| seat.posts.sort());
        person
    }
}

/// Everything that is wrong with a record.
#[must_use]
pub fn faults(person: &Person, lists: &Lists) -> Vec<Fault> {
    let mut faults = Vec::new();
    if person.name.is_empty() {
        faults.push((Place::Name, Refusal::new("form-missing")));
    } else if !is_name(&person.name) {
        faults.push((Place::Name, Refusal::new("member-name-unfit")));
    }
    let longest = [
        (Place::Name, Some(&person.name), LONGEST_NAME),
        (Place::Party, person.party.as_ref(), LONGEST_NAME),
        (Place::Employer, person.employer.as_ref(), LONGEST_EMPLOYER),
    ];
    for (place, text, most) in longest {
        faults.extend(text.and_then(|text| too_long(text, most)).map(|refusal| (place, refusal)));
    }
    if person.phone.as_deref().is_some_and(|phone| !is_phone(phone)) {
        faults.push((Place::Phone, Refusal::new("member-phone-unfit")));
    }
    if person.seats.is_empty() {
        faults.push((Place::Seats, Refusal::new("member-no-seat")));
    }
    for (n, seat) in person.seats.iter().enumerate() {
        if person.seats[..n].iter().any(|other| other.term == seat.term) {
            faults.push((Place::Seat(n, Part::Term), Refusal::new("member-seat-twice")));
        }
        seat_faults(n, seat, lists, &mut faults);
    }
    faults
}

fn too_long(text: &str, most: usize) -> Option<Refusal> {
    (text.chars().count() > most).then(|| Refusal::new("form-too-long").with("most", most))
}

/// 5 to 20 digits, as they are written: 139 0000 0000, +86-23-5555, 0571-8888 转 12 is not.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (5..=20).contains(&digits)
        && text.chars().count() <= 30
        && text.chars().all(|c| c.is_ascii_digit() || "+-() ".contains(c))
}

fn seat_faults(n: usize, seat: &Seat, lists: &Lists, faults: &mut Vec<Fault>) {
    let Some(term) = lists.term(seat.term) else {
        faults.push((Place::Seat(n, Part::Term), Refusal::new("member-term-missing")));
        return;
    };
    if lists.sector(seat.sector).is_empty() {
        faults.push((Place::Seat(n, Part::What), Refusal::new("member-sector-missing")));
    }
    if seat.begins < term.begins || term.ends.is_some_and(|ends| seat.begins > ends) {
        faults.push((Place::Seat(n, Part::Begins), outside_term(term)));
    }
    match seat.ends {
        Some(ends) if ends < seat.begins => {
            faults.push((Place::Seat(n, Part::Ends), Refusal::new("member-ends-early")));
        }
        Some(ends) if term.ends.is_some_and(|last| ends > last) => {
            faults.push((Place::Seat(n, Part::Ends), outside_term(term)));
        }
        _ => {}
    }
    for (m, post) in seat.posts.iter().enumerate() {
        let place = |part| Place::Post(n, m, part);
        faults.extend(post_name_fault(post, lists).map(|refusal| (place(Part::What), refusal)));
        faults.extend(post_date_fault(post, seat, term).map(|(part, refusal)| (place(part), refusal)));
        if seat.posts[..m].iter().any(|other| same_at_once(other, post)) {
            faults.push((place(Part::Begins), Refusal::new("member-post-twice").with("post", lists.title(post))));
        }
    }
}

fn outside_term(term: &Term) -> Refusal {
    let ends = term.ends.map_or_else(|| "…".to_owned(), |day| day.to_string());
    Refusal::new("member-outside-term").with("term", term.number).with("begins", term.begins).with("ends", ends)
}

/// A post's name can be told apart in the cell of a table, and says nothing that the special committee says already.
fn post_name_fault(post: &Post, lists: &Lists) -> Option<Refusal> {
    if post.name.is_empty() {
        return Some(Refusal::new("form-missing"));
    }
    if let Some(fault) = too_long(&post.name, LONGEST_NAME) {
        return Some(fault);
    }
    if !post.name.chars().all(char::is_alphanumeric) {
        return Some(Refusal::new("member-post-unfit"));
    }
    let read = cell::title(&lists.title(post), lists);
    match read {
        Ok((special, name)) if special == post.special && name == post.name => None,
        Ok(_) => Some(Refusal::new("member-post-special")),
        Err(refusal) => Some(refusal),
    }
}

fn post_date_fault(post: &Post, seat: &Seat, term: &Term) -> Option<(Part, Refusal)> {
    let last = seat.ends.or(term.ends);
    let outside = |day: Day| day < seat.begins || last.is_some_and(|last| day > last);
    let told = || {
        let ends = last.map_or_else(|| "…".to_owned(), |day| day.to_string());
        Refusal::new("member-outside-seat").with("begins", seat.begins).with("ends", ends)
    };
    match post.ends {
        _ if outside(post.begins) => Some((Part::Begins, told())),
        Some(ends) if ends < post.begins => Some((Part::Ends, Refusal::new("member-ends-early"))),
        Some(ends) if outside(ends) => Some((Part::Ends, told())),
        _ => None,
    }
}

fn same_at_once(one: &Post, other: &Post) -> bool {
    let before = |ends: Option<Day>, begins: Day| ends.is_some_and(|ends| ends < begins);
    one.name == other.name
        && one.special == other.special
        && !before(one.ends, other.begins)
        && !before(other.ends, one.begins)
}

#[cfg(test)]
pub(in crate::member) mod tests;
